// Link previews, drawn from what the bot's records say of the address. No request leaves this machine.

import { cover } from "/page/placeholder.js";
import { el } from "/page/elements.js";
import { anchor, domainOf, webAddress } from "/page/links.js";
import { shaped } from "/page/media.js";
import { look } from "/page/server.js";

const told = new Map();

/** The card under or above a message's text, null if it has none. */
export function preview(message, acts) {
  const options = message.link_preview_options ?? {};
  const address = options.url ?? firstLink(message);
  if (!message.text || options.is_disabled || !address || !webAddress(address)) return null;
  const card = anchor(address, [], acts, { class: "card", "aria-label": `Preview of ${domainOf(address)}` });
  card.classList.toggle("above", Boolean(options.show_above_text));
  fill(card, { domain: domainOf(address) }, options, address);
  find(address).then((known) => fill(card, known, options, address));
  return card;
}

function firstLink(message) {
  for (const { type, url, offset, length } of message.entities ?? []) {
    if (type === "text_link") return url;
    const text = message.text.slice(offset, offset + length);
    if (type === "url") return text.includes("://") ? text : `https://${text}`;
  }
  return null;
}

function find(address) {
  if (!told.has(address)) {
    const asked = look(`preview?url=${encodeURIComponent(address)}`).catch(() => ({ domain: domainOf(address) }));
    told.set(address, asked);
    asked.then((known) => known.title || told.delete(address)); // a record may tell of it later
  }
  return told.get(address);
}

function fill(card, known, options, address) {
  const isLarge = Boolean(options.prefer_large_media || (known.is_picture && !options.prefer_small_media));
  card.classList.toggle("large", isLarge);
  const words = el("span", { class: "said" },
    el("span", { class: "provider" }, known.provider ?? known.domain),
    el("span", { class: "headline" }, known.title ?? pathOf(address)),
    known.excerpt && !isLarge ? el("span", { class: "extract" }, known.excerpt) : null,
    known.provider && known.domain ? el("span", { class: "domain" }, known.domain) : null);
  const picture = el("span", { class: "cover" }, cover(address));
  if (known.height > known.width) shaped(picture, known.width, known.height);
  card.replaceChildren(...(isLarge ? [picture, words] : [words]));
  if (known.title) card.setAttribute("aria-label", `Preview: ${known.title}, ${known.domain}`);
}

function pathOf(address) {
  const path = webAddress(address).pathname;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
