/* Sources as other programs write them, BibTeX and RIS, and as entries of the bibliography. */

import { plain } from "./dom.js";

/* The fields that the form asks for, in the order in which entries have them; others that were pasted stand between these and the last ones. */
const FIRST = ["author", "editor", "translator", "title", "subtitle", "date", "type", "journaltitle", "booktitle", "series", "volume", "number", "edition", "chapter", "pages", "publisher", "institution", "organization", "howpublished", "location", "publisherid", "isbn", "issn", "doi", "eprint", "eprinttype", "url", "urldate", "archiveurl", "archivedate", "langid"];
const LAST = ["note", "via", "copyof", "read"];
/* What people keep for themselves. */
const PRIVATE = new Set(["abstract", "file", "keywords", "annote", "annotation", "owner", "timestamp", "bdsk-url-1", "date-added", "date-modified", "groups", "language_iso", "citation-key", "citationkey", "copyright", "rights", "shorttitle", "urlaccessdate", "library", "crossref", "month_numeric"]);
const RENAMED = { journal: "journaltitle", address: "location", school: "institution", accessed: "urldate", hyphenation: "langid" };
const RIS_TYPES = { JOUR: "article", MGZN: "article", NEWS: "article", EJOUR: "article", BOOK: "book", EBOOK: "book", CHAP: "incollection", CONF: "inproceedings", CPAPER: "inproceedings", RPRT: "report", GOVDOC: "report", ELEC: "online", WEB: "online", BLOG: "online", ICOMM: "online", THES: "thesis", DATA: "dataset", VIDEO: "video", UNPB: "unpublished" };
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/* --- BibTeX --- */

/* A value in braces, in quotes or bare, and pieces of one joined by `#`: as [text, end]. */
const value = (text, start) => {
  let at = start, found = "";
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at += 1;
    if (text[at] === "{" || text[at] === '"') {
      const isQuoted = text[at] === '"', from = (at += 1);
      let depth = 0;
      for (; at < text.length; at += 1) {
        if (text[at] === "\\") { at += 1; continue; }
        if (text[at] === "{") depth += 1;
        else if (text[at] === "}") { if (!isQuoted && !depth) break; depth -= 1; } else if (isQuoted && text[at] === '"' && depth <= 0) break;
      }
      if (at >= text.length) return null;
      found += text.slice(from, at);
      at += 1;
    } else {
      const bare = /^[^\s,#}]+/.exec(text.slice(at));
      if (!bare) return null;
      found += bare[0];
      at += bare[0].length;
    }
    while (/\s/.test(text[at] ?? "")) at += 1;
    if (text[at] !== "#") return [found.replace(/\s+/g, " ").trim(), at];
    at += 1;
  }
};

const fieldsIn = (text, start) => {
  const fields = {};
  let at = start;
  for (;;) {
    const name = /^[\s,]*([A-Za-z][\w:.+/-]*)\s*=/.exec(text.slice(at));
    if (!name) return [fields, at];
    const found = value(text, at + name[0].length);
    if (!found) return [fields, at];
    fields[name[1].toLowerCase()] ??= found[0];
    [, at] = found;
  }
};

/* Year and month of BibTeX as one date. */
const dated = (fields) => {
  if (fields.date || !fields.year) return fields;
  const { year, month, day, ...rest } = fields, number = /^\d+$/.test(month ?? "") ? Number(month) : MONTHS.indexOf((month ?? "").slice(0, 3).toLowerCase()) + 1;
  const parts = [year, ...(number ? [String(number).padStart(2, "0"), ...(/^\d+$/.test(day ?? "") ? [day.padStart(2, "0")] : [])] : [])];
  return /^\d{4}$/.test(year) ? { ...rest, date: parts.join("-") } : fields;
};

