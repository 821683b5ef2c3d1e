group-greeting =
    <b>Hallo!</b>

    Ich bringe Nachrichten in diese Gruppe: Meldungen zu den Themen, denen sie folgt, sofort oder als Überblick. Die Administratoren wählen die Themen und wann etwas kommt: Wer von euch das ist, tippt bitte auf den Knopf oder schreibt /topics.

    Alle anderen müssen nichts tun.
button-set-up = Einrichten
private-only = { $command } ist für eine Person allein. Es geht in einem privaten Chat mit mir.
button-private = Privaten Chat öffnen

button-more-actions = Mehr
saved-by-link = ★ Gemerkt. /saved zeigt alles.
save-withdrawn = Diese Meldung wurde zurückgezogen und lässt sich deshalb nicht merken.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = Gemerkt und dir in unserem privaten Chat geschickt
toast-administrators-only = Nur Administratoren dieser Gruppe können ändern, was hier ankommt.
toast-not-your-menu = Dieses Menü hat jemand anderes geöffnet. Mit /settings öffnest du dein eigenes.
toast-anonymous-menu = Dieses Menü hat ein anonymer Administrator geöffnet. Mit /settings öffnest du dein eigenes.

rights-lost = Du verwaltest diesen Chat nicht mehr, oder ich darf dort nichts posten. Mach mich zum Administrator mit dem Recht zu posten, und öffne es dann wieder mit /places.
