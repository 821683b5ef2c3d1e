"""Where and when an article appeared, and who else tells its story."""

from collections.abc import Sequence
from datetime import UTC

from markupsafe import Markup

from bot.messages.markup import MomentFormat, link, moment
from bot.messages.naming import article_link, provider_name
from bot.messages.texts import Voice
from storage.models import Article, ArticleKind

_NAMED_IN_FULL = 3
"""So many other providers are all named; of more, the best two."""


def source_line(article: Article, voice: Voice, form: MomentFormat, *more: str) -> Markup:
    """Return provider, kind and time on one line, ``Example Post · 2 Feb 2020, 11:06 UTC``."""
    at = article.published_at.astimezone(UTC)
    kind = voice.say("alert-video") if article.kind is ArticleKind.VIDEO else ""
    time = moment(at, voice.say("moment-utc", at=at), form)
    return Markup(" · ").join(part for part in (provider_name(article), kind, time, *more) if part)


def also_at_line(article: Article, others: Sequence[Article], voice: Voice) -> Markup:
    """Return "Also at …": other providers of the story, best quality first; empty if there is none."""
    found = other_providers(article, others)
    if not found:
        return Markup()
    named = found if len(found) <= _NAMED_IN_FULL else found[: _NAMED_IN_FULL - 1]
    names = [link(article_link(other), provider_name(other)) for other in named] + [Markup()] * _NAMED_IN_FULL
    return voice.say(
        "alert-also-at",
        count=len(found),
        more=len(found) - len(named),
        first=names[0],
        second=names[1],
        third=names[2],
    )


def other_providers(article: Article, others: Sequence[Article]) -> list[Article]:
    """Return the best article of each provider that is not the article's own."""
    seen = {provider_name(article).casefold(), ""}
    found = []
    for other in sorted(others, key=lambda other: -other.quality):
        name = provider_name(other).casefold()
        if name not in seen:
            seen.add(name)
            found.append(other)
    return found
