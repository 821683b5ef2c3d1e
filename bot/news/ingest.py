"""Ingesting: a record becomes an article in a story, and a new article is fanned out to its subscribers.

New means that no article with its canonical link was known, and that the file told of none before whose title or time
of publication it keeps: such a file corrects the link of its article. Of several files that tell of one article the
latest publication rules. Deliveries are written into the outbox in one transaction with the mark that they were.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.news.filing import KeywordCatalogue
from bot.news.filters import Matcher
from bot.news.matching import ArticleFeatures, Meaning, StoryIndex, host_of
from bot.news.ranking import rank_articles
from bot.news.record import Record
from bot.news.topics import make_hashtag, slugify
from storage import article_edits, articles, cancellations, edits, enqueue, topics, word_filters
from storage.articles import Filed, FileKey, FileReading
from storage.models import ArticleEdit, ArticleKind, RecordFile, RelatedLink, Topic
from storage.models.base import stored_id

ADDRESS_COLUMNS = frozenset({"amp_link", "amp_url", "link", "web_url"})

CAPACITY = 5_000
"""Recent articles that a new one is compared with."""


class StoryCache:
    """An index of recent stories that follows the database, so that a scan compares without reading all again.

    Another process may take articles in too: ``load_new`` before each use reads what is not known here.
    """

    def __init__(self, meaning: Meaning | None = None) -> None:
        self.meaning = meaning
        self.clear()

    def clear(self) -> None:
        """Forget everything: what was added was not committed."""
        self.index = StoryIndex(CAPACITY, self.meaning)
        self.last_id = 0
        self.regrouped_at: datetime | None = None

    def load_new(self, session: Session) -> None:
        """Add the articles that were stored since; all anew where an editor moved some to another story."""
        if (regrouped_at := article_edits.last_regrouped(session)) != self.regrouped_at:
            self.clear()
            self.regrouped_at = regrouped_at
        for row in articles.recent(session, CAPACITY, after_id=self.last_id):
            related = (entry["canonical"] for entry in row.related)
            self.index.add(self.read(row.link, row.title, row.excerpt, row.published_at, related), row.story_id)
            self.last_id = row.id

    def read(
        self, link: str, title: str, excerpt: str, published_at: datetime, related: Iterable[str]
    ) -> ArticleFeatures:
        """Read an article for comparing; its text is kept only where it may be asked about."""
        return ArticleFeatures.of(
            link=link,
            title=title,
            excerpt=excerpt,
            published_at=published_at,
            related=related,
            has_text=self.meaning is not None,
        )


@dataclass(frozen=True, slots=True)
class IngestItem:
    """What was read: a record, or the reason why not (in ``file``)."""

    file: FileReading
    record: Record | None

    @property
    def key(self) -> FileKey:
        """The file, as it is known by."""
        return FileKey(self.file.folder, self.file.path)


class IngestResult(StrEnum):
    """What became of a file."""

    NEW = "new"
    """A new article that starts a story."""
    FOLDED = "folded"
    """A new article that joined a story that was known."""
    CHANGED = "changed"
    """A known article, updated."""
    UNCHANGED = "unchanged"
    """A known article as it was: the file was only touched, moved or copied."""
    REJECTED = "rejected"


Rank = tuple[datetime, bool, str, str]
"""By which of several files of one article the highest rules: publication, withdrawn, folder, path."""


def rank(file: FileReading | RecordFile) -> Rank | None:
    """Return the rank of a file; None if it was never read as a record."""
    return None if file.published_at is None else (file.published_at, file.is_removed, file.folder, file.path)


def in_publication_order(readings: Iterable[IngestItem]) -> list[IngestItem]:
    """By publication time and link, so that stories form alike whatever order the files came in.

    Files of one link stand together, where the latest publication of them belongs, and that one last.
    """
    groups: defaultdict[tuple[Any, ...], list[IngestItem]] = defaultdict(list)
    for reading in readings:
        groups[_group_key(reading)].append(reading)
    ordered = [sorted(group, key=_rank) for group in groups.values()]
    return [reading for group in sorted(ordered, key=_publication_key) for reading in group]


def in_chunks(readings: Sequence[IngestItem], size: int) -> Iterator[list[IngestItem]]:
    """Cut readings in publication order into parts of about this size; files of one link stay together."""
    chunk: list[IngestItem] = []
    for _, group in groupby(readings, _group_key):
        chunk += group
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def ingest(
    session: Session,
    readings: Sequence[IngestItem],
    story_cache: StoryCache,
    *,
    are_listed: bool,
    arrived_at: datetime,
    window: timedelta,
) -> list[IngestResult]:
    """Take readings in, in their order, in one transaction.

    What is stored is what taking them in one by one would store; the rows are written in bulk at the end.

    Args:
        session: In one transaction.
        readings: A few hundred, files of one link together (``in_chunks``); what could not be read is only noted.
        story_cache: Recent articles and their stories; to be cleared if the transaction fails.
        are_listed: Whether topics that only records name are offered to people.
        arrived_at: When the files were noticed.
        window: Alerts that are older stay as they are when a link is corrected.

    Returns:
        What became of each reading.
    """
    articles.lock_ingest(session)
    story_cache.load_new(session)
    records = [reading.record for reading in readings if reading.record is not None]
    named = _topics(session, records, are_listed=are_listed)
    batch = _Batch(_load_known(session, readings), story_cache, arrived_at)
    batch.expect(readings)
    taken: list[IngestResult] = []
    for _, group in groupby(readings, _group_key):
        taken += batch.take(list(group))
    batch.store(session, Filing(named), arrived_at - window)
    articles.remember_files(session, [batch.noted(reading) for reading in readings])
    return taken


class _Known(NamedTuple):
    """What is stored of the articles that readings may tell of.

    Attributes:
        articles: columns of each, in order of arrival.
        by_further_link: ids by further links.
        by_file: ids by the files that told of them.
        files: the files that each is read from, without those that are being read.
        edits: what editors changed of each.
    """

    articles: Sequence[dict[str, Any]]
    by_further_link: Mapping[str, int]
    by_file: Mapping[FileKey, int]
    files: Mapping[int, Sequence[RecordFile]]
    edits: Mapping[int, ArticleEdit]


def _load_known(session: Session, readings: Sequence[IngestItem]) -> _Known:
    links = {reading.record.canonical_link for reading in readings if reading.record is not None}
    by_further_link = articles.further_links(session, links)
    by_file = articles.articles_of_files(session, (reading.key for reading in readings))
    titles = ((each.record.title, each.record.published_at) for each in readings if each.record is not None)
    published = articles.published_as(session, titles)
    found = articles.by_links(session, links, {*by_further_link.values(), *by_file.values(), *published})
    ids = [columns["id"] for columns in found]
    files, edited = articles.files_of_articles(session, ids), article_edits.by_article(session, ids)
    return _Known(found, by_further_link, by_file, files, edited)


def _topics(session: Session, records: Sequence[Record], *, are_listed: bool) -> dict[str, Topic]:
    """Every topic by name in lower case and by slug, with those that these records are the first to name."""
    names = {name for record in records for name in record.topics}
    known = _by_name_and_slug(topics.find_all(session))
    missing = [name for name in sorted(names) if _found(name, known) is None]
    wanted = [Topic(slug=slugify(name), name=name, hashtag=make_hashtag(name) or "") for name in missing]
    topics.add_missing(session, wanted, are_listed=are_listed)
    return _by_name_and_slug(topics.find_all(session)) if wanted else known


def _by_name_and_slug(known: Iterable[Topic]) -> dict[str, Topic]:
    """A topic that people are offered goes before one that bears the name as another, and that before all others."""
    topics_known = list(known)
    listed = [topic for topic in topics_known if topic.is_listed]
    others = [topic for topic in topics_known if not topic.is_listed]
    by_alias = {
        key: topic for topic in topics_known for name in topic.aliases for key in (slugify(name), name.casefold())
    }
    return _by_own_names(others) | by_alias | _by_own_names(listed)


def _by_own_names(known: Sequence[Topic]) -> dict[str, Topic]:
    by_slug = {slugify(topic.name): topic for topic in known} | {topic.slug: topic for topic in known}
    return by_slug | {topic.name.casefold(): topic for topic in known}


class Filing:
    """Under which topics articles stand: those that their records name, else those whose keywords they have.

    Args:
        named: Every topic by its names.
    """

    def __init__(self, named: Mapping[str, Topic]) -> None:
        self._named = named

    @classmethod
    def of(cls, known: Iterable[Topic]) -> "Filing":
        """File by these topics."""
        return cls(_by_name_and_slug(known))

    @cached_property
    def _catalogue(self) -> KeywordCatalogue:
        """Made for the first record that names no topic."""
        listed = {stored_id(topic.id): topic.keywords for topic in self._named.values() if topic.is_listed}
        return KeywordCatalogue(dict(sorted(listed.items())))

    def named(self, names: Iterable[str]) -> list[Filed]:
        """Return the topics that a record names, each once."""
        found = (_found(name, self._named) for name in names)
        return [Filed(topic_id) for topic_id in dict.fromkeys(stored_id(topic.id) for topic in found if topic)]

    def by_keywords(self, title: str, excerpt: str) -> list[Filed]:
        """Return the topics of an article whose record names none, and why."""
        return [Filed(*under) for under in self._catalogue.file(title, excerpt)]

    def file(self, columns: Mapping[str, Any]) -> list[Filed]:
        """Return the topics of an article with these columns."""
        names = columns["topic_names"]
        return self.named(names) if names else self.by_keywords(columns["title"], columns["excerpt"])


def _found(name: str, known: Mapping[str, Topic]) -> Topic | None:
    return known.get(name.casefold()) or known.get(slugify(name))


@dataclass(slots=True, eq=False)
class _BatchArticle:
    """An article of a batch: its columns as they will be stored.

    Attributes:
        columns: all but the id.
        article_id: None for a new one.
        changed: names of the columns that differ from what is stored.
        was_removed: whether a record of the batch withdrew it.
        ranks: of the files that it is read from.
        further_links: by which it is known from now on, besides its own.
        alike: links of other stories' articles, the likest first, each as related reading if it is of the batch.
        decided: columns that an editor decided.
        record: what the record says of these.
        has_new_record: whether that is to be stored.
    """

    columns: dict[str, Any]
    article_id: int | None = None
    changed: set[str] = field(default_factory=set)
    was_removed: bool = False
    ranks: dict[FileKey, Rank] = field(default_factory=dict)
    further_links: set[str] = field(default_factory=set)
    alike: list[tuple[str, RelatedLink | None]] = field(default_factory=list)
    decided: Mapping[str, Any] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    has_new_record: bool = False

    def follow(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a record says, but for what an editor decided; what it says of that is kept."""
        record = {name: said[name] for name in self.decided}
        self.has_new_record |= any(self.record.get(name) != value for name, value in record.items())
        self.record |= record
        return {**said, **self.decided}

    def rules(self, key: FileKey, rank: Rank) -> bool:
        """Whether no other file of the article has a higher rank than this one."""
        return all(rank > other for rival, other in self.ranks.items() if rival != key)

    def is_kept_by(self, record: Record) -> bool:
        """Whether a record with another link still tells of it: by its title, or its time of publication."""
        titles = {self.columns["title"], self.record.get("title")}
        return bool(record.title in titles or record.published_at == self.columns["published_at"])

    def is_filed_anew(self) -> bool:
        """Whether its record names other topics than before, or names none and has another text."""
        return "topic_names" in self.changed or (
            not self.columns["topic_names"] and not self.changed.isdisjoint(("title", "excerpt"))
        )

    def changes(self) -> dict[str, Any]:
        """The columns to update."""
        return {name: self.columns[name] for name in self.changed}


