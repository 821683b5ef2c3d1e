## When readers are told: time zone, rhythm, quiet hours, pauses

moment-today = 今天 { $hour }
moment-tomorrow = 明天，{ $day } { $hour }
moment-later = { $day } { $hour }

## Time zone

zone-is =
    { $chat ->
        [group] 这个群组的时区是 { $zone }，那里现在是 { $hour }。
        [thread] 这个话题的时区是 { $zone }，那里现在是 { $hour }。
        [channel] 这个频道的时区是 { $zone }，那里现在是 { $hour }。
       *[private] 你的时区是 { $zone }，那里现在是 { $hour }。
    }
zone-none =
    { $chat ->
        [group] 这个群组还没有设置时区，所以我用 UTC。
        [thread] 这个话题还没有设置时区，所以我用 UTC。
        [channel] 这个频道还没有设置时区，所以我用 UTC。
       *[private] 你还没有告诉我你的时区，所以我用 UTC。
    }
zone-ask =
    { $here ->
        [group] 这个群组在哪个时区？发送 /timezone 加城市，例如 <code>/timezone 北京</code>，或加时区，例如 <code>/timezone UTC+8</code>。
       *[private]
            { $chat ->
                [private] 你住在哪里？写一个城市，例如“北京”或“Berlin, Germany”，或者发送你的位置。写“UTC+8”或“Asia/Shanghai”也行。
               *[other] 用哪个时区？写一个城市，例如“北京”或“Berlin, Germany”。写“UTC+8”或“Asia/Shanghai”也行。
            }
    }
zone-ask-other =
    { $here ->
        [group] 发送 /timezone 加城市，例如 <code>/timezone 北京</code>，或加时区，例如 <code>/timezone UTC+8</code>。
       *[private]
            { $chat ->
                [private] 换地方了？写下城市，或者发送你的位置。
               *[other] 换个地方？写城市或时区，例如“UTC-3”。
            }
    }
zone-set = { $place }：那里现在是 { $hour }（{ $zone }）。
zone-which = 是哪一个“{ $place }”？旁边是当地现在的时间。
zone-unknown = 我不知道叫“{ $place }”的地方。
zone-unreadable = 我看不出这是哪个地方。
zone-hint =
    { $here ->
        [group] 换个更大的城市试试，或加上英文国名：<code>/timezone Portland, Oregon</code>。<code>/timezone UTC+8</code> 也行。
       *[private] 写一个附近更大的城市，加上英文国名（“Portland, Oregon”），发送你的位置，或写下你的时间与 UTC 的差，例如“UTC+8”。
    }
zone-needed =
    { $here ->
        [group] 🌍 这些时间是 <b>UTC</b> 时间，因为这个群组还没有设置时区。发送 /timezone 加城市，例如 <code>/timezone 北京</code>，或加时区，例如 <code>/timezone UTC+8</code>。
       *[private]
            { $chat ->
                [private] 🌍 这些时间是 <b>UTC</b> 时间，因为我还不知道你的时区。你住在哪里？写一个城市，例如“北京”，或者发送你的位置。
               *[other] 🌍 这些时间是 <b>UTC</b> 时间，因为还没有设置时区。用哪个时区？写一个城市，例如“北京”。
            }
    }
zone-still-needed =
    { $chat ->
        [private] 这些时间是 UTC 时间。发送 /timezone 换成你那里的时间。
       *[other] 这些时间是 UTC 时间：还没有设置时区。
    }

button-zone = 🌍 时区
button-zone-other = 换个地方

## Rhythm

rhythm-heading = <b>新闻什么时候来</b>
rhythm-topic-heading = <b>{ $topic } 的新闻什么时候来</b>

