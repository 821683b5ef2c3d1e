# Alles, was der Bot auf Deutsch sagt. Anrede: du. Wörter: docs/glossaries/de.md.

## The alert

alert-video = ▶ Video
alert-related = <b>Dazu</b>
alert-also-at = { $count ->
    [1] Auch bei { $first }
    [2] Auch bei { $first } und { $second }
    [3] Auch bei { $first }, { $second } und { $third }
   *[other] Auch bei { $first }, { $second } und { $more } weiteren
}
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } ({ $zone })
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = Lesen
button-watch = Ansehen
button-amp = AMP ⚡
button-mute = 🔕 { $topic } stumm
button-unmute-topic = 🔔 { $topic } wieder an
button-more-related = … und { $count } weitere
button-outlets = Auch bei { $count } weiteren
alert-outlets = { $count ->
    [one] <b>{ $count } weitere Quelle berichtet</b>
   *[other] <b>{ $count } weitere Quellen berichten</b>
}
button-back-to-alert = Zurück zum Hinweis

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>Nachrichten zu den Themen, die du für diese Gruppe aussuchst</b>

            Jede neue Meldung dazu kommt in die Gruppe, sobald es sie gibt: einmal, mit Quelle, kurzem Auszug und Lesetipps dazu. Berichten auch andere, wird die Nachricht ergänzt, statt noch einmal zu kommen.

            Tippe die Themen an, denen diese Gruppe folgen soll. In /settings stehen Zeitzone, Überblicke und Ruhezeiten.
        [thread]
            <b>Nachrichten zu den Themen, die du für diesen Bereich aussuchst</b>

            Jede neue Meldung dazu kommt in den Bereich, sobald es sie gibt: einmal, mit Quelle, kurzem Auszug und Lesetipps dazu. Berichten auch andere, wird die Nachricht ergänzt, statt noch einmal zu kommen.

            Tippe die Themen an, denen dieser Bereich folgen soll. In /settings stehen Zeitzone, Überblicke und Ruhezeiten.
        [channel]
            <b>Nachrichten zu den Themen, die du für diesen Kanal aussuchst</b>

            Jede neue Meldung dazu kommt dorthin, sobald es sie gibt: einmal, mit Quelle, kurzem Auszug und Lesetipps dazu. Berichten auch andere, wird die Nachricht ergänzt, statt noch einmal zu kommen.

            Tippe die Themen an, denen dieser Kanal folgen soll. In /settings stehen Zeitzone, Überblicke und Ruhezeiten.
       *[private]
            <b>Nachrichten zu deinen Themen</b>

            Such dir Themen aus, und jede neue Meldung kommt hierher, sobald es sie gibt: einmal, mit Quelle, kurzem Auszug und Lesetipps dazu. Berichten auch andere, wird die Nachricht ergänzt, statt noch einmal zu kommen.

            Tippe die Themen an, denen du folgen willst.
    }
welcome-by-link =
    <b>Nachrichten zu deinen Themen</b>

    Jede neue Meldung kommt einmal, mit Quelle, kurzem Auszug und Lesetipps dazu.
welcome-empty =
    <b>Nachrichten zu deinen Themen</b>

    Es gibt noch keine Themen. Sobald es welche gibt, zeigt /topics sie, und jede neue Meldung zu denen, denen du folgst, kommt hierher.

    <i>Ist das dein Bot? Dann leg Themendateien in den Ordner, den TOPICS_DIR nennt, oder ohne diese Einstellung eine erste Meldung ab. Der Ordner „examples“ hat beides zum Kopieren, und „topicwire check“ sagt, was fehlt.</i>
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] Neue Meldungen kommen hier gesammelt an, als Überblick.
               *[other]
                    { $here ->
                        [group] Neue Meldungen kommen hier gesammelt an, als Überblick.
                       *[private] Neue Meldungen kommen dort gesammelt an, als Überblick.
                    }
            }
        [off] Im Moment kommt nichts: „Wann Meldungen kommen“ steht auf „Aus“.
       *[at-once]
            { $chat ->
                [private] Neue Meldungen kommen hierher, sobald es sie gibt.
               *[other]
                    { $here ->
                        [group] Neue Meldungen kommen hierher, sobald es sie gibt.
                       *[private] Neue Meldungen kommen dorthin, sobald es sie gibt.
                    }
            }
    }
