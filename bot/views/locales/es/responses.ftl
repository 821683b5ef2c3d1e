### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Contado. Pulsa otra vez para retirarlo
toast-vote-taken-back = Tu voto se ha retirado
