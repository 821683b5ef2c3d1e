from pathlib import Path

import pytest

from bot.feeds.catalogue import FeedList, folder_name, load_feeds
from bot.news.frontmatter import Unreadable
from storage.feeds import WantedFeed

NEWS = "https://news.example/feed.xml"


def load(folder: Path, text: str) -> FeedList:
    file = folder / "feeds.yaml"
    file.write_text(text, encoding="utf-8")
    return load_feeds(file, 300)


def test_a_list_of_feeds(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        f"""# ours
- address: {NEWS}
  name: "News: Example"
  topics: [AI, Ferries]
  quality: 50
  interval: 900
  hold: true
- url: other.example/rss
  topics: AI, Bees
- https://third.example/
""",
    )
    assert found.problems == ()
    assert found.feeds == (
        WantedFeed(NEWS, "news-example", 900, "News: Example", ("AI", "Ferries"), 50, is_held=True),
        WantedFeed("https://other.example/rss", "other-example", 300, topics=("AI", "Bees")),
        WantedFeed("https://third.example/", "third-example", 300),
    )


def test_a_list_below_a_name(tmp_path: Path) -> None:
    assert load(tmp_path, f"---\nfeeds:\n- address: {NEWS}\n").feeds[0].address == NEWS
    assert load(tmp_path, "feeds:\n").feeds == ()
    assert load(tmp_path, "").feeds == ()


@pytest.mark.parametrize("text", ["hello", "feeds: hello", "- [", "- a\n---\n- b\n", "- *a\n", "feeds: {a: b}", "\0"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("name: News", "no address"),
        ("address: [a]", "no address"),
        ("address: file:///etc/passwd", "http"),
        ("address: https://u:p@news.example/", "user name"),
        (f"{{address: '{NEWS}', colour: red}}", "'colour' is not known"),
        (f"{{address: '{NEWS}', quality: high}}", "quality is not a number"),
        (f"{{address: '{NEWS}', interval: nan}}", "interval is not a number"),
        (f"{{address: '{NEWS}', hold: maybe}}", "hold is neither"),
        (f"{{address: '{NEWS}', topics: {{a: b}}}}", "topics are not"),
        (f"{{address: '{NEWS}', name: [a]}}", "name is not plain text"),
        ("[a, b]", "neither an address"),
        ("{url: 'https://good.example/'}", "stands twice"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_and_harms_no_other(tmp_path: Path, entry: str, reason: str) -> None:
    found = load(tmp_path, f"- https://good.example/\n- {entry}\n- https://better.example/\n")

    assert [feed.address for feed in found.feeds] == ["https://good.example/", "https://better.example/"]
    assert "feed 2 is left out" in found.problems[0].reason
    assert reason in found.problems[0].reason


@pytest.mark.parametrize(("interval", "seconds"), [("", 300), ("0", 300), ("10", 300), ("301", 301), ("1e6", 604_800)])
def test_intervals_begin_with_the_shortest(tmp_path: Path, interval: str, seconds: float) -> None:
    assert load(tmp_path, f"- {{address: '{NEWS}', interval: '{interval}'}}").feeds[0].interval_seconds == seconds


def test_thousands_of_feeds_may_stand_in_it(tmp_path: Path) -> None:
    assert len(load(tmp_path, "".join(f"- https://f{n}.example/\n" for n in range(3_000))).feeds) == 3_000


@pytest.mark.parametrize(
    ("name", "address", "folder"),
    [
        ("Østerby Journal", NEWS, "sterby-journal"),
        ("", "https://www.news.example/feed", "news-example"),
        ("", "https://news.example/sports.xml", "news-example-sports"),
        ("霧", NEWS, "news-example"),
        ("", "http://127.0.0.1:8080/a", "127-0-0-1-a"),
        ("..", "http://xn--zckzah.example/", "example"),
    ],
)
def test_folders_are_called_as_their_feeds(name: str, address: str, folder: str) -> None:
    assert folder_name(name, address) == folder
