// Inline mode: `@bot words` in the typing field offers the bot's results; choosing one sends it.

import { el, hold } from "/page/elements.js";
import { cover } from "/page/placeholder.js";

const PAUSE = 300;

export class Inline {
  #timer = 0;
  #asked = 0;

  /** `ask` returns the answer to a query with its id, `choose` sends a result, `start` opens the private chat. */
  constructor({ ask, choose, start }) {
    Object.assign(this, { ask, choose, start });
    this.list = el("ul", { class: "offered results", "aria-label": "Inline results", hidden: true });
  }

  /** Takes what stands in the typing field; returns whether it is a query of the bot of this username. */
  typed(text, username) {
    const [, name, words] = /^@(\w+)\s([^]*)$/.exec(text) ?? [];
    const isQuery = Boolean(username) && name?.toLowerCase() === username.toLowerCase();
    clearTimeout(this.#timer);
    this.#asked += 1;
    if (isQuery) this.#timer = setTimeout(() => this.#look(words, this.#asked), PAUSE);
    else this.close();
    return isQuery;
  }

  close() {
    this.#asked += 1;
    this.list.hidden = true;
    hold(this.list, []);
  }

  async #look(words, asked) {
    const answer = await this.ask(words);
    if (!answer || asked !== this.#asked) return;
    const rows = answer.results.map((result) => this.#row(answer.id, result));
    if (answer.button) rows.unshift(this.#above(answer.button));
    if (!rows.length) rows.push(el("li", { class: "none" }, "The bot has found nothing."));
    hold(this.list, rows);
    this.list.hidden = false;
  }

  #row(queryId, result) {
    const picture = result.thumbnail_url ?? result.photo_url;
    const send = () => {
      this.close();
      this.choose(queryId, result.id);
    };
    const words = el("span", { class: "words" },
      el("b", { dir: "auto" }, result.title ?? result.caption ?? result.id),
      result.description && el("small", { dir: "auto" }, result.description));
    const thumbnail = el("span", { class: "thumbnail" }, cover(picture ?? result.title ?? result.id));
    return el("li", {}, el("button", { type: "button", class: "result", on: { click: send } }, thumbnail, words));
  }

  #above({ text, start_parameter: parameter }) {
    const open = () => {
      this.close();
      this.start(parameter ?? "");
    };
    return el("li", {}, el("button", { type: "button", class: "result above", dir: "auto", on: { click: open } }, text));
  }
}
