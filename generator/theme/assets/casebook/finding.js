/* The search itself: what a query means, which documents have its words, and in which order they come. The index is files (see
   publishing/inverted.py), of which only those are read that have words of the query. Nothing loads before the first question.

   Every word of a query must be there: as it is written, by its stem, as the beginning of a word, or by a synonym of the project. Only what is nowhere
   is taken for a typing error, and that is said. */

import { hits, passage } from "./passages.js";
import { isSingle, key, reader, stemmer } from "./words.js";

const ROOT = new URL("../../", import.meta.url), INDEX = new URL("search-index/", ROOT);
/* By how near to the title a word stands, and by how it was found. */
const NEAR = [1, 2, 5, 8], WHOLE = 1, BY_STEM = 0.85, JOINED = 0.9, SYNONYM = 0.6, BEGINNING = 0.4, MEANT = 0.5;
const NAMED = 1000, SHORT_WEIGHT = 0.5;
const LONGEST_QUERY = 300, MOST_WORDS = 24, SHORTEST_BEGINNING = 3, SHORTEST_PART = 3, LONGEST_RUN = 24, LONG = 10, MOST_LEAVES = 24;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGITS = new Int8Array(128);
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
export const about = once(() => json(new URL("about.json", INDEX), { cache: "no-cache" }));

/* --- reading the index --- */

const numbers = (text) => {
  const found = [];
  let value = 0, shift = 1;
  for (let place = 0; place < text.length; place += 1) {
    const digit = DIGITS[text.charCodeAt(place)];
    value += (digit & 31) * shift;
    if (digit < 32) { found.push(value); value = 0; shift = 1; } else shift *= 32;
  }
  return found;
};
const rising = (text) => { let last = 0; return numbers(text).map((step) => (last += step)); };
/* The places of a term, by document: for each a count, then so many. */
const placesOf = (text, documents) => {
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

const index = once(async () => {
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
  const words = reader(known.words), stem = known.english ? stemmer(known.english) : (word) => word;
  return { ...known, ...words, stem, file, line, beginning, text, isShort, function: new Set(known.function) };
});

/* --- what is found of one part of a query --- */

/* Documents with how well they fit, and what is to be marked in them: single forms, forms one behind the other, and runs of characters. */
class Found {
  constructor() { this.documents = new Map(); this.terms = new Map(); this.phrases = []; this.runs = []; }
  get size() { return this.documents.size; }
  put(document, score) { if (score > (this.documents.get(document) ?? 0)) this.documents.set(document, score); }
  line(term, line, quality) {
    if (!line) return;
    if (quality > (this.terms.get(term) ?? 0)) this.terms.set(term, quality);
    rising(line).forEach((value) => this.put(value >> 2, NEAR[value & 3] * quality));
  }
  add(other, quality = 1) {
    other.documents.forEach((score, document) => this.put(document, score * quality));
    other.terms.forEach((own, term) => { if (!this.terms.has(term)) this.terms.set(term, own * quality); });
    this.phrases.push(...other.phrases);
    this.runs.push(...other.runs);
    return this;
  }
}

const add = async (its, found, term, quality) => found.line(term, await its.line(term), quality);
/* All words with a stem. */
const byStem = async (its, found, stem, quality) => {
  const forms = await its.line(`${stem}~`);
  await Promise.all((forms ? forms.split(" ") : [stem]).map((form) => add(its, found, form, quality)));
};
const isNumber = (form) => /^[0-9]+(?:\.[0-9]+)?$/.test(form);

const word = async (its, token, { isExact = false, hasBeginning = true } = {}) => {
  const found = new Found(), [main] = token.forms, stem = its.stem(main);
  const jobs = (isNumber(main) ? token.forms : [main]).map((form) => add(its, found, form, WHOLE));
  if (!isExact) {
    if (its.english && /^[a-z]+$/.test(main)) jobs.push(byStem(its, found, stem, BY_STEM));
    if (hasBeginning && main.length >= SHORTEST_BEGINNING && !/^[0-9]/.test(main)) {
      jobs.push(its.beginning(main).then((all) => all.forEach(([term, line]) => found.line(term, line, term === main ? WHOLE : BEGINNING))));
    }
  }
  await Promise.all(jobs);
  return found;
};

/* Parts that stand one behind the other, each as what is found of it and its distance from the first. */
const phrase = async (its, parts) => {
  const found = new Found();
  if (!parts.length || parts.some(({ part }) => !part.size)) return found;
  const [least] = [...parts].sort((a, b) => a.part.size - b.part.size);
  const documents = [...least.part.documents.keys()].filter((document) => parts.every(({ part }) => part.documents.has(document)));
  if (!documents.length) return found;
  const placed = await Promise.all(parts.map(async ({ part, distance }) => {
    const listed = await Promise.all([...part.terms.keys()].map(async (term) => {
      const [line, own] = await Promise.all([its.line(term), its.line(term, "places")]);
      return placesOf(own ?? "", rising(line).map((value) => value >> 2));
    }));
    return (document) => new Set(listed.flatMap((places) => places.get(document) ?? []).map((place) => place - distance));
  }));
  documents.forEach((document) => {
    const [first, ...others] = placed.map((places) => places(document));
    if ([...first].some((place) => others.every((other) => other.has(place)))) found.put(document, Math.min(...parts.map(({ part }) => part.documents.get(document))));
  });
  if (found.size) found.phrases.push(parts.map(({ part, distance }) => ({ forms: new Set(part.terms.keys()), distance })));
  return found;
};

/* Characters that stand side by side, by pairs. */
const run = async (its, characters) => {
  const terms = characters.length < 3 ? [[characters.join(""), 0]] : [];
  for (let place = 0; characters.length > 2 && place < characters.length; place += 2) {
    const start = Math.min(place, characters.length - 2);
    terms.push([characters[start] + characters[start + 1], start]);
  }
  const parts = await Promise.all(terms.map(async ([term, distance]) => {
    const part = new Found();
    await add(its, part, term, WHOLE);
    return { part, distance };
  }));
  const found = new Found();
  (parts.length === 1 ? parts[0].part : await phrase(its, parts)).documents.forEach((score, document) => found.put(document, score));
  if (found.size) found.runs.push(characters);
  return found;
};

/* --- typing errors --- */

/* How many letters were left out, put in, changed or exchanged with their neighbour; more than `most` is `most + 1`. */
const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) now[column] = Math.min(now[column], before[column - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    before = last;
    last = now;
  }
  return last[b.length];
};
const isExchanged = (a, b) => a.length === b.length && [...a].sort().join("") === [...b].sort().join("");

