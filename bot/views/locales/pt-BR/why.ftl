### /why and /missed: why something came, and why it did not.

command-why = Por que algo chegou: responda com isto
command-missed = O que não chegou em 24 horas, e por quê

## /why

why = <b>Por que isto chegou</b>
why-digest = <b>Por que este resumo chegou</b>
why-nothing =
    { $chat ->
        [private] Nada foi enviado a você ainda. Quando houver um alerta ou um resumo aqui, responda a ele com /why.
       *[other] Nada foi enviado ainda. Quando houver um alerta ou um resumo, responda a ele com /why.
    }
why-unknown =
    { $chat ->
        [private] Não sei dizer por que essa mensagem chegou: não é um alerta nem um resumo seu. Responda com /why a um deles, ou envie só /why para o último.
       *[other] Não sei dizer por que essa mensagem chegou: não é um alerta nem um resumo. Responda com /why a um deles, ou envie só /why para o último.
    }
why-not-told =
    { $chat ->
        [private] Esta notícia não foi enviada a você: você a abriu em uma lista ou em um resumo.
       *[other] Esta notícia não foi enviada por si só: foi aberta em uma lista ou em um resumo.
    }
why-topic =
    { $chat ->
        [private] Você segue { $topic }.
       *[other] O assunto { $topic } é seguido.
    }
why-topic-via =
    { $chat ->
        [private] É sobre { $topic }, que vem com { $source }, e isso você segue.
       *[other] É sobre { $topic }, que vem com { $source }.
    }
why-topic-left =
    { $chat ->
        [private] Chegou por causa de { $topic }, que você não segue mais.
       *[other] Chegou por causa de { $topic }, que não é mais seguido.
    }
why-topic-gone =
    { $chat ->
        [private] Chegou por causa de um assunto ou de palavras que você não segue mais.
       *[other] Chegou por causa de um assunto ou de palavras que não são mais seguidos.
    }
why-filed-title = Foi classificada nesse assunto por “{ $words }” no título.
why-filed-text = Foi classificada nesse assunto por “{ $words }” no texto.
why-watch =
    { $chat ->
        [private] Você monitora { $words }, e a notícia tem essas palavras.
       *[other] Palavras monitoradas: { $words }. A notícia tem essas palavras.
    }
why-volume = Deste assunto chega: { $volume }.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [one] Seu filtro deixa passar: { $filters }.
                    [many] Seus { $count } de filtros deixam passar: { $filters }.
                   *[other] Seus { $count } filtros deixam passar: { $filters }.
                }
       *[other] Filtros que deixam passar ({ $count }): { $filters }.
    }
why-rhythm = Ritmo: { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] Chegou na hora. Agora o ritmo que você escolheu é: { $rhythm }.
       *[other] Chegou na hora. O ritmo escolhido agora é: { $rhythm }.
    }
why-found = Encontrada: { $time }
why-owed =
    { $chat ->
        [private] Registro para você: { $time }
       *[other] Registro: { $time }
    }
why-due = Previsão: { $time }
why-sent = Envio: { $time }
why-not-sent = Envio ainda pendente
why-at-once = Foi enviada assim que foi encontrada.
why-held-quiet =
    { $chat ->
        [private] Esperou até { $time }, quando seu horário de silêncio acabou.
       *[other] Esperou até { $time }, quando o horário de silêncio acabou.
    }
why-held-pause =
    { $chat ->
        [private] Esperou até { $time }, quando sua pausa acabou.
       *[other] Esperou até { $time }, quando a pausa acabou.
    }
why-held =
    { $chat ->
        [private] Esperou até { $time }: nada devia chegar a você antes.
       *[other] Esperou até { $time }: nada devia chegar antes.
    }
why-retried = O Telegram não respondeu de início; tentei de novo.
why-queued = Muita gente foi avisada ao mesmo tempo, e esta mensagem saiu quando chegou a vez.
why-in-digest = Está em um resumo em vez de um alerta.
why-digest-stories = { $count ->
        [one] Traz { $count } notícia
        [many] Traz { $count } de notícias
       *[other] Traz { $count } notícias
    }, de { $since } a { $time }.
