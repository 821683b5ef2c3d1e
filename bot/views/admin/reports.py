"""Reports on the bot as a whole.

The statistics with their CSV files, its status, the records that could not be read, and the trouble that owners are
told of.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, NamedTuple

from markupsafe import Markup

from bot.views.admin.callback_data import (
    GetStatsFiles,
    OpenPlan,
    OpenRejectedFiles,
    OpenStats,
    OpenStatus,
    OpenUnreachedFiles,
)
from bot.views.format import (
    TimeFormat,
    clean_text,
    format_change,
    format_duration,
    format_number,
    format_rate,
    format_share,
    format_size,
    format_time,
    lines,
    paragraphs,
    shorten,
    time_tag,
)
from bot.views.message import Button, Keyboard, Message, Page, build_keyboard, callback_button, page_buttons
from bot.views.texts import Voice
from storage.broadcast_stats import CALLED_OFF_REASONS
from storage.models import Broadcast, BroadcastState, Cancellation, DeliveryState, Trouble
from storage.stats import DayStats, Health, OutcomeCounts, PeriodStats, TopicFollowers

STATS_PERIODS = (7, 30, 0)
"""Days that are offered; 0: all."""

_GONE = (Cancellation.BLOCKED, Cancellation.DEACTIVATED, Cancellation.KICKED, Cancellation.MISSING)
_UNWANTED = (Cancellation.PAUSED, Cancellation.UNSUBSCRIBED, Cancellation.OPTED_OUT, Cancellation.FILTERED)
_MOST_TOPICS, _MOST_REASONS = 5, 4
_LONGEST_NAME = 60


def stats_message(stats: PeriodStats, days: int, voice: Voice, *, is_dark: bool, has_picture: bool = True) -> Message:
    """Return the numbers of a period, at most 1,024 characters.

    Args:
        stats: What was counted.
        days: What was asked for; 0: all.
        voice: Texts and language.
        is_dark: Whether the picture is.
        has_picture: Whether there is one.
    """
    text = paragraphs(
        voice.say("stats-period", count=len(stats.days)) if days else voice.say("stats-all"),
        _subscribers_text(stats, voice),
        _sent_text(stats, voice),
        _delivered_text(stats.outcomes, voice),
        _topics_text(stats.topics, voice),
        _remark(stats, voice, has_picture=has_picture),
    )
    return Message(text, _stats_keyboard(days, voice, is_dark=is_dark, has_picture=has_picture))


def stats_period_question(voice: Voice) -> Message:
    """Ask of which time the statistics are wanted."""
    choices = tuple(callback_button(_period_label(days, voice), OpenStats(days, 0)) for days in STATS_PERIODS)
    return Message(voice.say("stats-which"), build_keyboard(choices))


def undelivered_reasons(outcomes: OutcomeCounts, most: int, voice: Voice) -> list[tuple[str, int]]:
    """Return why what was owed was not delivered, the most frequent first; what is beyond ``most`` as one, last."""
    cancelled = {reason: count for reason, count in outcomes.cancelled.items() if reason not in CALLED_OFF_REASONS}
    counts = [
        (voice.label("picture-gone"), sum(cancelled.pop(reason, 0) for reason in _GONE)),
        (voice.label("picture-unwanted"), sum(cancelled.pop(reason, 0) for reason in _UNWANTED)),
        (voice.label("picture-late"), cancelled.pop(Cancellation.LATE, 0)),
        (voice.label("picture-refused"), outcomes.dead),
        (voice.label("picture-uncertain"), outcomes.uncertain),
    ]
    found = sorted((each for each in counts if each[1]), key=lambda each: -each[1])
    other = sum(cancelled.values())
    if len(found) + bool(other) > most:
        other += sum(count for _, count in found[most - 1 :])
        found = found[: most - 1]
    return found + ([(voice.label("picture-other"), other)] if other else [])


def _subscribers_text(stats: PeriodStats, voice: Voice) -> Markup:
    today = stats.today
    grown = format_change(stats.grown, voice)
    return lines(
        voice.say("stats-subscribers", count=today.active, change=grown),
        voice.say("stats-imported", count=stats.imported) if stats.imported else "",
        voice.say(
            "stats-absent", paused=format_number(today.paused or 0, voice), gone=format_number(today.gone or 0, voice)
        ),
    )


def _sent_text(stats: PeriodStats, voice: Voice) -> Markup:
    announcements = sum(day.announcements for day in stats.days)
    return lines(
        voice.say("stats-alerts", count=sum(day.alerts for day in stats.days)),
        voice.say("stats-stories", count=sum(day.stories for day in stats.days)),
        voice.say("stats-announcements", count=announcements) if announcements else "",
    )


def _delivered_text(outcomes: OutcomeCounts, voice: Voice) -> Markup:
    share = format_share(outcomes.sent, outcomes.owed, voice) if outcomes.owed else ""
    why = undelivered_reasons(outcomes, _MOST_REASONS, voice)
    return lines(
        voice.say("stats-delivered", share=share, count=outcomes.owed) if share else "",
        *(voice.say("stats-reason", reason=reason, count=count) for reason, count in why),
        voice.say("stats-called-off", count=outcomes.called_off) if outcomes.called_off else "",
    )


def _topics_text(topics: Sequence[TopicFollowers], voice: Voice) -> Markup:
    if not topics:
        return Markup()
    names = [shorten(clean_text(each.name) or each.slug, _LONGEST_NAME) for each in topics[:_MOST_TOPICS]]
    counts = zip(names, topics, strict=False)
    told = [voice.say("stats-topic", topic=name, count=topic.followers) for name, topic in counts]
    return lines(voice.say("stats-followed"), *told)


def _remark(stats: PeriodStats, voice: Voice, *, has_picture: bool) -> Markup:
    if not has_picture:
        return voice.say("stats-no-picture")
    return Markup() if stats.days[0].is_counted else voice.say("stats-dotted")


def _stats_keyboard(days: int, voice: Voice, *, is_dark: bool, has_picture: bool) -> Keyboard:
    choices = []
    for period in STATS_PERIODS:
        label = _period_label(period, voice)
        shown = voice.label("button-stats-shown", label=label) if period == days else label
        choices.append(callback_button(shown, OpenStats(period, int(is_dark))))
    file = callback_button(voice.label("button-stats-file"), GetStatsFiles(days))
    return build_keyboard(
        tuple(choices), (*(_other_theme_button(days, voice, is_dark=is_dark) if has_picture else ()), file)
    )


def _other_theme_button(days: int, voice: Voice, *, is_dark: bool) -> tuple[Button, ...]:
    label = voice.label("button-light") if is_dark else voice.label("button-dark")
    return (callback_button(label, OpenStats(days, int(not is_dark))),)


def _period_label(days: int, voice: Voice) -> str:
    return voice.label("button-stats-days", count=days) if days else voice.label("button-stats-all")


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for a formula (OWASP, "CSV Injection")."""


