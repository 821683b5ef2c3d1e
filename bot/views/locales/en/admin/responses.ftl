## Who told a story first, what readers say, what is silent, and what a day brought: for administrators

# Texts whose key begins with picture- are drawn into a picture; they are plain.

picture-first = Who was first
# Stands after a large number.
picture-outlets = { $count ->
    [one] outlet
   *[other] outlets
}
# $span: from the first to the last, as in “3 hours”.
picture-within = within { $span }
# $span: how long after the first.
picture-after = { $span } later
picture-was-first = first
# $count: outlets that are not shown.
picture-more-outlets = { $count ->
    [one] and { $count } more outlet
   *[other] and { $count } more outlets
}

picture-replay = Other settings
# Stands after a large number.
picture-replayed = { $count ->
    [one] alert a day to all
   *[other] alerts a day to all
}
# $count: as it was.
picture-replayed-before = { $count } before
picture-before = as it was
picture-after-change = with other settings
picture-replay-note = Alerts a day to somebody who follows one topic alone
picture-replay-empty = No article of this time stands under a topic.

## What readers say: a page of /stats

button-responses = Readers
button-back-to-stats = Back to the numbers
# $number: of the story in the list above.
button-first = Who was first: { $number }
# $count: how many days, today among them.
responses-head = { $count ->
    [1] <b>What readers said today</b>
   *[other] <b>What readers said in { $count } days</b>
}
responses-head-all = <b>What readers said</b>
# $up, $down: votes; $count: people who voted.
responses-votes = { $count ->
    [one] 👍 <b>{ $up }</b>  👎 <b>{ $down }</b>, by { $count } person
   *[other] 👍 <b>{ $up }</b>  👎 <b>{ $down }</b>, by { $count } people
}
# $reactions: emoji, each with a number.
responses-reactions = Reactions: { $reactions }
responses-no-votes = No votes and no reactions. VOTES=true puts 👍 and 👎 under every alert.
# $followed, $left: numbers.
responses-follows = Topics followed: { $followed }, left: { $left }
# $counts: signs, each with a number.
responses-story = { $number }. { $title }: { $counts }

## Who was first

# $count: outlets.
outlets-told = { $count ->
    [one] Told by { $count } outlet.
   *[other] Told by { $count } outlets, the first on top.
}
# $span: how long after the first.
outlets-line = • { $name }: { $span } after the first
outlets-was-first = • { $name }: first
outlets-gone = The story is not there any more.

## What is silent

# $day: which.
silence-head = <b>Silent on { $day }</b>
# Each: $name: what; $count: how much it brings on such a day.
silence-all = Nothing arrived at all. Usually it is about { $count } a day.
silence-topic = • Topic { $name }: usually about { $count } a day
silence-feed = • Feed { $name }: usually about { $count } a day
silence-provider = • Provider { $name }: usually about { $count } a day
silence-more = … and { $count } more
silence-how = See whether their records still come. You are told again when they came back and fell silent anew.

## What a day brought

summary-head = <b>{ $day }</b>
# $stories: a number; $count: articles.
summary-came = { $count ->
    [one] <b>{ $count }</b> article arrived, in { $stories } new stories
   *[other] <b>{ $count }</b> articles arrived, in { $stories } new stories
}
# $people: a number; $count: alerts.
summary-told = { $count ->
    [one] <b>{ $count }</b> alert was sent, to { $people } chats
   *[other] <b>{ $count }</b> alerts were sent, to { $people } chats
}
summary-announcements = { $count ->
    [one] { $count } message of a broadcast or digest was sent
   *[other] { $count } messages of broadcasts and digests were sent
}
summary-failed = { $count ->
    [one] { $count } message failed
   *[other] { $count } messages failed
}
summary-rejected = { $count ->
    [one] { $count } record cannot be read: /rejected
   *[other] { $count } records cannot be read: /rejected
}
# $troubles: kinds of trouble, with commas.
summary-troubles = Trouble with: { $troubles }
summary-nothing-failed = Nothing failed.
# $active, $joined: numbers.
summary-readers = { $active } subscribers, { $joined } of them new
button-summary-on = Send me each day's summary
button-summary-off = No more daily summaries
toast-summary-on = You get a summary each morning
toast-summary-off = No more summaries
