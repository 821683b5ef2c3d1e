### Filters, watches, and sources that are muted.

## The commands

command-filter = Скрыть новости по словам
command-filters =
    { $chat ->
        [private] Твои фильтры
       *[other] Все фильтры
    }
command-watch = Уведомления по словам во всех темах
command-watches =
    { $chat ->
        [private] Слова, которые ты отслеживаешь
       *[other] Отслеживаемые слова
    }

## What a filter does

filter-hides = 🚫 Скрыть новости со словами { $words }
filter-hides-in = 🚫 В теме { $topic } скрыть новости со словами { $words }
filter-allows = ☑️ Только новости со словами { $words }
filter-allows-in = ☑️ В теме { $topic } только новости со словами { $words }
filter-any = Достаточно одного из них.
filter-until = До { DATETIME($at, dateStyle: "medium") }, { DATETIME($at, timeStyle: "short") }.

## Before it is saved

filter-untried = Новостей, чтобы его попробовать, пока нет.
filter-tried = { $count ->
    [0] Из последних новостей он не скрыл бы ни одной (проверено: { $more }).
   *[other] Из последних новостей он скрыл бы { $count } (проверено: { $more }):
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = { $count ->
    [one] … и ещё { $count }
    [few] … и ещё { $count }
    [many] … и ещё { $count }
   *[other] … и ещё { $count }
}
filter-not-followed =
    { $chat ->
        [private] Ты пока не следишь за темой { $topic }: фильтр заработает, когда начнёшь.
       *[other] Тема { $topic } пока не выбрана: фильтр заработает, когда её выберут.
    }
filter-saved = ✓ Сохранено.
filter-cancelled-alerts = { $count ->
    [one] Он скрывает { $count } уведомление, которое уже было в пути.
    [few] Он скрывает { $count } уведомления, которые уже были в пути.
    [many] Он скрывает { $count } уведомлений, которые уже были в пути.
   *[other] Он скрывает { $count } уведомления, которые уже были в пути.
}
filter-not-saved = Ничего не сохранено.

button-filter-save = Сохранить
button-filter-cancel = Отмена

## What cannot be a filter

filter-no-word = В «{ $term }» нет ни букв, ни цифр, искать нечего. Напиши ещё раз без этого.
filter-empty = Какие слова? Напиши их следом, например <code>crypto</code> или <code>only "open source"</code>.
filter-too-long = { $count ->
    [one] Для меня это слишком длинно: уложись в { $count } символ.
    [few] Для меня это слишком длинно: уложись в { $count } символа.
    [many] Для меня это слишком длинно: уложись в { $count } символов.
   *[other] Для меня это слишком длинно: уложись в { $count } символа.
}
filter-too-many = Слишком много сразу. Слов и выражений в одном фильтре может быть самое большее { $count }, остальные вынеси во второй.
filters-full = Фильтров уже { $count }, больше сохранить не получится. Убери один и попробуй снова.

## All filters

filters-none =
    { $chat ->
        [private]
            <b>Твои фильтры</b>

            Их нет: ничего не скрывается.
       *[other]
            <b>Фильтры</b>

            Их нет: ничего не скрывается.
    }
filters =
    { $chat ->
        [private]
            <b>Твои фильтры</b>

            { $count ->
                [one] У тебя { $count } фильтр. Нажми на него, чтобы посмотреть или убрать.
                [few] У тебя { $count } фильтра. Нажми на любой, чтобы посмотреть или убрать.
                [many] У тебя { $count } фильтров. Нажми на любой, чтобы посмотреть или убрать.
               *[other] У тебя { $count } фильтра. Нажми на любой, чтобы посмотреть или убрать.
            }
       *[other]
            <b>Фильтры</b>

            Всего: { $count }. Нажми на любой, чтобы посмотреть или убрать.
    }
filters-of-topic-none =
    <b>Фильтры темы { $topic }</b>

    Для одной этой темы их нет.
filters-of-topic =
    <b>Фильтры темы { $topic }</b>

    { $count ->
        [one] Для одной этой темы есть { $count } фильтр. Нажми на него, чтобы посмотреть или убрать.
        [few] Для одной этой темы есть { $count } фильтра. Нажми на любой, чтобы посмотреть или убрать.
        [many] Для одной этой темы есть { $count } фильтров. Нажми на любой, чтобы посмотреть или убрать.
       *[other] Для одной этой темы есть { $count } фильтра. Нажми на любой, чтобы посмотреть или убрать.
    }
filters-how = <code>/filter -crypto</code> скрывает слово везде, <code>/filter AI only "open source"</code> пропускает из темы только такие новости. <code>title:</code> смотрит только на заголовки, <code>source:</code> на то, кто публикует.
filters-of-topic-how = <code>/filter { $topic } -crypto</code> скрывает слово в этой теме, <code>/filter { $topic } only "open source"</code> пропускает только такие новости.
filter-ask =
    { $here ->
        [group] Какие слова скрыть? Напиши команду с ними: <code>/filter crypto</code>, <code>/filter title:слово</code>, <code>/filter source:zdnet.com</code>. Если перед словами стоит <code>only</code>, придут только такие новости. До сохранения я покажу, что скроется.
       *[private] Какие слова скрыть? Пришли слова, "выражения", <code>title:слово</code> или <code>source:zdnet.com</code>. Если впереди стоит <code>only</code>, придут только такие новости. До сохранения я покажу, что скроется.
    }
filter-ask-in =
    { $here ->
        [group] Какие слова скрыть в теме { $topic }? Напиши команду с темой и словами, например <code>/filter { $name } crypto</code>. Если перед словами стоит <code>only</code>, придут только такие новости. До сохранения я покажу, что скроется.
       *[private] Какие слова скрыть в теме { $topic }? Пришли слова, "выражения", <code>title:слово</code> или <code>source:zdnet.com</code>. Если впереди стоит <code>only</code>, придут только такие новости. До сохранения я покажу, что скроется.
    }

button-filters = 🚫 Все фильтры
button-filter-add = ➕ Новый фильтр
button-filter-remove = ✕ Убрать
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic }: { $words }
toast-filter-removed = Фильтр убран

