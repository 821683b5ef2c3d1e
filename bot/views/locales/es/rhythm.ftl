## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = hoy, { $hour }
moment-tomorrow = mañana, { $day }, { $hour }
moment-later = { $day }, { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] La zona horaria de este grupo es { $zone }. Hora local: { $hour }.
        [thread] La zona horaria de este hilo es { $zone }. Hora local: { $hour }.
        [channel] La zona horaria de este canal es { $zone }. Hora local: { $hour }.
       *[private] Tu zona horaria es { $zone }. Hora local: { $hour }.
    }
zone-none =
    { $chat ->
        [group] La zona horaria de este grupo aún no está configurada, así que uso UTC.
        [thread] La zona horaria de este hilo aún no está configurada, así que uso UTC.
        [channel] La zona horaria de este canal aún no está configurada, así que uso UTC.
       *[private] Aún no me has dicho tu zona horaria, así que uso UTC.
    }
zone-ask =
    { $here ->
        [group] ¿De dónde es este grupo? Escribe /timezone con una ciudad, como <code>/timezone Bogotá, Colombia</code>, o con una zona, como <code>/timezone UTC-5</code>.
       *[private]
            { $chat ->
                [private] ¿Dónde vives? Escribe una ciudad, como «Madrid» o «Bogotá, Colombia», o envía tu ubicación. También valen «UTC-5» o «Europe/Madrid».
               *[other] ¿Qué zona horaria vale? Escribe una ciudad, como «Madrid» o «Bogotá, Colombia». También valen «UTC-5» o «Europe/Madrid».
            }
    }
zone-ask-other =
    { $here ->
        [group] Escribe /timezone con una ciudad, como <code>/timezone Bogotá, Colombia</code>, o con una zona, como <code>/timezone UTC-5</code>.
       *[private]
            { $chat ->
                [private] ¿Ahora en otro sitio? Escribe la ciudad o envía tu ubicación.
               *[other] ¿Otro lugar? Escribe la ciudad o la zona, como «UTC-3».
            }
    }
zone-set = { $place }: hora local, { $hour }. ({ $zone })
zone-which = ¿De qué «{ $place }» se trata? Al lado de cada uno está su hora.
zone-unknown = No conozco ningún lugar llamado «{ $place }».
zone-unreadable = No reconozco ahí ningún lugar.
zone-hint =
    { $here ->
        [group] Prueba con una ciudad más grande o añade el país en inglés: <code>/timezone Portland, Oregon</code>. También vale <code>/timezone UTC-3</code>.
       *[private] Escribe una ciudad más grande cerca de ti, añade el país en inglés («Portland, Oregon»), envía tu ubicación, o escribe la diferencia de tu reloj con UTC, como «UTC-3».
    }
zone-needed =
    { $here ->
        [group] 🌍 Estas horas son <b>UTC</b>, porque la zona horaria de este grupo aún no está configurada. Escribe /timezone con una ciudad, como <code>/timezone Bogotá, Colombia</code>, o con una zona, como <code>/timezone UTC-5</code>.
       *[private]
            { $chat ->
                [private] 🌍 Estas horas son en <b>UTC</b>, porque aún no sé tu zona horaria. ¿Dónde vives? Escribe una ciudad, como «Madrid», o envía tu ubicación.
               *[other] 🌍 Estas horas son en <b>UTC</b>, porque aún no hay zona horaria. ¿Cuál vale? Escribe una ciudad, como «Madrid».
            }
    }
zone-still-needed =
    { $chat ->
        [private] Estas horas son en UTC. Con /timezone pasan a ser las tuyas.
       *[other] Estas horas son en UTC: aún no hay zona horaria.
    }

button-zone = 🌍 Zona horaria
button-zone-other = Otro lugar

## Rhythm

rhythm-heading = <b>Cuándo llegan las noticias</b>
rhythm-topic-heading = <b>Cuándo llegan las noticias de { $topic }</b>

