/* Reading a record's file: the part of YAML that people write records in, with the place of everything, so that a change can leave the rest as it is.
   What is beyond it (anchors, tags, several documents) is refused with its line, never guessed. */

export class Unreadable extends Error {}

const KEY = /(?:([A-Za-z0-9_.][A-Za-z0-9_.-]*)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)')[ ]*:(?=[ \t\n]|$)/y;
const DASH = /-(?=[ \t\n]|$)/y;
const SIMPLE = { 0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" };

/* Lines of a quoted text as one: a line end is a space, empty lines are line ends. */
const unfolded = (raw) => raw.replace(/[ \t]*\n((?:[ \t]*\n)*)[ \t]*/g, (_all, empty) => "\n".repeat(empty.split("\n").length - 1) || " ");
const unescaped = (raw) => {
  const joined = raw.replace(/\\\n[ \t]*/g, "\\&");
  return unfolded(joined).replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (all, sign) => {
    if (sign === "&") return "";
    if (sign.length > 1) return String.fromCodePoint(parseInt(sign.slice(1), 16));
    if (!(sign in SIMPLE)) throw new Unreadable(all);
    return SIMPLE[sign];
  });
};

class Reader {
  constructor(text) { this.text = text; this.at = 0; }

  fail(what = "") { throw new Unreadable(`${this.text.slice(0, this.at).split("\n").length}${what && `: ${what}`}`); }

  test(pattern) { pattern.lastIndex = this.at; return pattern.exec(this.text); }

  get column() { return this.at - (this.text.lastIndexOf("\n", this.at - 1) + 1); }

