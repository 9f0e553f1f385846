/* A field that completes what is typed, after the pattern of the ARIA Authoring Practices: an editable combobox with a list.
   It holds the value of what was chosen and shows its name; what nobody chose is its own value. */

import { make } from "./dom.js";

const SHOWN = 50;

/* `find` gives what fits a text, as { value, text, more }, and `name` the text of a value; both may take their time. `told` are words; `onvalue` is
   called with every new value, and told whether it was chosen from the list. `fresh` gives what could be made of a text that nothing is called, as
   { text, more, begin }, where `begin` makes it and gives its value. */
export const combobox = ({ id, label, value, find, name, told, describedby, onvalue, placeholder, fresh = () => [] }) => {
  const list = make("ul", { role: "listbox", id: `${id}-list`, "aria-label": label, hidden: true });
  const input = make("input", {
    id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", placeholder,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": describedby,
  });
  const chosen = make("span", { class: "cb-combo-id" }), status = make("span", { class: "cb-hidden", role: "status" });
  const box = make("div", { class: "cb-combo" }, input, chosen, list, status);
  let active = -1, asked = 0, options = [];

  const show = async (given) => {
    const known = given ? await name(given) : "";
    if (input.value === "" || document.activeElement !== input) input.value = known || given;
    chosen.textContent = known && known !== given ? given : "";
  };
  const close = () => {
    list.hidden = true;
    status.className = "cb-hidden";
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (given) => {
    const option = given.begin ? { ...given, value: given.begin() } : given;
    input.value = option.text;
    chosen.textContent = option.text === option.value ? "" : option.value;
    close();
    onvalue(option.value, true);
  };
  const activate = (place) => {
    active = place;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === place)));
    const row = list.children[place];
    if (row) { input.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };
  const open = async () => {
    const mine = (asked += 1), found = await find(input.value.trim()).catch(() => []);
    if (mine !== asked || document.activeElement !== input) return;
    const typed = input.value.trim();
    options = [...found.slice(0, SHOWN), ...(typed && !found.some(({ isExact }) => isExact) ? fresh(typed) : [])];
    list.replaceChildren(...options.map((option, place) => make(
      "li", { role: "option", id: `${id}-option-${place}`, "aria-selected": "false", class: option.begin ? "cb-fresh" : "", onclick: () => take(option) },
      make("b", {}, option.text), option.more ? make("small", {}, option.more) : "",
    )));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.className = options.length ? "cb-hidden" : "cb-none";
    status.textContent = options.length === 1 ? told.one : options.length ? told.many.replace("{count}", options.length) : told.none;
  };

  input.addEventListener("input", () => {
    chosen.textContent = "";
    onvalue(input.value.trim());
    open();
  });
  input.addEventListener("click", () => { if (list.hidden) open(); });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) { open(); return; }
      const next = active + (event.key === "ArrowDown" ? 1 : -1);
      activate(next >= options.length ? 0 : next < 0 ? options.length - 1 : next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen && options[active]) take(options[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  });
  /* What was typed to the letter, as a name or an id, is that. */
  input.addEventListener("blur", async () => {
    close();
    asked += 1;
    const text = input.value.trim();
    if (!text || chosen.textContent) return;
    const found = await find(text).catch(() => []);
    const same = found.filter((option) => option.isExact);
    if (same.length === 1 && input.value.trim() === text && document.activeElement !== input) take(same[0]);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  show(value ?? "");
  return box;
};
