### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Gezählt. Noch einmal tippen nimmt es zurück
toast-vote-taken-back = Deine Stimme ist zurückgenommen
