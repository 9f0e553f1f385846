/* The search: Pagefind and its index load when a search field is first used, and nothing before.
   A module: the browser of /search/ uses the same engine. */

const ROOT = new URL("../../", import.meta.url);
const BUNDLE = `${ROOT.pathname}pagefind/`;
/* As in base/scripts.py. */
const HAN = "[\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}]";
const ANY_HAN = new RegExp(HAN, "u"), EACH_HAN = new RegExp(HAN, "gu"), ALL_HAN = new RegExp(`^${HAN}+$`, "u");
const GAPS = new RegExp(`(${HAN}(?:</?mark>)*)[\\s\\u200b]+(?=(?:</?mark>)*${HAN})`, "gu");
/* Claims and sources are many and short. */
const EVIDENCE_WEIGHT = 0.5;

/* Made once; what failed, on a bad line perhaps, is tried again the next time. */
export const once = (make) => {
  let kept = null;
  return () => (kept ??= make().catch((error) => { kept = null; throw error; }));
};
let isMerged = false;

/* The index of records and pages, which is small. */
export const records = once(async () => {
  const { createInstance } = await import(`${BUNDLE}pagefind.js`);
  const instance = createInstance({ basePath: BUNDLE, noWorker: true });
  await instance.init();
  return instance;
});

/* Which indexes there are, and how many results have which value of a facet. */
export const about = once(async () => (await fetch(`${BUNDLE}about.json`)).json());

/* The same, with the claims and sources. */
export const everything = once(async () => {
  const instance = await records();
  const { evidence } = await about();
  if (evidence) await instance.mergeIndex(`${BUNDLE}evidence/`, { indexWeight: EVIDENCE_WEIGHT });
  isMerged = true;
  return instance;
});

export const isWhole = () => isMerged;

/* Results for a query; a script without spaces is looked for as it is written, and only then by its single characters. */
export const find = async (instance, query) => {
  const spaced = query.replace(EACH_HAN, " $& ").replace(/\s+/g, " ").trim();
  if (ALL_HAN.test(query)) {
    const exact = (await instance.search(`"${spaced}"`)).results;
    if (exact.length) return exact;
  }
  return (await instance.search(spaced)).results;
};

export const tidy = (text) => text.replace(GAPS, "$1").replace(/\u200b/g, "");

/* An element with text in it; where that is in Han characters, it says so in the language that the page names for them. */
const HAN_LANGUAGE = document.querySelector("[data-han]")?.dataset.han;
export const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (HAN_LANGUAGE && text && ANY_HAN.test(text) && !/[a-z]/i.test(text)) made.lang = HAN_LANGUAGE;
  return made;
};

/* The passage that matched, with its words marked; never parsed as HTML. */
const passage = (excerpt) => {
  const joined = tidy(excerpt).replace(/\s<\/mark>/g, "</mark> ").replace(/<\/mark><mark>/g, "").replace(/^[\s.,;:!?。，；：！？)\]–—]+/, "").trim();
  const html = /[.!?。！？…]["”’)]?(?:<\/mark>)?$/.test(joined) ? joined : `${joined} …`;
  return html.split(/(<mark>.*?<\/mark>)/).filter(Boolean).map((part) => {
    const text = part.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return part.startsWith("<mark>") ? element("mark", "", text) : document.createTextNode(text);
  });
};

/* What a result shows. */
export const load = async (result) => {
  const { meta, excerpt } = await result.data();
  const isMarked = excerpt.includes("<mark>");
  return {
    href: new URL(meta.address.slice(1), ROOT).href,
    kind: meta.kind,
    title: tidy(meta.title),
    other: tidy(meta.other ?? ""),
    kicker: tidy(meta.kicker ?? ""),
    evidence: meta.evidence ?? "",
    standing: meta.standing ?? "",
    passage: isMarked || !meta.lead ? passage(excerpt) : passage(meta.lead.replace(/</g, "&lt;")),
  };
};

/* --- the field in the header: a combobox with a list of results below it --- */

const WAIT = 120, FIRST = 6, LOADED = 18, SHOWN = [4, 3, 4, 3, 2];
const group = (kind, main) => ({ [main]: 0, claim: 1, source: 3, page: 4 })[kind] ?? 2;