welcome-picked =
    { $chat ->
        [group]
            <b>Nachrichten zu den Themen, die du für diese Gruppe aussuchst</b>

            { $count ->
                [0] Diese Gruppe folgt gerade keinem Thema. Tippe eines an, um zu beginnen.
                [one] Diese Gruppe folgt { $count } Thema. { news-arrive }
               *[other] Diese Gruppe folgt { $count } Themen. { news-arrive }
            }
        [thread]
            <b>Nachrichten zu den Themen, die du für diesen Bereich aussuchst</b>

            { $count ->
                [0] Dieser Bereich folgt gerade keinem Thema. Tippe eines an, um zu beginnen.
                [one] Dieser Bereich folgt { $count } Thema. { news-arrive }
               *[other] Dieser Bereich folgt { $count } Themen. { news-arrive }
            }
        [channel]
            <b>Nachrichten zu den Themen, die du für diesen Kanal aussuchst</b>

            { $count ->
                [0] Dieser Kanal folgt gerade keinem Thema. Tippe eines an, um zu beginnen.
                [one] Dieser Kanal folgt { $count } Thema. { news-arrive }
               *[other] Dieser Kanal folgt { $count } Themen. { news-arrive }
            }
       *[private]
            <b>Nachrichten zu deinen Themen</b>

            { $count ->
                [0] Du folgst gerade keinem Thema. Tippe eines an, um zu beginnen.
                [one] Du folgst { $count } Thema. { news-arrive }
               *[other] Du folgst { $count } Themen. { news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>Diesen Themen folgt die Gruppe</b>

            { $count ->
                [0] Alle Themen dieser Gruppe sind stumm. Tippe eines an, um wieder davon zu hören.
                [one] Diese Gruppe folgt { $count } Thema. { news-arrive }
               *[other] Diese Gruppe folgt { $count } Themen. { news-arrive }
            }
        [thread]
            <b>Diesen Themen folgt der Bereich</b>

            { $count ->
                [0] Alle Themen dieses Bereichs sind stumm. Tippe eines an, um wieder davon zu hören.
                [one] Dieser Bereich folgt { $count } Thema. { news-arrive }
               *[other] Dieser Bereich folgt { $count } Themen. { news-arrive }
            }
        [channel]
            <b>Diesen Themen folgt der Kanal</b>

            { $count ->
                [0] Alle Themen dieses Kanals sind stumm. Tippe eines an, um wieder davon zu hören.
                [one] Dieser Kanal folgt { $count } Thema. { news-arrive }
               *[other] Dieser Kanal folgt { $count } Themen. { news-arrive }
            }
       *[private]
            <b>Willkommen zurück</b>

            { $count ->
                [0] Alle deine Themen sind stumm. Tippe eines an, um wieder davon zu hören.
                [one] Du folgst { $count } Thema. { news-arrive }
               *[other] Du folgst { $count } Themen. { news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>Die Hinweise sind wieder an</b>

            { $count ->
                [0] Diese Gruppe folgt gerade keinem Thema, also kommt nichts, bis du eines auswählst.
                [one] Diese Gruppe folgt { $count } Thema. { news-arrive }
               *[other] Diese Gruppe folgt { $count } Themen. { news-arrive }
            }
        [thread]
            <b>Die Hinweise sind wieder an</b>

            { $count ->
                [0] Dieser Bereich folgt gerade keinem Thema, also kommt nichts, bis du eines auswählst.
                [one] Dieser Bereich folgt { $count } Thema. { news-arrive }
               *[other] Dieser Bereich folgt { $count } Themen. { news-arrive }
            }
        [channel]
            <b>Die Hinweise sind wieder an</b>

            { $count ->
                [0] Dieser Kanal folgt gerade keinem Thema, also kommt nichts, bis du eines auswählst.
                [one] Dieser Kanal folgt { $count } Thema. { news-arrive }
               *[other] Dieser Kanal folgt { $count } Themen. { news-arrive }
            }
       *[private]
            <b>Die Hinweise sind wieder an</b>

            { $count ->
                [0] Du folgst gerade keinem Thema, also kommt nichts, bis du eines auswählst.
                [one] Du folgst { $count } Thema. { news-arrive }
               *[other] Du folgst { $count } Themen. { news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>Die Hinweise pausieren</b>

            In diese Gruppe kommen keine Meldungen, nur eine Mitteilung, falls sich an diesem Bot selbst etwas ändert. Die Themen dieser Gruppe bleiben: Tippe den Knopf unten an, damit es weitergeht.
        [thread]
            <b>Die Hinweise pausieren</b>

            In diesen Bereich kommen keine Meldungen, nur eine Mitteilung, falls sich an diesem Bot selbst etwas ändert. Die Themen dieses Bereichs bleiben: Tippe den Knopf unten an, damit es weitergeht.
        [channel]
            <b>Die Hinweise pausieren</b>

            Dorthin kommen keine Meldungen, nur eine Mitteilung, falls sich an diesem Bot selbst etwas ändert. Die Themen dieses Kanals bleiben: Tippe den Knopf unten an, damit es weitergeht.
       *[private]
            <b>Die Hinweise pausieren</b>

            Du bekommst keine Meldungen, nur eine Mitteilung, falls sich an diesem Bot selbst etwas ändert. Deine Themen bleiben dir, bis du wiederkommst: Tippe den Knopf unten an oder schick /start.
    }

button-resume = Hinweise einschalten

pause-confirm =
    { $chat ->
        [group]
            <b>Alle Hinweise pausieren?</b>

            In diese Gruppe kommen keine Meldungen, bis du die Hinweise wieder einschaltest. Die Themen dieser Gruppe bleiben.
        [thread]
            <b>Alle Hinweise pausieren?</b>

            In diesen Bereich kommen keine Meldungen, bis du die Hinweise wieder einschaltest. Die Themen dieses Bereichs bleiben.
        [channel]
            <b>Alle Hinweise pausieren?</b>

            Dorthin kommen keine Meldungen, bis du die Hinweise wieder einschaltest. Die Themen dieses Kanals bleiben.
       *[private]
            <b>Alle Hinweise pausieren?</b>

            Du bekommst keine Meldungen, bis du die Hinweise wieder einschaltest. Deine Themen bleiben dir.
    }
resume-confirm =
    <b>Hinweise wieder einschalten?</b>

    Sie pausieren. Neue Meldungen zu deinen Themen kommen dann wieder.
leave-all-confirm =
    <b>Alle deine Themen verlassen?</b>

    { $count ->
        [one] Du hast { $count } Thema. Es gehört dir dann nicht mehr, und es kommen keine Meldungen mehr.
       *[other] Du hast { $count } Themen. Sie gehören dir dann nicht mehr, und es kommen keine Meldungen mehr.
    } Willst du nur einige verlassen, öffne deine Themen.
all-left =
    <b>Du folgst keinem Thema mehr</b>

    Es kommen keine Meldungen mehr. Falls du es dir anders überlegst: Hinter dem Knopf sind alle Themen.
nothing-to-leave =
    { $chat ->
        [group] Diese Gruppe folgt keinem Thema, deshalb kommen keine Meldungen.
        [thread] Dieser Bereich folgt keinem Thema, deshalb kommen keine Meldungen.
        [channel] Dieser Kanal folgt keinem Thema, deshalb kommen keine Meldungen.
       *[private] Du folgst keinem Thema, deshalb bekommst du keine Meldungen.
    }
digests-on = Ein Überblick ist eine Nachricht mit vielen Meldungen. Die Betreiber dieses Bots schicken ab und zu einen, und du bekommst ihn.
digests-paused = Ein Überblick ist eine Nachricht mit vielen Meldungen. Die Betreiber dieses Bots schicken ab und zu einen; solange die Hinweise pausieren, erreicht dich keiner.
digests-off = Ein Überblick ist eine Nachricht mit vielen Meldungen. Die Betreiber dieses Bots schicken ab und zu einen; du hast das in den Einstellungen ausgeschaltet.
digest-confirm = <b>Soll ich dir jetzt die neuesten Meldungen zeigen?</b>
not-paused = Die Hinweise sind an. { news-arrive }
left-as-is = Nichts wurde geändert.

button-yes-pause = Ja, pausieren
button-yes-resume = Ja, einschalten
button-yes-leave-all = Ja, alle verlassen
button-pause-instead = Nur pausieren
button-yes-latest = Ja, zeigen
button-no = Nein

## The catalogue

catalogue =
    <b>Alle Themen</b>

    Tippe ein Thema an, um ihm zu folgen, und noch einmal, um es zu verlassen. Ein Thema bringt die Themen darunter (└) mit, bei ihnen steht „über“; ein Tipp schaltet so eines stumm. { $chat ->
        [private] { $followed ->
                [0] Du folgst noch keinem.
                [one] Du folgst { $followed }.
               *[other] Du folgst { $followed }.
            }
       *[other] Bisher gewählt: { $followed }.
    }
catalogue-cards =
    <b>Über die Themen</b>

    Tippe ein Thema an, um zu lesen, worum es geht, mit den neuesten Meldungen.
catalogue-search =
    { $here ->
        [group] <i>Um ein Thema zu finden, schreib /topics mit seinem Namen oder einem Wort daraus.</i>
       *[private] <i>Um ein Thema zu finden, schreib seinen Namen oder ein Wort daraus.</i>
    }
topics-found =
    { $count ->
        [one] In { $count } Thema kommt „{ $query }“ vor. Tippe es an, um darüber zu lesen.
       *[other] In { $count } Themen kommt „{ $query }“ vor. Tippe eines an, um darüber zu lesen.
    }
topics-found-more = Das sind die ersten { $count }. Schreib mehr vom Namen, um weniger zu sehen.
catalogue-empty = Es gibt noch keine Themen. Sobald es welche gibt, zeigt /topics sie.

button-all-topics = Alle Themen
button-about-topics = ℹ️ Über diese Themen
button-follow-topics = Themen wählen
button-topic-via = { $topic } · über { $source }
button-about = Worum es geht
button-mine =
    { $chat ->
        [private] Meine Themen
       *[other] Gewählte Themen
    }
button-help = Hilfe

## Following one topic

followed =
    { $chat ->
        [group] ✓ Diese Gruppe folgt { $topic }. { news-arrive }
        [thread] ✓ Dieser Bereich folgt { $topic }. { news-arrive }
        [channel] ✓ Dieser Kanal folgt { $topic }. { news-arrive }
       *[private] ✓ Du folgst { $topic }. { news-arrive }
    }
followed-covers = { $count ->
    [one] Das Thema darunter gehört dazu.
   *[other] Die { $count } Themen darunter gehören dazu.
}
already-followed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic } schon.
        [thread] Dieser Bereich folgt { $topic } schon.
        [channel] Dieser Kanal folgt { $topic } schon.
       *[private] Du folgst { $topic } schon.
    }
unfollowed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic } nicht mehr.
        [thread] Dieser Bereich folgt { $topic } nicht mehr.
        [channel] Dieser Kanal folgt { $topic } nicht mehr.
       *[private] Du folgst { $topic } nicht mehr.
    }
follow-undone =
    { $chat ->
        [group] Zurückgenommen: Diese Gruppe folgt { $topic } nicht.
        [thread] Zurückgenommen: Dieser Bereich folgt { $topic } nicht.
        [channel] Zurückgenommen: Dieser Kanal folgt { $topic } nicht.
       *[private] Zurückgenommen: Du folgst { $topic } nicht.
    }
follow-undone-along =
    { $chat ->
        [private] Zurückgenommen. Meldungen zu { $topic } kommen weiter mit { $source }, dem du folgst.
       *[other] Zurückgenommen. Meldungen zu { $topic } kommen weiter mit { $source }.
    }
not-followed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic } nicht, also hat sich nichts geändert.
        [thread] Dieser Bereich folgt { $topic } nicht, also hat sich nichts geändert.
        [channel] Dieser Kanal folgt { $topic } nicht, also hat sich nichts geändert.
       *[private] Du folgst { $topic } nicht, also hat sich nichts geändert.
    }
