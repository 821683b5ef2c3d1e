// The answers to pressed buttons: toasts that pass, alerts that wait, links that ask.

import { byId, el } from "/page/elements.js";
import { anchor, startOf, webAddress } from "/page/links.js";

const SHOWN_FOR = 3500;
let timer = 0;

/** Shows a text for a moment. */
export function toast(text, ...more) {
  const box = byId("toast");
  clearTimeout(timer);
  box.replaceChildren(el("span", {}, text, ...more));
  timer = setTimeout(() => box.replaceChildren(), more.length ? 2 * SHOWN_FOR : SHOWN_FOR);
}

/** Shows a text until it is closed. */
export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Shows what a bot answered to a pressed button. */
export function answer({ text, show_alert: isAlert, url }, acts) {
  const start = webAddress(url ?? "") && startOf(webAddress(url), acts.username);
  if (url && start !== null) acts.begin(start);
  else if (url) toast("The bot opens ", anchor(url, [url], acts));
  else if (text && isAlert) alertBox(text);
  else if (text) toast(text);
}