const enhance = (form) => {
  const input = form.querySelector("input");
  const { all, none, many, one, failed, groups, main } = form.dataset;
  const list = element("div", "cb-found"), status = element("p", "cb-hidden"), empty = element("p", "cb-found-none");
  const id = `${input.id}-list`;
  let active = -1, asked = 0, timer = 0, before = null;
  list.id = id;
  list.hidden = empty.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  input.setAttribute("aria-expanded", "false");
  form.append(list, empty, status);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const say = (text) => { status.textContent = text; };
  /* More results are to come. */
  const busy = (isBusy) => list.setAttribute("aria-busy", String(isBusy));
  const close = () => {
    asked += 1;
    clearTimeout(timer);
    list.hidden = empty.hidden = true;
    busy(false);
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const activate = (index) => {
    const items = options();
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    active = index;
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else { input.setAttribute("aria-activedescendant", items[index].id); items[index].scrollIntoView({ block: "nearest" }); }
  };
  const option = (href, number, ...content) => {
    const link = element("a");
    link.href = href;
    link.id = `${id}-${number}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(...content);
    return link;
  };
  const row = (item, number) => {
    const title = element("b", "", item.title), text = element("span", "cb-found-passage");
    text.append(...item.passage);
    const parts = [title];
    if (item.other) parts.push(element("span", "cb-found-other", item.other));
    if (item.standing) parts.push(element("span", `cb-mark cb-mark--${item.evidence}`, item.standing));
    if (item.kicker) parts.push(element("span", "cb-found-kicker", item.kicker));
    return option(item.href, number, ...parts, text);
  };
  const show = (query, items, count) => {
    list.replaceChildren();
    let number = 0;
    groups.split("|").forEach((label, place) => {
      const found = items.filter((item) => group(item.kind, main) === place).slice(0, SHOWN[place]);
      if (!found.length) return;
      const box = element("div", "cb-found-group"), head = element("p", "cb-found-head", label);
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", (head.id = `${id}-head-${place}`));
      box.append(head, ...found.map((item) => row(item, number++)));
      list.append(box);
    });
    if (count > 0) {
      const target = new URL(form.action);
      target.search = new URLSearchParams({ q: query });
      list.append(option(target.href, number, element("span", "cb-found-all", all.replace("{query}", () => query))));
    }
    active = -1;
    input.removeAttribute("aria-activedescendant");
    empty.textContent = none.replace("{query}", () => query);
    empty.hidden = count > 0;
    list.hidden = count === 0;
    input.setAttribute("aria-expanded", String(count > 0));
    say(count === 0 ? empty.textContent : count === 1 ? one : many.replace("{count}", count));
  };
  const search = async () => {
    const query = input.value.trim(), mine = (asked += 1);
    if (!query) { close(); return; }
    busy(true);
    try {
      if (!isWhole()) {
        /* The first results need the small index only. */
        const results = await find(await records(), query);
        const items = await Promise.all(results.slice(0, FIRST).map(load));
        if (mine === asked && items.length) show(query, items, results.length);
      }
      const results = await find(await everything(), query);
      const items = await Promise.all(results.slice(0, LOADED).map(load));
      if (mine === asked) { show(query, items, results.length); busy(false); }
    } catch {
      if (mine !== asked) return;
      busy(false);
      empty.textContent = failed;
      empty.hidden = false;
      say(failed);
    }
  };

  input.addEventListener("focus", () => { records().catch(() => {}); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  input.addEventListener("click", () => { if (list.hidden && input.value.trim()) search(); });
  input.addEventListener("keydown", (event) => {
    const items = options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) { if (input.value.trim()) search(); return; }
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      /* Between the ends lies the field itself. */
      const next = active + step;
      activate(next >= items.length || next < -1 ? (step > 0 ? -1 : items.length - 1) : next);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(items[active].href);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!list.hidden || !empty.hidden) close();
      else (before && before.isConnected ? before : input).focus(), input.blur();
    }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  /* The field keeps the focus while a result is pressed, so that the list stays until the click is there. */
  list.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse") event.preventDefault(); });
  return { input, search, from: (element) => { before = element; } };
};

const fields = [...document.querySelectorAll("form[data-find]")].map(enhance);

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || !fields.length) return;
  event.preventDefault();
  fields[0].from(document.activeElement);
  fields[0].input.focus();
  fields[0].input.select();
});

/* On the page for wrong addresses: the last part of the address is what was asked for. */
const page = document.querySelector("[data-asked] form[data-find] input");
if (page) {
  let last = (location.pathname.split("/").filter(Boolean).pop() ?? "").replace(/\.html?$/, "");
  try { last = decodeURIComponent(last); } catch { /* An address that nobody can decode is taken as it is. */ }
  // Ready to be sent; opened by itself, the list of results would cover what else is offered.
  if (last && last !== "404") page.value = last.replace(/[-_+]+/g, " ");
}
