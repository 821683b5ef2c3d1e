"""A thousand damaged records among good ones: every good one is told, every other is set aside, nothing breaks."""

import random
from collections.abc import Callable
from datetime import timedelta

from bot.news.ingest import IngestResult
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, titles

GOOD, DAMAGED = 200, 1_000
SEED = 20261122

TROUBLE = (
    b"[" * 40_000, b"{" * 2_000, b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\n- - -\n", b"*a",
    b"&a [*a]",
    b"!!python/object:os.system", b"<<: {a: b}\n", b"\t", b"---\n", b"...\n", b'"', b"'", b": ", b"%YAML 9.9\n",
)  # fmt: skip
VALUES = (
    b"", b"[]", b"{}", b"never", b"1e999", b"-1", b"nan", b"99999999999999999999999", b"javascript:alert(1)", b"https://",
    b"0000-00-00", b"2026-02-30T25:61:00Z", b"~", b"|", b"x" * 70_000,
)  # fmt: skip

Damage = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def splice(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(TROUBLE) + data[at:]


def swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(1, len(lines) - 1)
    lines[at] = lines[at].partition(b":")[0] + b": " + chance.choice(VALUES)
    return b"\n".join(lines)


def drop_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def repeat_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def noise(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(0, 2_000))


def recode(data: bytes, chance: random.Random) -> bytes:
    return data.decode().encode(chance.choice(["utf-16", "utf-32", "utf-8-sig", "cp037"]))


DAMAGES: tuple[Damage, ...] = (cut, flip, splice, swap, drop_line, repeat_line, shuffle, noise, recode)


async def test_damaged_records_harm_no_good_one(pipeline: Pipeline) -> None:
    chance = random.Random(SEED)
    pipeline.follows(1, "AI")
    wanted = titles(GOOD + DAMAGED)
    for n, title in enumerate(wanted[:GOOD]):
        pipeline.drop(f"good/{n}.md", record(title, f"https://good.example/{n}", at=NOON + timedelta(seconds=n)))
    for n, title in enumerate(wanted[GOOD:]):
        whole = record(title, f"https://bad.example/{n}", excerpt="Lamps, ladders and rivers", extra="heat: -1\n")
        path = pipeline.drop(f"bad/{n}.md", "")
        path.write_bytes(DAMAGES[n % len(DAMAGES)](whole.encode(), chance))
    report = await pipeline.scanned()
    assert report.temporarily_unreadable == []
    taken = report.counts[IngestResult.NEW] + report.counts[IngestResult.FOLDED] + report.counts[IngestResult.CHANGED]
    taken += report.counts[IngestResult.UNCHANGED]
    assert taken + report.counts[IngestResult.REJECTED] == GOOD + DAMAGED
    assert report.counts[IngestResult.REJECTED] == len(report.rejected) > DAMAGED / 3
    assert all("/bad/" in problem.path and problem.reason for problem in report.rejected)
    assert sum(problem.line is not None for problem in report.rejected) > len(report.rejected) / 2
    pipeline.slots = 64
    pipeline.delivery = pipeline.new_delivery()
    await pipeline.delivered()
    told = pipeline.wire.titles(1)
    assert [title for title in wanted[:GOOD] if title not in told] == []
    assert set(pipeline.states()) == {"sent"}
