# Groups, and menus that belong to somebody.
# Every text may choose its words by $chat (private, group, thread or channel: what kind of chat it is about) and by
# $here (private or group: where it is asked). Keep these choices in each language.

group-greeting =
    <b>Hello!</b>

    I bring news to this group: stories on the topics that it follows, at once or as a digest. Its administrators choose the topics and when the news comes: one of you, please tap the button below, or write /topics.

    Everybody else need not do anything.
button-set-up = Set up
# $command: with its slash.
private-only = { $command } is for one person alone. It works in a private chat with me.
button-private = Open a private chat

button-more-actions = More
saved-by-link = ★ Saved. /saved shows all.
save-withdrawn = This story has been withdrawn, so it cannot be saved.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = Saved, and sent to you in our private chat
toast-administrators-only = Only the administrators of this group can change what comes here.
toast-not-your-menu = Somebody else opened this menu. Write /settings to open your own.
toast-anonymous-menu = An anonymous administrator opened this menu. Write /settings to open your own.

rights-lost = You do not administer that chat any more, or I may not post there. Make me an administrator with the right to post, and open it again with /places.
