"""Search: which articles are found, in any script, on both engines; nothing that is typed is an error."""

from datetime import timedelta

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from storage import articles, migrations, search
from storage.database import Database
from storage.models import Article, Story
from storage.search import read_query
from tests.conftest import NOON
from tests.storage import rows

pytestmark = pytest.mark.both_engines


def found(database: Database, written: str, *, is_open: bool = False) -> list[int]:
    page = database.call(search.search, read_query(written, is_open=is_open), NOON)
    assert page.total >= len(page.articles)
    return list(page.articles)


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("robots", True),
        ("ROBOTS learn", True),
        ("learn robots", True),
        ("robots fly", False),
        ("robots -learn", False),
        ("robots -fly", True),
        ('"robots learn"', True),
        ('"learn robots"', False),
        ("“robots learn", True),
        ('robots -"learn to"', False),
        ("creme brulee", True),
        ("crème BRÛLÉE", True),
        ("Verge", True),
        ("theverge.com", True),
        ("to kitchen", True),
        ('"to kitchen"', False),  # the title ends before the excerpt begins
        ("robot", False),
        ("-robots", False),
        ("人工智能", True),
        ("智能", True),
        ("智", True),
        ("能智", False),
        ("機械学習", True),
        ("ข่าว", True),
        ("हिन्दी", True),
        ("новости", True),
        ("", False),
        ("?!", False),
    ],
)
def test_words_phrases_and_what_must_not_be_there(database: Database, written: str, is_found: bool) -> None:
    article = rows.article(
        database,
        "https://theverge.com/1",
        title="Robots learn to",
        excerpt="Kitchen: Crème Brûlée. 中国的人工智能发展, 機械学習と ข่าววันนี้ हिन्दी НОВОСТИ",
        provider_name="The Verge",
        provider_domain="www.theverge.com",
    )
    rows.article(database, "https://other.example/2", title="Something else")
    assert found(database, written) == ([article.id] if is_found else [])


def test_what_is_still_being_typed_is_found_by_its_beginning(database: Database) -> None:
    article = rows.article(database, "https://a.example/1", title="Computer vision in space")
    assert found(database, "comp", is_open=True) == [article.id]
    assert found(database, "computer vis", is_open=True) == [article.id]
    assert found(database, '"computer vis', is_open=True) == [article.id]
    assert found(database, "comp") == []


def test_titles_count_more_and_what_is_new_too(database: Database) -> None:
    below = rows.article(database, "https://a.example/1", title="Other news", excerpt="robots")
    above = rows.article(database, "https://a.example/2", title="Robots news")
    old = rows.article(database, "https://a.example/3", title="Robots news", at=NOON - timedelta(days=400))
    for number in range(20):
        rows.article(database, f"https://b.example/{number}", title="Nothing of it")
    assert found(database, "robots") == [above.id, below.id, old.id]


def test_a_story_is_found_once_by_its_best_article_and_what_was_withdrawn_is_not(database: Database) -> None:
    first = rows.article(database, "https://a.example/1", title="Plain", excerpt="robots")
    best = rows.article(database, "https://a.example/2", title="Robots", story_id=first.story_id)
    assert found(database, "robots") == [best.id]
    database.call(articles.update_all, [(best.id, {"is_removed": True})])
    assert found(database, "robots") == [first.id]


def test_an_article_that_is_reworded_is_found_by_its_new_words(database: Database) -> None:
    article = rows.article(database, "https://a.example/1", title="Robots")
    database.call(articles.update_all, [(article.id, {"title": "Cats"})])
    assert found(database, "robots") == []
    assert found(database, "cats") == [article.id]


def test_the_migration_takes_in_what_is_there(empty_database: Database) -> None:
    config = migrations._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0010")
        columns = {"id": 1, "started_at": NOON}
        connection.execute(insert(Story).values(columns))
        article = Article(
            id=1,
            link="a",
            story_id=1,
            web_url="a",
            title="Old 机器",
            published_at=NOON,
            arrived_at=NOON,
            topic_names=[],
        )
        connection.execute(insert(Article).values(article.model_dump()))
    migrations.upgrade(empty_database.engine)
    assert found(empty_database, "old") == found(empty_database, "机") == [1]