class _Batch:
    """Takes records in, in memory, and stores what they come to. Stories that it starts bear negative numbers."""

    def __init__(self, known: _Known, story_cache: StoryCache, arrived_at: datetime) -> None:
        self._story_cache = story_cache
        self._arrived_at = arrived_at
        self._started = 0
        self._articles: list[_BatchArticle] = []
        self._by_link: dict[str, _BatchArticle] = {}
        self._of_file: dict[FileKey, _BatchArticle] = {}
        by_id: dict[int, _BatchArticle] = {}
        for columns in known.articles:
            article_id = columns.pop("id")
            by_id[article_id] = article = _BatchArticle(columns, article_id)
            if edit := known.edits.get(article_id):
                article.decided, article.record = article_edits.columns_of(edit), dict(edit.record)
            files = ((FileKey(file.folder, file.path), rank(file)) for file in known.files.get(article_id, ()))
            article.ranks = {key: found for key, found in files if found}
            self._enter(article)
        self._by_further_link = {link: by_id[article_id] for link, article_id in known.by_further_link.items()}
        self._told_before = {key: by_id[article_id] for key, article_id in known.by_file.items()}

    def _enter(self, article: _BatchArticle) -> None:
        self._articles.append(article)
        self._by_link[article.columns["link"]] = article

    def expect(self, readings: Iterable[IngestItem]) -> None:
        """Rank the files that still tell of their article, before any of them is taken in."""
        for reading in readings:
            article = self._told_before.get(reading.key)
            if article and reading.record and self._find(reading.record.canonical_link) is article:
                article.ranks[reading.key] = _rank(reading)

    def take(self, group: Sequence[IngestItem]) -> list[IngestResult]:
        """Take in the files of one link, lowest rank first: update the article that they tell of, or add it."""
        *others, ruling = group
        record = ruling.record
        if record is None:
            return [IngestResult.REJECTED] * len(group)
        article = self._find(record.canonical_link) or self._corrected(group)
        became = self._add(record) if article is None else IngestResult.UNCHANGED
        article = article or self._by_link[record.canonical_link]
        for reading in group:
            self._note_file(reading, article)
        if became is IngestResult.UNCHANGED and article.rules(ruling.key, _rank(ruling)):
            became = self._update(article, record)
        return [*(IngestResult.UNCHANGED for _ in others), became]

    def _find(self, link: str) -> _BatchArticle | None:
        """The article that is known by this link; of several with one AMP page the last."""
        if article := self._by_link.get(link) or self._by_further_link.get(link):
            return article
        return next((each for each in reversed(self._articles) if each.columns["amp_link"] == link), None)

    def _corrected(self, group: Sequence[IngestItem]) -> _BatchArticle | None:
        """The article whose link these files correct; from then on it is known by the new one, too."""
        for reading in reversed(group):
            article, record = self._told_before.get(reading.key), reading.record
            if article and record and article.is_kept_by(record):
                self._add_further_link(article, record.canonical_link)
                return article
        return self._orphan(group)

    def _orphan(self, group: Sequence[IngestItem]) -> _BatchArticle | None:
        """The article of this host, title and time whose file is gone: the file got a new name with the new link."""
        record = group[-1].record
        if record is None or any(reading.key in self._told_before for reading in group):
            return None
        wanted = (record.title, record.published_at, host_of(record.canonical_link))
        for article in self._articles:
            columns = article.columns
            if not article.ranks and wanted == (columns["title"], columns["published_at"], host_of(columns["link"])):
                self._add_further_link(article, record.canonical_link)
                return article
        return None

    def _add_further_link(self, article: _BatchArticle, link: str) -> None:
        article.further_links.add(link)
        self._by_further_link[link] = article

    def _note_file(self, reading: IngestItem, article: _BatchArticle) -> None:
        """Note that a file tells of this article, and no longer of another."""
        if before := self._told_before.get(reading.key):
            before.ranks.pop(reading.key, None)
        article.ranks[reading.key] = _rank(reading)
        self._of_file[reading.key] = article

    def noted(self, reading: IngestItem) -> FileReading:
        """The reading as it is to be remembered, with its article, which is stored."""
        article, record = self._of_file.get(reading.key), reading.record
        if article is None or record is None:
            return reading.file
        article_id = stored_id(article.article_id)
        return reading.file._replace(article_id=article_id, published_at=record.published_at, is_removed=record.removed)

    def _update(self, article: _BatchArticle, record: Record) -> IngestResult:
        """Bring an article up to date with its record; its story and its announcement stay.

        A record of its AMP page leaves it the addresses that it is known by.
        """
        columns = article.follow(_columns(record)) | {"link": record.canonical_link}
        if record.canonical_link not in self._by_link and record.canonical_link not in self._by_further_link:
            columns = {name: value for name, value in columns.items() if name not in ADDRESS_COLUMNS}
        changed = {name: value for name, value in columns.items() if article.columns[name] != value}
        if not changed:
            return IngestResult.UNCHANGED
        if "link" in changed:
            self._add_further_link(article, article.columns["link"])
            self._by_link[changed["link"]] = article
        article.columns |= changed
        article.changed |= changed.keys()
        article.was_removed |= article.columns["is_removed"]
        return IngestResult.CHANGED

    def _add(self, record: Record) -> IngestResult:
        link, related = record.canonical_link, (entry.canonical_link for entry in record.related)
        features = self._story_cache.read(link, record.title, record.excerpt, record.published_at, related)
        story_id = self._story_cache.index.join(features)
        became = IngestResult.FOLDED
        if story_id is None:
            self._started += 1
            story_id, became = -self._started, IngestResult.NEW
        alike = () if record.related else self._story_cache.index.related(features, story_id)
        self._story_cache.index.add(features, story_id)
        own = {"link": link, "story_id": story_id, "arrived_at": self._arrived_at}
        article = _BatchArticle(_columns(record) | own | _release(record, self._arrived_at))
        article.alike = [(link, self._reading(link)) for link in alike]
        self._enter(article)
        return became

    def _reading(self, link: str) -> RelatedLink | None:
        """An article of this batch as related reading, as it is now; None for one that is only stored."""
        article = self._by_link.get(link)
        return articles.related_link(article.columns) if article and article.columns["link"] == link else None

    def _find_related(self, session: Session, new: Sequence[_BatchArticle]) -> None:
        """Give articles whose records name nothing related what was found."""
        wanted = {link for article in new for link, reading in article.alike if reading is None}
        stored = articles.related_links(session, wanted)
        for article in new:
            found = [reading or stored.get(link) for link, reading in article.alike]
            article.columns["found_related"] = [reading for reading in found if reading]

    def store(self, session: Session, filing: Filing, told_since: datetime) -> None:
        """Write stories, articles, their links and topics; cancel what is owed of articles that were withdrawn.

        Alerts since ``told_since`` are to show links that were corrected.
        """
        story_ids = articles.start_stories(session, self._started, self._arrived_at)
        ids = {-number: story_id for number, story_id in enumerate(story_ids, 1)}
        self._story_cache.index.renumber(ids)
        new = [article for article in self._articles if article.article_id is None]
        for article in new:
            article.columns["story_id"] = ids.get(article.columns["story_id"], article.columns["story_id"])
        self._find_related(session, new)
        stored_ids = articles.add_all(session, [article.columns for article in new])
        for article, article_id in zip(new, stored_ids, strict=True):
            article.article_id = self._story_cache.last_id = article_id
            article.changed = {"topic_names"}
        known = self._articles[: len(self._articles) - len(new)]
        articles.update_all(session, ((stored_id(each.article_id), each.changes()) for each in known if each.changed))
        refiled = [each for each in self._articles if each.is_filed_anew()]
        articles.set_topics(session, {stored_id(each.article_id): filing.file(each.columns) for each in refiled})
        noted = {stored_id(each.article_id): each.record for each in known if each.has_new_record}
        article_edits.note_records(session, noted)
        further = {link: stored_id(each.article_id) for each in self._articles for link in each.further_links}
        articles.add_further_links(session, further)
        corrected = {each.columns["story_id"] for each in known if "link" in each.changed}
        edits.correct(session, corrected, told_since, self._arrived_at)
        for each in known:
            if each.was_removed:
                cancellations.cancel_article(session, stored_id(each.article_id), self._arrived_at)


