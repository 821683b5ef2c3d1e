## Statistics, how the wire is doing, and the records that could not be read: for administrators
#
# Texts whose key begins with picture- are drawn into a picture, those with measure- are parts of others; both are plain,
# without tags and &amp;.

## Numbers

measure-number = { $count }
# $percent: a number such as 98.7.
measure-percent = { $percent }%
# $amount: a number such as 12.4.
measure-kilobytes = { $amount } kB
measure-megabytes = { $amount } MB
measure-gigabytes = { $amount } GB

## Pictures

# $count: how many days, today among them.
picture-period = { $count ->
    [1] Today
   *[other] Last { $count } days
}
picture-all-time = All time
picture-day = { DATETIME($at, dateStyle: "medium") }
picture-moment = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
# $first and $last: days.
picture-span = { $first } – { $last }
# Stand after a large number, here and below.
picture-subscribers = { $count ->
    [one] subscriber
   *[other] subscribers
}
# $change: a number with its sign; $count: how many days.
picture-change = { $count ->
    [1] { $change } today
   *[other] { $change } in { $count } days
}
# $count: subscribers who were imported on a day, beside the line of that day.
picture-import = Import: { $count }
picture-alerts = { $count ->
    [one] alert
   *[other] alerts
}
picture-average = { $count } a day
picture-weekly = a column is a week
# $count: how many days.
picture-columns = a column is { $count } days
picture-no-alerts = No alert was sent in this time.
picture-topics = { $count ->
    [one] topic is followed
   *[other] topics are followed
}
picture-more-topics = and { $count } more
picture-no-followers = Nobody follows a topic yet.
picture-delivered = delivered
picture-owed = of { $count } owed
picture-nothing-owed = Nothing has been owed in this time.
picture-all-delivered = All that was owed has been delivered.
picture-gone = Chat blocked or gone
picture-unwanted = No longer wanted
picture-late = Too late to be sent
picture-refused = Refused by Telegram
picture-uncertain = Perhaps delivered
picture-other = For other reasons
# $number: the broadcast's.
picture-broadcast = Broadcast { $number }
picture-messages = { $count ->
    [one] message sent
   *[other] messages sent
}
# $took: how long, as in “14 minutes”; $pace: as in “24 a second”.
picture-took = in { $took }, { $pace }
picture-nothing-sent = Nothing was sent.
picture-start = start

## /stats: the caption of the picture

# $count: how many days, today among them.
stats-period = { $count ->
    [1] <b>Today</b>
   *[other] <b>Last { $count } days</b>
}
stats-all = <b>All time</b>
# $change: a number with its sign.
stats-subscribers = { $count ->
    [one] <b>{ $count }</b> subscriber ({ $change })
   *[other] <b>{ $count }</b> subscribers ({ $change })
}
# $count: subscribers; they are no part of the change above.
stats-imported = { $count } imported
# $paused, $gone: numbers.
stats-absent = { $paused } paused, { $gone } blocked or gone
stats-alerts = { $count ->
    [one] <b>{ $count }</b> alert sent
   *[other] <b>{ $count }</b> alerts sent
}
stats-stories = { $count ->
    [one] { $count } new story
   *[other] { $count } new stories
}
stats-announcements = { $count ->
    [one] { $count } message of a broadcast or digest
   *[other] { $count } messages of broadcasts and digests
}
# $share: in percent; $count: what was owed and came to its end.
stats-delivered = <b>{ $share }</b> of { $count } delivered
# $reason: why so many were not delivered.
stats-reason = • { $reason }: { $count }
stats-called-off = { $count } more called off, withdrawn, or told in a digest
stats-followed = <b>Most followed</b>
# $topic: its name; $count: subscribers.
stats-topic = • { $topic }: { $count }
stats-dotted = The dotted part is worked out from who is still here: nobody counted then.
stats-no-picture = The picture could not be drawn just now.
stats-which = <b>Statistics of which time?</b>

    Send /stats 7d, /stats 30d, /stats all, or choose here.

# $count: how many days.
button-stats-days = { $count } days
button-stats-all = All time
# $label: one of the two above, which is what is shown.
button-stats-shown = • { $label }
button-stats-file = Numbers (CSV)

## /status: how the wire is doing

