/* Sources that the bibliography does not have yet: pasted from another program, or filled in by hand. Each shows its entry. */

import { authors, entry, keyFor, pasted, people, twin } from "./bibtex.js";
import { combobox } from "./combobox.js";
import { button, make } from "./dom.js";
import { moment } from "./dates.js";
import { ADDRESS, meant, refused } from "./meant.js";
import { sayAt } from "./problems.js";
import { publisherOf } from "./rules.js";

const TYPES = ["online", "article", "report", "book", "incollection", "inproceedings", "thesis", "dataset", "video", "misc"];
/* What is asked for, by the names of biblatex. */
const ASKED = ["title", "author", "date", "url", "container", "publisher", "publisherid", "langid", "urldate", "read", "note"];
const HINTED = new Set(["title", "author", "date", "url", "container", "publisherid", "langid", "urldate", "read", "note"]);
/* What may be wrong is said at these; of the whole, below. */
const JUDGED = ["title", "date", "url", "publisherid", "langid", "urldate", "key"];
/* What people may type otherwise. */
const TYPED = { date: "date", urldate: "date", url: "url", langid: "language" };

/* Where what a source stands in belongs, by its type. */
const containerOf = (type) => (type === "article" ? "journaltitle" : type.startsWith("in") ? "booktitle" : "organization");

const rowOf = ({ key, fields }) => [key, "", fields.title, fields.url, fields.doi];

