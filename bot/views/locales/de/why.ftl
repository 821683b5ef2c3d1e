### /why and /missed: why something came, and why it did not.

command-why = Warum du etwas bekommen hast: als Antwort darauf
command-missed = Was du in den letzten 24 Stunden nicht bekommen hast und warum

## /why

why = <b>Warum das kam</b>
why-digest = <b>Warum dieser Überblick kam</b>
why-nothing = Dir wurde noch nichts geschickt. Sobald ein Hinweis oder ein Überblick da ist, antworte darauf mit /why.
why-unknown = Ich weiß nicht, warum diese Nachricht kam: Sie ist kein Hinweis oder Überblick von dir. Antworte auf einen davon mit /why, oder schick /why allein für den letzten.
why-not-told = Diese Meldung wurde dir nicht geschickt: Du hast sie in einer Liste oder einem Überblick geöffnet.
why-topic = Du folgst { $topic }.
why-topic-via = Es geht um { $topic }. Das kommt mit { $source }, und dem folgst du.
why-topic-left = Es kam wegen { $topic }, dem du nicht mehr folgst.
why-topic-gone = Es kam wegen eines Themas oder wegen Wörtern, denen du nicht mehr folgst.
why-watch = Du suchst nach { $words }, und die Meldung enthält diese Wörter.
why-volume = Davon kommt: { $volume }.
why-filters = { $count ->
        [one] Dein Filter lässt es durch: { $filters }.
       *[other] Deine { $count } Filter lassen es durch: { $filters }.
    }
why-rhythm = Es kommt { $rhythm }.
why-rhythm-since = Es kam sofort. So, wie du jetzt gewählt hast, kommt es { $rhythm }.
why-found = Gefunden: { $time }
why-owed = Für dich vorgemerkt: { $time }
why-due = Fällig: { $time }
why-sent = Gesendet: { $time }
why-not-sent = Noch nicht gesendet
why-at-once = Es wurde gesendet, sobald es gefunden war.
why-held-quiet = Es wartete, bis deine Ruhezeit endete: { $time }.
why-held-pause = Es wartete, bis deine Pause endete: { $time }.
why-held = Es wartete bis { $time }: Vorher sollte dich nichts erreichen.
why-retried = Telegram war zuerst nicht zu erreichen; es wurde noch einmal versucht.
why-queued = Es ging an viele zugleich und wurde gesendet, als es an der Reihe war.
why-in-digest = Es steht in einem Überblick statt in einem Hinweis.
why-digest-stories = { $count ->
        [one] Er hat eine Meldung
       *[other] Er hat { $count } Meldungen
    }. Zeitraum: { $since } – { $time }.
why-digest-hour = Du bekommst einen Überblick: { $rhythm }.
why-digest-quiet = In deiner Ruhezeit kamen mehr als drei Meldungen, deshalb bekamst du sie danach zusammen.
why-digest-pause = Er sagt, was in deiner Pause kam. Sie ist vorbei.
why-digest-return = Er sagt, was kam, während ich dir nicht schreiben konnte.
why-digest-burst = Es kamen viele Meldungen auf einmal, deshalb bekamst du sie zusammen.
why-digest-now = Du hast ihn angefordert.
why-digest-edition = Die Betreiber dieses Bots haben ihn an alle geschickt, die Ankündigungen bekommen.
why-announcement = Die Betreiber dieses Bots haben es an alle geschickt, die Ankündigungen bekommen. In /settings schaltest du sie aus.
why-notice = Es ist eine Mitteilung über den Dienst selbst, die alle erreicht.
button-why-missed = Was kam nicht?

## /missed

missed = <b>{ $count ->
        [one] Eine Meldung kam in den letzten 24 Stunden nicht
       *[other] { $count } Meldungen kamen in den letzten 24 Stunden nicht
    }</b>
missed-none = In den letzten 24 Stunden wurde dir nichts vorenthalten.
missed-folded = Dieselbe Meldung wie { $title }, die du bekommen hast.
missed-folded-unknown = Dieselbe Meldung wie eine, die du bekommen hast.
missed-filtered = Von deinem Filter ausgeblendet: { $filters }.
missed-filtered-unknown = Von einem Filter ausgeblendet, den du hattest.
missed-volume-top = { $topic }: nicht unter den Topmeldungen, und nur die willst du davon.
missed-volume-some = { $topic }: mehr als die etwa { $count } am Tag, die du davon willst.
missed-volume = Zu klein für das, was du von seinen Themen willst.
missed-volume-digest = Sie steht in deinem nächsten Überblick, { $time }.
missed-held-quiet = Wartet, bis deine Ruhezeit endet: { $time }.
missed-held-pause = Wartet, bis deine Pause endet: { $time }.
missed-held = Wartet bis { $time }.
missed-waits = { $topic }: wartet auf deinen Überblick, { $time }.
missed-waits-next = { $topic }: wartet auf deinen nächsten Überblick. Keiner ist fällig: Mit /rhythm legst du eine Uhrzeit fest.
missed-watched = Deine Suchwörter
missed-off = { $topic }: aus, es kommt also nichts.
missed-paused = Die Hinweise waren aus. /start schaltet sie ein.
missed-retried = Telegram war nicht zu erreichen; neuer Versuch: { $time }.
missed-failed = Telegram hat es nicht angenommen.
missed-uncertain = Vielleicht ist es angekommen: Telegram hat es nicht gesagt.
missed-withdrawn = Zurückgezogen, bevor es gesendet war.
missed-unsubscribed = Du hast das Thema verlassen oder stumm geschaltet, bevor es gesendet war.
missed-unreachable = Telegram ließ nichts in diesen Chat durch.
filter-hide = { $words } ausblenden
filter-only = nur { $words }
