### What people write without a command: words and phrases that mean the same, with commas between, in small letters and

### without signs. Write what people would, rather than translate. words-fillers may stand around all of them.

words-pause = arrête, arrêter, stopper, pause, mettre en pause, silence, couper, éteindre, stop tout
words-leave = se désabonner, me désabonner, désabonner, désabonnement, ne plus suivre, quitter, quitter les thèmes, résilier
words-delete = supprimer, effacer, supprimer mes données, effacer mes données, supprimer le compte, oublier
words-resume = reprendre, continuer, réactiver, activer, rallumer
words-start = commencer, démarrer, débuter
words-digest = récap, résumé, résumés, récapitulatif
words-daily = quotidien, chaque jour, tous les jours, chaque matin
words-weekly = hebdomadaire, chaque semaine, toutes les semaines
words-rhythm = rythme, fréquence, quand, horaire, tout de suite
words-quiet = heures calmes, silence la nuit, ne pas déranger
words-snooze = plus tard, pause un moment
words-zone = fuseau, fuseau horaire, changer de fuseau
words-language = langue, langues, changer de langue
words-help = aide, commandes, menu, que sais tu faire, comment ça marche
words-settings = réglages, paramètres, options, préférences
words-mine = mes thèmes, les miens, abonnements
words-topics = thèmes, thème, liste, tous les thèmes, catalogue, s'abonner, suivre
words-latest = dernières, dernières infos, infos, actualités, nouvelles
words-privacy = confidentialité, vie privée, contact
words-fillers = merci, s'il, te, plaît, svp, stp, maintenant, bonjour, salut, je, veux, voudrais, le, la, les, un, une, tout, moi, alertes, bot
