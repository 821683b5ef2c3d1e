# How much of each topic comes.

command-volume = Сколько новостей по каждой теме

## What can be chosen

button-volume-all = Каждая статья
button-volume-stories = Каждая новость один раз
button-volume-top = Главное
button-volume-some = Около { $count } в день
button-volume-other = Другое число…
button-topic-volume = Объём: { $volume }
button-topic-rhythm = Ритм: { $rhythm }
button-topic-filters = { $count ->
    [0] Фильтры: нет
   *[other] Фильтры: { $count }
}
volume-all = каждая статья
volume-stories = каждая новость один раз
volume-top = главное
volume-some = { $count ->
    [one] около { $count } в день
    [few] около { $count } в день
    [many] около { $count } в день
   *[other] около { $count } в день
}
volume-muted = заглушено

## All topics

volumes =
    <b>Сколько приходит по каждой теме</b>

    Нажми на тему, чтобы изменить.
volumes-none =
    { $chat ->
        [private] Ты пока не следишь ни за одной темой. Сначала выбери темы, а потом — сколько новостей по каждой.
       *[other] Пока не выбрано ни одной темы. Сначала выбери темы, а потом — сколько новостей по каждой.
    }
button-volume-of = { $topic }: { $volume }

## One topic

volume-page = <b>Сколько приходит по теме { $topic }</b>
volume-now = Сейчас: { $volume }.
volume-now-along = Сейчас: { $volume }, как по теме { $source }. Выбор здесь действует на эту тему и на те, что под ней.
volume-now-muted = Сейчас она заглушена. Любой выбор её вернёт.
volume-now-none =
    { $chat ->
        [private] Ты за ней не следишь. Сделай выбор, и начнёшь следить.
       *[other] Эта тема не выбрана. Сделай выбор, и она добавится.
    }
volume-yesterday = { $count ->
    [one] Вчера по ней была { $count } новость. Вот что пришло бы при каждом выборе:
    [few] Вчера по ней было { $count } новости. Вот что пришло бы при каждом выборе:
    [many] Вчера по ней было { $count } новостей. Вот что пришло бы при каждом выборе:
   *[other] Вчера по ней было { $count } новости. Вот что пришло бы при каждом выборе:
}
volume-quiet = Вчера по ней новостей не было, сравнивать пока не с чем.
volume-line = { $choice }: { $sent } из { $total }
volume-line-all = { $choice }: { $sent ->
    [one] { $sent } статья
    [few] { $sent } статьи
    [many] { $sent } статей
   *[other] { $sent } статьи
}
volume-how = <i>«Главное» и число в день зависят от того, кто ещё пишет о новости, насколько она горячая и качественная и что было по теме за последние семь дней. Остальное попадает в дайджест, если он есть.</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ По теме { $topic } приходит каждая статья, даже о том, что ты уже знаешь.
       *[other] ✓ По теме { $topic } приходит каждая статья, даже о том, что уже приходило.
    }
volume-set-stories = ✓ По теме { $topic } каждая новость приходит один раз.
volume-set-top = ✓ По теме { $topic } приходит главное: самое большее четыре новости из десяти. Остальное попадает в дайджест, если он есть.
volume-set-some = { $count ->
    [one] ✓ По теме { $topic } приходит около { $count } новости в день, из самых важных. Остальное попадает в дайджест, если он есть.
    [few] ✓ По теме { $topic } приходит около { $count } новостей в день, самые важные. Остальное попадает в дайджест, если он есть.
    [many] ✓ По теме { $topic } приходит около { $count } новостей в день, самые важные. Остальное попадает в дайджест, если он есть.
   *[other] ✓ По теме { $topic } приходит около { $count } новости в день, самые важные. Остальное попадает в дайджест, если он есть.
}
volume-set-yesterday = { $count ->
    [0] Вчера по ней новостей не было.
    [one] Вчера пришло бы { $sent } из { $count } новости.
    [few] Вчера пришло бы { $sent } из { $count } новостей.
    [many] Вчера пришло бы { $sent } из { $count } новостей.
   *[other] Вчера пришло бы { $sent } из { $count } новости.
}
volume-set-yesterday-all = { $count ->
    [0] Вчера по ней новостей не было.
    [one] Столько статей пришло бы вчера: { $sent } ({ $count } новость).
    [few] Столько статей пришло бы вчера: { $sent } ({ $count } новости).
    [many] Столько статей пришло бы вчера: { $sent } ({ $count } новостей).
   *[other] Столько статей пришло бы вчера: { $sent } ({ $count } новости).
}
volume-ask =
    { $here ->
        [group] Сколько примерно новостей в день по теме { $topic }? Напиши команду с темой и числом от 1 до { $more }, например <code>/volume { $name } 5</code>.
       *[private] Сколько примерно новостей в день по теме { $topic } присылать? Напиши число от 1 до { $more }.
    }
volume-unclear =
    { $here ->
        [group] Это не число от 1 до { $more }. Напиши, например, <code>/volume { $name } 5</code>.
       *[private] Это не число от 1 до { $more }. Напиши, например, <code>5</code>.
    }
volume-unknown = «{ $query }» — не объём. Напиши <code>/volume { $name } 5</code>, чтобы получать около пяти новостей в день, или <code>all</code>, <code>stories</code> или <code>top</code> вместо числа; числа идут от 1 до { $more }.
volumes-how = <i>Или напиши: <code>/volume { $name } top</code>, <code>/volume { $name } 5</code>, <code>/volume { $name } all</code>, <code>/volume { $name } stories</code>.</i>

toast-volume = { $topic }: { $volume }
button-volume-change = Изменить
button-volume-back = Оставить как есть
button-all-volumes = Объём по всем темам

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ Ты за ней следишь. Кнопки ниже говорят, сколько приходит и когда.
       *[other] ✓ Эта тема выбрана. Кнопки ниже говорят, сколько приходит и когда.
    }
