### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Your groups, threads and channels
# $count: how many places the person has.
places = <b>📍 { $count ->
        [one] One place of yours
       *[other] { $count } places of yours
    }</b>
places-how = <i>A number opens the place: its topics, its settings, pause, copy, remove.</i>
places-none = You have no groups or channels here yet.
    <b>A group:</b> add me to it and write /subscribe there, in a forum in the thread that is to have the news.
    <b>A channel:</b> write /channel to me here.
button-places = 📍 All places

## One place in the list and on its page

# $title: of the group or channel.
measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
# $title: of the group. $thread: name of the thread in it.
measure-place-thread = 💬 { $title } › { $thread }
# A thread of which the name is not known. $title: of the group. $number: of the thread.
measure-place-thread-number = 💬 { $title } › thread { $number }
# A group or channel without a title.
measure-place-untitled = Without a name
# $topics: names of topics with commas between.
place-follows = Follows { $topics }
# $topics: the first few names. $count: how many more there are.
place-follows-more = Follows { $topics } and { $count ->
        [one] one more
       *[other] { $count } more
    }
place-follows-nothing = Follows no topic yet
# $rhythm: when its stories come, such as "At once".
place-rhythm = Rhythm: { $rhythm }
place-paused = ⏸ Paused: nothing comes until you resume it.
# $time: a time.
place-paused-until = ⏸ Paused until { $time }
place-lost = ⚠️ I am not in there any more. Everything is kept: add me again and it goes on.
place-lost-rights = ⚠️ I may not write there. Everything is kept: give me the right to write, in a channel the right to post, and it goes on.
# $title: of the place.
place-not-yours = You do not administer <b>{ $title }</b> any more, or I am not in there. So you cannot change it; you can take it off your list. What it follows stays as it is.
button-place-topics = 🗂 Topics
button-place-settings = ⚙️ Settings
button-place-pause = ⏸ Pause
button-place-resume = ▶️ Resume
button-place-copy = ⧉ Copy settings from …
button-place-remove = 🗑 Remove
button-place-off-list = Take it off my list
toast-place-paused = Paused
toast-place-resumed = It goes on
toast-place-off-list = It is off your list

## Copying settings

# $title: of the place that is changed.
place-copy-sources = From where shall the settings of <b>{ $title }</b> come?
button-place-own-chat = 👤 My chat with you
# $source: from where. $target: what is changed.
place-copy-ask = Copy the settings of <b>{ $source }</b> to <b>{ $target }</b>?
    <b>Replace:</b> topics with their volumes and rhythms, filters, watched words, time zone, rhythm, quiet hours and switches all become the same. What was there goes.
    <b>Add:</b> topics, filters and watched words that are missing are added. All that is there stays as it is.
    New topics bring what arrives from now on.
button-place-copy-replace = Yes, replace all
button-place-copy-add = Yes, add
button-place-no = No
# $source: from where. $topics, $words: how many topics, and how many filters and watched words.
place-copied = Copied from <b>{ $source }</b>: { $topics ->
        [one] one topic
       *[other] { $topics } topics
    }, { $words ->
        [one] one filter or watch
       *[other] { $words } filters and watches
    }.
# $count: how many topics. $most: how many a place may have.
place-copied-left-out = { $count ->
        [one] One topic was
       *[other] { $count } topics were
    } left out: a place may have { $most }.
toast-place-copied = Copied

## Removing

# $title: of the place.
place-remove-ask = Remove <b>{ $title }</b>? All that it follows and all its settings are erased, and nothing comes there any more. This cannot be undone.
button-place-remove-yes = Yes, erase it
# $title: of the place.
place-removed = <b>{ $title }</b> is erased. I am still in the chat: an administrator can remove me there, as any member.
toast-place-removed = Erased

## Limits

# $most: how many places one person may set up.
place-limit = This would be one place too many: one person may set up { $most } here, counting groups, threads and channels. Remove one with /places in your private chat with me, or let another administrator set this one up. Nothing was stored.
# $contact: whom to ask.
place-limit-contact = You need more? Ask { $contact }.
# $most: how many topics one place may follow.
place-topic-limit = That would be more than { $most } topics, and one place may have no more. Leave one first, or follow a broader topic. Nothing was changed.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>What you missed</b> · { $date }
       *[other] 🗞 <b>What was missed</b> · { $date }
    }
# $title: of the place.
place-notice-no-rights = I may not write in <b>{ $title }</b> any more, so its news stops. Everything is kept. Give me the right to write, in a channel the right to post, and it goes on from there.
# $title: of the place.
place-notice-left =
    { $chat ->
        [channel] I am not in <b>{ $title }</b> any more, so its news stops. Everything is kept: add me again as an administrator and it goes on. /places erases it.
       *[private] I am not in <b>{ $title }</b> any more, so its news stops. Everything is kept. Add me again within 30 days and I offer what was missed; later it simply goes on. /places erases it.
    }
place-notice-returned = I can write here again, and everything is as it was. Some stories came while I could not.
button-tell-missed = 🗞 Tell me what I missed
toast-missed-coming = It is coming
toast-missed-paused = It is paused. Resume first, then press again
toast-missed-nothing = Nothing is left: it has come already
