### Filters, watches, and sources that are muted.

## The commands

command-filter = Meldungen nach Wörtern ausblenden oder nur manche sehen
command-filters =
    { $chat ->
        [private] Deine Filter
       *[other] Alle Filter
    }
command-watch = Hinweise zu Wörtern, in allen Themen
command-watches =
    { $chat ->
        [private] Deine Suchwörter
       *[other] Die Suchwörter
    }

## What a filter does

filter-hides = 🚫 Meldungen mit { $words } ausblenden
filter-hides-in = 🚫 In { $topic } Meldungen mit { $words } ausblenden
filter-allows = ☑️ Nur Meldungen mit { $words }
filter-allows-in = ☑️ In { $topic } nur Meldungen mit { $words }
filter-any = Eines davon genügt.
filter-until = Bis { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = Es gibt noch keine Meldungen, an denen ich ihn ausprobieren kann.
filter-tried = { $count ->
    [0] Er hätte von den neuesten Meldungen keine ausgeblendet (geprüft: { $more }).
   *[other] Er hätte von den neuesten Meldungen { $count } ausgeblendet (geprüft: { $more }):
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … und { $count } weitere
   *[other] … und { $count } weitere
}
filter-not-followed =
    { $chat ->
        [private] Du folgst { $topic } bisher nicht: Der Filter gilt, sobald du es tust.
       *[other] { $topic } ist bisher nicht gewählt: Der Filter gilt, sobald es so weit ist.
    }
filter-saved = ✓ Gespeichert.
filter-cancelled-alerts = { $count ->
    [one] Ein Hinweis, der schon unterwegs war, ist damit ausgeblendet.
   *[other] { $count } Hinweise, die schon unterwegs waren, sind damit ausgeblendet.
}
filter-not-saved = Nichts wurde gespeichert.

button-filter-save = Speichern
button-filter-cancel = Abbrechen

## What cannot be a filter

filter-no-word = „{ $term }“ hat keine Buchstaben oder Ziffern, nach denen ich suchen könnte. Schreib es bitte noch einmal ohne.
filter-empty = Welche Wörter? Schreib sie dahinter, zum Beispiel <code>crypto</code> oder <code>only "open source"</code>.
filter-too-long = Das ist mir zu lang: Bleib bitte unter { $count } Zeichen.
filter-too-many = Das sind zu viele auf einmal: Nimm bitte höchstens { $count } Wörter oder Wortgruppen und den Rest in einen zweiten Filter.
filters-full =
    { $chat ->
        [private] Du hast { $count } Filter, mehr geht nicht. Entferne einen und versuch es dann noch einmal.
       *[other] Es gibt schon { $count } Filter, mehr geht nicht. Entferne einen und versuch es dann noch einmal.
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Deine Filter</b>

            Du hast keine: Nichts ist ausgeblendet.
       *[other]
            <b>Filter</b>

            Es gibt keine: Nichts ist ausgeblendet.
    }
filters =
    { $chat ->
        [private]
            <b>Deine Filter</b>

            { $count ->
                [one] Du hast einen Filter. Tippe ihn an, um ihn zu sehen oder zu entfernen.
               *[other] Du hast { $count } Filter. Tippe einen an, um ihn zu sehen oder zu entfernen.
            }
       *[other]
            <b>Filter</b>

            Anzahl: { $count }. Tippe einen an, um ihn zu sehen oder zu entfernen.
    }
filters-of-topic-none =
    <b>Filter für { $topic }</b>

    Für dieses Thema allein gibt es keine.
filters-of-topic =
    <b>Filter für { $topic }</b>

    { $count ->
        [one] Für dieses Thema allein gibt es einen. Tippe ihn an, um ihn zu sehen oder zu entfernen.
       *[other] Für dieses Thema allein gibt es { $count }. Tippe einen an, um ihn zu sehen oder zu entfernen.
    }
filters-how = <code>/filter -crypto</code> blendet ein Wort überall aus, <code>/filter AI only "open source"</code> lässt nur solche Meldungen eines Themas durch. <code>title:</code> sieht nur auf Titel, <code>source:</code> darauf, wer veröffentlicht.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> blendet ein Wort in diesem Thema aus, <code>/filter { $topic } only "open source"</code> lässt nur solche Meldungen durch.
filter-ask =
    { $here ->
        [group] Welche Wörter sollen ausgeblendet werden? Schreib sie hinter den Befehl: <code>/filter krypto</code>, <code>/filter title:wort</code>, <code>/filter source:zdnet.com</code>. Mit <code>only</code> vor den Wörtern kommen nur solche Meldungen. Du siehst, was ausgeblendet wird, bevor es gespeichert ist.
       *[private] Welche Wörter willst du ausblenden? Schick mir Wörter, "Wortgruppen", <code>title:wort</code> oder <code>source:zdnet.com</code>. Mit <code>only</code> davor kommen nur solche Meldungen. Du siehst, was ausgeblendet wird, bevor es gespeichert ist.
    }
filter-ask-in =
    { $here ->
        [group] Welche Wörter sollen in { $topic } ausgeblendet werden? Schreib Thema und Wörter hinter den Befehl, etwa <code>/filter { $name } krypto</code>. Mit <code>only</code> vor den Wörtern kommen nur solche Meldungen. Du siehst, was ausgeblendet wird, bevor es gespeichert ist.
       *[private] Welche Wörter willst du in { $topic } ausblenden? Schick mir Wörter, "Wortgruppen", <code>title:wort</code> oder <code>source:zdnet.com</code>. Mit <code>only</code> davor kommen nur solche Meldungen. Du siehst, was ausgeblendet wird, bevor es gespeichert ist.
    }

button-filters = 🚫 Alle Filter
button-filter-add = ➕ Neuer Filter
button-filter-remove = ✕ Entfernen
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic }: { $words }
toast-filter-removed = Der Filter ist entfernt

