### What editors put right: corrections, and stories that were withdrawn.

# The first line of a correction, in bold; the title of the story stands below it.
label-correction = ✏️ Correction
# Below the title of a story, which is struck out.
alert-withdrawn = <i>Withdrawn. This story is not to be relied on.</i>
# /why, of a correction.
why-correction = An editor corrected a story that was told here.
