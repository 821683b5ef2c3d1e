### Search, inline mode, and lists that people share.

## Search

command-search = Find stories by their words

search-ask = Which words shall I look for? <code>-word</code> leaves stories out, and <code>"two words"</code> finds them side by side.
search-how = Write the words behind it: <code>/search computer vision</code>. <code>-word</code> leaves stories out, and <code>"two words"</code> finds them side by side.
# $words: what the person looked for.
search-found = { $count ->
    [one] <b>One story with “{ $words }”</b>
   *[other] <b>{ $count } stories with “{ $words }”</b>
}
search-begins = { $count ->
    [one] <b>One story with words that begin with “{ $words }”</b>
   *[other] <b>{ $count } stories with words that begin with “{ $words }”</b>
}
search-holds = { $count ->
    [one] <b>One story with words that hold “{ $words }”</b>
   *[other] <b>{ $count } stories with words that hold “{ $words }”</b>
}
# Below search-begins and search-holds, above the button that watches; $words: what the person looked for.
search-watch-exact = Watching finds “{ $words }” only as written: stories like these, with longer words, would not come.
# $words: what the person looked for.
search-none =
    { $chat ->
        [private] No story has “{ $words }” so far. Fewer words find more, or watch them: then each new story with them comes to you.
       *[other] No story has “{ $words }” so far. Fewer words find more, or watch them: then each new story with them comes by itself.
    }
search-no-words = There is no word in “{ $words }” that I can look for. Please write at least one without a minus.
button-watch-search = 🔔 Watch these words

## Inline mode: the bot is asked in any chat

# On a button above the results, and below a story that was sent; $topic: the name of a topic.
button-inline-topic = More on { $topic }
button-inline-open = Open the bot
button-inline-nothing = No story with these words · open the bot
# Below an alert: offers the story in another chat.
button-share = Share
# One line below the title of a story; $source: who tells it; $time: when it appeared, a date perhaps with a time.
label-inline-story = { $source } · { $time }

## Links

# $topic: the name of a topic, in bold; $hour: such as 08:00; $zone: a time zone.
followed-daily =
    { $chat ->
        [group] ✓ This group follows { $topic }. It comes daily at { $hour } ({ $zone }), in one message.
       *[private] ✓ You follow { $topic }. It comes daily at { $hour } ({ $zone }), in one message.
    }
button-link-rhythm = 🕗 Change when

## Lists that people share

command-share =
    { $chat ->
        [private] A link to your topics, for others
       *[other] A link to the topics, for others
    }
# $link: an address; $count: topics.
share =
    { $chat ->
        [group]
            { $count ->
                [one] With this link others can follow the topic of this group:
               *[other] With this link others can follow the { $count } topics of this group, all or some of them:
            }
       *[private]
            { $count ->
                [one] With this link others can follow your topic:
               *[other] With this link others can follow your { $count } topics, all or some of them:
            }
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] Only the topics are in it, not when or how much of them you get. The link keeps your topics as they are now; /share makes a new one once they have changed.
       *[other] Only the topics are in it, not when or how much of them comes. The link keeps the topics as they are now; /share makes a new one once they have changed.
    }
share-none =
    { $chat ->
        [group] This group follows no topic yet, so there is nothing to share.
       *[private] You follow no topic yet, so there is nothing to share.
    }
button-share-list = Share the link
# What comes with the link when it is sent to others.
label-share-text =
    { $chat ->
        [group] The topics of our group
       *[private] The topics I follow
    }
share-offer = { $count ->
    [one] <b>One topic is shared with you</b>
   *[other] <b>{ $count } topics are shared with you</b>
}
share-offer-how = Take them all, or only those you like. You can change when each of them comes at any time.
# $topics: their names, one below the other.
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] This is the list of this group. Send the link to others, and they can follow the same topics.
       *[private] This is your own list. Send the link to others, and they can follow the same topics.
    }
share-taken =
    { $chat ->
        [group] ✓ This group follows all of these topics now. What is new comes here.
       *[private] ✓ You follow all of these topics now. What is new comes here.
    }
share-all-followed =
    { $chat ->
        [group] This group follows all of these topics already.
       *[private] You follow all of these topics already.
    }
share-gone = This list is not shared any more. Here are all topics there are.
button-take-over-all = { $count ->
    [one] Take over this topic
   *[other] Take over all { $count }
}
toast-list-taken =
    { $chat ->
        [private]
            { $count ->
                [one] You follow 1 more topic now
               *[other] You follow { $count } more topics now
            }
       *[other] More topics followed now: { $count }
    }
