/* Two cases side by side, drawn from the file that each has beside its page (views/side_by_side.py): facts row by row, then figures of the
   same measure and unit, then those that only one has. The address says which two. */
const form = document.querySelector("[data-compare]"), words = form.dataset, sides = document.querySelector("[data-sides]");
const status = form.querySelector("[role=status]"), selects = [...form.querySelectorAll("select")];
const known = new Map();

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== "" && child !== null));
  return made;
};
const link = (text, address) => {
  if (!address) return text;
  const made = element("a", "", text);
  made.href = /^[a-z]+:/.test(address) ? address : words.root + address;
  return made;
};
const load = (id) => {
  if (!known.has(id)) {
    const found = fetch(`${words.folder}${encodeURIComponent(id)}/compared.json`).then((response) => { if (!response.ok) throw new Error(id); return response.json(); });
    found.catch(() => known.delete(id));
    known.set(id, found);
  }
  return known.get(id);
};

const value = ([text, address, more]) => element("p", "", link(text, address), more && element("small", "", ` ${more}`));
const figure = (one) => element("div", "cb-side-figure",
  element("p", "cb-side-number", link(one.text, one.address)),
  one.about && element("p", "", element("small", "", one.about)),
  element("p", "", element("span", `cb-mark cb-mark--${one.mark}`, one.sources ? words.mark.replace("{name}", () => one.evidence).replace("{problem}", () => one.sources) : one.evidence)),
  ...one.limits.map((limit) => element("p", "", element("small", "", limit))));

/* A table of two columns; on a phone the head of a row stands above its two cells, so its parts say what they are. */
const table = (caption, cases, rows, missing = words.missing) => {
  const role = (node, name) => { node.setAttribute("role", name); return node; };
  const cell = (parts) => role(element("td", "", ...(parts.length ? parts : [element("small", "cb-missing", missing)])), "cell");
  const head = (name, scope, ...children) => { const made = role(element("th", "", ...children), name); made.scope = scope; return made; };
  const heads = role(element("tr", "", head("columnheader", "col", element("span", "cb-hidden", words.what)), ...cases.map((one) => head("columnheader", "col", link(one.title, one.address)))), "row");
  const body = rows.map(([label, left, right]) => role(element("tr", "", head("rowheader", "row", label), cell(left), cell(right)), "row"));
  const made = role(element("table", "cb-versus-table", caption && element("caption", "", caption), role(element("thead", "", heads), "rowgroup"), role(element("tbody", "", ...body), "rowgroup")), "table");
  return made;
};

const facts = (cases) => {
  const labels = [...new Set(cases.flatMap((one) => one.facts.map(([label]) => label)))];
  const of = (one, label) => one.facts.filter(([name]) => name === label).flatMap(([, values]) => values.map(value));
  const lead = (one) => (one.text ? [element("p", "", one.text)] : []);
  return [[words.what, ...cases.map(lead)], ...labels.map((label) => [label, ...cases.map((one) => of(one, label))])];
};

/* Rows by measure and unit, those that both have first; a figure of no measure is like no other. */
const figures = (cases) => {
  const groups = new Map();
  cases.forEach((one, side) => one.figures.forEach((item, place) => {
    const key = item.measure ? `${item.measure} ${item.unit}` : `${side} ${place}`;
    if (!groups.has(key)) groups.set(key, { item, cells: [[], []] });
    groups.get(key).cells[side].push(figure(item));
  }));
  const rows = [...groups.values()].map(({ item, cells }) => {
    const inUnit = item.unit && item.unit.toLowerCase() !== item.label.toLowerCase();
    return [element("span", "", link(item.label, item.measure_address), inUnit ? element("small", "", ` ${item.unit}`) : ""), ...cells];
  });
  const isShared = ([, left, right]) => left.length && right.length;
  return [rows.filter(isShared), rows.filter((row) => !isShared(row))];
};

const draw = async () => {
  const ids = selects.map((select) => select.value);
  const state = new URLSearchParams(Object.entries({ a: ids[0], b: ids[1] }).filter(([, id]) => id)).toString();
  history.replaceState(null, "", location.pathname + (state && `?${state}`));
  sides.replaceChildren();
  status.textContent = ids[0] && ids[0] === ids[1] ? words.same : "";
  if (!ids[0] || !ids[1] || ids[0] === ids[1]) return;
  const found = await Promise.allSettled(ids.map(load));
  if (ids.some((id, side) => id !== selects[side].value)) return;
  const failed = found.findIndex((one) => one.status === "rejected");
  if (failed >= 0) { status.textContent = words.failed.replace("{name}", () => selects[failed].selectedOptions[0].text); return; }
  const cases = found.map((one) => one.value), [shared, single] = figures(cases);
  status.textContent = shared.length ? words.shared.replace("{count}", shared.length) : words.none;
  sides.append(table(words.facts, cases, facts(cases)));
  if (shared.length) sides.append(table(words.both, cases, shared));
  if (single.length) {
    const fold = element("details", "cb-fold", element("summary", "", words.one.replace("{count}", single.length)), table("", cases, single, words.without));
    fold.open = !shared.length && single.length < 4;
    sides.append(fold);
  }
};

const start = async () => {
  const names = await fetch(words.names).then((response) => response.json()).catch(() => null);
  if (!names) { status.textContent = words.failed.replace("{name}", words.names); return; }
  const wanted = new URLSearchParams(location.search);
  const sorted = names.map(([id, name]) => [id, name]).sort(([, a], [, b]) => a.localeCompare(b, document.documentElement.lang));
  selects.forEach((select) => {
    select.append(new Option(words.choose, ""), ...sorted.map(([id, name]) => new Option(name, id)));
    select.value = wanted.get(select.name) || "";
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("input", draw);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  await draw();
};
start();
