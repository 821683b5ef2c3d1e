"""From stored stories to a digest, and from a digest to what each reader gets of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.digests.content import DigestContent, choose_entries, create_digest, load_digest_content, load_heard_topics
from bot.news.topics import matching_topics
from bot.views.callback_data import OpenStory, parse_callback_data
from bot.views.format import visible_text
from bot.views.message import Message
from bot.views.texts import Texts
from storage import articles, digests, topics
from storage.database import Database
from storage.models import Article, Digest, Topic, Volume
from tests.conftest import NOON
from tests.storage.rows import article, change, subscriber, topic_tree

DAY = timedelta(days=1)
VOICE = Texts.packaged(is_strict=True).voice("en")
TREE = {"ai": "", "vision": "ai", "robots": "ai", "space": ""}


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, TREE)


def told(database: Database, link: str, *topic_ids: int, **columns: object) -> Article:
    values = {"at": NOON - DAY / 2, "provider_name": "Post"} | columns
    return article(database, link, *topic_ids, **values)  # type: ignore[arg-type] # as the test says


def made(database: Database, *topic_ids: int, is_personal: bool = False) -> Digest:
    digest = database.call(
        create_digest, author_id=901, topic_ids=topic_ids, since_at=NOON - DAY, until_at=NOON, now=NOON,
        is_personal=is_personal,
    )  # fmt: skip
    assert digest
    return digest


def content(database: Database, digest: Digest) -> DigestContent:
    found = database.call(load_digest_content, digest.id)
    assert found
    return found


def text(parts: Sequence[Message]) -> str:
    return "\n".join(visible_text(part.html) for part in parts)


def opened(parts: Sequence[Message]) -> list[int]:
    presses = [parse_callback_data(button.data or "") for part in parts for row in part.keyboard for button in row]
    return [press.article_id for press in presses if isinstance(press, OpenStory)]


def test_a_digest_of_a_day(database: Database, ids: Mapping[str, int]) -> None:
    first = told(database, "first", ids["ai"], ids["vision"], heat=3)
    second = told(database, "second", ids["space"], heat=9)
    third = told(database, "third", ids["ai"], story_id=first.story_id, provider_name="Mail", heat=40)
    told(database, "gone", ids["ai"], is_removed=True)
    told(database, "early", ids["ai"], at=NOON - 2 * DAY)
    digest = made(database, ids["ai"], ids["vision"], ids["space"])
    assert [(each["story_id"], each["heat"], each["outlets"]) for each in digest.entries] == [
        (first.story_id, 40, 2),
        (second.story_id, 9, 1),
    ]
    parts = content(database, digest).messages(VOICE)
    assert opened(parts) == [first.id, second.id]
    assert "2 stories · 2 topics\n\nvision\n\n1. first\nPost · 2 outlets\n\nspace\n\n2. second" in text(parts)
    assert third.id not in opened(parts)


def test_nothing_to_tell_is_no_digest(database: Database, ids: Mapping[str, int]) -> None:
    told(database, "first", ids["space"])
    nothing = database.call(
        create_digest, author_id=901, topic_ids=[ids["ai"]], since_at=NOON - DAY, until_at=NOON, now=NOON
    )
    assert nothing is None
    assert database.call(digests.find, 1) is None
    assert database.call(load_digest_content, 1) is None


def test_a_digest_of_no_topics_is_of_the_usual_ones_the_hottest_first(
    database: Database, ids: Mapping[str, int]
) -> None:
    told(database, "one", ids["vision"], heat=1)
    told(database, "two", ids["robots"], heat=2)
    told(database, "three", ids["space"], heat=3)
    assert made(database).topic_ids == [ids["space"], ids["robots"], ids["vision"], ids["ai"]]
    subscriber(database, 7, ids["ai"])
    assert made(database).topic_ids == [ids["robots"], ids["vision"], ids["ai"]]


def test_what_is_withdrawn_leaves_the_digest(database: Database, ids: Mapping[str, int]) -> None:
    first = told(database, "first", ids["ai"], quality=9)
    other = told(database, "other", ids["ai"], story_id=first.story_id)
    second = told(database, "second", ids["ai"])
    digest = made(database, ids["ai"])
    change(database, first, is_removed=True)
    assert opened(content(database, digest).messages(VOICE)) == [other.id, second.id], "the other leads now"
    change(database, other, is_removed=True)
    assert opened(content(database, digest).messages(VOICE)) == [second.id]
    change(database, second, is_removed=True)
    assert content(database, digest).messages(VOICE) == ()


def test_what_an_editor_dropped_is_not_told(database: Database, ids: Mapping[str, int]) -> None:
    told(database, "first", ids["ai"], heat=2)
    second = told(database, "second", ids["ai"], heat=1)
    digest = made(database, ids["ai"])
    dropped = [each | {"is_dropped": not place} for place, each in enumerate(digest.entries)]
    change(database, digest, entries=dropped, introduction="Good <b>morning</b>.")
    found = content(database, digest)
    assert opened(found.messages(VOICE)) == [second.id]
    assert "1 story · 1 topic\n\nGood morning.\n\nai" in text(found.messages(VOICE))
    assert [len(section.entries) for section in found.sections(has_dropped=True)] == [2]


def test_ten_stories_a_topic_and_the_others_by_pages(database: Database, ids: Mapping[str, int]) -> None:
    numbers = [told(database, f"n{number:02}", ids["ai"], heat=99 - number).id for number in range(33)]
    told(database, "alone", ids["space"])
    found = content(database, made(database, ids["ai"], ids["space"]))
    parts = found.messages(VOICE)
    assert opened(parts) == [*numbers[:10], numbers[-1] + 1]
    assert "34 stories · 2 topics" in text(parts)
    assert "… and 23 more" in text(parts)
    pages = [found.more(ids["ai"], page, VOICE) for page in range(3)]
    assert [opened([page]) for page in pages if page] == [numbers[10:20], numbers[20:30], numbers[30:]]
    assert found.more(ids["space"], 0, VOICE) is None
    assert found.more(99, 0, VOICE) is None


def test_each_reader_of_a_personal_digest_sees_what_they_follow(database: Database, ids: Mapping[str, int]) -> None:
    vision = told(database, "v", ids["ai"], ids["vision"], heat=3)
    space = told(database, "s", ids["space"], heat=2)
    both = told(database, "b", ids["vision"], ids["space"], heat=1, topic_names=["Vision", "Space"])
    digest = made(database, *ids.values(), is_personal=True)
    readers = {
        "vision": subscriber(database, 1, ids["vision"]),
        "space": subscriber(database, 2, ids["space"]),
        "all": subscriber(database, 3, ids["ai"], ids["space"]),
        "ai but vision": subscriber(database, 4, ids["ai"], muted=[ids["vision"]]),
        "nobody": subscriber(database, 5),
    }
    found = content(database, digest)
    assert found.is_personal
    heard = database.call(load_heard_topics, found, list(readers.values()))
    seen = {name: opened(found.messages(VOICE, heard[each])) for name, each in readers.items()}
    assert seen == {
        "vision": [vision.id, both.id],
        "space": [space.id, both.id],
        "all": [space.id, vision.id, both.id],
        "ai but vision": [],
        "nobody": [],
    }
    assert "space\n\n1. s\n" in text(found.messages(VOICE, heard[readers["space"]]))
    assert opened(found.messages(VOICE)) == [space.id, vision.id, both.id], "the preview is of all"


def test_a_muted_child_is_not_heard_through_a_digest_of_its_parent(database: Database, ids: Mapping[str, int]) -> None:
    told(database, "v", ids["vision"])
    robots = told(database, "r", ids["robots"])
    found = content(database, made(database, ids["ai"], is_personal=True))
    reader = subscriber(database, 1, ids["ai"], muted=[ids["vision"]])
    assert opened(found.messages(VOICE, database.call(load_heard_topics, found, [reader])[reader])) == [robots.id]


def test_whoever_follows_the_same_gets_the_same_messages(database: Database, ids: Mapping[str, int]) -> None:
    told(database, "v", ids["vision"])
    found = content(database, made(database, *ids.values(), is_personal=True))
    readers = [subscriber(database, number, ids["ai"]) for number in (1, 2)]
    heard = database.call(load_heard_topics, found, readers)
    one, two = (found.messages(VOICE, heard[each]) for each in readers)
    assert one is two


def test_wordings_are_kept_in_bounds(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.digests.content.MOST_RENDERED", 2)
    ids = topic_tree(sqlite, TREE)
    told(sqlite, "v", ids["vision"])
    found = content(sqlite, made(sqlite, *ids.values(), is_personal=True))
    for number in range(9):
        assert found.messages(VOICE, frozenset({number, ids["vision"]}))
    assert found.messages(VOICE, frozenset({ids["vision"]})) is found.messages(VOICE, frozenset({ids["vision"]}))


@pytest.mark.parametrize("is_personal", [False, True])
def test_the_stories_of_one_topic_are_read_alone(database: Database, ids: Mapping[str, int], is_personal: bool) -> None:
    told(database, "v", ids["vision"], heat=2)
    told(database, "b", ids["space"], ids["vision"], topic_names=["Space", "Vision"], heat=3)
    told(database, "s", ids["space"], heat=4)
    digest = made(database, *ids.values(), is_personal=is_personal)
    whole = content(database, digest)
    alone = database.call(load_digest_content, digest.id, ids["vision"])
    assert alone
    assert len(alone.entries) < len(whole.entries)
    for choices in ({ids["vision"]: Volume.STORIES}, {ids["ai"]: Volume.STORIES, ids["space"]: Volume.STORIES}, {}):
        heard = whole.heard_by(choices) if is_personal else None
        expected = [section for section in whole.sections(heard) if section.topic_id == ids["vision"]]
        assert [each for each in alone.sections(heard) if each.topic_id == ids["vision"]] == expected


def test_of_a_digest_that_is_not_personal_all_see_all(database: Database, ids: Mapping[str, int]) -> None:
    vision = told(database, "v", ids["vision"])
    found = content(database, made(database, ids["vision"]))
    assert not found.is_personal
    assert database.call(load_heard_topics, found, [subscriber(database, 1)]) == {}
    assert opened(found.messages(VOICE, frozenset())) == [vision.id]


SLUGS = list(TREE)


def publish(session: Session, link: str, under: Sequence[Topic]) -> int:
    """An article in a story of its own; returns the story's id."""
    story_id = articles.start_stories(session, 1, NOON)[0]
    stored = Article(link=link, web_url=link, title=link, story_id=story_id, published_at=NOON, arrived_at=NOON)
    session.add(stored)
    session.flush()
    articles.set_topics(session, {stored.id: [topic.id for topic in under]})
    return story_id


