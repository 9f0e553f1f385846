/* Dates as people write them, and as they are written down: the most frequent of the forms that records/advice_dates.py reads. Whatever is proposed
   is a date. Words in Han characters are escaped: year, month, day; about, around; to; since; now. */

import { moment } from "./dates.js";
import { plainly } from "./meant_numbers.js";

const PART = "[ ./\\-]+", MONTH = "(?<month>\\p{L}+)\\.?", DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th|\\.|º|er)?", YEAR = "(?<year>\\d{4})";
const NUMBERED = new RegExp(`^(\\d{1,2})${PART}(\\d{1,2})${PART}(\\d{4})$`), MONTH_FIRST = new RegExp(`^(\\d{1,2})${PART}(\\d{4})$`);
const DIGITS = /^(\d{4})(?:(\d{2})(\d{2})?|[ ./-]+(\d{1,2})(?:[ ./-]+(\d{1,2}))?)$/, SHORT_YEAR = /^\d{1,2}([./-])\d{1,2}\1\d{2}$/;
const FORMS = [
  "(?<year>\\d{4})\\s*\\u5e74\\s*(?:(?<month>\\d{1,2})\\s*\\u6708\\s*(?:(?<day>\\d{1,2})\\s*[\\u65e5\\u53f7]?)?)?",
  `${DAY}[\\s\\-]*(?:of|de|di)?[\\s\\-]*${MONTH}[\\s,\\-]*(?:of|de|di|del)?[\\s\\-]*${YEAR}`,
  `${MONTH}\\s*${DAY}[\\s,]+${YEAR}`,
  `${MONTH}[\\s,\\-]*(?:of|de)?\\s*${YEAR}`,
  `${YEAR}[\\s,\\-]+${MONTH}(?:[\\s\\-]+${DAY})?`,
].map((form) => new RegExp(`^${form}$`, "iu"));
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i;
const ABOUT = /^(?:circa|c\.?a?\.?|around|about|approx(?:\.|imately)?|roughly|~|≈|\u5927?\u7ea6) *(?=.)|(?: *(?:\u5de6\u53f3|\u524d\u540e|~)| (?:or so|approx\.?))$/iu;
const BETWEEN = / ?\/ ?| ?[\u2010-\u2015\u2212~] ?| - | (?:to|until|till|through) | ?[\u81f3\u5230] ?/iu;
const YEARS = /^(\d{4})[ \u2010-\u2015\u2212\-/]+(\d{4}|\d{2})$/, SINCE = /^(?:since|from|as of|starting|\u81ea\u4ece?) *| *(?:onwards?|and later|\u4ee5\u6765|\u8d77)$/iu;
const NOW = /^(?:present|now|today|ongoing|current(?:ly)?|\u81f3?\u4eca\u5929?)$/iu;
const SEASON = /^(?:the )?([a-z]+)(?: of)?[ -]+(?:(?:of|in) +)?(\d{4})$/i;

const isDate = (text) => moment(text) === null;
const two = (text) => String(text).padStart(2, "0");

/* The dates that one date may mean. */
const readings = (given, months) => {
  const text = given.replace(/^[ ,.]+|[ ,.]+$/g, "").replace(WEEKDAY, ""), found = [];
  let parts;
  if ((parts = NUMBERED.exec(text))) found.push(`${parts[3]}-${two(parts[2])}-${two(parts[1])}`, `${parts[3]}-${two(parts[1])}-${two(parts[2])}`);
  else if ((parts = MONTH_FIRST.exec(text))) found.push(`${parts[2]}-${two(parts[1])}`);
  else if ((parts = DIGITS.exec(text))) {
    const [year, month, day] = [parts[1], parts[2] ?? parts[4], parts[3] ?? parts[5]];
    found.push(day ? `${year}-${two(month)}-${two(day)}` : `${year}-${two(month)}`);
  } else if (/^\d{4}$/.test(text)) found.push(text);
  else {
    for (const form of FORMS) {
      const { year, month, day } = form.exec(text)?.groups ?? {};
      const number = /^\d+$/.test(month ?? "") ? Number(month) : months[(month ?? "").toLowerCase()];
      if (year && (number || !month)) { found.push([year, ...(number ? [two(number)] : []), ...(day ? [two(day)] : [])].join("-")); break; }
    }
  }
  return [...new Set(found)].filter(isDate);
};

/* An interval: each end by itself, or the first with what the second says of both, as in 2-5 March 2020. */
const interval = (text, months) => {
  const inner = text.replace(/^(?:from|between) +/i, "").replace(/(?<=\w) and (?=\w)/i, /^between/i.test(text) ? " to " : "$&"), years = YEARS.exec(inner);
  if (years) { const end = years[2].length === 4 ? years[2] : years[1].slice(0, 2) + years[2]; return [`${years[1]}/${end}`].filter(isDate); }
  let parts = inner.split(BETWEEN);
  if (parts.length !== 2) parts = /^\d{1,2}-\d{1,2} \p{L}/u.test(inner) ? inner.split(/-(.+)/).slice(0, 2) : parts;
  if (parts.length !== 2 || !parts.every(Boolean)) return [];
  const ends = readings(parts[1], months);
  const borrowed = (end) => (/^\d{1,2}(?:st|nd|rd|th)?$/.test(parts[0]) && end.length === 10 ? [`${end.slice(0, 8)}${two(parseInt(parts[0], 10))}`] : readings(`${parts[0].trim()} ${end.slice(0, 4)}`, months));
  const starts = readings(parts[0], months), first = starts.length ? starts : ends.flatMap(borrowed);
  return [...new Set(first)].flatMap((start) => ends.map((end) => `${start}/${end}`)).filter(isDate);
};

const choice = (found) => {
  if (found.length === 1) return { value: found[0], isSafe: true };
  return found.length === 2 ? { word: "p_two_ways", values: { one: found[0], other: found[1] } } : null;
};

/* What a text that is no date may mean: { value, isSafe }; or { word, values }, where nobody can tell; null where nothing is known. `today` is
   what that word means to whoever types it. */
export const readDate = (given, { months, seasons }, today = "") => {
  const text = plainly(given);
  if (isDate(text)) return text === given ? null : { value: text, isSafe: true };
  if (NOW.test(text)) return today ? { value: today, isSafe: true } : null;
  const rest = text.replace(ABOUT, "");
  if (rest !== text) { const found = readings(rest, months); return found.length === 1 ? { value: `${found[0]}~`, isSafe: true } : null; }
  if (SHORT_YEAR.test(text)) return { word: "p_short_year", values: { text } };
  const whole = choice(readings(text, months));
  if (whole) return whole;
  const ends = interval(text, months);
  if (ends.length === 1) return { value: ends[0], isSafe: true };
  const parts = text.split(BETWEEN), start = parts.length === 2 && (!parts[1] || NOW.test(parts[1])) ? parts[0] : text.endsWith("-") ? text.slice(0, -1) : text.replace(SINCE, "");
  const open = start === text ? [] : readings(start, months);
  if (open.length === 1) return { value: `${open[0]}/..`, isSafe: true };
  const [, part = "", year] = SEASON.exec(text) ?? [], usual = seasons[part.toLowerCase()];
  if (usual) return { word: "p_season", values: { year, months: `${year}-${usual.replace("{y}", year)}` } };
  const years = text.match(/(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/g) ?? [];
  return years.length === 1 && text.length <= 80 && /\p{L}/u.test(text) ? { word: "p_plain_date", values: { one: years[0] } } : null;
};
