/* What somebody wants to write: a new record of a kind, a correction, a source; or a draft that is there already. */

import { combobox } from "./combobox.js";
import { button, make } from "./dom.js";

const draftRow = (its, draft, choose, remove) => {
  const { say, form } = its, kind = form.kinds.find(({ name }) => name === draft.kind);
  const name = draft.name || draft.id || say("untitled"), when = new Date(draft.when).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  return make("li", {}, make("a", { href: `?draft=${draft.key}`, onclick: (event) => { event.preventDefault(); choose({ query: { draft: draft.key } }); } }, name), " ",
    make("small", {}, [kind?.label ?? say("source"), draft.original ? say("correction") : "", when].filter(Boolean).join(" · ")),
    button(say("delete"), remove, { "aria-label": say("delete_one", { name }) }));
};

export const start = (its, choose) => {
  const { say, form, names } = its, drafts = make("ul", { class: "cb-drafts" });
  const kept = make("section", { "aria-labelledby": "w-drafts", hidden: true }, make("h2", { id: "w-drafts" }, say("drafts")), make("p", {}, say("drafts_about")), drafts);
  const draw = () => {
    const all = its.drafts.all();
    drafts.replaceChildren(...all.map((draft) => draftRow(its, draft, choose, () => {
      its.drafts.remove(draft.key);
      draw();
      its.tell(say("removed"));
      (drafts.querySelector("button") ?? document.querySelector(".cb-kinds a")).focus();
    })));
    kept.hidden = !all.length;
  };
  const link = (query, title, about) => make("li", {}, make("a", { href: `?${new URLSearchParams(query)}`, onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose({ query });
  } }, title), " ", make("span", {}, about));
  const find = combobox({
    id: "w-find", label: say("which_record"), value: "", told: its.told, describedby: "w-find-about", find: (text) => names.find(text), name: async () => "",
    onvalue: (id, isChosen) => { const found = isChosen && names.now(id); if (found) choose({ query: { edit: id, kind: found.kind } }); },
  });
  draw();
  return make("div", { class: "cb-start" }, kept,
    make("section", { "aria-labelledby": "w-new" }, make("h2", { id: "w-new" }, say("new")),
      make("ul", { class: "cb-kinds" }, form.kinds.map((kind) => link({ kind: kind.name }, kind.label, kind.description)), link({ source: "1" }, say("source"), say("source_about")))),
    make("section", { "aria-labelledby": "w-old" }, make("h2", { id: "w-old" }, say("correct")),
      make("div", { class: "cb-field" }, make("label", { for: "w-find" }, say("which_record")), make("p", { class: "cb-about", id: "w-find-about" }, say("which_record_about")), find)),
    form.host?.issues ? make("p", { class: "cb-about" }, make("a", { href: form.host.issues }, say("in_words")), say("in_words_about")) : "");
};
