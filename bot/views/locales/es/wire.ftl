# Todo lo que el bot dice en español. Trato: tú. Palabras: docs/glossaries/es.md.

## The alert

alert-video = ▶ Vídeo
alert-related = <b>Relacionado</b>
alert-also-at = { $count ->
    [1] También en { $first }
    [2] También en { $first } y { $second }
    [3] También en { $first }, { $second } y { $third }
    [one] También en { $first }
    [many] También en { $first }, { $second } y { $more } más
   *[other] También en { $first }, { $second } y { $more } más
}
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } ({ $zone })
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = Leer
button-watch = Ver
button-amp = AMP ⚡
button-mute = 🔕 Silenciar { $topic }
button-unmute-topic = 🔔 Reactivar { $topic }
button-more-related = … y { $count } más
button-outlets = También en { $count } más
alert-outlets = { $count ->
    [one] <b>Lo cuenta { $count } medio más</b>
    [many] <b>Lo cuentan { $count } medios más</b>
   *[other] <b>Lo cuentan { $count } medios más</b>
}
button-back-to-alert = Volver a la alerta

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>Noticias de los temas que eliges para este grupo</b>

            Cada noticia nueva llega al grupo en cuanto sale: una vez, con su fuente, un extracto breve y lecturas relacionadas. Si otros también la cuentan, el mensaje se actualiza en vez de repetirse.

            Toca los temas que deba seguir este grupo. En /settings están la zona horaria, los resúmenes y las horas de silencio.
        [thread]
            <b>Noticias de los temas que eliges para este hilo</b>

            Cada noticia nueva llega al hilo en cuanto sale: una vez, con su fuente, un extracto breve y lecturas relacionadas. Si otros también la cuentan, el mensaje se actualiza en vez de repetirse.

            Toca los temas que deba seguir este hilo. En /settings están la zona horaria, los resúmenes y las horas de silencio.
        [channel]
            <b>Noticias de los temas que eliges para este canal</b>

            Cada noticia nueva llega allí en cuanto sale: una vez, con su fuente, un extracto breve y lecturas relacionadas. Si otros también la cuentan, el mensaje se actualiza en vez de repetirse.

            Toca los temas que deba seguir este canal. En /settings están la zona horaria, los resúmenes y las horas de silencio.
       *[private]
            <b>Noticias de los temas que eliges</b>

            Elige tus temas, y cada noticia nueva llega aquí en cuanto sale: una vez, con su fuente, un extracto breve y lecturas relacionadas. Si otros también la cuentan, el mensaje se actualiza en vez de repetirse.

            Toca los temas que quieras seguir.
    }
welcome-by-link =
    <b>Noticias de los temas que eliges</b>

    Cada noticia nueva llega una vez, con su fuente, un extracto breve y lecturas relacionadas.
welcome-empty =
    <b>Noticias de los temas que eliges</b>

    Aún no hay temas. En cuanto los haya, /topics los muestra, y cada noticia nueva de los que sigas llega aquí.

    <i>¿Es tu bot? Pon archivos de temas en la carpeta que indica TOPICS_DIR o, sin ese ajuste, deja un primer registro. La carpeta «examples» tiene ambos para copiar, y «topicwire check» dice qué falta.</i>
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] Las noticias nuevas llegan aquí juntas, en un resumen.
               *[other]
                    { $here ->
                        [group] Las noticias nuevas llegan aquí juntas, en un resumen.
                       *[private] Las noticias nuevas llegan allí juntas, en un resumen.
                    }
            }
        [off] De momento no llega nada: «Cuándo llegan» está en «Nada».
       *[at-once]
            { $chat ->
                [private] Las noticias nuevas llegan aquí en cuanto salen.
               *[other]
                    { $here ->
                        [group] Las noticias nuevas llegan aquí en cuanto salen.
                       *[private] Las noticias nuevas llegan allí en cuanto salen.
                    }
            }
    }
