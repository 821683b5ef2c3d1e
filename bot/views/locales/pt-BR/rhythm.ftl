## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = hoje às { $hour }
moment-tomorrow = amanhã, { $day }, às { $hour }
moment-later = { $day }, às { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] O fuso horário deste grupo é { $zone }. Lá são { $hour }.
        [thread] O fuso horário deste tópico é { $zone }. Lá são { $hour }.
        [channel] O fuso horário deste canal é { $zone }. Lá são { $hour }.
       *[private] Seu fuso horário é { $zone }. Lá são { $hour }.
    }
zone-none =
    { $chat ->
        [group] O fuso horário deste grupo ainda não foi definido, então uso UTC.
        [thread] O fuso horário deste tópico ainda não foi definido, então uso UTC.
        [channel] O fuso horário deste canal ainda não foi definido, então uso UTC.
       *[private] Você ainda não me disse seu fuso horário, então uso UTC.
    }
zone-ask =
    { $here ->
        [group] De onde é este grupo? Escreva /timezone com uma cidade, como <code>/timezone Lisboa, Portugal</code>, ou com um fuso, como <code>/timezone UTC-3</code>.
       *[private]
            { $chat ->
                [private] Onde você mora? Escreva uma cidade, como “São Paulo” ou “Lisboa, Portugal”, ou envie sua localização. “UTC-3” ou “America/Sao_Paulo” também servem.
               *[other] Qual fuso horário vale? Escreva uma cidade, como “São Paulo” ou “Lisboa, Portugal”. “UTC-3” ou “America/Sao_Paulo” também servem.
            }
    }
zone-ask-other =
    { $here ->
        [group] Escreva /timezone com uma cidade, como <code>/timezone Lisboa, Portugal</code>, ou com um fuso, como <code>/timezone UTC-3</code>.
       *[private]
            { $chat ->
                [private] Está em outro lugar agora? Escreva a cidade ou envie sua localização.
               *[other] Outro lugar? Escreva a cidade ou o fuso, como “UTC-3”.
            }
    }
zone-set = { $place }: agora são { $hour } lá. ({ $zone })
zone-which = Qual “{ $place }” é? Ao lado de cada opção está a hora de lá.
zone-unknown = Não conheço nenhum lugar chamado “{ $place }”.
zone-unreadable = Não consegui ler isso como um lugar.
zone-hint =
    { $here ->
        [group] Tente uma cidade maior ou acrescente o país em inglês: <code>/timezone Portland, Oregon</code>. <code>/timezone UTC-3</code> também serve.
       *[private] Escreva uma cidade maior perto de você, acrescente o país em inglês (“Portland, Oregon”), envie sua localização ou escreva a diferença do seu relógio para UTC, como “UTC-3”.
    }
zone-needed =
    { $here ->
        [group] 🌍 Esses horários estão em <b>UTC</b>, porque o fuso horário deste grupo ainda não foi definido. Escreva /timezone com uma cidade, como <code>/timezone Lisboa, Portugal</code>, ou com um fuso, como <code>/timezone UTC-3</code>.
       *[private]
            { $chat ->
                [private] 🌍 Esses horários estão em <b>UTC</b>, porque ainda não sei seu fuso horário. Onde você mora? Escreva uma cidade, como “São Paulo”, ou envie sua localização.
               *[other] 🌍 Esses horários estão em <b>UTC</b>, porque ainda não há fuso horário. Qual vale? Escreva uma cidade, como “São Paulo”.
            }
    }
zone-still-needed =
    { $chat ->
        [private] Esses horários estão em UTC. Com /timezone eles passam a ser os seus.
       *[other] Esses horários estão em UTC: ainda não há fuso horário.
    }

button-zone = 🌍 Fuso horário
button-zone-other = Outro lugar

## Rhythm

rhythm-heading = <b>Quando as notícias chegam</b>
rhythm-topic-heading = <b>Quando as notícias sobre { $topic } chegam</b>

