### /why and /missed: why something came, and why it did not.

command-why =
    { $chat ->
        [private] Why you were told something: in reply to it
       *[other] Why something came: in reply to it
    }
command-missed =
    { $chat ->
        [private] What you were not told in the last 24 hours, and why
       *[other] What was not told in the last 24 hours, and why
    }

## /why

why = <b>Why this came</b>
why-digest = <b>Why this digest came</b>
# There was no alert yet, or the message is none of these.
why-nothing =
    { $chat ->
        [private] Nothing was sent to you yet. Once an alert or a digest is here, reply to it with /why.
       *[other] Nothing was sent yet. Once there is an alert or a digest, reply to it with /why.
    }
why-unknown =
    { $chat ->
        [private] I cannot tell why that message came: it is no alert or digest of yours. Reply with /why to one of these, or send /why alone for the last one.
       *[other] I cannot tell why that message came: it is no alert or digest. Reply with /why to one of these, or send /why alone for the last one.
    }
why-not-told =
    { $chat ->
        [private] You were not sent this story: you opened it in a list or a digest.
       *[other] This story was not sent by itself: it was opened in a list or a digest.
    }
# Ways in which a story comes. $topic: a topic; $source: a topic above it, which is followed.
why-topic =
    { $chat ->
        [private] You follow { $topic }.
       *[other] { $topic } is followed.
    }
why-topic-via =
    { $chat ->
        [private] It is about { $topic }, which comes with { $source }, and you follow that.
       *[other] It is about { $topic }, which comes with { $source }, and that is followed.
    }
why-topic-left =
    { $chat ->
        [private] It came for { $topic }, which you follow no more.
       *[other] It came for { $topic }, which is followed no more.
    }
why-topic-gone =
    { $chat ->
        [private] It came for a topic or for words that you follow no more.
       *[other] It came for a topic or for words that are followed no more.
    }
# Why a story stands under its topic although its record names none. $words: the keyword of the topic that it has.
why-filed-title = It was filed there for “{ $words }” in the title.
why-filed-text = It was filed there for “{ $words }” in the text.
# $words: the words that are watched.
why-watch =
    { $chat ->
        [private] You watch { $words }, and the story has these words.
       *[other] { $words } is watched, and the story has these words.
    }
# $volume: such as “each story once” or “about 5 a day”.
why-volume = How much of it comes: { $volume }.
# $filters: how each of them is written; $count: how many.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [one] Your filter lets it through: { $filters }.
                   *[other] Your { $count } filters let it through: { $filters }.
                }
       *[other] The filters let it through ({ $count }): { $filters }.
    }
why-rhythm = It comes { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] It came at once. By your choice of now it comes { $rhythm }.
       *[other] It came at once. By what is chosen now it comes { $rhythm }.
    }
# Times of the reader's own clock.
why-found = Found { $time }
why-owed =
    { $chat ->
        [private] Written down for you { $time }
       *[other] Written down { $time }
    }
why-due = Due { $time }
why-sent = Sent { $time }
why-not-sent = Not sent yet
# Why at this time. $time: when it was over.
why-at-once = It was sent as soon as it was found.
why-held-quiet =
    { $chat ->
        [private] It was held until { $time }, when your quiet hours ended.
       *[other] It was held until { $time }, when the quiet hours ended.
    }
why-held-pause =
    { $chat ->
        [private] It was held until { $time }, when your pause ended.
       *[other] It was held until { $time }, when the pause ended.
    }
why-held =
    { $chat ->
        [private] It was held until { $time }: nothing was to reach you before.
       *[other] It was held until { $time }: nothing was to come before.
    }
why-retried = Telegram could not be reached at first; it was tried again.
why-queued = Many were told at once, and it was sent when its turn came.
why-in-digest = It is told in a digest instead of an alert.
# Why there is a digest. $count: stories in it; $rhythm: as above.
why-digest-stories = { $count ->
        [one] It tells one story
       *[other] It tells { $count } stories
    }, of { $since } to { $time }.
