threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = Je ne connais pas de thème nommé : { $names }
threads-question = Ici, ou un sujet par thème ?
button-threads-here = Ici
button-threads-each = Un sujet par thème
button-thread-for = Un sujet pour { $topic }
threads-no-right = Il me faut le droit « Gérer les sujets » pour créer des sujets. Donne-le-moi dans la liste des administrateurs du groupe, puis touche de nouveau. Ou reçois les infos ici.
threads-no-forum = Ce groupe n’a pas de sujets : « Sujets » est désactivé dans ses paramètres. Tu peux recevoir les infos ici.
toast-threads-no-right = Il me manque le droit « Gérer les sujets »
threads-nothing = Il n’y a encore rien pour quoi créer des sujets. Écris /subscribe avec les thèmes, séparés par des virgules : /subscribe robotics, space
threads-made = { $count ->
    [one] Il y a maintenant un sujet pour { $topics }.
    [many] Il y a maintenant { $count } de sujets : { $topics }
   *[other] Il y a maintenant { $count } sujets : { $topics }
}
threads-there = Il y avait déjà un sujet pour : { $topics }
threads-left = Telegram ne les a pas encore créés : { $topics }. Touche de nouveau dans une minute.
threads-how = Écris /settings dans un sujet pour changer ce qui y arrive, et quand.

button-topic-threads-on = Un sujet par thème
button-topic-threads-off = Sans sujets, tout ensemble
topic-threads-on = Chaque thème que tu suis a maintenant son propre sujet. Les récaps arrivent toujours dans la discussion principale.
topic-threads-off = Tout arrive maintenant dans la discussion principale. Tu peux supprimer les sujets qui restent.
topic-threads-failed = Telegram n’a pas créé tous les sujets. Les infos des autres thèmes arrivent dans la discussion principale ; désactive puis réactive cela pour réessayer.
settings-topic-threads-on = 🧵 Chaque thème a son propre sujet.
