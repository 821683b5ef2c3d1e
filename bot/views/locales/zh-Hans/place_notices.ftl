notice-thread-closed = <b>{ $place }</b> 已关闭，我不能在那里发帖。它的新闻先等着。请重新打开这个话题，或给我管理话题的权限，新闻就会送来。
notice-general-closed = <b>{ $place }</b> 的“General”已关闭，我不能在那里发帖。它的新闻先等着。请重新打开，或给我管理话题的权限，新闻就会送来。
notice-thread-deleted = <b>{ $place }</b> 的话题“{ $thread }”已被删除。它的新闻今后发到群组里，什么都没丢。想换个地方，就在你想收新闻的话题里发送 /subscribe。
notice-some-thread-deleted = <b>{ $place }</b> 有个话题已被删除。它的新闻今后发到群组里，什么都没丢。想换个地方，就在你想收新闻的话题里发送 /subscribe。
notice-forum-off = <b>{ $place }</b> 不再分话题了。原来发到各话题的内容，今后发到群组里，什么都没丢。在群组里发送 /mine，看看它关注了什么。
notice-own-thread-gone = 你的话题“{ $thread }”没有了。它的新闻今后发到这里，什么都没丢。想要新的话题，请在 /settings 里把“每个主题一个话题”关掉再打开。
