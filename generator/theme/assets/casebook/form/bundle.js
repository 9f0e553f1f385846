/* What goes with a record in one proposal: the records that it names and that are drafts in this browser, those that these name, and the sources
   which the bibliography does not have yet. */

import { entry } from "./bibtex.js";
import { problemsOf } from "./checking.js";
import { tidied } from "./writing.js";

/* Whether a file names a source. */
export const isNamed = (text, key) => new RegExp(`(?<![\\w:.+/-])${key.replace(/[.+]/g, "\\$&")}(?![\\w:+/-])`, "u").test(text);

/* The file of a draft, with how much is wrong in it. */
const fileOf = (draft, its) => {
  const kind = its.form.kinds.find(({ name }) => name === draft.kind), value = tidied(draft.value ?? {}), name = `${draft.id}.yml`;
  const found = problemsOf(value, kind, { ...its, isEdit: false, state: { id: draft.id } });
  const isId = new RegExp(its.form.id.pattern, "u").test(draft.id) && !its.names.known.get(kind.name)?.has(draft.id);
  return {
    key: draft.key, label: draft.name, kind, folder: kind.folder, name, path: `${kind.folder}/${name}`, isNew: true, text: its.write.whole(value, kind.fields), sources: draft.sources ?? [],
    needs: found.filter((one) => one.draft).map((one) => one.draft.key), errors: found.filter(({ isWarning }) => !isWarning).length + (isId ? 0 : 1),
  };
};

/* With the file of the record itself (none for a source alone), as { files, sources, entries }: its own file first. Each of the others has the `key`
   of its draft and how many `errors` it has. */
export const bundled = (its, own) => {
  const drafts = new Map(its.drafts.all().map((draft) => [draft.key, draft])), files = own.file ? [own.file] : [], seen = new Set([own.key]), others = its.names.others();
  const sources = new Map(own.sources.map((source) => [source.key, source])), waiting = [...own.needs];
  const take = (file) => [...(file.sources ?? []), ...others.filter(({ key }) => file.text && isNamed(file.text, key))].forEach((source) => { if (!sources.has(source.key)) sources.set(source.key, source); });
  files.forEach(take);
  for (;;) {
    const publishers = [...sources.values()].map(({ fields }) => (fields.publisherid ? its.names.now(fields.publisherid, its.form.parties)?.draft?.key : undefined)).filter(Boolean);
    const key = [...waiting, ...publishers].find((one) => !seen.has(one));
    if (!key) break;
    seen.add(key);
    const draft = drafts.get(key);
    if (!draft) continue;
    const file = fileOf(draft, its);
    files.push(file);
    waiting.push(...file.needs);
    take(file);
  }
  const all = [...sources.values()];
  return { files, sources: all, entries: all.map(entry).join("\n") };
};
