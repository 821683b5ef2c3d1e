### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Counted. Press again to take it back
toast-vote-taken-back = Your vote is taken back
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] Also stored: which alerts you voted for or reacted to, for a year at most. /delete erases that, too.
       *[other] Also stored: who voted for an alert or reacted to it here, by their number, for a year at most. Whoever did erases it with /delete in their private chat with me.
    }
