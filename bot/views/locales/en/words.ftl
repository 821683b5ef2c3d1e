### What people write without a command: words and phrases that mean the same, with commas between, in small letters and
### without signs. Write what people would, rather than translate. words-fillers may stand around all of them.

words-pause = stop, stop news, pause, pause news, halt, quit, silence, quiet, be quiet, mute, off, turn off
words-leave = unsubscribe, unsubscribe topics, unfollow, unfollow topics, leave, leave topics, opt out, optout, sign off, cancel subscription, cancel subscriptions
words-delete = delete, delete data, delete account, erase, erase data, forget, remove
words-resume = resume, continue, go on, unpause, unmute, restart, on, turn on
words-start = start, begin, get started
words-digest = digest, digests, send digest, newsletter, summary
words-daily = daily, daily digest, every day, every morning
words-weekly = weekly, weekly digest, every week
words-rhythm = rhythm, frequency, when, schedule, at once, digest only
words-quiet = quiet hours, quiet at night, silence at night, do not disturb, dnd
words-snooze = snooze, pause a while
words-zone = timezone, time zone, change timezone, change time zone
words-language = language, languages, change language
words-help = help, commands, menu, what can you do, how does this work
words-settings = settings, preferences, options
words-mine = my topics, mine, subscriptions
words-topics = topics, topic, list, list topics, show topics, catalogue, catalog, subscribe, follow
words-latest = latest, latest news, latest stories, news, stories
words-privacy = privacy, contact
words-fillers = please, pls, plz, thanks, thank, you, thx, kindly, now, hey, hi, hello, can, could, would, i, want, to, like, the, a, all, everything, it, this, that, me, my, from, alerts, alert, messages, sending, bot
