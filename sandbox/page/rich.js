/** Rich text and images. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { drawChannel, drawPerson, plainText } from "./mrkdwn.js";
import { state } from "./state.js";

const PARTS = {
  rich_text_section: ({ elements }) => h("div", { class: "lines" }, ...inline(elements)),
  rich_text_quote: ({ elements }) => h("blockquote", { class: "lines" }, ...inline(elements)),
  rich_text_preformatted: ({ elements }) => h("pre", {}, ...inline(elements)),
  rich_text_list: ({ style, elements, indent = 0, offset = 0 }) =>
    h(style === "ordered" ? "ol" : "ul", { start: style === "ordered" ? offset + 1 : null, style: { "margin-left": `${indent * 22}px` } },
      ...elements.map((item) => h("li", {}, ...inline(item.elements)))),
};

const INLINE = {
  text: ({ text }) => text,
  link: ({ url, text }) => h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text ?? url),
  emoji: ({ name }) => withEmoji(`:${name}:`),
  user: ({ user_id: id }) => drawPerson(id),
  channel: ({ channel_id: id }) => drawChannel(id),
  broadcast: ({ range }) => h("span", { class: "mention broadcast" }, `@${range}`),
};
const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s" };

/** Draws a rich_text block. */
export const drawRichText = ({ elements }) => h("div", { class: "block rich-text" }, ...elements.map((part) => PARTS[part.type](part)));

function inline(elements) {
  return elements.map((each) => Object.entries(STYLES)
    .filter(([style]) => each.style?.[style])
    .reduce((inner, [, tag]) => h(tag, {}, inner), INLINE[each.type](each)));
}

/** Draws an image block. */
export const drawImageBlock = (block) => h("figure", { class: "block image" },
  block.title && h("figcaption", {}, plainText(block.title)), drawImage(block));

/** Draws an image; one of an uploaded file is seen by who sees the file. */
export function drawImage({ image_url: url, slack_file: file, alt_text: alt }) {
  const id = file?.id ?? file?.url.match(/\/files-pri\/([^/]+)/)?.[1];
  return h("img", { src: file ? `/files/${id}?as=${encodeURIComponent(state.me.id)}` : url, alt, title: alt });
}
