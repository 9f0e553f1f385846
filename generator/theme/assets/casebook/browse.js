/* The browser of /search/: words and facets, everything in the address, so that it can be shared and Back works.
   Within a facet any of the chosen values will do; "not" takes a value out. A count says how many there would be. */

import { about, everything, find, load, tables } from "./finding.js";
import { element, marked, notes, offered } from "./results.js";

const form = document.querySelector("form[data-browse]");
const input = form.elements.q, texts = form.dataset;
const status = form.querySelector("[role=status]"), list = document.querySelector(".cb-results"), more = document.querySelector(".cb-more");
const chosen = form.querySelector(".cb-chosen"), panel = document.querySelector(".cb-facets"), plain = document.querySelector("[data-everything]");
const boxes = [...panel.querySelectorAll("[data-facet]")], facets = boxes.map((box) => box.dataset.facet);
const AT_ONCE = 20, VALUES = Number(panel.dataset.shown), WAIT = 200, NARROW = 960;
const opened = new Set();

let found = [], marks, shown = 0, round = 0, timer = 0;

/* --- the state is the address --- */

const read = () => {
  const given = new URLSearchParams(location.search);
  return {
    query: (given.get("q") ?? "").trim(),
    any: Object.fromEntries(facets.map((facet) => [facet, new Set(given.getAll(facet).filter(Boolean))])),
    not: Object.fromEntries(facets.map((facet) => [facet, new Set(given.getAll(`not-${facet}`).filter(Boolean))])),
  };
};
const write = (state, isNew) => {
  const given = new URLSearchParams();
  if (state.query) given.set("q", state.query);
  facets.forEach((facet) => {
    [...state.any[facet]].sort().forEach((value) => given.append(facet, value));
    [...state.not[facet]].sort().forEach((value) => given.append(`not-${facet}`, value));
  });
  const address = `${location.pathname}${given.size ? `?${given}` : ""}`;
  if (isNew) history.pushState(null, "", address); else history.replaceState(null, "", address);
};
const isEmpty = (state) => !state.query && facets.every((facet) => !state.any[facet].size && !state.not[facet].size);

/* --- facets --- */

/* What fits, and for each value how many would fit with it: the choice in its own facet does not count against it. */
const narrow = (documents, rows, state) => {
  const fits = [], counts = new Map(facets.map((facet) => [facet, new Map()]));
  documents.forEach((document) => {
    const row = rows[document];
    if (!row || row.some(([facet, value]) => state.not[facet].has(value))) return;
    const failing = facets.filter((facet) => state.any[facet].size && !row.some(([own, value]) => own === facet && state.any[facet].has(value)));
    if (!failing.length) fits.push(document);
    if (failing.length > 1) return;
    row.forEach(([facet, value, label]) => {
      if (failing.length && failing[0] !== facet) return;
      const known = counts.get(facet).get(value);
      if (known) known.count += 1; else counts.get(facet).set(value, { value, label, count: 1 });
    });
  });
  return { fits, counts };
};

const labels = (rows) => {
  const found = new Map();
  rows.forEach((row) => row.forEach(([facet, value, label]) => found.set(`${facet}=${value}`, label)));
  return found;
};

const tick = (name, value, isOn, ...content) => {
  const label = element("label"), box = element("input");
  box.type = "checkbox";
  box.name = name;
  box.value = value;
  box.checked = isOn;
  label.append(box, ...content);
  return label;
};

