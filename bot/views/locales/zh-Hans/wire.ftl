# 读者看到的全部文字。格式见 docs/texts.md，用词见 docs/glossaries/zh-Hans.md。

## The alert

alert-video = ▶ 视频
alert-related = <b>相关阅读</b>
alert-also-at = { $count ->
    [1] 同时报道：{ $first }
    [2] 同时报道：{ $first }、{ $second }
    [3] 同时报道：{ $first }、{ $second }、{ $third }
   *[other] 同时报道：{ $first }、{ $second }，另有 { $more } 家
}
moment-local = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
moment-utc = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } UTC
moment-there = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }（{ $zone }）
day-alone = { DATETIME($at, dateStyle: "long") }

button-read = 阅读
button-watch = 观看
button-amp = AMP ⚡
button-mute = 🔕 静音 { $topic }
button-unmute-topic = 🔔 取消静音 { $topic }
button-more-related = … 还有 { $count } 篇
button-outlets = 另有 { $count } 家报道
alert-outlets = <b>另有 { $count } 家媒体报道</b>
button-back-to-alert = 返回推送

## Beginning, pausing, going on

welcome =
    { $chat ->
        [group]
            <b>你为这个群组选主题，新闻自己来</b>

            每条新闻一出来就送到群组：只发一次，附上来源、简短摘录和相关阅读。别的媒体也报道时，原消息会更新，不会重复发送。

            点一下这个群组要关注的主题。在 /settings 里可以设置时区、简报和免打扰时段。
        [thread]
            <b>你为这个话题选主题，新闻自己来</b>

            每条新闻一出来就送到话题：只发一次，附上来源、简短摘录和相关阅读。别的媒体也报道时，原消息会更新，不会重复发送。

            点一下这个话题要关注的主题。在 /settings 里可以设置时区、简报和免打扰时段。
        [channel]
            <b>你为这个频道选主题，新闻自己来</b>

            每条新闻一出来就送到那里：只发一次，附上来源、简短摘录和相关阅读。别的媒体也报道时，原消息会更新，不会重复发送。

            点一下这个频道要关注的主题。在 /settings 里可以设置时区、简报和免打扰时段。
       *[private]
            <b>你选主题，新闻自己来</b>

            选好主题，每条新闻一出来就送到这里：只发一次，附上来源、简短摘录和相关阅读。别的媒体也报道时，原消息会更新，不会重复发送。

            点一下你想关注的主题吧。
    }
welcome-by-link =
    <b>你选主题，新闻自己来</b>

    每条新闻只发一次，附上来源、简短摘录和相关阅读。
welcome-empty =
    <b>你选主题，新闻自己来</b>

    现在还没有主题。一旦有了，发送 /topics 就能看到；你关注的主题一有新闻，就会送到这里。

    <i>如果这是你的机器人：请把主题文件放进 TOPICS_DIR 指定的文件夹；没有设置它的话，就先投递一条记录。文件夹“examples”里两样都有，可以直接复制；“topicwire check”会告诉你还缺什么。</i>
news-arrive =
    { $arrival ->
        [digest]
            { $chat ->
                [private] 新闻会汇总成简报送到这里。
               *[other]
                    { $here ->
                        [group] 新闻会汇总成简报送到这里。
                       *[private] 新闻会汇总成简报送到那里。
                    }
            }
        [off] 现在不会送来新闻：“新闻什么时候来”设成了“不发”。
       *[at-once]
            { $chat ->
                [private] 新闻一出来就会送到这里。
               *[other]
                    { $here ->
                        [group] 新闻一出来就会送到这里。
                       *[private] 新闻一出来就会送到那里。
                    }
            }
    }
welcome-picked =
    { $chat ->
        [group]
            <b>你为这个群组选主题，新闻自己来</b>

            { $count ->
                [0] 这个群组现在没有关注任何主题。点一个就能开始。
               *[other] 这个群组关注了 { $count } 个主题。{ news-arrive }
            }
        [thread]
            <b>你为这个话题选主题，新闻自己来</b>

            { $count ->
                [0] 这个话题现在没有关注任何主题。点一个就能开始。
               *[other] 这个话题关注了 { $count } 个主题。{ news-arrive }
            }
        [channel]
            <b>你为这个频道选主题，新闻自己来</b>

            { $count ->
                [0] 这个频道现在没有关注任何主题。点一个就能开始。
               *[other] 这个频道关注了 { $count } 个主题。{ news-arrive }
            }
       *[private]
            <b>你选主题，新闻自己来</b>

            { $count ->
                [0] 你现在没有关注任何主题。点一个就能开始。
               *[other] 你关注了 { $count } 个主题。{ news-arrive }
            }
    }
