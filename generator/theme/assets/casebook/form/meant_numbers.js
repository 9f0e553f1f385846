/* Numbers as people type them, and as they are written down: the most frequent of the forms that records/advice_numbers.py reads, by its tables.
   Words in Han characters are escaped: hundred to a hundred million, and more, which stand between a number and what it counts; to. */

const GROUP = "[ '\\u2019_]";
const FORMS = [
  [/^[0-9]+(?:\.[0-9]+)?$/, (text) => text, true],
  [new RegExp(`^[0-9]{1,3}(?:${GROUP}[0-9]{3})+(?:[.,][0-9]+)?$`), (text) => text.replace(new RegExp(GROUP, "g"), "").replace(",", "."), true],
  [new RegExp(`^[0-9]{1,4}(?:${GROUP}[0-9]{4})+$`), (text) => text.replace(new RegExp(GROUP, "g"), ""), true],
  [/^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$/, (text) => text.replaceAll(",", ""), false],
  [/^[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?$/, (text) => text.replaceAll(",", ""), true],
  [/^[0-9]{1,3}(?:\.[0-9]{3}){2,}$/, (text) => text.replaceAll(".", ""), true],
  [/^[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$/, (text) => text.replaceAll(".", "").replace(",", "."), true],
  [/^[0-9]+,[0-9]+$/, (text) => text.replace(",", "."), true],
];
const DIGITS = /^[-+]?[0-9][0-9.,'\u2019_ ]*/;
/* As many digits as nobody types by mistake. */
const MOST = 15;

const isLetter = (sign = "") => /\p{L}/u.test(sign), isAscii = (text) => /^[\u0000-\u007f]*$/.test(text);
/* A text without what only looks different: full-width signs, spaces of all kinds, the quotes around it. */
export const plainly = (text) => text.normalize("NFKC").replace(/\s+/gu, " ").trim().replace(/^["'\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f]+|["'\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f]+$/g, "").trim();

/* Digits with the point moved: no arithmetic that rounds. */
const shifted = (digits, power) => {
  const [whole, part = ""] = digits.split("."), all = whole + part.padEnd(power, "0"), at = whole.length + power;
  const left = all.slice(0, at).replace(/^0+(?=\d)/, ""), right = all.slice(at).replace(/0+$/, "");
  return right ? `${left}.${right}` : left;
};
/* A fraction of zeros says nothing of a number. */
const trimmed = (digits) => (/^[0-9]+\.0+$/.test(digits) ? digits.split(".")[0] : digits);

const digitsIn = (given) => {
  const text = given.replace(/[.,]+$/, ""), body = text.replace(/^[-+]/, "");
  const found = FORMS.find(([form]) => form.test(body));
  if (!found) return null;
  const isOnly = found[2] || body.endsWith("000") || (body.match(/[,.]/g) ?? []).length > 1, digits = trimmed(found[1](body));
  return digits.length <= MOST ? { digits, sign: text.startsWith("-") ? "-" : "", isSafe: isOnly } : null;
};

const boundOf = (text, { before }) => {
  const lower = text.toLowerCase();
  for (const [word, bound, isLeast] of before) {
    const rest = text.slice(word.length).replace(/^[. ]+/, "");
    if (lower.startsWith(word) && rest && !(isLetter(word.at(-1)) && isAscii(word) && isLetter(text[word.length]))) return { bound, rest, isLeast };
  }
  return { bound: "", rest: text, isLeast: false };
};

const unitBefore = (text, { units, signs, called }) => {
  const found = /^(?:(US|HK)\$|([A-Z]{3}) ?(?=[0-9]))\s*/.exec(text);
  if (found) { const name = found[0].trim(); return { unit: called[name.toLowerCase()] ?? name, rest: text.slice(found[0].length), isCertain: true }; }
  if (text[0] in signs) return { unit: signs[text[0]], rest: text.slice(1).trimStart(), isCertain: false };
  if (text[0] in units && !"%\u2030".includes(text[0])) return { unit: units[text[0]], rest: text.slice(1).trimStart(), isCertain: true };
  return { unit: "", rest: text, isCertain: true };
};

/* What a text with one number says, as { value, unit, bound, isSafe }; null where this cannot tell. */
const single = (text, tables) => {
  const first = boundOf(text, tables), before = unitBefore(first.rest, tables);
  const plus = [before.rest, first.rest].map((rest) => tables.grown.find((word) => rest.toLowerCase().startsWith(word)) ?? "").find(Boolean);
  if (first.isLeast || plus) {
    /* What the number itself does not say is said in words. */
    const rest = single(plus ? first.rest.slice(plus.length).trim() : first.rest, tables);
    return rest?.value ? { word: plus ? "p_plus" : "p_least", values: { one: rest.value } } : null;
  }
  const found = DIGITS.exec(before.rest), read = found && digitsIn(found[0].trim());
  if (!read) return null;
  let rest = before.rest.slice(found[0].length).trim(), value = read.digits, isSafe = read.isSafe && before.isCertain, { unit } = before, { bound } = first;
  const power = tables.magnitudes.find(([word]) => rest.toLowerCase().startsWith(word) && !(isAscii(word) && isLetter(rest[word.length])));
  if (power) {
    value = shifted(value, power[1]);
    isSafe = isSafe && power[2];
    rest = rest.slice(power[0].length).replace(/^[. ]+/, "");
  }
  const after = tables.after.find(([word]) => rest.toLowerCase().endsWith(word));
  if (after) { bound ||= after[1]; rest = rest.slice(0, -after[0].length).trim(); }
  if (rest) {
    const known = tables.units[rest] ?? tables.units[rest.toLowerCase()] ?? "";
    const other = known || (tables.called[rest.toLowerCase()] ?? tables.signs[rest] ?? "");
    /* What is counted says the measure, as a rule. */
    if (!other && !/^\p{L}+(?: \p{L}+){0,2}$/u.test(rest)) return null;
    isSafe = isSafe && Boolean(known);
    unit ||= other;
  }
  if (value.replace(".", "").length > MOST || (read.sign && ["more-than", "less-than", "up-to"].includes(bound))) return null;
  return { value: read.sign + value, unit, bound: bound === "exact" ? "" : bound, isSafe };
};

/* What a text that is no number may mean: { value, to, unit, bound, isSafe }, where `to` is the second number of a range; or { word, values }, where
   nobody can tell; null where nothing is known. */
export const readNumber = (given, tables) => {
  const typed = plainly(given), text = (tables.words[typed.toLowerCase()] ?? typed).replaceAll("\u2212", "-").replace(/(?<=[0-9\u767e\u5343\u4e07\u4ebf])([\u591a\u4f59])(.+)/u, "$2$1");
  if (/^-?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(text)) return { word: "p_three", values: { one: text.replace(".", ""), other: text } };
  const read = single(text, tables);
  if (read) return read;
  const parts = new RegExp(`^(.*?[0-9][^${tables.dashes}~]*?)(?: ?[${tables.dashes}~] ?| ?- ?| to | ?[\u81f3\u5230] ?)([^${tables.dashes}].*)$`, "iu").exec(text.replace(/^(?:from|between) +/i, ""));
  if (!parts) return null;
  const high = single(parts[2].trim(), tables), tail = /[0-9](?=[^0-9]*$)/.exec(parts[2]), behind = tail ? parts[2].slice(tail.index + 1).trim() : "", own = parts[1].trim();
  const low = (/[0-9]$/.test(own) && behind && single(`${own} ${behind}`, tables)) || single(own, tables);
  if (!low?.value || !high?.value || Number(low.value) >= Number(high.value)) return null;
  return { value: low.value, to: high.value, unit: high.unit || low.unit, bound: low.bound === "about" ? "about" : "", isSafe: low.isSafe && high.isSafe && !low.bound && !high.bound };
};
