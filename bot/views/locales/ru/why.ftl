### /why and /missed: why something came, and why it did not.

command-why = Почему это пришло: в ответ на сообщение
command-missed = Что не пришло за 24 часа и почему

## /why

why = <b>Почему это пришло</b>
why-digest = <b>Почему пришёл этот дайджест</b>
why-nothing =
    { $chat ->
        [private] Пока тебе ничего не приходило. Когда появится уведомление или дайджест, ответь на него командой /why.
       *[other] Пока ничего не приходило. Когда появится уведомление или дайджест, ответь на него командой /why.
    }
why-unknown =
    { $chat ->
        [private] Не могу сказать, почему пришло это сообщение: это не твоё уведомление и не твой дайджест. Ответь командой /why на одно из них или отправь просто /why, чтобы узнать о последнем.
       *[other] Не могу сказать, почему пришло это сообщение: это не уведомление и не дайджест. Ответь командой /why на одно из них или отправь просто /why, чтобы узнать о последнем.
    }
why-not-told =
    { $chat ->
        [private] Эта новость тебе не приходила: она открыта из списка или дайджеста.
       *[other] Эта новость сама не приходила: она открыта из списка или дайджеста.
    }
why-topic =
    { $chat ->
        [private] Ты следишь за темой { $topic }.
       *[other] Выбрана тема { $topic }.
    }
why-topic-via =
    { $chat ->
        [private] Это тема { $topic }, она приходит вместе с темой { $source }, за которой ты следишь.
       *[other] Это тема { $topic }, она приходит вместе с темой { $source }.
    }
why-topic-left =
    { $chat ->
        [private] Пришло по теме { $topic }, за которой ты больше не следишь.
       *[other] Пришло по теме { $topic }, которой больше нет в списке.
    }
why-topic-gone =
    { $chat ->
        [private] Пришло по теме или словам, за которыми ты больше не следишь.
       *[other] Пришло по теме или словам, которых больше нет в списке.
    }
why-filed-title = Сюда новость попала из-за слов «{ $words }» в заголовке.
why-filed-text = Сюда новость попала из-за слов «{ $words }» в тексте.
why-watch =
    { $chat ->
        [private] Ты отслеживаешь { $words }, и в новости эти слова есть.
       *[other] Отслеживается { $words }, и в новости эти слова есть.
    }
why-volume = По этой теме приходит: { $volume }.
why-filters =
    { $chat ->
        [private]
            { $count ->
                    [1] Твой фильтр её пропускает: { $filters }.
                    [one] Твой { $count } фильтр её пропускает: { $filters }.
                    [few] Твои { $count } фильтра её пропускают: { $filters }.
                    [many] Твои { $count } фильтров её пропускают: { $filters }.
                   *[other] Твои { $count } фильтра её пропускают: { $filters }.
                }
       *[other] Фильтры её пропускают ({ $count }): { $filters }.
    }
why-rhythm = Ритм: { $rhythm }.
why-rhythm-since =
    { $chat ->
        [private] Пришло сразу. Теперь у тебя другой ритм: { $rhythm }.
       *[other] Пришло сразу. Теперь выбран другой ритм: { $rhythm }.
    }
why-found = Найдено: { $time }
why-owed =
    { $chat ->
        [private] Записано для тебя: { $time }
       *[other] Записано: { $time }
    }
why-due = Намечено: { $time }
why-sent = Отправлено: { $time }
why-not-sent = Ещё не отправлено
why-at-once = Отправлено сразу, как нашлось.
why-held-quiet =
    { $chat ->
        [private] Ждало конца твоих тихих часов: { $time }.
       *[other] Ждало конца тихих часов: { $time }.
    }
why-held-pause =
    { $chat ->
        [private] Ждало конца твоей паузы: { $time }.
       *[other] Ждало конца паузы: { $time }.
    }
why-held = Ждало до { $time }: раньше ничего не должно было приходить.
why-retried = Сначала Telegram не отвечал; отправлено повторно.
why-queued = Сообщить нужно было сразу многим, и это дождалось своей очереди.
why-in-digest = Это попало в дайджест, а не в уведомление.
why-digest-stories = { $count ->
        [one] В нём { $count } новость
        [few] В нём { $count } новости
        [many] В нём { $count } новостей
       *[other] В нём { $count } новости
    }, с { $since } до { $time }.
why-digest-hour =
    { $chat ->
        [private] У твоего дайджеста своё время: { $rhythm }.
       *[other] У дайджеста своё время: { $rhythm }.
    }
