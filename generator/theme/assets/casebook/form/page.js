/* The page /contribute/new/: from what somebody wants to write to a file that can be handed over. Nothing leaves the browser before that. */

import { make } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Names, described } from "./names.js";
import { start } from "./start.js";
import { editor } from "./editor.js";

const root = document.querySelector("[data-write]");
const called = document.title, place = root.querySelector("[data-place]"), live = root.querySelector("[role=status]");

const open = async () => {
  const form = await described(root.dataset.folder), names = new Names(root.dataset.folder, form);
  const say = (word, values = {}) => (form.words[word] ?? word).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
  const base = new URL(root.dataset.root, location.href);
  const its = {
    form, names, say, base, folder: root.dataset.folder,
    told: { one: say("found_one"), many: say("found_many"), none: say("found_none") },
    tell: (text) => { live.textContent = ""; setTimeout(() => { live.textContent = text; }, 50); },
    drafts: new Drafts(base.pathname),
  };
  const show = (asked) => {
    const kind = form.kinds.find(({ name }) => name === asked.kind);
    const choose = () => { history.pushState(null, "", location.pathname); show({}); };
    if (asked.draft || kind || asked.isSource) place.replaceChildren(editor(its, { ...asked, kind }, choose));
    else place.replaceChildren(start(its, (chosen) => { history.pushState(null, "", `?${new URLSearchParams(chosen.query)}`); route(); }));
    return place;
  };
  const focus = () => { const head = place.querySelector("h2"); head?.setAttribute("tabindex", "-1"); head?.focus({ preventScroll: true }); head?.scrollIntoView({ block: "start" }); };

  const edited = async (id, kindName, claim) => {
    let kind = form.kinds.find(({ name }) => name === kindName);
    if (!kind) {
      await Promise.all(form.kinds.map(({ name }) => names.of(name)));
      kind = form.kinds.find(({ name }) => names.known.get(name).has(id));
    }
    if (!kind) throw new Error("none");
    const answer = await fetch(new URL(`${kind.address}${encodeURIComponent(id)}/record.yml`, base));
    if (!answer.ok) throw new Error("none");
    return { kind: kind.name, id, claim, original: await answer.text() };
  };

  const route = async () => {
    const given = new URLSearchParams(location.search), id = given.get("edit");
    try {
      if (id) show(await edited(id, given.get("kind"), given.get("claim")));
      else if (given.get("draft")) {
        const draft = its.drafts.open(given.get("draft"));
        show(draft ? { ...draft, draft: draft.key } : {});
      } else show({ kind: given.get("kind"), isSource: given.has("source") });
    } catch {
      show({});
      place.prepend(make("p", { class: "cb-problem", role: "alert" }, say("no_edit", { id })));
    }
    /* What is open has a name in the list of tabs, and where a screen reader says the page. */
    const head = location.search ? place.querySelector("h2")?.textContent : "";
    document.title = head ? `${head} · ${called}` : called;
    if (location.search && !place.querySelector("[data-focused]")) focus();
  };
  window.addEventListener("popstate", route);
  await route();
};

open().catch(() => { root.classList.add("cb-write--failed"); });
