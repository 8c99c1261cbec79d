/** A list of suggestions under a text box that keeps the focus: completion in the composer, options of a select. */

import { h, uniqueId } from "./dom.js";
import { placePopup } from "./popup.js";

/**
 * Makes the list for a text box. An item has a `label`, perhaps a `detail`, a `lead` (a node in front) and a `mark` (one
 * behind), and is handed to `pick` when chosen by mouse, Enter or (with `tabPicks`) Tab.
 */
export function createListbox(box, { label, pick, tabPicks = false, stretch = false }) {
  const node = h("div", { class: "listbox", role: "listbox", id: uniqueId("list"), "aria-label": label, popover: "manual" });
  let items = [];
  let active = -1;
  const isOpen = () => node.matches(":popover-open");

  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-controls", node.id);

  function activate(index) {
    active = index;
    [...node.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    const row = node.children[index];
    if (row?.id) box.setAttribute("aria-activedescendant", row.id);
    else box.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const item = items[index];
    hide();
    pick(item);
  }

  function drawItem(item, index) {
    return h("div", {
      role: "option",
      id: `${node.id}-${index}`,
      class: "listbox-option",
      onpointerdown: (event) => event.preventDefault(), // the text box keeps the focus
      onpointermove: () => active !== index && activate(index),
      onclick: () => choose(index),
    },
    item.lead,
    h("span", { class: "listbox-label" }, item.label),
    item.mark,
    item.detail && h("span", { class: "listbox-detail" }, item.detail));
  }

  /** Shows these items, or the words of `empty` where there are none and it is given. */
  function show(wanted, { empty = null, chosen = 0 } = {}) {
    items = wanted;
    if (!items.length && !empty) return hide();
    node.replaceChildren(...(items.length ? items.map(drawItem) : [h("div", { class: "listbox-empty" }, empty)]));
    if (!isOpen()) node.showPopover();
    if (box.role === "combobox") box.setAttribute("aria-expanded", "true");
    placePopup(node, box, { stretch });
    activate(items.length ? Math.max(0, chosen) : -1);
  }

  function hide() {
    if (isOpen()) node.hidePopover();
    box.removeAttribute("aria-activedescendant");
    if (box.role === "combobox") box.setAttribute("aria-expanded", "false");
  }

  /** Lets the list take a key; true if it did, and nobody else should. */
  function takeKey(event) {
    if (!isOpen() || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) activate((active + step + items.length) % items.length);
    else if (event.key === "Escape") hide();
    else if ((event.key === "Enter" || (event.key === "Tab" && tabPicks && !event.shiftKey)) && active >= 0) choose(active);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { node, show, hide, takeKey, isOpen };
}