why-digest-hour =
    { $chat ->
        [private] Seu resumo tem hora marcada: { $rhythm }.
       *[other] O resumo tem hora marcada: { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] Mais de três notícias saíram no seu horário de silêncio, então vieram juntas quando ele acabou.
       *[other] Mais de três notícias saíram no horário de silêncio, então vieram juntas quando ele acabou.
    }
why-digest-pause =
    { $chat ->
        [private] Traz o que saiu durante a sua pausa, que acabou.
       *[other] Traz o que saiu durante a pausa, que acabou.
    }
why-digest-return =
    { $chat ->
        [private] Traz o que saiu enquanto eu não podia escrever para você.
       *[other] Traz o que saiu enquanto eu não podia escrever.
    }
why-digest-burst = Muitas notícias saíram de uma vez, então vieram juntas.
why-digest-now =
    { $chat ->
        [private] Você pediu.
       *[other] Alguém pediu.
    }
why-digest-edition = A equipe deste bot enviou a todos que recebem comunicados.
why-announcement = A equipe deste bot enviou a todos que recebem comunicados. Em /settings dá para desligar.
why-notice = É um aviso sobre o próprio serviço, que chega a todos.
button-why-missed = E o que não chegou?

## /missed

missed = <b>{ $count ->
        [one] { $count } notícia não chegou nas últimas 24 horas
        [many] { $count } de notícias não chegaram nas últimas 24 horas
       *[other] { $count } notícias não chegaram nas últimas 24 horas
    }</b>
missed-none = Nada deixou de chegar nas últimas 24 horas.
missed-folded =
    { $chat ->
        [private] A mesma notícia de { $title }, que você recebeu.
       *[other] A mesma notícia de { $title }, que já chegou.
    }
missed-folded-unknown =
    { $chat ->
        [private] A mesma notícia de outra que você recebeu.
       *[other] A mesma notícia de outra que já chegou.
    }
missed-filtered =
    { $chat ->
        [private] Oculta pelo seu filtro: { $filters }.
       *[other] Oculta por um filtro: { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] Oculta por um filtro que você tinha.
       *[other] Oculta por um filtro que não existe mais.
    }
missed-volume-top =
    { $chat ->
        [private] { $topic }: não está entre as principais notícias, e só essas você quer.
       *[other] { $topic }: não está entre as principais notícias, e só essas foram escolhidas.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }: além das cerca de { $count } por dia que você quer.
       *[other] { $topic }: além das cerca de { $count } por dia escolhidas.
    }
missed-volume =
    { $chat ->
        [private] Pequena demais para o que você quer dos assuntos dela.
       *[other] Pequena demais para o que foi escolhido dos assuntos dela.
    }
missed-volume-digest =
    { $chat ->
        [private] Está no seu próximo resumo: { $time }.
       *[other] Está no próximo resumo: { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Retida até { $time }, quando seu horário de silêncio acaba.
       *[other] Retida até { $time }, quando o horário de silêncio acaba.
    }
missed-held-pause =
    { $chat ->
        [private] Retida até { $time }, quando sua pausa acaba.
       *[other] Retida até { $time }, quando a pausa acaba.
    }
missed-held = Retida até { $time }.
missed-waits =
    { $chat ->
        [private] { $topic }: espera pelo seu resumo, { $time }.
       *[other] { $topic }: espera pelo resumo, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }: espera pelo seu próximo resumo. Não há nenhum previsto: /rhythm define um horário.
       *[other] { $topic }: espera pelo próximo resumo. Não há nenhum previsto: /rhythm define um horário.
    }
missed-watched =
    { $chat ->
        [private] As palavras que você monitora
       *[other] As palavras monitoradas
    }
missed-off = { $topic }: em “Nada”, então nada chega.
missed-paused = Os alertas estavam desligados. /start liga de novo.
missed-retried = O Telegram não respondeu; nova tentativa: { $time }.
missed-failed = O Telegram não aceitou.
missed-uncertain = Talvez tenha chegado: o Telegram não disse.
missed-withdrawn = Quem publicou a retirou antes do envio.
missed-unsubscribed =
    { $chat ->
        [private] Você deixou ou silenciou o assunto antes do envio.
       *[other] O assunto foi deixado ou silenciado antes do envio.
    }
missed-unreachable = O Telegram não deixou passar nada para esta conversa.
filter-hide = ocultar { $words }
filter-only = só { $words }
