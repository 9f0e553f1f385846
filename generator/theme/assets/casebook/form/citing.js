/* The sources of a claim or a record: each with the place in it, and perhaps the few words in which it states the claim. */

import { combobox } from "./combobox.js";
import { button, described, idOf, make } from "./dom.js";

const CITATION = /^([^[\]\s]+)(?:\[([^[\]]+)\])?$/;

/* Citations as they are written down, as rows of the form; and back. */
export const rowsOf = (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]).map((one) => {
  const written = typeof one === "object" ? one.source ?? "" : one, found = CITATION.exec(written.trim());
  return { source: found ? found[1] : written, locator: found?.[2] ?? "", quote: typeof one === "object" ? one.quote ?? "" : "" };
});
const written = ({ source, locator, quote }) => {
  const place = locator.trim().replace(/[[\]]/g, ""), text = place ? `${source}[${place}]` : source;
  return quote.trim() ? { source: text, quote: quote.trim() } : text;
};
export const valueOf = (rows) => {
  const all = rows.filter(({ source, locator, quote }) => source || locator || quote).map(written);
  return all.length > 1 ? all : all[0];
};

export const cites = (field, route, its) => {
  const id = idOf(route), list = make("ol", { class: "cb-rows" });
  let rows = rowsOf(its.get(route));
  if (!rows.length) rows = [{ source: "", locator: "", quote: "" }];
  const write = () => its.set(route, valueOf(rows));
  const line = (name, label, row, own, about) => {
    const made = make("input", { id: own, type: "text", autocomplete: "off", value: row[name], "aria-describedby": about, oninput: () => { row[name] = made.value; write(); }, onblur: () => its.touch(route) });
    return make("div", { class: `cb-field cb-field--${name}` }, make("label", { for: own }, label), made);
  };
  const draw = () => {
    list.replaceChildren(...rows.map((row, place) => {
      /* A key says little: below it stands whose it is, and its title. */
      const own = `${id}-${place}`, about = make("p", { class: "cb-about cb-cited", id: `${own}-about` }), tell = async () => { about.textContent = await its.names.aboutSource(row.source); };
      const box = combobox({
        id: own, label: its.say("source"), value: row.source, told: its.told, describedby: `${own}-about ${id}-problem`,
        find: (text) => its.names.findSource(text), name: async () => "", onvalue: (value) => { row.source = value; tell(); write(); },
      });
      tell();
      box.querySelector("input").addEventListener("blur", () => its.touch(route));
      const remove = rows.length > 1 || row.source ? button(its.say("remove"), () => {
        rows = rows.filter((other) => other !== row);
        if (!rows.length) rows = [{ source: "", locator: "", quote: "" }];
        write();
        draw();
        more.focus();
      }, { "aria-label": its.say("remove_one", { name: its.say("one_of", { field: its.say("source"), number: place + 1 }) }) }) : "";
      return make("li", { class: "cb-row cb-row--cite" }, make("div", { role: "group", "aria-label": its.say("one_of", { field: its.say("source"), number: place + 1 }) },
        make("div", { class: "cb-field cb-field--source" }, make("label", { for: own }, its.say("source")), box),
        line("locator", its.say("locator"), row, `${own}-place`, `${id}-problem`), about,
        line("quote", its.say("quote"), row, `${own}-quote`, `${id}-problem`),
        make("div", { class: "cb-moves" }, remove)));
    }));
  };
  const more = button(its.say("add_another", { field: its.say("source") }), () => {
    rows.push({ source: "", locator: "", quote: "" });
    draw();
    list.lastElementChild.querySelector("input").focus();
  }, { class: "cb-add" });
  const fresh = button(its.say("new_source"), () => its.newSource(), { class: "cb-add" });
  draw();
  return make("fieldset", { class: "cb-list cb-list--cite", "data-route": route.join("/") }, make("legend", {}, field.label, field.required || field.asked ? [" ", make("span", { class: "cb-needed" }, its.say("needed"))] : ""),
    make("p", { class: "cb-about" }, described(its.say("cite_about"))), make("p", { class: "cb-problem", id: `${id}-problem` }), list, make("p", { class: "cb-buttons" }, more, fresh));
};
