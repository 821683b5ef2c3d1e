"""Articles that wait for an editor: each as it would look, what was decided, and the list of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.views.admin.callback_data import (
    AskEmbargo,
    AskHeldExcerpt,
    AskHeldTitle,
    AskHeldTopics,
    AskPublishAll,
    OpenReviews,
    PublishAll,
    PublishArticle,
    PublishQuietly,
    RejectArticle,
    ShowReview,
    StopAsking,
)
from bot.views.alert import alert_message
from bot.views.format import clean_text, format_number, format_time, lines, paragraphs, shorten
from bot.views.message import Keyboard, Message, build_keyboard, callback_button, page_buttons, page_count
from bot.views.texts import Voice
from storage.models import Article, Awaits, Review, ReviewState, Topic
from storage.reviews import Waiting

REVIEW_PAGE_SIZE = 5
_LONGEST_LABEL = 28
_LONGEST_TITLE = 80


class ShownReview(NamedTuple):
    """What a message about a held article shows.

    Attributes:
        others: the other articles of its story that people see.
        who: who decided, linked.
    """

    review: Review
    article: Article
    others: Sequence[Article]
    topics: Sequence[Topic]
    who: Markup = Markup()


def review_message(shown: ShownReview, now: datetime, voice: Voice, *, is_again: bool = False) -> Message:
    """Return an article as its readers would see it, below what there is to decide or was decided."""
    alert = alert_message(shown.article, others=shown.others, topics=shown.topics, voice=voice)
    head = _waiting_head(shown, now, voice, is_again=is_again) if _waits(shown) else _decided_head(shown, voice)
    keyboard = _keyboard(shown, now, voice) if _waits(shown) else ()
    return Message(paragraphs(head, alert.html), keyboard, alert.preview_url)


def _waits(shown: ShownReview) -> bool:
    return shown.review.state is ReviewState.WAITING and not shown.article.is_removed


def _waiting_head(shown: ShownReview, now: datetime, voice: Voice, *, is_again: bool) -> Markup:
    review = shown.review
    reach = voice.say("review-reach", count=review.reach, number=format_number(review.reach, voice))
    until = shown.article.embargo_until
    return lines(
        voice.say("review-waiting"),
        voice.say(f"review-reason-{review.reason}") + Markup(" ") + reach,
        voice.say("review-record-embargo", moment=format_time(until, voice)) if until and until > now else "",
        voice.say("review-again", moment=format_time(review.held_at, voice)) if is_again else "",
    )


def _decided_head(shown: ShownReview, voice: Voice) -> Markup:
    review, until = shown.review, shown.article.embargo_until
    if shown.article.is_removed:
        return voice.say("review-withdrawn")
    if review.state is ReviewState.EMBARGOED and until:
        what = voice.say("review-embargoed", moment=format_time(until, voice))
    else:
        what = voice.say(f"review-{review.state.value}")
    if review.decided_at is None:
        return lines(what, voice.say("review-by-record"))
    return lines(what, voice.say("review-decided", who=shown.who, moment=format_time(review.decided_at, voice)))


def _keyboard(shown: ShownReview, now: datetime, voice: Voice) -> Keyboard:
    article_id, revision = shown.article.id, shown.review.revision
    is_later = shown.article.embargo_until is not None and shown.article.embargo_until > now
    label = "button-review-publish-later" if is_later else "button-review-publish"
    publish = callback_button(voice.label(label), PublishArticle(article_id, revision))
    quietly = callback_button(voice.label("button-review-quietly"), PublishQuietly(article_id, revision))
    return build_keyboard(
        (publish,) if is_later else (publish, quietly),
        (
            callback_button(voice.label("button-review-reject"), RejectArticle(article_id, revision)),
            callback_button(voice.label("button-review-embargo"), AskEmbargo(article_id)),
        ),
        (
            callback_button(voice.label("button-review-title"), AskHeldTitle(article_id)),
            callback_button(voice.label("button-review-excerpt"), AskHeldExcerpt(article_id)),
            callback_button(voice.label("button-review-topics"), AskHeldTopics(article_id)),
        ),
    )


def decided_toast(state: ReviewState, voice: Voice) -> str:
    """Return what whoever decided is told."""
    return voice.label(f"toast-review-{state.value}")


def over_toast(review: Review, who: str, zone: ZoneInfo, voice: Voice) -> str:
    """Return what is said to whoever comes second: who decided, what and when."""
    what = voice.label(f"review-decided-{review.state.value}")
    at = f"{review.decided_at.astimezone(zone):%Y-%m-%d %H:%M}" if review.decided_at else ""
    return voice.label("toast-review-over", who=shorten(who, 40), what=what, moment=at)


def withdrawn_toast(voice: Voice) -> str:
    """Say that there is nothing left to decide."""
    return voice.label("toast-review-withdrawn")


def changed_toast(voice: Voice) -> str:
    """Say that the article is not what was seen."""
    return voice.label("toast-review-changed")


def unknown_review_toast(voice: Voice) -> str:
    """Say that there is no such review."""
    return voice.label("toast-review-unknown")


def editors_only_toast(voice: Voice) -> str:
    """Say to a member of the editors' group that they may not."""
    return voice.label("toast-review-editors")


