### /why and /missed: why something came, and why it did not.

command-why = Why you were told something: in reply to it
command-missed = What you were not told in the last 24 hours, and why

## /why

why = <b>Why this came</b>
why-digest = <b>Why this digest came</b>
# There was no alert yet, or the message is none of these.
why-nothing = Nothing was sent to you yet. Once an alert or a digest is here, reply to it with /why.
why-unknown = I cannot tell why that message came: it is no alert or digest of yours. Reply with /why to one of these, or send /why alone for the last one.
why-not-told = You were not sent this story: you opened it in a list or a digest.
# Ways in which a story comes. $topic: a topic; $source: a topic above it, which is followed.
why-topic = You follow { $topic }.
why-topic-via = It is about { $topic }, which comes with { $source }, and you follow that.
why-topic-left = It came for { $topic }, which you follow no more.
why-topic-gone = It came for a topic or for words that you follow no more.
# $words: the words that are watched.
why-watch = You watch { $words }, and the story has these words.
# $volume: such as “each story once” or “about 5 a day”.
why-volume = How much of it comes: { $volume }.
# $filters: how each of them is written; $count: how many.
why-filters = { $count ->
        [one] Your filter lets it through: { $filters }.
       *[other] Your { $count } filters let it through: { $filters }.
    }
why-rhythm = It comes { $rhythm }.
why-rhythm-since = It came at once. By your choice of now it comes { $rhythm }.
# Times of the reader's own clock.
why-found = Found { $time }
why-owed = Written down for you { $time }
why-due = Due { $time }
why-sent = Sent { $time }
why-not-sent = Not sent yet
# Why at this time. $time: when it was over.
why-at-once = It was sent as soon as it was found.
why-held-quiet = It was held until { $time }, when your quiet hours ended.
why-held-pause = It was held until { $time }, when your pause ended.
why-held = It was held until { $time }: nothing was to reach you before.
why-retried = Telegram could not be reached at first; it was tried again.
why-queued = Many were told at once, and it was sent when its turn came.
why-in-digest = It is told in a digest instead of an alert.
# Why there is a digest. $count: stories in it; $rhythm: as above.
why-digest-stories = { $count ->
        [one] It tells one story
       *[other] It tells { $count } stories
    }, of { $since } to { $time }.
why-digest-hour = You have a digest { $rhythm }.
why-digest-quiet = More than three stories came in your quiet hours, so you were told them together when these ended.
why-digest-pause = It tells what came in your pause, which is over.
why-digest-return = It tells what came while I could not write to you.
why-digest-burst = Many stories came at once, so you were told them together.
why-digest-now = You asked for it.
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
missed-none = Nothing was kept from you in the last 24 hours.
# $title: another article of the same story, linked.
missed-folded = The same story as { $title }, which you were told.
missed-folded-unknown = The same story as one that you were told.
# $filters: how the filters are written that hide it.
missed-filtered = Hidden by your filter: { $filters }.
missed-filtered-unknown = Hidden by a filter that you had.
# $topic: of which a part is wanted. $count: stories a day.
missed-volume-top = { $topic }: not among the top stories, which are all you want of it.
missed-volume-some = { $topic }: beyond the about { $count } a day that you want of it.
missed-volume = Too small for what you want of its topics.
missed-volume-digest = It stands in your next digest, { $time }.
missed-held-quiet = Held until { $time }, when your quiet hours end.
missed-held-pause = Held until { $time }, when your pause ends.
missed-held = Held until { $time }.
missed-waits = { $topic }: it waits for your digest, { $time }.
missed-waits-next = { $topic }: it waits for your next digest. None is due: /rhythm sets an hour.
# In place of a topic.
missed-watched = The words that you watch
missed-off = { $topic }: off, so that nothing comes.
missed-paused = Alerts were off. /start turns them on.
missed-retried = Telegram could not be reached; it is tried again { $time }.
missed-failed = Telegram did not take it.
missed-uncertain = It may have arrived: Telegram did not say.
missed-withdrawn = Its publisher withdrew it before it was sent.
missed-unsubscribed = You left or muted its topic before it was sent.
missed-unreachable = Telegram let nothing through to this chat.
# Says what a filter does with stories that have its words.
filter-hide = hide { $words }
filter-only = only { $words }
