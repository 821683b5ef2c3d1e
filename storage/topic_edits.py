"""Topics as editors change them in the chat: beside the catalogue's files, and before them after every scan.

The files say what a topic is. A row of ``topic_edit`` says what the chat has it be instead, until a file says that too.
The columns of ``topic`` are what both come to. An alias is a name of one topic alone; where a topic on offer bears it
as its own name, that counts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from storage.articles import lock_ingest
from storage.database import read_only
from storage.models import Topic, TopicAlias, TopicEdit
from storage.topics import ancestors, parent_ids

CHANGED_COLUMNS = ("name", "shortname", "hashtag", "description", "keywords")
"""Columns of a topic that an edit may replace, each by its own of the same name."""


class AliasName(NamedTuple):
    """A name for a topic, and the slug by which it is known."""

    slug: str
    name: str


@read_only
def find(session: Session, topic_id: int) -> TopicEdit | None:
    """What the chat changed of a topic, if anything."""
    return session.get(TopicEdit, topic_id)


@read_only
def aliases_of(session: Session, topic_id: int) -> list[TopicAlias]:
    """The other names of a topic, in order."""
    found = session.exec(select(TopicAlias).where(TopicAlias.topic_id == topic_id))
    return sorted(found, key=lambda alias: alias.name.casefold())


@read_only
def find_alias(session: Session, slug: str) -> TopicAlias | None:
    """Whose other name has this slug."""
    return session.get(TopicAlias, slug)


@read_only
def is_merged(session: Session, topic_id: int) -> bool:
    """Whether a topic is part of another one by now."""
    edit = session.get(TopicEdit, topic_id)
    return edit is not None and edit.merged_into is not None


def lock(session: Session) -> None:
    """Have nobody else change topics, or take records in, until the transaction ends."""
    lock_ingest(session)


# After a scan.


def apply_all(session: Session, read: Collection[str] = ()) -> None:
    """Put what the chat changed before what the files say: to be called after the catalogue was stored.

    Args:
        session: In one transaction.
        read: Slugs of the topics that were just read from files. What these say as the chat does is theirs from now on.
    """
    pairs = [(session.get_one(Topic, edit.topic_id), edit) for edit in session.exec(select(TopicEdit))]
    if not pairs:
        return
    by_slug = {topic.slug: topic for topic in session.exec(select(Topic))}
    by_id = {topic.id: topic for topic in by_slug.values()}
    for topic, edit in pairs:
        if topic.slug in read:
            _leave_to_file(topic, edit, by_id.get(topic.parent_id or 0))
        _apply(topic, edit, by_slug)
        session.add_all((topic, edit))
    session.flush()
    for topic, edit in pairs:
        if edit.parent_slug is not None:
            above = by_slug.get(edit.parent_slug)
            _move_below(session, topic, above if above is not None and above.is_listed else None)
    for topic, edit in pairs:
        if edit.merged_into in by_slug:
            give_children(session, topic, by_slug[edit.merged_into])
    session.flush()


def _leave_to_file(topic: Topic, edit: TopicEdit, parent: Topic | None) -> None:
    """Drop of an edit what a topic's file says by now: whoever changes the file next is heard."""
    same = [name for name in CHANGED_COLUMNS if getattr(edit, name) == getattr(topic, name)]
    if edit.parent_slug == (parent.slug if parent else ""):
        same.append("parent_slug")
    for name in same:
        setattr(edit, name, None)
    if same or edit.is_added:
        edit.is_added, edit.before = False, {}


def _apply(topic: Topic, edit: TopicEdit, by_slug: Mapping[str, Topic]) -> None:
    for name in CHANGED_COLUMNS:
        value = getattr(edit, name)
        if value is not None:
            setattr(topic, name, value)
    if edit.merged_into in by_slug:
        topic.is_listed = False
    elif edit.is_added:
        topic.is_listed = True


def give_children(session: Session, source: Topic, target: Topic) -> None:
    """Have what stands under a topic stand under the one that it is part of; that takes its place, if it was below."""
    parents = parent_ids(session)
    if source.id in ancestors(target.id, parents):
        target.parent_id = source.parent_id if source.parent_id != target.id else None
        session.add(target)
    for child in session.exec(select(Topic).where(Topic.parent_id == source.id, Topic.id != target.id)):
        child.parent_id = target.id
        session.add(child)
    session.flush()


