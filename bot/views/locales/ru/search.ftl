### Search, inline mode, and lists that people share.

## Search

command-search = Найти новости по словам

search-ask = Какие слова искать? <code>-слово</code> исключает новости, а <code>"два слова"</code> ищет их рядом.
search-how = Напиши слова следом: <code>/search солнечная батарея</code>. <code>-слово</code> исключает новости, а <code>"два слова"</code> ищет их рядом.
search-found = { $count ->
    [one] <b>{ $count } новость со словами «{ $words }»</b>
    [few] <b>{ $count } новости со словами «{ $words }»</b>
    [many] <b>{ $count } новостей со словами «{ $words }»</b>
   *[other] <b>{ $count } новости со словами «{ $words }»</b>
}
search-begins = { $count ->
    [one] <b>{ $count } новость со словами, которые начинаются на «{ $words }»</b>
    [few] <b>{ $count } новости со словами, которые начинаются на «{ $words }»</b>
    [many] <b>{ $count } новостей со словами, которые начинаются на «{ $words }»</b>
   *[other] <b>{ $count } новости со словами, которые начинаются на «{ $words }»</b>
}
search-none = Новостей со словами «{ $words }» пока нет. Чем меньше слов, тем больше найдётся. Или отслеживай их: каждая новая новость с ними придёт тебе.
search-no-words = В «{ $words }» нет слова, которое можно искать. Напиши хотя бы одно без минуса.
button-watch-search = 🔔 Отслеживать эти слова

## Inline mode: the bot is asked in any chat

button-inline-topic = Ещё по теме { $topic }
button-inline-open = Открыть бота
button-share = Поделиться
label-inline-story = { $source } · { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }
label-inline-story-day = { $source } · { DATETIME($at, dateStyle: "medium") }

## Links

followed-daily = ✓ Ты следишь за темой { $topic }. Новости приходят каждый день в { $hour } ({ $zone }), одним сообщением.
button-link-rhythm = 🕗 Изменить время

## Lists that people share

command-share = Ссылка на твои темы, для других
share = { $count ->
    [1] По этой ссылке другие смогут следить за твоей темой:
    [one] По этой ссылке другие смогут следить за твоими темами ({ $count }), всеми или некоторыми:
    [few] По этой ссылке другие смогут следить за твоими темами ({ $count }), всеми или некоторыми:
    [many] По этой ссылке другие смогут следить за твоими темами ({ $count }), всеми или некоторыми:
   *[other] По этой ссылке другие смогут следить за твоими темами ({ $count }), всеми или некоторыми:
}
share-link = { $link }
share-what = В ней только темы, а не то, когда и сколько новостей приходит тебе. Ссылка хранит темы такими, какие они сейчас; если они изменятся, /share сделает новую.
share-none = Ты пока не следишь ни за одной темой, делиться нечем.
button-share-list = Поделиться ссылкой
label-share-text = Темы, за которыми я слежу
share-offer = { $count ->
    [one] <b>С тобой поделились: { $count } тема</b>
    [few] <b>С тобой поделились: { $count } темы</b>
    [many] <b>С тобой поделились: { $count } тем</b>
   *[other] <b>С тобой поделились: { $count } темы</b>
}
share-offer-how = Возьми все или только те, что нравятся. Когда приходит каждая, можно изменить в любой момент.
share-offer-topics = { $topics }
share-own = Это твой собственный список. Отправь ссылку другим, и они смогут следить за теми же темами.
share-taken = ✓ Теперь ты следишь за всеми этими темами. Новое придёт сюда.
share-all-followed = Ты уже следишь за всеми этими темами.
share-gone = Этим списком больше не делятся. Вот все темы, какие есть.
button-take-over-all = { $count ->
    [1] Следить за этой темой
    [one] Следить за всеми: { $count }
    [few] Следить за всеми: { $count }
    [many] Следить за всеми: { $count }
   *[other] Следить за всеми: { $count }
}
toast-list-taken = { $count ->
    [one] Теперь у тебя на { $count } тему больше
    [few] Теперь у тебя на { $count } темы больше
    [many] Теперь у тебя на { $count } тем больше
   *[other] Теперь у тебя на { $count } темы больше
}
