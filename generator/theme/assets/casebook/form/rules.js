/* What a project itself requires of its records: see catalog/required.py. */

import { rowsOf } from "./citing.js";
import { plain } from "./dom.js";
import { sentence } from "./meant.js";
import { wordsIn } from "./words_in.js";

const list = (given) => (given === undefined || given === "" ? [] : [given].flat());

/* A record with all who own it. */
const owners = (id, its) => [id, ...(its.form.owners[id] ?? [])];

/* Whose affair a record is: all that have a part in it and do not look on from outside, with their owners. */
const concerned = (value, kind, its) => {
  const { form, names } = its, isOutside = (vocabulary, role) => form.outside.some(([one, word]) => one === vocabulary && word === role);
  const parts = kind.fields.filter(({ part, many }) => part && many).flatMap(({ name, part }) => {
    const role = form.parts[part].find((field) => field.name === "role");
    return role ? list(value[name]).filter((one) => one?.id && !isOutside(role.vocabulary, one.role)).map(({ id }) => id) : [];
  });
  const own = parts.filter((id) => { const found = names.now(id); return !found || form.parties.includes(found.kind); });
  return new Set([...own, its.state?.id ?? ""].flatMap((id) => owners(id, its)));
};

/* Who publishes a new source: whose record it names, whose host it is on, or who is called so; empty when that is nobody of the catalog. */
export const publisherOf = ({ fields }, its) => {
  const { parties, hosts } = its.form;
  if (fields.publisherid) return fields.publisherid;
  let host = (/^https?:\/\/([^/?#:@]+)/i.exec(fields.url ?? "")?.[1] ?? "").toLowerCase().replace(/^www\./, "");
  for (; host; host = host.split(".").slice(1).join(".")) if (hosts[host]) return hosts[host];
  const called = [fields.publisher, fields.organization, fields.institution, fields.journaltitle].filter(Boolean).map(plain);
  const found = parties.flatMap((kind) => [...(its.names.known.get(kind)?.values() ?? [])]).filter((row) => row.slice(1).some((name) => called.includes(plain(name))));
  return found.length === 1 ? found[0][0] : "";
};

/* Who publishes a source, with their owners; undefined while nobody can know. */
const handsOf = (key, its) => {
  const own = its.names.own().find((source) => source.key === key), id = own ? publisherOf(own, its) : "";
  return own ? (id ? owners(id, its) : []) : its.names.known.get("*")?.get(key)?.[5];
};

const independent = (rule, value, kind, its, { cited }) => {
  const own = concerned(value, kind, its), hands = [...cited].map((key) => [key, handsOf(key, its)]);
  if (hands.some(([, found]) => found === undefined)) return [];
  const others = hands.filter(([, found]) => found.length && !found.some((id) => own.has(id))), unknown = hands.find(([, found]) => !found.length);
  if (others.length >= rule.independent) return [];
  return [{ route: [kind.fields.some(({ name }) => name === "claims") ? "claims" : "cite"], help: unknown ? its.say("w_publisher", { key: unknown[0] }) : its.say("w_independent") }];
};

const links = (rule, kind, its, { named }) => {
  /* Who leads to a record that is there already is not known here. */
  const others = [...named].filter((id) => its.names.now(id)?.kind === kind.name && id !== its.state?.id), at = kind.fields.find(({ group }) => group === "related") ?? kind.fields[0];
  return its.isEdit || others.length >= rule.links ? [] : [{ route: [at.name], help: its.say("w_links") }];
};

const locators = (rule, value) => list(value.claims).flatMap((claim, place) => {
  const wanting = claim?.measure && rowsOf(claim.cite).some(({ source, locator }) => (!rule.cites || source === rule.cites) && !(locator && (rule.locator === "any" || locator.startsWith(rule.locator))));
  return wanting ? [{ route: ["claims", place, "cite"] }] : [];
});

/* The parts of a record that a rule finds wanting, each as its route, and perhaps with what would help. */
const lacking = (rule, value, kind, its, uses) => [
  ...rule.fields.filter((name) => !list(value[name]).length).map((name) => ({ route: [name] })),
  ...Object.entries(rule.count).filter(([name, least]) => list(value[name]).length < least).map(([name]) => ({ route: [name] })),
  ...Object.entries(rule.words).filter(([name, least]) => wordsIn(String(value[name] ?? "")) < least).map(([name]) => ({ route: [name] })),
  ...rule.story.filter((name) => !value.story?.[name]).map((name) => ({ route: ["story", name] })),
  ...(rule.links ? links(rule, kind, its, uses) : []),
  ...(rule.independent ? independent(rule, value, kind, its, uses) : []),
  ...(rule.locator ? locators(rule, value) : []),
];

/* All that is wanting, as { route, text, isWarning, rule }; of a rule that finds several things wanting, each. `uses` are the sources that a record
   cites and the records that it names. */
export const wanting = (value, kind, its, uses) =>
  kind.rules
    .filter((rule) => Object.entries(rule.where).every(([name, wanted]) => list(value[name]).map((one) => String(one?.id ?? one)).includes(wanted)))
    .filter((rule) => (rule.drafts || value.status !== "draft") && !rule.not_for.includes(its.isEdit ? its.state.id : "") && (!rule.cites || uses.cited.has(rule.cites)))
    .flatMap((rule) => lacking(rule, value, kind, its, uses).map(({ route, help }) => ({ route, text: [rule.text, help ? `${sentence(help)}.` : ""].filter(Boolean).join(" "), isWarning: rule.isWarning, rule: rule.id })));
