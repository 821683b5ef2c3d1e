"""Broadcasting: from its time to its end, whatever comes between."""

from datetime import timedelta

from tests.pipeline.town import OWNER, Town


async def test_everybody_has_it_once_and_its_author_a_report(town: Town) -> None:
    town.crowd(100)
    sent = town.sends("Hello", trial=0)
    await town.broadcasted()
    assert sorted(each.chat_id for each in town.wire.arrivals) == list(range(1, 101))
    assert {each.message.plain() for each in town.wire.arrivals} == {"Hello"}
    assert all(each.is_bulk for each in town.wire.arrivals)
    done = town.broadcast(sent)
    assert (done.state, done.size, done.ended_at) == ("done", 100, town.now)
    assert town.notes() == [("report", OWNER)]