def _release(record: Record, arrived_at: datetime) -> dict[str, Any]:
    """When a new article may be shown and told: the one place that ``archive``, ``hold`` and ``embargo_until`` go to.

    What is archive counts as announced: nobody is owed it.
    """
    return {"announced_at": arrived_at if record.archive else None}


def _columns(record: Record) -> dict[str, Any]:
    return {
        "amp_link": record.amp_link_canonical,
        "web_url": record.link,
        "amp_url": record.amp_url,
        "title": record.title,
        "excerpt": record.excerpt,
        "published_at": record.published_at,
        "is_day_only": record.is_day_only,
        "kind": ArticleKind(record.kind),
        "quality": record.quality,
        "heat": record.heat,
        "is_published": record.published,
        "is_removed": record.removed,
        "is_archive": record.archive,
        "locale": record.locale,
        "provider_name": record.provider_name,
        "provider_domain": record.provider_domain,
        "image_url": record.image.url if record.image else None,
        "related": [
            RelatedLink(
                link=entry.link,
                canonical=entry.canonical_link,
                title=entry.title,
                provider=entry.provider_name,
                quality=entry.quality,
            )
            for entry in record.related
        ],
        "topic_names": list(record.topics),
    }


def _group_key(reading: IngestItem) -> tuple[Any, ...]:
    """What files of one link have in common; a file that could not be read stands alone."""
    if reading.record is None:
        return (1, *reading.key)
    return (0, reading.record.canonical_link)


