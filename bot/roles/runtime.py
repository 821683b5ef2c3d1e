"""What all roles of a process share: database, texts, the way to Telegram and its pace, wake-ups, trouble."""

import asyncio
import os
import socket
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from secrets import token_hex

from bot.delivery.compose import AlertRequest
from bot.handlers.admin.notifier import TroubleReporter
from bot.handlers.context import AdminServices, Services
from bot.handlers.flood import PerChatUpdateProcessor
from bot.roles import Role, names_of
from bot.roles.registration import Registration
from bot.roles.wakeups import Wakeups
from bot.settings import Settings
from bot.transport.polling import (
    POLL_TIMEOUT,
    BotApplication,
    OutageNotice,
    PollRequest,
    PollWatchdog,
    build_application,
)
from bot.transport.rate_limiter import GROUP_WINDOW, RateLimiter, rates_of
from bot.transport.request import AiohttpRequest
from bot.transport.shared_rate import DatabaseBudget
from bot.views.alert import alert_message
from bot.views.message import Message
from bot.views.texts import Texts
from storage.database import Database
from storage.models import Article, Topic


def utc_now() -> datetime:
    """Return the time by the clock of this machine, aware and in UTC."""
    return datetime.now(UTC)


class Runtime:
    """What is built once in a process, whatever its roles.

    Args:
        settings: With a token.
        database: Migrated.
        roles: Of this process.
        stop: Ends the process; with a reason, in error.
        may_answer: Whether updates that arrived may still be handled by this process.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        roles: frozenset[Role],
        stop: Callable[[Exception | None], None],
        may_answer: Callable[[], bool],
    ) -> None:
        self.settings = settings
        self.database = database
        self.roles = roles
        self.stop = stop
        self.process_id = f"{socket.gethostname()}:{os.getpid()}/{token_hex(4)}"
        """Names this process to others: in a container one has the same number after a restart, so chance is in it."""
        self.stopping = asyncio.Event()
        self.texts = Texts.packaged()
        self.texts.has_votes = settings.votes
        self.registration = Registration(database, self.process_id, names_of(roles), utc_now)
        self.now = self.registration.now
        """Returns the time: the clock that everything is given."""
        self.rate_limiter = self._build_rate_limiter()
        self.request = AiohttpRequest()
        self.outage = OutageNotice()
        self.wakeups = Wakeups(database, names_of(roles))
        self.watchdog = PollWatchdog(POLL_TIMEOUT.total_seconds(), on_outage=partial(self.outage.tell, "polling"))
        self.polls = PollRequest(self.watchdog, on_refused=stop)
        self.services = Services(
            database,
            self.texts,
            self.now,
            settings.contact,
            most_places=settings.max_places,
            has_private_threads=self._has_private_threads,
        )
        self.admin_services = self._build_admin_services()
        self.telegram = self._build_application(may_answer)
        self.troubles = TroubleReporter(self.telegram.bot, self.services, settings.admin_ids)
        database.on_trouble = self.troubles.database_failed
        self.outage.on_change = self.troubles.outage_changed

    def _build_application(self, may_answer: Callable[[], bool]) -> BotApplication:
        return build_application(
            self.settings.token,
            self.settings.telegram_api_url,
            self.request,
            self.polls if Role.UPDATES in self.roles else None,
            rate_limiter=self.rate_limiter,
            update_processor=PerChatUpdateProcessor(may_answer=may_answer),
        )

    def _build_rate_limiter(self) -> RateLimiter:
        """Return the pace: on PostgreSQL one of all processes, since others may join at any time."""
        rate, paid_rate = self.settings.messages_per_second, self.settings.paid_messages_per_second
        if self.database.is_sqlite or rate == 0:
            return RateLimiter(rate, paid_rate=paid_rate)
        bot_id = int(self.settings.token.partition(":")[0])
        window = timedelta(seconds=GROUP_WINDOW)
        budget = DatabaseBudget(self.database, bot_id, rates_of(rate, paid_rate), window, now=self.now)
        return RateLimiter(rate, paid_rate=paid_rate, budget=budget)

    def _build_admin_services(self) -> AdminServices:
        return AdminServices(
            owners=self.settings.admin_ids,
            zone=self.settings.time_zone,
            rate=self.rate_limiter.rate,
            paid_rate=self.settings.paid_messages_per_second,
            wake=self.wakeups.wake_all,
            window=self.settings.story_window,
            version=version("topicwire"),
            started_at=self.now(),
        )

    def _has_private_threads(self) -> bool:
        """Return whether the bot has threads in private chats, as Telegram said at the start."""
        return bool(self.telegram.bot.bot.has_topics_enabled)

    def render_alert(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        is_saved: bool,
        reader: AlertRequest,
    ) -> Message:
        """Return an alert as its reader is to see it."""
        return alert_message(
            article,
            others=others,
            topics=topics,
            voice=self.texts.voice(reader.language, reader.zone),
            is_saved=is_saved,
            chat_kind=reader.chat_kind,
            appearance=reader.appearance,
        )
