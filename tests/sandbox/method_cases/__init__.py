"""Requests with the answers that Telegram gives, one file a subject.

A row is a method, its parameters and the answer: the description of an error (its prefix says the code), or what the
result must contain. A parameter ``$name`` stands for an id that `build_scenario` returns.
"""

from typing import Any

Row = tuple[str, dict[str, Any], Any]
