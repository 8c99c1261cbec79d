/** A message list that is kept in step with the server, for the conversation and for the thread. */

import { fetchMessages } from "./api.js";
import { coalesce } from "./dom.js";
import { withNotices } from "./ephemeral.js";
import { createMessageList } from "./message_list.js";
import { onChange, state } from "./state.js";

/**
 * Makes the list of what is said where `target()` says: `{channel, thread_ts?}`, or null when nothing is to be shown.
 * `refresh()` asks for it anew; `key()` changes whenever it becomes another conversation.
 */
export function createFeed({ label, inThread = false, target }) {
  const list = createMessageList({ label, inThread });
  let loaded = { key: null, messages: [] };

  function key() {
    const where = target();
    return where && `${state.me.id} ${where.channel} ${where.thread_ts ?? ""}`;
  }

  function draw() {
    if (loaded.key && loaded.key === key()) list.show(withNotices(loaded.messages, target()), loaded.key);
  }

  const refresh = coalesce(async () => {
    const asked = key();
    if (!asked) return;
    const { messages } = await fetchMessages(target().channel, target().thread_ts);
    if (asked !== key()) return; // the person went elsewhere meanwhile
    loaded = { key: asked, messages: messages.filter((message) => inThread || !isReply(message)) };
    draw();
  });

  onChange(["notices", "clock"], draw);
  return { node: list.node, refresh, key };
}

const isReply = ({ ts, thread_ts: thread }) => Boolean(thread) && thread !== ts;
