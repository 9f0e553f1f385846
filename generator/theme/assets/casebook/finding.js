/* The search itself: what a query means, which documents have its words, and in which order they come. The index is files (see
   publishing/inverted.py), of which only those are read that have words of the query. Nothing loads before the first question.

   Every word of a query must be there: as it is written, in another form of it, as the beginning of a word, or by a synonym of the project. Only what
   is nowhere is taken for a typing error (see typing.js), and that is said. */

import { byStems, Found, isNumber, phrase, run, SYNONYM, WHOLE, word } from "./matching.js";
import { hits, passage } from "./passages.js";
import { about, address, index, numbers, renew, rising } from "./postings.js";
import { functionWord, near } from "./typing.js";
import { isSingle, key } from "./words.js";

export { about };

/* By how a part was found; more in matching.js. */
const JOINED = 0.9, MEANT = 0.5;
const NAMED = 1000, SHORT_WEIGHT = 0.5;
const LONGEST_QUERY = 300, MOST_WORDS = 24, SHORTEST_PART = 3, LONGEST_RUN = 24, MOST_CHOICES = 27, MOST_OFFERS = 3;

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

/* A number and a unit or name without a space between them: 53000kg, covid19. */
const MIXED = /^(?:([0-9]+(?:\.[0-9]+)?)(\p{L}+)|(\p{L}+)([0-9]+))$/u;
const mixed = (form) => MIXED.exec(form)?.slice(1).filter(Boolean) ?? [];
const withMixed = async (its, form, found) => {
  const parts = await Promise.all(mixed(form).map(async (part, distance) => ({ part: await word(its, { forms: [part] }, { hasBeginning: false }), distance })));
  return found.add(await phrase(its, parts), JOINED);
};

/* What is found of a group as a whole. */
const found = async (its, { tokens, isQuoted, isRun }) => {
  if (isQuoted) return quoted(its, tokens);
  const forms = tokens.map(({ forms: [main] }) => main);
  if (isRun) return run(its, forms.slice(0, LONGEST_RUN));
  if (tokens.length === 1) return withMixed(its, forms[0], await word(its, tokens[0]));
  const one = await joined(its, forms);
  /* In the index long parts are one wherever they stand side by side, if they are one anywhere. */
  if (one.size && (tokens.length > 2 || forms.every(({ length }) => length >= SHORTEST_PART))) return one;
  const parts = await Promise.all(tokens.map(async (token, distance) => ({ part: await word(its, token, { hasBeginning: distance === tokens.length - 1 }), distance })));
  const both = await phrase(its, parts);
  both.isBegun = both.size > 0 && !parts.at(-1).part.isKnown;
  return both.add(one, JOINED);
};

/* A group that is nowhere as a whole, as its parts: each word of one with hyphens, the longest parts of one of characters. */
const inParts = async (its, group) => {
  const { tokens, isRun } = group;
  /* What ends in the beginning of a word may end in a slip instead. */
  const isSlip = group.found.isBegun && (await near(its, tokens.at(-1).forms[0])).some((one) => one.isSlip && !one.term.startsWith(tokens.at(-1).forms[0]));
  if ((group.found.size && !isSlip) || group.isQuoted) return [group];
  if (tokens.length === 1) {
    const parts = /^[0-9]/.test(tokens[0].forms[0]) ? mixed(tokens[0].forms[0]) : [];
    const split = await Promise.all(parts.map(async (form) => ({ tokens: [{ forms: [form] }], text: form, found: await word(its, { forms: [form] }) })));
    return split.length && split.every((part) => part.found.size) ? split : [group];
  }
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
    if (!both.size) return;
    [first, second].forEach((group) => { group.found.add(both, JOINED); });
    second.isJoined = true;
  }));
};

