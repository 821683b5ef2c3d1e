"""What Telegram shows of the bot, and in which language people are answered."""

import logging

import pytest
from telegram import Update

from bot.handlers.context import Services
from bot.handlers.features import ROUTES
from bot.handlers.profile import publish_profile
from bot.views.texts import Texts
from storage import subscribers
from tests.handlers.people import TEXTS, Town
from tests.support.telegram import EMPTY

SETTING = ("setMyCommands", "setMyDescription", "setMyShortDescription")


PERSONAL = {"saved", "export", "channel", "places"}
"""Commands that work in private chats alone."""
CODES = [None, "de", "es", "fr", "pt", "ru", "zh"]
"""Telegram's languages in which a bot is described; without one it is for whoever has no other of these."""


async def test_commands_and_descriptions_are_told_in_every_language(town: Town) -> None:
    await publish_profile(town.application.bot, services(town), ROUTES.menu)
    menus: dict[tuple[str | None, str | None], list[dict[str, str]]] = {}
    for name, asked in town.telegram.asked:
        if name == "setMyCommands":
            menus[asked.get("scope", {}).get("type"), asked.get("language_code")] = asked.get("commands", [])
    everyone = [each.name for each in ROUTES.menu if not each.role]
    in_groups = [name for name in everyone if name not in PERSONAL]
    expected: dict[tuple[str | None, str | None], list[str]] = {("all_group_chats", None): []}
    for code in CODES:
        expected |= {(None, code): everyone, ("all_chat_administrators", code): in_groups}
    assert {where: [each["command"] for each in menu] for where, menu in menus.items()} == expected
    for method, key, most in (
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ):
        told = {each.get("language_code"): each[key] for name, each in town.telegram.asked if name == method}
        assert set(told) == set(CODES)
        assert len(set(told.values())) == len(CODES), "no language says it in another's words"
        assert all(3 <= len(text) <= most for text in told.values())
    for menu in menus.values():
        assert all(3 <= len(each["description"]) <= 256 for each in menu)
    of_groups = " ".join(each["description"] for each in menus["all_chat_administrators", None])
    assert "your" not in of_groups.lower(), "it is the group's"
    descriptions = {code: [each["description"] for each in menus[None, code]] for code in CODES}
    for code in CODES[1:]:
        assert not set(descriptions[code]) & set(descriptions[None]), f"English in {code}"


async def test_what_is_the_same_is_not_told_again(town: Town) -> None:
    texts = tongues("en")
    await publish_profile(town.application.bot, services(town, texts), ROUTES.menu)
    told = dict(town.telegram.asked)
    town.telegram.results |= {
        "getMyDescription": told["setMyDescription"],
        "getMyShortDescription": told["setMyShortDescription"],
    }
    town.telegram.asked.clear()
    await publish_profile(town.application.bot, services(town, texts), ROUTES.menu)
    asked = ["getMyCommands", "getMyCommands", "getMyDescription", "getMyShortDescription", "setMyCommands"]
    assert [name for name, _ in town.telegram.asked] == asked, "that members see none cannot be asked"


@pytest.mark.parametrize("method", [*SETTING, *EMPTY])
async def test_a_refusal_is_logged_and_stops_nothing(town: Town, caplog: pytest.LogCaptureFixture, method: str) -> None:
    town.telegram.refusals[method] = 429, "Too Many Requests: retry after 3600"
    with caplog.at_level(logging.WARNING):
        await publish_profile(town.application.bot, services(town), ROUTES.menu)
    assert "did not take the bot's commands or descriptions (en)" in caplog.text
    done = {name for name, _ in town.telegram.asked if name in SETTING and name != method}
    assert len(done) == (3 if method == "getMyCommands" else 2)


def tongues(*languages: str) -> Texts:
    return Texts(
        {
            language: "\n".join(
                [f"{command.text_key} = {language}" for command in ROUTES.menu]
                + [f"profile-description = Description {language}", f"profile-short = Short {language}"]
            )
            for language in languages
        },
        is_strict=True,
    )


TONGUES = tongues("en", "de", "pt-BR")


async def test_every_language_is_told_apart(town: Town) -> None:
    await publish_profile(town.application.bot, services(town, TONGUES), ROUTES.menu)
    told = [asked for name, asked in town.telegram.asked if name == "setMyDescription"]
    assert told == [
        {"description": "Description en"},
        {"description": "Description de", "language_code": "de"},
        {"description": "Description pt-BR", "language_code": "pt"},
    ]


@pytest.mark.parametrize(
    ("app", "language"),
    [("de", "de"), ("DE-at", "de"), ("pt-br", "pt-BR"), ("fr", "en"), ("", "en"), (None, "en"), ("en", "en")],
)
def test_the_language_is_the_nearest_to_the_apps(town: Town, app: str | None, language: str) -> None:
    user = {"id": 1, "is_bot": False, "first_name": "Ada"} | ({} if app is None else {"language_code": app})
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": user, "text": "x"}
    update = Update.de_json({"update_id": 1, "message": message})
    assert services(town, TONGUES).language_of(update) == language


def test_who_is_not_known_reads_english(town: Town) -> None:
    assert services(town, TONGUES).voice_for(Update(1)).language == "en"
    assert services(town, TONGUES).origin(Update(1)) is None


async def test_the_first_language_is_kept(town: Town) -> None:
    """A person who chose theirs some day will not lose it to another phone."""
    person = town.person(language="en-GB")
    await person.write("/start")
    found = town.database.call(subscribers.find, person.id)
    assert found
    assert found.language == "en"


def services(town: Town, texts: Texts = TEXTS) -> Services:
    return Services(town.database, texts, town.clock)