did-you-mean = Genau „{ $query }“ heißt kein Thema. Meintest du eines von diesen?
no-such-topic = Kein Thema heißt „{ $query }“ oder so ähnlich.
no-such-own-topic =
    { $chat ->
        [private] Keines deiner Themen heißt „{ $query }“ oder so ähnlich.
       *[other] Keines der gewählten Themen heißt „{ $query }“ oder so ähnlich.
    }
unknown-link = Dieser Link führt zu keinem Thema, das ich kenne. Der Knopf unten zeigt, welche es gibt.

button-follow = { $topic } folgen
button-follow-again = Wieder folgen
button-unfollow = Nicht mehr folgen
button-unfollow-topic = { $topic } verlassen
button-undo = Rückgängig
button-latest = Neueste Meldungen

## Several topics at once

list-followed =
    { $chat ->
        [group] ✓ Diese Gruppe folgt { $topics }. { news-arrive }
        [thread] ✓ Dieser Bereich folgt { $topics }. { news-arrive }
        [channel] ✓ Dieser Kanal folgt { $topics }. { news-arrive }
       *[private] ✓ Du folgst { $topics }. { news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] Diese Gruppe folgt { $topics } schon.
        [thread] Dieser Bereich folgt { $topics } schon.
        [channel] Dieser Kanal folgt { $topics } schon.
       *[private] Du folgst { $topics } schon.
    }
