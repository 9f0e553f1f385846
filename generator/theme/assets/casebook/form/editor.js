/* The form of one record, or of a source alone: its fields, the file beside them, what is wrong, and the ways to hand it over. */

import { bundled, isNamed } from "./bundle.js";
import { problemOfId, problemsOf } from "./checking.js";
import { button, idOf, make, slug } from "./dom.js";
import { waysOf } from "./handing.js";
import { input } from "./inputs.js";
import { meant, sentence, shown } from "./meant.js";
import { sayAt } from "./problems.js";
import { Unreadable, data, read } from "./reading.js";
import { entries, sourcing } from "./sourcing.js";
import { isSame, tidied, writer } from "./writing.js";

const GROUPS = ["facts", "claims", "course", "story", "related", "more"];
/* In milliseconds: until what was typed is looked at; from the end of a touch until its click has come. */
const WAIT = 200, CLICK = 350;
const MOST_BEGUN = 3;
const WIDE = "(min-width: 60em)";

const opened = (asked) => {
  const text = asked.original?.replaceAll("\r\n", "\n");
  const value = asked.value ?? (text ? tidied(data(read(text))) : {});
  return { value, id: asked.id ?? "", sources: asked.sources ?? [], proposal: asked.proposal ?? {}, original: text ?? "", touched: new Set(), isAsked: false, isIdOwn: Boolean(asked.id) };
};

