### Filters, watches, and sources that are muted.

## The commands

command-filter = Hide stories by their words, or see only some
command-filters =
    { $chat ->
        [private] Your filters
       *[other] All filters
    }
command-watch = Alerts on words, across all topics
command-watches =
    { $chat ->
        [private] The words that you watch
       *[other] The watched words
    }

## What a filter does

# $words: the words and phrases of the filter, in bold, with commas between; $topic: the name of the topic, in bold.
filter-hides = 🚫 Hide stories with { $words }
filter-hides-in = 🚫 In { $topic }, hide stories with { $words }
filter-allows = ☑️ Only stories with { $words }
filter-allows-in = ☑️ In { $topic }, only stories with { $words }
filter-any = One of these is enough.
# $at: when the filter ends, in the reader's time.
filter-until = Until { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = There are no stories yet to try it on.
# $count: stories that are hidden; $more: stories that it was tried on.
filter-tried = { $count ->
    [0] It would have hidden none of the newest stories ({ $more } tried).
   *[other] It would have hidden { $count } of the newest stories ({ $more } tried):
}
# $title: of a story that is hidden, with its link; $source: who tells it.
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … and { $count } more
   *[other] … and { $count } more
}
filter-not-followed =
    { $chat ->
        [private] You do not follow { $topic } so far: the filter will hold once you do.
       *[other] { $topic } is not followed so far: the filter will hold once it is.
    }
filter-saved = ✓ Saved.
filter-cancelled-alerts = { $count ->
    [one] One alert that was on its way is hidden by it.
   *[other] { $count } alerts that were on their way are hidden by it.
}
filter-not-saved = Nothing was saved.

button-filter-save = Save
button-filter-cancel = Cancel

## What cannot be a filter

# $term: what the person wrote.
filter-no-word = “{ $term }” has no letters or digits to look for. Please write it again without it.
filter-empty = Which words? Write them behind it, such as <code>crypto</code> or <code>only "open source"</code>.
filter-too-long = That is too long for me: please keep to { $count } characters.
filter-too-many = Those are too many at once: please keep to { $count } words or phrases, and put others into a second one.
filters-full =
    { $chat ->
        [private] You have { $count } filters, which is as many as I can keep. Remove one, then try again.
       *[other] There are { $count } filters, which is as many as I can keep. Remove one, then try again.
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Your filters</b>

            You have none: nothing is hidden.
       *[other]
            <b>Filters</b>

            There are none: nothing is hidden.
    }
filters =
    { $chat ->
        [private]
            <b>Your filters</b>

            { $count ->
                [one] You have one filter. Tap it to see or remove it.
               *[other] You have { $count } filters. Tap one to see or remove it.
            }
       *[other]
            <b>Filters</b>

            { $count ->
                [one] There is one. Tap it to see or remove it.
               *[other] There are { $count }. Tap one to see or remove it.
            }
    }
filters-of-topic-none =
    <b>Filters of { $topic }</b>

    There are none for this topic alone.
filters-of-topic =
    <b>Filters of { $topic }</b>

    { $count ->
        [one] There is one for this topic alone. Tap it to see or remove it.
       *[other] There are { $count } for this topic alone. Tap one to see or remove it.
    }
filters-how = <code>/filter -crypto</code> hides a word everywhere, <code>/filter AI only "open source"</code> lets only such stories of a topic through. <code>title:</code> looks at titles alone, <code>source:</code> at who publishes.
# $topic: the name of the topic, not in bold.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> hides a word in this topic, <code>/filter { $topic } only "open source"</code> lets only such stories through.
filter-ask =
    { $here ->
        [group] Which words shall be hidden? Write the command with them: <code>/filter crypto</code>, <code>/filter title:word</code>, <code>/filter source:zdnet.com</code>. With <code>only</code> before the words, only such stories come. You will see what it hides before it is saved.
       *[private] Which words do you want to hide? Send me words, "phrases", <code>title:word</code> or <code>source:zdnet.com</code>. With <code>only</code> before them, only such stories come. You will see what it hides before it is saved.
    }
