// The page: the open chat, who writes, and what people do.

import { Chats, portray } from "/page/chats.js";
import { Composer } from "/page/composer.js";
import { byId, el, write } from "/page/elements.js";
import { Find } from "/page/find.js";
import { Messages } from "/page/messages.js";
import { answer, toast } from "/page/notices.js";
import { Panel } from "/page/panel.js";
import { Queries } from "/page/queries.js";
import { tell } from "/page/server.js";
import { follow } from "/page/stream.js";
import { prepareTheme } from "/page/theme.js";
import { showThreads } from "/page/threads.js";
import { nameOf, State } from "/page/state.js";
import { chatChooser, InlineMode, placeToAdd } from "/page/switching.js";

const state = new State();
const queries = new Queries();
const speakers = new Map(); // chat id to the person who writes there
let chosenBot = null;
let frame = 0;

const botId = () => chosenBot ?? state.bots[0]?.id;
const placeKey = () => location.hash.slice(1);
const openOne = () => state.places.get(placeKey()) ?? state.places.get(placeKey().replace(/\d+$/, "0")); // a deleted thread's
const open = () => openOne() ?? (isNarrow.matches ? null : chats.places(botId())[0]);
const isNarrow = matchMedia("(max-width: 760px)");

const speakerOf = (place) => {
  const all = state.speakers(place);
  return all.find((person) => person.id === speakers.get(place.chat.id)) ?? all[0];
};