welcome-picked =
    { $chat ->
        [group]
            <b>Noticias de los temas que eliges para este grupo</b>

            { $count ->
                [0] Ahora mismo este grupo no sigue ningún tema. Toca uno para empezar.
                [one] Este grupo sigue { $count } tema. { news-arrive }
                [many] Este grupo sigue { $count } temas. { news-arrive }
               *[other] Este grupo sigue { $count } temas. { news-arrive }
            }
        [thread]
            <b>Noticias de los temas que eliges para este hilo</b>

            { $count ->
                [0] Ahora mismo este hilo no sigue ningún tema. Toca uno para empezar.
                [one] Este hilo sigue { $count } tema. { news-arrive }
                [many] Este hilo sigue { $count } temas. { news-arrive }
               *[other] Este hilo sigue { $count } temas. { news-arrive }
            }
        [channel]
            <b>Noticias de los temas que eliges para este canal</b>

            { $count ->
                [0] Ahora mismo este canal no sigue ningún tema. Toca uno para empezar.
                [one] Este canal sigue { $count } tema. { news-arrive }
                [many] Este canal sigue { $count } temas. { news-arrive }
               *[other] Este canal sigue { $count } temas. { news-arrive }
            }
       *[private]
            <b>Noticias de los temas que eliges</b>

            { $count ->
                [0] Ahora mismo no sigues ningún tema. Toca uno para empezar.
                [one] Sigues { $count } tema. { news-arrive }
                [many] Sigues { $count } temas. { news-arrive }
               *[other] Sigues { $count } temas. { news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>Esto es lo que sigue este grupo</b>

            { $count ->
                [0] Todos los temas de este grupo están en silencio. Toca uno para volver a recibirlo.
                [one] Este grupo sigue { $count } tema. { news-arrive }
                [many] Este grupo sigue { $count } temas. { news-arrive }
               *[other] Este grupo sigue { $count } temas. { news-arrive }
            }
        [thread]
            <b>Esto es lo que sigue este hilo</b>

            { $count ->
                [0] Todos los temas de este hilo están en silencio. Toca uno para volver a recibirlo.
                [one] Este hilo sigue { $count } tema. { news-arrive }
                [many] Este hilo sigue { $count } temas. { news-arrive }
               *[other] Este hilo sigue { $count } temas. { news-arrive }
            }
        [channel]
            <b>Esto es lo que sigue este canal</b>

            { $count ->
                [0] Todos los temas de este canal están en silencio. Toca uno para volver a recibirlo.
                [one] Este canal sigue { $count } tema. { news-arrive }
                [many] Este canal sigue { $count } temas. { news-arrive }
               *[other] Este canal sigue { $count } temas. { news-arrive }
            }
       *[private]
            <b>Hola de nuevo</b>

            { $count ->
                [0] Todos tus temas están en silencio. Toca uno para volver a recibirlo.
                [one] Sigues { $count } tema. { news-arrive }
                [many] Sigues { $count } temas. { news-arrive }
               *[other] Sigues { $count } temas. { news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>Las alertas vuelven a estar activas</b>

            { $count ->
                [0] Ahora mismo este grupo no sigue ningún tema, así que no llega nada hasta que elijas uno.
                [one] Este grupo sigue { $count } tema. { news-arrive }
                [many] Este grupo sigue { $count } temas. { news-arrive }
               *[other] Este grupo sigue { $count } temas. { news-arrive }
            }
        [thread]
            <b>Las alertas vuelven a estar activas</b>

            { $count ->
                [0] Ahora mismo este hilo no sigue ningún tema, así que no llega nada hasta que elijas uno.
                [one] Este hilo sigue { $count } tema. { news-arrive }
                [many] Este hilo sigue { $count } temas. { news-arrive }
               *[other] Este hilo sigue { $count } temas. { news-arrive }
            }
        [channel]
            <b>Las alertas vuelven a estar activas</b>

            { $count ->
                [0] Ahora mismo este canal no sigue ningún tema, así que no llega nada hasta que elijas uno.
                [one] Este canal sigue { $count } tema. { news-arrive }
                [many] Este canal sigue { $count } temas. { news-arrive }
               *[other] Este canal sigue { $count } temas. { news-arrive }
            }
       *[private]
            <b>Las alertas vuelven a estar activas</b>

            { $count ->
                [0] Ahora mismo no sigues ningún tema, así que no llega nada hasta que elijas uno.
                [one] Sigues { $count } tema. { news-arrive }
                [many] Sigues { $count } temas. { news-arrive }
               *[other] Sigues { $count } temas. { news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>Las alertas están en pausa</b>

            A este grupo no llegan noticias, solo un aviso si cambia algo en este bot. Los temas de este grupo se conservan: toca el botón de abajo para seguir.
        [thread]
            <b>Las alertas están en pausa</b>

            A este hilo no llegan noticias, solo un aviso si cambia algo en este bot. Los temas de este hilo se conservan: toca el botón de abajo para seguir.
        [channel]
            <b>Las alertas están en pausa</b>

            Allí no llegan noticias, solo un aviso si cambia algo en este bot. Los temas de este canal se conservan: toca el botón de abajo para seguir.
       *[private]
            <b>Las alertas están en pausa</b>

            No te llegan noticias, solo un aviso si cambia algo en este bot. Tus temas se conservan hasta que vuelvas: toca el botón de abajo o envía /start.
    }

button-resume = Activar alertas

pause-confirm =
    { $chat ->
        [group]
            <b>¿Pausar todas las alertas?</b>

            A este grupo no llegarán noticias hasta que vuelvas a activar las alertas. Los temas de este grupo se conservan.
        [thread]
            <b>¿Pausar todas las alertas?</b>

            A este hilo no llegarán noticias hasta que vuelvas a activar las alertas. Los temas de este hilo se conservan.
        [channel]
            <b>¿Pausar todas las alertas?</b>

            Allí no llegarán noticias hasta que vuelvas a activar las alertas. Los temas de este canal se conservan.
       *[private]
            <b>¿Pausar todas las alertas?</b>

            No te llegarán noticias hasta que vuelvas a activar las alertas. Tus temas se conservan.
    }
resume-confirm =
    <b>¿Activar las alertas otra vez?</b>

    Están en pausa. Las noticias nuevas de tus temas volverían a llegar.
leave-all-confirm =
    <b>¿Dejar todos tus temas?</b>

    { $count ->
        [one] Tienes { $count } tema. Ya no será tuyo y no llegarán más noticias.
        [many] Tienes { $count } temas. Ya no serán tuyos y no llegarán más noticias.
       *[other] Tienes { $count } temas. Ya no serán tuyos y no llegarán más noticias.
    } Para dejar solo algunos, abre tus temas.
all-left =
    <b>Ya no sigues ningún tema</b>

    No llegarán más noticias. Si cambias de idea, todos los temas están en el botón de abajo.
nothing-to-leave =
    { $chat ->
        [group] Este grupo no sigue ningún tema, así que no le llegan noticias.
        [thread] Este hilo no sigue ningún tema, así que no le llegan noticias.
        [channel] Este canal no sigue ningún tema, así que no le llegan noticias.
       *[private] No sigues ningún tema, así que no te llegan noticias.
    }
digests-on = Un resumen son muchas noticias en un mensaje. El equipo de este bot envía uno de vez en cuando, y tú lo recibes.
digests-paused = Un resumen son muchas noticias en un mensaje. El equipo de este bot envía uno de vez en cuando; mientras las alertas están en pausa, no te llega ninguno.
digests-off = Un resumen son muchas noticias en un mensaje. El equipo de este bot envía uno de vez en cuando; lo has desactivado en los ajustes.
digest-confirm = <b>¿Te muestro ahora las últimas noticias?</b>
not-paused = Las alertas están activas. { news-arrive }
left-as-is = No se cambió nada.

button-yes-pause = Sí, pausar
button-yes-resume = Sí, activarlas
button-yes-leave-all = Sí, dejarlos todos
button-pause-instead = Solo pausar
button-yes-latest = Sí, muéstralas
button-no = No

## The catalogue

catalogue =
    <b>Todos los temas</b>

    Toca un tema para seguirlo y otra vez para dejarlo. Un tema trae los que tiene debajo (└), marcados con «vía»; un toque silencia uno de estos. { $chat ->
        [private] { $followed ->
                [0] Aún no sigues ninguno.
                [one] Sigues { $followed }.
                [many] Sigues { $followed }.
               *[other] Sigues { $followed }.
            }
       *[other] Elegidos hasta ahora: { $followed }.
    }
catalogue-cards =
    <b>Sobre los temas</b>

    Toca un tema para leer de qué trata, con sus últimas noticias.
catalogue-search =
    { $here ->
        [group] <i>Para encontrar un tema, escribe /topics con su nombre o una palabra de él.</i>
       *[private] <i>Para encontrar un tema, escribe su nombre o una palabra de él.</i>
    }
topics-found =
    { $count ->
        [one] { $count } tema contiene «{ $query }». Tócalo para leer sobre él.
        [many] { $count } temas contienen «{ $query }». Toca uno para leer sobre él.
       *[other] { $count } temas contienen «{ $query }». Toca uno para leer sobre él.
    }
topics-found-more = Estos son los primeros { $count }. Escribe más del nombre para ver menos.
catalogue-empty = Aún no hay temas. En cuanto los haya, /topics los muestra.

button-all-topics = Todos los temas
button-about-topics = ℹ️ Sobre estos temas
button-follow-topics = Elegir temas
button-topic-via = { $topic } · vía { $source }
button-about = De qué trata
button-mine =
    { $chat ->
        [private] Mis temas
       *[other] Temas elegidos
    }
button-help = Ayuda

## Following one topic

followed =
    { $chat ->
        [group] ✓ Este grupo sigue { $topic }. { news-arrive }
        [thread] ✓ Este hilo sigue { $topic }. { news-arrive }
        [channel] ✓ Este canal sigue { $topic }. { news-arrive }
       *[private] ✓ Sigues { $topic }. { news-arrive }
    }
followed-covers = { $count ->
    [one] Eso incluye el tema que tiene debajo.
    [many] Eso incluye los { $count } temas que tiene debajo.
   *[other] Eso incluye los { $count } temas que tiene debajo.
}
already-followed =
    { $chat ->
        [group] Este grupo ya sigue { $topic }.
        [thread] Este hilo ya sigue { $topic }.
        [channel] Este canal ya sigue { $topic }.
       *[private] Ya sigues { $topic }.
    }
unfollowed =
    { $chat ->
        [group] Este grupo ya no sigue { $topic }.
        [thread] Este hilo ya no sigue { $topic }.
        [channel] Este canal ya no sigue { $topic }.
       *[private] Ya no sigues { $topic }.
    }
follow-undone =
    { $chat ->
        [group] Deshecho: este grupo no sigue { $topic }.
        [thread] Deshecho: este hilo no sigue { $topic }.
        [channel] Deshecho: este canal no sigue { $topic }.
       *[private] Deshecho: no sigues { $topic }.
    }
follow-undone-along =
    { $chat ->
        [private] Deshecho. Las noticias de { $topic } siguen llegando con { $source }, que sigues.
       *[other] Deshecho. Las noticias de { $topic } siguen llegando con { $source }.
    }
not-followed =
    { $chat ->
        [group] Este grupo no sigue { $topic }, así que nada cambió.
        [thread] Este hilo no sigue { $topic }, así que nada cambió.
        [channel] Este canal no sigue { $topic }, así que nada cambió.
       *[private] No sigues { $topic }, así que nada cambió.
    }
did-you-mean = Ningún tema se llama exactamente «{ $query }». ¿Es alguno de estos?
no-such-topic = Ningún tema se llama «{ $query }», ni nada parecido.
no-such-own-topic =
    { $chat ->
        [private] Ninguno de tus temas se llama «{ $query }», ni nada parecido.
       *[other] Ninguno de los temas elegidos se llama «{ $query }», ni nada parecido.
    }
unknown-link = Ese enlace no lleva a ningún tema que yo conozca. El botón de abajo muestra los que hay.

button-follow = Seguir { $topic }
button-follow-again = Seguir otra vez
button-unfollow = Dejar de seguir
button-unfollow-topic = Dejar { $topic }
button-undo = Deshacer
button-latest = Últimas noticias

## Several topics at once

list-followed =
    { $chat ->
        [group] ✓ Este grupo sigue { $topics }. { news-arrive }
        [thread] ✓ Este hilo sigue { $topics }. { news-arrive }
        [channel] ✓ Este canal sigue { $topics }. { news-arrive }
       *[private] ✓ Sigues { $topics }. { news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] Este grupo ya sigue { $topics }.
        [thread] Este hilo ya sigue { $topics }.
        [channel] Este canal ya sigue { $topics }.
       *[private] Ya sigues { $topics }.
    }
list-unfollowed =
    { $chat ->
        [group] Este grupo ya no sigue { $topics }.
        [thread] Este hilo ya no sigue { $topics }.
        [channel] Este canal ya no sigue { $topics }.
       *[private] Ya no sigues { $topics }.
    }
list-muted = 🔕 En silencio: { $topics }. Lo que viene con un tema de encima se silencia en vez de dejarse.
list-not-followed =
    { $chat ->
        [group] Este grupo no sigue { $topics }, así que ahí nada cambió.
        [thread] Este hilo no sigue { $topics }, así que ahí nada cambió.
        [channel] Este canal no sigue { $topics }, así que ahí nada cambió.
       *[private] No sigues { $topics }, así que ahí nada cambió.
    }
list-unknown = { $count ->
    [one] Ningún tema se llama { $parts }.
    [many] No hay temas llamados { $parts }.
   *[other] No hay temas llamados { $parts }.
}
list-similar = ¿Es alguno de estos?
list-part = «{ $part }»
list-more = { $count } más

## A topic's card

card-parent = Parte de { $topic }
card-children = Incluye { $topics }
card-followed =
    { $chat ->
        [group] ✓ Este grupo lo sigue. { news-arrive }
        [thread] ✓ Este hilo lo sigue. { news-arrive }
        [channel] ✓ Este canal lo sigue. { news-arrive }
       *[private] ✓ Lo sigues. { news-arrive }
    }
card-along =
    { $chat ->
        [private] ✓ Viene con { $source }, que sigues.
       *[other] ✓ Viene con { $source }.
    }
card-muted =
    { $chat ->
        [private] 🔕 Lo has silenciado.
       *[other] 🔕 Está en silencio.
    }
card-muted-along =
    { $chat ->
        [private] 🔕 Pertenece a { $source }, que has silenciado.
       *[other] 🔕 Pertenece a { $source }, que está en silencio.
    }
card-not-followed =
    { $chat ->
        [group] Este grupo no lo sigue.
        [thread] Este hilo no lo sigue.
        [channel] Este canal no lo sigue.
       *[private] No lo sigues.
    }
card-latest = <b>Últimas noticias</b>
card-no-stories = Aún no hay noticias sobre esto.

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } está en silencio. Sigue entre tus temas y no envía nada hasta que lo reactives.
       *[other] 🔕 { $topic } está en silencio. Sigue en la lista y no envía nada hasta que se reactive.
    }
muted-along =
    { $chat ->
        [private] 🔕 { $topic } está en silencio. Viene con { $source }, que sigues, así que no envía nada hasta que lo reactives.
       *[other] 🔕 { $topic } está en silencio. Viene con { $source }, así que no envía nada hasta que se reactive.
    }
unmuted = { $topic } ya no está en silencio. { news-arrive }

button-unmute = 🔔 Reactivar

## My topics

mine =
    { $chat ->
        [group]
            <b>Los temas de este grupo</b>

            { $count ->
                [0] Ahora mismo este grupo no sigue ningún tema
                [one] Este grupo sigue { $count } tema
                [many] Este grupo sigue { $count } temas
               *[other] Este grupo sigue { $count } temas
            }{ $muted ->
                [0] .
                [one] {" "}y tiene { $muted } en silencio.
                [many] {" "}y tiene { $muted } en silencio.
               *[other] {" "}y tiene { $muted } en silencio.
            }
        [thread]
            <b>Los temas de este hilo</b>

            { $count ->
                [0] Ahora mismo este hilo no sigue ningún tema
                [one] Este hilo sigue { $count } tema
                [many] Este hilo sigue { $count } temas
               *[other] Este hilo sigue { $count } temas
            }{ $muted ->
                [0] .
                [one] {" "}y tiene { $muted } en silencio.
                [many] {" "}y tiene { $muted } en silencio.
               *[other] {" "}y tiene { $muted } en silencio.
            }
        [channel]
            <b>Los temas de este canal</b>

            { $count ->
                [0] Ahora mismo este canal no sigue ningún tema
                [one] Este canal sigue { $count } tema
                [many] Este canal sigue { $count } temas
               *[other] Este canal sigue { $count } temas
            }{ $muted ->
                [0] .
                [one] {" "}y tiene { $muted } en silencio.
                [many] {" "}y tiene { $muted } en silencio.
               *[other] {" "}y tiene { $muted } en silencio.
            }
       *[private]
            <b>Tus temas</b>

            { $count ->
                [0] Ahora mismo no sigues ningún tema
                [one] Sigues { $count } tema
                [many] Sigues { $count } temas
               *[other] Sigues { $count } temas
            }{ $muted ->
                [0] .
                [one] {" "}y tienes { $muted } en silencio.
                [many] {" "}y tienes { $muted } en silencio.
               *[other] {" "}y tienes { $muted } en silencio.
            }
    }
mine-along = { $count ->
    [one] { $count } más viene con ellos, marcado con «vía».
    [many] { $count } más vienen con ellos, marcados con «vía».
   *[other] { $count } más vienen con ellos, marcados con «vía».
}
mine-paused = ⏸ Las alertas están en pausa: no llegan noticias hasta que las actives otra vez.
mine-how = Toca un tema para silenciarlo o reactivarlo, ✕ para dejarlo.
mine-empty =
    { $chat ->
        [group]
            <b>Los temas de este grupo</b>

            Este grupo aún no sigue ningún tema. Elige algunos y sus noticias llegarán a este grupo.
        [thread]
            <b>Los temas de este hilo</b>

            Este hilo aún no sigue ningún tema. Elige algunos y sus noticias llegarán a este hilo.
        [channel]
            <b>Los temas de este canal</b>

            Este canal aún no sigue ningún tema. Elige algunos y sus noticias llegarán allí.
       *[private]
            <b>Tus temas</b>

            Aún no sigues ningún tema. Elige algunos y sus noticias llegarán aquí.
    }

## The newest stories

latest = <b>Últimas noticias</b>
latest-of = <b>Últimas noticias: { $topic }</b>
latest-none = Aún no hay noticias. Las nuevas estarán aquí cuando lleguen.
latest-of-none = Aún no hay noticias sobre { $topic }.
latest-sources = { $count ->
    [one] +{ $count } fuente
    [many] +{ $count } fuentes
   *[other] +{ $count } fuentes
}

## Digests

digest-heading =
    { $chat ->
        [private] 🗞 <b>Tu resumen</b> · { $date }
       *[other] 🗞 <b>Resumen</b> · { $date }
    }
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count ->
    [one] { $count } noticia
    [many] { $count } noticias
   *[other] { $count } noticias
}
digest-topics = { $count ->
    [one] { $count } tema
    [many] { $count } temas
   *[other] { $count } temas
}
digest-outlets = { $count ->
    [one] { $count } medio
    [many] { $count } medios
   *[other] { $count } medios
}
digest-continued = <b>{ $topic }</b>, continuación
digest-more = <i>… y { $count } más</i>
digest-more-of = <b>{ $topic }</b> · { $count ->
    [one] { $count } noticia
    [many] { $count } noticias
   *[other] { $count } noticias
}

button-digest-more = { $topic }: { $count } más

## Settings

settings =
    { $chat ->
        [group] <b>Lo que llega a este grupo</b>
        [thread] <b>Lo que llega a este hilo</b>
        [channel] <b>Lo que llega a este canal</b>
       *[private] <b>Lo que te llega</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ Las alertas están en pausa: no llegan noticias ni avisos hasta que las actives otra vez. Tus temas se conservan.
       *[other] ⏸ Las alertas están en pausa: no llegan noticias ni avisos hasta que se activen otra vez. Los temas se conservan.
    }
settings-announcements-on =
    { $chat ->
        [group] 📣 Los avisos están activados: de vez en cuando, el equipo de este bot envía a este grupo novedades o un resumen.
        [thread] 📣 Los avisos están activados: de vez en cuando, el equipo de este bot envía a este hilo novedades o un resumen.
        [channel] 📣 Los avisos están activados: de vez en cuando, el equipo de este bot envía allí novedades o un resumen.
       *[private] 📣 Los avisos están activados: de vez en cuando, el equipo de este bot te envía novedades o un resumen.
    }
settings-announcements-paused = 📣 Los avisos están activados y vuelven a llegar cuando lo hagan las alertas.
settings-announcements-off =
    { $chat ->
        [group] 🔕 Los avisos están desactivados: el equipo de este bot no envía a este grupo ni novedades ni resúmenes.
        [thread] 🔕 Los avisos están desactivados: el equipo de este bot no envía a este hilo ni novedades ni resúmenes.
        [channel] 🔕 Los avisos están desactivados: el equipo de este bot no envía allí ni novedades ni resúmenes.
       *[private] 🔕 Los avisos están desactivados: el equipo de este bot no te envía novedades ni resúmenes.
    }
settings-silent-messages-on = 🔇 Sin sonido: todo llega sin hacer ruido.
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 Con sonido: lo que llega suena como cada miembro eligió en Telegram.
        [channel] 🔔 Con sonido: lo que llega suena como cada miembro eligió en Telegram.
       *[private] 🔔 Con sonido: lo que llega suena como elegiste en Telegram.
    }
settings-notices = Los avisos sobre este propio bot llegan siempre. Son poco frecuentes.

button-settings = Ajustes
button-announcements-on = Activar avisos
button-announcements-off = Desactivar avisos
button-opt-out = Sin avisos
button-opt-in = Con avisos
button-silent-messages-on = Recibir sin sonido
button-silent-messages-off = Recibir con sonido

## Help

help =
    { $chat ->
        [group]
            <b>Cómo funciona</b>

            Elige temas para este grupo, y cada noticia nueva sobre ellos llega a él una vez. Sus administradores usan estos comandos:
        [channel]
            <b>Cómo funciona</b>

            Elige temas para este canal, y cada noticia nueva sobre ellos llega allí una vez. Sus administradores usan estos comandos:
       *[private]
            <b>Cómo funciona</b>

            Elige temas, y cada noticia nueva sobre ellos llega aquí una vez.
    }
help-words =
    { $here ->
        [group] <i>Aquí solo leo estos comandos, y solo de administradores.</i>
       *[private] <i>Escribe el nombre de un tema, o una palabra de él, para leer sobre él. También entiendo palabras sencillas, como «parar» o «ajustes».</i>
    }
help-topics = <b>Temas</b>
help-news = <b>Noticias</b>
help-alerts = <b>Alertas</b>
help-data = <b>Ayuda y privacidad</b>

command-start = Empezar, o activar las alertas otra vez
command-topics = Todos los temas, para seguirlos o dejarlos
command-subscribe = Seguir temas por su nombre, con comas entre ellos
command-unsubscribe = Dejar de seguir temas
command-mine =
    { $chat ->
        [private] Los temas que sigues
       *[other] Los temas elegidos
    }
command-latest = Las últimas noticias, de todos los temas o de uno
command-stop = Pausar todas las alertas
command-settings =
    { $chat ->
        [private] Lo que te llega y lo que no
       *[other] Lo que llega y lo que no
    }
command-help = Lo que puede hacer este bot
command-privacy =
    { $chat ->
        [private] Lo que se guarda sobre ti
       *[other] Lo que se guarda, y por cuánto tiempo
    }
command-delete =
    { $chat ->
        [private] Borrar todo lo que se guarda sobre ti
       *[other] Borrar todo lo que se guarda
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>Lo que se guarda sobre este grupo</b>
            • su número y su nombre, para que las alertas lo encuentren
            • el número de quien lo configuró, a quien se avisa si algo falla, y de quien abrió un menú en él, durante 30 días
            • su idioma, sus temas y sus ajustes
            • qué alertas, resúmenes y avisos se le enviaron y cuándo, para que nada llegue dos veces

            De sus miembros no se guarda nada, ni lo que se escribe aquí. Lo que alguien guarda queda en su chat privado conmigo. No se pasa nada a nadie; los mensajes mismos viajan por Telegram.

            <b>Durante cuánto tiempo</b>
            Hasta que un administrador lo borre con /delete.
        [channel]
            <b>Lo que se guarda sobre este canal</b>
            • su número y su nombre, para que las alertas lo encuentren
            • el número de quien lo configuró, a quien se avisa si algo falla, y de quien abrió un menú allí, durante 30 días
            • su idioma, sus temas y sus ajustes
            • qué alertas, resúmenes y avisos se le enviaron y cuándo, para que nada llegue dos veces

            De sus miembros no se guarda nada, ni lo que se escribe allí. Lo que alguien guarda queda en su chat privado conmigo. No se pasa nada a nadie; los mensajes mismos viajan por Telegram.

            <b>Durante cuánto tiempo</b>
            Hasta que un administrador lo borre con /delete.
       *[private]
            <b>Lo que se guarda sobre ti</b>
            • el número de este chat, para que las alertas lo encuentren
            • tu idioma
            • los temas que elegiste, desde cuándo, y cómo y cuándo te llega cada uno
            • tu zona horaria, si la dijiste (nunca tu ubicación), tus horas, tus filtros, las palabras que vigilas y lo que guardaste
            • las últimas palabras que buscaste, durante 30 días, y las listas de temas que compartiste
            • cuándo usaste este bot por primera y última vez, y si las alertas están en pausa
            • si recibes avisos, y si los mensajes te llegan sin sonido
            • qué alertas, resúmenes y avisos se te enviaron y cuándo, para que nada llegue dos veces, y qué se retuvo y por qué, para que puedas preguntar
            • si configuraste un grupo o un canal: tu número junto a él, para avisarte si algo falla; y junto a los menús que abres en grupos, durante 30 días

            /export te envía todo eso en un archivo.

            No se guardan tu nombre, tu nombre de usuario, tu teléfono ni lo que escribes aquí. No se pasa nada a nadie; los mensajes mismos viajan por Telegram.

            <b>Durante cuánto tiempo</b>
            Hasta que lo borres. Solo el intento de usar un comando de los administradores de este bot queda en un registro, con tu número.

            <b>Cómo borrarlo</b>
            Envía /delete. Tras una pregunta, todo desaparece de una vez.
    }
privacy-contact =
    <b>A quién preguntar</b>
    { $contact }
privacy-no-contact =
    <b>A quién preguntar</b>
    Al equipo de este bot. No ha dado ninguna dirección, pero todo lo que podría hacer por ti aquí lo puedes hacer tú: /stop lo pausa todo, /delete lo borra todo. Para quejarte del bot, abre su perfil en Telegram y toca «Reportar».

delete-confirm =
    { $chat ->
        [group]
            <b>¿Borrar todo sobre este grupo?</b>

            Sus temas, sus ajustes y la lista de alertas que se le enviaron desaparecen para siempre, en todos sus hilos, y no llegarán más alertas. Los mensajes quedan hasta que alguien los borre.
        [channel]
            <b>¿Borrar todo sobre este canal?</b>

            Sus temas, sus ajustes y la lista de alertas que se le enviaron desaparecen para siempre, y no llegarán más alertas. Los mensajes quedan hasta que alguien los borre.
       *[private]
            <b>¿Borrar todo sobre ti?</b>

            Tus temas, tus ajustes y la lista de alertas que se te enviaron desaparecen para siempre, y no llegarán más alertas. Los mensajes de este chat quedan hasta que los borres tú.
    }
deleted =
    { $chat ->
        [group]
            <b>Todo sobre este grupo está borrado</b>

            No llegarán más alertas. Si cambias de idea, /start empieza de cero.
        [channel]
            <b>Todo sobre este canal está borrado</b>

            No llegarán más alertas. Si cambias de idea, /start empieza de cero.
       *[private]
            <b>Todo sobre ti está borrado</b>

            No llegarán más alertas. Si cambias de idea, /start empieza de cero.
    }
delete-cancelled = No se borró nada. Todo queda como estaba.

button-delete = Sí, borrarlo todo
button-keep = No, conservarlo

## Not understood, not possible

unknown-text = Entiendo comandos y nombres de temas. Puedes empezar por aquí:
unknown-text-topic = ¿Buscas { $topic }?
unknown-command = No hay ningún comando «{ $command }». /help muestra los que hay.
apology = Lo siento, algo salió mal. No se perdió nada; inténtalo de nuevo en un momento, por favor.
too-fast = Eso fue un poco rápido para mí. Espera un momento e inténtalo de nuevo, por favor.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] Este grupo sigue { $topic }
        [thread] Este hilo sigue { $topic }
        [channel] Este canal sigue { $topic }
       *[private] Sigues { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] Este grupo ya no sigue { $topic }
        [thread] Este hilo ya no sigue { $topic }
        [channel] Este canal ya no sigue { $topic }
       *[private] Ya no sigues { $topic }
    }
