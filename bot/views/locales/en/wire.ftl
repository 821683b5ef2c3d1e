# All that the wire says in English. docs/texts.md explains the file to translators.
#
# Texts are Telegram HTML (<b>, <i>; write &amp; for &). Those whose key begins with button-, toast-, command- or
# profile- are plain: no tags, no &amp;.

## The alert

alert-video = ▶ Video
alert-related = <b>Related</b>
# $count: other providers with this story. Up to three are named; of more the best two, and $more counts the rest.
# $first, $second and $third are their linked names.
alert-also-at = { $count ->
    [1] Also at { $first }
    [2] Also at { $first } and { $second }
    [3] Also at { $first }, { $second } and { $third }
   *[other] Also at { $first }, { $second } and { $more } more
}
# For apps that cannot show a moment in the reader's own zone. $at is in UTC.
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
# The same where the reader told a time zone. $at is in it; $zone: a city or an offset.
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } ({ $zone })
# Of an article that is dated without a time: the same day everywhere.
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = Read
button-watch = Watch
button-amp = AMP ⚡
# $topic: the one topic that the alert came for.
button-mute = 🔕 Mute { $topic }
button-unmute-topic = 🔔 Unmute { $topic }
# $count: related articles that are not shown yet.
button-more-related = … and { $count } more
# $count: other providers that "Also at …" counts without naming them.
button-outlets = Also at { $count } more
# $count: all other providers.
alert-outlets = { $count ->
    [one] <b>{ $count } other reports it</b>
   *[other] <b>{ $count } others report it</b>
}
button-back-to-alert = Back to the alert

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>News on the topics you choose for this group</b>

            Each new story on them arrives in this group as soon as it breaks: once, with its source, a short extract and related reading. When others report it too, the message is brought up to date instead of being repeated.

            Tap the topics that this group should follow. /settings has the time zone, digests and quiet hours.
        [thread]
            <b>News on the topics you choose for this thread</b>

            Each new story on them arrives in this thread as soon as it breaks: once, with its source, a short extract and related reading. When others report it too, the message is brought up to date instead of being repeated.

            Tap the topics that this thread should follow. /settings has the time zone, digests and quiet hours.
        [channel]
            <b>News on the topics you choose for this channel</b>

            Each new story on them arrives there as soon as it breaks: once, with its source, a short extract and related reading. When others report it too, the message is brought up to date instead of being repeated.

            Tap the topics that this channel should follow. /settings has the time zone, digests and quiet hours.
       *[private]
            <b>News on the topics you choose</b>

            Pick your topics, and each new story arrives here as soon as it breaks: once, with its source, a short extract and related reading. When others report it too, the message is brought up to date instead of being repeated.

            Tap the topics that you would like to follow.
    }
# Above the answer to the link by which somebody opened the chat for the first time.
welcome-by-link =
    <b>News on the topics you choose</b>

    Each new story comes once, with its source, a short extract and related reading.
# There is no topic to choose. Whoever runs the bot tries it out first, so the second half is for them.
welcome-empty =
    <b>News on the topics you choose</b>

    There are no topics yet. As soon as there are, /topics shows them, and each new story on those that you follow arrives here.

    <i>If this is your bot: put files of topics into the folder that TOPICS_DIR names, or, without that setting, drop a first record. The folder “examples” has both to copy, and “topicwire check” says what is missing.</i>
# A sentence of the texts below: how new stories come. $arrival: at-once, digest (daily, weekly, digests only) or off.
# The page of a group may be opened in a private chat, too: what is here in the group is there.
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] New stories come here together, as a digest.
               *[other]
                    { $here ->
                        [group] New stories come here together, as a digest.
                       *[private] New stories come there together, as a digest.
                    }
            }
        [off] Nothing comes for now: “When news comes” is set to “Off”.
       *[at-once]
            { $chat ->
                [private] New stories arrive here as they break.
               *[other]
                    { $here ->
                        [group] New stories arrive here as they break.
                       *[private] New stories arrive there as they break.
                    }
            }
    }
