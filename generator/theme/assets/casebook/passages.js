/* The passage of a text that has the words of a query, with these marked; plain texts, never parsed as HTML. */

const PASSAGE = 230, BEFORE = 60;

/* Where in a text the words of a query stand, as [start, end, what]. */
export const hits = (its, text, { forms, phrases, runs }) => {
  const tokens = its.tokens(text), found = [];
  tokens.forEach((token, place) => {
    if (token.forms.some((form) => forms.has(form))) found.push([token.start, token.end, its.stems(token.forms[0]).at(-1)]);
    const next = tokens[place + 1];
    if (next && forms.has(token.forms[0] + next.forms[0])) found.push([token.start, next.end, token.forms[0] + next.forms[0]]);
    phrases.forEach((parts) => {
      const words = parts.map(({ forms: own, distance }) => [tokens[place + distance], own]);
      if (words.every(([word, own]) => word?.forms.some((form) => own.has(form)))) found.push([token.start, words.at(-1)[0].end, words.map(([word]) => its.stems(word.forms[0]).at(-1)).join(" ")]);
    });
    runs.forEach((characters) => {
      if (characters.every((character, step) => tokens[place + step]?.forms[0] === character)) found.push([token.start, tokens[place + characters.length - 1].end, characters.join("")]);
    });
  });
  return found.sort(([a, b], [c, d]) => a - c || d - b);
};

export const passage = (text, found, more = " …") => {
  let start = 0, end = text.length;
  if (text.length > PASSAGE + BEFORE) {
    const windows = found.map(([from]) => ({ from, count: new Set(found.filter(([a, b]) => a >= from && b <= from + PASSAGE - BEFORE).map(([, , what]) => what)).size }));
    const best = windows.reduce((most, one) => (one.count > most.count ? one : most), { from: 0, count: 0 });
    start = best.from < BEFORE ? 0 : best.from - BEFORE;
    end = Math.min(text.length, start + PASSAGE);
    if (start) start = Math.min(best.from, text.indexOf(" ", start) + 1 || start);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + PASSAGE - BEFORE);
  }
  const parts = [];
  let at = start;
  found.filter(([a, b]) => a >= start && b <= end).forEach(([a, b]) => {
    if (a < at) return;
    if (a > at) parts.push({ text: text.slice(at, a) });
    parts.push({ text: text.slice(a, b), isMarked: true });
    at = b;
  });
  if (at < end) parts.push({ text: text.slice(at, end) });
  if (start && parts.length && !parts[0].isMarked) parts[0].text = parts[0].text.replace(/^[\s.,;:!?。，；：！？)\]–—]+/, "");
  if (parts.length && (end < text.length || !/[.!?。！？…]["”’)]?$/.test(text))) parts.push({ text: more });
  return parts;
};
