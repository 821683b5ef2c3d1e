"""``topicwire broadcast``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from markupsafe import Markup
from rich.console import Console
from sqlmodel import Session

from bot.application import now
from bot.chat.admin.sending import Sent, Wish, send
from bot.chat.admin.zones import find_zone
from bot.cli.audience import TO, audience_of
from bot.cli.console import stdout
from bot.cli.opening import opened
from bot.messages.admin.reach import Reach, how_many, who
from bot.messages.admin.typed_times import TimeFault, read_moment
from bot.messages.markup import visible_text
from bot.messages.message import Message
from bot.messages.post import as_json
from bot.messages.proofreading import faults
from bot.messages.texts import Texts
from bot.pipeline.campaign import Campaign
from bot.settings import Settings, read
from storage import audience as audiences
from storage import broadcasts, topics
from storage.audience import Audience
from storage.models import Topic
from storage.stories import required

THE_COMMAND_LINE = 0
"""The author of what is sent from here."""

TRIAL = 50
FAULTS = {
    TimeFault.UNREADABLE: "write it as 2026-12-01 08:00, with a time zone behind it if you like",
    TimeFault.NO_SUCH_ZONE: "there is no such time zone; write one as Europe/Berlin",
    TimeFault.SKIPPED: "clocks go forward over it",
    TimeFault.PAST: "it is past",
    TimeFault.FAR: "it is more than a year ahead",
}
REFUSED = {
    Sent.NOBODY: "nobody is in this audience at present",
    Sent.TOO_LATE: "all of it would be dropped as too late",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent, and to whom."""

    message: Message
    audience: Audience
    is_notice: bool
    trial: int
    not_after: datetime | None


def broadcast(
    *,
    file: Annotated[Path, typer.Option("--file", help="The message, in Telegram's HTML.")],
    to: Annotated[list[str], typer.Option("--to", help=TO)],
    notice: Annotated[
        bool, typer.Option("--notice", help="About the bot itself: for all who have not left, whatever they chose.")
    ] = False,
    no_trial: Annotated[
        bool, typer.Option("--no-trial", help=f"Do not wait after the first {TRIAL} before the others.")
    ] = False,
    not_after: Annotated[
        str, typer.Option("--not-after", help="Drop what has not left by then, such as 2026-12-01 08:00.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent, and to how many.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Send a message to an audience: the bot does it, at once if it runs, else when it starts.

    Several topics are alternatives, so are languages and kinds; who is to have it must fit each sort that is given.
    """
    settings = read()
    message = _message(file)
    end = _not_after(not_after, settings) if not_after else None
    with opened(settings, is_dry=dry_run) as database:
        known = database.call(topics.every)
        plan = Plan(message, audience_of(to, known), notice, 0 if no_trial else TRIAL, end)
        size = database.call(audiences.count, plan.audience, notice, now())
        _show(stdout(), plan, known, size, settings)
        if dry_run:
            return
        if not yes:
            typer.confirm("Send it?", abort=True)
        _tell(stdout(), *database.call(_send, plan, size, settings.admin_ids, now()))


def _message(file: Path) -> Message:
    """The message in a file."""
    try:
        written = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise typer.BadParameter(f"{file} cannot be read: {reason}", param_hint="--file") from None
    found = faults(written)
    if found:
        told = "; ".join(f"{file}:{fault.line}: {fault.reason}" for fault in found[:5])
        raise typer.BadParameter(told, param_hint="--file")
    return Message(Markup(written))  # noqa: S704 - whoever types the command is who writes it


def _not_after(written: str, settings: Settings) -> datetime:
    found = read_moment(written, settings.time_zone, find_zone, now())
    if isinstance(found, TimeFault):
        raise typer.BadParameter(FAULTS[found], param_hint="--not-after")
    return found


def _show(console: Console, plan: Plan, known: Sequence[Topic], size: int, settings: Settings) -> None:
    """Print who gets it, how long that takes, and the text."""
    voice = Texts.packaged().voice("en")
    reach = Reach(plan.audience, known, size, settings.messages_per_second, plan.trial, Campaign().rest)
    sort = "a notice, for all who have not left" if plan.is_notice else "news, for those who receive announcements"
    facts = [visible_text(who(reach, voice)), sort, visible_text(how_many(reach, voice))]
    if plan.not_after:
        facts.append(f"nothing after {plan.not_after.astimezone(settings.time_zone):%Y-%m-%d %H:%M %Z}")
    for fact in facts:
        console.print(fact, markup=False, soft_wrap=True)
    console.rule()
    console.print(visible_text(plan.message.html), markup=False, soft_wrap=True)
    console.rule()


def _send(session: Session, plan: Plan, size: int, owners: frozenset[int], at: datetime) -> tuple[int, Sent]:
    """Make the broadcast and let it go, or have an owner confirm it."""
    author, post = THE_COMMAND_LINE, as_json(plan.message)
    draft = broadcasts.draft(session, author, at, post=post, audience=plan.audience, is_notice=plan.is_notice)
    draft.trial, draft.not_after = plan.trial, plan.not_after
    session.add(draft)
    session.flush()
    broadcast_id = required(draft.id)
    # Whoever types this is an owner; where there is only one, nobody else can be asked.
    asked = owners if len(owners) > 1 else frozenset[int]()
    sent = send(session, Wish(broadcast_id, author, size, asked, at))
    if sent in REFUSED:
        session.rollback()
    return broadcast_id, sent


def _tell(console: Console, broadcast_id: int, sent: Sent) -> None:
    if sent in REFUSED:
        console.print(f"Nothing was sent: {REFUSED[sent]}.")
        raise typer.Exit(1)
    if sent is Sent.UNCONFIRMED:
        console.print(f"Broadcast {broadcast_id} is so large that an owner is asked in the chat to confirm it.")
    else:
        console.print(f"Broadcast {broadcast_id} is handed over: the bot sends it now, or when it starts.")
