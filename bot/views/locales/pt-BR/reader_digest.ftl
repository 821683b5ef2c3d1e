## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Durante o silêncio</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>Durante a sua pausa</b> · { $date }
       *[other] 🗞 <b>Durante a pausa</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Muitas notícias de uma vez</b> · { $date }
digest-updated = <b>atualizada</b>
button-digest-watched = Palavras monitoradas

button-digest-settings = ⚙️ Quando os resumos chegam

digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Seu resumo está a caminho: { $count } notícia.
                [many] Seu resumo está a caminho: { $count } de notícias.
               *[other] Seu resumo está a caminho: { $count } notícias.
            }
       *[other] O resumo está a caminho. Notícias: { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] Seu resumo tem { $count } notícia. Agora é hora de silêncio, então ele chega às { $at }.
                [many] Seu resumo tem { $count } de notícias. Agora é hora de silêncio, então ele chega às { $at }.
               *[other] Seu resumo tem { $count } notícias. Agora é hora de silêncio, então ele chega às { $at }.
            }
       *[other] Notícias no resumo: { $count }. Agora é hora de silêncio, então ele chega às { $at }.
    }
digest-now-paused =
    { $chat ->
        [private] Nada é enviado enquanto os alertas estão em pausa. Ligue-os com /start e envie /digest de novo.
       *[other] Nada é enviado enquanto os alertas estão em pausa. Ligue-os primeiro.
    }
digest-now-empty =
    { $chat ->
        [private] Não há nada de novo que você já não tenha recebido.
       *[other] Não há nada de novo que já não tenha chegado.
    }
digest-now-empty-due =
    { $chat ->
        [private] Não há nada de novo que você já não tenha recebido. Seu próximo resumo: { $at }.
       *[other] Não há nada de novo que já não tenha chegado. O próximo resumo: { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Seu resumo, agora: o que ainda não chegou
       *[other] O resumo, agora: o que ainda não chegou
    }
