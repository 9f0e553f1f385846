/* What a word is, for the search: texts become tokens, English words stems, by the rules and tables of text/words.py and text/stemming.py,
   whose comments say why. The tables come with the index. */

import { HAN } from "./scripts.js";

const SINGLE = `${HAN}\\u3041-\\u3096\\u309d-\\u30fa\\u30fc-\\u30ff`;
const IS_SINGLE = new RegExp(`^[${SINGLE}]$`, "u");
export const isSingle = (form) => IS_SINGLE.test(form);

const GROUPS = "[,.'’\\u00a0\\u202f\\u2009]";
const DATE = "(?<![0-9A-Za-z_-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9A-Za-z_-])";
const NUMBER = `[0-9]{1,3}(?:${GROUPS}[0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+\\.[0-9]+`;
const LETTER = `(?:(?![${SINGLE}])[\\p{L}\\p{N}])`, WORD = `${LETTER}(?:${LETTER}|\\p{M})*`;
const TOKEN = new RegExp(`(${DATE})|(${NUMBER})|(${WORD}(?:['’ʼ‘]${WORD})*)|[${SINGLE}]`, "gu");
const BY_SIGNS = /([0-9]{4})\u5e74([0-9]{1,2})\u6708(?:([0-9]{1,2})\u65e5)?/gu;
const KEY_LENGTH = 8;

const number = (text) => {
  const parts = text.split(new RegExp(GROUPS, "u")), last = parts.at(-1);
  if (last.length !== 3) return [`${parts.slice(0, -1).join("")}.${last}`];
  return [...(parts.length === 2 && text.includes(".") ? [text] : []), parts.join("")];
};
const date = (text) => [text, ...(text.length > 7 ? [text.slice(0, 7)] : []), text.slice(0, 4)];
const unique = (items) => [...new Set(items)];

