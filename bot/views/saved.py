"""The articles that a subscriber keeps, in pages; and all that is stored about them, to take along."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from bot.views.callback_data import OpenSaved, OpenStory, RemoveSaved
from bot.views.format import (
    TimeFormat,
    article_full_url,
    article_title,
    bold,
    format_local_time,
    lines,
    link,
    paragraphs,
)
from bot.views.message import (
    Document,
    Message,
    Row,
    build_keyboard,
    callback_button,
    catalogue_button,
    page_buttons,
    page_count,
)
from bot.views.stories import source_line
from bot.views.texts import Voice
from storage.models import Subscription, WordFilter
from storage.preferences import PREFERENCES
from storage.saved import KeptArticle
from storage.schedules import zone_of
from storage.subscriber_export import OwnData, OwnDelivery, OwnSaved

SAVED_PAGE_SIZE = 5
_LONGEST_TITLE = 160


def saved_message(kept: Sequence[KeptArticle], total: int, page: int, zone: tzinfo, voice: Voice) -> Message:
    """Return a page of what a subscriber keeps, with buttons that open each story here, or remove it.

    Args:
        kept: The articles of this page (``SAVED_PAGE_SIZE`` of them), last saved first.
        total: How many there are in all.
        page: From 0.
        zone: Of the reader.
        voice: Texts and language.
    """
    if not kept:
        return Message(voice.say("saved-none"), build_keyboard((catalogue_button(voice),)))
    first = page * SAVED_PAGE_SIZE + 1
    told = [_saved_lines(number, each, zone, voice) for number, each in enumerate(kept, first)]
    opening: Row = tuple(
        callback_button(str(number), OpenStory(each.article.id)) for number, each in enumerate(kept, first)
    )
    removing: Row = tuple(
        callback_button(f"✕ {number}", RemoveSaved(each.article.id, page)) for number, each in enumerate(kept, first)
    )
    turn = page_buttons(page, page_count(total, SAVED_PAGE_SIZE), OpenSaved)
    text = paragraphs(voice.say("saved", count=total), *told, voice.say("saved-how"))
    return Message(text, build_keyboard(opening, removing, turn))


def _saved_lines(number: int, kept: KeptArticle, zone: tzinfo, voice: Voice) -> Markup:
    title = bold(link(article_full_url(kept.article), article_title(kept.article, _LONGEST_TITLE)))
    return lines(
        Markup("%s. %s") % (str(number), title),
        source_line(kept.article, voice, TimeFormat.RELATIVE),
        voice.say("saved-at", time=format_local_time(kept.saved_at, zone, voice)),
    )


LARGEST_EXPORT = 15_000_000
"""Bytes; Telegram takes files of 50 MB from bots, and a person opens smaller ones."""


def export_message(
    own: OwnData, words: Callable[[str], str], now: datetime, voice: Voice, largest: int = LARGEST_EXPORT
) -> Message:
    """Return all that is stored about a person as a file of JSON.

    Args:
        own: What is.
        words: Says the words of a filter or a watch as they are typed.
        now: Names the file.
        voice: Texts and language.
        largest: Bytes that it may have; what is older than fits is left out.
    """
    zone = zone_of(own.subscriber)
    told = _Export(words, zone, largest)
    kept, deliveries = told.rows(map(told.saved, own.saved)), told.rows(map(told.delivery, own.deliveries))
    parts = {
        "settings": json.dumps(told.settings(own), ensure_ascii=False),
        "subscriptions": told.rows(told.subscription(*each) for each in own.chosen),
        "filters": told.rows(told.filter(*each) for each in own.filters),
        "saved": kept,
        "deliveries": deliveries,
    }
    written = ",\n".join(f'"{key}": {part}' for key, part in parts.items())
    name = f"{voice.label('label-export-file')}-{now.astimezone(zone):%Y-%m-%d}.json"
    text = lines(voice.say("export"), voice.say("export-cut") if told.is_cut else "")
    return Message(text, document=Document(name, f"{{\n{written}\n}}\n".encode("utf-8", "replace")))


class _Export:
    """Says rows as JSON, until there is no more room."""

    def __init__(self, words: Callable[[str], str], zone: tzinfo, largest: int) -> None:
        self._words = words
        self._zone = zone
        self._left = largest
        self.is_cut = False

    def rows(self, rows: Iterable[Mapping[str, object]]) -> str:
        """Return an array, a row a line."""
        said: list[str] = []
        for row in rows:
            one = json.dumps(row, ensure_ascii=False)
            self._left -= len(one.encode("utf-8", "replace")) + 2
            if self._left < 0:
                self.is_cut = True
                break
            said.append(one)
        return "[" + ",\n".join(said) + "]"

    def settings(self, own: OwnData) -> dict[str, object]:
        """Return what stands about the person themselves, their watched words among it."""
        subscriber = own.subscriber
        chosen = {each.name: each.value(subscriber) for each in PREFERENCES if subscriber.kind in each.kinds}
        watches = [{"words": self._words(each.expression), "since": self.time(each.created_at)} for each in own.watches]
        return {
            "chat": subscriber.chat_id,
            "language": subscriber.language,
            "status": subscriber.status.value,
            "joined_at": self.time(subscriber.created_at),
            "seen_at": self.time(subscriber.seen_at),
            **chosen,
            "paused_until": self.time(subscriber.paused_until),
            "watches": watches,
            "searches": [{"words": each.text, "at": self.time(each.searched_at)} for each in own.searches],
            "shared": [{"topics": list(topics), "since": self.time(since)} for since, topics in own.shared],
            "votes": [
                {"title": title, "link": link, "vote": sign, "at": self.time(at)} for title, link, sign, at in own.votes
            ],
        }

    def subscription(self, topic: str, chosen: Subscription) -> dict[str, object]:
        """Return what was chosen about a topic."""
        return {
            "topic": topic,
            "volume": chosen.volume.value,
            "per_day": chosen.per_day or None,
            "rhythm": chosen.rhythm or None,
            "since": self.time(chosen.created_at),
        }

    def filter(self, topic: str, chosen: WordFilter) -> dict[str, object]:
        """Return a filter; without a topic it is for all."""
        return {
            "topic": topic or None,
            "mode": chosen.mode.value,
            "words": self._words(chosen.expression),
            "since": self.time(chosen.created_at),
            "until": self.time(chosen.expires_at),
        }

    def saved(self, kept: OwnSaved) -> dict[str, object]:
        """Return an article that is kept."""
        return {
            "title": kept.title,
            "link": kept.link,
            "source": kept.source,
            "published_at": self.time(kept.published_at),
            "saved_at": self.time(kept.saved_at),
        }

    def delivery(self, owed: OwnDelivery) -> dict[str, object]:
        """Return what was sent, or was to be; the reason is why it was not, or why there was a digest."""
        reason = owed.reason or owed.occasion
        return {
            "kind": owed.kind.value,
            "state": owed.state.value,
            "title": owed.title,
            "link": owed.link,
            "topic": owed.topic,
            "owed_at": self.time(owed.created_at),
            "due_at": self.time(owed.due_at),
            "sent_at": self.time(owed.sent_at),
            "reason": reason.value if reason else None,
        }

    def time(self, at: datetime | None) -> str | None:
        """Return a moment as ISO 8601 has it."""
        return at.astimezone(self._zone).isoformat(timespec="seconds") if at else None


def saved_toast(voice: Voice) -> str:
    """An article is kept from now on."""
    return voice.label("toast-saved")


def saved_already_toast(voice: Voice) -> str:
    """It was kept already."""
    return voice.label("toast-saved-already")


def unsaved_toast(voice: Voice) -> str:
    """An article is kept no longer."""
    return voice.label("toast-unsaved")
