### /why and /missed: why something came, and why it did not.

command-why =
    { $chat ->
        [private] Warum du etwas bekommen hast: als Antwort darauf
       *[other] Warum etwas kam: als Antwort darauf
    }
command-missed =
    { $chat ->
        [private] Was du in den letzten 24 Stunden nicht bekommen hast und warum
       *[other] Was in den letzten 24 Stunden nicht kam und warum
    }

## /why

why = <b>Warum das kam</b>
why-digest = <b>Warum dieser Überblick kam</b>
why-nothing =
    { $chat ->
        [private] Dir wurde noch nichts geschickt. Sobald ein Hinweis oder ein Überblick da ist, antworte darauf mit /why.
       *[other] Es wurde noch nichts geschickt. Sobald ein Hinweis oder ein Überblick da ist, antworte darauf mit /why.
    }
why-unknown =
    { $chat ->
        [private] Ich weiß nicht, warum diese Nachricht kam: Sie ist kein Hinweis oder Überblick von dir. Antworte auf einen davon mit /why, oder schick /why allein für den letzten.
       *[other] Ich weiß nicht, warum diese Nachricht kam: Sie ist kein Hinweis und kein Überblick. Antworte auf einen davon mit /why, oder schick /why allein für den letzten.
    }
why-not-told =
    { $chat ->
        [private] Diese Meldung wurde dir nicht geschickt: Du hast sie in einer Liste oder einem Überblick geöffnet.
       *[other] Diese Meldung wurde nicht von selbst geschickt: Sie wurde in einer Liste oder einem Überblick geöffnet.
    }
why-topic =
    { $chat ->
        [private] Du folgst { $topic }.
       *[other] { $topic } ist gewählt.
    }
why-topic-via =
    { $chat ->
        [private] Es geht um { $topic }. Das kommt mit { $source }, und dem folgst du.
       *[other] Es geht um { $topic }. Das kommt mit { $source }.
    }
why-topic-left =
    { $chat ->
        [private] Es kam wegen { $topic }, dem du nicht mehr folgst.
       *[other] Es kam wegen { $topic }, das nicht mehr gewählt ist.
    }
why-topic-gone =
    { $chat ->
        [private] Es kam wegen eines Themas oder wegen Wörtern, denen du nicht mehr folgst.
       *[other] Es kam wegen eines Themas oder wegen Wörtern, die nicht mehr gewählt sind.
    }
why-filed-title = Es wurde dort wegen „{ $words }“ im Titel eingeordnet.
why-filed-text = Es wurde dort wegen „{ $words }“ im Text eingeordnet.
why-watch =
    { $chat ->
        [private] Du suchst nach { $words }, und die Meldung enthält diese Wörter.
       *[other] Gesucht wird { $words }, und die Meldung enthält diese Wörter.
    }
why-volume = Davon kommt: { $volume }.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [one] Dein Filter lässt es durch: { $filters }.
                   *[other] Deine { $count } Filter lassen es durch: { $filters }.
                }
       *[other] Filter, die es durchlassen ({ $count }): { $filters }.
    }
why-rhythm = Es kommt { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] Es kam sofort. So, wie du jetzt gewählt hast, kommt es { $rhythm }.
       *[other] Es kam sofort. So, wie es jetzt eingestellt ist, kommt es { $rhythm }.
    }
why-found = Gefunden: { $time }
why-owed =
    { $chat ->
        [private] Für dich vorgemerkt: { $time }
       *[other] Vorgemerkt: { $time }
    }
why-due = Fällig: { $time }
why-sent = Gesendet: { $time }
why-not-sent = Noch nicht gesendet
why-at-once = Es wurde gesendet, sobald es gefunden war.
why-held-quiet =
    { $chat ->
        [private] Es wartete, bis deine Ruhezeit endete: { $time }.
       *[other] Es wartete, bis die Ruhezeit endete: { $time }.
    }
why-held-pause =
    { $chat ->
        [private] Es wartete, bis deine Pause endete: { $time }.
       *[other] Es wartete, bis die Pause endete: { $time }.
    }
why-held =
    { $chat ->
        [private] Es wartete bis { $time }: Vorher sollte dich nichts erreichen.
       *[other] Es wartete bis { $time }: Vorher sollte nichts kommen.
    }
why-retried = Telegram war zuerst nicht zu erreichen; es wurde noch einmal versucht.
why-queued = Es ging an viele zugleich und wurde gesendet, als es an der Reihe war.
why-in-digest = Es steht in einem Überblick statt in einem Hinweis.
why-digest-stories = { $count ->
        [one] Er hat eine Meldung
       *[other] Er hat { $count } Meldungen
    }. Zeitraum: { $since } – { $time }.
why-digest-hour =
    { $chat ->
        [private] Du bekommst einen Überblick: { $rhythm }.
       *[other] Es gibt einen Überblick: { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] In deiner Ruhezeit kamen mehr als drei Meldungen, deshalb bekamst du sie danach zusammen.
       *[other] In der Ruhezeit kamen mehr als drei Meldungen, deshalb kamen sie danach zusammen.
    }
