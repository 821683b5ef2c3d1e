// What the page knows of the sandbox: places (a chat, or one topic of it) with their messages.

/** A person, group topic or channel as a row at the left. */
class Place {
  constructor(key, chat, threadId, botId) {
    Object.assign(this, { key, chat, threadId, botId, topic: null, members: [], messages: new Map() });
    this.replyKeyboard = null;
    Object.assign(this, { lastRead: 0, typingUntil: 0, isBlocked: false, isGone: false });
  }

  get isPrivate() {
    return this.chat.type === "private";
  }

  get name() {
    if (this.chat.is_forum) return this.threadName;
    return this.threadId ? `${nameOf(this.chat)} · ${this.threadName}` : nameOf(this.chat);
  }

  /** The name of the thread; of a private chat, what stands outside all threads is its beginning. */
  get threadName() {
    return this.topic?.name ?? (this.threadId ? `Topic ${this.threadId}` : this.isPrivate ? "All" : "General");
  }

  /** Whether the thread is still there: a deleted one is known by its messages only. */
  get isThere() {
    return !this.threadId || Boolean(this.topic);
  }

  /** Whether a person may write here; in a channel only its administrators post. */
  admits(person) {
    const member = this.members.find((one) => one.user.id === person?.id);
    const isPoster = member && ["creator", "administrator"].includes(member.status);
    return this.chat.type !== "channel" || Boolean(isPoster);
  }

  get last() {
    return [...this.messages.values()].at(-1);
  }

  get unread() {
    const later = [...this.messages.values()].filter(({ message }) => message.message_id > this.lastRead);
    return later.filter(({ message }) => message.from?.is_bot ?? true).length;
  }
}

export const nameOf = (account) =>
  account.title ?? ([account.first_name, account.last_name].filter(Boolean).join(" ") || "Deleted account");

export class State extends EventTarget {
  places = new Map();
  people = [];
  peopleCount = 0;
  also = new Set(); // ids of people who are listed because somebody looked for them
  bots = [];
  faults = [];
  lastEventId = 0;
  isLoaded = false;

  /** Takes the whole state as the control API gives it; what was read stays read. */
  load(given) {
    const known = this.places;
    this.places = new Map();
    Object.assign(this, { people: given.people, bots: given.bots, faults: given.faults });
    this.peopleCount = given.people_count;
    this.lastEventId = given.last_event_id;
    for (const bot of given.bots) for (const person of given.people) this.#place(privateChat(person), 0, bot.id);
    for (const one of given.chats) this.#loadChat(one);
    for (const place of this.places.values()) {
      place.lastRead = known.get(place.key)?.lastRead ?? (this.isLoaded ? 0 : (place.last?.message.message_id ?? 0));
      place.typingUntil = known.get(place.key)?.typingUntil ?? 0;
    }
    this.isLoaded = true;
    this.#tell("loaded");
  }

  /** Takes one event of the stream and tells the listeners. */
  apply(event) {
    if (event.event === "delivered" || event.event === "edited") {
      const place = this.#place(event.message.chat, event.thread_id, event.bot_id);
      place.messages.set(event.message.message_id, { message: event.message, edits: event.edits });
      place.replyKeyboard = event.reply_keyboard ?? null;
      if (event.message.from?.is_bot) place.typingUntil = 0;
    } else if (event.event === "deleted") {
      this.#place(event.message.chat, event.thread_id, event.bot_id).messages.delete(event.message.message_id);
    } else if (event.event === "action") {
      const place = this.places.get(keyOf({ id: event.chat_id }, event.thread_id, event.bot_id));
      if (place) place.typingUntil = Date.now() + 5000;
    }
    this.#tell(event.event, event);
  }

  /** Lists one more person; returns the place of their chat with a bot. */
  adopt(person, botId) {
    this.also.add(person.id);
    if (this.people.every((one) => one.id !== person.id)) this.people.push(person);
    return this.#place(privateChat(person), 0, botId);
  }

  bot(id) {
    return this.bots.find((bot) => bot.id === id);
  }

  nameOfChat(id) {
    const place = [...this.places.values()].find((one) => one.chat.id === id);
    return place ? nameOf(place.chat) : String(id);
  }

  /** The people who are in a place, those who may post in a channel first. */
  speakers(place) {
    if (place.isPrivate) return this.people.filter((person) => person.id === place.chat.id);
    const inside = ["creator", "administrator", "member", "restricted"];
    const all = place.members.filter((one) => !one.user.is_bot && inside.includes(one.status));
    return all.sort((one, other) => inside.indexOf(one.status) - inside.indexOf(other.status)).map((one) => one.user);
  }

  #loadChat({ chat, bot_id: botId, members, member_count: memberCount, topics, messages, ...more }) {
    if (!chat.first_name && !chat.title) Object.assign(chat, { title: "Deleted account" });
    const { deleted, migrated_to: movedTo, general, reply_keyboard: replyKeyboard } = more;
    const places = [this.#place(chat, 0, botId)];
    places[0].topic = general;
    for (const topic of topics) {
      const place = this.#place(chat, topic.message_thread_id, botId);
      place.topic = topic;
      places.push(place);
    }
    const isGone = deleted || Boolean(movedTo);
    for (const place of places) Object.assign(place, { members, memberCount, replyKeyboard, ...(place.isPrivate ? {} : { isGone }) });
    for (const one of messages) {
      const { message } = one;
      const place = this.#place(chat, message.message_thread_id ?? 0, botId);
      place.messages.set(message.message_id, one);
    }
  }

  #place(chat, threadId, botId) {
    const key = keyOf(chat, threadId, botId);
    if (!this.places.has(key)) this.places.set(key, new Place(key, chat, threadId, botId));
    const place = this.places.get(key);
    const person = place.isPrivate && this.people.find((one) => one.id === chat.id);
    if (person) Object.assign(place, { isBlocked: person.blocked.includes(botId), isGone: person.deactivated });
    return place;
  }

  #tell(kind, detail = null) {
    this.dispatchEvent(new CustomEvent("change", { detail: { kind, event: detail } }));
  }
}

const keyOf = (chat, threadId, botId) => [chat.id > 0 ? botId : 0, chat.id, threadId || 0].join(".");

const privateChat = ({ id, first_name, last_name, username, deactivated }) =>
  ({ id, type: "private", ...(deactivated ? { title: "Deleted account" } : { first_name, last_name, username }) });
