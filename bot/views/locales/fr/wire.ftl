# Tout ce que lisent les lectrices et lecteurs. docs/texts.md explique le format, docs/glossaries/fr.md les mots.

## The alert

alert-video = ▶ Vidéo
alert-related = <b>À lire aussi</b>
alert-also-at = { $count ->
    [1] Aussi chez { $first }
    [2] Aussi chez { $first } et { $second }
    [3] Aussi chez { $first }, { $second } et { $third }
   *[other] Aussi chez { $first }, { $second } et { $more } autres
}
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } ({ $zone })
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = Lire
button-watch = Regarder
button-amp = AMP ⚡
button-mute = 🔕 Sourdine : { $topic }
button-unmute-topic = 🔔 Réactiver { $topic }
button-more-related = … et { $count } de plus
button-outlets = { $count ->
    [one] Aussi chez { $count } autre
    [many] Aussi chez { $count } d’autres
   *[other] Aussi chez { $count } autres
}
alert-outlets = { $count ->
    [one] <b>{ $count } autre média en parle</b>
    [many] <b>{ $count } d’autres médias en parlent</b>
   *[other] <b>{ $count } autres médias en parlent</b>
}
button-back-to-alert = Retour à l’alerte

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>L’actu des thèmes que tu choisis pour ce groupe</b>

            Chaque info y arrive dès qu’elle tombe : une seule fois, avec sa source, un court extrait et de quoi lire autour. Quand d’autres médias en parlent aussi, le message est mis à jour au lieu d’être répété.

            Touche les thèmes que ce groupe doit suivre. /settings contient le fuseau horaire, les récaps et les heures calmes.
        [thread]
            <b>L’actu des thèmes que tu choisis pour ce sujet</b>

            Chaque info y arrive dès qu’elle tombe : une seule fois, avec sa source, un court extrait et de quoi lire autour. Quand d’autres médias en parlent aussi, le message est mis à jour au lieu d’être répété.

            Touche les thèmes que ce sujet doit suivre. /settings contient le fuseau horaire, les récaps et les heures calmes.
        [channel]
            <b>L’actu des thèmes que tu choisis pour ce canal</b>

            Chaque info y arrive dès qu’elle tombe : une seule fois, avec sa source, un court extrait et de quoi lire autour. Quand d’autres médias en parlent aussi, le message est mis à jour au lieu d’être répété.

            Touche les thèmes que ce canal doit suivre. /settings contient le fuseau horaire, les récaps et les heures calmes.
       *[private]
            <b>L’actu des thèmes que tu choisis</b>

            Choisis tes thèmes, et chaque info arrive ici dès qu’elle tombe : une seule fois, avec sa source, un court extrait et de quoi lire autour. Quand d’autres médias en parlent aussi, le message est mis à jour au lieu d’être répété.

            Touche les thèmes que tu veux suivre.
    }
welcome-by-link =
    <b>L’actu des thèmes que tu choisis</b>

    Chaque info arrive une seule fois, avec sa source, un court extrait et de quoi lire autour.
welcome-empty =
    <b>L’actu des thèmes que tu choisis</b>

    Il n’y a pas encore de thèmes. Dès qu’il y en aura, /topics les montrera, et chaque info sur ceux que tu suis arrivera ici.

    <i>Si ce bot est à toi : place des fichiers de thèmes dans le dossier indiqué par TOPICS_DIR ou, sans ce réglage, dépose un premier enregistrement. Le dossier « examples » contient les deux, prêts à copier, et « topicwire check » dit ce qui manque.</i>
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] Les infos arrivent ici ensemble, dans un récap.
               *[other]
                    { $here ->
                        [group] Les infos arrivent ici ensemble, dans un récap.
                       *[private] Les infos y arrivent ensemble, dans un récap.
                    }
            }
        [off] Rien n’arrive pour l’instant : « Quand arrivent les infos » est réglé sur « Rien ».
       *[at-once]
            { $chat ->
                [private] Les infos arrivent ici dès qu’elles tombent.
               *[other]
                    { $here ->
                        [group] Les infos arrivent ici dès qu’elles tombent.
                       *[private] Les infos y arrivent dès qu’elles tombent.
                    }
            }
    }
