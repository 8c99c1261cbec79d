/** The stream of things that happened, for one person at a time. */

import { update } from "./state.js";

const RETRY_MS = 1500;
let source = null;
let retry = null;

/**
 * Listens as this person, instead of as whoever it was before. `handlers` has a function per event type; `resync` is
 * called each time that the stream opens, for what happened before that may have been missed.
 */
export function listen(personId, handlers, resync) {
  source?.close();
  clearTimeout(retry);
  connect(personId, { ...handlers, open: resync });
}

function connect(personId, handlers) {
  source = new EventSource(`/browser/live?as=${encodeURIComponent(personId)}`);
  source.onopen = () => update({ connected: true });
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    handlers[event.type]?.(event);
  };
  source.onerror = () => {
    source.close();
    update({ connected: false });
    retry = setTimeout(() => connect(personId, handlers), RETRY_MS);
  };
}
