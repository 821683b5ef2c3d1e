# How much of each topic comes.

command-volume = 每个主题送来多少新闻

## What can be chosen

button-volume-all = 每篇文章
button-volume-stories = 每条新闻一次
button-volume-top = 头条
button-volume-some = 每天约 { $count } 条
button-volume-other = 其他数目…
button-topic-volume = 数量：{ $volume }
button-topic-rhythm = 节奏：{ $rhythm }
button-topic-filters = { $count ->
    [0] 过滤器：无
   *[other] 过滤器：{ $count }
}
volume-all = 每篇文章
volume-stories = 每条新闻一次
volume-top = 头条
volume-some = 每天约 { $count } 条
volume-muted = 已静音

## All topics

volumes =
    <b>每个主题送来多少新闻</b>

    点一下主题即可更改。
volumes-none =
    { $chat ->
        [private] 你还没有关注任何主题。先选主题，再选每个主题送来多少。
       *[other] 还没有关注任何主题。先选主题，再选每个主题送来多少。
    }
button-volume-of = { $topic }：{ $volume }

## One topic

volume-page = <b>{ $topic } 送来多少新闻</b>
volume-now = 现在：{ $volume }。
volume-now-along = 现在：{ $volume }，与 { $source } 相同。你在这里的选择，对这个主题和它下面的主题生效。
volume-now-muted = 它现在是静音的。选一项就会恢复。
volume-now-none =
    { $chat ->
        [private] 你没有关注它。选一项就等于关注了。
       *[other] 还没有关注它。选一项就等于关注了。
    }
volume-yesterday = 昨天它有 { $count } 条新闻。每种选择会送来：
volume-quiet = 昨天它没有新闻，暂时没什么可比较的。
volume-line = { $choice }：{ $total } 条里送 { $sent } 条
volume-line-all = { $choice }：{ $sent } 篇文章
volume-how = <i>“头条”和每天的条数，要看还有谁报道、热度、质量，以及这个主题最近七天的情况。没送来的会放进你的简报（如果你有简报）。</i>

## Chosen

volume-set-all =
    { $chat ->
        [private] ✓ { $topic } 的每篇文章都会送来，你已经知道的新闻也一样。
       *[other] ✓ { $topic } 的每篇文章都会送来，已经发过的新闻也一样。
    }
volume-set-stories = ✓ { $topic } 的每条新闻送来一次。
volume-set-top = ✓ { $topic } 只送头条：十条里最多四条。没送来的会放进你的简报（如果你有简报）。
volume-set-some = ✓ { $topic } 每天送来约 { $count } 条最重要的新闻。没送来的会放进你的简报（如果你有简报）。
volume-set-yesterday = { $count ->
    [0] 昨天它没有新闻。
   *[other] 按这个选择，昨天的 { $count } 条新闻会送来 { $sent } 条。
}
volume-set-yesterday-all = { $count ->
    [0] 昨天它没有新闻。
   *[other] 按这个选择，昨天的 { $count } 条新闻会送来 { $sent } 篇文章。
}
volume-ask =
    { $here ->
        [group] 每天大约几条 { $topic } 的新闻？写成命令，带上主题和 1 到 { $more } 之间的数字，例如 <code>/volume { $name } 5</code>。
       *[private] 你希望每天收到大约几条 { $topic } 的新闻？写一个 1 到 { $more } 之间的数字。
    }
volume-unclear =
    { $here ->
        [group] 这不是 1 到 { $more } 之间的数字。请写成 <code>/volume { $name } 5</code> 这样。
       *[private] 这不是 1 到 { $more } 之间的数字。请写成 <code>5</code> 这样。
    }
volume-unknown = 我看不懂“{ $query }”是多少。写 <code>/volume { $name } 5</code>，每天大约五条新闻；数字也可以换成 <code>all</code>、<code>stories</code> 或 <code>top</code>；数字从 1 到 { $more }。
volumes-how = <i>也可以直接写：<code>/volume { $name } top</code>、<code>/volume { $name } 5</code>、<code>/volume { $name } all</code>、<code>/volume { $name } stories</code>。</i>

toast-volume = { $topic }：{ $volume }
button-volume-change = 更改
button-volume-back = 算了
button-all-volumes = 所有主题的数量

## On the card of a topic

card-followed-chosen =
    { $chat ->
        [private] ✓ 你已关注。下面的按钮写着送来多少、什么时候来。
       *[other] ✓ 已关注。下面的按钮写着送来多少、什么时候来。
    }
