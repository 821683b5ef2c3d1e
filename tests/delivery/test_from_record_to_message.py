"""The rules of the wire, from a file that lands to the messages that arrive."""

from datetime import timedelta

from bot.news.ingest import IngestResult
from storage.models import Volume
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record

PAUSE = "Harbour city pauses face recognition trial at ferry terminal after wrong alarms"
HALT = "Ferry terminal face recognition trial paused in harbour city after wrong alarms"
GLASS = "Lumenetra raises thirty million for cameras that spot hairline cracks in glass"


async def test_a_record_reaches_every_follower_of_its_topics_once(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI", "Computer Vision")
    pipeline.follows(2, "Computer Vision")
    pipeline.follows(3, "Robotics")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    report = await pipeline.scanned()
    await pipeline.delivered()
    assert report.counts[IngestResult.NEW] == 1
    assert report.owed == 2
    assert pipeline.wire.titles(1) == pipeline.wire.titles(2) == [PAUSE]
    assert pipeline.wire.titles(3) == []


async def test_what_arrived_before_the_subscription_is_not_owed(pipeline: Pipeline) -> None:
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1"))
    await pipeline.scanned()
    pipeline.now += timedelta(seconds=1)
    pipeline.follows(1, "AI")
    pipeline.drop("b.md", record(GLASS, "https://a.example/2"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [GLASS]


async def test_a_rewritten_renamed_or_touched_file_alerts_nobody(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    path = pipeline.drop("a.md", record(PAUSE, "https://a.example/1"))
    await pipeline.scanned()
    await pipeline.delivered()
    path.write_text(record("Another title altogether", "https://a.example/1?utm_source=feed#top"), encoding="utf-8")
    assert (await pipeline.scanned()).counts[IngestResult.CHANGED] == 1
    path.rename(pipeline.folder / "b.md")
    assert (await pipeline.scanned()).counts[IngestResult.UNCHANGED] == 1
    (pipeline.folder / "b.md").touch()
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]


async def test_one_story_is_one_alert_that_says_who_else_reports_it(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await pipeline.scanned()
    await pipeline.delivered()
    pipeline.drop("b.md", record(HALT, "https://b.example/1", provider="Northern Wire"))
    report = await pipeline.scanned()
    await pipeline.delivered()
    assert report.counts[IngestResult.FOLDED] == 1
    assert pipeline.wire.titles(1) == [PAUSE]
    assert "Northern Wire" in pipeline.wire.arrivals[0].message.plain()
    assert pipeline.wire.arrivals[0].edits == 1


async def test_after_the_window_the_same_story_is_told_again(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1"))
    await pipeline.scanned()
    await pipeline.delivered()
    pipeline.now += timedelta(hours=49)
    pipeline.drop("b.md", record(HALT, "https://b.example/1"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE, HALT]
    assert pipeline.wire.arrivals[0].edits == 0


async def test_two_articles_of_a_story_in_one_scan_are_one_alert_with_both(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    later = NOON + timedelta(minutes=5)
    pipeline.drop("a.md", record(HALT, "https://b.example/1", at=later, provider="Northern Wire"))
    pipeline.drop("z.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]
    assert "Northern Wire" in pipeline.wire.arrivals[0].message.plain()
    assert pipeline.wire.arrivals[0].edits == 0


async def test_a_message_is_edited_at_most_once_in_ten_minutes(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    for number, minutes in enumerate((0, 1, 2, 3, 12)):
        pipeline.now = NOON + timedelta(minutes=minutes)
        pipeline.drop(f"{number}.md", record(PAUSE, f"https://{number}.example/1", provider=f"Paper {number}", at=NOON))
        await pipeline.scanned()
        await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]
    assert pipeline.wire.arrivals[0].edits == 2


async def test_a_message_is_edited_six_times_at_most(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    for number in range(10):
        pipeline.drop(f"{number}.md", record(PAUSE, f"https://{number}.example/1", provider=f"Paper {number}", at=NOON))
        await pipeline.scanned()
        await pipeline.delivered(after=timedelta(minutes=11))
    assert pipeline.wire.arrivals[0].edits == 6


async def test_an_edit_that_would_show_nothing_new_is_not_made(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await pipeline.scanned()
    await pipeline.delivered()
    pipeline.drop("b.md", record(HALT, "https://a.example/2", provider="Harbour Courier"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.arrivals[0].edits == 0


async def test_a_parent_topic_covers_its_children(pipeline: Pipeline, topic_tree: None) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", ("Computer Vision",)))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]


async def test_a_muted_child_is_not_heard_through_its_parent(pipeline: Pipeline, topic_tree: None) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(1, "Computer Vision", volume=Volume.MUTED)
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    pipeline.drop("b.md", record(GLASS, "https://a.example/2", ("AI", "Computer Vision", "Robotics")))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [GLASS]


async def test_a_muted_parent_does_not_silence_a_followed_child(pipeline: Pipeline, topic_tree: None) -> None:
    pipeline.follows(1, "Computer Vision")
    pipeline.follows(1, "AI", volume=Volume.MUTED)
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]


async def test_a_withdrawn_record_is_not_told(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", extra="removed: true\n"))
    pipeline.drop("b.md", record(GLASS, "https://a.example/2"))
    await pipeline.scanned()
    pipeline.drop("b.md", record(GLASS, "https://a.example/2", extra="removed: true\n"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == []


async def test_followers_and_the_unpublished_are_told_like_others(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.drop("a.md", record(PAUSE, "https://a.example/1", extra="heat: -1\npublished: false\n"))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]


async def test_deleting_a_file_takes_back_nothing(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    path = pipeline.drop("a.md", record(PAUSE, "https://a.example/1"))
    await pipeline.scanned()
    path.unlink()
    assert (await pipeline.scanned()).gone == 1
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == [PAUSE]


async def test_news_comes_in_order_of_publication_and_link(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    titles = ["Quiet rivers", "Tall ladders", "Seven lamps"]
    for name, hours, title in (("c", 3, titles[2]), ("b", 1, titles[0]), ("a", 2, titles[1])):
        at = NOON + timedelta(hours=hours)
        pipeline.drop(f"{name}.md", record(title, f"https://{name}.example/1", at=at))
    await pipeline.scanned()
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == titles