/* The word that was meant: the nearest one, and of these the one that stands in most documents. */
const meant = async (its, wanted) => {
  if (wanted.length < 4 || /[^\p{L}]/u.test(wanted)) return "";
  const most = wanted.length < LONG ? 1 : 2;
  const letters = [...new Set([wanted[0], wanted[1]])].filter((letter) => its.near.includes(letter));
  const files = await Promise.all(letters.map((letter) => its.file(`near/${letter.codePointAt(0).toString(16)}.json`)));
  let best = { term: "", far: most + 1, common: 0 };
  const look = (term, common) => {
    const far = Math.min(distance(wanted, term, most), distance(wanted, term.replace(/s$/, ""), most));
    if (far > most || (wanted.length < 5 && !isExchanged(wanted, term))) return;
    if (far < best.far || (far === best.far && common > best.common)) best = { term, far, common };
  };
  /* What the project has synonyms for is known, whether it stands anywhere or not. */
  its.synonyms.flat(2).forEach((term) => look(term, 0));
  files.forEach((content) => {
    let term = "";
    content.split("\n").forEach((entry) => {
      term = term.slice(0, DIGITS[entry.charCodeAt(0)]) + entry.slice(1, -1);
      look(term, DIGITS[entry.charCodeAt(entry.length - 1)]);
    });
  });
  return best.term;
};

/* --- a query --- */

const QUOTED = /"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」/gu;

