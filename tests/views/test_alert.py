import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.urls import canonical_url, is_usable_url, sendable_url
from bot.views.alert import alert_actions, alert_actions_message, alert_message, outlets_message
from bot.views.format import clean_text, normalize_ellipsis, shorten, valid_text_url, valid_url, visible_text
from bot.views.message import Button, Message
from storage.models import Article, ArticleKind, Topic
from tests.views.samples import AI, VISION, VOICE, article, articles, check, related, topics


def told(subject: Article, **changes: Any) -> Message:
    defaults: dict[str, Any] = {
        "others": [],
        "topics": [AI, VISION],
        "voice": VOICE,
    }
    return alert_message(subject, **(defaults | changes))


ACTIONS = ["☆ Save", "Why?", "🔕 Mute …"]
"""Under every alert."""


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]


def test_an_alert_as_it_is_read() -> None:
    subject = article(
        excerpt="Six cameras watch the breakwater & count ...",
        amp_url="https://coast-gazette.example/amp/1",
        image_url="https://coast-gazette.example/seal.jpg",
        related=[related(1, 10), related(2, 101)],
    )
    message = told(subject, others=[article(2, "Sea Post")])
    assert check(message).text == (
        "Harbour cameras learn to count seals\n"
        "Coast Gazette · 2 Mar 2026, 09:30 UTC\n"
        "Also at Sea Post\n"
        "Six cameras watch the breakwater & count…\n"
        "\n"
        "Related\n"
        "• Report 2 · Paper 2\n"
        "• Report 1 · Paper 1\n"
        "\n"
        "#AI #ComputerVision"
    )
    assert [(entity.kind, entity.text) for entity in check(message).entities] == [
        ("TextUrl", "Harbour cameras learn to count seals"),
        ("Bold", "Harbour cameras learn to count seals"),
        ("DateTime", "2 Mar 2026, 09:30 UTC"),
        ("TextUrl", "Sea Post"),
        ("BlockQuote", "Six cameras watch the breakwater & count…"),
        ("Bold", "Related"),
        ("TextUrl", "Report 2"),
        ("TextUrl", "Report 1"),
    ]
    assert message.preview_url == "https://coast-gazette.example/seal.jpg"
    assert labels(message) == [["Read", "AMP ⚡"], ACTIONS]


def test_the_least_that_an_alert_can_be() -> None:
    message = told(article(provider="", provider_domain="", image_url="nonsense"), topics=[])
    assert check(message).text == "Harbour cameras learn to count seals\n2 Mar 2026, 09:30 UTC"
    assert message.preview_url is None


def test_a_title_that_shows_nothing_is_the_link() -> None:
    assert check(told(article(title="\u200b"))).text.startswith("https://coast-gazette.example/1\n")


def test_a_domain_stands_for_a_provider_without_name() -> None:
    assert "\ngazette.example · " in check(told(article(provider="", provider_domain="gazette.example"))).text


def test_a_link_that_telegram_refuses_is_text_without_button() -> None:
    message = told(article(web_url="https://localhost/a", link="https://localhost/a", amp_url="javascript:x"))
    assert check(message).of("TextUrl") == []
    assert labels(message) == [ACTIONS]


def test_the_canonical_link_stands_in_for_one_that_telegram_refuses() -> None:
    message = told(article(web_url="https://u:p@coast.example/a", link="https://coast.example/a"))
    assert check(message).of("TextUrl")[0].url == message.keyboard[0][0].url == "https://coast.example/a"


def test_a_video_says_so() -> None:
    message = told(article(kind=ArticleKind.VIDEO))
    assert "Coast Gazette · ▶ Video · 2 Mar 2026" in check(message).text
    assert labels(message)[0] == ["Watch"]


def test_an_amp_page_that_is_the_article_has_no_button() -> None:
    assert labels(told(article(amp_url="https://coast-gazette.example/1")))[0] == ["Read"]


