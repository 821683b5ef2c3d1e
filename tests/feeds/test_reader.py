import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from bot.feeds.reader import FeedReader
from storage import feeds
from tests.conftest import NOON
from tests.feeds.conftest import Reading
from tests.feeds.samples import RSS_2, item, rss

FOG = item("Ferries see in fog", "https://osterby.example/fog", id="1", text="They do.")
BEES = item("Bees count", "https://osterby.example/bees", id="2")
PATH = "/feed.xml"
LATER = timedelta(hours=1)


async def read_first(reading: Reading, *items: str, **wanted: Any) -> None:
    """Have a feed with these items read for the first time."""
    reading.server.pages[PATH] = rss(*items)
    reading.add(**wanted)
    await reading.read()


async def change(reading: Reading, *items: str) -> None:
    """Have the feed hold these items, and read it when it is due."""
    reading.server.pages[PATH] = rss(*items)
    await reading.due()


async def test_the_first_fetch_is_archive_and_no_news(reading: Reading) -> None:
    await read_first(reading, FOG)
    await change(reading, BEES, FOG)

    assert "archive: true\n" in reading.text("Ferries")
    assert "archive" not in reading.text("Bees")
    assert set(reading.records()) == {"Ferries see in fog", "Bees count"}


async def test_a_first_fetch_that_failed_was_none(reading: Reading) -> None:
    reading.add()
    assert (await reading.read()).error == "the server answers 404 not found"
    reading.server.pages[PATH] = rss(FOG)
    await reading.due()
    assert "archive: true\n" in reading.text("Ferries")


async def test_an_empty_first_fetch_was_one(reading: Reading) -> None:
    await read_first(reading)
    await change(reading, FOG)
    assert "archive" not in reading.text("Ferries")


async def test_records_bear_what_the_feed_adds(reading: Reading) -> None:
    await read_first(reading, FOG, name="Harbour", topics=("AI", "Ferries"), quality=9, is_held=True)
    record = reading.records()["Ferries see in fog"]
    assert (record.provider_name, record.topics, record.quality) == ("Harbour", ("AI", "Ferries"), 9)
    assert "hold: true\n" in reading.text("Ferries")
    assert [path.parent.name for path in reading.files()] == ["harbour"]


async def test_without_a_name_it_is_called_as_it_calls_itself(reading: Reading) -> None:
    await read_first(reading, FOG)
    assert reading.records()["Ferries see in fog"].provider_name == "Osterby Journal"
    assert (reading.feed().title, reading.feed().site) == ("Osterby Journal", "https://osterby.example/")


@pytest.mark.both_engines
async def test_what_no_database_takes_is_left_out(reading: Reading) -> None:
    body = b'{"title": "A\\u0000B", "items": [{"id": "\\u0000", "url": "https://a.example/1", "title": "Fog\\u0000s"}]}'
    reading.server.pages[PATH] = web.Response(body=body)
    reading.add()
    assert (await reading.read()).error == ""
    assert (reading.feed().title, set(reading.records())) == ("AB", {"Fogs"})


@pytest.mark.both_engines
async def test_an_item_that_is_edited_changes_its_record(reading: Reading) -> None:
    await read_first(reading)
    await change(reading, FOG)
    await change(reading, item("Fog lifts", "https://osterby.example/fog", id="1"))
    assert set(reading.records()) == {"Fog lifts"}
    assert len(reading.files()) == 1


async def test_what_was_changed_by_hand_survives_the_next_fetch(reading: Reading) -> None:
    await read_first(reading, FOG)
    (file,) = reading.files()
    file.write_text(file.read_text(encoding="utf-8").replace("Ferries see in fog", "By hand"), encoding="utf-8")
    await change(reading, item("Fog lifts", "https://osterby.example/fog", id="1", text="It does."))
    assert reading.records()["By hand"].excerpt == "It does."
    await change(reading, item("Fog is back", "https://osterby.example/fog", id="1", text="It is."))
    assert reading.records()["By hand"].excerpt == "It is."


async def test_a_link_that_changes_corrects_the_article(reading: Reading) -> None:
    """Its time of publication stays, by which the scan knows that it is the same."""
    await read_first(reading, item("Fog", "https://osterby.example/fog", id="1", at="Mon, 02 Mar 2026 09:00:00 GMT"))
    other = item("Other", "https://osterby.example/fog-2", id="1", at="Tue, 03 Mar 2026 09:00:00 GMT")
    await change(reading, other)
    record = reading.records()["Other"]
    assert (record.link, record.published_at.day) == ("https://osterby.example/fog-2", 2)
    assert len(reading.files()) == 1