# $count: topics followed, not counting muted ones.
welcome-picked =
    { $chat ->
        [group]
            <b>News on the topics you choose for this group</b>

            { $count ->
                [0] This group follows no topic at the moment. Tap one to begin.
                [one] This group follows { $count } topic. { news-arrive }
               *[other] This group follows { $count } topics. { news-arrive }
            }
        [thread]
            <b>News on the topics you choose for this thread</b>

            { $count ->
                [0] This thread follows no topic at the moment. Tap one to begin.
                [one] This thread follows { $count } topic. { news-arrive }
               *[other] This thread follows { $count } topics. { news-arrive }
            }
        [channel]
            <b>News on the topics you choose for this channel</b>

            { $count ->
                [0] This channel follows no topic at the moment. Tap one to begin.
                [one] This channel follows { $count } topic. { news-arrive }
               *[other] This channel follows { $count } topics. { news-arrive }
            }
       *[private]
            <b>News on the topics you choose</b>

            { $count ->
                [0] You follow no topic at the moment. Tap one to begin.
                [one] You follow { $count } topic. { news-arrive }
               *[other] You follow { $count } topics. { news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>Here is what this group follows</b>

            { $count ->
                [0] All topics of this group are muted. Tap one to hear from it again.
                [one] This group follows { $count } topic. { news-arrive }
               *[other] This group follows { $count } topics. { news-arrive }
            }
        [thread]
            <b>Here is what this thread follows</b>

            { $count ->
                [0] All topics of this thread are muted. Tap one to hear from it again.
                [one] This thread follows { $count } topic. { news-arrive }
               *[other] This thread follows { $count } topics. { news-arrive }
            }
        [channel]
            <b>Here is what this channel follows</b>

            { $count ->
                [0] All topics of this channel are muted. Tap one to hear from it again.
                [one] This channel follows { $count } topic. { news-arrive }
               *[other] This channel follows { $count } topics. { news-arrive }
            }
       *[private]
            <b>Welcome back</b>

            { $count ->
                [0] All your topics are muted. Tap one to hear from it again.
                [one] You follow { $count } topic. { news-arrive }
               *[other] You follow { $count } topics. { news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>Alerts are on again</b>

            { $count ->
                [0] This group follows no topic at the moment, so nothing will arrive until you choose one.
                [one] This group follows { $count } topic. { news-arrive }
               *[other] This group follows { $count } topics. { news-arrive }
            }
        [thread]
            <b>Alerts are on again</b>

            { $count ->
                [0] This thread follows no topic at the moment, so nothing will arrive until you choose one.
                [one] This thread follows { $count } topic. { news-arrive }
               *[other] This thread follows { $count } topics. { news-arrive }
            }
        [channel]
            <b>Alerts are on again</b>

            { $count ->
                [0] This channel follows no topic at the moment, so nothing will arrive until you choose one.
                [one] This channel follows { $count } topic. { news-arrive }
               *[other] This channel follows { $count } topics. { news-arrive }
            }
       *[private]
            <b>Alerts are on again</b>

            { $count ->
                [0] You follow no topic at the moment, so nothing will arrive until you choose one.
                [one] You follow { $count } topic. { news-arrive }
               *[other] You follow { $count } topics. { news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>Alerts are paused</b>

            No news will be sent to this group, only a notice should something about this bot itself change. The topics of this group are kept: tap the button below to go on.
        [thread]
            <b>Alerts are paused</b>

            No news will be sent to this thread, only a notice should something about this bot itself change. The topics of this thread are kept: tap the button below to go on.
        [channel]
            <b>Alerts are paused</b>

            No news will be sent to this channel, only a notice should something about this bot itself change. The topics of this channel are kept: tap the button below to go on.
       *[private]
            <b>Alerts are paused</b>

            No news will be sent to you, only a notice should something about this bot itself change. Your topics are kept for when you come back: tap the button below, or send /start.
    }

button-resume = Turn alerts on

# The questions after a plain word such as "stop".
pause-confirm =
    { $chat ->
        [group]
            <b>Pause all alerts?</b>

            No news will be sent to this group until you turn alerts on again. The topics of this group are kept.
        [thread]
            <b>Pause all alerts?</b>

            No news will be sent to this thread until you turn alerts on again. The topics of this thread are kept.
        [channel]
            <b>Pause all alerts?</b>

            No news will be sent to this channel until you turn alerts on again. The topics of this channel are kept.
       *[private]
            <b>Pause all alerts?</b>

            No news will be sent to you until you turn alerts on again. Your topics are kept.
    }
resume-confirm =
    <b>Turn alerts on again?</b>

    They are paused. New stories on your topics would arrive again.
# $count: topics that the person follows or has muted.
leave-all-confirm =
    <b>Leave all your topics?</b>

    { $count ->
        [one] You have { $count } topic. It will no longer be yours, and no more news will come.
       *[other] You have { $count } topics. They will no longer be yours, and no more news will come.
    } To leave only some of them, open your topics.
all-left =
    <b>You follow no topic any more</b>

    No more news will come. Should you change your mind, all topics are behind the button.
nothing-to-leave =
    { $chat ->
        [group] This group follows no topic, so no news is sent to it.
        [thread] This thread follows no topic, so no news is sent to it.
        [channel] This channel follows no topic, so no news is sent to it.
       *[private] You follow no topic, so no news is sent to you.
    }
digests-on = A digest is many stories in one message. The people who run this bot send one now and then, and you receive them.
digests-paused = A digest is many stories in one message. The people who run this bot send one now and then; none reaches you while alerts are paused.
digests-off = A digest is many stories in one message. The people who run this bot send one now and then; you have turned that off in the settings.
digest-confirm = <b>Shall I show you the latest stories now?</b>
not-paused = Alerts are on. { news-arrive }
left-as-is = Nothing was changed.

button-yes-pause = Yes, pause
button-yes-resume = Yes, turn them on
button-yes-leave-all = Yes, leave them all
button-pause-instead = Only pause alerts
button-yes-latest = Yes, show them
button-no = No

## The catalogue

# $followed: topics followed, not counting muted ones.
catalogue =
    <b>All topics</b>

    Tap a topic to follow it, tap it again to leave it. A topic brings the topics under it (└), marked “via”; a tap mutes one of these. { $chat ->
        [private] { $followed ->
                [0] You follow none yet.
                [one] You follow { $followed }.
               *[other] You follow { $followed }.
            }
       *[other] Followed so far: { $followed }.
    }
# The same page, on which a topic opens its card.
catalogue-cards =
    <b>About the topics</b>

    Tap a topic to read what it is about, with its latest stories.
# There is more than one page of topics.
catalogue-search =
    { $here ->
        [group] <i>To find a topic, write /topics with its name or a word of it.</i>
       *[private] <i>To find a topic, write its name or a word of it.</i>
    }
# $count: topics; $query: what the person wrote.
topics-found =
    { $count ->
        [one] { $count } topic has “{ $query }” in it. Tap it to read about it.
       *[other] { $count } topics have “{ $query }” in them. Tap one to read about it.
    }
# $count: how many of them are shown.
topics-found-more = These are the first { $count }. Write more of the name to see fewer.
catalogue-empty = There are no topics yet. As soon as there are, /topics shows them.

button-all-topics = All topics
button-about-topics = ℹ️ About these topics
button-follow-topics = Choose topics
# On the button of a topic that comes with one above it, $source.
button-topic-via = { $topic } · via { $source }
button-about = About it
button-mine =
    { $chat ->
        [private] My topics
       *[other] Topics followed
    }
button-help = Help

## Following one topic

# $topic is the topic's name in bold, here and below.
followed =
    { $chat ->
        [group] ✓ This group follows { $topic }. { news-arrive }
        [thread] ✓ This thread follows { $topic }. { news-arrive }
        [channel] ✓ This channel follows { $topic }. { news-arrive }
       *[private] ✓ You follow { $topic }. { news-arrive }
    }
# $count: topics under the one that is followed.
followed-covers = { $count ->
    [one] That includes the topic under it.
   *[other] That includes the { $count } topics under it.
}
already-followed =
    { $chat ->
        [group] This group follows { $topic } already.
        [thread] This thread follows { $topic } already.
        [channel] This channel follows { $topic } already.
       *[private] You follow { $topic } already.
    }
unfollowed =
    { $chat ->
        [group] This group no longer follows { $topic }.
        [thread] This thread no longer follows { $topic }.
        [channel] This channel no longer follows { $topic }.
       *[private] You no longer follow { $topic }.
    }
follow-undone =
    { $chat ->
        [group] Undone: this group does not follow { $topic }.
        [thread] Undone: this thread does not follow { $topic }.
        [channel] Undone: this channel does not follow { $topic }.
       *[private] Undone: you do not follow { $topic }.
    }
# $source: a topic above it that is followed.
follow-undone-along =
    { $chat ->
        [private] Undone. The news on { $topic } still comes with { $source }, which you follow.
       *[other] Undone. The news on { $topic } still comes with { $source }, which is followed.
    }
not-followed =
    { $chat ->
        [group] This group does not follow { $topic }, so nothing changed.
        [thread] This thread does not follow { $topic }, so nothing changed.
        [channel] This channel does not follow { $topic }, so nothing changed.
       *[private] You do not follow { $topic }, so nothing changed.
    }
# $query: what the person wrote.
did-you-mean = No topic is called “{ $query }” exactly. Did you mean one of these?
no-such-topic = No topic is called “{ $query }”, nor anything like it.
no-such-own-topic =
    { $chat ->
        [private] None of your topics is called “{ $query }”, nor anything like it.
       *[other] None of the topics followed is called “{ $query }”, nor anything like it.
    }
unknown-link = That link leads to no topic that I know. The button below shows those there are.

button-follow = Follow { $topic }
button-follow-again = Follow again
button-unfollow = Unfollow
button-unfollow-topic = Unfollow { $topic }
button-undo = Undo
button-latest = Latest stories

## Several topics at once

# $topics: one or more names in bold, with commas and "and" between.
list-followed =
    { $chat ->
        [group] ✓ This group follows { $topics }. { news-arrive }
        [thread] ✓ This thread follows { $topics }. { news-arrive }
        [channel] ✓ This channel follows { $topics }. { news-arrive }
       *[private] ✓ You follow { $topics }. { news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] This group follows { $topics } already.
        [thread] This thread follows { $topics } already.
        [channel] This channel follows { $topics } already.
       *[private] You follow { $topics } already.
    }
list-unfollowed =
    { $chat ->
        [group] This group no longer follows { $topics }.
        [thread] This thread no longer follows { $topics }.
        [channel] This channel no longer follows { $topics }.
       *[private] You no longer follow { $topics }.
    }
list-muted = 🔕 Muted: { $topics }. What comes with a topic above it is muted rather than left.
list-not-followed =
    { $chat ->
        [group] This group does not follow { $topics }, so nothing changed there.
        [thread] This thread does not follow { $topics }, so nothing changed there.
        [channel] This channel does not follow { $topics }, so nothing changed there.
       *[private] You do not follow { $topics }, so nothing changed there.
    }
# $parts: what the person wrote, each as list-part, with commas and "and" between; $count: how many.
list-unknown = { $count ->
    [one] No topic is called { $parts }.
   *[other] No topics are called { $parts }.
}
list-similar = Did you mean one of these?
list-part = “{ $part }”
# $count: how many are not named.
list-more = { $count } more

## A topic's card

# $topic and $topics: names in bold.
card-parent = Part of { $topic }
card-children = Includes { $topics }
card-followed =
    { $chat ->
        [group] ✓ This group follows it. { news-arrive }
        [thread] ✓ This thread follows it. { news-arrive }
        [channel] ✓ This channel follows it. { news-arrive }
       *[private] ✓ You follow it. { news-arrive }
    }
# $source: a topic above it that is followed, or muted.
card-along =
    { $chat ->
        [private] ✓ It comes with { $source }, which you follow.
       *[other] ✓ It comes with { $source }, which is followed.
    }
card-muted =
    { $chat ->
        [private] 🔕 You have muted it.
       *[other] 🔕 It is muted.
    }
card-muted-along =
    { $chat ->
        [private] 🔕 It belongs to { $source }, which you have muted.
       *[other] 🔕 It belongs to { $source }, which is muted.
    }
card-not-followed =
    { $chat ->
        [group] This group does not follow it.
        [thread] This thread does not follow it.
        [channel] This channel does not follow it.
       *[private] You do not follow it.
    }
card-latest = <b>Latest stories</b>
card-no-stories = There are no stories about it yet.

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } is muted. It stays among your topics and sends nothing until you unmute it.
       *[other] 🔕 { $topic } is muted. It stays in the list and sends nothing until it is unmuted.
    }
# $source: a topic above it that is followed.
muted-along =
    { $chat ->
        [private] 🔕 { $topic } is muted. It comes with { $source }, which you follow, so it sends nothing until you unmute it.
       *[other] 🔕 { $topic } is muted. It comes with { $source }, so it stays in the list and sends nothing until it is unmuted.
    }
unmuted = { $topic } is no longer muted. { news-arrive }

button-unmute = 🔔 Unmute

## My topics

# $count: topics that are not muted; $muted: those that are.
mine =
    { $chat ->
        [group]
            <b>The topics of this group</b>

            { $count ->
                [0] This group follows no topic at the moment
                [one] This group follows { $count } topic
               *[other] This group follows { $count } topics
            }{ $muted ->
                [0] .
               *[other] {" "}and has muted { $muted }.
            }
        [thread]
            <b>The topics of this thread</b>

            { $count ->
                [0] This thread follows no topic at the moment
                [one] This thread follows { $count } topic
               *[other] This thread follows { $count } topics
            }{ $muted ->
                [0] .
               *[other] {" "}and has muted { $muted }.
            }
        [channel]
            <b>The topics of this channel</b>

            { $count ->
                [0] This channel follows no topic at the moment
                [one] This channel follows { $count } topic
               *[other] This channel follows { $count } topics
            }{ $muted ->
                [0] .
               *[other] {" "}and has muted { $muted }.
            }
       *[private]
            <b>Your topics</b>

            { $count ->
                [0] You follow no topic at the moment
                [one] You follow { $count } topic
               *[other] You follow { $count } topics
            }{ $muted ->
                [0] .
               *[other] {" "}and have muted { $muted }.
            }
    }
# $count: topics that come with those that are followed.
mine-along = { $count ->
    [one] { $count } more comes with them, marked “via”.
   *[other] { $count } more come with them, marked “via”.
}
mine-paused = ⏸ Alerts are paused: no news arrives until you turn them on again.
mine-how = Tap a topic to mute or unmute it, ✕ to leave it.
mine-empty =
    { $chat ->
        [group]
            <b>The topics of this group</b>

            This group follows no topic yet. Choose some, and their news arrives in this group.
        [thread]
            <b>The topics of this thread</b>

            This thread follows no topic yet. Choose some, and their news arrives in this thread.
        [channel]
            <b>The topics of this channel</b>

            This channel follows no topic yet. Choose some, and their news arrives there.
       *[private]
            <b>Your topics</b>

            You follow no topic yet. Choose some, and their news arrives here.
    }

## The newest stories

latest = <b>Latest stories</b>
# $topic: the topic's name, not in bold.
latest-of = <b>Latest stories: { $topic }</b>
latest-none = There are no stories yet. New ones will stand here as they arrive.
latest-of-none = There are no stories about { $topic } yet.
# $count: other providers with the same story.
latest-sources = { $count ->
    [one] +{ $count } source
   *[other] +{ $count } sources
}

## Digests

# $date: such as “Friday 27 November”.
digest-heading =
    { $chat ->
        [private] 🗞 <b>Your digest</b> · { $date }
       *[other] 🗞 <b>Digest</b> · { $date }
    }
# A whole day, in UTC.
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
digest-topics = { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
# $count: providers that report the story, two at least.
digest-outlets = { $count ->
    [one] { $count } outlet
   *[other] { $count } outlets
}
# Where a message begins within a topic. $topic: the topic's name, not in bold.
digest-continued = <b>{ $topic }</b>, continued
# $count: stories under a topic that there is no room for.
digest-more = <i>… and { $count } more</i>
digest-more-of = <b>{ $topic }</b> · { $count ->
    [one] { $count } story
   *[other] { $count } stories
}

button-digest-more = { $topic }: { $count } more

## Settings

settings =
    { $chat ->
        [group] <b>What reaches this group</b>
        [thread] <b>What reaches this thread</b>
        [channel] <b>What reaches this channel</b>
       *[private] <b>What reaches you</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ Alerts are paused: neither news nor announcements arrive until you turn them on again. Your topics are kept.
       *[other] ⏸ Alerts are paused: neither news nor announcements arrive until they are turned on again. The topics are kept.
    }
# Announcements: what the people who run the bot send to its readers, digests among it.
settings-announcements-on =
    { $chat ->
        [group] 📣 Announcements are on: now and then the people who run this bot send this group news or a digest.
        [thread] 📣 Announcements are on: now and then the people who run this bot send this thread news or a digest.
        [channel] 📣 Announcements are on: now and then the people who run this bot send news or a digest there.
       *[private] 📣 Announcements are on: now and then the people who run this bot send you news or a digest.
    }
# They are on, but alerts are paused.
settings-announcements-paused = 📣 Announcements are on, and arrive again once alerts are.
settings-announcements-off =
    { $chat ->
        [group] 🔕 Announcements are off: neither news nor digests from the people who run this bot are sent to this group.
        [thread] 🔕 Announcements are off: neither news nor digests from the people who run this bot are sent to this thread.
        [channel] 🔕 Announcements are off: neither news nor digests from the people who run this bot are sent there.
       *[private] 🔕 Announcements are off: neither news nor digests from the people who run this bot are sent to you.
    }
# How messages arrive: on means without a sound.
settings-silent-messages-on = 🔇 Silent messages are on: everything arrives without a sound.
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 Silent messages are off: what arrives makes the sound that each member chose in Telegram.
        [channel] 🔔 Silent messages are off: what arrives makes the sound that each member chose in Telegram.
       *[private] 🔔 Silent messages are off: what arrives makes the sound that you chose in Telegram.
    }
settings-notices = Notices about this bot itself always arrive. They are rare.

button-settings = Settings
button-announcements-on = Turn announcements on
button-announcements-off = Turn announcements off
# Below digests and announcements; a tap turns the one into the other.
button-opt-out = Announcements off
button-opt-in = Announcements on
button-silent-messages-on = Turn silent messages on
button-silent-messages-off = Turn silent messages off

## Help

help =
    { $chat ->
        [group]
            <b>How this works</b>

            Choose topics for this group, and each new story about them arrives in it once. Its administrators use these commands:
        [channel]
            <b>How this works</b>

            Choose topics for this channel, and each new story about them arrives there once. Its administrators use these commands:
       *[private]
            <b>How this works</b>

            Choose topics, and each new story about them arrives here once.
    }
# Below the commands.
help-words =
    { $here ->
        [group] <i>Only these commands are read here, and only from administrators.</i>
       *[private] <i>Write the name of a topic, or a word of it, to read about it. Plain words such as “stop” or “settings” are understood, too.</i>
    }
help-topics = <b>Topics</b>
help-news = <b>News</b>
help-alerts = <b>Alerts</b>
help-data = <b>Help and privacy</b>

command-start = Begin, or turn alerts on again
command-topics = All topics, to follow or leave with a tap
command-subscribe = Follow topics by name, with commas between
command-unsubscribe = Stop following topics
command-mine =
    { $chat ->
        [private] The topics that you follow
       *[other] The topics that are followed
    }
command-latest = The newest stories, of all topics or one
command-stop = Pause all alerts
command-settings =
    { $chat ->
        [private] What reaches you, and what does not
       *[other] What comes, and what does not
    }
command-help = What this bot can do
command-privacy =
    { $chat ->
        [private] What is stored about you
       *[other] What is stored, and for how long
    }
command-delete =
    { $chat ->
        [private] Erase all that is stored about you
       *[other] Erase all that is stored
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>What is stored about this group</b>
            • its number and its name, so that alerts find it
            • the number of who set it up, who is told if something is amiss, and of who opened a menu in it, for 30 days
            • its language, its topics and its settings
            • which alerts, digests and announcements were sent to it and when, so that none comes twice

            Of its members nothing is stored, nor what is written in it. Whoever presses Save keeps that in their private chat with me. Nothing is passed on to anyone; the messages themselves travel through Telegram.

            <b>For how long</b>
            Until an administrator erases it with /delete.
        [channel]
            <b>What is stored about this channel</b>
            • its number and its name, so that alerts find it
            • the number of who set it up, who is told if something is amiss, and of who opened a menu there, for 30 days
            • its language, its topics and its settings
            • which alerts, digests and announcements were sent to it and when, so that none comes twice

            Of its members nothing is stored, nor what is written there. Whoever presses Save keeps that in their private chat with me. Nothing is passed on to anyone; the messages themselves travel through Telegram.

            <b>For how long</b>
            Until an administrator erases it with /delete.
       *[private]
            <b>What is stored about you</b>
            • the number of this chat, so that alerts find it
            • your language
            • the topics you chose, when, and how and when each of them reaches you
            • your time zone, if you told it (never your location), your hours, your filters, the words you watch, and what you saved
            • the last words you searched for, for 30 days, and the lists of topics you shared
            • when you first and last used this bot, and whether alerts are paused
            • whether you receive announcements, and whether messages reach you without a sound
            • which alerts, digests and announcements were sent to you and when, so that none comes twice, and what was kept back and why, so that you can ask
            • if you set up a group or a channel: your number beside it, so that you are told if something is amiss; and beside menus that you open in groups, for 30 days

            /export sends you all of it as a file.

            Your name, your username, your phone number and what you write here are not stored. Nothing is passed on to anyone; the messages themselves travel through Telegram.

            <b>For how long</b>
            Until you erase it. Only an attempt to use a command of this bot’s administrators stays in a log, with your number.

            <b>How to erase it</b>
            Send /delete. After one question everything goes at once.
    }
# $contact: an address, a name or a link.
privacy-contact =
    <b>Whom to ask</b>
    { $contact }
privacy-no-contact =
    <b>Whom to ask</b>
    The people who run this bot. They have named no address, but all that they could do for you here you can do yourself: /stop pauses everything, /delete erases everything. To complain about the bot, open its profile in Telegram and tap “Report”.

delete-confirm =
    { $chat ->
        [group]
            <b>Erase everything about this group?</b>

            Its topics, its settings and the list of alerts sent to it will be gone for good, in all its threads, and no more alerts will come. The messages stay until you delete them yourselves.
        [channel]
            <b>Erase everything about this channel?</b>

            Its topics, its settings and the list of alerts sent to it will be gone for good, and no more alerts will come. The messages stay until you delete them yourselves.
       *[private]
            <b>Erase everything about you?</b>

            Your topics, your settings and the list of alerts sent to you will be gone for good, and no more alerts will come. The messages in this chat stay until you delete them yourself.
    }
deleted =
    { $chat ->
        [group]
            <b>Everything about this group is erased</b>

            No more alerts will come. Should you change your mind, /start begins afresh.
        [channel]
            <b>Everything about this channel is erased</b>

            No more alerts will come. Should you change your mind, /start begins afresh.
       *[private]
            <b>Everything about you is erased</b>

            No more alerts will come. Should you change your mind, /start begins afresh.
    }
delete-cancelled = Nothing was erased. All stays as it was.

button-delete = Yes, erase everything
button-keep = No, keep it

## Not understood, not possible

unknown-text = I understand commands and the names of topics. Here is where to begin:
unknown-text-topic = Are you looking for { $topic }?
# $command: what the person wrote, without the slash.
unknown-command = There is no command “{ $command }”. /help lists those there are.
apology = Sorry, something went wrong here. Nothing is lost; please try again in a moment.
too-fast = That was a little too fast for me. Please wait a moment and try again.
## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] This group follows { $topic }
        [thread] This thread follows { $topic }
        [channel] This channel follows { $topic }
       *[private] You follow { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] This group no longer follows { $topic }
        [thread] This thread no longer follows { $topic }
        [channel] This channel no longer follows { $topic }
       *[private] You no longer follow { $topic }
    }
toast-not-followed =
    { $chat ->
        [group] This group does not follow { $topic }
        [thread] This thread does not follow { $topic }
        [channel] This channel does not follow { $topic }
       *[private] You do not follow { $topic }
    }
toast-muted = { $topic } is muted
toast-unmuted = { $topic } is no longer muted
toast-alerts-paused = Alerts are paused
toast-all-left =
    { $chat ->
        [group] This group follows no topic any more
        [channel] This channel follows no topic any more
       *[private] You follow no topic any more
    }
toast-resumed = Alerts are on again
toast-story-withdrawn = This story was withdrawn by its publisher
toast-announcements-on = Announcements are on
toast-announcements-off = Announcements are off
toast-silent-messages-on = Silent messages are on
toast-silent-messages-off = Silent messages are off
toast-unchanged = Nothing to change: it is so already
toast-expired = This button is out of date. /topics and /mine show how things stand.
toast-too-fast = A little slower, please
toast-apology = Sorry, something went wrong. Please try again in a moment.

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    News on the topics you choose, as it breaks.

    Each story arrives once, with its source, a short extract and related reading. When others report it too, the message is brought up to date instead of being repeated. Mute a topic or pause everything with one tap.

    Tap Start to pick your topics.
profile-short = News on the topics you choose: every story once, as it breaks, with its source and related reading.
