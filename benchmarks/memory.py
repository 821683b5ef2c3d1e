"""Memory of one process, as ``topicwire run`` starts it, while a broadcast goes to a million subscribers.

Run as ``python -m benchmarks.memory [subscribers] [seconds]``. The database is filled by ``INSERT … SELECT``; the
broadcast is begun as ``/broadcast`` begins it, and its messages go to a stub that answers at once. Half of the time is
measured at the rate of a bot of everybody (25 a second) while the broadcast is written, which is the most there is.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from storage import broadcasts, migrations
from storage.database import Database
from storage.models import Broadcast
from tests.end_to_end.environment import Environment, bot_process
