## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Durante el silencio</b> · { $date }
digest-heading-pause = 🗞 <b>Durante tu pausa</b> · { $date }
digest-heading-burst = 🗞 <b>Muchas noticias a la vez</b> · { $date }
digest-updated = <b>actualizada</b>
button-digest-watched =
    { $chat ->
        [private] Palabras que vigilas
       *[other] Palabras vigiladas
    }

button-digest-settings = ⚙️ Cuándo llega el resumen

digest-now = { $count ->
    [one] Tu resumen está en camino: { $count } noticia.
    [many] Tu resumen está en camino: { $count } noticias.
   *[other] Tu resumen está en camino: { $count } noticias.
}
digest-now-held = { $count ->
    [one] Tu resumen tiene { $count } noticia. Ahora hay silencio, así que llega al terminar: { $at }.
    [many] Tu resumen tiene { $count } noticias. Ahora hay silencio, así que llega al terminar: { $at }.
   *[other] Tu resumen tiene { $count } noticias. Ahora hay silencio, así que llega al terminar: { $at }.
}
digest-now-paused = Mientras las alertas están en pausa no se envía nada. Actívalas con /start y luego envía /digest otra vez.
digest-now-empty = No hay nada nuevo que no te haya contado ya.
digest-now-empty-due = No hay nada nuevo que no te haya contado ya. Tu próximo resumen: { $at }.

command-digest-reader = Tu resumen, ahora: lo que aún no te he contado
