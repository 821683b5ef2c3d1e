## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = aujourd’hui à { $hour }
moment-tomorrow = demain, { $day }, à { $hour }
moment-later = { $day } à { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] Le fuseau horaire de ce groupe : { $zone }. Là-bas, il est { $hour }.
        [thread] Le fuseau horaire de ce sujet : { $zone }. Là-bas, il est { $hour }.
        [channel] Le fuseau horaire de ce canal : { $zone }. Là-bas, il est { $hour }.
       *[private] Ton fuseau horaire : { $zone }. Là-bas, il est { $hour }.
    }
zone-none =
    { $chat ->
        [group] Le fuseau horaire de ce groupe n’est pas encore réglé : j’utilise donc l’UTC.
        [thread] Le fuseau horaire de ce sujet n’est pas encore réglé : j’utilise donc l’UTC.
        [channel] Le fuseau horaire de ce canal n’est pas encore réglé : j’utilise donc l’UTC.
       *[private] Tu ne m’as pas encore donné ton fuseau horaire : j’utilise donc l’UTC.
    }
zone-ask =
    { $here ->
        [group] Où ce groupe est-il chez lui ? Écris /timezone avec une ville, comme <code>/timezone Lyon, France</code>, ou avec un fuseau, comme <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Où habites-tu ? Écris une ville, comme « Paris » ou « Québec, Canada », ou envoie ta position. « UTC+5:30 » ou « Europe/Paris » conviennent aussi.
               *[other] Quel fuseau horaire choisir ? Écris une ville, comme « Paris » ou « Québec, Canada ». « UTC+5:30 » ou « Europe/Paris » conviennent aussi.
            }
    }
zone-ask-other =
    { $here ->
        [group] Écris /timezone avec une ville, comme <code>/timezone Lyon, France</code>, ou avec un fuseau, comme <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Ailleurs, maintenant ? Écris la ville ou envoie ta position.
               *[other] Un autre lieu ? Écris la ville ou le fuseau, comme « UTC-3 ».
            }
    }
zone-set = { $place } : il y est maintenant { $hour }. ({ $zone })
zone-which = De quel « { $place } » s’agit-il ? À côté de chacun, l’heure qu’il y est.
zone-unknown = Je ne connais aucun lieu nommé « { $place } ».
zone-unreadable = Je n’y reconnais aucun lieu.
zone-hint =
    { $here ->
        [group] Essaie une plus grande ville, ou ajoute le pays en anglais : <code>/timezone Portland, Oregon</code>. <code>/timezone UTC-3</code> convient aussi.
       *[private] Écris une plus grande ville près de chez toi, ajoute le pays en anglais (« Portland, Oregon »), envoie ta position, ou écris l’écart de ta montre avec l’UTC, comme « UTC-3 ».
    }
zone-needed =
    { $here ->
        [group] 🌍 Ces heures sont en <b>UTC</b>, car le fuseau horaire de ce groupe n’est pas encore réglé. Écris /timezone avec une ville, comme <code>/timezone Lyon, France</code>, ou avec un fuseau, comme <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] 🌍 Ces heures sont en <b>UTC</b>, car je ne connais pas encore ton fuseau horaire. Où habites-tu ? Écris une ville, comme « Paris », ou envoie ta position.
               *[other] 🌍 Ces heures sont en <b>UTC</b>, car aucun fuseau horaire n’est encore réglé. Lequel choisir ? Écris une ville, comme « Paris ».
            }
    }
zone-still-needed =
    { $chat ->
        [private] Ces heures sont en UTC. Avec /timezone, elles deviennent les tiennes.
       *[other] Ces heures sont en UTC : aucun fuseau horaire n’est encore réglé.
    }

button-zone = 🌍 Fuseau horaire
button-zone-other = Un autre lieu

## Rhythm

rhythm-heading = <b>Quand arrivent les infos</b>
rhythm-topic-heading = <b>Quand arrivent les infos sur { $topic }</b>

