/** The middle of the page: a conversation, or the app's page with its tabs. */

import { usableCommands } from "./completion.js";
import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { createFeed } from "./feed.js";
import { createHome, drawAbout } from "./home.js";
import { icon } from "./icons.js";
import { createMail } from "./mail.js";
import { avatar, badge } from "./people.js";
import { placeUrl } from "./place.js";
import { appAsPerson, channelById, onChange, personById, state } from "./state.js";

const TAB_NAMES = { home: "Home", messages: "Messages", about: "About" };

/** Fills `root`, which from then on shows the place of the URL. Gives what live events need: `refresh` and `home`. */
export function mountConversation(root) {
  const target = () => (talks() && state.place.channel ? { channel: state.place.channel } : null);
  const feed = createFeed({ label: "Messages", target });
  const composer = createComposer({ test: "composer", label: "Message", onSent: () => feed.refresh(), withShortcuts: true });
  const head = h("header", { class: "conversation-head" });
  const talk = h("div", { class: "talk" }, feed.node, composer.node);
  const home = createHome();
  const about = h("section", { class: "about", "aria-label": "About", hidden: true });
  let shown = null;
  root.replaceChildren(head, talk, home.node, about, createMail().node);

  onChange(["place"], () => {
    const { as, in: here, tab } = state.place;
    const place = `${as} ${here} ${tab}`;
    if (place === shown) return; // only the thread beside it was opened or closed
    shown = place;
    head.replaceChildren(...drawHead());
    talk.hidden = !talks();
    home.node.hidden = tab !== "home";
    about.hidden = tab !== "about";
    if (tab === "home" || tab === "messages") home.open(tab);
    if (tab === "about") about.replaceChildren(...drawAbout());
    if (talks()) talkHere();
  });

  let wasMoving = false;
  onChange(["clock"], () => {
    const isMoving = state.clock.reached !== state.clock.offset;
    if (wasMoving && !isMoving && state.place.tab === "home") home.open("home"); // it shows a day that is over
    wasMoving = isMoving;
  });

  function talkHere() {
    composer.setTarget(target(), placeholder());
    if (matchMedia("(hover: hover)").matches) composer.focus(); // elsewhere it would open the keyboard
    feed.refresh();
  }

  return { refresh: feed.refresh, home };
}

const talks = () => !state.place.mails && (!state.place.tab || state.place.tab === "messages");

/** Who is at the other end of a direct conversation; null in a channel. */
function counterpart() {
  if (state.place.tabs) return appAsPerson();
  return personById(state.dms.find(({ id }) => id === state.place.in)?.user) ?? null;
}

function placeholder() {
  const other = counterpart();
  const hasExample = usableCommands().some(({ command }) => command === "/logtime");
  if (hasExample && (!other || other.kind === "bot")) return "Try /logtime 2h ACME-101 copy edits";
  return `Message ${other ? other.real_name : `#${channelById(state.place.in)?.name}`}`;
}

function drawHead() {
  if (state.place.mails) return [h("h1", {}, icon("mail"), "Mail"), h("p", { class: "topic" }, "What the bot sent by e-mail, to anybody. It went no further.")];
  const other = counterpart();
  const channel = channelById(state.place.in);
  const words = (text) => h("p", { class: "topic" }, text ?? "");
  if (other) {
    const title = h("h1", {}, avatar(other, "small"), other.real_name);
    return [title, badge(other) ?? "", state.place.tabs ? drawTabs() : words(other.title)];
  }
  const shared = channel?.is_shared ? h("span", { class: "badge external" }, "Shared") : "";
  return [h("h1", {}, icon(channel?.is_private ? "lock" : "hash"), channel?.name ?? "Nowhere"), shared, words(channel?.topic)];
}

function drawTabs() {
  const { tabs, tab } = state.place;
  return h("nav", { class: "tabs", "aria-label": `${state.workspace.app.name} pages` }, ...tabs.map((name) =>
    h("a", { href: placeUrl({ tab: name }), "aria-current": name === tab ? "page" : null }, TAB_NAMES[name])));
}
