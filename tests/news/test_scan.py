"""Scanning: what becomes of files."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.news.ingest import IngestResult
from bot.news.scan import Scanner
from bot.news.sources import ReadResult
from bot.news.sources.folder import RecordFolder
from storage import articles, topics
from storage.models import Article
from tests.conftest import NOON
from tests.support.pipeline import WINDOW, Pipeline, record, stored_articles, titles


def stored_articles_of(pipeline: Pipeline) -> list[Article]:
    return pipeline.database.call(stored_articles)


RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"


async def test_a_file_that_cannot_be_read_is_told_with_line_and_reason(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("bad.md", "---\ntitle: one\npublishedDateTime: never\nwebUrl: https://a.example/1\n---\n")
    pipeline.drop("good.md", record(RIVERS, "https://a.example/2"))
    report = await pipeline.scanned()
    assert [(problem.path, problem.line) for problem in report.rejected] == [(str(pipeline.folder / "bad.md"), 3)]
    assert "publishedDateTime is not a date" in report.rejected[0].reason
    assert str(report.rejected[0]).startswith(f"{pipeline.folder}/bad.md:3: ")
    assert report.counts == {IngestResult.NEW: 1, IngestResult.REJECTED: 1, IngestResult.UNCHANGED: 0}
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [RIVERS]


async def test_what_is_no_topic_is_told(pipeline: Pipeline, caplog: pytest.LogCaptureFixture) -> None:
    text = record(RIVERS, "https://a.example/1", ("AI", "{Ships: at sea}", "[Lamps]"))
    pipeline.drop("a.md", text)
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    told = [each.getMessage() for each in caplog.records]
    line = text.split("\n").index("topics:") + 1
    assert told == [
        f"part of a record passed over: {pipeline.folder}/a.md: line {line}: entry 2 of topics is a mapping",
        f"part of a record passed over: {pipeline.folder}/a.md: line {line}: entry 3 of topics is a list",
    ]
    assert [each.name for each in pipeline.database.call(topics.find_all)] == ["AI"]


async def test_a_day_without_a_time_is_stored_and_told_as_one(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    text = record(RIVERS, "https://a.example/1").replace("T12:00:00Z", "")
    path = pipeline.drop("a.md", text)
    await pipeline.scanned()
    assert [each.is_day_only for each in stored_articles_of(pipeline)] == [True]
    path.write_text(record(RIVERS, "https://a.example/1"), encoding="utf-8")
    await pipeline.scanned()
    assert [each.is_day_only for each in stored_articles_of(pipeline)] == [False]


async def test_both_spellings_of_a_host_are_one_article(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record(RIVERS, "https://हिन्दी.example/1"))
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    pipeline.drop("b.md", record(RIVERS, "https://xn--j2bd4cyah0f.example/1\u200e"))
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 0
    assert [each.link for each in stored_articles_of(pipeline)] == ["https://xn--j2bd4cyah0f.example/1"]


async def test_a_rejected_file_is_tried_again_when_it_changes(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    path = pipeline.drop("a.md", "no front matter")
    assert len((await pipeline.scanned()).rejected) == 1
    assert (await pipeline.scanned()).counts == {IngestResult.UNCHANGED: 1}
    assert [file.path for file in pipeline.database.call(articles.rejected_files)] == ["a.md"]
    path.write_text(record(RIVERS, "https://a.example/1"), encoding="utf-8")
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    assert pipeline.database.call(articles.rejected_files) == []


async def test_a_half_written_record_is_taken_when_it_is_whole(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    whole = record(RIVERS, "https://a.example/1")
    for end in (0, 3, 20, len(whole) // 2, len(whole) - 4):
        pipeline.drop("a.md", whole[:end])
        assert (await pipeline.scanned()).counts[IngestResult.NEW] == 0
    pipeline.drop("a.md", whole)
    assert (await pipeline.scanned()).counts[IngestResult.NEW] == 1
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [RIVERS]


async def test_a_known_record_that_breaks_stays_as_it_was(pipeline: Pipeline) -> None:
    path = pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))
    await pipeline.scanned()
    path.write_text("---\ntitle: [", encoding="utf-8")
    assert (await pipeline.scanned()).counts[IngestResult.REJECTED] == 1
    assert [article.title for article in pipeline.database.call(stored_articles)] == [RIVERS]


async def test_what_may_not_be_read_is_told_every_time(pipeline: Pipeline) -> None:
    pipeline.drop("real.md", record(RIVERS, "https://a.example/1"))
    (pipeline.folder / "link.md").symlink_to("real.md")
    for _ in range(2):
        report = await pipeline.scanned()
        assert [problem.reason for problem in report.rejected] == ["links are not followed"]


async def test_a_file_that_goes_during_the_scan_is_not_settled(pipeline: Pipeline) -> None:
    pipeline.drop("b.md", record(LAMPS, "https://a.example/2"))
    path = pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))

    class Late(RecordFolder):
        def read(self, item: str) -> ReadResult:
            path.unlink(missing_ok=True)
            return super().read(item)

    pipeline.scan = Scanner(pipeline.database, [Late(pipeline.folder)], None, window=WINDOW, clock=pipeline.clock)
    report = await pipeline.scanned()
    assert [problem.path for problem in report.temporarily_unreadable] == [str(path)]
    assert not report.is_quiet
    assert report.counts[IngestResult.NEW] == 1


async def test_a_dry_run_changes_nothing(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1", ("AI", "Brand New")))
    pipeline.drop("b.md", "no front matter")
    report = await pipeline.scan.run(is_dry=True)
    assert report.counts == {IngestResult.NEW: 1, IngestResult.REJECTED: 1, IngestResult.UNCHANGED: 0}
    assert len(report.rejected) == 1
    assert pipeline.database.call(stored_articles) == []
    assert [topic.name for topic in pipeline.database.call(topics.find_all)] == ["AI"]
    report = await pipeline.scanned()
    assert report.counts[IngestResult.NEW] == 1
    assert report.owed == 1


async def test_progress_is_told_batch_by_batch(pipeline: Pipeline) -> None:
    for n, title in enumerate(titles(60)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    told: list[tuple[int, int]] = []
    await pipeline.scan.run(progress=lambda done, total: told.append((done, total)))
    assert told == [(25, 60), (50, 60), (60, 60)]


async def test_an_amp_page_tells_of_the_article_that_names_it(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    amp = "https://a.example/mobile/1"
    extra = f'ampWebUrl: "{amp}"\n'
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1", extra=extra))
    pipeline.drop("b.md", record("Another heading altogether", amp, at=NOON + timedelta(minutes=1)))
    report = await pipeline.scanned()
    assert report.counts[IngestResult.NEW] == 1
    pipeline.drop("b.md", record("Yet another heading", amp, at=NOON + timedelta(minutes=1)))
    assert (await pipeline.scanned()).counts[IngestResult.CHANGED] == 1
    (article,) = pipeline.database.call(stored_articles)
    assert (article.web_url, article.amp_url, article.title) == ("https://a.example/1", amp, "Yet another heading")
    await pipeline.delivered()
    assert len(pipeline.wire.titles(1)) == 1


async def test_topics_can_be_taken_in_before_the_records(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "ai.yaml").write_text("name: AI\n", encoding="utf-8")
    pipeline.topics_folder = tmp_path / "topics"
    pipeline.drop("a.md", record(RIVERS, "https://a.example/1"))
    scan = pipeline.new_scan()
    await scan.load_topics()
    assert [topic.name for topic in pipeline.database.call(topics.find_all)] == ["AI"]
    assert pipeline.database.call(stored_articles) == []
