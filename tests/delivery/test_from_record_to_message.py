"""The rules of the wire, from a file that lands to the messages that arrive."""

from datetime import timedelta

from bot.news.ingest import IngestResult
from storage.models import Volume
from tests.conftest import NOON
from tests.support.pipeline import Town, record

PAUSE = "Harbour city pauses face recognition trial at ferry terminal after wrong alarms"
HALT = "Ferry terminal face recognition trial paused in harbour city after wrong alarms"
GLASS = "Lumenetra raises thirty million for cameras that spot hairline cracks in glass"


async def test_a_record_reaches_every_follower_of_its_topics_once(town: Town) -> None:
    town.follows(1, "AI", "Computer Vision")
    town.follows(2, "Computer Vision")
    town.follows(3, "Robotics")
    town.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    report = await town.scanned()
    await town.delivered()
    assert report.counts[IngestResult.NEW] == 1
    assert report.owed == 2
    assert town.wire.titles(1) == town.wire.titles(2) == [PAUSE]
    assert town.wire.titles(3) == []


async def test_what_arrived_before_the_subscription_is_not_owed(town: Town) -> None:
    town.drop("a.md", record(PAUSE, "https://a.example/1"))
    await town.scanned()
    town.now += timedelta(seconds=1)
    town.follows(1, "AI")
    town.drop("b.md", record(GLASS, "https://a.example/2"))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [GLASS]


async def test_a_rewritten_renamed_or_touched_file_alerts_nobody(town: Town) -> None:
    town.follows(1, "AI")
    path = town.drop("a.md", record(PAUSE, "https://a.example/1"))
    await town.scanned()
    await town.delivered()
    path.write_text(record("Another title altogether", "https://a.example/1?utm_source=feed#top"), encoding="utf-8")
    assert (await town.scanned()).counts[IngestResult.CHANGED] == 1
    path.rename(town.folder / "b.md")
    assert (await town.scanned()).counts[IngestResult.UNCHANGED] == 1
    (town.folder / "b.md").touch()
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]


async def test_one_story_is_one_alert_that_says_who_else_reports_it(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await town.scanned()
    await town.delivered()
    town.drop("b.md", record(HALT, "https://b.example/1", provider="Northern Wire"))
    report = await town.scanned()
    await town.delivered()
    assert report.counts[IngestResult.FOLDED] == 1
    assert town.wire.titles(1) == [PAUSE]
    assert "Northern Wire" in town.wire.arrivals[0].message.plain()
    assert town.wire.arrivals[0].edits == 1


async def test_after_the_window_the_same_story_is_told_again(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1"))
    await town.scanned()
    await town.delivered()
    town.now += timedelta(hours=49)
    town.drop("b.md", record(HALT, "https://b.example/1"))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE, HALT]
    assert town.wire.arrivals[0].edits == 0


async def test_two_articles_of_a_story_in_one_scan_are_one_alert_with_both(town: Town) -> None:
    town.follows(1, "AI")
    later = NOON + timedelta(minutes=5)
    town.drop("a.md", record(HALT, "https://b.example/1", at=later, provider="Northern Wire"))
    town.drop("z.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]
    assert "Northern Wire" in town.wire.arrivals[0].message.plain()
    assert town.wire.arrivals[0].edits == 0


async def test_a_message_is_edited_at_most_once_in_ten_minutes(town: Town) -> None:
    town.follows(1, "AI")
    for number, minutes in enumerate((0, 1, 2, 3, 12)):
        town.now = NOON + timedelta(minutes=minutes)
        town.drop(f"{number}.md", record(PAUSE, f"https://{number}.example/1", provider=f"Paper {number}", at=NOON))
        await town.scanned()
        await town.delivered()
    assert town.wire.titles(1) == [PAUSE]
    assert town.wire.arrivals[0].edits == 2


async def test_a_message_is_edited_six_times_at_most(town: Town) -> None:
    town.follows(1, "AI")
    for number in range(10):
        town.drop(f"{number}.md", record(PAUSE, f"https://{number}.example/1", provider=f"Paper {number}", at=NOON))
        await town.scanned()
        await town.delivered(after=timedelta(minutes=11))
    assert town.wire.arrivals[0].edits == 6


async def test_an_edit_that_would_show_nothing_new_is_not_made(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1", provider="Harbour Courier"))
    await town.scanned()
    await town.delivered()
    town.drop("b.md", record(HALT, "https://a.example/2", provider="Harbour Courier"))
    await town.scanned()
    await town.delivered()
    assert town.wire.arrivals[0].edits == 0


async def test_a_parent_topic_covers_its_children(town: Town, topic_tree: None) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1", ("Computer Vision",)))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]


async def test_a_muted_child_is_not_heard_through_its_parent(town: Town, topic_tree: None) -> None:
    town.follows(1, "AI")
    town.follows(1, "Computer Vision", volume=Volume.MUTED)
    town.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    town.drop("b.md", record(GLASS, "https://a.example/2", ("AI", "Computer Vision", "Robotics")))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [GLASS]


async def test_a_muted_parent_does_not_silence_a_followed_child(town: Town, topic_tree: None) -> None:
    town.follows(1, "Computer Vision")
    town.follows(1, "AI", volume=Volume.MUTED)
    town.drop("a.md", record(PAUSE, "https://a.example/1", ("AI", "Computer Vision")))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]


async def test_a_withdrawn_record_is_not_told(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1", extra="removed: true\n"))
    town.drop("b.md", record(GLASS, "https://a.example/2"))
    await town.scanned()
    town.drop("b.md", record(GLASS, "https://a.example/2", extra="removed: true\n"))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == []


async def test_followers_and_the_unpublished_are_told_like_others(town: Town) -> None:
    town.follows(1, "AI")
    town.drop("a.md", record(PAUSE, "https://a.example/1", extra="heat: -1\npublished: false\n"))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]


async def test_deleting_a_file_takes_back_nothing(town: Town) -> None:
    town.follows(1, "AI")
    path = town.drop("a.md", record(PAUSE, "https://a.example/1"))
    await town.scanned()
    path.unlink()
    assert (await town.scanned()).gone == 1
    await town.delivered()
    assert town.wire.titles(1) == [PAUSE]


async def test_news_comes_in_order_of_publication_and_link(town: Town) -> None:
    town.follows(1, "AI")
    titles = ["Quiet rivers", "Tall ladders", "Seven lamps"]
    for name, hours, title in (("c", 3, titles[2]), ("b", 1, titles[0]), ("a", 2, titles[1])):
        at = NOON + timedelta(hours=hours)
        town.drop(f"{name}.md", record(title, f"https://{name}.example/1", at=at))
    await town.scanned()
    await town.delivered()
    assert town.wire.titles(1) == titles
