# Tudo o que leitoras e leitores veem. docs/texts.md explica o formato; docs/glossaries/pt-BR.md, as palavras.

## The alert

alert-video = ▶ Vídeo
alert-related = <b>Leia também</b>
alert-also-at = { $count ->
    [1] Também em { $first }
    [2] Também em { $first } e { $second }
    [3] Também em { $first }, { $second } e { $third }
   *[other] Também em { $first }, { $second } e mais { $more }
}
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } ({ $zone })
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = Ler
button-watch = Assistir
button-amp = AMP ⚡
button-mute = 🔕 Silenciar { $topic }
button-unmute-topic = 🔔 Reativar { $topic }
button-more-related = … e mais { $count }
button-outlets = Também em mais { $count }
alert-outlets = { $count ->
    [one] <b>Mais { $count } veículo noticiou</b>
    [many] <b>Mais { $count } de veículos noticiaram</b>
   *[other] <b>Mais { $count } veículos noticiaram</b>
}
button-back-to-alert = Voltar ao alerta

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>Notícias sobre os assuntos que você escolhe para este grupo</b>

            Cada notícia chega ao grupo assim que sai: uma vez só, com a fonte, um trecho curto e o que mais ler. Quando outros veículos também noticiam, a mensagem é atualizada em vez de repetida.

            Toque nos assuntos que este grupo deve seguir. Em /settings ficam o fuso horário, os resumos e o horário de silêncio.
        [thread]
            <b>Notícias sobre os assuntos que você escolhe para este tópico</b>

            Cada notícia chega ao tópico assim que sai: uma vez só, com a fonte, um trecho curto e o que mais ler. Quando outros veículos também noticiam, a mensagem é atualizada em vez de repetida.

            Toque nos assuntos que este tópico deve seguir. Em /settings ficam o fuso horário, os resumos e o horário de silêncio.
        [channel]
            <b>Notícias sobre os assuntos que você escolhe para este canal</b>

            Cada notícia chega lá assim que sai: uma vez só, com a fonte, um trecho curto e o que mais ler. Quando outros veículos também noticiam, a mensagem é atualizada em vez de repetida.

            Toque nos assuntos que este canal deve seguir. Em /settings ficam o fuso horário, os resumos e o horário de silêncio.
       *[private]
            <b>Notícias sobre os assuntos que você escolhe</b>

            Escolha seus assuntos, e cada notícia chega aqui assim que sai: uma vez só, com a fonte, um trecho curto e o que mais ler. Quando outros veículos também noticiam, a mensagem é atualizada em vez de repetida.

            Toque nos assuntos que você quer seguir.
    }
welcome-by-link =
    <b>Notícias sobre os assuntos que você escolhe</b>

    Cada notícia chega uma vez só, com a fonte, um trecho curto e o que mais ler.
welcome-empty =
    <b>Notícias sobre os assuntos que você escolhe</b>

    Ainda não há assuntos. Assim que houver, /topics vai mostrá-los, e cada notícia sobre os que você seguir chega aqui.

    <i>Se este bot é seu: coloque arquivos de assuntos na pasta indicada em TOPICS_DIR ou, sem essa configuração, envie um primeiro registro. A pasta “examples” tem os dois, prontos para copiar, e “topicwire check” diz o que falta.</i>
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] As notícias chegam aqui juntas, em um resumo.
               *[other]
                    { $here ->
                        [group] As notícias chegam aqui juntas, em um resumo.
                       *[private] As notícias chegam lá juntas, em um resumo.
                    }
            }
        [off] Por enquanto nada chega: “Quando as notícias chegam” está em “Nada”.
       *[at-once]
            { $chat ->
                [private] As notícias chegam aqui assim que saem.
               *[other]
                    { $here ->
                        [group] As notícias chegam aqui assim que saem.
                       *[private] As notícias chegam lá assim que saem.
                    }
            }
    }
