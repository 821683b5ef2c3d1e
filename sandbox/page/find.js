// Finding people where there are more than the page lists.

import { byId, el, hold, icon, write } from "/page/elements.js";
import { look } from "/page/server.js";
import { nameOf } from "/page/state.js";

const PAUSE = 200;
const SHOWN = 20;
const COUNT = new Intl.NumberFormat("en-GB");

export class Find {
  #timer = 0;
  #asked = 0;

  /** `choose` takes the person that was found. */
  constructor(state, choose) {
    Object.assign(this, { state, choose });
    this.field = el("input", {
      type: "search", placeholder: "Find a person", "aria-label": "Find a person", autocomplete: "off",
      on: { input: () => this.#typed(), keydown: (event) => event.key === "Escape" && this.#clear() },
    });
    this.note = el("p", { role: "status" });
    this.list = el("ul", { "aria-label": "Found people" });
    byId("find").append(el("label", { class: "search" }, icon("find"), this.field), this.note, this.list);
  }

  /** Shows the search where not everybody is listed. */
  show() {
    const { people, peopleCount } = this.state;
    byId("find").hidden = peopleCount <= people.length;
    if (!this.field.value) write(this.note, `${COUNT.format(people.length)} of ${COUNT.format(peopleCount)} people listed`);
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  async #look() {
    const words = this.field.value.trim();
    const asked = ++this.#asked;
    if (!words) {
      this.#clear();
      return;
    }
    const { people, count } = await look(`people?last=${SHOWN}&name=${encodeURIComponent(words)}`);
    if (asked !== this.#asked) return;
    write(this.note, count > SHOWN ? `${COUNT.format(count)} found, the first ${SHOWN} shown` : `${count} found`);
    hold(this.list, people.map((person) => this.#row(person)));
  }

  #row(person) {
    const take = () => {
      this.#clear();
      this.choose(person);
    };
    const button = el("button", { type: "button", on: { click: take } }, el("b", {}, nameOf(person)), el("small", {}, String(person.id)));
    return el("li", {}, button);
  }

  #clear() {
    this.field.value = "";
    this.list.replaceChildren();
    this.#asked += 1;
    this.show();
  }
}
