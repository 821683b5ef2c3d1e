### Search, inline mode, and lists that people share.

## Search

command-search = 按词查找新闻

search-ask = 要搜索哪些词？<code>-词</code> 排除一些新闻，<code>"两个 词"</code> 查找紧挨在一起的词。
search-how = 把词写在命令后面：<code>/search 电动汽车</code>。<code>-词</code> 排除一些新闻，<code>"两个 词"</code> 查找紧挨在一起的词。
search-found = <b>{ $count } 条新闻含有“{ $words }”</b>
search-begins = <b>{ $count } 条新闻含有以“{ $words }”开头的词</b>
search-holds = <b>{ $count } 条新闻的词里含有“{ $words }”</b>
search-watch-exact = 如果追踪“{ $words }”，只认这样写的词：像上面这样词更长的新闻不会送来。
search-none =
    { $chat ->
        [private] 目前没有新闻含有“{ $words }”。少写几个词能找到更多；或者追踪它们，以后有这样的新闻就会送给你。
       *[other] 目前没有新闻含有“{ $words }”。少写几个词能找到更多；或者追踪它们，以后有这样的新闻就会送来。
    }
search-no-words = “{ $words }”里没有我能搜索的词。请至少写一个不带减号的词。
button-watch-search = 🔔 追踪这些词

## Inline mode: the bot is asked in any chat

button-inline-topic = { $topic } 的更多新闻
button-inline-open = 打开机器人
button-inline-nothing = 没有含这些词的新闻 · 打开机器人
button-share = 分享
label-inline-story = { $source } · { $time }

## Links

followed-daily =
    { $chat ->
        [group] ✓ 这个群组已关注 { $topic }。新闻每天 { $hour }（{ $zone }）合成一条消息送来。
       *[private] ✓ 你已关注 { $topic }。新闻每天 { $hour }（{ $zone }）合成一条消息送来。
    }
button-link-rhythm = 🕗 更改时间

## Lists that people share

command-share =
    { $chat ->
        [private] 把你的主题做成链接，分享给别人
       *[other] 把主题做成链接，分享给别人
    }
share =
    { $chat ->
        [group] 别人可以用这个链接关注这个群组的 { $count } 个主题，全部或其中几个：
       *[private] 别人可以用这个链接关注你的 { $count } 个主题，全部或其中几个：
    }
share-link = { $link }
share-what =
    { $chat ->
        [private] 链接里只有主题，不包括你什么时候收、收多少。链接保留你现在的主题；以后有变化，用 /share 生成新的。
       *[other] 链接里只有主题，不包括什么时候收、收多少。链接保留现在的主题；以后有变化，用 /share 生成新的。
    }
share-none =
    { $chat ->
        [group] 这个群组还没有关注任何主题，没有可以分享的。
       *[private] 你还没有关注任何主题，没有可以分享的。
    }
button-share-list = 分享链接
label-share-text =
    { $chat ->
        [group] 我们群组的主题
       *[private] 我关注的主题
    }
share-offer = <b>有人和你分享了 { $count } 个主题</b>
share-offer-how = 可以全部收下，也可以只挑喜欢的。每个主题什么时候来，随时可以改。
share-offer-topics = { $topics }
share-own =
    { $chat ->
        [group] 这是这个群组的列表。把链接发给别人，他们就能关注同样的主题。
       *[private] 这是你自己的列表。把链接发给别人，他们就能关注同样的主题。
    }
share-taken =
    { $chat ->
        [group] ✓ 这个群组已关注这里的所有主题。有新内容就会送到这里。
       *[private] ✓ 你已关注这里的所有主题。有新内容就会送到这里。
    }
share-all-followed =
    { $chat ->
        [group] 这些主题这个群组都已经关注了。
       *[private] 这些主题你都已经关注了。
    }
share-gone = 这个列表已不再分享。这里是现有的全部主题。
button-take-over-all = { $count ->
    [1] 关注这个主题
   *[other] 关注全部 { $count } 个
}
toast-list-taken = 又关注了 { $count } 个主题