welcome-picked =
    { $chat ->
        [group]
            <b>L’actu des thèmes que tu choisis pour ce groupe</b>

            { $count ->
                [0] Ce groupe ne suit aucun thème pour l’instant. Touches-en un pour commencer.
                [one] Ce groupe suit { $count } thème. { news-arrive }
                [many] Ce groupe suit { $count } de thèmes. { news-arrive }
               *[other] Ce groupe suit { $count } thèmes. { news-arrive }
            }
        [thread]
            <b>L’actu des thèmes que tu choisis pour ce sujet</b>

            { $count ->
                [0] Ce sujet ne suit aucun thème pour l’instant. Touches-en un pour commencer.
                [one] Ce sujet suit { $count } thème. { news-arrive }
                [many] Ce sujet suit { $count } de thèmes. { news-arrive }
               *[other] Ce sujet suit { $count } thèmes. { news-arrive }
            }
        [channel]
            <b>L’actu des thèmes que tu choisis pour ce canal</b>

            { $count ->
                [0] Ce canal ne suit aucun thème pour l’instant. Touches-en un pour commencer.
                [one] Ce canal suit { $count } thème. { news-arrive }
                [many] Ce canal suit { $count } de thèmes. { news-arrive }
               *[other] Ce canal suit { $count } thèmes. { news-arrive }
            }
       *[private]
            <b>L’actu des thèmes que tu choisis</b>

            { $count ->
                [0] Tu ne suis aucun thème pour l’instant. Touches-en un pour commencer.
                [one] Tu suis { $count } thème. { news-arrive }
                [many] Tu suis { $count } de thèmes. { news-arrive }
               *[other] Tu suis { $count } thèmes. { news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>Voici ce que suit ce groupe</b>

            { $count ->
                [0] Tous les thèmes de ce groupe sont en sourdine. Touches-en un pour en avoir de nouveau des nouvelles.
                [one] Ce groupe suit { $count } thème. { news-arrive }
                [many] Ce groupe suit { $count } de thèmes. { news-arrive }
               *[other] Ce groupe suit { $count } thèmes. { news-arrive }
            }
        [thread]
            <b>Voici ce que suit ce sujet</b>

            { $count ->
                [0] Tous les thèmes de ce sujet sont en sourdine. Touches-en un pour en avoir de nouveau des nouvelles.
                [one] Ce sujet suit { $count } thème. { news-arrive }
                [many] Ce sujet suit { $count } de thèmes. { news-arrive }
               *[other] Ce sujet suit { $count } thèmes. { news-arrive }
            }
        [channel]
            <b>Voici ce que suit ce canal</b>

            { $count ->
                [0] Tous les thèmes de ce canal sont en sourdine. Touches-en un pour en avoir de nouveau des nouvelles.
                [one] Ce canal suit { $count } thème. { news-arrive }
                [many] Ce canal suit { $count } de thèmes. { news-arrive }
               *[other] Ce canal suit { $count } thèmes. { news-arrive }
            }
       *[private]
            <b>Ravi de te revoir</b>

            { $count ->
                [0] Tous tes thèmes sont en sourdine. Touches-en un pour en avoir de nouveau des nouvelles.
                [one] Tu suis { $count } thème. { news-arrive }
                [many] Tu suis { $count } de thèmes. { news-arrive }
               *[other] Tu suis { $count } thèmes. { news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>Les alertes reprennent</b>

            { $count ->
                [0] Ce groupe ne suit aucun thème pour l’instant : rien n’arrivera tant que tu n’en auras pas choisi un.
                [one] Ce groupe suit { $count } thème. { news-arrive }
                [many] Ce groupe suit { $count } de thèmes. { news-arrive }
               *[other] Ce groupe suit { $count } thèmes. { news-arrive }
            }
        [thread]
            <b>Les alertes reprennent</b>

            { $count ->
                [0] Ce sujet ne suit aucun thème pour l’instant : rien n’arrivera tant que tu n’en auras pas choisi un.
                [one] Ce sujet suit { $count } thème. { news-arrive }
                [many] Ce sujet suit { $count } de thèmes. { news-arrive }
               *[other] Ce sujet suit { $count } thèmes. { news-arrive }
            }
        [channel]
            <b>Les alertes reprennent</b>

            { $count ->
                [0] Ce canal ne suit aucun thème pour l’instant : rien n’arrivera tant que tu n’en auras pas choisi un.
                [one] Ce canal suit { $count } thème. { news-arrive }
                [many] Ce canal suit { $count } de thèmes. { news-arrive }
               *[other] Ce canal suit { $count } thèmes. { news-arrive }
            }
       *[private]
            <b>Les alertes reprennent</b>

            { $count ->
                [0] Tu ne suis aucun thème pour l’instant : rien n’arrivera tant que tu n’en auras pas choisi un.
                [one] Tu suis { $count } thème. { news-arrive }
                [many] Tu suis { $count } de thèmes. { news-arrive }
               *[other] Tu suis { $count } thèmes. { news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>Les alertes sont en pause</b>

            Ce groupe ne recevra plus d’infos, seulement un avis si quelque chose change dans ce bot lui-même. Les thèmes de ce groupe sont conservés : touche le bouton ci-dessous pour reprendre.
        [thread]
            <b>Les alertes sont en pause</b>

            Ce sujet ne recevra plus d’infos, seulement un avis si quelque chose change dans ce bot lui-même. Les thèmes de ce sujet sont conservés : touche le bouton ci-dessous pour reprendre.
        [channel]
            <b>Les alertes sont en pause</b>

            Ce canal ne recevra plus d’infos, seulement un avis si quelque chose change dans ce bot lui-même. Les thèmes de ce canal sont conservés : touche le bouton ci-dessous pour reprendre.
       *[private]
            <b>Les alertes sont en pause</b>

            Tu ne recevras plus d’infos, seulement un avis si quelque chose change dans ce bot lui-même. Tes thèmes t’attendent : touche le bouton ci-dessous ou envoie /start quand tu voudras reprendre.
    }

button-resume = Réactiver les alertes

pause-confirm =
    { $chat ->
        [group]
            <b>Mettre toutes les alertes en pause ?</b>

            Ce groupe ne recevra plus d’infos jusqu’à ce que tu réactives les alertes. Ses thèmes sont conservés.
        [thread]
            <b>Mettre toutes les alertes en pause ?</b>

            Ce sujet ne recevra plus d’infos jusqu’à ce que tu réactives les alertes. Ses thèmes sont conservés.
        [channel]
            <b>Mettre toutes les alertes en pause ?</b>

            Ce canal ne recevra plus d’infos jusqu’à ce que tu réactives les alertes. Ses thèmes sont conservés.
       *[private]
            <b>Mettre toutes les alertes en pause ?</b>

            Tu ne recevras plus d’infos jusqu’à ce que tu réactives les alertes. Tes thèmes sont conservés.
    }
resume-confirm =
    <b>Réactiver les alertes ?</b>

    Elles sont en pause. Les infos sur tes thèmes arriveraient de nouveau.
leave-all-confirm =
    <b>Quitter tous tes thèmes ?</b>

    { $count ->
        [one] Tu as { $count } thème. Il ne sera plus dans ta liste, et plus aucune info n’arrivera.
        [many] Tu as { $count } de thèmes. Ils ne seront plus dans ta liste, et plus aucune info n’arrivera.
       *[other] Tu as { $count } thèmes. Ils ne seront plus dans ta liste, et plus aucune info n’arrivera.
    } Pour n’en quitter que quelques-uns, ouvre tes thèmes.
all-left =
    <b>Tu ne suis plus aucun thème</b>

    Plus aucune info n’arrivera. Si tu changes d’avis, tous les thèmes sont derrière le bouton ci-dessous.
nothing-to-leave =
    { $chat ->
        [group] Ce groupe ne suit aucun thème : aucune info n’y est envoyée.
        [thread] Ce sujet ne suit aucun thème : aucune info n’y est envoyée.
        [channel] Ce canal ne suit aucun thème : aucune info n’y est envoyée.
       *[private] Tu ne suis aucun thème : aucune info ne t’est envoyée.
    }
digests-on = Un récap réunit plusieurs infos dans un seul message. L’équipe de ce bot en envoie un de temps en temps, et tu les reçois.
digests-paused = Un récap réunit plusieurs infos dans un seul message. L’équipe de ce bot en envoie un de temps en temps ; aucun ne t’arrive tant que les alertes sont en pause.
digests-off = Un récap réunit plusieurs infos dans un seul message. L’équipe de ce bot en envoie un de temps en temps ; tu les as désactivés dans les réglages.
digest-confirm = <b>Je te montre les dernières infos maintenant ?</b>
not-paused = Les alertes sont actives. { news-arrive }
left-as-is = Rien n’a changé.

button-yes-pause = Oui, faire une pause
button-yes-resume = Oui, réactiver
button-yes-leave-all = Oui, tout quitter
button-pause-instead = Juste une pause
button-yes-latest = Oui, montre-les
button-no = Non

## The catalogue

catalogue =
    <b>Tous les thèmes</b>

    Touche un thème pour le suivre, touche-le encore pour le quitter. Un thème amène ceux qui sont dessous (└), marqués « via » ; d’un geste, tu en mets un en sourdine. { $chat ->
        [private] { $followed ->
                [0] Tu n’en suis encore aucun.
                [one] Tu en suis { $followed }.
                [many] Tu en suis { $followed }.
               *[other] Tu en suis { $followed }.
            }
       *[other] Suivis pour l’instant : { $followed }.
    }
catalogue-cards =
    <b>À propos des thèmes</b>

    Touche un thème pour savoir de quoi il parle et voir ses dernières infos.
catalogue-search =
    { $here ->
        [group] <i>Pour trouver un thème, écris /topics avec son nom ou un mot de son nom.</i>
       *[private] <i>Pour trouver un thème, écris son nom ou un mot de son nom.</i>
    }
topics-found =
    { $count ->
        [one] { $count } thème contient « { $query } ». Touche-le pour en savoir plus.
        [many] { $count } de thèmes contiennent « { $query } ». Touches-en un pour en savoir plus.
       *[other] { $count } thèmes contiennent « { $query } ». Touches-en un pour en savoir plus.
    }
topics-found-more = Voici les { $count } premiers. Précise le nom pour en voir moins.
catalogue-empty = Il n’y a pas encore de thèmes. Dès qu’il y en aura, /topics les montrera.

button-all-topics = Tous les thèmes
button-about-topics = ℹ️ À propos de ces thèmes
button-follow-topics = Choisir des thèmes
button-topic-via = { $topic } · via { $source }
button-about = En savoir plus
button-mine =
    { $chat ->
        [private] Mes thèmes
       *[other] Thèmes suivis
    }
button-help = Aide

## Following one topic

followed =
    { $chat ->
        [group] ✓ Ce groupe suit { $topic }. { news-arrive }
        [thread] ✓ Ce sujet suit { $topic }. { news-arrive }
        [channel] ✓ Ce canal suit { $topic }. { news-arrive }
       *[private] ✓ Tu suis { $topic }. { news-arrive }
    }
followed-covers = { $count ->
    [one] Le thème qui est dessous est compris.
    [many] Les { $count } de thèmes qui sont dessous sont compris.
   *[other] Les { $count } thèmes qui sont dessous sont compris.
}
already-followed =
    { $chat ->
        [group] Ce groupe suit déjà { $topic }.
        [thread] Ce sujet suit déjà { $topic }.
        [channel] Ce canal suit déjà { $topic }.
       *[private] Tu suis déjà { $topic }.
    }
unfollowed =
    { $chat ->
        [group] Ce groupe ne suit plus { $topic }.
        [thread] Ce sujet ne suit plus { $topic }.
        [channel] Ce canal ne suit plus { $topic }.
       *[private] Tu ne suis plus { $topic }.
    }
follow-undone =
    { $chat ->
        [group] Annulé : ce groupe ne suit pas { $topic }.
        [thread] Annulé : ce sujet ne suit pas { $topic }.
        [channel] Annulé : ce canal ne suit pas { $topic }.
       *[private] Annulé : tu ne suis pas { $topic }.
    }
follow-undone-along =
    { $chat ->
        [private] Annulé. Les infos sur { $topic } arrivent quand même avec { $source }, que tu suis.
       *[other] Annulé. Les infos sur { $topic } arrivent quand même avec { $source }.
    }
not-followed =
    { $chat ->
        [group] Ce groupe ne suit pas { $topic } : rien n’a changé.
        [thread] Ce sujet ne suit pas { $topic } : rien n’a changé.
        [channel] Ce canal ne suit pas { $topic } : rien n’a changé.
       *[private] Tu ne suis pas { $topic } : rien n’a changé.
    }
did-you-mean = Aucun thème ne s’appelle exactement « { $query } ». Tu pensais à l’un de ceux-ci ?
no-such-topic = Aucun thème ne s’appelle « { $query } », ni quelque chose d’approchant.
no-such-own-topic =
    { $chat ->
        [private] Aucun de tes thèmes ne s’appelle « { $query } », ni quelque chose d’approchant.
       *[other] Aucun des thèmes suivis ne s’appelle « { $query } », ni quelque chose d’approchant.
    }
unknown-link = Ce lien ne mène à aucun thème que je connaisse. Le bouton ci-dessous montre ceux qui existent.

button-follow = Suivre { $topic }
button-follow-again = Suivre à nouveau
button-unfollow = Ne plus suivre
button-unfollow-topic = Ne plus suivre { $topic }
button-undo = Annuler
button-latest = Dernières infos

## Several topics at once

list-followed =
    { $chat ->
        [group] ✓ Ce groupe suit { $topics }. { news-arrive }
        [thread] ✓ Ce sujet suit { $topics }. { news-arrive }
        [channel] ✓ Ce canal suit { $topics }. { news-arrive }
       *[private] ✓ Tu suis { $topics }. { news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] Ce groupe suit déjà { $topics }.
        [thread] Ce sujet suit déjà { $topics }.
        [channel] Ce canal suit déjà { $topics }.
       *[private] Tu suis déjà { $topics }.
    }
list-unfollowed =
    { $chat ->
        [group] Ce groupe ne suit plus { $topics }.
        [thread] Ce sujet ne suit plus { $topics }.
        [channel] Ce canal ne suit plus { $topics }.
       *[private] Tu ne suis plus { $topics }.
    }
list-muted = 🔕 En sourdine : { $topics }. Ce qui vient avec un thème du dessus passe en sourdine au lieu d’être quitté.
list-not-followed =
    { $chat ->
        [group] Ce groupe ne suit pas { $topics } : là, rien n’a changé.
        [thread] Ce sujet ne suit pas { $topics } : là, rien n’a changé.
        [channel] Ce canal ne suit pas { $topics } : là, rien n’a changé.
       *[private] Tu ne suis pas { $topics } : là, rien n’a changé.
    }
list-unknown = { $count ->
    [one] Aucun thème ne s’appelle { $parts }.
    [many] Aucun thème ne s’appelle { $parts }.
   *[other] Aucun thème ne s’appelle { $parts }.
}
list-similar = Tu pensais à l’un de ceux-ci ?
list-part = « { $part } »
list-more = { $count ->
    [one] { $count } autre
    [many] { $count } d’autres
   *[other] { $count } autres
}

## A topic's card

card-parent = Fait partie de { $topic }
card-children = Comprend { $topics }
card-followed =
    { $chat ->
        [group] ✓ Ce groupe le suit. { news-arrive }
        [thread] ✓ Ce sujet le suit. { news-arrive }
        [channel] ✓ Ce canal le suit. { news-arrive }
       *[private] ✓ Tu le suis. { news-arrive }
    }
card-along =
    { $chat ->
        [private] ✓ Il vient avec { $source }, que tu suis.
       *[other] ✓ Il vient avec { $source }, qui est suivi.
    }
card-muted =
    { $chat ->
        [private] 🔕 Tu l’as mis en sourdine.
       *[other] 🔕 Il est en sourdine.
    }
card-muted-along =
    { $chat ->
        [private] 🔕 Il fait partie de { $source }, que tu as mis en sourdine.
       *[other] 🔕 Il fait partie de { $source }, qui est en sourdine.
    }
card-not-followed =
    { $chat ->
        [group] Ce groupe ne le suit pas.
        [thread] Ce sujet ne le suit pas.
        [channel] Ce canal ne le suit pas.
       *[private] Tu ne le suis pas.
    }
card-latest = <b>Dernières infos</b>
card-no-stories = Il n’y a pas encore d’infos sur ce thème.

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } est en sourdine. Il reste parmi tes thèmes et n’envoie rien tant que tu ne le réactives pas.
       *[other] 🔕 { $topic } est en sourdine. Il reste dans la liste et n’envoie rien jusqu’à ce qu’on le réactive.
    }
muted-along =
    { $chat ->
        [private] 🔕 { $topic } est en sourdine. Il vient avec { $source }, que tu suis ; il n’envoie donc rien tant que tu ne le réactives pas.
       *[other] 🔕 { $topic } est en sourdine. Il vient avec { $source } ; il n’envoie donc rien jusqu’à ce qu’on le réactive.
    }
unmuted = { $topic } n’est plus en sourdine. { news-arrive }

button-unmute = 🔔 Réactiver

## My topics

mine =
    { $chat ->
        [group]
            <b>Les thèmes de ce groupe</b>

            { $count ->
                [0] Ce groupe ne suit aucun thème pour l’instant.
                [one] Ce groupe suit { $count } thème.
                [many] Ce groupe suit { $count } de thèmes.
               *[other] Ce groupe suit { $count } thèmes.
            }{ $muted ->
                [0] {""}
               *[other] {" "}En sourdine : { $muted }.
            }
        [thread]
            <b>Les thèmes de ce sujet</b>

            { $count ->
                [0] Ce sujet ne suit aucun thème pour l’instant.
                [one] Ce sujet suit { $count } thème.
                [many] Ce sujet suit { $count } de thèmes.
               *[other] Ce sujet suit { $count } thèmes.
            }{ $muted ->
                [0] {""}
               *[other] {" "}En sourdine : { $muted }.
            }
        [channel]
            <b>Les thèmes de ce canal</b>

            { $count ->
                [0] Ce canal ne suit aucun thème pour l’instant.
                [one] Ce canal suit { $count } thème.
                [many] Ce canal suit { $count } de thèmes.
               *[other] Ce canal suit { $count } thèmes.
            }{ $muted ->
                [0] {""}
               *[other] {" "}En sourdine : { $muted }.
            }
       *[private]
            <b>Tes thèmes</b>

            { $count ->
                [0] Tu ne suis aucun thème pour l’instant.
                [one] Tu suis { $count } thème.
                [many] Tu suis { $count } de thèmes.
               *[other] Tu suis { $count } thèmes.
            }{ $muted ->
                [0] {""}
               *[other] {" "}En sourdine : { $muted }.
            }
    }
mine-along = { $count ->
    [one] { $count } autre vient avec, marqué « via ».
    [many] { $count } d’autres viennent avec, marqués « via ».
   *[other] { $count } autres viennent avec, marqués « via ».
}
mine-paused = ⏸ Les alertes sont en pause : aucune info n’arrive tant que tu ne les réactives pas.
mine-how = Touche un thème pour le mettre en sourdine ou le réactiver, ✕ pour le quitter.
mine-empty =
    { $chat ->
        [group]
            <b>Les thèmes de ce groupe</b>

            Ce groupe ne suit encore aucun thème. Choisis-en, et leurs infos arriveront dans ce groupe.
        [thread]
            <b>Les thèmes de ce sujet</b>

            Ce sujet ne suit encore aucun thème. Choisis-en, et leurs infos arriveront dans ce sujet.
        [channel]
            <b>Les thèmes de ce canal</b>

            Ce canal ne suit encore aucun thème. Choisis-en, et leurs infos y arriveront.
       *[private]
            <b>Tes thèmes</b>

            Tu ne suis encore aucun thème. Choisis-en, et leurs infos arriveront ici.
    }

## The newest stories

latest = <b>Dernières infos</b>
latest-of = <b>Dernières infos : { $topic }</b>
latest-none = Il n’y a pas encore d’infos. Elles s’afficheront ici dès qu’elles arriveront.
latest-of-none = Il n’y a pas encore d’infos sur { $topic }.
latest-sources = { $count ->
    [one] +{ $count } source
    [many] +{ $count } de sources
   *[other] +{ $count } sources
}

## Digests

digest-heading =
    { $chat ->
        [private] 🗞 <b>Ton récap</b> · { $date }
       *[other] 🗞 <b>Récap</b> · { $date }
    }
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count ->
    [one] { $count } info
    [many] { $count } d’infos
   *[other] { $count } infos
}
digest-topics = { $count ->
    [one] { $count } thème
    [many] { $count } de thèmes
   *[other] { $count } thèmes
}
digest-outlets = { $count ->
    [one] { $count } média
    [many] { $count } de médias
   *[other] { $count } médias
}
digest-continued = <b>{ $topic }</b>, suite
digest-more = <i>… et { $count } de plus</i>
digest-more-of = <b>{ $topic }</b> · { $count ->
    [one] { $count } info
    [many] { $count } d’infos
   *[other] { $count } infos
}

button-digest-more = { $topic } : { $count } de plus

## Settings

settings =
    { $chat ->
        [group] <b>Ce que reçoit ce groupe</b>
        [thread] <b>Ce que reçoit ce sujet</b>
        [channel] <b>Ce que reçoit ce canal</b>
       *[private] <b>Ce que tu reçois</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ Les alertes sont en pause : ni infos ni annonces tant que tu ne les réactives pas. Tes thèmes sont conservés.
       *[other] ⏸ Les alertes sont en pause : ni infos ni annonces jusqu’à ce qu’on les réactive. Les thèmes sont conservés.
    }
settings-announcements-on =
    { $chat ->
        [group] 📣 Les annonces sont activées : de temps en temps, l’équipe de ce bot envoie dans ce groupe une nouvelle ou un récap.
        [thread] 📣 Les annonces sont activées : de temps en temps, l’équipe de ce bot envoie dans ce sujet une nouvelle ou un récap.
        [channel] 📣 Les annonces sont activées : de temps en temps, l’équipe de ce bot y envoie une nouvelle ou un récap.
       *[private] 📣 Les annonces sont activées : de temps en temps, l’équipe de ce bot t’envoie une nouvelle ou un récap.
    }
settings-announcements-paused = 📣 Les annonces sont activées et reviendront avec les alertes.
settings-announcements-off =
    { $chat ->
        [group] 🔕 Les annonces sont désactivées : l’équipe de ce bot n’envoie dans ce groupe ni nouvelles ni récaps.
        [thread] 🔕 Les annonces sont désactivées : l’équipe de ce bot n’envoie dans ce sujet ni nouvelles ni récaps.
        [channel] 🔕 Les annonces sont désactivées : l’équipe de ce bot n’y envoie ni nouvelles ni récaps.
       *[private] 🔕 Les annonces sont désactivées : l’équipe de ce bot ne t’envoie ni nouvelles ni récaps.
    }
settings-silent-messages-on = 🔇 Les messages silencieux sont activés : tout arrive sans son.
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 Les messages silencieux sont désactivés : ce qui arrive sonne comme chaque membre l’a choisi dans Telegram.
        [channel] 🔔 Les messages silencieux sont désactivés : ce qui arrive sonne comme chaque membre l’a choisi dans Telegram.
       *[private] 🔔 Les messages silencieux sont désactivés : ce qui arrive sonne comme tu l’as choisi dans Telegram.
    }
settings-notices = Les avis sur ce bot lui-même arrivent toujours. Ils sont rares.

button-settings = Réglages
button-announcements-on = Activer les annonces
button-announcements-off = Désactiver les annonces
button-opt-out = Sans annonces
button-opt-in = Avec annonces
button-silent-messages-on = Activer les messages silencieux
button-silent-messages-off = Désactiver le mode silencieux

## Help

help =
    { $chat ->
        [group]
            <b>Comment ça marche</b>

            Choisis des thèmes pour ce groupe, et chaque info qui les concerne y arrive, une seule fois. Ses admins utilisent ces commandes :
        [channel]
            <b>Comment ça marche</b>

            Choisis des thèmes pour ce canal, et chaque info qui les concerne y arrive, une seule fois. Ses admins utilisent ces commandes :
       *[private]
            <b>Comment ça marche</b>

            Choisis des thèmes, et chaque info qui les concerne arrive ici, une seule fois.
    }
help-words =
    { $here ->
        [group] <i>Ici, je ne lis que ces commandes, et seulement celles des admins.</i>
       *[private] <i>Écris le nom d’un thème, ou un mot de son nom, pour en savoir plus. Je comprends aussi de simples mots comme « pause » ou « réglages ».</i>
    }
help-topics = <b>Thèmes</b>
help-news = <b>Infos</b>
help-alerts = <b>Alertes</b>
help-data = <b>Aide et vie privée</b>

command-start = Commencer, ou réactiver les alertes
command-topics = Tous les thèmes, à suivre ou à quitter
command-subscribe = Suivre des thèmes, séparés par des virgules
command-unsubscribe = Ne plus suivre des thèmes
command-mine =
    { $chat ->
        [private] Les thèmes que tu suis
       *[other] Les thèmes suivis
    }
command-latest = Les dernières infos, de tout ou d’un thème
command-stop = Mettre toutes les alertes en pause
command-settings =
    { $chat ->
        [private] Ce que tu reçois, et ce que tu ne reçois pas
       *[other] Ce qui arrive, et ce qui n’arrive pas
    }
command-help = Ce que ce bot sait faire
command-privacy =
    { $chat ->
        [private] Ce qui est gardé sur toi
       *[other] Ce qui est gardé, et combien de temps
    }
command-delete =
    { $chat ->
        [private] Effacer tout ce qui est gardé sur toi
       *[other] Effacer tout ce qui est gardé
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>Ce qui est gardé sur ce groupe</b>
            • son numéro et son nom, pour que les alertes le trouvent
            • le numéro de la personne qui l’a configuré, prévenue si quelque chose ne va pas, et celui de qui a y a ouvert un menu, pendant 30 jours
            • sa langue, ses thèmes et ses réglages
            • quelles alertes, quels récaps et quelles annonces lui ont été envoyés et quand, pour que rien n’arrive deux fois

            Rien n’est gardé sur ses membres, ni sur ce qui s’y écrit. Ce qu’une personne enregistre est gardé dans sa discussion privée avec moi. Rien n’est transmis à qui que ce soit ; les messages eux-mêmes passent par Telegram.

            <b>Pendant combien de temps</b>
            Jusqu’à ce qu’un admin l’efface avec /delete.
        [channel]
            <b>Ce qui est gardé sur ce canal</b>
            • son numéro et son nom, pour que les alertes le trouvent
            • le numéro de la personne qui l’a configuré, prévenue si quelque chose ne va pas, et celui de qui a ouvert un menu là, pendant 30 jours
            • sa langue, ses thèmes et ses réglages
            • quelles alertes, quels récaps et quelles annonces lui ont été envoyés et quand, pour que rien n’arrive deux fois

            Rien n’est gardé sur ses membres, ni sur ce qui s’y écrit. Ce qu’une personne enregistre est gardé dans sa discussion privée avec moi. Rien n’est transmis à qui que ce soit ; les messages eux-mêmes passent par Telegram.

            <b>Pendant combien de temps</b>
            Jusqu’à ce qu’un admin l’efface avec /delete.
       *[private]
            <b>Ce qui est gardé sur toi</b>
            • le numéro de cette discussion, pour que les alertes la trouvent
            • ta langue
            • les thèmes que tu as choisis, quand, et comment et quand chacun d’eux te parvient
            • ton fuseau horaire, si tu l’as indiqué (jamais ta position), tes heures, tes filtres, les mots que tu surveilles et ce que tu as enregistré
            • les derniers mots que tu as cherchés, pendant 30 jours, et les listes de thèmes que tu as partagées
            • quand tu as utilisé ce bot pour la première et la dernière fois, et si les alertes sont en pause
            • si tu reçois les annonces, et si les messages t’arrivent sans son
            • quelles alertes, quels récaps et quelles annonces t’ont été envoyés et quand, pour que rien n’arrive deux fois, et ce qui a été retenu et pourquoi, pour que tu puisses le demander
            • si tu as configuré un groupe ou un canal : ton numéro à côté, pour te prévenir si quelque chose ne va pas ; et à côté des menus que tu ouvres dans les groupes, pendant 30 jours

            /export t’envoie le tout dans un fichier.

            Ton nom, ton nom d’utilisateur, ton numéro de téléphone et ce que tu écris ici ne sont pas gardés. Rien n’est transmis à qui que ce soit ; les messages eux-mêmes passent par Telegram.

            <b>Pendant combien de temps</b>
            Jusqu’à ce que tu l’effaces. Seule une tentative d’utiliser une commande réservée à l’équipe de ce bot reste dans un journal, avec ton numéro.

            <b>Comment l’effacer</b>
            Envoie /delete. Après une question, tout disparaît d’un coup.
    }
privacy-contact =
    <b>À qui s’adresser</b>
    { $contact }
privacy-no-contact =
    <b>À qui s’adresser</b>
    À l’équipe de ce bot. Elle n’a pas donné d’adresse, mais tout ce qu’elle pourrait faire ici pour toi, tu peux le faire toi-même : /stop met tout en pause, /delete efface tout. Pour te plaindre du bot, ouvre son profil dans Telegram et touche « Signaler ».

delete-confirm =
    { $chat ->
        [group]
            <b>Effacer tout ce qui concerne ce groupe ?</b>

            Ses thèmes, ses réglages et la liste des alertes qui lui ont été envoyées disparaîtront pour de bon, dans tous ses sujets, et plus aucune alerte n’arrivera. Les messages restent jusqu’à ce que vous les supprimiez.
        [channel]
            <b>Effacer tout ce qui concerne ce canal ?</b>

            Ses thèmes, ses réglages et la liste des alertes qui lui ont été envoyées disparaîtront pour de bon, et plus aucune alerte n’arrivera. Les messages restent jusqu’à ce que vous les supprimiez.
       *[private]
            <b>Effacer tout ce qui te concerne ?</b>

            Tes thèmes, tes réglages et la liste des alertes qui t’ont été envoyées disparaîtront pour de bon, et plus aucune alerte n’arrivera. Les messages de cette discussion restent jusqu’à ce que tu les supprimes.
    }
deleted =
    { $chat ->
        [group]
            <b>Tout ce qui concerne ce groupe est effacé</b>

            Plus aucune alerte n’arrivera. Si tu changes d’avis, /start repart de zéro.
        [channel]
            <b>Tout ce qui concerne ce canal est effacé</b>

            Plus aucune alerte n’arrivera. Si tu changes d’avis, /start repart de zéro.
       *[private]
            <b>Tout ce qui te concerne est effacé</b>

            Plus aucune alerte n’arrivera. Si tu changes d’avis, /start repart de zéro.
    }
delete-cancelled = Rien n’a été effacé. Tout reste comme avant.

button-delete = Oui, tout effacer
button-keep = Non, tout garder

## Not understood, not possible

unknown-text = Je comprends les commandes et les noms de thèmes. Pour commencer, voici :
unknown-text-topic = Tu cherches { $topic } ?
unknown-command = La commande « { $command } » n’existe pas. /help montre toutes les commandes.
apology = Désolé, quelque chose n’a pas marché ici. Rien n’est perdu ; réessaie dans un instant.
too-fast = C’était un peu trop rapide pour moi. Attends un instant et réessaie.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] Ce groupe suit { $topic }
        [thread] Ce sujet suit { $topic }
        [channel] Ce canal suit { $topic }
       *[private] Tu suis { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] Ce groupe ne suit plus { $topic }
        [thread] Ce sujet ne suit plus { $topic }
        [channel] Ce canal ne suit plus { $topic }
       *[private] Tu ne suis plus { $topic }
    }
