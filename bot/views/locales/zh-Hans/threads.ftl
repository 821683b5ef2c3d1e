threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = 我不知道这些主题：{ $names }
threads-question = 发在这里，还是每个主题一个话题？
button-threads-here = 这里
button-threads-each = 每个主题一个话题
button-thread-for = 为 { $topic } 建话题
threads-no-right = 要建话题，我需要“管理话题”权限。请在群组的管理员列表里给我，然后再点一次。或者就在这里收新闻。
threads-no-forum = 这个群组没有话题：群组设置里没有开启“话题”。你可以在这里收新闻。
toast-threads-no-right = 我还没有“管理话题”权限
threads-nothing = 还没有主题可以建话题。发送 /subscribe 加主题，用逗号隔开：/subscribe 机器人, 太空
threads-made = { $count ->
    [1] 已建好 { $topics } 的话题。
   *[other] 已建好 { $count } 个话题：{ $topics }
}
threads-there = 这些主题已经有话题：{ $topics }
threads-left = Telegram 还没有建好这些：{ $topics }。请过一分钟再点。
threads-how = 在话题里发送 /settings，可以更改那里收什么、什么时候收。

button-topic-threads-on = 每个主题一个话题
button-topic-threads-off = 不分话题，都在一个聊天里
topic-threads-on = 你关注的每个主题现在都有自己的话题。简报仍然发到主聊天。
topic-threads-off = 现在全部发到主聊天。留下的话题你可以删掉。
topic-threads-failed = Telegram 没有建好全部话题。其余主题的新闻发到主聊天；关掉再打开，可以重试。
settings-topic-threads-on = 🧵 每个主题都有自己的话题。
