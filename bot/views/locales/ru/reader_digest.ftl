## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>Пока было тихо</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>Пока была пауза</b> · { $date }
       *[other] 🗞 <b>Во время паузы</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Много новостей сразу</b> · { $date }
digest-updated = <b>обновлено</b>
button-digest-watched = Отслеживаемые слова

button-digest-settings = ⚙️ Когда приходят дайджесты

digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Твой дайджест уже в пути: { $count } новость.
                [few] Твой дайджест уже в пути: { $count } новости.
                [many] Твой дайджест уже в пути: { $count } новостей.
               *[other] Твой дайджест уже в пути: { $count } новости.
            }
       *[other] Дайджест уже в пути. Новостей в нём: { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] В твоём дайджесте { $count } новость. Сейчас тихие часы, он придёт в { $at }.
                [few] В твоём дайджесте { $count } новости. Сейчас тихие часы, он придёт в { $at }.
                [many] В твоём дайджесте { $count } новостей. Сейчас тихие часы, он придёт в { $at }.
               *[other] В твоём дайджесте { $count } новости. Сейчас тихие часы, он придёт в { $at }.
            }
       *[other] Новостей в дайджесте: { $count }. Сейчас тихие часы, он придёт в { $at }.
    }
digest-now-paused =
    { $chat ->
        [private] Пока уведомления на паузе, ничего не отправляется. Включи их через /start и отправь /digest ещё раз.
       *[other] Пока уведомления на паузе, ничего не отправляется. Сначала включи их.
    }
digest-now-empty =
    { $chat ->
        [private] Нового, что тебе ещё не приходило, нет.
       *[other] Нового, что ещё не приходило, нет.
    }
digest-now-empty-due =
    { $chat ->
        [private] Нового, что тебе ещё не приходило, нет. Твой следующий дайджест: { $at }.
       *[other] Нового, что ещё не приходило, нет. Следующий дайджест: { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Твой дайджест сейчас: что ещё не пришло
       *[other] Дайджест сейчас: что ещё не пришло
    }
