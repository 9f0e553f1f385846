/* Cards: what stands behind a figure or a number opens beside it, on hover, focus and tap.
   Everything such a card shows is in the page without this script; the card is a copy of it.
   A link to a record or a source opens a card that says what it leads to, on hover and focus; a tap follows it at once. */
(() => {
  "use strict";

  const OPEN_AFTER = 120, PREVIEW_AFTER = 350, CLOSE_AFTER = 220, PHONE = 600;
  const shut = document.currentScript.dataset.close;
  let card = null, owner = null, timer = 0, left = null;

  const origin = (link) => {
    const id = link.dataset.card || (link.closest(".cb-cite") && link.getAttribute("href").slice(1));
    return id ? document.getElementById(id) : null;
  };

  const close = (focusBack) => {
    clearTimeout(timer);
    if (!card) return;
    if (focusBack && card.contains(document.activeElement)) owner.focus();
    card.remove();
    owner.removeAttribute("aria-describedby");
    if (owner.dataset.card) owner.setAttribute("aria-expanded", "false");
    card = owner = null;
  };

  const place = () => {
    if (window.innerWidth < PHONE) return;
    const link = owner.getClientRects()[0] || owner.getBoundingClientRect();
    const box = card.getBoundingClientRect();
    const below = link.bottom + box.height + 12 < window.innerHeight || link.top < box.height + 12;
    card.style.top = `${window.scrollY + (below ? link.bottom + 8 : link.top - box.height - 8)}px`;
    card.style.left = `${Math.max(8, Math.min(link.left, document.documentElement.clientWidth - box.width - 8))}px`;
  };

  /* What the row of a table says of a figure stands above what the figure rests on. */
  const headed = (source) => {
    const row = source.closest(".cb-row-note"), made = [];
    if (!row) return made;
    const [what, number, when] = row.previousElementSibling.cells, scope = what.querySelector("small");
    const line = (className, nodes) => {
      const p = document.createElement("p");
      p.className = className;
      p.append(...nodes);
      made.push(p);
    };
    line("cb-claimcard-value", [...number.childNodes].map((node) => node.cloneNode(true)));
    line("", [[what.querySelector("a:not(.cb-perma)"), when].map((node) => node && node.textContent.trim()).filter(Boolean).join(" · ")]);
    if (scope) line("", [...scope.childNodes].map((node) => node.cloneNode(true)));
    return made;
  };

  /* Whoever follows a figure to its row leaves a place behind, and finds folds closed there. */
  const leaveFor = (link, hash) => {
    const target = hash && aim(hash), closed = [];
    for (let box = target; box; box = box.parentElement) if (box.matches("details:not([open])")) closed.push(box);
    left = link.dataset.card && target ? { link, closed } : null;
  };

  const open = (link) => {
    clearTimeout(timer);
    if (owner === link) return;
    const source = origin(link);
    if (source) show(link, source);
  };

  const show = (link, source) => {
    clearTimeout(timer);
    close(false);
    owner = link;
    card = document.createElement("div");
    card.className = `cb-pop md-typeset ${source.className === "cb-preview" ? "cb-preview" : ""}`.trim();
    card.id = "_card";
    card.setAttribute("role", "note");
    card.append(...headed(source), ...[...source.childNodes].map((node) => node.cloneNode(true)));
    /* A note that stands elsewhere on the page is said here, too. */
    card.querySelectorAll(".cb-noted > a[href^='#_note-']").forEach((link) => {
      const note = document.getElementById(link.hash.slice(1));
      if (!note) return;
      const said = document.createElement("p");
      said.className = "cb-claim-note";
      said.append(...[...note.lastElementChild.childNodes].map((node) => node.cloneNode(true)));
      link.parentElement.replaceWith(said);
    });
    if (link.dataset.locator) {
      const place = document.createElement("p");
      place.className = "cb-pop-place";
      place.textContent = link.dataset.locator;
      card.prepend(place);
    }
    card.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
    card.querySelectorAll(".cb-back").forEach((node) => node.remove());
    /* On a phone the card is a sheet at the foot of the screen, with nothing beside it to tap on at once. */
    const closer = document.createElement("button");
    closer.type = "button";
    closer.className = "cb-pop-close";
    closer.setAttribute("aria-label", shut);
    closer.addEventListener("click", () => close(true));
    card.append(closer);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(() => close(false), CLOSE_AFTER));
    card.addEventListener("focusout", leave);
    card.addEventListener("click", (event) => { leaveFor(link, event.target.closest("a")?.hash); });
    /* Behind its link in the page, so that Tab goes into the card and on. */
    (link.closest("sup") || link).after(card);
    link.setAttribute("aria-describedby", "_card");
    if (link.dataset.card) link.setAttribute("aria-expanded", "true");
    place();
  };

  const later = (what, delay) => { clearTimeout(timer); timer = setTimeout(what, delay); };
  const leave = (event) => {
    const next = event.relatedTarget;
    if (!next || (next !== owner && !(card && card.contains(next)))) later(() => close(false), 0);
  };

  document.querySelectorAll("a[data-card], .cb-cite a").forEach((link) => {
    link.removeAttribute("title");
    link.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") later(() => open(link), OPEN_AFTER); });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") later(() => close(false), CLOSE_AFTER); });
    link.addEventListener("blur", leave);
    if (link.dataset.card && origin(link)) link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      /* The first tap, or Enter, opens the card, which has a link to the figure; the second follows. */
      const isAsked = event.pointerType === "touch" || event.detail === 0;
      if (isAsked && owner !== link && origin(link)) { event.preventDefault(); open(link); } else { close(false); leaveFor(link, link.hash); }
    });
  });

  /* --- previews of records and sources --- */

  const previews = new Map();
  const paragraph = (className, text, lang) => {
    const made = document.createElement("p");
    made.className = className;
    made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  };
  const draw = ({ title, names, kicker, text }) => {
    const made = document.createElement("div"), head = paragraph("cb-preview-title", title);
    made.className = "cb-preview";
    names.forEach(([language, text]) => {
      const name = document.createElement("span");
      name.lang = language;
      name.textContent = text;
      head.append(" ", name);
    });
    if (kicker) made.append(paragraph("cb-kicker", kicker));
    made.append(head, paragraph("", text));
    return made;
  };
  /* What a record's own small file says; of a source, what the references of this page say. */
  const preview = (link) => {
    const url = link.href.replace(/#.*$/, "");
    if (!link.classList.contains("cb-record")) {
      const title = [...document.querySelectorAll(".cb-references a.cb-title")].find((other) => other.href === url);
      return Promise.resolve(title ? title.closest("li") : null);
    }
    if (!previews.has(url)) {
      previews.set(url, fetch(`${url}preview.json`).then((response) => (response.ok ? response.json() : null)).then((found) => found && draw(found)).catch(() => null));
    }
    return previews.get(url);
  };
  let wanted = null;
  const want = (link) => {
    wanted = link;
    if (owner === link) { clearTimeout(timer); return; }
    later(async () => {
      const source = await preview(link);
      /* Whoever has moved on by now wants no card. */
      if (source && wanted === link) show(link, source);
    }, PREVIEW_AFTER);
  };
  const unwant = (delay) => { wanted = null; later(() => close(false), delay); };
  const here = location.href.replace(/#.*$/, "");

  document.querySelectorAll(".cb-page a.cb-record, .cb-page a[href*='sources/']").forEach((link) => {
    const isOwn = link.closest(".cb-references, .cb-cite, .cb-cards, .cb-end") || link.dataset.card || link.href.replace(/#.*$/, "") === here;
    if (isOwn) return;
    link.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") want(link); });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") unwant(CLOSE_AFTER); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) want(link); });
    link.addEventListener("blur", (event) => { wanted = null; leave(event); });
    link.addEventListener("click", () => unwant(0));
  });

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { wanted = null; close(true); } });
  document.addEventListener("pointerdown", (event) => {
    if (card && !card.contains(event.target) && event.target.closest("a") !== owner) close(false);
  });
  window.addEventListener("resize", () => close(false));

  /* What the end of an address points at. */
  const aim = (hash) => {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* taken as it is */ }
    return id ? document.getElementById(id) : null;
  };

  /* --- the frame: palette, drawer, contents --- */

  /* From one palette to the next, and after that of the system back to following it. */
  const palette = window.casebookPalette, choices = [...document.querySelectorAll("[data-palette]")];
  const offer = () => {
    const { chosen, system, shown, all } = palette(), names = all.map(([name]) => name), follows = all.some(([, media]) => media);
    const next = follows && chosen === system ? "" : names[(names.indexOf(shown) + 1) % names.length];
    choices.forEach((button) => { button.hidden = button.dataset.palette !== next; });
  };
  choices.forEach((button) => button.addEventListener("click", () => {
    palette(button.dataset.palette);
    offer();
    const shown = choices.find((other) => !other.hidden);
    if (shown) shown.focus();
  }));
  if (palette) {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", offer);
    /* Chosen in another window, or before this page was left and come back to. */
    window.addEventListener("storage", offer);
    window.addEventListener("pageshow", offer);
    offer();
  }

  const menu = document.querySelector(".cb-menu");
  if (menu) {
    /* A browser may remember over a reload that it was open. */
    menu.open = false;
    const shut = (focusBack) => {
      if (menu.open && focusBack) menu.firstElementChild.focus();
      menu.open = false;
    };
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(true); });
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) shut(false); });
    menu.addEventListener("click", (event) => { if (event.target.closest("a")) shut(false); });
  }

  /* Beside a hand-written page, where in it one is. */
  const places = [...document.querySelectorAll(".md-nav--secondary a, .cb-contents ul:first-of-type a")].map((link) => [link, aim(link.hash)]);
  if (places.length) {
    const follow = () => {
      const passed = places.filter(([, head]) => head && head.getBoundingClientRect().top < innerHeight / 4);
      const here = scrollY > 0 && passed.length ? passed[passed.length - 1][0] : null;
      places.forEach(([link]) => { if (link === here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
    };
    let waiting = 0;
    addEventListener("scroll", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(follow); }, { passive: true });
    follow();
  }

  /* Tables that are sorted and lists that are filtered have a script of their own. */
  if (document.querySelector("table[data-sortable], form.cb-filter, form[data-filter]")) {
    const script = document.createElement("script");
    script.src = new URL("lists.js", document.currentScript.src);
    document.head.append(script);
  }

  /* Copy what stands in a box, or in a file that is offered beside it. */
  const copier = (box, label, copied, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cb-copy";
    button.textContent = label;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(await text());
      button.textContent = copied;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
    box.after(button);
  };
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((box) => {
      const text = box.href ? async () => (await fetch(box.href)).text() : async () => box.innerText.trim();
      copier(box, box.dataset.copy, box.dataset.copied, text);
    });
  }

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => print());
  });

  /* What a page cannot know: where it is, when its site has no address, and the day on which it is read. */
  const own = location.origin + location.pathname;
  if (location.protocol.startsWith("http")) {
    document.querySelectorAll("[data-here]").forEach((box) => { box.textContent = own + box.dataset.here; });
    document.querySelectorAll("[data-coins]").forEach((box) => { box.title += `&rft_id=${encodeURIComponent(own)}`; });
  }
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const inWords = now.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
  document.querySelectorAll("[data-read]").forEach((box) => {
    box.textContent = box.dataset.read.replaceAll("2099-12-31", day).replaceAll("December 31, 2099", inWords).replaceAll("2099", now.getFullYear());
  });

  /* An address inside of something closed opens it. Whoever came from a figure of the text finds the way back, which closes it again. */
  const reveal = () => {
    const target = aim(location.hash), from = left;
    left = null;
    if (!target) return;
    const behind = target.matches("tr") && target.nextElementSibling?.querySelector(":scope > td > details");
    if (behind && !behind.open) { behind.open = true; from?.closed.push(behind); }
    for (let box = target; box; box = box.parentElement) if (box.matches("details")) box.open = true;
    target.querySelectorAll(":scope > details[data-opens]").forEach((box) => { box.open = true; });
    if (target.closest("details")) target.scrollIntoView();
    const label = target.closest("[data-back]")?.dataset.back;
    if (!from || !label || !behind) return;
    document.querySelectorAll(".cb-return").forEach((old) => old.remove());
    const back = document.createElement("button");
    back.type = "button";
    back.className = "cb-return";
    back.textContent = `↑ ${label}`;
    back.addEventListener("click", () => {
      back.remove();
      from.closed.forEach((box) => { box.open = false; });
      from.link.scrollIntoView({ block: "center" });
      from.link.focus();
    });
    target.cells[0].append(back);
    back.focus({ preventScroll: true });
  };
  /* A claim is cited like its page, with its own words and address. */
  document.querySelectorAll(".cb-citebox details[data-fragment]").forEach((box) => box.addEventListener("toggle", () => {
    const whole = box.parentElement, lines = whole.querySelector("dl"), own = box.querySelector("div");
    if (!box.open || !own) return;
    const title = document.querySelector("h1").textContent.trim(), list = document.createElement("dl"), text = box.querySelector("summary").textContent.trim(), end = `#${box.dataset.fragment}`;
    lines.querySelectorAll("dd > p[data-copy]").forEach((line) => {
      const name = line.parentElement.previousElementSibling.cloneNode(true), dd = document.createElement("dd"), made = line.cloneNode(true);
      const walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, { url } = whole.dataset;
        node.data = node.data.replace(title, () => `${title}: ${text}`);
        if (url) node.data = node.data.replace(url, () => url + end);
        if (node.parentElement.matches("[data-here]")) node.data += end;
      }
      dd.append(made);
      list.append(name, dd);
      if (navigator.clipboard) copier(made, made.dataset.copy, made.dataset.copied, async () => made.innerText.trim());
    });
    own.replaceWith(list);
  }));
  window.addEventListener("hashchange", reveal);
  reveal();
})();
