/** Files that are shared in a message. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

/** Draws each file as a link that downloads it. */
export function drawFiles(files) {
  return h("div", { class: "files" }, ...files.map(drawFile));
}

function drawFile({ id, name, title, size }) {
  const address = `/files/${id}?as=${encodeURIComponent(state.me.id)}`;
  return h("a", { class: "file", href: address, download: name, "data-test": "file" },
    icon("file"), h("strong", { title: name }, title), h("small", {}, `${name}, ${sizeInWords(size)}`));
}

/** As in "12 KB". */
export function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