measure-rhythm-at-once = Tout de suite
measure-rhythm-daily = Chaque jour à { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] Le lundi à { $hour }
    [2] Le mardi à { $hour }
    [3] Le mercredi à { $hour }
    [4] Le jeudi à { $hour }
    [5] Le vendredi à { $hour }
    [6] Le samedi à { $hour }
   *[7] Le dimanche à { $hour }
}
measure-rhythm-digest-only = Récaps seulement
measure-rhythm-off = Rien
measure-rhythm-inside-at-once = tout de suite
measure-rhythm-inside-daily = chaque jour à { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] le lundi à { $hour }
    [2] le mardi à { $hour }
    [3] le mercredi à { $hour }
    [4] le jeudi à { $hour }
    [5] le vendredi à { $hour }
    [6] le samedi à { $hour }
   *[7] le dimanche à { $hour }
}
measure-rhythm-inside-digest-only = récaps seulement
measure-rhythm-inside-off = rien

rhythm-means-at-once = Chaque info arrive dès qu’elle tombe.
rhythm-means-daily = Un message par jour avec les nouveautés, et rien entre-temps.
rhythm-means-weekly = Un message par semaine avec les nouveautés, et rien entre-temps.
rhythm-means-digest-only =
    { $chat ->
        [private] Pas d’alertes. Les nouveautés figurent dans ton prochain récap ; /digest en envoie un tout de suite.
       *[other] Pas d’alertes. Les nouveautés figurent dans le prochain récap.
    }
rhythm-means-off =
    { $chat ->
        [private] Aucune info n’arrive. Tes thèmes sont conservés.
       *[other] Aucune info n’arrive. Les thèmes sont conservés.
    }
rhythm-means-off-topic = Aucune info de ce thème n’arrive. Tu peux le réactiver ici.
rhythm-as-chat =
    { $chat ->
        [private] Comme toutes tes infos : { $rhythm }.
       *[other] Comme toutes les infos : { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] Tu ne suis pas ce thème. Choisis quand arrivent ses infos, et tu le suis.
       *[other] Ce thème n’est pas suivi. Choisis quand arrivent ses infos, et il le sera.
    }
rhythm-next = Prochain récap : { $at } ({ $zone }).
rhythm-next-quiet =
    { $chat ->
        [private] Il tombe pendant tes heures calmes et arrive quand elles finissent : { $at }.
       *[other] Il tombe pendant les heures calmes et arrive quand elles finissent : { $at }.
    }
rhythm-next-digest =
    { $chat ->
        [private] Ton prochain récap : { $at } ({ $zone }).
       *[other] Le prochain récap : { $at } ({ $zone }).
    }
rhythm-own = Thèmes qui ont leur propre rythme :
rhythm-own-topic = • { $topic } : { $rhythm }
rhythm-question =
    { $chat ->
        [private] Toutes tes infos en un seul message, { $rhythm }, et rien entre-temps ?
       *[other] Toutes les infos en un seul message, { $rhythm }, et rien entre-temps ?
    }