@pytest.mark.parametrize(
    ("excerpt", "kind"),
    [("word " * 40, "BlockQuote"), ("word " * 100, "ExpandableBlockQuote"), ("", None), (" ... ", None)],
)
def test_a_long_excerpt_folds_and_an_empty_one_is_left_out(excerpt: str, kind: str | None) -> None:
    quotes = [entity.kind for entity in check(told(article(excerpt=excerpt))).entities if "Quote" in entity.kind]
    assert quotes == ([kind] if kind else [])


OTHERS = [
    article(2, "Daily Tide", quality=5),
    article(3, "ZDNet", quality=101),
    article(4, "Sea Post", quality=30),
    article(5, "North", quality=20),
]


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (OTHERS[:1], "Also at Daily Tide"),
        (OTHERS[:2], "Also at ZDNet and Daily Tide"),
        (OTHERS[:3], "Also at ZDNet, Sea Post and Daily Tide"),
        (OTHERS, "Also at ZDNet, Sea Post and 2 more"),
        ([article(6, "zdnet"), *OTHERS[:2]], "Also at ZDNet and Daily Tide"),
        ([article(6, "coast GAZETTE"), article(7, "")], None),
    ],
)
def test_who_else_reports_it(others: Sequence[Article], expected: str | None) -> None:
    found = [line for line in check(told(article(), others=others)).text.splitlines() if line.startswith("Also")]
    assert found == ([expected] if expected else [])


def test_the_others_are_linked_to_their_articles() -> None:
    linked = {entity.text: entity.url for entity in check(told(article(), others=OTHERS)).of("TextUrl")}
    assert linked["ZDNet"] == "https://zdnet.example/3"


def test_related_articles_show_no_link_twice() -> None:
    other = article(2, "Sea Post", amp_link="https://paper8.example/report")
    own = "https://coast-gazette.example/1"
    entries = [
        related(1, 59),
        related(2, 101),
        related(3, 27),
        related(3, 0, title="The same with another title"),
        related(4, 27, canonical="https://paper3.example/report"),
        related(5, 90, link=own, canonical=own),
        related(6, 90, canonical="https://sea-post.example/2"),
        related(8, 90),
        related(9, 80, title="\u200b"),
    ]
    shown = check(told(article(related=entries), others=[other])).text
    assert [line for line in shown.splitlines() if line.startswith("•")] == [
        "• Report 2 · Paper 2",
        "• Report 1 · Paper 1",
        "• Report 3 · Paper 3",
    ]


def test_six_related_of_which_two_share_a_link_are_five() -> None:
    entries = [related(number, quality) for number, quality in ((1, 59), (2, 101), (3, 54), (4, 39), (5, 27), (5, 0))]
    message = told(article(related=entries))
    assert [entity.url for entity in check(message).of("TextUrl")[1:]] == [
        f"https://paper{number}.example/report" for number in (2, 1, 3, 4, 5)
    ]
    assert labels(message) == [["Read"], ACTIONS]


def test_a_related_article_without_provider_or_link() -> None:
    text = check(told(article(related=[related(1, provider=" ", link="x")]))).text
    assert "\n• Report 1\n" in text


MANY = article(related=[related(number, number) for number in range(17)], image_url="https://coast.example/seal.jpg")


def test_more_related_articles_stand_behind_a_button() -> None:
    message = told(MANY)
    assert message.keyboard[-1][0].label == "… and 12 more"
    assert message.keyboard[-1][0].data == "r:1:1"


