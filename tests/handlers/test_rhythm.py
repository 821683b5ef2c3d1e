"""When a reader is told, by buttons and by command."""

from datetime import timedelta

import pytest

from bot.views.callback_data import MuteBelowAnswer
from storage import schedules
from storage.models import SubscriberStatus
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import change, find

# NOON is Monday 2 March 2026, 12:00 UTC; in Berlin it is one o'clock.


async def in_berlin(town: Town, ada: Person) -> None:
    await ada.write("/start")
    change(town.database, find(town.database, ada.id), zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "stored", "says"),
    [
        ("daily 08:00", "daily 08:00", "Next: tomorrow, Tuesday 3 March, 08:00 (Berlin)."),
        ("Daily at 2pm", "daily 14:00", "Next: today, 14:00 (Berlin)."),
        ("weekly fri 17:30", "weekly fri 17:30", "Next: Friday 6 March, 17:30 (Berlin)."),
        ("Friday 5pm", "weekly fri 17:00", "Fridays at 17:00"),
        ("digest only", "digest only", "No alerts."),
        ("off", "off", "No news comes."),
    ],
)
async def test_a_rhythm_is_chosen_by_command(town: Town, ada: Person, written: str, stored: str, says: str) -> None:
    await in_berlin(town, ada)
    assert says in await ada.write(f"/rhythm {written}")
    assert find(town.database, ada.id).rhythm == stored
    assert "At once" in await ada.write("/rhythm at once")
    assert find(town.database, ada.id).rhythm == "at once"


