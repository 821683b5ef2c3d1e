"""Inline mode: the bot is asked in any chat."""

from typing import Any

import pytest

from bot.handlers.inline import MOST_OFFERED, PAGE_SIZE
from storage import articles, subscribers
from tests.handlers import sample_news
from tests.handlers.people import TEXTS, Person, Town
from tests.storage.rows import change


async def asked(town: Town, words: str, offset: str = "", person: int = 700, language: str = "en") -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Eve", "language_code": language}
    before = town.telegram.times("answerInlineQuery")
    await town.arrive(inline_query={"id": "9", "from": user, "query": words, "offset": offset})
    answers = [parameters for name, parameters in town.telegram.asked if name == "answerInlineQuery"]
    return answers[-1] if len(answers) > before else {}


def titles(answer: dict[str, Any]) -> list[str]:
    return [result["title"] for result in answer["results"]]


async def test_a_topic_by_its_name_with_those_below_it(town: Town) -> None:
    sample_news.publish(town.database, 1, "computer-vision")
    sample_news.publish(town.database, 2, "space")
    answer = await asked(town, "computer vision")
    assert titles(answer) == ["News number 1"]
    assert answer["button"] == {"text": "More on Computer Vision", "start_parameter": "computer-vision"}
    assert titles(await asked(town, "ai")) == ["News number 1"]


async def test_a_card_and_its_message(town: Town) -> None:
    article = sample_news.publish(town.database, 1, "space")
    [card] = (await asked(town, "space"))["results"]
    assert card["id"] == str(article.id)
    assert card["description"] == "Post 1 · 2 Mar 2026, 12:01 UTC"
    content = card["input_message_content"]
    assert content["parse_mode"] == "HTML"
    assert "News number 1" in content["message_text"]
    buttons = [button for row in card["reply_markup"]["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == ["Read", "More on Space"]
    assert buttons[1]["url"] == "https://t.me/wire_bot?start=space"


async def test_a_card_leaves_out_what_was_withdrawn_since_it_was_found(town: Town) -> None:
    one, other = (sample_news.publish(town.database, number, "space") for number in (1, 2))
    lead = sample_news.publish(town.database, 3, "ai")
    found = [articles.related_link(each.model_dump()) for each in (one, other)]
    change(town.database, lead, found_related=found)
    change(town.database, one, title="Old number 1", is_removed=True)
    change(town.database, other, title="New number 2")
    [card] = (await asked(town, "ai"))["results"]
    assert "New number 2" in card["input_message_content"]["message_text"]
    assert "number 1" not in card["input_message_content"]["message_text"]


async def test_words_and_without_any_the_newest(town: Town) -> None:
    sample_news.publish(town.database, 1, "space")
    sample_news.publish(town.database, 2, "space")
    assert titles(await asked(town, "number 1")) == ["News number 1"]
    assert titles(await asked(town, "umber 1")) == ["News number 1"]  # "number" holds it
    for words in ("", "?!", "-2"):
        assert titles(await asked(town, words)) == ["News number 2", "News number 1"]


async def test_nothing_unasked_is_offered_where_nothing_has_the_words(town: Town) -> None:
    sample_news.publish(town.database, 1, "space")
    answer = await asked(town, "zzz")
    assert answer["results"] == []
    assert answer["button"] == {"text": "No story with these words · open the bot", "start_parameter": "inline"}


async def test_an_answer_is_kept_a_minute_for_one_person_in_their_language(town: Town) -> None:
    sample_news.publish(town.database, 1, "space")
    answer = await asked(town, "", language="de-AT")
    assert (answer["cache_time"], answer["is_personal"]) == (60, True)
    assert answer["button"]["text"] == "Bot öffnen"
    ada = town.person(700)
    await ada.write("/language fr")
    assert (await asked(town, "", language="de"))["button"]["text"] == "Ouvrir le bot"


async def test_pages(town: Town) -> None:
    for number in range(1, 26):
        sample_news.publish(town.database, number, "space")
    first = await asked(town, "space")
    assert (len(first["results"]), first["next_offset"]) == (20, "20")
    second = await asked(town, "space", "20")
    assert (len(second["results"]), second.get("next_offset", "")) == (5, "")


@pytest.mark.parametrize("words", ["space", "news", ""])
async def test_no_more_than_two_hundred_are_offered_and_the_button_stays(town: Town, words: str) -> None:
    """By a topic, by words, and all: however far somebody scrolls, or whatever offset they make up."""
    for number in range(1, MOST_OFFERED + 6):
        sample_news.publish(town.database, number, "space")
    label = {"space": "More on Space"}.get(words, "Open the bot")
    offered: list[str] = []
    offset = ""
    for _ in range(MOST_OFFERED // PAGE_SIZE):
        answer = await asked(town, words, offset)
        assert answer["button"]["text"] == label
        assert "next_offset" in answer or len(offered) == MOST_OFFERED - PAGE_SIZE
        offered += titles(answer)
        offset = answer.get("next_offset", "")
    assert offset == ""
    assert len(set(offered)) == len(offered) == MOST_OFFERED
    assert len(titles(await asked(town, words, str(MOST_OFFERED - 5)))) == 5
    for beyond in (MOST_OFFERED, MOST_OFFERED + 3, 10**17):
        answer = await asked(town, words, str(beyond))
        assert titles(answer) == []
        assert answer["button"]["text"] == label


@pytest.mark.parametrize("offset", ["x", "-1", "²", "9" * 60])
async def test_a_forged_offset_is_no_error(town: Town, offset: str) -> None:
    sample_news.publish(town.database, 1, "space")
    assert "results" in await asked(town, "space", offset)


async def test_share_offers_exactly_that_story(town: Town) -> None:
    article = sample_news.publish(town.database, 1, "space")
    sample_news.publish(town.database, 2, "space")
    assert titles(await asked(town, f"story:{article.id}")) == ["News number 1"]
    town.database.call(sample_news.withdraw, article.id)
    assert titles(await asked(town, f"story:{article.id}")) == []
    assert titles(await asked(town, "story:x")) == []


async def test_nobody_is_stored_for_asking_and_too_much_is_not_answered(town: Town) -> None:
    for _ in range(120):
        await asked(town, "")
    assert await asked(town, "") == {}
    assert town.database.call(subscribers.find, 700) is None


async def test_an_answer_that_is_late_is_no_error(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.telegram.refusals["answerInlineQuery"] = (400, "Bad Request: query is too old and response timeout expired")
    await asked(town, "space")
    assert not caplog.records


async def test_an_alert_has_share_where_the_bot_has_inline_mode(
    town: Town, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = sample_news.publish(town.database, 1, "space")
    await ada.alerted(article)
    assert "Share" not in ada.buttons
    monkeypatch.setattr(TEXTS, "has_inline_mode", True)
    await ada.alerted(article)
    [share] = [button for button in ada.keys(ada.screen[-1]) if button["text"] == "Share"]
    assert share["switch_inline_query"] == f"story:{article.id}"
    await ada.press("Save")
    assert "Share" in ada.buttons
