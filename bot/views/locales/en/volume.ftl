# How much of each topic comes. docs/texts.md explains the file to translators.

command-volume = How much of each topic comes

## What can be chosen

button-volume-all = Every article
button-volume-stories = Each story once
button-volume-top = Top stories
# $count: stories a day, here and below.
button-volume-some = About { $count } a day
button-volume-other = Another number…
# $volume: how much of the topic comes, as a word of this section in small letters.
button-topic-volume = Volume: { $volume }
# $rhythm: such as "daily 08:00".
button-topic-rhythm = Rhythm: { $rhythm }
button-topic-filters = { $count ->
    [0] Filters: none
   *[other] Filters: { $count }
}
volume-all = every article
volume-stories = each story once
volume-top = top stories
volume-some = { $count ->
    [one] about one a day
   *[other] about { $count } a day
}
volume-muted = muted

## All topics

volumes =
    <b>How much of each topic comes</b>

    Tap a topic to change it.
volumes-none =
    { $chat ->
        [private] You follow no topic yet. Choose some first, then how much of each comes.
       *[other] No topic is followed yet. Choose some first, then how much of each comes.
    }
# $topic: its name; $volume: as above.
button-volume-of = { $topic }: { $volume }

## One topic

# $topic: the name in bold; here and below.
volume-page = <b>How much of { $topic }</b>
# $volume: as above.
volume-now = Now: { $volume }.
# $source: a topic above it that is followed, its name in bold.
volume-now-along = Now: { $volume }, as of { $source }. What you choose here is for this topic and those under it.
volume-now-muted = It is muted now. What you choose brings it back.
volume-now-none =
    { $chat ->
        [private] You do not follow it. What you choose follows it.
       *[other] It is not followed. What you choose follows it.
    }
volume-yesterday = { $count ->
    [one] Yesterday it had { $count } story. This is what each choice would have sent:
   *[other] Yesterday it had { $count } stories. This is what each choice would have sent:
}
volume-quiet = Yesterday it had no story, so there is nothing to compare yet.
# $choice: what can be chosen; $sent and $total: numbers of stories.
volume-line = { $choice }: { $sent } of { $total }
# $sent: articles.
volume-line-all = { $choice }: { $sent ->
    [one] { $sent } article
   *[other] { $sent } articles
}
volume-how = <i>Top stories and a number a day go by who else reports a story, its heat and its quality, and by what the topic had in the last seven days. What is left out stands in the digest, if there is one.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ Every article on { $topic } comes, also those of stories that you know.
       *[other] ✓ Every article on { $topic } comes, also those of stories that were told already.
    }
volume-set-stories = ✓ Each story on { $topic } comes once.
volume-set-top = ✓ Of { $topic } the top stories come: at most four in ten. What is left out stands in the digest, if there is one.
volume-set-some = { $count ->
    [one] ✓ About one story a day on { $topic } comes, the greatest. What is left out stands in the digest, if there is one.
   *[other] ✓ About { $count } stories a day on { $topic } come, the greatest. What is left out stands in the digest, if there is one.
}
# $sent: how many would have come.
volume-set-yesterday = { $count ->
    [0] Yesterday it had no story.
    [one] Yesterday it would have sent { $sent } of { $count } story.
   *[other] Yesterday it would have sent { $sent } of { $count } stories.
}
# $sent: articles.
volume-set-yesterday-all = { $count ->
    [0] Yesterday it had no story.
    [one] Yesterday it would have sent { $sent ->
        [one] { $sent } article
       *[other] { $sent } articles
    } of { $count } story.
   *[other] Yesterday it would have sent { $sent ->
        [one] { $sent } article
       *[other] { $sent } articles
    } of { $count } stories.
}
# $name: of the topic, within a command; also below.
volume-ask =
    { $here ->
        [group] How many stories a day on { $topic }, about? Write the command with the topic and a number from 1 to { $more }, such as <code>/volume { $name } 5</code>.
       *[private] How many stories a day on { $topic } would you like, about? Write a number from 1 to { $more }.
    }
volume-unclear =
    { $here ->
        [group] That is no number from 1 to { $more }. Write for example <code>/volume { $name } 5</code>.
       *[private] That is no number from 1 to { $more }. Write for example <code>5</code>.
    }
# $query: what the person wrote; $name: of the topic.
volume-unknown = “{ $query }” is no volume. Write <code>/volume { $name } 5</code> for about five stories a day, or <code>all</code>, <code>stories</code> or <code>top</code> in place of the number; numbers go from 1 to { $more }.
# $name and the rest: such a list stands below the topics.
volumes-how = <i>Or write it: <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

# $volume: as above.
toast-volume = { $topic }: { $volume }
button-volume-change = Change
button-volume-back = Never mind
button-all-volumes = All topics’ volumes

## On the card of a topic

# In place of card-followed, where something is chosen about how much of it comes, or when.
card-followed-chosen =
    { $chat ->
        [private] ✓ You follow it. The buttons below say how much of it comes, and when.
       *[other] ✓ It is followed. The buttons below say how much of it comes, and when.
    }
