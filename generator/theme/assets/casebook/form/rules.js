/* What a project itself requires of its records, as far as one record shows it by itself. */

import { wordsIn } from "./words_in.js";

const list = (given) => (given === undefined || given === "" ? [] : [given].flat());

/* The parts of a record that a rule finds wanting, each as its route. */
const lacking = (rule, value) => [
  ...rule.fields.filter((name) => !list(value[name]).length).map((name) => [name]),
  ...Object.entries(rule.count).filter(([name, least]) => list(value[name]).length < least).map(([name]) => [name]),
  ...Object.entries(rule.words).filter(([name, least]) => wordsIn(String(value[name] ?? "")) < least).map(([name]) => [name]),
  ...rule.story.filter((name) => !value.story?.[name]).map((name) => ["story", name]),
];

/* All that is wanting, as { route, text, isWarning }; of a rule that finds several things wanting, each. */
export const wanting = (value, kind) =>
  kind.rules
    .filter((rule) => Object.entries(rule.where).every(([name, wanted]) => list(value[name]).map(String).includes(wanted)))
    .filter((rule) => rule.drafts || value.status !== "draft")
    .flatMap((rule) => lacking(rule, value).map((route) => ({ route, text: rule.text, isWarning: rule.isWarning })));
