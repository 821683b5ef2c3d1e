# Groups, and menus that belong to somebody

group-greeting =
    <b>Bonjour !</b>

    J’apporte des infos à ce groupe : sur les thèmes qu’il suit, tout de suite ou dans un récap. Ses admins choisissent les thèmes et le moment : si tu en fais partie, touche le bouton ci-dessous ou écris /topics.

    Les autres n’ont rien à faire.
button-set-up = Configurer
private-only = { $command } ne concerne qu’une seule personne. Ça marche dans une discussion privée avec moi.
button-private = Ouvrir une discussion privée

button-more-actions = Plus
saved-by-link = ★ Enregistré. /saved montre tout.
save-withdrawn = Cette info a été retirée : impossible de l’enregistrer.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = Enregistré, et envoyé dans notre discussion privée
toast-administrators-only = Seuls les admins de ce groupe peuvent changer ce qui arrive ici.
toast-not-your-menu = Quelqu’un d’autre a ouvert ce menu. Écris /settings pour ouvrir le tien.
toast-anonymous-menu = Un admin anonyme a ouvert ce menu. Écris /settings pour ouvrir le tien.

rights-lost = Tu n’administres plus cette discussion, ou je n’ai plus le droit d’y publier. Nomme-moi administrateur avec le droit de publier, puis rouvre-la avec /places.
