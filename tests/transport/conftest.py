"""What tests of the transport share."""

from collections.abc import AsyncIterator

import pytest

from bot.transport.rate_limiter import RateLimiter
from tests.support.telegram import Stub, running
from tests.transport.virtual_time import VirtualTime, settle


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with running() as stub:
        yield stub


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
async def rate_limiter(time: VirtualTime, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RateLimiter]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as an open request object has it
    rate_limiter = RateLimiter(25, time.clock, time.sleep)
    await rate_limiter.initialize()
    yield rate_limiter
    await rate_limiter.shutdown()
    await settle()
