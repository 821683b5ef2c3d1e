### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } C’est compté. Appuyez encore pour le retirer
toast-vote-taken-back = Votre vote est retiré
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] Sont aussi enregistrées les alertes pour lesquelles vous avez voté ou auxquelles vous avez réagi, un an au plus. /delete les efface aussi.
       *[other] Est aussi enregistré qui a voté pour une alerte ou y a réagi ici, par son numéro, un an au plus. Cette personne l’efface avec /delete dans son chat privé avec moi.
    }
