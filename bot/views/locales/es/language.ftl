### /language: in which language the bot speaks

command-language = El idioma en que te hablo
language-page =
    <b>Idioma</b>

    Aquí hablo { $language }. Las noticias se quedan en el idioma de su fuente.
language-unknown = No hablo «{ $text }». Estos idiomas sí:
button-language = 🌐 Idioma
button-language-settings = ‹ Ajustes
toast-language = Desde ahora: { $language }
