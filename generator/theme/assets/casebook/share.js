/* Sharing: one figure of a page instead of the whole, the device's own way to share, and "Copy with source" on the card of a figure.
   What is copied is read from the page for frames, which has each claim with its mark and sources (views/sharing.py makes the same of the first). */
const words = document.querySelector("script[data-quote]").dataset, root = new URL("../../", import.meta.url).href;
const known = new Map();
/* Where a record is shown in frames: beside its own address, below one folder. */
const framed = (url) => `${root}embed/${url.slice(root.length).replace(/#.*$/, "")}`;
const read = (address) => {
  if (!known.has(address)) {
    known.set(address, fetch(address).then((response) => (response.ok ? response.text() : "")).then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return known.get(address);
};
const short = (line) => (line.length > 80 ? `${line.slice(0, 80).replace(/\s+\S*$/u, "")} …` : line);
const text = (node) => node.textContent.replace(/[ \n]+/g, " ").trim();

/* A claim with what was counted, its mark and its sources, and where it stands. */
const parts = (shown, id, own) => {
  const section = shown.getElementById(id), canonical = shown.querySelector("link[rel=canonical]");
  if (!section) return null;
  const [first, ...more] = [...section.querySelectorAll("p:not(.at)")].map(text);
  const title = text(shown.querySelector("h1"));
  return {
    line: words.line.replace("{name}", () => first).replace("{reason}", () => more.join("\u00a0· ")),
    title,
    name: words.name.replace("{title}", () => title).replace("{site}", () => words.site),
    address: `${canonical ? canonical.getAttribute("href") : own}#${id}`,
  };
};

const ways = navigator.clipboard ? document.querySelectorAll(".cb-claimcard-ways") : [];
ways.forEach((box) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cb-copy";
  button.dataset.quoting = "";
  button.textContent = words.quote;
  box.append(button);
});
/* Cards are copied beside their figures: whichever is pressed. */
document.addEventListener("click", async ({ target }) => {
  if (!target.matches?.("[data-quoting]")) return;
  const address = target.closest(".cb-claimcard-ways").querySelector("a").href, own = address.replace(/#.*$/, "");
  const found = parts(await read(framed(address)), decodeURIComponent(address.slice(own.length + 1)), own);
  if (!found) return;
  await navigator.clipboard.writeText(`${found.line} ${found.name}${found.address}`);
  target.textContent = words.quoted;
  setTimeout(() => { target.textContent = words.quote; }, 2000);
});

const box = document.getElementById("_share");
const part = (name) => box.querySelector(`[data-part=${name}]`);
const escaped = (label) => label.replace(/[\\[\]]/g, "\\$&");

if (box && navigator.share) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cb-copy";
  button.textContent = words.share;
  button.addEventListener("click", () => {
    navigator.share({ title: document.title, text: part("text").innerText, url: part("address").innerText }).catch(() => { /* given up */ });
  });
  box.querySelector("dl").after(button);
}

const select = box && box.querySelector("select");
if (select) {
  const whole = new Map(["address", "text", "markdown", "frame"].filter(part).map((name) => [name, [...part(name).childNodes]]));
  const own = location.href.replace(/[#?].*$/, "");
  const choose = async () => {
    const found = select.value && parts(await read(framed(own)), select.value, own);
    if (!found) {
      whole.forEach((nodes, name) => part(name).replaceChildren(...nodes));
      return;
    }
    part("address").textContent = found.address;
    part("text").textContent = `${found.line} ${found.name}${found.address}`;
    part("markdown").textContent = `${found.line} [${escaped(found.title)}](${found.address}), ${escaped(words.site)}`;
    if (part("frame")) {
      const code = whole.get("frame").map((node) => node.textContent).join("");
      part("frame").textContent = code.replace(/src="([^"]*)"/, (_all, address) => `src="${address}#${select.value}"`).replace(/height="\d+"/, `height="${box.dataset.height}"`);
    }
  };
  const fill = async () => {
    const sections = [...(await read(framed(own))).querySelectorAll("section[id]")];
    select.append(...sections.map((section) => new Option(short(text(section.querySelector("p"))), section.id)));
    select.closest("p").hidden = false;
  };
  box.addEventListener("toggle", fill, { once: true });
  select.addEventListener("input", choose);
}