# $topic: the name in bold; $name: the same within a command.
filter-ask-in =
    { $here ->
        [group] Which words shall be hidden in { $topic }? Write the command with the topic and the words, such as <code>/filter { $name } crypto</code>. With <code>only</code> before the words, only such stories come. You will see what it hides before it is saved.
       *[private] Which words do you want to hide in { $topic }? Send me words, "phrases", <code>title:word</code> or <code>source:zdnet.com</code>. With <code>only</code> before them, only such stories come. You will see what it hides before it is saved.
    }

button-filters = 🚫 All filters
button-filter-add = ➕ New filter
button-filter-remove = ✕ Remove
# $label: topic and words of a filter.
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
# A filter of one topic, within the label of its button. $words: as above.
label-filter-in = { $topic }: { $words }
toast-filter-removed = The filter is removed

## Watches

watch =
    { $chat ->
        [private] 🔎 You watch { $words }: every story that holds it comes, whatever its topic.
       *[other] 🔎 { $words } is watched: every story that holds it comes, whatever its topic.
    }
watch-all =
    { $chat ->
        [private] 🔎 You watch { $words }: every story that holds all of these comes, whatever its topic.
       *[other] 🔎 Watched are { $words }: every story that holds all of these comes, whatever its topic.
    }
watch-already =
    { $chat ->
        [private] You watch { $words } already.
       *[other] Watched already: { $words }.
    }
# $count: stories of the last seven days.
watch-tried = { $count ->
    [0] No story of the last seven days holds it.
    [one] One story of the last seven days holds it.
   *[other] { $count } stories of the last seven days hold it.
}
watch-undone =
    { $chat ->
        [private] You no longer watch { $words }.
       *[other] No longer watched: { $words }.
    }
watch-only-minus = A watch needs at least one word that must be there, before those with a minus.
watches-full =
    { $chat ->
        [private] You watch { $count } times already, which is as many as I can keep. Remove one, then try again.
       *[other] There are { $count } watches already, which is as many as I can keep. Remove one, then try again.
    }
watches-none =
    { $chat ->
        [private]
            <b>Words that you watch</b>

            There are none so far.
       *[other]
            <b>Watched words</b>

            There are none so far.
    }
watches =
    { $chat ->
        [private]
            <b>Words that you watch</b>

            { $count ->
                [one] There is one. Tap it to see or remove it.
               *[other] There are { $count }. Tap one to see or remove it.
            }
       *[other]
            <b>Watched words</b>

            { $count ->
                [one] There is one. Tap it to see or remove it.
               *[other] There are { $count }. Tap one to see or remove it.
            }
    }
watches-how = <code>/watch "solid-state battery"</code> brings every story that holds these words, across all topics. Of several words, all must be there.
watch-ask =
    { $here ->
        [group] Which words shall be watched? Write the command with them, such as <code>/watch battery</code> or <code>/watch "open source"</code>: every story that holds all of them comes, whatever its topic.
       *[private] Which words do you want to watch? Send me words or "phrases": every story that holds all of them comes, whatever its topic.
    }

button-watches =
    { $chat ->
        [private] 🔎 Words that you watch
       *[other] 🔎 Watched words
    }
button-watch-add = ➕ Watch words
button-watch-remove = ✕ Stop watching
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] You no longer watch it
       *[other] No longer watched
    }

## Muting a source, below an alert

mute-source-which = Hear nothing from { $source }?
source-muted = 🚫 You hear nothing from { $source }.
button-mute-source-week = 🚫 { $source } for a week
button-mute-source-good = 🚫 { $source } for good
button-unmute-source = 🔔 Unmute { $source }
toast-source-muted-week = You hear nothing from { $source } for a week
toast-source-muted = You hear nothing from { $source } any more
toast-source-unmuted = You hear from { $source } again
toast-filters-full =
    { $chat ->
        [private] You have as many filters as there can be. Remove one first: /filters
       *[other] There are as many filters as there can be. Remove one first: /filters
    }
