/** How people are shown. */

import { h } from "./dom.js";
import { belonging } from "./state.js";

/** The initials of a name, two at most. */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : null].map((word) => word?.[0] ?? "").join("").toUpperCase();
}

/** A square in the person's colour with their initials; decoration, since the name always stands beside it. */
export function avatar(person, size = "") {
  const kind = person.kind === "bot" ? "of-app" : "";
  const style = { "--person": person.color };
  return h("span", { class: `avatar ${size} ${kind}`, "aria-hidden": "true", style }, initials(person.real_name));
}

/** The badge of an app, a guest or a member of another organisation; null for a plain member. */
export function badge(person) {
  const words = belonging(person);
  return words && h("span", { class: `badge ${person.kind}` }, words);
}
