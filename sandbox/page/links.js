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
  const outside = { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href, ...attributes };
  if (start === null) return el("a", outside, ...children);
  const begin = (event) => {
    event.preventDefault();
    acts.begin(start);
  };
  return el("a", { ...outside, on: { click: begin } }, ...children);
}

// https://t.me/<bot>?start=<what> (Bot API, "Deep linking").
export function startOf(url, username) {
  const isBot = url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === username?.toLowerCase();
  return isBot ? (url.searchParams.get("start") ?? "") : null;
}
