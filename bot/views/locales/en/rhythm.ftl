## When readers are told: time zone, rhythm, quiet hours, pauses

# $hour: on a clock, such as 08:00. $day: such as “Friday 27 November”.
moment-today = today, { $hour }
moment-tomorrow = tomorrow, { $day }, { $hour }
moment-later = { $day }, { $hour }

## Time zone

# $zone: a city or an offset; $hour: what time it is there.
zone-is =
    { $chat ->
        [group] The time zone of this group is { $zone }. It is { $hour } there.
        [thread] The time zone of this thread is { $zone }. It is { $hour } there.
        [channel] The time zone of this channel is { $zone }. It is { $hour } there.
       *[private] Your time zone is { $zone }. It is { $hour } there.
    }
zone-none =
    { $chat ->
        [group] The time zone of this group is not set yet, so I use UTC.
        [thread] The time zone of this thread is not set yet, so I use UTC.
        [channel] The time zone of this channel is not set yet, so I use UTC.
       *[private] You have not told me your time zone yet, so I use UTC.
    }
zone-ask =
    { $here ->
        [group] Where is this group at home? Write /timezone with a city, such as <code>/timezone Berlin, Germany</code>, or with a zone, such as <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Where do you live? Write a city, such as “São Paulo” or “Berlin, Germany”, or send your location. “UTC+5:30” or “Europe/Berlin” will do, too.
               *[other] Where is it at home? Write a city, such as “São Paulo” or “Berlin, Germany”. “UTC+5:30” or “Europe/Berlin” will do, too.
            }
    }
zone-ask-other =
    { $here ->
        [group] Write /timezone with a city, such as <code>/timezone Berlin, Germany</code>, or with a zone, such as <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] Somewhere else now? Write the city, or send your location.
               *[other] Another place? Write the city, or the zone, such as “UTC-3”.
            }
    }
# $place: a city with its country; $zone: the name of the zone.
zone-set = { $place }: it is { $hour } there now. ({ $zone })
zone-which = Which “{ $place }” is it? Beside each stands the time there now.
zone-unknown = I know no place called “{ $place }”.
zone-unreadable = I could not read that as a place.
zone-hint =
    { $here ->
        [group] Try a larger city, or add the country: <code>/timezone Portland, Oregon</code>. <code>/timezone UTC-3</code> will do, too.
       *[private] Write a larger city near you, add the country (“Portland, Oregon”), send your location, or write what your clock says against UTC, such as “UTC-3”.
    }
# After hours were chosen, and no zone was told yet.
zone-needed =
    { $here ->
        [group] 🌍 These are hours in <b>UTC</b>, because the time zone of this group is not set yet. Write /timezone with a city, such as <code>/timezone Berlin, Germany</code>, or with a zone, such as <code>/timezone UTC+5:30</code>.
       *[private]
            { $chat ->
                [private] 🌍 These are hours in <b>UTC</b>, because I do not know your time zone yet. Where do you live? Write a city, such as “São Paulo”, or send your location.
               *[other] 🌍 These are hours in <b>UTC</b>, because no time zone is set yet. Where is it at home? Write a city, such as “São Paulo”.
            }
    }
zone-still-needed =
    { $chat ->
        [private] These are hours in UTC. /timezone makes them yours.
       *[other] These are hours in UTC: no time zone is set yet.
    }

button-zone = 🌍 Time zone
button-zone-other = Another place

## Rhythm

rhythm-heading = <b>When news comes</b>
# $topic: its name.
rhythm-topic-heading = <b>When news of { $topic } comes</b>

