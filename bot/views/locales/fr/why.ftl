### /why and /missed: why something came, and why it did not.

command-why =
    { $chat ->
        [private] Pourquoi tu as reçu un message, en réponse
       *[other] Pourquoi un message est arrivé, en réponse
    }
command-missed =
    { $chat ->
        [private] Ce que tu n’as pas reçu en 24 h, et pourquoi
       *[other] Ce qui n’est pas arrivé en 24 h, et pourquoi
    }

## /why

why = <b>Pourquoi c’est arrivé</b>
why-digest = <b>Pourquoi ce récap est arrivé</b>
why-nothing =
    { $chat ->
        [private] Rien ne t’a encore été envoyé. Quand une alerte ou un récap sera là, réponds-lui avec /why.
       *[other] Rien n’a encore été envoyé. Quand une alerte ou un récap sera là, réponds-lui avec /why.
    }
why-unknown =
    { $chat ->
        [private] Je ne peux pas dire pourquoi ce message est arrivé : ce n’est ni une alerte ni un récap à toi. Réponds avec /why à l’un d’eux, ou envoie /why seul pour le dernier.
       *[other] Je ne peux pas dire pourquoi ce message est arrivé : ce n’est ni une alerte ni un récap. Réponds avec /why à l’un d’eux, ou envoie /why seul pour le dernier.
    }
why-not-told =
    { $chat ->
        [private] Cette info ne t’a pas été envoyée : tu l’as ouverte dans une liste ou un récap.
       *[other] Cette info n’a pas été envoyée d’elle-même : elle a été ouverte dans une liste ou un récap.
    }
why-topic =
    { $chat ->
        [private] Tu suis { $topic }.
       *[other] { $topic } est suivi.
    }
why-topic-via =
    { $chat ->
        [private] L’info parle de { $topic }, qui vient avec { $source }, que tu suis.
       *[other] L’info parle de { $topic }, qui vient avec { $source }.
    }
why-topic-left =
    { $chat ->
        [private] C’est arrivé pour { $topic }, que tu ne suis plus.
       *[other] C’est arrivé pour { $topic }, qui n’est plus suivi.
    }
why-topic-gone =
    { $chat ->
        [private] C’est arrivé pour un thème ou des mots que tu ne suis plus.
       *[other] C’est arrivé pour un thème ou des mots qui ne sont plus suivis.
    }
why-filed-title = Classé dans ce thème pour « { $words } » dans le titre.
why-filed-text = Classé dans ce thème pour « { $words } » dans le texte.
why-watch =
    { $chat ->
        [private] Tu surveilles { $words }, et l’info contient ces mots.
       *[other] Mots surveillés : { $words }. L’info contient ces mots.
    }
why-volume = Volume de ce thème : { $volume }.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [one] Ton filtre la laisse passer : { $filters }.
                    [many] Tes { $count } de filtres la laissent passer : { $filters }.
                   *[other] Tes { $count } filtres la laissent passer : { $filters }.
                }
       *[other] Filtres qui la laissent passer ({ $count }) : { $filters }.
    }
why-rhythm = Rythme : { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] C’est arrivé tout de suite. Depuis, tu as choisi : { $rhythm }.
       *[other] C’est arrivé tout de suite. Le rythme choisi depuis : { $rhythm }.
    }
why-found = Trouvé : { $time }
why-owed =
    { $chat ->
        [private] Noté pour toi : { $time }
       *[other] Noté : { $time }
    }
why-due = Prévu : { $time }
why-sent = Envoyé : { $time }
why-not-sent = Pas encore envoyé
why-at-once = C’est parti dès que je l’ai trouvé.
why-held-quiet =
    { $chat ->
        [private] C’était retenu jusqu’à la fin de tes heures calmes : { $time }.
       *[other] C’était retenu jusqu’à la fin des heures calmes : { $time }.
    }
why-held-pause =
    { $chat ->
        [private] C’était retenu jusqu’à la fin de ta pause : { $time }.
       *[other] C’était retenu jusqu’à la fin de la pause : { $time }.
    }
why-held =
    { $chat ->
        [private] C’était retenu, car rien ne devait t’arriver avant : { $time }.
       *[other] C’était retenu, car rien ne devait arriver avant : { $time }.
    }
why-retried = Au début, Telegram ne répondait pas ; j’ai réessayé.
why-queued = Il y avait beaucoup de monde à prévenir d’un coup, et c’est parti à son tour.
why-in-digest = C’est dans un récap plutôt que dans une alerte.
why-digest-stories = { $count ->
        [one] Il contient { $count } info
        [many] Il contient { $count } d’infos
       *[other] Il contient { $count } infos
    }. Période : { $since } – { $time }.
why-digest-hour =
    { $chat ->
        [private] Ton récap a son heure : { $rhythm }.
       *[other] Le récap a son heure : { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] Plus de trois infos sont tombées pendant tes heures calmes ; elles t’ont été envoyées ensemble, à la fin.
       *[other] Plus de trois infos sont tombées pendant les heures calmes ; elles ont été envoyées ensemble, à la fin.
    }
