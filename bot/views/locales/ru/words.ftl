### What people write without a command: words and phrases that mean the same, with commas between, in small letters and

### without signs. Write what people would, rather than translate. words-fillers may stand around all of them.

words-pause = стоп, стой, пауза, остановить, остановись, тихо, тишина, хватит, выключить, выключи
words-leave = отписаться, отписка, отменить подписку, отпиши, уйти, больше не следить
words-delete = удалить, удали, стереть, удалить данные, удалить аккаунт, забудь
words-resume = продолжить, продолжай, возобновить, включить, включи, дальше
words-start = старт, начать, начни
words-digest = дайджест, сводка, обзор
words-daily = ежедневно, каждый день, каждое утро
words-weekly = еженедельно, каждую неделю, раз в неделю
words-rhythm = ритм, частота, когда, расписание, сразу
words-quiet = тихие часы, тишина ночью, не беспокоить
words-snooze = отложить, пауза на время
words-zone = часовой пояс, пояс, сменить часовой пояс
words-language = язык, языки, сменить язык
words-help = помощь, справка, команды, меню, что ты умеешь, как это работает
words-settings = настройки, параметры, опции
words-mine = мои темы, мои, подписки
words-topics = темы, тема, список, все темы, каталог, подписаться, следить
words-latest = последние, последние новости, новости, свежее
words-privacy = конфиденциальность, приватность, контакт
words-fillers = пожалуйста, спасибо, сейчас, привет, я, хочу, мне, меня, все, всё, это, бот, можно
