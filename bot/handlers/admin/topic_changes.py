"""What editors change about topics, each in one transaction: checked, stored, and noted in the audit."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlmodel import Session

from bot.news import topics
from bot.news.record import is_visible, one_line
from bot.news.sources.topic_files import alias_name
from bot.views.admin.topic_edits import TopicChange, TopicFault, TopicRefusedError
from bot.views.format import topic_name
from bot.views.texts import Voice
from storage import admins, missed_searches, topic_edits, topic_merges
from storage import topics as stored_topics
from storage.database import read_only
from storage.models import AuditAct, Topic
from storage.topic_edits import AliasName
from storage.topic_merges import Followers

MOST_KEYWORDS = 100
NOTHING = "-"
"""An answer that takes away what there is."""


class Done(NamedTuple):
    """What was done: the topic that it was done to, and the sentence that says so by its key and what it names."""

    topic: Topic
    key: str
    said: Mapping[str, str]

    def text(self, voice: Voice) -> Markup:
        """Return the sentence."""
        return voice.say(self.key, topic=topic_name(self.topic), **self.said)


# The changes, each in one transaction.


def add_topic(session: Session, written: str, by: int, now: datetime) -> Done:
    """Offer a topic that is in no file.

    Raises:
        TopicRefusedError: It is no name, or that of a topic.
    """
    topic_edits.lock(session)
    name = _checked_name(written)
    slug = topics.slugify(name)
    known = next((each for each in stored_topics.find_all(session) if each.slug == slug and not each.is_listed), None)
    if known is None or not topic_edits.is_merged(session, known.id):
        _require_free(session, name)
    wanted = Topic(slug=slug, name=name, hashtag=topics.make_hashtag(name) or "")
    topic = topic_edits.add(session, wanted, by, now)
    missed_searches.settle_words(session, name)
    _note(session, by, f"{name}: added", now)
    return Done(topic, "topic-added", {})


def _rename_topic(session: Session, topic: Topic, written: str, by: int, now: datetime) -> Done:
    name, former = _checked_name(written), topic.name
    _require_free(session, name, topic)
    wanted = Topic(slug=topics.slugify(name), name=name, hashtag=topics.make_hashtag(name) or "")
    topic_edits.rename(session, topic, wanted, _spoken_names(topic), by, now)
    _note(session, by, f"{former}: renamed to {name}", now)
    return Done(topic, "topic-renamed", {"former": former})


def _describe_topic(session: Session, topic: Topic, written: str, by: int, now: datetime) -> Done:
    text = "" if written.strip() == NOTHING else one_line(written, topics.LONGEST_DESCRIPTION)
    topic_edits.change(session, topic, {"description": text}, by, now)
    _note(session, by, f"{topic.name}: described", now)
    return Done(topic, "topic-described", {})


def _place_topic(session: Session, topic: Topic, written: str, by: int, now: datetime) -> Done:
    parent = None if written.strip() == NOTHING else named(session, written)
    if not topic_edits.set_parent(session, topic, parent, by, now):
        fault = TopicFault.SAME if parent and parent.id == topic.id else TopicFault.PARENT_BELOW
        raise TopicRefusedError(fault, topic=topic_name(topic), parent=topic_name(parent or topic))
    _note(session, by, f"{topic.name}: part of {parent.name if parent else 'no other'}", now)
    if parent is None:
        return Done(topic, "topic-moved-to-top", {})
    return Done(topic, "topic-moved", {"parent": topic_name(parent)})


def _set_keywords(session: Session, topic: Topic, written: str, by: int, now: datetime) -> Done:
    parts = [] if written.strip() == NOTHING else re.split(r"[,;\n、，；]", written)
    words = list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    if len(words) > MOST_KEYWORDS or any(len(word) > topics.LONGEST_TOPIC_NAME for word in words):
        raise TopicRefusedError(TopicFault.TOO_MANY_KEYWORDS)
    topic_edits.change(session, topic, {"keywords": words}, by, now)
    _note(session, by, f"{topic.name}: keywords {', '.join(words)}", now)
    return Done(topic, "topic-keywords-set", {})


def _name_topic_also(session: Session, topic: Topic, written: str, by: int, now: datetime) -> Done:
    name = _checked_name(written)
    alias = alias_name(name)
    known = topic_edits.find_alias(session, alias.slug)
    offered = topics.find_topic(name, listed(session))
    if offered is not None:
        is_own = known is None and offered.id != topic.id
        fault = TopicFault.ALIAS_IS_TOPIC if is_own else TopicFault.TAKEN
        raise TopicRefusedError(fault, name=name, topic=topic_name(offered))
    same = [each for each in stored_topics.find_all(session) if alias.slug in {each.slug, topics.slugify(each.name)}]
    for each in same:
        if topic_merges.count_followers(session, each.id).number:
            raise TopicRefusedError(TopicFault.ALIAS_IS_TOPIC, name=name)
        topic_merges.merge(session, each, topic, _all_names(each), by, now)
    if topic_edits.find_alias(session, alias.slug) is None:
        topic_edits.add_alias(session, topic, alias, by, now)
    missed_searches.settle_words(session, name)
    _note(session, by, f"{topic.name}: also {name}", now)
    return Done(topic, "topic-alias-added", {"alias": name})


TopicChangeStep = Callable[[Session, Topic, str, int, datetime], Done]
STEPS: Mapping[TopicChange, TopicChangeStep] = {
    TopicChange.NAME: _rename_topic,
    TopicChange.DESCRIPTION: _describe_topic,
    TopicChange.PARENT: _place_topic,
    TopicChange.KEYWORDS: _set_keywords,
    TopicChange.ALIAS: _name_topic_also,
}
"""What is done with an answer; a merge asks once more."""


def change_topic(  # noqa: PLR0917 - by position as all of them
    session: Session, topic_id: int, change: TopicChange, written: str, by: int, now: datetime
) -> Done:
    """Change a topic as somebody wrote.

    Raises:
        TopicRefusedError: It is not done, for a reason that they can mend.
    """
    topic_edits.lock(session)
    topic = stored_topics.by_id(session, [topic_id]).get(topic_id)
    if topic is None or topic_edits.is_merged(session, topic_id):
        raise TopicRefusedError(TopicFault.UNKNOWN, name=topic_name(topic) if topic else "")
    return STEPS[change](session, topic, written, by, now)


class Merged(NamedTuple):
    """A topic that is part of another one by now, and who followed it."""

    topic: Topic
    target: Topic
    followers: Followers


def merge_topics(session: Session, topic_id: int, target_id: int, by: int, now: datetime) -> Merged:
    """Make a topic part of another one.

    Raises:
        TopicRefusedError: It is so already, or one of them is offered no more.
    """
    topic_edits.lock(session)
    found = stored_topics.by_id(session, (topic_id, target_id))
    topic, target = found.get(topic_id), found.get(target_id)
    if topic is None or target is None or not target.is_listed:
        raise TopicRefusedError(TopicFault.UNKNOWN, name=topic_name(target) if target else "")
    if topic.id == target.id:
        raise TopicRefusedError(TopicFault.SAME)
    if topic_edits.is_merged(session, topic.id):
        raise TopicRefusedError(TopicFault.MERGED_ALREADY, topic=topic_name(topic), target=topic_name(target))
    followers = topic_merges.merge(session, topic, target, _all_names(topic), by, now)
    about = f"{topic.name} into {target.name}, {followers.number:,} followers"
    admins.add_audit_entry(session, by, AuditAct.TOPICS_MERGED, about, now)
    return Merged(topic, target, followers)


@read_only
def plan_merge(session: Session, topic: str | int, target: str) -> Merged:
    """What a merge would do: of a topic by its id, or what it is called, into one that is offered.

    Raises:
        TopicRefusedError: One of them is not there, or they are one.
    """
    by_id = stored_topics.by_id(session, [topic]).get(topic) if isinstance(topic, int) else None
    source = by_id if isinstance(topic, int) else named_or_unlisted(session, topic)
    if source is None:
        raise TopicRefusedError(TopicFault.UNKNOWN, name=str(topic))
    into = named(session, target)
    if into.id == source.id:
        raise TopicRefusedError(TopicFault.SAME)
    return Merged(source, into, topic_merges.count_followers(session, source.id, into.id))


def undo_change(session: Session, topic_id: int, version: int, by: int, now: datetime) -> Done | None:
    """Take the last change of a topic back; None where it was changed since."""
    topic_edits.lock(session)
    topic = topic_edits.undo(session, topic_id, version, by, now)
    if topic is None:
        return None
    _note(session, by, f"{topic.name}: the last change was taken back", now)
    return Done(topic, "topic-undone", {})


def remove_alias(  # noqa: PLR0917 - by position as all of them
    session: Session, topic_id: int, place: int, version: int, by: int, now: datetime
) -> Done | None:
    """Take another name away, by its place in the list as of a version; None where the list is another by now."""
    topic_edits.lock(session)
    topic, edit = stored_topics.by_id(session, [topic_id]).get(topic_id), topic_edits.find(session, topic_id)
    known = topic_edits.aliases_of(session, topic_id)
    if topic is None or (edit.version if edit else 0) != version or place >= len(known):
        return None
    name = known[place].name
    if not topic_edits.remove_alias(session, topic, known[place].slug, by, now):
        return None
    _note(session, by, f"{topic.name}: no more {name}", now)
    return Done(topic, "topic-alias-removed", {"alias": name})


def _require_free(session: Session, name: str, but: Topic | None = None) -> None:
    found = topics.find_topic(name, [each for each in listed(session) if but is None or each.id != but.id])
    if found is not None:
        raise TopicRefusedError(TopicFault.TAKEN, name=name, topic=topic_name(found))


def _checked_name(written: str) -> str:
    name = one_line(written, topics.LONGEST_TOPIC_NAME + 1)
    if not is_visible(name) or len(name) > topics.LONGEST_TOPIC_NAME:
        raise TopicRefusedError(TopicFault.NO_NAME)
    return name


def _spoken_names(topic: Topic) -> list[AliasName]:
    return [alias_name(name) for name in (topic.name, topic.shortname) if name]


def _all_names(topic: Topic) -> list[AliasName]:
    """What people say, and the slug, which stands in links that they share."""
    return [*_spoken_names(topic), AliasName(topic.slug, topic.slug)]


def listed(session: Session) -> list[Topic]:
    """The topics that are offered."""
    return [topic for topic in stored_topics.find_all(session) if topic.is_listed]


def named(session: Session, name: str) -> Topic:
    """The topic on offer that goes by a name.

    Raises:
        TopicRefusedError: There is none.
    """
    found = topics.find_topic(name, listed(session))
    if found is None:
        raise TopicRefusedError(TopicFault.UNKNOWN, name=one_line(name, topics.LONGEST_TOPIC_NAME))
    return found


def named_or_unlisted(session: Session, name: str) -> Topic | None:
    """The same, or else one that only records name and that is part of no other."""
    found = topics.find_topic(name, listed(session))
    if found is not None:
        return found
    others = [each for each in stored_topics.find_all(session) if not each.is_listed]
    return topics.find_topic(name, [each for each in others if not topic_edits.is_merged(session, each.id)])


def _note(session: Session, by: int, about: str, now: datetime) -> None:
    admins.add_audit_entry(session, by, AuditAct.TOPIC_CHANGED, about, now)
