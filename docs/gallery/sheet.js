/** Draws the examples of a room as the sandbox page draws a message, a modal or a Home; each has its name above it. */

import { drawBlocks } from "/page/blocks.js";
import { h } from "/page/dom.js";
import { drawMessage } from "/page/message.js";
import { drawModal } from "/page/modal.js";
import { update } from "/page/state.js";
import { createSurface } from "/page/surface.js";

const BOT = { id: "U0BOT", real_name: "Jobjacket", kind: "bot", color: "#4a2f6b" };
const AT = { shown_at: "2026-03-12T14:20:00Z", bot_id: "B0BOT" };
const IGNORE = () => {};

/** Fills the page with examples, `{name, message}` or `{name, view}`, and waits for their pictures. */
export async function drawSheet(examples) {
  update(workspaceOf(JSON.stringify(examples)));
  document.body.replaceChildren(...examples.map(({ name, message, view }) => h("section", { class: "example" },
    h("h2", {}, name), message ? drawMessage({ message: { ...AT, ...message }, inThread: true }) : drawView(view))));
  await Promise.all([...document.images].map((image) => image.decode()));
}

function drawView(view) {
  if (view.type === "modal") {
    return h("div", { class: "modal", open: true }, drawModal(view, {}, { submit: IGNORE, close: IGNORE }).node);
  }
  return h("div", { class: "home" }, ...drawBlocks(view.blocks, createSurface({ type: "view" }, { onFailure: IGNORE })));
}

/** A workspace that has every person (`U0MAYA`) and channel (`C0ACME`) whose id is in the text. */
function workspaceOf(text) {
  const named = (mark) => [...new Set(text.match(new RegExp(`\\b${mark}0[A-Z0-9_]+\\b`, "g")))]
    .map((id) => ({ id, name: id.slice(2).toLowerCase() }));
  const people = named("U").map(({ id, name }) => ({ id, real_name: name[0].toUpperCase() + name.slice(1), kind: "member" }));
  return {
    workspace: { team: { domain: "agency" }, app: { bot_user_id: BOT.id }, teams: {}, shortcuts: [], people: [BOT, ...people] },
    me: { id: "U0READER", kind: "member", tz: "America/New_York" },
    channels: named("C"),
  };
}
