## Channels: set up and managed from the private chat of an administrator

command-channel = Configurar un canal, o abrir su página
button-choose-channel = Elegir un canal
channel-ask = <b>¿Qué canal?</b> Pulsa el botón de abajo: muestra los canales que me puedes confiar y me hace administrador allí. También puedes escribir el @nombre del canal o reenviarme una publicación suya.
channel-checking = Un momento, estoy mirando tu canal.

channel-unreadable = «{ $channel }» no es el nombre de un canal. Escríbelo como @nombre, o envía /channel y pulsa el botón.
channel-not-found = No conozco ningún canal { $channel }. Revisa el nombre. Un canal privado no tiene: añádeme como administrador con permiso para publicar, luego envía /channel y elígelo con el botón.
channel-no-channel = { $channel } no es un canal. En un grupo, añádeme y escribe allí /subscribe.
channel-not-in = Aún no soy administrador de { $channel }. Abre los ajustes del canal, añádeme en «Administradores» con permiso para publicar y envía otra vez su nombre, o /channel si no tiene.
channel-may-not-post = Soy administrador de { $channel }, pero no puedo publicar. Dame permiso para publicar en los ajustes del canal y envía otra vez su nombre, o /channel si no tiene.
channel-not-yours = Solo los administradores de { $channel } pueden configurarlo, y tú no lo eres. Pide a su propietario que te haga administrador o que lo configure.

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = { $count ->
    [one] El canal sigue { $count } tema: { $topics }.
    [many] El canal sigue { $count } temas: { $topics }.
   *[other] El canal sigue { $count } temas: { $topics }.
}
channel-follows-none = El canal aún no sigue ningún tema. Elige algunos y se llenará solo.
channel-waiting = { $count ->
    [one] 🕓 { $count } publicación te espera.
    [many] 🕓 { $count } publicaciones te esperan.
   *[other] 🕓 { $count } publicaciones te esperan.
}
channel-paused = ⏸ En pausa: no se publica nada.
button-channel-topics = 🗂 Temas
button-channel-settings = ⚙️ Ajustes
button-channel-waiting = 🕓 Ver lo pendiente
button-channel-preview = 👁 Vista previa
button-channel-pause = ⏸ Pausa
button-channel-resume = ▶️ Reanudar
button-channel-remove = 🗑 Quitar
button-channel-back = ‹ El canal
button-channel-back-settings = ‹ Ajustes
toast-channel-paused = En pausa: no se publica nada
toast-channel-resumed = Vuelve a publicarse
toast-channel-waiting = Llegan abajo, una por una
toast-channel-waiting-none = Ya no espera nada
toast-channel-no-preview = Aún no hay ninguna noticia que mostrar
channel-remove = ¿Quitar { $channel }? Olvido sus temas y ajustes, y no publico más allí. Lo ya publicado queda.
button-channel-remove-yes = Sí, quitarlo
button-channel-remove-no = No, dejarlo
channel-removed = Quitado: { $channel }. Allí no se publica nada más. Ya puedes quitarme de sus administradores.

## What only channels have in /settings

settings-channel = <b>Lo que publica el canal</b>
settings-signature = ✍️ Debajo de cada publicación va: { $signature }
settings-signature-none = ✍️ Las publicaciones no llevan firma.
settings-picture-large = 🖼 Las imágenes son grandes.
settings-picture-small = 🖼 Las imágenes son pequeñas.
settings-picture-none = 🖼 Las publicaciones no llevan imagen.
button-signature = ✍️ Firma
button-picture = 🖼 Imagen
signature-ask = ¿Qué debe ir debajo de cada publicación? Escribe una línea, como el @nombre del canal.
signature-too-long = { $count ->
    [one] Es demasiado larga: una firma tiene como mucho { $count } carácter. Pulsa «Firma» y escribe una más corta.
    [many] Es demasiado larga: una firma tiene como mucho { $count } caracteres. Pulsa «Firma» y escribe una más corta.
   *[other] Es demasiado larga: una firma tiene como mucho { $count } caracteres. Pulsa «Firma» y escribe una más corta.
}
button-signature-none = Sin firma
toast-signature-none = Ahora las publicaciones no llevan firma
channel-picture-ask = ¿Cómo se muestra la imagen de una noticia?
button-picture-large = Grande
button-picture-small = Pequeña
button-picture-none = Sin imagen
toast-picture-set = Vale desde las próximas publicaciones

settings-hashtags-on = #️⃣ Con hashtags: cada publicación nombra sus temas.
settings-hashtags-off = #️⃣ Sin hashtags.
summary-hashtags-on = con hashtags
summary-hashtags-off = sin hashtags
button-hashtags-on = #️⃣ Activar hashtags
button-hashtags-off = #️⃣ Desactivar hashtags
toast-hashtags-on = Hashtags activados
toast-hashtags-off = Hashtags desactivados
settings-link-preview-on = 🔗 Con vista previa: una publicación sin imagen muestra la de su artículo.
settings-link-preview-off = 🔗 Sin vista previa de enlaces.
summary-link-preview-on = con vista previa
summary-link-preview-off = sin vista previa
button-link-preview-on = 🔗 Activar vista previa
button-link-preview-off = 🔗 Desactivar vista previa
toast-link-preview-on = Vista previa activada
toast-link-preview-off = Vista previa desactivada
settings-approval-on = 🕓 Las publicaciones esperan tu aprobación: cada una te llega primero y sale cuando pulsas «Publicar».
settings-approval-off = 🕓 Las publicaciones salen al momento, sin aprobación.
summary-approval-on = con aprobación
summary-approval-off = sin aprobación
button-approval-on = 🕓 Publicar con aprobación
button-approval-off = 🕓 Publicar sin aprobación
toast-approval-on = Las nuevas publicaciones te llegan primero
toast-approval-off = Las nuevas publicaciones salen al momento. Las que esperan aún te necesitan.

## Approval

approval-heading = 📢 Para <b>{ $channel }</b>. ¿Se publica esto?
button-approval-post = ✅ Publicar
button-approval-skip = 🚫 Omitir
button-approval-edit = ✏️ Editar
button-approval-as-it-was = ✅ Publicar sin cambios
button-approval-posted = ✅ Publicada
button-approval-skipped = 🚫 Omitida
toast-approval-posted = Sale ahora
toast-approval-skipped = Omitida: no se publica
toast-approval-withdrawn = Esta noticia se retiró, así que no se publica.
toast-approval-over = Esta publicación ya no espera.
toast-approval-edited = Alguien la editó: llega abajo tal como queda ahora
approval-ask-text = ¿Qué debe decir? Escribe la publicación entera, con negritas y enlaces: se publica tal cual.
approval-no-text = Solo se puede publicar texto. Pulsa «Editar» otra vez y escríbelo.