const drawFacet = (box, counts, state, names, total = 0) => {
  const facet = box.dataset.facet, any = state.any[facet], not = state.not[facet];
  const values = new Map(counts), order = [...names.keys()].map((name) => name.replace(/^kind=/, ""));
  [...any, ...not].forEach((value) => {
    if (!values.has(value) && names.has(`${facet}=${value}`)) values.set(value, { value, label: names.get(`${facet}=${value}`), count: 0 });
  });
  const sorted = [...values.values()];
  if (facet === "year") sorted.sort((a, b) => b.value.localeCompare(a.value));
  else if (facet === "kind") sorted.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  else sorted.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const most = opened.has(facet) || facet === "kind" ? Infinity : VALUES;
  const rows = sorted.filter(({ value }, place) => place < most || any.has(value) || not.has(value)).map(({ value, label, count }) => {
    const item = element("li");
    item.append(tick(facet, value, any.has(value), element("span", "", label), element("small", "", String(count))));
    const hidden = element("span", "cb-hidden", texts.without.replace("{value}", () => label)), short = element("span", "", texts.not);
    short.setAttribute("aria-hidden", "true");
    const without = tick(`not-${facet}`, value, not.has(value), hidden, short);
    without.className = "cb-not";
    item.append(without);
    return item;
  });
  const size = Math.max(sorted.length, total);
  if (size > rows.length) {
    const item = element("li"), button = element("button", "", texts.all.replace("{count}", size));
    button.type = "button";
    button.addEventListener("click", () => { opened.add(facet); run(); });
    item.append(button);
    rows.push(item);
  }
  /* The box that was just ticked keeps the focus. */
  const last = document.activeElement, isInside = box.contains(last);
  box.querySelector("ul").replaceChildren(...rows);
  box.hidden = !rows.length;
  if (isInside && last.name) [...box.querySelectorAll("input")].find((other) => other.name === last.name && other.value === last.value)?.focus();
};

const drawChosen = (state, names) => {
  const items = facets.flatMap((facet) => [
    ...[...state.any[facet]].map((value) => ({ set: state.any[facet], value, label: names.get(`${facet}=${value}`) ?? value })),
    ...[...state.not[facet]].map((value) => ({ set: state.not[facet], value, label: texts.without.replace("{value}", () => names.get(`${facet}=${value}`) ?? value) })),
  ]).map(({ set, value, label }) => {
    const item = element("li"), button = element("button", "", label);
    button.type = "button";
    button.setAttribute("aria-label", texts.with.replace("{value}", () => label));
    button.addEventListener("click", () => { set.delete(value); write(state, true); run(); input.focus(); });
    item.append(button);
    return item;
  });
  chosen.replaceChildren(...items);
  chosen.hidden = !items.length;
};

const drawOverview = (overview, state) => {
  boxes.forEach((box) => {
    const { count, values } = overview[box.dataset.facet];
    const counts = new Map(values.map(([value, label, count]) => [value, { value, label, count }]));
    const names = new Map(values.map(([value, label]) => [`${box.dataset.facet}=${value}`, label]));
    drawFacet(box, counts, state, names, count);
  });
  drawChosen(state, new Map());
};

/* --- results --- */

const draw = (item) => {
  const row = element("li"), head = element("h2"), link = element("a", "", item.title), text = element("p");
  link.href = item.href;
  head.append(link);
  if (item.other) head.append(" ", element("span", "", item.other));
  text.append(...marked(item.passage));
  if (item.kicker) row.append(element("p", "cb-kicker", item.kicker));
  row.append(head, ...(item.passage.length ? [text] : []));
  if (item.standing) row.append(element("span", `cb-mark cb-mark--${item.evidence}`, item.standing));
  return row;
};

const shownFrom = (start) => Promise.all(found.slice(start, start + AT_ONCE).map((document) => load(document, marks)));

const page = async (mine) => {
  const next = await shownFrom(shown);
  if (mine !== round) return;
  const rows = next.map(draw);
  list.append(...rows);
  shown += next.length;
  more.hidden = shown >= found.length;
  return rows[0];
};