toast-not-followed =
    { $chat ->
        [group] Este grupo no sigue { $topic }
        [thread] Este hilo no sigue { $topic }
        [channel] Este canal no sigue { $topic }
       *[private] No sigues { $topic }
    }
toast-muted = { $topic } está en silencio
toast-unmuted = { $topic } ya no está en silencio
toast-alerts-paused = Las alertas están en pausa
toast-all-left =
    { $chat ->
        [group] Este grupo ya no sigue ningún tema
        [channel] Este canal ya no sigue ningún tema
       *[private] Ya no sigues ningún tema
    }
toast-resumed = Las alertas vuelven a estar activas
toast-story-withdrawn = Su editor retiró esta noticia
toast-announcements-on = Avisos activados
toast-announcements-off = Avisos desactivados
toast-silent-messages-on = Ahora, sin sonido
toast-silent-messages-off = Ahora, con sonido
toast-unchanged = Nada que cambiar: ya está así
toast-expired = Este botón ya no vale. /topics y /mine muestran cómo está todo.
toast-too-fast = Un poco más despacio, por favor
toast-apology = Lo siento, algo salió mal. Inténtalo de nuevo en un momento, por favor.

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    Noticias de los temas que eliges, en cuanto salen.

    Cada noticia llega una vez, con su fuente, un extracto breve y lecturas relacionadas. Si otros también la cuentan, el mensaje se actualiza en vez de repetirse. Silencia un tema o páusalo todo con un toque.

    Toca Iniciar para elegir tus temas.
profile-short = Noticias de los temas que eliges: cada una, una vez, en cuanto sale, con su fuente y lecturas relacionadas.
