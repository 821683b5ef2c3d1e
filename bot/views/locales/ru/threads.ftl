threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = Таких тем я не знаю: { $names }
threads-question = Сюда или по ветке на каждую тему?
button-threads-here = Сюда
button-threads-each = По ветке на каждую тему
button-thread-for = Ветка: { $topic }
threads-no-right = Чтобы создавать ветки, мне нужно право «Управление темами». Дай его в списке администраторов группы и нажми ещё раз. Или получай новости здесь.
threads-no-forum = В этой группе нет веток: «Темы» выключены в её настройках. Новости можно получать здесь.
toast-threads-no-right = Мне не хватает права «Управление темами»
threads-nothing = Ветки создавать пока не для чего. Напиши /subscribe с темами через запятую: /subscribe роботы, космос
threads-made = { $count ->
    [1] Теперь есть ветка: { $topics }.
    [one] Теперь есть { $count } ветка: { $topics }
    [few] Теперь есть { $count } ветки: { $topics }
    [many] Теперь есть { $count } веток: { $topics }
   *[other] Теперь есть { $count } ветки: { $topics }
}
threads-there = Ветка уже была: { $topics }
threads-left = Telegram пока не создал: { $topics }. Нажми ещё раз через минуту.
threads-how = Напиши в ветке /settings, чтобы изменить, что туда приходит и когда.

button-topic-threads-on = Ветка для каждой темы
button-topic-threads-off = Без веток, всё в одном чате
topic-threads-on = Теперь у каждой твоей темы своя ветка. Дайджесты по-прежнему приходят в основной чат.
topic-threads-off = Теперь всё приходит в основной чат. Оставшиеся ветки можно удалить.
topic-threads-failed = Telegram создал не все ветки. Новости остальных тем приходят в основной чат; выключи это и включи снова, чтобы повторить.
settings-topic-threads-on = 🧵 У каждой темы своя ветка.
