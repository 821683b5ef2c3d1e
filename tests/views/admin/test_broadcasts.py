"""Panels, menus, questions and lists of broadcasts, as they are worded."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin import broadcasts
from bot.views.admin.audience import (
    Reach,
    bad_day_message,
    join_day_question,
)
from bot.views.admin.broadcast_drafts import (
    BadLinkLine,
    LinkFault,
    another_post_question,
    bad_link_buttons_message,
    bad_time_message,
    end_time_question,
    link_buttons_question,
    post_question,
    post_refused_message,
    post_too_long_message,
    start_time_question,
    unsupported_post_message,
)
from bot.views.admin.broadcasts import (
    broadcast_discarded_message,
    broadcast_rejected_notification,
    broadcasts_message,
    cancel_confirmation,
    draft_panel,
    scheduled_panel,
    send_confirmation,
    unconfirmed_panel,
)
from bot.views.admin.written_times import BadTime, TimeFault
from bot.views.message import Album, Button, Post, PostKind, sendable_to_json
from storage.audience import Audience
from storage.models import Broadcast, BroadcastState, Topic
from tests.conftest import NOON
from tests.views.admin.audience_samples import EVERYTHING, REST, audiences, labels, reach
from tests.views.admin.broadcast_samples import broadcast
from tests.views.samples import VOICE, check, hostile, topics

EARLIER = NOON - timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
TEXT = sendable_to_json(Post(PostKind.TEXT, "The wire moves on Sunday night, early in the morning"))
PHOTO = Post(PostKind.PHOTO, file_id="f")


def draft(**columns: Any) -> Broadcast:
    return broadcast(**({"state": BroadcastState.DRAFT, "post": TEXT, "frozen_at": None, "trial": 50} | columns))


def test_a_draft() -> None:
    message = draft_panel(draft(), reach(), 7, VOICE)
    assert check(message).text == (
        "Broadcast 12 · draft\n"
        "The message above arrives just as you see it there.\n\n"
        "To everyone\n"
        "1,204 recipients · about 78 seconds at 25 a second\n\n"
        "News: for those who receive announcements.\n"
        "The first 50 get it 30 seconds before the rest."
    )
    assert labels(message) == [
        ["New message", "Link buttons"],
        ["Audience", "Kind: news"],
        ["First batch: 50", "Never twice: off"],
        ["Until: any time", "Schedule…"],
        ["Test to me", "Send now · 1,204"],
        ["Cancel"],
    ]


def test_a_draft_with_all_that_can_be_said() -> None:
    columns = {"is_notice": True, "never_twice": True, "not_after": NOON, "trial": 0}
    parsed = check(draft_panel(draft(**columns), reach(EVERYTHING, trial=0), 7, VOICE))
    assert parsed.text.split("\n\n", 1)[1] == (
        "Topics: Computer Vision, AI\n"
        "Languages: English, tlh\n"
        "Chats: Private, Groups\n"
        "Joined after 1 Jan 2026\n"
        "Joined before 1 Mar 2026\n"
        "Active in the last 30 days\n"
        "1,204 recipients · about 48 seconds at 25 a second\n\n"
        "Service notice: for all who have not left, also those who paused.\n"
        "What may have arrived is never sent again.\n"
        "Not sent after 2 Mar 2026, 12:00 UTC."
    )


def test_what_a_digest_an_album_and_an_empty_audience_offer() -> None:
    digest = draft_panel(draft(post={}, digest_id=4), reach(), 7, VOICE)
    assert check(digest).text.splitlines()[1] == "The digest above arrives as you see it there."
    assert labels(digest)[0] == ["Edit the digest", "Preview"]
    album = draft_panel(draft(post=sendable_to_json(Album((PHOTO, PHOTO)))), reach(), 7, VOICE)
    assert labels(album)[0] == ["New message"]
    nobody = draft_panel(draft(), reach(size=0), 7, VOICE)
    assert "Nobody is in this audience at present." in check(nobody).text
    assert labels(nobody)[-3:] == [["Until: any time"], ["Test to me"], ["Cancel"]]


def test_waiting_and_over() -> None:
    waits = unconfirmed_panel(draft(starts_at=NOON), reach(), None, EARLIER, VOICE)
    assert labels(waits) == [["Preview", "Copy as new"], ["Take back", "Cancel"]]
    asked = unconfirmed_panel(draft(), reach(), 7, EARLIER, VOICE)
    assert labels(asked)[0] == ["Confirm and send", "Refuse"]
    assert "Once you confirm, it goes out." in check(asked).text
    timed = scheduled_panel(draft(starts_at=NOON), reach(), EARLIER, VOICE)
    for message in (waits, timed):
        assert "Goes out 2 Mar 2026, 12:00 UTC." in check(message).text.split("\n\n")[0]
    assert check(broadcast_discarded_message(draft(), VOICE)).text == "Broadcast 12 · cancelled\n\nNobody was sent it."
    assert "1 recipient who has" in check(cancel_confirmation(draft(), 1, VOICE)).text
    assert check(broadcast_rejected_notification(draft(), VOICE)).text.startswith("Broadcast 12 was refused")


def test_a_time_that_is_past_is_not_announced() -> None:
    late = {"starts_at": NOON, "state": BroadcastState.UNCONFIRMED}
    for token in (None, 7):
        text = check(unconfirmed_panel(draft(**late), reach(), token, NOON, VOICE)).text
        assert "Its time, 2 Mar 2026, 12:00 UTC, is past: it goes out as soon as it is confirmed." in text
        assert "Goes out" not in text
    assert "has come: it goes out now" in check(scheduled_panel(draft(starts_at=NOON), reach(), NOON, VOICE)).text


def test_the_question_before_sending_names_how_many() -> None:
    message = send_confirmation(draft(), reach(), 7, VOICE, needs_second=False)
    text = check(message).text
    assert text.startswith("Send broadcast 12 to 1,204 recipients now?")
    assert "cannot be called back" in text
    assert labels(message) == [["Yes, send to 1,204"], ["No, not yet"]]
    assert message.keyboard[0][0].data == "bs:12:7"
    assert "to 1 recipient now?" in check(send_confirmation(draft(), reach(size=1), 7, VOICE, needs_second=False)).text
    large = check(send_confirmation(draft(), reach(), 7, VOICE, needs_second=True)).text
    assert "a second owner confirms it" in large


def test_who_sends_it_is_named_where_it_is_no_person() -> None:
    for author_id, line in ((-1, "Author: The command line"), (0, "Author: The wire itself")):
        waiting = draft(starts_at=NOON, author_id=author_id)
        for panel in (
            draft_panel(waiting, reach(), 7, VOICE),
            unconfirmed_panel(waiting, reach(), 7, EARLIER, VOICE),
            scheduled_panel(waiting, reach(), EARLIER, VOICE),
        ):
            assert check(panel).text.splitlines()[1] == line
    assert "Author" not in check(draft_panel(draft(), reach(), 7, VOICE)).text


@given(audiences, st.lists(topics, max_size=12, unique_by=lambda topic: topic.id))
def test_whatever_topics_are_called_every_panel_can_be_sent(whom: Audience, known: Sequence[Topic]) -> None:
    found = Reach(whom, known, 1_204, 25.0, 50, REST)
    for message in (
        draft_panel(draft(id=2**63 - 1), found, 2**62 - 1, VOICE),
        scheduled_panel(draft(starts_at=NOON), found, EARLIER, VOICE),
    ):
        check(message)


def test_questions_and_answers() -> None:
    now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    for message in (
        post_question(VOICE),
        another_post_question(12, VOICE),
        unsupported_post_message(VOICE),
        post_too_long_message(VOICE),
        post_refused_message("Bad Request: <b> & more", VOICE),
        link_buttons_question(12, (), VOICE),
        link_buttons_question(12, ((Button("A <b>", url="https://a.example"),),), VOICE),
        *(bad_link_buttons_message(12, BadLinkLine(2, fault), ["A", "<b>" * 99], VOICE) for fault in LinkFault),
        *(bad_link_buttons_message(12, BadLinkLine(1, fault), ["A"], VOICE) for fault in LinkFault),
        *(
            bad_time_message(BadTime(fault, understood, "Europe/Berlin"), now, BERLIN, VOICE)
            for fault in TimeFault
            for understood in ((), (now,), (now, now))
            if understood or fault is not TimeFault.NO_CLOCK
        ),
        *(join_day_question(12, now, VOICE, is_after=each) for each in (True, False)),
        bad_day_message(now, VOICE),
        end_time_question(12, None, now, BERLIN, VOICE),
        end_time_question(12, now, now, BERLIN, VOICE),
    ):
        check(message)
    start = start_time_question(12, 7, now, BERLIN, VOICE)
    assert "or 2026-03-04 08:00. That is read in Europe/Berlin" in check(start).text
    assert labels(start) == [["In 15 min", "In 1 hour", "In 3 hours"], ["In 12 hours", "In 24 hours"], ["‹ Back"]]


def test_link_buttons_that_are_there_can_be_copied() -> None:
    there = ((Button("A", url="https://a.example"), Button("B", url="https://b.example")),)
    message = link_buttons_question(12, there, VOICE)
    assert check(message).text.endswith("A | https://a.example && B | https://b.example")
    assert labels(message) == [["Remove all"], ["‹ Back"]]
    assert labels(link_buttons_question(12, (), VOICE)) == [["‹ Back"]]


def test_the_list_of_broadcasts() -> None:
    found = [draft(id=20 - place, state=state) for place, state in enumerate(BroadcastState)]
    found += [draft(id=5, post={}, digest_id=1), draft(id=4, post=sendable_to_json(PHOTO))]
    message = broadcasts_message(found, 0, 10, VOICE)
    assert check(message).text.startswith("Broadcasts\n\nThere are 10 so far")
    assert [label for [label] in labels(message)[:-1]] == [
        "20 · draft · The wire moves on…",
        "19 · to confirm · The wire moves on…",
        "18 · scheduled · The wire moves on…",
        "17 · sending · The wire moves on…",
        "16 · sending · The wire moves on…",
        "15 · paused · The wire moves on…",
        "14 · sent · The wire moves on…",
        "13 · cancelled · The wire moves on…",
        "5 · draft · digest",
        "4 · draft · a file",
    ]
    assert labels(message)[-1] == ["1/2", "▶"]
    assert broadcasts_message([], 0, 0, VOICE).keyboard == ()


@given(hostile)
def test_whatever_was_written_the_list_can_be_sent(text: str) -> None:
    check(broadcasts_message([draft(post=sendable_to_json(Post(PostKind.TEXT, text)))], 0, 1, VOICE))


def test_toasts_are_short_enough() -> None:
    said = [each(VOICE) for name, each in vars(broadcasts).items() if name.endswith("_toast")]
    assert len(said) == len(set(said)) > 20
    assert max(map(len, said)) <= 200
