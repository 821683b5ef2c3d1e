"""Each day is judged once: what fell silent, and summaries for the owners who want them."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from bot.day_reports import DayReports, find_silent, usual
from bot.views.admin.reports import trouble_notification
from bot.views.admin.responses import summary_notification
from bot.views.format import visible_text
from bot.views.texts import Texts
from storage import admins, day_reports, scans
from storage.database import Database, read_only
from storage.day_reports import SourceDays, SourceKind
from storage.models import (
    Article,
    ArticleTopic,
    Feed,
    FeedEntry,
    FeedOrigin,
    Notification,
    ReportedDay,
    Silence,
    StoredScan,
    Story,
    Topic,
    Trouble,
)
from tests.conftest import NOON
from tests.storage.rows import put

VOICE = Texts.packaged(is_strict=True).voice("en")
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
OWNERS = (901, 902)


def days(*counts: int, until: date = MONDAY) -> dict[date, int]:
    """So much on each day before a day, the last one last."""
    return {until - DAY * back: count for back, count in enumerate(reversed(counts), 1) if count}


@pytest.mark.parametrize(
    ("counts", "day", "missed"),
    [
        (days(*[5] * 28), MONDAY, 5),
        (days(*[5, 5, 5, 5, 5, 0, 0] * 4), MONDAY, 5),  # the day before a Monday is a Sunday
        (days(*[5, 5, 5, 5, 0, 0] * 4, until=MONDAY - DAY), MONDAY - DAY, 0),
        (days(*[7, 7, 7, 7, 7, 1, 1] * 4), MONDAY, 7),
        (days(4, 4, 4, 4, 4, 0, 0), MONDAY, 4),  # a week is known
        (days(4, 4), MONDAY, 0),  # the last weekend alone is known
        (days(*[0, 3] * 14), MONDAY, 0),  # every other day
        (days(*[0, 0, 0, 0, 0, 0, 9] * 4), MONDAY, 0),  # on Sundays
        ({}, MONDAY, 0),
    ],
)  # fmt: skip
def test_what_is_usual_on_a_day(counts: dict[date, int], day: date, missed: int) -> None:
    assert usual(counts, day) == missed


@given(st.integers(1, 9), st.integers(0, 6), st.integers(7, 28))
def test_what_rests_on_weekends_is_missed_on_working_days_alone(number: int, weekday: int, known: int) -> None:
    day = MONDAY + DAY * weekday
    counts = {day - DAY * back: number for back in range(1, known + 1) if (day - DAY * back).weekday() < 5}
    assert (usual(counts, day) > 0) == (day.weekday() < 5)


def test_where_nothing_came_that_alone_is_told() -> None:
    steady = days(*[5] * 28)
    sources = [
        SourceDays(SourceKind.TOPIC, "1", "AI", steady),
        SourceDays(SourceKind.ALL, "", "", steady),
    ]
    assert [each.kind for each in find_silent(sources, MONDAY)] == ["all"]
    came = [sources[0], SourceDays(SourceKind.ALL, "", "", steady | {MONDAY: 1})]
    assert [(each.kind, each.name, each.usual) for each in find_silent(came, MONDAY)] == [("topic", "AI", 5)]
    assert find_silent(came, MONDAY, {("topic", "1")}) == []


class House:
    """A database with a topic, a feed and two providers, whose days are told of."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOON
        self.woken = 0
        self.number = 0
        self.topic = put(database, Topic(slug="ai", name="AI"))
        self.feed = put(
            database,
            Feed(
                address="https://f.example/", name="The feed", folder="f", interval_seconds=300, added_at=NOON,
                origin=FeedOrigin.CHAT, due_at=NOON,
            ),
        )  # fmt: skip
        self.scanned(NOON)
        self.reports = self.started()

    def started(self) -> DayReports:
        def wake() -> None:
            self.woken += 1

        return DayReports(self.database, OWNERS, lambda: self.now, wake)

    def scanned(self, at: datetime, problem: str = "") -> None:
        scan = StoredScan(which="", ended_at=at, counts={}, gone=0, owed=0, rejected=[], problem=problem)
        self.database.call(scans.save, scan, is_find=False)

    def came(
        self,
        day: date,
        count: int,
        provider: str = "a.example",
        *,
        of_feed: bool = False,
        late: timedelta = timedelta(),
    ) -> None:
        """Have so many articles come from a provider on a day, under the topic unless they are of the other one."""
        at = datetime.combine(day, NOON.timetz())
        for _ in range(count):
            self.number += 1
            story = put(self.database, Story(started_at=at))
            link = f"https://{provider}/{self.number}"
            article = put(
                self.database,
                Article(
                    link=link, web_url=link, story_id=story.id, title=f"News {self.number}", published_at=at,
                    arrived_at=at + late, announced_at=at + late, provider_name=provider, provider_domain=provider,
                ),
            )  # fmt: skip
            if provider == "a.example":
                put(self.database, ArticleTopic(article_id=article.id, topic_id=self.topic.id))
            if of_feed:
                put(
                    self.database,
                    FeedEntry(feed_id=self.feed.id, key=link, link=link, path="x", first_seen_at=at + late, seen_at=at),
                )

    async def morning(self, hour: int = 6) -> None:
        """Let it be the next morning, with a scan just done."""
        self.now = datetime.combine(self.now.date() + DAY, NOON.timetz()).replace(hour=hour)
        self.scanned(self.now)
        await self.reports.tick()

    def notifications(self) -> list[Notification]:
        return self.database.call(_notifications)

    def told(self) -> list[str]:
        """What the first owner was told of silence, as it reads."""
        return [
            visible_text(trouble_notification(each.cause, each.about, VOICE).html)
            for each in self.notifications()
            if each.person_id == OWNERS[0] and each.cause.startswith(Trouble.SILENCE.value)
        ]


