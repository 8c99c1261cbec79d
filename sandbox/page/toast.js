/** Short words on what did not work, for what has no better place on the page. */

import { h } from "./dom.js";

const SHOWN_MS = 8000;

/** Shows a sentence for a while. */
export function toast(sentence) {
  const node = h("div", { class: "toast" }, sentence);
  document.querySelector(".toasts").replaceChildren(node);
  setTimeout(() => node.remove(), SHOWN_MS);
}
