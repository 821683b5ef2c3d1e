### What a reader keeps.

## Below an alert

button-save = ☆ Enregistrer
button-saved = ★ Enregistré
button-why = Pourquoi ?
button-alert-actions = 🔕 Sourdine…
button-mute-source = 🔇 Sourdine : { $source }
button-snooze = 💤 Faire une pause
alert-actions = Que faire de { $title } ?
toast-saved = Enregistré. /saved montre tout
toast-saved-already = Déjà enregistré
toast-unsaved = N’est plus enregistré

## /saved

command-saved = Les infos que tu as enregistrées
saved = <b>★ { $count ->
        [one] { $count } info enregistrée
        [many] { $count } d’infos enregistrées
       *[other] { $count } infos enregistrées
    }</b>
saved-none = Tu n’as encore rien enregistré. <i>☆ Enregistrer</i> se trouve sous chaque alerte ; ce que tu enregistres s’affiche ici.
saved-at = Enregistré : { $time }
saved-how = <i>Un numéro ouvre l’info ici, ✕ la retire.</i>

## /export

command-export = Tout ce qui est gardé sur toi, en fichier
export = Ce qui est gardé sur toi : réglages, thèmes, filtres, ce que tu as enregistré et ce qui t’a été envoyé ces 30 derniers jours.
label-export-file = mes-données
export-cut = <i>Le fichier aurait été trop gros : le plus ancien n’y est pas.</i>
