"""Records that change their link, and several files of one article."""

from datetime import timedelta
from itertools import permutations

import pytest

from bot.news.ingest import IngestResult
from bot.news.scan import ScanReport
from storage.models import DeliveryState
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, stored_articles, titles

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"
HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
OLD, NEW = "http://a.example/1", "https://a.example/1"


async def scanned_anew(pipeline: Pipeline) -> ScanReport:
    """A scan of a process that just started."""
    pipeline.scan = pipeline.new_scan()
    return await pipeline.scanned()


async def test_a_corrected_link_corrects_the_alert_that_is_out(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(RIVERS, OLD))
    await pipeline.scanned()
    await pipeline.delivered()
    pipeline.drop("a.md", record(RIVERS, NEW))
    report = await scanned_anew(pipeline)
    assert (report.counts[IngestResult.CHANGED], report.counts[IngestResult.NEW], report.owed) == (1, 0, 0)
    (article,) = pipeline.database.call(stored_articles)
    assert (article.link, article.web_url) == (NEW, NEW)
    assert pipeline.states() == [DeliveryState.SENT]
    assert pipeline.rows()[0].update_due_at == pipeline.now


@pytest.mark.parametrize("changed", [{"title": LAMPS}, {"at": NOON - HOUR}], ids=["another title", "another time"])
async def test_title_or_time_is_enough_to_be_the_same(pipeline: Pipeline, changed: dict[str, object]) -> None:
    pipeline.drop("a.md", record(RIVERS, OLD))
    await pipeline.scanned()
    pipeline.drop("a.md", record(**({"title": RIVERS, "link": NEW} | changed)))  # type: ignore[arg-type]
    assert (await pipeline.scanned()).counts[IngestResult.CHANGED] == 1
    assert [article.link for article in pipeline.database.call(stored_articles)] == [NEW]


async def test_a_file_that_tells_of_something_else_is_new(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(RIVERS, OLD))
    await pipeline.scanned()
    pipeline.drop("a.md", record(LAMPS, "https://a.example/2", at=NOON + HOUR))
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    assert len(pipeline.rows(1)) == 2


@pytest.mark.parametrize("link", [OLD, NEW])
async def test_old_link_and_new_link_are_known(pipeline: Pipeline, link: str) -> None:
    pipeline.drop("a.md", record(RIVERS, OLD))
    await pipeline.scanned()
    pipeline.drop("a.md", record(RIVERS, NEW))
    await pipeline.scanned()
    pipeline.drop("b.md", record(LAMPS, link, at=NOON - HOUR))
    assert (await scanned_anew(pipeline)).counts[IngestResult.NEW] == 0
    assert [article.title for article in pipeline.database.call(stored_articles)] == [RIVERS]


async def test_a_correction_can_be_taken_back(pipeline: Pipeline) -> None:
    for link in (OLD, NEW, OLD):
        pipeline.drop("a.md", record(RIVERS, link))
        await scanned_anew(pipeline)
    assert [article.link for article in pipeline.database.call(stored_articles)] == [OLD]


async def test_a_link_of_another_article_makes_the_file_that_ones(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record(RIVERS, OLD))
    pipeline.drop("b.md", record(LAMPS, "https://a.example/2", at=NOON - HOUR))
    await pipeline.scanned()
    pipeline.drop("a.md", record(RIVERS, "https://a.example/2"))
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 0
    found = {article.link: article.title for article in pipeline.database.call(stored_articles)}
    assert found == {OLD: RIVERS, "https://a.example/2": RIVERS}


