// A box in which one of several chats or people is chosen.

import { el } from "/page/elements.js";

/** Asks to choose; `options` are `{name, about, value}`. Returns the value, null if the box is closed. */
export function pick(title, options) {
  return new Promise((resolve) => {
    const box = el("dialog", { class: "alert pick", "aria-labelledby": "pick-title" });
    const end = (value) => {
      resolve(value);
      box.remove();
    };
    const rows = options.map(({ name, about, value }) => el("li", {},
      el("button", { type: "button", on: { click: () => end(value) } }, el("b", { dir: "auto" }, name), el("small", {}, about))));
    const cancel = el("button", { type: "button", class: "plain", on: { click: () => end(null) } }, "Cancel");
    box.append(el("h2", { id: "pick-title", dir: "auto" }, title), el("ul", {}, ...rows), cancel);
    box.addEventListener("cancel", () => end(null));
    document.body.append(box);
    box.showModal();
  });
}