measure-rhythm-at-once = Al momento
measure-rhythm-daily = Cada día, { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] Los lunes, { $hour }
    [2] Los martes, { $hour }
    [3] Los miércoles, { $hour }
    [4] Los jueves, { $hour }
    [5] Los viernes, { $hour }
    [6] Los sábados, { $hour }
   *[7] Los domingos, { $hour }
}
measure-rhythm-digest-only = Solo en resumen
measure-rhythm-off = Nada
measure-rhythm-inside-at-once = al momento
measure-rhythm-inside-daily = cada día, { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] los lunes, { $hour }
    [2] los martes, { $hour }
    [3] los miércoles, { $hour }
    [4] los jueves, { $hour }
    [5] los viernes, { $hour }
    [6] los sábados, { $hour }
   *[7] los domingos, { $hour }
}
measure-rhythm-inside-digest-only = solo en resumen
measure-rhythm-inside-off = nada

rhythm-means-at-once = Cada noticia llega en cuanto sale.
rhythm-means-daily = Un mensaje al día con lo nuevo, y nada entre medias.
rhythm-means-weekly = Un mensaje a la semana con lo nuevo, y nada entre medias.
rhythm-means-digest-only =
    { $chat ->
        [private] Sin alertas. Lo nuevo está en tu próximo resumen; /digest trae uno al momento.
       *[other] Sin alertas. Lo nuevo está en el próximo resumen.
    }
rhythm-means-off =
    { $chat ->
        [private] No llegan noticias. Tus temas se conservan.
       *[other] No llegan noticias. Los temas se conservan.
    }
rhythm-means-off-topic = No llegan noticias de este tema. Aquí puedes reactivarlo.
rhythm-as-chat =
    { $chat ->
        [private] Como todas tus noticias: { $rhythm }.
       *[other] Como todas las noticias: { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] No sigues este tema. Elige cuándo llegan sus noticias y lo sigues.
       *[other] Este tema no se sigue. Elige cuándo llegan sus noticias y se seguirá.
    }
rhythm-next = Próximo: { $at } ({ $zone }).
rhythm-next-quiet =
    { $chat ->
        [private] Cae en tus horas de silencio y llega cuando terminan: { $at }.
       *[other] Cae en las horas de silencio y llega cuando terminan: { $at }.
    }
rhythm-next-digest =
    { $chat ->
        [private] Tu próximo resumen: { $at } ({ $zone }).
       *[other] El próximo resumen: { $at } ({ $zone }).
    }
rhythm-own = Temas con su propia hora:
rhythm-own-topic = • { $topic }: { $rhythm }
rhythm-question =
    { $chat ->
        [private] ¿Todas tus noticias en un solo mensaje, { $rhythm }, y nada entre medias?
       *[other] ¿Todas las noticias en un solo mensaje, { $rhythm }, y nada entre medias?
    }
