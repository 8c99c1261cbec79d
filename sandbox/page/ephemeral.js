/** Messages that only one person sees: those the page itself makes, and which ones the person has put away. */

import { state, update } from "./state.js";
import { botNow } from "./time.js";

const STORE = "sandbox.dismissed";
const dismissed = new Set(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
let notices = [];

/** Tells the acting person something that did not work, where they tried it. */
export function addNotice({ channel, thread_ts = null }, text) {
  const shown_at = botNow().toISOString();
  const ts = `notice-${Date.now()}`;
  notices.push({ channel, thread_ts, ts, text, shown_at, as: state.me.id, notice: true, ephemeral: true });
  update({ notices });
}

/** Takes an ephemeral message out of sight for good. */
export function dismiss(ts) {
  dismissed.add(ts);
  notices = notices.filter((notice) => notice.ts !== ts);
  sessionStorage.setItem(STORE, JSON.stringify([...dismissed]));
  update({ notices });
}

/** The messages as the person is to see them here: with the page's notices, without what was dismissed. */
export function withNotices(messages, { channel, thread_ts = null }) {
  const isHere = (notice) => notice.channel === channel && notice.thread_ts === thread_ts;
  const here = notices.filter((notice) => notice.as === state.me.id && isHere(notice));
  const visible = messages.filter(({ ts, ephemeral }) => !ephemeral || !dismissed.has(ts));
  return [...visible, ...here].sort((one, other) => new Date(one.shown_at) - new Date(other.shown_at));
}
