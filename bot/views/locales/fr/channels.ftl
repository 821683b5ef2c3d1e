## Channels: set up and managed from the private chat of an administrator

command-channel = Configurer un canal, ou ouvrir sa page
button-choose-channel = Choisir un canal
channel-ask = <b>Quel canal ?</b> Touche le bouton ci-dessous : il liste les canaux que tu peux me confier et m’y nomme administrateur. Tu peux aussi écrire le @nom du canal, ou me transférer une de ses publications.
channel-checking = Un instant, je regarde ton canal.

channel-unreadable = « { $channel } » n’est pas un nom de canal. Écris-le comme @nom, ou envoie /channel et touche le bouton.
channel-not-found = Je ne connais pas de canal { $channel }. Vérifie le nom. Un canal privé n’en a pas : ajoute-moi comme administrateur avec le droit « Publier des messages », puis envoie /channel et choisis-le avec le bouton.
channel-no-channel = { $channel } n’est pas un canal. Dans un groupe, ajoute-moi et écris-y /subscribe.
channel-not-in = Je ne suis pas encore administrateur de { $channel }. Ouvre les paramètres du canal, ajoute-moi parmi les administrateurs avec le droit « Publier des messages », puis renvoie son nom, ou /channel s’il n’en a pas.
channel-may-not-post = Je suis administrateur de { $channel }, mais je n’ai pas le droit de publier. Donne-moi le droit « Publier des messages » dans les paramètres du canal, puis renvoie son nom, ou /channel s’il n’en a pas.
channel-not-yours = Seuls les admins de { $channel } peuvent le configurer, et tu n’en fais pas partie. Demande à qui il appartient de t’ajouter, ou de le configurer.

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = { $count ->
    [one] Le canal suit { $count } thème : { $topics }.
    [many] Le canal suit { $count } de thèmes : { $topics }.
   *[other] Le canal suit { $count } thèmes : { $topics }.
}
channel-follows-none = Le canal ne suit encore rien. Choisis ses thèmes, et il se remplit tout seul.
channel-waiting = { $count ->
    [one] 🕓 { $count } publication t’attend.
    [many] 🕓 { $count } de publications t’attendent.
   *[other] 🕓 { $count } publications t’attendent.
}
channel-paused = ⏸ En pause : rien n’est publié.
button-channel-topics = 🗂 Thèmes
button-channel-settings = ⚙️ Réglages
button-channel-waiting = 🕓 Voir ce qui attend
button-channel-preview = 👁 Aperçu
button-channel-pause = ⏸ Pause
button-channel-resume = ▶️ Reprendre
button-channel-remove = 🗑 Supprimer
button-channel-back = ‹ Le canal
button-channel-back-settings = ‹ Réglages
toast-channel-paused = En pause : rien n’est publié
toast-channel-resumed = Les publications reprennent
toast-channel-waiting = Ils arrivent ci-dessous, un par un
toast-channel-waiting-none = Plus rien n’attend
toast-channel-no-preview = Il n’y a pas encore d’info à montrer
channel-remove = Supprimer { $channel } ? J’oublie ses thèmes et ses réglages, et je n’y publie plus rien. Ce qui a été publié reste.
button-channel-remove-yes = Oui, supprimer
button-channel-remove-no = Non, garder
channel-removed = { $channel } est supprimé. Plus rien n’y est publié. Tu peux maintenant me retirer de ses administrateurs.

## What only channels have in /settings

settings-channel = <b>Ce que publie le canal</b>
settings-signature = ✍️ Sous chaque publication : { $signature }
settings-signature-none = ✍️ Les publications n’ont pas de signature.
settings-picture-large = 🖼 Les images sont grandes.
settings-picture-small = 🖼 Les images sont petites.
settings-picture-none = 🖼 Les publications n’ont pas d’image.
button-signature = ✍️ Signature
button-picture = 🖼 Image
signature-ask = Que doit-il y avoir sous chaque publication ? Écris une ligne, par exemple le @nom du canal.
signature-too-long = { $count ->
    [one] C’est trop long : une signature a au plus { $count } caractère. Touche Signature et écris-en une plus courte.
    [many] C’est trop long : une signature a au plus { $count } de caractères. Touche Signature et écris-en une plus courte.
   *[other] C’est trop long : une signature a au plus { $count } caractères. Touche Signature et écris-en une plus courte.
}
button-signature-none = Sans signature
toast-signature-none = Les publications n’ont plus de signature
channel-picture-ask = Comment montrer l’image d’une info ?
button-picture-large = Grande
button-picture-small = Petite
button-picture-none = Sans image
toast-picture-set = Changé pour les prochaines publications

settings-hashtags-on = #️⃣ Les hashtags sont activés : chaque publication nomme ses thèmes.
settings-hashtags-off = #️⃣ Les hashtags sont désactivés.
summary-hashtags-on = avec hashtags
summary-hashtags-off = sans hashtags
button-hashtags-on = #️⃣ Activer les hashtags
button-hashtags-off = #️⃣ Désactiver les hashtags
toast-hashtags-on = Les hashtags sont activés
toast-hashtags-off = Les hashtags sont désactivés
settings-link-preview-on = 🔗 Les aperçus de liens sont activés : une publication sans image montre un aperçu de son article.
settings-link-preview-off = 🔗 Les aperçus de liens sont désactivés.
summary-link-preview-on = avec aperçus de liens
summary-link-preview-off = sans aperçus de liens
button-link-preview-on = 🔗 Activer les aperçus
button-link-preview-off = 🔗 Désactiver les aperçus
toast-link-preview-on = Les aperçus de liens sont activés
toast-link-preview-off = Les aperçus de liens sont désactivés
settings-approval-on = 🕓 Les publications sont soumises à ta validation : chacune t’arrive d’abord et part quand tu touches Publier.
settings-approval-off = 🕓 Les publications partent tout de suite, sans validation.
summary-approval-on = avec validation
summary-approval-off = sans validation
button-approval-on = 🕓 Valider avant de publier
button-approval-off = 🕓 Publier sans validation
toast-approval-on = Les nouvelles publications t’arrivent d’abord
toast-approval-off = Les nouvelles publications partent tout de suite. Celles qui attendent ont encore besoin de toi.

## Approval

approval-heading = 📢 Pour <b>{ $channel }</b>. On publie ?
button-approval-post = ✅ Publier
button-approval-skip = 🚫 Passer
button-approval-edit = ✏️ Modifier
button-approval-as-it-was = ✅ Publier sans modifier
button-approval-posted = ✅ Publié
button-approval-skipped = 🚫 Passé
toast-approval-posted = C’est parti
toast-approval-skipped = Passé : ce n’est pas publié
toast-approval-withdrawn = Cette info a été retirée, elle n’est donc pas publiée.
toast-approval-over = Cette publication n’attend plus.
toast-approval-edited = Modifiée entre-temps : elle arrive ci-dessous, telle qu’elle est maintenant
approval-ask-text = Quel texte ? Écris toute la publication, avec gras et liens : elle est publiée telle quelle.
approval-no-text = Seul du texte peut être publié. Touche de nouveau Modifier et écris-le.