measure-rhythm-at-once = Na hora
measure-rhythm-daily = Todo dia às { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] Toda segunda às { $hour }
    [2] Toda terça às { $hour }
    [3] Toda quarta às { $hour }
    [4] Toda quinta às { $hour }
    [5] Toda sexta às { $hour }
    [6] Todo sábado às { $hour }
   *[7] Todo domingo às { $hour }
}
measure-rhythm-digest-only = Só no resumo
measure-rhythm-off = Nada
measure-rhythm-inside-at-once = na hora
measure-rhythm-inside-daily = todo dia às { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] toda segunda às { $hour }
    [2] toda terça às { $hour }
    [3] toda quarta às { $hour }
    [4] toda quinta às { $hour }
    [5] toda sexta às { $hour }
    [6] todo sábado às { $hour }
   *[7] todo domingo às { $hour }
}
measure-rhythm-inside-digest-only = só no resumo
measure-rhythm-inside-off = nada

rhythm-means-at-once = Cada notícia chega assim que sai.
rhythm-means-daily = Uma mensagem por dia com as novidades, e nada no meio-tempo.
rhythm-means-weekly = Uma mensagem por semana com as novidades, e nada no meio-tempo.
rhythm-means-digest-only =
    { $chat ->
        [private] Sem alertas. As novidades ficam no seu próximo resumo; /digest traz um na hora.
       *[other] Sem alertas. As novidades ficam no próximo resumo.
    }
rhythm-means-off =
    { $chat ->
        [private] Nenhuma notícia chega. Seus assuntos ficam guardados.
       *[other] Nenhuma notícia chega. Os assuntos ficam guardados.
    }
rhythm-means-off-topic = Nenhuma notícia deste assunto chega. Você pode ligá-lo de novo aqui.
rhythm-as-chat =
    { $chat ->
        [private] Como todas as suas notícias: { $rhythm }.
       *[other] Como todas as notícias: { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] Você não segue este assunto. Escolha quando as notícias dele chegam, e passa a seguir.
       *[other] Este assunto não é seguido. Escolha quando as notícias dele chegam, e ele passa a ser.
    }
rhythm-next = Próximo resumo: { $at } ({ $zone }).
rhythm-next-quiet =
    { $chat ->
        [private] Ele cai no seu horário de silêncio e chega quando o silêncio terminar: { $at }.
       *[other] Ele cai no horário de silêncio e chega quando o silêncio terminar: { $at }.
    }
rhythm-next-digest =
    { $chat ->
        [private] Seu próximo resumo: { $at } ({ $zone }).
       *[other] O próximo resumo: { $at } ({ $zone }).
    }
rhythm-own = Assuntos com ritmo próprio:
rhythm-own-topic = • { $topic }: { $rhythm }
rhythm-question =
    { $chat ->
        [private] Todas as suas notícias em uma só mensagem, { $rhythm }, e nada no meio-tempo?
       *[other] Todas as notícias em uma só mensagem, { $rhythm }, e nada no meio-tempo?
    }
