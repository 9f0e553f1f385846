/* Handing over: nothing has left the browser before one of these is pressed. */

import { button, make } from "./dom.js";

/* Longer addresses than this are refused by the host. */
const LONGEST = 7900;

/* Where the host's page for a new file is, filled in as far as it can be: { url, isFilled }. */
export const newFile = (host, folder, name, text) => {
  const query = (parts) => new URLSearchParams(parts.filter(([key]) => key)).toString().replaceAll("+", "%20"), base = `${host.new}${folder}`;
  const bare = host.name_in ? `${base}?${query([[host.name_in, name]])}` : base;
  if (!host.text_in) return { url: bare, isFilled: false };
  const url = `${base}?${query([[host.name_in, name], [host.text_in, text]])}`;
  return url.length > LONGEST ? { url: bare, isFilled: false } : { url, isFilled: true };
};

const copied = async (text, its, made, shown) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    /* Without the right to write to the clipboard, the text is marked, to be copied by hand. */
    getSelection().selectAllChildren(shown);
    its.tell(its.say("copy_by_hand"));
    return;
  }
  its.tell(its.say("copied"));
  const before = made.textContent;
  made.textContent = its.say("copied");
  setTimeout(() => { made.textContent = before; }, 2000);
};
export const copy = (its, text, shown, label = its.say("copy")) => {
  const made = button(label, () => copied(text(), its, made, shown()));
  return made;
};

export const download = (its, text, name) => button(its.say("download"), () => {
  const url = URL.createObjectURL(new Blob([text()], { type: "text/plain;charset=utf-8" }));
  const link = make("a", { href: url, download: name() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  its.tell(its.say("downloaded", { name: name() }));
});

const outward = (href, text) => make("a", { href, target: "_blank", rel: "noopener noreferrer", class: "cb-out" }, text);

/* The ways to hand over a record's file. `file` gives { folder, name, text, isNew }, `shown` the element that has the text. */
export const waysOf = (its, file, shown) => {
  const { host } = its.form, { folder, name, isNew, text } = file(), path = `${folder}/${name}`;
  const rows = [], first = [], ways = make("p", { class: "cb-buttons" }, copy(its, () => file().text, shown), download(its, () => file().text, () => file().name));
  if (host?.new && isNew) {
    const { url, isFilled } = newFile(host, folder, name, text);
    /* What cannot be filled in is copied before one goes there. */
    if (!isFilled) first.push(ways);
    rows.push(make("p", { class: "cb-main-way" }, outward(url, its.say("open_new"))), make("p", {}, its.say(isFilled ? "new_filled" : host.text_in ? "new_too_long" : "new_empty", { path })));
  } else if (host && !isNew) { first.push(ways); rows.push(make("p", { class: "cb-main-way" }, outward(`${host.edit}${path}`, its.say("open_edit"))), make("p", {}, its.say("edit_how", { path }))); }
  else if (host) rows.push(make("p", {}, its.say("host_how", { path })));
  else rows.push(make("p", {}, its.say("no_host", { path })));
  return first.length ? [...first, ...rows] : [...rows, ways];
};

/* And those for entries of the bibliography, where an empty line parts each from the one before. */
export const waysOfSources = (its, text, shown) => {
  const { host, bibliography } = its.form;
  return [
    make("p", {}, its.say(host ? "sources_how" : "sources_no_host", { path: bibliography })),
    make("p", { class: "cb-buttons" }, copy(its, () => `\n${text()}`, shown, its.say("copy_entries")), host ? outward(`${host.edit}${bibliography}`, its.say("open_bibliography")) : ""),
  ];
};
