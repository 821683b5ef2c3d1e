"""Times in alerts are those of the reader's own clock; whoever shares it shares the message."""

from storage import subscribers
from storage.preferences import ZONE
from tests.support.delivering import news
from tests.support.pipeline import Pipeline


async def test_each_reader_has_the_times_of_their_zone(pipeline: Pipeline) -> None:
    zones = {1: "Europe/Berlin", 2: "Europe/Berlin", 3: "America/New_York", 4: ""}
    for chat_id, zone in zones.items():
        reader = pipeline.follows(chat_id, "AI")
        if zone:
            pipeline.database.call(subscribers.set_preference, reader, ZONE, zone, pipeline.now)
    await news(pipeline)
    await pipeline.broadcasted()
    told = {each.chat_id: each.message for each in pipeline.wire.arrivals}
    assert told.keys() == zones.keys()
    assert told[1] is told[2]
    assert [name for name in ("(Berlin)", "(New York)", "UTC") if name in str(told[1])] == ["(Berlin)"]
    assert [name for name in ("(Berlin)", "(New York)", "UTC") if name in str(told[3])] == ["(New York)"]
    assert [name for name in ("(Berlin)", "(New York)", "UTC") if name in str(told[4])] == ["UTC"]
