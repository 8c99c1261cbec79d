/** The app's shortcuts, as items of a menu. */

import { explain, runShortcut } from "./api.js";
import { addNotice } from "./ephemeral.js";
import { state } from "./state.js";

/** Gives the shortcuts of a type, "global" or "message" (then for this one); members of other organisations have none. */
export function shortcutItems(type, message = null) {
  if (state.me.kind === "external") return [];
  return state.workspace.shortcuts
    .filter((shortcut) => shortcut.type === type)
    .map(({ name, description, callback_id: id }) => ({ label: name, detail: description, pick: () => start(id, message) }));
}

async function start(id, message) {
  try {
    await runShortcut(id, message ? { channel: message.channel, ts: message.ts } : {});
  } catch (error) {
    addNotice({ channel: state.place.channel }, explain(error));
  }
}
