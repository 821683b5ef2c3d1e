### /why and /missed: why something came, and why it did not.

command-why = Почему это пришло: в ответ на сообщение
command-missed = Что не пришло за 24 часа и почему

## /why

why = <b>Почему это пришло</b>
why-digest = <b>Почему пришёл этот дайджест</b>
why-nothing = Пока тебе ничего не приходило. Когда появится уведомление или дайджест, ответь на него командой /why.
why-unknown = Не могу сказать, почему пришло это сообщение: это не твоё уведомление и не твой дайджест. Ответь командой /why на одно из них или отправь просто /why, чтобы узнать о последнем.
why-not-told = Эта новость тебе не приходила: она открыта из списка или дайджеста.
why-topic = Ты следишь за темой { $topic }.
why-topic-via = Это тема { $topic }, она приходит вместе с темой { $source }, за которой ты следишь.
why-topic-left = Пришло по теме { $topic }, за которой ты больше не следишь.
why-topic-gone = Пришло по теме или словам, за которыми ты больше не следишь.
why-watch = Ты отслеживаешь { $words }, и в новости эти слова есть.
why-volume = По этой теме приходит: { $volume }.
why-filters = { $count ->
        [1] Твой фильтр её пропускает: { $filters }.
        [one] Твой { $count } фильтр её пропускает: { $filters }.
        [few] Твои { $count } фильтра её пропускают: { $filters }.
        [many] Твои { $count } фильтров её пропускают: { $filters }.
       *[other] Твои { $count } фильтра её пропускают: { $filters }.
    }
why-rhythm = Ритм: { $rhythm }.
why-rhythm-since = Пришло сразу. Теперь у тебя другой ритм: { $rhythm }.
why-found = Найдено: { $time }
why-owed = Записано для тебя: { $time }
why-due = Намечено: { $time }
why-sent = Отправлено: { $time }
why-not-sent = Ещё не отправлено
why-at-once = Отправлено сразу, как нашлось.
why-held-quiet = Ждало конца твоих тихих часов: { $time }.
why-held-pause = Ждало конца твоей паузы: { $time }.
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
why-digest-hour = У твоего дайджеста своё время: { $rhythm }.
why-digest-quiet = За твои тихие часы вышло больше трёх новостей, поэтому они пришли вместе, когда те закончились.
why-digest-pause = В нём то, что вышло за время твоей паузы; она закончилась.
why-digest-return = В нём то, что вышло, пока мне нельзя было тебе писать.
why-digest-burst = Новостей вышло сразу много, поэтому они пришли вместе.
why-digest-now = Это был твой запрос.
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
missed-folded = Та же новость, что { $title }; она тебе уже пришла.
missed-folded-unknown = Та же новость, что уже пришла тебе.
missed-filtered = Скрыто твоим фильтром: { $filters }.
missed-filtered-unknown = Скрыто фильтром, который у тебя был.
missed-volume-top = { $topic }: это не главное, а по этой теме тебе нужно только главное.
missed-volume-some = { $topic }: сверх тех примерно { $count } в день, что тебе нужны.
missed-volume = Она не так важна, чтобы прийти при твоём объёме её тем.
missed-volume-digest = Она будет в твоём следующем дайджесте: { $time }.
missed-held-quiet = Ждёт конца твоих тихих часов: { $time }.
missed-held-pause = Ждёт конца твоей паузы: { $time }.
missed-held = Ждёт до { $time }.
missed-waits = { $topic }: ждёт твоего дайджеста, { $time }.
missed-waits-next = { $topic }: ждёт твоего следующего дайджеста. Он пока не намечен: время задаёт /rhythm.
missed-watched = Слова, которые ты отслеживаешь
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
