"""Digests in the chat: made, looked at, edited and thrown away by an editor, all by buttons."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from bot.views.admin.callback_data import (
    CancelDigest,
    DropDigestStory,
    EditDigestStories,
    EditDigestStory,
    MoveDigestStory,
    OpenDigestDraft,
    PinDigestStory,
    PreviewDigest,
    ToggleDigestPersonal,
)
from bot.views.callback_data import CallbackData
from bot.views.digest import LONGEST_INTRODUCTION, MOST_INTRODUCTION_ENTITIES
from storage import admins, broadcasts, digests
from storage.audience import Audience
from storage.database import read_only
from storage.models import AuditAct, AuditEntry, Broadcast, BroadcastState, Digest
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town

KEPT = "It is no draft any more and stays as it is"


@pytest.fixture
def eve(town: Town) -> Person:
    """An editor, an hour after the news."""
    town.database.call(admins.add_editor, 903, 901, NOON)
    town.clock.pass_(hours=1)
    return town.person(903)


@pytest.fixture
def stories(town: Town) -> list[int]:
    """Ids of three stories: two of robots, one of space; the first is the oldest."""
    published = [sample_news.publish(town.database, number, slug) for number, slug in ((1, "robotics"), (2, "space"))]
    return [each.story_id for each in (*published, sample_news.publish(town.database, 3, "robotics"))]


@read_only
def every(session: Session) -> tuple[list[Digest], list[Broadcast]]:
    return list(session.exec(select(Digest))), list(session.exec(select(Broadcast)))


def only(town: Town) -> tuple[Digest, Broadcast]:
    [digest], [broadcast] = town.database.call(every)
    return digest, broadcast


def texts(person: Person, last: int) -> list[str]:
    return [message["text"] for message in person.screen[-last:]]


async def edited(eve: Person) -> tuple[int, int]:
    """Make a digest, and open its draft; returns its id and its broadcast's."""
    await eve.write("/digest robotics, space")
    digest, broadcast = only(eve.town)
    await eve.send_data(OpenDigestDraft(digest.id).encode(), eve.screen[-1])
    return digest.id, broadcast.id


async def test_a_digest_is_shown_as_it_will_be_then_whom_it_reaches(
    town: Town, eve: Person, stories: list[int]
) -> None:
    await eve.write("/digest")
    preview, panel = texts(eve, 2)
    assert preview == (
        "🗞 Your digest · Monday 2 March\n3 stories · 2 topics\n\n"
        "Robotics\n\n1. News number 3\nPost 3\n\n2. News number 1\nPost 1\n\nSpace\n\n3. News number 2\nPost 2"
    )
    digest, broadcast = only(town)
    assert [entry["story_id"] for entry in digest.entries] == stories[::-1]
    assert (digest.author_id, broadcast.author_id, broadcast.digest_id) == (903, 903, digest.id)
    assert Audience.from_json(broadcast.audience).topic_ids == tuple(digest.topic_ids)
    assert panel.startswith("Broadcast 1")
    assert eve.buttons[:2] == ["Edit the digest", "Preview"]
    assert eve.buttons_of(-2)[-1] == "Announcements off"
    assert (digest.is_personal, digest.day) == (True, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("written", "slugs"),
    [
        ("robotics", ["robotics"]),
        ("Space, robotics, space", ["space", "robotics"]),
        ("space 24h", ["space"]),
        ("computer vision, space since 2026-03-02", ["computer-vision", "space"]),
        ("robotics since: 2026-03-01..2026-03-02", ["robotics"]),
    ],
)
async def test_topics_and_period_are_as_they_are_written(
    town: Town, eve: Person, stories: list[int], written: str, slugs: list[str]
) -> None:
    await eve.write(f"/digest {written}")
    digest, _ = only(town)
    assert digest.topic_ids == [sample_news.topic_id(town.database, slug) for slug in slugs]
    assert len(digest.entries) == 2 * ("robotics" in slugs) + ("space" in slugs)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("spase", "No topic is called “spase”. Did you mean Space?"),
        ("space, qqqq", "No topic is called “qqqq”."),
        ("ai", "No story of 1 Mar 2026, 13:00 UTC – 2 Mar 2026, 13:00 UTC stands under these topics."),
        ("since yesterday", "I cannot read that period. It is written as 24h, 7d, 2026-03-02"),
        ("since 2026-03-09", "That period has not begun"),
        ("90d", "a digest covers a month at most. A day alone is all since then; 2026-03-02..2026-03-02 is that day"),
    ],
)
async def test_what_cannot_be_made_is_explained(
    town: Town, eve: Person, stories: list[int], written: str, answer: str
) -> None:
    assert answer in await eve.write(f"/digest {written}")
    assert town.database.call(every) == ([], [])


