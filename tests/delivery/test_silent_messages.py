"""Who wants silent messages is sent everything without a sound, and nobody else is."""

from storage import subscribers
from storage.preferences import SILENT_MESSAGES
from tests.delivery.test_compose_broadcasts import sends_digest, stories
from tests.support.delivering import news
from tests.support.pipeline import Town

SILENT, LOUD = 1, 2


async def sounds(town: Town) -> list[tuple[int, bool]]:
    """Have all that is owed arrive; for whom, and whether without a sound."""
    before = len(town.wire.arrivals)
    await town.broadcasted()
    return sorted({(each.chat_id, each.is_silent) for each in town.wire.arrivals[before:]})


async def test_everything_arrives_without_a_sound(town: Town) -> None:
    one = town.follows(SILENT, "AI")
    town.follows(LOUD, "AI")
    town.database.call(subscribers.set_preference, one, SILENT_MESSAGES, True, town.now)
    expected = [(SILENT, True), (LOUD, False)]
    await news(town)
    assert await sounds(town) == expected
    for is_notice in (False, True):
        town.sends(is_notice=is_notice, trial=0)
        assert await sounds(town) == expected
    stories(town, "AI")
    sends_digest(town)
    assert await sounds(town) == expected


async def test_what_is_owed_already_is_sent_as_chosen_now(town: Town) -> None:
    one = town.follows(SILENT, "AI")
    await news(town)
    town.database.call(subscribers.set_preference, one, SILENT_MESSAGES, True, town.now)
    assert await sounds(town) == [(SILENT, True)]
