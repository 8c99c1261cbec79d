/** static_select and external_select: a text box that searches a list of options. */

import { explain } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { createListbox } from "./listbox.js";
import { plainText } from "./mrkdwn.js";

const DEBOUNCE_MS = 120;
const SLACKS_MIN_QUERY = 3;

/** Draws the element; while it has the focus the box is for searching, else it shows what is chosen. */
export function drawCombobox(element, slot) {
  const external = element.type === "external_select";
  let chosen = (slot.kept ? slot.kept.selected_option : element.initial_option) ?? null;
  let timer = null;
  let asked = 0;

  const box = h("input", {
    type: "text", role: "combobox", id: slot.id, class: "field combobox-box", autocomplete: "off", spellcheck: "false",
    placeholder: element.placeholder ? plainText(element.placeholder) : "Select an option",
    "aria-label": slot.name, "aria-expanded": "false",
  });
  const list = createListbox(box, { label: slot.name ?? "Options", pick: ({ option }) => choose(option), stretch: true });
  const node = h("div", { class: "combobox" }, box, icon("down"), list.node);

  function showChosen() {
    box.value = chosen ? plainText(chosen.text) : "";
  }

  async function choose(option) {
    close();
    const before = chosen;
    chosen = option;
    showChosen();
    if (!(await slot.use(box, { selected_option: option }))) {
      chosen = before;
      showChosen();
    }
  }

  function close() {
    clearTimeout(timer);
    asked += 1; // an answer that is still under way comes too late
    list.hide();
  }

  /** Shows what fits the query; the whole list when the box was only opened. */
  function open(query) {
    clearTimeout(timer);
    if (!external) return present(matching(element.options, query));
    const least = element.min_query_length ?? SLACKS_MIN_QUERY;
    asked += 1;
    if (query.length < least) return list.show([], { empty: `Type ${least} or more characters to search` });
    timer = setTimeout(() => search(query, asked), query ? DEBOUNCE_MS : 0);
  }

  async function search(query, turn) {
    try {
      const options = await slot.surface.options(slot.blockId, element.action_id, query);
      if (turn === asked) present(options);
    } catch (error) {
      if (turn === asked) list.show([], { empty: explain(error) });
    }
  }

  function present(options) {
    const items = options.map((option) => ({
      option, label: plainText(option.text), detail: option.description && plainText(option.description),
    }));
    list.show(items, { empty: "No results", chosen: options.findIndex((option) => option.value === chosen?.value) });
  }

  box.addEventListener("click", () => {
    if (list.isOpen()) return;
    box.select();
    open("");
  });
  box.addEventListener("input", () => open(box.value.trim()));
  box.addEventListener("keydown", (event) => {
    if (list.takeKey(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open("");
    }
  });
  box.addEventListener("blur", () => {
    if (chosen && box.value === "" && !slot.dispatches) chosen = null;
    close();
    showChosen();
  });
  slot.register(() => ({ selected_option: chosen }));
  showChosen();
  return node;
}

function matching(options, query) {
  const wanted = query.toLowerCase();
  return options.filter((option) => plainText(option.text).toLowerCase().includes(wanted));
}
