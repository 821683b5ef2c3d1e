## Articles that wait for an editor

command-review = What waits for an editor

review-waiting = ⏳ <b>Waits for an editor</b>
# Why it waits. $count: people.
review-reason-hold = Its record asks for it.
review-reason-unpublished = It is not on the front page.
review-reason-all = Everything waits here.
review-reason-large = It reaches many.
review-reach = { $count ->
    [one] Reaches <b>{ $number } person</b> at once.
   *[other] Reaches <b>{ $number } people</b> at once.
}
# $moment: when; so below. $who: a person.
review-record-embargo = Under embargo until { $moment }, as its record says.
review-published = ✅ <b>Published</b>
review-quiet = 🔕 <b>Published quietly</b>: in digests and lists alone
review-rejected = ❌ <b>Rejected</b>
review-embargoed = 🔒 <b>Under embargo</b> until { $moment }
review-withdrawn = 🗑 <b>Withdrawn by its record</b>
review-decided = { $who } · { $moment }
review-by-record = As its record says.
review-again = Nobody decided since { $moment }.

button-review-publish = ✅ Publish
button-review-publish-later = ✅ Publish at its time
button-review-quietly = 🔕 Publish quietly
button-review-reject = ❌ Reject
button-review-embargo = 🔒 Embargo until…
button-review-title = ✎ Title
button-review-excerpt = ✎ Excerpt
button-review-topics = ✎ Topics

toast-review-published = Published: it is news from now on
toast-review-quiet = Published quietly
toast-review-rejected = Rejected: nobody is told
toast-review-embargoed = Under embargo until then
# $who: a name; $what: what they decided; $moment: when.
toast-review-over = { $who } has decided: { $what } ({ $moment })
toast-review-withdrawn = Its record was withdrawn
toast-review-changed = It has changed: look at it again, then decide
toast-review-unknown = There is no such article any more
toast-review-editors = Only editors decide here
review-decided-published = published
review-decided-quiet = published quietly
review-decided-rejected = rejected
review-decided-embargoed = under embargo

review-ask-title = <b>New title of “{ $title }”</b>
review-ask-excerpt = <b>New excerpt of “{ $title }”</b>
review-ask-topics = <b>New topics of “{ $title }”</b>
review-ask-embargo = <b>Until when is “{ $title }” under embargo?</b>
review-how-private = Write it as your next message.
review-how-group = Write it as a reply to this message.
review-how-excerpt = A single - stands for none.
review-how-topics = Commas stand between them, and a single - stands for none.
# $zone: a time zone.
review-how-embargo = As <code>2026-12-01 08:00</code>, { $zone }.
review-edited = Changed. It is shown anew.
review-bad-text = That shows nothing. Write it again.
# $names: what was written.
review-bad-topics = Not in the catalogue: { $names }. Write all topics again.
review-bad-time = That is no time ahead. Write it as <code>2026-12-01 08:00</code>, { $zone }.

reviews-none = <b>Nothing waits for an editor</b>
reviews-head = { $count ->
    [one] <b>{ $count } article waits for an editor</b>
   *[other] <b>{ $count } articles wait for an editor</b>
}
# $reach: a number of people.
reviews-entry = { $number }. { $title } · { $moment } · 👥 { $reach }
button-reviews-all = ✅ Publish all
reviews-ask-all = { $count ->
    [one] <b>Publish { $count } article?</b>
   *[other] <b>Publish all { $count } articles?</b>
}
# $alerts, $most: numbers.
reviews-ask-all-reach = Up to { $alerts } alerts in all; the largest reaches { $most } people.
button-reviews-all-yes = Yes, publish { $count }
button-reviews-back = Back
reviews-published = { $count ->
    [one] ✅ <b>{ $count } article is published</b>
   *[other] ✅ <b>{ $count } articles are published</b>
}
toast-reviews-changed = What waits has changed: look again, then publish
