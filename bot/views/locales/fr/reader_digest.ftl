## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Pendant tes heures calmes</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>Pendant ta pause</b> · { $date }
       *[other] 🗞 <b>Pendant la pause</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Beaucoup d’infos d’un coup</b> · { $date }
digest-updated = <b>mis à jour</b>
button-digest-watched = Mots surveillés

button-digest-settings = ⚙️ Quand arrivent les récaps

digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Ton récap est en route : { $count } info.
                [many] Ton récap est en route : { $count } d’infos.
               *[other] Ton récap est en route : { $count } infos.
            }
       *[other] Le récap est en route. Infos : { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] Ton récap contient { $count } info. Ce sont tes heures calmes : il arrive à { $at }.
                [many] Ton récap contient { $count } d’infos. Ce sont tes heures calmes : il arrive à { $at }.
               *[other] Ton récap contient { $count } infos. Ce sont tes heures calmes : il arrive à { $at }.
            }
       *[other] Infos dans le récap : { $count }. Ce sont les heures calmes : il arrive à { $at }.
    }
digest-now-paused =
    { $chat ->
        [private] Rien n’est envoyé tant que les alertes sont en pause. Réactive-les avec /start, puis renvoie /digest.
       *[other] Rien n’est envoyé tant que les alertes sont en pause. Réactive-les d’abord.
    }
digest-now-empty =
    { $chat ->
        [private] Il n’y a rien de nouveau que tu n’aies déjà reçu.
       *[other] Il n’y a rien de nouveau qui ne soit déjà arrivé.
    }
digest-now-empty-due =
    { $chat ->
        [private] Il n’y a rien de nouveau que tu n’aies déjà reçu. Ton prochain récap : { $at }.
       *[other] Il n’y a rien de nouveau qui ne soit déjà arrivé. Le prochain récap : { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Ton récap, tout de suite
       *[other] Le récap, tout de suite
    }
