## Broadcasts: the message that is asked for

ask-post =
    <b>A new broadcast</b>

    Send me the message as it is to look: text, a photo, an album, a video, a document. Nothing goes out before you have seen it and pressed Send now.
ask-another-post =
    <b>Another message</b>

    Send me the message that is to take its place. Audience and link buttons stay.
post-not-kept = I cannot broadcast this kind of message. Send text, photos, videos, documents, audio, a voice message or a sticker.
post-too-long = This caption is longer than the 1,024 characters that a bot may write. Send it shortened.
# $reason: Telegram's own words.
post-refused =
    <b>Telegram refuses this message</b>

    It would reach nobody as it is. Telegram says: { $reason }

button-never-mind = Never mind
button-to-panel = ‹ Back

## Link buttons

ask-links =
    <b>Link buttons</b>

    Write a button a line: its label, a bar or a dash, its address. For several side by side put && between them.

    Read more | https://news.example/story
    Photos | https://news.example/a && Video | https://news.example/b
# $links: the buttons that there are, as they would be written.
links-now =
    <b>At present</b>
    { $links }
links-nothing = There is no button in this. Write one such as: Read more | https://news.example/story
# $count: the line, from 1; $line: what was written there; $why: one of the sentences below.
links-bad = Line { $count }, “{ $line }”: { $why }
links-again = Nothing was changed. Please send it again.
links-line-again = Send this line alone again; the others are kept.
button-leave-line-out = Leave this line out
links-no-bar = between label and address there must be a bar or a dash, as in “Read more | https://news.example/story”.
links-no-label = the label before the bar is missing.
links-long-label = the label is longer than 64 characters.
links-bad-link = this address cannot stand on a button. It must begin with https:// or http:// and name a site, without spaces.
links-full-row = side by side there is room for 8 buttons.
links-too-many = More than 40 buttons are too many. Nothing was changed; send fewer lines.

button-drop-links = Remove all

## The panel

# $number: the broadcast's, here and below.
panel-draft = <b>Broadcast { $number } · draft</b>
panel-post = The message above arrives just as you see it there.
panel-digest = The digest above arrives as you see it there.
panel-news = News: for those who receive announcements.
panel-notice = Service notice: for all who have not left, also those who paused.
# $count: recipients of the first batch; $rest: how long the others wait, as in “30 seconds”.
panel-trial = The first { $count } get it { $rest } before the rest.
panel-never-twice = What may have arrived is never sent again.
panel-not-after = Not sent after { $moment }.
# $stars: what it costs at most; $pace: such as “500 a second”.
panel-paid = Paid for, at { $pace }: up to <b>{ $stars ->
    [one] { $stars } Star
   *[other] { $stars } Stars
}</b> of the bot's balance. Telegram takes 0.1 for each message above 30 a second that arrives; @BotFather shows whether the bot may.
panel-unconfirmed = <b>Broadcast { $number } · waits for a second owner</b>
panel-waits = So many recipients take a second owner. The others are asked; it goes out once one of them confirms.
panel-confirm = So many recipients take a second owner. Once you confirm, it goes out.
panel-scheduled = <b>Broadcast { $number } · scheduled</b>
panel-starts = Goes out { $moment }.
panel-starts-past = Its time, { $moment }, is past: it goes out as soon as it is confirmed.
panel-starts-now = Its time, { $moment }, has come: it goes out now.
# $name: who sends it, where no person does.
panel-author = Author: { $name }
panel-discarded =
    <b>Broadcast { $number } · cancelled</b>

    Nobody was sent it.
# $lasting: such as “8 minutes”; $pace: such as “25 a second”; $size: the next text.
reach-time = { $size } · about { $lasting } at { $pace }
reach-unlimited = { $size } · as fast as Telegram takes it
reach-size = <b>{ $count ->
    [one] { $count } recipient
   *[other] { $count } recipients
}</b>
reach-nobody = <b>Nobody</b> is in this audience at present.

