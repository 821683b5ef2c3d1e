button-thread-for = Ein Bereich für { $topic }
button-threads-each = Ein Bereich je Thema
button-threads-here = Hier
button-topic-threads-off = Alles in einem Chat
button-topic-threads-on = Ein Bereich je Thema
settings-topic-threads-on = 🧵 Jedes Thema hat einen eigenen Bereich.
threads-how = Schreib /settings in einem Bereich, um zu ändern, was dort kommt und wann.
threads-left = Diese hat Telegram noch nicht angelegt: { $topics }. Drück in einer Minute noch einmal.
threads-made = { $count ->
    [one] Für { $topics } gibt es jetzt einen Bereich.
   *[other] Es gibt jetzt { $count } Bereiche: { $topics }
}
threads-no-forum = Diese Gruppe hat keine Bereiche: „Themen“ ist in ihren Einstellungen aus. Du kannst die Meldungen hier bekommen.
threads-no-right = Um Bereiche anzulegen, brauche ich das Recht „Themen verwalten“. Gib es mir in der Liste der Administratoren und drück noch einmal. Oder nimm die Meldungen hier.
threads-nothing = Noch gibt es nichts, wofür ich Bereiche anlegen könnte. Schreib /subscribe mit den Themen, mit Kommas dazwischen: /subscribe robotics, space
threads-question = Hier, oder ein Bereich je Thema?
threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = So heißt kein Thema, das ich kenne: { $names }
threads-there = Einen Bereich gab es schon für: { $topics }
topic-threads-failed = Telegram hat nicht alle Bereiche angelegt. Die Meldungen der anderen kommen im Hauptchat; schalte das aus und wieder ein, um es noch einmal zu versuchen.
topic-threads-off = Alles kommt jetzt im Hauptchat. Übrige Bereiche kannst du löschen.
topic-threads-on = Jedes Thema, dem du folgst, hat jetzt einen eigenen Bereich. Überblicke kommen weiter im Hauptchat.
