## Digests for readers: at their hour, after quiet hours and pauses, and on demand

digest-heading-quiet = 🗞 <b>免打扰期间</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>暂停期间</b> · { $date }
       *[other] 🗞 <b>暂停期间</b> · { $date }
    }
digest-heading-burst = 🗞 <b>一下子来了很多新闻</b> · { $date }
digest-updated = <b>有更新</b>
button-digest-watched =
    { $chat ->
        [private] 你追踪的词
       *[other] 追踪的词
    }

button-digest-settings = ⚙️ 简报什么时候来

digest-now =
    { $chat ->
        [private] 你的简报马上就到：{ $count } 条新闻。
       *[other] 简报马上就到：{ $count } 条新闻。
    }
digest-now-held =
    { $chat ->
        [private] 你的简报有 { $count } 条新闻。现在是免打扰时段，{ $at } 送到。
       *[other] 简报有 { $count } 条新闻。现在是免打扰时段，{ $at } 送到。
    }
digest-now-paused =
    { $chat ->
        [private] 推送暂停期间什么都不发。先用 /start 恢复，再发送 /digest。
       *[other] 推送暂停期间什么都不发。请先恢复推送。
    }
digest-now-empty =
    { $chat ->
        [private] 没有什么新的，都已经发给你了。
       *[other] 没有什么新的，都已经发过了。
    }
digest-now-empty-due =
    { $chat ->
        [private] 没有什么新的，都已经发给你了。你的下一期简报：{ $at }。
       *[other] 没有什么新的，都已经发过了。下一期简报：{ $at }。
    }

command-digest-reader =
    { $chat ->
        [private] 马上看简报：还没发给你的新闻
       *[other] 马上看简报：还没发过的新闻
    }
