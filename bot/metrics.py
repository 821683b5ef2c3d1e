"""Metrics: what happened in this process and what stands in the database, in Prometheus' text format.

Each process counts for itself and shows its own page; Prometheus adds them up. What is counted is counted where it
happens, in one line. What stands in the database is measured by whoever leads the timetable (``bot/measuring.py``) and
handed to ``show``. Names and units follow Prometheus' conventions ("Metric and label naming"); no label holds anything
of a person, and each has few values. ``docs/operations/metrics.md`` lists all of it; a test holds it to that.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()
"""All metrics of this process, and nothing of the libraries' own."""

SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds in seconds, for what people or slots wait for."""
LONG = (0.1, 0.3, 0.5, 1.0, 1.5, 3.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0, 14_400.0)
"""Bounds in seconds, for what takes as long as there are records or subscribers."""


def _counter(name: str, says: str, *labels: str) -> Counter:
    return Counter(f"topicwire_{name}", says, labels, registry=REGISTRY)


def _gauge(name: str, says: str, *labels: str) -> Gauge:
    return Gauge(f"topicwire_{name}", says, labels, registry=REGISTRY)


def _histogram(name: str, says: str, bounds: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(f"topicwire_{name}", says, labels, buckets=bounds, registry=REGISTRY)


# News.
RECORDS = _counter("records_total", "Record files read, by what became of each.", "outcome")
ARTICLES = _counter("articles_total", "New articles.")
STORIES = _counter("stories_total", "New stories.")
REJECTED = _counter("rejected_records_total", "Record files that could not be read.")
OWED = _counter("owed_deliveries_total", "Alerts written into the outbox by scans.")
SCANS = _counter("scans_total", "Scans that ended, by how.", "outcome")
SCAN_SECONDS = _histogram(
    "scan_seconds", "Time of a scan, from the look into the folders to the last alert owed.", LONG
)
FANOUT_SECONDS = _histogram("fanout_seconds", "Time to write the deliveries of what is new, a scan.", LONG)
LAST_SCAN = _gauge("last_scan_timestamp_seconds", "When the last scan ended that did not fail.")
SCAN_INTERVAL = _gauge("scan_interval_seconds", "SCAN_SECONDS: how often there is to be a scan.")
FIRST_MESSAGE = _histogram(
    "story_first_message_seconds",
    "Time from the record file to the first message of an article that was alerted.",
    LONG,
)
LAST_MESSAGE = _histogram(
    "story_last_message_seconds", "Time from the record file to the last message of an article that was alerted.", LONG
)

# Sending.
DELIVERIES = _counter("deliveries_total", "Sends, by kind of delivery and outcome.", "kind", "outcome")
CALLS = _counter(
    "telegram_calls_total", "Calls of the Bot API, by method and status of the answer.", "method", "status"
)
CALL_SECONDS = _histogram("telegram_call_seconds", "Time of a call of the Bot API.", SHORT, "method")
THROTTLES = _counter("throttles_total", "Answers 429: Telegram asks for patience.")
BUDGET_WAIT = _histogram("budget_wait_seconds", "Time that a message waits for its turn, by who asks.", SHORT, "kind")

# People.
UPDATE_SECONDS = _histogram("update_seconds", "Time from the arrival of an update until it is answered.", SHORT)
UPDATE_ERRORS = _counter("update_errors_total", "Updates whose answer failed.")

# The process.
LEADER = _gauge("leader", "1 where this process leads what one process alone may do, else 0.", "kind")
BUILD = Info("topicwire_build", "The version that runs.", registry=REGISTRY)
ProcessCollector(namespace="topicwire", registry=REGISTRY)

for _outcome in ("completed", "failed"):
    SCANS.labels(_outcome)  # so that the first failure is a rise from zero

METHOD = re.compile(r"[A-Za-z]{1,64}")


@lru_cache(maxsize=256)
def deliveries(kind: str, outcome: str) -> Counter:
    """Return the counter of sends of a kind that ended so; the class ``NotSent`` is called ``not_sent``."""
    return DELIVERIES.labels(kind, re.sub(r"(?<!^)(?=[A-Z])", "_", outcome).lower())


@lru_cache(maxsize=1024)
def _calls(method: str, status: int | str) -> Counter:
    return CALLS.labels(method if METHOD.fullmatch(method) else "file", str(status))


@lru_cache(maxsize=256)
def _call_seconds(method: str) -> Histogram:
    return CALL_SECONDS.labels(method if METHOD.fullmatch(method) else "file")


@lru_cache(maxsize=16)
def budget_wait(kind: str) -> Histogram:
    """Return the histogram of waiting at the budget, of ``reply``, ``alert`` or ``rest``."""
    return BUDGET_WAIT.labels(kind.lower())


def count_call(method: str, status: int | str, seconds: float) -> None:
    """Count a call of the Bot API.

    Args:
        method: The last part of its address; of a download it is the name of a file, and is counted as ``file``.
        status: HTTP status of the answer, or in a word why there was none.
        seconds: How long it took.
    """
    _calls(method, status).inc()
    _call_seconds(method).observe(seconds)


def count_records(counts: Mapping[Any, int], owed: int) -> None:
    """Count what a scan found: files by what became of them (``IngestResult``), and alerts that it wrote."""
    for outcome, number in counts.items():
        if outcome != "unchanged":
            RECORDS.labels(outcome).inc(max(0, number))
    ARTICLES.inc(counts.get("new", 0) + counts.get("folded", 0))
    STORIES.inc(counts.get("new", 0))
    REJECTED.inc(counts.get("rejected", 0))
    OWED.inc(owed)


def scan_ended(at: float, *, is_failed: bool) -> None:
    """Note that a scan ended at a time, in seconds since 1970."""
    SCANS.labels("failed" if is_failed else "completed").inc()
    if not is_failed:
        LAST_SCAN.set(at)


def describe_process(version: str, *, scan_seconds: float) -> None:
    """Show which version runs, and how often it is to scan."""
    BUILD.info({"version": version})
    SCAN_INTERVAL.set(scan_seconds)


def show_leader(kind: str, leads: Callable[[], bool]) -> None:
    """Show whether this process leads something, ``schedule`` or ``updates``, asked whenever the page is."""
    LEADER.labels(kind).set_function(lambda: float(leads()))


# What stands in the database.

MEASURES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "outbox_deliveries": ("Deliveries that are owed, by state.", ("state",)),
    "outbox_oldest_age_seconds": (
        "How long the oldest waits: pending that could go since it was due, in flight since it was begun, "
        "held since it was written.",
        ("state",),
    ),
    "places": ("Subscribers, by kind of chat and whether they can be written to.", ("kind", "state")),
    "digests_due": ("Digests whose time has come and that are not made yet.", ("kind",)),
    "digests_late": ("Those of them that are more than five minutes late.", ("kind",)),
    "database_bytes": ("Size of the database.", ()),
    "disk_free_bytes": ("Room left on the disk of a SQLite file.", ()),
    "measured_timestamp_seconds": ("When what stands in the database was last measured.", ()),
}
"""Names without ``topicwire_``, what each says, and its labels."""

Measured = Mapping[tuple[str, ...], float]
"""Numbers by name and values of the labels."""


class Measures(Collector):
    """Shows what was last measured, as long as it is fresh."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._values: Measured = {}
        self._valid_until = 0.0

    def show(self, values: Measured, *, valid_for: float) -> None:
        """Show these numbers for so many seconds, and none of those before."""
        unknown = {name for name, *_ in values} - MEASURES.keys()
        if unknown:
            raise ValueError(f"no metrics of the database are called {', '.join(sorted(unknown))}")
        self._values, self._valid_until = values, self._clock() + valid_for

    def describe(self) -> Iterable[Metric]:
        """Give all metrics, without numbers."""
        return [GaugeMetricFamily(f"topicwire_{name}", says, labels=of) for name, (says, of) in MEASURES.items()]

    def collect(self) -> Iterator[Metric]:
        """Give the metrics that have numbers."""
        is_fresh = self._clock() < self._valid_until
        for name, (says, labels) in MEASURES.items() if is_fresh else ():
            family = GaugeMetricFamily(f"topicwire_{name}", says, labels=labels)
            for (of, *values), number in self._values.items():
                if of == name:
                    family.add_metric(values, number)
            if family.samples:
                yield family


_measures = Measures()
REGISTRY.register(_measures)


def show(values: Measured, *, valid_for: float) -> None:
    """Show what was measured until the next time, and no longer than so many seconds: then another process may lead."""
    _measures.show(values, valid_for=valid_for)


def page() -> tuple[bytes, str]:
    """Return all metrics as Prometheus reads them, and the content type of that."""
    # A time for each counter would double the page; rates tell a restart by themselves.
    disable_created_metrics()  # type: ignore[no-untyped-call] # the library does not type it
    return generate_latest(REGISTRY), CONTENT_TYPE_PLAIN_0_0_4
