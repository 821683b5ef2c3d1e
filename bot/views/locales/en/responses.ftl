### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Counted. Press again to take it back
toast-vote-taken-back = Your vote is taken back
