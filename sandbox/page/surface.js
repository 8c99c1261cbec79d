/** One place that shows blocks, a message or a view: what has been entered in it, and how it reaches the bot. */

import { explain, fetchOptions, sendAction } from "./api.js";

/**
 * Makes the surface of a container as the contract names it, `{type, …}`. `kept` holds what was entered in an earlier
 * drawing of the same view; `onFailure` is told, in a sentence, when the bot did not take an action.
 */
export function createSurface(container, { kept = {}, onFailure }) {
  const readers = [];

  return {
    /** What this input held before, or undefined if it was not there. */
    keptValue: (blockId, actionId) => kept[blockId]?.[actionId],

    /** Has `read()` asked for the input's value whenever the state is wanted. */
    register(blockId, actionId, read) {
      readers.push({ blockId, actionId, read });
    },

    /** All that is entered, as Slack's `state.values`. */
    values() {
      const values = {};
      for (const { blockId, actionId, read } of readers) (values[blockId] ??= {})[actionId] = read();
      return values;
    },

    /** Tells the bot of an action; true once it has taken it. */
    async act(blockId, actionId, payload) {
      onFailure(null);
      try {
        await sendAction({ container, block_id: blockId, action_id: actionId, state: this.values(), ...payload });
        return true;
      } catch (error) {
        onFailure(explain(error));
        return false;
      }
    },

    /** Asks the bot for the options of an external select; throws what the api throws. */
    async options(blockId, actionId, value) {
      return (await fetchOptions({ container, block_id: blockId, action_id: actionId, value })).options;
    },
  };
}