const isFiltered = (state) => facets.some((facet) => state.any[facet].size || state.not[facet].size);
const nothing = (state, { alone, offers }) => {
  const row = element("li", "cb-nothing"), links = offered(texts, offers, location.pathname);
  if (links.length) {
    const meant = element("p");
    meant.append(...links);
    row.append(meant);
  }
  row.append(element("p", "", isFiltered(state) ? texts.filtered : texts.hint));
  /* What one of the words finds alone is one step away. */
  const words = alone?.length > 1 ? alone.filter(({ count }) => count) : [];
  if (words.length) {
    const only = element("p", "", texts.only);
    words.forEach(({ text: word, count }) => {
      const link = element("a", "", `${word} (${count})`);
      link.href = `?${new URLSearchParams({ q: word })}`;
      only.append(" ", link);
    });
    row.append(only);
  }
  if (isFiltered(state)) {
    const button = element("button", "", texts.clear);
    button.type = "button";
    button.addEventListener("click", () => {
      facets.forEach((facet) => { state.any[facet].clear(); state.not[facet].clear(); });
      write(state, true);
      run();
      input.focus();
    });
    row.append(button);
  }
  return row;
};

/* Nothing is asked for: the plain list of everything. */
const drawAll = () => {
  found = [];
  shown = 0;
  plain.hidden = false;
  list.hidden = more.hidden = true;
  list.replaceChildren();
  status.textContent = "";
};

const run = async () => {
  const state = read(), mine = (round += 1);
  if (input.value.trim() !== state.query) input.value = state.query;
  try {
    /* Without words and filters there is nothing to search: the plain list below says it all. */
    if (isEmpty(state) && !opened.size) {
      const overview = (await about()).facets;
      if (mine !== round) return;
      drawOverview(overview, state);
      panel.hidden = false;
      drawAll();
      return;
    }
    const rows = await tables(), names = labels(rows);
    const answer = state.query ? await find(state.query) : { results: await everything(), corrected: [] };
    const { fits, counts } = narrow(answer.results, rows, state);
    if (mine !== round) return;
    boxes.forEach((box) => drawFacet(box, counts.get(box.dataset.facet), state, names));
    panel.hidden = boxes.every((box) => box.hidden);
    drawChosen(state, names);
    if (isEmpty(state)) { drawAll(); return; }
    found = fits;
    marks = answer.marks;
    shown = 0;
    plain.hidden = more.hidden = true;
    list.hidden = false;
    const first = await shownFrom(0);
    if (mine !== round) return;
    list.replaceChildren(...(found.length ? first.map(draw) : [nothing(state, answer)]));
    shown = first.length;
    more.hidden = shown >= found.length;
    const count = found.length === 1 ? texts.one : texts.many.replace("{count}", found.length.toLocaleString(document.documentElement.lang));
    const said = answer.results.length || state.query ? notes(texts, state.query, answer) : "";
    status.textContent = found.length ? [said, count].filter(Boolean).join(" ") : answer.results.length ? texts.narrow : said || texts.narrow;
  } catch {
    if (mine !== round) return;
    plain.hidden = false;
    list.hidden = true;
    status.textContent = texts.failed;
  }
};

/* --- what people do --- */

const ask = (isNew) => { const state = read(); state.query = input.value.trim(); write(state, isNew); run(); };

/* What is typed in one go is one step back. */
let isTyping = false;
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); ask(!isTyping); isTyping = false; });
input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { ask(!isTyping); isTyping = true; }, WAIT); });
panel.addEventListener("change", (event) => {
  const { name, value, checked } = event.target, state = read();
  const isNot = name.startsWith("not-"), facet = name.replace(/^not-/, "");
  const own = (isNot ? state.not : state.any)[facet], other = (isNot ? state.any : state.not)[facet];
  if (checked) { own.add(value); other.delete(value); } else own.delete(value);
  isTyping = false;
  write(state, true);
  run();
});
more.addEventListener("click", async () => { const first = await page(round); first?.querySelector("a").focus(); });
window.addEventListener("popstate", () => { isTyping = false; run(); });

if (window.innerWidth >= NARROW) panel.open = true;
/* On a slow line somebody may have typed before this was here. */
if (document.activeElement === input && input.value.trim()) ask(false); else run();