list-unfollowed =
    { $chat ->
        [group] Diese Gruppe folgt { $topics } nicht mehr.
        [thread] Dieser Bereich folgt { $topics } nicht mehr.
        [channel] Dieser Kanal folgt { $topics } nicht mehr.
       *[private] Du folgst { $topics } nicht mehr.
    }
list-muted = 🔕 Stumm: { $topics }. Was mit einem Thema darüber kommt, wird stumm geschaltet statt verlassen.
list-not-followed =
    { $chat ->
        [group] Diese Gruppe folgt { $topics } nicht, also hat sich daran nichts geändert.
        [thread] Dieser Bereich folgt { $topics } nicht, also hat sich daran nichts geändert.
        [channel] Dieser Kanal folgt { $topics } nicht, also hat sich daran nichts geändert.
       *[private] Du folgst { $topics } nicht, also hat sich da nichts geändert.
    }
list-unknown = { $count ->
    [one] Kein Thema heißt { $parts }.
   *[other] Keine Themen heißen { $parts }.
}
list-similar = Meintest du eines von diesen?
list-part = „{ $part }“
list-more = { $count } weitere

## A topic's card

card-parent = Teil von { $topic }
card-children = Dazu gehören { $topics }
card-followed =
    { $chat ->
        [group] ✓ Diese Gruppe folgt ihm. { news-arrive }
        [thread] ✓ Dieser Bereich folgt ihm. { news-arrive }
        [channel] ✓ Dieser Kanal folgt ihm. { news-arrive }
       *[private] ✓ Du folgst ihm. { news-arrive }
    }
