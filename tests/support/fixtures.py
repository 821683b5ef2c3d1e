"""The whole pipeline over a database, and topics for it."""

from pathlib import Path

import pytest

from storage import topics
from storage.database import Database
from storage.models import Topic
from tests.support.pipeline import Pipeline


@pytest.fixture
def pipeline(database: Database, tmp_path: Path) -> Pipeline:
    return Pipeline(database, tmp_path / "records")


@pytest.fixture
def topic_tree(pipeline: Pipeline) -> None:
    """AI with two children."""
    wanted = [
        Topic(slug=slug, name=name)
        for slug, name in (("ai", "AI"), ("computer-vision", "Computer Vision"), ("robotics", "Robotics"))
    ]
    pipeline.database.call(topics.sync_catalogue, wanted, {"computer-vision": "ai", "robotics": "ai"})
