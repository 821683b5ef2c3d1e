"""The whole pipeline over a database, and a small tree of topics."""

from tests.support.fixtures import pipeline, topic_tree

__all__ = ["pipeline", "topic_tree"]
