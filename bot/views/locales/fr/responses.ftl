### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } C’est compté. Appuyez encore pour le retirer
toast-vote-taken-back = Votre vote est retiré
