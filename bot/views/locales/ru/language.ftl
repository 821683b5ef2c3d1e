command-language = На каком языке я говорю с тобой
language-page =
    <b>Язык</b>

    Язык здесь: { $language }. Новости остаются на языке источника.
language-unknown = Языка «{ $text }» я не знаю. Вот те, что знаю:
button-language = 🌐 Язык
button-language-settings = ‹ Настройки
toast-language = Язык теперь: { $language }
