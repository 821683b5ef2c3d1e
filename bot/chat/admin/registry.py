"""Every step of the newsroom, by command, press and question; and which of them are for owners alone."""

from collections.abc import Mapping
from typing import Any

from bot.chat.admin import broadcasts, digests, plans, reports, staff
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.messages.admin import staff_press
from storage.models import Awaits

COMMANDS: Mapping[str, CommandStep] = {
    **broadcasts.COMMANDS,
    **digests.COMMANDS,
    **plans.COMMANDS,
    **reports.COMMANDS,
    **staff.COMMANDS,
}

PRESSES: Mapping[type[Any], PressStep] = {
    **broadcasts.PRESSES,
    **digests.PRESSES,
    **plans.PRESSES,
    **reports.PRESSES,
    **staff.PRESSES,
}

ANSWERS: Mapping[Awaits, AnswerStep] = {
    **broadcasts.ANSWERS,
    **digests.ANSWERS,
    **plans.ANSWERS,
    **staff.ANSWERS,
}

FOR_OWNERS = frozenset(
    {
        "admins",
        Awaits.EDITOR,
        staff_press.OpenAdmins,
        staff_press.AskEditor,
        staff_press.RemoveEditor,
        staff_press.ConfirmRemoveEditor,
    }
)
"""Who changes people."""
