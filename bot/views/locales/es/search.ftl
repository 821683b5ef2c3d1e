### Search, inline mode, and lists that people share.

## Search

command-search = Buscar noticias por sus palabras

search-ask = ¿Qué palabras busco? <code>-palabra</code> deja noticias fuera, y <code>"dos palabras"</code> las encuentra juntas.
search-how = Escribe las palabras detrás: <code>/search computer vision</code>. <code>-palabra</code> deja noticias fuera, y <code>"dos palabras"</code> las encuentra juntas.
search-found = { $count ->
    [one] <b>Una noticia con «{ $words }»</b>
    [many] <b>{ $count } noticias con «{ $words }»</b>
   *[other] <b>{ $count } noticias con «{ $words }»</b>
}
search-begins = { $count ->
    [one] <b>Una noticia con palabras que empiezan por «{ $words }»</b>
    [many] <b>{ $count } noticias con palabras que empiezan por «{ $words }»</b>
   *[other] <b>{ $count } noticias con palabras que empiezan por «{ $words }»</b>
}
search-holds = { $count ->
    [one] <b>Una noticia con palabras que contienen «{ $words }»</b>
    [many] <b>{ $count } noticias con palabras que contienen «{ $words }»</b>
   *[other] <b>{ $count } noticias con palabras que contienen «{ $words }»</b>
}
search-watch-exact = Si vigilas «{ $words }», cuenta tal cual: noticias como estas, con palabras más largas, no llegarían.
search-none =
    { $chat ->
        [private] Por ahora ninguna noticia tiene «{ $words }». Con menos palabras se encuentra más, o vigílalas: así te llega cada noticia nueva que las tenga.
       *[other] Por ahora ninguna noticia tiene «{ $words }». Con menos palabras se encuentra más, o vigílalas: así llega sola cada noticia nueva que las tenga.
    }
search-no-words = En «{ $words }» no hay ninguna palabra que pueda buscar. Escribe al menos una sin menos, por favor.
button-watch-search = 🔔 Vigilar estas palabras

## Inline mode: the bot is asked in any chat

button-inline-topic = Más sobre { $topic }
button-inline-open = Abrir el bot
button-inline-nothing = Ninguna noticia con estas palabras · abrir el bot
button-share = Compartir
label-inline-story = { $source } · { $time }

## Links

followed-daily =
    { $chat ->
        [group] ✓ Este grupo sigue { $topic }. Sus noticias llegan cada día, { $hour } ({ $zone }), en un mensaje.
       *[private] ✓ Sigues { $topic }. Sus noticias llegan cada día, { $hour } ({ $zone }), en un mensaje.
    }
button-link-rhythm = 🕗 Cambiar cuándo

## Lists that people share

command-share =
    { $chat ->
        [private] Un enlace a tus temas, para otros
       *[other] Un enlace a los temas, para otros
    }
share =
    { $chat ->
        [group]
            { $count ->
                [one] Con este enlace otros pueden seguir el tema de este grupo:
                [many] Con este enlace otros pueden seguir los { $count } temas de este grupo, todos o algunos:
               *[other] Con este enlace otros pueden seguir los { $count } temas de este grupo, todos o algunos:
            }
       *[private]
            { $count ->
                [one] Con este enlace otros pueden seguir tu tema:
                [many] Con este enlace otros pueden seguir tus { $count } temas, todos o algunos:
               *[other] Con este enlace otros pueden seguir tus { $count } temas, todos o algunos:
            }
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] Solo contiene los temas, no cuándo ni cuánto te llega. El enlace conserva tus temas como están ahora; si cambian, /share hace uno nuevo.
       *[other] Solo contiene los temas, no cuándo ni cuánto llega. El enlace conserva los temas como están ahora; si cambian, /share hace uno nuevo.
    }
share-none =
    { $chat ->
        [group] Este grupo aún no sigue ningún tema, así que no hay nada que compartir.
       *[private] Aún no sigues ningún tema, así que no hay nada que compartir.
    }
button-share-list = Compartir el enlace
label-share-text =
    { $chat ->
        [group] Los temas de nuestro grupo
       *[private] Los temas que sigo
    }
share-offer = { $count ->
    [one] <b>Comparten un tema contigo</b>
    [many] <b>Comparten { $count } temas contigo</b>
   *[other] <b>Comparten { $count } temas contigo</b>
}
share-offer-how = Quédate con todos o solo con los que te gusten. Cuándo llega cada uno lo puedes cambiar siempre.
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] Esta es la lista de este grupo. Envía el enlace a otros y podrán seguir los mismos temas.
       *[private] Esta es tu propia lista. Envía el enlace a otros y podrán seguir los mismos temas.
    }
share-taken =
    { $chat ->
        [group] ✓ Ahora este grupo sigue todos estos temas. Lo nuevo llega aquí.
       *[private] ✓ Ahora sigues todos estos temas. Lo nuevo llega aquí.
    }
share-all-followed =
    { $chat ->
        [group] Este grupo ya sigue todos estos temas.
       *[private] Ya sigues todos estos temas.
    }
share-gone = Esta lista ya no se comparte. Aquí están todos los temas que hay.
button-take-over-all = { $count ->
    [one] Quedarme con este tema
    [many] Quedarme con los { $count }
   *[other] Quedarme con los { $count }
}
toast-list-taken =
    { $chat ->
        [private]
            { $count ->
                [one] Ahora sigues 1 tema más
                [many] Ahora sigues { $count } temas más
               *[other] Ahora sigues { $count } temas más
            }
       *[other] Temas nuevos: { $count }
    }
