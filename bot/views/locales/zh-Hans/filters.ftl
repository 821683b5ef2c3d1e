### Filters, watches, and sources that are muted.

## The commands

command-filter = 按词隐藏新闻，或只看某些新闻
command-filters =
    { $chat ->
        [private] 你的过滤器
       *[other] 所有过滤器
    }
command-watch = 按词推送，不限主题
command-watches =
    { $chat ->
        [private] 你追踪的词
       *[other] 追踪的词
    }

## What a filter does

filter-hides = 🚫 隐藏含有 { $words } 的新闻
filter-hides-in = 🚫 在 { $topic } 中，隐藏含有 { $words } 的新闻
filter-allows = ☑️ 只看含有 { $words } 的新闻
filter-allows-in = ☑️ 在 { $topic } 中，只看含有 { $words } 的新闻
filter-any = 含有其中一个就算。
filter-until = 到 { DATETIME($at, dateStyle: "medium") } { DATETIME($at, timeStyle: "short") } 为止。

## Before it is saved

filter-untried = 还没有新闻可以拿来试。
filter-tried = { $count ->
    [0] 用最近的 { $more } 条新闻试过，它一条也不会隐藏。
   *[other] 用最近的 { $more } 条新闻试过，它会隐藏 { $count } 条：
}
filter-hidden-story = • { $title } · { $source }
filter-hidden-more = … 还有 { $count } 条
filter-not-followed =
    { $chat ->
        [private] 你还没有关注 { $topic }：关注之后，过滤器才会生效。
       *[other] 还没有关注 { $topic }：关注之后，过滤器才会生效。
    }
filter-saved = ✓ 已保存。
filter-cancelled-alerts = { $count } 条正要发出的推送被它隐藏了。
filter-not-saved = 什么都没有保存。

button-filter-save = 保存
button-filter-cancel = 取消

## What cannot be a filter

filter-no-word = “{ $term }”里没有可以查找的文字或数字。请去掉它再写一次。
filter-empty = 哪些词？写在命令后面，例如 <code>crypto</code> 或 <code>only "open source"</code>。
filter-too-long = 太长了：请控制在 { $count } 个字符以内。
filter-too-many = 一次太多了：最多写 { $count } 个词或短语，其余的放进第二个过滤器。
filters-full =
    { $chat ->
        [private] 你已有 { $count } 个过滤器，不能再多了。请先移除一个再试。
       *[other] 已有 { $count } 个过滤器，不能再多了。请先移除一个再试。
    }

## All filters

filters-none =
    { $chat ->
        [private]
            <b>你的过滤器</b>

            你还没有过滤器：什么都不会隐藏。
       *[other]
            <b>过滤器</b>

            还没有过滤器：什么都不会隐藏。
    }
filters =
    { $chat ->
        [private]
            <b>你的过滤器</b>

            你有 { $count } 个过滤器。点一下可以查看或移除。
       *[other]
            <b>过滤器</b>

            共有 { $count } 个过滤器。点一下可以查看或移除。
    }
filters-of-topic-none =
    <b>{ $topic } 的过滤器</b>

    这个主题没有单独的过滤器。
filters-of-topic =
    <b>{ $topic } 的过滤器</b>

    这个主题单独有 { $count } 个。点一下可以查看或移除。
filters-how = <code>/filter -crypto</code> 在所有主题里隐藏一个词，<code>/filter AI only "open source"</code> 只放行某个主题里这样的新闻。<code>title:</code> 只看标题，<code>source:</code> 看是谁发布的。
filters-of-topic-how = <code>/filter { $topic } -crypto</code> 在这个主题里隐藏一个词，<code>/filter { $topic } only "open source"</code> 只放行这样的新闻。
filter-ask =
    { $here ->
        [group] 要隐藏哪些词？写成命令：<code>/filter crypto</code>、<code>/filter title:词</code>、<code>/filter source:zdnet.com</code>。词前面加上 <code>only</code>，就只收这样的新闻。保存之前，你会先看到它隐藏什么。
       *[private] 你想隐藏哪些词？发给我词、"短语"、<code>title:词</code> 或 <code>source:zdnet.com</code>。前面加上 <code>only</code>，就只收这样的新闻。保存之前，你会先看到它隐藏什么。
    }
