"""Changes of address: everything comes along, and nobody is told a story, or given a broadcast, twice for it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from storage import broadcasts, chats, menus, outbox, recipients, subscribers
from storage.chats import leave_thread, migrate_chat
from storage.database import Database, read_only
from storage.models import (
    Article,
    Awaits,
    Cancellation,
    Delivery,
    DeliveryState,
    Digest,
    DigestHour,
    DigestStory,
    Menu,
    ReaderQuestion,
    SavedArticle,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
    Volume,
    Watch,
    WordFilter,
)
from storage.settle import ChatLost, Retry, Sent, settle_claims
from tests.conftest import NOON
from tests.storage.broadcast_rows import running
from tests.storage.rows import (
    article,
    begun,
    change,
    claimed,
    deliveries,
    find,
    owed,
    put,
    states,
    subscriber,
    topic_tree,
)

pytestmark = pytest.mark.both_engines

OLD, NEW = -5, -1001234567890
LATER = NOON + timedelta(hours=1)


def test_a_group_keeps_everything_under_its_new_id(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    group = subscriber(database, OLD, ids["ai"])
    owed(database, article(database, "a"), group, OLD)
    database.call(migrate_chat, OLD, NEW, NOON)
    moved = find(database, NEW)
    assert (moved.id, moved.kind) == (group, "supergroup")
    assert database.call(subscribers.choices, group) == {ids["ai"]: Volume.STORIES}
    assert [claim.chat_id for claim in claimed(database)] == [NEW]
    assert database.call(subscribers.find, OLD) is None


def test_what_names_the_group_names_the_new_one_and_its_menus_are_forgotten(database: Database) -> None:
    """Message numbers of the old chat are others' in the new one. Anonymous administrators count as their group."""
    group = subscriber(database, OLD)
    change(database, find(database, OLD), set_up_by=OLD, title="Readers")
    put(database, Menu(chat_id=OLD, message_id=4, opened_by=1, opened_at=NOON))
    put(database, Menu(chat_id=1, message_id=4, opened_by=1, subscriber_id=group, opened_at=NOON))
    database.call(migrate_chat, OLD, NEW, NOON)
    moved = find(database, NEW)
    assert (moved.set_up_by, moved.title) == (NEW, "Readers")
    assert database.call(menus.find, OLD, 4) is None
    assert database.call(menus.find, 1, 4), "a page in a private chat goes on"


@pytest.mark.parametrize("known", [None, 7])
def test_a_place_that_becomes_one_with_another_keeps_who_set_it_up(database: Database, known: int | None) -> None:
    subscriber(database, OLD)
    subscriber(database, NEW)
    change(database, find(database, OLD), set_up_by=5, title="Readers")
    change(database, find(database, NEW), set_up_by=known)
    database.call(migrate_chat, OLD, NEW, NOON)
    merged = find(database, NEW)
    assert (merged.set_up_by, merged.title) == (known or 5, "Readers")


def test_a_move_is_no_absence(database: Database) -> None:
    subscriber(database, OLD)
    database.call(chats.mark_unreachable, OLD, SubscriberStatus.KICKED, "bot was kicked", NOON)
    assert find(database, OLD).lost_at == NOON
    database.call(migrate_chat, OLD, NEW, LATER)
    moved = find(database, NEW)
    assert (moved.status, moved.lost_at, moved.returned_at) == (SubscriberStatus.ACTIVE, None, None)


def test_who_is_erased_is_named_by_no_place_and_no_menu(database: Database) -> None:
    subscriber(database, 1)
    subscriber(database, OLD)
    change(database, find(database, OLD), set_up_by=1)
    put(database, Menu(chat_id=OLD, message_id=4, opened_by=1, opened_at=NOON))
    database.call(subscribers.erase, 1)
    assert find(database, OLD).set_up_by is None
    assert database.call(menus.find, OLD, 4) is None


def test_what_is_in_the_air_moves_too(database: Database) -> None:
    owed(database, article(database, "a"), subscriber(database, OLD), OLD)
    claimed(database)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert [(row.chat_id, row.state) for row in deliveries(database)] == [(NEW, "in_flight")]


