/* Sources that the bibliography does not have yet: pasted from another program, or filled in by hand. Each shows its entry. */

import { authors, entry, keyFor, pasted, people, twin } from "./bibtex.js";
import { button, make } from "./dom.js";
import { moment } from "./dates.js";

const TYPES = ["online", "article", "report", "book", "incollection", "inproceedings", "thesis", "dataset", "video", "misc"];
/* What is asked for, by the names of biblatex. */
const ASKED = ["title", "author", "date", "url", "container", "publisher", "publisherid", "langid", "urldate", "read", "note"];
const HINTED = new Set(["title", "author", "date", "url", "container", "publisherid", "langid", "urldate", "read", "note"]);
const KEY_PARTS = new Set(["title", "author", "date", "url", "publisher", "publisherid"]);

/* Where what a source stands in belongs, by its type. */
const containerOf = (type) => (type === "article" ? "journaltitle" : type.startsWith("in") ? "booktitle" : "organization");

export const sourcing = (its, changed) => {
  const { say, state } = its, list = make("ol", { class: "cb-rows" }), redrawn = new Set();
  const taken = (own) => new Set([...(its.names.known.get("*")?.keys() ?? []), ...state.sources.filter((source) => source !== own).map(({ key }) => key)].map((key) => key.toLowerCase()));
  const keyed = (source) => { if (!source.isKeyOwn) source.key = keyFor(source, its.form.key, taken(source)); };
  const fieldOf = (source, name) => (name === "container" ? containerOf(source.type) : name);

  const wrong = (source) => {
    const { fields, key } = source, found = [], date = fields.date && moment(fields.date), read = fields.urldate && moment(fields.urldate);
    if (!fields.title) found.push(say("p_required", { field: say("s_title") }));
    if (!new RegExp(its.form.key.pattern, "u").test(key)) found.push(say("p_key"));
    else if (taken(source).has(key.toLowerCase())) found.push(say("p_key_taken", { key }));
    [date, read].filter(Boolean).forEach(({ word, values }) => found.push(say(word, values)));
    if (fields.url && !/^https?:\/\/[^\s<>"{}\\^`]+$/.test(fields.url)) found.push(say("p_url"));
    const same = twin(source, [...(its.names.known.get("*")?.values() ?? [])]);
    if (same) found.push(say("p_twin", { key: same.key, what: say(`same_${same.what}`) }));
    return found;
  };
  state.wrongSources = () => state.sources.flatMap((source) => wrong(source).map((text) => ({ key: source.key, text })));

  const row = (source, place) => {
    const id = `s-${place}`, told = make("pre", { tabindex: "0", "aria-label": say("entry_of", { key: source.key }) }), problem = make("ul", { class: "cb-problem", id: `${id}-problem` });
    const draw = () => {
      keyed(source);
      if (document.activeElement !== key) key.value = source.key;
      told.textContent = entry(source);
      problem.replaceChildren(...(source.isTouched || state.isAsked ? wrong(source) : []).map((text) => make("li", {}, text)));
      changed();
    };
    const key = make("input", { id: `${id}-key`, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", value: source.key, "aria-describedby": `${id}-key-about ${id}-problem` });
    key.addEventListener("input", () => { source.key = key.value.trim(); source.isKeyOwn = Boolean(source.key); draw(); });
    const field = (name, input, hint = HINTED.has(name) ? say(`s_${name}_about`) : "") => make("div", { class: `cb-field cb-field--s-${name}` },
      make("label", { for: input.id }, say(`s_${name}`), name === "title" ? [" ", make("span", { class: "cb-needed" }, say("needed"))] : ""), hint ? make("p", { class: "cb-about", id: `${input.id}-about` }, hint) : "", input);
    const line = (name) => {
      const own = () => fieldOf(source, name), shown = name === "author" ? people(source.fields.author) : source.fields[own()] ?? "", about = HINTED.has(name) ? `${id}-${name}-about ` : "";
      const more = { id: `${id}-${name}`, "aria-describedby": `${about}${id}-problem`, autocomplete: "off" };
      let input;
      const write = () => {
        const text = name === "author" ? authors(input.value) : input.value.trim();
        if (text) source.fields[own()] = text; else delete source.fields[own()];
        draw();
      };
      const touched = () => { source.isTouched = true; draw(); };
      if (name === "read") {
        input = make("select", { ...more, onchange: write }, ["", "whole", "part", "no"].map((word) => make("option", { value: word }, say(word ? `read_${word}` : "choose"))));
        input.value = shown;
      } else input = make("input", { ...more, type: name === "url" ? "url" : "text", value: shown, oninput: write, onblur: touched, required: name === "title", ...(["url", "langid", "publisherid"].includes(name) ? { autocapitalize: "off", spellcheck: "false" } : {}) });
      return field(name, input);
    };
    const type = make("select", { id: `${id}-type` }, [...new Set([...TYPES, source.type])].map((word) => make("option", { value: word }, its.form.words[`t_${word}`] ?? word)));
    type.value = source.type;
    type.addEventListener("change", () => {
      const had = source.fields[containerOf(source.type)];
      delete source.fields[containerOf(source.type)];
      source.type = type.value;
      if (had) source.fields[containerOf(source.type)] = had;
      draw();
    });
    const remove = button(say("remove"), () => { state.sources = state.sources.filter((other) => other !== source); all(); more.focus(); changed(); }, { "aria-label": say("remove_one", { name: source.key || say("source") }) });
    const fields = [field("type", type), ...ASKED.map(line)];
    const made = make("li", { class: "cb-row" }, make("fieldset", {}, make("legend", {}, say("one_of", { field: say("source"), number: place + 1 })),
      fields, make("div", { class: "cb-field" }, make("label", { for: key.id }, say("s_key")), make("p", { class: "cb-about", id: `${id}-key-about` }, say("s_key_about")), key), problem, told), make("div", { class: "cb-moves" }, remove));
    redrawn.add(draw);
    draw();
    return made;
  };
  const all = () => { redrawn.clear(); list.replaceChildren(...state.sources.map(row)); };
  const add = (source) => {
    state.sources.push(source);
    keyed(source);
    known();
    all();
    changed();
    list.lastElementChild.querySelector("input").focus();
  };
  const more = button(say("by_hand"), () => add({ type: "online", key: "", fields: {}, isTyped: true }), { class: "cb-add" });
  const paste = make("textarea", { id: "s-paste", rows: 4, spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-describedby": "s-paste-about s-paste-problem" });
  const nothing = make("p", { class: "cb-problem", id: "s-paste-problem" });
  const read = button(say("take_over"), async () => {
    const found = pasted(paste.value);
    nothing.textContent = found.length ? "" : say("p_paste");
    if (!found.length) { paste.focus(); return; }
    await its.names.sources().catch(() => {});
    const isRis = /^\s*TY {1,2}-/m.test(paste.value);
    found.forEach((source) => {
      const one = { ...source, isTyped: isRis, isTouched: true, isKeyOwn: Boolean(source.key) && !taken(null).has(source.key.toLowerCase()) && new RegExp(its.form.key.pattern, "u").test(source.key) && !its.form.key.is_known };
      keyed(one);
      state.sources.push(one);
    });
    paste.value = "";
    all();
    changed();
    its.tell(say("taken_over", { count: found.length }));
    list.lastElementChild.querySelector("input").focus();
  }, { class: "cb-add" });
  /* Which sources there are matters once there is one more. */
  const known = () => { its.names.sources().then(() => { state.sources.forEach(keyed); redrawn.forEach((draw) => draw()); }, () => {}); };
  if (state.sources.length) known();
  all();
  return { element: make("div", { class: "cb-sourcing" },
    make("p", { class: "cb-about" }, say("sources_about")),
    make("div", { class: "cb-field" }, make("label", { for: "s-paste" }, say("paste")), make("p", { class: "cb-about", id: "s-paste-about" }, say("paste_about")), paste, nothing, make("p", { class: "cb-buttons" }, read, more)), list), add: () => more.click(), redraw: all };
};

/* All of them as they are put into the bibliography. */
export const entries = (sources) => sources.map(entry).join("\n");
