// The sheet of places: new groups, forums and channels; the bot, its rights, members and threads of the open one.

import { el, hold } from "/page/elements.js";
import { pick } from "/page/pick.js";
import { tell } from "/page/server.js";
import { nameOf } from "/page/state.js";

const KINDS = [["supergroup", "Group"], ["forum", "Forum with threads"], ["group", "Small group"], ["channel", "Channel"]];
const BOT_RIGHTS = {
  channel: [["can_post_messages", "may post"], ["can_edit_messages", "may edit"], ["can_delete_messages", "may delete"]],
  group: [["can_manage_topics", "may manage threads"], ["can_pin_messages", "may pin"], ["can_delete_messages", "may delete"]],
};
const STATUSES = [["creator", "owner"], ["administrator", "administrator"], ["member", "member"], ["left", "has left"],
  ["kicked", "removed"]];

export class Places {
  #made = "";

  constructor(sheet, state, acts) {
    Object.assign(this, { sheet, state, acts });
    this.kind = choice("place-kind", KINDS);
    this.title = el("input", { type: "text", id: "place-title", dir: "auto", value: "New group", maxlength: "128" });
    this.owner = el("select", { id: "place-owner" });
    this.payload = el("input", { type: "text", placeholder: "startgroup payload", "aria-label": "Payload" });
    this.name = el("input", { type: "text", dir: "auto", placeholder: "Name", "aria-label": "Name of a thread" });
    const fresh = el("form", { class: "rules", on: { submit: (event) => this.#create(event) } },
      labelled("Kind", this.kind), labelled("Title", this.title), labelled("Owner", this.owner),
      el("button", { type: "submit", class: "filled" }, "Create"));
    this.here = el("div", { class: "place" });
    sheet.append(el("h3", {}, "A new place"), fresh, this.here);
    window.addEventListener("hashchange", () => this.#show());
  }

  take({ kind }) {
    if (kind === "loaded") this.#show();
  }

  open() {
    this.#show();
  }

  #show() {
    const { people } = this.state;
    const names = people.map((one) => `${one.id} ${nameOf(one)}`).join();
    if (this.owner.dataset.names !== names) {
      this.owner.dataset.names = names;
      this.owner.replaceChildren(...people.map((one) => el("option", { value: one.id }, nameOf(one))));
    }
    const place = this.acts.open();
    const shown = place && !place.isPrivate ? [place.key, place.chat, place.members, place.topic, place.isGone] : null;
    const made = JSON.stringify(shown);
    if (made === this.#made) return;
    this.#made = made;
    const focused = document.activeElement;
    hold(this.here, shown ? this.#parts(place) : []);
    if ([this.name, this.payload].includes(focused)) focused.focus();
  }

  #parts(place) {
    const heading = el("h3", { dir: "auto" }, nameOf(place.chat));
    if (place.isGone) return [heading, el("p", { class: "hint" }, "This place is no more.")];
    return [heading, ...this.#bot(place), ...this.#members(place), ...this.#threads(place), ...this.#fate(place)];
  }

  /** The bot in a place: added, promoted, with its rights, or removed. */
  #bot(place) {
    const bot = this.state.bot(this.acts.botId());
    const member = place.members.find((one) => one.user.id === bot.id);
    const status = member?.status ?? "left";
    const isIn = ["administrator", "member", "restricted"].includes(status);
    const heading = el("h4", {}, `@${bot.username}: ${status}`);
    if (!isIn) return [heading, this.#adding(place)];
    const change = (body) => this.#do(place, "members", { user_id: bot.id, by_id: this.#owner(place), ...body });
    const isAdmin = status === "administrator";
    const rights = isAdmin ? BOT_RIGHTS[place.chat.type === "channel" ? "channel" : "group"] : [];
    const switches = rights.map(([right, name]) =>
      toggle(`The bot ${name}`, member[right], (isOn) => change({ rights: { [right]: isOn } })));
    const turned = isAdmin ? "member" : "administrator";
    const isFixed = isAdmin && place.chat.type === "channel"; // a bot is in a channel as administrator only
    return [heading, el("div", { class: "switches" }, ...switches), el("div", { class: "line" },
      isFixed ? null : button(isAdmin ? "Demote" : "Promote", () => change({ status: turned })),
      button("Remove the bot", () => change({ status: "kicked" }), "plain danger"))];
  }

  #adding(place) {
    const { payload } = this;
    const add = (rights) => this.#do(place, "add_bot", { by_id: this.#owner(place), payload: payload.value, rights });
    const isChannel = place.chat.type === "channel";
    const all = BOT_RIGHTS[isChannel ? "channel" : "group"].map(([right]) => right);
    return el("div", { class: "line" }, isChannel ? null : payload,
      isChannel ? null : button("Add the bot", () => add([])), button("Add as administrator", () => add(all)));
  }

  #members(place) {
    const rows = place.members.filter((one) => !one.user.is_bot).map((one) => this.#member(place, one));
    const known = new Set(place.members.filter(({ status }) => status !== "left").map((one) => one.user.id));
    const others = this.state.people.filter((one) => !known.has(one.id));
    const join = async () => {
      const person = await pick("Who joins?", others.map((one) => ({ name: nameOf(one), about: String(one.id), value: one })));
      if (person) await this.#do(place, "members", { user_id: person.id, status: "member" });
    };
    return [el("h4", {}, "People"), el("ul", { class: "people" }, ...rows),
      others.length ? button("Somebody joins …", join) : null].filter(Boolean);
  }

  #member(place, { user, status, is_anonymous: isHidden }) {
    const given = choice(`status-${user.id}`, STATUSES);
    given.value = status;
    given.setAttribute("aria-label", `What ${nameOf(user)} is`);
    given.addEventListener("change", () =>
      this.#do(place, "members", { user_id: user.id, status: given.value, by_id: this.#owner(place) }));
    const isAdmin = ["creator", "administrator"].includes(status) && place.chat.type !== "channel";
    const mask = isAdmin && toggle("anonymous", isHidden, (isOn) =>
      this.#do(place, "members", { user_id: user.id, is_anonymous: isOn }));
    return el("li", {}, el("span", { dir: "auto" }, nameOf(user)), given, mask);
  }

  #threads(place) {
    if (place.chat.type !== "supergroup") return [];
    const forum = toggle("The group has threads", place.chat.is_forum, (isOn) => this.#do(place, "forum", { is_forum: isOn }));
    if (!place.chat.is_forum) return [el("h4", {}, "Threads"), el("div", { class: "switches" }, forum)];
    const path = `topics/${place.threadId || 1}`;
    const change = (body) => this.#do(place, path, { by_id: this.#owner(place), ...body });
    const closed = toggle(`“${place.threadName}” is closed`, place.topic?.closed, (isOn) => change({ closed: isOn }));
    const hidden = toggle("General is hidden", place.topic?.hidden, (isOn) => change({ hidden: isOn }));
    const { name } = this;
    const open = () => name.value && this.#do(place, "topics", { name: name.value, by_id: this.#owner(place) });
    const rename = () => name.value && change({ name: name.value });
    return [el("h4", {}, "Threads"), el("div", { class: "switches" }, forum, closed, place.threadId ? null : hidden),
      el("div", { class: "line" }, name, button("Open a thread", open), button("Rename this one", rename),
        place.threadId ? button("Delete this one", () => change({ deleted: true }), "plain danger") : null)];
  }

  #fate(place) {
    const isSmall = place.chat.type === "group";
    return [el("h4", {}, "What becomes of it"), el("div", { class: "line" },
      isSmall ? button("Make it a supergroup", () => this.#do(place, "migrate", {})) : null,
      button("Delete it", () => this.#do(place, "delete", {}), "plain danger"))];
  }

  #owner(place) {
    return place.members.find(({ status }) => status === "creator")?.user.id ?? null;
  }

  #do(place, path, body) {
    return this.acts.attempt(() => tell(`chats/${place.chat.id}/${path}`, { bot_id: this.acts.botId(), ...body }));
  }

  async #create(event) {
    event.preventDefault();
    const isForum = this.kind.value === "forum";
    const body = { kind: isForum ? "supergroup" : this.kind.value, is_forum: isForum, title: this.title.value || "Untitled",
      creator_id: Number(this.owner.value), bot_is: "left" };
    const made = await this.acts.attempt(() => tell("chats", body));
    if (made) this.acts.show(made.id);
  }
}

const choice = (id, options) => el("select", { id }, ...options.map(([value, name]) => el("option", { value }, name)));
const labelled = (text, control) => el("label", {}, text, control);
const button = (name, click, look = "plain") => el("button", { type: "button", class: look, on: { click } }, name);

function toggle(name, isOn, turn) {
  const input = el("input", { type: "checkbox", role: "switch" });
  input.checked = Boolean(isOn);
  input.addEventListener("change", () => turn(input.checked));
  return el("label", { class: "switch" }, input, el("span", { class: "words" }, el("b", { dir: "auto" }, name)));
}