button-rewrite = New message
button-link-buttons = Link buttons
button-panel-digest = Edit the digest
button-panel-preview = Preview
button-audience = Audience
button-is-news = Kind: news
button-is-notice = Kind: notice
button-panel-trial = First batch: { $count }
button-panel-no-trial = First batch: off
button-never-twice = Never twice: on
button-perhaps-twice = Never twice: off
button-paid = Paid speed: on · up to { $stars } ⭐
button-free = Paid speed: off · would cost up to { $stars } ⭐
button-ends = Until: set
button-never-ends = Until: any time
button-test = Test to me
button-panel-schedule = Schedule…
button-send-now = Send now · { $count }
button-discard = Cancel
button-take-back = Take back
button-confirm-broadcast = Confirm and send
button-reject-broadcast = Refuse

## The audience

audience-head = <b>Broadcast { $number } · audience</b>
audience-how = Tap to narrow it down, tap again to undo. Who fits every line gets it.
audience-everyone = To everyone
# $topics: names.
audience-topics = Topics: { $topics }
audience-topics-more = Topics: { $topics } and { $count } more
audience-languages = Languages: { $languages }
audience-kinds = Chats: { $kinds }
audience-joined-after = Joined after { DATETIME($at, dateStyle: "medium") }
audience-joined-before = Joined before { DATETIME($at, dateStyle: "medium") }
audience-active = { $count ->
    [one] Active in the last day
   *[other] Active in the last { $count } days
}
ask-joined-after = Only those who joined after which day? Write it such as { $example }. The day itself is left out.
ask-joined-before = Only those who joined before which day? Write it such as { $example }. The day itself is left out.
day-unreadable = That is no day that I can read. Write year, month and day such as { $example }.

button-audience-topics = Topics
button-audience-languages = Languages
button-audience-everyone = Everyone
button-audience-active = Active { $count } d
button-joined-after = Joined after…
button-joined-before = Joined before…
# $day: such as 2026-11-01.
button-joined-after-day = After { $day }
button-joined-before-day = Before { $day }
button-kind-private = Private
button-kind-group = Groups
button-kind-channel = Channels

## Times

# $example: a day and time as they would be typed; $zone: such as Europe/Berlin.
ask-start =
    <b>When is it to go out?</b>

    Choose, or write day and time such as “tomorrow 8am”, “friday 17:30” or { $example }. That is read in { $zone } unless another zone stands behind it.
ask-end =
    <b>After when is it not to be sent?</b>

    Choose, or write day and time such as “tomorrow 8am”, “in 2 hours” or { $example }. That is read in { $zone } unless another zone stands behind it. What has not left by then is dropped.
time-unreadable = That is no day and time that I can read. Write them such as { $example }.
time-no-zone = I know no such time zone. Write it such as Europe/Berlin or America/New_York.
time-no-clock = The time of day is missing. Write both such as { $example }.
time-ambiguous = Write it such as { $example }, so that it can be read in one way only.
time-wrong-weekday = That is not the day of the week that you wrote beside it. Send date and time again, without the day of the week if you like.
time-skipped = Clocks go forward over that time on that day, so it never comes. Choose another.
# $at: now, by the clock of the zone.
time-past = That is over. It is { DATETIME($at, dateStyle: "medium", timeStyle: "short") } now. Choose a time to come.
# $at: a moment by the clock of the zone; $zone: its name. What was understood of what somebody wrote.
time-understood = I understood { DATETIME($at, dateStyle: "full", timeStyle: "short") }, { $zone }.
time-understood-day = I understood { DATETIME($at, dateStyle: "full") }.
time-reading = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
# $first and $second: the text above of two moments.
time-understood-two = That may be { $first }, or { $second }, { $zone }.
time-far = That is more than a year ahead. Look at the year, and send it again.

button-in-minutes = In { $count } min
button-in-hours = { $count ->
    [one] In { $count } hour
   *[other] In { $count } hours
}

## Sending, stopping, going on

# $count: recipients.
send-confirm =
    <b>Send broadcast { $number } to { $count ->
        [one] { $count } recipient
       *[other] { $count } recipients
    } now?</b>
send-confirm-final = Once it has gone out, it cannot be called back.
send-confirm-second = To so many it goes only when a second owner confirms it: the others are asked.
button-send-yes = Yes, send to { $count }
button-send-no = No, not yet

