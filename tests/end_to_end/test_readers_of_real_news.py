"""Two thousand readers of all kinds, over days of real news, message by message against the plain model."""

import json
import lzma
import os
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import yaml

from storage.database import Database
from tests.digests.simulation import Simulation
from tests.digests.stream import Landing, Vocabulary, all_kinds_of_readers, steps
from tests.support.pipeline import Pipeline

NEWS = os.environ.get("TOPICWIRE_NEWS", "")
"""A folder with ``snapshot.tar.xz``, records, and ``changes.jsonl.xz``, what was put in and out of it later."""
READERS = int(os.environ.get("TOPICWIRE_READERS", "2000"))
QUARTER = timedelta(minutes=15)
WORDS = ("face", "robot", "market", "healthcare", "machine learning", "google", "facial recognition")
LINK = re.compile(r"^(?:sourceUrl|webUrl): *(\S+)", re.MULTILINE)
SOURCES = ("forbes", "zdnet", "techcrunch", "yahoo")


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.skipif(not NEWS, reason="TOPICWIRE_NEWS names no folder of news")
async def test_everyone_is_told_what_the_model_says_and_when(sqlite: Database, tmp_path: Path) -> None:
    pipeline = Pipeline(sqlite, tmp_path / "records", slots=64)
    landings = list(news_that_landed(Path(NEWS)))
    start = landings[0].at.astimezone(UTC).replace(minute=0, second=0) - timedelta(hours=1)
    unpack(Path(NEWS), pipeline.folder)
    pipeline.now = start - timedelta(hours=1)
    await pipeline.scanned()
    pipeline.now = start
    hours = int((landings[-1].at - start) / timedelta(hours=1)) + 2
    random = Random(1)
    names = topics_of(text for landing in landings for text in landing.files.values())
    parents = {name: "AI" for name in names if name != "AI" and ("AI" in name.split() or "Vision" in name)}
    readers = list(all_kinds_of_readers(random, READERS, hours, Vocabulary(names, WORDS, SOURCES)))
    simulation = Simulation(pipeline, readers, landings, parents, names)
    await simulation.run(steps(start, hours, QUARTER, down=((30, 33), (60, 68))))
    differences = list(simulation.differences())
    assert not differences, f"{len(differences)} readers:\n" + "\n".join(differences[:5])


def unpack(folder: Path, into: Path) -> None:
    """The records as they stood at the beginning."""
    with tarfile.open(folder / "snapshot.tar.xz") as archive:
        archive.extractall(into, filter="data")


def news_that_landed(folder: Path) -> Iterator[Landing]:
    """What was new; what only changed stays as it was, also where another file changes an article."""
    links: set[str] = set()
    with tarfile.open(folder / "snapshot.tar.xz") as archive:
        known = {Path(name).name for name in archive.getnames()}
    with lzma.open(folder / "changes.jsonl.xz", "rt", encoding="utf-8") as lines:
        for change in map(json.loads, lines):
            new = {name: text for name, text in change["put"].items() if name not in known}
            known |= new.keys()
            by_link = {LINK.search(text)[1]: name for name, text in new.items()}  # type: ignore[index] # each has one
            fresh = {name: new[name] for link, name in by_link.items() if link not in links}
            links |= by_link.keys()
            if fresh:
                yield Landing(datetime.fromisoformat(change["at"]), fresh)


def topics_of(texts: Iterator[str]) -> tuple[str, ...]:
    """The topics that are named most."""
    counts = Counter(name for text in texts for name in yaml.safe_load(text.split("---")[1]).get("topics") or ())
    return tuple(name for name, _ in counts.most_common(15))
