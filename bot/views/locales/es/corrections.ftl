### Lo que rectifica la redacción: correcciones y noticias retiradas.

label-correction = ✏️ Corrección
alert-withdrawn = <i>Retirada. Esta noticia no es fiable.</i>
why-correction = La redacción corrigió una noticia que se contó aquí.
