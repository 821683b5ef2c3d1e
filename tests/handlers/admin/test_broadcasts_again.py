"""A broadcast that is done is sent again to those whom it did not reach, or to those who joined: after a question."""

import pytest

from bot.broadcasts.loop import BroadcastLoop
from bot.broadcasts.rules import BroadcastRules
from bot.handlers.context import AdminServices
from bot.views.admin.callback_data import AskSendAgain, ExtendPaid, SendAgain
from storage import admins
from storage.database import Database
from storage.models import AuditAct, BroadcastState, DeliveryState, SubscriberStatus
from tests.conftest import NOON
from tests.handlers.admin.broadcast_states import acts, newcomer
from tests.handlers.admin.running_broadcasts import SECOND, SENT, done, settle
from tests.handlers.people import OWNERS, Person, Town, town_with
from tests.storage.broadcast_rows import found, let_go, set_columns
from tests.storage.rows import change, deliveries, find


@pytest.fixture
def owner(town: Town) -> Person:
    return town.person(901)


async def asked(owner: Person, number: int) -> str:
    """Have the question stand last, and return it."""
    await owner.send_data(f"bh:{number}")
    await owner.press("Send again to the 1 not reached")
    return owner.seen


async def test_it_goes_to_those_not_reached_after_a_question(town: Town, owner: Person) -> None:
    number = done(town.database)
    question = await asked(owner, number)
    assert question.startswith(
        "Send broadcast 1 again?\n\nIt goes to the 1 recipient whom it did not reach, and to nobody"
    )
    assert "it may arrive twice" in question
    assert found(town.database, number).state is BroadcastState.DONE, "nothing is sent yet"
    pressed = owner.screen[-1]
    assert await owner.press("Yes, send it to 1") == "It goes again to those not reached"
    assert found(town.database, number).state is BroadcastState.RUNNING
    assert [row.chat_id for row in deliveries(town.database) if row.state is DeliveryState.HELD] == [5_006]
    [data] = [key["callback_data"] for key in owner.keys(pressed) if "Yes" in key["text"]]
    assert "see how it stands" in await owner.send_data(data, pressed), "a second press does nothing"
    assert acts(town.database) == [(901, AuditAct.SENT_AGAIN)]


async def test_the_report_counts_who_was_sent_it_again(town: Town, owner: Person) -> None:
    number = done(town.database)
    await asked(owner, number)
    await owner.press("Yes, send it to 1")
    let_go(town.database, number)
    settle(town.database, [SENT])
    rules = BroadcastRules()
    await BroadcastLoop(town.database, rules, OWNERS, town.clock, lambda: None).tick()
    assert found(town.database, number).state is BroadcastState.DONE
    await owner.send_data(f"rf:{number}:0")
    assert "Sent to 4 of 6 (66.6%)\nSent again to 1 not reached before" in owner.seen
    assert not any("Send again" in label for label in owner.buttons)


async def test_the_old_failures_do_not_pause_it(town: Town, owner: Person) -> None:
    number = done(town.database)
    await asked(owner, number)
    await owner.press("Yes, send it to 1")
    for _ in range(3):
        await BroadcastLoop(town.database, BroadcastRules(), OWNERS, town.clock, lambda: None).tick()
    assert found(town.database, number).state is BroadcastState.RUNNING
    assert [row.state for row in deliveries(town.database)][-1] is DeliveryState.PENDING


async def test_nothing_is_sent_when_others_are_unreached_by_then(town: Town, owner: Person) -> None:
    number = done(town.database)
    await asked(owner, number)
    change(town.database, find(town.database, 5_006), status=SubscriberStatus.BLOCKED)
    assert "others are unreached by now" in await owner.press("Yes, send it to 1")
    assert found(town.database, number).state is BroadcastState.DONE
    await owner.send_data(AskSendAgain(number).encode())
    assert owner.seen == "Nobody is left to whom broadcast 1 could be sent again."


async def test_what_may_not_be_sent_any_more_is_not(town: Town, owner: Person) -> None:
    number = done(town.database)
    set_columns(town.database, number, not_after=NOON)
    await asked(owner, number)
    assert "would be over" in await owner.press("Yes, send it to 1")
    assert found(town.database, number).state is BroadcastState.DONE


async def test_an_old_or_forged_question_sends_nothing(town: Town, owner: Person) -> None:
    number = done(town.database)
    await asked(owner, number)
    town.clock.now += 601 * SECOND
    assert "good for one press within ten minutes" in await owner.press("Yes, send it to 1")
    assert "good for one press" in await owner.send_data(SendAgain(number, 1, 5).encode())
    token = town.database.call(admins.create_token, 901, number, town.clock.now)
    assert "others are unreached" in await owner.send_data(SendAgain(number, 0, token).encode())
    assert found(town.database, number).state is BroadcastState.DONE
    set_columns(town.database, number, state=BroadcastState.CANCELLED)
    assert "see how it stands" in await owner.send_data(AskSendAgain(number).encode())
    assert acts(town.database) == []


async def test_what_costs_stars_is_sent_again_once_its_price_was_named(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, paid_rate=500.0)) as town:
        number, owner = done(sqlite), town.person(901)
        assert "Star" not in await asked(owner, number)
        set_columns(sqlite, number, is_paid=True)
        assert "Paid for, at 500 a second: up to 1 Star of" in await asked(owner, number)


async def test_what_costs_stars_goes_to_newcomers_once_its_price_was_named(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, paid_rate=500.0)) as town:
        number, owner = done(sqlite), town.person(901)
        set_columns(sqlite, number, is_paid=True)
        for chat_id in range(7_001, 7_012):
            newcomer(sqlite, chat_id)
        await owner.send_data(f"bh:{number}")
        await owner.press("Send to those who joined since")
        assert owner.seen.startswith(
            "Send broadcast 1 to those who joined since?\n\nIt goes to 11 people, and to nobody"
        )
        assert "Paid for, at 500 a second: up to 2 Stars of" in owner.seen
        assert found(sqlite, number).state is BroadcastState.DONE, "nothing is sent yet"
        assert await owner.press("Yes, send it to 11") == "It goes to those who joined since"
        assert found(sqlite, number).state is BroadcastState.FREEZING
        assert acts(sqlite) == [(901, AuditAct.EXTENDED)]


async def test_it_goes_to_no_more_newcomers_than_were_named(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, paid_rate=500.0)) as town:
        number, owner = done(sqlite), town.person(901)
        set_columns(sqlite, number, is_paid=True)
        newcomer(sqlite)
        await owner.send_data(f"bh:{number}")
        await owner.press("Send to those who joined since")
        newcomer(sqlite, 7_002)
        assert await owner.press("Yes, send it to 1") == "Nothing was done: more have joined by now. Ask again."
        assert "good for one press" in await owner.send_data(ExtendPaid(number, 9, 5).encode())
        assert found(sqlite, number).state is BroadcastState.DONE


async def test_where_nothing_costs_stars_newcomers_are_sent_it_without_a_question(town: Town, owner: Person) -> None:
    number = done(town.database)
    set_columns(town.database, number, is_paid=True)  # the settings have no paid rate
    newcomer(town.database)
    await owner.send_data(f"bh:{number}")
    assert await owner.press("Send to those who joined since") == "It goes to those who joined since"
