/** The modal that the bot has open for the acting person: always the top of the server's stack. */

import { closeView, explain, fetchModal, submitView } from "./api.js";
import { drawBlocks, showErrors } from "./blocks.js";
import { coalesce, h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { plainText } from "./mrkdwn.js";
import { createSurface } from "./surface.js";

/** Takes charge of the dialog. Gives `refresh`, which makes it show what the server has open now. */
export function mountModal(dialog) {
  const typed = new Map(); // view id → what was entered, for views that are updated or lie under another
  const closed = new Set(); // view ids: an answer that was on its way while one was closed may still show it
  let current = null; // {view, surface, …} as drawn

  const refresh = coalesce(async () => {
    const { view } = await fetchModal();
    show(view);
  });

  function show(view) {
    if (closed.has(view?.id)) return;
    if (current) typed.set(current.view.id, current.surface.values());
    if (!view) return hide();
    if (current && current.view.id === view.id && current.view.hash === view.hash) return;
    const focused = current?.view.id === view.id ? document.activeElement?.closest?.("[data-block]")?.dataset.block : null;
    current = drawModal(view, typed.get(view.id), { submit, close });
    dialog.replaceChildren(current.node);
    if (!dialog.open) dialog.showModal();
    focusOn(dialog, focused);
  }

  function hide() {
    current = null;
    typed.clear();
    dialog.close();
    dialog.replaceChildren();
  }

  async function submit(event) {
    event.preventDefault();
    const sent = current;
    if (sent.isWaiting()) return;
    sent.wait(true);
    sent.complain([]);
    try {
      const { response_action: action, errors } = await submitView(sent.view.id, sent.surface.values());
      if (action === "errors") showErrors(sent.node, errors);
      else await refresh();
    } catch (error) {
      sent.complain([explain(error)]);
    } finally {
      sent.wait(false);
    }
  }

  async function close() {
    const { id } = current.view;
    try {
      const { view } = await closeView(id);
      closed.add(id);
      show(view);
    } catch (error) {
      current.complain([explain(error)]);
    }
  }

  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  });
  return { refresh };
}

/** Draws a modal, with what was entered in it before. */
export function drawModal(view, kept, { submit, close }) {
  const banner = h("div", { class: "modal-banner", role: "alert", hidden: true });
  const complain = (sentences) => {
    banner.replaceChildren(...sentences.map((sentence) => h("p", {}, icon("warning"), sentence)));
    banner.hidden = !sentences.length;
  };
  const onFailure = (sentence) => complain(sentence ? [sentence] : []);
  const surface = createSurface({ type: "view", view_id: view.id }, { kept, onFailure });
  const submitButton = view.submit && h("button", { class: "button primary" }, plainText(view.submit));
  const closeLabel = view.close ? plainText(view.close) : view.submit ? "Cancel" : "Close";
  const node = h("form", { class: "modal-form", novalidate: true, onsubmit: submit, onkeydown: submitOnModEnter },
    h("header", { class: "modal-head" },
      h("h2", { id: "modal-title" }, plainText(view.title)),
      iconButton("Dismiss", "close", { onclick: close })),
    h("div", { class: "modal-body" }, ...drawBlocks(view.blocks, surface)),
    banner,
    h("footer", { class: "dialog-buttons" },
      h("button", { type: "button", class: "button", onclick: close }, closeLabel), submitButton));
  const wait = (waiting) => {
    if (!submitButton) return;
    submitButton.disabled = waiting;
    submitButton.setAttribute("aria-busy", String(waiting));
  };
  return { view, surface, node, complain, wait, isWaiting: () => !submitButton || submitButton.disabled };
}

function submitOnModEnter(event) {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
}

/** Into the field that had the focus before an update, the first one, or the dialog's last button. */
function focusOn(dialog, block) {
  const field = (block && dialog.querySelector(`[data-block="${CSS.escape(block)}"] :is(input, textarea)`))
    ?? dialog.querySelector(".modal-body :is(input, textarea)")
    ?? dialog.querySelector(".dialog-buttons button:last-child");
  field.focus();
  if (field.type === "text") field.setSelectionRange(field.value.length, field.value.length);
}
