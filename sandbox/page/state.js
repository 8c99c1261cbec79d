/** What the page knows. Read `state` freely; change it through `update`, which tells those who listen. */

export const state = {
  workspace: null, // answer of /browser/workspace
  me: null, // the person who acts
  channels: [],
  dms: [],
  mails: [],
  place: {}, // see place.js
  clock: { offset: 0, reached: 0 },
  connected: true,
};

const listeners = [];

/** Calls `listener` after every change to one of the named keys. */
export function onChange(keys, listener) {
  listeners.push({ keys, listener });
}

/** Changes the state and tells each listener of the changed keys once. */
export function update(changes) {
  Object.assign(state, changes);
  for (const { keys, listener } of listeners) if (keys.some((key) => key in changes)) listener();
}

/** The person with this id; the bot user is one too. */
export const personById = (id) => state.workspace.people.find((person) => person.id === id);

/** Who can be acted as: everybody but the app, and who has left. */
export const actingPeople = () => state.workspace.people.filter(({ kind, deleted }) => kind !== "bot" && !deleted);

/** The channel with this id, if the acting person may see it. */
export const channelById = (id) => state.channels.find((channel) => channel.id === id);

/** The direct conversation with the app, if the acting person has one. */
export const appConversation = () => state.dms.find((dm) => dm.user === state.workspace.app.bot_user_id);

/** The app as a person: its bot user. */
export const appAsPerson = () => personById(state.workspace.app.bot_user_id);

const SANDBOX = { id: "sandbox", real_name: "Sandbox", color: "#6b6b76", kind: "notice" };

/** Who wrote a message; someone unknown if they have left the workspace. */
export function authorOf(message) {
  if (message.notice) return SANDBOX;
  const author = message.bot_id ? appAsPerson() : personById(message.user);
  return author ?? { ...SANDBOX, id: message.user, real_name: "Someone" };
}

/** What to call someone's belonging, where they are not a plain member: their organisation, or "Guest". */
export function belonging(person) {
  if (person.kind === "bot") return "APP";
  if (person.kind === "guest") return "Guest";
  return person.kind === "external" ? state.workspace.teams[person.team_id]?.name ?? "External" : null;
}
