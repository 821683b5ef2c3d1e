### Filters, watches, and sources that are muted.

## The commands

command-filter = Ocultar notícias por palavras
command-filters =
    { $chat ->
        [private] Seus filtros
       *[other] Todos os filtros
    }
command-watch = Alertas por palavras, em todos os assuntos
command-watches =
    { $chat ->
        [private] As palavras que você monitora
       *[other] As palavras monitoradas
    }

## What a filter does

filter-hides = 🚫 Ocultar notícias com { $words }
filter-hides-in = 🚫 Em { $topic }, ocultar notícias com { $words }
filter-allows = ☑️ Só notícias com { $words }
filter-allows-in = ☑️ Em { $topic }, só notícias com { $words }
filter-any = Basta uma delas.
filter-until = Até { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = Ainda não há notícias para testar.
filter-tried = { $count ->
    [0] Não teria ocultado nenhuma das últimas notícias (testado com { $more }).
   *[other] Teria ocultado { $count } das últimas notícias (testado com { $more }):
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … e mais { $count }
    [many] … e mais { $count }
   *[other] … e mais { $count }
}
filter-not-followed =
    { $chat ->
        [private] Você ainda não segue { $topic }: o filtro vai valer quando você seguir.
       *[other] { $topic } ainda não é seguido: o filtro vai valer quando for.
    }
filter-saved = ✓ Salvo.
filter-cancelled-alerts = { $count ->
    [one] { $count } alerta que estava a caminho ficou oculto.
    [many] { $count } de alertas que estavam a caminho ficaram ocultos.
   *[other] { $count } alertas que estavam a caminho ficaram ocultos.
}
filter-not-saved = Nada foi salvo.

button-filter-save = Salvar
button-filter-cancel = Cancelar

## What cannot be a filter

filter-no-word = “{ $term }” não tem letras nem números para procurar. Escreva de novo sem isso.
filter-empty = Que palavras? Escreva-as em seguida, como <code>crypto</code> ou <code>only "open source"</code>.
filter-too-long = Isso é longo demais para mim: use no máximo { $count } caracteres.
filter-too-many = É muita coisa de uma vez: use no máximo { $count } palavras ou expressões e ponha as outras em um segundo filtro.
filters-full =
    { $chat ->
        [private] Você tem { $count } filtros, e mais que isso não consigo guardar. Remova um e tente de novo.
       *[other] Já há { $count } filtros, e mais que isso não consigo guardar. Remova um e tente de novo.
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Seus filtros</b>

            Você não tem nenhum: nada fica oculto.
       *[other]
            <b>Filtros</b>

            Não há nenhum: nada fica oculto.
    }
filters =
    { $chat ->
        [private]
            <b>Seus filtros</b>

            { $count ->
                [one] Você tem { $count } filtro. Toque nele para ver ou remover.
                [many] Você tem { $count } de filtros. Toque em um para ver ou remover.
               *[other] Você tem { $count } filtros. Toque em um para ver ou remover.
            }
       *[other]
            <b>Filtros</b>

            No total: { $count }. Toque em um para ver ou remover.
    }
filters-of-topic-none =
    <b>Filtros de { $topic }</b>

    Não há nenhum só para este assunto.
filters-of-topic =
    <b>Filtros de { $topic }</b>

    { $count ->
        [one] Há { $count } só para este assunto. Toque nele para ver ou remover.
        [many] Há { $count } só para este assunto. Toque em um para ver ou remover.
       *[other] Há { $count } só para este assunto. Toque em um para ver ou remover.
    }
filters-how = <code>/filter -crypto</code> oculta uma palavra em tudo, <code>/filter AI only "open source"</code> só deixa passar essas notícias de um assunto. <code>title:</code> olha só os títulos; <code>source:</code>, quem publica.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> oculta uma palavra neste assunto, <code>/filter { $topic } only "open source"</code> só deixa passar essas notícias.
filter-ask =
    { $here ->
        [group] Que palavras devem ficar ocultas? Escreva o comando com elas: <code>/filter crypto</code>, <code>/filter title:palavra</code>, <code>/filter source:zdnet.com</code>. Com <code>only</code> antes das palavras, só essas notícias chegam. Você vê o que fica oculto antes de salvar.
       *[private] Que palavras você quer ocultar? Me mande palavras, "expressões", <code>title:palavra</code> ou <code>source:zdnet.com</code>. Com <code>only</code> na frente, só essas notícias chegam. Você vê o que fica oculto antes de salvar.
    }
filter-ask-in =
    { $here ->
        [group] Que palavras devem ficar ocultas em { $topic }? Escreva o comando com o assunto e as palavras, como <code>/filter { $name } crypto</code>. Com <code>only</code> antes das palavras, só essas notícias chegam. Você vê o que fica oculto antes de salvar.
       *[private] Que palavras você quer ocultar em { $topic }? Me mande palavras, "expressões", <code>title:palavra</code> ou <code>source:zdnet.com</code>. Com <code>only</code> na frente, só essas notícias chegam. Você vê o que fica oculto antes de salvar.
    }

button-filters = 🚫 Todos os filtros
button-filter-add = ➕ Novo filtro
button-filter-remove = ✕ Remover
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic }: { $words }
toast-filter-removed = O filtro foi removido