def _move_below(session: Session, topic: Topic, parent: Topic | None) -> bool:
    """Give a topic a parent, unless that is below it. Returns whether it has it now."""
    if parent is not None and topic.id in (parent.id, *ancestors(parent.id, parent_ids(session))):
        return False
    topic.parent_id = parent.id if parent else None
    session.add(topic)
    session.flush()
    return True


def sync_aliases(session: Session, named: Mapping[str, Iterable[AliasName]]) -> None:
    """Make the aliases of files those that they name now; one that the chat gave to another topic stays there.

    Args:
        session: In one transaction, after the catalogue was stored.
        named: By the slug of the topic.
    """
    topics = {topic.slug: topic for topic in session.exec(select(Topic))}
    known = {alias.slug: alias for alias in session.exec(select(TopicAlias))}
    wanted: dict[str, tuple[str, int]] = {}
    for slug, names in named.items():
        topic = _heir(session, topics.get(slug), topics)
        for each in names:
            present = known.get(each.slug)
            if topic is not None and present is not None and present.topic_id == topic.id:
                present.is_from_file = True  # also where the chat gave it before
            if topic is not None and (present is None or present.is_from_file):
                wanted.setdefault(each.slug, (each.name, topic.id))
    for slug, alias in known.items():
        if alias.is_from_file and wanted.get(slug) != (alias.name, alias.topic_id):
            session.delete(alias)
            session.flush()
        elif alias.is_from_file:
            del wanted[slug]
    for slug, (name, topic_id) in wanted.items():
        session.add(TopicAlias(slug=slug, name=name, topic_id=topic_id, is_from_file=True))
    session.flush()
    show_aliases(session)


def _heir(session: Session, topic: Topic | None, topics: Mapping[str, Topic]) -> Topic | None:
    """The topic itself, or the one that it is part of by now."""
    edit = session.get(TopicEdit, topic.id) if topic else None
    return topics.get(edit.merged_into, topic) if edit and edit.merged_into else topic


def show_aliases(session: Session) -> None:
    """Have each topic bear its aliases: only those whose aliases changed are written."""
    session.flush()
    names: defaultdict[int, list[str]] = defaultdict(list)
    for each in session.exec(select(TopicAlias).order_by(col(TopicAlias.slug))):
        names[each.topic_id].append(each.name)
    for topic in session.exec(select(Topic)):
        if topic.aliases != names.get(topic.id, []):
            topic.aliases = names.get(topic.id, [])
            session.add(topic)
    session.flush()


# What an editor changes.


def add(session: Session, wanted: Topic, by: int, now: datetime) -> Topic:
    """Offer a topic that is in no file; one that only records name, or that was merged away, is offered again.

    Args:
        session: In one transaction.
        wanted: Without id; its name is nobody else's.
        by: Who asks.
        now: When.
    """
    topic = session.exec(select(Topic).where(Topic.slug == wanted.slug)).first()
    if topic is None:
        topic = Topic(**(wanted.model_dump(exclude={"id"}) | {"is_listed": False}))
        session.add(topic)
        session.flush()
    edit = _begin(session, topic, by, now)
    if edit.merged_into is not None:  # its name is that of the other no more, which nothing takes back
        _free(session, wanted.slug)
        edit.before = {}
    edit.is_added, edit.merged_into = True, None
    if topic.name != wanted.name:
        for name in ("name", "shortname", "hashtag"):
            setattr(edit, name, getattr(wanted, name))
            setattr(topic, name, getattr(wanted, name))
    topic.is_listed = True
    session.add_all((topic, edit))
    show_aliases(session)
    return topic


def _free(session: Session, slug: str) -> None:
    found = session.get(TopicAlias, slug)
    if found is not None:
        session.delete(found)
        session.flush()


