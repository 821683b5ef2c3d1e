### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Contado. Pulsa otra vez para retirarlo
toast-vote-taken-back = Tu voto se ha retirado
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] También se guarda qué alertas has votado o a cuáles has reaccionado, un año como máximo. /delete también lo borra.
       *[other] También se guarda quién votó una alerta o reaccionó a ella aquí, por su número, un año como máximo. Quien lo hizo lo borra con /delete en su chat privado conmigo.
    }
