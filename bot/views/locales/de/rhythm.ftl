## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = heute, { $hour }
moment-tomorrow = morgen, { $day }, { $hour }
moment-later = { $day }, { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] Die Zeitzone dieser Gruppe ist { $zone }. Dort ist es { $hour } Uhr.
        [thread] Die Zeitzone dieses Bereichs ist { $zone }. Dort ist es { $hour } Uhr.
        [channel] Die Zeitzone dieses Kanals ist { $zone }. Dort ist es { $hour } Uhr.
       *[private] Deine Zeitzone ist { $zone }. Dort ist es { $hour } Uhr.
    }
zone-none =
    { $chat ->
        [group] Die Zeitzone dieser Gruppe ist noch nicht eingestellt, deshalb nehme ich UTC.
        [thread] Die Zeitzone dieses Bereichs ist noch nicht eingestellt, deshalb nehme ich UTC.
        [channel] Die Zeitzone dieses Kanals ist noch nicht eingestellt, deshalb nehme ich UTC.
       *[private] Du hast mir deine Zeitzone noch nicht gesagt, deshalb nehme ich UTC.
    }
zone-ask =
    { $here ->
        [group] Wo ist diese Gruppe zu Hause? Schreib /timezone mit einer Stadt, etwa <code>/timezone Wien</code>, oder mit einer Zone, etwa <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Wo wohnst du? Schreib eine Stadt, etwa „Wien“ oder „Berlin, Germany“, oder schick deinen Standort. „UTC+5:30“ oder „Europe/Berlin“ gehen auch.
               *[other] Welche Zeitzone soll gelten? Schreib eine Stadt, etwa „Wien“ oder „Berlin, Germany“. „UTC+5:30“ oder „Europe/Berlin“ gehen auch.
            }
    }
zone-ask-other =
    { $here ->
        [group] Schreib /timezone mit einer Stadt, etwa <code>/timezone Wien</code>, oder mit einer Zone, etwa <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Jetzt woanders? Schreib die Stadt oder schick deinen Standort.
               *[other] Ein anderer Ort? Schreib die Stadt oder die Zone, etwa „UTC-3“.
            }
    }
zone-set = { $place }: Dort ist es jetzt { $hour } Uhr. ({ $zone })
zone-which = Welches „{ $place }“ meinst du? Daneben steht, wie spät es dort gerade ist.
zone-unknown = Ich kenne keinen Ort namens „{ $place }“.
zone-unreadable = Darin erkenne ich keinen Ort.
zone-hint =
    { $here ->
        [group] Versuch es mit einer größeren Stadt oder nenn das Land auf Englisch dazu: <code>/timezone Portland, Oregon</code>. <code>/timezone UTC-3</code> geht auch.
       *[private] Schreib eine größere Stadt in deiner Nähe, nenn das Land auf Englisch dazu („Portland, Oregon“), schick deinen Standort, oder schreib, wie weit deine Uhr von UTC abweicht, etwa „UTC-3“.
    }
zone-needed =
    { $here ->
        [group] 🌍 Diese Zeiten gelten in <b>UTC</b>, weil die Zeitzone dieser Gruppe noch nicht eingestellt ist. Schreib /timezone mit einer Stadt, etwa <code>/timezone Wien</code>, oder mit einer Zone, etwa <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] 🌍 Diese Zeiten sind in <b>UTC</b>, denn deine Zeitzone kenne ich noch nicht. Wo wohnst du? Schreib eine Stadt, etwa „Wien“, oder schick deinen Standort.
               *[other] 🌍 Diese Zeiten sind in <b>UTC</b>, denn noch ist keine Zeitzone eingestellt. Welche soll gelten? Schreib eine Stadt, etwa „Wien“.
            }
    }
zone-still-needed =
    { $chat ->
        [private] Diese Zeiten sind in UTC. Mit /timezone werden es deine.
       *[other] Diese Zeiten sind in UTC: Noch ist keine Zeitzone eingestellt.
    }

button-zone = 🌍 Zeitzone
button-zone-other = Anderer Ort

## Rhythm

rhythm-heading = <b>Wann Meldungen kommen</b>
rhythm-topic-heading = <b>Wann Meldungen zu { $topic } kommen</b>

