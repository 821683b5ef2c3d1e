### What a reader keeps.

## Below an alert

button-save = ☆ Save
button-saved = ★ Saved
button-why = Why?
# Opens what can be muted: the topics of the alert, its source, or everything for a while.
button-alert-actions = 🔕 Mute …
# $source: who published the article.
button-mute-source = 🔇 Mute { $source }
button-snooze = 💤 Snooze
# Above such buttons, where the alert itself cannot be changed any more. $title: of the article, linked.
alert-actions = What about { $title }?
toast-saved = Saved. /saved shows all
toast-saved-already = Saved already
toast-unsaved = No longer saved

## /saved

command-saved = The stories that you saved
# $count: how many there are.
saved = <b>★ { $count ->
        [one] One saved story
       *[other] { $count } saved stories
    }</b>
saved-none = You have saved nothing yet. <i>☆ Save</i> stands under every alert; what you save is listed here.
# $time: when it was saved.
saved-at = Saved { $time }
saved-how = <i>A number opens the story here, ✕ removes it.</i>

## /export

command-export = All that is stored about you, as a file
export = What is stored about you: settings, topics, filters, what you saved, and what was sent to you in the last 30 days.
# The name of the file; a date follows.
label-export-file = my-data
export-cut = <i>The file would have been too large: the oldest is left out.</i>
