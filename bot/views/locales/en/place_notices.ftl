# What is told once about a place to whoever can mend it. Below, $place is the name of a group or of one of its threads,
# with a sign before it; $thread is the name of a thread, or several with commas between them.

# The thread $place is closed: nobody may write in it.
notice-thread-closed = <b>{ $place }</b> is closed, so I cannot post there. Its stories wait. Open the thread again, or give me the right to manage topics, and they come.
# The thread "General" of the group $place is closed.
notice-general-closed = “General” in <b>{ $place }</b> is closed, so I cannot post there. Its stories wait. Open it again, or give me the right to manage topics, and they come.
# The thread $thread of the group $place was deleted.
notice-thread-deleted = The thread “{ $thread }” in <b>{ $place }</b> is deleted. Its stories come in the group itself from now on, nothing is lost. For another place, write /subscribe in the thread where you want them.
# The same, where nobody knows what the thread was called.
notice-some-thread-deleted = A thread in <b>{ $place }</b> is deleted. Its stories come in the group itself from now on, nothing is lost. For another place, write /subscribe in the thread where you want them.
# The group $place has no threads any more: its administrators switched them off.
notice-forum-off = <b>{ $place }</b> has no topics any more. What I posted in its threads comes in the group itself from now on, nothing is lost. Write /mine in the group to see what it follows.
# The thread $thread in the person's own chat with the bot is deleted or closed.
notice-own-thread-gone = Your thread “{ $thread }” is gone. Its stories come here from now on, nothing is lost. To get a new thread, turn “A thread for each topic” off and on in /settings.
