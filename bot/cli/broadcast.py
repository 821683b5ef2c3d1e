"""``topicwire broadcast``: a broadcast from the command line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from markupsafe import Markup
from rich.console import Console
from sqlmodel import Session

from bot.app import current_database
from bot.broadcasts.actions import SendRequest, SendResult, send
from bot.broadcasts.rules import BroadcastRules
from bot.cli.console import stdout
from bot.roles.runtime import utc_now
from bot.settings import Settings, read_settings
from bot.views.admin.audience import Reach, describe_audience, describe_size, parse_day
from bot.views.admin.broadcast_drafts import BadLinkLine, LinkFault, parse_link_buttons
from bot.views.admin.written_times import TimeFault, find_zone, parse_time
from bot.views.format import find_html_faults, visible_text
from bot.views.message import Keyboard, Message, sendable_to_json
from bot.views.texts import Texts
from storage import admins, audience, broadcasts, topics
from storage.audience import Audience
from storage.database import Database
from storage.models import ChatKind, Topic

CHAT_KINDS = {"private": ChatKind.PRIVATE, "groups": ChatKind.GROUP}
TO_HELP = (
    "everyone, topic:SLUG, language:TAG, kind:private, kind:groups, joined-after:DAY, joined-before:DAY "
    "or active:DAYS; may be given again"
)
EXAMPLES = (
    "Examples:\n\n"
    "topicwire broadcast --file message.html --to topic:space --dry-run\n\n"
    "topicwire broadcast --file message.html --to everyone --at '2026-12-01 08:00 Europe/Berlin' "
    "--not-after '2026-12-01 20:00 Europe/Berlin'\n\n"
    "topicwire broadcast --file message.html --to kind:private --to active:30 --never-twice "
    "--button 'Read more | https://news.example/story'"
)
"""What ``--help`` shows below the options."""


def parse_audience(wanted: Sequence[str], known: Sequence[Topic]) -> Audience:
    """Return the audience of the option ``--to``, each part such as ``topic:space``.

    Raises:
        typer.BadParameter: a part is unknown, or there is no such topic.
    """
    found = Audience()
    for part in wanted:
        kind, _, name = part.strip().partition(":")
        match kind:
            case "everyone" if not name and len(wanted) == 1:
                return found
            case "everyone":
                raise typer.BadParameter("everyone stands alone", param_hint="--to")
            case "topic":
                found = replace(found, topic_ids=(*found.topic_ids, _topic_id(name, known)))
            case "language" if name:
                found = replace(found, languages=(*found.languages, name))
            case "kind" if name in CHAT_KINDS:
                found = replace(found, kinds=(*found.kinds, CHAT_KINDS[name]))
            case "joined-after":
                found = replace(found, joined_after=_day(name))
            case "joined-before":
                found = replace(found, joined_before=_day(name))
            case "active" if _DAYS.fullmatch(name):
                found = replace(found, active_days=int(name))
            case _:
                raise typer.BadParameter(f"{part!r} is none of: {TO_HELP}", param_hint="--to")
    return found


def _topic_id(slug: str, known: Sequence[Topic]) -> int:
    for topic in known:
        if topic.slug == slug:
            return topic.id
    raise typer.BadParameter(f"there is no topic {slug!r}; topics go by their slugs", param_hint="--to")


_DAYS = re.compile(r"[1-9][0-9]{0,3}")


def _day(written: str) -> date:
    found = parse_day(written)
    if found is None:
        raise typer.BadParameter(f"{written!r} is no day; write it as 2026-12-01", param_hint="--to")
    return found


TRIAL_SIZE = 50
TIME_FAULTS = {
    TimeFault.UNREADABLE: "write it as 2026-12-01 08:00, with a time zone behind it if you like",
    TimeFault.NO_CLOCK: "it has no time of day",
    TimeFault.AMBIGUOUS: "it can be read in two ways; write it as 2026-12-01 08:00",
    TimeFault.WRONG_WEEKDAY: "the date is another day of the week",
    TimeFault.NO_SUCH_ZONE: "there is no such time zone; write one as Europe/Berlin",
    TimeFault.SKIPPED: "clocks go forward over it",
    TimeFault.PAST: "it is past",
    TimeFault.FAR: "it is more than a year ahead",
}
AT_HELP = "Send it then, such as 2026-12-01 08:00 Europe/Berlin, instead of at once."
NEVER_TWICE_HELP = "Do not send again what may have arrived; then it may never arrive."
BUTTON_HELP = (
    "A link button, such as 'Read more | https://news.example/story'; && puts several side by side. May be given "
    "again, for another row."
)
LINK_FAULTS = {
    LinkFault.NOTHING: "write it as 'Read more | https://news.example/story'",
    LinkFault.NO_BAR: "between label and address there must be a bar, as in 'Read more | https://news.example/story'",
    LinkFault.NO_LABEL: "the label before the bar is missing",
    LinkFault.LONG_LABEL: "the label is longer than 64 characters",
    LinkFault.BAD_LINK: "this address cannot stand on a button; it must begin with https:// and name a site",
    LinkFault.FULL_ROW: "side by side there is room for 8 buttons",
    LinkFault.TOO_MANY: "more than 40 buttons are too many",
}
REFUSED = {
    SendResult.NOBODY: "nobody is in this audience at present",
    SendResult.TOO_LATE: "all of it would be dropped as too late",
}


@dataclass(frozen=True, slots=True)
class BroadcastOrder:
    """What to send, to whom, from when on and until when."""

    message: Message
    audience: Audience
    is_notice: bool
    trial: int
    not_after: datetime | None
    never_twice: bool = False
    starts_at: datetime | None = None


def broadcast(
    *,
    file: Annotated[Path, typer.Option("--file", help="The message, in Telegram's HTML.")],
    to: Annotated[list[str], typer.Option("--to", help=TO_HELP)],
    notice: Annotated[
        bool, typer.Option("--notice", help="About the bot itself: for all who have not left, whatever they chose.")
    ] = False,
    no_trial: Annotated[
        bool, typer.Option("--no-trial", help=f"Do not wait after the first {TRIAL_SIZE} before the others.")
    ] = False,
    not_after: Annotated[
        str, typer.Option("--not-after", help="Drop what has not left by then, such as 2026-12-01 08:00.")
    ] = "",
    at: Annotated[str, typer.Option("--at", help=AT_HELP)] = "",
    never_twice: Annotated[bool, typer.Option("--never-twice", help=NEVER_TWICE_HELP)] = False,
    button: Annotated[list[str] | None, typer.Option("--button", help=BUTTON_HELP)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent, and to how many.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Send a message to an audience: the bot does it, at once or at its time if it runs, else when it starts.

    Several topics are alternatives, so are languages and kinds; who is to have it must fit each sort that is given.
    """
    settings = read_settings()
    message = replace(_message(file), keyboard=_link_buttons(button or []))
    end, start = _time(not_after, "--not-after", settings), _time(at, "--at", settings)
    with current_database(settings) as database:
        known = database.call(topics.find_all)
        trial = 0 if no_trial else TRIAL_SIZE
        order = BroadcastOrder(message, parse_audience(to, known), notice, trial, end, never_twice, start)
        size = database.call(audience.count_recipients, order.audience, notice, utc_now())
        _show(stdout(), order, known, size, settings)
        if not dry_run:
            _hand_over(database, order, size, settings, is_asked=not yes)


