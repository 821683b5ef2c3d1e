# Groups, and menus that belong to somebody

group-greeting =
    <b>Olá!</b>

    Eu trago notícias para este grupo: sobre os assuntos que ele segue, na hora ou em um resumo. Os administradores escolhem os assuntos e quando as notícias chegam: se você é um deles, toque no botão abaixo ou escreva /topics.

    Os outros não precisam fazer nada.
button-set-up = Configurar
private-only = { $command } é para uma pessoa só. Funciona em uma conversa privada comigo.
button-private = Abrir uma conversa privada

button-more-actions = Mais
saved-by-link = ★ Salva. /saved mostra todas.
save-withdrawn = Esta notícia foi retirada, então não dá para salvá-la.

## Toasts: a line that shows for a moment after a tap, at most 200 characters

toast-saved-in-private = Salva e enviada na nossa conversa privada
toast-administrators-only = Só os administradores deste grupo podem mudar o que chega aqui.
toast-not-your-menu = Outra pessoa abriu este menu. Escreva /settings para abrir o seu.
toast-anonymous-menu = Um administrador anônimo abriu este menu. Escreva /settings para abrir o seu.

rights-lost = Você não administra mais essa conversa, ou eu não posso mais publicar nela. Me torne administrador com permissão para publicar e abra-a de novo com /places.
