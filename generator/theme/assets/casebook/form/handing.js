/* Handing over: nothing has left the browser before one of these is pressed. All that belongs together becomes one proposal. */

import { button, make } from "./dom.js";
import { newFile, pagesOf, proposalOf, waysOn } from "./hosts.js";
import { zipped } from "./zip.js";

const copied = async (text, its, made, shown) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    /* Without the right to write to the clipboard, the text is marked, to be copied by hand. */
    getSelection().selectAllChildren(shown);
    shown.scrollIntoView({ block: "nearest" });
    its.tell(its.say("copy_by_hand"));
    return;
  }
  its.tell(its.say("copied"));
  const before = made.textContent;
  made.textContent = its.say("copied");
  setTimeout(() => { made.textContent = before; }, 2000);
};
/* What is copied, where it is shown below the button: it may have to be marked. */
const copy = (its, text, label, about) => {
  const shown = make("pre", { tabindex: "0", role: "group", "aria-label": about }, text);
  const made = button(label, () => { if (!navigator.clipboard) look.open = true; copied(text, its, made, shown); }), look = make("details", { class: "cb-look" }, make("summary", {}, its.say("look")), shown);
  return { made, look };
};

const saved = (its, blob, name) => {
  const url = URL.createObjectURL(blob), link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  its.tell(its.say("downloaded", { name }));
};
const text = (content) => new Blob([content], { type: "text/plain;charset=utf-8" });
const download = (its, content, name, label = its.say("download")) => button(label, () => saved(its, text(content), name));
const outward = (href, label) => make("a", { href, target: "_blank", rel: "noopener noreferrer", class: "cb-out" }, label);

/* The bibliography as the site knows it, with the entries at its end; the entries alone where it cannot be had. */
const bibliographyWith = async (its, entries) => {
  const { address } = its.form.bibliography_file ? { address: new URL(its.form.bibliography_file, new URL(its.folder, location.href)) } : {};
  const answer = address ? await fetch(address).catch(() => null) : null;
  return answer?.ok ? `${(await answer.text()).replace(/\s*$/, "\n")}\n${entries}` : null;
};

/* Everything as one archive, each file in its folder. */
const archive = (its, { files, entries }, name) => button(its.say("download_all"), async () => {
  const { bibliography } = its.form, whole = entries ? await bibliographyWith(its, entries) : "";
  const sources = !entries ? [] : [whole ? { path: bibliography, text: whole } : { path: `${bibliography}.add.txt`, text: entries }];
  saved(its, zipped([...files, ...sources]), `${name}.zip`);
});

/* --- one step --- */

const words = (its, name, values) => make("p", {}, its.say(`${its.form.host.kind}_${name}`, values));
const named = (its, label, about) => make("p", { class: "cb-step-name" }, make("b", {}, label), " ", make("small", {}, about));

/* A file that is made or changed: its name, its text to be copied, and the page for it. */
const fileStep = (its, file, pages, isFirst) => {
  const { host } = its.form, { path, folder, name, isNew } = file, branch = pages.own?.branch ?? "";
  const { made, look } = copy(its, file.text, its.say("copy"), path);
  const head = named(its, path, its.say(isNew ? "file_new" : "file_changed"));
  if (!isNew) return [head, make("p", { class: "cb-buttons" }, made, pages.edit ? outward(pages.edit(path), its.say("open_edit")) : ""), make("p", {}, its.say("edit_how")), words(its, isFirst ? "first" : "next", { branch }), look];
  const { url, isFilled } = pages.make ? pages.make(folder, name, file.text) : { url: "", isFilled: false };
  const how = isFilled ? "new_filled" : host.text_in ? "new_too_long" : "new_empty";
  return [head, make("p", { class: "cb-buttons" }, isFilled ? "" : made, url ? outward(url, its.say("open_new")) : "", isFilled ? made : ""), make("p", {}, its.say(how, { path })), words(its, isFirst ? "first" : "next", { branch }), look];
};

const sourcesStep = (its, entries, pages, isFirst) => {
  const { bibliography } = its.form, [folder, name] = [bibliography.slice(0, bibliography.lastIndexOf("/")), bibliography.slice(bibliography.lastIndexOf("/") + 1)];
  const { made, look } = copy(its, `\n${entries}`, its.say("copy_entries"), bibliography), upload = pages.upload?.(folder), branch = pages.own?.branch ?? "";
  const whole = button(its.say("download_named", { name }), async () => {
    const all = await bibliographyWith(its, entries);
    if (all) saved(its, text(all), name); else its.tell(its.say("no_bibliography"));
  });
  return [
    named(its, bibliography, its.say("file_sources")), make("p", {}, its.say("sources_how")),
    make("p", { class: "cb-buttons" }, made, pages.edit ? outward(pages.edit(bibliography), its.say("open_bibliography")) : ""), words(its, isFirst ? "first" : "next", { branch }), look,
    upload ? make("details", { class: "cb-look" }, make("summary", {}, its.say("on_a_phone")), make("p", {}, its.say("upload_how", { name })), make("p", { class: "cb-buttons" }, whole, outward(upload, its.say("open_upload"))), words(its, "next", { branch })) : "",
  ];
};

/* --- all of them --- */