toast-not-followed =
    { $chat ->
        [group] Ce groupe ne suit pas { $topic }
        [thread] Ce sujet ne suit pas { $topic }
        [channel] Ce canal ne suit pas { $topic }
       *[private] Tu ne suis pas { $topic }
    }
toast-muted = { $topic } est en sourdine
toast-unmuted = { $topic } n’est plus en sourdine
toast-alerts-paused = Les alertes sont en pause
toast-all-left =
    { $chat ->
        [group] Ce groupe ne suit plus aucun thème
        [channel] Ce canal ne suit plus aucun thème
       *[private] Tu ne suis plus aucun thème
    }
toast-resumed = Les alertes reprennent
toast-story-withdrawn = Cette info a été retirée par son éditeur
toast-announcements-on = Les annonces sont activées
toast-announcements-off = Les annonces sont désactivées
toast-silent-messages-on = Les messages silencieux sont activés
toast-silent-messages-off = Les messages silencieux sont désactivés
toast-unchanged = Rien à changer : c’est déjà le cas
toast-expired = Ce bouton n’est plus à jour. /topics et /mine montrent où tu en es.
toast-too-fast = Un peu plus doucement, s’il te plaît
toast-apology = Désolé, quelque chose n’a pas marché. Réessaie dans un instant.

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    L’actu des thèmes que tu choisis, dès qu’elle tombe.

    Chaque info arrive une seule fois, avec sa source, un court extrait et de quoi lire autour. Quand d’autres médias en parlent aussi, le message est mis à jour au lieu d’être répété. Mets un thème en sourdine ou tout en pause d’un seul geste.

    Touche Démarrer pour choisir tes thèmes.
profile-short = L’actu des thèmes que tu choisis : chaque info une seule fois, dès qu’elle tombe, avec sa source.