why-digest-pause =
    { $chat ->
        [private] Er sagt, was in deiner Pause kam. Sie ist vorbei.
       *[other] Er sagt, was in der Pause kam. Sie ist vorbei.
    }
why-digest-return =
    { $chat ->
        [private] Er sagt, was kam, während ich dir nicht schreiben konnte.
       *[other] Er sagt, was kam, während ich nicht schreiben konnte.
    }
why-digest-burst =
    { $chat ->
        [private] Es kamen viele Meldungen auf einmal, deshalb bekamst du sie zusammen.
       *[other] Es kamen viele Meldungen auf einmal, deshalb wurden sie zusammen geschickt.
    }
why-digest-now =
    { $chat ->
        [private] Du hast ihn angefordert.
       *[other] Jemand hat ihn angefordert.
    }
why-digest-edition = Die Betreiber dieses Bots haben ihn an alle geschickt, die Ankündigungen bekommen.
why-announcement = Die Betreiber dieses Bots haben es an alle geschickt, die Ankündigungen bekommen. In /settings schaltest du sie aus.
why-notice = Es ist eine Mitteilung über den Dienst selbst, die alle erreicht.
button-why-missed = Was kam nicht?

## /missed

missed = <b>{ $count ->
        [one] Eine Meldung kam in den letzten 24 Stunden nicht
       *[other] { $count } Meldungen kamen in den letzten 24 Stunden nicht
    }</b>
missed-none =
    { $chat ->
        [private] In den letzten 24 Stunden wurde dir nichts vorenthalten.
       *[other] In den letzten 24 Stunden wurde nichts zurückgehalten.
    }
missed-folded =
    { $chat ->
        [private] Dieselbe Meldung wie { $title }, die du bekommen hast.
       *[other] Dieselbe Meldung wie { $title }, die schon kam.
    }
missed-folded-unknown =
    { $chat ->
        [private] Dieselbe Meldung wie eine, die du bekommen hast.
       *[other] Dieselbe Meldung wie eine, die schon kam.
    }
missed-filtered =
    { $chat ->
        [private] Von deinem Filter ausgeblendet: { $filters }.
       *[other] Von einem Filter ausgeblendet: { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] Von einem Filter ausgeblendet, den du hattest.
       *[other] Von einem Filter ausgeblendet, den es nicht mehr gibt.
    }
missed-volume-top =
    { $chat ->
        [private] { $topic }: nicht unter den Topmeldungen, und nur die willst du davon.
       *[other] { $topic }: nicht unter den Topmeldungen, und nur die sind gewählt.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }: mehr als die etwa { $count } am Tag, die du davon willst.
       *[other] { $topic }: mehr als die etwa { $count } am Tag, die gewählt sind.
    }
missed-volume =
    { $chat ->
        [private] Zu klein für das, was du von seinen Themen willst.
       *[other] Zu klein für das, was von seinen Themen gewählt ist.
    }
missed-volume-digest =
    { $chat ->
        [private] Sie steht in deinem nächsten Überblick, { $time }.
       *[other] Sie steht im nächsten Überblick, { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Wartet, bis deine Ruhezeit endet: { $time }.
       *[other] Wartet, bis die Ruhezeit endet: { $time }.
    }
missed-held-pause =
    { $chat ->
        [private] Wartet, bis deine Pause endet: { $time }.
       *[other] Wartet, bis die Pause endet: { $time }.
    }
missed-held = Wartet bis { $time }.
missed-waits =
    { $chat ->
        [private] { $topic }: wartet auf deinen Überblick, { $time }.
       *[other] { $topic }: wartet auf den Überblick, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }: wartet auf deinen nächsten Überblick. Keiner ist fällig: Mit /rhythm legst du eine Uhrzeit fest.
       *[other] { $topic }: wartet auf den nächsten Überblick. Keiner ist fällig: Mit /rhythm legst du eine Uhrzeit fest.
    }
missed-watched =
    { $chat ->
        [private] Deine Suchwörter
       *[other] Suchwörter
    }
missed-off = { $topic }: aus, es kommt also nichts.
missed-paused = Die Hinweise waren aus. /start schaltet sie ein.
missed-retried = Telegram war nicht zu erreichen; neuer Versuch: { $time }.
missed-failed = Telegram hat es nicht angenommen.
missed-uncertain = Vielleicht ist es angekommen: Telegram hat es nicht gesagt.
missed-withdrawn = Zurückgezogen, bevor es gesendet war.
missed-unsubscribed =
    { $chat ->
        [private] Du hast das Thema verlassen oder stumm geschaltet, bevor es gesendet war.
       *[other] Das Thema wurde verlassen oder stumm geschaltet, bevor es gesendet war.
    }
missed-unreachable = Telegram ließ nichts in diesen Chat durch.
filter-hide = { $words } ausblenden
filter-only = nur { $words }