welcome-back =
    { $chat ->
        [group]
            <b>这个群组关注的主题</b>

            { $count ->
                [0] 这个群组的主题全都静音了。点一个，就能重新收到它的新闻。
               *[other] 这个群组关注了 { $count } 个主题。{ news-arrive }
            }
        [thread]
            <b>这个话题关注的主题</b>

            { $count ->
                [0] 这个话题的主题全都静音了。点一个，就能重新收到它的新闻。
               *[other] 这个话题关注了 { $count } 个主题。{ news-arrive }
            }
        [channel]
            <b>这个频道关注的主题</b>

            { $count ->
                [0] 这个频道的主题全都静音了。点一个，就能重新收到它的新闻。
               *[other] 这个频道关注了 { $count } 个主题。{ news-arrive }
            }
       *[private]
            <b>欢迎回来</b>

            { $count ->
                [0] 你的主题全都静音了。点一个，就能重新收到它的新闻。
               *[other] 你关注了 { $count } 个主题。{ news-arrive }
            }
    }
resumed =
    { $chat ->
        [group]
            <b>推送已恢复</b>

            { $count ->
                [0] 这个群组现在没有关注任何主题，选一个之后才会收到新闻。
               *[other] 这个群组关注了 { $count } 个主题。{ news-arrive }
            }
        [thread]
            <b>推送已恢复</b>

            { $count ->
                [0] 这个话题现在没有关注任何主题，选一个之后才会收到新闻。
               *[other] 这个话题关注了 { $count } 个主题。{ news-arrive }
            }
        [channel]
            <b>推送已恢复</b>

            { $count ->
                [0] 这个频道现在没有关注任何主题，选一个之后才会收到新闻。
               *[other] 这个频道关注了 { $count } 个主题。{ news-arrive }
            }
       *[private]
            <b>推送已恢复</b>

            { $count ->
                [0] 你现在没有关注任何主题，选一个之后才会收到新闻。
               *[other] 你关注了 { $count } 个主题。{ news-arrive }
            }
    }
stopped =
    { $chat ->
        [group]
            <b>推送已暂停</b>

            不会再往这个群组发新闻；只有机器人本身有变动时，才会通知一声。这个群组的主题都留着，想继续时，点下面的按钮。
        [thread]
            <b>推送已暂停</b>

            不会再往这个话题发新闻；只有机器人本身有变动时，才会通知一声。这个话题的主题都留着，想继续时，点下面的按钮。
        [channel]
            <b>推送已暂停</b>

            不会再往那里发新闻；只有机器人本身有变动时，才会通知一声。这个频道的主题都留着，想继续时，点下面的按钮。
       *[private]
            <b>推送已暂停</b>

            不会再给你发新闻；只有机器人本身有变动时，才会通知你一声。你的主题都留着，想回来时，点下面的按钮或发送 /start。
    }

button-resume = 恢复推送

pause-confirm =
    { $chat ->
        [group]
            <b>暂停全部推送？</b>

            在你恢复推送之前，不会往这个群组发新闻。这个群组的主题都会留着。
        [thread]
            <b>暂停全部推送？</b>

            在你恢复推送之前，不会往这个话题发新闻。这个话题的主题都会留着。
        [channel]
            <b>暂停全部推送？</b>

            在你恢复推送之前，不会往那里发新闻。这个频道的主题都会留着。
       *[private]
            <b>暂停全部推送？</b>

            在你恢复推送之前，不会给你发新闻。你的主题都会留着。
    }
resume-confirm =
    <b>恢复推送？</b>

    推送现在是暂停的。恢复后，你会重新收到各主题的新闻。
leave-all-confirm =
    <b>取消关注所有主题？</b>

    你有 { $count } 个主题。取消后它们就不在你的列表里了，也不会再有新闻送来。如果只想取消其中几个，请打开你的主题。
all-left =
    <b>你不再关注任何主题</b>

    不会再有新闻送来。改变主意的话，点按钮就能看到所有主题。
