/** The stream of things that happened, for one person at a time. */

import { update } from "./state.js";

const RETRY_MS = 1500;
let source = null;
let retry = null;

/**
 * Listens as this person, instead of as whoever it was before. `handlers` has a function per event type; `resync` is
 * called each time that the stream comes back after a break, when anything may have been missed.
 */
export function listen(personId, handlers, resync) {
  source?.close();
  clearTimeout(retry);
  connect(personId, handlers, resync, false);
}

function connect(personId, handlers, resync, isAgain) {
  source = new EventSource(`/browser/live?as=${encodeURIComponent(personId)}`);
  source.onopen = () => {
    update({ connected: true });
    if (isAgain) resync();
  };
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    handlers[event.type]?.(event);
  };
  source.onerror = () => {
    source.close();
    update({ connected: false });
    retry = setTimeout(() => connect(personId, handlers, resync, true), RETRY_MS);
  };
}
