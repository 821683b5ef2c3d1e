### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] На каком языке я говорю с тобой
       *[other] На каком языке я говорю
    }
language-page =
    <b>Язык</b>

    Язык сообщений: { $language }. Новости остаются на языке источника.
language-unknown = Языка «{ $text }» я не знаю. Вот те, что знаю:
button-language = 🌐 Язык
button-language-settings = ‹ Настройки
toast-language = Язык теперь: { $language }