measure-rhythm-at-once = At once
# $hour: such as 08:00.
measure-rhythm-daily = Daily at { $hour }
# $weekday: from 1 for Monday.
measure-rhythm-weekly = { $weekday ->
    [1] Mondays at { $hour }
    [2] Tuesdays at { $hour }
    [3] Wednesdays at { $hour }
    [4] Thursdays at { $hour }
    [5] Fridays at { $hour }
    [6] Saturdays at { $hour }
   *[7] Sundays at { $hour }
}
measure-rhythm-digest-only = Digest only
measure-rhythm-off = Off
# The same within a sentence or behind the name of a topic.
measure-rhythm-inside-at-once = at once
measure-rhythm-inside-daily = daily at { $hour }
measure-rhythm-inside-weekly = { $weekday ->
    [1] Mondays at { $hour }
    [2] Tuesdays at { $hour }
    [3] Wednesdays at { $hour }
    [4] Thursdays at { $hour }
    [5] Fridays at { $hour }
    [6] Saturdays at { $hour }
   *[7] Sundays at { $hour }
}
measure-rhythm-inside-digest-only = in digests only
measure-rhythm-inside-off = not at all

rhythm-means-at-once = Each new story comes as soon as it is out.
rhythm-means-daily = One message a day with what is new, and nothing in between.
rhythm-means-weekly = One message a week with what is new, and nothing in between.
rhythm-means-digest-only =
    { $chat ->
        [private] No alerts. What is new stands in your next digest; /digest brings one at once.
       *[other] No alerts. What is new stands in the next digest.
    }
rhythm-means-off =
    { $chat ->
        [private] No news comes. Your topics are kept.
       *[other] No news comes. The topics are kept.
    }
rhythm-means-off-topic = No news of this topic comes. You can turn it on again here.
# $rhythm: that of the chat.
rhythm-as-chat =
    { $chat ->
        [private] As all your news: { $rhythm }.
       *[other] As all news: { $rhythm }.
    }
rhythm-not-followed =
    { $chat ->
        [private] You do not follow this topic. Choose when its news comes, and you do.
       *[other] This topic is not followed. Choose when its news comes, and it is.
    }
# $at: a moment; $zone: a city or an offset.
rhythm-next = Next: { $at } ({ $zone }).
rhythm-next-quiet =
    { $chat ->
        [private] It falls into your quiet hours and comes at their end, { $at }.
       *[other] It falls into the quiet hours and comes at their end, { $at }.
    }
rhythm-next-digest =
    { $chat ->
        [private] Your next digest: { $at } ({ $zone }).
       *[other] The next digest: { $at } ({ $zone }).
    }
rhythm-own = Topics with a time of their own:
rhythm-own-topic = • { $topic }: { $rhythm }
# In answer to plain words, such as “digest at 8”.
rhythm-question =
    { $chat ->
        [private] Shall all your news come { $rhythm }, as one message, with nothing in between?
       *[other] Shall all news come { $rhythm }, as one message, with nothing in between?
    }
button-rhythm-yes = Yes, so
rhythm-ask-day = On which day of the week?
rhythm-ask-hour =
    { $chat ->
        [private] At what hour? It counts by your clock: { $zone }.
       *[other] At what hour? It counts by the time zone: { $zone }.
    }
rhythm-ask-hour-words =
    { $here ->
        [group] Write the command with the hour, such as <code>/rhythm daily 7:45</code> or <code>/rhythm weekly fri 9pm</code>.
       *[private] Write the hour, such as “7:45” or “9pm”.
    }
rhythm-hour-unreadable =
    { $here ->
        [group] I could not read “{ $text }” as an hour. Write it such as <code>/rhythm daily 7:45</code>.
       *[private] I could not read “{ $text }” as an hour. Write it such as “7:45” or “9pm”.
    }
rhythm-unreadable = I could not read “{ $text }”. Write one of these, or choose below:
rhythm-examples =
    /rhythm daily 08:00
    /rhythm weekly fri 17:30
    /rhythm at once
    /rhythm digest only
    /rhythm off
    /rhythm TOPIC daily 08:00
# $query: what somebody called a topic.
rhythm-no-topic = There is no topic “{ $query }”. Did you mean one of these?
rhythm-no-topic-at-all = There is no topic “{ $query }”. /topics lists them all.

