### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } 已计入。再按一次可撤回
toast-vote-taken-back = 您的投票已撤回
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] 还会保存您对哪些提醒投过票或作过反应，最长一年。/delete 也会将其删除。
       *[other] 还会以编号保存谁在这里对提醒投过票或作过反应，最长一年。当事人可在与我的私聊中用 /delete 删除。
    }
