/* Making and finding elements of the form. */

/* An element with attributes (those that are empty or false are left out), listeners (`onclick`) and contents. */
export const make = (tag, attributes = {}, ...content) => {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "hidden" || name === "open") made[name] = value;
    else if (value !== undefined && value !== null && value !== false && value !== "") made.setAttribute(name, value === true ? "" : value);
  });
  made.append(...content.flat(Infinity).filter((part) => part !== undefined && part !== null && part !== ""));
  return made;
};

/* A description with `code` and *emphasis* as elements. */
export const described = (text) => text.split(/(`[^`]+`|\*[^*\s][^*]*\*)/).map((part) => {
  if (part.startsWith("`") && part.length > 1) return make("code", {}, part.slice(1, -1));
  return part.startsWith("*") && part.length > 1 ? make("em", {}, part.slice(1, -1)) : part;
});

export const button = (text, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, text);

/* The id of a field's input, from its route. */
export const idOf = (route) => `f-${route.join("-").replace(/[^\w-]/g, "_")}`;

/* A text as a part of an address: small letters, digits and hyphens; of a long one whole words. */
export const slug = (text, longest) => {
  const made = text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return made.length <= longest ? made : made.slice(0, longest + 1).replace(/-[^-]*$/, "").slice(0, longest);
};

/* A text as it is compared: without accents and capitals. */
export const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
