### /why and /missed: why something came, and why it did not.

command-why = Pourquoi tu as reçu un message, en réponse
command-missed = Ce que tu n’as pas reçu en 24 h, et pourquoi

## /why

why = <b>Pourquoi c’est arrivé</b>
why-digest = <b>Pourquoi ce récap est arrivé</b>
why-nothing = Rien ne t’a encore été envoyé. Quand une alerte ou un récap sera là, réponds-lui avec /why.
why-unknown = Je ne peux pas dire pourquoi ce message est arrivé : ce n’est ni une alerte ni un récap à toi. Réponds avec /why à l’un d’eux, ou envoie /why seul pour le dernier.
why-not-told = Cette info ne t’a pas été envoyée : tu l’as ouverte dans une liste ou un récap.
why-topic = Tu suis { $topic }.
why-topic-via = L’info parle de { $topic }, qui vient avec { $source }, que tu suis.
why-topic-left = C’est arrivé pour { $topic }, que tu ne suis plus.
why-topic-gone = C’est arrivé pour un thème ou des mots que tu ne suis plus.
why-watch = Tu surveilles { $words }, et l’info contient ces mots.
why-volume = Volume de ce thème : { $volume }.
why-filters = { $count ->
        [one] Ton filtre la laisse passer : { $filters }.
        [many] Tes { $count } de filtres la laissent passer : { $filters }.
       *[other] Tes { $count } filtres la laissent passer : { $filters }.
    }
why-rhythm = Rythme : { $rhythm }.
why-rhythm-since = C’est arrivé tout de suite. Depuis, tu as choisi : { $rhythm }.
why-found = Trouvé : { $time }
why-owed = Noté pour toi : { $time }
why-due = Prévu : { $time }
why-sent = Envoyé : { $time }
why-not-sent = Pas encore envoyé
why-at-once = C’est parti dès que je l’ai trouvé.
why-held-quiet = C’était retenu jusqu’à la fin de tes heures calmes : { $time }.
why-held-pause = C’était retenu jusqu’à la fin de ta pause : { $time }.
why-held = C’était retenu, car rien ne devait t’arriver avant : { $time }.
why-retried = Au début, Telegram ne répondait pas ; j’ai réessayé.
why-queued = Il y avait beaucoup de monde à prévenir d’un coup, et c’est parti à son tour.
why-in-digest = C’est dans un récap plutôt que dans une alerte.
why-digest-stories = { $count ->
        [one] Il contient { $count } info
        [many] Il contient { $count } d’infos
       *[other] Il contient { $count } infos
    }. Période : { $since } – { $time }.
why-digest-hour = Ton récap a son heure : { $rhythm }.
why-digest-quiet = Plus de trois infos sont tombées pendant tes heures calmes ; elles t’ont été envoyées ensemble, à la fin.
why-digest-pause = Il contient ce qui est tombé pendant ta pause, qui est finie.
why-digest-return = Il contient ce qui est tombé pendant que je ne pouvais pas t’écrire.
why-digest-burst = Beaucoup d’infos sont tombées d’un coup ; elles t’ont été envoyées ensemble.
why-digest-now = Tu l’as demandé.
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
missed-none = Rien ne t’a échappé ces dernières 24 heures.
missed-folded = La même info que { $title }, que tu as reçue.
missed-folded-unknown = La même info qu’une autre que tu as reçue.
missed-filtered = Masquée par ton filtre : { $filters }.
missed-filtered-unknown = Masquée par un filtre que tu avais.
missed-volume-top = { $topic } : elle n’est pas à la une, et tu ne veux que cela de ce thème.
missed-volume-some = { $topic } : au-delà des quelque { $count } par jour que tu veux.
missed-volume = Trop peu importante pour ce que tu veux de ses thèmes.
missed-volume-digest = Elle figure dans ton prochain récap : { $time }.
missed-held-quiet = Retenue jusqu’à la fin de tes heures calmes : { $time }.
missed-held-pause = Retenue jusqu’à la fin de ta pause : { $time }.
missed-held = Retenue jusque-là : { $time }.
missed-waits = { $topic } : elle attend ton récap, { $time }.
missed-waits-next = { $topic } : elle attend ton prochain récap. Aucun n’est prévu : /rhythm fixe une heure.
missed-watched = Les mots que tu surveilles
missed-off = { $topic } : réglé sur « Rien », donc rien n’arrive.
missed-paused = Les alertes étaient coupées. /start les réactive.
missed-retried = Telegram ne répondait pas ; nouvel essai : { $time }.
missed-failed = Telegram ne l’a pas acceptée.
missed-uncertain = Elle est peut-être arrivée : Telegram ne l’a pas dit.
missed-withdrawn = Son éditeur l’a retirée avant l’envoi.
missed-unsubscribed = Tu as quitté son thème ou l’as mis en sourdine avant l’envoi.
missed-unreachable = Telegram ne laissait rien passer vers cette discussion.
filter-hide = masquer { $words }
filter-only = seulement { $words }
