/** The app's Home tab, which the bot publishes, and its About tab, which the manifest tells. */

import { explain, openApp } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { createSurface } from "./surface.js";
import { toast } from "./toast.js";

/** Makes the Home tab: `open(tab)` tells the bot that its page was opened, `show(view)` draws what the bot has published. */
export function createHome() {
  const node = h("section", { class: "home", "data-test": "home", "aria-label": "Home", hidden: true });
  const inside = h("div", { class: "home-inside" });
  let published = 0;
  let surface = null;
  let viewId = null;
  node.append(inside);

  function show(view) {
    published += 1;
    if (!view) return inside.replaceChildren(h("p", { class: "nothing-yet" }, "The app has not published a Home yet."));
    const kept = viewId === view.id ? surface.values() : {};
    surface = createSurface({ type: "view", view_id: view.id }, { kept, onFailure: (sentence) => sentence && toast(sentence) });
    viewId = view.id;
    return inside.replaceChildren(...drawBlocks(view.blocks, surface));
  }

  async function open(tab) {
    const before = published;
    try {
      const { view } = await openApp(tab);
      if (published === before) show(view); // else the bot has published since, which is newer
    } catch (error) {
      toast(explain(error));
    }
  }

  return { node, open, show };
}

/** Draws what there is to know about the app. */
export function drawAbout() {
  const { app, commands, shortcuts } = state.workspace;
  const entry = (name, description) => [h("dt", {}, name), h("dd", {}, description ?? "")];
  const usage = ({ command, usage_hint: hint }) => h("code", {}, `${command} ${hint ?? ""}`.trim());
  const list = (title, entries) => (entries.length ? [h("h3", {}, title), h("dl", {}, ...entries)] : []);
  return [
    h("h2", {}, app.name), h("p", {}, app.description ?? ""),
    ...list("Commands", commands.flatMap((command) => entry(usage(command), command.description))),
    ...list("Shortcuts", shortcuts.flatMap(({ name, description }) => entry(name, description))),
  ];
}
