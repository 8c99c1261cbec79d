/** Files: those shared in a message, and those that a person is about to send. */

import { explain, upload } from "./api.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { state } from "./state.js";

/** Draws each file as a link that downloads it, an image as itself. */
export function drawFiles(files) {
  return h("div", { class: "files" }, ...files.map(drawFile));
}

function drawFile({ id, name, title, size, mimetype }) {
  const address = `/files/${id}?as=${encodeURIComponent(state.me.id)}`;
  return h("a", { class: "file", href: address, download: name, "data-test": "file" },
    icon("file"), h("strong", { title: name }, title),
    h("small", {}, title === name ? sizeInWords(size) : `${name}, ${sizeInWords(size)}`),
    mimetype?.startsWith("image/") && h("img", { class: "file-image", src: address, alt: name }));
}

/**
 * Makes the row of files that are to be sent, and the button that adds to them. `files()` gives them as uploaded; `onChange`
 * is told whenever they are others, `onFailure` in a sentence why one was not taken.
 */
export function createUploads({ label, accept = null, most = Infinity, onChange, onFailure }) {
  let files = [];
  const row = h("div", { class: "uploads", role: "list" });
  const input = h("input", { type: "file", multiple: most > 1, accept, hidden: true, "aria-label": label, onchange: () => add([...input.files]) });

  function show(wanted) {
    files = wanted;
    row.replaceChildren(...files.map((file) => h("span", { class: "upload", role: "listitem" },
      icon("file"), h("span", {}, file.name), h("small", {}, sizeInWords(file.size)),
      iconButton(`Remove ${file.name}`, "close", { onclick: () => show(files.filter((other) => other !== file)) }))));
    onChange();
  }

  async function add(wanted) {
    input.value = "";
    try {
      if (files.length + wanted.length > most) return onFailure(`Only ${most} can be added here.`);
      const uploaded = await Promise.all(wanted.map(upload));
      return show([...files, ...uploaded]);
    } catch (error) {
      return onFailure(explain(error));
    }
  }

  return { row, input, files: () => files, show, add, choose: () => input.click() };
}

/** As in "12 KB". */
export function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