measure-rhythm-at-once = Sofort
measure-rhythm-daily = Täglich um { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] Montags um { $hour }
    [2] Dienstags um { $hour }
    [3] Mittwochs um { $hour }
    [4] Donnerstags um { $hour }
    [5] Freitags um { $hour }
    [6] Samstags um { $hour }
   *[7] Sonntags um { $hour }
}
measure-rhythm-digest-only = Nur im Überblick
measure-rhythm-off = Aus
measure-rhythm-inside-at-once = sofort
measure-rhythm-inside-daily = täglich um { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] montags um { $hour }
    [2] dienstags um { $hour }
    [3] mittwochs um { $hour }
    [4] donnerstags um { $hour }
    [5] freitags um { $hour }
    [6] samstags um { $hour }
   *[7] sonntags um { $hour }
}
measure-rhythm-inside-digest-only = nur im Überblick
measure-rhythm-inside-off = gar nicht

rhythm-means-at-once = Jede neue Meldung kommt, sobald es sie gibt.
rhythm-means-daily = Eine Nachricht am Tag mit allem Neuen, dazwischen nichts.
rhythm-means-weekly = Eine Nachricht in der Woche mit allem Neuen, dazwischen nichts.
rhythm-means-digest-only =
    { $chat ->
        [private] Keine einzelnen Hinweise. Neues steht in deinem nächsten Überblick; mit /digest kommt er sofort.
       *[other] Keine einzelnen Hinweise. Neues steht im nächsten Überblick.
    }
rhythm-means-off =
    { $chat ->
        [private] Es kommen keine Meldungen. Deine Themen bleiben dir.
       *[other] Es kommen keine Meldungen. Die Themen bleiben.
    }
rhythm-means-off-topic = Zu diesem Thema kommen keine Meldungen. Hier kannst du es wieder einschalten.
rhythm-as-chat =
    { $chat ->
        [private] Wie alle deine Meldungen: { $rhythm }.
       *[other] Wie alle Meldungen: { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] Du folgst diesem Thema nicht. Wähl, wann seine Meldungen kommen, und du folgst ihm.
       *[other] Dieses Thema ist nicht gewählt. Wähl, wann seine Meldungen kommen, und es ist dabei.
    }
rhythm-next = Nächster: { $at } ({ $zone }).
rhythm-next-quiet =
    { $chat ->
        [private] Er fällt in deine Ruhezeit und kommt an ihrem Ende: { $at }.
       *[other] Er fällt in die Ruhezeit und kommt an ihrem Ende: { $at }.
    }
rhythm-next-digest =
    { $chat ->
        [private] Dein nächster Überblick: { $at } ({ $zone }).
       *[other] Der nächste Überblick: { $at } ({ $zone }).
    }
rhythm-own = Themen mit eigener Zeit:
rhythm-own-topic = • { $topic }: { $rhythm }
rhythm-question =
    { $chat ->
        [private] Sollen alle deine Meldungen { $rhythm } kommen, als eine Nachricht, und dazwischen nichts?
       *[other] Sollen alle Meldungen { $rhythm } kommen, als eine Nachricht, und dazwischen nichts?
    }
