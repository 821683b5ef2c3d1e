// A message's text with its entities. Their offsets count UTF-16 units, as JavaScript's strings do.

import { el } from "/page/elements.js";
import { anchor } from "/page/links.js";
import { iso, whole, written } from "/page/dates.js";

const INLINE = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** The nodes of a formatted text; `acts.say` is called with a command that is pressed. */
export function formatted(text, entities, acts) {
  const ordered = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return build(text, 0, text.length, ordered, acts);
}

function build(text, start, end, entities, acts) {
  const nodes = [];
  let at = start;
  const queue = [...entities];
  while (queue.length) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    const inner = [];
    while (queue.length && queue[0].offset < to) inner.push(queue.shift());
    // What reaches beyond this entity goes on behind it.
    queue.unshift(...inner.filter((one) => one.offset + one.length > to));
    const isBlock = BLOCKS.has(entity.type);
    nodes.push(between(text.slice(at, from), isBlock));
    nodes.push(wrap(entity, text.slice(from, to), build(text, from, to, inner, acts), acts));
    at = isBlock && text[to] === "\n" ? to + 1 : to;
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((node) => node !== "");
}

// The line break before a block is the block's own.
const between = (text, isBeforeBlock) => (isBeforeBlock && text.endsWith("\n") ? text.slice(0, -1) : text);

function wrap(entity, covered, children, acts) {
  switch (entity.type) {
    case "url": return anchor(/^[a-z][a-z0-9+.-]*:/i.test(covered) ? covered : `https://${covered}`, children, acts);
    case "text_link": return anchor(entity.url, children, acts);
    case "email": return el("a", { href: `mailto:${covered}` }, ...children);
    case "phone_number": return el("a", { href: `tel:${covered.replace(/[^+\d]/g, "")}` }, ...children);
    case "bot_command": return command(covered, acts);
    case "spoiler": return spoiler(children);
    case "pre": return el("pre", { "data-language": entity.language || null }, el("code", {}, ...children));
    case "blockquote": return el("blockquote", {}, ...children);
    case "expandable_blockquote": return expandable(children);
    case "date_time": return moment(entity, children);
    default: return INLINE[entity.type] ? el(INLINE[entity.type], {}, ...children) : tag(children);
  }
}

const tag = (children) => el("span", { class: "tag" }, ...children);

function command(text, acts) {
  return el("button", { type: "button", class: "command", on: { click: () => acts.say(text) } }, text);
}

function spoiler(children) {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Show the hidden text" });
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hidden.replaceWith(el("span", { class: "spoiler shown" }, ...children));
  };
  hidden.append(el("span", { "aria-hidden": "true", inert: true }, ...children));
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", show);
  return hidden;
}

/** A quote of three lines until it is opened. */
function expandable(children) {
  const words = el("div", { class: "words" }, ...children);
  const more = el("button", { type: "button", class: "more", "aria-expanded": "false" }, "Show more");
  const quote = el("blockquote", { class: "expandable" }, words, more);
  more.addEventListener("click", () => open(quote, !quote.classList.contains("open")));
  return quote;
}

/** Opens or closes an expandable quote. */
export function open(quote, isOpen) {
  const more = quote.querySelector(".more");
  quote.classList.toggle("open", isOpen);
  more.setAttribute("aria-expanded", String(isOpen));
  more.textContent = isOpen ? "Show less" : "Show more";
}

function moment(entity, children) {
  const text = written(entity.unix_time, entity.date_time_format);
  const inside = text === null ? children : [text];
  return el("time", { datetime: iso(entity.unix_time), title: whole(entity.unix_time) }, ...inside);
}
