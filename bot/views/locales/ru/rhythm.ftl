## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = сегодня в { $hour }
moment-tomorrow = завтра, { $day }, в { $hour }
moment-later = { $day }, в { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] Часовой пояс этой группы: { $zone }. Там сейчас { $hour }.
        [thread] Часовой пояс этой ветки: { $zone }. Там сейчас { $hour }.
        [channel] Часовой пояс этого канала: { $zone }. Там сейчас { $hour }.
       *[private] Твой часовой пояс: { $zone }. Там сейчас { $hour }.
    }
zone-none =
    { $chat ->
        [group] Часовой пояс этой группы пока не задан, поэтому считаю по UTC.
        [thread] Часовой пояс этой ветки пока не задан, поэтому считаю по UTC.
        [channel] Часовой пояс этого канала пока не задан, поэтому считаю по UTC.
       *[private] Твой часовой пояс мне пока неизвестен, поэтому считаю по UTC.
    }
zone-ask =
    { $here ->
        [group] Где живёт эта группа? Напиши /timezone с городом, например <code>/timezone Москва</code>, или с поясом, например <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Где ты живёшь? Напиши город, например «Москва» или «Berlin, Germany», или отправь геопозицию. Подойдёт и «UTC+5:30» или «Europe/Moscow».
               *[other] Какой часовой пояс выбрать? Напиши город, например «Москва» или «Berlin, Germany». Подойдёт и «UTC+5:30» или «Europe/Moscow».
            }
    }
zone-ask-other =
    { $here ->
        [group] Напиши /timezone с городом, например <code>/timezone Москва</code>, или с поясом, например <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Теперь в другом месте? Напиши город или отправь геопозицию.
               *[other] Другое место? Напиши город или пояс, например «UTC-3».
            }
    }
zone-set = { $place }: там сейчас { $hour }. ({ $zone })
zone-which = Какой именно «{ $place }»? Рядом с каждым — время, которое там сейчас.
zone-unknown = Я не знаю места под названием «{ $place }».
zone-unreadable = Не получилось понять, что это за место.
zone-hint =
    { $here ->
        [group] Попробуй город побольше или добавь страну по-английски: <code>/timezone Portland, Oregon</code>. Подойдёт и <code>/timezone UTC-3</code>.
       *[private] Напиши город побольше рядом с тобой, добавь страну по-английски («Portland, Oregon»), отправь геопозицию или напиши разницу с UTC, например «UTC-3».
    }
zone-needed =
    { $here ->
        [group] 🌍 Это часы по <b>UTC</b>, потому что часовой пояс этой группы пока не задан. Напиши /timezone с городом, например <code>/timezone Москва</code>, или с поясом, например <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] 🌍 Это часы по <b>UTC</b>, потому что твой часовой пояс мне пока неизвестен. Где ты живёшь? Напиши город, например «Москва», или отправь геопозицию.
               *[other] 🌍 Это часы по <b>UTC</b>, потому что часовой пояс пока не задан. Какой выбрать? Напиши город, например «Москва».
            }
    }
zone-still-needed =
    { $chat ->
        [private] Это часы по UTC. С /timezone они станут твоими.
       *[other] Это часы по UTC: часовой пояс пока не задан.
    }

button-zone = 🌍 Часовой пояс
button-zone-other = Другое место

## Rhythm

rhythm-heading = <b>Когда приходят новости</b>
rhythm-topic-heading = <b>Когда приходят новости по теме { $topic }</b>

measure-rhythm-at-once = Сразу
measure-rhythm-daily = Каждый день в { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] По понедельникам в { $hour }
    [2] По вторникам в { $hour }
    [3] По средам в { $hour }
    [4] По четвергам в { $hour }
    [5] По пятницам в { $hour }
    [6] По субботам в { $hour }
   *[7] По воскресеньям в { $hour }
}
measure-rhythm-digest-only = Только дайджест
measure-rhythm-off = Ничего
measure-rhythm-inside-at-once = сразу
measure-rhythm-inside-daily = каждый день в { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] по понедельникам в { $hour }
    [2] по вторникам в { $hour }
    [3] по средам в { $hour }
    [4] по четвергам в { $hour }
    [5] по пятницам в { $hour }
    [6] по субботам в { $hour }
   *[7] по воскресеньям в { $hour }
}
measure-rhythm-inside-digest-only = только дайджест
measure-rhythm-inside-off = ничего

rhythm-means-at-once = Каждая новость приходит, как только появляется.
rhythm-means-daily = Одно сообщение в день со всем новым, а между ними ничего.
rhythm-means-weekly = Одно сообщение в неделю со всем новым, а между ними ничего.
rhythm-means-digest-only =
    { $chat ->
        [private] Без уведомлений. Всё новое попадёт в следующий дайджест; /digest пришлёт его сразу.
       *[other] Без уведомлений. Всё новое попадёт в следующий дайджест.
    }
rhythm-means-off = Новости не приходят. Темы сохранены.
rhythm-means-off-topic = Новости этой темы не приходят. Включить их снова можно здесь.
rhythm-as-chat =
    { $chat ->
        [private] Как все твои новости: { $rhythm }.
       *[other] Как все новости: { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] Ты не следишь за этой темой. Выбери, когда приходят её новости, и начнёшь следить.
       *[other] Эта тема не выбрана. Выбери, когда приходят её новости, и она добавится.
    }
rhythm-next = Следующий дайджест: { $at } ({ $zone }).
rhythm-next-quiet = Он попадает на тихие часы и придёт, когда они закончатся: { $at }.
rhythm-next-digest =
    { $chat ->
        [private] Твой следующий дайджест: { $at } ({ $zone }).
       *[other] Следующий дайджест: { $at } ({ $zone }).
    }
