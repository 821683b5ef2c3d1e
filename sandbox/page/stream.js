// Server-sent events, and the whole state whenever something may have been missed. Of a world with thousands of people
// the page reads and hears only of the first ones, and of those who were looked for.

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
 * Keeps a world up to date for as long as the page is open; `online` is told whether the sandbox answers. Returns what
 * begins anew once others are listed.
 */
export function follow(world, online) {
  let waiting = null; // events that came while the state was being read
  let again = false;
  let timer = 0;
  let source = null;
  const listing = () => `first=${LISTED}&also=${[...world.also].join()}`;

  async function read() {
    if (waiting) {
      again = true;
      return;
    }
    waiting = [];
    try {
      world.load(await look(`state?${listing()}`));
      const late = waiting.filter((event) => event.id > world.lastEventId);
      late.forEach((event) => world.apply(event));
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
    else world.apply(event);
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
