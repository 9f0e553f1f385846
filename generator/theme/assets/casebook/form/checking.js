/* What is wrong with a record while it is written: the rules of its JSON Schema, and those that people meet most often. Whoever receives the file
   checks it again, by all rules; nothing here is stricter than they are. */

import { rowsOf } from "./citing.js";
import { plain } from "./dom.js";
import { moment } from "./dates.js";
import { figureIn } from "./figures.js";
import { ADDRESS, NUMBER, meant, refused, sentence } from "./meant.js";
import { wanting } from "./rules.js";
import { wordsIn } from "./words_in.js";

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb]/;
const HOST = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+[\p{L}][\p{L}\p{N}_-]{1,62}$/u;
const MENTION = /\[\[([^[\]|\r\n]+)(?:\|[^[\]|\r\n]+)?\]\]|\[@([^[\]]+)\]|\[##?([^[\]\s]+)\]/g;
const CODE = /^(```+|~~~+)[^\n]*\n[^]*?(?:^\1[^\n]*$|(?![^]))|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^])+?(?<!`)\2(?!`)|\\[[\]`\\]/gm;
/* All that is wrong, as { route, text, isWarning } in the order of the fields; with the `draft` that a record waits for, and what it `takes` instead. */
export const problemsOf = (value, kind, its) => {
  const found = [], { say, form, names } = its, uses = { cited: new Set(), named: new Set() };
  const add = (route, word, values = {}, isWarning = false, draft = null) => found.push({ route, text: say(word, values), isWarning, draft });

  const number = (text, route) => {
    const isNumber = NUMBER.test(text);
    /* Of one with three digits behind its point a doubt remains. */
    if (!isNumber || meant("number", text, form)) found.push({ route, ...refused("number", text, its, say("p_number")), isWarning: isNumber });
    return isNumber;
  };
  const amount = (given, route) => {
    if (typeof given !== "object") { number(given, route); return; }
    const [low, high] = [given.from ?? "", given.to ?? ""];
    if (low === "" || high === "") add(route, "p_range_half");
    else if (number(low, route) && number(high, route) && Number(low) >= Number(high)) add(route, "p_range_order");
  };
  const record = (id, route, kinds) => {
    uses.named.add(id);
    const found = names.now(id, kinds);
    if (found?.draft) { add(route, "p_own_draft", { name: found.row[1] }, true, found.draft); return; }
    if (found !== null) return;
    const other = names.now(id), called = [...names.kinds.values()].filter(({ name }) => !kinds?.length || kinds.includes(name)).map(({ noun }) => noun).join(say("or"));
    if (other) add(route, "p_other_kind", { id, kind: names.kinds.get(other.kind).noun, wanted: called });
    else if (form.former.includes(id)) add(route, "p_former", { id });
    else add(route, "p_no_record", { id, wanted: called });
  };
  const source = (key, route) => { uses.cited.add(key); if (names.sourceNow(key) === false) add(route, "p_no_source", { key }); };
  const cited = (given, route) => rowsOf(given).forEach(({ source: key, locator, quote }) => {
    if (!key) add(route, "p_no_key");
    else if (/[\s[\]]/.test(key)) add(route, "p_no_source", { key });
    else source(key, route);
    if (/[[\]]/.test(locator)) add(route, "p_locator");
    const count = wordsIn(quote);
    if (count > form.limits.quote) add(route, "p_quote", { count, most: form.limits.quote });
  });
  const prose = (text, route, field) => {
    const open = text.replace(CODE, (all) => all.replace(/[^\n]/g, "\0"));
    for (const [all, id, keys, name] of open.matchAll(MENTION)) {
      if (id) record(id.trim(), route, []);
      else if (keys) keys.split(";").map((part) => part.trim().split(",")[0].trim().replace(/^@/, "")).forEach((key) => (key && !/\s/.test(key) ? source(key, route) : add(route, "p_cite", { text: all })));
      else if (!name.includes("/") && !(value.claims ?? []).some((claim) => claim?.id === name)) add(route, "p_no_claim", { id: name });
      else if (name.includes("/")) record(name.split("/")[0], route, []);
    }
    const figure = field.factual && route[0] !== "claims" ? figureIn(open) : "";
    if (figure) add(route, "p_uncited", { figure }, true);
  };
  const line = (text, route, field) => {
    if (field.longest && [...text].length > field.longest) add(route, "p_long", { most: field.longest });
    if (/\n/.test(text) && field.type === "line") add(route, "p_one_line");
    if (field.pattern && field.type === "line" && !/\n/.test(text) && !new RegExp(field.pattern, "u").test(text)) add(route, "p_pattern", { example: field.example ?? "" });
  };

  const single = (given, field, route) => {
    if (typeof given === "string" && HIDDEN.test(given)) add(route, "p_hidden");
    switch (field.type) {
      case "date": { const wrong = moment(given); if (wrong) found.push({ route, ...refused("date", given, its, say(wrong.word, wrong.values)) }); break; }
      case "number": number(given, route); break;
      case "amount": amount(given, route); break;
      case "url": if (!ADDRESS.test(given)) found.push({ route, ...refused("url", given, its, say("p_url")) }); break;
      case "host": if (!HOST.test(given)) add(route, "p_host"); break;
      case "id": if (!new RegExp(form.id.pattern, "u").test(given)) found.push({ route, ...refused("id", given, its, say("p_id")) }); line(given, route, field); break;
      case "term": if (!(form.vocabularies[field.vocabulary] ?? [[given]]).some(([word]) => word === given)) add(route, "p_term", { word: given }); break;
      case "choice": if (!field.words.some(([word]) => word === given)) add(route, "p_term", { word: given }); break;
      case "record": record(given, route, field.kinds); break;
      case "cite": cited(given, route); break;
      case "part": part(given, form.parts[field.part], route, field); break;
      case "text": case "prose": prose(given, route, field); line(given, route, field); break;
      default: line(given, route, field);
    }
  };
  const each = (fields, own, route) => fields.forEach((field) => {
    const given = own[field.name], here = [...route, field.name];
    if (given === undefined || given === "" || (Array.isArray(given) && !given.length)) {
      if (field.required) add(here, "p_required", { field: field.label });
      return;
    }
    if (field.many) [given].flat().forEach((one, place) => (one === "" || one === undefined ? add([...here, place], "p_empty") : single(one, field, [...here, place])));
    else single(given, field, here);
  });
  const part = (own, fields, route, field) => {
    if (typeof own !== "object") { add(route, "p_required", { field: field.label }); return; }
    each(fields, own, route);
    if (field.part !== "Claim") return;
    if (own.statement === undefined && (own.measure === undefined || own.value === undefined)) {
      const missing = own.measure === undefined && own.value === undefined ? ["measure", "value"] : own.measure === undefined ? ["measure"] : ["value"];
      missing.forEach((name) => add([...route, name], name === "measure" ? "p_measure" : "p_value"));
    }
    if (!rowsOf(own.cite).length) add([...route, "cite"], "p_no_cite");
    if (typeof own.value === "object" && own.bound && !form.limits.range_bounds.includes(own.bound)) add([...route, "bound"], "p_bound");
    if (own.rank && own.rank !== "normal" && !own.why) add([...route, "why"], "p_why");
    const [wanted] = form.measures[own.measure] ?? [], dimension = (unit) => form.dimensions[unit] ?? (/^[A-Z]{3}$/.test(unit) ? form.dimensions[""] : "");
    if (own.unit && wanted && dimension(own.unit) !== dimension(wanted)) {
      const said = say(dimension(wanted) ? "p_unit" : "p_counts", { unit: own.unit, measure: own.measure, dimension: dimension(wanted) || dimension(own.unit) });
      found.push({ route: [...route, "unit"], text: `${sentence(said)}: ${say("p_unit_help", { id: own.measure, unit: wanted })}.` });
    }
    const first = (value.claims ?? []).findIndex((claim) => claim?.id && claim.id === own.id);
    if (own.id && first >= 0 && first !== route.at(-1)) add([...route, "id"], "p_twice", { id: own.id });
  };

  each(kind.fields, value, []);
  /* What is missing is not found too short as well. */
  const isMissing = ({ route }) => found.some((one) => !one.isWarning && one.route.join("/") === route.join("/"));
  found.push(...wanting(value, kind, its, uses).filter((one) => !isMissing(one)));
  /* Somebody may have written it already. */
  const called = plain(value[kind.called] ?? ""), twin = called && !its.isEdit && [...(names.known.get(kind.name)?.values() ?? [])].find((row) => row.slice(1).some((other) => plain(other) === called));
  if (twin) add([kind.called], "p_similar", { name: twin[1], id: twin[0] }, true);
  return found;
};

/* What is wrong with a record's own id. */
export const problemOfId = (id, its) => {
  if (!id) return its.say("p_required", { field: its.say("id") });
  if (!new RegExp(its.form.id.pattern, "u").test(id) || id.length > its.form.id.longest) return its.say("p_id");
  if (/^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/.test(id)) return its.say("p_device");
  const there = its.names.now(id);
  if ((there && !there.draft) || its.form.former.includes(id)) return its.say("p_taken", { id });
  return "";
};
