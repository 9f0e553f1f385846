/* Reading the index (see publishing/inverted.py): of its files only those that have words of a query, each once. */

import { reader, stemmer } from "./words.js";

const ROOT = new URL("../../", import.meta.url), INDEX = new URL("search-index/", ROOT);
const MOST_LEAVES = 24;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
export const DIGITS = new Int8Array(128);
[...SIGNS].forEach((sign, value) => { DIGITS[sign.charCodeAt(0)] = value; });

export const address = (path) => new URL(path, ROOT).href;
/* Made once; what failed, on a bad line perhaps, is tried again the next time. */
export const once = (make) => {
  let kept = null;
  const get = () => (kept ??= make().catch((error) => { kept = null; throw error; }));
  get.forget = () => { kept = null; };
  return get;
};
const json = async (url, options) => {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
};
let cache = "no-cache";
export const about = once(() => json(new URL("about.json", INDEX), { cache }));

export const numbers = (text) => {
  const found = [];
  let value = 0, shift = 1;
  for (let place = 0; place < text.length; place += 1) {
    const digit = DIGITS[text.charCodeAt(place)];
    value += (digit & 31) * shift;
    if (digit < 32) { found.push(value); value = 0; shift = 1; } else shift *= 32;
  }
  return found;
};
export const rising = (text) => { let last = 0; return numbers(text).map((step) => (last += step)); };
/* The places of a term, by document: for each a count, then so many. */
export const placesOf = (text, documents) => {
  const found = new Map(), values = numbers(text);
  let at = 0;
  documents.forEach((document) => {
    let last = 0;
    const count = values[at];
    found.set(document, values.slice(at + 1, at + 1 + count).map((step) => (last += step)));
    at += count + 1;
  });
  return found;
};
const lastUpTo = (starts, wanted) => {
  let low = 0, high = starts.length;
  while (low < high) { const middle = (low + high) >> 1; if (starts[middle] <= wanted) low = middle + 1; else high = middle; }
  return Math.max(0, low - 1);
};

export const index = once(async () => {
  const known = await about(), { folder, starts, texts } = known;
  const kept = new Map();
  /* A file once, for as long as the page is there. */
  const file = (path) => {
    if (!kept.has(path)) kept.set(path, json(new URL(`${folder}/${path}`, INDEX)).catch((error) => { kept.delete(path); throw error; }));
    return kept.get(path);
  };
  const leaf = async (what, place) => {
    const path = `${what}/${place}.json`, name = `map ${path}`;
    if (!kept.has(name)) kept.set(name, file(path).then((content) => new Map(Object.entries(content))).catch((error) => { kept.delete(name); throw error; }));
    return kept.get(name);
  };
  const line = async (term, what = "words") => (starts.length ? (await leaf(what, lastUpTo(starts, term))).get(term) : undefined);
  /* All words with a beginning, and their lines. */
  const beginning = async (start) => {
    if (!starts.length) return [];
    const first = lastUpTo(starts, start), last = lastUpTo(starts, `${start}\uffff`);
    /* A beginning that half of all words have says nothing. */
    if (last - first > MOST_LEAVES) return [];
    const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, place) => leaf("words", first + place)));
    return parts.flatMap((part) => [...part].filter(([term]) => term.startsWith(start) && !/[~=]/.test(term)));
  };
  const text = async (document) => {
    const [first, length] = texts[lastUpTo(texts.map(([start]) => start), document)], at = (document - first) % length;
    return (await file(`texts/${document - at}.json`))[at];
  };
  const isShort = (document) => texts[lastUpTo(texts.map(([start]) => start), document)][1] > 1;
  const words = reader(known.words), itself = (form) => [form], english = known.english ? stemmer(known.english) : { stems: itself, singulars: itself };
  return { ...known, ...words, ...english, file, line, beginning, text, isShort, function: new Set(known.function) };
});
/* What is known is forgotten, by the browser, too: two indexes of one second have the same date to a server. */
export const renew = () => {
  cache = "reload";
  about.forget();
  index.forget();
};
