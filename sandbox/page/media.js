// What a message carries beside words. Uploaded pictures come from the sandbox; what it has not, or cannot play, is drawn.

import { cover } from "/page/placeholder.js";
import { el, icon } from "/page/elements.js";

const NAMES = { photo: "Photo", video: "Video", animation: "GIF", video_note: "Round video", sticker: "Sticker" };
const KINDS = ["photo", "video", "animation", "video_note", "sticker", "audio", "voice", "document", "contact", "location"];
const PICTURES = ["photo", "video", "animation"];

/** The kind of thing that a message carries, undefined if it has words alone. */
export const carried = (message) => KINDS.find((kind) => kind in message);

export const isPicture = (message) => PICTURES.includes(carried(message));

/** What a message carries, in a word or its name. */
export function titleOf(message) {
  const kind = carried(message);
  if (kind === "document") return message.document.file_name ?? "File";
  if (kind === "audio") return message.audio.title ?? message.audio.file_name ?? "Music";
  return { ...NAMES, voice: "Voice message", contact: "Contact", location: "Place" }[kind];
}

/** What a message carries, as it is shown; null if it has words alone. */
export function media(message) {
  const kind = carried(message);
  if (!kind) return null;
  if (PICTURES.includes(kind)) return hidden(picture(message, kind), message.has_media_spoiler);
  return { video_note: round, sticker, contact, location: place }[kind]?.(message[kind]) ?? file(message, kind);
}

/** Several messages that are shown as one: pictures side by side, files one below the other. */
export function album(messages) {
  if (!messages.every(isPicture)) return null;
  const tiles = messages.map((message) => el("div", { class: "tile" }, media(message)));
  return el("div", { class: "photo album", "data-count": String(messages.length) }, ...tiles);
}

function picture(message, kind) {
  const shown = kind === "photo" ? message.photo.at(-1) : message[kind];
  const { file_id: id, file_size: weight, width, height } = shown;
  if (kind === "photo" && weight) {
    const alt = message.caption ? "Photo" : "Photo without a caption";
    return el("span", { class: "photo" }, el("img", { src: address(shown), alt, width, height }));
  }
  const length = shown.duration ? `${NAMES[kind]}, ${clock(shown.duration)}` : NAMES[kind];
  const size = el("span", { class: "size" }, length, el("span", { class: "pixels" }, `, ${width} × ${height}`));
  const play = kind === "photo" ? null : el("span", { class: "play" }, icon("play"));
  const link = weight ? { href: address(shown), download: shown.file_name ?? "video" } : {};
  const drawn = el(weight ? "a" : "span", { class: "photo drawn", ...link }, cover(id), play, size);
  return shaped(drawn, width, height);
}

/** Gives a drawn picture its shape; one that is higher than wide is shown whole, within the width that there is. */
export function shaped(drawn, width, height) {
  drawn.style.setProperty("--shape", String(width / height));
  drawn.classList.toggle("high", height > width);
  return drawn;
}

// Tapped, it shows what it hides.
function hidden(shown, isHidden) {
  if (!isHidden) return shown;
  const veil = el("button", { type: "button", class: "veil", on: { click: () => veil.parentElement.replaceWith(shown) } },
    "Hidden. Show it");
  return el("span", { class: "photo veiled" }, shown.cloneNode(true), veil);
}

function round({ file_id: id, duration }) {
  const size = el("span", { class: "size" }, `${NAMES.video_note}, ${clock(duration)}`);
  return el("span", { class: "round-video" }, cover(id), el("span", { class: "play" }, icon("play")), size);
}

function sticker(shown) {
  if (!shown.file_size) return el("span", { class: "sticker" }, cover(shown.file_id));
  return el("img", { class: "sticker", src: address(shown), alt: "Sticker", width: 180, height: 180 });
}

const contact = ({ first_name: first, last_name: last, phone_number: phone }) =>
  line("person", [first, last].filter(Boolean).join(" "), phone);

const place = ({ latitude, longitude }) => line("place", "Place", `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);

function file(message, kind) {
  const shown = message[kind];
  const { file_size: size = 0, file_name: name, performer, duration } = shown;
  const weight = size ? weigh(size) : "by its address";
  const about = [performer, duration && clock(duration), weight].filter(Boolean).join(" · ");
  const link = size ? { href: address(shown), download: name ?? kind } : null;
  return line(kind === "document" ? "file" : "sound", titleOf(message), about, link);
}

function line(sign, name, about, link = null) {
  const words = el("span", {}, el("b", {}, name), el("small", {}, about));
  return el(link ? "a" : "span", { class: "file", ...link }, icon(sign), words);
}

const address = ({ file_id: id }) => `/sandbox/files/${id}`;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const weigh = (bytes) => (bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB`
  : `${(bytes / 1048576).toFixed(1)} MB`);
