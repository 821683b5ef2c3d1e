"""An audience, as it is written on the command line."""

from collections.abc import Sequence
from dataclasses import replace

import typer

from storage.audience import Audience
from storage.models import ChatKind, Topic
from storage.stories import required

KINDS = {"private": ChatKind.PRIVATE, "groups": ChatKind.GROUP, "channels": ChatKind.CHANNEL}
TO = "everyone, topic:SLUG, language:TAG, kind:private, kind:groups or kind:channels; may be given again"


def audience_of(wanted: Sequence[str], known: Sequence[Topic]) -> Audience:
    """Return the audience that somebody wrote, each part such as ``topic:space``.

    Raises:
        typer.BadParameter: A part says nothing, or there is no such topic.
    """
    found = Audience()
    for part in wanted:
        sort, _, name = part.strip().partition(":")
        match sort:
            case "everyone" if not name and len(wanted) == 1:
                return found
            case "everyone":
                raise typer.BadParameter("everyone stands alone", param_hint="--to")
            case "topic":
                found = replace(found, topic_ids=(*found.topic_ids, _topic(name, known)))
            case "language" if name:
                found = replace(found, languages=(*found.languages, name))
            case "kind" if name in KINDS:
                found = replace(found, kinds=(*found.kinds, KINDS[name]))
            case _:
                raise typer.BadParameter(f"{part!r} is none of: {TO}", param_hint="--to")
    return found


def _topic(slug: str, known: Sequence[Topic]) -> int:
    for topic in known:
        if topic.slug == slug:
            return required(topic.id)
    raise typer.BadParameter(f"there is no topic {slug!r}; topics go by their slugs", param_hint="--to")
