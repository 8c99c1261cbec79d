/** Block Kit's layout blocks. */

import { h, uniqueId } from "./dom.js";
import { drawElement } from "./elements.js";
import { drawText, plainText } from "./mrkdwn.js";
import { drawImage, drawImageBlock, drawRichText } from "./rich.js";

const DRAWINGS = {
  section: drawSection,
  header: ({ text }) => h("h3", { class: "block header" }, plainText(text)),
  divider: () => h("hr", { class: "block" }),
  context: ({ elements }) => h("div", { class: "block context" }, ...elements.map(drawContextElement)),
  actions: drawActions,
  table: drawTable,
  input: drawInput,
  image: drawImageBlock,
  rich_text: drawRichText,
};

const drawContextElement = (each) => (each.type === "image" ? drawImage(each) : h("span", {}, ...drawText(each)));

/** Draws blocks on a surface (see surface.js), in order. The server lets no others through than those known here. */
export function drawBlocks(blocks, surface) {
  return blocks.map((block) => DRAWINGS[block.type](block, surface));
}

function drawSection({ block_id: blockId, text, fields, accessory }, surface) {
  const name = text ? h("div", {}, ...drawText(text)).textContent.slice(0, 80) : null;
  return h("div", { class: "block section" },
    h("div", { class: "section-text" },
      text && h("div", {}, ...drawText(text)),
      fields && h("div", { class: "section-fields" }, ...fields.map((field) => h("div", {}, ...drawText(field))))),
    accessory && h("div", { class: `accessory of-${accessory.type}` },
      accessory.type === "image" ? drawImage(accessory) : drawElement(accessory, { surface, blockId, name: nameFor(accessory, name) })));
}

function drawActions({ block_id: blockId, elements }, surface) {
  return h("div", { class: "block actions" },
    ...elements.map((element) => drawElement(element, { surface, blockId, name: nameFor(element, null) })));
}

/** The first row is the head. A wide table scrolls by itself. */
function drawTable({ rows: [head, ...body], column_settings: settings = [] }) {
  const drawRow = (row, tag) => h("tr", {}, ...row.map(({ text }, column) =>
    h(tag, { class: `align-${settings[column]?.align ?? "left"}`, scope: tag === "th" ? "col" : null }, text)));
  return h("div", { class: "block table", tabindex: 0, role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, drawRow(head, "th")), h("tbody", {}, ...body.map((row) => drawRow(row, "td")))));
}

/** An element without a label of its own is called by its placeholder, or by the text it stands beside. */
function nameFor(element, beside) {
  if (element.type === "overflow") return beside && `More actions: ${beside}`;
  return (element.placeholder && plainText(element.placeholder)) ?? beside;
}

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

function drawInput({ block_id: blockId, label, element, hint, optional, dispatch_action: dispatches = false }, surface) {
  const id = uniqueId("input");
  const control = drawElement(element, { surface, blockId, id, dispatches });
  const target = control.id === id ? control : control.querySelector(`#${id}`) ?? control;
  const words = plainText(label);
  const props = { class: "label" };
  const labelId = `${id}-label`;
  const hintId = hint && `${id}-hint`;
  if (GROUPS.has(element.type)) target.setAttribute("aria-labelledby", labelId);
  if (hintId) target.setAttribute("aria-describedby", hintId);
  if (!optional && !GROUPS.has(element.type)) target.setAttribute("aria-required", "true");
  return h("div", { class: "block input", "data-block": blockId },
    h("div", { class: "input-head" },
      GROUPS.has(element.type) ? h("span", { ...props, id: labelId }, words) : h("label", { ...props, for: id }, words),
      optional && h("span", { class: "optional" }, "(optional)")),
    control,
    h("p", { class: "field-error", id: `${id}-error`, hidden: true }),
    hint && h("p", { class: "hint", id: hintId }, ...drawText(hint)));
}

/** Puts each error (`{block_id: sentence}`) under its field and the focus into the first; takes away those of before. */
export function showErrors(root, errors) {
  let first = null;
  for (const block of root.querySelectorAll("[data-block]")) {
    const sentence = errors[block.dataset.block];
    const place = block.querySelector(".field-error");
    const control = block.querySelector("input, textarea");
    place.textContent = sentence ?? "";
    place.hidden = !sentence;
    control.setAttribute("aria-invalid", String(Boolean(sentence)));
    if (sentence) control.setAttribute("aria-errormessage", place.id);
    if (sentence) first ??= control;
  }
  first?.focus();
  first?.closest("[data-block]").scrollIntoView({ block: "nearest" });
}
