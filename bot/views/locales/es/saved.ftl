### What a reader keeps.

## Below an alert

button-save = ☆ Guardar
button-saved = ★ Guardada
button-why = ¿Por qué?
button-alert-actions = 🔕 Silenciar…
button-mute-source = 🔇 Silenciar { $source }
button-snooze = 💤 Hacer una pausa
alert-actions = ¿Qué hago con { $title }?
toast-saved = Guardada. /saved las muestra todas
toast-saved-already = Ya estaba guardada
toast-unsaved = Ya no está guardada

## /saved

command-saved = Las noticias que guardaste
saved = <b>★ { $count ->
        [one] Una noticia guardada
        [many] { $count } noticias guardadas
       *[other] { $count } noticias guardadas
    }</b>
saved-none = Aún no has guardado nada. Debajo de cada alerta está <i>☆ Guardar</i>; lo que guardes aparece aquí.
saved-at = Guardada: { $time }
saved-how = <i>Un número abre la noticia aquí, ✕ la quita.</i>

## /export

command-export = Todo lo que se guarda sobre ti, en un archivo
export = Lo que se guarda sobre ti: ajustes, temas, filtros, lo que guardaste y lo que se te envió en los últimos 30 días.
label-export-file = mis-datos
export-cut = <i>El archivo habría sido demasiado grande: falta lo más antiguo.</i>
