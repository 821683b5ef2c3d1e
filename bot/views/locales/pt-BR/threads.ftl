threads-question-topics = <b>{ $topics }</b>
threads-question-unknown = Não conheço nenhum assunto chamado: { $names }
threads-question = Aqui, ou um tópico para cada assunto?
button-threads-here = Aqui
button-threads-each = Um tópico para cada assunto
button-thread-for = Um tópico para { $topic }
threads-no-right = Preciso da permissão “Gerenciar tópicos” para criar tópicos. Dê essa permissão na lista de administradores do grupo e toque de novo. Ou receba as notícias aqui.
threads-no-forum = Este grupo não tem tópicos: “Tópicos” está desligado nas configurações dele. Você pode receber as notícias aqui.
toast-threads-no-right = Falta a permissão “Gerenciar tópicos”
threads-nothing = Ainda não há para o que criar tópicos. Escreva /subscribe com os assuntos, separados por vírgulas: /subscribe robótica, espaço
threads-made = { $count ->
    [one] Agora há um tópico para { $topics }.
    [many] Agora há { $count } de tópicos: { $topics }
   *[other] Agora há { $count } tópicos: { $topics }
}
threads-there = Já havia um tópico para: { $topics }
threads-left = O Telegram ainda não criou estes: { $topics }. Toque de novo daqui a um minuto.
threads-how = Escreva /settings em um tópico para mudar o que chega lá, e quando.

button-topic-threads-on = Um tópico para cada assunto
button-topic-threads-off = Sem tópicos, tudo junto
topic-threads-on = Agora cada assunto que você segue tem um tópico próprio. Os resumos continuam chegando na conversa principal.
topic-threads-off = Agora tudo chega na conversa principal. Você pode apagar os tópicos que sobraram.
topic-threads-failed = O Telegram não criou todos os tópicos. As notícias dos outros assuntos chegam na conversa principal; desligue e ligue isso para tentar de novo.
settings-topic-threads-on = 🧵 Cada assunto tem um tópico próprio.
