"""The digest as it is read, and whatever its records are, within Telegram's limits."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.callback_data import (
    NoAction,
    OpenDigestTopic,
    OpenStory,
    parse_callback_data,
)
from bot.views.digest import (
    DIGEST_PAGE_SIZE,
    LONGEST_INTRODUCTION,
    MOST_BUTTONS,
    MOST_BYTES,
    DigestEdition,
    ListedStory,
    ListedTopic,
    digest_messages,
    format_period,
    more_stories_message,
    numbered_keyboard,
)
from bot.views.format import visible_text
from bot.views.message import Button, Message
from storage.models import Topic
from tests.views.samples import SPACE, VISION, VOICE, article, check, hostile, urls

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def listed(number: int, outlets: int = 1, **fields: Any) -> ListedStory:
    return ListedStory(article(number, **({"title": f"News number {number}"} | fields)), outlets)


def edition(*sections: ListedTopic, introduction: str = "") -> DigestEdition:
    return DigestEdition(7, MIDNIGHT - DAY, MIDNIGHT, sections, introduction)


def pressed(message: Message) -> list[object]:
    return [parse_callback_data(button.data or "") for row in message.keyboard for button in row]


def test_a_digest_as_it_is_read() -> None:
    vision = ListedTopic(VISION, (listed(1, 4), listed(2)), 23)
    space = ListedTopic(SPACE, (listed(3, 2, provider_name="", title="<Moon> & more"),))
    [message] = digest_messages(edition(vision, space, introduction="Good <b>morning</b>."), VOICE)
    parsed = check(message)
    assert parsed.text == (
        "🗞 Your digest · Sunday 1 March\n"
        "26 stories · 2 topics\n"
        "\n"
        "Good morning.\n"
        "\n"
        "Computer Vision\n"
        "\n"
        "1. News number 1\n"
        "Coast Gazette · 4 outlets\n"
        "\n"
        "2. News number 2\n"
        "Coast Gazette\n"
        "\n"
        "… and 23 more\n"
        "\n"
        "Space\n"
        "\n"
        "3. <Moon> & more\n"
        "2 outlets"
    )
    assert [(entity.kind, entity.text) for entity in parsed.entities] == [
        ("Bold", "Your digest"),
        ("Bold", "morning"),
        ("Bold", "Computer Vision"),
        ("TextUrl", "News number 1"),
        ("TextUrl", "News number 2"),
        ("Italic", "… and 23 more"),
        ("Bold", "Space"),
        ("TextUrl", "<Moon> & more"),
    ]
    assert [[button.label for button in row] for row in message.keyboard] == [
        ["1", "2", "3"],
        ["Computer Vision: 23 more"],
    ]
    assert pressed(message) == [OpenStory(1), OpenStory(2), OpenStory(3), OpenDigestTopic(7, 2, 0)]
    assert message.preview_url is None


def test_a_digest_without_stories_is_no_message() -> None:
    assert digest_messages(edition(introduction="Nothing today."), VOICE) == ()


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (MIDNIGHT - DAY, MIDNIGHT, "1 Mar 2026"),
        (MIDNIGHT - 7 * DAY, MIDNIGHT, "23 Feb 2026 – 1 Mar 2026"),
        (MIDNIGHT - DAY / 2, MIDNIGHT, "1 Mar 2026, 12:00 UTC – 2 Mar 2026, 00:00 UTC"),
        (MIDNIGHT - DAY / 2, MIDNIGHT + DAY / 2, "1 Mar 2026, 12:00 UTC – 2 Mar 2026, 12:00 UTC"),
    ],
)
def test_a_period_in_words(since: datetime, until: datetime, text: str) -> None:
    assert visible_text(format_period(since, until, VOICE)) == text


def test_moments_are_told_in_the_time_of_whoever_reads() -> None:
    assert format_period(MIDNIGHT - DAY / 2, MIDNIGHT, VOICE).count("<tg-time") == 2


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (8, [8]), (9, [5, 4]), (16, [8, 8]), (17, [6, 6, 5]), (20, [7, 7, 6])]
)
def test_numbers_stand_in_even_rows(count: int, sizes: list[int]) -> None:
    buttons = [Button(str(number), data="z") for number in range(count)]
    keyboard = numbered_keyboard(buttons, [(), (Button("below", data="z"),)])
    assert [len(row) for row in keyboard] == [*sizes, 1]
    assert [button for row in keyboard[:-1] for button in row] == buttons


def test_a_long_digest_is_cut_between_stories_and_says_where_it_goes_on() -> None:
    told = tuple(listed(number, title=f"News number {number} " + "x" * 120) for number in range(1, 61))
    parts = digest_messages(edition(ListedTopic(SPACE, told)), VOICE)
    assert len(parts) == 3
    texts = [check(part).text for part in parts]
    assert [text.partition("\n")[0] for text in texts[1:]] == ["Space, continued"] * 2
    assert [int(number) for text in texts for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)] == [*range(1, 61)]
    assert [press for part in parts for press in pressed(part)] == [OpenStory(number) for number in range(1, 61)]


@pytest.mark.parametrize(("page", "numbers"), [(0, range(11, 21)), (1, range(21, 24)), (9, range(21, 24))])
def test_the_other_stories_of_a_topic_are_paged(page: int, numbers: range) -> None:
    message = more_stories_message(7, SPACE, [listed(number) for number in range(1, 24)], page, VOICE)
    assert check(message).text.startswith(
        f"Space · 23 stories\n\n{numbers[0]}. News number {numbers[0]}\nCoast Gazette"
    )
    presses = pressed(message)
    assert presses[: len(numbers)] == [OpenStory(number) for number in numbers]
    assert presses[len(numbers) :] == (
        [NoAction(), OpenDigestTopic(7, 4, 1)] if page == 0 else [OpenDigestTopic(7, 4, 0), NoAction()]
    )


def test_one_page_of_other_stories_turns_to_none() -> None:
    message = more_stories_message(7, SPACE, [listed(number) for number in range(1, 12)], 0, VOICE)
    assert pressed(message) == [OpenStory(11)]


def test_markup_in_a_record_is_only_text() -> None:
    markup = "<i>Gulls & ferries</b>"
    told = listed(1, title=markup, provider_name=markup)
    [message] = digest_messages(edition(ListedTopic(Topic(id=4, slug="t", name=markup), (told,))), VOICE)
    assert check(message).text.count(markup) == 3


# What a digest shows of an article, and no more: a list of whole articles is more than Hypothesis makes.
few_letters = st.text(st.characters() | st.sampled_from("<>&\"'\n\x00\u202e\u200d\u0301\U0001f44d"), max_size=30)
lines = st.builds(lambda text, times: text * times, few_letters, st.sampled_from([1, 2, 15]))
stories = st.builds(
    ListedStory,
    st.builds(article, st.integers(1, 9), title=lines, web_url=urls, provider_name=lines, provider_domain=lines),
    st.integers(1, 10_000),
)
subjects = st.builds(lambda number, name: Topic(id=number, slug=f"t{number}", name=name), st.integers(1, 99), hostile)
sections = st.builds(
    lambda topic, told, more: ListedTopic(topic, tuple(told), more),
    subjects,
    st.lists(stories, min_size=1, max_size=DIGEST_PAGE_SIZE),
    st.integers(0, 100_000),
)
introductions = st.sampled_from(["", "<b>x</b>" * 40, "&amp;" * LONGEST_INTRODUCTION, "x" * LONGEST_INTRODUCTION])
moments = st.integers(-400_000, 60_000_000).map(lambda hours: MIDNIGHT + timedelta(hours=hours))


def held(parts: Sequence[Message]) -> None:
    for part in parts:
        check(part)
        assert len(part.html.encode()) <= MOST_BYTES
        assert sum(map(len, part.keyboard)) <= MOST_BUTTONS
        assert part.preview_url is None


@given(st.lists(sections, min_size=1, max_size=6), introductions, moments, st.integers(1, 10**8))
def test_whatever_the_records_are_no_message_is_over_a_limit_and_no_story_is_lost(
    told: list[ListedTopic], introduction: str, since: datetime, seconds: int
) -> None:
    whole = DigestEdition(2**63 - 1, since, since + timedelta(seconds=seconds), tuple(told), introduction)
    parts = digest_messages(whole, VOICE)
    held(parts)
    opened = [press for part in parts for press in pressed(part)]
    ids = [each.article.id for section in told for each in section.stories]
    assert [press.article_id for press in opened if isinstance(press, OpenStory)] == ids
    more = [section.topic.id for section in told if section.more]
    assert [press.topic_id for press in opened if isinstance(press, OpenDigestTopic)] == more
    labels = [button.label for part in parts for row in part.keyboard for button in row]
    assert [label for label in labels if label.isdecimal()] == [str(number) for number in range(1, len(ids) + 1)]


@given(subjects, st.lists(stories, min_size=DIGEST_PAGE_SIZE + 1, max_size=3 * DIGEST_PAGE_SIZE), st.integers(0, 9))
def test_whatever_the_records_are_a_page_of_others_is_within_the_limits(
    topic: Topic, told: list[ListedStory], page: int
) -> None:
    held([more_stories_message(2**63 - 1, topic, told, page, VOICE)])


def test_thousands_of_stories_make_messages_within_the_limits() -> None:
    told = [
        ListedTopic(Topic(id=place, slug=f"t{place}", name=f"Topic {place}"), tuple(
            listed(10 * place + each, 3, title="&" * 300, web_url="https://news.example/" + "&" * 300)
            for each in range(DIGEST_PAGE_SIZE)
        ), 5_000)
        for place in range(1, 301)
    ]  # fmt: skip
    parts = digest_messages(edition(*told), VOICE)
    held(parts)
    assert sum(isinstance(press, OpenStory) for part in parts for press in pressed(part)) == 3_000
    assert "1,503,000 stories · 300 topics" in check(parts[0]).text


@pytest.mark.parametrize(
    ("day", "until_at", "said"),
    [
        (date(2026, 11, 27), datetime(2026, 11, 26, 21, tzinfo=UTC), "Friday 27 November"),
        (None, datetime(2026, 11, 27, 8, tzinfo=UTC), "Friday 27 November"),
        (None, datetime(2026, 11, 28, tzinfo=UTC), "Friday 27 November"),
        (date(2028, 2, 29), datetime(2028, 3, 1, tzinfo=UTC), "Tuesday 29 February"),
    ],
)
def test_a_digest_bears_one_day(day: date | None, until_at: datetime, said: str) -> None:
    made = DigestEdition(1, until_at - 2 * DAY, until_at, (ListedTopic(SPACE, (listed(1),)),), day=day)
    heading = visible_text(digest_messages(made, VOICE)[0].html).partition("\n")[0]
    assert heading == f"🗞 Your digest · {said}"
