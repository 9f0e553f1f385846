/* Who and what there is: the description of the form, and the names of records and the sources, each asked for once, when a field needs it. */

import { plain } from "./dom.js";

const address = (folder, name) => new URL(name, new URL(folder, location.href));
const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

/* The description of the form. */
export const described = (folder) => json(address(folder, "form.json"));

/* How well a text fits what was typed: 3 the same, 2 it begins so, 1 a word of it does, 0.5 it is somewhere in it; 0 not at all. */
const fit = (wanted, text) => {
  const own = plain(text), place = own.indexOf(wanted);
  return own === wanted ? 3 : place === 0 ? 2 : place > 0 ? (/[\p{L}\p{N}]/u.test(own[place - 1]) && !/\p{Script=Han}/u.test(own[place]) ? 0.5 : 1) : 0;
};

/* How well it fits where it is said of something alone. */
const FAR = 0.25;

export class Names {
  constructor(folder, form) {
    this.folder = folder;
    this.form = form;
    this.kinds = new Map(form.kinds.map((kind) => [kind.name, kind]));
    this.lists = new Map();
    this.known = new Map();
    /* Sources that are written with the record, before they are in the bibliography. */
    this.own = () => [];
    /* New records that are drafts in this browser, as { kind, id, name, key }. */
    this.drafts = () => [];
    this.onload = () => {};
  }

  /* Of a kind, all as [id, name, others…]. */
  of(kind) {
    if (!this.lists.has(kind)) this.lists.set(kind, this.load(this.kinds.get(kind).names).then((rows) => this.keep(kind, rows)));
    return this.lists.get(kind);
  }

  sources() {
    if (!this.lists.has("*")) this.lists.set("*", this.load(this.form.sources).then((rows) => this.keep("*", rows)));
    return this.lists.get("*");
  }

  /* Of what there is nothing there is no list. */
  load(name) { return name ? json(address(this.folder, name)) : Promise.resolve([]); }

  keep(name, rows) {
    this.known.set(name, new Map(rows.map((row) => [row[0], row])));
    this.onload();
    return rows;
  }

  /* The record of an id: its kind and its row, as far as is known by now; undefined while a list is on its way, null where there is none. */
  now(id, kinds) {
    const wanted = kinds?.length ? kinds : [...this.kinds.keys()];
    for (const kind of wanted) if (this.known.get(kind)?.has(id)) return { kind, row: this.known.get(kind).get(id) };
    const missing = wanted.filter((kind) => !this.known.has(kind));
    missing.forEach((kind) => this.of(kind).catch(() => {}));
    if (missing.length) return undefined;
    const draft = this.drafts().find((one) => one.id === id && wanted.includes(one.kind));
    return draft ? { kind: draft.kind, row: [id, draft.name], draft } : null;
  }

  sourceNow(key) {
    if (this.own().some((source) => source.key === key)) return true;
    if (!this.known.has("*")) { this.sources().catch(() => {}); return undefined; }
    return this.known.get("*").has(key);
  }

  async name(id, kinds) {
    const wanted = kinds?.length ? kinds : [...this.kinds.keys()];
    for (const kind of wanted) {
      await this.of(kind).catch(() => []);
      if (this.known.get(kind)?.has(id)) return this.known.get(kind).get(id)[1];
    }
    return this.drafts().find((one) => one.id === id && wanted.includes(one.kind))?.name ?? "";
  }

  async find(text, kinds) {
    const wanted = plain(text), all = kinds?.length ? kinds : [...this.kinds.keys()], found = [];
    for (const kind of all) {
      const rows = await this.of(kind).catch(() => []), own = this.drafts().filter((one) => one.kind === kind && !this.known.get(kind)?.has(one.id));
      [...rows, ...own.map(({ id, name }) => [id, name])].forEach(([id, name, ...others]) => {
        /* Of a measure its definition tells more than its name. */
        const [unit, definition = ""] = (kind === "measure" && this.form.measures[id]) || [];
        const good = wanted ? Math.max(...[id, name, ...others].map((other) => fit(wanted, other))) || (fit(wanted, definition) ? FAR : 0) : 1;
        if (good) found.push({ value: id, text: name, more: [...(all.length > 1 ? [this.kinds.get(kind).label] : []), unit, ...others, definition].filter(Boolean).join(" · "), good, isExact: good === 3 });
      });
    }
    return found.sort((a, b) => b.good - a.good || a.text.localeCompare(b.text));
  }

  /* Whose a source is, and its title; empty where there is none of this key. */
  async aboutSource(key) {
    const own = this.own().find((source) => source.key === key);
    if (own || !key) return own?.fields.title ?? "";
    const row = await this.sources().then(() => this.known.get("*").get(key), () => null);
    return row ? [row[1], row[2]].filter(Boolean).join(": ") : "";
  }

  async findSource(text) {
    const wanted = plain(text), own = this.own().map(({ key, fields }) => [key, "", fields.title ?? "", fields.url, fields.doi]);
    const isOwn = new Set(own.map(([key]) => key)), rows = [...own, ...(await this.sources().catch(() => []))];
    return rows.map(([key, short, title, url, doi]) => {
      const good = wanted ? Math.max(...[key, short, title, url ?? "", doi ?? ""].map((part) => fit(wanted, part))) : 1;
      /* What is written just now is wanted first. */
      return { value: key, text: key, isOwn: isOwn.has(key), more: [short, title].filter(Boolean).join(": "), good, isExact: plain(key) === wanted };
    }).filter(({ good }) => good).sort((a, b) => b.good - a.good || b.isOwn - a.isOwn || (a.text < b.text ? -1 : 1));
  }
}
