// The sheet of faults: what goes wrong in the chat that is open, and with the bot's calls.

import { el, hold, write } from "/page/elements.js";
import { lift, look, tell } from "/page/server.js";
import { nameOf } from "/page/state.js";

// Kind, what it is called, what happens, how many seconds it takes.
const KINDS = [
  ["flood", "Too many requests", "429, to be repeated after 5 seconds", 5],
  ["server_error", "Server error", "500 with a JSON body", 1],
  ["bad_gateway", "Bad gateway", "502 with a page of HTML", 1],
  ["slow", "Slow answer", "comes after 3 seconds", 3],
  ["dropped", "Dropped connection", "closed before anything was done", 1],
  ["answer_lost", "Answer lost", "done, but the answer never comes", 1],
  ["garbage", "Garbled answer", "done, but the answer is no JSON", 1],
  ["blocked", "Blocked", "403, as if the person had blocked the bot", 1],
  ["deactivated", "Account deleted", "403, as if the account were gone", 1],
  ["topic_closed", "Topic closed", "400, as if the topic were closed", 1],
  ["revoked", "Token revoked", "401, as if the token were no longer valid", 1],
];
const METHODS = [["sendMessage", "sendMessage"], ["editMessageText", "editMessageText"],
  ["answerCallbackQuery", "answerCallbackQuery"], ["getUpdates", "getUpdates"], ["", "every call"]];
const SOON = 550; // the sandbox tells of calls at most every half second
const TIMES = [["1", "the next one"], ["3", "the next three"], ["", "until switched off"]];

export class Faults {
  #switches = new Map();
  #rules = [];
  #timer = 0;

  constructor(sheet, state, acts) {
    Object.assign(this, { state, acts });
    this.block = this.#switch("", "", (isOn) => this.#block(isOn));
    const remove = { type: "button", class: "plain danger", on: { click: () => this.#deleteAccount() } };
    this.remove = el("button", remove, "Delete this account");
    this.close = this.#switch("The topic is closed", "Only administrators may write in it", (isOn) => this.#topic(isOn));
    this.mute = this.#switch("The bot may not write", "Only administrators may", (isOn) => this.#mute(isOn));
    this.here = el("h3");
    this.place = el("div", { class: "switches" });
    this.method = choice("method", METHODS);
    this.times = choice("times", TIMES);
    this.where = choice("where", [["", "in every chat"], ["here", "in the open chat"]]);
    const faults = KINDS.map((kind) => this.#fault(kind));
    this.limits = this.#switch("Flood limits", "30 a second, one a second to a chat, 20 a minute to a group",
      (isOn) => tell("limits", { on: isOn, bot_id: acts.botId() }));
    const chosen = [labelled("Calls", this.method), labelled("How often", this.times), labelled("Where", this.where)];
    sheet.append(this.here, this.place,
      el("h3", {}, "The bot’s calls"), el("div", { class: "rules" }, ...chosen), el("div", { class: "switches" }, ...faults),
      el("h3", {}, "Telegram’s limits"), el("div", { class: "switches" }, this.limits.row));
    window.addEventListener("hashchange", () => this.#show());
  }

  take({ kind }) {
    if (kind === "loaded") this.#rules = this.state.faults;
    if (kind === "calls" && this.#rules.length && !this.#timer) this.#timer = setTimeout(() => this.#look(), SOON);
    if (kind === "loaded") this.#show();
  }

  async #look() {
    this.#timer = 0;
    this.#rules = await look("faults");
    this.#show();
  }

  #show() {
    for (const [kind, { input, left }] of this.#switches) {
      const rules = this.#rules.filter((rule) => rule.kind === kind);
      input.checked = rules.length > 0;
      write(left, rules.map((rule) => this.#said(rule)).join("; "));
    }
    this.limits.input.checked = this.state.bot(this.acts.botId())?.flood_limits ?? true;
    const place = this.acts.open();
    if (place) this.#showPlace(place);
  }

  #said({ method, chat, times }) {
    const where = chat ? ` to ${this.state.nameOfChat(Number(chat))}` : "";
    return `${method || "every call"}${where}, ${times === null ? "until switched off" : `${times} left`}`;
  }

  #showPlace(place) {
    write(this.here, nameOf(place.chat));
    write(this.block.name, `${place.chat.first_name ?? "This person"} has blocked the bot`);
    this.block.input.checked = place.isBlocked;
    this.close.input.checked = Boolean(place.topic?.closed);
    hold(this.place, this.#controls(place));
  }

  #controls(place) {
    if (place.isPrivate) return place.isGone ? [] : [this.block.row, this.remove];
    const rows = place.topic ? [this.close.row] : [];
    return place.chat.type === "channel" ? rows : [...rows, this.mute.row];
  }

  #fault([kind, name, about, seconds]) {
    const made = this.#switch(name, about, async (isOn) => {
      if (isOn) await tell("faults", { kind, seconds, ...this.#rule() });
      else for (const rule of this.#rules.filter((one) => one.kind === kind)) await lift(`faults/${rule.id}`);
      await this.#look();
    });
    this.#switches.set(kind, made);
    return made.row;
  }

  /** Which calls the faults that are switched on from now on are for. */
  #rule() {
    const times = this.times.value ? Number(this.times.value) : null;
    const chat = this.where.value ? this.acts.open()?.chat.id : null;
    return { method: this.method.value, times, chat: chat ?? null };
  }

  #switch(name, about, turn) {
    const input = el("input", { type: "checkbox", role: "switch" });
    const made = { input, name: el("b", {}, name), left: el("small", { class: "left" }) };
    input.addEventListener("change", () => this.acts.attempt(() => turn(input.checked)));
    const words = el("span", { class: "words" }, made.name, el("small", {}, about), made.left);
    made.row = el("label", { class: "switch" }, input, words);
    return made;
  }

  #block(isOn) {
    const { chat, botId } = this.acts.open();
    return tell(`people/${chat.id}/block`, { blocked: isOn, bot_id: botId });
  }

  #deleteAccount() {
    return this.acts.attempt(() => tell(`people/${this.acts.open().chat.id}/delete`));
  }

  #topic(isOn) {
    const { chat, threadId } = this.acts.open();
    return tell(`chats/${chat.id}/topics/${threadId}`, { closed: isOn });
  }

  #mute(isOn) {
    return tell(`chats/${this.acts.open().chat.id}/mute`, { muted: isOn });
  }
}

const choice = (id, options) => el("select", { id }, ...options.map(([value, name]) => el("option", { value }, name)));
const labelled = (text, control) => el("label", {}, text, control);
