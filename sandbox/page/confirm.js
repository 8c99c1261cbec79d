/** The "are you sure?" dialog that a Block Kit element can ask for. */

import { h, uniqueId } from "./dom.js";
import { drawText, plainText } from "./mrkdwn.js";

/** Shows the dialog of a confirm object; resolves to whether the person said yes. Escape is a no. */
export function askConfirm({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const id = uniqueId("confirm");
    const dialog = h("dialog", { class: "confirm", "aria-labelledby": id, onclose: () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    } },
    h("form", { method: "dialog" },
      h("h2", { id }, plainText(title)),
      h("div", { class: "confirm-text" }, ...drawText(text)),
      h("div", { class: "dialog-buttons" },
        h("button", { class: "button", value: "no" }, plainText(deny)),
        h("button", { class: `button ${style ?? "primary"}`, value: "yes", autofocus: true }, plainText(confirm)))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
