"""Where a broadcast stands: every step from every state, and what it leaves of the outbox."""

from datetime import timedelta

import pytest

from storage import broadcasts, digests, outbox, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import BroadcastState, Cancellation, Digest
from tests.conftest import NOON
from tests.storage.broadcast_rows import POST, drafted, found, let_go, running, set_columns
from tests.storage.broadcast_steps import HOUR, LEADS, STEPS, S
from tests.storage.rows import change, claimed, deliveries, put, states, subscriber


@pytest.mark.parametrize("name", STEPS)
def test_each_step_leads_from_where_it_may_and_from_nowhere_else(database: Database, name: str) -> None:
    for state in BroadcastState:
        which = drafted(database, state=state, starts_at=NOON)
        leads = LEADS.get((name, state))
        assert database.call(STEPS[name], which, NOON) is (leads is not None)
        assert found(database, which).state is (leads or state)


@pytest.mark.parametrize("name", STEPS)
def test_no_step_moves_what_is_not_there(database: Database, name: str) -> None:
    other = drafted(database)
    assert not database.call(STEPS[name], other + 1, NOON)
    assert found(database, other).state is S.DRAFT


def test_a_draft_is_kept_as_it_was_written(database: Database) -> None:
    whom = Audience(languages=("de",))
    draft = database.call(broadcasts.create_draft, 901, NOON, post=POST, audience=whom, is_notice=True)
    stored = found(database, draft.id)
    assert (stored.author_id, stored.state, stored.post, stored.is_notice) == (901, S.DRAFT, POST, True)
    assert Audience.from_json(stored.audience) == whom
    assert (stored.trial, stored.created_at, stored.frozen_at, stored.size) == (50, NOON, None, 0)
    assert database.call(broadcasts.find, 99) is None


def test_a_draft_is_changed_column_by_column(database: Database) -> None:
    which = drafted(database)
    whom = Audience(active_days=7)
    assert database.call(broadcasts.change_draft, which, audience=whom, not_after=NOON + HOUR, author_id=902)
    changed = found(database, which)
    assert (Audience.from_json(changed.audience), changed.not_after, changed.author_id) == (whom, NOON + HOUR, 902)
    assert changed.post == POST


def test_nothing_is_not_sent(database: Database) -> None:
    empty = database.call(broadcasts.create_draft, 901, NOON)
    assert not database.call(broadcasts.send_draft, empty.id, NOON, needs_second=False)
    assert database.call(broadcasts.change_draft, empty.id, post=POST)
    assert database.call(broadcasts.send_draft, empty.id, NOON, needs_second=False)


def test_send_decides_alone_when_it_starts(database: Database) -> None:
    which = drafted(database, starts_at=NOON + HOUR)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=False)
    sent = found(database, which)
    assert (sent.state, sent.starts_at, sent.frozen_at, sent.frozen_to) == (S.FREEZING, None, NOON, 0)


def test_what_is_confirmed_early_waits_for_its_time(database: Database) -> None:
    which = drafted(database)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=True, starts_at=NOON + HOUR)
    assert database.call(broadcasts.confirm, which, 902, NOON)
    confirmed = found(database, which)
    assert (confirmed.state, confirmed.confirmed_by, confirmed.frozen_at) == (S.SCHEDULED, 902, None)
    assert not database.call(broadcasts.begin, which, NOON + HOUR - timedelta(seconds=1))
    assert database.call(broadcasts.begin, which, NOON + HOUR)
    assert found(database, which).frozen_at == NOON + HOUR


def test_what_is_confirmed_late_begins(database: Database) -> None:
    which = drafted(database)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=True, starts_at=NOON + HOUR)
    assert database.call(broadcasts.confirm, which, 902, NOON + HOUR)
    assert (found(database, which).state, found(database, which).frozen_at) == (S.FREEZING, NOON + HOUR)


