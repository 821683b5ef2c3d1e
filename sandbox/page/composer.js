// The typing field: who speaks, the bot's commands as they are typed, Enter sends.

import { Attach } from "/page/attach.js";
import { commandsFor } from "/page/commands.js";
import { byId, el, hold, icon } from "/page/elements.js";
import { Inline } from "/page/inline.js";
import { ReplyKeyboard } from "/page/reply_keyboard.js";
import { nameOf } from "/page/state.js";

export class Composer {
  #place = null;
  #drafts = new Map();
  #chosen = -1;
  #offered = [];
  #isAwaited = false; // by the focus
  #isAsked = false; // for all commands, by the button

  constructor(state, acts) {
    Object.assign(this, { state, acts });
    this.field = el("textarea", {
      id: "typing", rows: "1", dir: "auto", placeholder: "Message", "aria-label": "Message", autocomplete: "off", enterkeyhint: "send",
      "aria-autocomplete": "list", "aria-controls": "commands", maxlength: "4096",
      on: { input: () => this.#typed(), keydown: (event) => this.#keyed(event), blur: () => this.#offer([]) },
    });
    this.list = el("ul", { id: "commands", class: "offered", role: "listbox", "aria-label": "Commands", hidden: true });
    this.count = el("span", { class: "hidden", role: "status" });
    const menu = this.#round("slash", "Commands", () => this.#askedForAll());
    menu.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.attach = new Attach({ share: acts.share, refuse: acts.refuse, said: this });
    this.inline = new Inline(acts.inline);
    this.keys = new ReplyKeyboard(acts.tap);
    const send = el("button", { type: "submit", class: "round send", "aria-label": "Send" }, icon("send"));
    this.speaker = el("select", { id: "speaker", on: { change: () => this.acts.speak(Number(this.speaker.value)) } });
    this.as = el("label", { class: "as" }, "Write as ", this.speaker);
    this.form = el("form", { class: "composer", on: { submit: (event) => this.#submit(event) } }, this.as,
      this.list, this.inline.list, this.attach.menu, this.count,
      el("div", { class: "field" }, menu, this.field, this.attach.chooser, this.attach.button, send), this.keys.box);
    this.instead = el("button", { type: "button", class: "wide", on: { click: () => this.#act() } });
    this.barred = el("p", { class: "barred" });
  }

  /** Shows what can be done in a place: write, begin, unblock, or nothing. */
  show(place, speaker) {
    if (place.key !== this.#place?.key) {
      if (this.#place) this.#drafts.set(this.#place.key, this.field.value);
      this.field.value = this.#drafts.get(place.key) ?? "";
      this.#offer([]);
      this.inline.close();
    }
    const isNew = place.key !== this.#place?.key;
    this.#place = place;
    this.who = speaker;
    this.instead.textContent = place.isBlocked ? "Unblock" : "Start";
    this.barred.textContent = place.isGone ? "Nobody can write here any more." : "Only administrators may post here.";
    this.keys.show(place.replyKeyboard);
    const foot = this.#foot(place, speaker);
    if (foot === this.form && this.as.parentNode !== this.form) this.form.prepend(this.as);
    hold(byId("foot"), foot === this.barred && !place.isGone ? [this.as, foot] : [foot]);
    this.#speakers(place, speaker);
    if (isNew) this.#grow();
    if (this.#isAwaited && this.field.isConnected) this.focus();
  }

  /** Moves the focus to the typing field; where there is none yet, as soon as there is. */
  focus() {
    this.#isAwaited = !this.field.isConnected;
    (this.#isAwaited ? byId("foot").querySelector("button") : this.field)?.focus({ preventScroll: true });
  }

  /** Takes what is written, to go along with a file. */
  take() {
    const text = this.field.value.trim();
    this.give("");
    return text;
  }

  /** Puts words into the typing field. */
  give(text) {
    this.field.value = text;
    this.#typed();
  }

  #foot(place, speaker) {
    if (place.isGone || !speaker || !place.admits(speaker)) return this.barred;
    return place.isBlocked || (place.isPrivate && !place.messages.size) ? this.instead : this.form;
  }

  #speakers(place, speaker) {
    const all = this.state.speakers(place);
    this.as.hidden = place.isPrivate || all.length < 2;
    const wanted = all.map((one) => one.id).join();
    if (wanted !== this.speaker.dataset.people) {
      this.speaker.replaceChildren(...all.map((one) => el("option", { value: one.id }, nameOf(one))));
      this.speaker.dataset.people = wanted;
    }
    if (speaker) this.speaker.value = String(speaker.id);
  }

  async #act() {
    await (this.#place.isBlocked ? this.acts.unblock(this.#place) : this.acts.say("/start"));
    this.focus();
  }

  #round(sign, label, click) {
    return el("button", { type: "button", class: "round", "aria-label": label, on: { click } }, icon(sign));
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.take();
    if (text && !(await this.acts.say(text))) this.give(text);
  }

  #typed() {
    this.#isAsked = false;
    this.#grow();
    const begun = /^\/([a-z0-9_]*)$/i.exec(this.field.value)?.[1].toLowerCase();
    this.inline.typed(this.field.value, this.acts.username());
    this.#offer(begun === undefined ? [] : this.#commands().filter((one) => one.command.startsWith(begun)));
  }

  #askedForAll() {
    this.focus();
    this.#isAsked = !this.#isAsked;
    this.#offer(this.#isAsked ? this.#commands() : []);
  }

  #commands() {
    return commandsFor(this.state.bot(this.#place.botId || this.acts.botId()), this.#place, this.who);
  }

  #offer(commands) {
    if (!commands.length) this.#isAsked = false;
    this.#offered = commands;
    this.list.hidden = !commands.length;
    this.list.replaceChildren(...commands.map(({ command, description }, place) => el("li", {
      role: "option", id: `command-${place}`, "aria-selected": "false",
      on: { mousedown: (event) => event.preventDefault(), click: () => this.#take(command) },
    }, el("b", {}, `/${command}`), el("span", {}, description))));
    this.count.textContent = commands.length ? `${commands.length} commands` : "";
    this.#choose(commands.length ? 0 : -1);
  }

  #choose(place) {
    this.#chosen = place;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `command-${place}`);
    this.list.children[place]?.scrollIntoView({ block: "nearest" });
  }

  /** A command is sent at once, with Tab it is only written, so that words can follow it. */
  #take(command, isOnlyWritten = false) {
    this.#offer([]);
    this.field.value = isOnlyWritten ? `/${command} ` : "";
    this.#grow();
    if (!isOnlyWritten) this.acts.say(`/${command}`);
  }

  #keyed(event) {
    const count = this.#offered.length;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (count && event.key in steps) this.#choose((this.#chosen + steps[event.key] + count) % count);
    else if (count && event.key === "Tab" && !event.shiftKey) this.#take(this.#offered[this.#chosen].command, true);
    else if (count && event.key === "Enter") this.#take(this.#offered[this.#chosen].command);
    else if (event.key === "Escape") {
      this.#offer([]);
      this.inline.close();
    }
    else if (event.key === "Enter" && !event.shiftKey) this.form.requestSubmit();
    else return;
    event.preventDefault();
  }

  #grow() {
    if (!this.field.isConnected) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
