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
    ("written", "wanted"),
    [
        (b"keywords: sea, open  water,,sea", ("sea", "open water")),
        ("keywords: 海、大海，船\n".encode(), ("海", "大海", "船")),
        (b"keywords:\n  - ships, boats\n  - [a]\n  - sea", ("ships, boats", "sea")),
        (b"keywords:\n", ()),
        (b"keywords: {a: b}\n", ()),
    ],
)
def test_keywords_are_a_list_or_one_text(written: bytes, wanted: tuple[str, ...]) -> None:
    assert parse_topic(b"name: Sea\n" + written, "sea.yaml").keywords == wanted


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"---\n_id: ai\n---\n", "name is missing", 1),
        (b"---\n_id: ai\nname: ' '\n---\n", "name is missing", 3),
        *(
            (f"---\n_id: ai\nname: {blank}\n---\n".encode(), "name is missing", 3)
            for blank in "\u2800\u3164\uffa0\u0301\u034f"
        ),
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
        ("R&D / R.D.", "r-d-r-d"),
        ("News | Sport", "news-sport"),
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


SIGNS = [
    *("", "🇩🇪", "🇫🇷", "🏴", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    *(
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "$",
        "€",
        "£",
        "¥",
        "₹",
        "¢",
        "↑",
        "↓",
        "→",
        "♀",
        "♂",
    ),
    *(
        "👍",
        "👍🏻",
        "👍🏿",
        "👩\u200d🚀",
        "👨\u200d🚀",
        "👩🚀",
        "🚀👩",
        "%",
        "‰",
        "*",
        "@",
        "§",
        "¶",
        "†",
        "=",
        "<",
        ">",
        "~",
        "^",
        "°",
    ),
    *("★", "☆", "♯", "♭", "+", "−", "×", "÷", "≠", "©", "®", "❤", "🩷", "🫩", "1\u20e3", "\uf8ff", "½", "¼", "①", "❶"),
]


@pytest.mark.parametrize("name", ["News {}", "{} News", "{}50", "Gold {} Σ", "{}"])
def test_signs_tell_topics_apart(name: str) -> None:
    names = {name.format(sign).strip() for sign in SIGNS} - {""}
    slugs = {written: slugify(written) for written in names}
    assert len(set(slugs.values())) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", slug) for slug in slugs.values())


def test_where_a_sign_stands_tells_topics_apart() -> None:
    names = ("Up ↑ down ↓", "Up ↓ down ↑", "A$ B", "A B$", "C++", "C+", "C", "C#", "C♯", "C−")
    assert len(set(map(slugify, names))) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("❤ Health", "❤\ufe0f HEALTH"),
        ("☎\ufe0e", "☎\ufe0f"),
        ("🇩🇪 Café", "🇩🇪   cafe"),
        ("🇩🇪 Café", "🇩🇪 Cafe\u0301"),
        ("🇩🇪 Foot-Ball", "🇩🇪 foot_ball"),
        ("$50", "＄５０"),
        ("Q&A 🤖", "q & a: 🤖!"),
    ],
)
def test_case_accents_spaces_and_presentation_do_not(one: str, other: str) -> None:
    assert slugify(one) == slugify(other)


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
