/** The emoji that an agency's bot is likely to name; they are in emoji.json. */

import emoji from "./emoji.json" with { type: "json" };

/** Replaces `:name:` by the emoji of that name; a name that is not known stays as it was typed. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (typed, name) => emoji[name] ?? typed);
