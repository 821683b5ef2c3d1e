## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Durante el silencio</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>Durante tu pausa</b> · { $date }
       *[other] 🗞 <b>Durante la pausa</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Muchas noticias a la vez</b> · { $date }
digest-updated = <b>actualizada</b>
button-digest-watched =
    { $chat ->
        [private] Palabras que vigilas
       *[other] Palabras vigiladas
    }

button-digest-settings = ⚙️ Cuándo llega el resumen

digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Tu resumen está en camino: { $count } noticia.
                [many] Tu resumen está en camino: { $count } noticias.
               *[other] Tu resumen está en camino: { $count } noticias.
            }
       *[other] El resumen está en camino. Noticias: { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] Tu resumen tiene { $count } noticia. Ahora hay silencio, así que llega al terminar: { $at }.
                [many] Tu resumen tiene { $count } noticias. Ahora hay silencio, así que llega al terminar: { $at }.
               *[other] Tu resumen tiene { $count } noticias. Ahora hay silencio, así que llega al terminar: { $at }.
            }
       *[other] Noticias en el resumen: { $count }. Ahora hay silencio, así que llega al terminar: { $at }.
    }
digest-now-paused =
    { $chat ->
        [private] Mientras las alertas están en pausa no se envía nada. Actívalas con /start y luego envía /digest otra vez.
       *[other] Mientras las alertas están en pausa no se envía nada. Actívalas primero.
    }
digest-now-empty =
    { $chat ->
        [private] No hay nada nuevo que no te haya contado ya.
       *[other] No hay nada nuevo que no se haya contado ya.
    }
digest-now-empty-due =
    { $chat ->
        [private] No hay nada nuevo que no te haya contado ya. Tu próximo resumen: { $at }.
       *[other] No hay nada nuevo que no se haya contado ya. El próximo resumen: { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Tu resumen, ahora: lo que aún no te he contado
       *[other] El resumen, ahora: lo que aún no llegó
    }
