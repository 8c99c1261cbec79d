/** The messages of a conversation or thread, which keep to their newest end unless the person has scrolled away. */

import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { countReplies, drawMessage } from "./message.js";
import { authorOf, state } from "./state.js";
import { dayInWords, dayOf } from "./time.js";

const GROUPED_WITHIN_MS = 5 * 60_000;
const NEAR_END_PX = 60;

/** Makes a list; `show(messages, place)` fills it, and starts over at the end when the place is another than before. */
export function createMessageList({ label, inThread }) {
  const rows = h("div", { class: "messages", role: "log", "aria-label": label });
  const jump = h("button", { type: "button", class: "jump", hidden: true, onclick: toEnd }, "New messages", icon("arrowDown"));
  const scroller = h("div", { class: "message-scroller", tabindex: "0" }, rows);
  const node = h("div", { class: "message-list" }, scroller, jump);
  let shownPlace = null;
  let newest = null;
  let keepsToEnd = true;

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = true;
  }

  scroller.addEventListener("scroll", () => {
    keepsToEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (keepsToEnd) jump.hidden = true;
  });
  const sizes = new ResizeObserver(() => keepsToEnd && toEnd());
  sizes.observe(scroller);
  sizes.observe(rows);

  function show(messages, place) {
    const isNewPlace = place !== shownPlace;
    const last = messages.at(-1);
    rows.setAttribute("aria-busy", String(isNewPlace)); // a whole conversation is not read out, only what is added to it
    reconcile(rows, toRows(messages, inThread), drawRow);
    const isForMe = last?.user === state.me.id || last?.ephemeral;
    if (isNewPlace || (isForMe && last.ts !== newest)) keepsToEnd = true;
    if (keepsToEnd) toEnd();
    else if (last?.ts !== newest) jump.hidden = false;
    shownPlace = place;
    newest = last?.ts;
    rows.setAttribute("aria-busy", "false");
  }

  return { node, show };
}

/** Puts a divider before each day, and says which messages go on under the author of the one before. */
function toRows(messages, inThread) {
  const rows = messages.length ? [] : [{ key: "empty" }];
  let before = null;
  for (const message of messages) {
    const day = dayOf(message.shown_at);
    const newDay = !before || day !== dayOf(before.shown_at);
    if (newDay && !inThread) rows.push({ key: `day ${day}`, day: dayInWords(message.shown_at) });
    const grouped = !newDay && !(inThread && before.reply_count) && belongsTo(before, message);
    rows.push({ key: message.ts, message, grouped, inThread, reader: state.me.id });
    if (inThread && message.reply_count) rows.push({ key: "replies", rule: countReplies(message) });
    before = message;
  }
  return rows;
}

function belongsTo(before, message) {
  return authorOf(before).id === authorOf(message).id
    && !before.ephemeral && !message.ephemeral
    && new Date(message.shown_at) - new Date(before.shown_at) < GROUPED_WITHIN_MS;
}

function drawRow(row) {
  if (row.key === "empty") return h("p", { class: "nothing-yet" }, "Nothing here yet.");
  if (row.day) return h("div", { class: "day", role: "separator" }, h("span", {}, row.day));
  if (row.rule) return h("div", { class: "reply-rule", role: "separator" }, h("span", {}, row.rule));
  return drawMessage(row);
}
