/* Tables that are sorted by their columns, and lists and tables that a form filters. */
(() => {
  "use strict";

  /* A table whose head asks for it can be sorted by its columns. */
  document.querySelectorAll("table[data-sortable] th[data-sort]").forEach((head, _index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      const table = head.closest("table"), column = [...head.parentElement.children].indexOf(head);
      const key = (body) => body.rows[0].cells[column].dataset.value ?? body.rows[0].cells[column].innerText;
      const compare = head.dataset.sort === "number" ? (a, b) => Number(key(a)) - Number(key(b)) : (a, b) => key(a).localeCompare(key(b));
      table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      table.append(...[...table.tBodies].sort((a, b) => (ascending ? compare(a, b) : compare(b, a))));
    });
  });

  /* A form that filters the bodies of a table, or the rows of a part of the page, by their text and their data.
     A row's datum may hold several words; it has the field's name, unless data-by names another. With data-in-address the form's state stands
     in the page's address; with data-counts each value says how many it leaves. A field "sort" names the datum whose largest comes first, one
     "view" only how the page looks. A form without data-filter leads to the search. */
  document.querySelectorAll("form.cb-filter:not([data-filter])").forEach((form) => { form.hidden = false; });
  document.querySelectorAll("form[data-filter]").forEach((form) => {
    const whole = document.getElementById(form.dataset.filter);
    const rows = [...(whole.tBodies || whole.querySelectorAll("[data-row]"))];
    const counted = rows.filter((row) => !["uncounted", "same"].includes(row.dataset.row));
    /* The same records once more, in the same order: what is known of them stands once in the page. */
    const known = new Map(rows.filter((row) => row.dataset.row === "same").map((row, nth) => [row, counted[nth]]));
    const lists = [...new Set(rows.map((row) => row.parentElement))].map((list) => [list, rows.filter((row) => row.parentElement === list)]);
    const selects = [...form.querySelectorAll("select[data-by]")], clear = form.querySelector("[data-clear]");
    const parts = [...whole.querySelectorAll("[data-group]")];
    const others = document.querySelector(`[data-filtered-by="${form.id}"]`), everything = others && new URL(others.href);
    const said = (row, name) => (known.get(row) ?? row).getAttribute(`data-${name}`) ?? "";
    const fits = (row, name, value) => said(row, name) === value || (row.hasAttribute("data-row") && said(row, name).split(" ").includes(value));
    const fitsAll = (row, exact) => Object.entries(exact).every(([name, value]) => !value || fits(row, form.elements.namedItem(name).dataset?.by || name, value));
    /* What each value would leave, with what is chosen in the other fields. */
    const count = (exact) => selects.forEach((select) => [...select.options].forEach((option) => {
      if (!option.value) return;
      option.dataset.label ??= option.text;
      const left = counted.filter((row) => fitsAll(row, { ...exact, [select.name]: option.value })).length;
      option.text = `${option.dataset.label} (${left})`;
      option.disabled = !left && !option.selected;
    }));
    let sorted = "";
    const arrange = (by) => {
      if (by === sorted) return;
      sorted = by;
      lists.forEach(([list, own]) => list.append(...(by ? [...own].sort((a, b) => said(b, `order-${by}`) - said(a, `order-${by}`)) : own)));
      whole.toggleAttribute("data-sorted", Boolean(by));
      whole.querySelectorAll("th[aria-sort]").forEach((head) => head.removeAttribute("aria-sort"));
    };
    /* A part in which nothing is left goes; what is closed opens as long as something is chosen. */
    let opened = [];
    const fold = (isChosen) => {
      parts.forEach((part) => { part.hidden = !part.querySelector("[data-row]:not([hidden])") && isChosen; });
      opened.forEach((part) => { part.open = false; });
      opened = isChosen ? parts.filter((part) => part.open === false && !part.hidden) : [];
      opened.forEach((part) => { part.open = true; });
    };
    const apply = () => {
      const { text, sort, view: _view, ...exact } = Object.fromEntries(new FormData(form));
      const words = (text || "").toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row) => {
        row.hidden = !fitsAll(row, exact) || !words.every((word) => row.innerText.toLowerCase().includes(word) || row.textContent.toLowerCase().includes(word));
      });
      fold(words.length || Object.values(exact).some(Boolean));
      arrange(sort || "");
      if ("counts" in form.dataset) count(exact);
      if (clear) clear.hidden = selects.every((select) => !select.value);
      if (others) others.search = new URLSearchParams([...everything.searchParams, ...Object.entries(exact).filter(([, value]) => value)]);
      const output = form.querySelector("output"), shown = counted.filter((row) => !row.hidden).length;
      output.textContent = output.dataset.text.replace("{shown}", shown).replace("{all}", counted.length);
    };
    const remember = () => {
      const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      history.replaceState(null, "", location.pathname + (state && `?${state}`) + location.hash);
    };
    if ("inAddress" in form.dataset) {
      new URLSearchParams(location.search).forEach((value, name) => {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
        if (field && field.value !== value) field.value = "";
      });
      /* A field of the form may stand outside of it. */
      [...form.elements].forEach((field) => field.addEventListener("input", remember));
    }
    form.hidden = false;
    form.addEventListener("input", apply);
    if (clear) {
      clear.addEventListener("click", () => {
        selects.forEach((select) => { select.value = ""; });
        selects[0].focus();
        selects[0].dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  });
})();
