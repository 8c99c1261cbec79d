/** The pane beside a conversation that shows one of its threads. */

import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { createFeed } from "./feed.js";
import { iconButton } from "./icons.js";
import { go } from "./place.js";
import { channelById, onChange, state } from "./state.js";

/** Fills `root`, which from then on shows the thread that the URL names, if it names one. Gives `refresh`. */
export function mountThread(root) {
  const target = () => state.place.thread && { channel: state.place.channel, thread_ts: state.place.thread };
  const feed = createFeed({ label: "Thread messages", inThread: true, target });
  const composer = createComposer({ test: "thread-composer", label: "Reply", onSent: () => feed.refresh() });
  const where = h("span", { class: "topic" });
  const close = iconButton("Close thread", "close", { onclick: () => go({}) });
  let shown = null;
  let opener = null;
  const head = h("header", { class: "conversation-head" }, h("h2", {}, "Thread"), where, close);
  root.replaceChildren(head, feed.node, composer.node);

  onChange(["place"], () => {
    const isOpen = Boolean(state.place.thread);
    if (root.hidden && isOpen) opener = document.activeElement;
    root.hidden = !isOpen;
    if (feed.key() === shown) return;
    shown = feed.key();
    if (isOpen) open();
    else if (opener?.isConnected) opener.focus();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) go({});
  });

  function open() {
    const channel = channelById(state.place.in);
    where.textContent = channel ? `#${channel.name}` : "Direct message";
    composer.setTarget(target(), "Reply…");
    composer.focus();
    feed.refresh();
  }

  return { refresh: feed.refresh };
}
