// The sheet of records: samples, a pasted one, a replay, dropped into the bot's folder.

import { el, hold, write } from "/page/elements.js";
import { lift, look, tell } from "/page/server.js";

const example = () => `---
title: "Tide gauges learn to read the waves"
excerpt: "Cameras on eleven piers now measure the height of the tide."
publishedDateTime: ${new Date().toISOString().slice(0, 19)}Z
webUrl: "https://harbourcourier.example/tide-gauges"
quality: 70
provider:
  name: Harbour Courier
topics:
  - AI
  - Computer Vision
---`;

export class Records {
  #rows = new Map();

  constructor(sheet, acts) {
    Object.assign(this, { sheet, acts });
    this.folder = el("code", { class: "path" });
    this.every = el("input", { type: "number", id: "every", min: "0", max: "3600", step: "0.5", value: "3" });
    this.play = el("button", { type: "submit", class: "filled" }, "Replay");
    this.progress = el("progress", { max: "1", value: "0", "aria-label": "Replay" });
    this.told = el("p", { class: "told", role: "status" });
    this.samples = el("ul", { class: "samples" });
    this.text = el("textarea", { rows: "14", spellcheck: "false", "aria-label": "A record of your own" });
    this.#build();
    this.#look();
  }

  take({ kind, event }) {
    if (kind === "loaded") this.#look();
    if (kind === "replay") this.#showReplay(event);
    if (kind === "record") {
      this.#tell(event);
      this.#rows.get(event.name)?.classList.add("there");
    }
  }

  #build() {
    this.text.value = example();
    this.unknown = el("p", { class: "hint" }, "The sandbox does not know the bot’s records folder. Start it with ",
      el("code", {}, "--records FOLDER"), " to drop records from here.");
    const replay = el("form", { class: "line", on: { submit: (event) => this.#replay(event) } },
      el("label", { for: "every" }, "One record every"), this.every, el("span", {}, "seconds"), this.play);
    const paste = el("form", { class: "paste", on: { submit: (event) => this.#paste(event) } }, this.text,
      el("button", { type: "submit", class: "filled" }, "Drop this record"));
    this.known = el("div", {},
      el("p", { class: "hint" }, "The bot watches ", this.folder),
      el("h3", {}, "Replay"), replay, this.progress, this.told,
      el("details", { class: "own" }, el("summary", {}, "A record of your own"), paste),
      el("h3", {}, "Samples"), this.samples);
  }

  async #look() {
    const { folder, samples, replay } = await look("records");
    hold(this.sheet, [folder ? this.known : this.unknown]);
    if (!folder) return;
    write(this.folder, folder);
    this.#showReplay(replay);
    if (!this.#rows.size) this.samples.append(...samples.map((sample) => this.#sample(sample)));
    samples.forEach(({ name, is_there: isThere }) => this.#rows.get(name).classList.toggle("there", isThere));
  }

  #sample({ name, title, provider, topics }) {
    const drop = () => this.acts.attempt(() => tell("records", { sample: name }));
    const about = `${provider} · ${topics.join(", ")}`;
    const words = el("span", { class: "words" }, el("b", {}, title), el("small", {}, about));
    const button = { type: "button", class: "plain", "aria-label": `Drop: ${title}`, on: { click: drop } };
    const row = el("li", {}, words, el("button", button, "Drop"));
    this.#rows.set(name, row);
    return row;
  }

  #showReplay({ is_running: isRunning, dropped, total }) {
    this.isRunning = isRunning && dropped < total;
    this.play.textContent = this.isRunning ? "Stop" : "Replay";
    this.progress.max = total;
    this.progress.value = dropped;
  }

  #replay(event) {
    event.preventDefault();
    this.acts.attempt(() => (this.isRunning ? lift("replay") : tell("replay", { every: this.every.valueAsNumber || 0 })));
  }

  #paste(event) {
    event.preventDefault();
    this.acts.attempt(() => tell("records", { text: this.text.value }));
  }

  #tell({ name, record, problem, is_known: isKnown }) {
    this.told.classList.toggle("wrong", Boolean(problem));
    const where = problem?.line ? `${name}, line ${problem.line}` : name;
    const wrong = problem && `Dropped, but the bot cannot read it. ${where}: ${problem.reason}.`;
    this.told.textContent = wrong ?? said(record.title, isKnown);
  }
}

const said = (title, isKnown) =>
  (isKnown ? `Dropped again: “${title}”. What is known already is no news.` : `Dropped: “${title}”.`);