def test_a_draft_that_was_confirmed_once_is_confirmed_anew(database: Database) -> None:
    which = drafted(database)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=True, starts_at=NOON + HOUR)
    assert database.call(broadcasts.confirm, which, 902, NOON)
    assert database.call(broadcasts.unschedule, which)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=True)
    assert found(database, which).confirmed_by is None


def test_pausing_holds_what_has_not_begun(database: Database) -> None:
    for chat_id in (1, 2, 3):
        subscriber(database, chat_id)
    which = running(database)
    assert states(database) == ["held"] * 3
    assert let_go(database, which) == 3
    first, _ = claimed(database, limit=2)
    database.call(outbox.begin, [first], NOON)
    assert database.call(broadcasts.pause, which)
    assert states(database) == ["in_flight", "held", "held"]
    assert database.call(broadcasts.resume, which)
    assert found(database, which).state is S.RUNNING


def test_the_brake_holds_and_says_when(database: Database) -> None:
    subscriber(database, 1)
    which = running(database)
    let_go(database, which)
    assert database.call(broadcasts.auto_pause, which, NOON + HOUR)
    assert states(database) == ["held"]
    assert found(database, which).auto_paused_at == NOON + HOUR


def test_what_was_paused_while_freezing_freezes_on(database: Database) -> None:
    for chat_id in (1, 2, 3):
        subscriber(database, chat_id)
    which = drafted(database)
    database.call(broadcasts.send_draft, which, NOON, needs_second=False)
    assert not database.call(recipients.freeze, which, 2, NOON)
    assert database.call(broadcasts.pause, which)
    assert not database.call(recipients.freeze, which, 2, NOON)
    assert len(deliveries(database)) == 2
    assert database.call(broadcasts.resume, which)
    assert found(database, which).state is S.FREEZING
    assert database.call(recipients.freeze, which, 2, NOON)
    assert len(deliveries(database)) == found(database, which).size == 3


def test_cancelling_calls_off_what_has_not_left(database: Database) -> None:
    for chat_id in (1, 2):
        subscriber(database, chat_id)
    which = running(database)
    assert database.call(recipients.release, which, 1, NOON) == 1
    assert database.call(broadcasts.cancel, which, NOON + HOUR)
    rows = deliveries(database)
    assert [(row.state, row.cancelled_for) for row in rows] == [("cancelled", Cancellation.CALLED_OFF)] * 2
    assert found(database, which).ended_at is None  # whoever clears the rest says when


def test_cancelling_what_never_began_ends_it(database: Database) -> None:
    which = drafted(database)
    assert database.call(broadcasts.cancel, which, NOON + HOUR)
    assert found(database, which).ended_at == NOON + HOUR


def test_extending_opens_it_again(database: Database) -> None:
    which = running(database, rests_until=NOON)
    assert database.call(broadcasts.finish, which, NOON)
    assert found(database, which).ended_at == NOON
    assert database.call(broadcasts.extend, which, NOON + HOUR)
    extended = found(database, which)
    assert (extended.frozen_at, extended.frozen_to, extended.ended_at) == (NOON + HOUR, 0, None)
    assert (extended.rests_until, extended.started_at) == (NOON, NOON)


def test_a_paused_one_is_finished_once_all_its_recipients_are_written(database: Database) -> None:
    which, half = running(database), drafted(database)
    assert database.call(broadcasts.send_draft, half, NOON, needs_second=False)
    for each in (which, half):
        assert database.call(broadcasts.pause, each)
    assert database.call(broadcasts.finish, which, NOON + HOUR)
    assert (found(database, which).state, found(database, which).ended_at) == (S.DONE, NOON + HOUR)
    assert not database.call(broadcasts.finish, half, NOON + HOUR)


def test_at_work_are_those_that_wait_or_are_sent(database: Database) -> None:
    ids = {state: drafted(database, state=state) for state in BroadcastState}
    at_work = [broadcast.id for broadcast in database.call(broadcasts.active)]
    assert at_work == [ids[S.SCHEDULED], ids[S.FREEZING], ids[S.RUNNING], ids[S.PAUSED]]