def days_csv(stats: PeriodStats) -> str:
    """Return the numbers of each day; what nobody counted is left empty."""
    names = [field.name for field in fields(DayStats)]
    return _to_csv(names, ([getattr(day, name) for name in names] for day in stats.days))


def topics_csv(stats: PeriodStats) -> str:
    """Return the followers of each topic that has any."""
    return _to_csv(
        ["topic", "slug", "followers"], ([_no_formula(each.name), each.slug, each.followers] for each in stats.topics)
    )


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _to_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


_LONGEST_PROBLEM = 300
_MOST_BROADCASTS = 5
_TOLD_IN_DAYS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """What a scan found: files by what became of them, and alerts owed; or why it failed."""

    ended_at: datetime
    unchanged: int = 0
    new: int = 0
    folded: int = 0
    changed: int = 0
    rejected: int = 0
    gone: int = 0
    owed: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What /status tells.

    Attributes:
        limit: messages a second that may go at present; 0 for no limit.
        left: of the broadcasts at work, how many recipients are left, by their number.
        rejected: files that could not be read.
    """

    version: str
    started_at: datetime | None
    now: datetime
    health: Health
    limit: float
    last: ScanSummary | None = None
    last_find: ScanSummary | None = None
    broadcasts: Sequence[Broadcast] = ()
    left: Mapping[int, int] = field(default_factory=dict)
    rejected: int = 0


def status_message(facts: StatusFacts, voice: Voice) -> Message:
    """Return how the wire is doing."""
    health = facts.health
    text = paragraphs(
        lines(voice.say("status-head", version=facts.version), _uptime(facts, voice)),
        lines(voice.say("status-scan"), *_scans(facts, voice)),
        lines(voice.say("status-outbox"), _due(health, facts.now, voice), *_states(health, voice)),
        lines(voice.say("status-rate"), _rate(facts, voice), _throttled(health, facts.now, voice)),
        _broadcasts(facts, voice),
        lines(voice.say("status-database"), _database_size(health, voice)),
    )
    look = callback_button(voice.label("button-rejected", count=facts.rejected), OpenRejectedFiles(0))
    refresh = callback_button(voice.label("button-refresh"), OpenStatus())
    return Message(text, build_keyboard((refresh, *((look,) if facts.rejected else ()))))


def _uptime(facts: StatusFacts, voice: Voice) -> Markup:
    if facts.started_at is None:
        return Markup()
    span = facts.now - facts.started_at
    told = voice.say("status-days", count=span.days) if span >= _TOLD_IN_DAYS else format_duration(span, voice)
    return voice.say("status-up", span=told, moment=format_time(facts.started_at, voice))


def _scans(facts: StatusFacts, voice: Voice) -> list[Markup]:
    last, find = facts.last, facts.last_find
    if last is None:
        return [voice.say("status-scan-none")]
    ago = _ago(last.ended_at, voice)
    if last.problem:
        problem = shorten(clean_text(last.problem), _LONGEST_PROBLEM)
        told = [voice.say("status-scan-failed", moment=ago, problem=problem)]
    elif last == find:
        return [voice.say("status-scan-found", moment=ago, found=_found(last, voice))]
    else:
        told = [voice.say("status-scan-quiet", moment=ago, count=last.unchanged)]
    if find:
        told.append(voice.say("status-last-find", moment=_ago(find.ended_at, voice), found=_found(find, voice)))
    return told


def _ago(at: datetime, voice: Voice) -> Markup:
    return time_tag(at, voice.say("moment-utc", at=at), TimeFormat.RELATIVE)


def _found(find: ScanSummary, voice: Voice) -> Markup:
    parts = (
        voice.say("status-found-new", count=find.new) if find.new else "",
        voice.say("status-found-folded", count=find.folded) if find.folded else "",
        voice.say("status-found-changed", count=find.changed) if find.changed else "",
        voice.say("status-found-rejected", count=find.rejected) if find.rejected else "",
        voice.say("status-found-gone", count=find.gone) if find.gone else "",
        voice.say("status-found-owed", count=find.owed),
    )
    return Markup(", ").join(part for part in parts if part)


def _due(health: Health, now: datetime, voice: Voice) -> Markup:
    due = health.by_state.get(DeliveryState.PENDING, 0) - health.later
    if due <= 0 or health.oldest_due_at is None:
        return voice.say("status-nothing-due")
    return voice.say("status-due", count=due, span=format_duration(now - health.oldest_due_at, voice))


def _states(health: Health, voice: Voice) -> list[str]:
    def of(state: DeliveryState) -> int:
        return health.by_state.get(state, 0)

    return [
        voice.say("status-later", count=health.later) if health.later else "",
        voice.say("status-held", count=of(DeliveryState.HELD)) if of(DeliveryState.HELD) else "",
        voice.say("status-in-flight", count=of(DeliveryState.IN_FLIGHT)) if of(DeliveryState.IN_FLIGHT) else "",
        voice.say("status-sent", count=of(DeliveryState.SENT)),
        voice.say("status-cancelled", count=of(DeliveryState.CANCELLED)) if of(DeliveryState.CANCELLED) else "",
        voice.say("status-dead", count=of(DeliveryState.DEAD)) if of(DeliveryState.DEAD) else "",
        voice.say("status-uncertain", count=of(DeliveryState.UNCERTAIN)) if of(DeliveryState.UNCERTAIN) else "",
    ]


def _rate(facts: StatusFacts, voice: Voice) -> Markup:
    limit = format_rate(facts.limit, voice)
    if not facts.health.sent_lately:
        return voice.say("status-still", limit=limit) if facts.limit else voice.say("status-still-free")
    went = format_rate(facts.health.sent_lately / 60, voice)
    return voice.say("status-pace", pace=went, limit=limit) if facts.limit else voice.say("status-pace-free", pace=went)


def _throttled(health: Health, now: datetime, voice: Voice) -> Markup:
    if not health.throttled or health.throttled_until is None:
        return voice.say("status-not-throttled")
    return voice.say(
        "status-throttled", count=health.throttled, span=format_duration(health.throttled_until - now, voice)
    )


def _broadcasts(facts: StatusFacts, voice: Voice) -> Markup:
    if not facts.broadcasts:
        return Markup()
    more = len(facts.broadcasts) - _MOST_BROADCASTS
    return lines(
        voice.say("status-broadcasts"),
        *(_broadcast(each, facts.left.get(each.id or 0, 0), voice) for each in facts.broadcasts[:_MOST_BROADCASTS]),
        voice.say("status-more-broadcasts", count=more) if more > 0 else "",
    )


def _broadcast(broadcast: Broadcast, left: int, voice: Voice) -> Markup:
    number = str(broadcast.id)
    match broadcast.state:
        case BroadcastState.SCHEDULED if broadcast.starts_at:
            return voice.say("status-scheduled", number=number, moment=format_time(broadcast.starts_at, voice))
        case BroadcastState.PAUSED:
            return voice.say("status-paused", number=number, count=left)
        case BroadcastState.RUNNING:
            return voice.say("status-running", number=number, count=left)
        case _:
            return voice.say("status-freezing", number=number, count=broadcast.size)


def _database_size(health: Health, voice: Voice) -> Markup:
    engine = "SQLite" if health.is_sqlite else "PostgreSQL"
    return voice.say("status-size", engine=engine, size=format_size(health.size, voice))


REJECTED_PAGE_SIZE = 6
_LONGEST_PATH, _LONGEST_REASON = 160, 400


class RejectedFile(NamedTuple):
    """A file that could not be read; ``line`` counts from 1, None where no line is at fault."""

    path: str
    line: int | None
    reason: str


def rejected_files_message(files: Sequence[RejectedFile], page: int, voice: Voice, unreached: int = 0) -> Message:
    """Return a page of the files that could not be read; a button opens those that reach nobody, if there are any."""
    other = (callback_button(voice.label("button-unreached", count=unreached), OpenUnreachedFiles(0)),)
    back = (*(other if unreached else ()), callback_button(voice.label("button-status"), OpenStatus()))
    if not files:
        return Message(voice.say("rejected-none"), build_keyboard(back))
    shown = Page.of(files, page, REJECTED_PAGE_SIZE)
    told = [_rejected_file(file, voice) for file in shown.items]
    text = paragraphs(voice.say("rejected-head", count=shown.total), *told, voice.say("rejected-how"))
    return Message(text, build_keyboard(page_buttons(shown.number, shown.count, OpenRejectedFiles), back))


def unreached_files_message(files: Sequence[RejectedFile], page: int, voice: Voice) -> Message:
    """Return a page of the files that reach nobody, or fewer than they mean to."""
    back = (callback_button(voice.label("button-back-to-rejected"), OpenRejectedFiles(0)),)
    if not files:
        return Message(voice.say("unreached-none"), build_keyboard(back))
    shown = Page.of(files, page, REJECTED_PAGE_SIZE)
    told = [_rejected_file(file, voice) for file in shown.items]
    text = paragraphs(voice.say("unreached-head", count=shown.total), *told, voice.say("unreached-how"))
    return Message(text, build_keyboard(page_buttons(shown.number, shown.count, OpenUnreachedFiles), back))


def _rejected_file(file: RejectedFile, voice: Voice) -> Markup:
    path = clean_text(file.path)
    if len(path) > _LONGEST_PATH:
        path = f"…{path[-_LONGEST_PATH:]}"  # its end tells more than its beginning
    place = f"{path}:{file.line}" if file.line else path
    return voice.say("rejected-file", place=place, reason=shorten(clean_text(file.reason), _LONGEST_REASON))


_LONGEST_TROUBLE = 300


def trouble_notification(  # noqa: PLR0911 - one a cause
    cause: str, about: Mapping[str, Any], voice: Voice
) -> Message:
    """Return what owners are told of trouble.

    Args:
        cause: The value of a ``Trouble``, perhaps with the id of what it is about.
        about: What was stored to say of it.
        voice: Texts and language.
    """
    reason = clean_text(str(about.get("reason", ""))).rstrip(".")
    match Trouble(cause.partition(":")[0]):
        case Trouble.SCAN:
            return Message(voice.say("trouble-scan", reason=shorten(reason, _LONGEST_TROUBLE)))
        case Trouble.REJECTED:
            show = callback_button(voice.label("button-show-rejected"), OpenRejectedFiles(0))
            return Message(voice.say("trouble-rejected", count=int(about["count"])), build_keyboard((show,)))
        case Trouble.DATABASE:
            return Message(voice.say("trouble-database", reason=shorten(reason, _LONGEST_TROUBLE)))
        case Trouble.DISK:
            return Message(voice.say("trouble-disk", size=format_size(int(about["free"]), voice)))
        case Trouble.REVIEW:
            return Message(voice.say("trouble-review", reason=shorten(reason, _LONGEST_TROUBLE)))
        case Trouble.PLAN:
            show = callback_button(voice.label("button-show-plan"), OpenPlan(int(about["plan"])))
            return Message(voice.say("trouble-plan", reason=reason), build_keyboard((show,)))
        case outage:
            return _outage_notification(about, voice, is_over=outage is Trouble.OUTAGE_OVER)


def _outage_notification(about: Mapping[str, Any], voice: Voice, *, is_over: bool) -> Message:
    since = datetime.fromisoformat(about["since"])
    if not is_over:
        return Message(voice.say("trouble-outage", moment=format_time(since, voice)))
    took = format_duration(datetime.fromisoformat(about["until"]) - since, voice)
    return Message(voice.say("trouble-outage-over", moment=format_time(since, voice), took=took))