  /* To the next sign that is no space, line end or comment. */
  skip() {
    for (;;) {
      const found = this.test(/[ \n]*/y);
      this.at += found[0].length;
      const isStart = this.at === 0 || /[ \t\n]/.test(this.text[this.at - 1]);
      if (this.text[this.at] === "#" && isStart) { this.at += this.test(/[^\n]*/y)[0].length; continue; }
      if (this.column === 0 && this.test(/---[ \t]*(?:#[^\n]*)?(?:\n|$)/y) && !this.begun) { this.at += 3; this.begun = true; continue; }
      if (this.text[this.at] === "\t") this.fail();
      return;
    }
  }

  isAtEnd() { return this.at >= this.text.length; }

  null() { return { kind: "scalar", value: null, style: "plain", start: this.at, end: this.at }; }

  block(column) {
    if (this.test(DASH)) return this.sequence(column);
    if (this.test(KEY)) return this.mapping(column);
    return this.single(column - 1);
  }

  mapping(column) {
    this.begun = true;
    const node = { kind: "map", isFlow: false, column, items: [], start: this.at };
    for (;;) {
      const found = this.test(KEY);
      if (!found) this.fail();
      const key = found[1] ?? (found[2] !== undefined ? unescaped(found[2]) : found[3].replaceAll("''", "'"));
      if (node.items.some((item) => item.key === key)) this.fail(key);
      const start = this.at;
      this.at += found[0].length;
      const value = this.value(column, true);
      node.items.push({ key, start, end: value.end, value });
      node.end = value.end;
      this.at = value.end;
      this.skip();
      if (this.isAtEnd() || this.column < column) return node;
      if (this.column > column) this.fail();
    }
  }

  sequence(column) {
    const node = { kind: "list", isFlow: false, column, items: [], start: this.at };
    for (;;) {
      const start = this.at;
      this.at += 1;
      const inline = this.test(/[ ]+(?=[^ \t\n#])/y);
      let value;
      if (inline) {
        this.at += inline[0].length;
        value = this.test(KEY) || this.test(DASH) ? this.block(this.column) : this.single(column);
      } else value = this.value(column, false);
      node.items.push({ start, end: value.end, value });
      node.end = value.end;
      this.at = value.end;
      this.skip();
      if (this.isAtEnd() || this.column < column) return node;
      if (this.column > column) this.fail();
      if (!this.test(DASH)) return node;
    }
  }

  /* What stands behind a key or a dash. */
  value(column, isOfKey) {
    const nothing = this.null();
    const rest = this.test(/[ ]*(?=[^ \t\n#])/y);
    if (rest) { this.at += rest[0].length; return this.single(column); }
    if (!this.test(/[ \t]*(?:[ \t]#[^\n]*)?(?:\n|$)/y)) this.fail();
    this.skip();
    if (this.isAtEnd() || this.column < column || (this.column === column && !(isOfKey && this.test(DASH)))) return nothing;
    return this.block(this.column);
  }

  /* A value that begins here, in a block whose lines begin at `column`. */
  single(column) {
    const sign = this.text[this.at];
    if (sign === "|" || sign === ">") return this.literal(column);
    if ("&*!%@`".includes(sign)) this.fail(sign);
    const node = "[{".includes(sign) ? this.flow() : "\"'".includes(sign) ? this.quoted() : this.plain(column);
    if (!this.test(/[ \t]*(?:[ \t]#[^\n]*)?(?:\n|$)/y)) this.fail();
    return node;
  }

  quoted() {
    const start = this.at, isDouble = this.text[start] === '"';
    const found = this.test(isDouble ? /"((?:[^"\\]|\\[^])*)"/y : /'((?:[^']|'')*)'/y);
    if (!found) this.fail();
    this.at += found[0].length;
    const value = isDouble ? unescaped(found[1]) : unfolded(found[1]).replaceAll("''", "'");
    return { kind: "scalar", value, style: isDouble ? "double" : "single", start, end: this.at };
  }

  plain(column) {
    const start = this.at, line = /(?:[^ \t\n#:]|:(?=[^ \t\n])|(?<=[^ \t\n])#|[ \t]+(?=[^ \t\n#]))+/y;
    const first = this.test(line);
    if (!first || /^[-?:](?:[ \t\n]|$)|^[,\]}]/.test(first[0])) this.fail();
    let value = first[0];
    this.at += value.length;
    for (;;) {
      const more = this.test(/[ \t]*\n((?:[ \t]*\n)*)([ ]*)(?=[^ \t\n#])/y);
      if (!more || more[2].length <= column) break;
      const before = this.at;
      this.at += more[0].length;
      const next = this.test(line);
      if (!next || this.column === 0) { this.at = before; break; }
      value += ("\n".repeat(more[1].split("\n").length - 1) || " ") + next[0];
      this.at += next[0].length;
    }
    return { kind: "scalar", value: /^(?:~|null|Null|NULL)$/.test(value) ? null : value, style: "plain", start, end: this.at };
  }

  literal(column) {
    const start = this.at, head = this.test(/([|>])([+-]?)([1-9]?)([+-]?)[ \t]*(?:[ \t]#[^\n]*)?(?:\n|$)/y);
    if (!head) this.fail();
    this.at += head[0].length;
    const keep = head[2] || head[4], lines = [];
    let width = head[3] ? Math.max(column, 0) + Number(head[3]) : 0, end = this.at - 1;
    while (!this.isAtEnd()) {
      const line = this.test(/[^\n]*/y)[0], indent = /^ */.exec(line)[0].length, isEmpty = /^ *$/.test(line);
      if (!width && !isEmpty) { if (indent <= column) break; width = indent; }
      if (!isEmpty && indent < width) break;
      lines.push(line.slice(width || line.length));
      this.at += line.length + 1;
      if (!isEmpty) end = this.at - 1;
    }
    let last = lines.length;
    while (last && lines[last - 1] === "") last -= 1;
    const body = lines.slice(0, last), trailing = lines.length - last;
    let text = body.join("\n");
    if (head[1] === ">") {
      /* A line end between two plain lines is a space; empty lines are line ends; what is indented further keeps its own. */
      const isOwn = (line) => /^[ \t]/.test(line);
      text = "";
      for (let place = 0, empty = 0; place < body.length; place += 1) {
        const line = body[place];
        if (line === "" ) { empty += 1; continue; }
        const previous = body.slice(0, place).filter((other) => other !== "").at(-1);
        if (previous === undefined) text = "\n".repeat(empty) + line;
        else if (isOwn(line) || isOwn(previous)) text += "\n".repeat(empty + 1) + line;
        else text += (empty ? "\n".repeat(empty) : " ") + line;
        empty = 0;
      }
    }
    const value = keep === "-" || (!body.length && keep !== "+") ? text : keep === "+" ? `${text}${"\n".repeat(trailing + (body.length ? 1 : 0))}` : `${text}\n`;
    this.at = Math.min(this.at, this.text.length);
    return { kind: "scalar", value, style: head[1], start, end: Math.min(Math.max(end, start + 1), this.text.length) };
  }

  flow() {
    const start = this.at, isMap = this.text[start] === "{", close = isMap ? "}" : "]";
    const node = { kind: isMap ? "map" : "list", isFlow: true, items: [], start };
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.isAtEnd()) this.fail();
      if (this.text[this.at] === close) { this.at += 1; node.end = this.at; return node; }
      const from = this.at;
      if (isMap) {
        const found = this.test(KEY);
        if (!found) this.fail();
        const key = found[1] ?? found[2] ?? found[3];
        this.at += found[0].length;
        this.skip();
        const value = this.inFlow();
        node.items.push({ key, start: from, end: value.end, value });
      } else {
        const value = this.inFlow();
        node.items.push({ start: from, end: value.end, value });
      }
      this.skip();
      if (this.text[this.at] === ",") this.at += 1;
      else if (this.text[this.at] !== close) this.fail();
    }
  }

  inFlow() {
    const sign = this.text[this.at];
    if ("[{".includes(sign)) return this.flow();
    if ("\"'".includes(sign)) return this.quoted();
    if ("&*!%@`|>".includes(sign)) this.fail(sign);
    const start = this.at, found = this.test(/(?:[^ \t\n,[\]{}#:]|:(?=[^ \t\n,[\]{}])|(?<=[^ \t\n])#|[ \t\n]+(?=[^ \t\n,[\]{}#:]))*/y);
    this.at += found[0].length;
    const value = found[0].replace(/[ \t\n]*\n[ \t\n]*/g, " ");
    return { kind: "scalar", value: value === "" || /^(?:~|null|Null|NULL)$/.test(value) ? null : value, style: "plain", start, end: this.at };
  }
}

/* The mapping that a file is. Raises Unreadable, whose text is a line. */
export const read = (text) => {
  const reader = new Reader(text);
  reader.skip();
  if (!reader.test(KEY) || reader.column !== 0) reader.fail();
  const root = reader.mapping(0);
  if (!reader.isAtEnd()) reader.fail();
  return root;
};

/* What a node says, as plain data: texts, lists and objects; nothing for what is empty. */
export const data = (node) => {
  if (node.kind === "scalar") return node.value === null ? undefined : node.value;
  if (node.kind === "list") return node.items.map((item) => data(item.value));
  return Object.fromEntries(node.items.map((item) => [item.key, data(item.value)]).filter(([, value]) => value !== undefined));
};
