/* Single texts as YAML: without quotes where every reader takes them for the same text, with quotes where one would not; see reading/yaml_scalars.py.
   A reader of YAML 1.1 takes `no` for false, `012` for ten and `1:20` for eighty, one of YAML 1.2 takes `1e5` for a number. */

/* What is no text to readers of YAML 1.1, as PyYAML has it, or to those of 1.2 (the core schema). */
const OTHERS = [
  /^(?:~|null|Null|NULL|<<|=|[yYnN]|[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/,
  /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/,
  /^[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?$/,
];
const START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}]))/u;
/* Line ends and what cannot be seen. */
const UNSEEN = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff";
const ENDS_IT = new RegExp(`:(?:\\s|$)|\\s#|[${UNSEEN}]`, "u");
const IN_FLOW = /[,[\]{}?]|:(?=["'])/;
const ESCAPES = { "\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
const ESCAPED = new RegExp(`["\\\\${UNSEEN}]`, "gu");

const escaped = (sign) => {
  if (ESCAPES[sign]) return ESCAPES[sign];
  const hex = sign.codePointAt(0).toString(16);
  return hex.length < 3 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
};

/* Whether a text may stand without quotes, in a list or mapping on one line (`isInFlow`) or by itself. */
export const isPlain = (text, isInFlow = false) =>
  START.test(text) && text === text.trim() && !ENDS_IT.test(text) && !(isInFlow && IN_FLOW.test(text)) && !/^(?:---|\.\.\.)/.test(text) && !OTHERS.some((pattern) => pattern.test(text));

/* A text on one line: plain where that can be, else in double quotes, or in single ones where it holds double ones. */
export const scalar = (given, isInFlow = false) => {
  /* Halves of characters are none. */
  const text = given.toWellFormed ? given.toWellFormed() : given;
  if (isPlain(text, isInFlow)) return text;
  if (/["\\]/.test(text) && !new RegExp(`[${UNSEEN}]`, "u").test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(ESCAPED, escaped)}"`;
};

/* Whether a text can stand in lines of its own behind `|`, as it is. */
export const isBlock = (text) => text !== "" && text === text.trim() && !/\n[^\S\n]+(?=\n)/.test(text) && !new RegExp(`[${UNSEEN}]`, "u").test(text.replaceAll("\n", ""));

/* A text without line ends in lines of at most so many characters, cut at single spaces; null where it has others. */
export const folded = (text, width) => {
  if (text === "" || text !== text.trim() || /\s\s|[^\S ]/.test(text) || new RegExp(`[${UNSEEN}]`, "u").test(text)) return null;
  const lines = [];
  let line = "";
  text.split(" ").forEach((word) => {
    if (line && line.length + 1 + word.length > width) { lines.push(line); line = word; } else line = line ? `${line} ${word}` : word;
  });
  return [...lines, line];
};
