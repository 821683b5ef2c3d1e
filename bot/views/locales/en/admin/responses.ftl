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
