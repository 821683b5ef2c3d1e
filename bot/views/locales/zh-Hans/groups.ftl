# Groups, and menus that belong to somebody

group-greeting =
    <b>大家好！</b>

    我给这个群组送新闻：只送本群关注的主题，可以立即送，也可以合成简报。主题和时间由管理员选择：如果你是管理员，请点下面的按钮，或发送 /topics。

    其他人什么都不用做。
button-set-up = 开始设置
private-only = { $command } 是给个人用的，请在和我的私聊里使用。
button-private = 打开私聊

button-more-actions = 更多
saved-by-link = ★ 已收藏。发送 /saved 查看全部。
save-withdrawn = 这条新闻已被撤回，无法收藏。

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = 已收藏，并发到我们的私聊
toast-administrators-only = 只有本群管理员能更改这里收到的内容。
toast-not-your-menu = 这个菜单是别人打开的。发送 /settings 打开你自己的。
toast-anonymous-menu = 这个菜单是一位匿名管理员打开的。发送 /settings 打开你自己的。

rights-lost = 你已不再管理那个聊天，或者我不能在那里发帖了。请把我设为有发帖权限的管理员，再用 /places 打开它。
