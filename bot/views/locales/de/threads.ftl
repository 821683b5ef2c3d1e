threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = So heißt kein Thema, das ich kenne: { $names }
threads-question = Hier, oder ein Bereich je Thema?
button-threads-here = Hier
button-threads-each = Ein Bereich je Thema
button-thread-for = Ein Bereich für { $topic }
threads-no-right = Um Bereiche anzulegen, brauche ich das Recht „Themen verwalten“. Gib es mir in der Liste der Administratoren und tippe noch einmal. Oder nimm die Meldungen hier.
threads-no-forum = Diese Gruppe hat keine Bereiche: „Themen“ ist in ihren Einstellungen aus. Du kannst die Meldungen hier bekommen.
toast-threads-no-right = Mir fehlt das Recht „Themen verwalten“
threads-nothing = Noch gibt es nichts, wofür ich Bereiche anlegen könnte. Schreib /subscribe mit den Themen, mit Kommas dazwischen: /subscribe robotics, space
threads-made = { $count ->
    [one] Für { $topics } gibt es jetzt einen Bereich.
   *[other] Es gibt jetzt { $count } Bereiche: { $topics }
}
threads-there = Einen Bereich gab es schon für: { $topics }
threads-left = Diese hat Telegram noch nicht angelegt: { $topics }. Tippe in einer Minute noch einmal.
threads-how = Schreib /settings in einem Bereich, um zu ändern, was dort kommt und wann.

button-topic-threads-on = Ein Bereich je Thema
button-topic-threads-off = Alles in einem Chat
topic-threads-on = Jedes Thema, dem du folgst, hat jetzt einen eigenen Bereich. Überblicke kommen weiter im Hauptchat.
topic-threads-off = Alles kommt jetzt im Hauptchat. Übrige Bereiche kannst du löschen.
topic-threads-failed = Telegram hat nicht alle Bereiche angelegt. Die Meldungen der anderen kommen im Hauptchat; schalte das aus und wieder ein, um es noch einmal zu versuchen.
settings-topic-threads-on = 🧵 Jedes Thema hat einen eigenen Bereich.
