### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = Твои группы, ветки и каналы
places = <b>📍 { $count ->
        [one] У тебя { $count } место
        [few] У тебя { $count } места
        [many] У тебя { $count } мест
       *[other] У тебя { $count } места
    }</b>
places-how = <i>Номер открывает место: темы, настройки, паузу, копирование, удаление.</i>
places-none = У тебя здесь пока нет групп и каналов.
    <b>Группа:</b> добавь меня туда и напиши там /subscribe, а в форуме — в той ветке, куда должны приходить новости.
    <b>Канал:</b> напиши мне здесь /channel.
button-places = 📍 Все места

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › ветка { $number }
measure-place-untitled = Без названия
place-follows = Темы: { $topics }
place-follows-more = Темы: { $topics } и { $count ->
        [one] ещё { $count }
        [few] ещё { $count }
        [many] ещё { $count }
       *[other] ещё { $count }
    }
place-follows-nothing = Тем пока нет
place-rhythm = Ритм: { $rhythm }
place-paused = ⏸ Пауза: ничего не приходит, пока ты её не снимешь.
place-paused-until = ⏸ Пауза. Конец: { $time }
place-lost = ⚠️ Меня там больше нет. Всё сохранено: добавь меня снова, и всё продолжится.
place-lost-rights = ⚠️ Мне нельзя там писать. Всё сохранено: дай мне право писать, а в канале — право публиковать, и всё продолжится.
place-not-yours = Ты больше не администрируешь <b>{ $title }</b>, или меня там нет. Изменить там ничего нельзя, но можно убрать это место из твоего списка. Его темы останутся как есть.
button-place-topics = 🗂 Темы
button-place-settings = ⚙️ Настройки
button-place-pause = ⏸ Пауза
button-place-resume = ▶️ Продолжить
button-place-copy = ⧉ Скопировать настройки из…
button-place-remove = 🗑 Удалить
button-place-off-list = Убрать из моего списка
toast-place-paused = Пауза
toast-place-resumed = Продолжаем
toast-place-off-list = Убрано из твоего списка

## Copying settings

place-copy-sources = Откуда взять настройки для <b>{ $title }</b>?
button-place-own-chat = 👤 Мой чат с тобой
place-copy-ask = Скопировать настройки из <b>{ $source }</b> в <b>{ $target }</b>?
    <b>Заменить:</b> темы с их объёмом и ритмом, фильтры, отслеживаемые слова, часовой пояс, ритм, тихие часы и переключатели станут такими же. То, что там было, исчезнет.
    <b>Добавить:</b> добавятся недостающие темы, фильтры и отслеживаемые слова. Всё, что там есть, останется как есть.
    Новые темы приносят то, что появится с этого момента.
button-place-copy-replace = Да, заменить всё
button-place-copy-add = Да, добавить
button-place-no = Нет
place-copied = Скопировано из <b>{ $source }</b>: { $topics ->
        [one] { $topics } тема
        [few] { $topics } темы
        [many] { $topics } тем
       *[other] { $topics } темы
    }, { $words ->
        [one] { $words } фильтр или отслеживание
        [few] { $words } фильтра и отслеживания
        [many] { $words } фильтров и отслеживаний
       *[other] { $words } фильтра и отслеживания
    }.
place-copied-left-out = { $count ->
        [one] { $count } тема не поместилась
        [few] { $count } темы не поместились
        [many] { $count } тем не поместилось
       *[other] { $count } темы не поместилось
    }: у одного места их может быть { $most }.
toast-place-copied = Скопировано

## Removing

place-remove-ask = Удалить <b>{ $title }</b>? Все его темы и настройки сотрутся, и ничего туда больше не придёт. Отменить это нельзя.
button-place-remove-yes = Да, стереть
place-removed = <b>{ $title }</b> стёрто. Сам я ещё в чате: администратор может удалить меня оттуда, как любого участника.
toast-place-removed = Стёрто

## Limits

place-limit = Это было бы лишнее место: один человек может настроить здесь { $most }, считая группы, ветки и каналы. Удали одно через /places в личном чате со мной или пусть это место настроит другой администратор. Ничего не сохранено.
place-limit-contact = Нужно больше? Спроси: { $contact }.
place-topic-limit = Тем стало бы больше { $most }, а у одного места больше быть не может. Сначала убери одну или следи за более широкой темой. Ничего не изменилось.

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>Пропущенные новости</b> · { $date }
       *[other] 🗞 <b>Что вышло за это время</b> · { $date }
    }
place-notice-no-rights = Мне больше нельзя писать в <b>{ $title }</b>, поэтому новости туда не идут. Всё сохранено. Дай мне право писать, а в канале — право публиковать, и всё продолжится с того же места.
place-notice-left =
    { $chat ->
        [channel] Меня больше нет в <b>{ $title }</b>, поэтому новости туда не идут. Всё сохранено: добавь меня снова администратором, и всё продолжится. Удалить можно через /places.
       *[private] Меня больше нет в <b>{ $title }</b>, поэтому новости туда не идут. Всё сохранено. Добавь меня снова в течение 30 дней, и я предложу пропущенное; позже всё просто продолжится. Стереть это место можно через /places.
    }
place-notice-returned = Мне снова можно здесь писать, и всё как было. Пока было нельзя, вышло несколько новостей.
button-tell-missed = 🗞 Показать пропущенное
toast-missed-coming = Уже идёт
toast-missed-paused = Сейчас пауза. Сначала сними её, потом нажми ещё раз
toast-missed-nothing = Ничего не осталось: всё уже пришло
