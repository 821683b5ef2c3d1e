"""The buttons under a digest. What they show is no secret: /latest shows every story to all."""

from dataclasses import replace

from bot.alerts.digests import lead_of
from bot.chat.alert_menu import open_related
from bot.chat.answer import Answer, expired
from bot.chat.visit import Visit
from bot.messages.press import Nothing, OpenMore, OpenRelated, OpenStory
from bot.pipeline.digesting import DigestContent, load_digest
from storage import digests, stories
from storage.stories import required


def open_story(visit: Visit, press: OpenStory) -> Answer:
    """Send the alert of a story below the digest; of another of its articles where that one was withdrawn."""
    article = stories.article(visit.session, press.article_id)
    if article is None:
        return expired(visit)
    told = stories.of_stories(visit.session, [article.story_id]).get(article.story_id)
    if not told:
        return expired(visit)
    lead = article if article in told else lead_of(told)
    return replace(open_related(visit, OpenRelated(required(lead.id), 0)), is_new=True)


def open_more(visit: Visit, press: OpenMore) -> Answer:
    """Send a page of the stories that a digest has no room for, or turn to another page of them."""
    content = load_digest(visit.session, press.digest_id, press.topic_id)
    message = content and content.more(press.topic_id, press.page, visit.voice, _heard(visit, content))
    if not message:
        return expired(visit)
    # A digest has no button that shows a page's number, and stays; of its other stories one page takes another's place.
    is_turning = any(isinstance(each, Nothing) for each in visit.caller.beside)
    return Answer(message, is_new=not is_turning)


def _heard(visit: Visit, content: DigestContent) -> frozenset[int] | None:
    """What this reader got of the digest: of one that was not sent yet, as a trial or a preview, all."""
    broadcast = digests.broadcast_of(visit.session, required(content.digest.id))
    was_sent = broadcast is not None and broadcast.frozen_at is not None
    return content.heard_by(visit.chosen) if was_sent and content.is_personal else None
