/* Drafts in this browser's own storage, which may be full, or refuse; and which other tabs write into, too. */

const PREFIX = "casebook-draft:";
const prefix = (place) => `${PREFIX}${place}:`;
const MOST = 40;

export class Drafts {
  /* `place` tells catalogs on one host apart. */
  constructor(place) {
    this.prefix = prefix(place);
    /* When each was kept that is written here. */
    this.seen = new Map();
  }

  storage() { try { return window.localStorage; } catch { return null; } }

  read(key) { try { return JSON.parse(this.storage().getItem(this.prefix + key)); } catch { return null; } }

  /* All that are there, the latest first. */
  all() {
    const storage = this.storage(), found = [];
    if (!storage) return found;
    try {
      for (let place = 0; place < storage.length; place += 1) {
        const key = storage.key(place);
        if (!key?.startsWith(this.prefix)) continue;
        try { found.push({ ...JSON.parse(storage.getItem(key)), key: key.slice(this.prefix.length) }); } catch { /* Not ours, or broken: it stays. */ }
      }
    } catch { return []; }
    return found.sort((a, b) => (a.when < b.when ? 1 : -1)).slice(0, MOST);
  }

  /* That of a key, to be written from here on; null where there is none. */
  open(key) {
    const found = this.read(key);
    if (found) this.seen.set(key, found.when);
    return found ? { ...found, key } : null;
  }

  /* Whether another tab has written into it since. */
  isElsewhere(key) {
    const found = this.read(key);
    return Boolean(found) && this.seen.has(key) && this.seen.get(key) !== found.when;
  }

  /* Whether it was kept. */
  keep(key, draft) {
    const when = new Date().toISOString();
    try { this.storage().setItem(this.prefix + key, JSON.stringify({ ...draft, when })); } catch { return false; }
    this.seen.set(key, when);
    return true;
  }

  remove(key) { try { this.storage().removeItem(this.prefix + key); } catch { /* Then it was never there. */ } }

  fresh() { return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`; }
}