card-along =
    { $chat ->
        [private] ✓ Es kommt mit { $source }, dem du folgst.
       *[other] ✓ Es kommt mit { $source }.
    }
card-muted =
    { $chat ->
        [private] 🔕 Du hast es stumm geschaltet.
       *[other] 🔕 Es ist stumm geschaltet.
    }
card-muted-along =
    { $chat ->
        [private] 🔕 Es gehört zu { $source }, das du stumm geschaltet hast.
       *[other] 🔕 Es gehört zu { $source }, das stumm geschaltet ist.
    }
card-not-followed =
    { $chat ->
        [group] Diese Gruppe folgt ihm nicht.
        [thread] Dieser Bereich folgt ihm nicht.
        [channel] Dieser Kanal folgt ihm nicht.
       *[private] Du folgst ihm nicht.
    }
card-latest = <b>Neueste Meldungen</b>
card-no-stories = Dazu gibt es noch keine Meldungen.

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } ist stumm. Es bleibt unter deinen Themen und schickt nichts, bis du es wieder einschaltest.
       *[other] 🔕 { $topic } ist stumm. Es bleibt in der Liste und schickt nichts, bis es wieder eingeschaltet wird.
    }
muted-along =
    { $chat ->
        [private] 🔕 { $topic } ist stumm. Es kommt mit { $source }, dem du folgst, und schickt deshalb nichts, bis du es wieder einschaltest.
       *[other] 🔕 { $topic } ist stumm. Es kommt mit { $source } und schickt nichts, bis es wieder eingeschaltet wird.
    }
unmuted = { $topic } ist nicht mehr stumm. { news-arrive }

button-unmute = 🔔 Wieder an

## My topics

mine =
    { $chat ->
        [group]
            <b>Die Themen dieser Gruppe</b>

            { $count ->
                [0] Diese Gruppe folgt gerade keinem Thema
                [one] Diese Gruppe folgt { $count } Thema
               *[other] Diese Gruppe folgt { $count } Themen
            }{ $muted ->
                [0] .
               *[other] {" "}und hat { $muted } stumm geschaltet.
            }
        [thread]
            <b>Die Themen dieses Bereichs</b>

            { $count ->
                [0] Dieser Bereich folgt gerade keinem Thema
                [one] Dieser Bereich folgt { $count } Thema
               *[other] Dieser Bereich folgt { $count } Themen
            }{ $muted ->
                [0] .
               *[other] {" "}und hat { $muted } stumm geschaltet.
            }
        [channel]
            <b>Die Themen dieses Kanals</b>

            { $count ->
                [0] Dieser Kanal folgt gerade keinem Thema
                [one] Dieser Kanal folgt { $count } Thema
               *[other] Dieser Kanal folgt { $count } Themen
            }{ $muted ->
                [0] .
               *[other] {" "}und hat { $muted } stumm geschaltet.
            }
       *[private]
            <b>Deine Themen</b>

            { $count ->
                [0] Du folgst gerade keinem Thema
                [one] Du folgst { $count } Thema
               *[other] Du folgst { $count } Themen
            }{ $muted ->
                [0] .
               *[other] {" "}und hast { $muted } stumm geschaltet.
            }
    }
mine-along = { $count ->
    [one] { $count } weiteres kommt damit, dabei steht „über“.
   *[other] { $count } weitere kommen damit, dabei steht „über“.
}
mine-paused = ⏸ Die Hinweise pausieren: Es kommen keine Meldungen, bis du sie wieder einschaltest.
mine-how = Tippe ein Thema an, um es stumm oder wieder an zu schalten, ✕, um es zu verlassen.
mine-empty =
    { $chat ->
        [group]
            <b>Die Themen dieser Gruppe</b>

            Diese Gruppe folgt noch keinem Thema. Such welche aus, und ihre Meldungen kommen in diese Gruppe.
        [thread]
            <b>Die Themen dieses Bereichs</b>

            Dieser Bereich folgt noch keinem Thema. Such welche aus, und ihre Meldungen kommen in diesen Bereich.
        [channel]
            <b>Die Themen dieses Kanals</b>

            Dieser Kanal folgt noch keinem Thema. Such welche aus, und ihre Meldungen kommen dorthin.
       *[private]
            <b>Deine Themen</b>

            Du folgst noch keinem Thema. Such dir welche aus, und ihre Meldungen kommen hierher.
    }

## The newest stories

