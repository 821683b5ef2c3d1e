"""Feeds of every kind through a day: each new entry is one record, one article and one alert, whatever the feeds do."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import pytest
from aiohttp import web

from storage import feeds
from tests.conftest import NOON
from tests.feeds.conftest import Reading
from tests.support.pipeline import Pipeline, stored_articles, titles

ROUNDS = 6
SHOWN = 5
"""Entries that a feed has at a time."""


class Entry(NamedTuple):
    id: str
    link: str
    title: str
    text: str
    at: str


def rss_2(entries: Sequence[Entry]) -> str:
    items = "".join(
        f"<item><title>{each.title}</title><link>{each.link}</link><description>{each.text}</description>"
        f"{f'<guid>{each.id}</guid>' if each.id else ''}<pubDate>{each.at}</pubDate></item>"
        for each in entries
    )
    return f'<rss version="2.0"><channel><title>A</title><link>https://site.example/</link>{items}</channel></rss>'


def rdf(entries: Sequence[Entry]) -> str:
    items = "".join(
        f'<item rdf:about="{each.id or each.link}"><title>{each.title}</title><link>{each.link}</link></item>'
        for each in entries
    )
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    return f"<rdf:RDF {spaces}><channel><title>A</title></channel>{items}</rdf:RDF>"


def atom(entries: Sequence[Entry]) -> str:
    items = "".join(
        f'<entry><title>{each.title}</title><link href="{each.link}"/><summary>{each.text}</summary>'
        f"{f'<id>{each.id}</id>' if each.id else ''}</entry>"
        for each in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{items}</feed>'


def json_feed(entries: Sequence[Entry]) -> str:
    items = [
        {"id": each.id, "url": each.link.replace("&amp;", "&"), "title": each.title, "content_text": each.text}
        for each in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items})


def broken(entries: Sequence[Entry]) -> str:
    """RSS that is cut off and not well-formed."""
    return rss_2(entries).replace("</channel></rss>", "").replace("<description>", "<description>a & b &nbsp; ")


KINDS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "rss": rss_2,
    "rdf": rdf,
    "atom": atom,
    "json": json_feed,
    "broken": broken,
}
STYLES = ("plain", "edited", "no-ids", "changing-ids", "tracking", "flapping")


def shown(style: str, site: str, names: Sequence[str], at: int) -> list[Entry]:
    """What a feed shows in one round: one more than in the last, the newest first."""
    entries = [
        Entry(f"{site}-{n}", f"https://{site}.example/{n}", name, "Text.", f"Mon, 02 Mar 2026 {n:02}:00:00 GMT")
        for n, name in enumerate(names[: SHOWN + at])
    ][-SHOWN:][::-1]
    match style:
        case "edited":
            return [each._replace(title=f"{each.title} {at}", text=f"Text {at}.") for each in entries]
        case "no-ids":
            return [each._replace(id="") for each in entries]
        case "changing-ids":
            return [each._replace(id=f"{each.id}-{at}") for each in entries]
        case "tracking":
            return [each._replace(link=f"{each.link}?utm_source=rss&amp;utm_campaign={at}") for each in entries]
        case "flapping":
            return entries if at % 2 else [entries[0], *entries[2:]]
    return entries


@pytest.mark.timeout(600)
async def test_each_new_entry_is_told_once(
    reading: Reading, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = [(f"/{kind}-{style}", kind, style) for kind in KINDS for style in STYLES]
    names = titles(len(sites) * (SHOWN + ROUNDS))
    reading.folder = pipeline.folder
    reading.__post_init__()
    for path, *_ in sites:
        reading.add(path, topics=("AI",))
    save, killed = feeds.save_entries, Counter[int]()

    def save_or_die(session: object, feed_id: int, *rest: object) -> None:
        killed[feed_id] += 1
        if killed[feed_id] == 3:
            raise OSError
        save(session, feed_id, *rest)  # type: ignore[arg-type] # as given

    monkeypatch.setattr(feeds, "save_entries", save_or_die)
    for at in range(ROUNDS):
        reading.now = pipeline.now = NOON + timedelta(hours=at)
        for number, (path, kind, style) in enumerate(sites):
            own = names[number * (SHOWN + ROUNDS) :][: SHOWN + ROUNDS]
            body = KINDS[kind](shown(style, path[1:], own, at))
            reading.server.pages[path] = web.Response(body=body.encode())
            try:
                await reading.read(path)
            except OSError:
                await reading.read(path)
        await pipeline.scanned()
        pipeline.scan = pipeline.new_scan()
        if at == 0:
            pipeline.now += timedelta(seconds=1)
            pipeline.follows(1, "AI")

    articles = pipeline.database.call(stored_articles)
    links = Counter(article.link for article in articles)
    wanted = {f"https://{path[1:]}.example/{n}" for path, *_ in sites for n in range(SHOWN + ROUNDS - 1)}
    assert set(links) == wanted
    assert len(reading.files()) == len(wanted)
    # What flapped in the first round was not there in it, so it is news of the second.
    flapped = sum(style == "flapping" for *_, style in sites)
    assert len(pipeline.rows(1)) == len(sites) * (ROUNDS - 1) + flapped