measure-rhythm-at-once = 立即
measure-rhythm-daily = 每天 { $hour }
measure-rhythm-weekly = { $weekday ->
    [1] 每周一 { $hour }
    [2] 每周二 { $hour }
    [3] 每周三 { $hour }
    [4] 每周四 { $hour }
    [5] 每周五 { $hour }
    [6] 每周六 { $hour }
   *[7] 每周日 { $hour }
}
measure-rhythm-digest-only = 只看简报
measure-rhythm-off = 不发
measure-rhythm-inside-at-once = 立即
measure-rhythm-inside-daily = 每天 { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] 每周一 { $hour }
    [2] 每周二 { $hour }
    [3] 每周三 { $hour }
    [4] 每周四 { $hour }
    [5] 每周五 { $hour }
    [6] 每周六 { $hour }
   *[7] 每周日 { $hour }
}
measure-rhythm-inside-digest-only = 只看简报
measure-rhythm-inside-off = 不发

rhythm-means-at-once = 每条新闻一出来就送到。
rhythm-means-daily = 每天一条消息，汇总新内容，其他时间不打扰。
rhythm-means-weekly = 每周一条消息，汇总新内容，其他时间不打扰。
rhythm-means-digest-only =
    { $chat ->
        [private] 没有推送。新内容都放进你的下一期简报；发送 /digest 马上就能看一期。
       *[other] 没有推送。新内容都放进下一期简报。
    }
rhythm-means-off =
    { $chat ->
        [private] 不发新闻。你的主题都留着。
       *[other] 不发新闻。主题都留着。
    }
rhythm-means-off-topic = 不发这个主题的新闻。你可以在这里重新开启。
rhythm-as-chat =
    { $chat ->
        [private] 和你的全部新闻一样：{ $rhythm }。
       *[other] 和全部新闻一样：{ $rhythm }。
    }
rhythm-not-followed =
    { $chat ->
        [private] 你没有关注这个主题。选一下它的新闻什么时候来，就等于关注了。
       *[other] 这个主题还没有关注。选一下它的新闻什么时候来，就等于关注了。
    }
rhythm-next = 下一期：{ $at }（{ $zone }）。
rhythm-next-quiet =
    { $chat ->
        [private] 正好在你的免打扰时段里，会等到时段结束再来：{ $at }。
       *[other] 正好在免打扰时段里，会等到时段结束再来：{ $at }。
    }
rhythm-next-digest =
    { $chat ->
        [private] 你的下一期简报：{ $at }（{ $zone }）。
       *[other] 下一期简报：{ $at }（{ $zone }）。
    }
rhythm-own = 另有节奏的主题：
rhythm-own-topic = • { $topic }：{ $rhythm }
rhythm-question =
    { $chat ->
        [private] 把你的全部新闻合成一条消息，{ $rhythm } 送到，其他时间不打扰，好吗？
       *[other] 把全部新闻合成一条消息，{ $rhythm } 送到，其他时间不打扰，好吗？
    }
button-rhythm-yes = 好，就这样
rhythm-ask-day = 每周星期几？
rhythm-ask-hour =
    { $chat ->
        [private] 几点？按你那里的时间算：{ $zone }。
       *[other] 几点？按这个时区算：{ $zone }。
    }
rhythm-ask-hour-words =
    { $here ->
        [group] 写成命令，带上时间，例如 <code>/rhythm 每天 7:45</code> 或 <code>/rhythm 每周五 21:00</code>。
       *[private] 写下时间，例如“7:45”或“21:00”。
    }
rhythm-hour-unreadable =
    { $here ->
        [group] 我看不出“{ $text }”是几点。请写成 <code>/rhythm 每天 7:45</code> 这样。
       *[private] 我看不出“{ $text }”是几点。请写成“7:45”或“21:00”这样。
    }
rhythm-unreadable = 我看不懂“{ $text }”。请写下面的一种，或直接点选：
rhythm-examples =
    /rhythm 每天 8:00
    /rhythm 每周五 17:30
    /rhythm 立即
    /rhythm 只要简报
    /rhythm 关闭
    /rhythm 主题 每天 8:00
