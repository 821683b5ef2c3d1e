import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.topics import (
    LONGEST_QUERY,
    MIN_LIKENESS_UNREQUESTED,
    MOST_NAMED_TOPICS,
    find_topic,
    find_topics,
    make_hashtag,
    similar_topics,
    slugify,
    topic_at_start,
)
from storage.models import Topic

NAMES = (
    ("ai", "Artificial Intelligence", "AI"),
    ("computer-vision", "Computer Vision", "CV"),
    ("deep-learning", "Deep Learning", ""),
    ("machine-learning", "Machine Learning", "ML"),
    ("machine-translation", "Machine Translation", ""),
    ("robotics", "Robotics", ""),
    ("topic-5a1e", "日本", ""),
    ("cafe", "Café", ""),
    ("c-sharp", "C#", ""),
)
TOPICS = [
    Topic(slug=slug, name=name, shortname=short, hashtag="#" + name.replace(" ", "").replace("C#", "Csharp"))
    for slug, name, short in NAMES
]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Computer Vision", "computer-vision"),
        ("  cOMPUTER   vision ", "computer-vision"),
        ("computer-vision", "computer-vision"),
        ("computer_vision", "computer-vision"),
        ("cv", "computer-vision"),
        ("#ComputerVision", "computer-vision"),
        ("#computervision", "computer-vision"),
        ("„Robotics“", "robotics"),
        ("“Robotics”", "robotics"),
        ("cafe", "cafe"),
        ("CAFÉ", "cafe"),
        ("日本", "topic-5a1e"),
        ("c#", "c-sharp"),
        ("Computer", None),
        ("", None),
        ("##", None),
    ],
)
def test_what_a_topic_goes_by(query: str, slug: str | None) -> None:
    found = find_topic(query, TOPICS)
    assert (found.slug if found else None) == slug


SIGNED = [
    Topic(slug=slugify(name), name=name, hashtag=make_hashtag(name) or "")
    for name in ("🇩🇪 News", "🇫🇷 News", "$50", "€50", "❤\ufe0f Health", "🤖")
]


@pytest.mark.parametrize(
    ("query", "found", "near"),
    [
        ("🇩🇪 news", "🇩🇪 News", None),
        ("🇫🇷  NEWS", "🇫🇷 News", None),
        ("news", None, {"🇩🇪 News", "🇫🇷 News"}),
        ("#News", None, {"🇩🇪 News", "🇫🇷 News"}),
        ("🇮🇹 news", None, {"🇩🇪 News", "🇫🇷 News"}),
        ("🇫🇷", None, {"🇫🇷 News"}),
        ("50", None, {"$50", "€50"}),
        ("€50", "€50", None),
        ("health", "❤\ufe0f Health", None),
        ("❤ health", "❤\ufe0f Health", None),
        ("#health", "❤\ufe0f Health", None),
        ("🤖", "🤖", None),
        ("🦾", None, set()),
    ],
)
def test_topics_with_signs_are_found(query: str, found: str | None, near: set[str] | None) -> None:
    topic = find_topic(query, SIGNED)
    assert (topic.name if topic else None) == found
    if near is not None:
        assert {each.name for each in similar_topics(query, SIGNED)} == near


def test_signs_make_one_likelier() -> None:
    assert [topic.name for topic in similar_topics("🇫🇷 newss", SIGNED)] == ["🇫🇷 News", "🇩🇪 News"]


def test_a_slug_is_surer_than_a_name_and_that_than_a_short_name() -> None:
    short = Topic(slug="a", name="One", shortname="Space")
    name = Topic(slug="b", name="Space")
    slug = Topic(slug="space", name="Two")
    assert find_topic("space", [short, name, slug]) is slug
    assert find_topic("space", [short, name]) is name
    assert find_topic("space", [short]) is short


def test_two_of_one_name_are_none_but_near() -> None:
    pair = [Topic(slug="a", name="One", shortname="X1"), Topic(slug="b", name="Two", shortname="X1")]
    assert find_topic("x1", pair) is None
    assert similar_topics("x1", pair) == pair


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("computr visoin", ["Computer Vision"]),
        ("vision", ["Computer Vision"]),
        ("machine", ["Machine Learning", "Machine Translation"]),
        ("machine tr", ["Machine Translation", "Machine Learning"]),
        ("robo", ["Robotics"]),
        ("intelligence artificielle", ["Artificial Intelligence"]),
        ("news about robotics please", ["Robotics"]),
        ("machine lerning", ["Machine Learning"]),
        ("gardening", []),
        ("hello", []),
        ("hi", []),
        ("?!", []),
    ],
)
def test_near_misses_come_the_likest_first(query: str, names: list[str]) -> None:
    assert [topic.name for topic in similar_topics(query, TOPICS)] == names


