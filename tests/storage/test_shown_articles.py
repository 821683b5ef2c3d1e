"""Whatever reads articles says which: those that people see (``articles.is_shown``), or why all of them."""

import ast
from pathlib import Path

import storage

FOLDER = Path(storage.__file__).parent
ALL_ARTICLES = {
    # Taking in and announcing: what is held has its place among the known ones.
    "articles.recent",
    "articles.by_links",
    "articles.published_as",
    "articles.add_all",
    "articles.update_all",
    "articles._unannounced",
    "articles.to_announce",
    "articles.set_held",
    "articles.mark_announced",
    # Administrators and the command line see all.
    "articles.find_any",
    "articles.stories_since",
    "articles.unreached",
    "articles._unreached",
    "stats.period_stats",
    "measures",
    "housekeeping",
    "reviews",
    # By the id of one that was told, is owed, or was chosen by a query that says which.
    "articles.find",
    "articles.by_story",
    "articles._sort_time",
    "digests.candidate_stories",
    "digests.<module>",
    "saved.newest",
    "saved.KeptArticle",
    "search.<module>",
    "search._candidates",
    "subscriber_export._own_deliveries",
    "topics._by_article",
    "topics.matching_subscribers",
    "topics._counts",
    "enqueue._is_watched",
    "word_filters.waiting_alerts",
    "cancellations._unwanted_statements",
    "decisions.of_story",
    "decisions.explain",
    "decisions.Told",
    "ranking.first_arrival",
    "reader_digests.excerpts",
    "reader_digests._may_be_many",
}
"""What reads them whatever they are: a function, or a whole module."""


def _readers(path: Path) -> dict[str, bool]:
    """What names ``Article`` in a module, with whether it asks which are shown."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: dict[str, bool] = {}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        name = getattr(node, "name", "<module>")
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        texts = [
            each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        by_name, by_text = "Article" in names, [text for text in texts if "JOIN article AS" in text]
        if by_name or by_text:
            asks = "is_shown" in names or (bool(by_text) and all("is_held" in text for text in by_text))
            found[f"{path.stem}.{name}"] = found.get(f"{path.stem}.{name}", True) and (asks or name == "is_shown")
    return found


def test_every_query_of_articles_says_which() -> None:
    readers = {name: asks for path in FOLDER.glob("*.py") for name, asks in _readers(path).items()}
    blind = {name for name, asks in readers.items() if not asks}
    unexplained = {name for name in blind if name not in ALL_ARTICLES and name.partition(".")[0] not in ALL_ARTICLES}
    assert unexplained == set()
    assert {name for name, asks in readers.items() if asks} >= {
        "articles._by_story",
        "articles.latest_stories",
        "digests.articles_by_story",
        "saved._kept",
        "topics._story_beginnings",
        "reader_digests.arrived_stories",
        "ranking._articles_to_rank",
        "decisions.texts_since",
        "decisions._arrived",
        "decisions._suppressed",
        "word_filters.texts_since",
    }


def test_nothing_of_the_list_is_gone() -> None:
    readers = {name for path in FOLDER.glob("*.py") for name in _readers(path)}
    modules = {path.stem for path in FOLDER.glob("*.py")}
    assert {name for name in ALL_ARTICLES if name not in readers and name not in modules} == set()


def test_is_removed_is_asked_alone_nowhere() -> None:
    """Whoever passes over what is withdrawn passes over what is held."""
    for path in FOLDER.glob("*.py"):
        if path.stem not in {"articles", "reviews"}:
            assert "Article.is_removed" not in path.read_text(encoding="utf-8"), path