nothing-to-leave =
    { $chat ->
        [group] 这个群组没有关注任何主题，所以不会收到新闻。
        [thread] 这个话题没有关注任何主题，所以不会收到新闻。
        [channel] 这个频道没有关注任何主题，所以不会收到新闻。
       *[private] 你没有关注任何主题，所以不会收到新闻。
    }
digests-on = 简报就是把多条新闻放进一条消息。这个机器人的团队偶尔会发一期，你会收到。
digests-paused = 简报就是把多条新闻放进一条消息。这个机器人的团队偶尔会发一期；推送暂停期间，你不会收到。
digests-off = 简报就是把多条新闻放进一条消息。这个机器人的团队偶尔会发一期；你已在设置里关闭了它。
digest-confirm = <b>现在给你看看最新的新闻？</b>
not-paused = 推送已开启。{ news-arrive }
left-as-is = 什么都没有改动。

button-yes-pause = 好，暂停
button-yes-resume = 好，恢复
button-yes-leave-all = 好，全部取消
button-pause-instead = 只暂停推送
button-yes-latest = 好，看看
button-no = 不用

## The catalogue

catalogue =
    <b>所有主题</b>

    点一下主题就关注它，再点一下就取消。关注一个主题，它下面的主题（└）也会一起来，标有“随”字；点一下其中一个，就把它静音。{ $chat ->
        [private] { $followed ->
                [0] 你还没有关注任何主题。
               *[other] 你关注了 { $followed } 个。
            }
       *[other] 已关注 { $followed } 个。
    }
catalogue-cards =
    <b>主题介绍</b>

    点一下主题，看看它讲什么，还有最新的新闻。
catalogue-search =
    { $here ->
        [group] <i>想找某个主题，发送 /topics 加它的名字或其中一个词。</i>
       *[private] <i>想找某个主题，写下它的名字或其中一个词就行。</i>
    }
topics-found = 有 { $count } 个主题的名字里有“{ $query }”。点一下就能了解。
topics-found-more = 这是前 { $count } 个。名字写得再全一些，结果就会更少。
catalogue-empty = 现在还没有主题。一旦有了，发送 /topics 就能看到。

button-all-topics = 所有主题
button-about-topics = ℹ️ 这些主题的介绍
button-follow-topics = 选择主题
button-topic-via = { $topic } · 随 { $source }
button-about = 主题介绍
button-mine =
    { $chat ->
        [private] 我的主题
       *[other] 已关注的主题
    }
button-help = 帮助

## Following one topic

followed =
    { $chat ->
        [group] ✓ 这个群组已关注 { $topic }。{ news-arrive }
        [thread] ✓ 这个话题已关注 { $topic }。{ news-arrive }
        [channel] ✓ 这个频道已关注 { $topic }。{ news-arrive }
       *[private] ✓ 你已关注 { $topic }。{ news-arrive }
    }
followed-covers = 它下面的 { $count } 个主题也包括在内。
already-followed =
    { $chat ->
        [group] 这个群组已经关注 { $topic } 了。
        [thread] 这个话题已经关注 { $topic } 了。
        [channel] 这个频道已经关注 { $topic } 了。
       *[private] 你已经关注 { $topic } 了。
    }
unfollowed =
    { $chat ->
        [group] 这个群组不再关注 { $topic }。
        [thread] 这个话题不再关注 { $topic }。
        [channel] 这个频道不再关注 { $topic }。
       *[private] 你不再关注 { $topic }。
    }
follow-undone =
    { $chat ->
        [group] 已撤销：这个群组没有关注 { $topic }。
        [thread] 已撤销：这个话题没有关注 { $topic }。
        [channel] 已撤销：这个频道没有关注 { $topic }。
       *[private] 已撤销：你没有关注 { $topic }。
    }
follow-undone-along =
    { $chat ->
        [private] 已撤销。{ $topic } 的新闻仍会随 { $source } 一起来，因为你关注着后者。
       *[other] 已撤销。{ $topic } 的新闻仍会随 { $source } 一起来。
    }
not-followed =
    { $chat ->
        [group] 这个群组没有关注 { $topic }，所以什么都没变。
        [thread] 这个话题没有关注 { $topic }，所以什么都没变。
        [channel] 这个频道没有关注 { $topic }，所以什么都没变。
       *[private] 你没有关注 { $topic }，所以什么都没变。
    }
