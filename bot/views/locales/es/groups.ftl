group-greeting =
    <b>¡Hola!</b>

    Traigo noticias a este grupo: las de los temas que sigue, al momento o en un resumen. Sus administradores eligen los temas y cuándo llegan: que uno toque el botón, por favor, o escriba /topics.

    Los demás no tienen que hacer nada.
button-set-up = Configurar
private-only = { $command } es para una sola persona. Funciona en un chat privado conmigo.
button-private = Abrir un chat privado

button-more-actions = Más
saved-by-link = ★ Guardada. /saved las muestra todas.
save-withdrawn = Esta noticia se retiró, así que no se puede guardar.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = Guardada, y enviada a nuestro chat privado
toast-administrators-only = Solo los administradores de este grupo pueden cambiar lo que llega aquí.
toast-not-your-menu = Este menú lo abrió otra persona. Escribe /settings para abrir el tuyo.
toast-anonymous-menu = Este menú lo abrió un administrador anónimo. Escribe /settings para abrir el tuyo.

rights-lost = Ya no administras ese chat, o no puedo publicar allí. Hazme administrador con permiso para publicar y ábrelo de nuevo con /places.
