# How much of each topic comes.

command-volume = Quanto de cada assunto chega

## What can be chosen

button-volume-all = Todas as matérias
button-volume-stories = Cada notícia uma vez
button-volume-top = Principais notícias
button-volume-some = Cerca de { $count } por dia
button-volume-other = Outro número…
button-topic-volume = Volume: { $volume }
button-topic-rhythm = Ritmo: { $rhythm }
button-topic-filters = { $count ->
    [0] Filtros: nenhum
   *[other] Filtros: { $count }
}
volume-all = todas as matérias
volume-stories = cada notícia uma vez
volume-top = principais notícias
volume-some = { $count ->
    [one] cerca de { $count } por dia
    [many] cerca de { $count } por dia
   *[other] cerca de { $count } por dia
}
volume-muted = silenciado

## All topics

volumes =
    <b>Quanto de cada assunto chega</b>

    Toque em um assunto para mudar.
volumes-none =
    { $chat ->
        [private] Você ainda não segue nenhum assunto. Escolha alguns primeiro e depois quanto de cada um chega.
       *[other] Ainda não há nenhum assunto seguido. Escolha alguns primeiro e depois quanto de cada um chega.
    }
button-volume-of = { $topic }: { $volume }

## One topic

volume-page = <b>Quanto chega de { $topic }</b>
volume-now = Agora: { $volume }.
volume-now-along = Agora: { $volume }, como em { $source }. O que você escolhe aqui vale para este assunto e os que estão abaixo dele.
volume-now-muted = Está silenciado agora. O que você escolher o traz de volta.
volume-now-none =
    { $chat ->
        [private] Você não segue este assunto. Se escolher algo, passa a seguir.
       *[other] Este assunto não é seguido. Se escolher algo, passa a ser.
    }
volume-yesterday = { $count ->
    [one] Ontem houve { $count } notícia. Isto é o que cada opção teria enviado:
    [many] Ontem houve { $count } de notícias. Isto é o que cada opção teria enviado:
   *[other] Ontem houve { $count } notícias. Isto é o que cada opção teria enviado:
}
volume-quiet = Ontem não houve notícia, então ainda não há o que comparar.
volume-line = { $choice }: { $sent } de { $total }
volume-line-all = { $choice }: { $sent ->
    [one] { $sent } matéria
    [many] { $sent } de matérias
   *[other] { $sent } matérias
}
volume-how = <i>As principais notícias e um número por dia dependem de quem mais noticia, da repercussão, da qualidade e do que o assunto teve nos últimos sete dias. O que fica de fora entra no resumo, se houver um.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ Todas as matérias sobre { $topic } chegam, mesmo as de notícias que você já conhece.
       *[other] ✓ Todas as matérias sobre { $topic } chegam, mesmo as de notícias que já chegaram.
    }
volume-set-stories = ✓ Cada notícia sobre { $topic } chega uma vez.
volume-set-top = ✓ De { $topic } chegam as principais notícias: no máximo quatro em cada dez. O que fica de fora entra no resumo, se houver um.
volume-set-some = { $count ->
    [one] ✓ Chega cerca de { $count } notícia por dia sobre { $topic }, a mais importante. O que fica de fora entra no resumo, se houver um.
    [many] ✓ Chegam cerca de { $count } de notícias por dia sobre { $topic }, as mais importantes. O que fica de fora entra no resumo, se houver um.
   *[other] ✓ Chegam cerca de { $count } notícias por dia sobre { $topic }, as mais importantes. O que fica de fora entra no resumo, se houver um.
}
volume-set-yesterday = { $count ->
    [0] Ontem não houve notícia.
    [one] Ontem teriam chegado { $sent } de { $count } notícia.
    [many] Ontem teriam chegado { $sent } de { $count } de notícias.
   *[other] Ontem teriam chegado { $sent } de { $count } notícias.
}
volume-set-yesterday-all = { $count ->
    [0] Ontem não houve notícia.
    [one] Matérias que teriam chegado ontem: { $sent }, de { $count } notícia.
    [many] Matérias que teriam chegado ontem: { $sent }, de { $count } de notícias.
   *[other] Matérias que teriam chegado ontem: { $sent }, de { $count } notícias.
}
volume-ask =
    { $here ->
        [group] Quantas notícias por dia sobre { $topic }, mais ou menos? Escreva o comando com o assunto e um número de 1 a { $more }, como <code>/volume { $name } 5</code>.
       *[private] Quantas notícias por dia sobre { $topic } você quer, mais ou menos? Escreva um número de 1 a { $more }.
    }
volume-unclear =
    { $here ->
        [group] Isso não é um número de 1 a { $more }. Escreva, por exemplo, <code>/volume { $name } 5</code>.
       *[private] Isso não é um número de 1 a { $more }. Escreva, por exemplo, <code>5</code>.
    }
volume-unknown = “{ $query }” não é um volume. Escreva <code>/volume { $name } 5</code> para cerca de cinco notícias por dia, ou <code>all</code>, <code>stories</code> ou <code>top</code> no lugar do número; os números vão de 1 a { $more }.
volumes-how = <i>Ou escreva: <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

toast-volume = { $topic }: { $volume }
button-volume-change = Mudar
button-volume-back = Deixa assim
button-all-volumes = Volumes de todos os assuntos

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ Você segue. Os botões abaixo dizem quanto chega, e quando.
       *[other] ✓ Este assunto é seguido. Os botões abaixo dizem quanto chega, e quando.
    }
