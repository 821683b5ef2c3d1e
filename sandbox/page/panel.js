// The side panel and its four sheets.

import { Calls } from "/page/calls.js";
import { byId } from "/page/elements.js";
import { Faults } from "/page/faults.js";
import { Places } from "/page/places.js";
import { Records } from "/page/records.js";

const WIDE = matchMedia("(min-width: 1180px)");

export class Panel {
  #tabs = [...document.querySelectorAll("[role=tab]")];

  constructor(state, acts) {
    const records = new Records(byId("records"), acts);
    const places = new Places(byId("places"), state, acts);
    this.sheets = [records, places, new Faults(byId("faults"), state, acts), new Calls(byId("calls"), state)];
    this.#tabs.forEach((tab) => tab.addEventListener("click", () => this.#choose(tab)));
    document.querySelector("[role=tablist]").addEventListener("keydown", (event) => this.#step(event));
    byId("panel-switch").addEventListener("click", () => this.#turn(byId("panel").hidden));
    byId("panel-close").addEventListener("click", () => this.#turn(false));
    byId("panel").addEventListener("keydown", (event) => event.key === "Escape" && this.#turn(false));
    this.#choose(this.#tabs[0]);
    this.#turn(WIDE.matches, false);
  }

  /** Passes a change of the state to every sheet. */
  take(change) {
    this.sheets.forEach((sheet) => sheet.take(change));
  }

  #turn(isOpen, isFocused = true) {
    byId("panel").hidden = !isOpen;
    document.body.dataset.panel = isOpen ? "open" : "closed";
    byId("panel-switch").setAttribute("aria-expanded", String(isOpen));
    if (isFocused) (isOpen ? this.#tabs.find((tab) => tab.tabIndex === 0) : byId("panel-switch")).focus();
  }

  #choose(chosen) {
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
    this.sheets[this.#tabs.indexOf(chosen)].open?.();
  }

  #step(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    const count = this.#tabs.length;
    const next = this.#tabs[(this.#tabs.indexOf(document.activeElement) + steps[event.key] + count) % count];
    this.#choose(next);
    next.focus();
  }
}
