### /why and /missed: why something came, and why it did not.

command-why =
    { $chat ->
        [private] 为什么收到这条：回复那条消息
       *[other] 为什么会来这条：回复那条消息
    }
command-missed =
    { $chat ->
        [private] 过去 24 小时没发给你的，以及原因
       *[other] 过去 24 小时没发的，以及原因
    }

## /why

why = <b>为什么会收到</b>
why-digest = <b>为什么会收到这期简报</b>
why-nothing =
    { $chat ->
        [private] 还没有给你发过东西。等收到推送或简报后，用 /why 回复它。
       *[other] 还没有发过东西。等有了推送或简报，用 /why 回复它。
    }
why-unknown =
    { $chat ->
        [private] 我说不出那条消息为什么会来：它不是发给你的推送或简报。请用 /why 回复其中一条，或者单独发送 /why 查看最近一条。
       *[other] 我说不出那条消息为什么会来：它不是推送也不是简报。请用 /why 回复其中一条，或者单独发送 /why 查看最近一条。
    }
why-not-told =
    { $chat ->
        [private] 这条新闻没有推送给你：你是从列表或简报里打开的。
       *[other] 这条新闻没有推送过：它是从列表或简报里打开的。
    }
why-topic =
    { $chat ->
        [private] 你关注了 { $topic }。
       *[other] 这里关注了 { $topic }。
    }
why-topic-via =
    { $chat ->
        [private] 它属于 { $topic }，随你关注的 { $source } 一起来。
       *[other] 它属于 { $topic }，随 { $source } 一起来。
    }
why-topic-left =
    { $chat ->
        [private] 它因 { $topic } 而来，但你已不再关注这个主题。
       *[other] 它因 { $topic } 而来，但这个主题已不再关注。
    }
why-topic-gone =
    { $chat ->
        [private] 它因某个主题或某些词而来，但你已不再关注或追踪。
       *[other] 它因某个主题或某些词而来，但现在已不再关注或追踪。
    }
why-filed-title = 因标题中的“{ $words }”归入此主题。
why-filed-text = 因正文中的“{ $words }”归入此主题。
why-watch =
    { $chat ->
        [private] 你在追踪 { $words }，这条新闻含有这些词。
       *[other] 正在追踪 { $words }，这条新闻含有这些词。
    }
why-volume = 这个主题的数量：{ $volume }。
why-filters =
    { $chat ->
        [private] 你的 { $count } 个过滤器放行了它：{ $filters }。
       *[other] { $count } 个过滤器放行了它：{ $filters }。
    }
why-rhythm = 节奏：{ $rhythm }。
why-rhythm-since =
    { $chat ->
        [private] 它是立即送来的。你现在选的节奏是：{ $rhythm }。
       *[other] 它是立即送来的。现在选的节奏是：{ $rhythm }。
    }
why-found = 发现：{ $time }
why-owed =
    { $chat ->
        [private] 为你记下：{ $time }
       *[other] 记下：{ $time }
    }
why-due = 应发：{ $time }
why-sent = 发出：{ $time }
why-not-sent = 还没有发出
why-at-once = 一发现就发出了。
why-held-quiet =
    { $chat ->
        [private] 一直等到 { $time }，你的免打扰时段结束。
       *[other] 一直等到 { $time }，免打扰时段结束。
    }
why-held-pause =
    { $chat ->
        [private] 一直等到 { $time }，你的暂停结束。
       *[other] 一直等到 { $time }，暂停结束。
    }
why-held =
    { $chat ->
        [private] 一直等到 { $time }：在那之前不该打扰你。
       *[other] 一直等到 { $time }：在那之前不该发消息。
    }
why-retried = 起初连不上 Telegram，后来重试了。
why-queued = 当时要通知很多人，它排到了才发出。
why-in-digest = 它放在简报里，没有单独推送。
why-digest-stories = 这期有 { $count } 条新闻，从 { $since } 到 { $time }。
why-digest-hour =
    { $chat ->
        [private] 你的简报有固定时间：{ $rhythm }。
       *[other] 简报有固定时间：{ $rhythm }。
    }
why-digest-quiet =
    { $chat ->
        [private] 你的免打扰时段里来了超过三条新闻，所以结束时一起发给你。
       *[other] 免打扰时段里来了超过三条新闻，所以结束时一起发出。
    }
