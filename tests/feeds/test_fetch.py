import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta

import brotli
import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult

from bot.feeds import addresses
from bot.feeds.addresses import AddressGuard
from bot.feeds.fetch import MAX_BYTES, FeedClient, FetchError, retry_after
from tests.conftest import NOON
from tests.feeds.server import HOST, FeedServer, raw_server

AGENT = "Topicwire/test"


@pytest.fixture
async def client() -> AsyncIterator[FeedClient]:
    async with FeedClient(AGENT, AddressGuard([HOST]), clock=lambda: NOON) as client:
        yield client


async def test_a_body_comes_with_what_the_server_says_of_it(server: FeedServer, client: FeedClient) -> None:
    headers = {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "ETag": 'W/"7"',
        "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT",
        "Cache-Control": "public, max-age=900",
        "Age": "300",
    }
    server.pages["/feed.xml"] = web.Response(body=b"<rss/>", headers=headers)

    fetched = await client.fetch(server.url("/feed.xml"))

    assert (fetched.status, fetched.body, fetched.etag) == (200, b"<rss/>", 'W/"7"')
    assert fetched.content_type == "application/rss+xml; charset=utf-8"
    assert fetched.last_modified == "Mon, 02 Mar 2026 10:00:00 GMT"
    assert (fetched.address, fetched.moved_to) == (server.url("/feed.xml"), "")
    assert (fetched.max_age, fetched.retry_after) == (timedelta(minutes=10), None)


async def test_requests_say_who_asks_and_what_is_known(server: FeedServer, client: FeedClient) -> None:
    server.pages["/feed.xml"] = web.Response(status=304)

    fetched = await client.fetch(server.url("/feed.xml"), etag='"7"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT")

    headers = server.requests[0].headers
    assert (fetched.status, fetched.body) == (304, b"")
    assert headers["User-Agent"] == AGENT
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "Mon, 02 Mar 2026 10:00:00 GMT")
    assert headers["Accept-Encoding"] == "gzip, deflate, br"
    assert "Cookie" not in headers


async def test_nothing_new_as_the_first_answer_is_a_fault(server: FeedServer, client: FeedClient) -> None:
    server.pages["/feed.xml"] = web.Response(status=304)

    with pytest.raises(FetchError, match="nothing is known yet"):
        await client.fetch(server.url("/feed.xml"))


def _bare_deflate(body: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(body) + packing.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:3]) + gzip.compress(body[3:]) + b"\0" * 8,
    "br": brotli.compress,
    "deflate": zlib.compress,
    "Deflate": _bare_deflate,
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", PACKED)
async def test_packed_bodies_are_unpacked(server: FeedServer, client: FeedClient, encoding: str) -> None:
    body = b"<rss>" + b"news " * 100_000 + b"</rss>"
    server.pages["/"] = web.Response(body=PACKED[encoding](body), headers={"Content-Encoding": encoding})

    assert (await client.fetch(server.url())).body == body


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
@pytest.mark.parametrize("damage", ["cut", "wrong"])
async def test_what_cannot_be_unpacked_is_told(
    server: FeedServer, client: FeedClient, encoding: str, damage: str
) -> None:
    packed = PACKED[encoding](b"news " * 1_000)
    body = packed[:-9] if damage == "cut" else packed[:2] + b"\xff" * 40
    server.pages["/"] = web.Response(body=body, headers={"Content-Encoding": encoding})

    with pytest.raises(FetchError, match=r"cut off|packed wrongly"):
        await client.fetch(server.url())


async def test_a_packing_that_was_not_asked_for_is_told(server: FeedServer, client: FeedClient) -> None:
    server.pages["/"] = web.Response(body=b"x", headers={"Content-Encoding": "zstd"})

    with pytest.raises(FetchError, match="not asked for"):
        await client.fetch(server.url())


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", ""])
async def test_a_body_of_16_mb_is_the_most(server: FeedServer, client: FeedClient, encoding: str) -> None:
    pack = PACKED.get(encoding, bytes)
    headers = {"Content-Encoding": encoding} if encoding else {}
    server.pages["/most"] = web.Response(body=pack(bytes(MAX_BYTES)), headers=headers)
    server.pages["/bomb"] = web.Response(body=pack(bytes(MAX_BYTES + 1)), headers=headers)

    assert len((await client.fetch(server.url("/most"))).body) == MAX_BYTES
    with pytest.raises(FetchError, match="larger than 16 MB"):
        await client.fetch(server.url("/bomb"))


async def test_an_endless_body_ends_at_the_limit(client: FeedClient) -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    async with raw_server(talk) as address:
        with pytest.raises(FetchError, match="larger than 16 MB"):
            await client.fetch(address)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
async def test_a_slow_server_has_so_much_time_in_all(said: bytes) -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        await asyncio.Event().wait()

    async with FeedClient(AGENT, AddressGuard([HOST]), max_seconds=0.2) as client, raw_server(talk) as address:
        with pytest.raises(FetchError, match=r"within 0.2 s"):
            await client.fetch(address)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (b"", "as a web server does"),
        (b"SSH-2.0-OpenSSH_9.9\r\n\r\n", "as a web server does"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", "cut off"),
    ],
)
async def test_what_is_no_answer_is_told(client: FeedClient, said: bytes, sentence: str) -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()

    async with raw_server(talk) as address:
        with pytest.raises(FetchError, match=sentence):
            await client.fetch(address)


