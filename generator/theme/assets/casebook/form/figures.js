/* A figure in a text that cites nothing near it: the rule `uncited-figure`, see checks/uncited_figure.py. */

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const NO_FIGURE = new RegExp(`\\b\\d{1,2}(?:\\s*[–-]\\s*\\d{1,2})?\\s+${MONTH}\\b|\\b${MONTH}\\s+\\d{1,2}\\b|\\b(?:1[89]|20)\\d\\ds?\\b|\\]\\([^\\s)]*\\)?|<[^>]*>|\\[[@#[][^\\]]*\\]`, "gi");
const FIGURE = /(?<![\p{L}\p{N}_.])\d(?:[\d.,]*\d)?(?:\s?%)?/u;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;
const CITES = /\[@[^[\]]+\]|\[##?[^[\]\s]+\]/;

/* The passages of a text: paragraphs, and items of lists by themselves. Rows of tables count with what is around them. */
const passages = (text) => text.split(/\n[ \t]*\n/).flatMap((block) => {
  const lines = block.split("\n");
  if (!lines.some((line) => ITEM.test(line))) return [block];
  return lines.reduce((all, line) => { if (ITEM.test(line) || !all.length) all.push(line.replace(ITEM, "")); else all[all.length - 1] += `\n${line}`; return all; }, []);
});

/* The first such figure; empty when there is none. */
export const figureIn = (text) => {
  const found = passages(text).filter((passage) => !/^\s*\|/m.test(passage) && !CITES.test(passage)).map((passage) => FIGURE.exec(passage.replace(NO_FIGURE, (other) => " ".repeat(other.length)))?.[0]);
  return found.find(Boolean) ?? "";
};
