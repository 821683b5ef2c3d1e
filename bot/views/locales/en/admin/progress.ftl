## How a broadcast goes

# $number: the broadcast's, here and below.
progress-freezing = <b>Broadcast { $number } · getting ready</b>
progress-running = <b>Broadcast { $number } · sending</b>
progress-paused = <b>Broadcast { $number } · paused</b>
progress-done = <b>Broadcast { $number } · sent</b>
progress-cancelled = <b>Broadcast { $number } · cancelled</b>

# $count: recipients that are written down so far.
progress-writing = Its recipients are being written down, { $count } so far. Sending begins right after.
progress-held = Nothing more goes out until you resume it.
# $count: messages that were on their way when it was paused.
progress-in-air = { $count ->
    [one] { $count } message is still on its way.
   *[other] { $count } messages are still on their way.
}
# $count: recipients of the first batch.
progress-trial = The first { $count } come first. After 30 seconds the rest follows.
# $rest: how long, as in “25 seconds”.
progress-resting = The first batch is out. The rest follows in { $rest }, unless you pause or cancel it.
# $bar: blocks; $count: percent.
progress-bar = { $bar } { $count }%
progress-sent = Sent: <b>{ $count }</b>
progress-blocked = Blocked or gone: { $count }
progress-failed = Failed: { $count }
progress-dropped = No longer owed: { $count }
progress-erased = Erased themselves: { $count }
progress-nobody = Nothing was sent: there was nobody to send it to, or it was cancelled before it began.
progress-left = Left: { $count }
# $pace: as in “24 a second”; $rest: how long.
progress-speed = { $pace } · about { $rest } to go
progress-to-go = About { $rest } to go
# $took: how long it took; $pace: on average.
progress-took = It took { $took }, at { $pace }.
progress-not-after = Not sent after { $moment }.

lasting-seconds = { $count ->
    [0] less than a second
    [one] { $count } second
   *[other] { $count } seconds
}
lasting-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
# $count: hours; $more: minutes beyond.
lasting-hours = { $more ->
    [0] { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
   *[other] { $count } h { $more } min
}
pace-second = { $count } a second
pace-minute = { $count } a minute
pace-hour = { $count } an hour

button-pause-broadcast = ⏸ Pause
button-resume-broadcast = ▶ Resume
button-cancel-broadcast = ✕ Cancel
button-report = Report
button-recipients = Recipients (CSV)
button-send-again = Send again to the { $count } not reached
button-copy = Copy as new
button-extend = Send to those who joined since

## The report of a broadcast

report = <b>Broadcast { $number } · report</b>
report-cancelled = <b>Broadcast { $number } · report, cancelled before its end</b>
report-nobody = It had no recipients, so nothing was sent.
report-called-off = It was called off before it reached anybody.
# $count: who has it; $more: of how many who were to have it; $share: percent.
report-reached = Sent to <b>{ $count }</b> of { $more } ({ $share }%)
# $count: recipients who had not been reached.
report-sent-again = Sent again to { $count } not reached before
# $moment: when it began; $took: how long it took; $pace: on average.
report-span = From { $moment } on, in { $took }, at { $pace }
report-unreached = <b>Not reached</b>
report-failed = <b>Failed</b>
report-refused = Refused by Telegram: { $count }
report-uncertain = Perhaps delivered: { $count }

# $count: recipients, here and below.
reason-blocked = Blocked the bot: { $count }
reason-deactivated = Account deleted: { $count }
reason-kicked = Bot put out of the chat: { $count }
reason-missing = Chat not found: { $count }
reason-paused = Paused the bot: { $count }
reason-unsubscribed = Unsubscribed: { $count }
reason-opted-out = Want no announcements: { $count }
reason-withdrawn = Nothing in it for them: { $count }
reason-told-already = Had it in the chat before it moved: { $count }
reason-late = Too late to be sent: { $count }
reason-called-off = Cancelled: { $count }
reason-in-digest = Told in a digest instead: { $count }
reason-filtered = Hidden by a filter: { $count }
reason-skipped = Skipped by whoever approves the channel’s posts: { $count }
reason-erased = Erased themselves: { $count }
reason-left = Still on its way: { $count }
# $words: Telegram's own; $count: messages.
reason-words = “{ $words }”: { $count }
reason-none = No reason was given

button-light = ☀ Light
button-dark = 🌙 Dark

## Told without having been asked

# $name: who wants to send it; $count: recipients.
note-confirm =
    <b>Broadcast { $number } waits for you</b>

    { $name } wants to send the message above to <b>{ $count }</b> recipients. To so many it goes only when a second owner confirms it.
# $count: recipients; $names: the other owners.
note-waits =
    <b>Broadcast { $number } waits for a second owner</b>

    Its audience has grown to <b>{ $count }</b> recipients. To so many it goes only when a second owner confirms it. Asked: { $names }.
note-void = <b>Broadcast { $number }: nothing can be confirmed here any more</b>
note-void-anew = It still waits for a second owner, but it may have changed since. Open it to see what it is now.
note-void-draft = It is a draft again, because it was refused or taken back.
note-void-scheduled = It was confirmed, and goes out at its time.
note-void-begun = It was confirmed, and goes out or has gone out.
note-void-cancelled = It was cancelled.
note-braked = <b>Broadcast { $number } was paused by itself: too much of it fails</b>
# $count: failures; $more: of how many messages.
note-braked-failed = { $count } of { $more } messages failed so far.
# $count: recipients who are still to have it.
note-braked-next = { $count ->
    [one] { $count } recipient is left. Nothing more goes out until you resume it.
   *[other] { $count } recipients are left. Nothing more goes out until you resume it.
}
# $called: the digest's name; $moment: when it was due. So below.
note-approve =
    <b>A digest waits for you</b>

    “{ $called }” of { $moment } stands above. It is sent when an editor sends it from the panel below, and not before.
note-empty =
    <b>A digest was empty</b>

    “{ $called }” of { $moment } had no stories, so nothing was sent. The next one appears as planned.
note-missed =
    <b>A digest was missed</b>

    “{ $called }” of { $moment } could not be made in time, and is more than six hours late, so it is not made up. The next one tells what was in it, too.

button-confirm-large = ✓ Confirm
button-reject-large = ✕ Refuse
button-open-broadcast = Open the broadcast
button-open-plan = Open the digest
button-drop-issue = Do not send this one
