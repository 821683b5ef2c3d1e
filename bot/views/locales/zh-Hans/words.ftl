### What people write without a command: words and phrases that mean the same, with commas between, in small letters and

### without signs. Write what people would, rather than translate. words-fillers may stand around all of them.

words-pause = 停止, 暂停, 停, 安静, 静音, 关闭, 别发了
words-leave = 退订, 取消订阅, 取消关注, 离开
words-delete = 删除, 删除数据, 删除账号, 清除, 忘记我
words-resume = 继续, 恢复, 打开, 开启
words-start = 开始
words-digest = 简报, 摘要, 汇总
words-daily = 每天, 每日, 每天早上
words-weekly = 每周, 每星期
words-rhythm = 频率, 节奏, 什么时候, 时间表, 立即
words-quiet = 免打扰, 免打扰时段, 安静时段, 夜间安静, 勿扰
words-snooze = 稍后, 暂停一会儿
words-zone = 时区, 更改时区
words-language = 语言, 更改语言, 换语言
words-help = 帮助, 命令, 菜单, 你能做什么, 怎么用
words-settings = 设置, 选项, 偏好
words-mine = 我的主题, 我的, 我的订阅
words-topics = 主题, 话题, 列表, 所有主题, 目录, 订阅, 关注
words-latest = 最新, 最新消息, 新闻, 消息
words-privacy = 隐私, 联系
words-fillers = 请, 谢谢, 现在, 你好