/* A query as groups of tokens, each of which must be there: a phrase in quotation marks, words with hyphens, characters without a space, a word. */
const groupsOf = (its, query) => {
  const groups = [];
  const plain = (text) => its.tokens(its.dated(text)).forEach((token) => {
    const last = groups.at(-1), before = last?.tokens.at(-1);
    if (before && !last.isQuoted && token.gap === "" && token.isSingle && before.isSingle) last.tokens.push(token);
    else if (before && !last.isQuoted && token.gap === "-" && !token.isSingle && !before.isSingle) last.tokens.push(token);
    else groups.push({ tokens: [token], text: "" });
  });
  let end = 0;
  for (const match of query.matchAll(QUOTED)) {
    plain(query.slice(end, match.index));
    const tokens = its.tokens(match.slice(1).find(Boolean));
    if (tokens.length) groups.push({ tokens, isQuoted: true });
    end = match.index + match[0].length;
    /* A phrase ends what stands before it. */
    if (!tokens.length) continue;
  }
  plain(query.slice(end));
  return groups.slice(0, MOST_WORDS).map((group) => ({ ...group, isRun: !group.isQuoted && group.tokens[0].isSingle, text: textOf(group) }));
};
const textOf = ({ tokens }) => tokens.map(({ forms, gap }, place) => (place ? gap : "") + forms[0]).join("");

const quoted = async (its, tokens) => phrase(its, await Promise.all(tokens.map(async (token, distance) => ({ part: await word(its, token, { isExact: true }), distance }))));
const joined = async (its, forms) => word(its, { forms: [forms.join("")] }, { hasBeginning: false });

/* A word that is two in the catalog. */
const parted = async (its, form) => {
  if (!/^\p{L}+$/u.test(form)) return new Found();
  for (let cut = SHORTEST_PART; cut <= form.length - SHORTEST_PART; cut += 1) {
    const first = await word(its, { forms: [form.slice(0, cut)] }, { isExact: true });
    if (!first.size) continue;
    const second = await word(its, { forms: [form.slice(cut)] }, { hasBeginning: false });
    const both = await phrase(its, [{ part: first, distance: 0 }, { part: second, distance: 1 }]);
    if (both.size) return both;
  }
  return new Found();
};

/* What is found of a group as a whole. */
const found = async (its, { tokens, isQuoted, isRun }) => {
  if (isQuoted) return quoted(its, tokens);
  const forms = tokens.map(({ forms: [main] }) => main);
  if (isRun) return run(its, forms.slice(0, LONGEST_RUN));
  if (tokens.length === 1) return word(its, tokens[0]);
  const one = await joined(its, forms);
  /* In the index long parts are one wherever they stand side by side, if they are one anywhere. */
  if (one.size && (tokens.length > 2 || forms.every(({ length }) => length >= SHORTEST_PART))) return one;
  const parts = await Promise.all(tokens.map(async (token, distance) => ({ part: await word(its, token, { hasBeginning: distance === tokens.length - 1 }), distance })));
  return (await phrase(its, parts)).add(one, JOINED);
};

/* A group that is nowhere as a whole, as its parts: each word of one with hyphens, the longest parts of one of characters. */
const inParts = async (its, group) => {
  const { tokens, isRun } = group;
  if (group.found.size || group.isQuoted || tokens.length === 1) return [group];
  if (!isRun) return Promise.all(tokens.map(async (token) => ({ tokens: [token], text: token.forms[0], found: await word(its, token) })));
  const parts = [];
  let rest = tokens.slice(0, LONGEST_RUN);
  while (rest.length) {
    let part = rest, own = await found(its, { tokens: part, isRun });
    while (!own.size && part.length > 1) { part = part.slice(0, -1); own = await found(its, { tokens: part, isRun }); }
    parts.push({ tokens: part, isRun, text: part.map(({ forms: [main] }) => main).join(""), found: own });
    rest = rest.slice(part.length);
  }
  /* Single characters say nothing of a word that is not there. */
  return parts.some(({ tokens: own }) => own.length === 1) ? [group] : parts;
};

const scaledOf = (its, first, second) => {
  const power = its.scales[second];
  return power && isNumber(first) ? String(Math.round(Number(first) * 10 ** power)) : "";
};

