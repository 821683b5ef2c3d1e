// The chats at the left: people, the topics of groups, channels; each with its last message and the number of unread ones.

import { author, inOneLine } from "/page/message_item.js";
import { byId, el, hold, icon, numberOf, write } from "/page/elements.js";
import { carried } from "/page/media.js";
import { briefly } from "/page/dates.js";
import { nameOf } from "/page/state.js";

const HEADINGS = { private: "People", group: "Groups", supergroup: "Groups", channel: "Channels" };

/** Fills a round picture with a name's first letters, or a sign. */
export function portray(avatar, place) {
  const name = place.chat.is_forum ? place.name : nameOf(place.chat);
  avatar.dataset.hue = String(numberOf(name) % 6);
  avatar.classList.toggle("square", Boolean(place.chat.is_forum));
  if (place.chat.is_forum) avatar.replaceChildren(icon("topic"));
  else if (place.chat.type === "channel") avatar.replaceChildren(icon("channel"));
  else write(avatar, initials(name));
}

const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();

export class Chats {
  #rows = new Map();
  #sections = new Map();

  constructor(state) {
    this.state = state;
    const list = byId("chats");
    list.addEventListener("keydown", (event) => this.#step(event, list));
  }

  /** The places to be shown for a bot, in the order in which they are shown. */
  places(botId) {
    const all = [...this.state.places.values()].filter((place) => !place.isPrivate || place.botId === botId);
    const isMember = ({ isPrivate, members }) =>
      isPrivate || !members.some((one) => one.user.is_bot) || members.some((one) => one.user.id === botId);
    const order = Object.values(HEADINGS);
    const rank = (place) => order.indexOf(HEADINGS[place.chat.type]);
    return all.filter((place) => isMember(place) && place.isThere).sort((one, other) => rank(one) - rank(other));
  }

  show(botId, openKey) {
    const sections = [];
    for (const place of this.places(botId)) {
      const heading = place.chat.is_forum ? nameOf(place.chat) : HEADINGS[place.chat.type];
      if (sections.at(-1)?.heading !== heading) sections.push({ heading, rows: [] });
      sections.at(-1).rows.push(this.#row(place, place.key === openKey));
    }
    hold(byId("chats"), sections.map(({ heading, rows }) => this.#section(heading, rows)));
  }

  #section(heading, rows) {
    if (!this.#sections.has(heading)) {
      const id = `heading-${this.#sections.size}`;
      const list = el("ul", { "aria-labelledby": id });
      this.#sections.set(heading, { list, section: el("section", {}, el("h2", { id, dir: "auto" }, heading), list) });
    }
    const { list, section } = this.#sections.get(heading);
    hold(list, rows);
    return section;
  }

  #row(place, isOpen) {
    if (!this.#rows.has(place.key)) this.#rows.set(place.key, makeRow(place));
    const row = this.#rows.get(place.key);
    const { unread, last } = place;
    portray(row.avatar, place);
    write(row.name, place.name);
    write(row.time, last ? briefly(last.message.date) : "");
    write(row.last, last ? lastWords(place, last.message) : "No messages yet");
    write(row.count, unread ? String(unread) : "");
    write(row.spoken, unread ? `, ${unread} unread` : "");
    row.link.classList.toggle("blocked", place.isBlocked || place.isGone);
    if (isOpen) row.link.setAttribute("aria-current", "page");
    else row.link.removeAttribute("aria-current");
    return row.item;
  }

  #step(event, list) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (!(event.key in steps) || at < 0) return;
    event.preventDefault();
    links[Math.min(Math.max(at + steps[event.key], 0), links.length - 1)].focus();
  }
}

function lastWords(place, message) {
  const isOther = !place.isPrivate && place.chat.type !== "channel" && (message.text || carried(message));
  return isOther ? `${nameOf(author(message))}: ${inOneLine(message)}` : inOneLine(message);
}

function makeRow(place) {
  const parts = { avatar: "avatar", name: "who", time: "when", last: "last", count: "count", spoken: "hidden" };
  const row = Object.fromEntries(Object.entries(parts).map(([part, look]) => [part, el("span", { class: look })]));
  for (const part of ["name", "last"]) row[part].dir = "auto";
  row.avatar.setAttribute("aria-hidden", "true");
  row.count.setAttribute("aria-hidden", "true");
  row.link = el("a", { class: "chat", href: `#${place.key}` },
    row.avatar, row.name, row.time, row.last, row.count, row.spoken);
  row.item = el("li", {}, row.link);
  return row;
}
