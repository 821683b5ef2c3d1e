# Threads: in a forum (a group with topics switched on) each thread can follow its own news topics. Telegram calls
# threads "topics"; here a topic is a subject of news, and a thread is the place for messages.

# $topics: names of news topics, with commas between them.
threads-question-topics = <b>{ $topics }</b>
# $names: words for which there is no news topic, with commas between them.
threads-question-unknown = I know no topic called: { $names }
# Asked in "General" of a forum; the two buttons below answer it.
threads-question = Here, or one thread for each topic?
button-threads-here = Here
button-threads-each = A thread for each topic
# $topic: name of a news topic.
button-thread-for = A thread for { $topic }
# The bot lacks a right of administrators; “Manage topics” is its name in Telegram.
threads-no-right = I need the right “Manage topics” to make threads. Give it to me in the group's list of administrators, then press again. Or take the news here.
threads-no-forum = This group has no threads: “Topics” is switched off in its settings. You can take the news here.
# That the right “Manage topics” is lacking, in short: it shows for a moment at each press.
toast-threads-no-right = I lack the right “Manage topics”
# Somebody wants a thread for each topic, but named none, and the group follows none.
threads-nothing = There is nothing to make threads for yet. Write /subscribe with the topics, with commas between them: /subscribe robotics, space
# $count: how many threads were made. $topics: names of their news topics, with commas between them.
threads-made = { $count ->
    [one] There is a thread for { $topics } now.
   *[other] There are { $count } threads now: { $topics }
}
# $topics: names of news topics, with commas between them.
threads-there = There was a thread already for: { $topics }
# $topics: names of news topics, with commas between them. The buttons below try again.
threads-left = Telegram did not make these yet: { $topics }. Press again in a minute.
threads-how = Write /settings in a thread to change what comes there, and when.

# A thread for each topic in somebody's own chat with the bot.
button-topic-threads-on = A thread for each topic
button-topic-threads-off = No threads, all in one chat
topic-threads-on = Each topic you follow has a thread of its own now. Digests still come in the main chat.
topic-threads-off = Everything comes in the main chat now. You can delete the threads that are left.
topic-threads-failed = Telegram did not make all the threads. The news of the others comes in the main chat; turn this off and on to try again.
# A line of /settings.
settings-topic-threads-on = 🧵 Each topic has a thread of its own.