button-rhythm-yes = Ja, so
rhythm-ask-day = An welchem Wochentag?
rhythm-ask-hour =
    { $chat ->
        [private] Um wie viel Uhr? Es gilt deine Uhr: { $zone }.
       *[other] Um wie viel Uhr? Es gilt die Zeitzone: { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Schreib die Uhrzeit hinter den Befehl, etwa <code>/rhythm täglich 7:45</code> oder <code>/rhythm freitags 21 Uhr</code>.
       *[private] Schreib die Uhrzeit, etwa „7:45“ oder „21 Uhr“.
    }
rhythm-hour-unreadable =
    { $here ->
        [group] „{ $text }“ konnte ich nicht als Uhrzeit lesen. Schreib zum Beispiel <code>/rhythm täglich 7:45</code>.
       *[private] „{ $text }“ verstehe ich nicht als Uhrzeit. Schreib sie etwa so: „7:45“ oder „21 Uhr“.
    }
rhythm-unreadable = „{ $text }“ verstehe ich nicht. Schreib eines davon, oder wähl unten:
rhythm-examples =
    /rhythm täglich 08:00
    /rhythm freitags 17:30
    /rhythm sofort
    /rhythm nur im Überblick
    /rhythm aus
    /rhythm THEMA täglich 08:00
rhythm-no-topic = Ein Thema „{ $query }“ gibt es nicht. Meintest du eines von diesen?
rhythm-no-topic-at-all = Ein Thema „{ $query }“ gibt es nicht. /topics zeigt alle.

button-rhythm = 🕗 Wann Meldungen kommen
button-rhythm-at-once = Sofort
button-rhythm-daily = Täglich …
button-rhythm-weekly = Wöchentlich …
button-rhythm-digest-only = Nur im Überblick
button-rhythm-off = Aus
button-rhythm-default = Wie alle Meldungen
button-rhythm-hour-other = Andere Uhrzeit …
button-back = ‹ Zurück
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Ruhezeiten</b>
quiet-is = { $hours }. Dann kommt nichts außer Mitteilungen über diesen Bot, und die sind selten. Was inzwischen anfällt, kommt danach: bis zu drei Meldungen einzeln, mehr als ein Überblick.
quiet-none =
    { $chat ->
        [private] Du hast keine: Meldungen kommen zu jeder Tageszeit.
       *[other] Es gibt keine: Meldungen kommen zu jeder Tageszeit.
    }
quiet-now = Gerade ist Ruhe, bis { $at } ({ $zone }).
quiet-next = Nächste: { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Schreib die Zeiten hinter den Befehl, etwa <code>/quiet 22:00-07:00</code>, <code>/quiet 22 bis 7 Uhr</code> oder <code>/quiet fr,sa 23:00-09:00</code>.
       *[private] Schreib, von wann bis wann, etwa „22:00-07:00“, „22 bis 7 Uhr“ oder „fr,sa 23:00-09:00“.
    }
quiet-unreadable = „{ $text }“ verstehe ich nicht als Ruhezeit.
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end } am { $days }
button-quiet = 🌙 Ruhezeiten
button-quiet-span = { $start }–{ $end }
button-quiet-other = Andere Zeiten …
button-quiet-off = Keine Ruhezeiten
toast-quiet-last-day = Ein Tag muss bleiben. „Keine Ruhezeiten“ schaltet sie aus.

## Pause

pause-heading = <b>Pause</b>
pause-ask = Wie lange soll nichts kommen? Was inzwischen anfällt, kommt nach der Pause einmal, als Überblick. Nur Mitteilungen über diesen Bot, die selten sind, kommen trotzdem.
pause-ask-open = Nach einer Pause bis auf Weiteres gibt es keinen Überblick: Es geht mit dem weiter, was dann kommt.
paused-until = ⏸ Bis <b>{ $at }</b> ({ $zone }) kommt nichts außer Mitteilungen über diesen Bot. Was inzwischen anfällt, kommt danach einmal, als Überblick.
pause-unreadable = „{ $text }“ verstehe ich nicht als Dauer. Schreib /pause 1h, /pause 1d oder /pause 1w, oder wähl unten.
pause-ended = <b>Die Pause ist vorbei</b>

    Was inzwischen angefallen ist, kommt gleich als ein Überblick, falls es etwas gab.
button-pause-hour = Eine Stunde
button-pause-day = Ein Tag
button-pause-week = Eine Woche
button-pause-open = Bis auf Weiteres
button-pause-end = ▶ Jetzt weiter
button-pause-for = ⏸ Pause …
toast-paused-until = Es kommt nichts bis { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = Ruhe { $hours }
summary-topic = { $topic }: { $how }
summary-filters = { $count ->
    [one] 1 Filter
   *[other] { $count } Filter
}
summary-watches = { $count ->
    [one] 1 Suche
   *[other] { $count } Suchen
}
summary-announcements-on = Ankündigungen an
summary-announcements-off = Ankündigungen aus
summary-silent-messages-on = lautlos an
summary-silent-messages-off = lautlos aus
settings-paused-until = ⏸ Pause bis { $at } ({ $zone }). Was inzwischen anfällt, kommt danach einmal, als Überblick.

button-digest-now = 🗞 Überblick jetzt
button-settings-volumes = 🎚 Wie viel kommt
button-settings-filters = Filter
button-settings-watches = Suchwörter
button-settings-saved = Gemerkt

command-timezone =
    { $chat ->
        [private] Deine Zeitzone, über eine Stadt
       *[other] Die Zeitzone, über eine Stadt
    }
command-rhythm = Sofort, täglich, wöchentlich: wann Meldungen kommen
command-quiet = Stunden, in denen nichts kommt
command-pause = Nichts für eine Stunde, einen Tag, eine Woche
