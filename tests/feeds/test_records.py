from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.parsed import ParsedEntry
from bot.feeds.records import (
    Fields,
    RecordRules,
    file_name,
    files_by_key,
    is_record,
    merge_text,
    record_fields,
    record_text,
    write_record,
)
from bot.news.frontmatter import parse_front_matter
from bot.news.record import Record, parse_record

AT = "2026-03-02T09:00:00Z"
ENTRY = ParsedEntry(
    "1", "https://osterby.example/fog", 'Ferries: "see" in #fog', "They do.", image="https://a.example/1.jpg"
)
RULES = RecordRules("Osterby Journal", ("Computer Vision", "Ferries & fog"), 7, "en-GB")


def write(folder: Path, fields: Fields, written: Fields | None = None) -> bool:
    return write_record(folder, "fog.md", written, fields)


def read(folder: Path) -> Record:
    return parse_record((folder / "fog.md").read_bytes())


def test_an_entry_becomes_a_record(tmp_path: Path) -> None:
    assert write(tmp_path / "osterby", record_fields(ENTRY, AT, RULES))
    record = read(tmp_path / "osterby")

    assert (record.title, record.link, record.excerpt) == (ENTRY.title, ENTRY.link, "They do.")
    assert (record.provider_name, record.provider_domain) == ("Osterby Journal", "osterby.example")
    assert (record.topics, record.quality, record.locale) == (RULES.topics, 7, "en-GB")
    assert f"{record.published_at:%Y-%m-%dT%H:%M:%SZ}" == AT
    assert record.image is not None
    assert record.image.url == "https://a.example/1.jpg"
    assert [path.name for path in (tmp_path / "osterby").iterdir()] == ["fog.md"]


def test_archive_and_hold_are_said() -> None:
    fields = record_fields(ENTRY, AT, RecordRules(is_held=True, is_archive=True))
    assert (fields["archive"], fields["hold"]) == ("true", "true")
    assert {"archive", "hold"}.isdisjoint(record_fields(ENTRY, AT, RULES))


@given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_whatever_an_entry_says_is_read_back(title: str, text: str, provider: str, topics: list[str]) -> None:
    entry = ParsedEntry("1", "https://osterby.example/fog", title, text)
    fields = record_fields(entry, AT, RecordRules(provider, tuple(topics)))
    if is_record(fields):
        record = parse_record(record_text(fields).encode())
        assert (record.title, record.excerpt) == (fields["title"], fields.get("excerpt", ""))
        assert parse_front_matter(record_text(fields)).values == fields


BEFORE = record_fields(ENTRY, AT, RULES)
AFTER = record_fields(ParsedEntry("1", "https://osterby.example/fog", "Fog lifts", "It does."), AT, RULES)


def test_what_the_feed_changes_is_changed(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    assert write(tmp_path, AFTER, BEFORE)
    record = read(tmp_path)
    assert (record.title, record.excerpt, record.image) == ("Fog lifts", "It does.", None)
    assert not write(tmp_path, AFTER, AFTER)


def test_what_somebody_changed_by_hand_stays(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    file = tmp_path / "fog.md"
    text = file.read_text(encoding="utf-8")
    by_hand = text.replace('title: "Ferries: \\"see\\" in #fog"', "title: Fog, by hand  # shorter\nremoved: true")
    by_hand = by_hand.replace("quality: 7\n", "") + "\nNotes of ours.\n---\nmore\n"
    file.write_text(by_hand, encoding="utf-8")

    assert write(tmp_path, AFTER, BEFORE)

    record, text = read(tmp_path), file.read_text(encoding="utf-8")
    assert (record.title, record.excerpt, record.quality, record.removed) == ("Fog, by hand", "It does.", 0, True)
    assert "# shorter" in text
    assert text.endswith("---\n\nNotes of ours.\n---\nmore\n")


@pytest.mark.parametrize(
    "by_hand",
    [
        '---\r\n# ours\r\ntitle: "x"\r\nexcerpt: "They do."\r\n---\r\n',
        '---\n{"title": "x", "excerpt": "They do."}\n---\n',
        '---\ntitle: >\n  x\nexcerpt: "They do."\n---',
        '---\ntitle: x\nexcerpt: "They\n  do."\n--- \n',
    ],
)
def test_files_in_other_hands(by_hand: str) -> None:
    merged = merge_text(by_hand, BEFORE, AFTER)
    values = parse_front_matter(merged).values
    assert (str(values["title"]).strip(), values["excerpt"]) == ("x", "It does.")
    assert ("# ours" in merged) == ("# ours" in by_hand)


@pytest.mark.parametrize("state", ["deleted", "broken", "moved"])
def test_a_file_that_is_theirs_is_left_alone(tmp_path: Path, state: str) -> None:
    write(tmp_path, BEFORE)
    file = tmp_path / "fog.md"
    if state == "broken":
        file.write_text("---\ntitle: [", encoding="utf-8")
    else:
        file.rename(tmp_path / "elsewhere.md") if state == "moved" else file.unlink()

    assert not write(tmp_path, AFTER, BEFORE)
    assert file.exists() == (state == "broken")


def test_a_file_of_an_entry_that_is_not_stored_stays(tmp_path: Path) -> None:
    """Whoever wrote it was killed before it was stored."""
    write(tmp_path, BEFORE)
    assert not write(tmp_path, AFTER)
    assert read(tmp_path).title == ENTRY.title


def test_files_are_found_by_key(tmp_path: Path) -> None:
    name = file_name("0a1b.2c3d", "Ærø: ferries – see in fog! " + "x" * 100, AT)
    assert name.startswith("2026-03-02-r-ferries-see-in-fog-xxx")
    assert file_name("0a1b", "霧", AT) == "2026-03-02-0a1b.md"
    write_record(tmp_path, name, None, BEFORE)
    assert files_by_key(tmp_path) == {"0a1b.2c3d": name}
    assert files_by_key(tmp_path / "none") == {}
