/* In a text, what is named is completed: `[[` a record, `[@` a source, `[#` a claim of this record. */

import { button, make } from "./dom.js";

const OPEN = /(\[\[|\[@|\[##?|;\s?@)([^[\]|;,\n]*)$/;
const SHOWN = 6;

/* What begins a mention, by what it is of. */
const SIGNS = { claim: "[#", source: "[@", record: "[[" };

/* A textarea with the list that completes it, worked by the arrow keys and Enter; where it `hasButtons`, also by what a thumb can reach. */
export const helped = (input, its, hasButtons) => {
  const list = make("ul", { role: "listbox", class: "cb-mention", id: `${input.id}-mentions`, "aria-label": its.say("mentions"), hidden: true });
  let active = -1, options = [], begin = 0, asked = 0;
  const close = () => { list.hidden = true; active = -1; input.removeAttribute("aria-activedescendant"); input.removeAttribute("aria-controls"); };
  const find = async (sign, text) => {
    if (sign.includes("@")) return (await its.names.findSource(text)).map((one) => ({ ...one, close: sign.startsWith("[") ? "]" : "" }));
    if (sign === "[[") return (await its.names.find(text)).map((one) => ({ ...one, close: "]]" }));
    return (its.get(["claims"]) ?? []).filter(({ id }) => id?.includes(text)).map(({ id, statement, value }) => ({ value: id, text: id, more: statement ?? (typeof value === "string" ? value : ""), close: "]" }));
  };
  const take = (option) => {
    const end = input.selectionEnd, rest = input.value.slice(end).startsWith(option.close) ? "" : option.close;
    input.setRangeText(option.value + rest, begin, end, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    input.focus();
  };
  const activate = (place) => {
    active = place;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === place)));
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    const before = input.value.slice(0, input.selectionEnd), found = OPEN.exec(before), mine = (asked += 1);
    if (!found) { close(); return; }
    const all = await find(found[1], found[2].trim()).catch(() => []);
    if (mine !== asked || document.activeElement !== input) return;
    begin = before.length - found[2].length;
    options = all.slice(0, SHOWN);
    list.replaceChildren(...options.map((option, place) => make("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": "false", onclick: () => take(option) }, make("b", {}, option.text), option.more ? make("small", {}, option.more) : "")));
    list.hidden = !options.length;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (options.length) { input.setAttribute("aria-controls", list.id); its.tell(its.told.many.replace("{count}", options.length)); }
  };
  input.addEventListener("input", look);
  input.addEventListener("blur", () => { asked += 1; close(); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") activate((active + (key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
    else if (key === "Enter" && active >= 0) take(options[active]);
    else if (key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  const note = make("span", { role: "status" });
  const insert = (what) => button(its.say(`insert_${what}`), () => {
    const isNone = what === "claim" && !(its.get(["claims"]) ?? []).some(({ id }) => id);
    note.textContent = isNone ? its.say("insert_none") : "";
    if (isNone) return;
    input.focus();
    const before = input.value.slice(0, input.selectionEnd), gap = before && !/[\s([]$/.test(before) ? " " : "";
    input.setRangeText(gap + SIGNS[what], input.selectionEnd, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, { onpointerdown: (event) => event.preventDefault() });
  const box = make("div", { class: "cb-combo" }, input, list);
  return hasButtons ? make("div", {}, box, make("p", { class: "cb-inserts" }, Object.keys(SIGNS).map(insert), note)) : box;
};
