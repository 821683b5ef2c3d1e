"""Reading the catalogue of topics from its folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from bot.alerts.catalogue import CatalogueTopic, hashtag, read_topic
from bot.alerts.frontmatter import Unreadable
from bot.pipeline.files import Unsettled, read_file
from bot.pipeline.report import Problem
from storage import topics
from storage.models import Topic

SUFFIXES = (".md", ".yaml", ".yml")

Looks = list[tuple[str, int, int]]
"""Path, size and modification time of every topic file."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The topics that people are offered; ``parents`` by slug of the child."""

    topics: tuple[Topic, ...]
    parents: Mapping[str, str]
    problems: tuple[Problem, ...]
    is_settled: bool = True
    """Whether every file could be read, whatever it says; otherwise it is worth another try."""

    def store(self, session: Session) -> None:
        """Make it the one in the database; with files that could not be read, nothing is taken off the list."""
        topics.sync(session, self.topics, self.parents, is_complete=not self.problems)


def load(folder: Path) -> Catalogue:
    """Read every topic file below the folder; one that cannot be read is a problem, and harms no other."""
    read: dict[str, tuple[str, CatalogueTopic]] = {}
    is_settled = True
    problems = [] if folder.is_dir() else [Problem(str(folder), None, "the folder of the catalogue is not there")]
    for path in topic_files(folder):
        try:
            topic = read_topic(read_file(folder, path), path)
        except Unreadable as error:
            problems.append(Problem(path, error.line, error.reason))
        except Unsettled as error:
            is_settled = False
            problems.append(Problem(path, None, str(error)))
        else:
            if topic.slug in read:
                problems.append(Problem(path, None, f"the topic {topic.slug} is in {read[topic.slug][0]} already"))
            else:
                read[topic.slug] = (path, topic)
    parents, lost = _parents(read)
    return Catalogue(tuple(_row(topic) for _, topic in read.values()), parents, (*problems, *lost), is_settled)


def topic_files(folder: Path) -> list[str]:
    """Paths of the topic files below the folder, in order."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


class CatalogueFolder:
    """The folder of the catalogue, read again when its files change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Looks | None = None
        self._stored: Looks | None = None
        self.problems: tuple[Problem, ...] = ()

    def changed(self) -> Catalogue | None:
        """The catalogue, when it is not what it was when last stored; None otherwise."""
        self._seen = []
        for path in topic_files(self._folder):
            status = (self._folder / path).stat()
            self._seen.append((path, status.st_size, status.st_mtime_ns))
        if self._seen == self._stored:
            return None
        catalogue = load(self._folder)
        self.problems = catalogue.problems
        if not catalogue.is_settled:
            self._seen = None
        return catalogue

    def stored(self) -> None:
        """Take note that the catalogue that ``changed`` gave last is in the database."""
        self._stored = self._seen


def _row(topic: CatalogueTopic) -> Topic:
    return Topic(
        slug=topic.slug,
        name=topic.name,
        description=topic.description,
        shortname=topic.shortname,
        hashtag=topic.hashtags[0] if topic.hashtags else hashtag(topic.name) or "",
    )


def _parents(read: Mapping[str, tuple[str, CatalogueTopic]]) -> tuple[dict[str, str], list[Problem]]:
    """Parents by slug, as written by name or by slug; one that is not there, or closes a ring, is a problem."""
    slugs = {topic.name.casefold(): slug for slug, (_, topic) in read.items()} | {slug: slug for slug in read}
    parents: dict[str, str] = {}
    problems = []
    for slug, (path, topic) in read.items():
        if not topic.parent:
            continue
        parent = slugs.get(topic.parent.casefold())
        if parent is None:
            problems.append(Problem(path, None, f"its parent {topic.parent} is not in the catalogue"))
        elif slug in _line(parent, parents):
            problems.append(Problem(path, None, f"its parent {topic.parent} is below it"))
        else:
            parents[slug] = parent
    return parents, problems


def _line(slug: str, parents: Mapping[str, str]) -> Sequence[str]:
    """A topic and all above it."""
    line = [slug]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
    return line
