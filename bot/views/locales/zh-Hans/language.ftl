### /language: in which language the bot speaks

command-language =
    { $chat ->
        [private] 我和你说话用的语言
       *[other] 我说话用的语言
    }
language-page =
    <b>语言</b>

    消息的语言：{ $language }。新闻保持来源的语言。
language-unknown = 我不会说“{ $text }”。我会的语言：
button-language = 🌐 语言
button-language-settings = ‹ 设置
toast-language = 现在的语言：{ $language }
