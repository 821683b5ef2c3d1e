import json
import pickle
from time import perf_counter

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.news.frontmatter import (
    LOADER,
    MAX_BYTES,
    Loader,
    Node,
    Unreadable,
    decode_text,
    parse_front_matter,
    parse_yaml,
)
from tests.news.record_samples import ALL

LOADERS = pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader])

# Line ends other than \n are folded by YAML itself.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x85\u2028\u2029"), max_size=20)
NODES = st.recursive(
    TEXTS | st.none(),
    lambda nodes: st.lists(nodes, max_size=4) | st.dictionaries(TEXTS, nodes, max_size=4),
    max_leaves=12,
)
TREES = st.dictionaries(TEXTS, NODES, max_size=5)

MERGE_BOMB = "a: &a {x: 1}\n" + "".join(f"m{n}: &m{n} {{<<: [*a, *a, *a]}}\n" for n in range(8))
ALIAS_BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(8))


def refusal(text: str, loader: Loader = LOADER) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        parse_front_matter(text, loader=loader)
    return caught.value


@LOADERS
def test_every_scalar_stays_the_text_that_the_file_shows(loader: Loader) -> None:
    scalars = "[no, 1.10, 2024-13-45, 12:30, 0x1f, '~', \"null\", ~, null, Null, '']"
    wanted = ["no", "1.10", "2024-13-45", "12:30", "0x1f", "~", "null", None, None, None, ""]
    text = f"---\na: {scalars}\nb:\nc: |\n  one\n  two\n'~': 'null'\n---\n"
    assert parse_front_matter(text, loader=loader).values == {"a": wanted, "b": None, "c": "one\ntwo\n", "~": "null"}


@LOADERS
def test_numbers_of_any_length_are_text(loader: Loader) -> None:
    assert parse_front_matter(f"---\na: {'9' * 5000}\n---\n", loader=loader).values == {"a": "9" * 5000}


@LOADERS
@pytest.mark.parametrize("text", ALL)
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str, loader: Loader) -> None:
    wanted = parse_front_matter(text, loader=loader).values
    for written in (text, text.replace("\n", "\r\n")):
        for mark in (b"", b"\xef\xbb\xbf"):
            assert parse_front_matter(decode_text(mark + written.encode()), loader=loader).values == wanted


def test_what_follows_the_closing_line_is_ignored() -> None:
    assert parse_front_matter("--- \na: 1\n---\t\n---\n{[ *x\n").values == {"a": "1"}


@LOADERS
@pytest.mark.parametrize(
    ("yaml_lines", "reason", "line"),
    [
        ("a: 1\nb: {c: *x}", "an alias (*) is not allowed", 3),
        ("a: 1\n*x : 2", "a name must be plain text", 3),
        ("a: &x 1", "an anchor (&) or a tag (!) is not allowed", 2),
        ("a: &x [1]", "an anchor (&) or a tag (!) is not allowed", 2),
        ("&x a: 1", "an anchor (&) or a tag (!) is not allowed", 2),
        ("a: !!int 1", "an anchor (&) or a tag (!) is not allowed", 2),
        ("a: ! b", "an anchor (&) or a tag (!) is not allowed", 2),
        ("a:\n  - !!python/object/apply:os.system [ls]", "an anchor (&) or a tag (!) is not allowed", 3),
        ("!!str a: 1", "an anchor (&) or a tag (!) is not allowed", 2),
        ("a: 1\n<<: {b: 2}", "a merge key (<<) is not allowed", 3),
        ("a: 1\nb: 2\na: 3", "'a' stands twice", 4),
        ("a:\n  b: 1\n  'b': 2", "'b' stands twice", 4),
        ("a: 1\n~: 2", "a name is empty", 3),
        ("a: 1\nnull: 2", "a name is empty", 3),
        ("? [a]\n: 1", "a name must be plain text", 2),
        ("? {a: b}\n: 1", "a name must be plain text", 2),
        ("- a\n- b", "names and values are expected here", 2),
        ("%TAG ! x", "names and values are expected here", 2),
        ("text", "names and values are expected here", 2),
        ("a: 1\n...\n--- b", "a second document is not allowed", 4),
        ("a: 1\n--- b: 2", "a second document is not allowed", 3),
        ("a: [[[[[[[[x]]]]]]]]", "nested more than 8 deep", 2),
        ("a: {b: {c: {d: {e: {f: {g: {h: {}}}}}}}}", "nested more than 8 deep", 2),
        ("a:\n" + "  - x\n" * 2001, "a list has more than 2000 entries", 2003),
        ("\n".join(f"a{n}: x" for n in range(2001)), "there are more than 2000 names", 2002),
        ("a: 1\n\n  \x07b: 1", "the file holds a control character", 4),
        ("a: 1\nb: \x9b", "the file holds a control character", 3),
    ],
)  # fmt: skip
def test_what_a_record_never_holds_is_refused(yaml_lines: str, reason: str, line: int, loader: Loader) -> None:
    error = refusal(f"---\n{yaml_lines}\n---\n", loader)
    assert (error.reason, error.line) == (reason, line)


