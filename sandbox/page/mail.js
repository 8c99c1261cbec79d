/** The mail that the bot has sent, whoever it is for: a list, and beside it the one that is read. */

import { explain, fetchMails } from "./api.js";
import { coalesce, h, reconcile } from "./dom.js";
import { sizeInWords } from "./files.js";
import { icon } from "./icons.js";
import { go, placeUrl } from "./place.js";
import { onChange, state, update } from "./state.js";
import { clockFace } from "./time.js";
import { toast } from "./toast.js";

const STORE = "sandbox.mails-read";
const read = new Set(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));

/** How many mails nobody has opened in this tab. */
export const unreadMails = () => state.mails.filter(({ id }) => !read.has(id)).length;

/** Asks the sandbox what mail there is. */
export const refreshMails = coalesce(async () => {
  try {
    update({ mails: (await fetchMails()).mails });
  } catch (error) {
    toast(explain(error));
  }
});

/** Makes the view, which shows itself where the URL says so. */
export function createMail() {
  const list = h("ul", { class: "mail-list", "aria-label": "Mails" });
  const pane = h("article", { class: "mail-pane", "data-test": "mail" });
  const node = h("div", { class: "mails", hidden: true }, list, pane);
  let shown = null;

  function draw() {
    node.hidden = !state.place.mails;
    if (node.hidden) return;
    const mail = state.mails.find(({ id }) => id === state.place.mail);
    if (mail) markRead(mail.id);
    node.classList.toggle("is-reading", Boolean(mail));
    reconcile(list, state.mails.length ? state.mails.map((each) => toRow(each, mail)) : [{ key: "none" }], drawRow);
    if (mail?.id !== shown || !mail) pane.replaceChildren(...(mail ? drawMail(mail) : [nothing("Choose a mail to read it.")]));
    shown = mail?.id;
  }

  onChange(["place", "mails"], draw);
  return { node };
}

function markRead(id) {
  if (read.has(id)) return;
  read.add(id);
  sessionStorage.setItem(STORE, JSON.stringify([...read]));
  update({ mailsRead: read.size });
}

const nothing = (words) => h("p", { class: "nothing-yet" }, words);
const toRow = (mail, current) => ({
  key: mail.id, mail, when: clockFace(mail.shown_at), current: mail.id === current?.id, unread: !read.has(mail.id),
});

function drawRow({ key, mail, when, current, unread }) {
  if (key === "none") return h("li", {}, nothing("No mail yet. What the bot sends by e-mail comes here."));
  return h("li", {}, h("a", {
    href: placeUrl({ mail: mail.id }), class: unread ? "unread" : null, "aria-current": current ? "true" : null, "data-test": "mail-link",
  },
  h("span", { class: "mail-to" }, mail.to.join(", ")),
  h("span", { class: "mail-when" }, when),
  h("span", { class: "mail-subject" }, mail.attachments.length > 0 && icon("clip"), mail.subject || "(no subject)")));
}

/** The HTML is framed without the right to run anything; its links open in tabs of their own. */
function drawMail(mail) {
  const frame = mail.has_html && h("iframe", {
    class: "mail-html", title: mail.subject, src: `/mails/${mail.id}/html`, sandbox: "allow-popups allow-popups-to-escape-sandbox",
  });
  const text = mail.text !== null && h("pre", { class: "mail-text" }, mail.text);
  const fact = (name, words) => [h("dt", {}, name), h("dd", {}, words)];
  return [
    h("header", { class: "mail-head" },
      h("button", { type: "button", class: "link mail-back", onclick: () => go({ mail: null }) }, "All mail"),
      h("h2", {}, mail.subject || "(no subject)"),
      h("dl", {}, ...fact("From", mail.from), ...fact("To", mail.to.join(", ")), ...fact("Sent", clockFace(mail.shown_at))),
      mail.attachments.length > 0 && h("div", { class: "files" }, ...mail.attachments.map((file, number) => drawAttachment(mail, file, number)))),
    ...(frame && text ? drawTabs({ HTML: frame, Text: text }) : [frame || text || nothing("It is empty.")]),
  ];
}

function drawAttachment(mail, { name, size }, number) {
  return h("a", { class: "file", href: `/mails/${mail.id}/attachments/${number}`, download: name },
    icon("file"), h("strong", { title: name }, name), h("small", {}, sizeInWords(size)));
}

function drawTabs(parts) {
  const names = Object.keys(parts);
  const tabs = names.map((name) => h("button", { type: "button", role: "tab", onclick: () => choose(name) }, name));
  const choose = (chosen) => names.forEach((name, at) => {
    tabs[at].setAttribute("aria-selected", String(name === chosen));
    parts[name].hidden = name !== chosen;
  });
  choose(names[0]);
  return [h("div", { class: "mail-tabs", role: "tablist" }, ...tabs), ...Object.values(parts)];
}
