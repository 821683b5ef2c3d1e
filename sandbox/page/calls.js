// The sheet of calls: the last ones with their answers, as they are made.

import { el, hold } from "/page/elements.js";
import { look } from "/page/server.js";

const KEPT = 100;
const SOON = 550; // the sandbox tells of calls at most every half second, and by then of all
const POLLING = "getupdates";
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class Calls {
  #calls = [];
  #items = new Map(); // by the call's number
  #timer = 0;

  constructor(sheet, state) {
    Object.assign(this, { sheet, state });
    this.polls = el("input", { type: "checkbox", role: "switch", on: { change: () => this.#show() } });
    this.list = el("ol", { class: "calls" });
    this.none = el("p", { class: "hint" }, "No bot has called yet.");
    const name = el("span", { class: "words" }, el("b", {}, "Show getUpdates"));
    sheet.append(el("label", { class: "switch" }, this.polls, name), this.none, this.list);
  }

  /** Reads the calls once the sheet is looked at. */
  open() {
    this.#load();
  }

  take({ kind }) {
    if (kind === "calls" && !this.#timer) this.#timer = setTimeout(() => this.#load(), SOON);
  }

  async #load() {
    this.#timer = 0;
    if (this.sheet.hidden) return;
    const { calls } = await look(`calls?last=${KEPT}`);
    this.#calls = calls.reverse();
    this.#show();
  }

  #show() {
    const before = this.#items;
    this.#items = new Map();
    for (const call of this.#calls.filter(({ method }) => this.polls.checked || method !== POLLING)) {
      this.#items.set(call.number, before.get(call.number) ?? item(call, this.state));
    }
    hold(this.list, [...this.#items.values()]);
    this.none.hidden = this.#items.size > 0;
  }
}

function item({ at, name, parameters, status, answer, fault }, state) {
  const isRight = status === 200 && !fault;
  const head = el("summary", {},
    el("span", { class: isRight ? "status" : "status wrong" }, String(status || "—")),
    el("b", {}, name), el("span", { class: "about" }, about(parameters, state)),
    el("time", { datetime: at }, CLOCK.format(new Date(at))));
  const details = el("details", {}, head);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(...inside({ parameters, answer, fault }));
  });
  return el("li", {}, details);
}

function inside({ parameters, answer, fault }) {
  const parts = [el("h4", {}, "Parameters"), block(parameters), el("h4", {}, "Answer"), block(answer)];
  return fault ? [el("p", { class: "told wrong" }, `Fault: ${fault.replace("_", " ")}`), ...parts] : parts;
}

const block = (value) => el("pre", { tabindex: "0" }, JSON.stringify(readable(value), null, 2));

// Parameters that are JSON within JSON are easier to read unpacked.
function readable(value) {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => {
    if (typeof one !== "string" || !/^[[{]/.test(one)) return [name, one];
    try {
      return [name, JSON.parse(one)];
    } catch {
      return [name, one];
    }
  }));
}

const about = ({ chat_id: chat, text, caption }, state) =>
  [chat && state.nameOfChat(Number(chat)), text ?? caption].filter(Boolean).join(" · ").replace(/<[^>]*>/g, "").slice(0, 80);