def test_plain_words_must_be_more_like_a_topic() -> None:
    assert [topic.name for topic in similar_topics("machines that learn", TOPICS)] == ["Machine Learning"]
    assert similar_topics("machines that learn", TOPICS, at_least=MIN_LIKENESS_UNREQUESTED) == []


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(similar_topics("machine", TOPICS, limit=1)) == 1


@given(st.text(max_size=3 * LONGEST_QUERY))
def test_anything_may_be_written(query: str) -> None:
    found = find_topic(query, TOPICS)
    assert found is None or found in TOPICS
    assert len(similar_topics(query, TOPICS)) <= 5


@given(st.sampled_from(TOPICS), st.sampled_from([str.upper, str.lower, str.title, "  {}  ".format, '"{}"'.format]))
def test_a_name_is_found_however_it_is_written(topic: Topic, write: object) -> None:
    assert callable(write)
    assert find_topic(write(topic.name), TOPICS) is topic


LISTED = [
    *TOPICS,
    Topic(slug="food", name="Food, Drink and Travel"),
    Topic(slug="search-and-rescue", name="Search and Rescue"),
    Topic(slug="ai-robotics", name="AI Robotics"),
    Topic(slug="r-and-d", name="R & D"),
    Topic(slug="rescue", name="Rescue"),
]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("Computer Vision, Robotics", ["computer-vision", "robotics"]),
        ("cv;robotics ; ml", ["computer-vision", "robotics", "machine-learning"]),
        ("Robotics\nDeep Learning", ["robotics", "deep-learning"]),
        ("robotics and deep learning", ["robotics", "deep-learning"]),
        ("AI, CV, and ML", ["ai", "computer-vision", "machine-learning"]),
        ("#AI & #robotics,", ["ai", "robotics"]),
        ("AI, Robotics", ["ai", "robotics"]),
        ("AI Robotics", ["ai-robotics"]),
        ("Food, Drink and Travel", ["food"]),
        ("robotics, food, drink and travel, ai", ["robotics", "food", "ai"]),
        ("Search and Rescue and Robotics", ["search-and-rescue", "robotics"]),
        ("Robotics and Rescue", ["robotics", "rescue"]),
        ("R & D", ["r-and-d"]),
        ("robotics, gardening, ai", ["robotics", None, "ai"]),
        ("gardening", [None]),
        (" , ;and", [None]),
        ("", []),
    ],
)
def test_a_list_names_topics_one_by_one(query: str, parts: list[str | None]) -> None:
    assert [topic.slug if topic else None for _, topic in find_topics(query, LISTED)] == parts


@given(st.lists(st.sampled_from(TOPICS), max_size=8), st.sampled_from([", ", ";", "\n", " and ", ",and ", " & "]))
def test_every_topic_of_a_list_is_found(named: list[Topic], between: str) -> None:
    query = between.join(topic.name for topic in named)
    assert [topic for _, topic in find_topics(query, TOPICS)] == named


@given(st.text(max_size=400))
def test_any_list_may_be_written(query: str) -> None:
    found = find_topics(query, LISTED)
    assert len(found) <= MOST_NAMED_TOPICS
    assert all(part.strip() and part in query for part, _ in found)


@pytest.mark.parametrize(
    ("text", "slug", "rest"),
    [
        ('AI only "open source"', "ai", 'only "open source"'),
        ("Computer Vision -toys", "computer-vision", "-toys"),
        ("machine learning machine", "machine-learning", "machine"),
        ("#ComputerVision x", "computer-vision", "x"),
        ("  cv  ", "computer-vision", ""),
        ("日本 crypto", "topic-5a1e", "crypto"),
        ("-AI", None, "-AI"),
        ("—ai crypto", None, "—ai crypto"),
        ('"AI" crypto', None, '"AI" crypto'),
        ("“Computer Vision” crypto", None, "“Computer Vision” crypto"),
        ("ai, crypto", None, "ai, crypto"),
        ("computer toys", None, "computer toys"),
        ("", None, ""),
    ],
)
def test_a_text_begins_with_the_name_of_a_topic(text: str, slug: str | None, rest: str) -> None:
    topic, left = topic_at_start(text, TOPICS)
    assert (topic.slug if topic else None, left) == (slug, rest)
