### /language: in which language the bot speaks

command-language = O idioma em que falo com você
language-page =
    <b>Idioma</b>

    Meu idioma aqui: { $language }. As notícias ficam no idioma da fonte.
language-unknown = Não falo “{ $text }”. Estes idiomas eu falo:
button-language = 🌐 Idioma
button-language-settings = ‹ Configurações
toast-language = A partir de agora: { $language }
