"""The process dies while posts of a channel wait, at each point in turn: none is lost, doubled or posted unasked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.delivery.worker import DeliveryWorker
from bot.views.message import Message
from storage import channels
from storage.database import Database, read_only
from storage.models import Approval, ApprovalState, Delivery, DeliveryState
from tests.handlers import sample_news
from tests.handlers.people import Person, Town, town_with
from tests.handlers.sample_news import publish
from tests.handlers.test_approvals import asking, held_channel, rows
from tests.handlers.test_channels import CHANNEL
from tests.support.pipeline import Pipeline
from tests.support.recording_sender import Arrival
from tests.support.telegram import Json

WRITTEN = "My own words"
pytestmark = pytest.mark.both_engines


class DeathError(BaseException):
    """The process is killed: nothing catches it."""


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    database.call(sample_news.stock)
    async with town_with(database) as town:
        yield town


@dataclass
class Fate:
    """Kills the process at a point: before or after a request to Telegram, or before or after a transaction."""

    at: int = 0
    reached: int = 0
    under_way: list[dict[str, Any]] = field(default_factory=list)
    """Updates whose handling has not ended."""

    def step(self) -> None:
        self.reached += 1
        if self.reached == self.at:
            raise DeathError

    def rule(self, town: Town, patch: pytest.MonkeyPatch) -> None:
        requests, transactions, arrive = town.telegram.do_request, Database.run, town.arrive

        async def request(*args: Any, **named: Any) -> Any:
            self.step()
            answer = await requests(*args, **named)
            self.step()
            return answer

        async def run(database: Database, *args: Any, **named: Any) -> Any:
            self.step()
            result = await transactions(database, *args, **named)
            self.step()
            return result

        async def take(**update: Any) -> None:
            self.under_way.append(update)
            await arrive(**update)
            self.under_way.clear()

        patch.setattr(town.telegram, "do_request", request)
        patch.setattr(Database, "run", run)
        patch.setattr(town, "arrive", take)


@read_only
def read_newest(session: Session) -> tuple[DeliveryState, ApprovalState, str]:
    last = session.exec(select(Delivery).order_by(col(Delivery.id).desc()).limit(1)).one()
    approval = session.get_one(Approval, last.id)
    return last.state, approval.state, approval.text


def newest(database: Database) -> tuple[DeliveryState, ApprovalState, str]:
    """Where the newest post stands."""
    return database.call(read_newest)


def newest_question(ada: Person, after: int) -> Json | None:
    """The newest message that asks about a post; it has *Post* and *Edit*."""
    asked = [each for each in ada.screen if each["message_id"] > after and len(ada.keys(each)) == 4]
    return asked[-1] if asked else None


def data_of(message: Json, label: str) -> str:
    return str(next(key["callback_data"] for key in Person.keys(message) if label in key["text"]))


async def decide(ada: Person, after: int) -> list[str]:
    """Have Ada do the next thing: edit what she did not write, post what she did. Returns what she has posted."""
    question = newest_question(ada, after)
    if question is None:
        return []
    if question["text"] == WRITTEN:
        await ada.send_data(data_of(question, "Post"), question)
        return [WRITTEN]
    await ada.send_data(data_of(question, "Edit"), question)
    await ada.send(text=WRITTEN)
    return []


@pytest.mark.parametrize("is_told_again", [True, False], ids=["told again", "not told again"])
async def test_killed_at_each_point_a_post_is_decided_about_once(
    town: Town, ada: Person, is_told_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Telegram told the dead process it tells the next one again, or not: the process may have taken it."""
    await held_channel(town, ada)
    fate = Fate()
    fate.rule(town, monkeypatch)
    at, lives = 0, 0
    while True:
        at, lives = at + (1 if town.database.is_sqlite else 4), lives + 1
        publish(town.database, lives, "space")
        before = ada.screen[-1]["message_id"]
        fate.at, fate.reached = at, 0
        loop = asking(town)
        for _ in range(8):
            town.clock.pass_(minutes=2)
            try:
                if fate.under_way:  # of the life before
                    update = fate.under_way.pop()
                    await town.arrive(**update)
                await loop.tick()
                await decide(ada, before)
            except DeathError:
                fate.under_way[:] = fate.under_way[:1] if is_told_again else []
                loop = asking(town)
            if newest(town.database)[0] is not DeliveryState.HELD:
                break
        fate.under_way.clear()
        assert newest(town.database) == (DeliveryState.PENDING, ApprovalState.POSTED, WRITTEN), f"killed at {at}"
        shown = [each for each in ada.screen if each["message_id"] > before and "News number" in each["text"]]
        assert len(shown) <= 1 + 1, f"killed at {at}: asked more often than once and once more for the kill"
        if fate.reached < at:
            break
    assert at > 30, "there are many points"
    assert not town.telegram.screens[CHANNEL]


