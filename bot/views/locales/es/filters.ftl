### Filters, watches, and sources that are muted.

## The commands

command-filter = Ocultar noticias por sus palabras, o ver solo algunas
command-filters =
    { $chat ->
        [private] Tus filtros
       *[other] Todos los filtros
    }
command-watch = Alertas por palabras, en todos los temas
command-watches =
    { $chat ->
        [private] Las palabras que vigilas
       *[other] Las palabras vigiladas
    }

## What a filter does

filter-hides = 🚫 Ocultar noticias con { $words }
filter-hides-in = 🚫 En { $topic }, ocultar noticias con { $words }
filter-allows = ☑️ Solo noticias con { $words }
filter-allows-in = ☑️ En { $topic }, solo noticias con { $words }
filter-any = Basta con una de ellas.
filter-until = Hasta { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = Aún no hay noticias con las que probarlo.
filter-tried = { $count ->
    [0] No habría ocultado ninguna de las últimas noticias (probado con { $more }).
   *[other] Habría ocultado { $count } de las últimas noticias (probado con { $more }):
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … y { $count } más
    [many] … y { $count } más
   *[other] … y { $count } más
}
filter-not-followed =
    { $chat ->
        [private] Aún no sigues { $topic }: el filtro valdrá cuando lo sigas.
       *[other] { $topic } aún no se sigue: el filtro valdrá cuando se siga.
    }
filter-saved = ✓ Guardado.
filter-cancelled-alerts = { $count ->
    [one] Oculta una alerta que ya estaba en camino.
    [many] Oculta { $count } alertas que ya estaban en camino.
   *[other] Oculta { $count } alertas que ya estaban en camino.
}
filter-not-saved = No se guardó nada.

button-filter-save = Guardar
button-filter-cancel = Cancelar

## What cannot be a filter

filter-no-word = «{ $term }» no tiene letras ni cifras que buscar. Escríbelo otra vez sin eso, por favor.
filter-empty = ¿Qué palabras? Escríbelas detrás, por ejemplo <code>crypto</code> u <code>only "open source"</code>.
filter-too-long = Eso es demasiado largo para mí: no pases de { $count } caracteres, por favor.
filter-too-many = Son demasiadas a la vez: no pases de { $count } palabras o frases, por favor, y pon las demás en un segundo filtro.
filters-full =
    { $chat ->
        [private] Tienes { $count } filtros, y no puedo guardar más. Quita uno e inténtalo de nuevo.
       *[other] Ya hay { $count } filtros, y no puedo guardar más. Quita uno e inténtalo de nuevo.
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Tus filtros</b>

            No tienes ninguno: no se oculta nada.
       *[other]
            <b>Filtros</b>

            No hay ninguno: no se oculta nada.
    }
filters =
    { $chat ->
        [private]
            <b>Tus filtros</b>

            { $count ->
                [one] Tienes un filtro. Tócalo para verlo o quitarlo.
                [many] Tienes { $count } filtros. Toca uno para verlo o quitarlo.
               *[other] Tienes { $count } filtros. Toca uno para verlo o quitarlo.
            }
       *[other]
            <b>Filtros</b>

            En total: { $count }. Toca uno para verlo o quitarlo.
    }
filters-of-topic-none =
    <b>Filtros de { $topic }</b>

    No hay ninguno solo para este tema.
filters-of-topic =
    <b>Filtros de { $topic }</b>

    { $count ->
        [one] Hay uno solo para este tema. Tócalo para verlo o quitarlo.
        [many] Hay { $count } solo para este tema. Toca uno para verlo o quitarlo.
       *[other] Hay { $count } solo para este tema. Toca uno para verlo o quitarlo.
    }
filters-how = <code>/filter -crypto</code> oculta una palabra en todas partes, <code>/filter AI only "open source"</code> solo deja pasar esas noticias de un tema. <code>title:</code> mira solo los títulos, <code>source:</code> quién publica.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> oculta una palabra en este tema, <code>/filter { $topic } only "open source"</code> solo deja pasar esas noticias.
filter-ask =
    { $here ->
        [group] ¿Qué palabras hay que ocultar? Escribe el comando con ellas: <code>/filter cripto</code>, <code>/filter title:palabra</code>, <code>/filter source:zdnet.com</code>. Con <code>only</code> antes de las palabras, solo llegan esas noticias. Verás lo que oculta antes de guardarlo.
       *[private] ¿Qué palabras quieres ocultar? Envíame palabras, "frases", <code>title:palabra</code> o <code>source:zdnet.com</code>. Con <code>only</code> delante, solo llegan esas noticias. Verás lo que oculta antes de guardarlo.
    }
filter-ask-in =
    { $here ->
        [group] ¿Qué palabras hay que ocultar en { $topic }? Escribe el comando con el tema y las palabras, como <code>/filter { $name } cripto</code>. Con <code>only</code> antes de las palabras, solo llegan esas noticias. Verás lo que oculta antes de guardarlo.
       *[private] ¿Qué palabras quieres ocultar en { $topic }? Envíame palabras, "frases", <code>title:palabra</code> o <code>source:zdnet.com</code>. Con <code>only</code> delante, solo llegan esas noticias. Verás lo que oculta antes de guardarlo.
    }

button-filters = 🚫 Todos los filtros
button-filter-add = ➕ Nuevo filtro
button-filter-remove = ✕ Quitar
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic }: { $words }
toast-filter-removed = Filtro quitado