## Watches

watch =
    { $chat ->
        [private] 🔎 Du suchst nach { $words }: Jede Meldung damit kommt, egal zu welchem Thema.
       *[other] 🔎 Gesucht wird { $words }: Jede Meldung damit kommt, egal zu welchem Thema.
    }
watch-all =
    { $chat ->
        [private] 🔎 Du suchst nach { $words }: Jede Meldung, in der all das steht, kommt, egal zu welchem Thema.
       *[other] 🔎 Gesucht wird { $words }: Jede Meldung, in der all das steht, kommt, egal zu welchem Thema.
    }
watch-already =
    { $chat ->
        [private] Du suchst schon nach { $words }.
       *[other] Danach wird schon gesucht: { $words }.
    }
watch-tried = { $count ->
    [0] In den letzten sieben Tagen steht es in keiner Meldung.
    [one] In den letzten sieben Tagen steht es in einer Meldung.
   *[other] In den letzten sieben Tagen steht es in { $count } Meldungen.
}
watch-undone =
    { $chat ->
        [private] Du suchst nicht mehr nach { $words }.
       *[other] Danach wird nicht mehr gesucht: { $words }.
    }
watch-only-minus = Vor denen mit Minus muss mindestens ein Wort stehen, das vorkommen soll.
watches-full =
    { $chat ->
        [private] Du hast schon { $count } Suchen, mehr geht nicht. Entferne eine Suche und versuch es dann noch einmal.
       *[other] Es gibt schon { $count } Suchen, mehr geht nicht. Entferne eine Suche und versuch es dann noch einmal.
    }
watches-none =
    { $chat ->
        [private]
            <b>Deine Suchwörter</b>

            Bisher hast du keine.
       *[other]
            <b>Suchwörter</b>

            Bisher gibt es keine.
    }
watches =
    { $chat ->
        [private]
            <b>Deine Suchwörter</b>

            { $count ->
                [one] Du hast eine Suche. Tippe sie an, um sie zu sehen oder zu entfernen.
               *[other] Du hast { $count } Suchen. Tippe eine an, um sie zu sehen oder zu entfernen.
            }
       *[other]
            <b>Suchwörter</b>

            Anzahl der Suchen: { $count }. Tippe eine an, um sie zu sehen oder zu entfernen.
    }
watches-how = <code>/watch "Feststoffbatterie"</code> bringt jede Meldung, in der diese Wörter stehen, in allen Themen. Von mehreren Wörtern müssen alle vorkommen.
watch-ask =
    { $here ->
        [group] Nach welchen Wörtern soll ich suchen? Schreib sie hinter den Befehl, etwa <code>/watch akku</code> oder <code>/watch "open source"</code>: Jede Meldung, in der alle stehen, kommt, egal zu welchem Thema.
       *[private] Nach welchen Wörtern soll ich suchen? Schick mir Wörter oder "Wortgruppen": Jede Meldung, in der alle stehen, kommt zu dir, egal zu welchem Thema.
    }

button-watches =
    { $chat ->
        [private] 🔎 Deine Suchwörter
       *[other] 🔎 Suchwörter
    }
button-watch-add = ➕ Wörter suchen
button-watch-remove = ✕ Nicht mehr suchen
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] Danach suchst du nicht mehr
       *[other] Danach wird nicht mehr gesucht
    }

## Muting a source, below an alert

mute-source-which = Nichts mehr von { $source } hören?
source-muted = 🚫 Du hörst nichts von { $source }.
button-mute-source-week = 🚫 { $source } eine Woche
button-mute-source-good = 🚫 { $source } für immer
button-unmute-source = 🔔 { $source } wieder hören
toast-source-muted-week = Eine Woche lang hörst du nichts von { $source }
toast-source-muted = Du hörst nichts mehr von { $source }
toast-source-unmuted = Du hörst wieder von { $source }
toast-filters-full =
    { $chat ->
        [private] Du hast so viele Filter, wie es geben kann. Entferne zuerst einen: /filters
       *[other] Es gibt schon so viele Filter, wie es geben kann. Entferne zuerst einen: /filters
    }