rhythm-no-topic = 没有“{ $query }”这个主题。你要找的是下面哪一个？
rhythm-no-topic-at-all = 没有“{ $query }”这个主题。发送 /topics 查看全部。

button-rhythm = 🕗 新闻什么时候来
button-rhythm-at-once = 立即
button-rhythm-daily = 每天…
button-rhythm-weekly = 每周…
button-rhythm-digest-only = 只看简报
button-rhythm-off = 不发
button-rhythm-default = 和全部新闻一样
button-rhythm-hour-other = 其他时间…
button-back = ‹ 返回
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>免打扰时段</b>
quiet-is = { $hours }。这段时间什么都不发，只有偶尔关于机器人本身的通知例外。期间的新闻等时段结束再来：三条以内逐条发，更多就合成一期简报。
quiet-none =
    { $chat ->
        [private] 你没有设置：新闻全天随时都会来。
       *[other] 没有设置：新闻全天随时都会来。
    }
quiet-now = 现在是免打扰时段，到 { $at }（{ $zone }）为止。
quiet-next = 下一次：{ $at }（{ $zone }）。
quiet-ask =
    { $here ->
        [group] 写成命令，带上时段，例如 <code>/quiet 22:00-07:00</code>、<code>/quiet 22-7</code> 或 <code>/quiet 周五,周六 23:00-09:00</code>。
       *[private] 写下从几点到几点，例如“22:00-07:00”“22-7”或“周五,周六 23:00-09:00”。
    }
quiet-unreadable = 我看不出“{ $text }”是哪段时间。
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end }（{ $days }）
button-quiet = 🌙 免打扰时段
button-quiet-span = { $start }–{ $end }
button-quiet-other = 其他时段…
button-quiet-off = 不设免打扰
toast-quiet-last-day = 至少要留一天。点“不设免打扰”可以全部关闭。

## Pause

pause-heading = <b>暂停</b>
pause-ask = 想安静多久？期间的新闻会在暂停结束后合成一期简报，一次送到。只有偶尔关于机器人本身的通知照常会来。
pause-ask-open = 如果暂停到你恢复为止，结束时没有简报，新闻从恢复那一刻重新开始。
paused-until = ⏸ <b>{ $at }</b>（{ $zone }）之前什么都不发，只有关于机器人本身的通知例外。期间的新闻会合成一期简报，一次送到。
pause-unreadable = 我看不出“{ $text }”是多久。请写 /pause 1h、/pause 1d 或 /pause 1w，也可以在下面选。
pause-ended = <b>暂停结束</b>

    如果期间有新闻，马上会合成一期简报送来。
button-pause-hour = 一小时
button-pause-day = 一天
button-pause-week = 一周
button-pause-open = 直到我恢复
button-pause-end = ▶ 现在恢复
button-pause-for = ⏸ 暂停…
toast-paused-until = { $at } 之前什么都不发

## Settings: everything in one line

summary-zone = { $rhythm }，{ $zone }
summary-quiet = 免打扰 { $hours }
summary-topic = { $topic }：{ $how }
summary-filters = { $count } 个过滤器
summary-watches = { $count } 个追踪词
summary-announcements-on = 接收公告
summary-announcements-off = 不收公告
summary-silent-messages-on = 无声
summary-silent-messages-off = 有声
settings-paused-until = ⏸ 暂停到 { $at }（{ $zone }）。期间的新闻会合成一期简报，一次送到。

button-digest-now = 🗞 马上看简报
button-settings-volumes = 🎚 新闻数量
button-settings-filters = 过滤器
button-settings-watches = 追踪词
button-settings-saved = 收藏

command-timezone =
    { $chat ->
        [private] 你的时区，按城市设置
       *[other] 时区，按城市设置
    }
command-rhythm = 立即、每天还是每周送新闻
command-quiet = 哪段时间什么都不发
command-pause = 安静一小时、一天或一周
