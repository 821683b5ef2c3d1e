### Search, inline mode, and lists that people share.

## Search

command-search = Buscar notícias por palavras

search-ask = Que palavras devo buscar? <code>-palavra</code> deixa notícias de fora, e <code>"duas palavras"</code> busca as duas lado a lado.
search-how = Escreva as palavras em seguida: <code>/search carro elétrico</code>. <code>-palavra</code> deixa notícias de fora, e <code>"duas palavras"</code> busca as duas lado a lado.
search-found = { $count ->
    [one] <b>{ $count } notícia com “{ $words }”</b>
    [many] <b>{ $count } de notícias com “{ $words }”</b>
   *[other] <b>{ $count } notícias com “{ $words }”</b>
}
search-begins = { $count ->
    [one] <b>{ $count } notícia com palavras que começam com “{ $words }”</b>
    [many] <b>{ $count } de notícias com palavras que começam com “{ $words }”</b>
   *[other] <b>{ $count } notícias com palavras que começam com “{ $words }”</b>
}
search-holds = { $count ->
    [one] <b>{ $count } notícia com palavras que contêm “{ $words }”</b>
    [many] <b>{ $count } de notícias com palavras que contêm “{ $words }”</b>
   *[other] <b>{ $count } notícias com palavras que contêm “{ $words }”</b>
}
search-watch-exact = Se você monitorar “{ $words }”, vale exatamente assim: notícias como estas, com palavras mais longas, não chegariam.
search-none =
    { $chat ->
        [private] Nenhuma notícia tem “{ $words }” até agora. Menos palavras acham mais; ou monitore essas: cada nova notícia com elas chega a você.
       *[other] Nenhuma notícia tem “{ $words }” até agora. Menos palavras acham mais; ou monitore essas: cada nova notícia com elas chega sozinha.
    }
search-no-words = Em “{ $words }” não há palavra que eu possa buscar. Escreva pelo menos uma sem o sinal de menos.
button-watch-search = 🔔 Monitorar essas palavras

## Inline mode: the bot is asked in any chat

button-inline-topic = Mais sobre { $topic }
button-inline-open = Abrir o bot
button-inline-nothing = Nenhuma notícia com essas palavras · abrir o bot
button-share = Compartilhar
label-inline-story = { $source } · { $time }

## Links

followed-daily =
    { $chat ->
        [group] ✓ Este grupo segue { $topic }. As notícias chegam todo dia às { $hour } ({ $zone }), em uma só mensagem.
       *[private] ✓ Você segue { $topic }. As notícias chegam todo dia às { $hour } ({ $zone }), em uma só mensagem.
    }
button-link-rhythm = 🕗 Mudar o horário

## Lists that people share

command-share =
    { $chat ->
        [private] Um link para os seus assuntos
       *[other] Um link para os assuntos
    }
share =
    { $chat ->
        [group]
            { $count ->
                [one] Com este link, outras pessoas podem seguir o assunto deste grupo:
                [many] Com este link, outras pessoas podem seguir os { $count } de assuntos deste grupo, todos ou alguns:
               *[other] Com este link, outras pessoas podem seguir os { $count } assuntos deste grupo, todos ou alguns:
            }
       *[private]
            { $count ->
                [one] Com este link, outras pessoas podem seguir o seu assunto:
                [many] Com este link, outras pessoas podem seguir os seus { $count } de assuntos, todos ou alguns:
               *[other] Com este link, outras pessoas podem seguir os seus { $count } assuntos, todos ou alguns:
            }
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] Ele só traz os assuntos, não quando nem quanto deles chega a você. O link guarda seus assuntos como estão agora; quando mudarem, /share cria um novo.
       *[other] Ele só traz os assuntos, não quando nem quanto deles chega. O link guarda os assuntos como estão agora; quando mudarem, /share cria um novo.
    }
share-none =
    { $chat ->
        [group] Este grupo ainda não segue nenhum assunto, então não há o que compartilhar.
       *[private] Você ainda não segue nenhum assunto, então não há o que compartilhar.
    }
button-share-list = Compartilhar o link
label-share-text =
    { $chat ->
        [group] Os assuntos do nosso grupo
       *[private] Os assuntos que eu sigo
    }
share-offer = { $count ->
    [one] <b>Compartilharam { $count } assunto com você</b>
    [many] <b>Compartilharam { $count } de assuntos com você</b>
   *[other] <b>Compartilharam { $count } assuntos com você</b>
}
share-offer-how = Fique com todos ou só com os que você gostar. Dá para mudar quando cada um chega a qualquer momento.
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] Esta é a lista deste grupo. Envie o link a outras pessoas, e elas podem seguir os mesmos assuntos.
       *[private] Esta é a sua própria lista. Envie o link a outras pessoas, e elas podem seguir os mesmos assuntos.
    }
share-taken =
    { $chat ->
        [group] ✓ Agora este grupo segue todos estes assuntos. As novidades chegam aqui.
       *[private] ✓ Agora você segue todos estes assuntos. As novidades chegam aqui.
    }
share-all-followed =
    { $chat ->
        [group] Este grupo já segue todos estes assuntos.
       *[private] Você já segue todos estes assuntos.
    }
share-gone = Esta lista não é mais compartilhada. Estes são todos os assuntos que existem.
button-take-over-all = { $count ->
    [one] Seguir este assunto
    [many] Seguir todos os { $count }
   *[other] Seguir todos os { $count }
}
toast-list-taken =
    { $chat ->
        [private]
            { $count ->
                [one] Agora você segue mais { $count } assunto
                [many] Agora você segue mais { $count } de assuntos
               *[other] Agora você segue mais { $count } assuntos
            }
       *[other] Novos assuntos: { $count }
    }
