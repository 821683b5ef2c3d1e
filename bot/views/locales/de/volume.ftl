# How much of each topic comes. docs/texts.md explains the file to translators.

command-volume = Wie viel von jedem Thema kommt

## What can be chosen

button-volume-all = Jeder Artikel
button-volume-stories = Jede Meldung einmal
button-volume-top = Topmeldungen
button-volume-some = Etwa { $count } am Tag
button-volume-other = Andere Zahl …
button-topic-volume = Menge: { $volume }
button-topic-rhythm = Rhythmus: { $rhythm }
button-topic-filters = { $count ->
    [0] Filter: keine
   *[other] Filter: { $count }
}
volume-all = jeder Artikel
volume-stories = jede Meldung einmal
volume-top = Topmeldungen
volume-some = { $count ->
    [one] etwa eine am Tag
   *[other] etwa { $count } am Tag
}
volume-muted = stumm

## All topics

volumes =
    <b>Wie viel von jedem Thema kommt</b>

    Tippe ein Thema an, um es zu ändern.
volumes-none =
    { $chat ->
        [private] Du folgst noch keinem Thema. Such dir erst welche aus und leg dann fest, wie viel von jedem kommt.
       *[other] Noch ist kein Thema gewählt. Such erst welche aus und leg dann fest, wie viel von jedem kommt.
    }
button-volume-of = { $topic }: { $volume }

## One topic

volume-page = <b>Wie viel von { $topic }</b>
volume-now = Jetzt: { $volume }.
volume-now-along = Jetzt: { $volume }, wie bei { $source }. Was du hier wählst, gilt für dieses Thema und die darunter.
volume-now-muted = Es ist gerade stumm. Was du wählst, holt es zurück.
volume-now-none =
    { $chat ->
        [private] Du folgst ihm nicht. Wenn du etwas wählst, folgst du ihm.
       *[other] Das Thema ist nicht gewählt. Wenn du etwas aussuchst, ist es dabei.
    }
volume-yesterday = { $count ->
    [one] Gestern hatte es { $count } Meldung. So viel wäre jeweils gekommen:
   *[other] Gestern hatte es { $count } Meldungen. So viel wäre jeweils gekommen:
}
volume-quiet = Gestern hatte es keine Meldung, also gibt es noch nichts zu vergleichen.
volume-line = { $choice }: { $sent } von { $total }
volume-line-all = { $choice }: { $sent } Artikel
volume-how = <i>Topmeldungen und eine Zahl am Tag richten sich danach, wer noch berichtet, wie gefragt und wie gut eine Meldung ist und was das Thema in den letzten sieben Tagen hatte. Was wegfällt, steht im Überblick, wenn es einen gibt.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ Von { $topic } kommt jeder Artikel, auch zu Meldungen, die du schon kennst.
       *[other] ✓ Von { $topic } kommt jeder Artikel, auch zu Meldungen, die schon gekommen sind.
    }
volume-set-stories = ✓ Von { $topic } kommt jede Meldung einmal.
volume-set-top = ✓ Von { $topic } kommen die Topmeldungen: höchstens vier von zehn. Was wegfällt, steht im Überblick, wenn es einen gibt.
volume-set-some = { $count ->
    [one] ✓ Von { $topic } kommt etwa eine Meldung am Tag, die wichtigste. Was wegfällt, steht im Überblick, wenn es einen gibt.
   *[other] ✓ Von { $topic } kommen etwa { $count } Meldungen am Tag, die wichtigsten. Was wegfällt, steht im Überblick, wenn es einen gibt.
}
volume-set-yesterday = { $count ->
    [0] Gestern hatte es keine Meldung.
    [one] Davon wäre gestern gekommen: { $sent } von { $count } Meldung.
   *[other] Davon wären gestern gekommen: { $sent } von { $count } Meldungen.
}
volume-set-yesterday-all = { $count ->
    [0] Gestern hatte es keine Meldung.
    [one] Artikel, die gestern gekommen wären: { $sent }, zu { $count } Meldung.
   *[other] Artikel, die gestern gekommen wären: { $sent }, zu { $count } Meldungen.
}
volume-ask =
    { $here ->
        [group] Wie viele Meldungen am Tag zu { $topic } ungefähr? Schreib Thema und eine Zahl von 1 bis { $more } hinter den Befehl, etwa <code>/volume { $name } 5</code>.
       *[private] Wie viele Meldungen am Tag zu { $topic } möchtest du ungefähr? Schreib eine Zahl von 1 bis { $more }.
    }
volume-unclear =
    { $here ->
        [group] Das ist keine Zahl von 1 bis { $more }. Schreib zum Beispiel <code>/volume { $name } 5</code>.
       *[private] Das ist keine Zahl von 1 bis { $more }. Schreib zum Beispiel <code>5</code>.
    }
volume-unknown = „{ $query }“ ist keine Menge. Schreib <code>/volume { $name } 5</code> für etwa fünf Meldungen am Tag, oder statt der Zahl <code>all</code>, <code>stories</code> oder <code>top</code>; Zahlen gehen von 1 bis { $more }.
volumes-how = <i>Oder schreib: <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

toast-volume = { $topic }: { $volume }
button-volume-change = Ändern
button-volume-back = Doch nicht
button-all-volumes = Mengen aller Themen

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ Du folgst ihm. Die Knöpfe unten sagen, wie viel davon kommt und wann.
       *[other] ✓ Es ist gewählt. Die Knöpfe unten sagen, wie viel davon kommt und wann.
    }