def _hand_over(database: Database, order: BroadcastOrder, size: int, settings: Settings, *, is_asked: bool) -> None:
    """Ask if need be, send the broadcast, and say what came of it."""
    if is_asked:
        typer.confirm("Send it?", abort=True)
    moment = _told(order.starts_at, settings) if order.starts_at else ""
    _show_result(stdout(), *database.call(_send, order, size, settings.admin_ids, utc_now()), moment)


def _message(file: Path) -> Message:
    """Read a message in Telegram's HTML from a file."""
    try:
        written = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise typer.BadParameter(f"{file} cannot be read: {reason}", param_hint="--file") from None
    found = find_html_faults(written)
    if found:
        told = "; ".join(f"{file}:{fault.line}: {fault.reason}" for fault in found[:5])
        raise typer.BadParameter(told, param_hint="--file")
    return Message(Markup(written))  # noqa: S704 - written by whoever runs the command


def _time(written: str, option: str, settings: Settings) -> datetime | None:
    if not written:
        return None
    found = parse_time(written, settings.time_zone, find_zone, utc_now())
    if isinstance(found, TimeFault):
        raise typer.BadParameter(TIME_FAULTS[found], param_hint=option)
    return found


def _link_buttons(written: Sequence[str]) -> Keyboard:
    """Return the link buttons of the options ``--button``, a row each."""
    if not written:
        return ()
    found = parse_link_buttons("\n".join(written))
    if isinstance(found, BadLinkLine):
        wrong = written[min(found.line, len(written)) - 1]
        raise typer.BadParameter(f"{wrong!r}: {LINK_FAULTS[found.fault]}", param_hint="--button")
    return found