did-you-mean = 没有主题正好叫“{ $query }”。你要找的是下面哪一个？
no-such-topic = 没有叫“{ $query }”的主题，也没有相近的。
no-such-own-topic =
    { $chat ->
        [private] 你的主题里没有“{ $query }”，也没有相近的。
       *[other] 已关注的主题里没有“{ $query }”，也没有相近的。
    }
unknown-link = 这个链接没有指向我知道的主题。点下面的按钮，看看有哪些。

button-follow = 关注 { $topic }
button-follow-again = 重新关注
button-unfollow = 取消关注
button-unfollow-topic = 取消关注 { $topic }
button-undo = 撤销
button-latest = 最新新闻

## Several topics at once

list-followed =
    { $chat ->
        [group] ✓ 这个群组已关注 { $topics }。{ news-arrive }
        [thread] ✓ 这个话题已关注 { $topics }。{ news-arrive }
        [channel] ✓ 这个频道已关注 { $topics }。{ news-arrive }
       *[private] ✓ 你已关注 { $topics }。{ news-arrive }
    }
list-followed-already =
    { $chat ->
        [group] 这个群组已经关注 { $topics } 了。
        [thread] 这个话题已经关注 { $topics } 了。
        [channel] 这个频道已经关注 { $topics } 了。
       *[private] 你已经关注 { $topics } 了。
    }
list-unfollowed =
    { $chat ->
        [group] 这个群组不再关注 { $topics }。
        [thread] 这个话题不再关注 { $topics }。
        [channel] 这个频道不再关注 { $topics }。
       *[private] 你不再关注 { $topics }。
    }
list-muted = 🔕 已静音：{ $topics }。随上级主题一起来的主题，只会静音，不会取消关注。
list-not-followed =
    { $chat ->
        [group] 这个群组没有关注 { $topics }，所以这些没有变。
        [thread] 这个话题没有关注 { $topics }，所以这些没有变。
        [channel] 这个频道没有关注 { $topics }，所以这些没有变。
       *[private] 你没有关注 { $topics }，所以这些没有变。
    }
list-unknown = { $count ->
   *[other] 没有叫{ $parts }的主题。
}
list-similar = 你要找的是下面哪一个？
list-part = “{ $part }”
list-more = 另外 { $count } 个

## A topic's card

card-parent = 属于 { $topic }
card-children = 包括 { $topics }
card-followed =
    { $chat ->
        [group] ✓ 这个群组已关注。{ news-arrive }
        [thread] ✓ 这个话题已关注。{ news-arrive }
        [channel] ✓ 这个频道已关注。{ news-arrive }
       *[private] ✓ 你已关注。{ news-arrive }
    }
card-along =
    { $chat ->
        [private] ✓ 它随你关注的 { $source } 一起来。
       *[other] ✓ 它随 { $source } 一起来。
    }
card-muted =
    { $chat ->
        [private] 🔕 你已将它静音。
       *[other] 🔕 它已静音。
    }
card-muted-along =
    { $chat ->
        [private] 🔕 它属于 { $source }，你已将后者静音。
       *[other] 🔕 它属于 { $source }，后者已静音。
    }
card-not-followed =
    { $chat ->
        [group] 这个群组没有关注它。
        [thread] 这个话题没有关注它。
        [channel] 这个频道没有关注它。
       *[private] 你没有关注它。
    }
card-latest = <b>最新新闻</b>
card-no-stories = 还没有关于它的新闻。

## Muting

muted =
    { $chat ->
        [private] 🔕 { $topic } 已静音。它仍在你的主题里，取消静音之前什么都不会发。
       *[other] 🔕 { $topic } 已静音。它仍在列表里，取消静音之前什么都不会发。
    }
muted-along =
    { $chat ->
        [private] 🔕 { $topic } 已静音。它随你关注的 { $source } 一起来，所以取消静音之前什么都不会发。
       *[other] 🔕 { $topic } 已静音。它随 { $source } 一起来，所以取消静音之前什么都不会发。
    }
unmuted = { $topic } 已取消静音。{ news-arrive }

button-unmute = 🔔 取消静音

## My topics