def test_every_state_is_shown_where_a_message_shows_it(database: Database) -> None:
    ids = {state: drafted(database, state=state) for state in BroadcastState}
    assert database.call(broadcasts.with_progress_message) == []
    for which in ids.values():
        database.call(broadcasts.set_progress_message, which, 901, 7)
    shown = [S.DRAFT, S.UNCONFIRMED, S.SCHEDULED, S.FREEZING, S.RUNNING, S.PAUSED, S.DONE, S.CANCELLED]
    assert [broadcast.id for broadcast in database.call(broadcasts.with_progress_message)] == [
        ids[state] for state in shown
    ]
    assert found(database, ids[S.DONE]).progress_chat_id == 901
    database.call(broadcasts.set_progress_message, ids[S.DONE], None, None)
    assert len(database.call(broadcasts.with_progress_message)) == len(shown) - 1


def test_the_newest_come_first_drafts_apart_and_empty_ones_not_at_all(database: Database) -> None:
    ids = [drafted(database) for _ in range(3)]
    database.call(broadcasts.create_draft, 901, NOON)
    page, total = database.call(broadcasts.drafts, 1, 5)
    assert ([broadcast.id for broadcast in page], total) == ([ids[1], ids[0]], 3)
    assert database.call(broadcasts.recent, 0, 5) == ([], 0)
    assert database.call(broadcasts.send_draft, ids[0], NOON, needs_second=False)
    assert database.call(broadcasts.cancel, ids[2], NOON)
    page, total = database.call(broadcasts.recent, 0, 5)
    assert ([broadcast.id for broadcast in page], total) == ([ids[2], ids[0]], 2)
    assert [broadcast.id for broadcast in database.call(broadcasts.drafts, 0, 5)[0]] == [ids[1]]


def test_a_copy_is_a_draft_with_all_but_the_times(database: Database) -> None:
    whom = Audience(languages=("en",))
    source = drafted(
        database, whom, author_id=902, is_notice=True, trial=0, never_twice=True, not_after=NOON, starts_at=NOON
    )
    set_columns(database, source, state=S.DONE, frozen_at=NOON, sent_again=3)
    copy = database.call(broadcasts.copy_as_draft, source, 901, NOON)
    assert copy is not None
    before = found(database, source)
    kept = {"post", "audience", "is_notice", "trial", "never_twice"}
    assert {name: getattr(copy, name) for name in kept} == {name: getattr(before, name) for name in kept}
    blank = (copy.state, copy.author_id, copy.starts_at, copy.not_after, copy.frozen_at, copy.sent_again)
    assert blank == (S.DRAFT, 901, None, None, None, 0)
    again = database.call(broadcasts.copy_as_draft, source, 901, NOON)
    assert again is not None
    assert again.id == copy.id, "a second press makes no second draft"
    set_columns(database, copy.id, trial=50)
    other = database.call(broadcasts.copy_as_draft, source, 901, NOON)
    assert other is not None
    assert other.id != copy.id
    assert database.call(broadcasts.copy_as_draft, 99, 901, NOON) is None


def test_a_copied_digest_is_edited_without_the_one_that_was_sent(database: Database) -> None:
    digest = put(database, Digest(author_id=7, since_at=NOON, until_at=NOON, introduction="Hello", created_at=NOON))
    source = database.call(broadcasts.create_draft, 7, NOON, digest_id=digest.id)
    set_columns(database, source.id, state=S.DONE)
    copy = database.call(broadcasts.copy_as_draft, source.id, 901, NOON)
    assert copy is not None
    assert copy.digest_id not in {None, digest.id}
    copied = database.call(digests.find, copy.digest_id or 0)
    assert copied is not None
    change(database, copied, introduction="Changed")
    untouched = database.call(digests.find, digest.id)
    assert untouched is not None
    assert untouched.introduction == "Hello"
