/** Slack's mrkdwn as DOM nodes. Nothing that a message says is ever parsed as HTML. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { placeUrl } from "./place.js";
import { channelById, personById, state } from "./state.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const QUOTED = /^(?:&gt;|>) ?/;
const BULLET = /^\s*•\s+/;
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;
const PERMALINK = /^https:\/\/([\w-]+)\.slack\.com\/archives\/(\w+)\/p\d+(.*)$/;
const FENCE = /```\n?([\s\S]+?)\n?```/;

const REFERENCE = /<(?<reference>[^<>\s][^<>]*)>/gu;
/** The looks behind and ahead keep a mark inside a word, as in 2*3*4 or snake_case_name, from being formatting. */
const TOKEN = new RegExp([
  /`(?<code>[^`\n]+)`/u,
  REFERENCE,
  /(?<![\w*])\*(?!\s)(?<bold>[^*\n]+?)(?<!\s)\*(?![\w*])/u,
  /(?<!\w)_(?!\s)(?<italic>[^_\n]+?)(?<!\s)_(?!\w)/u,
  /(?<![\w~])~(?!\s)(?<struck>[^~\n]+?)(?<!\s)~(?![\w~])/u,
  /(?<![\w/@.])(?<url>https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"”’*_~])/u,
].map(({ source }) => source).join("|"), "gu");

const DRAWINGS = {
  code: (code) => h("code", {}, ...drawInline(code, REFERENCE)),
  reference: drawReference,
  bold: (text) => h("strong", {}, ...drawInline(text)),
  italic: (text) => h("em", {}, ...drawInline(text)),
  struck: (text) => h("s", {}, ...drawInline(text)),
  url: (url) => drawLink(url, url),
};

/** Turns the three entities that Slack escapes back into their characters. */
const unescapeText = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** Gives the nodes of a text in mrkdwn. */
export function drawMrkdwn(text) {
  const fence = text.match(FENCE);
  if (!fence) return drawLines(text);
  const before = text.slice(0, fence.index).replace(/\n$/, "");
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, "");
  return [...drawLines(before), h("pre", {}, ...drawInline(fence[1], REFERENCE)), ...drawMrkdwn(after)];
}

/** Gives the nodes of a text object of Block Kit. */
export function drawText(textObject) {
  if (textObject.type === "mrkdwn") return drawMrkdwn(textObject.text);
  return [plainText(textObject)];
}

/** Gives the string that a plain_text object shows. */
export function plainText({ text, emoji = true }) {
  return unescapeText(emoji ? withEmoji(text) : text);
}

/** Gathers lines of one kind, so that quotes and lists each become one element. */
function drawLines(text) {
  const kindOf = (line) => (QUOTED.test(line) ? "quote" : BULLET.test(line) ? "list" : "text");
  const groups = [];
  for (const line of text === "" ? [] : text.split("\n")) {
    const kind = kindOf(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.flatMap(({ kind, lines }) => {
    if (kind === "quote") return h("blockquote", {}, ...joined(lines.map((line) => line.replace(QUOTED, ""))));
    if (kind === "list") {
      return h("ul", {}, ...lines.map((line) => h("li", {}, ...drawInline(line.replace(BULLET, "")))));
    }
    return h("span", { class: "lines" }, ...joined(lines));
  });
}

const joined = (lines) => lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...drawInline(line)]);

/** Draws what the tokens stand for, and what is between them as it is; in code only references are tokens. */
function drawInline(text, token = TOKEN) {
  const nodes = [];
  let end = 0;
  const addPlain = (part) => part && nodes.push(token === TOKEN ? withEmoji(unescapeText(part)) : unescapeText(part));
  for (const match of text.matchAll(token)) {
    addPlain(text.slice(end, match.index));
    const [kind, inner] = Object.entries(match.groups).find(([, group]) => group !== undefined);
    nodes.push(DRAWINGS[kind](inner));
    end = match.index + match[0].length;
  }
  addPlain(text.slice(end));
  return nodes;
}

/** What stands between angle brackets: a person, a channel, a broadcast, a date or a link. */
function drawReference(reference) {
  const [target, label] = splitOnce(reference, "|");
  if (target.startsWith("@")) return drawPerson(target.slice(1), label);
  if (target.startsWith("#")) return drawChannel(target.slice(1), label);
  if (target.startsWith("!date^")) return h("span", {}, unescapeText(label ?? ""));
  if (target.startsWith("!")) return h("span", { class: "mention broadcast" }, `@${label ?? target.slice(1)}`);
  if (SAFE_LINK.test(target)) return drawLink(target, label ?? target.replace(/^mailto:/, ""));
  return h("span", {}, unescapeText(`<${reference}>`));
}

/** Draws the mention of a person. */
export function drawPerson(id, label) {
  const name = personById(id)?.real_name ?? label ?? id;
  const mine = id === state.me.id ? " mine" : "";
  return h("span", { class: `mention${mine}` }, `@${name}`);
}

/** Draws the mention of a channel. */
export function drawChannel(id, label) {
  const channel = channelById(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("a", { class: "mention", href: placeUrl({ in: id }) }, `#${channel.name}`);
}

/** A link; the address of a message here leads to its channel or thread on this page. */
function drawLink(url, label) {
  const here = url.match(PERMALINK);
  if (here?.[1] === state.workspace.team.domain) {
    const thread = here[3].match(/thread_ts=([\d.]+)/)?.[1];
    return h("a", { href: placeUrl({ in: here[2], thread }) }, withEmoji(unescapeText(label)));
  }
  const link = { href: unescapeText(url), target: "_blank", rel: "noopener noreferrer" };
  return h("a", link, withEmoji(unescapeText(label)));
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
