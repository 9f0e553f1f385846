/* Writing a record's file in the common layout, which contributing/fmt_yaml.py has, or changing in one that is there only what has changed. */

import { data, read } from "./reading.js";
import { folded, isBlock, scalar } from "./scalars.js";

const WIDTH = 150, STEP = "  ";
/* Types whose values are no texts to a reader of YAML. */
const BARE = { date: /^[0-9~./-]+$/, number: /^-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/i, boolean: /^(?:true|false)$/ };
const SHORT = new Set(["id", "record", "term", "choice"]);

const isNothing = (value) => value === undefined || value === null || value === "" || (typeof value === "object" && !Object.values(value).some((part) => !isNothing(part)));

/* The same without what says nothing, and texts without the blanks around them. */
export const tidied = (value) => {
  if (Array.isArray(value)) return value.map(tidied).filter((part) => !isNothing(part));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tidied(part)]).filter(([, part]) => !isNothing(part)));
  return typeof value === "string" ? value.trim() : value;
};
/* Whether two values say the same: one of a list that may be written without it is that list, and the order of fields says nothing. */
export const isSame = (one, other) => {
  if (typeof one !== "object" && typeof other !== "object") return (one ?? "") === (other ?? "");
  if (Array.isArray(one) || Array.isArray(other)) {
    const [a, b] = [one, other].map((value) => (Array.isArray(value) ? value : isNothing(value) ? [] : [value]));
    return a.length === b.length && a.every((part, place) => isSame(part, b[place]));
  }
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].every((name) => isSame(one?.[name], other?.[name]));
};

