// The conversation in the middle: messages by day, edited in place, the newest in view.

import { author, bubble } from "/page/message_item.js";
import { byId, el, hold } from "/page/elements.js";
import { open } from "/page/entities.js";
import { day, dayKey } from "/page/dates.js";

const NEAR = 120;

export class Messages {
  #log = byId("log");
  #list = byId("messages");
  #shown = new Map(); // message id or day, to its list item and what it was made of
  #place = null;
  #isAtEnd = true;

  constructor(actsFor) {
    this.actsFor = actsFor;
    new ResizeObserver(() => this.#isAtEnd && this.#toEnd()).observe(this.#list);
    this.#log.addEventListener("scroll", () => this.#noteEnd(), { passive: true });
  }

  /** Shows a place as it is now; `speaker` is who writes there, whose words stand at the right. */
  show(place, speaker) {
    if (place.key !== this.#place) {
      this.#place = place.key;
      this.#shown.clear();
      this.#isAtEnd = true;
    }
    const before = this.#shown;
    this.#shown = new Map();
    const focused = focusWithin(this.#list);
    hold(this.#list, this.#items(place, speaker, before));
    restore(this.#list, focused);
    this.#list.querySelectorAll("blockquote.expandable:not(.measured)").forEach(measure);
    if (this.#isAtEnd) this.#toEnd();
  }

  #items(place, speaker, before) {
    const acts = this.actsFor(place, speaker);
    const items = [];
    let last = null;
    for (const group of grouped(place.messages.values())) {
      const [{ message }] = group;
      const today = dayKey(message.date);
      if (today !== dayKey(last?.date ?? 0)) items.push(this.#keep(before, today, "", () => dayLine(message)));
      const isOwn = message.from !== undefined && message.from.id === speaker?.id;
      const isNamed = !place.isPrivate && !isOwn && (!last || author(last).id !== author(message).id);
      const made = JSON.stringify([group, isOwn, isNamed, speaker?.id]);
      items.push(this.#keep(before, message.message_id, made, (old) => {
        const item = bubble(group, acts, { isOwn, isNamed });
        item.dataset.message = message.message_id;
        if (old) takeOver(old, item);
        return item;
      }));
      last = message;
    }
    return items;
  }

  #keep(before, key, made, make) {
    const old = before.get(key);
    const item = old?.made === made ? old.item : make(old?.item);
    this.#shown.set(key, { made, item });
    return item;
  }

  #noteEnd() {
    this.#isAtEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** The messages, those of an album together. */
function grouped(all) {
  const groups = [];
  for (const one of all) {
    const album = one.message.media_group_id;
    const last = groups.at(-1);
    if (album && last?.[0].message.media_group_id === album) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

const dayLine = (message) => el("li", { class: "day" }, el("span", {}, day(message.date)));

// What was opened stays open when the message is edited.
function takeOver(old, item) {
  const quotes = old.querySelector("blockquote.open") ? item.querySelectorAll("blockquote.expandable") : [];
  quotes.forEach((quote) => open(quote, true));
  item.classList.add("changed");
}

function measure(quote) {
  const words = quote.querySelector(".words");
  quote.classList.add("measured");
  if (!quote.classList.contains("open")) quote.classList.toggle("short", words.scrollHeight <= words.clientHeight + 1);
}

// An edit replaces the item that holds the focus: it returns to the control in the same place.
function focusWithin(list) {
  const item = document.activeElement?.closest?.("[data-message]");
  if (!item || !list.contains(item)) return null;
  return { message: item.dataset.message, place: controls(item).indexOf(document.activeElement) };
}

function restore(list, focused) {
  const item = focused && list.querySelector(`[data-message="${focused.message}"]`);
  if (!item || item.contains(document.activeElement)) return;
  const all = controls(item);
  (all[Math.min(focused.place, all.length - 1)] ?? byId("log")).focus({ preventScroll: true });
}

const controls = (item) => [...item.querySelectorAll(".keyboard button, .keyboard a")];
