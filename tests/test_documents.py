"""What the documents say is so."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from bot.cli import command_line
from bot.cli.console import EXIT_CODES
from bot.handlers.features import ROUTES
from bot.news.record import parse_record
from bot.news.sources.topic_files import load_catalogue
from bot.news.topics import parse_topic

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("", "docs", "docs/operations", "examples")
    for path in (ROOT / folder).glob("*.md")
)
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def anchors(text: str) -> set[str]:
    """Names of headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    lost = []
    for link in (one or other for one, other in LINK.findall(text_of(document))):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (ROOT / document).parent / path if path else ROOT / document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            lost.append(link)
    assert lost == []


def test_the_readme_tells_every_command_of_the_program() -> None:
    commands = [
        command.name or getattr(command.callback, "__name__", "") for command in command_line().registered_commands
    ]
    assert len(commands) >= 8
    assert [name for name in commands if f"`topicwire {name}" not in text_of("README.md")] == []


def test_the_readme_tells_every_command_of_the_chat() -> None:
    assert [
        command.name for command in ROUTES.menu if not command.role and f"`/{command.name}`" not in text_of("README.md")
    ] == []


def test_every_exit_code_is_explained() -> None:
    section = text_of("docs/operations/troubles.md").split("## Exit codes")[1].split("\n## ")[0]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}
    assert explained == {0, *EXIT_CODES.values()}


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## \[([^\]]+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert newest[1] == version


def test_the_examples_are_read_without_a_word() -> None:
    records = sorted((ROOT / "examples").glob("*-record.md"))
    assert len(records) >= 2
    for record in records:
        assert parse_record(record.read_bytes()).topics
    catalogue = load_catalogue(ROOT / "examples")
    topics = {topic.slug for topic in catalogue.topics}
    assert topics == {"ai", "computer-vision"}
    assert catalogue.parents == {"computer-vision": "ai"}


@pytest.mark.parametrize("document", ["README.md", "docs/records.md"])
def test_records_and_topics_in_documents_can_be_read(document: str) -> None:
    blocks = dict(FENCED.findall(text_of(document)))
    assert parse_record(blocks["markdown"].encode()).topics == ("Computer Vision",)
    if "yaml" in blocks:
        assert parse_topic(blocks["yaml"].encode(), "topic.yaml").slug == "computer-vision"


def test_the_picture_shows_the_alert_as_it_is() -> None:
    """Draw it anew with ``.venv/bin/python docs/images/alert.py``."""
    picture = runpy.run_path(str(ROOT / "docs/images/alert.py"))["picture"]
    assert picture() == text_of("docs/images/alert.svg")