welcome-picked =
    { $chat ->
        [group]
            <b>Notícias sobre os assuntos que você escolhe para este grupo</b>

            { $count ->
                [0] Este grupo não segue nenhum assunto no momento. Toque em um para começar.
                [one] Este grupo segue { $count } assunto. { news-arrive }
                [many] Este grupo segue { $count } de assuntos. { news-arrive }
               *[other] Este grupo segue { $count } assuntos. { news-arrive }
            }
        [thread]
            <b>Notícias sobre os assuntos que você escolhe para este tópico</b>

            { $count ->
                [0] Este tópico não segue nenhum assunto no momento. Toque em um para começar.
                [one] Este tópico segue { $count } assunto. { news-arrive }
                [many] Este tópico segue { $count } de assuntos. { news-arrive }
               *[other] Este tópico segue { $count } assuntos. { news-arrive }
            }
        [channel]
            <b>Notícias sobre os assuntos que você escolhe para este canal</b>

            { $count ->
                [0] Este canal não segue nenhum assunto no momento. Toque em um para começar.
                [one] Este canal segue { $count } assunto. { news-arrive }
                [many] Este canal segue { $count } de assuntos. { news-arrive }
               *[other] Este canal segue { $count } assuntos. { news-arrive }
            }
       *[private]
            <b>Notícias sobre os assuntos que você escolhe</b>

            { $count ->
                [0] Você não segue nenhum assunto no momento. Toque em um para começar.
                [one] Você segue { $count } assunto. { news-arrive }
                [many] Você segue { $count } de assuntos. { news-arrive }
               *[other] Você segue { $count } assuntos. { news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>Isto é o que este grupo segue</b>

            { $count ->
                [0] Todos os assuntos deste grupo estão silenciados. Toque em um para voltar a receber notícias dele.
                [one] Este grupo segue { $count } assunto. { news-arrive }
                [many] Este grupo segue { $count } de assuntos. { news-arrive }
               *[other] Este grupo segue { $count } assuntos. { news-arrive }
            }
        [thread]
            <b>Isto é o que este tópico segue</b>

            { $count ->
                [0] Todos os assuntos deste tópico estão silenciados. Toque em um para voltar a receber notícias dele.
                [one] Este tópico segue { $count } assunto. { news-arrive }
                [many] Este tópico segue { $count } de assuntos. { news-arrive }
               *[other] Este tópico segue { $count } assuntos. { news-arrive }
            }
        [channel]
            <b>Isto é o que este canal segue</b>

            { $count ->
                [0] Todos os assuntos deste canal estão silenciados. Toque em um para voltar a receber notícias dele.
                [one] Este canal segue { $count } assunto. { news-arrive }
                [many] Este canal segue { $count } de assuntos. { news-arrive }
               *[other] Este canal segue { $count } assuntos. { news-arrive }
            }
       *[private]
            <b>Que bom ver você de novo</b>

            { $count ->
                [0] Todos os seus assuntos estão silenciados. Toque em um para voltar a receber notícias dele.
                [one] Você segue { $count } assunto. { news-arrive }
                [many] Você segue { $count } de assuntos. { news-arrive }
               *[other] Você segue { $count } assuntos. { news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>Os alertas estão ligados de novo</b>

            { $count ->
                [0] Este grupo não segue nenhum assunto no momento, então nada chega até você escolher um.
                [one] Este grupo segue { $count } assunto. { news-arrive }
                [many] Este grupo segue { $count } de assuntos. { news-arrive }
               *[other] Este grupo segue { $count } assuntos. { news-arrive }
            }
        [thread]
            <b>Os alertas estão ligados de novo</b>

            { $count ->
                [0] Este tópico não segue nenhum assunto no momento, então nada chega até você escolher um.
                [one] Este tópico segue { $count } assunto. { news-arrive }
                [many] Este tópico segue { $count } de assuntos. { news-arrive }
               *[other] Este tópico segue { $count } assuntos. { news-arrive }
            }
        [channel]
            <b>Os alertas estão ligados de novo</b>

            { $count ->
                [0] Este canal não segue nenhum assunto no momento, então nada chega até você escolher um.
                [one] Este canal segue { $count } assunto. { news-arrive }
                [many] Este canal segue { $count } de assuntos. { news-arrive }
               *[other] Este canal segue { $count } assuntos. { news-arrive }
            }
       *[private]
            <b>Os alertas estão ligados de novo</b>

            { $count ->
                [0] Você não segue nenhum assunto no momento, então nada chega até você escolher um.
                [one] Você segue { $count } assunto. { news-arrive }
                [many] Você segue { $count } de assuntos. { news-arrive }
               *[other] Você segue { $count } assuntos. { news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>Os alertas estão em pausa</b>

            Este grupo não vai receber notícias, só um aviso se algo mudar neste bot. Os assuntos deste grupo ficam guardados: toque no botão abaixo para continuar.
        [thread]
            <b>Os alertas estão em pausa</b>

            Este tópico não vai receber notícias, só um aviso se algo mudar neste bot. Os assuntos deste tópico ficam guardados: toque no botão abaixo para continuar.
        [channel]
            <b>Os alertas estão em pausa</b>

            Este canal não vai receber notícias, só um aviso se algo mudar neste bot. Os assuntos deste canal ficam guardados: toque no botão abaixo para continuar.
       *[private]
            <b>Os alertas estão em pausa</b>

            Você não vai receber notícias, só um aviso se algo mudar neste bot. Seus assuntos ficam guardados: quando quiser voltar, toque no botão abaixo ou envie /start.
    }

button-resume = Ligar os alertas

pause-confirm =
    { $chat ->
        [group]
            <b>Pausar todos os alertas?</b>

            Este grupo não vai receber notícias até você ligar os alertas de novo. Os assuntos ficam guardados.
        [thread]
            <b>Pausar todos os alertas?</b>

            Este tópico não vai receber notícias até você ligar os alertas de novo. Os assuntos ficam guardados.
        [channel]
            <b>Pausar todos os alertas?</b>

            Este canal não vai receber notícias até você ligar os alertas de novo. Os assuntos ficam guardados.
       *[private]
            <b>Pausar todos os alertas?</b>

            Você não vai receber notícias até ligar os alertas de novo. Seus assuntos ficam guardados.
    }
resume-confirm =
    <b>Ligar os alertas de novo?</b>

    Eles estão em pausa. As notícias sobre seus assuntos voltariam a chegar.
leave-all-confirm =
    <b>Deixar todos os seus assuntos?</b>

    { $count ->
        [one] Você tem { $count } assunto. Ele sai da sua lista, e nenhuma notícia chega mais.
        [many] Você tem { $count } de assuntos. Eles saem da sua lista, e nenhuma notícia chega mais.
       *[other] Você tem { $count } assuntos. Eles saem da sua lista, e nenhuma notícia chega mais.
    } Para deixar só alguns, abra seus assuntos.
all-left =
    <b>Você não segue mais nenhum assunto</b>

    Nenhuma notícia chega mais. Se mudar de ideia, todos os assuntos estão no botão abaixo.
nothing-to-leave =
    { $chat ->
        [group] Este grupo não segue nenhum assunto, então não recebe notícias.
        [thread] Este tópico não segue nenhum assunto, então não recebe notícias.
        [channel] Este canal não segue nenhum assunto, então não recebe notícias.
       *[private] Você não segue nenhum assunto, então não recebe notícias.
    }
digests-on = Um resumo reúne várias notícias em uma só mensagem. A equipe deste bot envia um de vez em quando, e você recebe.
digests-paused = Um resumo reúne várias notícias em uma só mensagem. A equipe deste bot envia um de vez em quando; nenhum chega a você enquanto os alertas estão em pausa.
digests-off = Um resumo reúne várias notícias em uma só mensagem. A equipe deste bot envia um de vez em quando; você desligou isso nas configurações.
digest-confirm = <b>Quer que eu mostre as últimas notícias agora?</b>
not-paused = Os alertas estão ligados. { news-arrive }
left-as-is = Nada mudou.

button-yes-pause = Sim, pausar
button-yes-resume = Sim, ligar
button-yes-leave-all = Sim, deixar todos
button-pause-instead = Só pausar os alertas
button-yes-latest = Sim, mostrar
button-no = Não

## The catalogue

catalogue =
    <b>Todos os assuntos</b>

    Toque em um assunto para seguir, toque de novo para deixar. Um assunto traz os que estão abaixo dele (└), marcados com “via”; um toque silencia um deles. { $chat ->
        [private] { $followed ->
                [0] Você ainda não segue nenhum.
                [one] Você segue { $followed }.
                [many] Você segue { $followed }.
               *[other] Você segue { $followed }.
            }
       *[other] Seguidos até agora: { $followed }.
    }
catalogue-cards =
    <b>Sobre os assuntos</b>

    Toque em um assunto para ler do que ele trata e ver as últimas notícias.
catalogue-search =
    { $here ->
        [group] <i>Para achar um assunto, escreva /topics com o nome dele ou uma palavra do nome.</i>
       *[private] <i>Para achar um assunto, escreva o nome dele ou uma palavra do nome.</i>
    }
topics-found =
    { $count ->
        [one] { $count } assunto tem “{ $query }” no nome. Toque nele para saber mais.
        [many] { $count } de assuntos têm “{ $query }” no nome. Toque em um para saber mais.
       *[other] { $count } assuntos têm “{ $query }” no nome. Toque em um para saber mais.
    }
topics-found-more = Estes são os primeiros { $count }. Escreva mais do nome para ver menos.
catalogue-empty = Ainda não há assuntos. Assim que houver, /topics vai mostrá-los.

button-all-topics = Todos os assuntos
button-about-topics = ℹ️ Sobre estes assuntos
button-follow-topics = Escolher assuntos
button-topic-via = { $topic } · via { $source }
button-about = Saber mais
button-mine =
    { $chat ->
        [private] Meus assuntos
       *[other] Assuntos seguidos
    }
button-help = Ajuda

## Following one topic

followed =
    { $chat ->
        [group] ✓ Este grupo segue { $topic }. { news-arrive }
        [thread] ✓ Este tópico segue { $topic }. { news-arrive }
        [channel] ✓ Este canal segue { $topic }. { news-arrive }
       *[private] ✓ Você segue { $topic }. { news-arrive }
    }
followed-covers = { $count ->
    [one] Isso inclui o assunto abaixo dele.
    [many] Isso inclui os { $count } de assuntos abaixo dele.
   *[other] Isso inclui os { $count } assuntos abaixo dele.
}
already-followed =
    { $chat ->
        [group] Este grupo já segue { $topic }.
        [thread] Este tópico já segue { $topic }.
        [channel] Este canal já segue { $topic }.
       *[private] Você já segue { $topic }.
    }
unfollowed =
    { $chat ->
        [group] Este grupo não segue mais { $topic }.
        [thread] Este tópico não segue mais { $topic }.
        [channel] Este canal não segue mais { $topic }.
       *[private] Você não segue mais { $topic }.
    }
follow-undone =
    { $chat ->
        [group] Desfeito: este grupo não segue { $topic }.
        [thread] Desfeito: este tópico não segue { $topic }.
        [channel] Desfeito: este canal não segue { $topic }.
       *[private] Desfeito: você não segue { $topic }.
    }
follow-undone-along =
    { $chat ->
        [private] Desfeito. As notícias sobre { $topic } ainda chegam com { $source }, que você segue.
       *[other] Desfeito. As notícias sobre { $topic } ainda chegam com { $source }.
    }
not-followed =
    { $chat ->
        [group] Este grupo não segue { $topic }, então nada mudou.
        [thread] Este tópico não segue { $topic }, então nada mudou.
        [channel] Este canal não segue { $topic }, então nada mudou.
       *[private] Você não segue { $topic }, então nada mudou.
    }
did-you-mean = Nenhum assunto se chama exatamente “{ $query }”. Seria um destes?
no-such-topic = Nenhum assunto se chama “{ $query }”, nem algo parecido.
no-such-own-topic =
    { $chat ->
        [private] Nenhum dos seus assuntos se chama “{ $query }”, nem algo parecido.
       *[other] Nenhum dos assuntos seguidos se chama “{ $query }”, nem algo parecido.
    }
unknown-link = Esse link não leva a nenhum assunto que eu conheça. O botão abaixo mostra os que existem.

button-follow = Seguir { $topic }
button-follow-again = Seguir de novo
button-unfollow = Deixar de seguir
button-unfollow-topic = Deixar { $topic }
button-undo = Desfazer
button-latest = Últimas notícias

## Several topics at once

list-followed =
    { $chat ->
        [group] ✓ Este grupo segue { $topics }. { news-arrive }
        [thread] ✓ Este tópico segue { $topics }. { news-arrive }
        [channel] ✓ Este canal segue { $topics }. { news-arrive }
       *[private] ✓ Você segue { $topics }. { news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] Este grupo já segue { $topics }.
        [thread] Este tópico já segue { $topics }.
        [channel] Este canal já segue { $topics }.
       *[private] Você já segue { $topics }.
    }
list-unfollowed =
    { $chat ->
        [group] Este grupo não segue mais { $topics }.
        [thread] Este tópico não segue mais { $topics }.
        [channel] Este canal não segue mais { $topics }.
       *[private] Você não segue mais { $topics }.
    }
list-muted = 🔕 Silenciados: { $topics }. O que vem com um assunto acima é silenciado em vez de sair da lista.
list-not-followed =
    { $chat ->
        [group] Este grupo não segue { $topics }, então nisso nada mudou.
        [thread] Este tópico não segue { $topics }, então nisso nada mudou.
        [channel] Este canal não segue { $topics }, então nisso nada mudou.
       *[private] Você não segue { $topics }, então nisso nada mudou.
    }
list-unknown = { $count ->
    [one] Nenhum assunto se chama { $parts }.
    [many] Nenhum assunto se chama { $parts }.
   *[other] Nenhum assunto se chama { $parts }.
}
list-similar = Seria um destes?
list-part = “{ $part }”
list-more = mais { $count }

## A topic's card

card-parent = Faz parte de { $topic }
card-children = Inclui { $topics }
card-followed =
    { $chat ->
        [group] ✓ Este grupo segue. { news-arrive }
        [thread] ✓ Este tópico segue. { news-arrive }
        [channel] ✓ Este canal segue. { news-arrive }
       *[private] ✓ Você segue. { news-arrive }
    }
card-along =
    { $chat ->
        [private] ✓ Vem com { $source }, que você segue.
       *[other] ✓ Vem com { $source }.
    }
card-muted =
    { $chat ->
        [private] 🔕 Você silenciou este assunto.
       *[other] 🔕 Está em silêncio.
    }
card-muted-along =
    { $chat ->
        [private] 🔕 Faz parte de { $source }, que você silenciou.
       *[other] 🔕 Faz parte de { $source }, que está em silêncio.
    }
card-not-followed =
    { $chat ->
        [group] Este grupo não segue este assunto.
        [thread] Este tópico não segue este assunto.
        [channel] Este canal não segue este assunto.
       *[private] Você não segue este assunto.
    }
card-latest = <b>Últimas notícias</b>
card-no-stories = Ainda não há notícias sobre este assunto.

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } está em silêncio. Continua entre seus assuntos e não envia nada até você reativar.
       *[other] 🔕 { $topic } está em silêncio. Continua na lista e não envia nada até ser reativado.
    }
muted-along =
    { $chat ->
        [private] 🔕 { $topic } está em silêncio. Vem com { $source }, que você segue, então não envia nada até você reativar.
       *[other] 🔕 { $topic } está em silêncio. Vem com { $source }, então não envia nada até ser reativado.
    }
unmuted = { $topic } não está mais em silêncio. { news-arrive }

button-unmute = 🔔 Reativar

## My topics

mine =
    { $chat ->
        [group]
            <b>Os assuntos deste grupo</b>

            { $count ->
                [0] Este grupo não segue nenhum assunto no momento.
                [one] Este grupo segue { $count } assunto.
                [many] Este grupo segue { $count } de assuntos.
               *[other] Este grupo segue { $count } assuntos.
            }{ $muted ->
                [0] {""}
               *[other] {" "}Silenciados: { $muted }.
            }
        [thread]
            <b>Os assuntos deste tópico</b>

            { $count ->
                [0] Este tópico não segue nenhum assunto no momento.
                [one] Este tópico segue { $count } assunto.
                [many] Este tópico segue { $count } de assuntos.
               *[other] Este tópico segue { $count } assuntos.
            }{ $muted ->
                [0] {""}
               *[other] {" "}Silenciados: { $muted }.
            }
        [channel]
            <b>Os assuntos deste canal</b>

            { $count ->
                [0] Este canal não segue nenhum assunto no momento.
                [one] Este canal segue { $count } assunto.
                [many] Este canal segue { $count } de assuntos.
               *[other] Este canal segue { $count } assuntos.
            }{ $muted ->
                [0] {""}
               *[other] {" "}Silenciados: { $muted }.
            }
       *[private]
            <b>Seus assuntos</b>

            { $count ->
                [0] Você não segue nenhum assunto no momento.
                [one] Você segue { $count } assunto.
                [many] Você segue { $count } de assuntos.
               *[other] Você segue { $count } assuntos.
            }{ $muted ->
                [0] {""}
               *[other] {" "}Silenciados: { $muted }.
            }
    }
mine-along = { $count ->
    [one] Mais { $count } vem com eles, marcado com “via”.
    [many] Mais { $count } vêm com eles, marcados com “via”.
   *[other] Mais { $count } vêm com eles, marcados com “via”.
}
mine-paused = ⏸ Os alertas estão em pausa: nenhuma notícia chega até você ligá-los de novo.
mine-how = Toque em um assunto para silenciar ou reativar, em ✕ para deixar.
mine-empty =
    { $chat ->
        [group]
            <b>Os assuntos deste grupo</b>

            Este grupo ainda não segue nenhum assunto. Escolha alguns, e as notícias deles chegam neste grupo.
        [thread]
            <b>Os assuntos deste tópico</b>

            Este tópico ainda não segue nenhum assunto. Escolha alguns, e as notícias deles chegam neste tópico.
        [channel]
            <b>Os assuntos deste canal</b>

            Este canal ainda não segue nenhum assunto. Escolha alguns, e as notícias deles chegam lá.
       *[private]
            <b>Seus assuntos</b>

            Você ainda não segue nenhum assunto. Escolha alguns, e as notícias deles chegam aqui.
    }

## The newest stories

latest = <b>Últimas notícias</b>
latest-of = <b>Últimas notícias: { $topic }</b>
latest-none = Ainda não há notícias. Elas vão aparecer aqui assim que chegarem.
latest-of-none = Ainda não há notícias sobre { $topic }.
latest-sources = { $count ->
    [one] +{ $count } fonte
    [many] +{ $count } de fontes
   *[other] +{ $count } fontes
}

## Digests

digest-heading =
    { $chat ->
        [private] 🗞 <b>Seu resumo</b> · { $date }
       *[other] 🗞 <b>Resumo</b> · { $date }
    }
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count ->
    [one] { $count } notícia
    [many] { $count } de notícias
   *[other] { $count } notícias
}
digest-topics = { $count ->
    [one] { $count } assunto
    [many] { $count } de assuntos
   *[other] { $count } assuntos
}
digest-outlets = { $count ->
    [one] { $count } veículo
    [many] { $count } de veículos
   *[other] { $count } veículos
}
digest-continued = <b>{ $topic }</b>, continuação
digest-more = <i>… e mais { $count }</i>
digest-more-of = <b>{ $topic }</b> · { $count ->
    [one] { $count } notícia
    [many] { $count } de notícias
   *[other] { $count } notícias
}

button-digest-more = { $topic }: mais { $count }

## Settings

settings =
    { $chat ->
        [group] <b>O que chega a este grupo</b>
        [thread] <b>O que chega a este tópico</b>
        [channel] <b>O que chega a este canal</b>
       *[private] <b>O que chega a você</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ Os alertas estão em pausa: nem notícias nem comunicados chegam até você ligá-los de novo. Seus assuntos ficam guardados.
       *[other] ⏸ Os alertas estão em pausa: nem notícias nem comunicados chegam até serem ligados de novo. Os assuntos ficam guardados.
    }
settings-announcements-on =
    { $chat ->
        [group] 📣 Os comunicados estão ligados: de vez em quando, a equipe deste bot envia para este grupo uma novidade ou um resumo.
        [thread] 📣 Os comunicados estão ligados: de vez em quando, a equipe deste bot envia para este tópico uma novidade ou um resumo.
        [channel] 📣 Os comunicados estão ligados: de vez em quando, a equipe deste bot envia para lá uma novidade ou um resumo.
       *[private] 📣 Os comunicados estão ligados: de vez em quando, a equipe deste bot envia a você uma novidade ou um resumo.
    }
settings-announcements-paused = 📣 Os comunicados estão ligados e voltam quando os alertas voltarem.
settings-announcements-off =
    { $chat ->
        [group] 🔕 Os comunicados estão desligados: a equipe deste bot não envia para este grupo nem novidades nem resumos.
        [thread] 🔕 Os comunicados estão desligados: a equipe deste bot não envia para este tópico nem novidades nem resumos.
        [channel] 🔕 Os comunicados estão desligados: a equipe deste bot não envia para lá nem novidades nem resumos.
       *[private] 🔕 Os comunicados estão desligados: a equipe deste bot não envia a você nem novidades nem resumos.
    }
settings-silent-messages-on = 🔇 As mensagens silenciosas estão ligadas: tudo chega sem som.
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 As mensagens silenciosas estão desligadas: o que chega faz o som que cada membro escolheu no Telegram.
        [channel] 🔔 As mensagens silenciosas estão desligadas: o que chega faz o som que cada membro escolheu no Telegram.
       *[private] 🔔 As mensagens silenciosas estão desligadas: o que chega faz o som que você escolheu no Telegram.
    }
settings-notices = Os avisos sobre o próprio bot sempre chegam. São raros.

button-settings = Configurações
button-announcements-on = Ligar os comunicados
button-announcements-off = Desligar os comunicados
button-opt-out = Sem comunicados
button-opt-in = Com comunicados
button-silent-messages-on = Ligar o modo silencioso
button-silent-messages-off = Desligar o modo silencioso

## Help

help =
    { $chat ->
        [group]
            <b>Como funciona</b>

            Escolha assuntos para este grupo, e cada notícia sobre eles chega a ele, uma vez só. Os administradores usam estes comandos:
        [channel]
            <b>Como funciona</b>

            Escolha assuntos para este canal, e cada notícia sobre eles chega lá, uma vez só. Os administradores usam estes comandos:
       *[private]
            <b>Como funciona</b>

            Escolha assuntos, e cada notícia sobre eles chega aqui, uma vez só.
    }
help-words =
    { $here ->
        [group] <i>Aqui só leio estes comandos, e só os de administradores.</i>
       *[private] <i>Escreva o nome de um assunto, ou uma palavra dele, para saber mais. Também entendo palavras simples, como “parar” ou “configurações”.</i>
    }
help-topics = <b>Assuntos</b>
help-news = <b>Notícias</b>
help-alerts = <b>Alertas</b>
help-data = <b>Ajuda e privacidade</b>

command-start = Começar, ou ligar os alertas de novo
command-topics = Todos os assuntos, para seguir ou deixar
command-subscribe = Seguir assuntos, separados por vírgulas
command-unsubscribe = Deixar de seguir assuntos
command-mine =
    { $chat ->
        [private] Os assuntos que você segue
       *[other] Os assuntos seguidos
    }
command-latest = As últimas notícias, gerais ou de um assunto
command-stop = Pausar todos os alertas
command-settings =
    { $chat ->
        [private] O que chega a você e o que não chega
       *[other] O que chega e o que não chega
    }
command-help = O que este bot sabe fazer
command-privacy =
    { $chat ->
        [private] O que fica guardado sobre você
       *[other] O que fica guardado, e por quanto tempo
    }
command-delete =
    { $chat ->
        [private] Apagar tudo o que está guardado sobre você
       *[other] Apagar tudo o que está guardado
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>O que fica guardado sobre este grupo</b>
            • o número e o nome dele, para que os alertas o encontrem
            • o número de quem o configurou, que é avisado se algo der errado, e de quem abriu um menu nele, por 30 dias
            • o idioma, os assuntos e as configurações dele
            • quais alertas, resumos e comunicados foram enviados a ele e quando, para que nada chegue duas vezes

            Sobre os membros nada fica guardado, nem o que se escreve aqui. O que alguém salva fica na conversa privada dessa pessoa comigo. Nada é repassado a ninguém; as mensagens em si passam pelo Telegram.

            <b>Por quanto tempo</b>
            Até um administrador apagar com /delete.
        [channel]
            <b>O que fica guardado sobre este canal</b>
            • o número e o nome dele, para que os alertas o encontrem
            • o número de quem o configurou, que é avisado se algo der errado, e de quem abriu um menu lá, por 30 dias
            • o idioma, os assuntos e as configurações dele
            • quais alertas, resumos e comunicados foram enviados a ele e quando, para que nada chegue duas vezes

            Sobre os membros nada fica guardado, nem o que se escreve lá. O que alguém salva fica na conversa privada dessa pessoa comigo. Nada é repassado a ninguém; as mensagens em si passam pelo Telegram.

            <b>Por quanto tempo</b>
            Até um administrador apagar com /delete.
       *[private]
            <b>O que fica guardado sobre você</b>
            • o número desta conversa, para que os alertas a encontrem
            • seu idioma
            • os assuntos que você escolheu, quando, e como e quando cada um chega a você
            • seu fuso horário, se você informou (nunca sua localização), seus horários, seus filtros, as palavras que você monitora e o que você salvou
            • as últimas palavras que você buscou, por 30 dias, e as listas de assuntos que você compartilhou
            • quando você usou este bot pela primeira e pela última vez, e se os alertas estão em pausa
            • se você recebe comunicados, e se as mensagens chegam sem som
            • quais alertas, resumos e comunicados foram enviados a você e quando, para que nada chegue duas vezes, e o que foi retido e por quê, para que você possa perguntar
            • se você configurou um grupo ou um canal: seu número junto dele, para avisar você se algo der errado; e junto dos menus que você abre em grupos, por 30 dias

            /export envia tudo isso a você em um arquivo.

            Seu nome, seu nome de usuário, seu telefone e o que você escreve aqui não ficam guardados. Nada é repassado a ninguém; as mensagens em si passam pelo Telegram.

            <b>Por quanto tempo</b>
            Até você apagar. Só uma tentativa de usar um comando da equipe deste bot fica em um registro, com o seu número.

            <b>Como apagar</b>
            Envie /delete. Depois de uma pergunta, tudo some de uma vez.
    }
privacy-contact =
    <b>A quem perguntar</b>
    { $contact }
privacy-no-contact =
    <b>A quem perguntar</b>
    À equipe deste bot. Ela não deixou um endereço, mas tudo o que poderia fazer por você aqui você pode fazer por conta própria: /stop pausa tudo, /delete apaga tudo. Para reclamar do bot, abra o perfil dele no Telegram e toque em “Denunciar”.

delete-confirm =
    { $chat ->
        [group]
            <b>Apagar tudo sobre este grupo?</b>

            Os assuntos, as configurações e a lista de alertas enviados a ele somem de vez, em todos os tópicos, e nenhum alerta chega mais. As mensagens ficam até vocês apagá-las.
        [channel]
            <b>Apagar tudo sobre este canal?</b>

            Os assuntos, as configurações e a lista de alertas enviados a ele somem de vez, e nenhum alerta chega mais. As mensagens ficam até vocês apagá-las.
       *[private]
            <b>Apagar tudo sobre você?</b>

            Seus assuntos, suas configurações e a lista de alertas enviados a você somem de vez, e nenhum alerta chega mais. As mensagens desta conversa ficam até você apagá-las.
    }
deleted =
    { $chat ->
        [group]
            <b>Tudo sobre este grupo foi apagado</b>

            Nenhum alerta chega mais. Se mudar de ideia, /start recomeça do zero.
        [channel]
            <b>Tudo sobre este canal foi apagado</b>

            Nenhum alerta chega mais. Se mudar de ideia, /start recomeça do zero.
       *[private]
            <b>Tudo sobre você foi apagado</b>

            Nenhum alerta chega mais. Se mudar de ideia, /start recomeça do zero.
    }
delete-cancelled = Nada foi apagado. Tudo continua como estava.

button-delete = Sim, apagar tudo
button-keep = Não, manter

## Not understood, not possible

unknown-text = Eu entendo comandos e nomes de assuntos. Comece por aqui:
unknown-text-topic = Você está procurando { $topic }?
unknown-command = Não existe o comando “{ $command }”. /help mostra os que existem.
apology = Desculpe, algo deu errado aqui. Nada se perdeu; tente de novo daqui a pouco.
too-fast = Isso foi um pouco rápido demais para mim. Espere um momento e tente de novo.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] Este grupo segue { $topic }
        [thread] Este tópico segue { $topic }
        [channel] Este canal segue { $topic }
       *[private] Você segue { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] Este grupo não segue mais { $topic }
        [thread] Este tópico não segue mais { $topic }
        [channel] Este canal não segue mais { $topic }
       *[private] Você não segue mais { $topic }
    }
