// The threads of a forum, or of a private chat that has some, as tabs above the conversation.

import { byId, el, hold } from "/page/elements.js";

const links = new Map();
const keyStart = ({ key }) => key.split(".")[0]; // the bot of a private chat

/** Shows the threads beside which a place stands; nothing where there is only one. */
export function showThreads(state, place) {
  const all = [...state.places.values()].filter((one) => one.chat.id === place.chat.id && keyStart(one) === keyStart(place));
  const bar = byId("threads");
  const has = place.chat.is_forum || all.length > 1;
  bar.hidden = !has;
  hold(bar, has ? all.filter((one) => one.isThere).map((one) => link(one, one === place)) : []);
  if (bar.dataset.open === place.key) return;
  bar.dataset.open = place.key;
  bar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function link(place, isOpen) {
  if (!links.has(place.key)) links.set(place.key, el("a", { href: `#${place.key}`, dir: "auto" }));
  const made = links.get(place.key);
  const signs = [place.threadName, place.topic?.hidden ? "(hidden)" : place.topic?.closed && "(closed)"];
  const text = signs.filter(Boolean).join(" ");
  if (made.textContent !== text) made.textContent = text;
  if (isOpen) made.setAttribute("aria-current", "page");
  else made.removeAttribute("aria-current");
  return made;
}
