// Links: they open outside and tell the other side nothing; those to the bot itself stay here.

import { el } from "/page/elements.js";

/** The address as a URL if it is one of the web, otherwise null. */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

export const domainOf = (text) => (webAddress(text)?.hostname ?? "").replace(/^www\./, "");

/** A link with these children; plain text where the address is not of the web. */
export function anchor(address, children, acts, attributes = {}) {
  const url = webAddress(address);
  if (!url) return el("span", { title: address }, ...children);
  const start = startOf(url, acts.username);
  const adding = addingOf(url, acts.username);
  const outside = { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href, ...attributes };
  if (start === null && !adding) return el("a", outside, ...children);
  const begin = (event) => {
    event.preventDefault();
    if (adding) acts.addBot(adding);
    else acts.begin(start);
  };
  return el("a", { ...outside, on: { click: begin } }, ...children);
}

const isOwn = (url, username) => url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === username?.toLowerCase();

// https://t.me/<bot>?start=<what> (Bot API, "Deep linking").
export function startOf(url, username) {
  return isOwn(url, username) && !addingOf(url, username) ? (url.searchParams.get("start") ?? "") : null;
}

// https://t.me/<bot>?startgroup=<what>&admin=<rights>, and ?startchannel&admin=<rights>: null if it is another link.
function addingOf(url, username) {
  const kind = ["startgroup", "startchannel"].find((name) => url.searchParams.has(name));
  if (!kind || !isOwn(url, username)) return null;
  const rights = (url.searchParams.get("admin") ?? "").split(/[+ ]/).filter(Boolean).map((right) => `can_${right}`);
  return { isChannel: kind === "startchannel", payload: url.searchParams.get(kind), rights };
}
