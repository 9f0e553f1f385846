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

const Z = /(.{2,}i|.+y)z((?:e|es|ed|er|ers|ing|ings|ation|ations|ational|able|ement|ements)$)/;
const VOWEL = /[aeiouy]/, LONG_PLURAL = /(?:[sxzo]|[cs]h)es$/, DOUBLED = /([bcdfgklmnprstvz])\1$/, SHORT = /^(?:[^aeiouy]+[aeiouy]|[aeiou])[^aeiouywx]$/;
const ADDED_K = /^[^aeiou]+[aeiou].*ick$/, ENGLISH = /^[a-z]+$/;

const ofPlural = (word) => {
  if (!/[^s]s$/.test(word) || word.length < 3) return [];
  if (word.endsWith("ies")) return [word.slice(0, -1), `${word.slice(0, -3)}y`];
  return LONG_PLURAL.test(word) ? [word.slice(0, -1), word.slice(0, -2)] : [word.slice(0, -1)];
};
const ofEnding = (word) => {
  const rest = word.endsWith("ing") ? word.slice(0, -3) : word.endsWith("ed") ? word.slice(0, -2) : "";
  if (!VOWEL.test(rest) || (word.endsWith("eed") && word.length < 6)) return [];
  if (word.endsWith("ied")) return [`${rest.slice(0, -1)}y`, `${rest.slice(0, -1)}ie`];
  if (word.endsWith("ying") && rest.length === 2) return [`${rest[0]}ie`];
  if (DOUBLED.test(rest) && rest.length > 3) return [rest, rest.slice(0, -1)];
  if (SHORT.test(rest)) return [`${rest}e`];
  return [rest, `${rest}e`, ...(ADDED_K.test(rest) ? [rest.slice(0, -1)] : [])];
};

/* By the tables of text/stemming.py: `stems` are the words that an English form may be one of, `singulars` those that it may be the plain plural of,
   itself among them. */
export const stemmer = ({ irregular, spellings, endings, whole }) => {
  const american = new RegExp(`^(${Object.keys(spellings).join("|")})(${endings})$`);
  const british = (given) => {
    const match = american.exec(given);
    const word = match ? `${/^[aei]/.test(match[2]) ? spellings[match[1]].replace(/e$/, "") : spellings[match[1]]}${match[2]}` : given;
    return word.replace(Z, "$1s$2");
  };
  const made = (more) => (form) => {
    if (!ENGLISH.test(form)) return [form];
    const word = british(form);
    return whole.includes(word) ? [word] : unique([word, ...more(word)]);
  };
  return {
    stems: made((word) => [...(Object.hasOwn(irregular, word) ? irregular[word] : []), ...ofPlural(word), ...ofEnding(word)]),
    singulars: made(ofPlural),
  };
};