/* Where the proposal is that the first step made: from then on all pages are those of its branch. */
const whereField = (its, kept, draw) => {
  const { host } = its.form, problem = make("p", { class: "cb-problem", id: "h-where-problem" }), told = make("p", { class: "cb-about", role: "status" });
  const input = make("input", { id: "h-where", type: "text", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", value: kept.where ?? "", "aria-describedby": "h-where-about h-where-problem" });
  const look = () => {
    const own = kept.where ? proposalOf(kept.where, host) : null;
    problem.textContent = kept.where && !own ? its.say("p_where") : "";
    if (problem.textContent) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    told.textContent = own ? its.say("where_is", { repository: own.repository.replace(/^https?:\/\//, ""), branch: own.branch }) : "";
    draw(own);
  };
  input.addEventListener("input", () => { kept.where = input.value.trim(); its.keepProposal(); look(); });
  return { look, element: make("div", { class: "cb-field" }, make("label", { for: "h-where" }, its.say("where")), make("p", { class: "cb-about", id: "h-where-about" }, its.say(`${host.kind}_where`)), input, problem, told) };
};

const done = (its, kept, name, label) => {
  const input = make("input", { type: "checkbox", "aria-label": `${its.say("step_done")}: ${label}`, checked: kept.done?.includes(name), onchange: () => {
    kept.done = [...(kept.done ?? []).filter((one) => one !== name), ...(input.checked ? [name] : [])];
    its.keepProposal();
  } });
  return make("label", { class: "cb-step-done" }, input, its.say("step_done"));
};

/* File by file, in one proposal: what a phone can do. */
const inSteps = (its, { files, entries }, kept) => {
  const { host } = its.form, [first, ...others] = files, list = make("ol", { class: "cb-steps" });
  const start = { make: (folder, name, content) => newFile(host, host.new, folder, name, content), edit: (path) => `${host.edit}${path}` };
  const draw = (own) => {
    const pages = own ? { ...pagesOf(host, own), own } : {};
    const steps = [
      ...others.map((file) => [file.path, file.path, () => fileStep(its, file, pages, false)]),
      ...(entries && first ? [["*sources", its.form.bibliography, () => sourcesStep(its, entries, pages, false)]] : []),
      ["*send", its.say("send"), () => [named(its, its.say("send"), ""), own ? make("p", { class: "cb-main-way" }, outward(pages.send, its.say("open_proposal"))) : "", words(its, "send", {})]],
    ];
    while (list.children.length > 2) list.lastElementChild.remove();
    list.append(...steps.map(([name, label, content]) => make("li", {}, own ? content() : [content()[0], make("p", { class: "cb-about" }, its.say("step_waits"))], own ? done(its, kept, name, label) : "")));
  };
  const where = whereField(its, kept, draw);
  list.append(make("li", {}, first ? fileStep(its, first, start, true) : sourcesStep(its, entries, start, true), done(its, kept, first?.path ?? "*sources", first?.path ?? its.form.bibliography)), make("li", {}, named(its, its.say("where_head"), ""), where.element));
  where.look();
  return list;
};

/* With a computer: a copy of the project, and all files put into it at once. */
const atOnce = (its, bundle, name) => {
  const { host } = its.form, ways = waysOn(host);
  return make("details", { class: "cb-all" }, make("summary", {}, its.say("at_once")),
    make("p", {}, its.say("at_once_about")), make("p", { class: "cb-buttons" }, archive(its, bundle, name), ways.fork ? outward(`${host.repository}${ways.fork}`, its.say("open_fork")) : ""), words(its, "at_once", { branch: host.branch }),
    bundle.entries ? make("p", { class: "cb-about" }, its.say("whole_bibliography", { path: its.form.bibliography })) : "");
};

/* The ways to hand over all that belongs together; `kept` is what is remembered of it: where the proposal is, and which steps are done. */
export const waysOf = (its, bundle, name, kept) => {
  const { host, bibliography } = its.form, { files, entries } = bundle, paths = [...files.map(({ path }) => path), ...(entries ? [bibliography] : [])], ways = waysOn(host);
  if (ways && paths.length > 1) return [make("p", {}, its.say("belongs", { count: paths.length })), inSteps(its, bundle, kept), atOnce(its, bundle, name)];
  if (ways) {
    const start = { make: (folder, own, content) => newFile(host, host.new, folder, own, content), edit: (path) => `${host.edit}${path}` };
    const step = files.length ? fileStep(its, files[0], start, true) : sourcesStep(its, entries, start, true);
    return [make("div", { class: "cb-step" }, step), words(its, "send_one", {}), files.length ? make("p", { class: "cb-buttons" }, download(its, files[0].text, files[0].name)) : ""];
  }
  /* Nothing is known of the host but, perhaps, where files are changed; or there is none. */
  const each = files.map((file) => { const { made, look } = copy(its, file.text, its.say("copy"), file.path); return [named(its, file.path, its.say(file.isNew ? "file_new" : "file_changed")), make("p", { class: "cb-buttons" }, made, download(its, file.text, file.name), host && !file.isNew ? outward(`${host.edit}${file.path}`, its.say("open_edit")) : ""), look]; });
  const sources = entries ? copy(its, `\n${entries}`, its.say("copy_entries"), bibliography) : null;
  return [make("p", {}, its.say(host ? "host_how" : "no_host")), ...each.flat(),
    sources ? [named(its, bibliography, its.say("file_sources")), host ? make("p", {}, its.say("sources_how")) : "",
      make("p", { class: "cb-buttons" }, sources.made, host ? outward(`${host.edit}${bibliography}`, its.say("open_bibliography")) : download(its, entries, "entries.bib", its.say("download_named", { name: "entries.bib" }))), sources.look] : "",
    paths.length > 1 ? make("p", { class: "cb-buttons" }, archive(its, bundle, name)) : ""].flat();
};
