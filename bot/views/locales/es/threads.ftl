threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = No conozco ningún tema llamado: { $names }
threads-question = ¿Aquí, o un hilo por tema?
button-threads-here = Aquí
button-threads-each = Un hilo por tema
button-thread-for = Un hilo para { $topic }
threads-no-right = Para crear hilos necesito el permiso «Gestionar temas». Dámelo en la lista de administradores del grupo y pulsa otra vez. O recibe las noticias aquí.
threads-no-forum = Este grupo no tiene hilos: «Temas» está desactivado en sus ajustes. Puedes recibir las noticias aquí.
toast-threads-no-right = Me falta el permiso «Gestionar temas»
threads-nothing = Aún no hay nada para lo que crear hilos. Escribe /subscribe con los temas, separados por comas: /subscribe robotics, space
threads-made = { $count ->
    [one] Ya hay un hilo para { $topics }.
    [many] Ya hay { $count } hilos: { $topics }
   *[other] Ya hay { $count } hilos: { $topics }
}
threads-there = Ya había un hilo para: { $topics }
threads-left = Telegram aún no ha creado estos: { $topics }. Pulsa otra vez en un minuto.
threads-how = Escribe /settings en un hilo para cambiar qué llega allí y cuándo.

button-topic-threads-on = Un hilo por tema
button-topic-threads-off = Todo en un chat
topic-threads-on = Cada tema que sigues tiene ahora su propio hilo. Los resúmenes siguen llegando al chat principal.
topic-threads-off = Ahora todo llega al chat principal. Puedes borrar los hilos que quedan.
topic-threads-failed = Telegram no creó todos los hilos. Las noticias de los demás llegan al chat principal; desactiva esto y actívalo otra vez para reintentarlo.
settings-topic-threads-on = 🧵 Cada tema tiene su propio hilo.
