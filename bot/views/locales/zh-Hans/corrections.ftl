### 编辑的更正与撤回的新闻。

label-correction = ✏️ 更正
alert-withdrawn = <i>已撤回。这条新闻不可信。</i>
why-correction = 编辑更正了在这里发布过的一条新闻。
