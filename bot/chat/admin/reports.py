"""Reports: statistics, how the wire is doing, and the records that could not be read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.chat.admin.errand import Errand
from bot.chat.admin.reporting import show_report
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.messages.admin.rejected import RejectedFile, rejected
from bot.messages.admin.report_press import GetStats, OpenRejected, OpenReport, OpenStats, OpenStatus
from bot.messages.admin.stats import stats_caption, which_period
from bot.messages.admin.stats_files import days_file, topics_file
from bot.messages.admin.status import Facts, Find, status
from bot.pictures.period import poster_of
from bot.pictures.studio import PictureError, drawn
from bot.pipeline.ingest import Intake
from bot.pipeline.report import PastScan
from storage import broadcasts, records, reports, tally
from storage.models import Awaits
from storage.pulse import pulse
from storage.stories import required

WHOLE = "all"
USUAL = 30
"""Days that /stats shows when it is not told how many."""


async def stats_command(errand: Errand, argument: str) -> None:
    """/stats, /stats 7d, /stats all."""
    days = days_of(argument)
    if days is None:
        await errand.reply(which_period(errand.voice))
    else:
        await _show_stats(errand, days, is_dark=False)


async def open_stats(errand: Errand, press: OpenStats) -> None:
    """Show the statistics of another time, or in the other light."""
    await _show_stats(errand, min(press.days, reports.MOST_DAYS), is_dark=bool(press.is_dark))


async def get_stats(errand: Errand, press: GetStats) -> None:
    """Send the numbers by day and by topic."""
    await errand.toast()
    found = await errand.run(reports.stats, min(press.days, reports.MOST_DAYS), errand.now)
    name = f"{found.days[0].day}-to-{found.today.day}"
    await errand.send_file(f"days-{name}.csv", days_file(found).encode())
    if found.topics:
        await errand.send_file(f"topics-{found.today.day}.csv", topics_file(found).encode())


async def status_command(errand: Errand, _argument: str) -> None:
    """/status."""
    await errand.reply(status(await _facts(errand), errand.voice))


async def open_status(errand: Errand, _press: OpenStatus) -> None:
    """Show how the wire is doing by now."""
    await errand.show(status(await _facts(errand), errand.voice))


async def rejected_command(errand: Errand, _argument: str) -> None:
    """/rejected."""
    await errand.reply(rejected(await _rejected(errand), 0, errand.voice))


async def open_rejected(errand: Errand, press: OpenRejected) -> None:
    """Show a page of the files that could not be read."""
    await errand.show(rejected(await _rejected(errand), press.page, errand.voice))


async def open_report(errand: Errand, press: OpenReport) -> None:
    """Show the report of a broadcast, in the light that was asked for."""
    await show_report(errand, press.broadcast_id, is_dark=bool(press.is_dark))


def days_of(argument: str) -> int | None:
    """Return how many days were asked for: ``7d``, ``30`` or ``all`` (0); None for what means none."""
    wish = argument.strip().casefold()
    if wish in {"", WHOLE}:
        return 0 if wish else USUAL
    number = wish.removesuffix("d").strip()
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:9]) <= reports.MOST_DAYS):
        return None
    return int(number)


async def _show_stats(errand: Errand, days: int, *, is_dark: bool) -> None:
    await errand.toast()
    found = await errand.run(reports.stats, days, errand.now)
    try:
        png = await drawn(poster_of(found, errand.voice), is_dark=is_dark)
    except PictureError:
        await errand.show(stats_caption(found, days, errand.voice, is_dark=is_dark, has_picture=False))
    else:
        await errand.show_picture(png, stats_caption(found, days, errand.voice, is_dark=is_dark))


async def _facts(errand: Errand) -> Facts:
    office, scans = errand.office, errand.office.scans()
    at_work = await errand.run(broadcasts.at_work)
    counted = {required(each.id): await errand.run(tally.tally, required(each.id)) for each in at_work}
    return Facts(
        version=office.version,
        started_at=office.started_at,
        now=errand.now,
        pulse=await errand.run(pulse, errand.now),
        limit=office.rate(),
        last=_find(scans.last),
        last_find=_find(scans.last_find),
        broadcasts=at_work,
        left={number: count.left for number, count in counted.items()},
        rejected=len(await _rejected(errand)),
    )


def _find(scan: PastScan | None) -> Find | None:
    if scan is None or scan.report is None:
        return Find(scan.ended_at, problem=scan.problem) if scan else None
    counts = scan.report.counts
    return Find(
        scan.ended_at,
        unchanged=counts[Intake.UNCHANGED],
        new=counts[Intake.NEW],
        folded=counts[Intake.FOLDED],
        changed=counts[Intake.CHANGED],
        rejected=counts[Intake.REJECTED],
        gone=scan.report.gone,
        owed=scan.report.owed,
    )


async def _rejected(errand: Errand) -> list[RejectedFile]:
    """What could not be read: records, as noted, and what else the last scan stumbled over, such as topics."""
    noted = await errand.run(records.rejected)
    several = len({file.folder for file in noted}) > 1
    found = [RejectedFile(_path(file.folder, file.path, several), file.line, file.reason or "") for file in noted]
    last = errand.office.scans().last
    known = {str(Path(file.folder) / file.path) for file in noted}
    return found + _others(last, known)


def _others(last: PastScan | None, known: Iterable[str]) -> list[RejectedFile]:
    problems = last.report.rejected if last and last.report else []
    return [RejectedFile(each.path, each.line, each.reason) for each in problems if each.path not in known]


def _path(folder: str, path: str, is_one_of_several: bool) -> str:
    return f"{Path(folder).name}/{path}" if is_one_of_several else path


COMMANDS: Mapping[str, CommandStep] = {
    "stats": stats_command,
    "status": status_command,
    "rejected": rejected_command,
}
PRESSES: Mapping[type[Any], PressStep] = {
    OpenStats: open_stats,
    GetStats: get_stats,
    OpenStatus: open_status,
    OpenRejected: open_rejected,
    OpenReport: open_report,
}
ANSWERS: Mapping[Awaits, AnswerStep] = {}