why-digest-hour =
    { $chat ->
        [private] You have a digest { $rhythm }.
       *[other] There is a digest { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] More than three stories came in your quiet hours, so you were told them together when these ended.
       *[other] More than three stories came in the quiet hours, so they were told together when these ended.
    }
why-digest-pause =
    { $chat ->
        [private] It tells what came in your pause, which is over.
       *[other] It tells what came in the pause, which is over.
    }
why-digest-return =
    { $chat ->
        [private] It tells what came while I could not write to you.
       *[other] It tells what came while I could not write.
    }
why-digest-burst =
    { $chat ->
        [private] Many stories came at once, so you were told them together.
       *[other] Many stories came at once, so they were told together.
    }
why-digest-now =
    { $chat ->
        [private] You asked for it.
       *[other] Somebody asked for it.
    }
why-digest-edition = The people who run this bot sent it to all who receive announcements.
why-announcement = The people who run this bot sent it to all who receive announcements. /settings turns these off.
why-notice = It is a notice about the service itself, which reaches everybody.
button-why-missed = What was not told?

## /missed

# $count: how many.
missed = <b>{ $count ->
        [one] One story was not told in the last 24 hours
       *[other] { $count } stories were not told in the last 24 hours
    }</b>
missed-none =
    { $chat ->
        [private] Nothing was kept from you in the last 24 hours.
       *[other] Nothing was kept back in the last 24 hours.
    }
# $title: another article of the same story, linked.
missed-folded =
    { $chat ->
        [private] The same story as { $title }, which you were told.
       *[other] The same story as { $title }, which was told.
    }
missed-folded-unknown =
    { $chat ->
        [private] The same story as one that you were told.
       *[other] The same story as one that was told.
    }
# $filters: how the filters are written that hide it.
missed-filtered =
    { $chat ->
        [private] Hidden by your filter: { $filters }.
       *[other] Hidden by a filter: { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] Hidden by a filter that you had.
       *[other] Hidden by a filter that was there before.
    }
# $topic: of which a part is wanted. $count: stories a day.
missed-volume-top =
    { $chat ->
        [private] { $topic }: not among the top stories, which are all you want of it.
       *[other] { $topic }: not among the top stories, which are all that is chosen of it.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }: beyond the about { $count } a day that you want of it.
       *[other] { $topic }: beyond the about { $count } a day that are chosen of it.
    }
missed-volume =
    { $chat ->
        [private] Too small for what you want of its topics.
       *[other] Too small for what is chosen of its topics.
    }
missed-volume-digest =
    { $chat ->
        [private] It stands in your next digest, { $time }.
       *[other] It stands in the next digest, { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Held until { $time }, when your quiet hours end.
       *[other] Held until { $time }, when the quiet hours end.
    }
missed-held-pause =
    { $chat ->
        [private] Held until { $time }, when your pause ends.
       *[other] Held until { $time }, when the pause ends.
    }
missed-held = Held until { $time }.
missed-waits =
    { $chat ->
        [private] { $topic }: it waits for your digest, { $time }.
       *[other] { $topic }: it waits for the digest, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }: it waits for your next digest. None is due: /rhythm sets an hour.
       *[other] { $topic }: it waits for the next digest. None is due: /rhythm sets an hour.
    }
# In place of a topic.
missed-watched =
    { $chat ->
        [private] The words that you watch
       *[other] The watched words
    }
missed-off = { $topic }: off, so that nothing comes.
missed-paused = Alerts were off. /start turns them on.
missed-retried = Telegram could not be reached; it is tried again { $time }.
missed-failed = Telegram did not take it.
missed-uncertain = It may have arrived: Telegram did not say.
missed-withdrawn = Its publisher withdrew it before it was sent.
missed-unsubscribed =
    { $chat ->
        [private] You left or muted its topic before it was sent.
       *[other] Its topic was left or muted before it was sent.
    }
missed-unreachable = Telegram let nothing through to this chat.
# Says what a filter does with stories that have its words.
filter-hide = hide { $words }
filter-only = only { $words }
