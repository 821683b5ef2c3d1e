## /article: the page of an article, and what editors do there

command-article = An article by its link or words: its story, who was told, and to put right what is wrong

article-how =
    <b>Which article?</b>

    Write /article with its link, or with words of its title: /article harbour city
# $text: what the person wrote, here and below.
article-none = No article has “{ $text }”. Write its link, or other words of its title.
article-no-link = No article is known by this link. Write words of its title instead.
article-gone = That article is no longer there.
# $count: articles.
article-several = { $count ->
    [one] <b>One article</b>
   *[other] <b>{ $count } articles</b>
}
# $count: those that are not shown.
article-more = and { $count } more; write more words to narrow them down

# $published, $arrived: times, as they are written.
article-times = Published { $published }, arrived { $arrived }
article-announced = Announced { $moment }
article-unannounced = Not announced yet
article-withdrawn = ⛔ Withdrawn by its record
article-withdrawn-by = ⛔ Withdrawn by { $name }, { $moment }
article-edited = ✎ Changed by { $name }, { $moment }. The record says otherwise.
article-held = ⏳ Waits for an editor
article-topics = <b>Topics</b>
article-no-topics = It has no topics.
# $keyword: the word by which the article was filed.
article-topic-in-title = { $topic }, for “{ $keyword }” in the title
article-topic-in-text = { $topic }, for “{ $keyword }” in the text
# $file: a path.
article-file = File: <code>{ $file }</code>
article-files-more = and { $count ->
    [one] { $count } more file
   *[other] { $count } more files
}
article-no-file = Its file is gone.

# $count: articles of the story.
article-story = { $count ->
    [one] <b>Its story</b> has no other article
   *[other] <b>Its story</b>: { $count } articles
}
# $title, $source: of an article; $because: a sentence in English.
article-in-story = { $number }. { $title } ({ $source })
article-first = The first of the story
article-folded = Folded: { $because }
article-by-editor = Put here by an editor
article-story-more = … and { $count } more

article-deliveries = <b>Alerts of this article</b>
article-no-deliveries = Nobody was owed an alert of it.
article-sent = Sent: { $count }
article-waiting = Still to be sent: { $count }
article-held-back = Held for an administrator of the channel: { $count }
article-dead = Failed: { $count }
article-uncertain = Perhaps arrived: { $count }
article-cancelled = Cancelled: { $count }
# $reason: one or two words.
article-cancelled-for = Cancelled, { $reason }: { $count }
article-digests = Digests with its story: { $count }
article-corrections = Corrections sent: { $count }

label-cancelled-blocked = the bot was blocked
label-cancelled-deactivated = the account is gone
label-cancelled-kicked = the bot was put out
label-cancelled-missing = the chat is gone
label-cancelled-paused = paused
label-cancelled-unsubscribed = no longer follows it
label-cancelled-opted_out = opted out
label-cancelled-withdrawn = withdrawn
label-cancelled-told_already = told already
label-cancelled-late = too late
label-cancelled-called_off = called off
label-cancelled-in_digest = told in a digest
label-cancelled-filtered = filtered
label-cancelled-skipped = skipped by the channel
label-cancelled-banned = banned
label-cancelled-replaced = owed anew

button-article-withdraw = ⛔ Withdraw
button-article-restore = Take the withdrawal back
button-article-title = ✎ Title
button-article-excerpt = ✎ Excerpt
button-article-as-record = As the record says
button-article-correction = ✏️ Correction to readers
button-article-split = Not the same story
button-article-join = Same story
button-article-again = Send again ({ $count })
button-article-back = Back to the article
button-article-another = Write another

# $unsent, $sent: alerts.
article-ask-withdraw =
    <b>Withdraw this article?</b>

    It is shown nowhere any more. Alerts still to be sent: { $unsent }; they are cancelled. Messages that are out: { $sent }; choose what becomes of them. Those older than 48 hours Telegram lets nobody delete; they are marked. Digests that are out stay as they are.
button-article-mark = Mark messages as withdrawn
button-article-delete = Delete messages
article-withdrawn-now = The article is withdrawn. Messages that are out follow, one after the other.
article-ask-restore =
    <b>Take the withdrawal back?</b>

    The article is shown again, and messages that were marked show it again. Whose alert was cancelled or deleted is owed it anew, if they still want it.
