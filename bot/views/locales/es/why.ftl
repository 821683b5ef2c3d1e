### /why and /missed: why something came, and why it did not.

command-why = Por qué te llegó algo: respondiendo a ello
command-missed = Lo que no te llegó en las últimas 24 horas, y por qué

## /why

why = <b>Por qué llegó esto</b>
why-digest = <b>Por qué llegó este resumen</b>
why-nothing = Aún no se te ha enviado nada. Cuando haya una alerta o un resumen, respóndele con /why.
why-unknown = No sé por qué llegó ese mensaje: no es una alerta ni un resumen tuyo. Responde con /why a uno de ellos, o envía /why solo para el último.
why-not-told = Esta noticia no se te envió: la abriste en una lista o en un resumen.
why-topic = Sigues { $topic }.
why-topic-via = Trata de { $topic }, que viene con { $source }, que sigues.
why-topic-left = Llegó por { $topic }, que ya no sigues.
why-topic-gone = Llegó por un tema o unas palabras que ya no sigues.
why-watch = Vigilas { $words }, y la noticia tiene esas palabras.
why-volume = De ese tema llega: { $volume }.
why-filters = { $count ->
        [one] Tu filtro la deja pasar: { $filters }.
        [many] Tus { $count } filtros la dejan pasar: { $filters }.
       *[other] Tus { $count } filtros la dejan pasar: { $filters }.
    }
why-rhythm = Llega { $rhythm }.
why-rhythm-since = Llegó al momento. Con lo que has elegido ahora, llega { $rhythm }.
why-found = Encontrada: { $time }
why-owed = Apuntada para ti: { $time }
why-due = Prevista: { $time }
why-sent = Enviada: { $time }
why-not-sent = Aún sin enviar
why-at-once = Se envió en cuanto se encontró.
why-held-quiet = Esperó hasta que terminaron tus horas de silencio: { $time }.
why-held-pause = Esperó hasta que terminó tu pausa: { $time }.
why-held = Esperó hasta { $time }: antes no debía llegarte nada.
why-retried = Al principio no se pudo contactar con Telegram; se intentó de nuevo.
why-queued = Era para muchos a la vez y se envió cuando le tocó.
why-in-digest = Está en un resumen en vez de en una alerta.
why-digest-stories = { $count ->
        [one] Cuenta una noticia
        [many] Cuenta { $count } noticias
       *[other] Cuenta { $count } noticias
    }. Periodo: { $since } – { $time }.
why-digest-hour = Tienes un resumen { $rhythm }.
why-digest-quiet = En tus horas de silencio llegaron más de tres noticias, así que te llegaron juntas al terminar.
why-digest-pause = Cuenta lo que llegó en tu pausa, que ya terminó.
why-digest-return = Cuenta lo que llegó mientras no podía escribirte.
why-digest-burst = Llegaron muchas noticias a la vez, así que te llegaron juntas.
why-digest-now = Lo pediste tú.
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
missed-none = En las últimas 24 horas no te perdiste nada.
missed-folded = La misma noticia que { $title }, que ya te llegó.
missed-folded-unknown = La misma noticia que otra que ya te llegó.
missed-filtered = La oculta tu filtro: { $filters }.
missed-filtered-unknown = La ocultó un filtro que tenías.
missed-volume-top = { $topic }: no está entre lo más destacado, que es lo que quieres.
missed-volume-some = { $topic }: pasa de las { $count } al día, más o menos, que quieres.
missed-volume = Demasiado pequeña para lo que quieres de sus temas.
missed-volume-digest = Está en tu próximo resumen, { $time }.
missed-held-quiet = Espera hasta que terminen tus horas de silencio: { $time }.
missed-held-pause = Espera hasta que termine tu pausa: { $time }.
missed-held = Espera hasta { $time }.
missed-waits = { $topic }: espera a tu resumen, { $time }.
missed-waits-next = { $topic }: espera a tu próximo resumen. No hay ninguno previsto: /rhythm fija una hora.
missed-watched = Las palabras que vigilas
missed-off = { $topic }: desactivado, así que no llega nada.
missed-paused = Las alertas estaban desactivadas. /start las activa.
missed-retried = No se pudo contactar con Telegram; nuevo intento: { $time }.
missed-failed = Telegram no la aceptó.
missed-uncertain = Quizá llegó: Telegram no lo dijo.
missed-withdrawn = Su editor la retiró antes de que se enviara.
missed-unsubscribed = Dejaste o silenciaste su tema antes de que se enviara.
missed-unreachable = Telegram no dejó pasar nada a este chat.
filter-hide = ocultar { $words }
filter-only = solo { $words }
