"""Who the administrators are, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.admins import (
    MOST_EDITORS,
    EditorRefusal,
    admins_message,
    asking_stopped_message,
    editor_added_message,
    editor_question,
    editor_refused_message,
    editor_removal_confirmation,
    editor_removed_message,
    editor_welcome_message,
    not_an_editor_toast,
)
from bot.views.message import Message
from storage.models import Awaits, Editor, PendingQuestion
from tests.conftest import NOON
from tests.views.admin.test_progress import labels
from tests.views.samples import VOICE, check, hostile

NAMES = {901: "Ada Hill", 903: "Carl"}
CARL, DORA = (Editor(person_id=number, added_by=901, added_at=NOON) for number in (903, 904))


def test_owners_and_editors_are_listed_with_what_can_be_done() -> None:
    message = admins_message([901, 902], [CARL, DORA], NAMES, VOICE)
    parsed = check(message)
    assert parsed.text.split("\n") == [
        "Owners",
        "Named in the settings. They may do everything.",
        "• Ada Hill (901)",
        "• 902",
        "",
        "Editors",
        "They write broadcasts and digests, and change nobody's rights.",
        "• Carl (903), since 2 Mar 2026, 12:00 UTC, by Ada Hill",
        "• 904, since 2 Mar 2026, 12:00 UTC, by Ada Hill",
    ]
    assert labels(message) == [["✕ Remove Carl"], ["✕ Remove 904"], ["Add an editor"]]


def test_without_editors_one_can_be_added() -> None:
    message = admins_message([901], [], {}, VOICE)
    assert "There are none." in check(message).text
    assert labels(message) == [["Add an editor"]]


@given(st.lists(hostile, min_size=MOST_EDITORS, max_size=MOST_EDITORS))
def test_as_many_as_there_may_be_fit_one_message(names: list[str]) -> None:
    many = [Editor(person_id=2**52 - number, added_by=901, added_at=NOON) for number in range(1, MOST_EDITORS + 1)]
    known = {editor.person_id: name for editor, name in zip(many, names, strict=True)}
    check(admins_message([901, 902], many, known, VOICE))


@pytest.mark.parametrize("why", EditorRefusal)
@pytest.mark.parametrize(("is_asked", "label"), [(True, "Never mind"), (False, "Administrators")])
def test_each_refusal_is_a_sentence_and_shows_a_way_on(why: EditorRefusal, is_asked: bool, label: str) -> None:
    message = editor_refused_message(why, VOICE, is_asked=is_asked)
    assert check(message).text.endswith(".")
    assert labels(message) == [[label]]


@pytest.mark.parametrize(
    ("message", "said", "offered"),
    [
        (editor_question(VOICE), "Who is to become an editor?", [["Never mind"]]),
        (editor_added_message(903, NAMES, VOICE), "Carl (903) is an editor now, and may write", [["Administrators"]]),
        (editor_added_message(904, NAMES, VOICE), "They have not written to this bot yet.", [["Administrators"]]),
        (editor_welcome_message(VOICE), "You are an editor of this bot now", []),
        (editor_removal_confirmation(903, NAMES, VOICE), "Remove Carl (903)?", [["Yes, remove"], ["No, keep"]]),
        (editor_removed_message(903, NAMES, VOICE), "Carl (903) is no editor any more.", [["Administrators"]]),
        (asking_stopped_message(None, VOICE), "Nothing is asked any more", []),
    ],
)
def test_each_answer_says_what_it_should(message: Message, said: str, offered: list[list[str]]) -> None:
    assert said in check(message).text
    assert labels(message) == offered


def test_who_is_known_is_not_called_unmet() -> None:
    assert "not written" not in check(editor_added_message(903, NAMES, VOICE)).text


@pytest.mark.parametrize(
    ("about", "offered"),
    [
        ({"broadcast_id": 12}, [["Back to the broadcast"]]),
        ({"plan_id": 3}, [["Back to the digest"]]),
        ({}, []),
    ],
)
def test_who_stops_a_question_finds_the_way_back(about: dict[str, int], offered: list[list[str]]) -> None:
    asked = PendingQuestion.model_validate({"person_id": 901, "awaits": Awaits.POST, "asked_at": NOON, **about})
    assert labels(asking_stopped_message(asked, VOICE)) == offered


def test_a_stale_button_is_answered_with_a_toast() -> None:
    assert not_an_editor_toast(VOICE) == "They are no editor any more"
