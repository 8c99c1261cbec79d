/** Block Kit's interactive elements. Each is drawn for a slot: where it stands, and what to do when it is used. */

import { drawCombobox } from "./combobox.js";
import { askConfirm } from "./confirm.js";
import { h, uniqueId } from "./dom.js";
import { createUploads } from "./files.js";
import { icon, iconButton } from "./icons.js";
import { attachMenu } from "./menu.js";
import { drawText, plainText } from "./mrkdwn.js";

const DRAWINGS = {
  button: drawButton,
  overflow: drawOverflow,
  ...Object.fromEntries(["static", "external", "users", "channels", "conversations"].flatMap((kind) =>
    ["", "multi_"].map((several) => [`${several}${kind}_select`, drawCombobox]))),
  datepicker: drawDatepicker,
  plain_text_input: drawTextInput,
  number_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  file_input: drawFileInput,
  radio_buttons: drawChoices,
  checkboxes: drawChoices,
};

/**
 * Draws an element of the block `blockId`. `dispatches` says whether using it is an action (it is not in an input block);
 * `id` is for the label that points at it, `name` its accessible name where no label does.
 */
export function drawElement(element, { surface, blockId, dispatches = true, id = uniqueId("element"), name = null }) {
  const slot = {
    surface, blockId, dispatches, id, name,
    kept: surface.keptValue(blockId, element.action_id),
    register: (read) => surface.register(blockId, element.action_id, () => ({ type: element.type, ...read() })),
    use: (node, payload) => use(element, slot, node, payload),
  };
  return DRAWINGS[element.type](element, slot);
}

/** Asks first where the element wants it, then tells the bot. False if the person thought better of it. */
async function use(element, { surface, blockId, dispatches }, node, payload) {
  if (!dispatches) return true;
  if (element.confirm && !(await askConfirm(element.confirm))) return false;
  node.setAttribute("aria-busy", "true");
  await surface.act(blockId, element.action_id, payload);
  node.removeAttribute("aria-busy");
  return true;
}

function drawButton(element, slot) {
  const label = plainText(element.text);
  const press = () => node.ariaBusy !== "true" && slot.use(node, element.value === undefined ? {} : { value: element.value });
  const node = h("button", { type: "button", id: slot.id, class: `button ${element.style ?? ""}`, onclick: press }, label);
  return node;
}

function drawOverflow(element, slot) {
  const label = slot.name ?? "More actions";
  const trigger = iconButton(label, "dots", { id: slot.id, class: "button overflow" });
  const items = () => element.options.map((option) => ({
    label: plainText(option.text),
    detail: option.description && plainText(option.description),
    pick: () => slot.use(trigger, { selected_option: option }),
  }));
  return h("span", { class: "with-menu" }, trigger, attachMenu(trigger, { label, items }));
}

function drawDatepicker(element, slot) {
  let chosen = (slot.kept ? slot.kept.selected_date : element.initial_date) ?? null;
  const input = h("input", { type: "date", id: slot.id, class: "field", value: chosen, "aria-label": slot.name });
  input.addEventListener("change", async () => {
    if (slot.dispatches && !input.value) return;
    if (await slot.use(input, { selected_date: input.value })) chosen = input.value || null;
    else input.value = chosen ?? "";
  });
  slot.register(() => ({ selected_date: input.value || null }));
  return input;
}

const INPUT_MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };
const TYPING_MS = 400;

/** A text box of any kind; where it dispatches, Enter tells the bot, or each pause in typing, as the element wants it. */
function drawTextInput(element, slot) {
  const value = (slot.kept ? slot.kept.value : element.initial_value) ?? "";
  const common = {
    id: slot.id,
    class: "field",
    placeholder: element.placeholder && plainText(element.placeholder),
    "aria-label": slot.name,
    autocomplete: "off",
    inputmode: INPUT_MODES[element.type],
  };
  const input = element.multiline ? h("textarea", { ...common, rows: 4 }, value) : h("input", { ...common, type: "text", value });
  const payload = () => ({ value: input.value || null });
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer = null;
  input.addEventListener("keydown", (event) => {
    if (!slot.dispatches || event.key !== "Enter" || element.multiline || !when.includes("on_enter_pressed")) return;
    event.preventDefault();
    slot.use(input, payload());
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (slot.dispatches && when.includes("on_character_entered")) timer = setTimeout(() => slot.use(input, payload()), TYPING_MS);
  });
  slot.register(payload);
  return input;
}

function drawFileInput(element, slot) {
  const problem = h("p", { class: "field-error", role: "alert" });
  const uploads = createUploads({
    label: slot.name ?? "Files",
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
    most: element.max_files ?? 10,
    onChange: () => { problem.textContent = ""; },
    onFailure: (sentence) => { problem.textContent = sentence; },
  });
  if (slot.kept?.files) uploads.show(slot.kept.files);
  slot.register(() => ({ files: uploads.files() }));
  const add = h("button", { type: "button", id: slot.id, class: "button", onclick: uploads.choose }, icon("clip"), "Add files");
  return h("div", { class: "file-input" }, uploads.row, add, uploads.input, problem);
}

/** Radio buttons and checkboxes: the same list of choices, of which one or any number is taken. */
function drawChoices(element, slot) {
  const single = element.type === "radio_buttons";
  const group = h("div", { class: "choices", id: slot.id, role: single ? "radiogroup" : "group", "aria-label": slot.name });
  const initial = single ? [element.initial_option] : element.initial_options ?? [];
  const kept = slot.kept && (single ? [slot.kept.selected_option] : slot.kept.selected_options);
  let taken = new Set((kept ?? initial).filter(Boolean).map((option) => option.value));

  const inputs = element.options.map((option) => {
    const id = uniqueId("choice");
    const type = single ? "radio" : "checkbox";
    const input = h("input", { type, id, name: slot.id, checked: taken.has(option.value) });
    const detail = option.description && h("span", { class: "choice-detail" }, ...drawText(option.description));
    group.append(h("div", { class: "choice" }, input, h("label", { for: id }, ...drawText(option.text), detail)));
    return { input, option };
  });
  const selected = () => inputs.filter(({ input }) => input.checked).map(({ option }) => option);
  const payload = () => (single ? { selected_option: selected()[0] ?? null } : { selected_options: selected() });

  group.addEventListener("change", async () => {
    if (await slot.use(group, payload())) taken = new Set(selected().map((option) => option.value));
    else inputs.forEach(({ input, option }) => { input.checked = taken.has(option.value); });
  });
  slot.register(payload);
  return group;
}
