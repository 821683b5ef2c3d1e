### Search, inline mode, and lists that people share.

## Search

command-search = Meldungen nach ihren Wörtern suchen

search-ask = Nach welchen Wörtern soll ich suchen? <code>-wort</code> lässt Meldungen weg, <code>"zwei Wörter"</code> findet sie nebeneinander.
search-how = Schreib die Wörter dahinter: <code>/search computer vision</code>. <code>-wort</code> lässt Meldungen weg, <code>"zwei Wörter"</code> findet sie nebeneinander.
search-found = { $count ->
    [one] <b>Eine Meldung mit „{ $words }“</b>
   *[other] <b>{ $count } Meldungen mit „{ $words }“</b>
}
search-begins = { $count ->
    [one] <b>Eine Meldung mit Wörtern, die mit „{ $words }“ beginnen</b>
   *[other] <b>{ $count } Meldungen mit Wörtern, die mit „{ $words }“ beginnen</b>
}
search-holds = { $count ->
    [one] <b>Eine Meldung mit Wörtern, in denen „{ $words }“ steckt</b>
   *[other] <b>{ $count } Meldungen mit Wörtern, in denen „{ $words }“ steckt</b>
}
search-watch-exact = Künftig gesucht wird genau „{ $words }“: Meldungen wie diese, mit längeren Wörtern, kämen nicht.
search-none =
    { $chat ->
        [private] Bisher kommt „{ $words }“ in keiner Meldung vor. Mit weniger Wörtern findest du mehr. Oder mach sie zu Suchwörtern: Dann kommt jede neue Meldung damit zu dir.
       *[other] Bisher kommt „{ $words }“ in keiner Meldung vor. Mit weniger Wörtern findest du mehr. Oder mach sie zu Suchwörtern: Dann kommt jede neue Meldung damit von selbst.
    }
search-no-words = In „{ $words }“ ist kein Wort, nach dem ich suchen kann. Schreib bitte mindestens eines ohne Minus.
button-watch-search = 🔔 Künftig danach suchen

## Inline mode: the bot is asked in any chat

button-inline-topic = Mehr zu { $topic }
button-inline-open = Bot öffnen
button-inline-nothing = Keine Meldung mit diesen Wörtern · Bot öffnen
button-share = Teilen
label-inline-story = { $source } · { $time }

## Links

followed-daily =
    { $chat ->
        [group] ✓ Diese Gruppe folgt { $topic }. Meldungen kommen täglich um { $hour } ({ $zone }), in einer Nachricht.
       *[private] ✓ Du folgst { $topic }. Meldungen kommen täglich um { $hour } ({ $zone }), in einer Nachricht.
    }
button-link-rhythm = 🕗 Zeit ändern

## Lists that people share

command-share =
    { $chat ->
        [private] Ein Link zu deinen Themen, für andere
       *[other] Ein Link zu den Themen, für andere
    }
share =
    { $chat ->
        [group]
            { $count ->
                [one] Mit diesem Link können andere dem Thema dieser Gruppe folgen:
               *[other] Mit diesem Link können andere den { $count } Themen dieser Gruppe folgen, allen oder einigen:
            }
       *[private]
            { $count ->
                [one] Mit diesem Link können andere deinem Thema folgen:
               *[other] Mit diesem Link können andere deinen { $count } Themen folgen, allen oder einigen:
            }
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] Darin stehen nur die Themen, nicht wann oder wie viel du davon bekommst. Der Link behält deine Themen, wie sie jetzt sind; haben sie sich geändert, macht /share einen neuen.
       *[other] Darin stehen nur die Themen, nicht wann oder wie viel davon kommt. Der Link behält die Themen, wie sie jetzt sind; haben sie sich geändert, macht /share einen neuen.
    }
share-none =
    { $chat ->
        [group] Diese Gruppe folgt noch keinem Thema, es gibt also nichts zu teilen.
       *[private] Du folgst noch keinem Thema, es gibt also nichts zu teilen.
    }
button-share-list = Link teilen
label-share-text =
    { $chat ->
        [group] Die Themen unserer Gruppe
       *[private] Die Themen, denen ich folge
    }
share-offer = { $count ->
    [one] <b>Ein Thema wird mit dir geteilt</b>
   *[other] <b>{ $count } Themen werden mit dir geteilt</b>
}
share-offer-how = Nimm alle oder nur die, die dir gefallen. Wann etwas davon kommt, kannst du jederzeit ändern.
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] Das ist die Liste dieser Gruppe. Schick den Link anderen, und sie können denselben Themen folgen.
       *[private] Das ist deine eigene Liste. Schick den Link anderen, und sie können denselben Themen folgen.
    }
share-taken =
    { $chat ->
        [group] ✓ Diese Gruppe folgt jetzt all diesen Themen. Neues kommt hierher.
       *[private] ✓ Du folgst jetzt all diesen Themen. Neues kommt hierher.
    }
share-all-followed =
    { $chat ->
        [group] Diese Gruppe folgt all diesen Themen schon.
       *[private] Du folgst all diesen Themen schon.
    }
share-gone = Diese Liste wird nicht mehr geteilt. Hier sind alle Themen, die es gibt.
button-take-over-all = { $count ->
    [one] Dieses Thema übernehmen
   *[other] Alle { $count } übernehmen
}
toast-list-taken =
    { $chat ->
        [private]
            { $count ->
                [one] Du folgst jetzt einem Thema mehr
               *[other] Du folgst jetzt { $count } Themen mehr
            }
       *[other] Neue Themen dabei: { $count }
    }
