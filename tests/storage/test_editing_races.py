"""Two editors at once: of two who do the same, one does it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session

from bot.news.editing import restore_article, split_article
from storage import article_edits, corrections, story_edits
from storage.article_edits import EditedField
from storage.database import Database
from storage.models import DeliveryState
from tests.conftest import NOON
from tests.storage.rows import WINDOW, article, deliveries, owed, subscriber, topic_tree

EDITORS = (901, 902)


def both(database: Database, act: Callable[[Session, int], Any]) -> list[Any]:
    """What two editors who do something at one moment are answered."""
    together = Barrier(len(EDITORS))

    def do(editor: int) -> Any:
        together.wait(10)
        return database.call(act, editor)

    with ThreadPoolExecutor(len(EDITORS)) as pool:
        return list(pool.map(do, EDITORS))


@pytest.mark.both_engines
def test_of_two_editors_who_do_the_same_one_does_it(database: Database) -> None:
    topics = topic_tree(database, {"ai": ""})
    reader = subscriber(database, 1, topics["ai"], at=NOON - timedelta(days=1))
    first = article(database, "https://a.example/1", topics["ai"], announced_at=NOON)
    second = article(
        database, "https://b.example/1", topics["ai"], story_id=first.story_id, announced_at=NOON + timedelta(hours=1)
    )
    story, now = first.story_id, NOON + timedelta(hours=2)
    owed(database, first, reader, 1, state=DeliveryState.SENT, message_id=7, created_at=NOON)
    owed(database, first, reader, 1, state=DeliveryState.DEAD, dedupe_key="dead")

    assert sorted(both(database, lambda s, who: corrections.send_again(s, first.id, 1, now))) == [0, 1]

    draft = database.call(corrections.draft, first, "No", [], 901, now)
    sent = both(database, lambda s, who: corrections.send(s, draft, 1, who, now))
    assert sorted(sent, key=str) == [1, None]
    assert [row.reply_to for row in deliveries(database) if row.correction_id] == [7]

    split = both(database, lambda s, who: split_article(s, second.id, story, WINDOW, who, now))
    assert sorted(split, key=str) == [1, None]
    assert len([row for row in deliveries(database) if row.article_id == second.id]) == 1

    moved = database.call(story_edits.articles_of, story)
    assert [each.id for each in moved] == [first.id]
    other = next(row.story_id for row in deliveries(database) if row.article_id == second.id)
    pair = (first.id, story), (second.id, other or 0)
    assert sorted(both(database, lambda s, who: story_edits.join(s, *pair, who, now))) == [False, True]

    gone = both(database, lambda s, who: article_edits.withdraw(s, first.id, who, now, deletes=who == 901))
    assert sorted(gone) == [False, True]
    back = both(database, lambda s, who: restore_article(s, first.id, WINDOW, who, now))
    assert len([each for each in back if each is None]) == 1

    title = EditedField.TITLE
    rewritten = both(
        database, lambda s, who: article_edits.rewrite(s, first.id, title, f"By {who}", first.title, who, now)
    )
    assert sorted(rewritten) == [False, True]
