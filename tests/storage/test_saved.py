"""What a subscriber keeps."""

from datetime import timedelta

import pytest

from storage import saved, subscribers
from storage.database import Database
from tests.conftest import NOON
from tests.storage.rows import SECOND, article, change, subscriber

pytestmark = pytest.mark.both_engines


def test_what_is_saved_is_there_once_last_saved_first(database: Database) -> None:
    ada, bob = subscriber(database, 1), subscriber(database, 2)
    a, b, c = (article(database, link) for link in "abc")
    for number, each in enumerate((a, b, c)):
        assert database.call(saved.save, ada, each.id, NOON + number * SECOND)
    assert not database.call(saved.save, ada, a.id, NOON + timedelta(hours=1)), "it keeps its place"
    assert [each.article.link for each in database.call(saved.newest, ada, 0, 9)] == ["c", "b", "a"]
    assert database.call(saved.newest, ada, 1, 1)[0].saved_at == NOON + SECOND
    assert database.call(saved.count, ada) == 3
    change(database, b, is_removed=True)
    assert [each.article.link for each in database.call(saved.newest, ada, 0, 9)] == ["c", "a"]
    assert database.call(saved.count, ada) == 2
    assert (database.call(saved.newest, bob, 0, 9), database.call(saved.count, bob)) == ([], 0)


def test_what_is_removed_is_kept_no_longer(database: Database) -> None:
    ada, bob = subscriber(database, 1), subscriber(database, 2)
    told = article(database, "a")
    for each in (ada, bob):
        database.call(saved.save, each, told.id, NOON)
    assert database.call(saved.remove, ada, told.id)
    assert not database.call(saved.remove, ada, told.id)
    assert database.call(saved.kept_pairs, {ada, bob}, {told.id, 99}) == {(bob, told.id)}
    assert database.call(saved.kept_pairs, set(), {told.id}) == frozenset()


def test_what_is_saved_goes_with_the_person(database: Database) -> None:
    ada = subscriber(database, 1)
    told = article(database, "a")
    database.call(saved.save, ada, told.id, NOON)
    database.call(subscribers.erase, 1)
    assert database.call(saved.kept_pairs, {ada}, {told.id}) == frozenset()