button-rhythm-yes = Sí, así
rhythm-ask-day = ¿Qué día de la semana?
rhythm-ask-hour =
    { $chat ->
        [private] ¿A qué hora? Vale tu reloj: { $zone }.
       *[other] ¿A qué hora? Vale la zona horaria: { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Escribe el comando con la hora, como <code>/rhythm cada día 7:45</code> o <code>/rhythm viernes 21h</code>.
       *[private] Escribe la hora, como «7:45» o «21h».
    }
rhythm-hour-unreadable =
    { $here ->
        [group] No pude leer «{ $text }» como hora. Escribe, por ejemplo, <code>/rhythm cada día 7:45</code>.
       *[private] No entiendo «{ $text }» como hora. Escríbela como «7:45» o «21h».
    }
rhythm-unreadable = No entiendo «{ $text }». Escribe una de estas líneas, o elige abajo:
rhythm-examples =
    /rhythm cada día 08:00
    /rhythm viernes 17:30
    /rhythm al momento
    /rhythm solo en resumen
    /rhythm nada
    /rhythm TEMA cada día 08:00
rhythm-no-topic = No hay ningún tema «{ $query }». ¿Es alguno de estos?
rhythm-no-topic-at-all = No hay ningún tema «{ $query }». /topics los muestra todos.

button-rhythm = 🕗 Cuándo llegan
button-rhythm-at-once = Al momento
button-rhythm-daily = Cada día …
button-rhythm-weekly = Cada semana …
button-rhythm-digest-only = Solo en resumen
button-rhythm-off = Nada
button-rhythm-default =
    { $chat ->
        [private] Como todas mis noticias
       *[other] Como todas las noticias
    }
button-rhythm-hour-other = Otra hora …
button-back = ‹ Atrás
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Horas de silencio</b>
quiet-is = { $hours }. Entonces no llega nada, salvo avisos sobre este bot, que son poco frecuentes. Lo que llegue mientras tanto viene al terminar: hasta tres noticias sueltas; si son más, en un resumen.
quiet-none =
    { $chat ->
        [private] No tienes: las noticias llegan a cualquier hora.
       *[other] No hay: las noticias llegan a cualquier hora.
    }
quiet-now = Ahora hay silencio, hasta { $at } ({ $zone }).
quiet-next = Próximas: { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Escribe el comando con las horas, como <code>/quiet 22:00-07:00</code>, <code>/quiet 22h a 7h</code> o <code>/quiet vie,sáb 23:00-09:00</code>.
       *[private] Escribe desde cuándo hasta cuándo, como «22:00-07:00», «22h a 7h» o «vie,sáb 23:00-09:00».
    }
quiet-unreadable = No entiendo «{ $text }» como horas de silencio.
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end }, { $days }
button-quiet = 🌙 Horas de silencio
button-quiet-span = { $start }–{ $end }
button-quiet-other = Otras horas …
button-quiet-off = Sin horas de silencio
toast-quiet-last-day = Tiene que quedar un día. «Sin horas de silencio» las desactiva.

## Pause

pause-heading = <b>Pausa</b>
pause-ask = ¿Cuánto tiempo no debe llegarte nada? Lo que llegue mientras tanto viene una vez, en un resumen, al terminar la pausa. Solo los avisos sobre este bot, que son poco frecuentes, llegan igualmente.
pause-ask-open = Una pausa hasta nuevo aviso no tiene resumen al final: sigues desde ahí.
paused-until = ⏸ No llega nada hasta <b>{ $at }</b> ({ $zone }), salvo avisos sobre este bot. Lo que llegue mientras tanto viene una vez, en un resumen.
pause-unreadable = No entiendo «{ $text }» como duración. Escribe /pause 1h, /pause 1d o /pause 1w, o elige abajo.
pause-ended = <b>La pausa terminó</b>

    Lo que llegó mientras tanto viene enseguida, en un resumen, si hubo algo.
button-pause-hour = Una hora
button-pause-day = Un día
button-pause-week = Una semana
button-pause-open = Hasta nuevo aviso
button-pause-end = ▶ Seguir ya
button-pause-for = ⏸ Pausa …
toast-paused-until = No llega nada hasta { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = silencio { $hours }
summary-topic = { $topic }: { $how }
summary-filters = { $count ->
    [one] 1 filtro
    [many] { $count } filtros
   *[other] { $count } filtros
}
summary-watches = { $count ->
    [one] 1 búsqueda
    [many] { $count } búsquedas
   *[other] { $count } búsquedas
}
summary-announcements-on = avisos activados
summary-announcements-off = avisos desactivados
summary-silent-messages-on = sin sonido
summary-silent-messages-off = con sonido
settings-paused-until = ⏸ En pausa hasta { $at } ({ $zone }). Lo que llegue mientras tanto viene una vez, en un resumen.

button-digest-now = 🗞 Resumen ahora
button-settings-volumes = 🎚 Cuánto llega
button-settings-filters = Filtros
button-settings-watches = Palabras
button-settings-saved = Guardadas

command-timezone =
    { $chat ->
        [private] Tu zona horaria, por una ciudad
       *[other] La zona horaria, por una ciudad
    }
command-rhythm = Al momento, cada día, cada semana: cuándo llegan
command-quiet = Horas en las que no llega nada
command-pause = Nada durante una hora, un día, una semana
