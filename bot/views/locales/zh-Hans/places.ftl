### Groups, threads and channels of one person: /places, its limits, and what is said when the bot is put out and comes back.

## /places

command-places = 你的群组、话题和频道
places = <b>📍 你有 { $count } 个地方</b>
places-how = <i>点数字打开一个地方：主题、设置、暂停、复制、移除。</i>
places-none = 你在这里还没有群组或频道。
    <b>群组：</b>把我加进去，在那里发送 /subscribe；如果是论坛，就在要收新闻的话题里发。
    <b>频道：</b>在这里给我发 /channel。
button-places = 📍 所有地方

## One place in the list and on its page

measure-place-group = 👥 { $title }
measure-place-channel = 📣 { $title }
measure-place-thread = 💬 { $title } › { $thread }
measure-place-thread-number = 💬 { $title } › 话题 { $number }
measure-place-untitled = 没有名字
place-follows = 关注 { $topics }
place-follows-more = 关注 { $topics } 和另外 { $count } 个
place-follows-nothing = 还没有关注任何主题
place-rhythm = 节奏：{ $rhythm }
place-paused = ⏸ 已暂停：恢复之前什么都不发。
place-paused-until = ⏸ 暂停到 { $time }
place-lost = ⚠️ 我已经不在那里了。一切都留着：再把我加进去就会继续。
place-lost-rights = ⚠️ 我不能在那里发言。一切都留着：给我发言权限，频道则给我发帖权限，就会继续。
place-not-yours = 你已不再管理 <b>{ $title }</b>，或者我不在那里，所以你无法更改它，但可以把它从你的列表里去掉。它关注的主题保持不变。
button-place-topics = 🗂 主题
button-place-settings = ⚙️ 设置
button-place-pause = ⏸ 暂停
button-place-resume = ▶️ 恢复
button-place-copy = ⧉ 复制设置，来自…
button-place-remove = 🗑 移除
button-place-off-list = 从我的列表去掉
toast-place-paused = 已暂停
toast-place-resumed = 已恢复
toast-place-off-list = 已从你的列表去掉

## Copying settings

place-copy-sources = <b>{ $title }</b> 的设置从哪里复制？
button-place-own-chat = 👤 我和你的聊天
place-copy-ask = 把 <b>{ $source }</b> 的设置复制到 <b>{ $target }</b>？
    <b>替换：</b>主题及其数量和节奏、过滤器、追踪词、时区、节奏、免打扰时段和开关，全部变得一样。原有的会消失。
    <b>添加：</b>补上缺少的主题、过滤器和追踪词。已有的都保持不变。
    新主题从现在开始送新闻。
button-place-copy-replace = 好，全部替换
button-place-copy-add = 好，添加
button-place-no = 不用
place-copied = 已从 <b>{ $source }</b> 复制：{ $topics } 个主题，{ $words } 个过滤器和追踪词。
place-copied-left-out = 有 { $count } 个主题没有复制：一个地方最多 { $most } 个。
toast-place-copied = 已复制

## Removing

place-remove-ask = 移除 <b>{ $title }</b>？它关注的主题和全部设置都会删除，那里也不会再收到任何东西。此操作无法撤销。
button-place-remove-yes = 好，删除
place-removed = <b>{ $title }</b> 已删除。我还在那个聊天里：管理员可以像移除普通成员一样把我移除。
toast-place-removed = 已删除

## Limits

place-limit = 再加就超出了：每个人在这里最多设置 { $most } 个地方，群组、话题和频道都算。请在和我的私聊里用 /places 移除一个，或者让另一位管理员来设置这里。什么都没有保存。
place-limit-contact = 需要更多？请联系 { $contact }。
place-topic-limit = 这样就超过 { $most } 个主题了，一个地方不能再多。请先取消一个，或者关注范围更大的主题。什么都没有改动。

## Away and back

digest-heading-return =
    { $chat ->
        [private] 🗞 <b>你错过的新闻</b> · { $date }
       *[other] 🗞 <b>这段时间错过的</b> · { $date }
    }
place-notice-no-rights = 我不能再在 <b>{ $title }</b> 里发言，所以那里的新闻停了。一切都留着。给我发言权限，频道则给我发帖权限，就会从那里继续。
place-notice-left =
    { $chat ->
        [channel] 我已经不在 <b>{ $title }</b> 里，所以那里的新闻停了。一切都留着：再把我加为管理员，就会继续。用 /places 可以删除它。
       *[private] 我已经不在 <b>{ $title }</b> 里，所以那里的新闻停了。一切都留着。30 天内再把我加进去，我可以补发错过的新闻；再晚的话，就直接继续。用 /places 可以删除它。
    }
place-notice-returned = 我又能在这里发消息了，一切照旧。这期间来了一些新闻。
button-tell-missed = 🗞 看看错过的新闻
toast-missed-coming = 马上就来
toast-missed-paused = 现在是暂停状态。请先恢复，再点一次
toast-missed-nothing = 没有剩下的了，都已经发过