@pytest.mark.parametrize(
    ("page", "first", "count", "row"),
    [
        (1, 11, 5, [("◀", "r:1:0"), ("2/4", "z"), ("▶", "r:1:2")]),
        (3, 1, 2, [("◀", "r:1:2"), ("4/4", "z")]),
        (99, 1, 2, [("◀", "r:1:2"), ("4/4", "z")]),
    ],
)
def test_pages_of_related_articles(page: int, first: int, count: int, row: list[tuple[str, str]]) -> None:
    message = told(MANY, page=page)
    listed = [line for line in check(message).text.splitlines() if line.startswith("•")]
    assert len(listed) == count
    assert listed[0] == f"• Report {first} · Paper {first}"
    assert [(button.label, button.data) for button in message.keyboard[0]] == row
    assert [(button.label, button.data) for button in message.keyboard[1]] == [("Back to the alert", "r:1:0")]
    assert message.preview_url == "https://coast.example/seal.jpg"


def test_a_page_that_is_gone_is_the_alert() -> None:
    assert told(article(), page=3) == told(article())


@pytest.mark.parametrize(("is_saved", "expected"), [(False, ("☆ Save", "kb:1")), (True, ("★ Saved", "kc:1"))])
def test_the_buttons_that_keep_explain_and_mute(is_saved: bool, expected: tuple[str, str]) -> None:
    message = told(article(related=MANY.related), is_saved=is_saved)
    assert [(button.label, button.data) for button in message.keyboard[1]] == [
        expected,
        ("Why?", "ke:1"),
        ("🔕 Mute …", "q:1"),
    ]
    assert labels(message)[2:] == [["… and 12 more"]]


def test_what_else_can_be_done_about_an_alert() -> None:
    keyboard = alert_actions(article(7, "ZDNet"), [AI], [VISION], VOICE)
    assert [[(button.label, button.data) for button in row] for row in keyboard] == [
        [("🔕 Mute AI", "m:1")],
        [("🔔 Unmute Computer Vision", "qa:2")],
        [("🔇 Mute ZDNet", "fd:7")],
        [("💤 Snooze", "ws:7")],
        [("Back to the alert", "r:7:0")],
    ]
    message = alert_actions_message(article(7, "ZDNet"), [AI], [VISION], VOICE)
    assert message.keyboard == keyboard
    assert check(message).text == "What about Harbour cameras learn to count seals?"


def test_a_source_without_a_name_cannot_be_muted() -> None:
    nameless = article(7, provider="", provider_domain="")
    assert [button.data for row in alert_actions(nameless, [], [], VOICE) for button in row] == ["ws:7", "r:7:0"]


def test_a_long_name_is_short_on_the_button() -> None:
    long = Topic(id=9, slug="long", name="Natural Language Processing and Speech")
    named = Topic(id=9, slug="long", name=long.name, shortname="NLP")
    source = article(provider="The Very Long Gazette of the Northern Coasts")
    for topic, label in ((long, "🔕 Mute Natural Language Processing and…"), (named, "🔕 Mute NLP")):
        (first,), (second,), *_ = alert_actions(source, [topic], [], VOICE)
        assert (first.label, second.label) == (label, "🔇 Mute The Very Long Gazette of the…")


def test_hashtags_stand_once_and_not_without_end() -> None:
    many = [Topic(id=number, slug=str(number), name="x", hashtag=f"#t{number % 12}") for number in range(30)]
    text = check(told(article(), topics=[*many, AI])).text
    assert text.endswith("\n\n#t0 #t1 #t2 #t3 #t4 #t5 #t6 #t7")


def test_the_most_that_an_alert_can_hold_keeps_the_limits() -> None:
    url = "https://a.example/?" + "&" * 335
    full = "&<\"'" * 400
    entries = [related(n, link=f"{url}{n}", canonical=str(n), title=full, provider=full) for n in range(9)]
    others = [article(n, f"{n}{full}", web_url=f"{url}{n}") for n in range(2, 5)]
    tags = [Topic(id=n, slug=str(n), name=full, hashtag=f"#{n}" + "日" * 98) for n in range(1, 30)]
    longest = "https://a.example/?" + "&" * 815
    subject = article(1, full, title=full, web_url=longest, excerpt=full, related=entries)
    message = told(subject, others=others, topics=tags)
    assert len(check(message).of("TextUrl")) == 9
    assert len(message.html.encode()) > 25_000