# $count: recipients that are still to be sent it.
cancel-confirm =
    <b>Cancel broadcast { $number }?</b>

    { $count ->
        [one] { $count } recipient who has not had it yet will not get it.
       *[other] { $count } recipients who have not had it yet will not get it.
    } Messages that are in the air still arrive. It cannot be resumed.
# $count: recipients who were not reached.
send-again-confirm =
    <b>Send broadcast { $number } again?</b>

    { $count ->
        [one] It goes to the { $count } recipient whom it did not reach
       *[other] It goes to the { $count } recipients whom it did not reach
    }, and to nobody else. Who blocked the bot, left, or wants no announcements is not among them.
send-again-doubles = Where it was unknown whether it arrived, it may arrive twice.
send-again-once = Where it was unknown whether it arrived, it is not sent again: this broadcast never arrives twice.
send-again-nobody = Nobody is left to whom broadcast { $number } could be sent again.
button-send-again-yes = Yes, send it to { $count }
# $count: people who joined since it was sent.
extend-confirm =
    <b>Send broadcast { $number } to those who joined since?</b>

    { $count ->
        [one] It goes to { $count } person
       *[other] It goes to { $count } people
    }, and to nobody else.
button-extend-yes = Yes, send it to { $count }
told-rejected =
    <b>Broadcast { $number } was refused</b>

    The second owner did not confirm it. It is a draft again, and nobody was sent it.

button-cancel-yes = Yes, cancel it
button-cancel-no = No, leave it
button-open-panel = Open it

toast-sending = It goes out now
toast-scheduled = Scheduled
toast-unconfirmed = The other owners are asked to confirm it
toast-left-drafts = Nothing was done: it is no draft any more
toast-stale = Nothing was done: this button is good for one press within ten minutes. Here is a new one.
toast-void = Nothing was done: this button is good for one press within ten minutes. Open the broadcast for a new one.
toast-nobody = Nothing was done: nobody is in this audience
toast-too-late = Nothing was done: the time after which it is not to be sent would be over
toast-unknown-broadcast = That is not there any more. /broadcasts shows what there is.
toast-tested = Sent to you: it stands below
toast-taken-back = It is a draft again
toast-discarded = Cancelled: nobody was sent it
toast-called-off = Cancelled: nothing more goes out
toast-paused = Paused
toast-resumed-broadcast = It goes on
toast-impossible = Nothing was done: see how it stands now
toast-confirmed = Confirmed
toast-rejected = Refused: it is a draft again
toast-not-yourself = Another owner must confirm it, not you
toast-owners-only = Only an owner can do that
toast-extended = It goes to those who joined since
toast-too-many-joined = Nothing was done: so many joined that a second owner must confirm. Make it a new broadcast.
toast-nobody-joined = Nothing was done: nobody has joined since
toast-more-joined = Nothing was done: more have joined by now. Ask again.
toast-sent-again = It goes again to those not reached
toast-count-changed = Nothing was done: others are unreached by now. Ask again.
toast-copied = Copied: this is a new draft
toast-exporting = The file is on its way

## The broadcasts there were

broadcasts-none = There are no broadcasts yet. /broadcast begins one.
broadcasts-head =
    <b>Broadcasts</b>

    { $count ->
        [one] There is one so far. Tap it to see how it stands.
       *[other] There are { $count } so far, the newest first. Tap one to see how it stands.
    }
drafts-none = There are no drafts. /broadcast begins one.
drafts-head =
    <b>Drafts</b>

    { $count ->
        [one] There is one. Tap it to go on with it.
       *[other] There are { $count }, the newest first. Tap one to go on with it.
    }
button-drafts = Drafts ({ $count })
button-broadcasts = Broadcasts
# $gist: its first words, or what it is.
button-is-draft = { $number } · draft · { $gist }
button-is-unconfirmed = { $number } · to confirm · { $gist }
button-is-scheduled = { $number } · scheduled · { $gist }
button-is-running = { $number } · sending · { $gist }
button-is-paused = { $number } · paused · { $gist }
button-is-done = { $number } · sent · { $gist }
button-is-cancelled = { $number } · cancelled · { $gist }
button-gist-digest = digest
button-gist-file = a file
