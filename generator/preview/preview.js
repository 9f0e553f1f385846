/* The preview's own script: loads the page anew when it has become another, and shows what was found. Not part of any built site. */

(() => {
  const script = document.currentScript;
  const shown = Number(script.dataset.number);
  const CLOSED = "casebook-preview-closed";
  const make = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const style = make("link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", script.src).href;
  document.head.append(style);

  /* What was found, in a box that can be closed, and stays closed until something else is found. */
  const box = make("aside", "_casebook-findings"), fold = make("details");
  const title = make("summary"), text = make("pre"), close = make("button");
  close.type = "button";
  text.tabIndex = 0;
  fold.append(title, text);
  box.append(fold, close);
  let told = "";
  const hide = () => { sessionStorage.setItem(CLOSED, told); box.remove(); };
  close.addEventListener("click", hide);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  const say = (state) => {
    told = state.text;
    if (!told || sessionStorage.getItem(CLOSED) === told) return box.remove();
    box.classList.toggle("_casebook-error", !state.isSound);
    if (!box.isConnected) fold.open = !state.isSound;
    box.setAttribute("aria-label", state.words.box);
    close.textContent = state.words.close;
    title.textContent = state.isChecked ? state.summary : `${state.summary} …`.trim();
    text.textContent = state.text;
    document.body.append(box);
  };

  /* The index takes its time. */
  const status = make("p", "_casebook-status");
  status.setAttribute("role", "status");
  const tell = (index) => {
    if (!index) return status.remove();
    status.textContent = index;
    document.body.append(status);
  };

  const source = new EventSource(new URL("events", script.src));
  addEventListener("pagehide", () => source.close());
  source.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (state.number !== shown && !state.isStopped) return location.reload();
    say(state);
    tell(state.index);
  });
})();
