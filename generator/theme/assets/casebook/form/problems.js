/* What is wrong, said at its field: with what may be written instead, each behind a button. */

import { button } from "./dom.js";
import { shown } from "./meant.js";

/* Put into a place all that is to be said there, as { text, takes, isWarning, draft }; `take` is called with what somebody chose. What stands there
   already stays, as it may have the focus; and what is going to be taken by itself, once the `input` is left, is not asked. */
export const sayAt = (place, all, input, { say }, take) => {
  const isHere = document.activeElement === input, open = all.filter(({ takes }) => !(isHere && takes?.[0]?.isSafe));
  const isWarning = open.every((one) => one.isWarning || one.draft), now = JSON.stringify(open.map(({ text, takes }) => [text, takes]));
  if (isWarning) input?.removeAttribute("aria-invalid"); else input?.setAttribute("aria-invalid", "true");
  place.classList.toggle("cb-problem--warning", open.length > 0 && isWarning);
  if (now === (place.dataset.now ?? "[]")) return;
  place.dataset.now = now;
  place.replaceChildren(...open.flatMap(({ text, takes }, number) => [number ? " " : "", text, ...(takes ?? []).flatMap((read) => [" ", button(say("take", { made: shown(read, say) }), ({ pointerType }) => {
    /* Under a finger the keyboard would come up. */
    if (pointerType !== "touch") input.focus();
    take(read);
  })])]).filter(Boolean));
};
