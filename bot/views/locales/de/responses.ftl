### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Gezählt. Noch einmal tippen nimmt es zurück
toast-vote-taken-back = Deine Stimme ist zurückgenommen
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] Gespeichert wird auch, welche Meldungen du bewertet oder auf welche du reagiert hast, höchstens ein Jahr lang. Auch das löscht /delete.
       *[other] Gespeichert wird auch, wer hier eine Meldung bewertet oder auf sie reagiert hat, mit seiner Nummer, höchstens ein Jahr lang. Wer das war, löscht es mit /delete im privaten Chat mit mir.
    }
