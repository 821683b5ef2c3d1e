## Digests for readers: at their hour, after quiet hours and pauses, and on demand

# $date: such as “Friday 27 November”. So below.
digest-heading-quiet = 🗞 <b>While it was quiet</b> · { $date }
digest-heading-pause =
    { $chat ->
        [private] 🗞 <b>While you paused</b> · { $date }
       *[other] 🗞 <b>During the pause</b> · { $date }
    }
digest-heading-burst = 🗞 <b>Many stories at once</b> · { $date }
digest-updated = <b>updated</b>
# The section of stories that came through watched words alone, and the button of its rest.
button-digest-watched =
    { $chat ->
        [private] Words you watch
       *[other] Watched words
    }

button-digest-settings = ⚙️ When digests come

# $count: stories.
digest-now =
    { $chat ->
        [private]
            { $count ->
                [one] Your digest is on its way: { $count } story.
               *[other] Your digest is on its way: { $count } stories.
            }
       *[other] The digest is on its way. Stories in it: { $count }.
    }
digest-now-held =
    { $chat ->
        [private]
            { $count ->
                [one] Your digest has { $count } story. It is quiet now, so it comes at { $at }.
               *[other] Your digest has { $count } stories. It is quiet now, so it comes at { $at }.
            }
       *[other] Stories in the digest: { $count }. It is quiet now, so it comes at { $at }.
    }
digest-now-paused =
    { $chat ->
        [private] Nothing is sent while alerts are paused. Turn them on with /start, then send /digest again.
       *[other] Nothing is sent while alerts are paused. Turn them on first.
    }
digest-now-empty =
    { $chat ->
        [private] There is nothing new that you were not told already.
       *[other] There is nothing new that was not told already.
    }
# $at: when it is due, by the reader's clock.
digest-now-empty-due =
    { $chat ->
        [private] There is nothing new that you were not told already. Your next digest is due on { $at }.
       *[other] There is nothing new that was not told already. The next digest is due on { $at }.
    }

command-digest-reader =
    { $chat ->
        [private] Your digest, now: what you were not told yet
       *[other] The digest, now: what was not told yet
    }
