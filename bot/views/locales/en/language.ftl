### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] The language in which I speak to you
       *[other] The language in which I speak
    }
# $language: what the present language calls itself.
language-page =
    <b>Language</b>

    Language of the messages: { $language }. News stays in the language of its source.
# $text: what the person wrote.
language-unknown = I do not speak “{ $text }”. These I do:
button-language = 🌐 Language
button-language-settings = ‹ Settings
toast-language = From now on: { $language }