button-rhythm-yes = Oui, comme ça
rhythm-ask-day = Quel jour de la semaine ?
rhythm-ask-hour =
    { $chat ->
        [private] À quelle heure ? C’est ton heure qui compte : { $zone }.
       *[other] À quelle heure ? C’est ce fuseau qui compte : { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Écris la commande avec l’heure, comme <code>/rhythm chaque jour 7h45</code> ou <code>/rhythm vendredi 21h</code>.
       *[private] Écris l’heure, comme « 7h45 » ou « 21h ».
    }
rhythm-hour-unreadable =
    { $here ->
        [group] Je ne reconnais pas d’heure dans « { $text } ». Écris par exemple <code>/rhythm chaque jour 7h45</code>.
       *[private] Je ne reconnais pas d’heure dans « { $text } ». Écris-la comme « 7h45 » ou « 21h ».
    }
rhythm-unreadable = Je ne comprends pas « { $text } ». Écris l’une de ces lignes, ou choisis ci-dessous :
rhythm-examples =
    /rhythm chaque jour 8h
    /rhythm vendredi 17h30
    /rhythm tout de suite
    /rhythm récaps seulement
    /rhythm rien
    /rhythm THÈME chaque jour 8h
rhythm-no-topic = Il n’y a pas de thème « { $query } ». Tu pensais à l’un de ceux-ci ?
rhythm-no-topic-at-all = Il n’y a pas de thème « { $query } ». /topics les montre tous.

button-rhythm = 🕗 Quand arrivent les infos
button-rhythm-at-once = Tout de suite
button-rhythm-daily = Chaque jour…
button-rhythm-weekly = Chaque semaine…
button-rhythm-digest-only = Récaps seulement
button-rhythm-off = Rien
button-rhythm-default =
    { $chat ->
        [private] Comme toutes mes infos
       *[other] Comme toutes les infos
    }
button-rhythm-hour-other = Une autre heure…
button-back = ‹ Retour
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Heures calmes</b>
quiet-is = { $hours }. Rien n’arrive alors, sauf les avis sur ce bot, qui sont rares. Ce qui est tombé entre-temps suit quand elles sont finies : jusqu’à trois infos telles quelles, davantage en un seul récap.
quiet-none =
    { $chat ->
        [private] Tu n’en as pas : les infos arrivent à toute heure du jour.
       *[other] Il n’y en a pas : les infos arrivent à toute heure du jour.
    }
quiet-now = C’est calme en ce moment. Fin : { $at } ({ $zone }).
quiet-next = Prochaine fois : { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Écris la commande avec les heures, comme <code>/quiet 22:00-07:00</code>, <code>/quiet 22h-7h</code> ou <code>/quiet ven,sam 23h-9h</code>.
       *[private] Écris de quand à quand, comme « 22:00-07:00 », « 22h-7h » ou « ven,sam 23h-9h ».
    }
quiet-unreadable = Je ne reconnais pas d’heures calmes dans « { $text } ».
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end } ({ $days })
button-quiet = 🌙 Heures calmes
button-quiet-span = { $start }–{ $end }
button-quiet-other = D’autres heures…
button-quiet-off = Pas d’heures calmes
toast-quiet-last-day = Il faut garder un jour. « Pas d’heures calmes » les désactive.

## Pause

pause-heading = <b>Pause</b>
pause-ask = Pendant combien de temps ne rien recevoir ? Ce qui tombe entre-temps suit en une fois, dans un récap, à la fin de la pause. Seuls les avis sur ce bot, qui sont rares, arrivent quand même.
pause-ask-open = Une pause jusqu’à nouvel ordre ne finit pas par un récap : tu reprends à partir de là.
paused-until = ⏸ Rien n’arrive, sauf les avis sur ce bot. Fin de la pause : <b>{ $at }</b> ({ $zone }). Ce qui tombe entre-temps suit en une fois, dans un récap.
pause-unreadable = Je ne reconnais pas de durée dans « { $text } ». Écris /pause 1h, /pause 1d ou /pause 1w, ou choisis ci-dessous.
pause-ended = <b>La pause est finie</b>

    Ce qui est tombé entre-temps suit dans un instant, en un seul récap, s’il y a eu quelque chose.
button-pause-hour = Une heure
button-pause-day = Un jour
button-pause-week = Une semaine
button-pause-open = Jusqu’à nouvel ordre
button-pause-end = ▶ Reprendre maintenant
button-pause-for = ⏸ Pause…
toast-paused-until = Pause. Reprise : { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = calme { $hours }
summary-topic = { $topic } : { $how }
summary-filters = { $count ->
    [one] { $count } filtre
    [many] { $count } de filtres
   *[other] { $count } filtres
}
summary-watches = { $count ->
    [one] { $count } veille
    [many] { $count } de veilles
   *[other] { $count } veilles
}
summary-announcements-on = avec annonces
summary-announcements-off = sans annonces
summary-silent-messages-on = sans son
summary-silent-messages-off = avec son
settings-paused-until = ⏸ En pause. Reprise : { $at } ({ $zone }). Ce qui tombe entre-temps suit en une fois, dans un récap.

button-digest-now = 🗞 Récap maintenant
button-settings-volumes = 🎚 Combien d’infos
button-settings-filters = Filtres
button-settings-watches = Veilles
button-settings-saved = Enregistrés

command-timezone =
    { $chat ->
        [private] Ton fuseau horaire, d’après une ville
       *[other] Le fuseau horaire, d’après une ville
    }
command-rhythm = Tout de suite, chaque jour ou semaine
command-quiet = Les heures où rien n’arrive
command-pause = Rien pendant une heure, un jour, une semaine
