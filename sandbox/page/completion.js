/** Completes commands, people and channels while something is typed in a composer. */

import { createListbox } from "./listbox.js";
import { badge, avatar } from "./people.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

const MOST = 12;

/** What can be completed: `before` is matched against all that stands before the caret; its last group is the query. */
const SOURCES = [
  { before: /^\/(\S*)$/, find: findCommands },
  { before: /(?:^|\s|\()@([\p{L}\d._'-]*)$/u, find: findPeople },
  { before: /(?:^|\s|\()#([\p{L}\d_-]*)$/u, find: findChannels },
];

/** Gives the commands that the acting person may use: members of another organisation have none. */
export const usableCommands = () => (state.me.kind === "external" ? [] : state.workspace.commands);

/** Adds completion to a text box. `takeKey(event)` is asked first about every key; `node` goes next to the box. */
export function attachCompletion(box) {
  let typed = null;
  const list = createListbox(box, { label: "Suggestions", tabPicks: true, pick: ({ insert }) => complete(insert) });

  function complete(insert) {
    const end = box.selectionStart;
    box.setRangeText(`${insert} `, end - typed.length, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function suggest() {
    const before = box.value.slice(0, box.selectionStart);
    for (const { before: pattern, find } of SOURCES) {
      const match = before.match(pattern);
      if (!match) continue;
      typed = match[0].trimStart().replace(/^\(/, "");
      return list.show(find(match[1].toLowerCase()).slice(0, MOST));
    }
    return list.hide();
  }

  /** A command that is typed in full is sent by Enter, not completed once more. */
  const isWhole = ({ key }) => key === "Enter" && usableCommands().some(({ command }) => command === box.value);

  box.addEventListener("input", suggest);
  box.addEventListener("blur", list.hide);
  return { node: list.node, hide: list.hide, takeKey: (event) => !isWhole(event) && list.takeKey(event) };
}

function findCommands(query) {
  return usableCommands()
    .filter(({ command }) => command.slice(1).startsWith(query))
    .map(({ command, description, usage_hint: hint }) => ({
      label: hint ? `${command} ${hint}` : command, detail: description, insert: command, lead: icon("bolt"),
    }));
}

function findPeople(query) {
  return state.workspace.people
    .filter(({ name, real_name: real }) => `${name} ${real}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(query)))
    .map((person) => ({
      label: person.real_name,
      detail: person.title || `@${person.name}`,
      insert: `@${person.real_name}`,
      lead: avatar(person, "small"),
      mark: badge(person),
    }));
}

function findChannels(query) {
  return state.channels
    .filter(({ name }) => name.includes(query))
    .map(({ name, topic, is_private: isPrivate }) => ({
      label: name, detail: topic, insert: `#${name}`, lead: icon(isPrivate ? "lock" : "hash"),
    }));
}