def _rank(reading: IngestItem) -> Rank:
    record = reading.record
    if record is None:
        return (datetime.max.replace(tzinfo=UTC), False, *reading.key)
    return (record.published_at, record.removed, *reading.key)


def _publication_key(group: Sequence[IngestItem]) -> tuple[Any, ...]:
    ruling = group[-1]
    if ruling.record is None:
        return (1, *ruling.key)
    return (0, ruling.record.published_at, ruling.record.canonical_link)


FANOUT_CHUNK = 200
"""Articles a transaction, at most: others get to write in between."""

FANOUT_DELIVERIES = 50_000
"""Deliveries after which a transaction takes no further article."""


class FanOut(NamedTuple):
    """What one transaction did.

    Attributes:
        owed: deliveries written.
        done: so many of the articles given are dealt with, from the first on.
    """

    owed: int
    done: int


class ExpressionCache:
    """The expressions of all filters and watches, read again when there are new ones."""

    def __init__(self) -> None:
        self._edition: word_filters.Edition | None = None
        self._matcher = Matcher(())

    def matching(self, session: Session, article: Any) -> Collection[str]:
        """Return the expressions that an article matches."""
        return self.refreshed(session).matching(
            title=article.title,
            excerpt=article.excerpt,
            provider_name=article.provider_name,
            provider_domain=article.provider_domain,
        )

    def refreshed(self, session: Session) -> Matcher:
        """Return what matches, with the expressions that there are now."""
        edition = word_filters.edition(session)
        if edition != self._edition:
            self._matcher.update(word_filters.expressions(session))
            self._edition = edition
        return self._matcher