why-digest-pause =
    { $chat ->
        [private] 它收录了你暂停期间的新闻，暂停已经结束。
       *[other] 它收录了暂停期间的新闻，暂停已经结束。
    }
why-digest-return =
    { $chat ->
        [private] 它收录了我没法给你发消息期间的新闻。
       *[other] 它收录了我没法发消息期间的新闻。
    }
why-digest-burst =
    { $chat ->
        [private] 一下子来了很多新闻，所以一起发给你。
       *[other] 一下子来了很多新闻，所以一起发出。
    }
why-digest-now =
    { $chat ->
        [private] 这是你要的。
       *[other] 有人要的。
    }
why-digest-edition = 这个机器人的团队把它发给了所有接收公告的人。
why-announcement = 这个机器人的团队把它发给了所有接收公告的人。在 /settings 里可以关闭。
why-notice = 这是关于服务本身的通知，人人都会收到。
button-why-missed = 哪些没有发给我？

## /missed

missed = <b>过去 24 小时有 { $count } 条新闻没有发给你</b>
missed-none = 过去 24 小时没有漏掉任何新闻。
missed-folded =
    { $chat ->
        [private] 和 { $title } 是同一条新闻，那条已经发给你了。
       *[other] 和 { $title } 是同一条新闻，那条已经发过了。
    }
missed-folded-unknown =
    { $chat ->
        [private] 和已经发给你的一条是同一条新闻。
       *[other] 和已经发过的一条是同一条新闻。
    }
missed-filtered =
    { $chat ->
        [private] 被你的过滤器隐藏：{ $filters }。
       *[other] 被过滤器隐藏：{ $filters }。
    }
missed-filtered-unknown =
    { $chat ->
        [private] 被你以前的一个过滤器隐藏。
       *[other] 被以前的一个过滤器隐藏。
    }
missed-volume-top =
    { $chat ->
        [private] { $topic }：不是头条，而这个主题你只要头条。
       *[other] { $topic }：不是头条，而这个主题只要头条。
    }
missed-volume-some =
    { $chat ->
        [private] { $topic }：超出了你每天要的约 { $count } 条。
       *[other] { $topic }：超出了每天约 { $count } 条的量。
    }
missed-volume =
    { $chat ->
        [private] 对你关注的主题来说，它的分量还不够。
       *[other] 对关注的主题来说，它的分量还不够。
    }
missed-volume-digest =
    { $chat ->
        [private] 它会出现在你的下一期简报里：{ $time }。
       *[other] 它会出现在下一期简报里：{ $time }。
    }
missed-held-quiet =
    { $chat ->
        [private] 等到 { $time }，你的免打扰时段结束。
       *[other] 等到 { $time }，免打扰时段结束。
    }
missed-held-pause =
    { $chat ->
        [private] 等到 { $time }，你的暂停结束。
       *[other] 等到 { $time }，暂停结束。
    }
missed-held = 等到 { $time }。
missed-waits =
    { $chat ->
        [private] { $topic }：在等你的简报，{ $time }。
       *[other] { $topic }：在等简报，{ $time }。
    }
missed-waits-next =
    { $chat ->
        [private] { $topic }：在等你的下一期简报。目前没有安排，发送 /rhythm 设个时间。
       *[other] { $topic }：在等下一期简报。目前没有安排，发送 /rhythm 设个时间。
    }
missed-watched =
    { $chat ->
        [private] 你追踪的词
       *[other] 追踪的词
    }
missed-off = { $topic }：设为“不发”，所以什么都不会来。
missed-paused = 推送当时关着。发送 /start 恢复。
missed-retried = 连不上 Telegram，下次重试：{ $time }。
missed-failed = Telegram 没有接收。
missed-uncertain = 可能已经送达，但 Telegram 没有回音。
missed-withdrawn = 发出之前，发布方撤回了它。
missed-unsubscribed =
    { $chat ->
        [private] 发出之前，你取消关注或静音了它的主题。
       *[other] 发出之前，它的主题被取消关注或静音了。
    }
missed-unreachable = Telegram 不让任何消息进入这个聊天。
filter-hide = 隐藏 { $words }
filter-only = 只看 { $words }
