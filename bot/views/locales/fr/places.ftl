### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Tes groupes, sujets et canaux
places = <b>📍 { $count ->
        [one] { $count } lieu à toi
        [many] { $count } de lieux à toi
       *[other] { $count } lieux à toi
    }</b>
places-how = <i>Un numéro ouvre le lieu : ses thèmes, ses réglages, pause, copie, suppression.</i>
places-none = Tu n’as pas encore de groupe ni de canal ici.
    <b>Un groupe :</b> ajoute-moi et écris-y /subscribe ; dans un forum, dans le sujet où doivent arriver les infos.
    <b>Un canal :</b> écris-moi /channel ici.
button-places = 📍 Tous les lieux

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › sujet { $number }
measure-place-untitled = Sans nom
place-follows = Suit { $topics }
place-follows-more = Suit { $topics } et { $count ->
        [one] { $count } autre
        [many] { $count } d’autres
       *[other] { $count } autres
    }
place-follows-nothing = Ne suit encore aucun thème
place-rhythm = Rythme : { $rhythm }
place-paused = ⏸ En pause : rien n’arrive jusqu’à la reprise.
place-paused-until = ⏸ En pause. Reprise : { $time }
place-lost = ⚠️ Je n’y suis plus. Tout est conservé : ajoute-moi de nouveau et ça continue.
place-lost-rights = ⚠️ Je n’ai pas le droit d’y écrire. Tout est conservé : donne-moi le droit d’écrire, ou de publier s’il s’agit d’un canal, et ça continue.
place-not-yours = Tu n’administres plus <b>{ $title }</b>, ou je n’y suis plus. Tu ne peux donc rien y changer ; tu peux le retirer de ta liste. Ce qui y est suivi reste tel quel.
button-place-topics = 🗂 Thèmes
button-place-settings = ⚙️ Réglages
button-place-pause = ⏸ Pause
button-place-resume = ▶️ Reprendre
button-place-copy = ⧉ Copier les réglages de…
button-place-remove = 🗑 Supprimer
button-place-off-list = Retirer de ma liste
toast-place-paused = En pause
toast-place-resumed = Ça reprend
toast-place-off-list = Retiré de ta liste

## Copying settings

place-copy-sources = D’où doivent venir les réglages de <b>{ $title }</b> ?
button-place-own-chat = 👤 Ma discussion avec toi
place-copy-ask = Copier les réglages de <b>{ $source }</b> vers <b>{ $target }</b> ?
    <b>Remplacer :</b> les thèmes avec leurs volumes et rythmes, les filtres, les mots surveillés, le fuseau horaire, le rythme, les heures calmes et les options deviennent les mêmes. Ce qu’il y avait disparaît.
    <b>Ajouter :</b> les thèmes, filtres et mots surveillés qui manquent sont ajoutés. Tout ce qu’il y a reste tel quel.
    Les nouveaux thèmes amènent ce qui tombe à partir de maintenant.
button-place-copy-replace = Oui, tout remplacer
button-place-copy-add = Oui, ajouter
button-place-no = Non
place-copied = Copié depuis <b>{ $source }</b> : { $topics ->
        [one] { $topics } thème
        [many] { $topics } de thèmes
       *[other] { $topics } thèmes
    }, { $words ->
        [one] { $words } filtre ou veille
        [many] { $words } de filtres et veilles
       *[other] { $words } filtres et veilles
    }.
place-copied-left-out = { $count ->
        [one] { $count } thème a été laissé de côté
        [many] { $count } de thèmes ont été laissés de côté
       *[other] { $count } thèmes ont été laissés de côté
    } : un lieu peut en avoir { $most }.
toast-place-copied = Copié

## Removing

place-remove-ask = Supprimer <b>{ $title }</b> ? Tout ce qui y est suivi et tous les réglages sont effacés, et plus rien n’y arrive. C’est définitif.
button-place-remove-yes = Oui, effacer
place-removed = <b>{ $title }</b> est effacé. Je suis encore dans la discussion : un admin peut m’en retirer comme n’importe quel membre.
toast-place-removed = Effacé

## Limits

place-limit = Ce serait un lieu de trop : une personne peut en configurer { $most } ici, groupes, sujets et canaux compris. Supprimes-en un avec /places dans ta discussion privée avec moi, ou laisse un autre admin configurer celui-ci. Rien n’a été enregistré.
place-limit-contact = Il t’en faut plus ? Demande à { $contact }.
place-topic-limit = Cela ferait plus de { $most } thèmes, et un lieu ne peut pas en avoir davantage. Quittes-en d’abord un, ou suis un thème plus large. Rien n’a changé.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>Ce que tu as manqué</b> · { $date }
       *[other] 🗞 <b>Ce qui est arrivé entre-temps</b> · { $date }
    }
place-notice-no-rights = Je n’ai plus le droit d’écrire dans <b>{ $title }</b> : les infos s’y arrêtent. Tout est conservé. Donne-moi le droit d’écrire, ou de publier s’il s’agit d’un canal, et ça reprend là.
place-notice-left =
    { $chat ->
        [channel] Je ne suis plus dans <b>{ $title }</b> : les infos s’y arrêtent. Tout est conservé : ajoute-moi de nouveau comme administrateur et ça continue. /places permet de tout effacer.
       *[private] Je ne suis plus dans <b>{ $title }</b> : les infos s’y arrêtent. Tout est conservé. Ajoute-moi de nouveau dans les 30 jours et je propose ce qui a été manqué ; plus tard, ça continue simplement. /places permet de tout effacer.
    }
place-notice-returned = Je peux de nouveau écrire ici, et tout est comme avant. Quelques infos sont tombées pendant que je ne pouvais pas.
button-tell-missed = 🗞 Ce que j’ai manqué
toast-missed-coming = Ça arrive
toast-missed-paused = C’est en pause. Reprends d’abord, puis touche de nouveau
toast-missed-nothing = Il ne reste rien : tout est déjà arrivé
