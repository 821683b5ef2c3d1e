// Server-sent events, and the whole state whenever events may have been missed. Where there are thousands of people the
// page reads and hears only of the first ones, and of those who were looked for.

import { look } from "/page/server.js";

const KINDS = [
  "bot", "person", "people", "chat", "topic", "delivered", "edited", "deleted", "answered", "action", "commands",
  "blocked", "member", "migrated", "fault", "calls", "record", "replay",
];
// After these the state is read again: they are rare and change more than they say.
const CHANGES = new Set(
  ["bot", "person", "people", "chat", "topic", "commands", "blocked", "member", "migrated", "fault"],
);
const PAUSE = 60;
const LISTED = 60; // people, and as many groups and channels

/**
 * Keeps the state up to date for as long as the page is open; calls `online` with whether the sandbox answers. Returns
 * the function to call when others are listed.
 */
export function follow(state, online) {
  let waiting = null; // events that came while the state was being read
  let again = false;
  let timer = 0;
  let source = null;
  const listing = () => `first=${LISTED}&also=${[...state.also].join()}`;

  async function read() {
    if (waiting) {
      again = true;
      return;
    }
    waiting = [];
    try {
      state.load(await look(`state?${listing()}`));
      const late = waiting.filter((event) => event.id > state.lastEventId);
      late.forEach((event) => state.apply(event));
    } catch {
      online(false);
    } finally {
      waiting = null;
    }
    if (again) {
      again = false;
      await read();
    }
  }

  function receive(message) {
    const event = JSON.parse(message.data);
    if (waiting) waiting.push(event);
    else state.apply(event);
    if (!CHANGES.has(event.event)) return;
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE);
  }

  function listen() {
    source?.close();
    source = new EventSource(`/sandbox/events?calls=0&${listing()}`);
    KINDS.forEach((kind) => source.addEventListener(kind, receive));
    source.addEventListener("open", () => {
      online(true);
      read();
    });
    source.addEventListener("error", () => online(false));
  }

  listen();
  return listen;
}