@read_only
def _notifications(session: Session) -> list[Notification]:
    return list(session.exec(select(Notification).order_by(col(Notification.id))))


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def steady(house: House, until: date = MONDAY, length: int = 10) -> None:
    for back in range(1, length + 1):
        house.came(until - DAY * back, 2, of_feed=True)
        house.came(until - DAY * back, 1, "b.example")


@pytest.mark.both_engines
async def test_owners_are_told_once_what_fell_silent(house: House) -> None:
    steady(house)
    house.came(MONDAY, 1, "b.example")
    await house.morning(hour=5)
    assert house.told() == []
    house.now = house.now.replace(hour=6)
    house.scanned(house.now)
    await house.reports.tick()
    (said,) = house.told()
    assert said.startswith("Silent on 2 Mar 2026\n\n• Topic AI: usually about 2 a day\n• Feed The feed: ")
    assert "• Provider a.example: usually about 2 a day" in said
    assert "b.example" not in said
    assert Counter(each.person_id for each in house.notifications()) == Counter(OWNERS)
    for _ in range(2):
        await house.started().tick()  # after a restart
    assert (len(house.told()), house.woken) == (1, 1)
    house.came(MONDAY + DAY, 1, "b.example")
    await house.morning()
    assert len(house.told()) == 1, "they know"
    assert len(house.database.call(day_reports.silences)) == 3


async def test_what_came_back_is_silent_no_more(house: House) -> None:
    steady(house, length=28)
    house.came(MONDAY, 1, "b.example")
    await house.morning()
    house.came(MONDAY + DAY, 2, of_feed=True)
    house.came(MONDAY + DAY, 1, "b.example")
    await house.morning()
    assert house.database.call(day_reports.silences) == []
    house.came(MONDAY + 2 * DAY, 1, "b.example")
    await house.morning()
    assert len(house.told()) == 2


@pytest.mark.both_engines
async def test_what_was_published_on_the_day_and_came_after_it_is_no_silence(house: House) -> None:
    """Nothing ran on the day: what it brought is read on the next."""
    steady(house)
    house.came(MONDAY, 2, of_feed=True, late=timedelta(hours=15))
    house.came(MONDAY, 1, "b.example", late=timedelta(hours=15))
    await house.morning()
    assert house.told() == []


async def test_where_nothing_arrived_at_all_one_line_says_so(house: House) -> None:
    steady(house)
    await house.morning()
    (said,) = house.told()
    assert "Nothing arrived at all. Usually it is about 3 a day." in said
    assert "Topic" not in said


def _scan_failed(house: House) -> None:
    house.database.call(admins.add_trouble, OWNERS, Trouble.SCAN.value, {"reason": "gone"}, NOON)


def _scan_fails(house: House) -> None:
    house.scanned(NOON + timedelta(hours=18), problem="gone")


def _nothing_is_scanned(house: House) -> None:
    house.scanned(NOON)


@pytest.mark.parametrize("trouble", [_scan_failed, _scan_fails, _nothing_is_scanned])
async def test_while_scans_fail_nothing_is_called_silent(house: House, trouble: Callable[[House], None]) -> None:
    steady(house)
    house.now = NOON + timedelta(hours=18)
    house.scanned(house.now)
    trouble(house)
    await house.reports.tick()
    await house.started().tick()
    assert house.told() == []


@pytest.mark.both_engines
async def test_a_summary_goes_to_owners_who_want_it_once_a_day(house: House) -> None:
    house.database.call(day_reports.set_summary, OWNERS[1], NOON, is_wanted=True)
    house.database.call(day_reports.set_summary, 5, NOON, is_wanted=True)  # an owner once
    house.came(MONDAY, 3)
    await house.morning()
    await house.started().tick()
    (told,) = house.notifications()
    assert told.person_id == OWNERS[1]
    said = visible_text(summary_notification(told.about, VOICE).html)
    assert said.startswith("2 Mar 2026\n\n3 articles arrived, in 3 new stories\n0 alerts were sent, to 0 chats")
    assert "Nothing failed." in said
    house.database.call(day_reports.set_summary, OWNERS[1], NOON, is_wanted=False)
    assert not house.database.call(day_reports.wants_summary, OWNERS[1])
    await house.morning()
    assert len(house.notifications()) == 1


async def test_without_owners_nobody_is_told_and_no_day_is_marked(database: Database) -> None:
    loop = DayReports(database, (), lambda: NOON, lambda: None)
    await loop.tick()
    assert database.call(read_only(lambda session: list(session.exec(select(ReportedDay))))) == []
    assert database.call(read_only(lambda session: list(session.exec(select(Silence))))) == []
