### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Contado. Toque de novo para retirar
toast-vote-taken-back = Seu voto foi retirado
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] Também fica guardado em quais alertas você votou ou a quais reagiu, por um ano no máximo. /delete também apaga isso.
       *[other] Também fica guardado quem votou em um alerta ou reagiu a ele aqui, pelo número, por um ano no máximo. Quem o fez apaga isso com /delete no chat privado comigo.
    }