status-head = <b>Topicwire { $version }</b>
# $span: how long, as in “3 minutes”; $moment: since when.
status-up = Running for { $span }, since { $moment }.
status-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
status-scan = <b>Records</b>
status-scan-none = Not scanned yet.
# $moment: how long ago, as in “4 seconds ago”; $count: files.
status-scan-quiet = { $count ->
    [one] Scanned { $moment }: nothing new in { $count } file.
   *[other] Scanned { $moment }: nothing new in { $count } files.
}
# $found: what was found, as in “2 new, 1 changed”.
status-scan-found = Scanned { $moment }: { $found }.
status-last-find = Last find { $moment }: { $found }.
# $problem: why, in English.
status-scan-failed = The scan { $moment } failed: { $problem }
# Parts of what was found; $count: files, in the last line alerts.
status-found-new = { $count } new
status-found-folded = { $count } more of known stories
status-found-changed = { $count } changed
status-found-rejected = { $count } could not be read
status-found-gone = { $count } gone
status-found-owed = { $count ->
    [one] { $count } alert owed
   *[other] { $count } alerts owed
}
status-outbox = <b>Outbox</b>
status-due = { $count ->
    [one] { $count } waits to be sent, for { $span } by now.
   *[other] { $count } wait to be sent, the oldest for { $span } by now.
}
status-nothing-due = Nothing waits to be sent.
status-later = { $count } to be tried again later
status-held = { $count } held back until their broadcast goes on
status-in-flight = { $count } on their way
status-sent = { $count } sent
status-cancelled = { $count } no longer owed
status-dead = { $count } refused by Telegram
status-uncertain = { $count } perhaps delivered
status-rate = <b>Rate</b>
# $pace: as in “24 a second”; $limit: the same.
status-pace = { $pace } in the last minute, of { $limit } at most.
status-pace-free = { $pace } in the last minute, without a limit.
status-still = Nothing went out in the last minute. The limit is { $limit }.
status-still-free = Nothing went out in the last minute. There is no limit.
status-throttled = { $count ->
    [one] Telegram throttles { $count } chat, for { $span } more.
   *[other] Telegram throttles { $count } chats, the last for { $span } more.
}
status-not-throttled = No chat is throttled.
status-broadcasts = <b>Broadcasts at work</b>
# $number: the broadcast's, here and below.
status-scheduled = { $number }: begins { $moment }
status-freezing = { $number }: getting ready, { $count } recipients so far
status-running = { $number }: sending, { $count } left
status-paused = { $number }: paused, { $count } left
status-more-broadcasts = and { $count } more
status-database = <b>Database</b>
# $engine: SQLite or PostgreSQL; $size: as in “12 MB”.
status-size = { $engine }, { $size }

button-refresh = ↻ Refresh
button-rejected = Not readable: { $count }
button-status = ‹ Status

## /rejected: records that could not be read

rejected-none =
    <b>Every record could be read</b>

    Files that cannot be read are listed here, with line and reason.
rejected-head = { $count ->
    [one] <b>{ $count } file could not be read</b>
   *[other] <b>{ $count } files could not be read</b>
}
# $place: file and perhaps line; $reason: why, in English.
rejected-file =
    <code>{ $place }</code>
    { $reason }
rejected-how = Each is read again as soon as it is mended; nothing else waits for it.

## Trouble that owners are told of

# $reason: in English, as the log has it; so below.
trouble-scan =
    <b>Scans fail</b>

    { $reason }. No new article is found until that is mended. /status shows how the last scan went.
# $count: records.
trouble-rejected =
    <b>{ $count ->
        [one] { $count } record could not be read
       *[other] { $count } records could not be read
    }</b>

    They alert nobody until they are mended. /rejected names each, with its line and what is wrong with it.
trouble-database =
    <b>The database cannot be used</b>

    { $reason }. What is owed waits, and goes on when it can be used again. Look at its disk, and whether it runs.
# $size: such as “120 MB”.
trouble-disk =
    <b>Hardly any room is left on the disk</b>

    { $size } are free where the database is. Make room: without any nothing can be sent.
# $moment: when it began, here and below.
trouble-outage =
    <b>Telegram is out of reach</b>

    It has failed since { $moment }. What is owed waits, and is sent when it answers again.
# $took: how long.
trouble-outage-over =
    <b>Telegram answers again</b>

    It was out of reach from { $moment } on, for { $took }. What waited is being sent.
trouble-review =
    <b>Editors cannot be shown what waits for them</b>

    The chat of DESK_CHAT_ID: { $reason }. Everything stays held; /review shows it. Add the bot there, or name another chat.
trouble-plan =
    <b>A planned digest cannot be made</b>

    It is tried again until it can be. The log has the reason: { $reason }.
button-show-rejected = Show them
button-show-plan = Open the digest

button-unreached = Reach nobody: { $count }
button-back-to-rejected = ‹ Not readable
unreached-none = <b>Every record that could be read reaches the topics that it names</b>
unreached-head = { $count ->
    [one] <b>{ $count } file reaches nobody, or not all</b>
   *[other] <b>{ $count } files reach nobody, or not all</b>
}
unreached-how = Name a topic of the catalogue in the record, or add the topic; of several files of one article, keep one.
