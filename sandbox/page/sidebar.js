/** The left side: the workspace, who acts, and where they can go. */

import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { unreadMails } from "./mail.js";
import { avatar, badge, initials } from "./people.js";
import { go, placeUrl } from "./place.js";
import { actingPeople, appAsPerson, appConversation, belonging, onChange, personById, state } from "./state.js";

/** Fills the sidebar, which from then on follows who acts, where, and what is unread. */
export function mountSidebar(root) {
  const channels = h("ul", { class: "links" });
  const direct = h("ul", { class: "links" });
  const apps = h("ul", { class: "links" });
  const directSection = section("Direct messages", direct);
  const appSection = section("Apps", apps);
  const switcher = createSwitcher();
  const name = h("h2", { class: "workspace-name" }, state.workspace.team.name);
  const outside = h("ul", { class: "links" });
  root.replaceChildren(name, switcher.node, section("Channels", channels), directSection, appSection, section("Outside", outside));

  onChange(["place", "channels", "dms", "mails", "mailsRead"], () => {
    if (!state.place.in) return;
    const people = state.dms.filter(({ user }) => user !== state.workspace.app.bot_user_id);
    switcher.show();
    reconcile(channels, state.channels.map(channelLink), drawLink);
    reconcile(direct, people.map(directLink), drawLink);
    reconcile(apps, [appLink()], drawLink);
    reconcile(outside, [link({ in: "mail" }, { name: "Mail", unread: unreadMails(), mark: "mail" })], drawLink);
    directSection.hidden = !people.length;
    appSection.hidden = !appConversation();
  });
}

function section(title, list) {
  return h("section", { class: "sidebar-section" }, h("h3", {}, title), list);
}

function link(place, { name, unread = 0, mark, person = null }) {
  return { key: place.in, url: placeUrl(place), name, unread, mark, person, current: state.place.in === place.in };
}

const channelLink = ({ id, name, unread, is_private: isPrivate, is_shared: isShared }) =>
  link({ in: id }, { name, unread, mark: isPrivate ? "lock" : isShared ? "shared" : "hash" });

function directLink({ id, user, unread }) {
  const person = personById(user);
  return link({ in: id }, { name: person.real_name, unread, person });
}

function appLink() {
  const unread = appConversation()?.unread ?? 0;
  const { app } = state.workspace;
  return link({ in: app.id, tab: unread ? "messages" : null }, { name: app.name, unread, person: appAsPerson() });
}

function drawLink({ url, name, unread, mark, person, current }) {
  return h("li", {}, h("a", {
    href: url,
    class: unread ? "unread" : null,
    "aria-label": name,
    "aria-current": current ? "page" : null,
    title: unread ? `${unread} unread` : null,
  },
  mark ? icon(mark) : avatar(person, "tiny"),
  h("span", { class: "link-name" }, name),
  unread > 0 && h("span", { class: "unread-count" }, unread)));
}

/** A card that shows who acts; a native select lies over it, so that it opens like one. */
function createSwitcher() {
  const select = h("select", { "data-test": "act-as", "aria-label": "Act as", onchange: () => go({ as: select.value }) });
  const card = h("div", { class: "act-as-card", "aria-hidden": "true" });

  function fill() {
    const groups = Map.groupBy(actingPeople(), groupOf);
    select.replaceChildren(...[...groups].map(([label, members]) => h("optgroup", { label }, ...members.map(drawOption))));
    if (state.me) show();
  }

  function show() {
    const { me } = state;
    select.value = me.id;
    card.replaceChildren(avatar(me), h("span", { class: "act-as-words" },
      h("span", { class: "act-as-caption" }, "Act as", badge(me) ?? ""),
      h("strong", {}, me.real_name),
      h("span", { class: "act-as-title" }, me.title)), icon("down"));
  }

  fill();
  onChange(["workspace"], fill);
  return { node: h("div", { class: "act-as" }, card, select), show };
}

const groupOf = (person) => ({ member: state.workspace.team.name, guest: "Guests" })[person.kind] ?? belonging(person);

function drawOption(person) {
  const words = [person.real_name, person.title, person.is_admin && "admin"].filter(Boolean).join(" · ");
  const style = { "--person": person.color };
  return h("option", { value: person.id, "data-initials": initials(person.real_name), style }, words);
}
