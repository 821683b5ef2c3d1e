"""A town on each engine."""

from pathlib import Path

import pytest

from storage import topics
from storage.database import Database
from storage.models import Topic
from tests.support.pipeline import Town


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    return Town(database, tmp_path / "records")


@pytest.fixture
def topic_tree(town: Town) -> None:
    """AI with two children."""
    wanted = [
        Topic(slug=slug, name=name)
        for slug, name in (("ai", "AI"), ("computer-vision", "Computer Vision"), ("robotics", "Robotics"))
    ]
    town.database.call(topics.sync_catalogue, wanted, {"computer-vision": "ai", "robotics": "ai"})
