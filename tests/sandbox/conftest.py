"""A sandbox on a free port, and a client that calls it as any bot would."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from tests.sandbox.scenario import still_clock


@dataclass(frozen=True, slots=True)
class Caller:
    sandbox: Sandbox
    session: aiohttp.ClientSession

    @property
    def simulator(self) -> TelegramSimulator:
        return self.sandbox.simulator

    def address(self, method: str, token: str = "") -> str:
        return f"{self.sandbox.url}/bot{token or self.sandbox.token}/{method}"

    async def call(self, method: str, token: str = "", **parameters: object) -> tuple[int, Any]:
        async with self.session.post(self.address(method, token), json=parameters) as response:
            return response.status, await response.json()

    async def result(self, method: str, **parameters: Any) -> Any:
        status, body = await self.call(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def control(self, path: str, **body: object) -> tuple[int, Any]:
        async with self.session.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as response:
            return response.status, await response.json()

    async def look(self, path: str) -> Any:
        async with self.session.get(f"{self.sandbox.url}/sandbox/{path}") as response:
            return await response.json()


@pytest.fixture
def simulator() -> TelegramSimulator:
    return TelegramSimulator(clock=still_clock(), flood_limits=False)


@pytest.fixture
async def caller(simulator: TelegramSimulator) -> AsyncIterator[Caller]:
    async with Sandbox(simulator) as sandbox, aiohttp.ClientSession() as session:
        yield Caller(sandbox, session)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
