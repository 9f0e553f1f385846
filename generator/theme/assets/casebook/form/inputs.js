/* A field as people fill it in: its label, what belongs into it, its input, and the place of what is wrong with it. */

import { cites } from "./citing.js";
import { combobox } from "./combobox.js";
import { button, described, idOf, make } from "./dom.js";
import { helped } from "./mentions.js";
import { claim } from "./claims.js";

/* A label with what stands below it; `inner` is given the id of that. */
const framed = (field, route, its, inner) => {
  const id = idOf(route), about = field.about ? described(field.about) : [], { example } = field;
  if (example) about.push(" ", make("span", { class: "cb-eg" }, its.say("example", { example })));
  const hint = about.length ? make("p", { class: "cb-about", id: `${id}-about` }, about) : "";
  const problem = make("p", { class: "cb-problem", id: `${id}-problem` });
  const label = make("label", { for: id }, field.label, field.required || field.asked ? [" ", make("span", { class: "cb-needed" }, its.say("needed"))] : "");
  return make("div", { class: `cb-field cb-field--${field.type}`, "data-route": route.join("/") }, label, hint, inner(id, `${hint ? `${id}-about ` : ""}${id}-problem`), make("p", { class: "cb-about cb-meant" }), problem);
};

const text = (field, route, its, more = {}) => framed(field, route, its, (id, about) => {
  const isLong = field.type === "text" || field.type === "prose";
  const input = make(isLong ? "textarea" : "input", {
    id, "aria-describedby": about, lang: field.lang, required: field.required, autocomplete: "off", spellcheck: isLong ? "true" : "false", value: its.get(route) ?? "",
    ...(isLong ? { rows: field.type === "prose" ? 6 : 2 } : { type: field.type === "url" ? "url" : "text" }),
    ...(["id", "url", "host", "date"].includes(field.type) ? { autocapitalize: "off", autocorrect: "off" } : {}), ...more,
    oninput: () => its.set(route, input.value),
    onblur: () => its.touch(route, field),
  });
  return isLong ? helped(input, its, (field.type === "prose" || field.factual) && route[0] !== "claims") : input;
});

const select = (field, route, its, options) => framed(field, route, its, (id, about) => {
  const value = its.get(route) ?? field.default ?? "", note = make("p", { class: "cb-about cb-term" });
  const tell = () => { note.textContent = options.find(([word]) => word === input.value)?.[2] ?? ""; };
  /* A word that the list does not have stays there, so that nobody takes it away by looking. */
  const shown = value && !options.some(([word]) => word === value) ? [...options, [value, value]] : options;
  const input = make("select", {
    id, "aria-describedby": about, required: field.required,
    onchange: () => { its.set(route, input.value === (field.default ?? "") ? undefined : input.value); its.touch(route); tell(); },
  }, field.default ? "" : make("option", { value: "" }, its.say("choose")), shown.map(([word, label]) => make("option", { value: word }, label)));
  input.value = value;
  tell();
  return make("div", {}, input, note);
});

const record = (field, route, its) => framed(field, route, its, (id, about) => {
  /* What a measure counts, and in what, decides whether it is the one. */
  const note = make("p", { class: "cb-about cb-term" }), tell = (own) => { const [unit, definition] = (field.kinds?.includes("measure") && its.form.measures[own]) || []; note.textContent = [unit ? its.say("counted_in", { unit }) : "", definition].filter(Boolean).join(" "); };
  tell(its.get(route));
  const box = combobox({
    id, label: field.label, value: its.get(route), describedby: about, told: its.told,
    find: (wanted) => its.names.find(wanted, field.kinds), name: (given) => its.names.name(given, field.kinds),
    onvalue: (value) => { its.set(route, value); tell(value); }, fresh: (name) => its.begin(name, field.kinds),
  });
  box.querySelector("input").addEventListener("blur", () => its.touch(route));
  return field.kinds?.includes("measure") ? make("div", {}, box, note) : box;
});

/* A number, or the two of a range; with all keys, as a telephone's pad of digits has neither a minus nor words. */
const amount = (field, route, its) => framed(field, route, its, (id, about) => {
  const given = its.get(route), [low, high] = given && typeof given === "object" ? [given.from, given.to] : [given, ""];
  const write = () => its.set(route, to.value.trim() ? { from: from.value, to: to.value } : from.value);
  const one = (own, value, label) => make("input", { id: own, type: "text", autocomplete: "off", autocapitalize: "off", value: value ?? "", "aria-describedby": about, "aria-label": label, oninput: write, onblur: () => its.touch(route, field) });
  const from = one(id, low), to = one(`${id}-to`, high, its.say("range_to"));
  return make("div", { class: "cb-amount" }, from, make("span", { "aria-hidden": "true" }, its.say("to")), to);
});

