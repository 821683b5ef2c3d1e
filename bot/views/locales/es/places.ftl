### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Tus grupos, hilos y canales
places = <b>📍 { $count ->
        [one] Un lugar tuyo
        [many] { $count } lugares tuyos
       *[other] { $count } lugares tuyos
    }</b>
places-how = <i>Un número abre el lugar: sus temas, sus ajustes, pausa, copiar, quitar.</i>
places-none = Aún no tienes grupos ni canales aquí.
    <b>Un grupo:</b> añádeme y escribe allí /subscribe; en un foro, en el hilo que deba recibir las noticias.
    <b>Un canal:</b> escríbeme aquí /channel.
button-places = 📍 Todos los lugares

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › hilo { $number }
measure-place-untitled = Sin nombre
place-follows = Sigue { $topics }
place-follows-more = Sigue { $topics } y { $count ->
        [one] uno más
        [many] { $count } más
       *[other] { $count } más
    }
place-follows-nothing = Aún no sigue ningún tema
place-rhythm = Ritmo: { $rhythm }
place-paused = ⏸ En pausa: no llega nada hasta que lo reanudes.
place-paused-until = ⏸ En pausa hasta { $time }
place-lost = ⚠️ Ya no estoy ahí. Todo se conserva: añádeme otra vez y continúa.
place-lost-rights = ⚠️ No puedo escribir ahí. Todo se conserva: dame permiso para escribir (en un canal, para publicar) y continúa.
place-not-yours = Ya no administras <b>{ $title }</b>, o no estoy ahí. Por eso no puedes cambiarlo, pero sí quitarlo de tu lista. Lo que sigue queda como está.
button-place-topics = 🗂 Temas
button-place-settings = ⚙️ Ajustes
button-place-pause = ⏸ Pausa
button-place-resume = ▶️ Reanudar
button-place-copy = ⧉ Copiar ajustes de …
button-place-remove = 🗑 Quitar
button-place-off-list = Quitar de mi lista
toast-place-paused = En pausa
toast-place-resumed = Continúa
toast-place-off-list = Ya no está en tu lista

## Copying settings

place-copy-sources = ¿De dónde deben venir los ajustes de <b>{ $title }</b>?
button-place-own-chat = 👤 Mi chat contigo
place-copy-ask = ¿Copiar los ajustes de <b>{ $source }</b> a <b>{ $target }</b>?
    <b>Reemplazar:</b> temas con sus cantidades y ritmos, filtros, palabras vigiladas, zona horaria, ritmo, horas de silencio e interruptores quedan iguales. Lo que había se pierde.
    <b>Añadir:</b> se añaden los temas, filtros y palabras que faltan. Todo lo que hay queda como está.
    Los temas nuevos traen lo que llegue desde ahora.
button-place-copy-replace = Sí, reemplazar todo
button-place-copy-add = Sí, añadir
button-place-no = No
place-copied = Copiado de <b>{ $source }</b>: { $topics ->
        [one] un tema
        [many] { $topics } temas
       *[other] { $topics } temas
    }, { $words ->
        [one] un filtro o búsqueda
        [many] { $words } filtros y búsquedas
       *[other] { $words } filtros y búsquedas
    }.
place-copied-left-out = { $count ->
        [one] Un tema quedó
        [many] { $count } temas quedaron
       *[other] { $count } temas quedaron
    } fuera: un lugar puede tener { $most }.
toast-place-copied = Copiado

## Removing

place-remove-ask = ¿Quitar <b>{ $title }</b>? Se borra todo lo que sigue y todos sus ajustes, y allí ya no llega nada. No se puede deshacer.
button-place-remove-yes = Sí, borrarlo
place-removed = <b>{ $title }</b> está borrado. Sigo en el chat: un administrador puede quitarme de allí, como a cualquier miembro.
toast-place-removed = Borrado

## Limits

place-limit = Sería un lugar de más: una persona puede configurar { $most } aquí, contando grupos, hilos y canales. Quita uno con /places en tu chat privado conmigo, o deja que otro administrador configure este. No se guardó nada.
place-limit-contact = ¿Necesitas más? Pregunta a { $contact }.
place-topic-limit = Serían más de { $most } temas, y un lugar no puede tener más. Deja antes uno, o sigue un tema más amplio. No se cambió nada.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>Lo que te perdiste</b> · { $date }
       *[other] 🗞 <b>Lo que llegó entretanto</b> · { $date }
    }
place-notice-no-rights = Ya no puedo escribir en <b>{ $title }</b>, así que sus noticias se detienen. Todo se conserva. Dame permiso para escribir (en un canal, para publicar) y continúa desde ahí.
place-notice-left =
    { $chat ->
        [channel] Ya no estoy en <b>{ $title }</b>, así que sus noticias se detienen. Todo se conserva: añádeme otra vez como administrador y continúa. /places lo borra.
       *[private] Ya no estoy en <b>{ $title }</b>, así que sus noticias se detienen. Todo se conserva. Añádeme antes de 30 días y te ofrezco lo que te perdiste; después simplemente continúa. /places lo borra.
    }
place-notice-returned = Puedo escribir aquí otra vez, y todo está como estaba. Llegaron algunas noticias mientras no podía.
button-tell-missed = 🗞 ¿Qué me perdí?
toast-missed-coming = Ya viene
toast-missed-paused = Está en pausa. Reanuda primero y vuelve a tocar
toast-missed-nothing = No queda nada: ya llegó todo