LINK_SIGNS = st.sampled_from(
    "aé日\"'&<>%?#/:. "
    "\u00a0\u1680\u2009\u2028\u202f\u205f\u3000\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u2800\u3164\u030a\u0301\u0333\u033f\ufe0f\u093f☕\U000e0020\ue000\ufffd"
)
HOSTS = st.sampled_from(
    [
        "n.example",
        "Ä.example",
        "हिन्दी.example",
        "نامه\u200cای.example",
        "カ・タ.example",
        "☕\ufe0f.example",
        "a_b.example",
    ]
)


@given(HOSTS, st.text(LINK_SIGNS | st.characters(), max_size=30))
def test_every_link_that_is_accepted_can_be_opened(host: str, rest: str) -> None:
    written = f"https://{host}/{rest}"
    if is_usable_url(written):
        sent = sendable_url(written)
        message = told(article(web_url=sent, link=canonical_url(written), related=[related(1, link=sent)]))
        assert check(message).of("TextUrl")[0].url == sent
        assert message.keyboard[0][0] == Button("Read", url=sent)
        assert not re.search("[\u2028-\u202e\u030a\u0333\u033f]", sent), "Telegram takes these off a button's address"


@pytest.mark.parametrize("rest", ["x" * 2_028, "&" * 500, "字" * 1_300])
def test_a_long_link_can_be_opened(rest: str) -> None:
    url = f"https://n.example/?{rest}"
    message = told(article(web_url=url))
    assert (check(message).of("TextUrl")[0].url, message.keyboard[0][0].url) == (url, url)


@given(
    articles,
    st.lists(articles, max_size=6),
    st.lists(topics, max_size=5),
    st.integers(0, 5),
)
def test_whatever_a_record_holds_telegram_takes_it(
    subject: Article, others: list[Article], filed: list[Topic], page: int
) -> None:
    message = told(subject, others=others, topics=filed, page=page)
    parsed = check(message)
    assert parsed.text == visible_text(message.html)
    title = shorten(clean_text(subject.title) or clean_text(subject.web_url) or clean_text(subject.link), 300)
    assert parsed.of("Bold")[0].text == title
    assert parsed.text.startswith(f"{title}\n")
    assert parsed.entities[0].url is not None
    assert message.preview_url == valid_url(subject.image_url)
    linked = sum(valid_text_url(entry["link"]) is not None for entry in subject.related)
    assert len(parsed.of("TextUrl")) <= 1 + 3 + min(5, linked)


@given(articles)
def test_an_excerpt_is_quoted_as_it_is(subject: Article) -> None:
    excerpt = shorten(normalize_ellipsis(clean_text(subject.excerpt)), 900)
    quotes = [entity.text for entity in check(told(subject)).entities if "Quote" in entity.kind]
    assert quotes == ([excerpt] if excerpt.strip("…") else [])


def test_what_a_button_names_must_be_stored() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        alert_actions(article(), [Topic(slug="new", name="New")], [], VOICE)
    with pytest.raises(TypeError, match="NoneType"):
        told(article(None, related=MANY.related))


def test_the_other_outlets_stand_behind_a_button() -> None:
    others = [article(number, f"Outlet {number}", quality=100 - number) for number in range(2, 14)]
    message = told(article(1), others=others)
    assert ["Also at 10 more"] in labels(message)
    assert not any("Also at" in label for row in labels(told(article(1), others=others[:3])) for label in row)
    first, last = (outlets_message(article(1), others, page, VOICE) for page in (0, 1))
    assert "12 others report it" in first.html
    assert [number for number in range(2, 14) if f"Outlet {number} ·" in visible_text(first.html)] == list(range(2, 10))
    assert [number for number in range(2, 14) if f"Outlet {number} ·" in visible_text(last.html)] == list(range(10, 14))
    assert labels(first)[-1] == ["Back to the alert"]
