## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Während es ruhig war</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>Während deiner Pause</b> · { $date }
       *[other] 🗞 <b>Während der Pause</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Viele Meldungen auf einmal</b> · { $date }
digest-updated = <b>aktualisiert</b>
button-digest-watched =
    { $chat ->
        [private] Deine Suchwörter
       *[other] Suchwörter
    }

button-digest-settings = ⚙️ Wann der Überblick kommt

digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Dein Überblick ist unterwegs: { $count } Meldung.
               *[other] Dein Überblick ist unterwegs: { $count } Meldungen.
            }
       *[other] Der Überblick ist unterwegs. Meldungen darin: { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] Dein Überblick hat { $count } Meldung. Gerade ist Ruhezeit, deshalb kommt er um { $at } Uhr.
               *[other] Dein Überblick hat { $count } Meldungen. Gerade ist Ruhezeit, deshalb kommt er um { $at } Uhr.
            }
       *[other] Meldungen im Überblick: { $count }. Gerade ist Ruhezeit, deshalb kommt er um { $at } Uhr.
    }
digest-now-paused =
    { $chat ->
        [private] Solange die Hinweise pausieren, wird nichts geschickt. Schalte sie mit /start ein und schick dann /digest noch einmal.
       *[other] Solange die Hinweise pausieren, wird nichts geschickt. Schalte sie erst ein.
    }
digest-now-empty =
    { $chat ->
        [private] Es gibt nichts Neues, das du nicht schon bekommen hast.
       *[other] Es gibt nichts Neues, das nicht schon gekommen ist.
    }
digest-now-empty-due =
    { $chat ->
        [private] Es gibt nichts Neues, das du nicht schon bekommen hast. Dein nächster Überblick kommt: { $at }.
       *[other] Es gibt nichts Neues, das nicht schon gekommen ist. Der nächste Überblick kommt: { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Dein Überblick, jetzt: was du noch nicht bekommen hast
       *[other] Der Überblick, jetzt: was noch nicht kam
    }
