/**
 * Where the person is, kept in the URL: `#as=U…&in=C…[&tab=…][&thread=…][&mail=…]`. For the app's page `in` is the app's
 * id, for the mail it is `mail`.
 */

import { appConversation, state } from "./state.js";

const FIELDS = ["as", "in", "tab", "thread", "mail"];

/** Reads the place that the URL names; any field may be missing. */
export function readPlace() {
  const params = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(FIELDS.map((field) => [field, params.get(field)]));
}

/** The URL of a place. Who acts and where stay unless changed, the tab too within one place; a thread must be named. */
export function placeUrl(changes) {
  const { as, in: here, tab } = state.place;
  const leaves = "in" in changes || "as" in changes;
  const params = new URLSearchParams();
  const wanted = { as, in: here, tab: leaves ? null : tab, ...changes };
  for (const field of FIELDS) if (wanted[field]) params.set(field, wanted[field]);
  return `#${params}`;
}

/** Goes to a place; the page follows the URL. */
export function go(changes) {
  location.hash = placeUrl(changes);
}

/**
 * Makes a place complete: somewhere that the acting person can see, with `channel`, the id of its conversation. Members
 * of another organisation have no conversation with the app, and so not its page.
 */
export function settle(place) {
  if (place.in === "mail") return { ...place, mails: true };
  const { app } = state.workspace;
  const dm = appConversation();
  if (dm && (place.in === app.id || place.in === dm.id)) {
    const tabs = app.home ? ["home", "messages", "about"] : ["messages", "about"];
    const asked = place.in === app.id ? place.tab : "messages";
    return { ...place, in: app.id, tab: tabs.includes(asked) ? asked : tabs[0], tabs, channel: dm.id };
  }
  const seen = [...state.channels, ...state.dms];
  const here = seen.find(({ id }) => id === place.in)
    ?? state.channels.find(({ name }) => name === "accounts") ?? seen[0];
  return { ...place, in: here?.id ?? null, tab: null, tabs: null, channel: here?.id ?? null };
}