export const editor = (base, asked, leave) => {
  const { say, form, names, drafts } = base, { kind } = asked, isEdit = Boolean(asked.original);
  let state;
  try { state = opened(asked); } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const path = `${kind.folder}/${asked.id}.yml`;
    return make("div", {}, make("h2", {}, asked.id), make("p", {}, say("unreadable", { path, line: error.message })), form.host ? make("p", {}, make("a", { href: `${form.host.edit}${path}` }, say("open_edit"))) : "");
  }
  const write = writer(form.parts), fields = kind?.fields ?? [];
  let draftKey = asked.draft ?? drafts.fresh(), hadOthers = null, isChanged = Boolean(asked.draft), timer = 0, isKept = true, file = { text: "", isWhole: false };

  const its = { ...base, state, isEdit, write };
  its.get = (route) => route.reduce((value, name) => value?.[name], state.value);
  its.set = (route, value, isQuiet = false) => {
    let at = state.value;
    route.slice(0, -1).forEach((name, place) => {
      if (at[name] === undefined || typeof at[name] !== "object") at[name] = typeof route[place + 1] === "number" ? [] : {};
      at = at[name];
    });
    if (value === undefined || value === "") { if (Array.isArray(at)) at[route.at(-1)] = ""; else delete at[route.at(-1)]; } else at[route.at(-1)] = value;
    changed(isQuiet);
  };
  /* While something is being pressed nothing may move: a message above it would take it away from under the pointer. */
  let pressed = 0;
  const put = new Set();
  its.whenStill = (act) => { if (pressed) put.add(act); else act(); };
  /* What is typed is put where it was typed, and shown there. */
  its.put = (route, { value, to, unit, bound }) => {
    const own = element(route), write = (box, text, event = "input") => { box.value = text; box.dispatchEvent(new Event(event, { bubbles: true })); };
    const inputs = own.querySelectorAll("input:not([type=radio])");
    if (to) inputs[1].value = to;
    write(inputs[0], value);
    [["unit", unit], ["bound", bound]].forEach(([name, text]) => {
      const other = text && its.get([...route.slice(0, -1), name]) === undefined ? element([...route.slice(0, -1), name])?.querySelector("input, select") : null;
      if (other && other.closest("[data-route]").dataset.route.endsWith(name)) write(other, text, other.tagName === "SELECT" ? "change" : "input");
    });
  };
  const settle = (route, field) => {
    const given = route[0] === "*id" ? state.id : its.get(route), text = typeof given === "object" ? "" : given, read = meant(field.type, text, form), own = element(route);
    if (own) its.whenStill(() => { const note = own.querySelector(".cb-meant"); if (note && !note.dataset.now?.startsWith(given)) note.textContent = ""; });
    if (!read?.isSafe || read.word || !own) return;
    its.put(route, read);
    its.whenStill(() => {
      const note = own.querySelector(".cb-meant"), told = say("meant", { text: text.trim(), made: shown(read, say) });
      if (note) { note.textContent = told; note.dataset.now = read.value; }
      its.tell(told);
    });
  };
  its.touch = (route, field) => { if (field) settle(route, field); state.touched.add(route.join("/")); its.whenStill(look); };
  its.forget = (route) => { const start = `${route.join("/")}/`; state.touched.forEach((one) => { if (one.startsWith(start)) state.touched.delete(one); }); };
  its.newSource = () => { sourceBox.open = true; ownSources.add(); };
  /* The other drafts of this browser go along where they are named; they are read from its storage once for each look. */
  const others = () => {
    if (!hadOthers) { hadOthers = drafts.all().filter(({ key }) => key !== draftKey); setTimeout(() => { hadOthers = null; }); }
    return hadOthers;
  };
  names.others = () => others().flatMap(({ sources }) => sources ?? []).filter(({ key }) => key && !state.sources.some((own) => own.key === key));
  names.own = () => [...state.sources, ...names.others()];
  const asName = ({ kind: own, id, name: called, key }) => ({ kind: own, id, name: called || id, key });
  names.drafts = () => [...others().filter((one) => one.kind && one.id && !one.original).map(asName), ...(isBundling && kind && state.id && !isEdit ? [asName({ kind: kind.name, id: state.id, name: state.value[kind.called], key: draftKey })] : [])];
  let isBundling = false;
  /* What there is no record of yet may be begun from here: as a draft, which is filled in afterwards. */
  its.begin = (text, kinds) => form.kinds.filter((one) => (kinds?.length ? kinds.includes(one.name) : true)).slice(0, MOST_BEGUN).map((one) => ({
    text, more: say("begin", { kind: one.noun }), begin: () => {
      /* A name without Latin letters gives none. */
      const made = slug(text, form.id.longest), id = made && !names.now(made) ? made : `${one.name}-${drafts.fresh().slice(-4)}`;
      hadOthers = null;
      drafts.keep(drafts.fresh(), { kind: one.name, name: text, id, value: { [one.called]: text }, sources: [] });
      return id;
    },
  }));
  names.onload = () => { look(); ownSources.look(); };

  /* --- the file beside --- */

  const path = () => `${kind.folder}/${state.id || say("id_missing")}.yml`;
  const code = make("code"), bib = make("code"), name = make("summary"), whole = make("p", { class: "cb-about", hidden: true }, say("as_whole")), kept = make("p", { class: "cb-about cb-kept" });
  const bibName = make("h3", {}, say("entries_for", { path: form.bibliography })), shownFile = make("pre", { tabindex: "0", role: "region", "aria-label": say("file") }, code), shownBib = make("pre", { tabindex: "0", role: "region", "aria-label": form.bibliography }, bib);
  const beside = make("details", { class: "cb-file", open: matchMedia(WIDE).matches }, name, kind ? [shownFile, whole] : "", bibName, shownBib, kept);

  const written = () => {
    if (!kind) return { text: "", isWhole: false };
    const value = tidied(state.value);
    return isEdit ? write.changed(state.original, value, fields) : { text: write.whole(value, fields), isWhole: false };
  };
  /* Lines that an edit has changed are marked. */
  const draw = () => {
    file = written();
    const before = new Set(state.original.split("\n"));
    code.replaceChildren(...file.text.split("\n").flatMap((line, place) => [...(place ? ["\n"] : []), isEdit && line.trim() && !before.has(line) ? make("mark", {}, line) : line]));
    const mark = code.querySelector("mark");
    if (mark) shownFile.scrollTop = mark.offsetTop - shownFile.offsetTop - shownFile.clientHeight / 3;
    whole.hidden = !file.isWhole;
    name.textContent = kind ? path() : form.bibliography;
    bib.textContent = entries(state.sources);
    [bibName, shownBib].forEach((part) => { part.hidden = !state.sources.length; });
    bibName.hidden = !kind || !state.sources.length;
  };
  const keep = () => {
    if (!isChanged) return;
    const title = state.value[kind?.called] ?? state.sources[0]?.fields.title ?? "", isElsewhere = drafts.isElsewhere(draftKey);
    /* What another tab has written is not written over: this one goes on as a draft of its own. */
    if (isElsewhere) draftKey = drafts.fresh();
    isKept = drafts.keep(draftKey, { kind: kind?.name, isSource: !kind, name: title, id: state.id, value: state.value, sources: state.sources, proposal: state.proposal, original: asked.original });
    kept.textContent = say(!isKept ? "draft_refused" : isElsewhere ? "draft_twice" : "draft_kept");
    if (isElsewhere && isKept) its.tell(kept.textContent);
    /* Whoever comes back to this page, or loads it anew, finds the draft. */
    if (isKept && made.isConnected) history.replaceState(null, "", `?draft=${draftKey}`);
    kept.classList.toggle("cb-problem", !isKept);
  };

  /* --- what is wrong --- */

  const element = (route) => {
    for (let length = route.length; length > 0; length -= 1) {
      const found = box.querySelector(`[data-route="${CSS.escape(route.slice(0, length).join("/"))}"]`);
      if (found) return found;
    }
    return null;
  };
  const corrections = () => {
    if (!isEdit || (asked.value && !asked.original)) return [];
    const had = tidied(data(read(state.original))), now = tidied(state.value);
    if (had.status === "draft") return [];
    return (had.claims ?? []).flatMap((old) => {
      const own = (now.claims ?? []).find(({ id }) => id === old.id), what = `claims/${old.id}`;
      if (!own || isSame(old.value, own.value) || (now.corrections ?? []).some((one) => one.what === what && !(had.corrections ?? []).some((other) => isSame(one, other)))) return [];
      const shown = (value) => (typeof value === "object" ? `${value.from}–${value.to}` : String(value ?? ""));
      return [{ route: ["corrections"], text: say("p_correction", { id: old.id }), isWarning: true, mend: () => {
        const all = [...(state.value.corrections ?? []), { on: new Date().toISOString().slice(0, 10), what, was: shown(old.value), now: shown(own.value), why: "" }];
        its.set(["corrections"], all);
        redraw("corrections", all.length - 1);
      } }];
    });
  };
  /* Sources that neither this record cites nor another draft. */
  const uncited = () => state.sources.flatMap(({ key }, place) => (isNamed(file.text, key) || others().some(({ value }) => isNamed(JSON.stringify(value ?? {}), key)) ? [] : [{ route: ["*sources", place, "key"], text: `${sentence(say("w_uncited", { key }))}: ${say("w_uncited_help")}.`, isWarning: true }]));
  const problems = () => {
    if (!kind) return state.wrongSources?.() ?? [];
    const own = isEdit ? "" : problemOfId(state.id, its);
    return [...(own ? [{ route: ["*id"], text: own }] : []), ...problemsOf(tidied(state.value), kind, its), ...corrections(), ...(state.wrongSources?.() ?? []), ...uncited()];
  };
  let found = [];
  const isShown = ({ route }) => state.isAsked || [...state.touched].some((one) => one === route.join("/") || route.join("/").startsWith(`${one}/`));
  const look = () => {
    found = problems();
    const said = new Map([...box.querySelectorAll(".cb-problem[id^='f-']")].map((place) => [place, []]));
    /* Sources say themselves what is wrong with them. */
    found.filter((one) => one.route[0] !== "*sources" && isShown(one)).forEach((one) => {
      const own = element(one.route), place = own?.querySelector(`#${CSS.escape(own.dataset.route === "*id" ? "f-_id" : idOf(own.dataset.route.split("/")))}-problem`) ?? own?.querySelector(".cb-problem");
      /* Nothing is wrong yet with what somebody is choosing. */
      if (place && !own.querySelector("[aria-expanded=true]")) said.get(place)?.push(one);
    });
    said.forEach((all, place) => {
      const own = place.closest("[data-route]"), input = own?.querySelector("input:not([type=radio]), select, textarea");
      sayAt(place, all, input?.closest("[data-route]") === own || all.length ? input : null, its, (read) => { its.put(all.find(({ takes }) => takes).route, read); look(); });
    });
    const errors = found.filter(({ isWarning }) => !isWarning).length;
    count.textContent = !state.isAsked && !state.touched.size ? "" : errors === 1 ? say("one_wrong") : errors ? say("many_wrong", { count: errors }) : say("none_wrong");
    if (state.isAsked) summary();
  };
  const go = (route) => {
    const own = element(route) ?? sourceBox;
    for (let at = own; at && at !== box; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    (own.querySelector("input:not([type=radio]), select, textarea, button") ?? own).focus();
  };
  its.keepProposal = () => { isChanged = true; keep(); };
  const count = make("p", { class: "cb-count", role: "status" }), told = make("div"), over = make("div"), result = make("div", { class: "cb-result", role: "group", "aria-label": say("done"), tabindex: "-1" }, told, over);
  const wayTo = ({ route }) => make("a", { href: `#${route[0]}`, onclick: (event) => { event.preventDefault(); go(route); } }, label(route));
  const summary = () => {
    const errors = found.filter(({ isWarning }) => !isWarning), warnings = found.filter(({ isWarning }) => isWarning), doubtful = warnings.filter(({ draft }) => !draft);
    /* What is said of several fields in the same words is said once, with all of them. */
    const rows = (all) => {
      const said = new Map();
      const by = (one) => one.mend ?? (one.takes?.length ? one.takes : one.text);
      all.forEach((one) => said.set(by(one), [...(said.get(by(one)) ?? []), one]));
      return [...said.values()].map((same) => make("li", {},
        same.map((one, place) => [place ? "; " : "", wayTo(one)]), ": ", same[0].text, same[0].rule ? [" ", make("a", { href: new URL(`rules/${same[0].rule}/`, base.base).href, target: "_blank", rel: "noopener" }, say("why"))] : "", same[0].mend ? [" ", button(say("mend"), same[0].mend)] : "",
        /* Sources take it at their own fields. */
        same[0].route[0] === "*sources" ? "" : (same[0].takes ?? []).map((read) => [" ", button(say("take", { made: shown(read, say) }), () => { its.put(same[0].route, read); look(); result.focus(); })])));
    };
    const all = bundle(), needed = all.files.filter(({ key }) => key), late = needed.filter(({ errors: amount }) => amount);
    const others = takers(), saidNow = JSON.stringify([errors, doubtful, needed.map(({ key, errors: amount }) => [key, amount]), others.map(({ key }) => key)]);
    if (saidNow !== told.dataset.now) told.replaceChildren(...[
      ...others.map((one) => make("p", { class: "cb-taker" }, say("taken_along", { name: (one.name || one.id).trim() }), " ", make("a", { href: `?draft=${one.key}` }, say("go_there")))),
      needed.length ? [make("h3", {}, say("needs")), make("p", {}, say("needs_about")), make("ul", {}, needed.map(needRow))] : "",
      errors.length ? make("h3", {}, say("wrong")) : "", errors.length ? make("ul", {}, rows(errors)) : "",
      doubtful.length ? make("h3", {}, say("doubtful")) : "", doubtful.length ? make("ul", {}, rows(doubtful)) : "",
    ].flat().filter(Boolean));
    told.dataset.now = saidNow;
    /* The ways stay as they are while nothing of it changes: somebody may be typing there. */
    const isLater = errors.length > 0 || late.length > 0 || others.length > 0, now = JSON.stringify([isLater, all.files.map(({ path, text }) => [path, text]), all.entries]);
    if (now === over.dataset.now) return;
    over.dataset.now = now;
    const isOpen = over.querySelector(".cb-anyway")?.open ?? false;
    const ways = all.files.length || all.entries ? waysOf(its, all, state.id || all.sources[0]?.key || "new", state.proposal) : [];
    over.replaceChildren(...[
      !ways.length ? make("p", {}, say("nothing_changed")) : isLater ? make("details", { open: isOpen, class: "cb-anyway" }, make("summary", {}, say("all_the_same")), ways) : [make("h3", {}, say("hand_over")), ways],
      make("p", { class: "cb-about" }, say("then")),
    ].flat(2).filter(Boolean));
  };
  const needRow = ({ key, label: called, kind: own, errors: count }) => make("li", {}, make("a", { href: `?draft=${key}` }, called), ` · ${own.label} · `, make("span", { class: count ? "cb-problem" : "" }, say(!count ? "none_wrong" : count === 1 ? "one_wrong" : "many_wrong", { count })),
    /* Where it is named: what was begun by mistake is put right there. */
    found.filter(({ draft }) => draft?.key === key).slice(0, 1).map((one) => [" · ", wayTo(one)]));
  /* Everything that is handed over with this record. */
  const bundle = () => {
    const hasFile = kind && !(isEdit && file.text === state.original), name = `${state.id || "new"}.yml`;
    isBundling = true;
    try {
      return bundled(its, {
        key: draftKey, needs: found.filter(({ draft }) => draft).map(({ draft }) => draft.key), sources: state.sources,
        file: hasFile ? { folder: kind.folder, name, path: `${kind.folder}/${name}`, text: file.text, isNew: !isEdit } : null,
      });
    } finally { isBundling = false; }
  };
  /* Drafts that name this record take it along. */
  const takers = () => (kind && state.id ? others().filter((one) => one.kind && JSON.stringify([one.value, one.sources]).includes(`"${state.id}"`)) : []);
  const label = (route) => {
    if (route[0] === "*id") return say("id");
    if (route[0] === "*sources") return [say("one_of", { field: say("source"), number: route[1] + 1 }), ...(route[2] ? [say(`s_${route[2]}`)] : [])].join(", ");
    let all = fields, shown = [];
    route.forEach((step) => {
      if (typeof step === "number") { shown.push(`${shown.pop()} ${step + 1}`); return; }
      const field = all.find((one) => one.name === step);
      shown.push(field?.label ?? step);
      all = form.parts[field?.part] ?? [];
    });
    return shown.slice(-2).join(", ");
  };

  const changed = (isQuiet = false) => {
    if (!isQuiet) isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; suggest(); draw(); keep(); its.whenStill(look); counts(); }, WAIT);
  };

  /* --- the fields --- */

  const idInput = make("input", { id: "f-_id", type: "text", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", value: state.id, required: true, "aria-describedby": "f-_id-about f-_id-problem", oninput: () => { state.id = idInput.value.trim(); state.isIdOwn = Boolean(state.id); changed(); }, onblur: () => its.touch(["*id"], { type: "id" }) });
  const suggest = () => {
    if (state.isIdOwn || isEdit) return;
    state.id = slug(state.value[kind?.called] ?? "", form.id.longest);
    idInput.value = state.id;
  };
  const idField = () => make("div", { class: "cb-field cb-field--id", "data-route": "*id" }, make("label", { for: "f-_id" }, say("id"), " ", make("span", { class: "cb-needed" }, say("needed"))), make("p", { class: "cb-about", id: "f-_id-about" }, say("id_about")), idInput, make("p", { class: "cb-about cb-meant" }), make("p", { class: "cb-problem", id: "f-_id-problem" }));
  const groups = new Map();
  const shownOf = (field) => (field.name === "story" ? form.parts[field.part].map((part) => input(part, [field.name, part.name], its)) : [input(field, [field.name], its)]);
  const group = (name, own) => {
    const told = make("span", { class: "cb-filled" }), made = make("details", { class: "cb-group" }, make("summary", {}, make("span", {}, say(`g_${name}`)), told, make("small", {}, own.flatMap((field) => (field.name === "story" ? form.parts[field.part] : [field])).map(({ label }) => label).slice(0, 4).join(" · "))), own.map((field) => make("div", { "data-field": field.name }, shownOf(field))));
    groups.set(name, { made, told, own });
    return made;
  };
  const counts = () => groups.forEach(({ told, own }) => {
    const values = tidied(state.value), number = own.reduce((sum, { name, part, many }) => sum + (many ? (values[name] ?? []).length : name === "story" ? Object.keys(values[name] ?? {}).length : values[name] === undefined ? 0 : 1), 0);
    told.textContent = number ? String(number) : "";
  });
  const redraw = (name, place) => {
    const field = fields.find((one) => one.name === name), own = box.querySelector(`[data-field="${CSS.escape(name)}"]`);
    own.replaceChildren(...shownOf(field));
    go([name, place, "why"]);
  };
  const ownSources = sourcing(its, () => changed(true));
  ["input", "click"].forEach((event) => ownSources.element.addEventListener(event, () => { isChanged = isChanged || state.sources.length > 0; }));
  const sourceBox = !kind ? make("div", { "data-route": "*sources" }, ownSources.element) : make("details", { class: "cb-group", open: Boolean(state.sources.length), "data-route": "*sources" }, make("summary", {}, make("span", {}, say("g_sources")), make("small", {}, say("g_sources_about"))), ownSources.element);
  const done = make("section", { class: "cb-done", "aria-labelledby": "w-done" }, make("h2", { id: "w-done" }, say("done")), count,
    make("p", { class: "cb-buttons" }, button(say("check"), () => {
      state.isAsked = true;
      suggest();
      draw();
      keep();
      look();
      ownSources.redraw();
      result.focus();
    }, { class: "cb-check" })), result);
  const title = !kind ? say("new_source_title") : isEdit ? say("correct_title", { name: state.value[kind.called] ?? state.id }) : say("new_title", { kind: kind.noun });
  const first = fields.filter(({ group: own }) => own === "first"), calledLast = first.map(({ name: own }) => own.startsWith(kind?.called ?? "*")).lastIndexOf(true);
  const box = make("form", { class: "cb-form", novalidate: true, autocomplete: "off", onsubmit: (event) => event.preventDefault() },
    make("p", { class: "cb-back-to" }, button(say("back"), () => { clearTimeout(timer); keep(); leave(); })),
    make("h2", {}, title),
    kind ? [make("div", { class: "cb-first" }, first.slice(0, calledLast + 1).map((field) => shownOf(field)), isEdit ? "" : idField(), first.slice(calledLast + 1).map((field) => shownOf(field))),
      GROUPS.map((name) => [name, fields.filter(({ group: own }) => own === name)]).filter(([, own]) => own.length).map(([name, own]) => group(name, own))] : "",
    sourceBox, done);
  box.addEventListener("pointerdown", () => {
    pressed += 1;
    /* With a mouse a field is left before the button comes up; with a finger, after it: the click follows. A touch that scrolls is cancelled. */
    const over = new AbortController(), end = ({ pointerType }) => {
      over.abort();
      setTimeout(() => {
        pressed -= 1;
        if (pressed) return;
        [look, ...put].forEach((act) => act());
        put.clear();
      }, pointerType === "mouse" ? 0 : CLICK);
    };
    ["pointerup", "pointercancel"].forEach((event) => document.addEventListener(event, end, { signal: over.signal }));
  }, { capture: true });
  /* Whoever leaves the page has the last words in the draft, too. */
  const left = new AbortController(), last = () => {
    if (!made.isConnected) { left.abort(); return; }
    if (!timer) return;
    suggest();
    keep();
  };
  document.addEventListener("visibilitychange", last, { signal: left.signal });
  window.addEventListener("pagehide", last, { signal: left.signal });
  draw();
  counts();
  setTimeout(() => {
    look();
    /* What somebody came to correct is open, and has the focus. */
    const at = (state.value.claims ?? []).findIndex?.(({ id }) => id === asked.claim);
    if (asked.claim && at >= 0) { go(["claims", at, state.value.claims[at].statement === undefined ? "value" : "statement"]); document.activeElement?.scrollIntoView({ block: "center" }); }
  });
  const made = make("div", { class: "cb-editor" }, box, make("aside", { class: "cb-beside", "aria-label": say("file") }, beside));
  if (asked.claim) made.dataset.focused = "";
  return made;
};
