command-language = O idioma em que falo com você
language-page =
    <b>Idioma</b>

    Aqui eu falo { $language }. As notícias ficam no idioma da fonte.
language-unknown = Não falo “{ $text }”. Estes idiomas eu falo:
button-language = 🌐 Idioma
button-language-settings = ‹ Configurações
toast-language = A partir de agora: { $language }
