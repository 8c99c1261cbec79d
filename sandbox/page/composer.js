/** The box in which messages and commands are typed. */

import { explain, sendTyped } from "./api.js";
import { attachCompletion, usableCommands } from "./completion.js";
import { h } from "./dom.js";
import { addNotice } from "./ephemeral.js";
import { createUploads } from "./files.js";
import { iconButton } from "./icons.js";
import { attachMenu } from "./menu.js";
import { shortcutItems } from "./shortcuts.js";
import { state } from "./state.js";

const drafts = new Map(); // per place and person
const sent = []; // what was typed before, oldest first

/**
 * Makes a composer. `setTarget(target, placeholder)` says where it sends to, `{channel, thread_ts?}`, and brings back
 * what was left unsent there; `onSent` is called when something was taken.
 */
export function createComposer({ test, label, onSent, withShortcuts = false }) {
  let target = null;
  let recalled = 0; // how far back in `sent`; 0 is what is typed now
  const box = h("textarea", { class: "composer-box", "data-test": test, "aria-label": label, rows: 1, disabled: true });
  const hint = h("div", { class: "composer-hint", role: "status" });
  const sendButton = iconButton("Send", "send", { class: "send", onclick: () => send() });
  const completion = attachCompletion(box);
  const shortcuts = withShortcuts ? drawShortcuts() : h("span");
  const uploads = createUploads({ label: "Files", onChange: () => allowSend(), onFailure: (sentence) => addNotice(target, sentence) });
  const attach = iconButton("Attach files", "clip", { onclick: uploads.choose });
  const tools = h("div", { class: "composer-tools" }, shortcuts, attach, uploads.input, sendButton);
  const frame = h("div", { class: "composer-frame" }, box, uploads.row, tools);
  const node = h("div", { class: "composer" }, hint, frame, completion.node);

  const draftKey = () => `${state.me.id} ${target.channel} ${target.thread_ts ?? ""}`;

  function write(text) {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    completion.hide();
  }

  function allowSend() {
    sendButton.disabled = !box.value.trim() && !uploads.files().length;
  }

  /** Keeps the draft, the size of the box and the usage hint in step with what is typed. */
  function follow() {
    if (target) drafts.set(draftKey(), box.value);
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
    allowSend();
    const command = usableCommands().find(({ command: name }) => box.value.startsWith(`${name} `));
    hint.textContent = command ? `${command.command} ${command.usage_hint ?? ""} · ${command.description}` : "";
  }

  async function send() {
    const text = box.value;
    const where = target;
    const files = uploads.files();
    if ((!text.trim() && !files.length) || !where) return;
    if (text.trim()) sent.push(text);
    uploads.show([]);
    recalled = 0;
    write("");
    box.focus();
    try {
      await sendTyped(text, where, files.map(({ id }) => id));
      onSent();
    } catch (error) {
      addNotice(where, explainTyped(text, error));
      if (where !== target) return;
      if (!box.value) write(text);
      uploads.show(files);
    }
  }

  /** Walks through what was sent before; only from an empty box, or one that still holds what was recalled. */
  function recall({ key }) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[key];
    const untouched = box.value === (recalled ? sent.at(-recalled) : "");
    const next = recalled + (step ?? 0);
    if (!step || !untouched || next < 0 || next > sent.length) return false;
    recalled = next;
    write(next ? sent.at(-next) : "");
    return true;
  }

  box.addEventListener("input", follow);
  box.addEventListener("paste", ({ clipboardData }) => clipboardData.files.length && uploads.add([...clipboardData.files]));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.takeKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) send();
    else if (!recall(event)) return;
    event.preventDefault();
  });

  return {
    node,
    focus: () => box.focus(),
    setTarget(wanted, placeholder) {
      target = wanted;
      recalled = 0;
      uploads.show([]);
      box.disabled = !wanted;
      shortcuts.hidden = !shortcutItems("global").length;
      box.placeholder = placeholder;
      write((wanted && drafts.get(draftKey())) ?? "");
    },
  };
}

function explainTyped(text, error) {
  const sentence = explain(error);
  return text.startsWith("/") ? `*${text.split(/\s/)[0]}* failed with the error \`${error.code}\`. ${sentence}` : sentence;
}

function drawShortcuts() {
  const button = iconButton("Shortcuts", "plus");
  const menu = attachMenu(button, { label: "Shortcuts", items: () => shortcutItems("global") });
  return h("span", { class: "with-menu" }, button, menu);
}
