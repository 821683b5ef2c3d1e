# Groups, and menus that belong to somebody

toast-administrators-only = Só os administradores deste grupo podem mudar o que chega aqui.
toast-not-your-menu = Outra pessoa abriu este menu. Escreva /settings para abrir o seu.
rights-lost = Você não administra mais essa conversa, ou eu não posso mais publicar nela. Me torne administrador com permissão para publicar e abra-a de novo com /places.