/** Does what a person wishes; what the sandbox refuses is told. */
async function attempt(wish) {
  try {
    return (await wish()) ?? true;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Has whoever speaks in a place say or send something, as an address of the control API below theirs takes it. */
const share = (act, body, place = open()) => attempt(() => tell(`people/${speakerOf(place).id}/${act}`, {
  ...body, bot_id: place.botId || botId(), thread_id: place.threadId, ...(place.isPrivate ? {} : { chat_id: place.chat.id }),
}));

const say = (text, place = open()) => share("say", { text }, place);

/** What links and buttons of a message do. */
const actsFor = (place, speaker) => ({
  username: state.bot(place.botId || botId())?.username,
  say: (text) => say(text, place),
  begin(start) {
    const own = state.places.get([place.botId || botId(), speaker.id, 0].join("."));
    location.hash = own.key;
    return say(`/start ${start}`.trim(), own);
  },
  addBot: (link) => attempt(async () => {
    const place = await placeToAdd(state, speaker, link);
    if (!place) return;
    const { payload, rights } = link;
    await tell(`chats/${place.chat.id}/add_bot`, { by_id: speaker.id, payload, rights, bot_id: botId() });
    location.hash = place.key;
  }),
  async copy(text) {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  },
  forward: place.isPrivate ? null : (message) => forward(place, speaker, message),
  switchInline: (kind, given) => inlineMode.switch(kind, given, place, speaker),
  async press(message, button) {
    const wish = { chat_id: place.chat.id, message_id: message.message_id, button, bot_id: place.botId || botId() };
    const asked = await attempt(() => tell(`people/${speaker.id}/press`, wish));
    if (asked) answer(await queries.answered(asked.query_id), this);
  },
});

/** Has whoever looks at a place forward one of its messages into their chat with the bot. */
async function forward(place, speaker, message) {
  if (!speaker) return;
  const wish = { from_chat_id: place.chat.id, message_ids: [message.message_id], bot_id: botId() };
  if (await attempt(() => tell(`people/${speaker.id}/forward`, wish))) location.hash = privateKey(speaker);
}

const privateKey = (person) => [botId(), person.id, 0].join(".");

/** Taps a button of the keyboard below the typing field; what it asks for is chosen first. */
async function tap(button) {
  const place = open();
  const speaker = speakerOf(place);
  const body = { button: button.text, bot_id: place.botId || botId() };
  const chosen = await attempt(() => chatChooser(state, speaker, button, body));
  if (chosen) await attempt(() => tell(`people/${speaker.id}/tap`, { ...body, ...chosen }));
  composer.focus();
}

const inlineMode = new InlineMode({
  state, attempt, botId, queries, open, speakerOf,
  go(place, person, text) {
    speakers.set(place.chat.id, person.id);
    location.hash = place.key;
    show();
    composer.give(text);
    composer.focus();
  },
  begin: (start) => actsFor(open(), speakerOf(open())).begin(start),
  sent: () => composer.give(""),
});
const chats = new Chats(state);
const messages = new Messages(actsFor);
const composer = new Composer(state, {
  say,
  share,
  refuse: toast,
  botId,
  tap,
  inline: inlineMode.acts,
  username: () => state.bot(open()?.botId || botId())?.username,
  unblock: (place) => attempt(() => tell(`people/${place.chat.id}/block`, { blocked: false, bot_id: place.botId })),
  speak(id) {
    speakers.set(open().chat.id, id);
    show();
  },
});
const panel = new Panel(state, {
  attempt,
  open,
  botId,
  show: (chatId) => {
    state.also.add(chatId);
    location.hash = [0, chatId, 0].join(".");
    relist();
  },
});
const find = new Find(state, (person) => {
  location.hash = state.adopt(person, botId()).key;
  relist();
});

function show() {
  cancelAnimationFrame(frame);
  frame = 0;
  if (!state.isLoaded) return;
  const place = open();
  const isSeen = place && !document.hidden;
  if (isSeen) place.lastRead = Math.max(place.lastRead, place.last?.message.message_id ?? 0);
  document.body.dataset.view = place ? "conversation" : "chats";
  chats.show(botId(), place?.key);
  find.show();
  showBots();
  const unread = chats.places(botId()).reduce((sum, one) => sum + one.unread, 0);
  document.title = unread ? `(${unread}) Topicwire sandbox` : "Topicwire sandbox";
  if (!place) return;
  showHead(place);
  showThreads(state, place);
  showAbout(place);
  messages.show(place, speakerOf(place));
  composer.show(place, speakerOf(place));
}

function showHead(place) {
  portray(byId("avatar"), place);
  write(byId("title"), place.chat.is_forum ? `${nameOf(place.chat)} · ${place.name}` : place.name);
  write(byId("subtitle"), place.typingUntil > Date.now() ? "typing …" : about(place));
}

/** What the bot says of itself, before anybody has written. */
function showAbout(place) {
  const { words = [] } = state.bot(place.botId) ?? {};
  const language = speakerOf(place)?.language_code?.slice(0, 2);
  const inLanguage = (code) => words.find((one) => one.kind === "description" && one.language === code);
  const said = inLanguage(language) ?? inLanguage("");
  byId("about").hidden = !place.isPrivate || place.messages.size > 0 || !said?.text;
  write(byId("about"), said?.text ?? "");
}

function about(place) {
  const bot = state.bot(place.botId || botId());
  if (place.isBlocked) return `has blocked ${bot.first_name}`;
  if (place.isPrivate) return `with ${bot.first_name}, @${bot.username}`;
  const count = place.memberCount;
  if (place.topic?.hidden) return "hidden and closed";
  if (place.topic?.closed) return "closed topic";
  const isIn = place.members.some(({ user, status }) => user.id === bot.id && !["left", "kicked"].includes(status));
  if (!isIn) return `${count} members, ${bot.first_name} is not in`;
  return `${count} ${place.chat.type === "channel" ? "subscribers" : "members"}, ${bot.first_name} among them`;
}

function showBots() {
  const label = byId("bots");
  const select = label.querySelector("select");
  label.hidden = state.bots.length < 2;
  if (select.children.length === state.bots.length) return;
  select.replaceChildren(...state.bots.map((bot) => el("option", { value: bot.id }, `@${bot.username}`)));
  select.value = String(botId());
}

function soon() {
  frame ||= requestAnimationFrame(show);
}

state.addEventListener("change", ({ detail }) => {
  if (detail.kind === "answered") queries.settle(detail.event);
  if (detail.kind === "action") setTimeout(soon, 5100);
  panel.take(detail);
  if (document.hidden) show();
  else soon();
});
window.addEventListener("hashchange", () => {
  show();
  if (!isNarrow.matches) composer.focus();
});
document.addEventListener("visibilitychange", show);
isNarrow.addEventListener("change", show);
byId("bots").addEventListener("change", (event) => {
  chosenBot = Number(event.target.value);
  location.hash = "";
  show();
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says which chat is open
  composer.focus();
});
prepareTheme();
const asked = Number(placeKey().split(".")[1]);
if (asked) state.also.add(asked); // the address may name one who is not listed by themselves
const relist = follow(state, (isOnline) => {
  byId("offline").hidden = isOnline;
});
