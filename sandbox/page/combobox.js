/** Selects of every kind, for one choice or (`multi_`) several: a text box that searches a list of options. */

import { explain } from "./api.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { createListbox } from "./listbox.js";
import { plainText } from "./mrkdwn.js";
import { channelById, personById } from "./state.js";

const DEBOUNCE_MS = 120;
const SLACKS_MIN_QUERY = 3;
const NOUNS = { users_select: "user", channels_select: "channel", conversations_select: "conversation" };
const names = new Map(); // of people and channels that were on offer, by id

/**
 * Draws the element. While it has the focus the box is for searching; else it shows what is chosen, or of several choices
 * a row stands above it.
 */
export function drawCombobox(element, slot) {
  const several = element.type.startsWith("multi_");
  const { field, read, write } = choices(element, several);
  let chosen = read(slot.kept ? slot.kept[field] : element[field.replace("selected", "initial")]);
  let timer = null;
  let asked = 0;

  const box = h("input", {
    type: "text", role: "combobox", id: slot.id, class: "field combobox-box", autocomplete: "off", spellcheck: "false",
    placeholder: element.placeholder ? plainText(element.placeholder) : several ? "Select options" : "Select an option",
    "aria-label": slot.name, "aria-expanded": "false",
  });
  const list = createListbox(box, { label: slot.name ?? "Options", pick: ({ option }) => choose(option), stretch: true });
  const row = h("div", { class: "uploads chosen", role: "list" });
  const node = h("div", { class: "combobox" }, several && row, h("div", { class: "combobox-frame" }, box, icon("down")), list.node);
  const isChosen = (option) => chosen.some(({ value }) => value === option.value);

  function showChosen() {
    box.value = several || !chosen.length ? "" : plainText(chosen[0].text);
    row.replaceChildren(...(several ? chosen.map(drawChosen) : []));
  }

  function drawChosen(option) {
    const name = plainText(option.text);
    return h("span", { class: "upload", role: "listitem" }, h("span", {}, name),
      iconButton(`Remove ${name}`, "close", { onclick: () => choose(option) }));
  }

  async function choose(option) {
    close();
    const before = chosen;
    const rest = chosen.filter(({ value }) => value !== option.value);
    chosen = !several ? [option] : isChosen(option) ? rest : [...chosen, option];
    showChosen();
    if (!(await slot.use(box, write(chosen)))) {
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
    if (chosen.length >= element.max_selected_items) return list.show([], { empty: `No more than ${chosen.length} can be chosen` });
    if (element.options) return present(matching(element.options, query));
    const least = element.type in { external_select: 1, multi_external_select: 1 } ? element.min_query_length ?? SLACKS_MIN_QUERY : 0;
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
      mark: several && isChosen(option) && icon("check"),
    }));
    options.forEach(({ value, text }) => names.set(value, text.text));
    list.show(items, { empty: "No results", chosen: several ? 0 : options.findIndex(isChosen) });
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
    if (!several && box.value === "" && !slot.dispatches) chosen = [];
    close();
    showChosen();
  });
  slot.register(() => write(chosen));
  showChosen();
  return node;
}

/** How what is chosen, always a list of options here, is kept in the element's state: whole options, or only ids. */
function choices(element, several) {
  const noun = NOUNS[element.type.replace("multi_", "")];
  const field = `selected_${noun ?? "option"}${several ? "s" : ""}`;
  const toOption = (value) => (noun ? { value, text: { type: "plain_text", text: nameOf(value) } } : value);
  const fromOption = (option) => (noun ? option.value : option);
  return {
    field,
    read: (kept) => (several ? kept ?? [] : [kept]).filter(Boolean).map(toOption),
    write: (chosen) => ({ [field]: several ? chosen.map(fromOption) : chosen.length ? fromOption(chosen[0]) : null }),
  };
}

const nameOf = (id) => personById(id)?.real_name ?? (channelById(id) ? `#${channelById(id).name}` : names.get(id) ?? id);

function matching(options, query) {
  const wanted = query.toLowerCase();
  return options.filter((option) => plainText(option.text).toLowerCase().includes(wanted));
}
