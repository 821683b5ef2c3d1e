### Filters, watches, and sources that are muted.

## The commands

command-filter = Masquer des infos selon leurs mots
command-filters =
    { $chat ->
        [private] Tes filtres
       *[other] Tous les filtres
    }
command-watch = Des alertes sur des mots, tous thèmes
command-watches =
    { $chat ->
        [private] Les mots que tu surveilles
       *[other] Les mots surveillés
    }

## What a filter does

filter-hides = 🚫 Masquer les infos avec { $words }
filter-hides-in = 🚫 Dans { $topic }, masquer les infos avec { $words }
filter-allows = ☑️ Seulement les infos avec { $words }
filter-allows-in = ☑️ Dans { $topic }, seulement les infos avec { $words }
filter-any = Un seul suffit.
filter-until = Jusqu’au { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = Il n’y a pas encore d’infos pour l’essayer.
filter-tried = { $count ->
    [0] Il n’aurait masqué aucune des dernières infos (essayé sur { $more }).
   *[other] Il aurait masqué { $count } des dernières infos (essayé sur { $more }) :
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … et { $count } autre
    [many] … et { $count } d’autres
   *[other] … et { $count } autres
}
filter-not-followed =
    { $chat ->
        [private] Tu ne suis pas encore { $topic } : le filtre s’appliquera quand tu le suivras.
       *[other] { $topic } n’est pas encore suivi : le filtre s’appliquera quand il le sera.
    }
filter-saved = ✓ Enregistré.
filter-cancelled-alerts = { $count ->
    [one] Il masque { $count } alerte qui était en route.
    [many] Il masque { $count } d’alertes qui étaient en route.
   *[other] Il masque { $count } alertes qui étaient en route.
}
filter-not-saved = Rien n’a été enregistré.

button-filter-save = Enregistrer
button-filter-cancel = Annuler

## What cannot be a filter

filter-no-word = « { $term } » ne contient ni lettres ni chiffres à chercher. Réécris ta demande sans ça.
filter-empty = Quels mots ? Écris-les à la suite, comme <code>crypto</code> ou <code>only "open source"</code>.
filter-too-long = C’est trop long pour moi : reste sous { $count } caractères.
filter-too-many = C’est trop à la fois : reste à { $count } mots ou expressions, et mets les autres dans un second filtre.
filters-full =
    { $chat ->
        [private] Tu as { $count } filtres, je ne peux pas en garder plus. Retires-en un, puis réessaie.
       *[other] Il y a déjà { $count } filtres, je ne peux pas en garder plus. Retires-en un, puis réessaie.
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Tes filtres</b>

            Tu n’en as pas : rien n’est masqué.
       *[other]
            <b>Filtres</b>

            Il n’y en a pas : rien n’est masqué.
    }
filters =
    { $chat ->
        [private]
            <b>Tes filtres</b>

            { $count ->
                [one] Tu as { $count } filtre. Touche-le pour le voir ou le retirer.
                [many] Tu as { $count } de filtres. Touches-en un pour le voir ou le retirer.
               *[other] Tu as { $count } filtres. Touches-en un pour le voir ou le retirer.
            }
       *[other]
            <b>Filtres</b>

            En tout : { $count }. Touches-en un pour le voir ou le retirer.
    }
filters-of-topic-none =
    <b>Filtres de { $topic }</b>

    Il n’y en a pas pour ce thème seul.
filters-of-topic =
    <b>Filtres de { $topic }</b>

    { $count ->
        [one] Il y en a { $count } pour ce thème seul. Touche-le pour le voir ou le retirer.
        [many] Il y en a { $count } pour ce thème seul. Touches-en un pour le voir ou le retirer.
       *[other] Il y en a { $count } pour ce thème seul. Touches-en un pour le voir ou le retirer.
    }
filters-how = <code>/filter -crypto</code> masque un mot partout, <code>/filter AI only "open source"</code> ne laisse passer que ces infos-là d’un thème. <code>title:</code> ne regarde que les titres, <code>source:</code> qui publie.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> masque un mot dans ce thème, <code>/filter { $topic } only "open source"</code> ne laisse passer que ces infos-là.
filter-ask =
    { $here ->
        [group] Quels mots faut-il masquer ? Écris-les avec la commande : <code>/filter crypto</code>, <code>/filter title:mot</code>, <code>/filter source:zdnet.com</code>. Avec <code>only</code> devant les mots, seules ces infos arrivent. Tu verras ce qui est masqué avant d’enregistrer.
       *[private] Quels mots veux-tu masquer ? Envoie-moi des mots, des "expressions", <code>title:mot</code> ou <code>source:zdnet.com</code>. Avec <code>only</code> devant, seules ces infos arrivent. Tu verras ce qui est masqué avant d’enregistrer.
    }
filter-ask-in =
    { $here ->
        [group] Quels mots faut-il masquer dans { $topic } ? Écris la commande avec le thème et les mots, comme <code>/filter { $name } crypto</code>. Avec <code>only</code> devant les mots, seules ces infos arrivent. Tu verras ce qui est masqué avant d’enregistrer.
       *[private] Quels mots veux-tu masquer dans { $topic } ? Envoie-moi des mots, des "expressions", <code>title:mot</code> ou <code>source:zdnet.com</code>. Avec <code>only</code> devant, seules ces infos arrivent. Tu verras ce qui est masqué avant d’enregistrer.
    }

button-filters = 🚫 Tous les filtres
button-filter-add = ➕ Nouveau filtre
button-filter-remove = ✕ Retirer
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic } : { $words }
toast-filter-removed = Le filtre est retiré

