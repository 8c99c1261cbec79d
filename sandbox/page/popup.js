/** Things that open over the page, next to what they belong to. They use the browser's popover layer. */

const GAP = 4;
const MARGIN = 8;
const placed = new Map(); // popover → the function that puts it where its anchor is now

/** Puts an open popover below its anchor, or above where there is more room, and keeps it there while things scroll. */
export function placePopup(node, anchor, { stretch = false } = {}) {
  placed.set(node, () => put(node, anchor.getBoundingClientRect(), stretch));
  placed.get(node)();
}

function put(node, box, stretch) {
  const { style } = node;
  const below = innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  style.width = stretch ? `${Math.max(240, box.width)}px` : "";
  style.maxHeight = "";
  const goesBelow = node.offsetHeight <= below || below >= above;
  style.maxHeight = `${Math.max(120, goesBelow ? below : above)}px`;
  style.top = goesBelow ? `${box.bottom + GAP}px` : "auto";
  style.bottom = goesBelow ? "auto" : `${innerHeight - box.top + GAP}px`;
  style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - node.offsetWidth - MARGIN))}px`;
}

function putAll({ target }) {
  for (const [node, again] of placed) {
    if (!node.matches(":popover-open")) placed.delete(node);
    else if (target !== node) again(); // its own scrolling moves nothing
  }
}

addEventListener("scroll", putAll, true);
addEventListener("resize", putAll);
