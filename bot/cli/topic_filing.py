"""``topicwire topics test``: under which topics records would be filed, and why."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.console import stderr, stdout
from bot.news.frontmatter import FileProblem, Unreadable
from bot.news.ingest import Filing
from bot.news.record import Record
from bot.news.sources import TemporarilyUnreadable
from bot.news.sources.folder import list_record_files, read_record_file
from bot.news.sources.topic_files import load_catalogue
from bot.settings import read_settings
from storage.articles import Filed
from storage.models import Topic

EXAMPLES = "topicwire topics test records/feeds  ·  topicwire topics test --all --json records"


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """A record, the topics that it names, and those that it would be filed under.

    Attributes:
        own: names of topics, those in the catalogue as it has them.
        known: ids of the own topics that are in the catalogue.
        filed: by keywords; None for a record with topics of its own that is left at these.
    """

    path: str
    title: str
    own: tuple[str, ...]
    known: frozenset[int]
    filed: tuple[Filed, ...] | None


def show_filing(
    place: Annotated[
        Path, typer.Argument(metavar="FILE|FOLDER", help="A record, or a folder of records.", exists=True)
    ],
    *,
    topics: Annotated[
        Path | None,
        typer.Option(
            "--topics", help="The folder of topic files; TOPICS_DIR if left out.", exists=True, file_okay=False
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Judge records with topics of their own as if they had none, and compare.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
) -> None:
    """Show under which topics records without any would be filed, and for which keyword; nothing is stored.

    Exits with 1 when a file could not be read.
    """
    folder = topics or read_settings().topics_dir
    if folder is None:
        raise typer.BadParameter("set TOPICS_DIR, or name the folder of the topic files", param_hint="--topics")
    catalogue = load_catalogue(folder)
    known = dict(enumerate(catalogue.topics, 1))
    for number, topic in known.items():
        topic.id = number
    read, problems = _read(place)
    found = list(_filed(read, known, is_all=everything))
    if as_json:
        for each in found:
            typer.echo(json.dumps(_as_json(each, known), ensure_ascii=False))
    else:
        _show(stdout(), found, known)
    if everything:
        stderr().print(agreement(found), markup=False, soft_wrap=True)
    for problem in (*catalogue.problems, *problems):
        stderr().print(str(problem), style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1 if problems else 0)


def _read(place: Path) -> tuple[list[tuple[str, Record]], list[FileProblem]]:
    """The records of a file or a folder, by path, and the files that are none."""
    folder = place if place.is_dir() else place.parent
    listed = list_record_files(place) if place.is_dir() else None
    paths = sorted(listed.files) if listed else [place.name]
    problems = [
        FileProblem(str(folder / path), None, reason) for path, reason in (listed.refused if listed else {}).items()
    ]
    read = []
    for path in paths:
        result = read_record_file(folder, path)
        if isinstance(result, Record):
            read.append((path, result))
        elif isinstance(result, Unreadable):
            problems.append(FileProblem(str(folder / path), result.line, result.reason))
        elif isinstance(result, TemporarilyUnreadable):
            problems.append(FileProblem(str(folder / path), None, str(result)))
    return read, problems


def _filed(read: Iterable[tuple[str, Record]], known: Mapping[int, Topic], *, is_all: bool) -> Iterator[FiledRecord]:
    filing = Filing.of(known.values())
    for path, record in read:
        own = frozenset(each.topic_id for each in filing.named(record.topics))
        is_judged = is_all or not record.topics
        filed = tuple(filing.by_keywords(record.title, record.excerpt)) if is_judged else None
        yield FiledRecord(path, record.title, record.topics, own, filed)


def agreement(found: Iterable[FiledRecord]) -> str:
    """Say how far filing agrees with the topics that records name, as far as these are in the catalogue."""
    judged = [each for each in found if each.known and each.filed is not None]
    filed = [{under.topic_id for under in each.filed or ()} for each in judged]
    both = sum(len(ids & each.known) for ids, each in zip(filed, judged, strict=True))
    given, named = sum(map(len, filed)), sum(len(each.known) for each in judged)
    if not judged:
        return "no record names a topic of the catalogue, so there is nothing to compare"
    return (
        f"{len(judged):,} records name topics of the catalogue. Of {given:,} topics that keywords give {both:,} are"
        f" named (precision {both / max(given, 1):.2f}), of {named:,} that are named {both:,} are given"
        f" (recall {both / max(named, 1):.2f}). {filed.count(set()):,} of the records would be filed nowhere"
    )


def _as_json(each: FiledRecord, known: Mapping[int, Topic]) -> dict[str, object]:
    filed = [
        {"topic": known[under.topic_id].name, "keyword": under.keyword, "in": _place(under)}
        for under in each.filed or ()
    ]
    return {
        "file": each.path,
        "title": each.title,
        "topics": list(each.own),
        "filed": None if each.filed is None else filed,
    }


def _show(console: Console, found: Sequence[FiledRecord], known: Mapping[int, Topic]) -> None:
    table = Table()
    for heading in ("file", "names", "would be filed under"):
        table.add_column(heading, overflow="fold")
    for each in found:
        row = (each.path, ", ".join(each.own) or "no topic", _reasons(each, known))
        table.add_row(*map(Text, row))
    console.print(table if found else "no records", markup=False)


def _reasons(each: FiledRecord, known: Mapping[int, Topic]) -> str:
    if each.filed is None:
        return "what it names"
    reasons = (f"{known[under.topic_id].name}, for “{under.keyword}” in the {_place(under)}" for under in each.filed)
    return "\n".join(reasons) or "nothing: it has no keyword"


def _place(under: Filed) -> str:
    return "title" if under.is_in_title else "text"