def test_pages(database: Database) -> None:
    made = [rows.article(database, f"https://a.example/{n}", title="Robots").id for n in range(7)]
    query = read_query("robots")
    first = database.call(search.search, query, NOON, 0, 5)
    second = database.call(search.search, query, NOON, 5, 5)
    assert first.total == second.total == 7
    assert sorted(first.articles + second.articles) == made


@given(st.text(max_size=300) | st.text("\"*():^{}+-&|!<>'\\ aAND OR NOT NEAR é中", max_size=80), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(database: Database, written: str, is_open: bool) -> None:
    database.call(search.search, read_query(written, is_open=is_open), NOON)


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_an_article_is_found_by_each_word_of_its_title(database: Database, title: str) -> None:
    article = rows.article(database, f"https://p.example/{title!r}-{len(title)}", title=title.replace("\0", ""))
    for word in search._words_of(title.replace("\0", ""))[:5]:
        query = search.SearchQuery((search.SearchTerm((word,)),))
        page = database.call(search.search, query, NOON, 0, 1_000)
        assert article.id in page.articles


def test_words_of_titles_or_sources_only(database: Database) -> None:
    first = rows.article(database, "https://a.example/1", title="Zebra", excerpt="robots", provider_name="Alpha")
    second = rows.article(database, "https://b.example/2", title="Alpha robots", provider_name="Beta")
    assert found(database, "title:robots") == [second.id]
    assert found(database, "source:alpha") == found(database, "robots Source: “alpha”") == [first.id]
    assert found(database, "robots -source:alpha") == found(database, "robots -title:zebra") == [second.id]
    assert found(database, "source:alp", is_open=True) == [first.id]
    assert sorted(found(database, "alpha")) == [first.id, second.id]


@pytest.mark.parametrize(
    ("written", "watched"),
    [
        ("Robots & bake", "robots bake"),
        ('"Solid state" -Toy', '"solid state" -toy'),
        ("gpt-4", '"gpt 4"'),
        ("zdnet robots", "source:zdnet robots"),
        ("robots -zdnet", "robots -zdnet -source:zdnet"),
        ("alpha", "alpha"),  # a title has it as well
        ("source:alpha title:robots", "source:alpha title:robots"),
        ("人工智能 🚀", "人工智能 🚀"),
        ("title:", "title"),
    ],
)
def test_what_was_looked_for_can_be_watched(database: Database, written: str, watched: str) -> None:
    rows.article(database, "https://zdnet.example/1", title="Robots bake", provider_name="ZDNet")
    rows.article(database, "https://b.example/2", title="Alpha", provider_name="Alpha")
    assert database.call(search.watchable, read_query(written), NOON) == watched


def test_pictures_are_words(database: Database) -> None:
    article = rows.article(database, "https://a.example/1", title="🚀Launch 👍🏽", excerpt="I ❤️ 🇩🇪")
    for written in ("🚀", "launch 🚀", "👍", "👍🏿", "❤", "🇩🇪"):
        assert found(database, written) == [article.id]
    assert found(database, "🇫🇷") == found(database, "🛰") == []


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("maschine", True),
        ("chine", True),
        ("علم", True),
        ("шинн", True),
        ("robots chine", True),
        ("robots chine -kitchen", False),
        ("title:maschine", False),
        ("ch", False),
        ("chinery", False),
        ('"chine robots"', False),
    ],
)
def test_parts_of_words(database: Database, written: str, is_found: bool) -> None:
    article = rows.article(
        database, "https://a.example/1", title="Robots", excerpt="Kitchen: Waschmaschine, والعلم, машинного"
    )
    query = database.call(search.widened, read_query(written))
    assert list(database.call(search.search, query, NOON).articles) == ([article.id] if is_found else [])


def test_parts_are_found_without_the_extension_too(postgresql: Database) -> None:
    article = rows.article(postgresql, "https://a.example/1", title="Waschmaschine")
    with postgresql.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_article_search_word_word")
    query = postgresql.call(search.widened, read_query("chmasch"))
    assert list(postgresql.call(search.search, query, NOON).articles) == [article.id]