latest = <b>Neueste Meldungen</b>
latest-of = <b>Neueste Meldungen: { $topic }</b>
latest-none = Es gibt noch keine Meldungen. Neue stehen hier, sobald sie da sind.
latest-of-none = Zu { $topic } gibt es noch keine Meldungen.
latest-sources = { $count ->
    [one] +{ $count } Quelle
   *[other] +{ $count } Quellen
}

## Digests

digest-heading =
    { $chat ->
        [private] 🗞 <b>Dein Überblick</b> · { $date }
       *[other] 🗞 <b>Überblick</b> · { $date }
    }
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count ->
    [one] { $count } Meldung
   *[other] { $count } Meldungen
}
digest-topics = { $count ->
    [one] { $count } Thema
   *[other] { $count } Themen
}
digest-outlets = { $count ->
    [one] { $count } Quelle
   *[other] { $count } Quellen
}
digest-continued = <b>{ $topic }</b>, Fortsetzung
digest-more = <i>… und { $count } weitere</i>
digest-more-of = <b>{ $topic }</b> · { $count ->
    [one] { $count } Meldung
   *[other] { $count } Meldungen
}

button-digest-more = { $topic }: { $count } weitere

## Settings

settings =
    { $chat ->
        [group] <b>Was in diese Gruppe kommt</b>
        [thread] <b>Was in diesen Bereich kommt</b>
        [channel] <b>Was in diesen Kanal kommt</b>
       *[private] <b>Was dich erreicht</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ Die Hinweise pausieren: Weder Meldungen noch Ankündigungen kommen, bis du sie wieder einschaltest. Deine Themen bleiben dir.
       *[other] ⏸ Die Hinweise pausieren: Weder Meldungen noch Ankündigungen kommen, bis sie wieder eingeschaltet werden. Die Themen bleiben.
    }
settings-announcements-on =
    { $chat ->
        [group] 📣 Ankündigungen sind an: Ab und zu schicken die Betreiber dieses Bots Neues oder einen Überblick in diese Gruppe.
        [thread] 📣 Ankündigungen sind an: Ab und zu schicken die Betreiber dieses Bots Neues oder einen Überblick in diesen Bereich.
        [channel] 📣 Ankündigungen sind an: Ab und zu schicken die Betreiber dieses Bots Neues oder einen Überblick dorthin.
       *[private] 📣 Ankündigungen sind an: Ab und zu schicken dir die Betreiber dieses Bots Neues oder einen Überblick.
    }
settings-announcements-paused = 📣 Ankündigungen sind an und kommen wieder, sobald die Hinweise an sind.
settings-announcements-off =
    { $chat ->
        [group] 🔕 Ankündigungen sind aus: Die Betreiber dieses Bots schicken in diese Gruppe weder Neues noch Überblicke.
        [thread] 🔕 Ankündigungen sind aus: Die Betreiber dieses Bots schicken in diesen Bereich weder Neues noch Überblicke.
        [channel] 🔕 Ankündigungen sind aus: Die Betreiber dieses Bots schicken dorthin weder Neues noch Überblicke.
       *[private] 🔕 Ankündigungen sind aus: Die Betreiber dieses Bots schicken dir weder Neues noch Überblicke.
    }
settings-silent-messages-on = 🔇 Lautlos ist an: Alles kommt ohne Ton.
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 Lautlos ist aus: Was kommt, klingt so, wie es jedes Mitglied in Telegram eingestellt hat.
        [channel] 🔔 Lautlos ist aus: Was kommt, klingt so, wie es jedes Mitglied in Telegram eingestellt hat.
       *[private] 🔔 Lautlos ist aus: Was kommt, macht den Ton, den du in Telegram gewählt hast.
    }
settings-notices = Mitteilungen über diesen Bot selbst kommen immer. Sie sind selten.

button-settings = Einstellungen
button-announcements-on = Ankündigungen einschalten
button-announcements-off = Ankündigungen ausschalten
button-opt-out = Ankündigungen aus
button-opt-in = Ankündigungen an
button-silent-messages-on = Lautlos einschalten
button-silent-messages-off = Lautlos ausschalten

## Help

help =
    { $chat ->
        [group]
            <b>So funktioniert es</b>

            Such Themen für diese Gruppe aus, und jede neue Meldung dazu kommt einmal in die Gruppe. Diese Befehle sind für die Administratoren:
        [channel]
            <b>So funktioniert es</b>

            Such Themen für diesen Kanal aus, und jede neue Meldung dazu kommt einmal dorthin. Diese Befehle sind für die Administratoren:
       *[private]
            <b>So funktioniert es</b>

            Such dir Themen aus, und jede neue Meldung dazu kommt hier einmal an.
    }
help-words =
    { $here ->
        [group] <i>Hier lese ich nur diese Befehle, und nur von Administratoren.</i>
       *[private] <i>Schreib den Namen eines Themas oder ein Wort daraus, um darüber zu lesen. Einfache Wörter wie „stopp“ oder „Einstellungen“ verstehe ich auch.</i>
    }
