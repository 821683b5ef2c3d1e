### What a reader keeps.

## Below an alert

button-save = ☆ Salvar
button-saved = ★ Salva
button-why = Por quê?
button-alert-actions = 🔕 Silenciar…
button-mute-source = 🔇 Silenciar { $source }
button-snooze = 💤 Dar um tempo
alert-actions = O que fazer com { $title }?
toast-saved = Salva. /saved mostra todas
toast-saved-already = Já está salva
toast-unsaved = Não está mais salva

## /saved

command-saved = As notícias que você salvou
saved = <b>★ { $count ->
        [one] { $count } notícia salva
        [many] { $count } de notícias salvas
       *[other] { $count } notícias salvas
    }</b>
saved-none = Você ainda não salvou nada. <i>☆ Salvar</i> fica abaixo de cada alerta; o que você salva aparece aqui.
saved-at = Salva: { $time }
saved-how = <i>Um número abre a notícia aqui, ✕ a remove.</i>

## /export

command-export = Tudo o que está guardado sobre você
export = O que fica guardado sobre você: configurações, assuntos, filtros, o que você salvou e o que foi enviado a você nos últimos 30 dias.
label-export-file = meus-dados
export-cut = <i>O arquivo ficaria grande demais: o mais antigo ficou de fora.</i>
