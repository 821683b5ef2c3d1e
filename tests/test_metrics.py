"""What happens is counted, by names and units that Prometheus' own tool finds no fault with."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from bot.metrics import Measures

DOCUMENT = Path(__file__).parent.parent / "docs" / "operations" / "metrics.md"
PROMTOOL = shutil.which("promtool")
NEEDS_PROMTOOL = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed: it comes with Prometheus")
LABELS = {"kind", "outcome", "state", "method", "status", "version", "le"}


def value(name: str, **labels: str) -> float:
    """A number of the page; 0 where there is none yet."""
    return metrics.REGISTRY.get_sample_value(f"topicwire_{name}", labels) or 0.0


def families() -> dict[str, str]:
    """Types of all metrics by name, with those that have no number yet."""
    text = metrics.page()[0].decode()
    found = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    return found | dict.fromkeys((f"topicwire_{name}" for name in metrics.MEASURES), "gauge")


def test_the_document_lists_every_metric_and_no_other() -> None:
    rows = re.findall(r"^\| `(topicwire_\w+)` \| (\w+) \| ([^|]*)\|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert {name: kind for name, kind, _ in rows} == families()
    assert len(rows) == len(families())
    named = {label for *_, labels in rows for label in re.findall(r"`(\w+)`", labels)}
    assert named <= LABELS


def test_the_dashboard_and_the_alerts_ask_for_metrics_that_exist() -> None:
    for name in ("alerts.yml", "grafana-dashboard.json"):
        asked = set(re.findall(r"topicwire_\w+", DOCUMENT.with_name(name).read_text("utf-8")))
        known = {f"{each}{end}" for each, kind in families().items() for end in _endings(kind)}
        assert asked
        assert asked - known == set(), name


def _endings(kind: str) -> tuple[str, ...]:
    return ("", "_bucket", "_sum", "_count") if kind == "histogram" else ("",)


def test_the_page_is_what_prometheus_reads_and_holds_nothing_of_the_library() -> None:
    text, content_type = metrics.page()
    assert content_type.startswith("text/plain; version=0.0.4")
    samples = [sample for family in text_string_to_metric_families(text.decode()) for sample in family.samples]
    assert all(sample.name.startswith("topicwire_") for sample in samples)
    assert not any(sample.name.endswith("_created") for sample in samples)
    assert {label for sample in samples for label in sample.labels} <= LABELS


@NEEDS_PROMTOOL
def test_promtool_finds_no_fault_with_names_and_units() -> None:
    metrics.describe_process("1.0", scan_seconds=60)
    metrics.show_leader("schedule", lambda: True)
    metrics.count_call("sendMessage", 200, 0.1)
    metrics.deliveries("alert", "NotSent").inc()
    metrics.show(
        {(name, *("x" for _ in labels)): 1.0 for name, (_, labels) in metrics.MEASURES.items()}, valid_for=60.0
    )
    found = subprocess.run(
        [str(PROMTOOL), "check", "metrics"], input=metrics.page()[0], capture_output=True, check=False
    )
    metrics.show({}, valid_for=0.0)
    assert (found.returncode, found.stdout, found.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("method", "counted"),
    [("sendMessage", "sendMessage"), ("photo_1.jpg", "file"), ("", "file"), ("a" * 65, "file")],
)
def test_calls_are_counted_by_method_and_the_names_of_files_are_not(method: str, counted: str) -> None:
    labels = {"method": counted, "status": "200"}
    before = value("telegram_calls_total", **labels), value("telegram_call_seconds_count", method=counted)
    metrics.count_call(method, 200, 0.2)
    assert value("telegram_calls_total", **labels) == before[0] + 1
    assert value("telegram_call_seconds_count", method=counted) == before[1] + 1


def test_outcomes_have_names_as_labels_have() -> None:
    before = value("deliveries_total", kind="alert", outcome="not_sent")
    metrics.deliveries("alert", "NotSent").inc()
    assert value("deliveries_total", kind="alert", outcome="not_sent") == before + 1


def test_a_scan_is_counted_without_what_is_unchanged() -> None:
    before = [value(name) for name in ("articles_total", "stories_total", "rejected_records_total")]
    unchanged = value("records_total", outcome="unchanged")
    metrics.count_records({"new": 2, "folded": 3, "unchanged": 50, "rejected": 1}, owed=7)
    after = [value(name) for name in ("articles_total", "stories_total", "rejected_records_total")]
    assert [one - other for one, other in zip(after, before, strict=True)] == [5, 2, 1]
    assert value("records_total", outcome="unchanged") == unchanged == 0


def test_a_scan_that_fails_does_not_pass_for_the_last_one() -> None:
    metrics.scan_ended(1_000.0, is_failed=False)
    failed = value("scans_total", outcome="failed")
    metrics.scan_ended(2_000.0, is_failed=True)
    assert value("last_scan_timestamp_seconds") == 1_000.0
    assert value("scans_total", outcome="failed") == failed + 1


def test_who_leads_is_shown_and_who_does_not_any_more() -> None:
    leads = True
    metrics.show_leader("schedule", lambda: leads)
    assert value("leader", kind="schedule") == 1
    leads = False
    assert value("leader", kind="schedule") == 0


def test_what_is_stale_is_not_shown() -> None:
    now = [0.0]
    measures = Measures(lambda: now[0])
    measures.show({("outbox_deliveries", "pending"): 3.0}, valid_for=90.0)
    now[0] = 89.0
    (family,) = measures.collect()
    assert [(sample.labels, sample.value) for sample in family.samples] == [({"state": "pending"}, 3.0)]
    now[0] = 90.0
    assert list(measures.collect()) == []


def test_a_measure_without_a_name_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="outbox_delivery"):
        Measures().show({("outbox_delivery",): 1.0}, valid_for=1.0)


@NEEDS_PROMTOOL
@pytest.mark.parametrize(
    "arguments",
    [("check", "rules", "alerts.yml"), ("test", "rules", "alerts_test.yml"), ("check", "config", "prometheus.yml")],
)
def test_prometheus_takes_rules_and_configuration_and_each_rule_warns_when_it_should(
    arguments: tuple[str, ...],
) -> None:
    found = subprocess.run(
        [str(PROMTOOL), *arguments], cwd=DOCUMENT.parent, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_alert_is_tried() -> None:
    rules = set(re.findall(r"alert: (\w+)", DOCUMENT.with_name("alerts.yml").read_text("utf-8")))
    tried = set(re.findall(r"alertname: (\w+)", DOCUMENT.with_name("alerts_test.yml").read_text("utf-8")))
    assert rules == tried


def test_every_alert_says_what_to_do() -> None:
    text = DOCUMENT.with_name("alerts.yml").read_text("utf-8")
    rules = yaml.load(text, yaml.CSafeLoader)["groups"][0]["rules"]
    assert all(set(rule["annotations"]) == {"summary", "action"} for rule in rules)
    assert all(rule["labels"]["severity"] in {"critical", "warning"} for rule in rules)
