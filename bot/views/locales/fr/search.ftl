### Search, inline mode, and lists that people share.

## Search

command-search = Trouver des infos par leurs mots

search-ask = Quels mots dois-je chercher ? <code>-mot</code> écarte des infos, et <code>"deux mots"</code> les trouve côte à côte.
search-how = Écris les mots à la suite : <code>/search voiture électrique</code>. <code>-mot</code> écarte des infos, et <code>"deux mots"</code> les trouve côte à côte.
search-found = { $count ->
    [one] <b>{ $count } info avec « { $words } »</b>
    [many] <b>{ $count } d’infos avec « { $words } »</b>
   *[other] <b>{ $count } infos avec « { $words } »</b>
}
search-begins = { $count ->
    [one] <b>{ $count } info avec des mots qui commencent par « { $words } »</b>
    [many] <b>{ $count } d’infos avec des mots qui commencent par « { $words } »</b>
   *[other] <b>{ $count } infos avec des mots qui commencent par « { $words } »</b>
}
search-holds = { $count ->
    [one] <b>{ $count } info avec des mots qui contiennent « { $words } »</b>
    [many] <b>{ $count } d’infos avec des mots qui contiennent « { $words } »</b>
   *[other] <b>{ $count } infos avec des mots qui contiennent « { $words } »</b>
}
search-watch-exact = Si tu surveilles « { $words } », cela compte tel quel : des infos comme celles-ci, avec des mots plus longs, n’arriveraient pas.
search-none =
    { $chat ->
        [private] Aucune info ne contient « { $words } » pour l’instant. Avec moins de mots, on trouve plus ; ou surveille-les : chaque nouvelle info qui les contient t’arrivera.
       *[other] Aucune info ne contient « { $words } » pour l’instant. Avec moins de mots, on trouve plus ; ou surveille-les : chaque nouvelle info qui les contient arrivera d’elle-même.
    }
search-no-words = Dans « { $words } », il n’y a aucun mot que je puisse chercher. Écris-en au moins un sans moins devant.
button-watch-search = 🔔 Surveiller ces mots

## Inline mode: the bot is asked in any chat

button-inline-topic = Plus sur { $topic }
button-inline-open = Ouvrir le bot
button-inline-nothing = Aucune info avec ces mots · ouvrir le bot
button-share = Partager
label-inline-story = { $source } · { $time }

## Links

followed-daily =
    { $chat ->
        [group] ✓ Ce groupe suit { $topic }. Les infos arrivent chaque jour à { $hour } ({ $zone }), en un seul message.
       *[private] ✓ Tu suis { $topic }. Les infos arrivent chaque jour à { $hour } ({ $zone }), en un seul message.
    }
button-link-rhythm = 🕗 Changer le moment

## Lists that people share

command-share =
    { $chat ->
        [private] Un lien vers tes thèmes, pour d’autres
       *[other] Un lien vers les thèmes, pour d’autres
    }
share =
    { $chat ->
        [group]
            { $count ->
                [one] Avec ce lien, d’autres peuvent suivre le thème de ce groupe :
                [many] Avec ce lien, d’autres peuvent suivre les { $count } de thèmes de ce groupe, tous ou certains :
               *[other] Avec ce lien, d’autres peuvent suivre les { $count } thèmes de ce groupe, tous ou certains :
            }
       *[private]
            { $count ->
                [one] Avec ce lien, d’autres peuvent suivre ton thème :
                [many] Avec ce lien, d’autres peuvent suivre tes { $count } de thèmes, tous ou certains :
               *[other] Avec ce lien, d’autres peuvent suivre tes { $count } thèmes, tous ou certains :
            }
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] Il ne contient que les thèmes, pas quand ni combien d’infos tu en reçois. Le lien garde tes thèmes tels qu’ils sont maintenant ; quand ils auront changé, /share en fera un nouveau.
       *[other] Il ne contient que les thèmes, pas quand ni combien d’infos arrivent. Le lien garde les thèmes tels qu’ils sont maintenant ; quand ils auront changé, /share en fera un nouveau.
    }
share-none =
    { $chat ->
        [group] Ce groupe ne suit encore aucun thème : il n’y a rien à partager.
       *[private] Tu ne suis encore aucun thème : il n’y a rien à partager.
    }
button-share-list = Partager le lien
label-share-text =
    { $chat ->
        [group] Les thèmes de notre groupe
       *[private] Les thèmes que je suis
    }
share-offer = { $count ->
    [one] <b>On partage { $count } thème avec toi</b>
    [many] <b>On partage { $count } de thèmes avec toi</b>
   *[other] <b>On partage { $count } thèmes avec toi</b>
}
share-offer-how = Prends-les tous, ou seulement ceux qui te plaisent. Tu pourras changer à tout moment quand chacun arrive.
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] C’est la liste de ce groupe. Envoie le lien à d’autres, et ils pourront suivre les mêmes thèmes.
       *[private] C’est ta propre liste. Envoie le lien à d’autres, et ils pourront suivre les mêmes thèmes.
    }
share-taken =
    { $chat ->
        [group] ✓ Ce groupe suit maintenant tous ces thèmes. Les nouveautés arrivent ici.
       *[private] ✓ Tu suis maintenant tous ces thèmes. Les nouveautés arrivent ici.
    }
share-all-followed =
    { $chat ->
        [group] Ce groupe suit déjà tous ces thèmes.
       *[private] Tu suis déjà tous ces thèmes.
    }
share-gone = Cette liste n’est plus partagée. Voici tous les thèmes qui existent.
button-take-over-all = { $count ->
    [one] Suivre ce thème
    [many] Suivre les { $count } de thèmes
   *[other] Suivre les { $count }
}
toast-list-taken =
    { $chat ->
        [private]
            { $count ->
                [one] Tu suis { $count } thème de plus
                [many] Tu suis { $count } de thèmes de plus
               *[other] Tu suis { $count } thèmes de plus
            }
       *[other] Thèmes suivis en plus : { $count }
    }
