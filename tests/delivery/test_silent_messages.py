"""Who wants silent messages is sent everything without a sound, and nobody else is."""

from storage import subscribers
from storage.preferences import SILENT_MESSAGES
from tests.delivery.test_compose_broadcasts import sends_digest, stories
from tests.support.delivering import news
from tests.support.pipeline import Pipeline

SILENT, LOUD = 1, 2


async def sounds(pipeline: Pipeline) -> list[tuple[int, bool]]:
    """Have all that is owed arrive; for whom, and whether without a sound."""
    before = len(pipeline.wire.arrivals)
    await pipeline.broadcasted()
    return sorted({(each.chat_id, each.is_silent) for each in pipeline.wire.arrivals[before:]})


async def test_everything_arrives_without_a_sound(pipeline: Pipeline) -> None:
    one = pipeline.follows(SILENT, "AI")
    pipeline.follows(LOUD, "AI")
    pipeline.database.call(subscribers.set_preference, one, SILENT_MESSAGES, True, pipeline.now)
    expected = [(SILENT, True), (LOUD, False)]
    await news(pipeline)
    assert await sounds(pipeline) == expected
    for is_notice in (False, True):
        pipeline.sends(is_notice=is_notice, trial=0)
        assert await sounds(pipeline) == expected
    stories(pipeline, "AI")
    sends_digest(pipeline)
    assert await sounds(pipeline) == expected


async def test_what_is_owed_already_is_sent_as_chosen_now(pipeline: Pipeline) -> None:
    one = pipeline.follows(SILENT, "AI")
    await news(pipeline)
    pipeline.database.call(subscribers.set_preference, one, SILENT_MESSAGES, True, pipeline.now)
    assert await sounds(pipeline) == [(SILENT, True)]
