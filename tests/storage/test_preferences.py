"""Each setting is declared once, and what follows from the declaration follows for each."""

from datetime import timedelta
from itertools import product

import pytest

from storage import preferences, subscribers
from storage.chats import leave_thread, migrate_chat
from storage.database import Database
from storage.models import ChatKind, DeliveryKind, Subscriber
from storage.preferences import (
    ANNOUNCEMENTS,
    PREFERENCES,
    QUIET_HOURS,
    RHYTHM,
    SILENT_MESSAGES,
    ZONE,
    ChangedBy,
    SubscriberPreferences,
    Switch,
    Written,
)
from tests.conftest import NOON
from tests.storage.broadcast_rows import running
from tests.storage.rows import change, find, states, subscriber

OLD, NEW = -5, -1001234567890
LATER = NOON + timedelta(hours=1)
FREQUENCY = Switch(
    column="gets_silent_messages", name="frequency", number=7, default=False, changed_by=ChangedBy.OPERATOR
)


def test_each_declaration_has_a_column_with_its_default() -> None:
    columns = {name: field.default for name, field in SubscriberPreferences.model_fields.items()}
    assert columns == preferences.default_values()
    assert preferences.values_of(Subscriber(chat_id=1, created_at=NOON, seen_at=NOON)) == columns


@pytest.mark.parametrize("attribute", ["column", "name", "number"])
def test_no_two_declarations_can_be_confused(attribute: str) -> None:
    assert len({getattr(each, attribute) for each in PREFERENCES}) == len(PREFERENCES)


def test_the_numbers_in_buttons_that_were_sent_stay() -> None:
    assert {each.name: each.number for each in PREFERENCES} == {
        "announcements": 0, "silent_messages": 1, "time_zone": 2, "rhythm": 3, "quiet_hours": 4,
        "signature": 5, "hashtags": 6, "picture": 7, "link_preview": 8, "approval": 9, "topic_threads": 10,
    }  # fmt: skip


def test_a_button_finds_its_switch_and_no_other() -> None:
    found = [preferences.find_switch(number, ChatKind.PRIVATE) for number in (0, 1, 2, 99)]
    assert found == [ANNOUNCEMENTS, SILENT_MESSAGES, None, None]


def test_what_only_the_operator_may_change_has_no_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "PREFERENCES", (*PREFERENCES, FREQUENCY))
    assert preferences.switches(ChatKind.PRIVATE) == (ANNOUNCEMENTS, SILENT_MESSAGES)
    assert preferences.find_switch(FREQUENCY.number, ChatKind.PRIVATE) is None


@pytest.mark.parametrize("switch", preferences.switches(ChatKind.PRIVATE), ids=lambda switch: switch.name)
def test_a_value_is_read_as_it_was_written(switch: Switch) -> None:
    assert [switch.parse(switch.format(value)) for value in (True, False)] == [True, False]
    assert [switch.parse(word) for word in ("YES", "0")] == [True, False]
    with pytest.raises(ValueError, match=f"{switch.name} cannot be 'on', but yes or no"):
        switch.parse("on")


@pytest.mark.parametrize(
    ("preference", "word", "stored"),
    [
        (ZONE, "Europe/Berlin", "Europe/Berlin"),
        (ZONE, "utc+5:30", "UTC+05:30"),
        (RHYTHM, "weekly fri 17:30", "weekly fri 17:30"),
        (QUIET_HOURS, "sat,fri 23:00-09:00", "fri,sat 23:00-09:00"),
    ],
)
def test_what_is_written_is_stored_in_one_way(preference: Written, word: str, stored: str) -> None:
    assert preference.parse(word) == preference.parse(stored) == preference.format(stored) == stored
    assert preference.parse("") == preference.default


