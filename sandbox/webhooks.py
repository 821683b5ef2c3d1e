"""Posting updates to webhooks, as WebhookActor.cpp of telegram-bot-api does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from sandbox.accounts import BotAccount
from sandbox.methods.dispatch import answer_call
from sandbox.protocol import BotApiError, Parameters, read_body
from sandbox.simulator import TelegramSimulator
from sandbox.updates import PendingUpdate, Webhook

FIRST_RETRY_DELAY, MAX_RETRY_DELAY, MAX_RETRY_AFTER = 1.0, 60.0, 3600.0
TIMEOUT = ClientTimeout(total=60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class WebhookError(Exception):
    """The receiver did not accept an update; `wait` is the delay that it asked for, in seconds."""

    def __init__(self, text: str, wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__(text)


@dataclass(slots=True, eq=False)
class WebhookSender:
    """Posts the updates of each bot to its webhook, in order; each is repeated until it is accepted."""

    simulator: TelegramSimulator
    session: ClientSession
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _tasks: dict[int, "asyncio.Task[None]"] = field(default_factory=dict)

    async def run(self) -> None:
        """Start and stop posting as webhooks are set and deleted."""
        with self.simulator.subscribe() as events:
            try:
                async for event in events:
                    if event["event"] == "webhook":
                        await self._change(self.simulator.bots[event["bot_id"]])
            finally:
                for task in self._tasks.values():
                    task.cancel()
                await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _change(self, bot: BotAccount) -> None:
        task = self._tasks.pop(bot.id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if bot.queue.webhook is not None:
            self._tasks[bot.id] = asyncio.create_task(self._post_all(bot, bot.queue.webhook))

    async def _post_all(self, bot: BotAccount, hook: Webhook) -> None:
        wait = FIRST_RETRY_DELAY
        while True:
            await bot.queue.arrival.wait()
            bot.queue.confirm(0)
            if not bot.queue.pending:
                continue
            waiting = bot.queue.pending[0]
            try:
                await self._post(bot, hook, waiting)
                wait = FIRST_RETRY_DELAY
            except WebhookError as error:
                hook.last_error_at, hook.last_error = self.simulator.stamp(), str(error)
                await self.sleep(min(error.wait, MAX_RETRY_AFTER) or wait)
                wait = min(2 * wait, MAX_RETRY_DELAY)

    async def _post(self, bot: BotAccount, hook: Webhook, waiting: PendingUpdate) -> None:
        """Post one update; if it is accepted, confirm it and execute the method that the response may name."""
        headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
        try:
            async with self.session.post(
                hook.url, json=waiting.update, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                if response.status // 100 != 2:
                    wait = float(response.headers.get("Retry-After", "0"))
                    raise WebhookError(f"Wrong response from the webhook: {response.status} {response.reason}", wait)
                method_call = await read_webhook_response(response)
        except (ClientError, TimeoutError, ValueError) as error:
            raise WebhookError(f"Connection failed: {type(error).__name__}") from error
        bot.queue.confirm(waiting.update["update_id"] + 1)
        await self._execute_response(bot, method_call)

    async def _execute_response(self, bot: BotAccount, response: Parameters) -> None:
        method = response.text("method").lower()
        if method:
            await answer_call(self.simulator, bot.token, method, response)


async def read_webhook_response(response: ClientResponse) -> Parameters:
    """Return the method call in a webhook's response; empty if there is none, as in most responses."""
    try:
        return await read_body(response)
    except BotApiError:
        return Parameters()