const ofBibtex = (text) => [...text.matchAll(/@([A-Za-z]+)\s*\{\s*([^\s,{}=]*)\s*,/g)].filter(([, type]) => !/^(?:comment|string|preamble)$/i.test(type)).map((found) => {
  const [fields] = fieldsIn(text, found.index + found[0].length);
  const renamed = Object.entries(fields).filter(([name, text]) => text && !PRIVATE.has(name)).map(([name, text]) => [RENAMED[name] ?? name, text]);
  return { type: found[1].toLowerCase(), key: found[2], fields: dated(Object.fromEntries(renamed)) };
});

/* --- RIS --- */

const ofRis = (text) => text.split(/^ER {1,2}-.*$/m).map((record) => {
  const tags = {};
  record.split("\n").forEach((line) => {
    const found = /^([A-Z][A-Z0-9]) {1,2}- ?(.*)$/.exec(line.trimEnd());
    if (found && found[2].trim()) (tags[found[1]] ??= []).push(found[2].trim());
  });
  if (!tags.TY) return null;
  const first = (...names) => names.map((name) => tags[name]?.[0]).find(Boolean) ?? "", type = RIS_TYPES[first("TY")] ?? "misc";
  const date = /^(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?/.exec(first("DA", "PY", "Y1")) ?? [], read = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})/.exec(first("Y2")) ?? [];
  const day = (parts) => parts.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
  const named = (...names) => names.flatMap((name) => tags[name] ?? []).map((name) => name_(name)).join(" and ");
  const host = first("JF", "T2", "JO", "BT"), pages = [first("SP"), first("EP")].filter(Boolean).join("--");
  const fields = {
    author: named("AU", "A1"), editor: named("ED", "A2"), title: first("TI", "T1", "CT"), date: day(date), [type === "article" ? "journaltitle" : type.startsWith("in") ? "booktitle" : "organization"]: host,
    volume: first("VL"), number: first("IS"), pages, [type === "report" || type === "thesis" ? "institution" : "publisher"]: first("PB"), doi: first("DO").replace(/^https?:\/\/(?:dx\.)?doi\.org\//, ""), url: first("UR"), urldate: day(read), langid: first("LA"),
  };
  return { type, key: "", fields: Object.fromEntries(Object.entries(fields).filter(([, text]) => text)) };
}).filter(Boolean);

/* A name of RIS, "Family, Given"; one without a comma is an organisation's, and stands in braces. */
const name_ = (name) => (name.includes(",") || /^\p{Script=Han}+$/u.test(name) ? name : `{${name}}`);

/* The sources in a pasted text, as { type, key, fields }; none when nobody can read it. */
export const pasted = (text) => {
  const plainText = text.replaceAll("\r\n", "\n");
  return /^\s*TY {1,2}-/m.test(plainText) ? ofRis(plainText) : ofBibtex(plainText);
};

/* --- entries --- */

/* Names as people type them, separated by semicolons or lines, as BibTeX has them. */
export const authors = (text) => text.split(/\s*[;\n]\s*/).map((name) => name.trim()).filter(Boolean).map(name_).join(" and ");
/* And back, for people. */
export const people = (text = "") => text.split(/\s+and\s+/).map((name) => name.replace(/^\{(.*)\}$/, "$1")).join("; ");

/* Text as it stands between braces: what would end them, or mean something to LaTeX. */
export const encoded = (text) => text.replace(/\s+/g, " ").trim().replace(/(?<!\\)[#$%&_]/g, "\\$&").replace(/[{}]/g, "");
const PLAIN = new Set(["url", "doi", "archiveurl", "isbn", "issn", "date", "urldate", "archivedate", "langid", "publisherid", "via", "copyof", "read", "eprint", "eprinttype", "pmid", "pages", "volume", "number"]);

/* An entry. What was typed by hand has to be made LaTeX; what was pasted is. */
export const entry = ({ type, key, fields, isTyped }) => {
  const names = [...FIRST, ...Object.keys(fields).filter((name) => !FIRST.includes(name) && !LAST.includes(name)), ...LAST].filter((name) => fields[name]?.trim());
  const written = (name) => (isTyped && !PLAIN.has(name) && !["author", "editor"].includes(name) ? encoded(fields[name]) : fields[name].trim());
  return `@${type}{${key},\n${names.map((name) => `  ${name} = {${written(name)}},\n`).join("")}}\n`;
};

/* --- keys --- */

const EMPTY = new Set("a an the on of for in to and or at by from with how what why who when where which is are was were be it its this that our der die das ein eine und le la les un une des du de et el los las una y en il".split(" "));
const words = (text) => (text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[{}\\]/g, "").match(/[A-Za-z0-9]+(?:['’][A-Za-z]+)*/g) ?? []).map((word) => word.replace(/['’]/g, "").slice(0, 20)).filter((word) => word.length > 1 && !EMPTY.has(word.toLowerCase()) && !/^\d/.test(word));

const SHARED = new Set("ac co com edu go gov gob gouv ne net or org".split(" "));
const ascii = (text) => text.normalize("NFKD").replace(/[^A-Za-z0-9]/g, "");

/* A key in the catalog's habit, see citing/source_keys.py, which `taken` does not have (in small letters). */
export const keyFor = ({ fields }, habit, taken) => {
  const cased = (word, isCapital) => (isCapital ? word[0].toUpperCase() + word.slice(1).toLowerCase() : word.toLowerCase());
  const person = (fields.author ?? fields.editor ?? "").split(/\s+and\s+/)[0].replace(/^\{|\}$/g, "");
  const family = person.includes(",") ? person.split(",")[0] : /\{/.test(fields.author ?? "") ? words(person)[0] ?? "" : person.split(" ").at(-1) ?? "";
  const spoken = /^\[([^[\]]+)\]$/.exec(fields.titleaddon ?? "")?.[1] ?? fields.title ?? "";
  const labels = (/^https?:\/\/([^/?#:@]+)/i.exec(fields.url ?? "")?.[1] ?? "").toLowerCase().split(".").slice(0, -1);
  while (labels.length > 1 && SHARED.has(labels.at(-1))) labels.pop();
  const host = /^[a-z]/.test(ascii(labels.at(-1) ?? "")) ? ascii(labels.at(-1)) : "";
  const name = [ascii(family), (fields.publisherid ?? "").replaceAll("-", ""), ...[fields.publisher, fields.journaltitle].map((text) => words(text ?? "")[0]), host, words(spoken)[0]].find(Boolean) ?? "source";
  const year = (/\d{4}/.exec(fields.date ?? "")?.[0] ?? "").slice(habit.has_short_year ? 2 : 0), title = words(spoken).filter((word) => word.toLowerCase() !== name.toLowerCase()).map((word) => cased(word, habit.is_word_capital));
  const made = (word) => {
    const who = cased(name, habit.is_name_capital);
    if (!year) return word && word !== who ? `${who}${habit.first || habit.second}${word}` : who;
    if (habit.form === "year") return `${who}${habit.first}${year}${word ? `${habit.second}${word}` : ""}`;
    return `${who}${word ? `${habit.first}${word}` : ""}${habit.second || (word ? "" : habit.first)}${year}`;
  };
  const base = made(habit.has_word || !year ? title[0] ?? "" : ""), longer = habit.prefers_letters ? [] : title.map(made);
  const letters = Array.from({ length: 26 }, (_none, place) => `${base}${String.fromCharCode(97 + place)}`);
  return [base, ...longer, ...letters].find((key) => !taken.has(key.toLowerCase())) ?? `${base}${taken.size}`;
};

/* --- the same source --- */

const addressOf = (url) => (url ?? "").toLowerCase().replace(/^https?:\/\/(?:www\.)?/, "").replace(/[?&](?:utm_\w+|fbclid|gclid|spm)=[^&#]*/g, "").replace(/#.*$/, "").replace(/\/(?:index\.html?)?$/, "");
const doiOf = (doi) => (doi ?? "").toLowerCase().replace(/^https?:\/\/(?:dx\.)?doi\.org\//, "");
const titleOf = (title) => plain(title ?? "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/* Which of all sources, as [key, short, title, url, doi], says the same of itself, and in what: "doi", "url" or "title"; null when none does. */
export const twin = ({ key, fields }, rows) => {
  for (const [what, own, column, form] of [["doi", doiOf(fields.doi), 4, doiOf], ["url", addressOf(fields.url), 3, addressOf], ["title", titleOf(fields.title), 2, titleOf]]) {
    const found = own && rows.find((row) => row[0] !== key && form(row[column]) === own);
    if (found) return { key: found[0], what };
  }
  return null;
};
