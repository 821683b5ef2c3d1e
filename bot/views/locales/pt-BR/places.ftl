### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Seus grupos, tópicos e canais
places = <b>📍 { $count ->
        [one] { $count } lugar seu
        [many] { $count } de lugares seus
       *[other] { $count } lugares seus
    }</b>
places-how = <i>Um número abre o lugar: assuntos, configurações, pausa, cópia, remoção.</i>
places-none = Você ainda não tem grupos nem canais aqui.
    <b>Um grupo:</b> me adicione e escreva /subscribe lá; em um fórum, no tópico que deve receber as notícias.
    <b>Um canal:</b> escreva /channel para mim aqui.
button-places = 📍 Todos os lugares

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › tópico { $number }
measure-place-untitled = Sem nome
place-follows = Segue { $topics }
place-follows-more = Segue { $topics } e { $count ->
        [one] mais { $count }
        [many] mais { $count }
       *[other] mais { $count }
    }
place-follows-nothing = Ainda não segue nenhum assunto
place-rhythm = Ritmo: { $rhythm }
place-paused = ⏸ Em pausa: nada chega até você retomar.
place-paused-until = ⏸ Em pausa até { $time }
place-lost = ⚠️ Não estou mais lá. Está tudo guardado: me adicione de novo e continua.
place-lost-rights = ⚠️ Não posso escrever lá. Está tudo guardado: me dê permissão para escrever, ou para publicar se for um canal, e continua.
place-not-yours = Você não administra mais <b>{ $title }</b>, ou eu não estou lá. Por isso não dá para mudar nada; você pode tirar da sua lista. O que é seguido lá fica como está.
button-place-topics = 🗂 Assuntos
button-place-settings = ⚙️ Configurações
button-place-pause = ⏸ Pausar
button-place-resume = ▶️ Retomar
button-place-copy = ⧉ Copiar configurações de…
button-place-remove = 🗑 Remover
button-place-off-list = Tirar da minha lista
toast-place-paused = Em pausa
toast-place-resumed = As notícias voltam a chegar
toast-place-off-list = Saiu da sua lista

## Copying settings

place-copy-sources = De onde devem vir as configurações de <b>{ $title }</b>?
button-place-own-chat = 👤 Minha conversa com você
place-copy-ask = Copiar as configurações de <b>{ $source }</b> para <b>{ $target }</b>?
    <b>Substituir:</b> assuntos com seus volumes e ritmos, filtros, palavras monitoradas, fuso horário, ritmo, horário de silêncio e opções ficam todos iguais. O que havia lá some.
    <b>Adicionar:</b> os assuntos, filtros e palavras monitoradas que faltam são adicionados. Tudo o que já existe fica como está.
    Os assuntos novos trazem o que sair a partir de agora.
button-place-copy-replace = Sim, substituir tudo
button-place-copy-add = Sim, adicionar
button-place-no = Não
place-copied = Copiado de <b>{ $source }</b>: { $topics ->
        [one] { $topics } assunto
        [many] { $topics } de assuntos
       *[other] { $topics } assuntos
    }, { $words ->
        [one] { $words } filtro ou monitoramento
        [many] { $words } de filtros e monitoramentos
       *[other] { $words } filtros e monitoramentos
    }.
place-copied-left-out = { $count ->
        [one] { $count } assunto ficou de fora
        [many] { $count } de assuntos ficaram de fora
       *[other] { $count } assuntos ficaram de fora
    }: um lugar pode ter { $most }.
toast-place-copied = Copiado

## Removing

place-remove-ask = Remover <b>{ $title }</b>? Tudo o que é seguido lá e todas as configurações são apagados, e nada chega mais. Não dá para desfazer.
button-place-remove-yes = Sim, apagar
place-removed = <b>{ $title }</b> foi apagado. Continuo na conversa: um administrador pode me remover de lá, como qualquer membro.
toast-place-removed = Apagado

## Limits

place-limit = Seria um lugar a mais: cada pessoa pode configurar { $most } aqui, contando grupos, tópicos e canais. Remova um com /places na sua conversa privada comigo, ou deixe outro administrador configurar este. Nada foi salvo.
place-limit-contact = Precisa de mais? Fale com { $contact }.
place-topic-limit = Seriam mais de { $most } assuntos, e um lugar não pode ter mais que isso. Deixe um primeiro, ou siga um assunto mais amplo. Nada mudou.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>O que você perdeu</b> · { $date }
       *[other] 🗞 <b>O que saiu nesse meio-tempo</b> · { $date }
    }
place-notice-no-rights = Não posso mais escrever em <b>{ $title }</b>, então as notícias param lá. Está tudo guardado. Me dê permissão para escrever, ou para publicar se for um canal, e tudo continua dali.
place-notice-left =
    { $chat ->
        [channel] Não estou mais em <b>{ $title }</b>, então as notícias param lá. Está tudo guardado: me adicione de novo como administrador e continua. Com /places dá para apagar tudo.
       *[private] Não estou mais em <b>{ $title }</b>, então as notícias param lá. Está tudo guardado. Me adicione de novo em até 30 dias e eu ofereço o que se perdeu; depois disso, apenas continua. Com /places dá para apagar tudo.
    }
place-notice-returned = Posso escrever aqui de novo, e tudo está como antes. Algumas notícias saíram enquanto eu não podia.
button-tell-missed = 🗞 Mostrar o que perdi
toast-missed-coming = Está a caminho
toast-missed-paused = Está em pausa. Retome primeiro e toque de novo
toast-missed-nothing = Não falta nada: tudo já chegou
