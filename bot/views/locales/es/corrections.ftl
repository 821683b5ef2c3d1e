### Lo que rectifica la redacción: correcciones y noticias retiradas.

correction-heading = ✏️ Corrección
alert-withdrawn = <i>Retirada. Esta noticia no es fiable.</i>
why-correction = La redacción corrigió una noticia que se contó aquí.