/* Two words that are written as one somewhere count for both; so does a number with a word for its size. */
const withPairs = async (its, groups) => {
  await Promise.all(groups.slice(1).map(async (second, place) => {
    const first = groups[place];
    if ([first, second].some(({ isQuoted, tokens }) => isQuoted || tokens.length > 1)) return;
    const forms = [first, second].map(({ tokens }) => tokens[0].forms[0]), scaled = scaledOf(its, ...forms);
    if (first.isRun || (second.isRun && !scaled)) return;
    const both = await (scaled ? word(its, { forms: [scaled] }, { isExact: true }) : joined(its, forms));
    if (both.size) [first, second].forEach((group) => { group.found.add(both, JOINED); });
  }));
};

/* "Giving" is a synonym of what "gives" is none of. */
const hasOwnMeaning = (form) => /(?:ing|ed)$/.test(form);
/* Where the words of a synonym stand in a query, its others count for them. */
const withSynonyms = async (its, groups, only = groups) => {
  const isSame = (form, given) => form === given || (!hasOwnMeaning(given) && its.stem(form) === its.stem(given));
  const places = groups.flatMap((group, place) => (group.isQuoted ? [{ form: "", place }] : group.tokens.map(({ forms: [form] }) => ({ form, place }))));
  const jobs = its.synonyms.flatMap((synonyms) => synonyms.flatMap((given) => places.flatMap((_, start) => {
    const part = places.slice(start, start + given.length);
    if (part.length < given.length || !given.every((form, place) => isSame(part[place].form, form))) return [];
    /* Whole groups only: a synonym of a part of a name is none of the name. */
    const [first, last] = [part[0].place, part.at(-1).place];
    if (places[start - 1]?.place === first || places[start + given.length]?.place === last) return [];
    const own = groups.slice(first, last + 1).filter((group) => only.includes(group));
    return own.length ? synonyms.filter((other) => other !== given).map((other) => ({ other, own })) : [];
  })));
  await Promise.all(jobs.map(async ({ other, own }) => {
    const same = other.every(isSingle) ? await run(its, other) : await phraseOf(its, other);
    if (same.size) own.forEach((group) => { group.found.add(same, SYNONYM); });
  }));
};
const phraseOf = async (its, forms) => {
  const parts = await Promise.all(forms.map(async (form, distance) => {
    const part = new Found();
    await (hasOwnMeaning(form) ? add(its, part, form, WHOLE) : byStem(its, part, its.stem(form), WHOLE));
    return { part, distance };
  }));
  return parts.length === 1 ? parts[0].part : phrase(its, parts);
};

/* What is nowhere may be two words, or mistyped. */
const withMeant = async (its, groups) => {
  const corrected = [], changed = [];
  await Promise.all(groups.map(async (group) => {
    if (group.found.size || group.isQuoted || group.isRun || group.tokens.length > 1) return;
    const [form] = group.tokens[0].forms;
    group.found.add(await parted(its, form), JOINED);
    const other = group.found.size ? "" : await meant(its, form);
    if (!other) return;
    group.found.add(await word(its, { forms: [other] }, { hasBeginning: false }), MEANT);
    group.tokens = its.tokens(other);
    changed.push(group);
    corrected.push({ from: group.text, to: other });
  }));
  if (changed.length) await withSynonyms(its, groups, changed);
  return corrected;
};

const named = async (its, query) => {
  const tokens = its.tokens(query), isClaim = query.startsWith("#");
  if (!tokens.length) return [];
  const called = (line) => (line ? rising(line).map((value) => ({ document: value >> 2, good: value & 3 })) : []);
  const lines = await Promise.all([its.line(key(tokens)), isClaim && its.line(`#=${tokens.map(({ forms }) => forms[0]).join(" ")}`)]);
  const found = lines.flatMap(called), scripts = [tokens.filter(({ isSingle: own }) => own), tokens.filter(({ isSingle: own }) => !own)];
  if (found.length || scripts.some((part) => !part.length)) return found;
  /* Its names in two scripts. */
  const [some, others] = (await Promise.all(scripts.map((part) => its.line(key(part))))).map(called);
  return some.filter(({ document }) => others.some((other) => other.document === document));
};

