// The paperclip: samples to send, a file of one's own, and what comes from elsewhere.

import { el, icon } from "/page/elements.js";

// What it is called, and what of the control API sends it.
const SENT = [
  ["Photo", "send", { sample: "photo" }],
  ["Album", "send", { sample: "album" }],
  ["Video", "send", { sample: "video" }],
  ["GIF", "send", { sample: "animation" }],
  ["Document", "send", { sample: "document" }],
  ["Voice message", "send", { sample: "voice" }],
  ["Sticker", "send", { sample: "sticker" }],
  ["Place", "share", { latitude: 59.9075, longitude: 10.7361 }],
  ["Forwarded photo", "send", { sample: "photo", forwarded_from: "Noor Idris" }],
  ["GIF by way of a bot", "send", { sample: "animation", via_bot: "gif_finder_bot" }],
];
const KINDS = { "image/png": "photo", "image/jpeg": "photo", "image/gif": "animation", "video/mp4": "video" };
const LARGEST = 45 * 1024 * 1024;

export class Attach {
  /** `share` takes an address of the control API and a body; `said` gives the words that go along, and takes them. */
  constructor({ share, said, refuse }) {
    Object.assign(this, { share, said, refuse });
    this.button = el("button", {
      type: "button", class: "round", "aria-label": "Send a file", "aria-haspopup": "menu", "aria-expanded": "false",
      on: { click: () => this.#turn(this.menu.hidden) },
    }, icon("clip"));
    this.chooser = el("input", { type: "file", hidden: true, on: { change: () => this.#bring() } });
    const entries = SENT.map(([name, path, body]) => this.#entry(name, () => this.#send(path, body)));
    entries.push(this.#entry("A file of yours …", () => this.chooser.click()));
    this.menu = el("div", { class: "menu", role: "menu", "aria-label": "Send a file", hidden: true }, ...entries);
    this.menu.addEventListener("keydown", (event) => this.#step(event));
    this.menu.addEventListener("focusout", (event) => this.#left(event));
  }

  #entry(name, click) {
    const chosen = () => {
      this.#turn(false);
      click();
    };
    return el("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: chosen } }, name);
  }

  #turn(isOpen) {
    const hadFocus = this.menu.contains(document.activeElement);
    this.menu.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.menu.firstChild.focus();
    else if (hadFocus) this.button.focus();
  }

  #left({ relatedTarget: to }) {
    if (!this.menu.contains(to) && to !== this.button && !this.menu.hidden) this.#turn(false);
  }

  #step(event) {
    const entries = [...this.menu.children];
    const at = entries.indexOf(document.activeElement);
    const places = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1 };
    if (event.key === "Escape") this.#turn(false);
    else if (event.key in places) entries[places[event.key] % entries.length].focus();
    else return;
    event.preventDefault();
  }

  async #send(path, body) {
    const words = path === "send" ? this.said.take() : "";
    if (!(await this.share(path, { ...body, ...(words ? { caption: words } : {}) }))) this.said.give(words);
  }

  async #bring() {
    const [file] = this.chooser.files;
    this.chooser.value = "";
    if (!file) return;
    if (file.size > LARGEST) {
      this.refuse("Files up to 45 MB can be sent here.");
      return;
    }
    const content = await base64(file);
    const caption = this.said.take();
    const kind = KINDS[file.type] ?? (file.type.startsWith("audio/") ? "audio" : "document");
    const files = [{ kind, content, name: file.name, mime_type: file.type || "application/octet-stream", caption }];
    if (!(await this.share("send", { files }))) this.said.give(caption);
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.split(",", 2)[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