button-rhythm = 🕗 When news comes
button-rhythm-at-once = At once
button-rhythm-daily = Daily …
button-rhythm-weekly = Weekly …
button-rhythm-digest-only = Digest only
button-rhythm-off = Off
button-rhythm-default =
    { $chat ->
        [private] As all my news
       *[other] As all news
    }
button-rhythm-hour-other = Another hour …
button-back = ‹ Back
# $label: what is chosen already.
button-chosen = ✓ { $label }

## Quiet hours

quiet-heading = <b>Quiet hours</b>
# $hours: such as “22:00–07:00”, with days.
quiet-is = { $hours }. Nothing arrives then but notices about this bot, which are rare. What came meanwhile follows when they are over: up to three stories as they are, more as one digest.
quiet-none =
    { $chat ->
        [private] You have none: news arrives at any time of the day.
       *[other] There are none: news arrives at any time of the day.
    }
quiet-now = It is quiet now, until { $at } ({ $zone }).
quiet-next = Next: { $at } ({ $zone }).
quiet-ask =
    { $here ->
        [group] Write the command with the hours, such as <code>/quiet 22:00-07:00</code>, <code>/quiet 10pm to 7am</code> or <code>/quiet fri,sat 23:00-09:00</code>.
       *[private] Write from when to when, such as “22:00-07:00”, “10pm to 7am” or “fri,sat 23:00-09:00”.
    }
quiet-unreadable = I could not read “{ $text }” as quiet hours.
measure-quiet = { $start }–{ $end }
measure-quiet-days = { $start }–{ $end } on { $days }
button-quiet = 🌙 Quiet hours
button-quiet-span = { $start }–{ $end }
button-quiet-other = Other hours …
button-quiet-off = No quiet hours
toast-quiet-last-day = One day must stay. “No quiet hours” turns them off.

## Pause

pause-heading = <b>Pause</b>
pause-ask = For how long shall nothing arrive? What comes meanwhile follows once, as a digest, when the pause is over. Only notices about this bot, which are rare, arrive all the same.
pause-ask-open = A pause until you say has no digest at its end: you go on from then.
# $at: a moment; $zone: a city or an offset.
paused-until = ⏸ Nothing arrives until <b>{ $at }</b> ({ $zone }), but notices about this bot. What comes meanwhile follows once, as a digest.
pause-unreadable = I could not read “{ $text }” as a time. Write /pause 1h, /pause 1d or /pause 1w, or choose below.
pause-ended = <b>The pause is over</b>

    What came meanwhile follows in a moment, as one digest, if there was anything.
button-pause-hour = An hour
button-pause-day = A day
button-pause-week = A week
button-pause-open = Until I say
button-pause-end = ▶ Go on now
button-pause-for = ⏸ Pause …
# $at: a moment.
toast-paused-until = Nothing arrives until { $at }

## Settings: everything in one line

summary-zone = { $rhythm }, { $zone }
summary-quiet = quiet { $hours }
summary-topic = { $topic }: { $how }
summary-filters = { $count ->
    [one] 1 filter
   *[other] { $count } filters
}
summary-watches = { $count ->
    [one] 1 watch
   *[other] { $count } watches
}
summary-announcements-on = announcements on
summary-announcements-off = announcements off
summary-silent-messages-on = silent on
summary-silent-messages-off = silent off
settings-paused-until = ⏸ Paused until { $at } ({ $zone }). What comes meanwhile follows once, as a digest.

button-digest-now = 🗞 Digest now
button-settings-volumes = 🎚 How much comes
button-settings-filters = Filters
button-settings-watches = Watches
button-settings-saved = Saved

command-timezone =
    { $chat ->
        [private] Your time zone, by a city
       *[other] The time zone, by a city
    }
command-rhythm = At once, daily, weekly: when news comes
command-quiet = Hours in which nothing arrives
command-pause = Nothing for an hour, a day, a week
