import json
from typing import Any

import aiohttp
import pytest

from sandbox.protocol import ERROR_PREFIXES
from sandbox.server import Sandbox
from tests.sandbox.method_cases import Row, chats, edits, files, keyboards, others, texts
from tests.sandbox.scenario import build_scenario

ROWS: list[Row] = [*texts.ROWS, *keyboards.ROWS, *chats.ROWS, *edits.ROWS, *files.ROWS, *others.ROWS]
CODES = {prefix: code for code, prefix in ERROR_PREFIXES.items()}


def filled(value: Any, ids: dict[str, object]) -> Any:
    """Return a value with every ``$name`` replaced by the id that it stands for."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {key: filled(member, ids) for key, member in value.items()}
    return [filled(member, ids) for member in value] if isinstance(value, list) else value


def holds(shown: Any, wanted: Any) -> bool:
    """Return whether an answer contains what is wanted; None means that a member is absent."""
    if isinstance(wanted, dict):
        return isinstance(shown, dict) and all(
            name not in shown if value is None else holds(shown.get(name), value) for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return len(shown) == len(wanted) and all(map(holds, shown, wanted))
    return bool(shown == wanted)


def label(row: Row) -> str:
    return f"{row[0]}-{json.dumps([row[1], row[2]])[:70]}"


@pytest.mark.parametrize("row", ROWS, ids=label)
async def test_telegrams_answer(row: Row) -> None:
    method, parameters, wanted = row
    scenario = await build_scenario()
    async with Sandbox(scenario.simulator) as sandbox, aiohttp.ClientSession() as session:
        url = f"{sandbox.url}/bot{sandbox.token}/{method}"
        async with session.post(url, json=filled(parameters, scenario.ids)) as response:
            status, body = response.status, await response.json()
    if isinstance(wanted, str):
        code = CODES[wanted.partition(":")[0]]
        assert (status, body) == (code, {"ok": False, "error_code": code, "description": wanted})
        assert list(body) == ["ok", "error_code", "description"]
    else:
        assert status == 200, body
        assert body["ok"] is True
        assert holds(body["result"], filled(wanted, scenario.ids)), body["result"]


def test_the_table_is_long_enough() -> None:
    assert len({json.dumps(row) for row in ROWS}) >= 150
