/* What the search field and the page /search/ show alike: texts with marks, and what is to be said of a query. */

import { hasHan } from "./scripts.js";

/* An element with text in it; where that is in Han characters, it says so in the language that the page names for them. */
const HAN_LANGUAGE = document.querySelector("[data-han]")?.dataset.han;
export const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (HAN_LANGUAGE && text && hasHan(text) && !/[a-z]/i.test(text)) made.lang = HAN_LANGUAGE;
  return made;
};

/* A passage, as nodes. */
export const marked = (parts) => parts.map(({ text, isMarked }) => (isMarked ? element("mark", "", text) : document.createTextNode(text)));

/* What was taken for what, or why nothing is found, in a sentence or two. */
export const notes = ({ none, meant, nowhere, apart }, query, { corrected, alone }) => {
  const said = corrected.map(({ from, to }) => meant.replace("{from}", () => from).replace("{to}", () => to));
  if (!alone) return said.join(" ");
  const missing = alone.filter(({ count }) => !count);
  if (alone.length > 1 && missing.length) said.push(nowhere.replace("{words}", () => missing.map(({ text }) => `“${text}”`).join(", ")));
  else if (alone.length > 1) said.push(apart.replace("{words}", () => alone.map(({ text, count }) => `“${text}” (${count})`).join(", ")));
  else said.push(none.replace("{query}", () => query));
  return said.join(" ");
};

/* What may have been meant, as links to it below an address; nothing where there is nothing to offer. */
export const offered = ({ offer }, offers, address) => {
  if (!offers?.length) return [];
  const links = offers.flatMap(({ to, query, count }, place) => {
    const link = element("a", "", `${to} (${count})`), target = new URL(address, location.href);
    target.search = new URLSearchParams({ q: query });
    link.href = target.href;
    return [...(place ? [", "] : []), link];
  });
  const [before, behind = ""] = offer.split("{words}");
  return [before, ...links, behind];
};
