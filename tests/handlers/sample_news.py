"""A catalogue and some stories for the bot to talk about."""

from datetime import timedelta

from sqlmodel import Session, select

from storage import articles, enqueue, search, topics
from storage.database import Database
from storage.models import Article, RelatedLink, Topic
from tests.conftest import NOON

PARENTS = {"computer-vision": "ai", "machine-learning": "ai"}
CATALOGUE = {
    "ai": ("Artificial Intelligence", "AI"),
    "computer-vision": ("Computer Vision", "CV"),
    "machine-learning": ("Machine Learning", "ML"),
    "robotics": ("Robotics", ""),
    "space": ("Space", ""),
}


def stock(session: Session) -> None:
    """Fill the catalogue, and add a topic that only records name."""
    listed = [
        Topic(slug=slug, name=name, shortname=short, hashtag="#" + name.replace(" ", ""))
        for slug, (name, short) in CATALOGUE.items()
    ]
    topics.sync_catalogue(session, listed, PARENTS)
    topics.add_missing(session, [Topic(slug="gossip", name="Gossip")], are_listed=False)


def topic(database: Database, slug: str) -> Topic:
    return database.call(_topic, slug)


def topic_id(database: Database, slug: str) -> int:
    return topic(database, slug).id


def publish(database: Database, number: int, *slugs: str, story_id: int | None = None, related: int = 0) -> Article:
    """Store an article that arrived by now, and write what is owed of it."""
    return database.call(_publish, number, slugs, story_id, related)


def withdraw(session: Session, article_id: int) -> None:
    article = session.get_one(Article, article_id)
    article.is_removed = True
    session.add(article)


def _topic(session: Session, slug: str) -> Topic:
    return session.exec(select(Topic).where(Topic.slug == slug)).one()


def _publish(session: Session, number: int, slugs: tuple[str, ...], story_id: int | None, related: int) -> Article:
    at = NOON + timedelta(minutes=number)
    links = [f"https://paper{other}.example/report" for other in range(related)]
    article = Article(
        link=f"https://post{number}.example/news",
        web_url=f"https://post{number}.example/news",
        story_id=story_id or articles.start_stories(session, 1, at)[0],
        title=f"News number {number}",
        provider_name=f"Post {number}",
        published_at=at,
        arrived_at=at,
        topic_names=[],
        related=[
            RelatedLink(link=link, canonical=link, title=f"Report {other}", provider="Paper", quality=100 - other)
            for other, link in enumerate(links)
        ],
    )
    session.add(article)
    session.flush()
    articles.set_topics(session, {article.id: [_topic(session, slug).id for slug in slugs]})
    search.index_articles(session.connection(), [article.id])
    enqueue.add_alerts(session, article, at - timedelta(hours=48), at)
    return article
