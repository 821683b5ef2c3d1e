### What a reader keeps.

## Below an alert

button-save = ☆ 收藏
button-saved = ★ 已收藏
button-why = 为什么？
button-alert-actions = 🔕 静音…
button-mute-source = 🔇 静音 { $source }
button-snooze = 💤 歇一会儿
alert-actions = 怎么处理 { $title }？
toast-saved = 已收藏，发送 /saved 查看全部
toast-saved-already = 已经收藏过了
toast-unsaved = 已取消收藏

## /saved

command-saved = 你收藏的新闻
saved = <b>★ 收藏了 { $count } 条新闻</b>
saved-none = 你还没有收藏任何新闻。每条推送下面都有 <i>☆ 收藏</i>，收藏的新闻会列在这里。
saved-at = 收藏于 { $time }
saved-how = <i>点数字在这里打开新闻，点 ✕ 移除。</i>

## /export

command-export = 把你的全部数据导出为文件
export = 保存了你的这些数据：设置、主题、过滤器、你的收藏，以及最近 30 天发给你的内容。
label-export-file = 我的数据
export-cut = <i>文件会太大，最早的部分没有放进来。</i>
