// What leads from one chat to another: inline queries with their switches, and chats that a button asks for.

import { pick } from "/page/pick.js";
import { tell } from "/page/server.js";
import { nameOf } from "/page/state.js";

const ALLOWED = { private: "allow_bot_chats", group: "allow_group_chats", supergroup: "allow_group_chats",
  channel: "allow_channel_chats" };

export class InlineMode {
  /** `go` opens a place with words in its typing field, `sent` empties the field, `begin` starts the bot. */
  constructor(given) {
    Object.assign(this, given);
    this.acts = {
      ask: (text) => this.#ask(text),
      choose: (queryId, resultId) => this.#choose(queryId, resultId),
      start: (parameter) => this.begin(parameter),
    };
  }

  /** Does what a button with a switch to inline mode does. */
  async switch(kind, given, place, speaker) {
    const bot = this.state.bot(place.botId || this.botId());
    const words = `@${bot.username} ${typeof given === "string" ? given : (given.query ?? "")}`;
    if (kind === "switch_inline_query_current_chat") {
      this.go(place, speaker, words);
      return;
    }
    const fits = (one) => kind === "switch_inline_query" || given[ALLOWED[one.chat.type]];
    const options = this.#writable(bot, speaker).filter(fits).map((one) => ({ name: one.name, about: one.chat.type, value: one }));
    const chosen = await pick("Where to?", options);
    if (chosen) this.go(chosen, speaker, words);
  }

  #writable(bot, speaker) {
    return [...this.state.places.values()].filter((place) => {
      if (place.isGone || !place.isThere) return false;
      if (place.isPrivate) return place.chat.id === speaker.id && place.botId === bot.id;
      return this.state.speakers(place).some((one) => one.id === speaker.id) && place.admits(speaker);
    });
  }

  async #ask(text) {
    const place = this.open();
    const wish = { text, bot_id: place.botId || this.botId(), chat_id: place.chat.id };
    const asked = await this.attempt(() => tell(`people/${this.speakerOf(place).id}/inline`, wish));
    return asked && { ...(await this.queries.answered(asked.query_id)), id: asked.query_id };
  }

  async #choose(queryId, resultId) {
    const place = this.open();
    const wish = { query_id: queryId, result_id: resultId, chat_id: place.chat.id, thread_id: place.threadId };
    wish.bot_id = place.botId || this.botId();
    if (await this.attempt(() => tell(`people/${this.speakerOf(place).id}/choose`, wish))) this.sent();
  }
}

/** Has a person choose the place to which a link adds the bot; undefined if they do not. */
export function placeToAdd(state, person, { isChannel }) {
  const fits = ({ chat, threadId, isGone }) => chat.id < 0 && !threadId && !isGone && (chat.type === "channel") === isChannel;
  const all = [...state.places.values()].filter(fits);
  const own = all.filter((place) => state.speakers(place).some((one) => one.id === person.id));
  if (!own.length) throw new Error(`${nameOf(person)} is in no ${isChannel ? "channel" : "group"}.`);
  return pick("Where shall the bot be added?", own.map((one) => ({ name: nameOf(one.chat), about: one.chat.type, value: one })));
}

/** Has a person choose the chat or people that a button asks for; null if they do not. */
export async function chatChooser(state, person, button, body) {
  if (button.request_chat) {
    const { chats } = await tell(`people/${person.id}/choices`, body);
    if (!chats.length) throw new Error(`${nameOf(person)} has no chat that fits what the button asks for.`);
    const options = chats.map((chat) => ({ name: nameOf(chat), about: chat.type, value: { chosen_id: chat.id } }));
    return pick(button.text, options);
  }
  if (!button.request_users) return {};
  const others = state.people.filter((one) => one.id !== person.id);
  return pick(button.text, others.map((one) => ({ name: nameOf(one), about: String(one.id), value: { chosen_ids: [one.id] } })));
}
