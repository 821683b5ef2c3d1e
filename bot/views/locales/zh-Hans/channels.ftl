## Channels: set up and managed from the private chat of an administrator

command-channel = 设置频道，或打开频道页面
button-choose-channel = 选择频道
channel-ask = <b>哪个频道？</b>点下面的按钮：它会列出你能交给我的频道，并让我成为那里的管理员。你也可以写下频道的 @名字，或者把频道里的一条帖子转发给我。
channel-checking = 稍等，我看看你的频道。

channel-unreadable = “{ $channel }”不是频道名。请写成 @名字 这样，或者发送 /channel 再点按钮。
channel-not-found = 我不知道频道 { $channel }。请检查名字。私有频道没有名字：请把我加为管理员，给我“发布消息”权限，然后发送 /channel，用按钮选择它。
channel-no-channel = { $channel } 不是频道。如果是群组，请把我加进去，在那里发送 /subscribe。
channel-not-in = 我还不是 { $channel } 的管理员。请打开频道设置，在管理员里添加我，给我“发布消息”权限，然后再发一次它的名字；没有名字就发送 /channel。
channel-may-not-post = 我是 { $channel } 的管理员，但不能发帖。请在频道设置里给我“发布消息”权限，然后再发一次它的名字；没有名字就发送 /channel。
channel-not-yours = 只有 { $channel } 的管理员才能设置它，而你不是。请让频道所有者把你设为管理员，或者由对方来设置。

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = 这个频道关注了 { $count } 个主题：{ $topics }。
channel-follows-none = 这个频道还没有关注任何主题。选好主题，内容就会自己来。
channel-waiting = 🕓 有 { $count } 条帖子在等你。
channel-paused = ⏸ 已暂停：什么都不发。
button-channel-topics = 🗂 主题
button-channel-settings = ⚙️ 设置
button-channel-waiting = 🕓 查看等待的帖子
button-channel-preview = 👁 预览
button-channel-pause = ⏸ 暂停
button-channel-resume = ▶️ 恢复
button-channel-remove = 🗑 移除
button-channel-back = ‹ 频道
button-channel-back-settings = ‹ 设置
toast-channel-paused = 已暂停：什么都不发
toast-channel-resumed = 帖子恢复发布
toast-channel-waiting = 它们会逐条出现在下面
toast-channel-waiting-none = 已经没有在等待的了
toast-channel-no-preview = 还没有新闻可以预览
channel-remove = 移除 { $channel }？我会忘掉它的主题和设置，也不再往那里发任何东西。已发布的会保留。
button-channel-remove-yes = 好，移除
button-channel-remove-no = 不，保留
channel-removed = { $channel } 已移除，不会再往那里发任何东西。你现在可以把我从管理员里去掉了。

## What only channels have in /settings

settings-channel = <b>频道发布什么</b>
settings-signature = ✍️ 每条帖子下面写着：{ $signature }
settings-signature-none = ✍️ 帖子没有签名。
settings-picture-large = 🖼 大图。
settings-picture-small = 🖼 小图。
settings-picture-none = 🖼 帖子不带图。
button-signature = ✍️ 签名
button-picture = 🖼 图片
signature-ask = 每条帖子下面写什么？写一行，例如频道的 @名字。
signature-too-long = 太长了：签名最多 { $count } 个字符。请点“签名”，写短一点。
button-signature-none = 不要签名
toast-signature-none = 帖子不再带签名
channel-picture-ask = 新闻的图片怎么显示？
button-picture-large = 大图
button-picture-small = 小图
button-picture-none = 不带图
toast-picture-set = 已更改，下一条帖子起生效

settings-hashtags-on = #️⃣ 话题标签已开启：每条帖子都标出它的主题。
settings-hashtags-off = #️⃣ 话题标签已关闭。
summary-hashtags-on = 带标签
summary-hashtags-off = 不带标签
button-hashtags-on = #️⃣ 开启话题标签
button-hashtags-off = #️⃣ 关闭话题标签
toast-hashtags-on = 话题标签已开启
toast-hashtags-off = 话题标签已关闭
settings-link-preview-on = 🔗 链接预览已开启：不带图的帖子会显示文章预览。
settings-link-preview-off = 🔗 链接预览已关闭。
summary-link-preview-on = 有链接预览
summary-link-preview-off = 无链接预览
button-link-preview-on = 🔗 开启链接预览
button-link-preview-off = 🔗 关闭链接预览
toast-link-preview-on = 链接预览已开启
toast-link-preview-off = 链接预览已关闭
settings-approval-on = 🕓 帖子先审核：每条都先发给你，你点“发布”才会发出。
settings-approval-off = 🕓 帖子直接发出，无需审核。
summary-approval-on = 先审核
summary-approval-off = 不审核
button-approval-on = 🕓 发布前先审核
button-approval-off = 🕓 不审核，直接发布
toast-approval-on = 新帖子会先发给你
toast-approval-off = 新帖子会直接发出。已在等待的仍需要你处理。

## Approval

approval-heading = 📢 给 <b>{ $channel }</b>。要发布吗？
button-approval-post = ✅ 发布
button-approval-skip = 🚫 跳过
button-approval-edit = ✏️ 编辑
button-approval-as-it-was = ✅ 原样发布
button-approval-posted = ✅ 已发布
button-approval-skipped = 🚫 已跳过
toast-approval-posted = 马上发出
toast-approval-skipped = 已跳过：不会发布
toast-approval-withdrawn = 这条新闻已被撤回，所以不会发布。
toast-approval-over = 这条帖子已经不在等待了。
toast-approval-edited = 帖子已被修改：新内容会出现在下面
approval-ask-text = 想改成什么样？写下整条帖子，粗体、链接都可以：会原样发布。
approval-no-text = 只能发布文字。请再点“编辑”，写下文字。