mine =
    { $chat ->
        [group]
            <b>这个群组的主题</b>

            { $count ->
                [0] 这个群组现在没有关注任何主题
               *[other] 这个群组关注了 { $count } 个主题
            }{ $muted ->
                [0] 。
               *[other] ，另有 { $muted } 个已静音。
            }
        [thread]
            <b>这个话题的主题</b>

            { $count ->
                [0] 这个话题现在没有关注任何主题
               *[other] 这个话题关注了 { $count } 个主题
            }{ $muted ->
                [0] 。
               *[other] ，另有 { $muted } 个已静音。
            }
        [channel]
            <b>这个频道的主题</b>

            { $count ->
                [0] 这个频道现在没有关注任何主题
               *[other] 这个频道关注了 { $count } 个主题
            }{ $muted ->
                [0] 。
               *[other] ，另有 { $muted } 个已静音。
            }
       *[private]
            <b>你的主题</b>

            { $count ->
                [0] 你现在没有关注任何主题
               *[other] 你关注了 { $count } 个主题
            }{ $muted ->
                [0] 。
               *[other] ，另有 { $muted } 个已静音。
            }
    }
mine-along = 还有 { $count } 个主题随它们一起来，标有“随”字。
mine-paused = ⏸ 推送已暂停：恢复之前不会有新闻送来。
mine-how = 点一下主题可静音或取消静音，点 ✕ 可取消关注。
mine-empty =
    { $chat ->
        [group]
            <b>这个群组的主题</b>

            这个群组还没有关注任何主题。选几个吧，之后会收到它们的新闻。
        [thread]
            <b>这个话题的主题</b>

            这个话题还没有关注任何主题。选几个吧，之后会收到它们的新闻。
        [channel]
            <b>这个频道的主题</b>

            这个频道还没有关注任何主题。选几个吧，之后会收到它们的新闻。
       *[private]
            <b>你的主题</b>

            你还没有关注任何主题。选几个吧，之后会收到它们的新闻。
    }

## The newest stories

latest = <b>最新新闻</b>
latest-of = <b>最新新闻：{ $topic }</b>
latest-none = 还没有新闻。一有新的，就会出现在这里。
latest-of-none = 还没有关于 { $topic } 的新闻。
latest-sources = +{ $count } 个来源

## Digests

digest-heading =
    { $chat ->
        [private] 🗞 <b>你的简报</b> · { $date }
       *[other] 🗞 <b>简报</b> · { $date }
    }
digest-day = { DATETIME($at, dateStyle: "medium") }
digest-stories = { $count } 条新闻
digest-topics = { $count } 个主题
digest-outlets = { $count } 家媒体
digest-continued = <b>{ $topic }</b>（续）
digest-more = <i>… 还有 { $count } 条</i>
digest-more-of = <b>{ $topic }</b> · { $count } 条新闻

button-digest-more = { $topic }：还有 { $count } 条

## Settings

settings =
    { $chat ->
        [group] <b>这个群组会收到什么</b>
        [thread] <b>这个话题会收到什么</b>
        [channel] <b>这个频道会收到什么</b>
       *[private] <b>你会收到什么</b>
    }
settings-paused =
    { $chat ->
        [private] ⏸ 推送已暂停：恢复之前，新闻和公告都不会送来。你的主题都留着。
       *[other] ⏸ 推送已暂停：恢复之前，新闻和公告都不会送来。主题都留着。
    }
settings-announcements-on =
    { $chat ->
        [group] 📣 公告已开启：这个机器人的团队偶尔会往这个群组发消息或简报。
        [thread] 📣 公告已开启：这个机器人的团队偶尔会往这个话题发消息或简报。
        [channel] 📣 公告已开启：这个机器人的团队偶尔会往那里发消息或简报。
       *[private] 📣 公告已开启：这个机器人的团队偶尔会给你发消息或简报。
    }
settings-announcements-paused = 📣 公告已开启，推送恢复后会一起恢复。
settings-announcements-off =
    { $chat ->
        [group] 🔕 公告已关闭：这个机器人的团队不会往这个群组发消息或简报。
        [thread] 🔕 公告已关闭：这个机器人的团队不会往这个话题发消息或简报。
        [channel] 🔕 公告已关闭：这个机器人的团队不会往那里发消息或简报。
       *[private] 🔕 公告已关闭：这个机器人的团队不会给你发消息或简报。
    }
settings-silent-messages-on = 🔇 无声消息已开启：所有消息都不响铃。
settings-silent-messages-off =
    { $chat ->
        [group] 🔔 无声消息已关闭：消息送到时，会响起每位成员在 Telegram 里选的提示音。
        [channel] 🔔 无声消息已关闭：消息送到时，会响起每位成员在 Telegram 里选的提示音。
       *[private] 🔔 无声消息已关闭：消息送到时，会响起你在 Telegram 里选的提示音。
    }
