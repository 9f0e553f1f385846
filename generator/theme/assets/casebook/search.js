/* The search field in the header; the search itself (finding.js) and its index load when a field is first used. */

import { element, marked, notes, offered } from "./results.js";

/* --- the field in the header: a combobox with a list of results below it --- */

const engine = () => import("./finding.js");
const WAIT = 120, LOADED = 18, SHOWN = [4, 3, 4, 3, 2];
const group = (kind, main) => ({ [main]: 0, claim: 1, source: 3, page: 4 })[kind] ?? 2;

const enhance = (form) => {
  const input = form.querySelector("input");
  const { all, many, one, failed, groups, main } = form.dataset;
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
    text.append(...marked(item.passage));
    const parts = [title];
    if (item.other) parts.push(element("span", "cb-found-other", item.other));
    if (item.standing) parts.push(element("span", `cb-mark cb-mark--${item.evidence}`, item.standing));
    if (item.kicker) parts.push(element("span", "cb-found-kicker", item.kicker));
    return option(item.href, number, ...parts, text);
  };
  const show = (query, items, { results, exact, corrected, alone, offers }) => {
    list.replaceChildren();
    let number = 0;
    const said = [notes(form.dataset, query, { corrected, alone }), ...(alone ? [form.dataset.hint] : [])].filter(Boolean).join(" ");
    const boxes = groups.split("|").map((label, place) => ({ label, place, found: items.filter((item) => group(item.kind, main) === place).slice(0, SHOWN[place]) }));
    /* What is called so comes first, whatever it is. */
    const first = boxes.findIndex(({ found }) => found.some(({ document }) => document === results[0] && exact.has(document)));
    if (first > 0) boxes.unshift(...boxes.splice(first, 1));
    boxes.filter(({ found }) => found.length).forEach(({ label, place, found }) => {
      const box = element("div", "cb-found-group"), head = element("p", "cb-found-head", label);
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", (head.id = `${id}-head-${place}`));
      if (said && !list.children.length) box.append(element("p", "cb-found-note", said));
      box.append(head, ...found.map((item) => row(item, number++)));
      list.append(box);
    });
    if (results.length) {
      const target = new URL(form.action);
      target.search = new URLSearchParams({ q: query });
      list.append(option(target.href, number, element("span", "cb-found-all", all.replace("{query}", () => query))));
    }
    active = -1;
    input.removeAttribute("aria-activedescendant");
    empty.replaceChildren(said, " ", ...offered(form.dataset, offers, form.action));
    empty.hidden = results.length > 0;
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(results.length > 0));
    const count = results.length === 1 ? one : many.replace("{count}", results.length);
    say([results.length ? said : empty.textContent, ...(results.length ? [count] : [])].filter(Boolean).join(" "));
  };
  const search = async () => {
    const query = input.value.trim(), mine = (asked += 1);
    if (!query) { close(); return; }
    busy(true);
    try {
      const { find, load } = await engine();
      const found = await find(query);
      const items = await Promise.all(found.results.slice(0, LOADED).map(async (document) => ({ document, ...(await load(document, found.marks)) })));
      if (mine === asked) { show(query, items, found); busy(false); }
    } catch {
      if (mine !== asked) return;
      busy(false);
      empty.textContent = failed;
      empty.hidden = false;
      say(failed);
    }
  };

  input.addEventListener("focus", () => { engine().then(({ about }) => about()).catch(() => {}); });
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
  /* On a slow line somebody may have typed before this was here. */
  if (document.activeElement === input && input.value.trim()) search();
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