## Watches

watch =
    { $chat ->
        [private] 🔎 Ты отслеживаешь { $words }: придёт каждая новость, где это есть, из любой темы.
       *[other] 🔎 Отслеживается { $words }: придёт каждая новость, где это есть, из любой темы.
    }
watch-all =
    { $chat ->
        [private] 🔎 Ты отслеживаешь { $words }: придёт каждая новость, где есть всё это, из любой темы.
       *[other] 🔎 Отслеживается { $words }: придёт каждая новость, где есть всё это, из любой темы.
    }
watch-already =
    { $chat ->
        [private] Ты уже отслеживаешь { $words }.
       *[other] Уже отслеживается: { $words }.
    }
watch-tried = { $count ->
    [0] За последние семь дней таких новостей не было.
    [one] За последние семь дней была { $count } такая новость.
    [few] За последние семь дней было { $count } такие новости.
    [many] За последние семь дней было { $count } таких новостей.
   *[other] За последние семь дней было { $count } такой новости.
}
watch-undone =
    { $chat ->
        [private] Ты больше не отслеживаешь { $words }.
       *[other] Больше не отслеживается: { $words }.
    }
watch-only-minus = Нужно хотя бы одно слово, которое должно встретиться, перед словами с минусом.
watches-full = Отслеживаний уже { $count }, больше сохранить не получится. Убери одно и попробуй снова.
watches-none =
    { $chat ->
        [private]
            <b>Слова, которые ты отслеживаешь</b>

            Пока их нет.
       *[other]
            <b>Отслеживаемые слова</b>

            Пока их нет.
    }
watches =
    { $chat ->
        [private]
            <b>Слова, которые ты отслеживаешь</b>

            { $count ->
                [one] Всего { $count } отслеживание. Нажми на него, чтобы посмотреть или убрать.
                [few] Всего { $count } отслеживания. Нажми на любое, чтобы посмотреть или убрать.
                [many] Всего { $count } отслеживаний. Нажми на любое, чтобы посмотреть или убрать.
               *[other] Всего { $count } отслеживания. Нажми на любое, чтобы посмотреть или убрать.
            }
       *[other]
            <b>Отслеживаемые слова</b>

            Всего: { $count }. Нажми на любое, чтобы посмотреть или убрать.
    }
watches-how = <code>/watch "солнечная батарея"</code> приносит каждую новость с этими словами, из всех тем. Если слов несколько, должны встретиться все.
watch-ask =
    { $here ->
        [group] Какие слова отслеживать? Напиши команду с ними, например <code>/watch батарея</code> или <code>/watch "open source"</code>: придёт каждая новость, где есть все они, из любой темы.
       *[private] Какие слова отслеживать? Пришли слова или "выражения": придёт каждая новость, где есть все они, из любой темы.
    }

button-watches = 🔎 Отслеживаемые слова
button-watch-add = ➕ Отслеживать слова
button-watch-remove = ✕ Больше не отслеживать
button-watched-words = 🔎 { $label }
toast-watch-removed = Больше не отслеживается

## Muting a source, below an alert

mute-source-which = Ничего не присылать от { $source }?
source-muted = 🚫 Ничего не приходит от { $source }.
button-mute-source-week = 🚫 { $source } на неделю
button-mute-source-good = 🚫 { $source } насовсем
button-unmute-source = 🔔 Вернуть: { $source }
toast-source-muted-week = Неделю ничего не придёт от { $source }
toast-source-muted = Больше ничего не придёт от { $source }
toast-source-unmuted = Снова приходят новости от { $source }
toast-filters-full = Фильтров уже столько, сколько возможно. Сначала убери один: /filters