@LOADERS
@pytest.mark.parametrize(
    ("yaml_lines", "line"),
    [
        ("a: 1\ntitle: A: B", 3),
        ("a: 1\n\tb: 1", 3),
        ("a: 1\nb: @c", 3),
        ("a: 1\nb: 'c\nd: 1", 3),
        ('a: 1\nb: "c\nd: 1\n', 3),
        ('a: "\\U00110000"', 2),
        ('a: "\\UFFFFFFFF"', 2),
        ("a: 1\nb: [c", 4),
        ("a: 1\n  b: 2", 3),
        ("a: x\x85  y\nc: x\u2028  d\ne: f: g", 4),
    ],
)
def test_broken_yaml_is_refused_with_its_line(yaml_lines: str, line: int, loader: Loader) -> None:
    error = refusal(f"---\n{yaml_lines}\n---\n", loader)
    assert error.reason.startswith("not valid YAML: ")
    if error.line is not None or loader is yaml.CBaseLoader:  # the parser in Python loses the place of an escape
        assert error.line == line


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "the file is empty", None),
        (" \n\n", "the file is empty", None),
        ("# A heading\n", "the first line is not ---", 1),
        ("\n---\na: 1\n---\n", "the first line is not ---", 1),
        ("----\na: 1\n---\n", "the first line is not ---", 1),
        ("---\na: 1\n", "the closing --- is missing: the file is cut off or still being written", 3),
        ("---\na: 1\n----\n", "the closing --- is missing: the file is cut off or still being written", 4),
        ("---\n---\n", "names and values are expected here", 2),
    ],
)
def test_a_file_without_whole_front_matter_is_refused(text: str, reason: str, line: int | None) -> None:
    error = refusal(text)
    assert (error.reason, error.line) == (reason, line)


def test_more_nodes_than_the_limit_are_refused() -> None:
    lists = "\n".join(f"a{n}: [{'x,' * 1999}]" for n in range(52))
    assert refusal(f"---\n{lists}\n---\n").reason == "there are more than 100000 names and values"


@pytest.mark.parametrize("bomb", [MERGE_BOMB, ALIAS_BOMB, "[" * 30_000, "{a: " * 30_000, "- " * 30_000, "? " * 30_000])
def test_bombs_are_refused_at_once(bomb: str) -> None:
    started = perf_counter()
    refusal(f"---\n{bomb}\n---\n")
    refusal(f"---\na: {bomb}\n---\n")
    assert perf_counter() - started < 1


@pytest.mark.parametrize("text", ALL)
def test_a_cut_file_is_refused_or_whole(text: str) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        whole = parse_front_matter(written).values
        data = written.encode()
        for index in range(len(data)):
            try:
                assert parse_front_matter(decode_text(data[:index])).values == whole
            except Unreadable:
                assert index < data.rindex(b"---") + 3


@LOADERS
@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\r", "\x85\u2028\U0010fffd\r\u2029"])
def test_only_lf_and_crlf_end_a_line(sign: str, loader: Loader) -> None:
    written = f"""---\r
title: Mind the gap{sign}removed = true{sign}--- x
"na{sign}me": "quoted{sign}removed: true{sign}---"
list: ['one{sign}two', {{a: b{sign}c}}]
block: |
  first{sign}removed: true
plain: one{sign}x
# a remark{sign}removed: true
last: x
---
"""
    matter = parse_front_matter(written, loader=loader)
    assert matter.values == {
        "title": f"Mind the gap{sign}removed = true{sign}--- x",
        f"na{sign}me": f"quoted{sign}removed: true{sign}---",
        "list": [f"one{sign}two", {"a": f"b{sign}c"}],
        "block": f"first{sign}removed: true\n",
        "plain": f"one{sign}x",
        "last": "x",
    }
    assert [matter.line_of(name) for name in ("title", f"na{sign}me", "list", "block", "plain", "last")] == [
        *(2, 3, 4, 5, 7, 9),
    ]


@LOADERS
@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\r"])
def test_a_foreign_title_adds_no_field(sign: str, loader: Loader) -> None:
    error = refusal(f"---\nlink: x\ntitle: Mind the gap{sign}removed: true\n---\n", loader)
    assert (error.reason[:16], error.line) == ("not valid YAML: ", 3)
    assert refusal(f"---\ntitle: a{sign}---{sign}\n", loader).reason.startswith("the closing --- is missing")
    assert refusal(f"---{sign}title: a\n---\n", loader).reason == "the first line is not ---"


