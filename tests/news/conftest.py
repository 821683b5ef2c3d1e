"""The pipeline over a database on each engine, and a small tree of topics."""

from tests.support.fixtures import topic_tree, town

__all__ = ["topic_tree", "town"]