const answer = async (query) => {
  const its = await index(), given = query.slice(0, LONGEST_QUERY).trim();
  const every = groupsOf(its, given);
  const isNeeded = (group) => group.isQuoted || group.tokens.length > 1 || !its.function.has(group.text);
  const areAll = !every.some(isNeeded);
  const filled = async (group) => ({ ...group, found: areAll || isNeeded(group) ? await found(its, group) : new Found() });
  const [names, all] = await Promise.all([named(its, given), Promise.all(every.map(filled))]);
  await withPairs(its, all);
  const whole = all.filter((group) => areAll || isNeeded(group));
  await withSynonyms(its, whole);
  const groups = (await Promise.all(whole.map((group) => inParts(its, group)))).flat();
  const parts = groups.filter((group) => !whole.includes(group));
  if (parts.length) await withSynonyms(its, groups, parts);
  const corrected = await withMeant(its, groups);
  const scores = new Map();
  const [least] = [...groups].sort((a, b) => a.found.size - b.found.size);
  (least ? [...least.found.documents.keys()] : []).forEach((document) => {
    if (!groups.every((group) => group.found.documents.has(document))) return;
    const score = groups.reduce((sum, group) => sum + group.found.documents.get(document) * Math.log(1 + its.count / group.found.size), 0);
    scores.set(document, score * (its.isShort(document) ? SHORT_WEIGHT : 1));
  });
  names.forEach(({ document, good }) => scores.set(document, (scores.get(document) ?? 0) + NAMED * (good + 1)));
  const exact = new Set(names.map(({ document }) => document));
  const results = [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([document]) => document);
  return {
    results,
    exact,
    corrected,
    /* What each word would find alone, when all together find nothing. */
    alone: results.length ? null : groups.map((group) => ({ text: group.isQuoted ? `"${group.text}"` : group.text, count: group.found.size })),
    marks: {
      forms: new Set(groups.flatMap((group) => [...group.found.terms.keys()])),
      phrases: groups.flatMap((group) => group.found.phrases),
      runs: groups.flatMap((group) => group.found.runs),
    },
  };
};

/* An index that was renewed since this page was opened is asked once more, from its beginning. */
const again = (ask) => async (...given) => {
  try { return await ask(...given); } catch {
    about.forget();
    index.forget();
    return ask(...given);
  }
};

/* What a query finds: the numbers of documents, the best first, and what is to be said of it. */
export const find = again(answer);
/* The numbers of all documents, as they are listed. */
export const everything = async () => Array.from({ length: (await about()).count }, (_, document) => document);

/* The values of every document, by its number, as [facet, id, label]. */
export const tables = again(async () => {
  const { values, sets, rows } = await (await index()).file("facets.json");
  const each = sets.map((set) => rising(set).map((place) => values[place]));
  return numbers(rows).map((set) => each[set]);
});

/* --- what a result shows --- */

const NOTHING = { forms: new Set(), phrases: [], runs: [] };
export const load = again(async (document, marks = NOTHING) => {
  const its = await index();
  const [path, kind, title, other, kicker, lead, evidence, standing, also, text] = await its.text(document);
  const row = { href: address(path), kind, title, other, kicker, evidence, standing };
  const shown = [lead, text].map((part) => ({ part, found: hits(its, part, marks) }));
  const count = ({ found }) => new Set(found.map(([, , what]) => what)).size;
  const best = count(shown[1]) > count(shown[0]) || !lead ? shown[1] : shown[0];
  if (!best.found.length && !hits(its, `${title} ${other} ${kicker}`, marks).length) {
    /* It was found by a name that stands nowhere in what is shown. */
    const name = also.split(" · ").map((part) => ({ part, found: hits(its, part, marks) })).find(({ found }) => found.length);
    if (name) return { ...row, passage: [...passage(name.part, name.found, ""), { text: " – " }, ...passage(best.part, [])] };
  }
  return { ...row, passage: passage(best.part, best.found) };
});
