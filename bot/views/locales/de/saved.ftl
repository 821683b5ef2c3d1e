### What a reader keeps.

## Below an alert

button-save = ☆ Merken
button-saved = ★ Gemerkt
button-why = Warum?
button-alert-actions = 🔕 Stumm …
button-mute-source = 🔇 { $source } stumm
button-snooze = 💤 Pause machen
alert-actions = Was soll mit { $title } geschehen?
toast-saved = Gemerkt. /saved zeigt alles
toast-saved-already = Schon gemerkt
toast-unsaved = Nicht mehr gemerkt

## /saved

command-saved = Die Meldungen, die du dir gemerkt hast
saved = <b>★ { $count ->
        [one] Eine gemerkte Meldung
       *[other] { $count } gemerkte Meldungen
    }</b>
saved-none = Du hast dir noch nichts gemerkt. Unter jedem Hinweis steht <i>☆ Merken</i>; was du dir merkst, steht dann hier.
saved-at = Gemerkt: { $time }
saved-how = <i>Eine Nummer öffnet die Meldung hier, ✕ entfernt sie.</i>

## /export

command-export = Alles, was über dich gespeichert ist, als Datei
export = Was über dich gespeichert ist: Einstellungen, Themen, Filter, Gemerktes und was dir in den letzten 30 Tagen geschickt wurde.
label-export-file = meine-daten
export-cut = <i>Die Datei wäre zu groß geworden: Das Älteste fehlt.</i>