async def test_an_item_that_flaps_is_one(reading: Reading) -> None:
    await read_first(reading, FOG, BEES)
    await change(reading, BEES)
    await change(reading, FOG, BEES)
    await change(reading, FOG)
    assert len(reading.files()) == 2


async def test_a_date_that_is_missing_is_the_time_of_first_sight(reading: Reading) -> None:
    await read_first(reading, FOG, item("Odd", "https://osterby.example/odd", at="yesterday"))
    await change(reading, item("Fog lifts", "https://osterby.example/fog", id="1"))
    assert {record.published_at for record in reading.records().values()} == {NOON}


async def test_of_feeds_that_change_one_is_taken_in_at_a_time(reading: Reading) -> None:
    paced = FeedReader(
        reading.database,
        reading.client,
        reading.parser,
        reading.folder,
        clock=lambda: NOON,
        spread=lambda: 0.0,
        pace=timedelta(seconds=0.2),
    )
    loop = asyncio.get_running_loop()
    turns = []
    for _ in range(4):
        await paced._take_turn()
        turns.append(loop.time())
    assert all(after - before >= 0.19 for before, after in pairwise(turns))


async def test_what_did_not_change_is_not_parsed_again(reading: Reading) -> None:
    await read_first(reading, FOG)
    reading.files()[0].unlink()
    result = await reading.due()
    assert (result.new, result.changed, reading.files()) == (0, 0, [])


