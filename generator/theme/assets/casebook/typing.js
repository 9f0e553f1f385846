/* Typing errors: which words of the catalog are near to one that is nowhere in it.

   A slip of the fingers is taken for what was meant, and that is said: two neighbours are exchanged, a letter is missing, or one is too many. Another
   letter makes another word, as often as not (human, humid; police, policy), and so do an ending (harbourer, harbour) and a vowel written twice
   in names (Haarlem, Harlem): such words are only offered. The one exception is the whole name of a record, of several words, with one letter wrong. */

import { DIGITS } from "./postings.js";
import { key } from "./words.js";

const LONG = 10, SHORTEST = 4, SHORTEST_FUNCTION = 3, MOST = 8, WEIGHED = 24;

/* How many letters were left out, put in, changed or exchanged with their neighbour; more than `most` is `most + 1`. A changed letter counts as
   so many as are given. */
const distance = (a, b, most, changed = 1) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (isSame ? 0 : changed));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) now[column] = Math.min(now[column], before[column - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    before = last;
    last = now;
  }
  return last[b.length];
};
const isExchanged = (a, b) => a.length === b.length && [...a].sort().join("") === [...b].sort().join("");

const isSlip = (wanted, term, most) =>
  distance(wanted, term, most, most + 2) <= most
  && (wanted.length !== term.length || isExchanged(wanted, term))
  && !(wanted.startsWith(term) && wanted.at(-1) !== wanted.at(-2))
  && ![...wanted.matchAll(/([aeiou])\1/g)].some(({ index }) => wanted.slice(0, index) + wanted.slice(index + 1) === term);

/* Which of the words that need not be there it is, with two letters exchanged; "form" is a word of its own. */
export const functionWord = (its, wanted) => (
  wanted.length < SHORTEST_FUNCTION || wanted === "form" ? undefined : [...its.function].find((word) => isExchanged(wanted, word) && isSlip(wanted, word, 1))
);

const wordsWith = async (its, letter) => {
  let term = "";
  return (await its.file(`near/${letter.codePointAt(0).toString(16)}.json`)).split("\n").map((entry) => {
    term = term.slice(0, DIGITS[entry.charCodeAt(0)]) + entry.slice(1, -1);
    return { term, common: DIGITS[entry.charCodeAt(entry.length - 1)] };
  });
};

/* The words near to one, the likeliest first, each as { term, far, isSlip }: slips before other errors, names before other words. */
export const near = async (its, wanted) => {
  if (wanted.length < SHORTEST || /[^\p{L}]/u.test(wanted)) return [];
  const most = wanted.length < LONG ? 1 : 2, found = new Map();
  const look = ({ term, common }) => {
    if (term === wanted || found.has(term) || its.function.has(term)) return;
    /* A plural may be the only form of a word that is there. */
    const [far, form] = [term, ...(/[^s]s$/.test(term) ? [term.slice(0, -1)] : [])].map((form) => [distance(wanted, form, most), form]).sort(([a], [b]) => a - b)[0];
    if (far && far <= most) found.set(term, { term, far, common, isPlural: form !== term, isSlip: isSlip(wanted, form, most) });
  };
  const read = async (letters) => (await Promise.all(letters.map((letter) => wordsWith(its, letter)))).forEach((words) => words.forEach(look));
  const first = [...its.near].filter((letter) => letter === wanted[0] || letter === wanted[1]);
  await read(first);
  /* What the project has synonyms for is known, whether it stands anywhere or not. */
  its.synonyms.flat().filter((phrase) => phrase.length === 1).forEach(([term]) => look({ term, common: 0 }));
  if (![...found.values()].some((one) => one.isSlip)) await read([...its.near].filter((letter) => !first.includes(letter)));
  /* A letter is sooner left out than put in. */
  const isLonger = ({ term }) => term.length > wanted.length;
  const order = (a, b) => b.isSlip - a.isSlip || a.far - b.far || Boolean(b.isName) - Boolean(a.isName) || isLonger(b) - isLonger(a) || b.common - a.common || (a.term < b.term ? -1 : 1);
  const weighed = [...found.values()].filter(({ term, isPlural }) => !isPlural || !found.has(term.slice(0, -1))).sort(order).slice(0, WEIGHED);
  await Promise.all(weighed.map(async (one) => { one.isName = Boolean(await its.line(key([{ forms: [one.term] }]))); }));
  return weighed.sort(order).slice(0, MOST);
};
