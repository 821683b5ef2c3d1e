import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.frontmatter import Unreadable
from bot.news.topics import CatalogueTopic, make_hashtag, parse_topic, slugify

ROBOTICS = """\
---
taxonomy: topic
_id: ai-in-robotics
name: AI in Robotics
parent: AI
description: Machines that "move"
shortname: Robots
keywords:
  - robotics
  - robot
  - robotics
hashtags:
  - robots
  - '#AI_robots'
  - "2020"
images:
  - https://a.example/robot.jpg
---
A robot walks in.
"""


def test_a_topic_is_read_from_front_matter() -> None:
    assert parse_topic(ROBOTICS.encode(), "topics/robotics.md") == CatalogueTopic(
        slug="ai-in-robotics",
        name="AI in Robotics",
        parent="AI",
        description='Machines that "move"',
        keywords=("robotics", "robot"),
        shortname="Robots",
        hashtags=("#robots", "#AI_robots"),
    )


@pytest.mark.parametrize("file_name", ["sea.yaml", "sea.YML"])
def test_a_topic_is_read_from_plain_yaml(file_name: str) -> None:
    topic = parse_topic(b"name: Sea  and\n  ships\nkeywords: sea\nparent:\n", file_name)
    assert topic == CatalogueTopic("sea-and-ships", "Sea and ships", None, "", ("sea",), "", ("#Seaandships",))


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"---\n_id: ai\n---\n", "name is missing", 1),
        (b"---\n_id: ai\nname: ' '\n---\n", "name is missing", 3),
        (b"---\nname: [AI]\n---\n", "name is not plain text", 2),
        (b"---\nname: AI\n_id: {a: b}\n---\n", "_id is not plain text", 3),
        (b"---\nname: AI\nparent: [Sea]\n---\n", "parent is not plain text", 3),
        (b"name: AI\n", "the first line is not ---", 1),
    ],
)
def test_nonsense_is_refused_with_its_line(data: bytes, reason: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_topic(data, "topic.md")
    assert (caught.value.reason, caught.value.line) == (reason, line)


def test_a_written_slug_is_put_in_shape() -> None:
    assert parse_topic(b"name: X\n_id: Computer_Vision", "x.yaml").slug == "computer-vision"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Computer Vision", "computer-vision"),
        ("  AI -- in: Robotics! ", "ai-in-robotics"),
        ("Ciência de Dados", "ciencia-de-dados"),
        ("Łódź & Straße", "lodz-strasse"),
        ("ÆRØ", "aero"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("#MeToo", "metoo"),
        ("Q&A", "q-a"),
        ("5G", "5g"),
        ("ＡＩ", "ai"),
        ("AI 🤖", "ai"),
    ],
)
def test_a_slug_is_what_latin_letters_say(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("one", "other", "start"),
    [
        ("機械学習", "機械翻訳", "topic-"),
        ("AI 人工知能", "AI 機械学習", "ai-"),
        ("Искусство", "Наука", "topic-"),
        ("🤖", "🦾", "topic-"),
        ("x" * 64 + "a", "x" * 64 + "b", "x" * 50 + "-"),
    ],
)
def test_what_latin_letters_cannot_say_is_told_by_a_hash(one: str, other: str, start: str) -> None:
    assert slugify(one).startswith(start)
    assert slugify(one) != slugify(other)
    assert slugify(one) == slugify(one.upper())


@given(st.text(st.characters(), max_size=100))
def test_every_name_has_a_slug(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,64}", slugify(name))
    assert slugify(slugify(name)) == slugify(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("AI in Robotics", "#AIinRobotics"),
        ("AI-Ethics", "#AIEthics"),
        ("snake_case", "#snake_case"),
        ("C++", "#Cplusplus"),
        ("C#", "#Csharp"),
        ("5G", "#5G"),
        ("機械 学習", "#機械学習"),
        ("Ame\u0301lie", "#Amélie"),
        ("m² & more", "#mmore"),
        ("2020", None),
        ("_", None),
        ("🤖", None),
        ("हिन्दी", None),
        ("x" * 65, None),
    ],
)
def test_a_hashtag_is_what_telegram_takes_for_one(name: str, wanted: str | None) -> None:
    assert make_hashtag(name) == wanted
