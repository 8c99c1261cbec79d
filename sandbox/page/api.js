/** Talks to the sandbox's server as the acting person. Every function throws an ApiError when the answer is not ok. */

import { state } from "./state.js";

/** A refusal or failure: `code` is Slack's error code, the message a sentence for a person. */
export class ApiError extends Error {
  constructor(code, message) {
    super(message ?? code);
    this.code = code;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await (await fetch(path, options)).json();
  } catch {
    throw new ApiError("no_connection", "The sandbox can't be reached. Is it still running?");
  }
  if (answer.ok === false) throw new ApiError(answer.error, answer.message);
  return answer;
}

function get(path, params = {}) {
  const query = new URLSearchParams({ as: state.me?.id ?? "", ...params });
  return ask(`${path}?${query}`);
}

function post(path, body) {
  const headers = { "content-type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify({ as: state.me.id, ...body }) });
}

export const fetchWorkspace = () => get("/browser/workspace");
export const fetchConversations = () => get("/browser/conversations");
export const fetchModal = () => get("/browser/modal");
export const fetchMails = () => get("/browser/mails");
export const fetchClock = () => get("/clock");
export const moveClock = (to) => post("/clock/forward", { to });
export const runShortcut = (callback_id, message = {}) => post("/browser/shortcut", { callback_id, ...message });
export const openApp = (tab) => post("/browser/home", { tab });
export const sendAction = (action) => post("/browser/action", action);
export const fetchOptions = (question) => post("/browser/options", question);
export const submitView = (view_id, viewState) => post("/browser/submit", { view_id, state: viewState });
export const closeView = (view_id) => post("/browser/close", { view_id });

/** The messages of a channel, or of one thread in it; reading them marks them as read. */
export const fetchMessages = (channel, thread_ts) =>
  get("/browser/messages", thread_ts ? { channel, thread_ts } : { channel });

/** Uploads a file, which is the person's own until it is sent; gives `{id, name, title, size}`. */
export async function upload(file) {
  const query = new URLSearchParams({ as: state.me.id, name: file.name });
  return (await ask(`/browser/upload?${query}`, { method: "POST", body: file })).file;
}

/** Sends what was typed: a command if it starts with a slash and brings no files, else a message. */
export function sendTyped(text, target, files = []) {
  if (files.length || !text.startsWith("/")) return post("/browser/say", { ...target, text: text.trim(), files });
  const [, command, rest] = text.match(/^(\S+)\s*([\s\S]*)$/);
  return post("/browser/command", { ...target, command, text: rest.trim() });
}

/** Says in a sentence what went wrong; an error that is not of the api is a bug of the page, and goes on. */
export function explain(error) {
  if (!(error instanceof ApiError)) throw error;
  return error.message;
}