/* What the tables say of letters and characters: `letters` by letter, `han` as pairs of a traditional character and its simplified one. */
export const reader = ({ letters, han }) => {
  const pairs = [...han], simplified = new Map();
  for (let place = 0; place < pairs.length; place += 2) simplified.set(pairs[place], pairs[place + 1]);
  const fold = (text) => [...text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()].map((letter) => letters[letter] ?? letter).join("").normalize("NFC");
  const word = (text) => {
    const plain = fold(text);
    if (!plain.includes("'")) return [plain];
    const parts = plain.replace(/'s$/, "").split("'");
    return unique([parts.join(""), ...(parts.length > 1 && parts.at(-1).length > 2 ? [parts.at(-1)] : [])]);
  };
  const character = (text) => { const plain = fold(text); return [simplified.get(plain) ?? plain]; };
  /* The tokens of a text, with their places in it. */
  const tokens = (text) => {
    const found = [];
    let end = -1;
    for (const match of text.matchAll(TOKEN)) {
      const start = match.index;
      const gap = start === end ? "" : start === end + 1 && "-\u2010\u2011".includes(text[end]) ? "-" : " ";
      const forms = match[1] ? date(match[1]) : match[2] ? number(match[2]) : match[3] ? word(match[3]) : character(match[0]);
      end = start + match[0].length;
      found.push({ forms, gap, start, end, isSingle: !match[1] && !match[2] && !match[3] });
    }
    return found;
  };
  /* A query with dates that have signs of their own by their digits. */
  const dated = (text) => text.replace(BY_SIGNS, (_all, year, month, day) => ` ${[year, ...[month, day].filter(Boolean).map((part) => part.padStart(2, "0"))].join("-")} `);
  return { tokens, dated };
};

export const key = (tokens) => {
  const [first, ...rest] = tokens.map(({ forms }) => forms[0]);
  return `${first}=${rest.slice(0, KEY_LENGTH).join(" ")}${rest.length > KEY_LENGTH ? ` +${rest.length}` : ""}`;
};

/* --- stems --- */

const REGION = /[^aeiouy]*[aeiouy]+[^aeiouy]/y, VOWEL = /[aeiouy]/, SHORT_END = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
const Z = /(.{2,}i|.+y)z((?:e|es|ed|er|ers|ing|ings|ation|ations|ational|able|ement|ements)$)/;
const longest = (word, endings) => endings.reduce((best, ending) => (ending.length > best.length && word.endsWith(ending) ? ending : best), "");

/* The end of the part behind the first consonant that follows a vowel. */
const region = (word, start, pattern = REGION) => {
  pattern.lastIndex = start;
  return pattern.test(word) ? pattern.lastIndex : word.length;
};
const step1a = (word) => {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  return /s$/.test(word) && !/[su]s$/.test(word) && VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
};
const step1b = (word, r1) => {
  let match = /eed(?:ly)?$/.exec(word);
  if (match) {
    const start = match.index;
    return start >= r1 && !["succ", "proc", "exc"].includes(word.slice(0, start)) ? `${word.slice(0, start)}ee` : word;
  }
  match = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (!match) return word;
  const rest = word.slice(0, match.index);
  if (match[0] === "ing") {
    if (["even", "cann", "inn", "earr", "herr", "out"].includes(rest)) return word;
    if (/^[^aeiouy][yY]$/.test(rest)) return `${rest[0]}ie`;
  }
  if (!VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return rest.length === 3 && "aeo".includes(rest[0]) ? rest : rest.slice(0, -1);
  return rest.length === r1 && SHORT_END.test(rest) ? `${rest}e` : rest;
};
const step1c = (word) => (word.length > 2 && /[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word);
const step5 = (word, r1, r2) => {
  const rest = word.slice(0, -1);
  if (word.endsWith("e")) return rest.length >= r2 || (rest.length >= r1 && !SHORT_END.test(rest)) ? rest : word;
  return word.endsWith("ll") && rest.length >= r2 ? rest : word;
};

/* The stem of an English word, by the tables of text/stemming.py. */
export const stemmer = ({ irregular, spellings, endings, whole, beginnings, step2, step3, step4 }) => {
  const american = new RegExp(`^(${Object.keys(spellings).join("|")})(${endings})$`), special = new RegExp(beginnings, "y");
  const british = (given) => {
    const match = american.exec(given);
    const word = match ? `${/^[aei]/.test(match[2]) ? spellings[match[1]].replace(/e$/, "") : spellings[match[1]]}${match[2]}` : given;
    return word.replace(Z, "$1s$2");
  };
  const replaced = (word, table, least) => {
    const ending = longest(word, Object.keys(table)), rest = word.slice(0, word.length - ending.length);
    return { ending, rest, isThere: ending && rest.length >= least(ending) };
  };
  const porter = (given) => {
    if (Object.hasOwn(whole, given)) return whole[given];
    if (given.length < 3) return given;
    let word = given.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    special.lastIndex = 0;
    const r1 = special.test(word) ? special.lastIndex : region(word, 0), r2 = region(word, r1);
    word = step1c(step1b(step1a(word), r1));
    const second = replaced(word, step2, () => r1);
    if (second.isThere) {
      const { ending, rest } = second;
      if (ending === "ogi") word = rest.endsWith("l") ? `${rest}og` : word;
      else if (ending === "li") word = /[cdeghkmnrt]$/.test(rest) ? rest : word;
      else word = rest + step2[ending];
    }
    const third = replaced(word, step3, (ending) => (ending === "ative" ? r2 : r1));
    if (third.isThere) word = third.rest + step3[third.ending];
    const ending = longest(word, step4), rest = word.slice(0, word.length - ending.length);
    if (ending && rest.length >= r2 && (ending !== "ion" || /[st]$/.test(rest))) word = rest;
    return step5(word, r1, r2).replaceAll("Y", "y");
  };
  return (word) => (/^[a-z]+$/.test(word) ? porter(british(Object.hasOwn(irregular, word) ? irregular[word] : word)) : word);
};
