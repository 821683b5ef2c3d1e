## Channels: set up and managed from the private chat of an administrator

command-channel = Настроить канал или открыть его страницу
button-choose-channel = Выбрать канал
channel-ask = <b>Какой канал?</b> Нажми кнопку ниже: она покажет каналы, которые ты можешь мне доверить, и назначит меня там администратором. Можно также написать @имя канала или переслать мне пост из него.
channel-checking = Секунду, смотрю на твой канал.

channel-unreadable = «{ $channel }» — не имя канала. Напиши его как @имя или отправь /channel и нажми кнопку.
channel-not-found = Я не знаю канала { $channel }. Проверь имя. У закрытого канала его нет: добавь меня администратором с правом «Публикация сообщений», потом отправь /channel и выбери канал кнопкой.
channel-no-channel = { $channel } — не канал. В группу добавь меня и напиши там /subscribe.
channel-not-in = Я пока не администратор в { $channel }. Открой настройки канала, добавь меня в администраторы с правом «Публикация сообщений» и отправь имя ещё раз, а если его нет — /channel.
channel-may-not-post = Я администратор в { $channel }, но публиковать мне нельзя. Дай мне право «Публикация сообщений» в настройках канала и отправь имя ещё раз, а если его нет — /channel.
channel-not-yours = Настроить { $channel } могут только его администраторы, а тебя среди них нет. Попроси владельца назначить тебя или настроить канал самостоятельно.

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = { $count ->
    [one] У канала { $count } тема: { $topics }.
    [few] У канала { $count } темы: { $topics }.
    [many] У канала { $count } тем: { $topics }.
   *[other] У канала { $count } темы: { $topics }.
}
channel-follows-none = У канала пока нет тем. Выбери их, и канал будет наполняться сам.
channel-waiting = { $count ->
    [one] 🕓 Тебя ждёт { $count } пост.
    [few] 🕓 Тебя ждут { $count } поста.
    [many] 🕓 Тебя ждут { $count } постов.
   *[other] 🕓 Тебя ждут { $count } поста.
}
channel-paused = ⏸ Пауза: ничего не публикуется.
button-channel-topics = 🗂 Темы
button-channel-settings = ⚙️ Настройки
button-channel-waiting = 🕓 Показать ожидающие
button-channel-preview = 👁 Предпросмотр
button-channel-pause = ⏸ Пауза
button-channel-resume = ▶️ Продолжить
button-channel-remove = 🗑 Удалить
button-channel-back = ‹ Канал
button-channel-back-settings = ‹ Настройки
toast-channel-paused = Пауза: ничего не публикуется
toast-channel-resumed = Посты снова выходят
toast-channel-waiting = Они придут ниже, по одному
toast-channel-waiting-none = Больше ничего не ждёт
toast-channel-no-preview = Показать пока нечего: новостей нет
channel-remove = Удалить { $channel }? Я забуду темы и настройки и больше ничего там не опубликую. Опубликованное останется.
button-channel-remove-yes = Да, удалить
button-channel-remove-no = Нет, оставить
channel-removed = Удалено: { $channel }. Больше там ничего не публикуется. Теперь можно убрать меня из администраторов.

## What only channels have in /settings

settings-channel = <b>Что публикует канал</b>
settings-signature = ✍️ Под каждым постом стоит: { $signature }
settings-signature-none = ✍️ У постов нет подписи.
settings-picture-large = 🖼 Картинки большие.
settings-picture-small = 🖼 Картинки маленькие.
settings-picture-none = 🖼 Посты без картинки.
button-signature = ✍️ Подпись
button-picture = 🖼 Картинка
signature-ask = Что поставить под каждым постом? Напиши одну строку, например @имя канала.
signature-too-long = { $count ->
    [one] Слишком длинно: в подписи самое большее { $count } символ. Нажми «Подпись» и напиши короче.
    [few] Слишком длинно: в подписи самое большее { $count } символа. Нажми «Подпись» и напиши короче.
    [many] Слишком длинно: в подписи самое большее { $count } символов. Нажми «Подпись» и напиши короче.
   *[other] Слишком длинно: в подписи самое большее { $count } символа. Нажми «Подпись» и напиши короче.
}
button-signature-none = Без подписи
toast-signature-none = Теперь посты без подписи
channel-picture-ask = Как показывать картинку новости?
button-picture-large = Большой
button-picture-small = Маленькой
button-picture-none = Без картинки
toast-picture-set = Изменено для следующих постов

settings-hashtags-on = #️⃣ Хештеги включены: каждый пост называет свои темы.
settings-hashtags-off = #️⃣ Хештеги выключены.
summary-hashtags-on = с хештегами
summary-hashtags-off = без хештегов
button-hashtags-on = #️⃣ Включить хештеги
button-hashtags-off = #️⃣ Выключить хештеги
toast-hashtags-on = Хештеги включены
toast-hashtags-off = Хештеги выключены
settings-link-preview-on = 🔗 Предпросмотр ссылок включён: пост без картинки показывает превью своей статьи.
settings-link-preview-off = 🔗 Предпросмотр ссылок выключен.
summary-link-preview-on = с превью ссылок
summary-link-preview-off = без превью ссылок
button-link-preview-on = 🔗 Включить превью ссылок
button-link-preview-off = 🔗 Выключить превью ссылок
toast-link-preview-on = Превью ссылок включены
toast-link-preview-off = Превью ссылок выключены
settings-approval-on = 🕓 Посты ждут одобрения: каждый сначала приходит тебе и выходит, когда ты нажмёшь «Опубликовать».
settings-approval-off = 🕓 Посты выходят сразу, без одобрения.
summary-approval-on = с одобрением
summary-approval-off = без одобрения
button-approval-on = 🕓 Посты через одобрение
button-approval-off = 🕓 Публиковать без одобрения
toast-approval-on = Новые посты сначала приходят тебе
toast-approval-off = Новые посты выходят сразу. Те, что ждут, по-прежнему ждут тебя.

## Approval

approval-heading = 📢 Для <b>{ $channel }</b>. Опубликовать?
button-approval-post = ✅ Опубликовать
button-approval-skip = 🚫 Пропустить
button-approval-edit = ✏️ Изменить
button-approval-as-it-was = ✅ Опубликовать без правок
button-approval-posted = ✅ Опубликовано
button-approval-skipped = 🚫 Пропущено
toast-approval-posted = Сейчас выйдет
toast-approval-skipped = Пропущено: опубликовано не будет
toast-approval-withdrawn = Эту новость отозвали, поэтому она не выйдет.
toast-approval-over = Этот пост больше не ждёт.
toast-approval-edited = Пост успели изменить: он придёт ниже в новом виде
approval-ask-text = Каким должен быть текст? Напиши весь пост, с жирным шрифтом, ссылками и всем остальным: так он и выйдет.
approval-no-text = Опубликовать можно только текст. Нажми «Изменить» ещё раз и напиши его.