async def test_validators_are_kept_and_asked_by(reading: Reading) -> None:
    headers = {"ETag": '"7"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}
    reading.server.pages[PATH] = web.Response(body=RSS_2, headers=headers)
    reading.add()
    await reading.read()
    reading.server.pages[PATH] = web.Response(status=304)
    result = await reading.due()

    assert result.error == ""
    assert reading.server.requests[1].headers["If-None-Match"] == '"7"'
    assert (reading.feed().etag, reading.feed().succeeded_at) == ('"7"', reading.now)


@pytest.mark.parametrize(
    ("ttl", "headers", "interval", "seconds"),
    [
        ("", {}, 300.0, 300),
        ("<ttl>60</ttl>", {}, 300.0, 3_600),
        ("<ttl>1</ttl>", {}, 300.0, 300),
        ("", {"Cache-Control": "max-age=900"}, 300.0, 900),
        ("", {"Cache-Control": "max-age=31536000"}, 300.0, 3_600),
        ("", {"Cache-Control": "max-age=60"}, 7_200.0, 7_200),
    ],
)
async def test_what_lengthens_the_interval(
    reading: Reading, ttl: str, headers: dict[str, str], interval: float, seconds: int
) -> None:
    body = rss(FOG, head=f"<title>A</title>{ttl}").encode()
    reading.server.pages[PATH] = web.Response(body=body, headers={**headers, "ETag": '"7"'})
    reading.add(interval=interval)
    result = await reading.read()
    assert result.due_at == NOON + timedelta(seconds=seconds) == reading.feed().due_at
    reading.server.pages[PATH] = web.Response(status=304, headers=headers)
    result = await reading.due()
    assert result.due_at == reading.now + timedelta(seconds=seconds)


async def test_failures_back_off_and_are_told(reading: Reading) -> None:
    reading.add()
    pauses = [(await reading.due()).due_at for _ in range(12)]
    steps = [after - before for before, after in pairwise(pauses) if before and after]
    assert steps[0] == timedelta(minutes=20)
    assert steps[1] == 2 * steps[0]
    assert max(steps) == steps[-1] == timedelta(days=1)
    assert (reading.feed().failures, reading.feed().last_error) == (12, "the server answers 404 not found")


async def test_a_success_ends_backing_off(reading: Reading) -> None:
    reading.add()
    await reading.read()
    reading.server.pages[PATH] = rss(FOG)
    result = await reading.due()
    assert (reading.feed().failures, reading.feed().last_error) == (0, "")
    assert result.due_at == reading.now + timedelta(minutes=5)


@pytest.mark.parametrize("status", [429, 503])
async def test_the_server_says_how_long_to_wait(reading: Reading, status: int) -> None:
    reading.server.pages[PATH] = web.Response(status=status, headers={"Retry-After": "7200"})
    reading.add()
    result = await reading.read()
    assert result.due_at == NOON + timedelta(hours=2)
    reading.server.pages[PATH] = web.Response(status=status, headers={"Retry-After": "99999999"})
    assert (await reading.due()).due_at == reading.now + timedelta(days=1)


async def test_what_is_gone_for_good_ends(reading: Reading) -> None:
    await read_first(reading, FOG)
    reading.server.pages[PATH] = web.Response(status=410)
    result = await reading.due()
    assert (result.due_at, result.is_lost) == (None, True)
    assert reading.feed().ended_at == reading.now
    assert (await reading.read(after=LATER)).due_at is None
    assert reading.server.asked[PATH] == 2


async def test_owners_are_told_once_of_what_fails_for_a_day(reading: Reading) -> None:
    reading.add(name="Harbour")
    results = [await reading.due() for _ in range(12)]
    lost = [result for result in results if result.is_lost]
    assert [(result.name, result.error) for result in lost] == [("Harbour", "the server answers 404 not found")]


async def test_permanent_redirects_are_kept(reading: Reading) -> None:
    reading.server.redirect(PATH, "/new.xml", 301)
    reading.server.pages["/new.xml"] = rss(FOG)
    reading.add()
    await reading.read()
    await reading.due()
    assert reading.feed().moved_to == reading.server.url("/new.xml")
    assert (reading.server.asked[PATH], reading.server.asked["/new.xml"]) == (1, 2)


async def test_other_redirects_are_not(reading: Reading) -> None:
    reading.server.redirect(PATH, "/new.xml", 302)
    reading.server.pages["/new.xml"] = rss(FOG)
    reading.add()
    await reading.read()
    await reading.due()
    assert (reading.feed().moved_to, reading.server.asked[PATH]) == ("", 2)


async def test_a_redirect_to_a_page_is_not_kept(reading: Reading) -> None:
    """As a portal does that stands before the network."""
    reading.server.redirect(PATH, "/login", 301)
    reading.server.pages["/login"] = "<html>Please log in</html>"
    reading.add()
    assert (await reading.read()).error == "it is a web page, not a feed"
    assert reading.feed().moved_to == ""


async def test_a_move_that_leads_nowhere_is_taken_back(reading: Reading) -> None:
    reading.server.redirect(PATH, "/new.xml", 301)
    reading.server.pages["/new.xml"] = rss(FOG)
    reading.add()
    await reading.read()
    del reading.server.pages["/new.xml"]
    reading.server.pages[PATH] = rss(BEES, FOG)
    for _ in range(6):
        await reading.due()
    assert (reading.feed().moved_to, reading.feed().failures) == ("", 0)
    assert "Bees count" in reading.records()


async def test_a_kill_between_writing_and_storing_repeats_nothing(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read_first(reading, FOG)
    reading.server.pages[PATH] = rss(BEES, FOG)
    save = feeds.save_entries

    def killed(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(feeds, "save_entries", killed)
    with pytest.raises(OSError):  # noqa: PT011 - whatever ends it
        await reading.read(after=LATER)
    monkeypatch.setattr(feeds, "save_entries", save)
    await reading.read(after=LATER)

    assert len(reading.files()) == 2
    assert (await reading.read(after=LATER)).new == 0


async def test_topics_that_change_are_written(reading: Reading) -> None:
    await read_first(reading, FOG, topics=("AI",))
    reading.database.call(feeds.change, reading.ids[PATH], topics=["Ferries"])
    await reading.due()
    assert reading.records()["Ferries see in fog"].topics == ("Ferries",)
    assert "archive: true\n" in reading.text("Ferries see")


async def test_a_feed_that_is_not_there_or_paused_is_not_fetched(reading: Reading) -> None:
    reading.add()
    reading.database.call(feeds.pause, reading.ids[PATH], NOON)
    assert (await reading.read()).due_at is None
    reading.database.call(feeds.remove, reading.ids[PATH])
    assert (await reading.read()).due_at is None
    assert not reading.server.asked


async def test_a_feed_that_is_removed_meanwhile_stays_so(reading: Reading) -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        reading.database.call(feeds.remove, reading.ids[PATH])
        return web.Response(body=rss(FOG).encode())

    reading.server.pages[PATH] = answer
    reading.add()
    await reading.read()
    assert reading.database.call(feeds.find_all) == []
