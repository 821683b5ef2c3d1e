### Was die Redaktion richtigstellt: Korrekturen und zurückgezogene Meldungen.

label-correction = ✏️ Korrektur
alert-withdrawn = <i>Zurückgezogen. Auf diese Meldung ist kein Verlass.</i>
why-correction = Die Redaktion hat eine Meldung korrigiert, die hier stand.