async def test_an_edited_text_that_was_not_shown_is_not_posted_unseen(town: Town, ada: Person) -> None:
    """Killed between storing and showing: the old question does not post what nobody saw."""
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    question = ada.screen[-1]
    await ada.press("Edit")
    send, town.telegram.refusals["sendMessage"] = town.telegram.refusals, (500, "Internal Server Error")
    await ada.send(text=WRITTEN)
    del send["sendMessage"]
    assert await ada.send_data(data_of(question, "Post"), question) == (
        "It was edited meanwhile, and comes below as it reads now"
    )
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.NEW, WRITTEN)]
    await asking(town).tick()
    assert ada.seen == WRITTEN
    assert await ada.press("Post") == "It goes out now"
    assert rows(town.database) == [(DeliveryState.PENDING, ApprovalState.POSTED, WRITTEN)]


async def test_an_edited_text_that_a_killed_process_did_not_show_is_shown_by_the_next(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    loop = asking(town)
    await loop.tick()
    assert town.database.call(channels.rewrite, 1, ada.id, WRITTEN)
    seen = len(ada.screen)
    await loop.tick()
    assert len(ada.screen) == seen, "whoever took the text shows it"
    await asking(town).tick()
    assert ada.seen == WRITTEN
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, WRITTEN)]


def texts(arrivals: list[Arrival]) -> list[str]:
    return [each.message.plain() for each in arrivals if isinstance(each.message, Message)]


async def killed(pipeline: Pipeline, drain: asyncio.Task[None]) -> DeliveryWorker:
    """A delivery that begins after another one was killed."""
    under_way = {*pipeline.delivery._in_air, drain}
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    pipeline.wire.gates.clear()
    pipeline.delivery = pipeline.new_delivery(f"the one after {pipeline.delivery._owner}")
    await pipeline.delivery.sweep(is_alone=True)
    return pipeline.delivery


@pytest.mark.parametrize("kills", [0, 1, 2])
async def test_what_was_under_way_is_posted_once_more_a_kill_at_most(
    town: Town, ada: Person, tmp_path: Path, kills: int
) -> None:
    await held_channel(town, ada)
    for number in (1, 2):
        publish(town.database, number, "space")
    await asking(town).tick()
    pipeline = Pipeline(town.database, tmp_path / "records", now=town.clock.now, slots=1)
    await pipeline.delivered()
    assert texts(pipeline.wire.arrivals) == [], "nothing without approval"
    await ada.press("Post")
    for _ in range(kills):
        pipeline.wire.gates[CHANNEL] = asyncio.Event()
        drain = asyncio.create_task(pipeline.delivery.drain())
        while not pipeline.wire.in_air[CHANNEL]:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)
        await killed(pipeline, drain)
        pipeline.now += pipeline.delivery._rules.after_unknown * 2
    await pipeline.delivered()
    await pipeline.delivered()
    arrived = texts(pipeline.wire.arrivals)
    assert 1 <= len(arrived) <= 1 + kills
    assert {text.split("\n")[0] for text in arrived} == {"News number 2"}
    assert [state for state, *_ in rows(town.database)] == [DeliveryState.HELD, DeliveryState.SENT]
