### /why and /missed: why something came, and why it did not.

command-why =
    { $chat ->
        [private] Por qué te llegó algo: respondiendo a ello
       *[other] Por qué llegó algo: respondiendo a ello
    }
command-missed =
    { $chat ->
        [private] Lo que no te llegó en las últimas 24 horas, y por qué
       *[other] Lo que no llegó en las últimas 24 horas, y por qué
    }

## /why

why = <b>Por qué llegó esto</b>
why-digest = <b>Por qué llegó este resumen</b>
why-nothing =
    { $chat ->
        [private] Aún no se te ha enviado nada. Cuando haya una alerta o un resumen, respóndele con /why.
       *[other] Aún no se ha enviado nada. Cuando haya una alerta o un resumen, respóndele con /why.
    }
why-unknown =
    { $chat ->
        [private] No sé por qué llegó ese mensaje: no es una alerta ni un resumen tuyo. Responde con /why a uno de ellos, o envía /why solo para el último.
       *[other] No sé por qué llegó ese mensaje: no es una alerta ni un resumen. Responde con /why a uno de ellos, o envía /why solo para el último.
    }
why-not-told =
    { $chat ->
        [private] Esta noticia no se te envió: la abriste en una lista o en un resumen.
       *[other] Esta noticia no se envió por sí sola: se abrió en una lista o en un resumen.
    }
why-topic =
    { $chat ->
        [private] Sigues { $topic }.
       *[other] Se sigue { $topic }.
    }
why-topic-via =
    { $chat ->
        [private] Trata de { $topic }, que viene con { $source }, que sigues.
       *[other] Trata de { $topic }, que viene con { $source }.
    }
why-topic-left =
    { $chat ->
        [private] Llegó por { $topic }, que ya no sigues.
       *[other] Llegó por { $topic }, que ya no se sigue.
    }
why-topic-gone =
    { $chat ->
        [private] Llegó por un tema o unas palabras que ya no sigues.
       *[other] Llegó por un tema o unas palabras que ya no se siguen.
    }
why-filed-title = Se clasificó ahí por «{ $words }» en el título.
why-filed-text = Se clasificó ahí por «{ $words }» en el texto.
why-watch =
    { $chat ->
        [private] Vigilas { $words }, y la noticia tiene esas palabras.
       *[other] Se vigila { $words }, y la noticia tiene esas palabras.
    }
why-volume = De ese tema llega: { $volume }.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [one] Tu filtro la deja pasar: { $filters }.
                    [many] Tus { $count } filtros la dejan pasar: { $filters }.
                   *[other] Tus { $count } filtros la dejan pasar: { $filters }.
                }
       *[other] Filtros que la dejan pasar ({ $count }): { $filters }.
    }
why-rhythm = Llega { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] Llegó al momento. Con lo que has elegido ahora, llega { $rhythm }.
       *[other] Llegó al momento. Con lo elegido ahora, llega { $rhythm }.
    }
why-found = Encontrada: { $time }
why-owed =
    { $chat ->
        [private] Apuntada para ti: { $time }
       *[other] Apuntada: { $time }
    }
why-due = Prevista: { $time }
why-sent = Enviada: { $time }
why-not-sent = Aún sin enviar
why-at-once = Se envió en cuanto se encontró.
why-held-quiet =
    { $chat ->
        [private] Esperó hasta que terminaron tus horas de silencio: { $time }.
       *[other] Esperó hasta que terminaron las horas de silencio: { $time }.
    }
why-held-pause =
    { $chat ->
        [private] Esperó hasta que terminó tu pausa: { $time }.
       *[other] Esperó hasta que terminó la pausa: { $time }.
    }
why-held =
    { $chat ->
        [private] Esperó hasta { $time }: antes no debía llegarte nada.
       *[other] Esperó hasta { $time }: antes no debía llegar nada.
    }
why-retried = Al principio no se pudo contactar con Telegram; se intentó de nuevo.
why-queued = Era para muchos a la vez y se envió cuando le tocó.
why-in-digest = Está en un resumen en vez de en una alerta.
why-digest-stories = { $count ->
        [one] Cuenta una noticia
        [many] Cuenta { $count } noticias
       *[other] Cuenta { $count } noticias
    }. Periodo: { $since } – { $time }.
why-digest-hour =
    { $chat ->
        [private] Tienes un resumen { $rhythm }.
       *[other] Hay un resumen { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] En tus horas de silencio llegaron más de tres noticias, así que te llegaron juntas al terminar.
       *[other] En las horas de silencio llegaron más de tres noticias, así que se enviaron juntas al terminar.
    }