const single = (field, route, its) => {
  const vocabulary = its.form.vocabularies[field.vocabulary];
  switch (field.type) {
    case "term": return vocabulary ? select(field, route, its, vocabulary) : text(field, route, its);
    case "choice": return select(field, route, its, field.words);
    case "boolean": return select(field, route, its, [["true", its.say("yes")], ["false", its.say("no")]]);
    case "record": return record(field, route, its);
    case "amount": return amount(field, route, its);
    case "cite": return cites(field, route, its);
    case "part": return part(field, route, its);
    default: return text(field, route, its);
  }
};

const part = (field, route, its) => {
  /* What is needed of a part is needed once there is the part. */
  const inner = its.form.parts[field.part].map((one) => (field.required ? one : { ...one, required: false }));
  return make("fieldset", { class: "cb-part", "data-route": route.join("/") }, make("legend", {}, field.label), fields(inner, route, its));
};

/* The fields of a part; those that are seldom wanted are folded. */
const fields = (all, route, its) => {
  const rare = all.filter(({ group }) => group === "more"), isUsed = rare.some(({ name }) => its.get([...route, name]) !== undefined);
  const shown = all.filter(({ group }) => group !== "more").map((field) => input(field, [...route, field.name], its));
  return [...shown, rare.length ? make("details", { class: "cb-rare", open: isUsed }, make("summary", {}, its.say("more")), rare.map((field) => input(field, [...route, field.name], its))) : ""];
};

/* One of several, in its own frame, with the ways to move and to remove it. */
const row = (field, route, its, { number, count, move, remove }) => {
  const isPart = field.type === "part", inner = its.form.parts[field.part] ?? [];
  const isShort = isPart && inner.every(({ type }) => ["record", "term", "line", "choice", "id"].includes(type));
  const name = its.say("one_of", { field: field.label, number });
  const content = !isPart ? single({ ...field, many: false, about: "", example: undefined, label: name }, route, its)
    : field.part === "Claim" ? claim(inner, route, its, { fields, input }) : fields(isShort ? inner.map((other) => ({ ...other, about: "", example: undefined })) : inner, route, its);
  const ways = make("div", { class: "cb-moves" },
    number > 1 ? button("↑", () => move(-1), { "aria-label": its.say("up", { name }) }) : "",
    number < count ? button("↓", () => move(1), { "aria-label": its.say("down", { name }) }) : "",
    button(its.say("remove"), remove, { "aria-label": its.say("remove_one", { name }) }));
  if (!isPart) return make("li", { class: "cb-row cb-row--plain" }, content, ways);
  if (isShort) return make("li", { class: "cb-row cb-row--short" }, make("fieldset", { "data-route": route.join("/") }, make("legend", {}, name), content), ways);
  /* What is long is folded while it says something: then its first words stand for it. */
  const told = make("small"), folded = make("details", { class: "cb-one", open: !Object.keys(its.get(route) ?? {}).length }, make("summary", {}, make("span", {}, name), told),
    make("fieldset", { "data-route": route.join("/") }, make("legend", { class: "cb-hidden" }, name), content, ways));
  const tell = () => { told.textContent = Object.values(its.get(route) ?? {}).map((one) => (typeof one === "object" ? Object.values(one).join("–") : one)).slice(0, 3).join(" · "); };
  folded.addEventListener("toggle", tell);
  tell();
  return make("li", { class: "cb-row" }, folded);
};

const list = (field, route, its) => {
  const rows = make("ol", { class: "cb-rows" }), id = idOf(route);
  const values = () => its.get(route) ?? [];
  const focus = (place) => rows.children[place]?.querySelector("input, select, textarea")?.focus();
  const draw = () => {
    const all = values();
    rows.replaceChildren(...all.map((_value, place) => row(field, [...route, place], its, {
      number: place + 1, count: all.length,
      move: (step) => {
        const next = [...values()];
        [next[place], next[place + step]] = [next[place + step], next[place]];
        its.set(route, next);
        draw();
        focus(place + step);
      },
      remove: () => {
        its.forget(route);
        its.set(route, values().filter((_other, at) => at !== place));
        draw();
        more.focus();
        its.tell(its.say("removed"));
      },
    })));
    more.textContent = its.say(all.length ? "add_another" : "add", { field: field.label });
  };
  const more = button("", () => {
    its.set(route, [...values(), field.type === "part" ? {} : ""]);
    draw();
    focus(values().length - 1);
  }, { class: "cb-add", id: `${id}-add`, "aria-describedby": field.about ? `${id}-about` : undefined });
  draw();
  const { example } = field;
  return make("fieldset", { class: `cb-list cb-list--${field.type}`, "data-route": route.join("/") }, make("legend", {}, field.label, field.required || field.asked ? [" ", make("span", { class: "cb-needed" }, its.say("needed"))] : ""),
    field.about ? make("p", { class: "cb-about", id: `${id}-about` }, described(field.about), example ? [" ", make("span", { class: "cb-eg" }, its.say("example", { example }))] : "") : "",
    make("p", { class: "cb-problem", id: `${id}-problem` }), rows, more);
};

/* A field with its input, whatever its type. */
export const input = (field, route, its) => (field.many ? list(field, route, its) : single(field, route, its));