async def test_a_draft_says_what_it_has(eve: Person, stories: list[int]) -> None:
    await edited(eve)
    assert eve.seen == (
        "A digest · 1 Mar 2026, 13:00 UTC – 2 Mar 2026, 13:00 UTC\n3 stories · 2 topics\n\n"
        "It has no introduction.\n\nPersonal: each reader sees only the topics that they follow."
    )
    assert eve.buttons == [
        "Stories", "Preview", "Write an introduction", "✓ Personal", "To whom, and when", "Throw it away",
    ]  # fmt: skip


async def test_stories_are_dropped_moved_and_pinned(town: Town, eve: Person, stories: list[int]) -> None:
    digest_id, _ = await edited(eve)
    await eve.press("Stories")
    assert "Robotics\n\n1. News number 3\nheat 0 · 1 outlet\n\n2. News number 1" in eve.seen
    await eve.press("2")
    assert eve.seen == "News number 1\nPost 1\n\nRobotics: 2 of 2\nheat 0 · 1 outlet"
    assert await eve.press("Up") == ""
    assert "Robotics: 1 of 2" in eve.seen
    assert await eve.press("Up") == "", "it is at the top already"
    await eve.press("Down")
    assert await eve.press("Pin") == "Pinned to the top of its topic"
    assert "Robotics: 1 of 2\nheat 0 · 1 outlet · 📌 pinned" in eve.seen
    assert await eve.press("✕ Drop") == "Dropped; it can be taken back"
    assert "✕ dropped" in eve.seen
    assert eve.buttons == ["Take it back", "Show the story", "Back to the stories"]
    await eve.press("Back to the stories")
    assert "2. News number 1\nheat 0 · 1 outlet · ✕ dropped" in eve.seen
    await eve.press("Back to the digest")
    assert "2 stories · 2 topics · 1 pinned · 1 dropped" in eve.seen
    await eve.send_data(EditDigestStory(digest_id, stories[0]).encode(), eve.screen[-1])
    assert await eve.press("Take it back") == "It is in the digest again"
    assert await eve.press("Unpin") == "No longer pinned"
    await eve.send_data(MoveDigestStory(digest_id, stories[0], 1).encode(), eve.screen[-1])
    await eve.send_data(PreviewDigest(digest_id).encode(), eve.screen[-1])
    assert "Robotics\n\n1. News number 1\nPost 1\n\n2. News number 3" in texts(eve, 2)[0]


async def test_the_story_itself_is_shown_on_demand(eve: Person, stories: list[int]) -> None:
    digest_id, _ = await edited(eve)
    await eve.send_data(EditDigestStory(digest_id, stories[1]).encode(), eve.screen[-1])
    await eve.press("Show the story")
    assert eve.seen.startswith("News number 2\nPost 2 · 2 Mar 2026, 12:02 UTC")
    assert "Space: 1 of 1" in eve.screen[-2]["text"]


async def test_a_story_behind_the_button_is_told_so(town: Town, eve: Person) -> None:
    published = [sample_news.publish(town.database, number, "space") for number in range(1, 13)]
    await eve.write("/digest space")
    digest, _ = only(town)
    await eve.send_data(EditDigestStory(digest.id, published[0].story_id).encode(), eve.screen[-1])
    assert "Space: 12 of 12" in eve.seen
    assert "Behind the button" in eve.seen
    await eve.press("Back to the stories")
    assert eve.buttons == ["11", "12", "◀", "2/2", "Back to the digest"]


async def test_an_introduction_is_kept_as_it_is_formatted(town: Town, eve: Person, stories: list[int]) -> None:
    await edited(eve)
    assert await eve.press("Write an introduction") == ""
    assert "in at most 1,500 characters" in eve.seen
    await eve.send(text="Good morning <all>", entities=[{"type": "bold", "offset": 5, "length": 7}])
    assert "\n\nGood morning <all>\n\n" in eve.seen
    assert only(town)[0].introduction == "Good <b>morning</b> &lt;all&gt;"
    await eve.press("Preview")
    assert "3 stories · 2 topics\n\nGood morning <all>\n\nRobotics" in texts(eve, 2)[0]
    await eve.send_data(OpenDigestDraft(only(town)[0].id).encode(), eve.screen[-1])
    await eve.press("Change the introduction")
    await eve.send(text="Good evening")
    await eve.press("Remove it")
    assert "It has no introduction." in eve.seen
    assert "Write an introduction" in eve.buttons


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}, "text alone"),
        ({"text": "x" * (LONGEST_INTRODUCTION + 1)}, "too long"),
        (
            {
                "text": "x " * 50,
                "entities": [
                    {"type": "bold", "offset": 2 * at, "length": 1} for at in range(MOST_INTRODUCTION_ENTITIES + 1)
                ],
            },
            "too long",
        ),
        (
            {
                "text": "x" * 5,
                "entities": [
                    {"type": "text_link", "offset": at, "length": 1, "url": "https://news.example/" + "a" * 2_020}
                    for at in range(5)
                ],
            },
            "too long",
        ),
    ],
)
async def test_an_introduction_that_will_not_do_is_asked_for_again(
    town: Town, eve: Person, stories: list[int], content: dict[str, object], answer: str
) -> None:
    await edited(eve)
    await eve.press("Write an introduction")
    assert answer in await eve.send(**content)
    assert "\n\nHello\n\n" in await eve.send(text="Hello")
    assert only(town)[0].introduction == "Hello"