/* A synonym is meant as it is written, or in its plural: "giving" is a synonym of what "gives" is none of. */
const isSame = (its, one, other) => one === other || its.singulars(one).some((form) => its.singulars(other).includes(form));
const canJoin = (form) => form.length >= SHORTEST_PART || /^[0-9]+$/.test(form);
/* The words from a place on that are a phrase: one for one, or written together otherwise, as "fund raising" is "fundraising". */
const phraseAt = (its, places, start, given) => {
  const same = places.slice(start, start + given.length);
  if (same.length === given.length && given.every((form, place) => isSame(its, form, same[place].form))) return same;
  const whole = given.join("");
  let text = "";
  for (let end = start; end < places.length && text.length <= whole.length && canJoin(places[end].form); end += 1) {
    text += places[end].form;
    if (isSame(its, text, whole)) return given.every(canJoin) ? places.slice(start, end + 1) : [];
  }
  return [];
};
/* Where the words of a synonym stand in a query, its others count for them. */
const withSynonyms = async (its, groups, only = groups) => {
  const places = groups.flatMap((group, place) => (group.isQuoted ? [{ form: "", place }] : group.tokens.map(({ forms: [form] }) => ({ form, place }))));
  const jobs = its.synonyms.flatMap((synonyms) => synonyms.flatMap((given) => places.flatMap((_, start) => {
    const part = phraseAt(its, places, start, given);
    if (!part.length) return [];
    /* Whole groups only: a synonym of a part of a name is none of the name. */
    const [first, last] = [part[0].place, part.at(-1).place];
    if (places[start - 1]?.place === first || places[start + part.length]?.place === last) return [];
    const own = groups.slice(first, last + 1).filter((group) => only.includes(group));
    groups.slice(first + 1, last + 1).forEach((group) => { group.isJoined = true; });
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
    await byStems(its, part, its.singulars(form), WHOLE, (other) => isSame(its, form, other));
    return { part, distance };
  }));
  return parts.length === 1 ? parts[0].part : phrase(its, parts);
};

/* --- what was meant --- */

/* What a word finds, as a group. */
const asked = async (its, term) => {
  const group = { tokens: its.tokens(term), text: term, found: await word(its, { forms: [term] }, { hasBeginning: false }) };
  await withSynonyms(its, [group]);
  return group;
};

/* The words near to each of some groups that together make the name of a record, if there are such. */
const nameOf = async (its, every, wrong, words) => {
  let choices = [new Map()];
  wrong.forEach((group, place) => { choices = choices.flatMap((choice) => words[place].map((one) => new Map(choice).set(group, one))).slice(0, MOST_CHOICES); });
  const names = await Promise.all(choices.map(async (choice) => {
    const tokens = every.flatMap((group) => (choice.has(group) ? its.tokens(choice.get(group).term) : group.tokens));
    const isLikely = [...choice.values()].every((one) => one.isSlip || (tokens.length > 1 && one.far === 1));
    return isLikely && (await named(its, tokens, { hasClaims: false })).length > 0;
  }));
  return choices[names.indexOf(true)] ?? new Map();
};

/* What is nowhere may be two words, or mistyped; `every` are all groups, with those that need not be there. Says what was taken for what, and what is
   too far from that to be more than offered. */
const withMeant = async (its, groups, every) => {
  const unknown = groups.filter((group) => !group.found.isKnown && !group.isQuoted && !group.isRun && group.tokens.length === 1);
  await Promise.all(unknown.map(async (group) => { if (!group.found.size) group.found.add(await parted(its, group.text), JOINED); }));
  const wrong = unknown.filter((group) => !group.found.isKnown), words = await Promise.all(wrong.map((group) => near(its, group.text)));
  const names = wrong.length && words.every((list) => list.length) ? await nameOf(its, every, wrong, words) : new Map();
  const corrected = [], changed = [], offered = [];
  await Promise.all(wrong.map(async (group, place) => {
    const { text } = group, wanted = words[place].filter((one) => one.isSlip && one !== names.get(group));
    const found = [];
    for (const { term } of names.has(group) ? [names.get(group), ...wanted] : wanted) {
      const other = await asked(its, term);
      /* What somebody has begun to type is more than what it may be a slip of. */
      if (other.found.size && !(group.found.size && (term.startsWith(text) || group.found.size > other.found.size))) { found.push(other); break; }
    }
    if (!found.length) {
      if (!group.found.size) offered.push(...words[place].map(({ term }) => ({ group, term })));
      return;
    }
    const [other] = found;
    group.found.add(other.found, MEANT);
    group.tokens = other.tokens;
    group.text = other.text;
    changed.push(group);
    corrected.push({ from: text, to: other.text });
  }));
  if (changed.length) await withSynonyms(its, groups, changed);
  return { corrected, offered };
};

const named = async (its, tokens, { hasClaims = true } = {}) => {
  if (!tokens.length) return [];
  const called = (line) => (line ? rising(line).map((value) => ({ document: value >> 2, good: value & 3 })) : []);
  const found = called(await its.line(key(tokens)));
  if (found.length) return found;
  const scripts = [tokens.filter(({ isSingle: own }) => own), tokens.filter(({ isSingle: own }) => !own)];
  if (scripts.every((part) => part.length)) {
    /* Its names in two scripts. */
    const [some, others] = (await Promise.all(scripts.map((part) => its.line(key(part))))).map(called);
    return some.filter(({ document }) => others.some((other) => other.document === document));
  }
  const claims = called(hasClaims && await its.line(`#=${tokens.map(({ forms }) => forms[0]).join(" ")}`));
  if (claims.length) return claims;
  /* A name with a word before it that says nothing. */
  return its.function.has(tokens[0].forms[0]) ? named(its, tokens.slice(1)) : [];
};

/* --- an answer --- */

const written = (group) => (group.isQuoted ? `"${group.text}"` : group.text);
const counted = async (query) => (await answer(query, { isCount: true })).results.length;

/* What each word would find alone, when all together find nothing; words that are looked for as one are one. */
const apart = async (groups) => {
  const units = [];
  groups.forEach((group, place) => { if (place && group.isJoined) units.push(`${units.pop()} ${written(group)}`); else units.push(written(group)); });
  return Promise.all([...new Set(units)].map(async (text) => ({ text, count: await counted(text) })));
};
/* The queries that may have been meant, each with what it finds. */
const offers = async (groups, offered) => {
  const all = await Promise.all(offered.map(async ({ group, term }) => {
    const query = groups.map((other) => (other === group ? term : written(other))).join(" ");
    return { from: group.text, to: term, query, count: await counted(query) };
  }));
  return all.filter(({ count }) => count).slice(0, MOST_OFFERS);
};

const answer = async (query, { isCount = false } = {}) => {
  const its = await index(), given = query.slice(0, LONGEST_QUERY).trim();
  const every = groupsOf(its, given);
  const isNeeded = (group) => group.isQuoted || group.tokens.length > 1 || !its.function.has(group.text);
  const areAll = !every.some(isNeeded);
  const filled = async (group) => Object.assign(group, { found: areAll || isNeeded(group) ? await found(its, group) : new Found() });
  const [names, all] = await Promise.all([named(its, its.tokens(given)), Promise.all(every.map(filled))]);
  await withPairs(its, all);
  const whole = all.filter((group) => areAll || isNeeded(group));
  await withSynonyms(its, whole);
  const parts = new Map(await Promise.all(whole.map(async (group) => [group, await inParts(its, group)])));
  const split = whole.flatMap((group) => parts.get(group)), fresh = split.filter((group) => !whole.includes(group));
  if (fresh.length) await withSynonyms(its, split, fresh);
  const listed = () => all.flatMap((group) => parts.get(group) ?? [group]);
  /* Words that need not be there, mistyped. */
  const slips = new Map(split.filter((group, place) => !group.found.isKnown && (!group.found.size || place < split.length - 1)).map((group) => [group, functionWord(its, group.text)]));
  const known = split.filter((group) => !slips.get(group)), groups = known.length ? known : split;
  const { corrected, offered } = await withMeant(its, groups, listed());
  if (known.length) slips.forEach((to, group) => { if (to) { corrected.push({ from: group.text, to }); group.tokens = its.tokens(to); } });
  const called = names.length || !corrected.length ? names : await named(its, listed().flatMap(({ tokens }) => tokens));
  const scores = new Map();
  const [least] = [...groups].sort((a, b) => a.found.size - b.found.size);
  (least ? [...least.found.documents.keys()] : []).forEach((document) => {
    if (!groups.every((group) => group.found.documents.has(document))) return;
    const score = groups.reduce((sum, group) => sum + group.found.documents.get(document) * Math.log(1 + its.count / group.found.size), 0);
    scores.set(document, score * (its.isShort(document) ? SHORT_WEIGHT : 1));
  });
  called.forEach(({ document, good }) => scores.set(document, (scores.get(document) ?? 0) + NAMED * (good + 1)));
  const results = [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([document]) => document);
  if (isCount) return { results };
  return {
    results,
    exact: new Set(called.map(({ document }) => document)),
    corrected,
    alone: results.length ? null : await apart(groups),
    offers: results.length ? [] : await offers(groups, offered),
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
    renew();
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
