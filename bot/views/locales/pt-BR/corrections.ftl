### O que a redação corrige: correções e notícias retiradas.

label-correction = ✏️ Correção
alert-withdrawn = <i>Retirada. Esta notícia não é confiável.</i>
why-correction = A redação corrigiu uma notícia que saiu aqui.
