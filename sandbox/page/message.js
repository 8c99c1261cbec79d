/** One message. */

import { drawBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { dismiss } from "./ephemeral.js";
import { icon, iconButton } from "./icons.js";
import { attachMenu } from "./menu.js";
import { drawFiles } from "./files.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { avatar, badge } from "./people.js";
import { go } from "./place.js";
import { shortcutItems } from "./shortcuts.js";
import { authorOf } from "./state.js";
import { createSurface } from "./surface.js";
import { clockFace, timeOfDay } from "./time.js";

/** Draws a message; `grouped` leaves out the author, who is that of the message above; `inThread`, the way into it. */
export function drawMessage({ message, grouped, inThread }) {
  const author = authorOf(message);
  const when = h("time", { datetime: message.shown_at, title: clockFace(message.shown_at) }, timeOfDay(message.shown_at));
  const failure = h("p", { class: "failure", role: "alert", hidden: true });
  const name = h("strong", { class: "author" }, author.real_name);
  return h("article", {
    class: `message ${grouped ? "grouped" : ""} ${message.ephemeral ? "ephemeral" : ""}`,
    "data-test": "message",
    "data-ts": message.ts,
    "aria-label": `${author.real_name}, ${timeOfDay(message.shown_at)}`,
  },
  h("div", { class: "gutter" }, grouped ? when : avatar(author)),
  h("div", { class: "message-body" },
    message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    !grouped && h("header", { class: "message-head" }, name, badge(author), when),
    drawContent(message, failure),
    failure,
    message.ephemeral && h("button", { type: "button", class: "link", onclick: () => dismiss(message.ts) }, "Dismiss"),
    !inThread && message.reply_count > 0 && drawReplies(message)),
  !message.ephemeral && drawTools(message, inThread));
}

/** What can be done with a message; seen while the pointer or the focus is on it. */
function drawTools(message, inThread) {
  const items = () => shortcutItems("message", message);
  const shortcuts = items().length > 0 && iconButton("Message shortcuts", "dots");
  return h("div", { class: "message-tools" },
    !inThread && iconButton("Reply in thread", "reply", { onclick: () => openThread(message) }),
    shortcuts, shortcuts && attachMenu(shortcuts, { label: "Message shortcuts", items }));
}

function drawContent(message, failure) {
  const onFailure = (sentence) => {
    failure.replaceChildren(...(sentence ? [icon("warning"), sentence] : []));
    failure.hidden = !sentence;
  };
  const surface = createSurface({ type: "message", channel: message.channel, ts: message.ts }, { onFailure });
  return h("div", { class: "content" },
    ...(message.blocks?.length ? drawBlocks(message.blocks, surface) : drawMrkdwn(message.text)),
    message.files?.length > 0 && drawFiles(message.files),
    message.edited && h("small", { class: "edited" }, "(edited)"));
}

/** As in "2 replies". */
export const countReplies = ({ reply_count: count }) => (count === 1 ? "1 reply" : `${count} replies`);

function drawReplies(message) {
  return h("button", { type: "button", class: "link replies", onclick: () => openThread(message) }, countReplies(message));
}

const openThread = (message) => go({ thread: message.ts });