def rename(  # noqa: PLR0917 - by position as all of them
    session: Session, topic: Topic, wanted: Topic, former: Collection[AliasName], by: int, now: datetime
) -> None:
    """Call a topic by another name, under which it keeps its slug; what it was called is an alias from now on.

    Args:
        session: In one transaction.
        topic: Which.
        wanted: Its new name, with its slug and the hashtag that follows; the short name goes.
        former: What it was called, so that records and people that say so are still understood.
        by: Who asks.
        now: When.
    """
    edit = _begin(session, topic, by, now)
    for name in ("name", "shortname", "hashtag"):
        setattr(edit, name, getattr(wanted, name))
        setattr(topic, name, getattr(wanted, name))
    own = session.get(TopicAlias, wanted.slug)
    if own is not None and own.topic_id == topic.id:
        _free(session, wanted.slug)
    for each in former:
        if each.slug != wanted.slug and session.get(TopicAlias, each.slug) is None:
            session.add(TopicAlias(slug=each.slug, name=each.name, topic_id=topic.id))
    session.add_all((topic, edit))
    show_aliases(session)


def change(session: Session, topic: Topic, values: Mapping[str, Any], by: int, now: datetime) -> None:
    """Give a topic another description, or other keywords."""
    edit = _begin(session, topic, by, now)
    for name, value in values.items():
        setattr(edit, name, value)
        setattr(topic, name, value)
    session.add_all((topic, edit))
    session.flush()


def set_parent(session: Session, topic: Topic, parent: Topic | None, by: int, now: datetime) -> bool:
    """Put a topic under another, or at the top. Returns False where that other is below it."""
    above = topic.parent_id
    if not _move_below(session, topic, parent):
        return False
    topic.parent_id = above  # what is noted is what was before
    edit = _begin(session, topic, by, now)
    edit.parent_slug = parent.slug if parent else ""
    topic.parent_id = parent.id if parent else None
    session.add_all((topic, edit))
    session.flush()
    return True


def add_alias(session: Session, topic: Topic, wanted: AliasName, by: int, now: datetime) -> bool:
    """Give a topic another name. Returns False where that means a topic already."""
    if session.get(TopicAlias, wanted.slug) is not None:
        return False
    session.add(_begin(session, topic, by, now))
    session.add(TopicAlias(slug=wanted.slug, name=wanted.name, topic_id=topic.id))
    show_aliases(session)
    return True


def remove_alias(session: Session, topic: Topic, slug: str, by: int, now: datetime) -> bool:
    """Have a name mean a topic no more. Returns False where it does not, or the file of the topic says it."""
    found = session.get(TopicAlias, slug)
    if found is None or found.topic_id != topic.id or found.is_from_file:
        return False
    session.add(_begin(session, topic, by, now))
    session.delete(found)
    show_aliases(session)
    return True


def _begin(session: Session, topic: Topic, by: int, now: datetime) -> TopicEdit:
    """The row of a topic that is about to change, with how it stands noted for whoever takes the change back."""
    edit = session.get(TopicEdit, topic.id) or TopicEdit(topic_id=topic.id, edited_by=by, edited_at=now)
    edit.before = {
        "topic": {name: getattr(topic, name) for name in (*CHANGED_COLUMNS, "parent_id", "is_listed")},
        "edit": {name: getattr(edit, name) for name in (*CHANGED_COLUMNS, "parent_slug", "is_added", "merged_into")},
        "aliases": [[each.slug, each.name, each.is_from_file] for each in aliases_of(session, topic.id)],
    }
    edit.version, edit.edited_by, edit.edited_at = edit.version + 1, by, now
    return edit


def undo(session: Session, topic_id: int, version: int, by: int, now: datetime) -> Topic | None:
    """Take the last change of a topic back. Returns the topic; None where it was changed since, or taken back."""
    topic, edit = session.get(Topic, topic_id), session.get(TopicEdit, topic_id)
    if topic is None or edit is None or edit.version != version or not edit.before:
        return None
    before = edit.before
    for row, values in ((topic, before["topic"]), (edit, before["edit"])):
        for name, value in values.items():
            setattr(row, name, value)
    edit.before, edit.version, edit.edited_by, edit.edited_at = {}, version + 1, by, now
    session.add_all((topic, edit))
    for each in aliases_of(session, topic_id):
        session.delete(each)
    session.flush()
    for slug, name, is_from_file in before["aliases"]:
        if session.get(TopicAlias, slug) is None:
            session.add(TopicAlias(slug=slug, name=name, topic_id=topic_id, is_from_file=is_from_file))
    show_aliases(session)
    return topic
