/** The page's own line drawings; they are in icons.svg, on a grid of 20 × 20. */

import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** Draws the icon called `name`, hidden from screen readers: what it stands for is said by its button or text. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Makes a button that shows an icon only; its label is its accessible name and its tooltip. */
export function iconButton(label, iconName, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...props }, icon(iconName));
}
