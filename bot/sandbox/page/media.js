// Photos and files of a message. An uploaded one comes from the sandbox; one named by address is only drawn.

import { cover } from "/page/covers.js";
import { el, icon } from "/page/elements.js";

/** The photo or file of a message, null if it has none. */
export function media(message) {
  if (message.photo) return photo(message.photo.at(-1), message.caption);
  return message.document ? file(message.document) : null;
}

function photo({ file_id: id, file_size: weight, width, height }, caption) {
  const size = el("span", { class: "size" }, `Photo, ${width} × ${height}`);
  if (!weight) return el("span", { class: "photo" }, cover(id), size);
  const alt = caption ? "Photo" : "Photo without a caption";
  return el("span", { class: "photo" }, el("img", { src: `/sandbox/files/${id}`, alt, width, height }));
}

function file({ file_id: id, file_name: name = "file", file_size: size = 0 }) {
  const weight = size ? `${Math.ceil(size / 1024)} KB` : "by its address";
  const words = el("span", {}, el("b", {}, name), el("small", {}, weight));
  const address = size ? { href: `/sandbox/files/${id}`, download: name } : {};
  return el(size ? "a" : "span", { class: "file", ...address }, icon("file"), words);
}
