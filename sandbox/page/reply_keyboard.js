// The keyboard below the typing field, which a bot's message has put there.

import { el, hold } from "/page/elements.js";

const SIGNS = { request_chat: "▸", request_users: "▸", request_contact: "☎" };

export class ReplyKeyboard {
  #made = "";

  /** `tap` takes the button. */
  constructor(tap) {
    this.tap = tap;
    this.box = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard", hidden: true });
  }

  show(given) {
    const rows = given?.keyboard ?? [];
    this.box.hidden = !rows.length;
    const made = JSON.stringify(rows);
    if (made === this.#made) return;
    this.#made = made;
    hold(this.box, rows.map((row) => el("div", { class: "buttons" }, ...row.map((button) => this.#key(button)))));
  }

  #key(button) {
    const sign = Object.keys(SIGNS).find((kind) => button[kind]);
    const label = el("span", { class: "label", dir: "auto" }, button.text);
    const mark = sign ? el("span", { "aria-hidden": "true" }, ` ${SIGNS[sign]}`) : null;
    return el("button", { type: "button", class: "key", on: { click: () => this.tap(button) } }, label, mark);
  }
}