rhythm-own = Темы со своим ритмом:
rhythm-own-topic = • { $topic }: { $rhythm }
rhythm-question =
    { $chat ->
        [private] Присылать все твои новости одним сообщением, { $rhythm }, а между ними ничего?
       *[other] Присылать все новости одним сообщением, { $rhythm }, а между ними ничего?
    }
button-rhythm-yes = Да, так
rhythm-ask-day = В какой день недели?
rhythm-ask-hour =
    { $chat ->
        [private] В котором часу? По твоим часам: { $zone }.
       *[other] В котором часу? По часовому поясу: { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Напиши команду с временем, например <code>/rhythm каждый день 7:45</code> или <code>/rhythm по пятницам 21:00</code>.
       *[private] Напиши время, например «7:45» или «21:00».
    }
rhythm-hour-unreadable =
    { $here ->
        [group] Не получилось понять «{ $text }» как время. Напиши, например, <code>/rhythm каждый день 7:45</code>.
       *[private] Не получилось понять «{ $text }» как время. Напиши, например, «7:45» или «21:00».
    }
rhythm-unreadable = Не получилось понять «{ $text }». Напиши одно из этого или выбери ниже:
rhythm-examples =
    /rhythm каждый день 8:00
    /rhythm по пятницам 17:30
    /rhythm сразу
    /rhythm только дайджест
    /rhythm выкл
    /rhythm ТЕМА каждый день 8:00
rhythm-no-topic = Темы «{ $query }» нет. Может быть, одна из этих?
rhythm-no-topic-at-all = Темы «{ $query }» нет. Все темы покажет /topics.

button-rhythm = 🕗 Когда приходят новости
button-rhythm-at-once = Сразу
button-rhythm-daily = Раз в день…
button-rhythm-weekly = Раз в неделю…
button-rhythm-digest-only = Только дайджест
button-rhythm-off = Ничего
button-rhythm-default =
    { $chat ->
        [private] Как все мои новости
       *[other] Как все новости
    }
button-rhythm-hour-other = Другое время…
button-back = ‹ Назад
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Тихие часы</b>
quiet-is = { $hours }. В это время ничего не приходит, кроме редких сообщений о самом боте. Что накопится, придёт, когда они закончатся: до трёх новостей по одной, больше — одним дайджестом.
quiet-none =
    { $chat ->
        [private] У тебя их нет: новости приходят в любое время суток.
       *[other] Их нет: новости приходят в любое время суток.
    }
quiet-now = Сейчас тихо. Конец: { $at } ({ $zone }).
quiet-next = Следующие: { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Напиши команду с часами, например <code>/quiet 22:00-07:00</code>, <code>/quiet 22-7</code> или <code>/quiet пт,сб 23:00-09:00</code>.
       *[private] Напиши, с какого и до какого часа, например «22:00-07:00», «22-7» или «пт,сб 23:00-09:00».
    }
quiet-unreadable = Не получилось понять «{ $text }» как тихие часы.
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end } ({ $days })
button-quiet = 🌙 Тихие часы
button-quiet-span = { $start }–{ $end }
button-quiet-other = Другие часы…
button-quiet-off = Без тихих часов
toast-quiet-last-day = Один день должен остаться. «Без тихих часов» выключает их совсем.

## Pause

pause-heading = <b>Пауза</b>
pause-ask = Сколько времени ничего не присылать? Что накопится, придёт один раз, дайджестом, когда пауза закончится. Только редкие сообщения о самом боте приходят всё равно.
pause-ask-open = Пауза до отмены не заканчивается дайджестом: новости пойдут с того момента, когда ты её снимешь.
paused-until = ⏸ Ничего не приходит, кроме сообщений о самом боте. Конец паузы: <b>{ $at }</b> ({ $zone }). Что накопится, придёт один раз, дайджестом.
pause-unreadable = Не получилось понять «{ $text }» как срок. Напиши /pause 1h, /pause 1d или /pause 1w или выбери ниже.
pause-ended = <b>Пауза закончилась</b>

    Что накопилось, сейчас придёт одним дайджестом, если что-то было.
button-pause-hour = На час
button-pause-day = На день
button-pause-week = На неделю
button-pause-open = До отмены
button-pause-end = ▶ Продолжить сейчас
button-pause-for = ⏸ Пауза…
toast-paused-until = Пауза. Конец: { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = тихо { $hours }
summary-topic = { $topic }: { $how }
summary-filters = { $count ->
    [one] { $count } фильтр
    [few] { $count } фильтра
    [many] { $count } фильтров
   *[other] { $count } фильтра
}
summary-watches = { $count ->
    [one] { $count } отслеживание
    [few] { $count } отслеживания
    [many] { $count } отслеживаний
   *[other] { $count } отслеживания
}
summary-announcements-on = с объявлениями
summary-announcements-off = без объявлений
summary-silent-messages-on = без звука
summary-silent-messages-off = со звуком
settings-paused-until = ⏸ Пауза. Конец: { $at } ({ $zone }). Что накопится, придёт один раз, дайджестом.

button-digest-now = 🗞 Дайджест сейчас
button-settings-volumes = 🎚 Сколько приходит
button-settings-filters = Фильтры
button-settings-watches = Отслеживания
button-settings-saved = Сохранённое

command-timezone =
    { $chat ->
        [private] Твой часовой пояс, по городу
       *[other] Часовой пояс, по городу
    }
command-rhythm = Сразу, раз в день или раз в неделю
command-quiet = Часы, когда ничего не приходит
command-pause = Тишина на час, на день, на неделю