## Watches

watch =
    { $chat ->
        [private] 🔎 Vigilas { $words }: llega toda noticia que lo contenga, sea del tema que sea.
       *[other] 🔎 Se vigila { $words }: llega toda noticia que lo contenga, sea del tema que sea.
    }
watch-all =
    { $chat ->
        [private] 🔎 Vigilas { $words }: llega toda noticia que contenga todo eso, sea del tema que sea.
       *[other] 🔎 Se vigila { $words }: llega toda noticia que contenga todo eso, sea del tema que sea.
    }
watch-already =
    { $chat ->
        [private] Ya vigilas { $words }.
       *[other] Ya se vigila { $words }.
    }
watch-tried = { $count ->
    [0] Ninguna noticia de los últimos siete días lo tiene.
    [one] Una noticia de los últimos siete días lo tiene.
    [many] { $count } noticias de los últimos siete días lo tienen.
   *[other] { $count } noticias de los últimos siete días lo tienen.
}
watch-undone =
    { $chat ->
        [private] Ya no vigilas { $words }.
       *[other] Ya no se vigila { $words }.
    }
watch-only-minus = Hace falta al menos una palabra que deba aparecer, antes de las que llevan un menos.
watches-full =
    { $chat ->
        [private] Ya tienes { $count } búsquedas, y no puedo guardar más. Quita una e inténtalo de nuevo.
       *[other] Ya hay { $count } búsquedas, y no puedo guardar más. Quita una e inténtalo de nuevo.
    }
watches-none =
    { $chat ->
        [private]
            <b>Palabras que vigilas</b>

            Aún no hay ninguna.
       *[other]
            <b>Palabras vigiladas</b>

            Aún no hay ninguna.
    }
watches =
    { $chat ->
        [private]
            <b>Palabras que vigilas</b>

            { $count ->
                [one] Hay una búsqueda. Tócala para verla o quitarla.
                [many] Hay { $count } búsquedas. Toca una para verla o quitarla.
               *[other] Hay { $count } búsquedas. Toca una para verla o quitarla.
            }
       *[other]
            <b>Palabras vigiladas</b>

            En total: { $count }. Toca una búsqueda para verla o quitarla.
    }
watches-how = <code>/watch "batería sólida"</code> trae toda noticia con esas palabras, en todos los temas. Si son varias, deben estar todas.
watch-ask =
    { $here ->
        [group] ¿Qué palabras hay que vigilar? Escribe el comando con ellas, como <code>/watch batería</code> o <code>/watch "open source"</code>: llega toda noticia que las contenga todas, sea del tema que sea.
       *[private] ¿Qué palabras quieres vigilar? Envíame palabras o "frases": llega toda noticia que las contenga todas, sea del tema que sea.
    }

button-watches =
    { $chat ->
        [private] 🔎 Palabras que vigilas
       *[other] 🔎 Palabras vigiladas
    }
button-watch-add = ➕ Vigilar palabras
button-watch-remove = ✕ Dejar de vigilar
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] Ya no lo vigilas
       *[other] Ya no se vigila
    }

## Muting a source, below an alert

mute-source-which = ¿No saber nada de { $source }?
source-muted = 🚫 No te llega nada de { $source }.
button-mute-source-week = 🚫 { $source } una semana
button-mute-source-good = 🚫 { $source } para siempre
button-unmute-source = 🔔 Reactivar { $source }
toast-source-muted-week = No te llega nada de { $source } durante una semana
toast-source-muted = Ya no te llega nada de { $source }
toast-source-unmuted = Vuelve a llegarte { $source }
toast-filters-full =
    { $chat ->
        [private] Tienes todos los filtros que puede haber. Quita uno primero: /filters
       *[other] Ya hay todos los filtros que puede haber. Quita uno primero: /filters
    }
