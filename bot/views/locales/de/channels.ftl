## Channels: set up and managed from the private chat of an administrator

command-channel = Einen Kanal einrichten oder seine Seite öffnen
button-choose-channel = Kanal wählen
channel-ask = <b>Welcher Kanal?</b> Tippe auf den Knopf unten: Er zeigt die Kanäle, die du mir anvertrauen kannst, und macht mich dort zum Administrator. Du kannst auch den @Namen des Kanals schreiben oder einen Beitrag daraus an mich weiterleiten.
channel-checking = Einen Moment, ich schaue mir deinen Kanal an.

channel-unreadable = „{ $channel }“ ist kein Name eines Kanals. Schreib ihn wie @name, oder schick /channel und tippe auf den Knopf.
channel-not-found = Einen Kanal { $channel } kenne ich nicht. Prüf den Namen. Ein privater Kanal hat keinen: Füg mich dort als Administrator mit dem Recht „Nachrichten senden“ hinzu, schick dann /channel und wähl ihn über den Knopf.
channel-no-channel = { $channel } ist kein Kanal. In einer Gruppe füg mich hinzu und schreib dort /subscribe.
channel-not-in = Ich bin noch kein Administrator von { $channel }. Öffne die Einstellungen des Kanals, füg mich unter „Administratoren“ mit dem Recht „Nachrichten senden“ hinzu, und schick dann noch einmal seinen Namen, oder /channel, wenn er keinen hat.
channel-may-not-post = Ich bin Administrator von { $channel }, darf aber nichts posten. Gib mir in den Einstellungen des Kanals das Recht „Nachrichten senden“, und schick dann noch einmal seinen Namen, oder /channel, wenn er keinen hat.
channel-not-yours = Nur Administratoren von { $channel } können ihn einrichten, und du bist keiner. Bitte den Besitzer, dich dazu zu machen oder ihn selbst einzurichten.

## The page of a channel

channel-page = 📢 <b>{ $channel }</b>
channel-follows = { $count ->
    [one] Der Kanal folgt { $count } Thema: { $topics }.
   *[other] Der Kanal folgt { $count } Themen: { $topics }.
}
channel-follows-none = Der Kanal folgt noch keinem Thema. Wähl seine Themen, und er füllt sich von selbst.
channel-waiting = { $count ->
    [one] 🕓 { $count } Beitrag wartet auf dich.
   *[other] 🕓 { $count } Beiträge warten auf dich.
}
channel-paused = ⏸ Pause: Es wird nichts gepostet.
button-channel-topics = 🗂 Themen
button-channel-settings = ⚙️ Einstellungen
button-channel-waiting = 🕓 Wartende zeigen
button-channel-preview = 👁 Vorschau
button-channel-pause = ⏸ Pause
button-channel-resume = ▶️ Weiter
button-channel-remove = 🗑 Entfernen
button-channel-back = ‹ Zum Kanal
button-channel-back-settings = ‹ Einstellungen
toast-channel-paused = Pause: Es wird nichts gepostet
toast-channel-resumed = Es kommen wieder Beiträge
toast-channel-waiting = Sie kommen unten, eine nach der anderen
toast-channel-waiting-none = Es wartet nichts mehr
toast-channel-no-preview = Es gibt noch keine Meldung zum Zeigen
channel-remove = { $channel } entfernen? Ich vergesse Themen und Einstellungen und poste dort nichts mehr. Was schon gepostet ist, bleibt.
button-channel-remove-yes = Ja, entfernen
button-channel-remove-no = Nein, behalten
channel-removed = { $channel } ist entfernt. Dort wird nichts mehr gepostet. Du kannst mich jetzt aus der Liste seiner Administratoren nehmen.

## What only channels have in /settings

