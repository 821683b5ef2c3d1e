### What people write without a command: words and phrases that mean the same, with commas between, in small letters and

### without signs. Write what people would, rather than translate. words-fillers may stand around all of them.

words-pause = parar, pare, pausa, pausar, silêncio, silenciar, desligar, desativar, chega
words-leave = cancelar inscrição, cancelar assinatura, descadastrar, sair, deixar de seguir, deixar assuntos, sair dos assuntos
words-delete = apagar, excluir, apagar dados, excluir dados, excluir conta, esquecer, remover
words-resume = continuar, retomar, reativar, ativar, ligar
words-start = começar, iniciar, início
words-digest = resumo, resumos, boletim
words-daily = diário, todo dia, todos os dias, toda manhã, diariamente
words-weekly = semanal, toda semana, todas as semanas, semanalmente
words-rhythm = ritmo, frequência, quando, horário, na hora
words-quiet = horário de silêncio, horas de silêncio, silêncio à noite, não perturbe
words-snooze = adiar, pausar um pouco
words-zone = fuso, fuso horário, mudar fuso horário
words-language = idioma, idiomas, língua, mudar idioma
words-help = ajuda, comandos, menu, o que você faz, como funciona
words-settings = configurações, ajustes, opções, preferências
words-mine = meus assuntos, meus temas, meus, assinaturas
words-topics = assuntos, assunto, temas, tema, lista, todos os assuntos, todos os temas, tópicos, catálogo, assinar, seguir
words-latest = últimas, últimas notícias, notícias, novidades
words-privacy = privacidade, contato
words-fillers = por, favor, obrigado, obrigada, agora, oi, olá, eu, quero, queria, o, a, os, as, um, uma, tudo, me, alertas, bot, pode
