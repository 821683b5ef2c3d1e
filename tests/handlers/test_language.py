"""/language: each place and each person is spoken to in a language of their own, and all that comes follows it."""

import pytest

from bot.delivery.compose import Composer
from bot.views.callback_data import SetLanguage
from bot.views.language import LANGUAGES
from bot.views.locale_format import language_name
from storage import outbox, subscribers
from storage.models import Subscriber
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, TEXTS, Person, Town
from tests.handlers.test_approvals import word
from tests.handlers.test_channels import channel, open_up
from tests.handlers.test_groups import CHAT, ONLY_ADMINISTRATORS, member
from tests.storage.rows import change, deliveries, find
from tests.views import tdlib_parser

GERMAN_PAGE = "Sprache\n\nSprache der Nachrichten: Deutsch. Meldungen bleiben in der Sprache ihrer Quelle."


def group(town: Town) -> Subscriber:
    found = town.database.call(subscribers.find, CHAT)
    assert found is not None
    return found


def seen(key: str, language: str, /, **arguments: str) -> str:
    """A text as it is seen, without its tags."""
    return tdlib_parser.parse(TEXTS.say(key, language, None, **arguments)).text


async def composed(town: Town) -> list[str]:
    """The messages that are owed, as they would be sent: text and buttons."""
    claims = town.database.call(outbox.claims_by_id, [row.id for row in deliveries(town.database)])
    found, _ = await Composer(town.database, word, TEXTS.voice, town.clock).compose(claims)
    return [str(each.message) for each in found]


async def test_it_is_chosen_by_command(town: Town, ada: Person) -> None:
    await ada.write("/start")
    assert (
        await ada.write("/language")
        == "Language\n\nLanguage of the messages: English. News stays in the language of its source."
    )
    assert ada.buttons[:3] == ["✓ English", "Deutsch", "Español"]
    assert await ada.write("/language Deutsch") == GERMAN_PAGE
    assert find(town.database, ada.id).language == "de"
    assert (await ada.write("/mine")).startswith("Deine Themen")
    assert await ada.write("/language klingonisch") == "„klingonisch“ spreche ich nicht. Diese Sprachen kann ich:"
    assert find(town.database, ada.id).language == "de"
    assert "Language of the messages: English" in await ada.write("/language englisch")


async def test_it_is_chosen_by_a_button(town: Town, ada: Person) -> None:
    await ada.write("/settings")
    await ada.press("🌐 Language")
    assert await ada.press("Deutsch") == "Ab jetzt: Deutsch"
    assert ada.seen == GERMAN_PAGE
    assert "✓ Deutsch" in ada.buttons
    await ada.press("Einstellungen")
    assert ada.seen.startswith("Was dich erreicht")
    assert await ada.send_data(SetLanguage(len(LANGUAGES)).encode(), ada.screen[-1]) != EXPIRED
    assert find(town.database, ada.id).language == "de"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"), ("pt", "pt-BR"), ("zh-cn", "zh-Hans"), ("zh", "zh-Hans"), ("zh-hans", "zh-Hans"),
        ("fr-CA", "fr"), ("es-419", "es"), ("ru", "ru"), ("pl", "en"), ("", "en"),
    ],
)  # fmt: skip
async def test_at_first_it_is_that_of_their_telegram(town: Town, tag: str, language: str) -> None:
    person = town.person(language=tag)
    assert await person.write("/mine") == seen("mine-empty", language)
    await person.write("/language")
    assert f"✓ {language_name(language)}" in person.buttons


async def test_a_choice_outlasts_the_language_of_their_telegram(town: Town, ada: Person) -> None:
    await ada.write("/language fr")
    ada.language = "es"
    assert (await ada.write("/mine")).startswith("Tes thèmes")


async def test_a_group_has_its_own_which_its_administrators_choose(town: Town) -> None:
    bea, cem = member(town, "administrator", 501), member(town, "member", 502)
    assert await bea.say("/language русский") == [seen("language-page", "ru", language="Русский")]
    assert group(town).language == "ru"
    assert await cem.say("/language de") == []
    assert group(town).language == "ru"
    await bea.say("/language")
    assert await cem.press("Deutsch") == ONLY_ADMINISTRATORS
    assert await bea.press("Deutsch") == "Ab jetzt: Deutsch"
    assert bea.seen == GERMAN_PAGE
    assert (await bea.say("/mine"))[-1].startswith("Die Themen dieser Gruppe")


async def test_a_channel_has_its_own_and_its_pages_keep_that_of_the_person(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    await ada.press("Settings")
    await ada.press("Language")
    assert await ada.press("Deutsch") == "From now on: Deutsch"
    assert "Language of the messages: Deutsch" in ada.seen
    assert channel(town).language == "de"
    assert find(town.database, ada.id).language == "en"
    await ada.press("Settings")
    assert "What the channel posts" in ada.seen


async def test_alerts_follow_the_language_of_the_place(town: Town, ada: Person) -> None:
    await ada.write("/language de")
    await ada.write("/subscribe space")
    town.clock.pass_(minutes=5)
    sample_news.publish(town.database, 1, "space", related=2)
    [alert] = await composed(town)
    assert "Lesen" in alert
    assert "Merken" in alert
    assert "Read" not in alert


async def test_digests_follow_the_language_of_the_place(town: Town, ada: Person) -> None:
    await ada.write("/language de")
    await ada.write("/subscribe space")
    change(town.database, find(town.database, ada.id), rhythm="daily 08:00", zone="Europe/Berlin")
    town.clock.pass_(hours=1)
    sample_news.publish(town.database, 61, "space")
    town.clock.pass_(hours=1)
    assert await ada.write("/digest") == "Dein Überblick ist unterwegs: 1 Meldung."
    [digest] = await composed(town)
    assert "🗞 <b>Dein Überblick</b> · Montag, 2. März" in digest
    assert "⚙️ Wann der Überblick kommt" in digest
