### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] La langue dans laquelle je te parle
       *[other] La langue dans laquelle je parle
    }
language-page =
    <b>Langue</b>

    Langue des messages : { $language }. Les infos restent dans la langue de leur source.
language-unknown = Je ne parle pas « { $text } ». Voici les langues que je parle :
button-language = 🌐 Langue
button-language-settings = ‹ Réglages
toast-language = À partir de maintenant : { $language }