def test_moving_twice_changes_nothing(database: Database) -> None:
    group = subscriber(database, OLD)
    for _ in range(2):
        database.call(migrate_chat, OLD, NEW, NOON)
    assert find(database, NEW).id == group


def test_who_lives_there_already_takes_over(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "robots": "", "vision": ""})
    old = subscriber(database, OLD, ids["ai"], ids["vision"])
    new = subscriber(database, NEW, ids["robots"], muted=[ids["ai"]])
    same = article(database, "a")
    owed(database, same, old, OLD)
    owed(database, same, new, NEW)
    owed(database, article(database, "b"), old, OLD)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert database.call(subscribers.find, OLD) is None
    assert database.call(subscribers.choices, new) == {
        ids["robots"]: Volume.STORIES,
        ids["ai"]: Volume.MUTED,
        ids["vision"]: Volume.STORIES,
    }
    rows = deliveries(database)
    assert {row.subscriber_id for row in rows} == {new}
    assert {row.chat_id for row in rows} == {NEW}
    assert [row.state for row in rows] == ["cancelled", "pending", "pending"]


def test_what_the_resident_was_not_told_is_told(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    story = article(database, "a")
    owed(database, story, old, OLD)
    change(database, owed(database, story, new, NEW), state=DeliveryState.CANCELLED)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert [row.state for row in deliveries(database)] == ["pending", "cancelled"]


def test_what_was_sent_stays_sent(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    story = article(database, "a")
    change(database, owed(database, story, old, OLD), state=DeliveryState.SENT)
    change(database, owed(database, story, new, NEW), state=DeliveryState.SENT)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert [row.state for row in deliveries(database)] == ["sent", "sent"]


def test_what_was_told_before_the_move_is_not_told_after_it(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    story = article(database, "a")
    change(database, owed(database, story, old, OLD), state=DeliveryState.SENT)
    owed(database, story, new, NEW)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert [row.state for row in deliveries(database)] == ["sent", "cancelled"]


def test_the_subscriber_of_a_thread_goes_on_in_the_chat(database: Database) -> None:
    thread = subscriber(database, NEW, thread_id=7)
    database.call(leave_thread, thread, NOON)
    assert find(database, NEW).id == thread


def test_a_thread_that_is_gone_becomes_one_with_its_chat(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    chat, thread = subscriber(database, NEW), subscriber(database, NEW, ids["ai"], thread_id=7)
    database.call(leave_thread, thread, NOON)
    assert database.call(subscribers.find, NEW, 7) is None
    assert database.call(subscribers.choices, chat) == {ids["ai"]: Volume.STORIES}


def test_threads_move_with_their_chat(database: Database) -> None:
    chat, thread = subscriber(database, OLD), subscriber(database, OLD, thread_id=7)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert (find(database, NEW).id, find(database, NEW, 7).id) == (chat, thread)


def test_nobody_moves_who_is_not_there(database: Database) -> None:
    database.call(migrate_chat, OLD, NEW, NOON)
    database.call(leave_thread, 99, NOON)
    assert database.call(subscribers.find, NEW) is None


S = DeliveryState
NO_ROW = None


@pytest.mark.parametrize(
    ("theirs", "residents", "left"),
    [
        (S.HELD, S.HELD, ["cancelled", "held"]),
        (S.PENDING, S.HELD, ["cancelled", "held"]),
        (S.HELD, S.SENT, ["cancelled", "sent"]),
        (S.PENDING, S.UNCERTAIN, ["cancelled", "uncertain"]),
        (S.SENT, S.HELD, ["sent", "cancelled"]),
        (S.UNCERTAIN, S.PENDING, ["uncertain", "cancelled"]),
        (S.SENT, S.SENT, ["sent", "sent"]),
        (S.HELD, S.CANCELLED, ["held", "cancelled"]),
        (S.DEAD, S.HELD, ["dead", "held"]),
        (S.HELD, NO_ROW, ["held"]),
    ],
)
def test_chats_that_become_one_have_a_broadcast_once(
    database: Database, theirs: DeliveryState, residents: DeliveryState | None, left: list[str]
) -> None:
    old = subscriber(database, OLD)
    new = subscriber(database, NEW)
    running(database)
    for row, state in zip(deliveries(database), (theirs, residents), strict=True):
        if state is None:
            database.call(erase_row, row)
        else:
            change(database, row, state=state)
    database.call(migrate_chat, OLD, NEW, LATER)
    rows = deliveries(database)
    assert [row.state for row in rows] == left
    assert {(row.subscriber_id, row.chat_id) for row in rows} == {(new, NEW)}
    told_already = [row for row in rows if row.cancelled_for]
    assert [(row.cancelled_for, row.settled_at) for row in told_already] == [
        (Cancellation.TOLD_ALREADY, LATER) for row in told_already
    ]
    assert old != new


def erase_row(session: Session, row: Delivery) -> None:
    session.delete(row)


def test_two_broadcasts_are_not_one(database: Database) -> None:
    subscriber(database, OLD)
    for _ in range(2):
        running(database)
    new = subscriber(database, NEW)
    running(database)
    database.call(migrate_chat, OLD, NEW, LATER)
    rows = deliveries(database)
    assert [row.state for row in rows] == ["held", "held", "cancelled", "held"]
    assert {row.subscriber_id for row in rows} == {new}


def test_who_has_it_from_before_the_move_is_not_given_it_again(database: Database) -> None:
    """Extending a broadcast asks by its key whether a subscriber has a row."""
    subscriber(database, OLD)
    which = running(database)
    new = subscriber(database, NEW, at=LATER)
    subscriber(database, 3, at=LATER)
    database.call(migrate_chat, OLD, NEW, LATER)
    assert deliveries(database)[0].dedupe_key == f"broadcast:{which}:{new}"
    assert database.call(broadcasts.extend, which, LATER)
    assert database.call(recipients.freeze, which, 10, LATER)
    assert [row.chat_id for row in deliveries(database)] == [NEW, 3]


def test_moving_on_and_on_keeps_the_keys_apart(database: Database) -> None:
    subscriber(database, OLD)
    subscriber(database, -6)
    new = subscriber(database, NEW)
    which = running(database)
    database.call(erase_row, deliveries(database)[2])
    database.call(migrate_chat, OLD, -6, LATER)
    database.call(migrate_chat, -6, NEW, LATER)
    assert [row.state for row in deliveries(database)] == ["cancelled", "held"]
    assert {row.subscriber_id for row in deliveries(database)} == {new}
    assert f"broadcast:{which}:{new}" in {row.dedupe_key for row in deliveries(database)}


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"status": SubscriberStatus.BLOCKED}, ["cancelled", "cancelled", "cancelled"]),
        ({"status": SubscriberStatus.PAUSED}, ["cancelled", "cancelled", "held"]),
        ({"status": SubscriberStatus.KICKED}, ["pending", "held", "held"]),
        ({"hears_announcements": False}, ["pending", "cancelled", "held"]),
    ],
)
def test_what_the_resident_may_not_be_sent_waits_for_nobody(
    database: Database, choice: dict[str, Any], left: list[str]
) -> None:
    owed(database, article(database, "a"), subscriber(database, OLD), OLD)
    for is_notice in (False, True):
        running(database, is_notice=is_notice)
    subscriber(database, NEW)
    change(database, find(database, NEW), **choice)
    database.call(migrate_chat, OLD, NEW, LATER)
    assert states(database) == left


