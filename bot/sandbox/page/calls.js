// The sheet of calls: the last ones with their answers, as they are made.

import { el, hold } from "/page/elements.js";
import { look } from "/page/server.js";

const KEPT = 100;
const POLLING = "getupdates";
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class Calls {
  #items = [];
  #isNamed = false;

  constructor(sheet, world) {
    this.world = world;
    this.polls = el("input", { type: "checkbox", role: "switch", on: { change: () => this.#show() } });
    this.list = el("ol", { class: "calls" });
    this.none = el("p", { class: "hint" }, "No bot has called yet.");
    const name = el("span", { class: "words" }, el("b", {}, "Show getUpdates"));
    sheet.append(el("label", { class: "switch" }, this.polls, name), this.none, this.list);
    this.#load();
  }

  take({ kind, event }) {
    if (kind === "call") this.#add([event.call]);
    if (kind === "loaded" && !this.#isNamed) this.#name();
  }

  async #load() {
    const { calls } = await look(`calls?last=${KEPT}`);
    this.#items = [];
    this.#add(calls);
  }

  /** Shows the calls again once it is known how the chats are called. */
  #name() {
    this.#isNamed = true;
    this.#items.forEach((one) => { one.item = null; });
    this.#show();
  }

  #add(calls) {
    this.#items = [...calls.reverse().map((call) => ({ call, item: null })), ...this.#items].slice(0, KEPT);
    this.#show();
  }

  #show() {
    const shown = this.#items.filter(({ call }) => this.polls.checked || call.method !== POLLING);
    shown.forEach((one) => {
      one.item ??= item(one.call, this.world);
    });
    hold(this.list, shown.map((one) => one.item));
    this.none.hidden = shown.length > 0;
  }
}

function item({ at, name, parameters, status, answer, fault }, world) {
  const isRight = status === 200 && !fault;
  const head = el("summary", {},
    el("span", { class: isRight ? "status" : "status wrong" }, String(status || "—")),
    el("b", {}, name), el("span", { class: "about" }, about(parameters, world)),
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

const about = ({ chat_id: chat, text, caption }, world) =>
  [chat && world.nameOfChat(Number(chat)), text ?? caption].filter(Boolean).join(" · ").replace(/<[^>]*>/g, "").slice(0, 80);
