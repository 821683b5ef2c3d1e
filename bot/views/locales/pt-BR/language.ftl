### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] O idioma em que falo com você
       *[other] O idioma em que falo
    }
language-page =
    <b>Idioma</b>

    Idioma das mensagens: { $language }. As notícias ficam no idioma da fonte.
language-unknown = Não falo “{ $text }”. Estes idiomas eu falo:
button-language = 🌐 Idioma
button-language-settings = ‹ Configurações
toast-language = A partir de agora: { $language }