why-digest-pause =
    { $chat ->
        [private] Cuenta lo que llegó en tu pausa, que ya terminó.
       *[other] Cuenta lo que llegó en la pausa, que ya terminó.
    }
why-digest-return =
    { $chat ->
        [private] Cuenta lo que llegó mientras no podía escribirte.
       *[other] Cuenta lo que llegó mientras no podía escribir.
    }
why-digest-burst =
    { $chat ->
        [private] Llegaron muchas noticias a la vez, así que te llegaron juntas.
       *[other] Llegaron muchas noticias a la vez, así que se enviaron juntas.
    }
why-digest-now =
    { $chat ->
        [private] Lo pediste tú.
       *[other] Alguien lo pidió.
    }
why-digest-edition = El equipo de este bot lo envió a quienes reciben avisos.
why-announcement = El equipo de este bot lo envió a quienes reciben avisos. En /settings los desactivas.
why-notice = Es un aviso sobre el propio servicio, que llega a todo el mundo.
button-why-missed = ¿Qué no llegó?

## /missed

missed = <b>{ $count ->
        [one] Una noticia no llegó en las últimas 24 horas
        [many] { $count } noticias no llegaron en las últimas 24 horas
       *[other] { $count } noticias no llegaron en las últimas 24 horas
    }</b>
missed-none =
    { $chat ->
        [private] En las últimas 24 horas no te perdiste nada.
       *[other] En las últimas 24 horas no se quedó nada sin contar.
    }
missed-folded =
    { $chat ->
        [private] La misma noticia que { $title }, que ya te llegó.
       *[other] La misma noticia que { $title }, que ya llegó.
    }
missed-folded-unknown =
    { $chat ->
        [private] La misma noticia que otra que ya te llegó.
       *[other] La misma noticia que otra que ya llegó.
    }
missed-filtered =
    { $chat ->
        [private] La oculta tu filtro: { $filters }.
       *[other] La oculta un filtro: { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] La ocultó un filtro que tenías.
       *[other] La ocultó un filtro que ya no está.
    }
missed-volume-top =
    { $chat ->
        [private] { $topic }: no está entre lo más destacado, que es lo que quieres.
       *[other] { $topic }: no está entre lo más destacado, que es lo elegido.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }: pasa de las { $count } al día, más o menos, que quieres.
       *[other] { $topic }: pasa de las { $count } al día, más o menos, que se eligieron.
    }
missed-volume =
    { $chat ->
        [private] Demasiado pequeña para lo que quieres de sus temas.
       *[other] Demasiado pequeña para lo elegido de sus temas.
    }
missed-volume-digest =
    { $chat ->
        [private] Está en tu próximo resumen, { $time }.
       *[other] Está en el próximo resumen, { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Espera hasta que terminen tus horas de silencio: { $time }.
       *[other] Espera hasta que terminen las horas de silencio: { $time }.
    }
missed-held-pause =
    { $chat ->
        [private] Espera hasta que termine tu pausa: { $time }.
       *[other] Espera hasta que termine la pausa: { $time }.
    }
missed-held = Espera hasta { $time }.
missed-waits =
    { $chat ->
        [private] { $topic }: espera a tu resumen, { $time }.
       *[other] { $topic }: espera al resumen, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }: espera a tu próximo resumen. No hay ninguno previsto: /rhythm fija una hora.
       *[other] { $topic }: espera al próximo resumen. No hay ninguno previsto: /rhythm fija una hora.
    }
missed-watched =
    { $chat ->
        [private] Las palabras que vigilas
       *[other] Las palabras vigiladas
    }
missed-off = { $topic }: desactivado, así que no llega nada.
missed-paused = Las alertas estaban desactivadas. /start las activa.
missed-retried = No se pudo contactar con Telegram; nuevo intento: { $time }.
missed-failed = Telegram no la aceptó.
missed-uncertain = Quizá llegó: Telegram no lo dijo.
missed-withdrawn = Su editor la retiró antes de que se enviara.
missed-unsubscribed =
    { $chat ->
        [private] Dejaste o silenciaste su tema antes de que se enviara.
       *[other] Su tema se dejó o se silenció antes de que se enviara.
    }
missed-unreachable = Telegram no dejó pasar nada a este chat.
filter-hide = ocultar { $words }
filter-only = solo { $words }
