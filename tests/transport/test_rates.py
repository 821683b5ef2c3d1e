import pytest

from bot.transport.rate_limiter import GROUP_WINDOW, LATENESS, ChatRate, ChatRates, SteadyRate, rates_of
from storage.budget import Kind


def instants(rate: SteadyRate, start: float, count: int) -> list[float]:
    """When messages go if each goes as soon as it may."""
    now, found = start, []
    for _ in range(count):
        now = max(now, rate.free_at)
        rate.take(now)
        found.append(now)
    return found


def test_two_go_at_once_and_then_one_an_interval() -> None:
    assert instants(SteadyRate(10), 5.0, 4) == pytest.approx([5.0, 5.0, 5.1, 5.2])


def test_idle_time_is_not_saved_up() -> None:
    rate = SteadyRate(10)
    instants(rate, 0.0, 10)
    assert instants(rate, 100.0, 4) == pytest.approx([100.0, 100.0, 100.1, 100.2])


def test_a_late_timer_is_made_up_for() -> None:
    rate = SteadyRate(10)
    for now in (0.0, 0.09, 0.19, 0.29):  # each 90 ms late
        rate.take(now)
    assert rate.free_at == pytest.approx(0.3)


def test_a_late_timer_costs_no_turns_at_high_rates() -> None:
    rate = SteadyRate(2_000)
    gone = 0
    for tick in range(100):  # a second of a loop that looks every ten milliseconds
        while rate.free_at <= tick / 100:
            rate.take(tick / 100)
            gone += 1
    assert 2_000 <= gone <= 2_000 * (1 + LATENESS) + 1


def test_a_lowered_rate_comes_back_by_one_a_second_a_minute() -> None:
    rate = SteadyRate(25)
    rate.lower(100.0)
    assert rate.at(100.0) == pytest.approx(17.5)
    assert rate.at(160.0) == pytest.approx(18.5)
    rate.lower(160.0)
    assert rate.at(160.0) == pytest.approx(18.5 * 0.7)
    assert rate.at(1e6) == 25


def test_a_rate_is_never_lowered_to_nothing_nor_raised() -> None:
    rate = SteadyRate(25)
    for _ in range(50):
        rate.lower(0.0)
    assert rate.at(0.0) == 1.0
    slow = SteadyRate(0.5)
    slow.lower(0.0)
    assert slow.at(0.0) == 0.5


def test_a_chat_gets_one_message_a_second() -> None:
    pace = ChatRate(is_group=False)
    pace.take(10.0)
    assert pace.free_at == 11.0
    assert not pace.is_over(10.9)
    assert pace.is_over(11.0)


def test_a_group_gets_twenty_messages_in_any_minute() -> None:
    pace = ChatRate(is_group=True)
    for second in range(20):
        assert pace.free_at <= second
        pace.take(float(second))
    assert pace.free_at == GROUP_WINDOW
    pace.take(GROUP_WINDOW)
    assert pace.free_at == GROUP_WINDOW + 1.0


def test_a_group_is_remembered_for_a_minute() -> None:
    pace = ChatRate(is_group=True)
    pace.take(0.0)
    assert not pace.is_over(GROUP_WINDOW - 0.1)
    assert pace.is_over(GROUP_WINDOW)


def test_a_held_chat_is_not_freed_by_a_shorter_hold() -> None:
    pace = ChatRate(is_group=False)
    pace.hold(100.0)
    pace.hold(50.0)
    pace.take(60.0)
    assert pace.free_at == 100.0


@pytest.mark.parametrize(("chat_id", "sent_at_most"), [(5, 100), (-5, 20), ("@wire", 20)])
def test_groups_are_told_by_their_ids(chat_id: int | str, sent_at_most: int) -> None:
    paces = ChatRates()
    sent, now = 0, 0.0
    while (now := max(now, paces.free_at(chat_id))) < 60.0 and sent < 100:
        paces.of(chat_id, now).take(now)
        sent += 1
    assert sent == min(sent_at_most, 60)


def test_chats_of_the_past_are_forgotten() -> None:
    paces = ChatRates()
    held = paces.of(-1, 0.0)
    held.hold(1e9)
    for number in range(1, 20_000):
        paces.of(number, float(number)).take(float(number))
    assert len(paces) <= 1100
    assert paces.of(-1, 2e4) is held
    assert paces.free_at(None) == paces.free_at(1) < 0


def test_paid_messages_leave_room_for_those_that_are_free() -> None:
    assert rates_of(25, 500) == {Kind.OWED: 25, Kind.REPLY: 5, Kind.PAID: 500}
    assert rates_of(25, 1_000)[Kind.PAID] == 1_000 - 30
    assert rates_of(25, 0)[Kind.PAID] == 25, "nobody asks for it"
    assert rates_of(2_000, 1_000)[Kind.PAID] == 1_000, "a server of one's own has no such limit"


def test_a_group_counts_what_others_sent_once() -> None:
    pace = ChatRate(is_group=True)
    pace.take(100.0)
    for _ in range(3):  # it is told again each time
        pace.learn([100.4, 60.0, 70.0, 80.0])
    for at in range(16):
        pace.take(102.0 + at)
    assert pace.free_at == 60.0 + GROUP_WINDOW


def test_a_person_has_no_minute_to_learn_of() -> None:
    pace = ChatRate(is_group=False)
    pace.learn([100.0])
    assert pace.is_over(100.0)