button-rhythm-yes = Sim, assim
rhythm-ask-day = Em que dia da semana?
rhythm-ask-hour =
    { $chat ->
        [private] A que horas? Vale o seu relógio: { $zone }.
       *[other] A que horas? Vale o fuso horário: { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Escreva o comando com a hora, como <code>/rhythm todo dia 7h45</code> ou <code>/rhythm sexta 21h</code>.
       *[private] Escreva a hora, como “7h45” ou “21h”.
    }
rhythm-hour-unreadable =
    { $here ->
        [group] Não consegui ler “{ $text }” como hora. Escreva, por exemplo, <code>/rhythm todo dia 7h45</code>.
       *[private] Não consegui ler “{ $text }” como hora. Escreva como “7h45” ou “21h”.
    }
rhythm-unreadable = Não entendi “{ $text }”. Escreva uma destas linhas ou escolha abaixo:
rhythm-examples =
    /rhythm todo dia 8h
    /rhythm sexta 17h30
    /rhythm na hora
    /rhythm só resumo
    /rhythm nada
    /rhythm ASSUNTO todo dia 8h
rhythm-no-topic = Não existe o assunto “{ $query }”. Seria um destes?
rhythm-no-topic-at-all = Não existe o assunto “{ $query }”. /topics mostra todos.

button-rhythm = 🕗 Quando as notícias chegam
button-rhythm-at-once = Na hora
button-rhythm-daily = Todo dia…
button-rhythm-weekly = Toda semana…
button-rhythm-digest-only = Só no resumo
button-rhythm-off = Nada
button-rhythm-default = Como todas as notícias
button-rhythm-hour-other = Outra hora…
button-back = ‹ Voltar
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Horário de silêncio</b>
quiet-is = { $hours }. Nesse horário nada chega, a não ser avisos sobre este bot, que são raros. O que saiu nesse meio-tempo vem quando o silêncio acaba: até três notícias uma a uma, mais que isso em um só resumo.
quiet-none =
    { $chat ->
        [private] Você não tem nenhum: as notícias chegam a qualquer hora do dia.
       *[other] Não há nenhum: as notícias chegam a qualquer hora do dia.
    }
quiet-now = Agora é hora de silêncio, até { $at } ({ $zone }).
quiet-next = Próximo: { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Escreva o comando com o horário, como <code>/quiet 22:00-07:00</code>, <code>/quiet 22h-7h</code> ou <code>/quiet sex,sáb 23h-9h</code>.
       *[private] Escreva de quando até quando, como “22:00-07:00”, “22h-7h” ou “sex,sáb 23h-9h”.
    }
quiet-unreadable = Não consegui ler “{ $text }” como horário de silêncio.
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end } ({ $days })
button-quiet = 🌙 Horário de silêncio
button-quiet-span = { $start }–{ $end }
button-quiet-other = Outro horário…
button-quiet-off = Sem horário de silêncio
toast-quiet-last-day = Um dia precisa ficar. “Sem horário de silêncio” desliga tudo.

## Pause

pause-heading = <b>Pausa</b>
pause-ask = Por quanto tempo nada deve chegar? O que sair nesse meio-tempo vem de uma vez, em um resumo, quando a pausa acabar. Só os avisos sobre este bot, que são raros, chegam mesmo assim.
pause-ask-open = Uma pausa até você avisar não termina com um resumo: você continua dali em diante.
paused-until = ⏸ Nada chega até <b>{ $at }</b> ({ $zone }), a não ser avisos sobre este bot. O que sair nesse meio-tempo vem de uma vez, em um resumo.
pause-unreadable = Não consegui ler “{ $text }” como tempo. Escreva /pause 1h, /pause 1d ou /pause 1w, ou escolha abaixo.
pause-ended = <b>A pausa acabou</b>

    O que saiu nesse meio-tempo vem daqui a pouco, em um só resumo, se houve alguma coisa.
button-pause-hour = Uma hora
button-pause-day = Um dia
button-pause-week = Uma semana
button-pause-open = Até eu avisar
button-pause-end = ▶ Continuar agora
button-pause-for = ⏸ Pausar…
toast-paused-until = Nada chega até { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = silêncio { $hours }
summary-topic = { $topic }: { $how }
summary-filters = { $count ->
    [one] { $count } filtro
    [many] { $count } de filtros
   *[other] { $count } filtros
}
summary-watches = { $count ->
    [one] { $count } monitoramento
    [many] { $count } de monitoramentos
   *[other] { $count } monitoramentos
}
summary-announcements-on = com comunicados
summary-announcements-off = sem comunicados
summary-silent-messages-on = sem som
summary-silent-messages-off = com som
settings-paused-until = ⏸ Em pausa até { $at } ({ $zone }). O que sair nesse meio-tempo vem de uma vez, em um resumo.

button-digest-now = 🗞 Resumo agora
button-settings-volumes = 🎚 Quanto chega
button-settings-filters = Filtros
button-settings-watches = Monitoramentos
button-settings-saved = Salvas

command-timezone =
    { $chat ->
        [private] Seu fuso horário, por uma cidade
       *[other] O fuso horário, por uma cidade
    }
command-rhythm = Na hora, por dia ou por semana
command-quiet = Horário em que nada chega
command-pause = Nada por uma hora, um dia, uma semana