class UndoneError(Exception):
    """Undoes what an example has stored."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    filed=st.lists(st.lists(st.sampled_from(SLUGS), max_size=3, unique=True), max_size=6),
    wanted=st.lists(st.sampled_from(SLUGS), min_size=1, unique=True),
    chosen=st.dictionaries(st.sampled_from(SLUGS), st.sampled_from(Volume)),
)
def test_nobody_is_told_in_a_digest_what_no_alert_would_tell_them(
    sqlite: Database, filed: list[list[str]], wanted: list[str], chosen: dict[str, Volume]
) -> None:
    def compare(session: Session) -> None:
        rows = {topic.slug: topic for topic in topics.find_all(session)}
        parents = {topic.id: topic.parent_id for topic in rows.values()}
        by_story = {}
        for number, under in enumerate(filed):
            story_id = publish(session, f"n{number}", [rows[slug] for slug in under])
            by_story[story_id] = [rows[slug] for slug in under]
        digest = create_digest(
            session, author_id=901, topic_ids=[rows[slug].id for slug in wanted], since_at=NOON - DAY,
            until_at=NOON + DAY, now=NOON, is_personal=True,
        )  # fmt: skip
        if digest is None:
            raise UndoneError
        found = load_digest_content(session, digest.id)
        assert found
        choices = {rows[slug].id: volume for slug, volume in chosen.items()}
        shown = {entry["story_id"] for section in found.sections(found.heard_by(choices)) for entry in section.entries}
        alerted = {story_id for story_id, under in by_story.items() if matching_topics(under, choices, parents)}
        assert shown <= alerted
        everything = {entry["story_id"] for section in found.sections() for entry in section.entries}
        if set(wanted) == set(SLUGS):
            assert shown == alerted
            assert everything == {story_id for story_id, under in by_story.items() if under}
        raise UndoneError

    topic_tree(sqlite, TREE)
    with pytest.raises(UndoneError):
        sqlite.call(compare)


def test_stories_are_chosen_without_writing(database: Database, ids: Mapping[str, int]) -> None:
    one = told(database, "one", ids["ai"])
    entries = database.call(choose_entries, [ids["ai"]], NOON - DAY, NOON)
    assert [each["article_id"] for each in entries] == [one.id]
