### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Contado. Toque de novo para retirar
toast-vote-taken-back = Seu voto foi retirado
