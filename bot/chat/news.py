"""The newest stories."""

from bot.alerts import lookup
from bot.chat.answer import Answer, expired
from bot.chat.visit import Visit
from bot.messages import following
from bot.messages.following import Wish
from bot.messages.keyboard import pages_for
from bot.messages.latest import PAGE_SIZE
from bot.messages.latest import latest as worded
from bot.messages.message import Message
from bot.messages.naming import topic_id
from bot.messages.press import OpenLatest, OpenLatestOf
from storage import stories
from storage.models import Topic


def latest(visit: Visit, query: str) -> Message:
    """Show the newest stories, of the topic that somebody named or of all."""
    topic = lookup.named(query, visit.offered) if query else None
    if query and topic is None:
        return following.did_you_mean(query, lookup.near(query, visit.offered), Wish.READ, visit.voice)
    return _newest(visit, topic, 0)


def open_latest(visit: Visit, press: OpenLatest) -> Answer:
    """Show a page of the newest stories."""
    return Answer(_newest(visit, None, press.page))


def open_latest_of(visit: Visit, press: OpenLatestOf) -> Answer:
    """Show a page of the newest stories of a topic."""
    topic = visit.topic(press.topic_id)
    return Answer(_newest(visit, topic, press.page)) if topic else expired(visit)


def _newest(visit: Visit, topic: Topic | None, page: int) -> Message:
    """A page of the newest stories; a page beyond the end is the last one."""
    wanted = [topic_id(topic), *visit.under(topic)] if topic else None
    _, total = stories.latest(visit.session, wanted, 0, 0)
    number = min(page, pages_for(total, PAGE_SIZE) - 1)
    newest, _ = stories.latest(visit.session, wanted, number * PAGE_SIZE, PAGE_SIZE)
    articles = stories.of_stories(visit.session, newest)
    return worded([articles[story_id] for story_id in newest], total, topic, number, visit.voice)