why-digest-pause =
    { $chat ->
        [private] Il contient ce qui est tombé pendant ta pause, qui est finie.
       *[other] Il contient ce qui est tombé pendant la pause, qui est finie.
    }
why-digest-return =
    { $chat ->
        [private] Il contient ce qui est tombé pendant que je ne pouvais pas t’écrire.
       *[other] Il contient ce qui est tombé pendant que je ne pouvais pas écrire.
    }
why-digest-burst =
    { $chat ->
        [private] Beaucoup d’infos sont tombées d’un coup ; elles t’ont été envoyées ensemble.
       *[other] Beaucoup d’infos sont tombées d’un coup ; elles ont été envoyées ensemble.
    }
why-digest-now =
    { $chat ->
        [private] Tu l’as demandé.
       *[other] Quelqu’un l’a demandé.
    }
why-digest-edition = L’équipe de ce bot l’a envoyé à toutes les personnes qui reçoivent les annonces.
why-announcement = L’équipe de ce bot l’a envoyé à toutes les personnes qui reçoivent les annonces. /settings permet de les désactiver.
why-notice = C’est un avis sur le service lui-même, que tout le monde reçoit.
button-why-missed = Et ce que je n’ai pas reçu ?

## /missed

missed = <b>{ $count ->
        [one] { $count } info que tu n’as pas reçue ces dernières 24 heures
        [many] { $count } d’infos que tu n’as pas reçues ces dernières 24 heures
       *[other] { $count } infos que tu n’as pas reçues ces dernières 24 heures
    }</b>
missed-none =
    { $chat ->
        [private] Rien ne t’a échappé ces dernières 24 heures.
       *[other] Rien n’a été retenu ces dernières 24 heures.
    }
missed-folded =
    { $chat ->
        [private] La même info que { $title }, que tu as reçue.
       *[other] La même info que { $title }, déjà arrivée.
    }
missed-folded-unknown =
    { $chat ->
        [private] La même info qu’une autre que tu as reçue.
       *[other] La même info qu’une autre déjà arrivée.
    }
missed-filtered =
    { $chat ->
        [private] Masquée par ton filtre : { $filters }.
       *[other] Masquée par un filtre : { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] Masquée par un filtre que tu avais.
       *[other] Masquée par un filtre qui n’est plus là.
    }
missed-volume-top =
    { $chat ->
        [private] { $topic } : elle n’est pas à la une, et tu ne veux que cela de ce thème.
       *[other] { $topic } : elle n’est pas à la une, et c’est tout ce qui est choisi pour ce thème.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic } : au-delà des quelque { $count } par jour que tu veux.
       *[other] { $topic } : au-delà des quelque { $count } par jour choisies.
    }
missed-volume =
    { $chat ->
        [private] Trop peu importante pour ce que tu veux de ses thèmes.
       *[other] Trop peu importante pour ce qui est choisi de ses thèmes.
    }
missed-volume-digest =
    { $chat ->
        [private] Elle figure dans ton prochain récap : { $time }.
       *[other] Elle figure dans le prochain récap : { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Retenue jusqu’à la fin de tes heures calmes : { $time }.
       *[other] Retenue jusqu’à la fin des heures calmes : { $time }.
    }
missed-held-pause =
    { $chat ->
        [private] Retenue jusqu’à la fin de ta pause : { $time }.
       *[other] Retenue jusqu’à la fin de la pause : { $time }.
    }
missed-held = Retenue jusque-là : { $time }.
missed-waits =
    { $chat ->
        [private] { $topic } : elle attend ton récap, { $time }.
       *[other] { $topic } : elle attend le récap, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic } : elle attend ton prochain récap. Aucun n’est prévu : /rhythm fixe une heure.
       *[other] { $topic } : elle attend le prochain récap. Aucun n’est prévu : /rhythm fixe une heure.
    }
missed-watched =
    { $chat ->
        [private] Les mots que tu surveilles
       *[other] Les mots surveillés
    }
missed-off = { $topic } : réglé sur « Rien », donc rien n’arrive.
missed-paused = Les alertes étaient coupées. /start les réactive.
missed-retried = Telegram ne répondait pas ; nouvel essai : { $time }.
missed-failed = Telegram ne l’a pas acceptée.
missed-uncertain = Elle est peut-être arrivée : Telegram ne l’a pas dit.
missed-withdrawn = Son éditeur l’a retirée avant l’envoi.
missed-unsubscribed =
    { $chat ->
        [private] Tu as quitté son thème ou l’as mis en sourdine avant l’envoi.
       *[other] Son thème a été quitté ou mis en sourdine avant l’envoi.
    }
missed-unreachable = Telegram ne laissait rien passer vers cette discussion.
filter-hide = masquer { $words }
filter-only = seulement { $words }
