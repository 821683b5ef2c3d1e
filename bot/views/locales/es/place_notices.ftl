notice-thread-closed = <b>{ $place }</b> está cerrado, así que no puedo publicar allí. Sus noticias esperan. Abre el hilo otra vez, o dame permiso para gestionar temas, y llegan.
notice-general-closed = «General» en <b>{ $place }</b> está cerrado, así que no puedo publicar allí. Sus noticias esperan. Ábrelo otra vez, o dame permiso para gestionar temas, y llegan.
notice-thread-deleted = Se borró el hilo «{ $thread }» de <b>{ $place }</b>. Sus noticias llegan desde ahora al propio grupo, no se pierde nada. Si las quieres en otro sitio, escribe /subscribe en el hilo que prefieras.
notice-some-thread-deleted = Se borró un hilo de <b>{ $place }</b>. Sus noticias llegan desde ahora al propio grupo, no se pierde nada. Si las quieres en otro sitio, escribe /subscribe en el hilo que prefieras.
notice-forum-off = <b>{ $place }</b> ya no tiene hilos. Lo que yo publicaba en ellos llega desde ahora al propio grupo, no se pierde nada. Escribe /mine en el grupo para ver lo que sigue.
notice-own-thread-gone = Tu hilo «{ $thread }» ya no está. Sus noticias llegan aquí desde ahora, no se pierde nada. Para tener un hilo nuevo, desactiva «Un hilo por tema» en /settings y actívalo otra vez.