settings-channel = <b>Was der Kanal postet</b>
settings-signature = ✍️ Unter jedem Beitrag steht: { $signature }
settings-signature-none = ✍️ Beiträge haben keine Signatur.
settings-picture-large = 🖼 Bilder sind groß.
settings-picture-small = 🖼 Bilder sind klein.
settings-picture-none = 🖼 Beiträge haben kein Bild.
button-signature = ✍️ Signatur
button-picture = 🖼 Bild
signature-ask = Was soll unter jedem Beitrag stehen? Schreib eine Zeile, etwa den @Namen des Kanals.
signature-too-long = { $count ->
    [one] Das ist zu lang: Eine Signatur hat höchstens { $count } Zeichen. Tippe auf „Signatur“ und schreib eine kürzere.
   *[other] Das ist zu lang: Eine Signatur hat höchstens { $count } Zeichen. Tippe auf „Signatur“ und schreib eine kürzere.
}
button-signature-none = Keine Signatur
toast-signature-none = Beiträge haben jetzt keine Signatur
channel-picture-ask = Wie soll das Bild einer Meldung erscheinen?
button-picture-large = Groß
button-picture-small = Klein
button-picture-none = Kein Bild
toast-picture-set = Gilt ab den nächsten Beiträgen

settings-hashtags-on = #️⃣ Hashtags sind an: Jeder Beitrag nennt seine Themen.
settings-hashtags-off = #️⃣ Hashtags sind aus.
summary-hashtags-on = mit Hashtags
summary-hashtags-off = ohne Hashtags
button-hashtags-on = #️⃣ Hashtags einschalten
button-hashtags-off = #️⃣ Hashtags ausschalten
toast-hashtags-on = Hashtags sind an
toast-hashtags-off = Hashtags sind aus
settings-link-preview-on = 🔗 Linkvorschau ist an: Ein Beitrag ohne Bild zeigt eine Vorschau seines Artikels.
settings-link-preview-off = 🔗 Linkvorschau ist aus.
summary-link-preview-on = mit Linkvorschau
summary-link-preview-off = ohne Linkvorschau
button-link-preview-on = 🔗 Linkvorschau an
button-link-preview-off = 🔗 Linkvorschau aus
toast-link-preview-on = Linkvorschau ist an
toast-link-preview-off = Linkvorschau ist aus
settings-approval-on = 🕓 Beiträge warten auf deine Freigabe: Jeder kommt erst zu dir und erscheint, wenn du auf „Posten“ tippst.
settings-approval-off = 🕓 Beiträge erscheinen sofort, ohne Freigabe.
summary-approval-on = mit Freigabe
summary-approval-off = ohne Freigabe
button-approval-on = 🕓 Nur mit Freigabe posten
button-approval-off = 🕓 Ohne Freigabe posten
toast-approval-on = Neue Beiträge kommen erst zu dir
toast-approval-off = Neue Beiträge erscheinen sofort. Die wartenden brauchen dich noch.

## Approval

approval-heading = 📢 Für <b>{ $channel }</b>. Soll das gepostet werden?
button-approval-post = ✅ Posten
button-approval-skip = 🚫 Überspringen
button-approval-edit = ✏️ Ändern
button-approval-as-it-was = ✅ Unverändert posten
button-approval-posted = ✅ Gepostet
button-approval-skipped = 🚫 Übersprungen
toast-approval-posted = Wird jetzt gepostet
toast-approval-skipped = Übersprungen: Es wird nicht gepostet
toast-approval-withdrawn = Diese Meldung wurde zurückgezogen und wird nicht gepostet.
toast-approval-over = Dieser Beitrag wartet nicht mehr.
toast-approval-edited = Inzwischen geändert: Der Beitrag kommt unten, wie er jetzt lautet
approval-ask-text = Wie soll es lauten? Schreib den ganzen Beitrag, mit Fettdruck und Links: Genau so wird er gepostet.
approval-no-text = Nur Text lässt sich posten. Tippe noch einmal auf „Ändern“ und schreib ihn.
