"""Files that are gone: a few are, many at once are an unmounted disk."""

from pathlib import Path

import pytest

from bot.news.ingest import IngestResult
from bot.news.sources.folder import RecordsVanishedError
from storage import articles
from tests.support.pipeline import Pipeline, record, stored_articles, titles

RIVERS, LAMPS = "Quiet rivers rise in the north", "Seven lamps for a lighthouse"


@pytest.mark.parametrize("gone", [3, 4])
async def test_when_more_than_half_vanish_nothing_is_changed(pipeline: Pipeline, gone: int) -> None:
    paths = [pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(4))]
    await pipeline.scanned()
    for path in paths[:gone]:
        path.unlink()
    for _ in range(2):
        with pytest.raises(RecordsVanishedError, match=f"{gone} of 4 known records are gone .* --forget-missing"):
            await pipeline.scanned()
    assert len(pipeline.database.call(articles.file_fingerprints, str(pipeline.folder))) == 4
    report = await pipeline.scan.run(forget_missing=True)
    assert report.gone == gone
    assert len(pipeline.database.call(stored_articles)) == 4
    assert (await pipeline.scanned()).gone == 0


async def test_an_unmounted_folder_halts_the_scan_and_a_mounted_one_goes_on(pipeline: Pipeline, tmp_path: Path) -> None:
    for n, title in enumerate(titles(4)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    await pipeline.scanned()
    pipeline.folder.rename(tmp_path / "away")
    with pytest.raises(RecordsVanishedError):
        await pipeline.scanned()
    (tmp_path / "away").rename(pipeline.folder)
    assert (await pipeline.scanned()).counts == {IngestResult.UNCHANGED: 4}


async def test_half_of_them_may_go_and_few_always_may(pipeline: Pipeline) -> None:
    paths = [pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(4))]
    await pipeline.scanned()
    for left in ((0, 1), (2, 3)):
        for n in left:
            paths[n].unlink()
        assert (await pipeline.scanned()).gone == 2


async def test_what_another_process_was_told_to_forget_halts_nobody(pipeline: Pipeline) -> None:
    paths = [pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}")) for n, title in enumerate(titles(6))]
    await pipeline.scanned()
    for path in paths[:5]:
        path.unlink()
    with pytest.raises(RecordsVanishedError):
        await pipeline.scanned()
    await pipeline.new_scan().run(forget_missing=True)
    assert (await pipeline.scanned()).counts == {IngestResult.UNCHANGED: 1}


async def test_many_renamed_files_are_not_gone(pipeline: Pipeline) -> None:
    for n, title in enumerate(titles(6)):
        pipeline.drop(f"{n}.md", record(title, f"https://a.example/{n}"))
    await pipeline.scanned()
    for path in list(pipeline.folder.iterdir()):
        path.rename(path.with_name(f"new-{path.name}"))
    assert (await pipeline.scanned()).counts[IngestResult.UNCHANGED] == 6
