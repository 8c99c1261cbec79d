/** The bot's clock in the acting person's time zone, with the ways to move it forward. */

import { explain, moveClock } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menu.js";
import { onChange, state, update } from "./state.js";
import { botNow, clockFace } from "./time.js";
import { toast } from "./toast.js";

const WAYS = [
  { label: "An hour", to: "hour", detail: "from now" },
  { label: "Next morning", to: "morning", detail: "09:00, your time zone" },
  { label: "Month's end", to: "month_end", detail: "17:00 on the last day" },
];

/** Makes the clock, which goes on by itself from then on. */
export function createClock() {
  const face = h("span", { class: "clock-face" });
  const moving = h("span", { class: "clock-moving", role: "status" });
  const title = "The bot's time. Move it forward…";
  const button = h("button", { type: "button", class: "clock", "data-test": "clock", title }, icon("clock"), face, icon("down"));
  const items = () => WAYS.map((way) => ({ ...way, pick: () => forward(way.to) }));

  function draw() {
    const isMoving = state.clock.reached !== state.clock.offset;
    say(face, clockFace(botNow()));
    button.classList.toggle("is-moving", isMoving);
    say(moving, isMoving ? `Time is moving to ${clockFace(Date.now() + state.clock.offset * 1000)}` : "");
  }

  onChange(["clock", "me"], draw);
  setInterval(draw, 1000);
  return h("div", { class: "with-menu topbar-clock" }, moving, button, attachMenu(button, { label: "Move time forward", items }));
}

/** Where it is said already, nothing is to be drawn or read out again. */
function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

async function forward(to) {
  try {
    update({ clock: await moveClock(to) });
  } catch (error) {
    toast(explain(error));
  }
}
