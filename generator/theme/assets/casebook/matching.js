/* What is found of one part of a query: a word in its forms, a phrase, a run of characters. Which parts there are, finding.js knows. */

import { placesOf, rising } from "./postings.js";

/* By how near to the title a word stands, and by how it was found. */
const NEAR = [1, 2, 5, 8], BY_STEM = 0.85, BEGINNING = 0.4;
const SHORTEST_BEGINNING = 3;
export const WHOLE = 1, SYNONYM = 0.6;

/* Documents with how well they fit, and what is to be marked in them: single forms, forms one behind the other, and runs of characters. */
export class Found {
  constructor() { this.documents = new Map(); this.terms = new Map(); this.phrases = []; this.runs = []; }
  get size() { return this.documents.size; }
  /* More than the beginning of other words, or a typing error. */
  get isKnown() { return this.phrases.length > 0 || this.runs.length > 0 || [...this.terms.values()].some((quality) => quality >= SYNONYM); }
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
/* All forms of some words that fit. */
export const byStems = (its, found, stems, quality, fits = () => true) => Promise.all(stems.map(async (stem) => {
  const forms = await its.line(`${stem}~`);
  await Promise.all((forms ? forms.split(" ") : [stem]).filter(fits).map((form) => add(its, found, form, quality)));
}));
export const isNumber = (form) => /^[0-9]+(?:\.[0-9]+)?$/.test(form);

export const word = async (its, token, { isExact = false, hasBeginning = true } = {}) => {
  const found = new Found(), [main] = token.forms;
  const jobs = (isNumber(main) ? token.forms : [main]).map((form) => add(its, found, form, WHOLE));
  if (!isExact) {
    if (its.english && /^[a-z]+$/.test(main)) jobs.push(byStems(its, found, its.stems(main), BY_STEM));
    if (hasBeginning && main.length >= SHORTEST_BEGINNING && !/^[0-9]/.test(main)) {
      jobs.push(its.beginning(main).then((all) => all.forEach(([term, line]) => found.line(term, line, term === main ? WHOLE : BEGINNING))));
    }
  }
  await Promise.all(jobs);
  return found;
};

/* Parts that stand one behind the other, each as what is found of it and its distance from the first. */
export const phrase = async (its, parts) => {
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
export const run = async (its, characters) => {
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
