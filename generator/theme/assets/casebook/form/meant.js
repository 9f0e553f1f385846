/* What people type, and what is written down of it: where it can have meant one thing only it is taken for that, and they are told; else they are
   asked, in the words in which the check would ask. */

import { slug } from "./dom.js";
import { moment } from "./dates.js";
import { readDate } from "./meant_dates.js";
import { plainly, readNumber } from "./meant_numbers.js";

export const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/i;
export const ADDRESS = /^https?:\/\/[^\s<>"{}\\^`]+$/;
const BARE_ADDRESS = /^(?:\p{L}[\p{L}\p{N}-]*\.)+\p{L}{2,}(?:[/?#][^\s<>"{}\\^`]*)?$/u;
const LANGUAGES = "ar bn cs da de el en es fa fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv sw th tr uk ur vi zh".split(" ");

const today = () => { const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-"); };

let languages = null;
/* The code of a language that is called so in one of these languages, or has that code. */
const languageOf = (text) => {
  languages ??= new Map([...LANGUAGES.map((own) => new Intl.DisplayNames([own], { type: "language" })).flatMap((names) => LANGUAGES.map((code) => [names.of(code).toLowerCase(), code])), ...LANGUAGES.map((code) => [code, code])]);
  return languages.get(plainly(text).toLowerCase());
};

const READERS = {
  date: (text, { reading }) => (moment(text) ? readDate(text, reading, today()) : null),
  number: (text, { reading }) => { const read = readNumber(text, reading.numbers); return NUMBER.test(text) && !read?.word ? null : read; },
  url: (given) => {
    const text = plainly(given).replace(/^<|>$/g, "");
    if (ADDRESS.test(given)) return null;
    if (ADDRESS.test(text)) return { value: text, isSafe: true };
    return BARE_ADDRESS.test(text) ? { value: `https://${text}`, isSafe: true } : null;
  },
  id: (text, { id }) => { const made = slug(plainly(text), id.longest); return made && !new RegExp(id.pattern, "u").test(text) ? { value: made, isSafe: true } : null; },
  language: (text) => { const code = languageOf(text); return code && code !== text ? { value: code, isSafe: true } : null; },
};
READERS.amount = READERS.number;

/* What a text means in an input of a type, as { value, to, unit, bound, isSafe }; or { word, values }, where nobody can tell; null where it is all right,
   or nothing is known. */
export const meant = (type, text, form) => (typeof text === "string" && text.trim() ? READERS[type]?.(text.trim(), form) ?? null : null);

/* A value with what goes with it, to be shown. */
export const shown = ({ value, to, unit, bound }, say) => [to ? `${value} – ${to}` : value, unit, bound ? say(`b_${bound}`) : ""].filter(Boolean).join(", ");

export const sentence = (text) => text[0].toUpperCase() + text.slice(1);

/* What is to be said of a text that its input does not take, as { text, takes }: with what may be written instead. */
export const refused = (type, text, its, otherwise) => {
  const read = meant(type, text, its.form), { say } = its;
  if (read?.word) return { text: `${sentence(say(read.word, read.values))}: ${say(`${read.word}_help`, read.values)}.`, takes: ["one", "other"].filter((name) => name in read.values).map((name) => ({ value: read.values[name] })) };
  if (read) return { text: say("p_meant"), takes: [read] };
  return { text: otherwise, takes: [] };
};
