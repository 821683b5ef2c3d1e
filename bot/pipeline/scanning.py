"""The loop that scans: once at the start, and whenever it is woken."""

import asyncio
import logging
from collections.abc import Callable

from bot.pipeline.ingest import Intake
from bot.pipeline.report import PastScan, ScanReport, Scans
from bot.pipeline.scan import Scan
from bot.pipeline.walking import VanishedError

log = logging.getLogger(__name__)


class ScanLoop:
    """Runs scans one after the other; wakes that come during one are answered by one more.

    Args:
        scan: What is run.
        wake_delivery: Called after each scan that wrote deliveries or may have changed messages.
    """

    def __init__(self, scan: Scan, wake_delivery: Callable[[], None]) -> None:
        self._scan = scan
        self._wake_delivery = wake_delivery
        self._woken = asyncio.Event()
        self._woken.set()
        self._is_stopping = False
        self.past = Scans()
        """What the last scans found."""

    def wake(self) -> None:
        """Have the folders scanned soon."""
        self._woken.set()

    def stop(self) -> None:
        """End after the scan that runs."""
        self._is_stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Scan until told to stop; a scan that fails is logged, and the next one tries again."""
        try:
            await self._run()
        finally:
            await asyncio.to_thread(self._scan.close)

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            if self._is_stopping:
                return
            try:
                report = await self._scan.run()
            except VanishedError as error:
                log.error("the scan stopped: %s", error)  # noqa: TRY400 - a state of the disk, not of the program
                self._remember(None, str(error))
            except Exception as error:
                log.exception("the scan failed; the next one tries again")
                self._remember(None, f"{type(error).__name__}: the log tells more")
            else:
                self._remember(report)
                self._tell(report)
                self._wake_delivery()

    def _remember(self, report: ScanReport | None, problem: str = "") -> None:
        scan = PastScan(self._scan.clock(), report, problem)
        self.past = Scans(scan, self.past.last_find if report is None or report.is_quiet else scan)

    def _tell(self, report: ScanReport) -> None:
        if report.is_quiet:
            return
        counts = ", ".join(f"{report.counts[intake]} {intake.value}" for intake in Intake)
        log.info("scanned: %s, %d gone; %d deliveries owed", counts, report.gone, report.owed)
        for problem in report.unsettled:
            log.info("not settled yet: %s", problem)
