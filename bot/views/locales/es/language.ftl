### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] El idioma en que te hablo
       *[other] El idioma en que hablo
    }
language-page =
    <b>Idioma</b>

    Idioma de los mensajes: { $language }. Las noticias se quedan en el idioma de su fuente.
language-unknown = No hablo «{ $text }». Estos idiomas sí:
button-language = 🌐 Idioma
button-language-settings = ‹ Ajustes
toast-language = Desde ahora: { $language }