def fan_out(
    session: Session,
    article_ids: Sequence[int],
    window: timedelta,
    now: datetime,
    expressions: ExpressionCache | None = None,
) -> FanOut:
    """Write the deliveries of articles that are not announced yet, in the order given.

    Args:
        session: In one transaction: deliveries and marks are written together or not at all.
        article_ids: As ``articles.unannounced`` gives them; one that another process announced meanwhile is passed
            over.
        window: Who was told of a story less than so long ago is not told again.
        now: When they come to be owed.
        expressions: Of filters and watches, as last read.
    """
    articles.lock_ingest(session)
    waiting = articles.to_announce(session, article_ids)
    present = {key: article for key, article in waiting.items() if not (article.is_removed or article.is_archive)}
    followed = topics.with_followers(session, list(present))
    known = expressions or ExpressionCache()
    has_expressions = enqueue.has_expressions(session)
    ranks = rank_articles(session, [present[each] for each in followed], now)
    owed = done = 0
    told = {}
    for article_id in article_ids:
        if owed >= FANOUT_DELIVERIES:
            break
        done += 1
        if article := present.get(article_id):
            told[article_id] = article.story_id
            words = known.matching(session, article) if has_expressions else ()
            if words or article_id in followed:
                great = ranks.get(article_id, {})
                owed += enqueue.add_alerts(session, article, now - window, now, matched=words, ranks=great)
    edits.fold(session, told, told_since=now - window, now=now)
    articles.mark_announced(session, article_ids[:done], now)
    return FanOut(owed, done)
