"""Reports: /stats, /status, and /rejected, the records that could not be read."""

from collections.abc import Iterable
from pathlib import Path

from bot.charts.build import build_stats_chart
from bot.charts.process import ChartError, render_chart
from bot.handlers.admin.progress import show_broadcast_report
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import button, command
from bot.news.ingest import IngestResult
from bot.news.scan import unreached_files
from bot.views.admin.callback_data import (
    GetStatsFiles,
    OpenBroadcastReport,
    OpenRejectedFiles,
    OpenStats,
    OpenStatus,
    OpenUnreachedFiles,
)
from bot.views.admin.reports import (
    RejectedFile,
    ScanSummary,
    StatusFacts,
    days_csv,
    rejected_files_message,
    stats_message,
    stats_period_question,
    status_message,
    topics_csv,
    unreached_files_message,
)
from bot.views.message import Message
from storage import articles, broadcast_stats, broadcasts, day_reports, scans, stats
from storage.models import StoredScan
from storage.stats import health

WHOLE_TIME = "all"
DEFAULT_DAYS = 30
"""Days that /stats shows when it is not told how many."""


@command("stats", role=Role.EDITOR, menu=5)
async def show_stats(context: AdminContext, argument: str) -> None:
    """/stats, /stats 7d, /stats all."""
    days = days_of(argument)
    if days is None:
        await context.reply(stats_period_question(context.voice))
    else:
        await _show_stats(context, days, is_dark=False)


@button(OpenStats, role=Role.EDITOR)
async def open_stats(context: AdminContext, data: OpenStats) -> None:
    """Show the statistics of another time, or in the other light."""
    await _show_stats(context, min(data.days, stats.MOST_DAYS), is_dark=bool(data.is_dark))


@button(GetStatsFiles, role=Role.EDITOR)
async def export_stats(context: AdminContext, data: GetStatsFiles) -> None:
    """Send the numbers by day and by topic."""
    await context.toast()
    found = await context.run(stats.period_stats, min(data.days, stats.MOST_DAYS), context.now)
    name = f"{found.days[0].day}-to-{found.today.day}"
    await context.send_file(f"days-{name}.csv", days_csv(found).encode())
    if found.topics:
        await context.send_file(f"topics-{found.today.day}.csv", topics_csv(found).encode())


@command("status", role=Role.EDITOR, menu=6)
async def show_status(context: AdminContext, _argument: str) -> None:
    """/status."""
    await context.reply(status_message(await _load_facts(context), context.voice))


@button(OpenStatus, role=Role.EDITOR)
async def open_status(context: AdminContext, _: OpenStatus) -> None:
    """Show how the wire is doing by now."""
    await context.show(status_message(await _load_facts(context), context.voice))


@command("rejected", role=Role.EDITOR, menu=7)
async def show_rejected(context: AdminContext, _argument: str) -> None:
    """/rejected."""
    await context.reply(await _rejected_page(context, 0))


@button(OpenRejectedFiles, role=Role.EDITOR)
async def open_rejected(context: AdminContext, data: OpenRejectedFiles) -> None:
    """Show a page of the files that could not be read."""
    await context.show(await _rejected_page(context, data.page))


@button(OpenUnreachedFiles, role=Role.EDITOR)
async def open_unreached(context: AdminContext, data: OpenUnreachedFiles) -> None:
    """Show a page of the files that reach nobody, or fewer than they mean to."""
    found = [RejectedFile(each.path, each.line, each.reason) for each in await context.run(unreached_files)]
    await context.show(unreached_files_message(found, data.page, context.voice))


async def _rejected_page(context: AdminContext, page: int) -> Message:
    unreached = await context.run(unreached_files)
    return rejected_files_message(await _load_rejected(context), page, context.voice, len(unreached))


@button(OpenBroadcastReport, role=Role.EDITOR)
async def open_report(context: AdminContext, data: OpenBroadcastReport) -> None:
    """Show the report of a broadcast, in the light that was asked for."""
    await show_broadcast_report(context, data.broadcast_id, is_dark=bool(data.is_dark))


def days_of(argument: str) -> int | None:
    """Return how many days were asked for: ``7d``, ``30`` or ``all`` (0); None for what means none."""
    period = argument.strip().casefold()
    if period in {"", WHOLE_TIME}:
        return 0 if period else DEFAULT_DAYS
    number = period.removesuffix("d").strip()
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:9]) <= stats.MOST_DAYS):
        return None
    return int(number)


async def _show_stats(context: AdminContext, days: int, *, is_dark: bool) -> None:
    await context.toast()
    found = await context.run(stats.period_stats, days, context.now)
    try:
        png = await render_chart(build_stats_chart(found, context.voice), is_dark=is_dark)
    except ChartError:
        await context.show(stats_message(found, days, context.voice, is_dark=is_dark, has_picture=False))
    else:
        await context.show_picture(png, stats_message(found, days, context.voice, is_dark=is_dark))


async def _load_facts(context: AdminContext) -> StatusFacts:
    admin_services, found = context.admin_services, await context.run(scans.find_last)
    at_work = await context.run(broadcasts.active)
    counted = {each.id: await context.run(broadcast_stats.recipient_counts, each.id) for each in at_work}
    return StatusFacts(
        version=admin_services.version,
        started_at=admin_services.started_at,
        now=context.now,
        health=await context.run(health, context.now),
        limit=admin_services.rate(),
        last=_summary(found.last),
        last_find=_summary(found.last_find),
        broadcasts=at_work,
        left={number: count.left for number, count in counted.items()},
        rejected=len(await _load_rejected(context)),
        has_summary=await _has_summary(context),
    )


async def _has_summary(context: AdminContext) -> bool | None:
    """Return whether an owner wants summaries; None for an editor, who cannot have them."""
    if context.person_id not in context.admin_services.owners:
        return None
    return await context.run(day_reports.wants_summary, context.person_id)


def _summary(scan: StoredScan | None) -> ScanSummary | None:
    if scan is None:
        return None
    kept = (IngestResult.UNCHANGED, IngestResult.NEW, IngestResult.FOLDED, IngestResult.CHANGED, IngestResult.REJECTED)
    counts = {outcome.value: scan.counts.get(outcome.value, 0) for outcome in kept}
    return ScanSummary(scan.ended_at, **counts, gone=scan.gone, owed=scan.owed, problem=scan.problem)


async def _load_rejected(context: AdminContext) -> list[RejectedFile]:
    """What could not be read: records, as noted, and what else the last scan stumbled over, such as topics."""
    noted = await context.run(articles.rejected_files)
    several = len({file.folder for file in noted}) > 1
    found = [RejectedFile(_path(file.folder, file.path, several), file.line, file.reason or "") for file in noted]
    last = (await context.run(scans.find_last)).last
    known = {str(Path(file.folder) / file.path) for file in noted}
    return found + _other_rejected(last, known)


def _other_rejected(last: StoredScan | None, known: Iterable[str]) -> list[RejectedFile]:
    return [RejectedFile(**problem) for problem in (last.rejected if last else []) if problem["path"] not in known]


def _path(folder: str, path: str, is_one_of_several: bool) -> str:
    return f"{Path(folder).name}/{path}" if is_one_of_several else path
