/* For hand-written pages that have code, tabs or annotations; runs before casebook.js, which makes cards of what it marks.
   Without it code is selected by hand, tabs work, and annotations are the list that they are written as. */
(() => {
  "use strict";

  const { features, label, done } = document.currentScript.dataset, has = (feature) => features.split(" ").includes(feature);

  if (navigator.clipboard) {
    const wanted = has("content.code.copy") ? ".cb-docs pre > code" : ".cb-docs .highlight pre > code";
    document.querySelectorAll(`${wanted}, .cb-docs .copy pre > code`).forEach((code) => {
      const pre = code.parentElement, button = document.createElement("button");
      if (code.closest(".no-copy, .linenos")) return;
      button.type = "button";
      button.className = "cb-code-copy";
      const say = (text, isDone) => {
        button.title = text;
        button.setAttribute("aria-label", text);
        button.classList.toggle("cb-is-done", isDone);
      };
      say(label, false);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
        say(done, true);
        setTimeout(() => say(label, false), 2000);
      });
      pre.append(button);
    });
  }

  /* An address inside of a tab opens it; with the feature on, tabs of one name open together, on the next page, too. */
  const name = (input) => document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent.trim();
  const open = (tab) => document.querySelectorAll(".tabbed-set > input").forEach((input) => { if (name(input) === tab) input.checked = true; });
  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* taken as it is */ }
    const target = id && document.getElementById(id), block = target && target.closest(".tabbed-block");
    if (target && target.matches(".tabbed-set > input")) target.checked = true;
    if (!block) return;
    block.closest(".tabbed-set").querySelectorAll(":scope > input")[[...block.parentElement.children].indexOf(block)].checked = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  if (has("content.tabs.link")) {
    try { const kept = sessionStorage.getItem("tab"); if (kept) open(kept); } catch { /* not kept */ }
    document.querySelectorAll(".tabbed-set > input").forEach((input) => input.addEventListener("change", () => {
      const place = input.getBoundingClientRect().top;
      open(name(input));
      scrollBy(0, input.getBoundingClientRect().top - place);
      try { sessionStorage.setItem("tab", name(input)); } catch { /* not kept */ }
    }));
  }
  reveal();

  /* "(1)" in what is to be annotated becomes a link to the first item of the list at its end, or behind it. */
  let count = 0;
  const annotate = (box, list, within) => {
    if (!list || !list.matches("ol")) return;
    const notes = [...list.children], walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), texts = [];
    while (walk.nextNode()) if (!list.contains(walk.currentNode) && (!within || walk.currentNode.parentElement.closest(within))) texts.push(walk.currentNode);
    texts.forEach((text) => {
      const parts = text.data.split(/\((\d+)\)!?/);
      if (parts.length === 1) return;
      text.replaceWith(...parts.map((part, index) => {
        const note = notes[Number(part) - 1];
        if (index % 2 === 0 || !note) return index % 2 ? `(${part})` : part;
        note.id ||= `_note-${++count}`;
        const link = document.createElement("a");
        link.className = "cb-annotated";
        link.href = `#${note.id}`;
        link.dataset.card = note.id;
        link.setAttribute("aria-label", part);
        link.textContent = part;
        return link;
      }));
    });
  };
  document.querySelectorAll(".cb-docs .annotate:not(.highlight)").forEach((box) => annotate(box, box.lastElementChild?.matches("ol") ? box.lastElementChild : box.nextElementSibling));
  document.querySelectorAll(has("content.code.annotate") ? ".cb-docs .highlight" : ".cb-docs .highlight.annotate").forEach((box) => {
    annotate(box, box.nextElementSibling, ".c, .c1, .cm, .cp, .ch");
  });
})();
