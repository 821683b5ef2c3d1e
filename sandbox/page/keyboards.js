// Inline keyboards: what a button does, and where a URL button leads.

import { el } from "/page/elements.js";
import { anchor, domainOf } from "/page/links.js";

const PATIENCE = 15000;
const SWITCHES = ["switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"];
const ELSEWHERE = "The sandbox's page does not do this kind of button";

/** The rows of buttons under a message, null if it has none; `acts.press` takes the callback data. */
export function keyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const shown = rows.map((row) => el("div", { class: "buttons" }, ...row.map((button) => key(button, message, acts))));
  return el("div", { class: "keyboard", role: "group", "aria-label": "Buttons" }, ...shown);
}

function key(button, message, acts) {
  const look = `key ${button.style ?? ""}`;
  const label = el("span", { class: "label", dir: "auto" }, button.text);
  if (button.url) {
    const domain = el("span", { class: "leads" }, `${domainOf(button.url) || button.url} ↗`);
    return anchor(button.url, [label, domain], acts, { class: look });
  }
  if (button.callback_data) {
    const pressed = el("button", { type: "button", class: look }, label);
    pressed.addEventListener("click", () => press(pressed, message, button, acts));
    return pressed;
  }
  const kind = SWITCHES.find((one) => one in button);
  if (kind) return el("button", { type: "button", class: look, on: { click: () => acts.switchInline(kind, button[kind]) } }, label);
  if (button.copy_text) {
    const copy = () => acts.copy(button.copy_text.text);
    return el("button", { type: "button", class: look, on: { click: copy } }, label);
  }
  return el("button", { type: "button", class: look, "aria-disabled": "true", title: ELSEWHERE }, label);
}

async function press(pressed, message, button, acts) {
  if (pressed.getAttribute("aria-busy")) return;
  pressed.setAttribute("aria-busy", "true");
  await Promise.race([acts.press(message, button.callback_data), new Promise((after) => setTimeout(after, PATIENCE))]);
  pressed.removeAttribute("aria-busy");
}
