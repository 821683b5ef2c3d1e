## For administrators: who they are, and what they may do

owners-only = Only an owner of this bot can do that.

help-admin = <b>For administrators</b>
command-broadcast = Write to all subscribers, or some
command-broadcasts = The broadcasts there were
command-drafts = Broadcasts that nobody has sent yet
command-digest = A digest of topics, to look through and send; to readers it sends their own
command-digests = Digests that appear by themselves
command-stats = Subscribers, alerts and outcomes in pictures
command-status = How the wire is doing
command-rejected = Records that could not be read
command-audit = Who did what, and when
command-admins = Who may do this, to add and remove editors
command-cancel = Stop a question that was asked

admins-owners =
    <b>Owners</b>
    Named in the settings. They may do everything.
admins-editors =
    <b>Editors</b>
    They write broadcasts and digests, and change nobody's rights.
# $name: who; $moment: when they became one; $by: who made them one.
admins-editor = • { $name }, since { $moment }, by { $by }
admins-no-editors =
    <b>Editors</b>
    There are none. An editor writes broadcasts and digests, and changes nobody's rights.

ask-editor =
    <b>Who is to become an editor?</b>

    Send me their user id (a number), their contact, or forward a message that they wrote.
# $name: a person, here and below.
add-editor = <b>Make { $name } an editor?</b>
add-editor-means = They could write to all subscribers: broadcasts and digests.
add-editor-unknown = This bot does not know who that is: they have never written to it. Compare the number before you go on; whoever has it could write to all subscribers.
editor-added = { $name } is an editor now, and may write broadcasts and digests.
editor-unmet = They have not written to this bot yet. They have to send it /start before it can write to them.
editor-welcome =
    <b>You are an editor of this bot now</b>

    You can write broadcasts and digests. /help lists all that you can do.
remove-editor =
    <b>Remove { $name }?</b>

    They can send nothing to subscribers any more. What they have sent or scheduled stays as it is.
editor-removed = { $name } is no editor any more.

editor-no-id = That names nobody. A user id is a number such as 123456789; people find theirs with @userinfobot.
editor-username = Telegram does not tell bots who is behind a username. Send me the user id, which is a number, a contact, or a message that they wrote.
editor-hidden = Whoever wrote that hides it when they are forwarded, or it was no person. Send me their user id, which is a number.
editor-chat = That is the id of a group or channel. Rights are given to people alone.
editor-bot = That is a bot. Rights are given to people alone.
editor-anonymous = That id stands for all anonymous administrators of groups, for everyone who writes as a channel, or for Telegram itself. Rights are given to people alone.
editor-owner = That is an owner, who may do everything already.
editor-already = They are an editor already.
editor-banned = They are banned. Lift that first: /unban and their id.
editor-too-many = There are as many editors as there can be. Remove one first.

not-asked = Nothing is asked any more, and nothing was changed.

button-add-editor = Add an editor
button-add-editor-yes = Yes, make an editor
button-add-editor-no = No
button-remove-editor = ✕ Remove { $name }
button-remove-editor-yes = Yes, remove
button-remove-editor-no = No, keep
button-admins = Administrators
button-stop-asking = Never mind
button-back-to-broadcast = Back to the broadcast
button-back-to-plan = Back to the digest
button-back-to-article = Back to the article
toast-no-editor = They are no editor any more

## The audit

audit = <b>Audit</b>
audit-empty = Nobody has done anything yet.
# $name: who; $moment: when.
audit-who = { $name } · { $moment }
# Who acted where no person did, here and in broadcasts.
actor-wire = The wire itself
actor-command-line = The command line
# What was done. Behind it stands to what, in English: “Sent · broadcast 12, 1,204 recipients”.
audit-refused = <b>Refused</b>
audit-editor-added = <b>Editor added</b>
audit-editor-removed = <b>Editor removed</b>
audit-tested = <b>Tested</b>
audit-sent = <b>Sent</b>
audit-scheduled = <b>Scheduled</b>
audit-asked = <b>Waits for a second owner</b>
audit-confirmed = <b>Confirmed</b>
audit-rejected = <b>Refused to confirm</b>
audit-paused = <b>Paused</b>
audit-resumed = <b>Resumed</b>
audit-cancelled = <b>Cancelled</b>
audit-extended = <b>Sent to those who joined since</b>
audit-sent-again = <b>Sent again to those not reached</b>
audit-braked = <b>Paused, because too much failed</b>
audit-plan-made = <b>Digest planned</b>
audit-plan-changed = <b>Planned digest changed</b>
audit-plan-removed = <b>Planned digest removed</b>
audit-issue-dropped = <b>Issue dropped</b>
audit-exported = <b>Exported</b>
audit-imported = <b>Imported</b>
audit-article-edited = <b>Article changed</b>
audit-withdrawn = <b>Article withdrawn</b>
audit-restored = <b>Withdrawal taken back</b>
audit-corrected = <b>Correction sent</b>
audit-story-split = <b>Not the same story</b>
audit-stories-joined = <b>Same story</b>