settings-notices = 关于机器人本身的通知总会送达，不过很少。

button-settings = 设置
button-announcements-on = 开启公告
button-announcements-off = 关闭公告
button-opt-out = 不收公告
button-opt-in = 接收公告
button-silent-messages-on = 开启无声消息
button-silent-messages-off = 关闭无声消息

## Help

help =
    { $chat ->
        [group]
            <b>使用说明</b>

            为这个群组选好主题，每条相关新闻都会送到群组，只发一次。管理员可以用这些命令：
        [channel]
            <b>使用说明</b>

            为这个频道选好主题，每条相关新闻都会送到那里，只发一次。管理员可以用这些命令：
       *[private]
            <b>使用说明</b>

            选好主题，每条相关新闻都会送到这里，只发一次。
    }
help-words =
    { $here ->
        [group] <i>在这里我只读这些命令，而且只读管理员发的。</i>
       *[private] <i>写下主题的名字或其中一个词，就能了解它。“停止”“设置”这样简单的词，我也看得懂。</i>
    }
help-topics = <b>主题</b>
help-news = <b>新闻</b>
help-alerts = <b>推送</b>
help-data = <b>帮助与隐私</b>

command-start = 开始使用，或恢复推送
command-topics = 所有主题，点一下关注或取消
command-subscribe = 按名字关注主题，用逗号隔开
command-unsubscribe = 取消关注主题
command-mine =
    { $chat ->
        [private] 你关注的主题
       *[other] 已关注的主题
    }
command-latest = 最新新闻，全部或某个主题
command-stop = 暂停全部推送
command-settings =
    { $chat ->
        [private] 你会收到什么，不会收到什么
       *[other] 会发来什么，不会发来什么
    }
command-help = 这个机器人能做什么
command-privacy =
    { $chat ->
        [private] 保存了你的哪些数据
       *[other] 保存了哪些数据，保存多久
    }
command-delete =
    { $chat ->
        [private] 删除你的全部数据
       *[other] 删除全部数据
    }

## Privacy

privacy =
    { $chat ->
        [group]
            <b>保存了这个群组的哪些数据</b>
            • 它的编号和名字，推送靠它们找到这个群组
            • 设置者的编号（出问题时通知这个人），以及在群组里打开菜单的人的编号，保留 30 天
            • 它的语言、主题和设置
            • 给它发过哪些推送、简报和公告、何时发的，以免重复

            不保存成员的任何数据，也不保存这里的聊天内容。点“收藏”的人，收藏存在其与我的私聊里。不会向任何人提供任何数据；消息本身经由 Telegram 传送。

            <b>保存多久</b>
            直到管理员用 /delete 删除。
        [channel]
            <b>保存了这个频道的哪些数据</b>
            • 它的编号和名字，推送靠它们找到这个频道
            • 设置者的编号（出问题时通知这个人），以及在那里打开菜单的人的编号，保留 30 天
            • 它的语言、主题和设置
            • 给它发过哪些推送、简报和公告、何时发的，以免重复

            不保存成员的任何数据，也不保存那里的聊天内容。点“收藏”的人，收藏存在其与我的私聊里。不会向任何人提供任何数据；消息本身经由 Telegram 传送。

            <b>保存多久</b>
            直到管理员用 /delete 删除。
       *[private]
            <b>保存了你的哪些数据</b>
            • 这个聊天的编号，推送靠它找到你
            • 你的语言
            • 你选了哪些主题、何时选的，以及每个主题何时、怎样送到你这里
            • 你的时区（如果你告诉过我，但绝不保存你的位置）、你设的时间、过滤器、你追踪的词，以及你收藏的内容
            • 你最近搜索的词（保留 30 天），以及你分享的主题列表
            • 你第一次和最近一次使用这个机器人的时间，以及推送是否暂停
            • 你是否接收公告，消息是否无声
            • 给你发过哪些推送、简报和公告、何时发的，以免重复；还有哪些被留下没发、为什么，方便你查问
            • 如果你设置过群组或频道：你的编号会和它放在一起，出问题时好通知你；你在群组里打开的菜单也记着你的编号，保留 30 天

            发送 /export，就能以文件形式拿到全部数据。

            你的姓名、用户名、电话号码和你在这里写的内容都不会保存。不会向任何人提供任何数据；消息本身经由 Telegram 传送。

            <b>保存多久</b>
            直到你删除为止。只有试图使用管理员命令的记录会留在日志里，附上你的编号。

            <b>怎样删除</b>
            发送 /delete，确认一次，全部数据立即清除。
    }
