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
picture-withdrawn = Article withdrawn
picture-called-off = Called off, or too late
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
