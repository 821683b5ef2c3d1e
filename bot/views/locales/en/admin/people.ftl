## What the bot knows of somebody, and bans

command-user = What the bot knows of somebody: /user and an id or @name
command-ban = Answer somebody no more, nor send them anything
command-unban = Lift a ban
audit-looked-up = <b>Looked up</b>
audit-banned = <b>Banned</b>
audit-unbanned = <b>Ban lifted</b>

user-how = Write /user and the id of a person, group or channel, or its @name.
ban-how = Write it so: /ban 123456789 and the reason. The id of a person is a number; that of a group or channel begins with a minus.
unban-how = Write it so: /unban 123456789

# $name: of a person or a place, here and below.
user-of = <b>{ $name }</b>
user-language = Language: { $language }
user-since = Since { $moment }
user-seen = Last here: { $moment }
user-set-up-by = Set up by { $name }
user-places =
    { $count ->
        [0] Set up no place
        [one] Set up one place
       *[other] Set up { NUMBER($count) } places
    }
user-topics =
    { $count ->
        [0] Follows no topic
        [one] Follows one topic
       *[other] Follows { NUMBER($count) } topics
    }
user-role-owner = An owner of this bot
user-role-editor = An editor of this bot
user-active = Has alerts
user-paused = Has paused
user-blocked = Blocked the bot
user-deactivated = Deleted their account
user-kicked = Put the bot out, or took its rights
user-missing = Telegram knows no such chat
# $by: who; $reason: why.
user-banned = Banned { $moment } by { $by }
user-banned-why = Banned { $moment } by { $by }: { $reason }
user-unknown = The bot knows nobody by { $whom }. Only who wrote to it, or set it up, can be looked up.
user-unknown-banned = The bot has nothing of { $whom }, but a ban.
user-name-hidden = Nobody among those who were here last goes by { $whom }, and names of people are not stored. Send me the id, which is a number.
button-user-settings = Settings
button-user-topics = Topics
button-user-places = Places
button-user-deliveries = Last deliveries
button-user-ban = Ban
button-user-unban = Lift the ban
button-user-back = Back
user-as-they-see = <i>As { $name } sees it:</i>
user-no-deliveries = <b>Last deliveries</b>

    Nothing was owed to them lately.
user-deliveries = <b>Last deliveries</b>
delivery-alert = Alert
delivery-broadcast = Broadcast
delivery-digest = Digest
delivery-notice = Notice
delivery-correction = Correction
delivery-held = held
delivery-pending = waits
delivery-in-flight = on its way
delivery-sent = sent
delivery-dead = failed
delivery-uncertain = perhaps sent
delivery-cancelled = cancelled
user-none-of-places = <b>Places</b>

    They set up none.

ban-question =
    <b>Ban { $name }?</b>

    They are neither answered nor sent anything, until you lift it. What they chose is kept. Places that they set up go on. To give a reason, write /ban { $id } and the reason instead.
button-ban-yes = Yes, ban
button-ban-no = No
ban-done = { $name } is banned: neither answered nor sent anything. What they chose is kept. /unban { $id } lifts it.
ban-places =
    { $count ->
        [one] One place that they set up goes on; to ban it too, write /ban and its id: { $ids }
       *[other] { NUMBER($count) } places that they set up go on; to ban one too, write /ban and its id: { $ids }
    }
unban-done = { $name } is not banned any more: all is as it was, from now on.
ban-owner = That is an owner, who cannot be banned.
ban-editor = That is an editor. Remove them first: /admins
ban-already = They are banned already.
ban-itself = That is this bot.
unban-none = There is no ban of { $name }.
