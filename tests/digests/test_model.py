"""The plain model itself, against examples that were worked out by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.end_to_end.model import Follows, Hides, Kind, News, Reader, Wire, move

BERLIN = ZoneInfo("Europe/Berlin")
AI = {"AI": Follows()}
DAILY = {"AI": Follows("daily 08:00")}


class Day:
    """A few days of one reader: their clock ticks every quarter of an hour."""

    def __init__(self, **settings: object) -> None:
        self.now = datetime(2026, 3, 27, 11, tzinfo=UTC)  # noon in Berlin, a Friday, two days before the change
        self.reader = Reader(**({"zone": BERLIN, "follows": AI} | settings))  # type: ignore[arg-type] # as they come
        self.wire = Wire({"Vision": "AI"}, [self.reader], self.now)

    def until(self, wall: str, *, is_up: bool = True) -> "Day":
        end = datetime.fromisoformat(f"2026-{wall}").replace(tzinfo=BERLIN).astimezone(UTC)
        while self.now < end:
            self.now += timedelta(minutes=15)
            self.wire.tick(self.now, is_up=is_up)
        return self

    def news(self, *stories: int, topics: tuple[str, ...] = ("AI",), title: str = "t", source: str = "s") -> "Day":
        now = self.now + timedelta(minutes=7)
        self.wire.arrive([News(now, story, topics, title, "", source) for story in stories], now)
        return self

    @property
    def told(self) -> list[str]:
        """Messages as someone in Berlin would note them down."""
        return [
            f"{each.at.astimezone(BERLIN):%d %H:%M} {each.kind.value} {','.join(map(str, sorted(each.stories)))}"
            for each in self.reader.messages
        ]


def test_a_story_is_one_alert_and_every_article_only_for_who_wants_all() -> None:
    assert Day().news(1).news(1, 2).told == ["27 12:07 alert 1", "27 12:07 alert 2"]
    everything = Day(follows={"AI": Follows(volume="all")}).news(1).news(1)
    assert everything.told == ["27 12:07 alert 1"] * 2


def test_the_nearest_choice_decides() -> None:
    day = Day(follows={"AI": Follows(), "Vision": Follows(volume="muted")})
    assert day.news(1, topics=("AI", "Vision")).news(2, topics=("AI",)).told == ["27 12:07 alert 2"]


def test_a_daily_one_comes_at_its_hour_over_the_change_of_the_clock() -> None:
    day = Day(follows=DAILY).news(1).until("03-28 12:00").news(2).until("03-29 12:00").until("03-30 12:00")
    assert day.told == ["28 08:00 digest 1", "29 08:00 digest 2"]


def test_an_hour_that_is_skipped_is_past_when_the_skip_is() -> None:
    day = Day(rhythm="daily 02:30").news(1).until("03-28 12:00").news(2).until("03-29 12:00")
    assert day.told == ["28 02:30 digest 1", "29 03:00 digest 2"]


def test_a_story_of_two_topics_comes_once_with_the_sooner() -> None:
    day = Day(follows={"AI": Follows("daily 08:00"), "Chips": Follows()}).news(1, topics=("AI", "Chips"))
    assert day.until("03-28 12:00").told == ["27 12:07 alert 1"]


def test_a_story_that_was_told_in_a_digest_comes_again_with_another_outlet_only() -> None:
    day = Day(rhythm="daily 08:00").news(1).until("03-28 12:00").news(1).until("03-29 12:00").news(1, source="other")
    assert day.until("03-30 12:00").told == ["28 08:00 digest 1", "30 08:00 digest 1"]


def test_quiet_hours_hold_up_to_three_as_alerts_and_more_as_one_digest() -> None:
    few = Day(quiet="22:00-07:00").until("03-27 23:00").news(1, 2, 3).until("03-28 12:00")
    assert few.told == ["28 07:00 alert 1", "28 07:00 alert 2", "28 07:00 alert 3"]
    many = Day(quiet="22:00-07:00").until("03-27 23:00").news(1, 2, 3, 4).until("03-28 12:00")
    assert many.told == ["28 07:00 digest 1,2,3,4"]


def test_a_digest_that_is_due_in_quiet_hours_comes_at_their_end() -> None:
    day = Day(rhythm="daily 06:00", quiet="22:00-07:00").news(1).until("03-28 06:30").news(2).until("03-28 12:00")
    assert day.told == ["28 07:00 digest 1"]


def test_what_came_in_a_pause_follows_once() -> None:
    day = Day(paused_until=datetime(2026, 3, 27, 13, tzinfo=UTC)).until("03-27 12:15").news(1).until("03-27 15:00")
    assert day.told == ["27 14:00 digest 1"]


def test_a_digest_that_is_missed_comes_within_six_hours_else_its_stories_wait() -> None:
    back_soon = Day(rhythm="daily 20:00").news(1).until("03-28 01:00", is_up=False).until("03-28 12:00")
    assert back_soon.told == ["28 01:15 digest 1"]
    back_late = Day(rhythm="daily 20:00").news(1).until("03-28 03:00", is_up=False).until("03-28 21:00")
    assert back_late.told == ["28 20:00 digest 1"]


def test_more_than_ten_at_once_are_a_digest() -> None:
    assert Day().news(*range(11)).told == [f"27 12:07 digest {','.join(map(str, range(11)))}"]


def test_filters_hide_and_watches_find() -> None:
    day = Day(filters=(Hides("crypto"), Hides("chips", "AI", is_only=True)), watches=("open source",))
    day.news(1, title="Crypto chips").news(2, title="Chips").news(3, title="Shoes").news(4, title="CHIPS, open source")
    day.news(5, topics=("Policy",), title="Open source crypto").news(6, topics=("Policy",), title="The open source")
    assert [each.stories for each in day.reader.messages] == [{2}, {4}, {6}]


def test_a_moved_zone_brings_no_second_digest_of_a_date_and_none_is_left_out() -> None:
    day = Day(rhythm="daily 08:00").news(1).until("03-28 12:00").news(2)
    move(day.reader, ZoneInfo("America/New_York"), day.now)
    assert day.until("03-28 20:00").told == ["28 08:00 digest 1"]
    move(day.reader, ZoneInfo("Pacific/Auckland"), day.now)
    assert day.until("03-28 21:00").told == ["28 08:00 digest 1", "28 20:15 digest 2"]


def test_off_is_neither_alert_nor_digest() -> None:
    day = Day(rhythm="off").news(1).until("03-28 12:00")
    assert [each.kind for each in day.reader.messages if each.kind is Kind.ALERT] == day.told == []
