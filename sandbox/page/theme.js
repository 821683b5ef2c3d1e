// Light or dark: as the system is set until the switch is used.

import { byId, icon } from "/page/elements.js";

const KEY = "topicwire-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

function show() {
  const button = byId("theme");
  button.setAttribute("aria-pressed", String(isDark()));
  button.replaceChildren(icon(isDark() ? "sun" : "moon"));
}

/** Takes the kept choice and listens to the switch. */
export function prepareTheme() {
  const kept = localStorage.getItem(KEY);
  if (kept) document.documentElement.dataset.theme = kept;
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem(KEY, document.documentElement.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  show();
}
