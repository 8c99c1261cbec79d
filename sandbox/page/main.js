/** Starts the page and keeps it in step with the URL and with what happens in the workspace. */

import { ApiError, explain, fetchClock, fetchConversations, fetchWorkspace } from "./api.js";
import { mountConversation } from "./conversation.js";
import { coalesce } from "./dom.js";
import { listen } from "./live.js";
import { refreshMails } from "./mail.js";
import { mountModal } from "./modal.js";
import { readPlace, placeUrl, settle } from "./place.js";
import { mountSidebar } from "./sidebar.js";
import { actingPeople, personById, state, update } from "./state.js";
import { mountThread } from "./thread.js";
import { toast } from "./toast.js";
import { mountTopbar } from "./topbar.js";

const part = (selector) => document.querySelector(selector);

async function start() {
  update({ workspace: await fetchWorkspace() });
  document.title = `${state.workspace.team.name} · Sandbox`;
  mountTopbar(part(".topbar"));
  mountSidebar(part(".sidebar"));
  const conversation = mountConversation(part(".conversation"));
  const thread = mountThread(part(".thread"));
  const modal = mountModal(part(".modal"));

  const refreshConversations = coalesce(async () => {
    const { channels, dms } = await fetchConversations();
    update({ channels, dms });
  });

  /** An event only says what is out of date; what is on the page is then asked for anew. */
  const messagesChanged = async (channel) => {
    if (channel === state.place.channel) await Promise.all([conversation.refresh(), thread.refresh()]);
    await refreshConversations();
  };
  const handlers = {
    message: ({ message }) => messagesChanged(message.channel),
    message_changed: ({ message }) => messagesChanged(message.channel),
    message_deleted: ({ channel }) => messagesChanged(channel),
    conversation: () => messagesChanged(null),
    modal: () => modal.refresh(),
    home: ({ view }) => conversation.home.show(view),
    clock: ({ clock }) => update({ clock }),
    mail: refreshMails,
    people: async () => {
      update({ workspace: await fetchWorkspace() });
      update({ me: personById(state.me.id) });
    },
  };
  const resync = async () => {
    update({ clock: await fetchClock() });
    await Promise.all([messagesChanged(state.place.channel), modal.refresh(), refreshMails()]);
  };

  /** Goes where the URL says, as the person that it names. */
  async function follow() {
    const place = readPlace();
    const people = actingPeople();
    const me = people.find(({ id }) => id === place.as) ?? people[0];
    const isOther = me.id !== state.me?.id;
    if (isOther) {
      update({ me });
      const [clock] = await Promise.all([fetchClock(), refreshConversations()]);
      update({ clock });
      if (me !== state.me) return; // another one was chosen meanwhile
      listen(me.id, handlers, resync);
    }
    update({ place: settle({ ...place, as: me.id }) });
    history.replaceState(null, "", placeUrl(state.place));
    if (isOther) await modal.refresh();
  }

  addEventListener("hashchange", follow);
  await Promise.all([follow(), refreshMails()]);
}

addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof ApiError) toast(explain(reason));
});

start().catch((error) => toast(error.message));