export const sourcing = (its, changed) => {
  const { say, state } = its, list = make("ol", { class: "cb-rows" }), redrawn = new Set(), { parties } = its.form;
  const taken = (own) => new Set([...(its.names.known.get("*")?.keys() ?? []), ...state.sources.filter((source) => source !== own).map(({ key }) => key), ...its.names.others().filter((other) => !twin({ fields: own.fields }, [rowOf(other)])).map(({ key }) => key)].map((key) => key.toLowerCase()));
  /* A key that came with a pasted entry stays, if it can be one here and is nobody else's; which sources there are may be known only later. */
  const isFree = (source) => Boolean(source.wanted) && !its.form.key.is_known && new RegExp(its.form.key.pattern, "u").test(source.wanted) && !taken(source).has(source.wanted.toLowerCase());
  const keyed = (source) => {
    if (source.isKeyOwn) return;
    source.key = isFree(source) ? source.wanted : keyFor(source, its.form.key, taken(source));
  };
  const fieldOf = (source, name) => (name === "container" ? containerOf(source.type) : name);

  const wrong = (source) => {
    const { fields, key } = source, found = [], add = (name, word, values = {}, draft = null) => found.push({ name, text: say(word, values), draft });
    const refuse = (name, otherwise) => found.push({ name, ...refused(TYPED[name], fields[name], its, otherwise) });
    if (!fields.title) add("title", "p_required", { field: say("s_title") });
    ["date", "urldate"].forEach((name) => { const odd = fields[name] && moment(fields[name]); if (odd) refuse(name, say(odd.word, odd.values)); });
    if (fields.url && !ADDRESS.test(fields.url)) refuse("url", say("p_url"));
    const own = fields.publisherid ? its.names.now(fields.publisherid, parties) : undefined;
    if (own === null) add("publisherid", "p_publisher", { id: fields.publisherid });
    else if (own?.draft) add("publisherid", "p_own_draft", { name: own.row[1] }, own.draft);
    else if (!fields.publisherid && parties.length && (fields.publisher || fields.url) && !publisherOf(source, its)) found.push({ name: "publisherid", text: say("w_unidentified"), isWarning: true });
    if (fields.langid && !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(fields.langid)) found.push({ name: "langid", text: say("p_language"), isWarning: true });
    if (!new RegExp(its.form.key.pattern, "u").test(key)) add("key", "p_key");
    else if (taken(source).has(key.toLowerCase())) add("key", "p_key_taken", { key });
    const same = twin(source, [...(its.names.known.get("*")?.values() ?? [])]);
    if (same) add("", "p_twin", { key: same.key, what: say(`same_${same.what}`) });
    return found;
  };
  state.wrongSources = () => state.sources.flatMap((source, place) => wrong(source).map(({ name, text, draft, isWarning }) => ({ route: ["*sources", place, name], text: `${source.key}: ${text}`, isWarning: Boolean(draft || isWarning), draft })));

  const row = (source, place) => {
    const id = `s-${place}`, told = make("pre", { tabindex: "0", "aria-label": say("entry_of", { key: source.key }) }), problem = make("ul", { class: "cb-problem", id: `${id}-problem` }), at = new Map();
    const draw = () => {
      keyed(source);
      if (document.activeElement !== key) key.value = source.key;
      told.textContent = entry(source);
      const found = source.isTouched || state.isAsked ? wrong(source) : [];
      problem.replaceChildren(...found.filter(({ name }) => !name).map(({ text }) => make("li", {}, text)));
      JUDGED.filter((name) => at.has(name)).forEach((name) => {
        const { input, place: told } = at.get(name), own = found.filter((one) => one.name === name);
        sayAt(told, own, input, its, (read) => { input.value = read.value; input.dispatchEvent(new Event("input", { bubbles: true })); });
      });
      changed();
    };
    const key = make("input", { id: `${id}-key`, type: "text", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", value: source.key, "aria-describedby": `${id}-key-about ${id}-key-problem` });
    key.addEventListener("input", () => { source.key = key.value.trim(); source.isKeyOwn = Boolean(source.key); delete source.wanted; draw(); });
    const field = (name, input, box = input) => {
      const hint = HINTED.has(name) || name === "key" ? say(`s_${name}_about`) : "", told = make("p", { class: "cb-problem", id: `${input.id}-problem` });
      if (JUDGED.includes(name)) at.set(name, { input, place: told });
      return make("div", { class: `cb-field cb-field--s-${name}`, "data-route": `*sources/${place}/${name}` },
        make("label", { for: input.id }, say(`s_${name}`), name === "title" ? [" ", make("span", { class: "cb-needed" }, say("needed"))] : ""), hint ? make("p", { class: "cb-about", id: `${input.id}-about` }, hint) : "", box, told);
    };
    const line = (name) => {
      const own = () => fieldOf(source, name), shown = name === "author" ? people(source.fields.author) : source.fields[own()] ?? "", about = HINTED.has(name) ? `${id}-${name}-about ` : "";
      const more = { id: `${id}-${name}`, "aria-describedby": `${about}${id}-${name}-problem ${id}-problem`, autocomplete: "off" };
      let input;
      const write = () => {
        const text = name === "author" ? authors(input.value) : input.value.trim();
        if (text) source.fields[own()] = text; else delete source.fields[own()];
        draw();
      };
      const settle = () => {
        const text = input.value.trim(), read = meant(TYPED[name], text, its.form), note = made.querySelector(".cb-meant");
        its.whenStill(() => { if (note.dataset.now !== input.value) note.textContent = ""; });
        if (!read?.isSafe || read.word) return;
        input.value = read.value;
        write();
        const told = say("meant", { text, made: read.value });
        note.dataset.now = read.value;
        its.whenStill(() => { note.textContent = told; its.tell(told); });
      };
      const touched = () => { source.isTouched = true; if (TYPED[name]) settle(); its.whenStill(draw); };
      if (name === "publisherid") {
        const box = combobox({ id: more.id, label: say("s_publisherid"), value: shown, told: its.told, describedby: more["aria-describedby"], find: (text) => its.names.find(text, parties), name: (given) => its.names.name(given, parties), fresh: (text) => its.begin(text, parties),
          onvalue: (value) => { if (value) source.fields.publisherid = value; else delete source.fields.publisherid; draw(); } });
        box.querySelector("input").addEventListener("blur", touched);
        return field(name, box.querySelector("input"), box);
      }
      if (name === "read") {
        input = make("select", { ...more, onchange: write }, ["", "whole", "part", "no"].map((word) => make("option", { value: word }, say(word ? `read_${word}` : "choose"))));
        input.value = shown;
      } else input = make("input", { ...more, type: name === "url" ? "url" : "text", value: shown, oninput: write, onblur: touched, required: name === "title", ...(name in TYPED ? { autocapitalize: "off", autocorrect: "off", spellcheck: "false" } : {}) });
      const made = field(name, input);
      if (TYPED[name]) input.after(make("p", { class: "cb-about cb-meant" }));
      return made;
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
    const fields = [field("type", type), ...ASKED.filter((name) => name !== "publisherid" || parties.length).map(line)];
    const made = make("li", { class: "cb-row" }, make("fieldset", {}, make("legend", {}, say("one_of", { field: say("source"), number: place + 1 })),
      fields, field("key", key), problem, told), make("div", { class: "cb-moves" }, remove));
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
  const paste = make("textarea", { id: "s-paste", rows: 4, spellcheck: "false", autocapitalize: "off", autocorrect: "off", autocomplete: "off", "aria-describedby": "s-paste-about s-paste-problem" });
  const nothing = make("p", { class: "cb-problem", id: "s-paste-problem" });
  const read = button(say("take_over"), () => {
    const found = pasted(paste.value);
    nothing.textContent = found.length ? "" : say("p_paste");
    if (!found.length) { paste.focus(); return; }
    /* At once: whoever goes on before the bibliography has come finds everything in the order in which it was asked for. */
    const isRis = /^\s*TY {1,2}-/m.test(paste.value);
    found.forEach((source) => {
      const meantOf = ([name, text]) => { const read = meant(TYPED[name], text, its.form); return [name, read?.isSafe && !read.word ? read.value : text]; };
      const one = { ...source, fields: Object.fromEntries(Object.entries(source.fields).map(meantOf)), isTyped: isRis, isTouched: true, wanted: source.key };
      keyed(one);
      state.sources.push(one);
    });
    paste.value = "";
    known();
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
    make("div", { class: "cb-field" }, make("label", { for: "s-paste" }, say("paste")), make("p", { class: "cb-about", id: "s-paste-about" }, say("paste_about")), paste, nothing, make("p", { class: "cb-buttons" }, read, more)), list), add: () => more.click(), redraw: all, look: () => redrawn.forEach((draw) => draw()) };
};

/* All of them as they are put into the bibliography. */
export const entries = (sources) => sources.map(entry).join("\n");
