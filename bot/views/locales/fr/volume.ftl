# How much of each topic comes.

command-volume = Combien d’infos tu reçois par thème

## What can be chosen

button-volume-all = Chaque article
button-volume-stories = Chaque info une fois
button-volume-top = À la une
button-volume-some = Environ { $count } par jour
button-volume-other = Un autre nombre…
button-topic-volume = Volume : { $volume }
button-topic-rhythm = Rythme : { $rhythm }
button-topic-filters = { $count ->
    [0] Filtres : aucun
   *[other] Filtres : { $count }
}
volume-all = chaque article
volume-stories = chaque info une fois
volume-top = à la une
volume-some = { $count ->
    [one] environ { $count } par jour
    [many] environ { $count } par jour
   *[other] environ { $count } par jour
}
volume-muted = en sourdine

## All topics

volumes =
    <b>Combien d’infos par thème</b>

    Touche un thème pour changer cela.
volumes-none =
    { $chat ->
        [private] Tu ne suis encore aucun thème. Choisis-en d’abord, puis combien d’infos de chacun tu reçois.
       *[other] Aucun thème n’est encore suivi. Choisis-en d’abord, puis combien d’infos de chacun arrivent.
    }
button-volume-of = { $topic } : { $volume }

## One topic

volume-page = <b>Combien d’infos sur { $topic }</b>
volume-now = En ce moment : { $volume }.
volume-now-along = En ce moment : { $volume }, comme pour { $source }. Ce que tu choisis ici vaut pour ce thème et ceux qui sont dessous.
volume-now-muted = Il est en sourdine. Ce que tu choisis le réactive.
volume-now-none =
    { $chat ->
        [private] Tu ne le suis pas. Dès que tu choisis, tu le suis.
       *[other] Il n’est pas suivi. Dès que tu choisis, il l’est.
    }
volume-yesterday = { $count ->
    [one] Hier, il y a eu { $count } info. Voici ce que chaque choix aurait envoyé :
    [many] Hier, il y a eu { $count } d’infos. Voici ce que chaque choix aurait envoyé :
   *[other] Hier, il y a eu { $count } infos. Voici ce que chaque choix aurait envoyé :
}
volume-quiet = Hier, il n’y a pas eu d’info : rien à comparer pour l’instant.
volume-line = { $choice } : { $sent } sur { $total }
volume-line-all = { $choice } : { $sent ->
    [one] { $sent } article
    [many] { $sent } d’articles
   *[other] { $sent } articles
}
volume-how = <i>Pour « À la une » et un nombre par jour comptent : qui d’autre rapporte l’info, son retentissement, sa qualité, et ce que le thème a donné ces sept derniers jours. Le reste figure dans le récap, s’il y en a un.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ Chaque article sur { $topic } arrive, même sur des infos que tu connais déjà.
       *[other] ✓ Chaque article sur { $topic } arrive, même sur des infos déjà arrivées.
    }
volume-set-stories = ✓ Chaque info sur { $topic } arrive une fois.
volume-set-top = ✓ De { $topic }, arrive ce qui est à la une : quatre infos sur dix au plus. Le reste figure dans le récap, s’il y en a un.
volume-set-some = { $count ->
    [one] ✓ Environ { $count } info par jour sur { $topic } arrive, la plus importante. Le reste figure dans le récap, s’il y en a un.
    [many] ✓ Environ { $count } d’infos par jour sur { $topic } arrivent, les plus importantes. Le reste figure dans le récap, s’il y en a un.
   *[other] ✓ Environ { $count } infos par jour sur { $topic } arrivent, les plus importantes. Le reste figure dans le récap, s’il y en a un.
}
volume-set-yesterday = { $count ->
    [0] Hier, il n’y a pas eu d’info.
    [one] Hier, tu en aurais reçu { $sent } sur { $count } info.
    [many] Hier, tu en aurais reçu { $sent } sur { $count } d’infos.
   *[other] Hier, tu en aurais reçu { $sent } sur { $count } infos.
}
volume-set-yesterday-all = { $count ->
    [0] Hier, il n’y a pas eu d’info.
    [one] Articles que tu aurais reçus hier : { $sent }, pour { $count } info.
    [many] Articles que tu aurais reçus hier : { $sent }, pour { $count } d’infos.
   *[other] Articles que tu aurais reçus hier : { $sent }, pour { $count } infos.
}
volume-ask =
    { $here ->
        [group] Combien d’infos par jour sur { $topic }, à peu près ? Écris la commande avec le thème et un nombre de 1 à { $more }, comme <code>/volume { $name } 5</code>.
       *[private] Combien d’infos par jour sur { $topic } veux-tu, à peu près ? Écris un nombre de 1 à { $more }.
    }
volume-unclear =
    { $here ->
        [group] Ce n’est pas un nombre de 1 à { $more }. Écris par exemple <code>/volume { $name } 5</code>.
       *[private] Ce n’est pas un nombre de 1 à { $more }. Écris par exemple <code>5</code>.
    }
volume-unknown = « { $query } » n’est pas un volume. Écris <code>/volume { $name } 5</code> pour environ cinq infos par jour, ou <code>all</code>, <code>stories</code> ou <code>top</code> à la place du nombre ; les nombres vont de 1 à { $more }.
volumes-how = <i>Ou écris-le : <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

toast-volume = { $topic } : { $volume }
button-volume-change = Changer
button-volume-back = Laisser comme ça
button-all-volumes = Volumes de tous les thèmes

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ Tu le suis. Les boutons ci-dessous disent combien d’infos arrivent, et quand.
       *[other] ✓ Il est suivi. Les boutons ci-dessous disent combien d’infos arrivent, et quand.
    }
