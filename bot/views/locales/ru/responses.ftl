### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Учтено. Нажмите ещё раз, чтобы отменить
toast-vote-taken-back = Ваш голос отменён
