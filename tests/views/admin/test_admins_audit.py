"""The audit, in words."""

import pytest
from hypothesis import given

from bot.views.admin.admins import AUDIT_PAGE_SIZE, audit_message
from storage.models import AuditAct, AuditEntry
from tests.conftest import NOON
from tests.views.admin.test_progress import labels
from tests.views.samples import VOICE, check, hostile


def entry(
    act: AuditAct = AuditAct.SENT, about: str = "broadcast 12, 1,204 recipients", person: int = 901
) -> AuditEntry:
    return AuditEntry(id=1, at=NOON, person_id=person, act=act, about=about)


def test_an_entry_says_what_who_and_when() -> None:
    message = audit_message([entry(), entry(AuditAct.AUTO_PAUSED, "broadcast 12", 0)], 1, 20, {901: "Ada"}, VOICE)
    assert check(message).text.split("\n") == [
        "Audit",
        "",
        "Sent · broadcast 12, 1,204 recipients",
        "Ada (901) · 2 Mar 2026, 12:00 UTC",
        "",
        "Paused, because too much failed · broadcast 12",
        "The wire itself · 2 Mar 2026, 12:00 UTC",
    ]
    assert labels(message) == [["◀", "2/3", "▶"]]


def test_an_empty_audit_says_so() -> None:
    assert check(audit_message([], 0, 0, {}, VOICE)).text == "Nobody has done anything yet."


@pytest.mark.parametrize("act", AuditAct)
def test_each_act_has_its_words(act: AuditAct) -> None:
    assert " · <&>\n" in check(audit_message([entry(act, "<&>")], 0, 1, {}, VOICE)).text
    assert " ·\n" not in check(audit_message([entry(act, "")], 0, 1, {}, VOICE)).text


@given(hostile)
def test_whatever_was_tried_makes_a_message(about: str) -> None:
    check(
        audit_message(
            [entry(AuditAct.REFUSED, about[:200], 777)] * AUDIT_PAGE_SIZE, 0, AUDIT_PAGE_SIZE, {777: about}, VOICE
        )
    )
