/** A button that opens a menu: overflow menus, the app's shortcuts, the clock. */

import { h } from "./dom.js";
import { placePopup } from "./popup.js";

/**
 * Gives a button its menu and returns the menu's node, to be put next to the button. `items()` is asked at each opening
 * for `{label, detail?, pick}`; arrows, Home, End and Escape work as in any menu, and the focus goes back to the button.
 */
export function attachMenu(button, { label, items }) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" });
  const title = h("div", { class: "menu-title", "aria-hidden": "true" }, label);
  const rows = () => [...menu.querySelectorAll("[role=menuitem]")];

  button.popoverTargetElement = menu;
  button.setAttribute("aria-haspopup", "menu");

  function drawItem({ label: text, detail, pick }, index) {
    const choose = () => {
      menu.hidePopover();
      button.focus();
      pick();
    };
    const props = { type: "button", class: "menu-item", tabindex: "-1", autofocus: index === 0, onclick: choose };
    return h("button", { ...props, role: "menuitem", "aria-label": text },
      h("span", {}, text), detail && h("span", { class: "menu-detail" }, detail));
  }

  menu.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") menu.replaceChildren(title, ...items().map(drawItem));
  });
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") placePopup(menu, button);
  });
  menu.addEventListener("keydown", (event) => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab") menu.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    all[next % all.length]?.focus();
  });
  return menu;
}
