### Ce que la rédaction rectifie : corrections et infos retirées.

label-correction = ✏️ Correction
alert-withdrawn = <i>Retirée. Cette info n’est pas fiable.</i>
why-correction = La rédaction a corrigé une info qui a été donnée ici.
