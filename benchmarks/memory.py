"""Memory of one process, as ``topicwire run`` starts it, while a broadcast goes to a million subscribers.

Run as ``python -m benchmarks.memory [subscribers] [seconds]``. The broadcast is sent from the chat, at the rate that
every bot has; measured is at rest, at the first message, when its deliveries have been written, and so many seconds
after the trial, at full rate. The server, the sandbox, makes each person when they are first written to.
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from bot.views.admin.callback_data import AskSendBroadcast, SendBroadcast
from sandbox.accounts import Person
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import migrations
from storage.database import Database
from storage.models import Subscriber
from tests.end_to_end.broadcast_run import EARLY, OWNER, TEXT, BroadcastRun, Recipients
from tests.end_to_end.environment import FIRST_PERSON, Environment, bot_process, until

RATE = 25.0
PATIENCE = 600.0
TRIAL = 50
MEMORY = re.compile(r"^Vm(HWM|RSS):\s+(\d+) kB", re.MULTILINE)


class Everybody(dict[int, Person]):
    """People by their ids; all subscribers have started the bot, and each is made when looked for."""

    def __init__(self, subscribers: int, bot_id: int) -> None:
        super().__init__()
        self._ids = range(FIRST_PERSON, FIRST_PERSON + subscribers)
        self._bot_id = bot_id

    def get(self, person_id: int, default: Person | None = None) -> Person | None:  # type: ignore[override] # as used
        """Return who has an id."""
        if person_id not in self and person_id in self._ids:
            self[person_id] = Person(person_id, f"P{person_id}", started={self._bot_id})
        return super().get(person_id, default)


def memory_of(process_id: int) -> dict[str, float]:
    """Return what a process holds (RSS) and held at most (HWM), in MB (proc(5))."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return {name: int(kilobytes) * 1024 / 1e6 for name, kilobytes in MEMORY.findall(status)}


def subscribe(session: Session, subscribers: int) -> None:
    """Have so many people subscribe: the first by its model, the others as copies of its row."""
    session.add(Subscriber(chat_id=FIRST_PERSON, created_at=EARLY, seen_at=EARLY))
    session.flush()
    table = Subscriber.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    copied = [column.name for column in table.columns if column.name not in {"id", "chat_id"}]
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < :most)"
    columns = ", ".join(f'"{name}"' for name in copied)
    statement = (
        f"INSERT INTO subscriber (chat_id, {columns}) "
        f"{numbers} SELECT {FIRST_PERSON} + x, {columns} FROM n, subscriber WHERE chat_id = {FIRST_PERSON}"
    )
    session.connection().execute(text(statement), {"most": subscribers - 1})


async def measure(subscribers: int, seconds: int, folder: Path) -> None:
    """Say what the process holds at rest, while the broadcast is written, and while it goes out."""
    database = Database(f"sqlite:///{folder}/topicwire.db")
    migrations.upgrade(database.engine)
    database.call(subscribe, subscribers)
    simulator = TelegramSimulator()
    simulator.people = Everybody(subscribers, simulator.bot.id)
    simulator.add_person("Owner", person_id=OWNER, started=True)
    async with Sandbox(simulator) as sandbox:
        broadcast_run = BroadcastRun(Recipients(Environment(sandbox, database, folder / "records")))
        async with bot_process(broadcast_run.environment, folder / "bot.log", RATE, str(OWNER)) as bot:
            await bot.start()
            assert bot.process is not None
            await until(lambda: broadcast_run.polls() > 0, patience=PATIENCE)
            print(f"at rest: {memory_of(bot.process.pid)['RSS']:.0f} MB", flush=True)
            await simulator.say(broadcast_run.recipients.owner, f"/broadcast {TEXT}")
            await broadcast_run.press(AskSendBroadcast)
            await broadcast_run.press(SendBroadcast)
            await until(lambda: broadcast_run.arrived().total() > 1, patience=PATIENCE)
            print(f"at its first message: {memory_of(bot.process.pid)['RSS']:.0f} MB", flush=True)
            await until(lambda: broadcast_run.arrived().total() > TRIAL + 1, patience=PATIENCE)
            await asyncio.sleep(seconds)
            held = memory_of(bot.process.pid)
    print(f"{subscribers:,} subscribers, {broadcast_run.arrived().total():,} reached in {seconds} s: ", end="")
    print(f"{held['RSS']:.0f} MB, at most {held['HWM']:.0f} MB")
    database.close()


def main(subscribers: int, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(subscribers, seconds, Path(folder)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 120)