QUESTIONS = {
    Awaits.ARTICLE_TITLE: "title",
    Awaits.ARTICLE_EXCERPT: "excerpt",
    Awaits.ARTICLE_TOPICS: "topics",
    Awaits.EMBARGO: "embargo",
}


def review_question(awaits: Awaits, article: Article, zone: ZoneInfo, voice: Voice, *, is_group: bool) -> Message:
    """Ask what to change of an article, or until when it is under embargo; and say how to answer."""
    what = QUESTIONS[awaits]
    title = shorten(clean_text(article.title), _LONGEST_TITLE)
    how = "" if awaits is Awaits.ARTICLE_TITLE else voice.say(f"review-how-{what}", zone=zone.key)
    to_write = voice.say("review-how-group" if is_group else "review-how-private")
    stop = callback_button(voice.label("button-never-mind"), StopAsking())
    text = paragraphs(voice.say(f"review-ask-{what}", title=title), lines(to_write, how))
    return Message(text, () if is_group else build_keyboard((stop,)))


def edited_message(voice: Voice) -> Message:
    """Say that an edit is done."""
    return Message(voice.say("review-edited"))


def bad_text_message(voice: Voice) -> Message:
    """Say that what was written shows nothing."""
    return Message(voice.say("review-bad-text"))


def bad_topics_message(unknown: Sequence[str], voice: Voice) -> Message:
    """Say which topics there are not."""
    names = ", ".join(shorten(clean_text(name), _LONGEST_LABEL) for name in unknown[:5])
    return Message(voice.say("review-bad-topics", names=names))


def bad_embargo_message(zone: ZoneInfo, voice: Voice) -> Message:
    """Say how a time is written."""
    return Message(voice.say("review-bad-time", zone=zone.key))


def reviews_message(entries: Sequence[tuple[Review, Article]], page: int, total: int, voice: Voice) -> Message:
    """Return a page of what waits, oldest first."""
    if not entries:
        return Message(voice.say("reviews-none"))
    first = page * REVIEW_PAGE_SIZE + 1
    listed = [_entry(first + at, *each, voice) for at, each in enumerate(entries)]
    shown = [
        (callback_button(f"{first + at}. {_title(article, _LONGEST_LABEL)}", ShowReview(article.id)),)
        for at, (_, article) in enumerate(entries)
    ]
    everything = callback_button(voice.label("button-reviews-all"), AskPublishAll())
    turn = page_buttons(page, page_count(total, REVIEW_PAGE_SIZE), OpenReviews)
    text = paragraphs(voice.say("reviews-head", count=total), lines(*listed))
    return Message(text, build_keyboard(*shown, turn, (everything,)))


def _title(article: Article, longest: int) -> str:
    return shorten(clean_text(article.title), longest)


def _entry(number: int, review: Review, article: Article, voice: Voice) -> Markup:
    return voice.say(
        "reviews-entry",
        number=str(number),
        title=_title(article, _LONGEST_TITLE),
        moment=format_time(review.held_at, voice),
        reach=format_number(review.reach, voice),
    )


def publish_all_question(there: Waiting, voice: Voice) -> Message:
    """Ask whether to publish all that waits; name the number, and whom that reaches."""
    alerts, most = format_number(there.alerts, voice), format_number(there.most, voice)
    text = paragraphs(
        voice.say("reviews-ask-all", count=there.number),
        voice.say("reviews-ask-all-reach", alerts=alerts, most=most),
    )
    data = PublishAll(there.number, there.last_id, there.revisions)
    yes = callback_button(voice.label("button-reviews-all-yes", count=there.number), data)
    back = callback_button(voice.label("button-reviews-back"), OpenReviews(0))
    return Message(text, build_keyboard((yes,), (back,)))


def published_all_message(count: int, voice: Voice) -> Message:
    """Say how many were published."""
    return Message(voice.say("reviews-published", count=count))


def waiting_changed_toast(voice: Voice) -> str:
    """Say that other articles wait than those that were seen."""
    return voice.label("toast-reviews-changed")
