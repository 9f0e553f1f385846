/* Dates at the precision they were stated: the part of EDTF that records take, see base/dates.py. */

const MOMENT = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?~?$/;

const days = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/* The first and the last day that a date may mean, as numbers that are compared; or what is wrong with it. */
const span = (text) => {
  const found = MOMENT.exec(text);
  if (!found) return { word: "p_date", values: { text } };
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (!year) return { word: "p_year", values: {} };
  if (month !== undefined && (month < 1 || month > 12)) return { word: "p_month", values: { month: found[2] } };
  if (day !== undefined && (day < 1 || day > days(year, month))) return { word: "p_day", values: { text, days: days(year, month) } };
  return { first: year * 10000 + (month ?? 1) * 100 + (day ?? 1), last: year * 10000 + (month ?? 12) * 100 + (day ?? days(year, month ?? 12)) };
};

/* What is wrong with a date or an interval, as a word with its values; null when nothing is. */
export const moment = (text) => {
  const parts = text.split("/");
  if (parts.length > 2) return { word: "p_interval", values: {} };
  if (parts.length === 1) { const found = span(text); return found.word ? found : null; }
  const [start, end] = parts;
  if (start === ".." && end === "..") return { word: "p_open", values: {} };
  const [first, last] = parts.map((part) => (part === ".." ? null : span(part)));
  if (first?.word) return first;
  if (last?.word) return last;
  return first && last && last.last < first.first ? { word: "p_backwards", values: { start, end } } : null;
};