async def test_a_digest_is_made_personal_and_common_again(town: Town, eve: Person, stories: list[int]) -> None:
    await edited(eve)
    await eve.press("✓ Personal")
    assert "Every reader sees all of it." in eve.seen
    assert not only(town)[0].is_personal
    await eve.press("Personal")
    assert only(town)[0].is_personal


async def test_a_draft_is_thrown_away_once(town: Town, eve: Person, stories: list[int]) -> None:
    digest_id, broadcast_id = await edited(eve)
    await eve.press("Throw it away")
    assert eve.seen == "The digest is thrown away. Nobody was sent it."
    assert only(town)[1].state is BroadcastState.CANCELLED
    assert await eve.send_data(CancelDigest(digest_id).encode(), eve.screen[-1]) == KEPT
    assert "It is no draft any more" in eve.seen
    entries = town.database.call(audited)
    assert [(entry.act, entry.about) for entry in entries] == [
        (AuditAct.CANCELLED, f"broadcast {broadcast_id}, the draft of digest {digest_id}")
    ]


@read_only
def audited(session: Session) -> list[AuditEntry]:
    return list(session.exec(select(AuditEntry)))


PRESSES: dict[str, Callable[[int, int], CallbackData]] = {
    "stories": lambda digest_id, _: EditDigestStories(digest_id, 0),
    "story": EditDigestStory,
    "move": lambda digest_id, story_id: MoveDigestStory(digest_id, story_id, 1),
    "pin": PinDigestStory,
    "drop": DropDigestStory,
    "personal": lambda digest_id, _: ToggleDigestPersonal(digest_id),
    "cancel": lambda digest_id, _: CancelDigest(digest_id),
}


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES)
async def test_what_is_sent_is_not_edited_any_more(
    town: Town, eve: Person, stories: list[int], press: Callable[[int, int], CallbackData]
) -> None:
    digest_id, broadcast_id = await edited(eve)
    await eve.press("Write an introduction")
    draft = eve.screen[-2]
    before = only(town)[0]
    town.database.call(broadcasts.send_draft, broadcast_id, town.clock.now, needs_second=False)
    assert await eve.send_data(press(digest_id, stories[0]).encode(), draft) == KEPT
    shown = eve.screen[-2]
    assert "It is no draft any more and stays as it is." in shown["text"]
    assert [button["text"] for button in eve.keys(shown)] == ["Preview", "To whom, and when"]
    assert "It is no draft any more" in await eve.send(text="Too late")
    assert only(town)[0] == before


async def test_nothing_is_asked_about_what_is_sent(town: Town, eve: Person, stories: list[int]) -> None:
    _, broadcast_id = await edited(eve)
    town.database.call(broadcasts.send_draft, broadcast_id, town.clock.now, needs_second=False)
    assert await eve.press("Write an introduction") == KEPT


async def test_what_was_withdrawn_can_no_longer_be_edited(town: Town, eve: Person) -> None:
    article = sample_news.publish(town.database, 1, "space")
    digest_id, _ = await _of_space(eve)
    town.database.call(sample_news.withdraw, article.id)
    assert (
        await eve.send_data(PinDigestStory(digest_id, article.story_id).encode(), eve.screen[-1])
        == "Pinned to the top of its topic"
    )
    assert await eve.send_data(EditDigestStory(digest_id, article.story_id).encode(), eve.screen[-1]) == (
        "There is no such story in it any more"
    )
    assert "There is nothing in it: every story was dropped, or withdrawn meanwhile." in eve.seen
    await eve.press("Preview")
    assert "There is nothing in it" in texts(eve, 2)[0]


async def _of_space(eve: Person) -> tuple[int, int]:
    await eve.write("/digest space")
    digest, broadcast = only(eve.town)
    await eve.send_data(OpenDigestDraft(digest.id).encode(), eve.screen[-1])
    return digest.id, broadcast.id


@pytest.mark.parametrize("press", [OpenDigestDraft(99), PreviewDigest(99), EditDigestStories(99, 0), CancelDigest(99)])
async def test_a_digest_that_is_not_there_is_out_of_date(eve: Person, press: OpenDigestDraft) -> None:
    await eve.write("/help")
    assert await eve.send_data(press.encode(), eve.screen[-1]) in {EXPIRED, KEPT}


async def test_a_digest_of_no_broadcast_is_not_found(town: Town, eve: Person) -> None:
    made = town.database.call(digests.create, [], NOON, author_id=903, topic_ids=[1], since_at=NOON, until_at=NOON)
    await eve.write("/help")
    assert await eve.send_data(OpenDigestDraft(made.id).encode(), eve.screen[-1]) == EXPIRED
