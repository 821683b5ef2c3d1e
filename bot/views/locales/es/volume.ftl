# How much of each topic comes. docs/texts.md explains the file to translators.

command-volume = Cuánto llega de cada tema

## What can be chosen

button-volume-all = Todos los artículos
button-volume-stories = Cada noticia una vez
button-volume-top = Lo más destacado
button-volume-some = Unas { $count } al día
button-volume-other = Otro número …
button-topic-volume = Cantidad: { $volume }
button-topic-rhythm = Ritmo: { $rhythm }
button-topic-filters = { $count ->
    [0] Filtros: ninguno
    [one] Filtros: { $count }
    [many] Filtros: { $count }
   *[other] Filtros: { $count }
}
volume-all = todos los artículos
volume-stories = cada noticia una vez
volume-top = lo más destacado
volume-some = { $count ->
    [one] más o menos una al día
    [many] unas { $count } al día
   *[other] unas { $count } al día
}
volume-muted = en silencio

## All topics

volumes =
    <b>Cuánto llega de cada tema</b>

    Toca un tema para cambiarlo.
volumes-none =
    { $chat ->
        [private] Aún no sigues ningún tema. Elige primero algunos y luego cuánto llega de cada uno.
       *[other] Aún no se sigue ningún tema. Elige primero algunos y luego cuánto llega de cada uno.
    }
button-volume-of = { $topic }: { $volume }

## One topic

volume-page = <b>Cuánto llega de { $topic }</b>
volume-now = Ahora: { $volume }.
volume-now-along = Ahora: { $volume }, como en { $source }. Lo que elijas aquí vale para este tema y los que tiene debajo.
volume-now-muted = Ahora está en silencio. Lo que elijas lo reactiva.
volume-now-none =
    { $chat ->
        [private] No lo sigues. Si eliges algo, lo sigues.
       *[other] No se sigue. Si eliges algo, se seguirá.
    }
volume-yesterday = { $count ->
    [one] Ayer tuvo { $count } noticia. Esto habría llegado con cada opción:
    [many] Ayer tuvo { $count } noticias. Esto habría llegado con cada opción:
   *[other] Ayer tuvo { $count } noticias. Esto habría llegado con cada opción:
}
volume-quiet = Ayer no tuvo noticias, así que aún no hay nada que comparar.
volume-line = { $choice }: { $sent } de { $total }
volume-line-all = { $choice }: { $sent ->
    [one] { $sent } artículo
    [many] { $sent } artículos
   *[other] { $sent } artículos
}
volume-how = <i>Lo más destacado y un número al día dependen de quién más cuenta la noticia, de su interés y su calidad, y de lo que tuvo el tema en los últimos siete días. Lo que queda fuera está en el resumen, si lo hay.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ De { $topic } llegan todos los artículos, también los de noticias que ya conoces.
       *[other] ✓ De { $topic } llegan todos los artículos, también los de noticias que ya llegaron.
    }
volume-set-stories = ✓ De { $topic } llega cada noticia una vez.
volume-set-top = ✓ De { $topic } llega lo más destacado: como mucho cuatro de cada diez. Lo que queda fuera está en el resumen, si lo hay.
volume-set-some = { $count ->
    [one] ✓ De { $topic } llega más o menos una noticia al día, la más importante. Lo que queda fuera está en el resumen, si lo hay.
    [many] ✓ De { $topic } llegan unas { $count } noticias al día, las más importantes. Lo que queda fuera está en el resumen, si lo hay.
   *[other] ✓ De { $topic } llegan unas { $count } noticias al día, las más importantes. Lo que queda fuera está en el resumen, si lo hay.
}
volume-set-yesterday = { $count ->
    [0] Ayer no tuvo noticias.
    [one] Ayer habría llegado esto: { $sent } de { $count } noticia.
    [many] Ayer habría llegado esto: { $sent } de { $count } noticias.
   *[other] Ayer habría llegado esto: { $sent } de { $count } noticias.
}
volume-set-yesterday-all = { $count ->
    [0] Ayer no tuvo noticias.
    [one] Artículos que habrían llegado ayer: { $sent }, de { $count } noticia.
    [many] Artículos que habrían llegado ayer: { $sent }, de { $count } noticias.
   *[other] Artículos que habrían llegado ayer: { $sent }, de { $count } noticias.
}
volume-ask =
    { $here ->
        [group] ¿Cuántas noticias al día sobre { $topic }, más o menos? Escribe el comando con el tema y un número del 1 al { $more }, como <code>/volume { $name } 5</code>.
       *[private] ¿Cuántas noticias al día sobre { $topic } quieres, más o menos? Escribe un número del 1 al { $more }.
    }
volume-unclear =
    { $here ->
        [group] Eso no es un número del 1 al { $more }. Escribe, por ejemplo, <code>/volume { $name } 5</code>.
       *[private] Eso no es un número del 1 al { $more }. Escribe, por ejemplo, <code>5</code>.
    }
volume-unknown = «{ $query }» no es una cantidad. Escribe <code>/volume { $name } 5</code> para unas cinco noticias al día, o <code>all</code>, <code>stories</code> o <code>top</code> en lugar del número; los números van del 1 al { $more }.
volumes-how = <i>O escríbelo: <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

toast-volume = { $topic }: { $volume }
button-volume-change = Cambiar
button-volume-back = Déjalo así
button-all-volumes = Cantidades de los temas

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ Lo sigues. Los botones de abajo dicen cuánto llega y cuándo.
       *[other] ✓ Se sigue. Los botones de abajo dicen cuánto llega y cuándo.
    }