toast-not-followed =
    { $chat ->
        [group] Este grupo não segue { $topic }
        [thread] Este tópico não segue { $topic }
        [channel] Este canal não segue { $topic }
       *[private] Você não segue { $topic }
    }
toast-muted = { $topic } está em silêncio
toast-unmuted = { $topic } não está mais em silêncio
toast-alerts-paused = Os alertas estão em pausa
toast-all-left =
    { $chat ->
        [group] Este grupo não segue mais nenhum assunto
        [channel] Este canal não segue mais nenhum assunto
       *[private] Você não segue mais nenhum assunto
    }
toast-resumed = Os alertas estão ligados de novo
toast-story-withdrawn = Esta notícia foi retirada por quem a publicou
toast-announcements-on = Os comunicados estão ligados
toast-announcements-off = Os comunicados estão desligados
toast-silent-messages-on = As mensagens silenciosas estão ligadas
toast-silent-messages-off = As mensagens silenciosas estão desligadas
toast-unchanged = Nada a mudar: já está assim
toast-expired = Este botão ficou desatualizado. /topics e /mine mostram como as coisas estão.
toast-too-fast = Um pouco mais devagar, por favor
toast-apology = Desculpe, algo deu errado. Tente de novo daqui a pouco.

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    Notícias sobre os assuntos que você escolhe, assim que saem.

    Cada notícia chega uma vez só, com a fonte, um trecho curto e o que mais ler. Quando outros veículos também noticiam, a mensagem é atualizada em vez de repetida. Silencie um assunto ou pause tudo com um toque.

    Toque em Iniciar para escolher seus assuntos.
profile-short = Notícias sobre os assuntos que você escolhe: cada uma só uma vez, assim que sai, com a fonte.
