### /why and /missed: why something came, and why it did not.

command-why = Por que algo chegou: responda com isto
command-missed = O que não chegou em 24 horas, e por quê

## /why

why = <b>Por que isto chegou</b>
why-digest = <b>Por que este resumo chegou</b>
why-nothing = Nada foi enviado a você ainda. Quando houver um alerta ou um resumo aqui, responda a ele com /why.
why-unknown = Não sei dizer por que essa mensagem chegou: não é um alerta nem um resumo seu. Responda com /why a um deles, ou envie só /why para o último.
why-not-told = Esta notícia não foi enviada a você: você a abriu em uma lista ou em um resumo.
why-topic = Você segue { $topic }.
why-topic-via = É sobre { $topic }, que vem com { $source }, e isso você segue.
why-topic-left = Chegou por causa de { $topic }, que você não segue mais.
why-topic-gone = Chegou por causa de um assunto ou de palavras que você não segue mais.
why-watch = Você monitora { $words }, e a notícia tem essas palavras.
why-volume = Deste assunto chega: { $volume }.
why-filters = { $count ->
        [one] Seu filtro deixa passar: { $filters }.
        [many] Seus { $count } de filtros deixam passar: { $filters }.
       *[other] Seus { $count } filtros deixam passar: { $filters }.
    }
why-rhythm = Ritmo: { $rhythm }.
why-rhythm-since = Chegou na hora. Agora o ritmo que você escolheu é: { $rhythm }.
why-found = Encontrada: { $time }
why-owed = Registro para você: { $time }
why-due = Previsão: { $time }
why-sent = Envio: { $time }
why-not-sent = Envio ainda pendente
why-at-once = Foi enviada assim que foi encontrada.
why-held-quiet = Esperou até { $time }, quando seu horário de silêncio acabou.
why-held-pause = Esperou até { $time }, quando sua pausa acabou.
why-held = Esperou até { $time }: nada devia chegar a você antes.
why-retried = O Telegram não respondeu de início; tentei de novo.
why-queued = Muita gente foi avisada ao mesmo tempo, e esta mensagem saiu quando chegou a vez.
why-in-digest = Está em um resumo em vez de um alerta.
why-digest-stories = { $count ->
        [one] Traz { $count } notícia
        [many] Traz { $count } de notícias
       *[other] Traz { $count } notícias
    }, de { $since } a { $time }.
why-digest-hour = Seu resumo tem hora marcada: { $rhythm }.
why-digest-quiet = Mais de três notícias saíram no seu horário de silêncio, então vieram juntas quando ele acabou.
why-digest-pause = Traz o que saiu durante a sua pausa, que acabou.
why-digest-return = Traz o que saiu enquanto eu não podia escrever para você.
why-digest-burst = Muitas notícias saíram de uma vez, então vieram juntas.
why-digest-now = Você pediu.
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
missed-folded = A mesma notícia de { $title }, que você recebeu.
missed-folded-unknown = A mesma notícia de outra que você recebeu.
missed-filtered = Oculta pelo seu filtro: { $filters }.
missed-filtered-unknown = Oculta por um filtro que você tinha.
missed-volume-top = { $topic }: não está entre as principais notícias, e só essas você quer.
missed-volume-some = { $topic }: além das cerca de { $count } por dia que você quer.
missed-volume = Pequena demais para o que você quer dos assuntos dela.
missed-volume-digest = Está no seu próximo resumo: { $time }.
missed-held-quiet = Retida até { $time }, quando seu horário de silêncio acaba.
missed-held-pause = Retida até { $time }, quando sua pausa acaba.
missed-held = Retida até { $time }.
missed-waits = { $topic }: espera pelo seu resumo, { $time }.
missed-waits-next = { $topic }: espera pelo seu próximo resumo. Não há nenhum previsto: /rhythm define um horário.
missed-watched = As palavras que você monitora
missed-off = { $topic }: em “Nada”, então nada chega.
missed-paused = Os alertas estavam desligados. /start liga de novo.
missed-retried = O Telegram não respondeu; nova tentativa: { $time }.
missed-failed = O Telegram não aceitou.
missed-uncertain = Talvez tenha chegado: o Telegram não disse.
missed-withdrawn = Quem publicou a retirou antes do envio.
missed-unsubscribed = Você deixou ou silenciou o assunto antes do envio.
missed-unreachable = O Telegram não deixou passar nada para esta conversa.
filter-hide = ocultar { $words }
filter-only = só { $words }