async def test_a_rhythm_is_chosen_by_buttons(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/settings")
    await ada.press("🕗 When news comes")
    await ada.press("Daily …")
    assert "At what hour?" in ada.seen
    await ada.press("08:00")
    assert "Next: tomorrow, Tuesday 3 March, 08:00 (Berlin)." in ada.seen
    assert "✓ Daily at 08:00" in ada.buttons
    await ada.press("Weekly …")
    await ada.press("Friday")
    await ada.press("17:00")
    assert find(town.database, ada.id).rhythm == "weekly fri 17:00"


async def test_another_hour_is_written(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/rhythm daily")
    await ada.press("Another hour …")
    assert "I could not read “soonish” as an hour" in await ada.write("soonish")
    assert "Daily at 07:45" in await ada.write("7:45")
    assert "Daily" not in await ada.write("7:50"), "the question was answered"


@pytest.mark.parametrize("ends", ["/help", "a button", "ten minutes"])
async def test_a_question_is_over(town: Town, ada: Person, ends: str) -> None:
    await in_berlin(town, ada)
    await ada.write("/rhythm daily")
    await ada.press("Another hour …")
    if ends == "/help":
        await ada.write("/help")
    elif ends == "a button":
        await ada.write("/settings")
        await ada.press("Turn silent messages on")
    else:
        town.clock.pass_(minutes=10)
    await ada.write("7:45")
    assert find(town.database, ada.id).rhythm == "at once"


@pytest.mark.parametrize(("person_id", "said"), [(501, "Nothing was changed"), (901, "")], ids=["a reader", "an owner"])
async def test_cancel_ends_what_was_asked(town: Town, person_id: int, said: str) -> None:
    """Administrators of the bot have a /cancel of their own, and are readers too."""
    person = town.person(person_id)
    await in_berlin(town, person)
    await person.write("/rhythm daily")
    await person.press("Another hour …")
    answer = await person.write("/cancel")
    assert said in answer
    assert "no command" not in answer
    await person.write("7:45")
    assert find(town.database, person.id).rhythm == "at once"


async def test_a_plain_word_is_no_answer(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/rhythm daily")
    await ada.press("Another hour …")
    assert "How this works" in await ada.write("help")


async def test_the_zone_is_asked_for_when_it_is_first_needed(town: Town, ada: Person) -> None:
    said = await ada.write("/rhythm daily 08:00")
    assert "08:00 (UTC)" in said
    assert "Where do you live?" in said
    assert find(town.database, ada.id).rhythm == "daily 08:00", "it is kept"
    said = await ada.write("berlin")
    assert "Berlin, Germany: it is 13:00 there" in said
    assert "Daily at 08:00. Next: tomorrow, Tuesday 3 March, 08:00 (Berlin)." in said
    assert "Where do you live?" not in await ada.write("/rhythm daily 09:00")


async def test_the_zone_is_asked_for_once(town: Town, ada: Person) -> None:
    await ada.write("/rhythm daily 08:00")
    said = await ada.write("/quiet 22:00-07:00")
    assert "Where do you live?" not in said
    assert "UTC" in said


async def test_a_topic_has_its_own_rhythm(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/subscribe Computer Vision")
    said = await ada.write("/rhythm Computer Vision daily 08:00")
    assert "When news of Computer Vision comes" in said
    assert "Next: tomorrow, Tuesday 3 March, 08:00 (Berlin)." in said
    assert "Computer Vision: daily at 08:00" in await ada.write("/rhythm")
    assert "Computer Vision: daily at 08:00" in await ada.write("/settings")
    assert "No news of this topic comes" in await ada.write("/rhythm computer vision off")
    assert "As all your news: at once." in await ada.write("/rhythm computer vision default")
    await ada.press("Daily …")
    await ada.press("09:00")
    assert "Daily at 09:00" in await ada.write("/rhythm computer vision")
    hours = town.database.call(schedules.due_hours, find(town.database, ada.id).id)
    assert hours == {"daily 09:00": NOON.replace(day=3, hour=8)}


async def test_what_cannot_be_read_is_told_with_examples(town: Town, ada: Person) -> None:
    await ada.write("/start")
    assert "/rhythm weekly fri 17:30" in await ada.write("/rhythm sometimes")
    assert "There is no topic “Gardening”" in await ada.write("/rhythm Gardening daily 8")
    assert "Computer Vision" in (await ada.write("/rhythm Computer Visoin daily 8"), *ada.buttons)


@pytest.mark.parametrize(("written", "stored"), [("22:00-07:00", "22:00-07:00"), ("fri,sat 23:00-09:00",) * 2])
async def test_quiet_hours_are_chosen_by_command(town: Town, ada: Person, written: str, stored: str) -> None:
    await in_berlin(town, ada)
    said = await ada.write(f"/quiet {written}")
    assert find(town.database, ada.id).quiet_hours == stored
    assert "(Berlin)" in said
    assert "You have none" in await ada.write("/quiet off")
    assert find(town.database, ada.id).held_from is None


async def test_quiet_hours_are_chosen_by_buttons(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/quiet")
    await ada.press("22:00–07:00")
    assert "Next: today, 22:00 (Berlin)." in ada.seen
    await ada.press("✓ Mo")
    assert find(town.database, ada.id).quiet_hours == "tue,wed,thu,fri,sat,sun 22:00-07:00"
    await ada.press("Mo")
    await ada.press("Other hours …")
    assert "I could not read “at night” as quiet hours" in await ada.write("at night")
    assert "21:30–06:00" in await ada.write("9:30pm to 6am")
    await ada.press("No quiet hours")
    assert "You have none" in ada.seen


async def test_an_hour_within_quiet_hours_is_told(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/quiet 22:00-09:00")
    assert "comes at their end, tomorrow, Tuesday 3 March, 09:00" in await ada.write("/rhythm daily 08:00")


@pytest.mark.parametrize(("written", "hours"), [("1h", 1), ("1d", 24), ("1w", 168), ("2h", 2), ("a day", 24)])
async def test_a_pause_ends_by_itself(town: Town, ada: Person, written: str, hours: int) -> None:
    await in_berlin(town, ada)
    assert "Nothing arrives until" in await ada.write(f"/pause {written}")
    found = find(town.database, ada.id)
    assert (found.paused_until, found.held_until) == (NOON + timedelta(hours=hours),) * 2
    assert found.status is SubscriberStatus.ACTIVE


@pytest.mark.parametrize("way", ["button", "/start", "settings"])
async def test_a_pause_is_ended_early(town: Town, ada: Person, way: str) -> None:
    await in_berlin(town, ada)
    await ada.write("/pause")
    await ada.press("A day")
    assert "until tomorrow, Tuesday 3 March, 13:00 (Berlin)" in ada.seen
    town.clock.pass_(hours=1)
    if way == "button":
        await ada.press("▶ Go on now")
    elif way == "/start":
        await ada.write("/start")
    else:
        await ada.write("/settings")
        await ada.press("Turn alerts on")
    found = find(town.database, ada.id)
    assert (found.paused_until, found.held_until) == (town.clock.now,) * 2, "whoever tells what came sees it"


async def test_a_pause_until_told_is_a_stop(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/pause")
    await ada.press("Until I say")
    assert find(town.database, ada.id).status is SubscriberStatus.PAUSED
    await ada.write("/pause 1h")
    assert find(town.database, ada.id).status is SubscriberStatus.ACTIVE


async def test_what_is_no_time_is_told(town: Town, ada: Person) -> None:
    assert "I could not read “forever”" in await ada.write("/pause forever")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("digest at 8", "Shall all your news come daily at 08:00"),
        ("every morning at eight", "Shall all your news come daily at 08:00"),
        ("weekly", "On which day of the week?"),
        ("daily digest", "At what hour?"),
        ("quiet at night", "Quiet hours"),
        ("pause for a day", "For how long"),
        ("Friday 5pm", "Fridays at 17:00"),
    ],
)
async def test_plain_words_lead_there(town: Town, ada: Person, said: str, answer: str) -> None:
    await in_berlin(town, ada)
    assert answer in await ada.write(said)
    assert find(town.database, ada.id).rhythm == "at once", "nothing is done before it is asked"


async def test_the_question_of_plain_words_is_answered_by_a_press(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("digest at 8")
    await ada.press("Yes, so")
    assert find(town.database, ada.id).rhythm == "daily 08:00"


async def test_settings_show_all_of_it_in_one_line(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/rhythm daily 08:00")
    await ada.write("/quiet 22:00-07:00")
    assert "Daily at 08:00, Berlin · quiet 22:00–07:00 · announcements on · silent off" in await ada.write("/settings")


async def test_everything_is_snoozed_from_an_alert(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/subscribe space")
    await ada.alerted(sample_news.publish(town.database, 1, "space"))
    alert = ada.screen[-1]
    await ada.send_data("ws:1", alert)
    assert ada.buttons == ["An hour", "A day", "A week", "Back to the alert"]
    toast = await ada.press("An hour")
    assert toast == "Nothing arrives until today, 14:00"
    assert ada.seen.startswith("⏸ Nothing arrives until today, 14:00 (Berlin)")
    assert find(town.database, ada.id).paused_until == NOON + timedelta(hours=1)
    assert ada.buttons_of(-2) == ["Back to the alert"]
    await ada.press("Back to the alert", -2)
    assert len(ada.buttons_of(-2)) > 1


@pytest.mark.parametrize(
    "data",
    [
        "wb:0:5:0:0",
        "wb:0:1:0:1440",
        "wb:0:9:0:0",
        "wb:999:0:0:0",
        "wb:0:2:8:0",
        "wc:0:8",
        "wg:999",
        "wi:1500:3",
        "wj:0",
        "wn:99999999",
        "wt:1:0",
    ],
)
async def test_a_button_that_was_never_sent_is_out_of_date(ada: Person, data: str) -> None:
    assert await ada.send_data(data) == EXPIRED


@pytest.mark.parametrize(
    ("rhythm", "says"),
    [
        ("at once", "✓ You follow Space. New stories arrive here as they break."),
        ("daily 08:00", "✓ You follow Space. New stories come here together, as a digest."),
        ("digest only", "✓ You follow Space. New stories come here together, as a digest."),
        ("off", "✓ You follow Space. Nothing comes for now: “When news comes” is set to “Off”."),
    ],
)
async def test_who_follows_a_topic_is_told_how_its_stories_come(
    town: Town, ada: Person, rhythm: str, says: str
) -> None:
    await in_berlin(town, ada)
    await ada.write(f"/rhythm {rhythm}")
    assert await ada.write("/subscribe space") == says


async def test_a_topic_with_a_rhythm_of_its_own_says_so_when_it_is_heard_again(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/subscribe space")
    await ada.write("/rhythm space weekly fri 17:00")
    await ada.send_data(MuteBelowAnswer(sample_news.topic_id(town.database, "space")).encode(), ada.screen[-1])
    assert "is muted" in ada.seen
    await ada.press("Unmute")
    assert ada.seen == "Space is no longer muted. New stories come here together, as a digest."


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("pausa 2 horas", "For how long shall nothing arrive?"),
        ("2 Stunden Pause", "For how long shall nothing arrive?"),
        ("Ruhe von 22 bis 7", "Quiet hours"),
        ("space abbestellen", "Space"),
        ("dejar de seguir space", "Space"),
        ("se désabonner de space", "Space"),
    ],
)
async def test_words_beside_words_are_read_in_any_language(town: Town, ada: Person, written: str, says: str) -> None:
    await ada.write("/subscribe space")
    assert says in await ada.write(written)


async def test_quiet_hours_end_by_a_word_of_any_language(town: Town, ada: Person) -> None:
    await in_berlin(town, ada)
    await ada.write("/quiet 22-7")
    await ada.write("/quiet aus")
    assert not find(town.database, ada.id).quiet_hours
    assert "At what hour?" in await ada.write("/rhythm täglich")
