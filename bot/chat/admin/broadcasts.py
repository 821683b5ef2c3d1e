"""TODO."""

from collections.abc import Mapping
from typing import Any

from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from storage.models import Awaits

COMMANDS: Mapping[str, CommandStep] = {}
PRESSES: Mapping[type[Any], PressStep] = {}
ANSWERS: Mapping[Awaits, AnswerStep] = {}