privacy-contact =
    <b>有问题找谁</b>
    { $contact }
privacy-no-contact =
    <b>有问题找谁</b>
    找这个机器人的团队。他们没有留下联系方式，不过他们能替你做的，你在这里都能自己做：/stop 暂停一切，/delete 删除一切。想投诉这个机器人，请在 Telegram 里打开它的资料页，点“举报”。

delete-confirm =
    { $chat ->
        [group]
            <b>删除这个群组的全部数据？</b>

            它的主题、设置和推送记录会永久消失，所有话题里的也一样，不会再有推送。消息会留着，直到你们自己删除。
        [channel]
            <b>删除这个频道的全部数据？</b>

            它的主题、设置和推送记录会永久消失，不会再有推送。消息会留着，直到你们自己删除。
       *[private]
            <b>删除你的全部数据？</b>

            你的主题、设置和推送记录会永久消失，也不会再有推送。这个聊天里的消息会留着，直到你自己删除。
    }
deleted =
    { $chat ->
        [group]
            <b>这个群组的全部数据已删除</b>

            不会再有推送。改变主意的话，发送 /start 就能重新开始。
        [channel]
            <b>这个频道的全部数据已删除</b>

            不会再有推送。改变主意的话，发送 /start 就能重新开始。
       *[private]
            <b>你的全部数据已删除</b>

            不会再有推送。改变主意的话，发送 /start 就能重新开始。
    }
delete-cancelled = 什么都没删，一切照旧。

button-delete = 好，全部删除
button-keep = 不，保留

## Not understood, not possible

unknown-text = 我看得懂命令和主题的名字。可以从这里开始：
unknown-text-topic = 你在找 { $topic } 吗？
unknown-command = 没有“{ $command }”这个命令。发送 /help 查看有哪些。
apology = 抱歉，这里出了点问题。什么都没丢，请过一会儿再试。
too-fast = 有点太快了，我跟不上。请稍等一下再试。

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-followed =
    { $chat ->
        [group] 这个群组已关注 { $topic }
        [thread] 这个话题已关注 { $topic }
        [channel] 这个频道已关注 { $topic }
       *[private] 你已关注 { $topic }
    }
toast-unfollowed =
    { $chat ->
        [group] 这个群组不再关注 { $topic }
        [thread] 这个话题不再关注 { $topic }
        [channel] 这个频道不再关注 { $topic }
       *[private] 你不再关注 { $topic }
    }
toast-not-followed =
    { $chat ->
        [group] 这个群组没有关注 { $topic }
        [thread] 这个话题没有关注 { $topic }
        [channel] 这个频道没有关注 { $topic }
       *[private] 你没有关注 { $topic }
    }
toast-muted = { $topic } 已静音
toast-unmuted = { $topic } 已取消静音
toast-alerts-paused = 推送已暂停
toast-all-left =
    { $chat ->
        [group] 这个群组不再关注任何主题
        [channel] 这个频道不再关注任何主题
       *[private] 你不再关注任何主题
    }
toast-resumed = 推送已恢复
toast-story-withdrawn = 这条新闻已被发布方撤回
toast-announcements-on = 公告已开启
toast-announcements-off = 公告已关闭
toast-silent-messages-on = 无声消息已开启
toast-silent-messages-off = 无声消息已关闭
toast-unchanged = 不用改，已经是这样了
toast-expired = 这个按钮已过期。发送 /topics 或 /mine 查看现在的情况。
toast-too-fast = 请慢一点
toast-apology = 抱歉，出了点问题。请过一会儿再试。

## The bot's profile in Telegram: at most 512 and 120 characters

profile-description =
    你选主题，新闻一出来就送到。

    每条新闻只发一次，附上来源、简短摘录和相关阅读。别的媒体也报道时，原消息会更新，不会重复发送。点一下就能静音某个主题，或暂停全部推送。

    点“开始”选择你的主题。
profile-short = 你选主题，新闻自己来：每条新闻一出来就送到，只发一次，附上来源和相关阅读。
