"""Records that name nothing related get up to five articles of other stories that are alike."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlmodel import Session

from bot.delivery.compose import load_alert_batch
from bot.handlers.stories import ShownAlert
from bot.news.matching import MATCHING_WINDOW, MOST_RELATED, RELATED_WINDOW, ArticleFeatures, StoryIndex
from bot.views.alert import related_to_show
from bot.views.message import Message
from storage.models import Article, ChatKind, RelatedLink
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, stored_articles

DAY = timedelta(days=1)
FERRY = "Ferry Aurelia aground off Kolsund with 140 passengers"
LATER = "Kolsund pilots ask why ferry Aurelia went aground"
BANKS = "Lumora bank lends Tarn Robotics a billion"


def told(title: str, number: int, days: float = 0.0, related: tuple[str, ...] = ()) -> ArticleFeatures:
    link, at = f"https://p{number}.example/{number}", NOON + days * DAY
    return ArticleFeatures.of(link=link, title=title, excerpt="", published_at=at, related=related)


def test_other_stories_that_are_alike_are_found() -> None:
    index = StoryIndex()
    index.add(told(FERRY, 1, -10), 1)
    index.add(told(BANKS, 2, -9), 2)
    index.add(told(FERRY, 3, -1), 3)
    assert index.related(told(LATER, 4), None) == ["https://p3.example/3", "https://p1.example/1"]
    assert index.related(told(LATER, 4), 3) == ["https://p1.example/1"], "its own story is none of them"
    assert index.related(told(FERRY, 3, -1), None) == ["https://p1.example/1"], "nor is itself"
    assert index.related(told("Rain", 5), None) == []


def test_there_are_five_at_most_of_different_stories_and_none_that_is_old() -> None:
    index = StoryIndex()
    for number in range(1, 9):
        index.add(told(FERRY, number, -number), number)
        index.add(told(FERRY, number + 10, -number), number)
    index.add(told(FERRY, 30, -(RELATED_WINDOW / DAY) - 2), 30)
    found = index.related(told(LATER, 99), None)
    assert len(found) == MOST_RELATED
    assert len({int(link.rsplit("/", 1)[1]) % 10 for link in found}) == MOST_RELATED
    old = StoryIndex()
    old.add(told(FERRY, 30, -(RELATED_WINDOW / DAY) - 2), 30)
    assert old.related(told(LATER, 99), None) == []


TITLES = st.lists(st.sampled_from(FERRY.split() + BANKS.split()), min_size=1, max_size=8).map(" ".join)


@given(st.lists(st.tuples(TITLES, st.integers(-40, 40), st.integers(1, 6)), max_size=12), TITLES)
def test_whatever_is_stored_others_are_found_once_each(known: list[tuple[str, int, int]], title: str) -> None:
    index = StoryIndex()
    stories = {}
    for number, (text, days, story) in enumerate(known):
        article = told(text, number, days)
        index.add(article, story)
        stories[article.link] = story
    before = index.join(told(title, 99))
    found = index.related(told(title, 99), 1)
    assert len(found) == len({stories[link] for link in found}) <= MOST_RELATED
    assert 1 not in {stories[link] for link in found}
    assert index.join(told(title, 99)) == before


def loaded(session: Session, article: Article) -> list[RelatedLink]:
    """What stands as related below the alert of an article."""
    found: list[RelatedLink] = []

    def word(lead: Article, others: Sequence[Article], *_: object) -> Message:
        found.extend(related_to_show(lead, others))
        return Message(Markup("x"))

    shown = ShownAlert(1, "en", "UTC", ChatKind.PRIVATE, article.id, article.story_id)
    load_alert_batch(session, [shown]).message(shown, word)
    return found


def shown(pipeline: Pipeline, title: str) -> list[tuple[str, str]]:
    """Titles and links of what stands as related below the alert of an article."""
    article = next(each for each in pipeline.database.call(stored_articles) if each.title == title)
    return [(entry["title"], entry["link"]) for entry in pipeline.database.call(loaded, article)]


async def test_what_is_found_is_stored_shown_and_no_relation(pipeline: Pipeline) -> None:
    pipeline.drop("1.md", record(FERRY, "https://a.example/1?utm_source=x", at=NOON - 9 * DAY))
    await pipeline.scanned()
    pipeline.drop("2.md", record(LATER, "https://b.example/2", at=NOON))
    pipeline.drop("3.md", record(BANKS, "https://c.example/3", at=NOON))
    await pipeline.scanned()
    first, *others = pipeline.database.call(stored_articles)
    found = {each.title: each.found_related for each in others}
    assert [entry["canonical"] for entry in found[LATER]] == [first.link]
    assert (first.found_related, found[BANKS]) == ([], [])
    assert all(each.related == [] for each in (first, *others))
    assert shown(pipeline, LATER) == [(FERRY, "https://a.example/1?utm_source=x")]
    cache = pipeline.new_scan()._story_cache
    pipeline.database.call(cache.load_new)
    assert all(not each.features.related for each in cache.index._entries.values())


async def test_what_was_found_is_shown_as_it_is_by_now(pipeline: Pipeline) -> None:
    pipeline.drop("1.md", record(FERRY, "https://a.example/1", at=NOON - 9 * DAY))
    pipeline.drop("2.md", record(LATER, "https://b.example/2", at=NOON))
    await pipeline.scanned()
    pipeline.drop("1.md", record("Ferry Aurelia afloat", "https://a.example/1", at=NOON - 9 * DAY))
    await pipeline.scanned()
    assert shown(pipeline, LATER) == [("Ferry Aurelia afloat", "https://a.example/1")]
    pipeline.drop("1.md", record(FERRY, "https://a.example/1", at=NOON - 9 * DAY, extra="removed: true\n"))
    await pipeline.scanned()
    assert shown(pipeline, LATER) == []
    pipeline.drop("1.md", record(FERRY, "https://a.example/1", at=NOON - 9 * DAY))
    await pipeline.scanned()
    assert shown(pipeline, LATER) == [(FERRY, "https://a.example/1")]

    def hold(session: Session) -> None:
        article = session.get_one(Article, 1)
        article.is_held = True

    pipeline.database.call(hold)
    assert shown(pipeline, LATER) == []


async def test_a_record_that_names_related_articles_has_those_alone(pipeline: Pipeline) -> None:
    named = 'related:\n  - title: "Named"\n    webUrl: "https://n.example/1"\n'
    pipeline.drop("1.md", record(FERRY, "https://a.example/1", at=NOON - 9 * DAY))
    pipeline.drop("2.md", record(LATER, "https://b.example/2", at=NOON, extra=named))
    await pipeline.scanned()
    assert shown(pipeline, LATER) == [("Named", "https://n.example/1")]


async def test_a_chunk_finds_what_stands_before_it_in_the_same_chunk(pipeline: Pipeline) -> None:
    pipeline.drop("1.md", record(FERRY, "https://a.example/1", at=NOON - 9 * DAY))
    pipeline.drop("2.md", record(LATER, "https://b.example/2", at=NOON))
    await pipeline.scanned()
    assert shown(pipeline, LATER) == [(FERRY, "https://a.example/1")]
    assert timedelta() < MATCHING_WINDOW < RELATED_WINDOW