def _show(console: Console, order: BroadcastOrder, known: Sequence[Topic], size: int, settings: Settings) -> None:
    """Print the audience, the time that it takes, and the text."""
    voice = Texts.packaged().voice("en")
    reach = Reach(order.audience, known, size, settings.messages_per_second, order.trial, BroadcastRules().rest)
    kind = "a notice, for all who have not left" if order.is_notice else "news, for those who receive announcements"
    facts = [visible_text(describe_audience(reach, voice)), kind, visible_text(describe_size(reach, voice))]
    if order.starts_at:
        facts.append(f"goes out {_told(order.starts_at, settings)}")
    if order.not_after:
        facts.append(f"nothing after {_told(order.not_after, settings)}")
    if order.never_twice:
        facts.append("what may have arrived is never sent again")
    for fact in facts:
        console.print(fact, markup=False, soft_wrap=True)
    console.rule()
    console.print(visible_text(order.message.html), markup=False, soft_wrap=True)
    for row in order.message.keyboard:
        console.print(" ".join(f"[{each.label}]({each.url})" for each in row), markup=False, soft_wrap=True)
    console.rule()


def _told(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(settings.time_zone):%Y-%m-%d %H:%M %Z}"


def _send(
    session: Session, order: BroadcastOrder, size: int, owners: frozenset[int], at: datetime
) -> tuple[int, SendResult]:
    """Create the broadcast and send it, or ask another owner to confirm it."""
    author, post = admins.COMMAND_LINE_ACTOR, sendable_to_json(order.message)
    draft = broadcasts.create_draft(session, author, at, post=post, audience=order.audience, is_notice=order.is_notice)
    draft.trial, draft.not_after, draft.never_twice = order.trial, order.not_after, order.never_twice
    session.add(draft)
    session.flush()
    broadcast_id = draft.id
    # Whoever runs the command is an owner; with a single owner there is nobody else to ask.
    confirmers = owners if len(owners) > 1 else frozenset[int]()
    sent = send(session, SendRequest(broadcast_id, author, size, confirmers, at, starts_at=order.starts_at))
    if sent in REFUSED:
        session.rollback()
    return broadcast_id, sent


def _show_result(console: Console, broadcast_id: int, sent: SendResult, moment: str = "") -> None:
    if sent in REFUSED:
        console.print(f"Nothing was sent: {REFUSED[sent]}.")
        raise typer.Exit(1)
    if sent is SendResult.UNCONFIRMED:
        console.print(f"Broadcast {broadcast_id} is so large that an owner is asked in the chat to confirm it.")
    elif sent is SendResult.SCHEDULED:
        console.print(f"Broadcast {broadcast_id} is scheduled: the bot sends it on {moment}, if it runs then.")
    else:
        console.print(f"Broadcast {broadcast_id} is handed over: the bot sends it now, or when it starts.")
