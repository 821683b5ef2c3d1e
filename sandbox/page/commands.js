// The commands that a bot offers in a chat: the narrowest scope wins (Bot API, "Determining list of commands").

const WIDE = {
  private: ["all_private_chats", "default"],
  group: ["all_group_chats", "default"],
};

/** The commands for somebody in a place, as `{command, description}`. */
export function commandsFor(bot, place, speaker) {
  for (const scope of scopes(place, speaker)) {
    for (const language of [speaker?.language_code?.slice(0, 2) ?? "", ""]) {
      const found = bot?.commands.find((one) => one.scope === scope && one.language_code === language);
      if (found?.commands.length) return found.commands;
    }
  }
  return [];
}

function scopes(place, speaker) {
  const { id } = place.chat;
  if (place.isPrivate) return [`chat:${id}`, ...WIDE.private];
  const member = place.members.find((one) => one.user.id === speaker?.id);
  const isAdministrator = member && ["creator", "administrator"].includes(member.status);
  const narrow = isAdministrator ? [`chat_administrators:${id}`, `chat:${id}`, "all_chat_administrators"] : [`chat:${id}`];
  return [`chat_member:${id}:${speaker?.id}`, ...narrow, ...WIDE.group];
}
