/** The top bar: what this is, whether it is connected, the clock, and on a narrow screen the way to the sidebar. */

import { createClock } from "./clock.js";
import { h } from "./dom.js";
import { iconButton } from "./icons.js";
import { onChange, state } from "./state.js";

/** Fills the top bar. */
export function mountTopbar(root) {
  const words = `A local workspace for trying ${state.workspace.app.name}. Nothing leaves this computer.`;
  const offline = h("span", { class: "offline", role: "status" });
  const tag = [h("span", { class: "sandbox-tag" }, "Sandbox"), h("span", { class: "topbar-words" }, words)];
  root.replaceChildren(createDrawerButton(), ...tag, offline, createClock());
  onChange(["connected"], () => { offline.textContent = state.connected ? "" : "Reconnecting…"; });
}

/** On a narrow screen the sidebar is a drawer: opened here, closed by going somewhere, by Escape or beside it. */
function createDrawerButton() {
  const { body } = document;
  const isOpen = () => body.classList.contains("drawer-open");
  const toggle = (open) => {
    body.classList.toggle("drawer-open", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#sidebar select").focus();
  };
  const props = { "aria-controls": "sidebar", "aria-expanded": "false", onclick: () => toggle(!isOpen()) };
  const button = iconButton("Menu", "menu", { ...props, class: "icon-button drawer-button" });
  const closeBy = (event, isReason = () => true) => addEventListener(event, (it) => isOpen() && isReason(it) && toggle(false));

  closeBy("hashchange");
  closeBy("keydown", ({ key }) => key === "Escape");
  closeBy("pointerdown", ({ target }) => target.closest("#main"));
  return button;
}