# $count: alerts.
article-restored = { $count ->
    [0] The article is back. Nobody is owed an alert anew.
    [one] The article is back. { $count } alert is owed anew.
   *[other] The article is back. { $count } alerts are owed anew.
}

# $text: as it is at present.
article-ask-title =
    <b>What is its title?</b>

    At present: { $text }

    Messages that are out are edited. The record changes it no more.
article-ask-excerpt =
    <b>What is its excerpt?</b>

    At present: { $text }

    Messages that are out are edited. The record changes it no more. A single dash (-) leaves it empty.
label-article-empty = (empty)
# $count: characters.
article-text-refused = That is empty, or longer than { $count } characters. Please write another.
article-changed-meanwhile = Somebody changed it meanwhile. This is how it is now; write it again if it is still wrong.

article-ask-correction =
    <b>What are readers to know?</b>

    Write it as they are to read it. It goes to those who were told this story, and only once you have seen it and how many they are.
article-correction-refused = That is no text, or longer than { $count } characters. Please write another.
# $count: who gets it; $everybody: who was told, whether or not they can be written to; $perhaps: whose alert perhaps did not arrive.
article-correction-panel =
    <b>Send this correction?</b>

    { $count ->
        [0] Nobody who was told this story can be written to.
        [one] It goes to { $count } chat that was told this story, as a reply to its message.
       *[other] It goes to { $count } chats that were told this story, as a reply to their message.
    } { $everybody ->
        [0] {""}
        [one] { $everybody } more was told, and blocked the bot, paused or was banned.
       *[other] { $everybody } more were told, and blocked the bot, paused or were banned.
    }
article-correction-perhaps = { $count ->
    [one] Of these, { $count } was perhaps not told: what became of the message is not known.
   *[other] Of these, { $count } were perhaps not told: what became of their message is not known.
}
article-correction-before = { $count ->
    [one] A correction of this story was sent already.
   *[other] { $count } corrections of this story were sent already.
}
article-correction-quiet = Who has quiet hours gets it when they end.
button-correction-send = { $count ->
    [one] Yes, send to { $count }
   *[other] Yes, send to { $count }
}
article-correction-sent = { $count ->
    [one] The correction is on its way to { $count } chat.
   *[other] The correction is on its way to { $count } chats.
}
article-correction-changed = Somebody else was told the story meanwhile, or can no longer be written to, so the number is another now.

# $count: who is owed the alert.
article-ask-split =
    <b>Not the same story?</b>

    The article gets a story of its own. { $count ->
        [0] Nobody was kept from it because they were told the story it is in.
        [one] { $count } chat was not told it because it was told the story it is in, and is owed its alert now.
       *[other] { $count } chats were not told it because they were told the story it is in, and are owed its alert now.
    } Alerts that name it under “Also at” are edited.
button-article-split-yes = Yes, a story of its own
article-split = { $count ->
    [0] The article has a story of its own now. Nobody is owed an alert.
    [one] The article has a story of its own now. { $count } alert is on its way.
   *[other] The article has a story of its own now. { $count } alerts are on their way.
}

article-ask-same =
    <b>The same story as which?</b>

    Send me the link of an article of the other story, or words of its title.
article-same-already = That article is in this story already.
# $one, $other: titles; $count, $others: articles of each story.
article-ask-join =
    <b>One story?</b>

    { $one } (articles: { $count })
    { $other } (articles: { $others })

    From now on, who was told one of them was told both. Nobody is sent anything for it. It cannot be taken back at once: articles leave the story one by one.
button-article-join-yes = Yes, one story
article-joined = The two are one story now. Nobody was sent anything.

# $dead, $uncertain: alerts.
article-ask-again =
    <b>Send again?</b>

    Alerts that failed: { $dead }. Alerts that perhaps arrived: { $uncertain }; whoever has one of these may get it twice.
article-again-none = There is nothing to send again.
button-article-again-yes = Yes, send { $count } again
article-again = { $count ->
    [one] { $count } alert is on its way once more.
   *[other] { $count } alerts are on their way once more.
}

toast-article-late = Done already, or too late