why-digest-quiet =
    { $chat ->
        [private] За твои тихие часы вышло больше трёх новостей, поэтому они пришли вместе, когда те закончились.
       *[other] За тихие часы вышло больше трёх новостей, поэтому они пришли вместе, когда те закончились.
    }
why-digest-pause =
    { $chat ->
        [private] В нём то, что вышло за время твоей паузы; она закончилась.
       *[other] В нём то, что вышло за время паузы; она закончилась.
    }
why-digest-return =
    { $chat ->
        [private] В нём то, что вышло, пока мне нельзя было тебе писать.
       *[other] В нём то, что вышло, пока мне нельзя было писать.
    }
why-digest-burst = Новостей вышло сразу много, поэтому они пришли вместе.
why-digest-now =
    { $chat ->
        [private] Это был твой запрос.
       *[other] Его кто-то запросил.
    }
why-digest-edition = Команда этого бота отправила его всем, кто получает объявления.
why-announcement = Команда этого бота отправила это всем, кто получает объявления. Выключить их можно в /settings.
why-notice = Это сообщение о самом сервисе, оно приходит всем.
button-why-missed = А что не пришло?

## /missed

missed = <b>{ $count ->
        [one] { $count } новость не пришла за последние 24 часа
        [few] { $count } новости не пришли за последние 24 часа
        [many] { $count } новостей не пришло за последние 24 часа
       *[other] { $count } новости не пришли за последние 24 часа
    }</b>
missed-none = За последние 24 часа пришло всё.
missed-folded =
    { $chat ->
        [private] Та же новость, что { $title }; она тебе уже пришла.
       *[other] Та же новость, что { $title }; она уже пришла.
    }
missed-folded-unknown =
    { $chat ->
        [private] Та же новость, что уже пришла тебе.
       *[other] Та же новость, что уже пришла.
    }
missed-filtered =
    { $chat ->
        [private] Скрыто твоим фильтром: { $filters }.
       *[other] Скрыто фильтром: { $filters }.
    }
missed-filtered-unknown =
    { $chat ->
        [private] Скрыто фильтром, который у тебя был.
       *[other] Скрыто фильтром, которого больше нет.
    }
missed-volume-top =
    { $chat ->
        [private] { $topic }: это не главное, а по этой теме тебе нужно только главное.
       *[other] { $topic }: это не главное, а по этой теме выбрано только главное.
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }: сверх тех примерно { $count } в день, что тебе нужны.
       *[other] { $topic }: сверх тех примерно { $count } в день, что выбраны.
    }
missed-volume =
    { $chat ->
        [private] Она не так важна, чтобы прийти при твоём объёме её тем.
       *[other] Она не так важна, чтобы прийти при выбранном объёме её тем.
    }
missed-volume-digest =
    { $chat ->
        [private] Она будет в твоём следующем дайджесте: { $time }.
       *[other] Она будет в следующем дайджесте: { $time }.
    }
missed-held-quiet =
    { $chat ->
        [private] Ждёт конца твоих тихих часов: { $time }.
       *[other] Ждёт конца тихих часов: { $time }.
    }
missed-held-pause =
    { $chat ->
        [private] Ждёт конца твоей паузы: { $time }.
       *[other] Ждёт конца паузы: { $time }.
    }
missed-held = Ждёт до { $time }.
missed-waits =
    { $chat ->
        [private] { $topic }: ждёт твоего дайджеста, { $time }.
       *[other] { $topic }: ждёт дайджеста, { $time }.
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }: ждёт твоего следующего дайджеста. Он пока не намечен: время задаёт /rhythm.
       *[other] { $topic }: ждёт следующего дайджеста. Он пока не намечен: время задаёт /rhythm.
    }
missed-watched =
    { $chat ->
        [private] Слова, которые ты отслеживаешь
       *[other] Отслеживаемые слова
    }
missed-off = { $topic }: стоит «Ничего», поэтому ничего не приходит.
missed-paused = Уведомления были выключены. Включит их /start.
missed-retried = Telegram не отвечал; следующая попытка: { $time }.
missed-failed = Telegram не принял.
missed-uncertain = Возможно, пришло: Telegram не ответил.
missed-withdrawn = Издание отозвало новость до отправки.
missed-unsubscribed = Тема была убрана или заглушена до отправки.
missed-unreachable = Telegram ничего не пропускал в этот чат.
filter-hide = скрыть { $words }
filter-only = только { $words }
