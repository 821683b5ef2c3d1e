### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Deine Gruppen, Themenbereiche und Kanäle
places = <b>📍 { $count ->
        [one] Ein Ort von dir
       *[other] { $count } Orte von dir
    }</b>
places-how = <i>Eine Nummer öffnet den Ort: Themen, Einstellungen, Pause, Kopieren, Entfernen.</i>
places-none = Du hast hier noch keine Gruppen oder Kanäle.
    <b>Eine Gruppe:</b> Füg mich hinzu und schreib dort /subscribe, in einem Forum in dem Themenbereich, der die Meldungen bekommen soll.
    <b>Ein Kanal:</b> Schreib mir hier /channel.
button-places = 📍 Alle Orte

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › Bereich { $number }
measure-place-untitled = Ohne Namen
place-follows = Folgt { $topics }
place-follows-more = Folgt { $topics } und { $count ->
        [one] einem weiteren
       *[other] { $count } weiteren
    }
place-follows-nothing = Folgt noch keinem Thema
place-rhythm = Rhythmus: { $rhythm }
place-paused = ⏸ Pause: Es kommt nichts, bis du weitermachst.
place-paused-until = ⏸ Pause bis { $time }
place-lost = ⚠️ Ich bin dort nicht mehr. Alles ist aufgehoben: Füg mich wieder hinzu, und es geht weiter.
place-lost-rights = ⚠️ Ich darf dort nicht schreiben. Alles ist aufgehoben: Gib mir das Recht zu schreiben, in einem Kanal das Recht zu posten, und es geht weiter.
place-not-yours = Du verwaltest <b>{ $title }</b> nicht mehr, oder ich bin nicht mehr dort. Deshalb kannst du nichts ändern, aber den Ort von deiner Liste nehmen. Seine Themen bleiben, wie sie sind.
button-place-topics = 🗂 Themen
button-place-settings = ⚙️ Einstellungen
button-place-pause = ⏸ Pause
button-place-resume = ▶️ Weiter
button-place-copy = ⧉ Einstellungen holen …
button-place-remove = 🗑 Entfernen
button-place-off-list = Von meiner Liste nehmen
toast-place-paused = Pause
toast-place-resumed = Es geht weiter
toast-place-off-list = Von deiner Liste genommen

## Copying settings

place-copy-sources = Woher sollen die Einstellungen von <b>{ $title }</b> kommen?
button-place-own-chat = 👤 Mein Chat mit dir
place-copy-ask = Die Einstellungen von <b>{ $source }</b> nach <b>{ $target }</b> kopieren?
    <b>Ersetzen:</b> Themen mit Mengen und Rhythmen, Filter, Suchwörter, Zeitzone, Rhythmus, Ruhezeiten und Schalter werden alle gleich. Was dort war, ist weg.
    <b>Ergänzen:</b> Fehlende Themen, Filter und Suchwörter kommen dazu. Alles, was da ist, bleibt, wie es ist.
    Neue Themen bringen, was ab jetzt kommt.
button-place-copy-replace = Ja, alles ersetzen
button-place-copy-add = Ja, ergänzen
button-place-no = Nein
place-copied = Kopiert von <b>{ $source }</b>: { $topics ->
        [one] ein Thema
       *[other] { $topics } Themen
    }, { $words ->
        [one] ein Filter oder eine Suche
       *[other] { $words } Filter und Suchen
    }.
place-copied-left-out = { $count ->
        [one] Ein Thema blieb
       *[other] { $count } Themen blieben
    } weg: Ein Ort kann { $most } haben.
toast-place-copied = Kopiert

## Removing

place-remove-ask = <b>{ $title }</b> entfernen? Alle Themen und Einstellungen dieses Ortes werden gelöscht, und es kommt dort nichts mehr an. Das lässt sich nicht rückgängig machen.
button-place-remove-yes = Ja, löschen
place-removed = <b>{ $title }</b> ist gelöscht. Ich bin noch im Chat: Ein Administrator kann mich dort entfernen wie jedes Mitglied.
toast-place-removed = Gelöscht

## Limits

place-limit = Das wäre ein Ort zu viel: Eine Person kann hier { $most } einrichten, Gruppen, Themenbereiche und Kanäle zusammen. Entferne einen mit /places in deinem privaten Chat mit mir, oder lass jemand anderen aus der Verwaltung diesen einrichten. Nichts wurde gespeichert.
place-limit-contact = Brauchst du mehr? Frag { $contact }.
place-topic-limit = Das wären mehr als { $most } Themen, und mehr kann ein Ort nicht haben. Verlass zuerst eines, oder folge einem breiteren Thema. Nichts wurde geändert.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>Was du verpasst hast</b> · { $date }
       *[other] 🗞 <b>Was in der Zwischenzeit kam</b> · { $date }
    }
place-notice-no-rights = Ich darf in <b>{ $title }</b> nicht mehr schreiben, deshalb kommen dort keine Meldungen mehr an. Alles ist aufgehoben. Gib mir das Recht zu schreiben, in einem Kanal das Recht zu posten, und es geht von da an weiter.
place-notice-left =
    { $chat ->
        [channel] Ich bin nicht mehr in <b>{ $title }</b>, deshalb kommen dort keine Meldungen mehr an. Alles ist aufgehoben: Füg mich wieder als Administrator hinzu, und es geht weiter. /places löscht es.
       *[private] Ich bin nicht mehr in <b>{ $title }</b>, deshalb kommen dort keine Meldungen mehr an. Alles ist aufgehoben. Füg mich innerhalb von 30 Tagen wieder hinzu, und ich biete an, was verpasst wurde; später geht es einfach weiter. /places löscht es.
    }
place-notice-returned = Ich kann hier wieder schreiben, und alles ist, wie es war. Einige Meldungen kamen, während ich es nicht konnte.
button-tell-missed = 🗞 Was habe ich verpasst?
toast-missed-coming = Kommt gleich
toast-missed-paused = Es ist Pause. Beende sie erst, dann tippe noch einmal
toast-missed-nothing = Nichts mehr übrig: Alles ist schon gekommen