@pytest.mark.parametrize("is_renamed", [False, True])
async def test_an_archive_whose_links_become_secure_alerts_nobody(pipeline: Pipeline, is_renamed: bool) -> None:
    """Twelve of twelve, in one scan; with new names, too."""
    archive = [(title, f"a.example/{n}", NOON - MONTH + n * HOUR) for n, title in enumerate(titles(12))]
    for n, (title, link, at) in enumerate(archive):
        pipeline.drop(f"{n}.md", record(title, f"http://{link}", at=at))
    await pipeline.scanned()
    pipeline.now += HOUR
    pipeline.follows(1, "AI")
    for n, (title, link, at) in enumerate(archive):
        if is_renamed:
            (pipeline.folder / f"{n}.md").unlink()
        pipeline.drop(f"{n}-new.md" if is_renamed else f"{n}.md", record(title, f"https://{link}", at=at))
    report = await scanned_anew(pipeline)
    assert (report.counts[IngestResult.CHANGED], report.owed) == (12, 0)
    assert len(pipeline.database.call(stored_articles)) == 12
    assert pipeline.rows() == []


async def test_what_joins_a_story_older_than_the_subscription_alerts_nobody(pipeline: Pipeline) -> None:
    news = "Ferry Aurelia aground off Kolsund with 140 passengers"
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(news, "https://a.example/1"))
    await pipeline.scanned()
    pipeline.now += HOUR
    pipeline.follows(2, "AI")
    pipeline.drop("b.md", record(news, "https://b.example/1", provider="Other Post", at=NOON + HOUR))
    assert (await pipeline.scanned()).counts[IngestResult.FOLDED] == 1
    assert (len(pipeline.rows(1)), len(pipeline.rows(2))) == (1, 0)
    pipeline.drop("c.md", record(LAMPS, "https://b.example/2", at=NOON - MONTH))
    await pipeline.scanned()
    assert len(pipeline.rows(2)) == 1  # a late arrival that starts a story is owed


VERSIONS = {
    "a.md": record("First wording", NEW, at=NOON),
    "b.md": record("Second wording", NEW, at=NOON + HOUR),
    "c.md": record("Withdrawn wording", NEW, at=NOON - HOUR, extra="removed: true\n"),
}


@pytest.mark.parametrize("order", list(permutations(VERSIONS)))
@pytest.mark.parametrize("is_restarted", [False, True])
async def test_the_latest_publication_rules_whatever_is_read_last(
    pipeline: Pipeline, order: tuple[str, ...], is_restarted: bool
) -> None:
    pipeline.follows(1, "AI")
    for name in order:
        pipeline.drop(name, VERSIONS[name])
        await (scanned_anew(pipeline) if is_restarted else pipeline.scanned())
    (article,) = pipeline.database.call(stored_articles)
    assert (article.title, article.is_removed) == ("Second wording", False)
    (pipeline.folder / "c.md").touch()
    await pipeline.scanned()
    assert pipeline.database.call(stored_articles) == [article]


async def test_the_next_rules_when_the_ruling_file_goes_or_becomes_older(pipeline: Pipeline) -> None:
    for name in ("a.md", "b.md"):
        pipeline.drop(name, VERSIONS[name])
    await pipeline.scanned()
    pipeline.drop("b.md", record("Second wording", NEW, at=NOON - HOUR))
    await scanned_anew(pipeline)
    assert [article.title for article in pipeline.database.call(stored_articles)] == ["First wording"]
    (pipeline.folder / "a.md").unlink()
    await scanned_anew(pipeline)
    assert [article.title for article in pipeline.database.call(stored_articles)] == ["Second wording"]


async def test_a_ruling_file_that_is_half_written_rules_on(pipeline: Pipeline) -> None:
    for name in ("a.md", "c.md"):
        pipeline.drop(name, VERSIONS[name])
    await pipeline.scanned()
    pipeline.drop("a.md", VERSIONS["a.md"][:40])
    assert (await pipeline.scanned()).counts[IngestResult.REJECTED] == 1
    assert [article.is_removed for article in pipeline.database.call(stored_articles)] == [False]


async def test_of_two_at_the_same_time_the_withdrawn_one_rules(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record(RIVERS, NEW, extra="removed: true\n"))
    pipeline.drop("b.md", record(RIVERS, NEW))
    await pipeline.scanned()
    assert [article.is_removed for article in pipeline.database.call(stored_articles)] == [True]
