## Planned digests: they appear by themselves

plans = <b>Planned digests</b>
plans-none =
    <b>Planned digests</b>

    There is none yet. A planned digest appears by itself, on the days and at the time that you choose.

# $words: when it comes, as in “At 08:00 on Monday”, in English; $zone: the name of a time zone.
plan-when = { $words }, { $zone }
# $at: by the clock of that zone.
plan-next = Next: { DATETIME($at, dateStyle: "full", timeStyle: "short") }
plan-off = ⏸ Switched off

plan-approved = Each issue waits until an editor approves it.
plan-by-itself = Each issue is sent by itself.
plan-personal = Each reader sees only the topics that they follow.
plan-whole = Each reader sees all of it.

plan-issues = <b>Last issues</b>
# $at: the date of the issue.
plan-issue-waiting = { DATETIME($at, dateStyle: "medium") }: waits for an editor
plan-issue-sent = { DATETIME($at, dateStyle: "medium") }: sent
plan-issue-empty = { DATETIME($at, dateStyle: "medium") }: nothing in it, not sent
plan-issue-missed = { DATETIME($at, dateStyle: "medium") }: missed
plan-issue-dropped = { DATETIME($at, dateStyle: "medium") }: not sent, an editor decided so
plan-issue-not-sent = This issue will not be sent. The next one begins where it ends.

# $name: what the digest is called, in bold.
plan-remove =
    Remove the planned digest { $name }?

    No further issue will appear. What was sent stays, and so do drafts that wait for approval.
plan-removed = The planned digest { $name } is removed.

# A topic or several, as what a digest is called.
button-plan-all-topics = All topics
button-plan-topics-more = { $names } and { $more } more
button-plan-new = New planned digest
button-plan-on = Switch on
button-plan-off = Switch off
button-plan-name = ✎ Name
# $name: its topics, as what it is called without a name of its own.
button-plan-name-by-topics = By its topics: { $name }
button-plan-when = 🗓 When
button-plan-zone = 🌍 Time zone
button-plan-topics = Topics
button-plan-readers = Readers
button-plan-approval = Approval
button-plan-personal = Personal
button-plan-remove = Remove
button-plan-remove-yes = Yes, remove it
button-plan-all = All planned digests
button-plan-back = Back

## When it appears

plan-ask-cron =
    <b>When does it appear?</b>

    Tap a time below, or write one such as “every day at 8”, “weekdays at 7:30”, “mondays and thursdays at 18:00”, “on the 1st at 9” or “last friday of the month 5pm”.

    A cron expression will do, too: minute, hour, day of the month, month, day of the week.
# $text: what the person wrote.
plan-words-unreadable = “{ $text }” are no days and time that I can read. Please write them such as “every day at 8”, “weekdays at 7:30” or “on the 1st at 9”.
# $text: what the person wrote.
plan-words-no-clock = “{ $text }” says on which days, but not at what time. Please write both, such as “every day at 8”.

# $name: what it is called at present, in bold; $count: characters.
plan-ask-name =
    <b>What is it called?</b>

    At present it is called { $name }. Write a name of at most { $count } characters, by which editors tell it from others.
plan-name-refused = A name has between one and { $count } characters. Please write another.
plan-cron-fields = A cron expression has five parts: minute, hour, day of the month, month, day of the week. “0 8 * * MON” is 08:00 each Monday. Please write it again.
# $text: what the person wrote.
plan-cron-unreadable = “{ $text }” is no cron expression that I can read. “0 8 * * MON” is 08:00 each Monday. Please write it again.
plan-cron-often = A digest comes once a day at most, as in “every day at 8”; in a cron expression, minute and hour are one number each. Please write it again.
plan-cron-never = No day is like that, so the digest would never come. Please write it again.

plan-ask-zone =
    <b>In which time zone?</b>

    At present it is { $zone }. Write the name of a city or of a zone, such as Berlin or America/New_York.
plan-zone-unknown = I know no time zone called “{ $text }”.
plan-zone-near = Did you mean one of these? { $names }
plan-zone-how = Write the name of a large city there, or UTC.

## Of which topics, and for whom

# $count: topics chosen.
plan-choose-topics =
    <b>Topics of the digest</b>

    { $count ->
        [0] None is chosen, so it has all topics that people follow.
        [one] { $count } topic is chosen. A topic brings those under it (└) too.
       *[other] { $count } topics are chosen. They stand in the digest as you chose them; each brings those under it (└) too.
    }
plan-choose-readers =
    <b>Readers of the digest</b>

    Those who follow its topics and receive announcements. Narrow them down with the buttons.

## Toasts

# $at: by the clock of its zone.
toast-plan-on = Switched on. Next: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
toast-plan-off = Switched off
toast-plan-gone = That planned digest is no longer there.
toast-plan-many = There are as many planned digests as there can be. Remove one first.
toast-issue-late = That issue waits no longer.