help-topics = <b>Themen</b>
help-news = <b>Meldungen</b>
help-alerts = <b>Hinweise</b>
help-data = <b>Hilfe und Datenschutz</b>

command-start = Beginnen oder Hinweise wieder einschalten
command-topics = Alle Themen, zum Folgen oder Verlassen
command-subscribe = Themen beim Namen folgen, mit Kommas dazwischen
command-unsubscribe = Themen nicht mehr folgen
command-mine =
    { $chat ->
        [private] Die Themen, denen du folgst
       *[other] Die gewählten Themen
    }
command-latest = Die neuesten Meldungen, aus allen Themen oder einem
command-stop = Alle Hinweise pausieren
command-settings =
    { $chat ->
        [private] Was dich erreicht und was nicht
       *[other] Was kommt und was nicht
    }
command-help = Was dieser Bot kann
command-privacy =
    { $chat ->
        [private] Was über dich gespeichert ist
       *[other] Was gespeichert ist und wie lange
    }
command-delete =
    { $chat ->
        [private] Alles löschen, was über dich gespeichert ist
       *[other] Alles löschen, was gespeichert ist
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>Was über diese Gruppe gespeichert ist</b>
            • Nummer und Name, damit Hinweise den Weg finden
            • die Nummer der Person, die alles eingerichtet hat und erfährt, wenn etwas nicht stimmt, und wer dort ein Menü geöffnet hat, 30 Tage lang
            • Sprache, Themen und Einstellungen
            • welche Hinweise, Überblicke und Ankündigungen wann in die Gruppe geschickt wurden, damit nichts doppelt kommt

            Über die Mitglieder wird nichts gespeichert, auch nicht, was hier geschrieben wird. Was sich jemand merkt, steht im privaten Chat dieser Person mit mir. Nichts wird an andere weitergegeben; die Nachrichten selbst laufen über Telegram.

            <b>Wie lange</b>
            Bis es ein Mitglied der Administration mit /delete löscht.
        [channel]
            <b>Was über diesen Kanal gespeichert ist</b>
            • Nummer und Name, damit Hinweise den Weg finden
            • die Nummer der Person, die alles eingerichtet hat und erfährt, wenn etwas nicht stimmt, und wer dort ein Menü geöffnet hat, 30 Tage lang
            • Sprache, Themen und Einstellungen
            • welche Hinweise, Überblicke und Ankündigungen wann dorthin geschickt wurden, damit nichts doppelt kommt

            Über die Mitglieder wird nichts gespeichert, auch nicht, was dort geschrieben wird. Was sich jemand merkt, steht im privaten Chat dieser Person mit mir. Nichts wird an andere weitergegeben; die Nachrichten selbst laufen über Telegram.

            <b>Wie lange</b>
            Bis es ein Mitglied der Administration mit /delete löscht.
       *[private]
            <b>Was über dich gespeichert ist</b>
            • die Nummer dieses Chats, damit Hinweise ihn finden
            • deine Sprache
            • die Themen, die du gewählt hast, seit wann, und wie und wann jedes davon dich erreicht
            • deine Zeitzone, wenn du sie gesagt hast (nie dein Standort), deine Zeiten, deine Filter, deine Suchwörter und was du dir gemerkt hast
            • die Wörter, nach denen du zuletzt gesucht hast, 30 Tage lang, und die Themenlisten, die du geteilt hast
            • wann du diesen Bot zuerst und zuletzt benutzt hast und ob die Hinweise pausieren
            • ob du Ankündigungen bekommst und ob Nachrichten lautlos kommen
            • welche Hinweise, Überblicke und Ankündigungen dir wann geschickt wurden, damit nichts doppelt kommt, und was warum zurückgehalten wurde, damit du fragen kannst
            • wenn du eine Gruppe oder einen Kanal eingerichtet hast: deine Nummer dabei, damit du erfährst, wenn etwas nicht stimmt; und bei Menüs, die du in Gruppen öffnest, 30 Tage lang

            /export schickt dir alles davon als Datei.

            Dein Name, dein Benutzername, deine Telefonnummer und was du hier schreibst, werden nicht gespeichert. Nichts wird an andere weitergegeben; die Nachrichten selbst laufen über Telegram.

            <b>Wie lange</b>
            Bis du es löschst. Nur der Versuch, einen Befehl der Administratoren dieses Bots zu benutzen, bleibt mit deiner Nummer in einem Protokoll.

            <b>Wie du es löschst</b>
            Schick /delete. Nach einer Rückfrage ist alles auf einmal weg.
    }
privacy-contact =
    <b>Wen du fragen kannst</b>
    { $contact }
