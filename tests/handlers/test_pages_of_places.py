"""Every page of a group, a thread and a channel, as its administrator reaches it by buttons: whom it speaks of."""

import re

import pytest

from storage.models import ChatKind
from tests.handlers import sample_news
from tests.handlers.people import Person, Town
from tests.handlers.test_places import CHANNEL, GROUP, add, make
from tests.views.test_scenes import HERE, OTHER_KIND, YOURS

LEAVE_BE = re.compile(r"Remove|Yes|Open a private|Take it off|Next|All places|\d/\d")
OF_THE_PAGE = re.compile(
    r"You can turn it on again here|What you choose here|will stand here|(posts come|each comes) to you first"
)
"""What is rightly said of the page itself, or of who approves posts."""


@pytest.fixture(autouse=True)
def administers(town: Town) -> None:
    make(town, "administrator")


@pytest.mark.parametrize(("chat_id", "thread_id"), [(GROUP, 0), (GROUP, 7), (CHANNEL, 0)])
async def test_every_page_that_is_opened_from_the_list(town: Town, ada: Person, chat_id: int, thread_id: int) -> None:
    kind = ChatKind.CHANNEL if chat_id == CHANNEL else ChatKind.SUPERGROUP
    add(town, chat_id, "space", "robotics", kind=kind, thread_id=thread_id)
    sample_news.publish(town.database, 10, "space", related=1)
    await ada.write("/places")
    await ada.press("1")
    wrong = OTHER_KIND["channel" if kind is ChatKind.CHANNEL else "group"]
    pressed: set[str] = set()
    waiting = [dict(ada.screen[-1])]
    while waiting and len(pressed) < 200:
        shown = waiting.pop(0)
        for button in ada.keys(shown):
            data = button.get("callback_data", "")
            if not data or data in pressed or LEAVE_BE.search(button["text"]):
                continue
            pressed.add(data)
            town.clock.pass_(seconds=30)
            before = {message["message_id"]: message["text"] for message in ada.screen}
            toast = await ada.send_data(data, shown)
            new = [dict(message) for message in ada.screen if before.get(message["message_id"]) != message["text"]]
            for text in (toast, *(message["text"] for message in new)):
                said = OF_THE_PAGE.sub("", text)
                assert not [words for words in (YOURS, HERE, wrong) if words.search(said)], (button, text)
            waiting += new
    assert len(pressed) > 40
