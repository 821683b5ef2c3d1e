## Channels: set up and managed from the private chat of an administrator

command-channel = Configurar um canal ou abrir a página dele
button-choose-channel = Escolher um canal
channel-ask = <b>Qual canal?</b> Toque no botão abaixo: ele lista os canais que você pode me confiar e me torna administrador lá. Você também pode escrever o @nome do canal ou me encaminhar uma publicação dele.
channel-checking = Um momento, estou olhando o seu canal.

channel-unreadable = “{ $channel }” não é nome de canal. Escreva como @nome, ou envie /channel e toque no botão.
channel-not-found = Não conheço nenhum canal { $channel }. Confira o nome. Um canal privado não tem nome: me adicione como administrador com a permissão “Publicar mensagens”, depois envie /channel e escolha pelo botão.
channel-no-channel = { $channel } não é um canal. Em um grupo, me adicione e escreva /subscribe lá.
channel-not-in = Ainda não sou administrador de { $channel }. Abra as configurações do canal, me adicione em Administradores com a permissão “Publicar mensagens” e envie o nome de novo, ou /channel se ele não tiver nome.
channel-may-not-post = Sou administrador de { $channel }, mas não posso publicar. Me dê a permissão “Publicar mensagens” nas configurações do canal e envie o nome de novo, ou /channel se ele não tiver nome.
channel-not-yours = Só administradores de { $channel } podem configurar o canal, e você não é um deles. Peça a quem é dono para incluir você ou para configurar.

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = { $count ->
    [one] O canal segue { $count } assunto: { $topics }.
    [many] O canal segue { $count } de assuntos: { $topics }.
   *[other] O canal segue { $count } assuntos: { $topics }.
}
channel-follows-none = O canal ainda não segue nada. Escolha os assuntos, e ele se atualiza sozinho.
channel-waiting = { $count ->
    [one] 🕓 { $count } publicação espera por você.
    [many] 🕓 { $count } de publicações esperam por você.
   *[other] 🕓 { $count } publicações esperam por você.
}
channel-paused = ⏸ Em pausa: nada é publicado.
button-channel-topics = 🗂 Assuntos
button-channel-settings = ⚙️ Configurações
button-channel-waiting = 🕓 Ver o que espera
button-channel-preview = 👁 Prévia
button-channel-pause = ⏸ Pausar
button-channel-resume = ▶️ Retomar
button-channel-remove = 🗑 Remover
button-channel-back = ‹ O canal
button-channel-back-settings = ‹ Configurações
toast-channel-paused = Em pausa: nada é publicado
toast-channel-resumed = As publicações voltam a sair
toast-channel-waiting = Chegam abaixo, uma por uma
toast-channel-waiting-none = Nada mais espera
toast-channel-no-preview = Ainda não há notícia para mostrar
channel-remove = Remover { $channel }? Esqueço os assuntos e as configurações e não publico mais nada lá. O que já foi publicado fica.
button-channel-remove-yes = Sim, remover
button-channel-remove-no = Não, manter
channel-removed = { $channel } foi removido. Nada mais é publicado lá. Agora você pode me tirar dos administradores.

## What only channels have in /settings

settings-channel = <b>O que o canal publica</b>
settings-signature = ✍️ Abaixo de cada publicação: { $signature }
settings-signature-none = ✍️ As publicações não têm assinatura.
settings-picture-large = 🖼 As imagens são grandes.
settings-picture-small = 🖼 As imagens são pequenas.
settings-picture-none = 🖼 As publicações não têm imagem.
button-signature = ✍️ Assinatura
button-picture = 🖼 Imagem
signature-ask = O que deve ficar abaixo de cada publicação? Escreva uma linha, como o @nome do canal.
signature-too-long = { $count ->
    [one] É longo demais: uma assinatura tem no máximo { $count } caractere. Toque em Assinatura e escreva uma mais curta.
    [many] É longo demais: uma assinatura tem no máximo { $count } de caracteres. Toque em Assinatura e escreva uma mais curta.
   *[other] É longo demais: uma assinatura tem no máximo { $count } caracteres. Toque em Assinatura e escreva uma mais curta.
}
button-signature-none = Sem assinatura
toast-signature-none = As publicações não têm mais assinatura
channel-picture-ask = Como mostrar a imagem de uma notícia?
button-picture-large = Grande
button-picture-small = Pequena
button-picture-none = Sem imagem
toast-picture-set = Mudado para as próximas publicações

settings-hashtags-on = #️⃣ As hashtags estão ligadas: cada publicação diz seus assuntos.
settings-hashtags-off = #️⃣ As hashtags estão desligadas.
summary-hashtags-on = com hashtags
summary-hashtags-off = sem hashtags
button-hashtags-on = #️⃣ Ligar as hashtags
button-hashtags-off = #️⃣ Desligar as hashtags
toast-hashtags-on = As hashtags estão ligadas
toast-hashtags-off = As hashtags estão desligadas
settings-link-preview-on = 🔗 As prévias de links estão ligadas: uma publicação sem imagem mostra uma prévia da matéria.
settings-link-preview-off = 🔗 As prévias de links estão desligadas.
summary-link-preview-on = com prévias de links
summary-link-preview-off = sem prévias de links
button-link-preview-on = 🔗 Ligar prévias de links
button-link-preview-off = 🔗 Desligar prévias de links
toast-link-preview-on = As prévias de links estão ligadas
toast-link-preview-off = As prévias de links estão desligadas
settings-approval-on = 🕓 As publicações esperam aprovação: cada uma chega antes a você e sai quando você toca em Publicar.
settings-approval-off = 🕓 As publicações saem na hora, sem aprovação.
summary-approval-on = com aprovação
summary-approval-off = sem aprovação
button-approval-on = 🕓 Aprovar antes de publicar
button-approval-off = 🕓 Publicar sem aprovação
toast-approval-on = As novas publicações chegam antes a você
toast-approval-off = As novas publicações saem na hora. As que esperam ainda precisam de você.

## Approval

approval-heading = 📢 Para <b>{ $channel }</b>. Publicar?
button-approval-post = ✅ Publicar
button-approval-skip = 🚫 Pular
button-approval-edit = ✏️ Editar
button-approval-as-it-was = ✅ Publicar como estava
button-approval-posted = ✅ Publicada
button-approval-skipped = 🚫 Pulada
toast-approval-posted = Está saindo agora
toast-approval-skipped = Pulada: não será publicada
toast-approval-withdrawn = Esta notícia foi retirada, então não será publicada.
toast-approval-over = Esta publicação não está mais esperando.
toast-approval-edited = Foi editada nesse meio-tempo: chega abaixo como ficou
approval-ask-text = Como deve ficar o texto? Escreva a publicação inteira, com negrito, links e tudo: ela sai exatamente assim.
approval-no-text = Só texto pode ser publicado. Toque em Editar de novo e escreva.