## Watches

watch =
    { $chat ->
        [private] 🔎 Você monitora { $words }: toda notícia que tem isso chega, de qualquer assunto.
       *[other] 🔎 Monitoramento de { $words }: toda notícia que tem isso chega, de qualquer assunto.
    }
watch-all =
    { $chat ->
        [private] 🔎 Você monitora { $words }: toda notícia que tem todas essas palavras chega, de qualquer assunto.
       *[other] 🔎 Monitoramento de { $words }: toda notícia que tem todas essas palavras chega, de qualquer assunto.
    }
watch-already =
    { $chat ->
        [private] Você já monitora { $words }.
       *[other] Já monitorado: { $words }.
    }
watch-tried = { $count ->
    [0] Nenhuma notícia dos últimos sete dias tem isso.
    [one] { $count } notícia dos últimos sete dias tem isso.
    [many] { $count } de notícias dos últimos sete dias têm isso.
   *[other] { $count } notícias dos últimos sete dias têm isso.
}
watch-undone =
    { $chat ->
        [private] Você não monitora mais { $words }.
       *[other] Não é mais monitorado: { $words }.
    }
watch-only-minus = É preciso pelo menos uma palavra que deve aparecer, antes das que têm sinal de menos.
watches-full =
    { $chat ->
        [private] Você já tem { $count } monitoramentos, e mais que isso não consigo guardar. Remova um e tente de novo.
       *[other] Já há { $count } monitoramentos, e mais que isso não consigo guardar. Remova um e tente de novo.
    }
watches-none =
    { $chat ->
        [private]
            <b>Palavras que você monitora</b>

            Ainda não há nenhuma.
       *[other]
            <b>Palavras monitoradas</b>

            Ainda não há nenhuma.
    }
watches =
    { $chat ->
        [private]
            <b>Palavras que você monitora</b>

            { $count ->
                [one] Há { $count } monitoramento. Toque nele para ver ou remover.
                [many] Há { $count } de monitoramentos. Toque em um para ver ou remover.
               *[other] Há { $count } monitoramentos. Toque em um para ver ou remover.
            }
       *[other]
            <b>Palavras monitoradas</b>

            Monitoramentos: { $count }. Toque em um para ver ou remover.
    }
watches-how = <code>/watch "carro elétrico"</code> traz toda notícia que tem essas palavras, em todos os assuntos. Se forem várias palavras, todas precisam aparecer.
watch-ask =
    { $here ->
        [group] Que palavras devem ser monitoradas? Escreva o comando com elas, como <code>/watch bateria</code> ou <code>/watch "open source"</code>: toda notícia que tem todas elas chega, de qualquer assunto.
       *[private] Que palavras você quer monitorar? Me mande palavras ou "expressões": toda notícia que tem todas elas chega, de qualquer assunto.
    }

button-watches = 🔎 Palavras monitoradas
button-watch-add = ➕ Monitorar palavras
button-watch-remove = ✕ Parar de monitorar
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] Você não monitora mais essas palavras
       *[other] Essas palavras não são mais monitoradas
    }

## Muting a source, below an alert

mute-source-which = Não receber nada de { $source }?
source-muted = 🚫 Você não recebe nada de { $source }.
button-mute-source-week = 🚫 { $source } por uma semana
button-mute-source-good = 🚫 { $source } de vez
button-unmute-source = 🔔 Reativar { $source }
toast-source-muted-week = Você não recebe nada de { $source } por uma semana
toast-source-muted = Você não recebe mais nada de { $source }
toast-source-unmuted = Você volta a receber notícias de { $source }
toast-filters-full =
    { $chat ->
        [private] Você já tem o máximo de filtros. Remova um primeiro: /filters
       *[other] Já há o máximo de filtros. Remova um primeiro: /filters
    }
