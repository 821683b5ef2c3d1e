# Groups, and menus that belong to somebody

toast-administrators-only = 只有本群管理员能更改这里收到的内容。
toast-not-your-menu = 这个菜单是别人打开的。发送 /settings 打开你自己的。
rights-lost = 你已不再管理那个聊天，或者我不能在那里发帖了。请把我设为有发帖权限的管理员，再用 /places 打开它。
