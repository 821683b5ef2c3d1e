// One message as a list item: a bubble with its buttons, or the line of a service message.

import { el } from "/page/elements.js";
import { formatted } from "/page/entities.js";
import { keyboard } from "/page/keyboards.js";
import { album, carried, media, titleOf } from "/page/media.js";
import { clock, iso, whole } from "/page/dates.js";
import { preview } from "/page/previews.js";
import { nameOf } from "/page/state.js";

const SERVICE = {
  new_chat_members: ({ from, new_chat_members: members }) => aboutOthers(from, members, "joined", "added"),
  left_chat_member: ({ from, left_chat_member: member }) => aboutOthers(from, [member], "left", "removed"),
  pinned_message: "pinned a message",
  migrate_to_chat_id: "made the group a supergroup",
  migrate_from_chat_id: "brought the group here",
  forum_topic_created: ({ forum_topic_created: topic }) => `created the topic “${topic.name}”`,
  forum_topic_edited: ({ forum_topic_edited: topic }) => `named the topic “${topic.name}”`,
  forum_topic_closed: "closed the topic",
  forum_topic_reopened: "reopened the topic",
  general_forum_topic_hidden: "hid General",
  general_forum_topic_unhidden: "showed General again",
  chat_shared: "shared a chat with the bot",
  users_shared: "shared people with the bot",
};

function aboutOthers(from, members, alone, others) {
  const names = members.filter((one) => one.id !== from.id).map(nameOf);
  return names.length > 0 ? `${others} ${names.join(", ")}` : alone;
}

export const author = (message) => message.from ?? message.sender_chat;

/** What a message says, in one line. */
export function inOneLine(message) {
  const said = message.text ?? message.caption ?? titleOf(message);
  return said === undefined ? happening(message) : said.replace(/\s+/g, " ");
}

function happening(message) {
  const kind = Object.keys(message).find((key) => key in SERVICE);
  const did = SERVICE[kind] ?? "did something";
  return `${nameOf(author(message))} ${typeof did === "function" ? did(message) : did}`;
}

/**
 * The list item of a message, or of the messages of an album; `acts` are what its links and buttons do, `isNamed` shows
 * who wrote it.
 */
export function bubble(group, acts, { isOwn, isNamed }) {
  const { message, edits } = group.at(-1);
  if (!message.text && !carried(message)) return el("li", { class: "service" }, el("span", { dir: "auto" }, happening(message)));
  const first = group[0].message;
  const body = el("div", { class: "bubble" }, isNamed && name(first), forwarded(first), helped(first), replied(first),
    ...inside(group.map((one) => one.message), acts), stamp(message, edits, acts));
  return el("li", { class: isOwn ? "message own" : "message" },
    el("span", { class: "hidden" }, `${nameOf(author(message))} wrote:`), body, keyboard(message, acts));
}

function inside(messages, acts) {
  const pictures = messages.length > 1 ? album(messages) : null;
  if (!pictures) return messages.flatMap((message) => parts(message, [media(message), preview(message, acts)], acts));
  return parts(messages.find((one) => one.caption) ?? messages[0], [pictures], acts);
}

/** What is shown and what is said, in their order. */
function parts(message, shown, acts) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const words = text && el("div", { class: "text", dir: "auto" }, ...formatted(text, entities, acts));
  const isAbove = message.text ? message.link_preview_options?.show_above_text : !message.show_caption_above_media;
  return (isAbove ? [...shown, words] : [words, ...shown]).filter(Boolean);
}

const name = (message) => el("div", { class: "name", dir: "auto" }, nameOf(author(message)));

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  const from = origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.chat ?? {});
  return el("div", { class: "forwarded" }, `Forwarded from ${from}`);
}

const helped = ({ via_bot: bot }) => bot && el("div", { class: "forwarded" }, `via @${bot.username}`);

function replied({ reply_to_message: answered }) {
  if (!answered || answered.forum_topic_created) return null; // as all do in a topic that reply to nothing else
  return el("div", { class: "reply" }, el("b", {}, nameOf(author(answered))), el("span", { dir: "auto" }, inOneLine(answered)));
}

function stamp(message, edits, acts) {
  const isEdited = edits > 0 || message.edit_date;
  const later = message.edit_date ? `; edited ${whole(message.edit_date)}` : "";
  const title = `Sent ${whole(message.date)}${later}`;
  const edited = isEdited ? el("span", { class: "edited" }, edits > 1 ? `edited ${edits}×` : "edited") : null;
  const forward = acts.forward && el("button", { type: "button", class: "forward", on: { click: () => acts.forward(message) } },
    "Forward to the bot");
  return el("div", { class: "stamp" }, forward, edited, el("time", { datetime: iso(message.date), title }, clock(message.date)));
}
