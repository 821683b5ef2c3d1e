from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.frontmatter import MAX_BYTES
from bot.news.record import parse_record
from sandbox.logs import EventStream
from sandbox.records import RECORD_FILE_NAME, DropFolder, LinkPreviews, RecordReplay
from sandbox.state import NotFoundError
from tests.support.pipeline import record

GULLS = record("Gulls learn the timetable", "https://pier.example/gulls", excerpt="Twice a day.")


@pytest.fixture
def folder(tmp_path: Path) -> DropFolder:
    return DropFolder(tmp_path)


def test_a_sample_is_dropped_and_known_the_second_time(folder: DropFolder) -> None:
    name = next(iter(folder.samples))
    assert folder.drop_sample(name)["is_known"] is False
    said = folder.drop_sample(name)
    assert (said["is_known"], said["problem"], said["record"]["provider"]) == (True, None, "Harbour Courier")
    assert [path.name for path in folder.path.iterdir()] == [name]
    assert [sample["is_there"] for sample in folder.as_json()["samples"]] == [True] + [False] * 11


def test_samples_come_in_the_order_of_their_articles(folder: DropFolder) -> None:
    times = [sample.record.published_at for sample in folder.samples.values()]
    assert times == sorted(times)


def test_a_sample_is_news_of_the_moment_in_which_it_is_dropped(tmp_path: Path) -> None:
    moment = datetime(2031, 5, 6, 7, 8, 9, 123, tzinfo=UTC)
    folder = DropFolder(tmp_path, now=lambda: moment)
    for name, sample in folder.samples.items():
        folder.drop_sample(name)
        dropped, before = parse_record((tmp_path / name).read_bytes()), sample.record
        assert dropped.published_at == moment.replace(microsecond=0)
        assert before.published_at is not None
        later = dropped.published_at - before.published_at
        assert [each.published_at for each in dropped.related] == [
            each.published_at and each.published_at + later for each in before.related
        ]
        assert (dropped.title, dropped.link) == (before.title, before.link)


def test_a_sample_that_is_dropped_again_is_the_same(tmp_path: Path) -> None:
    moments = iter([datetime(2031, 5, 6, tzinfo=UTC), datetime(2031, 5, 7, tzinfo=UTC)])
    folder = DropFolder(tmp_path, now=lambda: next(moments))
    name = next(iter(folder.samples))
    folder.drop_sample(name)
    before = (tmp_path / name).read_bytes()
    folder.drop_sample(name)
    assert (tmp_path / name).read_bytes() == before


def test_an_unknown_sample(folder: DropFolder) -> None:
    with pytest.raises(NotFoundError):
        folder.drop_sample("../../etc/passwd")


def test_a_pasted_record_is_named_by_its_content(folder: DropFolder) -> None:
    first, again = folder.drop_text(GULLS), folder.drop_text(GULLS)
    assert first["name"] == again["name"]
    assert (folder.path / first["name"]).read_text("utf-8") == GULLS
    assert first["record"] == {"title": "Gulls learn the timetable", "provider": "Example Post", "topics": ["AI"]}


def test_what_the_reader_refuses_is_dropped_all_the_same(folder: DropFolder) -> None:
    said = folder.drop_text("---\ntitle: x\nwebUrl: ftp://no\n---\n", "wrong.md")
    assert said["record"] is None
    assert said["problem"]["line"] == 3
    assert (folder.path / "wrong.md").exists()


@pytest.mark.parametrize(
    "name", ["", "a.txt", "../a.md", "a/b.md", ".a.md", "a\n.md", "ä.md", "-.md", "a..md", "a" * 200 + ".md"]
)
def test_names_that_are_refused(folder: DropFolder, name: str) -> None:
    with pytest.raises(ValueError, match=r"end in \.md"):
        folder.drop(name, b"x")
    assert list(folder.path.iterdir()) == []


@given(st.text(max_size=20).map(lambda text: f"{text}.md"))
def test_a_name_that_is_let_through_is_one_plain_file_name(name: str) -> None:
    if RECORD_FILE_NAME.fullmatch(name):
        assert Path(name).name == name
        assert not name.startswith(".")


@pytest.mark.parametrize(("text", "reason"), [(" \n", "empty"), ("x" * (MAX_BYTES + 1), "larger")])
def test_contents_that_are_refused(folder: DropFolder, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        folder.drop_text(text)


def test_a_link_in_the_folder_is_replaced_not_followed(folder: DropFolder, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("mine")
    (folder.path / "gulls.md").symlink_to(outside)
    folder.drop_text(GULLS, "gulls.md")
    assert outside.read_text() == "mine"
    assert not (folder.path / "gulls.md").is_symlink()


def test_previews_are_told_by_the_records(folder: DropFolder) -> None:
    previews = LinkPreviews(folder.path)
    assert previews.find("https://www.pier.example/gulls?x=1") == {"domain": "pier.example"}
    image = 'ampWebUrl: "https://pier.example/amp/gulls"\n'
    image += 'images:\n  - url: "https://pier.example/gull.jpg"\n    width: 640\n'
    folder.drop_text(record("Gulls", "https://pier.example/gulls", excerpt="Twice.", extra=image), "gulls.md")
    folder.drop_text("no record", "wrong.md")
    card = {"title": "Gulls", "provider": "Example Post", "domain": "pier.example"}
    assert previews.find("https://pier.example/gulls#top") == {**card, "excerpt": "Twice."}
    assert previews.find("https://pier.example/amp/gulls")["title"] == "Gulls"
    picture = {**card, "width": 640, "height": None, "is_picture": True}
    assert previews.find("https://pier.example/gull.jpg") == picture
    folder.drop_text(record("Gulls again", "https://pier.example/gulls"), "gulls.md")
    assert previews.find("https://pier.example/other") == {"domain": "pier.example"}
    assert previews.find("https://pier.example/gulls")["title"] == "Gulls again"


def test_without_a_folder_a_preview_is_the_domain() -> None:
    assert LinkPreviews().find("https://pier.example/gulls") == {"domain": "pier.example"}
    assert LinkPreviews().find("no address") == {"domain": ""}


async def test_a_replay_drops_every_sample_and_tells(folder: DropFolder) -> None:
    events = EventStream()
    with events.subscribe() as subscription:
        replay = RecordReplay(folder, events)
        await replay.wait()
        await replay.start(0)
        await replay.wait()
        events.close()
        del subscription
    assert replay.as_json() == {"is_running": False, "every": 0, "dropped": 12, "total": 12}
    assert sorted(folder.contents()) == sorted(folder.samples)


async def test_a_replay_can_be_stopped_and_started_anew(folder: DropFolder) -> None:
    replay = RecordReplay(folder, EventStream())
    await replay.stop()
    await replay.start(3600)
    await replay.start(3600)
    assert replay.is_running
    await replay.stop()
    assert not replay.is_running
    assert replay.dropped <= 1


@pytest.mark.parametrize("every", [-1.0, 3601.0, float("nan")])
async def test_a_pause_out_of_bounds(folder: DropFolder, every: float) -> None:
    with pytest.raises(ValueError, match="pause"):
        await RecordReplay(folder, EventStream()).start(every)
