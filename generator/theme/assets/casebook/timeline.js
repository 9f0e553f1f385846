/* The timeline: arrow keys go from event to event and from row to row; a line says the one that is chosen. On a narrow screen most years begin closed.
   What happened stands in the row, or on the page to which it leads. */
const picture = document.getElementById("timeline"), line = picture && picture.querySelector(".cb-time-now");
if (line) {
  const PHONE = 720, SHAPES = ["day", "span", "vague"];
  const rows = [...picture.querySelectorAll("[data-row]")], said = line.querySelector("[role=status]");
  const handle = (row) => row.querySelector("a.cb-time-row, .cb-time-row > summary");
  /* The pieces of a row's paths in the order in which its events are told. */
  const marks = (row) => SHAPES.flatMap((shape) => (row.querySelector(`path.cb-t-${shape}`)?.getAttribute("d") ?? "").match(/M[^M]+/g) ?? [])
    .map((piece) => ({ piece, x: parseFloat(piece.slice(1)), width: parseFloat(piece.split("h")[1]) })).sort((a, b) => a.x - b.x);
  const pages = new Map();
  const told = async (row) => {
    const link = row.querySelector("a.cb-time-row"), url = link && new URL(link.href);
    let whole = row;
    if (url && url.hash) {
      if (!pages.has(url.pathname)) pages.set(url.pathname, fetch(url.pathname).then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, "text/html")));
      whole = (await pages.get(url.pathname)).getElementById(decodeURIComponent(url.hash.slice(1)));
    }
    return [...(whole ? whole.querySelectorAll("dl > div") : [])];
  };
  let now = null, turn = 0;
  const show = async (row, index) => {
    const own = marks(row), chosen = own[index], mine = ++turn;
    picture.querySelector(".cb-t-now")?.remove();
    now = { row, index };
    const title = row.querySelector("span").textContent, when = row.querySelector("svg title")?.textContent;
    if (chosen) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("class", "cb-t-now");
      path.setAttribute("d", chosen.piece);
      row.querySelector("svg").append(path);
    }
    let text = when ? `${title} (${when})` : title;
    if (chosen) {
      const event = (await told(row).catch(() => []))[index];
      if (mine !== turn) return;
      if (event) text = `${event.children[0].textContent}: ${event.children[1].textContent} ${title}, ${index + 1}/${own.length}`;
    }
    line.hidden = false;
    said.textContent = text;
  };
  const rove = (row) => rows.forEach((other) => { handle(other).tabIndex = other === row ? 0 : -1; });
  const go = (row, index) => {
    row.closest(".cb-time-year").open = true;
    rove(row);
    handle(row).focus();
    show(row, index);
  };
  picture.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.target !== handle(row) || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = rows.filter((other) => !other.hidden), place = shown.indexOf(row), index = now && now.row === row ? now.index : -1;
    const next = shown[place + 1], before = shown[place - 1];
    const step = {
      ArrowRight: () => (index + 1 < marks(row).length ? [row, index + 1] : next && [next, marks(next).length ? 0 : -1]),
      ArrowLeft: () => (index > 0 ? [row, index - 1] : before && [before, marks(before).length - 1]),
      ArrowDown: () => next && [next, -1],
      ArrowUp: () => before && [before, -1],
      Home: () => [shown[0], -1],
      End: () => [shown.at(-1), -1],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    const found = step();
    if (found) go(...found);
  });
  picture.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.target !== handle(row)) return;
    rove(row);
    if (line.hidden && event.target.matches(":focus-visible")) { line.hidden = false; said.textContent = line.dataset.keys; }
  });
  /* A pointer chooses the event that is nearest to it. */
  picture.addEventListener("pointermove", (event) => {
    const drawing = event.pointerType === "mouse" && event.target.closest("[data-row] svg");
    if (!drawing) return;
    const row = drawing.closest("[data-row]"), box = drawing.getBoundingClientRect(), x = ((event.clientX - box.left) / box.width) * 1000;
    const away = marks(row).map((mark) => Math.max(mark.x - x, x - mark.x - mark.width, 0)), nearest = Math.min(...away);
    const index = nearest < 15 ? away.indexOf(nearest) : -1;
    if (!now || now.row !== row || now.index !== index) show(row, index);
  });
  rove(rows[0]);
  picture.addEventListener("input", () => rove(rows.find((row) => !row.hidden)));
  /* The fullest year stays open, and the one that the address names. */
  if (innerWidth < PHONE && rows.length > 12) {
    const years = [...picture.querySelectorAll(".cb-time-year")], count = (year) => year.querySelectorAll("[data-row]").length;
    const fullest = years.reduce((most, year) => (count(year) > count(most) ? year : most)), aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    years.forEach((year) => { year.open = year === fullest || Boolean(aim && year.contains(aim)); });
  }
}
