## Digests, as administrators edit them

# $period: from when to when.
digest-draft = <b>A digest</b> · { $period }
digest-pinned = { $count ->
    [one] { $count } pinned
   *[other] { $count } pinned
}
digest-dropped = { $count ->
    [one] { $count } dropped
   *[other] { $count } dropped
}
digest-no-introduction = It has no introduction.
digest-personal = Personal: each reader sees only the topics that they follow.
digest-whole = Every reader sees all of it.
digest-no-draft = It is no draft any more and stays as it is.
digest-thrown-away = The digest is thrown away. Nobody was sent it.
digest-nothing-left = There is nothing in it: every story was dropped, or withdrawn meanwhile.

button-digest-stories = Stories
button-digest-preview = Preview
button-digest-introduce = Write an introduction
button-digest-reintroduce = Change the introduction
button-digest-plain = Remove it
button-digest-personal = Personal
button-digest-send = To whom, and when
button-digest-throw-away = Throw it away
button-digest-back = Back to the digest

digest-editing = <b>Its stories</b> · tap a number to move, pin or drop one
digest-heat = heat { $count }
digest-is-pinned = 📌 pinned
digest-is-dropped = ✕ dropped

# $place: of the story; $count: stories under the topic.
digest-place = { $topic }: { $place } of { $count }
digest-behind = Behind the button: a digest has room for ten stories a topic.
button-digest-up = ▲ Up
button-digest-down = ▼ Down
button-digest-pin = 📌 Pin to the top
button-digest-unpin = 📌 Unpin
button-digest-drop = ✕ Drop
button-digest-take-back = Take it back
button-digest-read = Show the story
button-digest-list = Back to the stories

# $count: characters.
digest-ask-introduction =
    <b>What is the introduction?</b>

    Write it now, in at most { $count } characters. It stands above the stories, formatted as you write it.
digest-introduction-no-text = An introduction is text alone. Please write it, or tap the button above.
# $count: characters; $more: stretches of formatted text.
digest-introduction-too-long = That is too long: an introduction has at most { $count } characters and { $more } formatted passages. Please write a shorter one.

digest-empty =
    <b>Nothing to digest</b>

    No story of { $period } stands under these topics. Try a longer period: <code>/digest 7d</code> takes a week, <code>/digest 30d</code> a month.
# $query: what was written.
digest-no-topic = No topic is called “{ $query }”. Several topics are parted by commas.
# $near: names of topics.
digest-no-topic-near = No topic is called “{ $query }”. Did you mean { $near }?
digest-bad-period = I cannot read that period. It is written as <code>24h</code>, <code>7d</code>, <code>{ $day }</code> or <code>{ $day }..{ $day }</code>.
digest-empty-period = That period has not begun, or ends before it begins.
digest-long-period = That period is too long: a digest covers a month at most. A day alone is all since then; <code>{ $day }..{ $day }</code> is that day alone.

toast-digest-kept = It is no draft any more and stays as it is
toast-digest-gone = There is no such story in it any more
toast-digest-pinned = Pinned to the top of its topic
toast-digest-unpinned = No longer pinned
toast-digest-dropped = Dropped; it can be taken back
toast-digest-taken-back = It is in the digest again
