// One message: a bubble with its buttons, or a line about something that happened.

import { el } from "/page/elements.js";
import { formatted } from "/page/entities.js";
import { keyboard } from "/page/keyboards.js";
import { media } from "/page/media.js";
import { clock, iso, whole } from "/page/moments.js";
import { preview } from "/page/previews.js";
import { nameOf } from "/page/world.js";

const SERVICE = {
  new_chat_members: "joined",
  left_chat_member: "left",
  pinned_message: "pinned a message",
  migrate_to_chat_id: "made the group a supergroup",
  migrate_from_chat_id: "brought the group here",
  forum_topic_created: "created the topic",
  forum_topic_edited: "renamed the topic",
  forum_topic_closed: "closed the topic",
  forum_topic_reopened: "reopened the topic",
};

export const author = (message) => message.from ?? message.sender_chat;

/** What a message says, in one line. */
export function inOneLine(message) {
  const said = message.text ?? message.caption ?? (message.photo ? "Photo" : message.document?.file_name);
  return said === undefined ? happening(message) : said.replace(/\s+/g, " ");
}

function happening(message) {
  const kind = Object.keys(message).find((key) => key in SERVICE);
  return `${nameOf(author(message))} ${SERVICE[kind] ?? "did something"}`;
}

/** The list item of a message; `acts` are what its links and buttons do, `isNamed` shows who wrote it. */
export function bubble({ message, edits }, acts, { isOwn, isNamed }) {
  if (!message.text && !message.photo && !message.document) {
    return el("li", { class: "service" }, el("span", {}, happening(message)));
  }
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const words = text && el("div", { class: "text" }, ...formatted(text, entities, acts));
  const shown = [media(message), preview(message, acts)].filter(Boolean);
  const isAbove = message.text ? message.link_preview_options?.show_above_text : !message.show_caption_above_media;
  const parts = isAbove ? [...shown, words] : [words, ...shown];
  const body = el("div", { class: "bubble" }, isNamed && name(message), forwarded(message), replied(message),
    ...parts.filter(Boolean), stamp(message, edits));
  return el("li", { class: isOwn ? "message own" : "message" },
    el("span", { class: "hidden" }, `${nameOf(author(message))} wrote:`), body, keyboard(message, acts));
}

const name = (message) => el("div", { class: "name" }, nameOf(author(message)));

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  return el("div", { class: "forwarded" }, `Forwarded from ${nameOf(origin.sender_user ?? origin.chat ?? {})}`);
}

function replied({ reply_to_message: answered }) {
  if (!answered) return null;
  return el("div", { class: "reply" }, el("b", {}, nameOf(author(answered))), el("span", {}, inOneLine(answered)));
}

function stamp(message, edits) {
  const isEdited = edits > 0 || message.edit_date;
  const later = message.edit_date ? `; edited ${whole(message.edit_date)}` : "";
  const title = `Sent ${whole(message.date)}${later}`;
  const edited = isEdited ? el("span", { class: "edited" }, edits > 1 ? `edited ${edits}×` : "edited") : null;
  return el("div", { class: "stamp" }, edited, el("time", { datetime: iso(message.date), title }, clock(message.date)));
}