privacy-no-contact =
    <b>Wen du fragen kannst</b>
    Die Betreiber dieses Bots. Sie haben keine Adresse genannt, aber alles, was sie hier für dich tun könnten, kannst du selbst tun: /stop pausiert alles, /delete löscht alles. Um dich über den Bot zu beschweren, öffne sein Profil in Telegram und tippe auf „Melden“.

delete-confirm =
    { $chat ->
        [group]
            <b>Alles über diese Gruppe löschen?</b>

            Themen, Einstellungen und die Liste der verschickten Hinweise sind dann endgültig weg, in allen Themenbereichen, und es kommen keine Hinweise mehr. Die Nachrichten bleiben, bis ihr sie selbst löscht.
        [channel]
            <b>Alles über diesen Kanal löschen?</b>

            Themen, Einstellungen und die Liste der verschickten Hinweise sind dann endgültig weg, und es kommen keine Hinweise mehr. Die Nachrichten bleiben, bis ihr sie selbst löscht.
       *[private]
            <b>Alles über dich löschen?</b>

            Deine Themen, deine Einstellungen und die Liste der Hinweise, die du bekommen hast, sind dann endgültig weg, und es kommen keine Hinweise mehr. Die Nachrichten in diesem Chat bleiben, bis du sie selbst löschst.
    }
deleted =
    { $chat ->
        [group]
            <b>Alles über diese Gruppe ist gelöscht</b>

            Es kommen keine Hinweise mehr. Falls du es dir anders überlegst: /start beginnt von vorn.
        [channel]
            <b>Alles über diesen Kanal ist gelöscht</b>

            Es kommen keine Hinweise mehr. Falls du es dir anders überlegst: /start beginnt von vorn.
       *[private]
            <b>Alles über dich ist gelöscht</b>

            Es kommen keine Hinweise mehr. Falls du es dir anders überlegst: /start beginnt von vorn.
    }
delete-cancelled = Nichts wurde gelöscht. Alles bleibt, wie es war.

button-delete = Ja, alles löschen
button-keep = Nein, behalten

## Not understood, not possible

unknown-text = Ich verstehe Befehle und die Namen von Themen. Hier kannst du anfangen:
unknown-text-topic = Suchst du { $topic }?
unknown-command = Einen Befehl „{ $command }“ gibt es nicht. /help zeigt, welche es gibt.
apology = Tut mir leid, da ist etwas schiefgegangen. Nichts ist verloren; versuch es bitte gleich noch einmal.
too-fast = Das war mir etwas zu schnell. Warte bitte einen Moment und versuch es noch einmal.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic }
        [thread] Dieser Bereich folgt { $topic }
        [channel] Dieser Kanal folgt { $topic }
       *[private] Du folgst { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic } nicht mehr
        [thread] Dieser Bereich folgt { $topic } nicht mehr
        [channel] Dieser Kanal folgt { $topic } nicht mehr
       *[private] Du folgst { $topic } nicht mehr
    }
toast-not-followed =
    { $chat ->
        [group] Diese Gruppe folgt { $topic } nicht
        [thread] Dieser Bereich folgt { $topic } nicht
        [channel] Dieser Kanal folgt { $topic } nicht
       *[private] Du folgst { $topic } nicht
    }
toast-muted = { $topic } ist stumm
toast-unmuted = { $topic } ist nicht mehr stumm
toast-alerts-paused = Die Hinweise pausieren
toast-all-left =
    { $chat ->
        [group] Diese Gruppe folgt keinem Thema mehr
        [channel] Dieser Kanal folgt keinem Thema mehr
       *[private] Du folgst keinem Thema mehr
    }
toast-resumed = Die Hinweise sind wieder an
toast-story-withdrawn = Diese Meldung wurde zurückgezogen
toast-announcements-on = Ankündigungen sind an
toast-announcements-off = Ankündigungen sind aus
toast-silent-messages-on = Lautlos ist an
toast-silent-messages-off = Lautlos ist aus
toast-unchanged = Nichts zu ändern: Es ist schon so
toast-expired = Dieser Knopf ist veraltet. /topics und /mine zeigen, wie es steht.
toast-too-fast = Etwas langsamer, bitte
toast-apology = Tut mir leid, da ist etwas schiefgegangen. Versuch es bitte gleich noch einmal.

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    Nachrichten zu deinen Themen, sobald es sie gibt.

    Jede Meldung kommt einmal, mit Quelle, kurzem Auszug und Lesetipps dazu. Berichten auch andere, wird die Nachricht ergänzt, statt noch einmal zu kommen. Schalte ein Thema stumm oder pausiere alles mit einem Tipp.

    Tippe auf Start, um deine Themen zu wählen.
profile-short = Nachrichten zu deinen Themen: jede Meldung einmal, sobald es sie gibt, mit Quelle und Lesetipps.
