command-language = La langue dans laquelle je te parle
language-page =
    <b>Langue</b>

    Ici, je parle { $language }. Les infos restent dans la langue de leur source.
language-unknown = Je ne parle pas « { $text } ». Voici les langues que je parle :
button-language = 🌐 Langue
button-language-settings = ‹ Réglages
toast-language = À partir de maintenant : { $language }
