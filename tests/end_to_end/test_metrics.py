"""What a run does is in its metrics: each is counted where it happens."""

from bot import metrics
from sandbox.faults import FaultKind
from tests.end_to_end.environment import Environment, running_bot, until

COUNTED = {
    "articles_total": {},
    "stories_total": {},
    "rejected_records_total": {},
    "owed_deliveries_total": {},
    "fanout_seconds_count": {},
    "deliveries_total": {"kind": "alert", "outcome": "delivered"},
    "throttles_total": {},
    "update_seconds_count": {},
}


def numbers() -> dict[str, float]:
    read = metrics.REGISTRY.get_sample_value
    return {name: read(f"topicwire_{name}", labels) or 0.0 for name, labels in COUNTED.items()}


def calls(status: str) -> float:
    labels = {"method": "sendMessage", "status": status}
    return metrics.REGISTRY.get_sample_value("topicwire_telegram_calls_total", labels) or 0.0


async def test_a_run_is_counted(environment: Environment) -> None:
    first, *_ = environment.gather(3)
    environment.sandbox.simulator.faults.add(FaultKind.FLOOD, "sendMessage", str(first.id))
    environment.drop("Quiet rivers rise in the north")
    environment.folder.joinpath("broken.md").write_text("---\ntitle: [\n---\n")
    before, sent, refused = numbers(), calls("200"), calls("429")
    async with running_bot(environment):
        await until(lambda: len(environment.arrived()) == 3 and environment.is_drained())
        await environment.sandbox.simulator.say(first, "/help")
        await until(lambda: numbers()["update_seconds_count"] > before["update_seconds_count"])
        assert (metrics.REGISTRY.get_sample_value("topicwire_scan_interval_seconds")) == 0.5
        assert metrics.REGISTRY.get_sample_value("topicwire_outbox_deliveries", {"state": "pending"}) is not None
    counted = {name: number - before[name] for name, number in numbers().items()}
    assert counted == {
        "articles_total": 1, "stories_total": 1, "rejected_records_total": 1, "owed_deliveries_total": 3,
        "fanout_seconds_count": 1, "deliveries_total": 3, "throttles_total": 1, "update_seconds_count": 1,
    }  # fmt: skip
    assert (calls("200") - sent, calls("429") - refused) == (4, 1)
    assert metrics.REGISTRY.get_sample_value("topicwire_last_scan_timestamp_seconds")
    assert metrics.REGISTRY.get_sample_value("topicwire_outbox_deliveries", {"state": "pending"}) is None