filter-ask-in =
    { $here ->
        [group] 要在 { $topic } 中隐藏哪些词？写成命令，带上主题和词，例如 <code>/filter { $name } crypto</code>。词前面加上 <code>only</code>，就只收这样的新闻。保存之前，你会先看到它隐藏什么。
       *[private] 你想在 { $topic } 中隐藏哪些词？发给我词、"短语"、<code>title:词</code> 或 <code>source:zdnet.com</code>。前面加上 <code>only</code>，就只收这样的新闻。保存之前，你会先看到它隐藏什么。
    }

button-filters = 🚫 所有过滤器
button-filter-add = ➕ 新建过滤器
button-filter-remove = ✕ 移除
button-filter-hide = 🚫 { $label }
button-filter-only = ☑️ { $label }
label-filter-in = { $topic }：{ $words }
toast-filter-removed = 过滤器已移除

## Watches

watch =
    { $chat ->
        [private] 🔎 你在追踪 { $words }：含有它的新闻都会送来，不限主题。
       *[other] 🔎 正在追踪 { $words }：含有它的新闻都会送来，不限主题。
    }
watch-all =
    { $chat ->
        [private] 🔎 你在追踪 { $words }：含有全部这些词的新闻都会送来，不限主题。
       *[other] 🔎 正在追踪 { $words }：含有全部这些词的新闻都会送来，不限主题。
    }
watch-already =
    { $chat ->
        [private] 你已经在追踪 { $words } 了。
       *[other] 已经在追踪 { $words } 了。
    }
watch-tried = { $count ->
    [0] 最近七天没有新闻含有它。
   *[other] 最近七天有 { $count } 条新闻含有它。
}
watch-undone =
    { $chat ->
        [private] 你不再追踪 { $words }。
       *[other] 不再追踪 { $words }。
    }
watch-only-minus = 带减号的词前面，至少要有一个必须出现的词。
watches-full =
    { $chat ->
        [private] 你已有 { $count } 个追踪词，不能再多了。请先移除一个再试。
       *[other] 已有 { $count } 个追踪词，不能再多了。请先移除一个再试。
    }
watches-none =
    { $chat ->
        [private]
            <b>你追踪的词</b>

            目前还没有。
       *[other]
            <b>追踪的词</b>

            目前还没有。
    }
watches =
    { $chat ->
        [private]
            <b>你追踪的词</b>

            共有 { $count } 个追踪词。点一下可以查看或移除。
       *[other]
            <b>追踪的词</b>

            共有 { $count } 个追踪词。点一下可以查看或移除。
    }
watches-how = <code>/watch 固态电池</code> 会送来含有这些词的每条新闻，不限主题。如果有好几个词，必须全部出现。
watch-ask =
    { $here ->
        [group] 要追踪哪些词？写成命令，例如 <code>/watch 电池</code> 或 <code>/watch "open source"</code>：含有全部这些词的新闻都会送来，不限主题。
       *[private] 你想追踪哪些词？发给我词或"短语"：含有全部这些词的新闻都会送来，不限主题。
    }

button-watches =
    { $chat ->
        [private] 🔎 你追踪的词
       *[other] 🔎 追踪的词
    }
button-watch-add = ➕ 追踪新的词
button-watch-remove = ✕ 停止追踪
button-watched-words = 🔎 { $label }
toast-watch-removed =
    { $chat ->
        [private] 你不再追踪它
       *[other] 不再追踪它
    }

## Muting a source, below an alert

mute-source-which = 不再收到 { $source } 的新闻？
source-muted = 🚫 你不会收到 { $source } 的新闻。
button-mute-source-week = 🚫 { $source }：一周
button-mute-source-good = 🚫 { $source }：永久
button-unmute-source = 🔔 取消静音 { $source }
toast-source-muted-week = 一周内不会收到 { $source } 的新闻
toast-source-muted = 不会再收到 { $source } 的新闻
toast-source-unmuted = 又能收到 { $source } 的新闻了
toast-filters-full = 过滤器已达上限。请先移除一个：/filters
