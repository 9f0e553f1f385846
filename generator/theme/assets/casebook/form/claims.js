/* A claim is a figure or a statement: which one is asked first, and only its fields are shown. */

import { idOf, make, slug } from "./dom.js";

const ID_WORDS = 5;

export const claim = (all, route, its, { fields, input }) => {
  const { figure, statement } = its.form.alternatives, id = idOf(route);
  const own = () => its.get(route) ?? {};
  let kind = own().statement !== undefined ? "statement" : "figure";
  const aside = {};
  let suggested = own().id ?? "", isOwn = Boolean(own().id);

  /* What one calls it, until somebody calls it otherwise; ids are never used twice. */
  const suggest = () => {
    if (isOwn && own().id) return;
    const from = kind === "figure" ? own().measure : (own().statement ?? "").split(/\s+/).slice(0, ID_WORDS).join(" ");
    const base = slug(from ?? "", its.form.id.longest - 3), others = (its.get(route.slice(0, -1)) ?? []).filter((other) => other !== own()).map((other) => other.id);
    let next = base;
    for (let number = 2; next && others.includes(next); number += 1) next = `${base}-${number}`;
    if (next === suggested) return;
    suggested = next;
    its.set([...route, "id"], next, true);
    const field = document.getElementById(idOf([...route, "id"]));
    if (field) field.value = next;
  };
  const body = make("div");
  const draw = () => {
    const hidden = kind === "figure" ? statement : figure, idField = all.find(({ name }) => name === "id");
    const shown = all.filter(({ name }) => !hidden.includes(name) && name !== "id").map((field) => ([figure, statement].some(([first]) => field.name === first) || field.name === "value" ? { ...field, required: true } : field));
    body.replaceChildren(...fields(shown, route, its), input(idField, [...route, "id"], its));
    body.querySelector(`#${CSS.escape(idOf([...route, "id"]))}`)?.addEventListener("input", () => { isOwn = true; });
  };
  const change = (next) => {
    if (next === kind) return;
    const away = next === "figure" ? statement : figure, back = next === "figure" ? figure : statement, value = { ...own() };
    away.forEach((name) => { aside[name] = value[name]; delete value[name]; });
    back.forEach((name) => { if (aside[name] !== undefined) value[name] = aside[name]; });
    kind = next;
    its.set(route, value);
    draw();
    suggest();
  };
  const radio = (value) => {
    const made = make("input", { type: "radio", name: `${id}-kind`, value, checked: kind === value, onchange: () => change(value) });
    return make("label", {}, made, its.say(`is_${value}`));
  };
  const choice = make("div", { class: "cb-which", role: "radiogroup", "aria-label": its.say("which") }, radio("figure"), radio("statement"));
  body.addEventListener("input", () => setTimeout(suggest));
  body.addEventListener("click", () => setTimeout(suggest));
  body.addEventListener("focusout", () => setTimeout(suggest));
  draw();
  return [choice, body];
};
