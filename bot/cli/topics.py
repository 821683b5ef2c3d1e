"""``topicwire topics``: the catalogue as it stands, written out as files."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.app import current_database
from bot.cli import topic_filing
from bot.cli.console import stdout
from bot.settings import read_settings
from storage import topics as stored_topics
from storage.models import Topic

app = typer.Typer(help="The catalogue of topics.", no_args_is_help=True)
app.command("test", epilog=topic_filing.EXAMPLES)(topic_filing.show_filing)


@app.command("export", epilog="topicwire topics export changed-topics")
def export_topics(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made if it is not there; it must be empty.")],
) -> None:
    """Write each topic that is offered into a file of its own, with what the chat changed.

    Put the files in the place of those in TOPICS_DIR, and the catalogue stays as it is without the chat's changes.
    """
    settings = read_settings()
    with current_database(settings) as database:
        known = database.call(stored_topics.find_all)
    offered = [topic for topic in known if topic.is_listed]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if next(folder.iterdir(), None) is not None:
            raise typer.BadParameter(f"{folder} is not empty: name another folder", param_hint="FOLDER")
        for path, text in topic_files(offered).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{folder} cannot be written: {error.strerror}", param_hint="FOLDER") from None
    stdout().print(f"{len(offered):,} topics are in {folder}", markup=False, soft_wrap=True)


def topic_files(topics: Iterable[Topic]) -> dict[str, str]:
    """Return the file of each topic by its path: where it was read from, or else its slug."""
    by_id = {topic.id: topic for topic in topics}
    files: dict[str, str] = {}
    for topic in by_id.values():
        path = topic.file or f"{topic.slug}.md"
        if not _is_within(path) or path in files:
            path = f"{topic.slug}.md"
        files[path] = topic_file(topic, by_id, is_yaml=path.lower().endswith((".yaml", ".yml")))
    return files


def _is_within(path: str) -> bool:
    return not Path(path).is_absolute() and ".." not in Path(path).parts


def topic_file(topic: Topic, by_id: Mapping[int, Topic], *, is_yaml: bool = False) -> str:
    """Return a topic as its file has it (docs/records.md): read again, it is the same topic."""
    parent = by_id.get(topic.parent_id or 0)
    fields: dict[str, str | list[str]] = {
        "name": topic.name,
        "_id": topic.slug,
        "parent": parent.slug if parent else "",
        "description": topic.description,
        "keywords": topic.keywords,
        "shortname": topic.shortname,
        "hashtags": [topic.hashtag] if topic.hashtag else [],
        "aliases": topic.aliases,
    }
    lines = [line for name, value in fields.items() if value for line in _yaml_lines(name, value)]
    return "".join(f"{line}\n" for line in (lines if is_yaml else ["---", *lines, "---"]))


def _yaml_lines(name: str, value: str | list[str]) -> list[str]:
    """A field as YAML: quoted as JSON quotes, which YAML reads alike (YAML 1.2, 1.3)."""
    if isinstance(value, str):
        return [f"{name}: {_quoted(value)}"]
    return [f"{name}:", *(f"  - {_quoted(each)}" for each in value)]


_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML does not allow as it is, or takes for an end of a line, and JSON lets stand."""


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