@LOADERS
@pytest.mark.parametrize(
    ("yaml_lines", "values"),
    [
        ('t: "Rocket \\ud83d\\ude80"', {"t": "Rocket 🚀"}),
        ('t: "\\uD83D\\uDE80\\ud83e\\udd16!"', {"t": "🚀🤖!"}),
        ('t: {"a": "\\ud83d\\ude80", "b": ["\\ud83d\\ude80"]}', {"t": {"a": "🚀", "b": ["🚀"]}}),
        ('"\\ud83d\\ude80": 1', {"🚀": "1"}),
        ('t: "a \\ud83d b \\ude80\\ud83d"', {"t": "a \ufffd b \ufffd\ufffd"}),
        ('t: "\\U0000D83D\\U0000DE80"', {"t": "🚀"}),
        ("t: '\\ud83d\\ude80'\nu: \\ud83d \\uDE80", {"t": "\\ud83d\\ude80", "u": "\\ud83d \\uDE80"}),
        ('t: "\\\\ud83d\\\\\\ud83d\\ude80"\nu: "\\ud83d\\ude80\u2028"', {"t": "\\ud83d\\🚀", "u": "🚀\u2028"}),
    ],
)
def test_surrogate_pairs_are_read_as_json_writes_them(yaml_lines: str, values: object, loader: Loader) -> None:
    assert parse_front_matter(f"---\n{yaml_lines}\n---\n", loader=loader).values == values


@LOADERS
@given(text=st.text(st.characters(exclude_characters="\0\x7f", exclude_categories=["Cs"]), max_size=40))
def test_whatever_json_writes_is_read_back(text: str, loader: Loader) -> None:
    written = json.dumps({"title": text, "related": [{"title": text}]})
    matter = parse_front_matter(f"---\nrecord: {written}\nlast: 'x'\n---\n", loader=loader)
    assert matter.values == {"record": {"title": text, "related": [{"title": text}]}, "last": "x"}
    assert matter.line_of("last") == 3


@LOADERS
@pytest.mark.parametrize(
    ("yaml_lines", "line"),
    [('t: "\\ud83d\\ude80"\nu: "\\ud83d\\ude80\nv: 1', 3), ('t: "\\ud83d"\nu: *a', 3), ('t: "\\ud83d"\nu: "\\q"', 3)],
)
def test_a_fault_beside_surrogates_has_its_line(yaml_lines: str, line: int, loader: Loader) -> None:
    assert refusal(f"---\n{yaml_lines}\n---\n", loader).line == line


@LOADERS
@given(tree=TREES, width=st.sampled_from([20, 80, 1000]), flow=st.booleans())
def test_what_yaml_writes_is_read_back(tree: dict[str, Node], width: int, flow: bool, loader: Loader) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, width=width, default_flow_style=flow)
    assert parse_front_matter(f"---\n{written}---\n", loader=loader).values == tree
    assert parse_yaml(written, loader=loader).values == tree


@given(st.binary(max_size=300))
@example(b"\xff\xfe-\x00-\x00-\x00\n\x00")
@example(b"---\n\xc3(\n---\n")
@example(b"---\n\xed\xa0\x80: 1\n---\n")
def test_bytes_are_read_or_refused(data: bytes) -> None:
    for loader in (yaml.CBaseLoader, yaml.BaseLoader):
        for text in (b"---\n" + data + b"\n---\n", data):
            try:
                parse_front_matter(decode_text(text), loader=loader)
            except Unreadable as error:
                line = error.line
            else:
                line = None
            assert line is None or 1 <= line <= text.count(b"\n") + 1


def test_bytes_that_are_not_text_are_refused_with_their_line() -> None:
    for data, reason, line in (
        (b"---\na: 1\nb: \xe9\n---\n", "the text is not UTF-8", 3),
        (b"---\na: 1\n---\n\n\0", "the file holds a NUL character", 5),
        (b"x" * (MAX_BYTES + 1), f"the file is larger than {MAX_BYTES} bytes", None),
    ):
        with pytest.raises(Unreadable) as caught:
            decode_text(data)
        assert (caught.value.reason, caught.value.line) == (reason, line)


def test_a_plain_file_holds_one_document() -> None:
    assert parse_yaml("a: 1\nb: [c]\n").values == {"a": "1", "b": ["c"]}
    assert parse_yaml("%YAML 1.1\n---\na: 1\n...\n").values == {"a": "1"}
    for text in ("", "# nothing\n", "a: 1\n---\nb: 2\n"):
        with pytest.raises(Unreadable):
            parse_yaml(text)


def test_the_line_of_a_name_is_the_files() -> None:
    matter = parse_front_matter("---\r\na: é\r\nb:\r\n  - x\r\n\r\n'c': 1\r\n---\r\n")
    assert [matter.line_of(name) for name in ("a", "b", "c", "x")] == [2, 3, 6, 1]


def test_a_refusal_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Unreadable("it is wrong", 7)))
    assert (error.reason, error.line, str(error)) == ("it is wrong", 7, "line 7: it is wrong")
    assert str(Unreadable("it is wrong")) == "it is wrong"


def test_a_refusal_names_no_long_key() -> None:
    key = "k" * 500 + "\x1b"
    error = refusal(f'---\n"{key[:500]}\\e": 1\n"{key[:500]}\\e": 2\n---\n')
    assert error.reason == f"'{'k' * 40}' stands twice"