def test_what_leaves_in_the_instant_of_the_move_is_not_called_unsent(postgresql: Database) -> None:
    told = article(postgresql, "a")
    owed(postgresql, told, subscriber(postgresql, OLD), OLD, state=DeliveryState.SENT)
    owed(postgresql, told, subscriber(postgresql, NEW), NEW)
    cancelling: list[set[int]] = []

    def leave(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE delivery") and "cancelled_for" in statement:
            # First of the guest's, then of the resident's, which leaves just before.
            cancelling.append(set())
            if len(cancelling) == 2:
                cancelling[1] = postgresql.call(outbox.begin, claimed(postgresql), NOON)

    event.listen(postgresql.engine, "before_cursor_execute", leave)
    postgresql.call(migrate_chat, OLD, NEW, LATER)
    event.remove(postgresql.engine, "before_cursor_execute", leave)
    assert [len(left) for left in cancelling] == [0, 1]
    assert states(postgresql) == ["sent", "in_flight"]


def test_the_messages_of_the_old_chat_are_edited_no_more(database: Database) -> None:
    """Its numbers begin anew in the new chat, where they belong to other messages."""
    told = owed(database, article(database, "a"), subscriber(database, OLD), OLD)
    change(database, told, state=DeliveryState.SENT, message_id=12, update_due_at=NOON)
    database.call(migrate_chat, OLD, NEW, LATER)
    [row] = deliveries(database)
    assert (row.state, row.message_id, row.update_due_at) == ("sent", None, None)


def test_what_was_cancelled_for_the_move_is_sent_after_all(database: Database) -> None:
    group = subscriber(database, OLD)
    for link, days in (("a", 0), ("b", 2)):
        row = owed(database, article(database, link), group, OLD)
        cancelled = {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.KICKED}
        change(database, row, **cancelled, settled_at=NOON - timedelta(days=days))
    withdrawn = owed(database, article(database, "c"), group, OLD)
    change(database, withdrawn, state=DeliveryState.CANCELLED, cancelled_for=Cancellation.WITHDRAWN, settled_at=NOON)
    running_one, called_off = running(database), running(database)
    database.call(chats.mark_unreachable, OLD, SubscriberStatus.KICKED, "bot was kicked", NOON)
    database.call(broadcasts.cancel, called_off, NOON)
    database.call(migrate_chat, OLD, NEW, LATER)
    assert find(database, NEW).status is SubscriberStatus.ACTIVE
    assert states(database) == ["pending", "cancelled", "cancelled", "held", "cancelled"]
    assert database.call(recipients.release, running_one, 10, LATER) == 1


def test_both_chats_may_have_a_message_in_the_air(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    old, new = subscriber(database, OLD, ids["ai"]), subscriber(database, NEW)
    owed(database, article(database, "a", ids["ai"]), old, OLD)
    owed(database, article(database, "b"), new, NEW)
    first, second = begun(database)
    database.call(migrate_chat, OLD, NEW, LATER)
    assert {row.subscriber_id for row in deliveries(database)} == {new}
    database.call(settle_claims, [Retry(first, LATER, "no route"), Sent(second, 7, "")], LATER)
    assert [(row.state, row.chat_id) for row in deliveries(database)] == [("pending", NEW), ("sent", NEW)]
    assert [claim.chat_id for claim in claimed(database, LATER)] == [NEW]


@pytest.mark.parametrize("has_resident", [False, True])
def test_what_is_said_of_the_old_address_does_not_concern_the_new_one(database: Database, has_resident: bool) -> None:
    ids = topic_tree(database, {"ai": ""})
    group = subscriber(database, OLD, ids["ai"])
    if has_resident:
        group = subscriber(database, NEW)
    owed(database, article(database, "a", ids["ai"]), find(database, OLD).id, OLD)
    [claim] = begun(database)
    database.call(migrate_chat, OLD, NEW, NOON)
    database.call(settle_claims, [ChatLost(claim, SubscriberStatus.KICKED, "bot was kicked")], LATER)
    assert find(database, NEW).status is SubscriberStatus.ACTIVE
    assert [(each.id, each.subscriber_id) for each in claimed(database, LATER)] == [(claim.id, group)]


def test_a_message_that_reached_the_old_chat_is_not_edited_in_the_new_one(database: Database) -> None:
    owed(database, article(database, "a"), subscriber(database, OLD), OLD)
    [claim] = begun(database)
    database.call(migrate_chat, OLD, NEW, NOON)
    database.call(settle_claims, [Sent(claim, 12, "")], LATER)
    assert [(row.state, row.chat_id, row.message_id) for row in deliveries(database)] == [("sent", NEW, None)]


def all_of(database: Database, model: Any) -> list[Any]:
    @read_only
    def read(session: Session) -> list[Any]:
        return list(session.exec(select(model)))

    return database.call(read)


def chosen_by(database: Database, chat: int, told: Article, since: datetime, day: date) -> None:
    """What somebody has by now who has a daily digest, filters and so on."""
    put(
        database,
        DigestHour(subscriber_id=chat, rhythm="daily 08:00", due_at=LATER, since_at=since, last_day=day),
        WordFilter(subscriber_id=chat, expression="words", expires_at=LATER, created_at=NOON),
        Watch(subscriber_id=chat, expression="words", created_at=NOON),
        SavedArticle(subscriber_id=chat, article_id=told.id, saved_at=NOON),
        Suppression(subscriber_id=chat, article_id=told.id, reason=SuppressionReason.FILTERED, at=NOON),
        ReaderQuestion(subscriber_id=chat, awaits=Awaits.READER_ZONE, asked_at=NOON),
    )


KEPT = (DigestHour, WordFilter, Watch, SavedArticle, Suppression, ReaderQuestion)
DAY = timedelta(days=1)


@pytest.mark.parametrize("has_own", [False, True])
def test_hours_words_and_what_was_saved_come_along(database: Database, has_own: bool) -> None:
    ids = topic_tree(database, {"ai": ""})
    old, new = subscriber(database, OLD, ids["ai"]), subscriber(database, NEW)
    change(database, find(database, NEW), rhythm="daily 08:00", paused_until=None)
    change(database, find(database, OLD), rhythm="daily 09:00", paused_until=LATER, held_from=NOON, held_until=LATER)
    told = article(database, "a")
    chosen_by(database, old, told, NOON - DAY, NOON.date() - DAY)
    if has_own:
        chosen_by(database, new, told, NOON, NOON.date())
    database.call(migrate_chat, OLD, NEW, NOON)
    for model in KEPT:
        assert [row.subscriber_id for row in all_of(database, model)] == [new], model
    (hour,) = all_of(database, DigestHour)
    assert hour.since_at == NOON - DAY
    assert hour.last_day == (NOON.date() if has_own else NOON.date() - DAY)
    moved = find(database, NEW)
    assert (moved.rhythm, moved.paused_until, moved.held_from) == ("daily 08:00", None, None)


def test_a_topic_with_its_own_hour_keeps_it(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    old, new = subscriber(database, OLD, ids["ai"]), subscriber(database, NEW)
    database.call(subscribers.set_rhythm, old, ids["ai"], "daily 20:00", NOON)
    database.call(migrate_chat, OLD, NEW, LATER)
    (hour,) = all_of(database, DigestHour)
    assert (hour.subscriber_id, hour.rhythm, hour.since_at) == (new, "daily 20:00", NOON)


def test_digests_of_both_are_told_and_the_same_one_once(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    told, other = article(database, "a"), article(database, "b")
    digests = [Digest(author_id=0, since_at=NOON, until_at=NOON, created_at=NOON) for _ in range(2)]
    put(database, *digests)
    put(database, DigestStory(digest_id=digests[0].id, story_id=told.story_id, outlets=1))
    for chat_id, whom, digest in ((NEW, new, digests[0]), (OLD, old, digests[0]), (OLD, old, digests[1])):
        row = owed(database, told, whom, chat_id, kind="digest", digest_id=digest.id, dedupe_key=f"{whom}:{digest.id}")
        change(database, row, story_id=None, article_id=None)
    for story in (told, other):
        owed(database, story, old, OLD)
    database.call(migrate_chat, OLD, NEW, NOON)
    assert states(database) == ["pending", "cancelled", "pending", "cancelled", "pending"]
