"""The draft of a digest, whatever its records are, within Telegram's limits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.callback_data import (
    EditDigestStories,
    EditDigestStory,
    MoveDigestStory,
    PinDigestStory,
)
from bot.views.admin.digests import (
    DigestDraft,
    DraftStory,
    digest_panel,
    draft_stories_message,
    draft_story_message,
    no_such_topic_message,
)
from bot.views.callback_data import parse_callback_data
from bot.views.digest import LONGEST_INTRODUCTION, DigestEdition, ListedStory, ListedTopic
from bot.views.message import Message
from storage.models import Article, DigestEntry, Topic
from tests.views.samples import SPACE, VISION, VOICE, article, articles, check, hostile

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def placed(
    number: int, topic: Topic, told: Article, *, is_pinned: bool = False, is_dropped: bool = False
) -> DraftStory:
    entry = DigestEntry(
        article_id=told.id or 0, story_id=number, topic_ids=[topic.id or 0], heat=number, outlets=2,
        is_pinned=is_pinned, is_dropped=is_dropped,
    )  # fmt: skip
    return DraftStory(number, topic, told, entry, number, 99)


def draft(stories: Sequence[DraftStory], introduction: str = "") -> DigestDraft:
    sections = tuple(ListedTopic(each.topic, (ListedStory(each.article, 2),)) for each in stories)
    edition = DigestEdition(2**63 - 1, MIDNIGHT - timedelta(days=1), MIDNIGHT, sections, introduction)
    return DigestDraft(edition, stories, 2**63 - 1, is_personal=True)


def pressed(message: Message) -> list[object]:
    return [parse_callback_data(button.data or "") for row in message.keyboard for button in row]


def test_a_page_of_stories_under_their_topics() -> None:
    told = [placed(number, VISION if number < 3 else SPACE, article(number)) for number in range(1, 24)]
    message = draft_stories_message(draft(told), 0, VOICE)
    text = check(message).text
    assert text.startswith(
        "Its stories · tap a number to move, pin or drop one\n\nComputer Vision\n\n1. Harbour cameras"
    )
    assert text.count("\n\nSpace\n\n3. ") == 1
    assert pressed(message)[:10] == [EditDigestStory(2**63 - 1, number) for number in range(1, 11)]
    last = draft_stories_message(draft(told), 9, VOICE)
    assert check(last).text.count("\n\nSpace\n\n21. ") == 1
    assert EditDigestStories(2**63 - 1, 1) in pressed(last)


def test_what_can_be_done_to_a_story() -> None:
    message = draft_story_message(7, placed(11, SPACE, article(1)), VOICE)
    assert check(message).text == (
        "Harbour cameras learn to count seals\nCoast Gazette\n\nSpace: 11 of 99\nheat 11 · 2 outlets\n\n"
        "Behind the button: a digest has room for ten stories a topic."
    )
    assert pressed(message)[:3] == [MoveDigestStory(7, 11, 1), MoveDigestStory(7, 11, 0), PinDigestStory(7, 11)]
    assert EditDigestStories(7, 1) in pressed(message), "back to the page on which it stands"


def test_a_dropped_story_can_only_be_taken_back() -> None:
    message = draft_story_message(7, placed(11, SPACE, article(1), is_dropped=True), VOICE)
    assert "Behind" not in check(message).text
    assert not {MoveDigestStory(7, 11, 1), PinDigestStory(7, 11)} & set(pressed(message))


anyone = st.builds(
    placed,
    st.integers(1, 2**63 - 1),
    st.builds(lambda name: Topic(id=3, slug="t", name=name), hostile),
    articles,
    is_pinned=st.booleans(),
    is_dropped=st.booleans(),
)


@given(
    st.lists(anyone, min_size=1, max_size=25), st.integers(0, 3), st.sampled_from(["", "&amp;" * LONGEST_INTRODUCTION])
)
def test_whatever_the_records_are_an_editor_sees_them(told: list[DraftStory], page: int, introduction: str) -> None:
    check(digest_panel(draft(told, introduction), VOICE))
    check(draft_stories_message(draft(told), page, VOICE))
    check(draft_story_message(2**63 - 1, told[0], VOICE))


@given(hostile, st.lists(st.builds(lambda name: Topic(id=3, slug="t", name=name), hostile), max_size=5))
def test_whatever_was_asked_for_is_answered(query: str, near: list[Topic]) -> None:
    check(no_such_topic_message(query, near, VOICE))
