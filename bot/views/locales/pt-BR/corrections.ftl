### O que a redação corrige: correções e notícias retiradas.

correction-heading = ✏️ Correção
alert-withdrawn = <i>Retirada. Esta notícia não é confiável.</i>
why-correction = A redação corrigiu uma notícia que saiu aqui.
