"""A folder of topic files: the catalogue, read again when its files change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session

from bot.news.frontmatter import FileProblem, Unreadable
from bot.news.sources import TemporarilyUnreadable
from bot.news.sources.folder import read_file
from bot.news.topics import CatalogueTopic, make_hashtag, parse_topic, slugify
from storage import topic_edits
from storage import topics as stored_topics
from storage.models import Topic

TOPIC_SUFFIXES = (".md", ".yaml", ".yml")

FileStamps = list[tuple[str, int, int]]
"""Path, size and modification time of every topic file."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The topics that people are offered; ``parents`` by slug of the child, ``aliases`` by slug of the topic."""

    topics: tuple[Topic, ...]
    parents: Mapping[str, str]
    problems: tuple[FileProblem, ...]
    is_fully_read: bool = True
    """Whether every file could be read, whatever it says; otherwise it is worth another try."""
    aliases: Mapping[str, tuple[topic_edits.AliasName, ...]] = field(default_factory=dict)

    def store(self, session: Session) -> None:
        """Make it the one in the database; with files that could not be read, nothing is taken off the list.

        What editors changed in the chat goes before it.
        """
        stored_topics.sync_catalogue(session, self.topics, self.parents, is_complete=not self.problems)
        topic_edits.sync_aliases(session, self.aliases)
        topic_edits.apply_all(session, {topic.slug for topic in self.topics})


def load_catalogue(folder: Path, known: Mapping[str, str] = MappingProxyType({})) -> Catalogue:
    """Read every topic file below the folder; one that cannot be read is a problem, and harms no other.

    Args:
        folder: With the topic files.
        known: The file that each topic is known from, by slug and by name in lower case. It keeps its topic while it is
            there, even broken; another file with the same slug or name is a problem.
    """
    read: dict[str, tuple[str, CatalogueTopic]] = {}
    is_fully_read = True
    problems = [] if folder.is_dir() else [FileProblem(str(folder), None, "the folder of the catalogue is not there")]
    paths = list_topic_files(folder)
    owners = {key: path for key, path in known.items() if path in paths}
    for path in sorted(paths, key=lambda path: (path not in owners.values(), path)):
        try:
            topic = parse_topic(read_file(folder, path), path)
        except (Unreadable, TemporarilyUnreadable) as error:
            is_fully_read &= isinstance(error, Unreadable)
            problems.append(_problem(path, error))
            continue
        owners = {key: owner for key, owner in owners.items() if owner != path}  # it says itself what it is by now
        if first := _first_file(topic, read, owners):
            problems.append(FileProblem(path, None, f"the topic {topic.slug} is in {first} already"))
        else:
            read[topic.slug] = (path, topic)
    parents, lost = _parents(read)
    topics = tuple(_topic_row(path, topic) for path, topic in read.values())
    aliases = {slug: tuple(map(alias_name, topic.aliases)) for slug, (_, topic) in read.items()}
    return Catalogue(topics, parents, (*problems, *lost), is_fully_read, aliases)


def alias_name(name: str) -> topic_edits.AliasName:
    """Return another name of a topic as it is stored."""
    return topic_edits.AliasName(slugify(name), name)


def _problem(path: str, error: Unreadable | TemporarilyUnreadable) -> FileProblem:
    if isinstance(error, Unreadable):
        return FileProblem(path, error.line, error.reason)
    return FileProblem(path, None, str(error))


def _first_file(
    topic: CatalogueTopic, read: Mapping[str, tuple[str, CatalogueTopic]], owners: Mapping[str, str]
) -> str | None:
    """The other file that the topic is known from: by its slug, or by a name that records would find it by."""
    keys = {topic.slug, topic.name.casefold()}
    if owned := keys & owners.keys():
        return owners[min(owned)]
    return next((path for path, each in read.values() if keys & {each.slug, each.name.casefold()}), None)


def list_topic_files(folder: Path) -> list[str]:
    """Paths of the topic files below the folder, in order."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in TOPIC_SUFFIXES and path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


class CatalogueFolder:
    """The folder of the catalogue, read again when its files change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: FileStamps | None = None
        self._stored: FileStamps | None = None
        self.problems: tuple[FileProblem, ...] = ()

    def changed(self, known: Mapping[str, str] = MappingProxyType({})) -> Catalogue | None:
        """The catalogue, when it is not what it was when last stored; None otherwise.

        ``known`` is the file that each topic is known from, as for `load_catalogue`.
        """
        self._seen = []
        for path in list_topic_files(self._folder):
            status = (self._folder / path).stat()
            self._seen.append((path, status.st_size, status.st_mtime_ns))
        if self._seen == self._stored:
            return None
        catalogue = load_catalogue(self._folder, known)
        self.problems = catalogue.problems
        if not catalogue.is_fully_read:
            self._seen = None
        return catalogue

    def stored(self) -> None:
        """Take note that the catalogue that ``changed`` gave last is in the database."""
        self._stored = self._seen


def _topic_row(path: str, topic: CatalogueTopic) -> Topic:
    return Topic(
        file=path,
        slug=topic.slug,
        name=topic.name,
        description=topic.description,
        shortname=topic.shortname,
        hashtag=topic.hashtags[0] if topic.hashtags else make_hashtag(topic.name) or "",
        keywords=list(topic.keywords),
    )


def _parents(read: Mapping[str, tuple[str, CatalogueTopic]]) -> tuple[dict[str, str], list[FileProblem]]:
    """Parents by slug, as written by name or by slug; one that is not there, or closes a ring, is a problem."""
    by_name = {topic.name.casefold(): slug for slug, (_, topic) in read.items()}
    slugs = {slugify(topic.name): slug for slug, (_, topic) in read.items()} | by_name | {slug: slug for slug in read}
    parents: dict[str, str] = {}
    problems = []
    for slug, (path, topic) in read.items():
        if not topic.parent:
            continue
        parent = slugs.get(topic.parent.casefold()) or slugs.get(slugify(topic.parent))
        if parent is None:
            problems.append(FileProblem(path, None, f"its parent {topic.parent} is not in the catalogue"))
        elif slug in _with_ancestors(parent, parents):
            problems.append(FileProblem(path, None, f"its parent {topic.parent} is below it"))
        else:
            parents[slug] = parent
    return parents, problems


def _with_ancestors(slug: str, parents: Mapping[str, str]) -> Sequence[str]:
    """A topic and all above it."""
    line = [slug]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
    return line