export const writer = (parts) => {
  const fieldsOf = (field) => parts[field.part] ?? [];
  const fieldIn = (fields, name) => fields.find((field) => field.name === name) ?? { name, type: "line" };
  const isOnLine = (field) => field.type !== "part" || fieldsOf(field).every(({ type, many }) => SHORT.has(type) && !many);

  /* A value on one line. */
  const inLine = (value, field, isInFlow = false) => {
    if (Array.isArray(value)) return `[${value.map((part) => inLine(part, { ...field, many: false }, true)).join(", ")}]`;
    if (typeof value === "object") {
      const fields = field.type === "amount" ? [] : fieldsOf(field);
      return `{${ordered(value, fields).map(([name, part]) => `${name}: ${inLine(part, field.type === "amount" ? { type: "number" } : fieldIn(fields, name), true)}`).join(", ")}}`;
    }
    return (BARE[field.type] ?? (field.type === "amount" ? BARE.number : null))?.test(value) ? value : scalar(value, isInFlow);
  };

  const indented = (text, indent) => text.split("\n").map((line) => (line ? indent + line : line)).join("\n");

  /* A field with its value, without the indentation of its first line. */
  const entry = (name, value, field, indent) => {
    if (field.many && Array.isArray(value)) {
      const line = field.type === "part" || field.type === "text" ? null : `${name}: ${inLine(value, field)}`;
      if (line !== null && indent.length + line.length <= WIDTH) return line;
      return `${name}:\n${value.map((part) => `${indent}${STEP}- ${item(part, { ...field, many: false }, `${indent}${STEP}`)}`).join("\n")}`;
    }
    if (field.type === "part" && typeof value === "object") return `${name}:\n${indent}${STEP}${mapping(value, fieldsOf(field), `${indent}${STEP}`)}`;
    if (typeof value === "object" && indent.length + name.length + 2 + inLine(value, field).length > WIDTH) {
      const rows = Array.isArray(value) ? value.map((part) => `- ${item(part, field, `${indent}${STEP}`)}`) : [mapping(value, [], `${indent}${STEP}`)];
      return `${name}:\n${rows.map((part) => `${indent}${STEP}${part}`).join("\n")}`;
    }
    if (field.type === "prose" && isBlock(value)) return `${name}: |\n${indented(value, `${indent}${STEP}`)}`;
    const line = `${name}: ${inLine(value, field)}`;
    if (field.type === "text" && indent.length + line.length > WIDTH) {
      const lines = folded(value, WIDTH - indent.length - STEP.length);
      if (lines?.length > 1) return `${name}: >-\n${lines.map((part) => `${indent}${STEP}${part}`).join("\n")}`;
    }
    return line;
  };
  /* One of a list, behind its dash, which stands at `indent`. */
  const item = (value, field, indent) => {
    if (typeof value !== "object") return inLine(value, field);
    const line = isOnLine(field) ? inLine(value, field) : "";
    return line && indent.length + 2 + line.length <= WIDTH ? line : mapping(value, fieldsOf(field), `${indent}${STEP}`);
  };
  const ordered = (value, fields) => {
    const places = new Map(fields.map(({ name }, place) => [name, place]));
    return Object.entries(value).sort(([a], [b]) => (places.get(a) ?? places.size) - (places.get(b) ?? places.size));
  };
  const mapping = (value, fields, indent) => ordered(value, fields).map(([name, part]) => entry(name, part, fieldIn(fields, name), indent)).join(`\n${indent}`);

  /* --- changing what is there --- */

  /* What stands before an entry: empty lines and comments, and the end of the line before it. */
  const between = (text, from, to) => {
    const all = text.slice(from, to), end = all.indexOf("\n");
    return end < 0 ? { tail: "", lines: [] } : { tail: all.slice(0, end), lines: all.slice(end + 1).split("\n").slice(0, -1) };
  };
  /* The entries of a block with what stands between them; each has its text, and the comment behind it on its last line. */
  const pieces = (text, node) => {
    const found = node.items.map((entry) => ({ entry, lines: [], tail: "" }));
    found.forEach((piece, place) => {
      if (!place) return;
      const { tail, lines } = between(text, node.items[place - 1].end, piece.entry.start);
      found[place - 1].tail = tail;
      piece.lines = lines;
    });
    return found;
  };
  const joined = (found, indent) => found.map(({ lines, body, tail }, place) => {
    const above = place || !lines.length ? lines : [];
    return `${place ? "\n" : ""}${above.map((line) => `${line}\n`).join("")}${place ? indent : ""}${body}${tail}`;
  }).join("");

  const changedMapping = (text, node, value, fields, indent) => {
    const found = pieces(text, node), places = new Map(fields.map(({ name }, place) => [name, place]));
    const kept = [];
    let carried = [];
    found.forEach((piece) => {
      const { key } = piece.entry, wanted = value[key], had = tidied(data(piece.entry.value)), whole = text.slice(piece.entry.start, piece.entry.end);
      const lines = [...carried, ...piece.lines];
      carried = [];
      if (isSame(had, wanted)) kept.push({ ...piece, lines, key, body: whole });
      else if (isNothing(wanted)) carried = lines;
      else {
        const body = changedEntry(text, piece.entry, wanted, fieldIn(fields, key), indent);
        kept.push({ ...piece, lines, key, body, tail: body.includes("\n") && !whole.includes("\n") ? "" : piece.tail });
      }
    });
    ordered(value, fields).filter(([name, part]) => !isNothing(part) && !kept.some(({ key }) => key === name)).forEach(([name, part]) => {
      const own = places.get(name) ?? places.size;
      const before = kept.map(({ key }) => (places.get(key) ?? -1) < own).lastIndexOf(true);
      kept.splice(before + 1, 0, { key: name, lines: [], tail: "", body: entry(name, part, fieldIn(fields, name), indent) });
    });
    if (kept.length && kept[0].lines.length) kept[0] = { ...kept[0], body: kept[0].body, lines: [], above: kept[0].lines };
    return { body: joined(kept, indent), above: [...(kept[0]?.above ?? []), ...(kept.length ? [] : carried)], below: kept.length ? carried : [] };
  };

  const changedEntry = (text, own, value, field, indent) => {
    const { value: node } = own, head = text.slice(own.start, node.start);
    if (!node.isFlow && node.kind === "map" && field.type === "part" && !Array.isArray(value)) {
      const inner = " ".repeat(node.column), changed = changedMapping(text, node, value, fieldsOf(field), inner);
      return `${head.replace(/[ ]*$/, "")}${changed.above.map((line) => `${line}\n`).join("")}${inner}${changed.body}${changed.below.map((line) => `\n${line}`).join("")}`;
    }
    if (!node.isFlow && node.kind === "list" && Array.isArray(value) && field.many) return `${head}${changedList(text, node, value, field)}`;
    return entry(own.key, value, field, indent);
  };

  const changedList = (text, node, value, field) => {
    const indent = " ".repeat(node.column), found = pieces(text, node), had = found.map(({ entry: own }) => tidied(data(own.value)));
    const taken = new Set(), places = value.map((part) => {
      const place = had.findIndex((old, at) => !taken.has(at) && isSame(old, part));
      if (place >= 0) taken.add(place);
      return place;
    });
    /* What is no longer there as it was has become what has its id, or else stands at its place. */
    value.forEach((part, at) => {
      if (places[at] >= 0) return;
      const name = typeof part === "object" ? ["id"].find((key) => part[key] && !isOnLine(field)) : undefined;
      const place = name ? had.findIndex((old, other) => !taken.has(other) && old?.[name] === part[name]) : !taken.has(at) && at < had.length && had.length === value.length ? at : -1;
      if (place >= 0) { taken.add(place); places[at] = place; }
    });
    const rows = value.map((part, at) => {
      const piece = found[places[at]], single = { ...field, many: false };
      if (!piece) return { lines: [], tail: "", body: `- ${item(part, single, indent)}` };
      const own = piece.entry, whole = text.slice(own.start, own.end);
      if (isSame(had[places[at]], part)) return { ...piece, body: whole };
      const dash = text.slice(own.start, own.value.start);
      if (own.value.kind === "map" && !own.value.isFlow && typeof part === "object" && !dash.includes("\n")) {
        const inner = " ".repeat(own.value.column), changed = changedMapping(text, own.value, part, fieldsOf(field), inner);
        return { ...piece, lines: [...piece.lines, ...changed.above], body: `${dash}${changed.body}${changed.below.map((line) => `\n${line}`).join("")}` };
      }
      return { ...piece, body: `- ${item(part, single, indent)}` };
    });
    const lost = found.filter((_piece, place) => !taken.has(place)).flatMap(({ lines }) => lines).filter((line) => line.trim());
    return joined(rows, indent) + lost.map((line) => `\n${line}`).join("");
  };

  return {
    /* A whole file. */
    whole: (value, fields) => `${mapping(tidied(value), fields, "")}\n`,
    /* A file that is there, with another value: { text, isWhole }; as a whole only where the change cannot be made in its lines. Fields of which
       nothing is known stay. */
    changed: (text, value, fields) => {
      const node = read(text), had = tidied(data(node)), known = new Set(fields.map(({ name }) => name));
      const wanted = { ...tidied(value), ...Object.fromEntries(Object.entries(had).filter(([name]) => !known.has(name))) };
      if (isSame(had, wanted)) return { text, isWhole: false };
      try {
        const made = changedMapping(text, node, wanted, fields, "");
        const head = text.slice(0, node.start) + made.above.map((line) => `${line}\n`).join("");
        const rest = made.below.map((line) => `\n${line}`).join("") + text.slice(node.end);
        const result = head + made.body + (rest.endsWith("\n") ? rest : `${rest}\n`);
        if (isSame(tidied(data(read(result))), wanted)) return { text: result, isWhole: false };
      } catch { /* Then as a whole. */ }
      return { text: `${mapping(wanted, fields, "")}\n`, isWhole: true };
    },
  };
};