## Watches

watch =
    { $chat ->
        [private] 🔎 Tu surveilles { $words } : chaque info qui le contient arrive, quel que soit son thème.
       *[other] 🔎 Mot surveillé : { $words }. Chaque info qui le contient arrive, quel que soit son thème.
    }
watch-all =
    { $chat ->
        [private] 🔎 Tu surveilles { $words } : chaque info qui contient tous ces mots arrive, quel que soit son thème.
       *[other] 🔎 Mots surveillés : { $words }. Chaque info qui contient tous ces mots arrive, quel que soit son thème.
    }
watch-already =
    { $chat ->
        [private] Tu surveilles déjà { $words }.
       *[other] Déjà surveillé : { $words }.
    }
watch-tried = { $count ->
    [0] Aucune info des sept derniers jours ne correspond.
    [one] { $count } info des sept derniers jours correspond.
    [many] { $count } d’infos des sept derniers jours correspondent.
   *[other] { $count } infos des sept derniers jours correspondent.
}
watch-undone =
    { $chat ->
        [private] Tu ne surveilles plus { $words }.
       *[other] Plus surveillé : { $words }.
    }
watch-only-minus = Il faut au moins un mot à trouver, avant ceux qui ont un moins.
watches-full =
    { $chat ->
        [private] Tu as déjà { $count } veilles, je ne peux pas en garder plus. Retires-en une, puis réessaie.
       *[other] Il y a déjà { $count } veilles, je ne peux pas en garder plus. Retires-en une, puis réessaie.
    }
watches-none =
    { $chat ->
        [private]
            <b>Les mots que tu surveilles</b>

            Il n’y en a pas encore.
       *[other]
            <b>Mots surveillés</b>

            Il n’y en a pas encore.
    }
watches =
    { $chat ->
        [private]
            <b>Les mots que tu surveilles</b>

            { $count ->
                [one] Tu as { $count } veille. Touche-la pour la voir ou la retirer.
                [many] Tu as { $count } de veilles. Touches-en une pour la voir ou la retirer.
               *[other] Tu as { $count } veilles. Touches-en une pour la voir ou la retirer.
            }
       *[other]
            <b>Mots surveillés</b>

            Veilles : { $count }. Touches-en une pour la voir ou la retirer.
    }
watches-how = <code>/watch "batterie solide"</code> amène chaque info qui contient ces mots, tous thèmes confondus. S’il y a plusieurs mots, tous doivent s’y trouver.
watch-ask =
    { $here ->
        [group] Quels mots faut-il surveiller ? Écris-les avec la commande, comme <code>/watch batterie</code> ou <code>/watch "open source"</code> : chaque info qui les contient tous arrive, quel que soit son thème.
       *[private] Quels mots veux-tu surveiller ? Envoie-moi des mots ou des "expressions" : chaque info qui les contient tous arrive, quel que soit son thème.
    }

button-watches = 🔎 Mots surveillés
button-watch-add = ➕ Surveiller des mots
button-watch-remove = ✕ Ne plus surveiller
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] Tu ne surveilles plus ces mots
       *[other] Ces mots ne sont plus surveillés
    }

## Muting a source, below an alert

mute-source-which = Ne plus rien recevoir de { $source } ?
source-muted = 🚫 Tu ne reçois rien de { $source }.
button-mute-source-week = 🚫 { $source } pour une semaine
button-mute-source-good = 🚫 { $source } pour de bon
button-unmute-source = 🔔 Réactiver { $source }
toast-source-muted-week = Tu ne reçois rien de { $source } pendant une semaine
toast-source-muted = Tu ne reçois plus rien de { $source }
toast-source-unmuted = Tu reçois de nouveau les infos de { $source }
toast-filters-full =
    { $chat ->
        [private] Tu as autant de filtres que possible. Retires-en un d’abord : /filters
       *[other] Il y a déjà autant de filtres que possible. Retires-en un d’abord : /filters
    }
