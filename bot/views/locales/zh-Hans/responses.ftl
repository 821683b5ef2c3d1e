### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } 已计入。再按一次可撤回
toast-vote-taken-back = 您的投票已撤回