@pytest.mark.parametrize(
    ("preference", "word"), [(ZONE, "Europe/Atlantis"), (ZONE, "UTC+15"), (RHYTHM, "hourly"), (QUIET_HOURS, "always")]
)
def test_what_is_written_badly_is_no_setting(preference: Written, word: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        preference.parse(word)


@pytest.mark.parametrize("switch", preferences.switches(ChatKind.PRIVATE), ids=lambda switch: switch.name)
def test_a_setting_changes_once(database: Database, switch: Switch) -> None:
    one, other = subscriber(database, 1), subscriber(database, 2)
    value = not switch.default
    assert not database.call(subscribers.set_preference, one, switch, switch.default, NOON)
    assert database.call(subscribers.set_preference, one, switch, value, NOON)
    assert not database.call(subscribers.set_preference, one, switch, value, NOON)
    assert preferences.values_of(find(database, 1)) == preferences.default_values() | {switch.column: value}
    assert preferences.values_of(find(database, 2)) == preferences.default_values()
    assert one != other


def test_only_what_a_switch_lets_through_waits_for_it(database: Database) -> None:
    one = subscriber(database, 1)
    running(database)
    database.call(subscribers.set_preference, one, SILENT_MESSAGES, True, NOON)
    assert states(database) == ["held"]
    assert preferences.refused_kinds(find(database, 1)) == set()
    database.call(subscribers.set_preference, one, ANNOUNCEMENTS, False, NOON)
    assert states(database) == ["cancelled"]
    assert preferences.refused_kinds(find(database, 1)) == {DeliveryKind.BROADCAST}


MERGED = {
    # The choice of who lives at the address stands.
    "hears_announcements": {(True, True): True, (True, False): False, (False, True): True, (False, False): False},
    **{
        column: {(guest, home): home for guest, home in product([True, False], repeat=2)}
        for column in ("shows_hashtags", "shows_link_preview", "needs_approval", "has_topic_threads")
    },
    # The quieter choice stands.
    "gets_silent_messages": {(True, True): True, (True, False): True, (False, True): True, (False, False): False},
}


# Of what is written, the choice of who lives at the address stands.
WRITTEN = {
    "zone": ("Asia/Tokyo", "Europe/Berlin"),
    "rhythm": ("daily 08:00", "weekly fri 17:30"),
    "quiet_hours": ("22:00-07:00", "sat 23:00-09:00"),
    "signature": ("by Ada", "by Bo"),
    "picture": ("none", "small"),
}


def test_each_setting_has_a_rule_for_chats_that_become_one() -> None:
    assert {*MERGED, *WRITTEN} == set(preferences.default_values())


def test_what_the_resident_wrote_stands(database: Database) -> None:
    for chat_id, of_chat in ((OLD, 0), (NEW, 1)):
        subscriber(database, chat_id)
        change(database, find(database, chat_id), **{column: values[of_chat] for column, values in WRITTEN.items()})
    database.call(migrate_chat, OLD, NEW, LATER)
    expected = preferences.default_values() | {column: values[1] for column, values in WRITTEN.items()}
    assert preferences.values_of(find(database, NEW)) == expected


@pytest.mark.parametrize(
    ("column", "guest", "resident"),
    [(column, *values) for column in MERGED for values in product([True, False], repeat=2)],
)
@pytest.mark.parametrize("way", ["a group moves", "a thread is gone"])
def test_settings_of_chats_that_become_one(
    database: Database, column: str, guest: bool, resident: bool, way: str
) -> None:
    moves = way == "a group moves"
    old = subscriber(database, OLD if moves else NEW, thread_id=0 if moves else 7)
    home = subscriber(database, NEW)
    change(database, find(database, OLD if moves else NEW, 0 if moves else 7), **{column: guest})
    change(database, find(database, NEW), **{column: resident})
    if moves:
        database.call(migrate_chat, OLD, NEW, LATER)
    else:
        database.call(leave_thread, old, LATER)
    found = find(database, NEW)
    assert found.id == home
    expected = preferences.default_values() | {column: MERGED[column][guest, resident]}
    assert preferences.values_of(found) == expected


def test_a_setting_moves_with_its_chat(database: Database) -> None:
    subscriber(database, OLD)
    change(database, find(database, OLD), gets_silent_messages=True, hears_announcements=False)
    database.call(migrate_chat, OLD, NEW, LATER)
    chosen = {"hears_announcements": False, "gets_silent_messages": True}
    assert preferences.values_of(find(database, NEW)) == preferences.default_values() | chosen
