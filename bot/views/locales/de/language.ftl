### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] Die Sprache, in der ich mit dir spreche
       *[other] Die Sprache, in der ich spreche
    }
language-page =
    <b>Sprache</b>

    Sprache der Nachrichten: { $language }. Meldungen bleiben in der Sprache ihrer Quelle.
language-unknown = „{ $text }“ spreche ich nicht. Diese Sprachen kann ich:
button-language = 🌐 Sprache
button-language-settings = ‹ Einstellungen
toast-language = Ab jetzt: { $language }