async def test_a_server_that_is_not_there_is_told(client: FeedClient) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        address = f"http://{HOST}:{taken.getsockname()[1]}/"
        with pytest.raises(FetchError, match="cannot be reached"):
            await client.fetch(address)


async def test_only_permanent_redirects_are_where_it_moved(server: FeedServer, client: FeedClient) -> None:
    server.redirect("/old", "/newer", 301)
    server.redirect("/newer", server.url("/newest"), 308)
    server.redirect("/newest", "/today", 307)
    server.redirect("/today", "/feed.xml", 301)
    server.pages["/feed.xml"] = "<rss/>"

    fetched = await client.fetch(server.url("/old"))

    assert (fetched.body, fetched.moved_to) == (b"<rss/>", server.url("/newest"))
    assert fetched.address == server.url("/feed.xml")


async def test_ten_redirects_are_followed_and_no_more(server: FeedServer, client: FeedClient) -> None:
    for number in range(11):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.pages["/11"] = "<rss/>"

    assert (await client.fetch(server.url("/1"))).status == 200
    with pytest.raises(FetchError, match="more than 10 times"):
        await client.fetch(server.url("/0"))


async def test_redirects_in_a_circle_end(server: FeedServer, client: FeedClient) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")

    with pytest.raises(FetchError, match="more than 10 times"):
        await client.fetch(server.url("/a"))
    assert server.asked.total() == 11


@pytest.mark.parametrize(
    "target",
    [
        *("file:///etc/passwd", "ftp://news.example/", "data:text/plain,x", "http://10.0.0.1/", "http://[::1]/"),
        *("http://169.254.169.254/latest/meta-data", "http://2130706433/", "http://0x7f000001/", "http://127.1/"),
        *("//127.0.0.2/feed", "http://user:secret@news.example/", "http://[::ffff:10.0.0.1]/"),
    ],
)
async def test_redirects_lead_nowhere_that_may_not_be_asked(
    server: FeedServer, client: FeedClient, target: str
) -> None:
    server.redirect("/feed.xml", target, 301)

    with pytest.raises(FetchError) as refused:
        await client.fetch(server.url("/feed.xml"))
    assert refused.value.is_permanent
    assert server.asked.total() == 1


async def test_a_redirect_that_says_not_where_is_told(server: FeedServer, client: FeedClient) -> None:
    server.pages["/feed.xml"] = web.Response(status=302)

    with pytest.raises(FetchError, match="does not say where"):
        await client.fetch(server.url("/feed.xml"))


@pytest.mark.parametrize("host", [HOST, "localhost", "127.1", "0.0.0.0"])
async def test_this_machine_is_not_asked_unless_it_is_named(server: FeedServer, host: str) -> None:
    server.pages["/feed.xml"] = "<rss/>"

    async with FeedClient(AGENT, AddressGuard()) as client:
        with pytest.raises(FetchError, match=r"public address|unusual number"):
            await client.fetch(f"http://{host}:{server.port}/feed.xml")
    assert not server.asked


async def test_a_name_that_rebinds_gains_nothing(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.216.34", HOST], [HOST]])

    def look_up(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=each, port=port, family=socket.AF_INET, proto=0, flags=0)
            for each in next(answers)
        ]

    monkeypatch.setattr(addresses, "look_up", look_up)
    resolver = addresses.GuardedResolver(AddressGuard())

    first = await resolver.resolve("rebinding.example", server.port)
    async with FeedClient(AGENT, AddressGuard()) as client:
        with pytest.raises(FetchError, match="no public address"):
            await client.fetch(f"http://rebinding.example:{server.port}/feed.xml")

    assert [each["host"] for each in first] == ["93.184.216.34"]
    assert not server.asked


async def test_a_name_that_is_ones_own_is_asked(server: FeedServer) -> None:
    server.pages["/feed.xml"] = "<rss/>"

    async with FeedClient(AGENT, AddressGuard(["localhost"])) as client:
        assert (await client.fetch(f"http://localhost:{server.port}/feed.xml")).status == 200


async def test_proxies_of_the_environment_are_not_used(
    server: FeedServer, client: FeedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server.pages["/feed.xml"] = "<rss/>"

    assert (await client.fetch(server.url("/feed.xml"))).status == 200


async def test_cookies_are_not_kept(server: FeedServer, client: FeedClient) -> None:
    server.pages["/feed.xml"] = web.Response(body=b"<rss/>", headers={"Set-Cookie": "who=me"})

    await client.fetch(server.url("/feed.xml"))
    await client.fetch(server.url("/feed.xml"))

    assert all("Cookie" not in request.headers for request in server.requests)


async def test_few_large_bodies_are_in_memory_at_a_time(server: FeedServer) -> None:
    server.pages["/large"] = web.Response(body=bytes(2_000_000))
    server.pages["/small"] = "<rss/>"

    async with FeedClient(AGENT, AddressGuard([HOST]), max_seconds=0.5) as client:
        async with client.fetching(server.url("/large")), client.fetching(server.url("/large")):
            assert (await client.fetch(server.url("/small"))).status == 200
            with pytest.raises(FetchError, match=r"within 0.5 s"):
                await client.fetch(server.url("/large"))
        assert len((await client.fetch(server.url("/large"))).body) == 2_000_000


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Mon, 02 Mar 2026 12:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("9" * 40, 10**8),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(written: str, seconds: int) -> None:
    assert retry_after(written, NOON) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "soon", "-5", "1.5", "٣"])
def test_what_says_no_time_is_passed_over(written: str) -> None:
    assert retry_after(written, NOON) is None
