## Topics, as editors change them in the chat

command-topic = Add, rename, describe, merge topics; and what was looked for in vain
audit-topic-changed = <b>Topic changed</b>
audit-topics-merged = <b>Topics merged</b>

topic-list =
    <b>Topics</b>

    Choose one to change it. Or write it:
    /topic add <i>X</i>
    /topic alias <i>X</i> = <i>Y</i>: X means the topic Y
    /topic merge <i>X</i> into <i>Y</i>
    /topic rename <i>X</i> to <i>Y</i>
topic-list-none =
    <b>Topics</b>

    There are none yet. Add one here, or by files in the folder of topics.
button-topic-new = Add a topic
# $count: how many.
button-missed-searches = Searched and not found ({ $count })
button-topic-list = All topics
button-back-to-topic = Back to the topic

# Everything here: about one topic.
# $followers: how many follow the topic itself.
topic-followers =
    { $followers ->
        [0] Nobody follows it.
        [one] One subscriber follows it.
       *[other] { NUMBER($followers) } subscribers follow it.
    }
topic-no-description = No description.
# $parent: a topic.
topic-below = Part of { $parent }
topic-at-top = Part of no other topic
# $words: with commas between.
topic-keywords = Keywords: { $words }
topic-no-keywords = No keywords
topic-aliases = Also called: { $words }
topic-no-aliases = No other names
topic-in-file = In the file { $file }; what you change here goes before it.
topic-in-no-file = In no file.
topic-not-offered = It is not offered: records name it, and no file does.
button-topic-name = Rename
button-topic-description = Describe
button-topic-parent = Part of…
button-topic-keywords = Keywords
button-topic-alias = Another name
button-topic-merge = Merge into…
button-topic-unalias = ✕ { $name }
button-topic-undo = Undo

ask-topic-new = <b>What is the new topic called?</b>
# $topic: its name, here and below.
ask-topic-name =
    <b>What is { $topic } to be called?</b>

    It keeps its followers, and its name of now still means it.
ask-topic-description =
    <b>What is { $topic } about?</b>

    Send me a sentence; - takes the present one away.
ask-topic-parent =
    <b>Which topic is { $topic } part of?</b>

    Whoever follows that one has its stories too. Send me a name; - puts it at the top.
ask-topic-keywords =
    <b>By which words are records without topics filed under { $topic }?</b>

    Words and phrases, with commas between, in place of the present ones; - takes them away.
ask-topic-alias =
    <b>What else is { $topic } called?</b>

    Records, readers and the search mean this topic by that name.
ask-topic-merge =
    <b>Which topic is { $topic } to become part of?</b>

    Its followers move to that one. You are asked once more before.
ask-missed-alias =
    <b>Of which topic is “{ $words }” another name?</b>

    Send me the name of a topic.

topic-added = { $topic } is a topic now, and offered to readers.
topic-renamed = It is called { $topic } now; “{ $former }” still means it.
topic-described = { $topic } has another description.
topic-moved = { $topic } is part of { $parent } now.
topic-moved-to-top = { $topic } is part of no other topic now.
topic-keywords-set = { $topic } has other keywords. Records that come from now on are filed by them.
topic-alias-added = “{ $alias }” means { $topic } now.
topic-alias-removed = “{ $alias }” does not mean { $topic } any more.
topic-undone = Taken back: { $topic } is as it was before.
topic-merge-question = <b>Make { $topic } part of { $target }?</b>
topic-merge-nobody = Nobody follows { $topic }.
# $followers: how many follow the topic.
topic-merge-followers =
    { $followers ->
        [one] One subscriber follows { $topic }, and follows { $target } from then on, as much of it and when they did.
       *[other] { NUMBER($followers) } subscribers follow { $topic }, and follow { $target } from then on, as much of it and when they did.
    }
# $both: how many of these follow the other too.
topic-merge-both =
    { $both ->
        [one] One of them follows both: what they chose about { $target } stays.
       *[other] { NUMBER($both) } of them follow both: what they chose about { $target } stays.
    }
topic-merge-means = Its stories stand under { $target }, and nobody is told one twice. It cannot be undone.
topic-merged = { $topic } is part of { $target } now.
topic-merged-followers =
    { $followers ->
        [0] Nobody followed it.
        [one] Its follower moved.
       *[other] Its { NUMBER($followers) } followers moved.
    }
button-topic-merge-yes = Yes, merge
button-topic-merge-no = No, keep both

# Why something was not done.
topic-unknown = There is no topic “{ $name }”. /topic lists those there are.
topic-name-missing = That is no name for a topic: it needs a letter, a digit or a sign, and at most 100 characters.
topic-name-taken = “{ $name }” means the topic { $topic } already. Choose another name, or merge the two.
topic-alias-is-topic = “{ $name }” is a topic of its own. To make it part of another one, write /topic merge and both names.
topic-same = That is the same topic.
topic-parent-below = { $parent } is part of { $topic } itself. Choose another topic.
topic-merged-already = { $topic } is part of { $target } already.
topic-syntax = I could not read that. Write it so: { $form }
topic-changed-since = It was changed since, or taken back already. This is how it stands.
topic-keyword-many = That is more than 100 keywords, or one is longer than 100 characters. Send me fewer.

# What was looked for.
missed-searches =
    <b>Searched and not found</b>

    What readers asked for, most often first; who asked is not stored.
missed-searches-none =
    <b>Searched and not found</b>

    Nothing waits: whatever readers looked for leads somewhere, or was dealt with.
# $words: what they wrote; $count: how often; $at: when last.
missed-search =
    <b>“{ $words }”</b>

    { $count ->
        [one] Looked for once
       *[other] Looked for { NUMBER($count) } times
    }, the last time on { DATETIME($at, dateStyle: "medium") }. Is it another name of a topic?
missed-settled = “{ $words }” is off the list.
missed-gone = That was dealt with already.
button-missed = { $words } ({ $count })
button-missed-is = = { $topic }
button-missed-other = Another name of…
button-missed-topic = Make it a topic
button-missed-settle = Take it off the list
button-missed-back = Back to the list
