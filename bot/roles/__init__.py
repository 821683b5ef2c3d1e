"""The three roles into which the work can be split over processes; one process has all unless it is told less."""

from collections.abc import Collection, Sequence
from enum import Enum


class Role(Enum):
    """What a process does."""

    UPDATES = "updates"
    """Answers people: by polling one process at a time, behind a webhook any number."""
    SCHEDULE = "schedule"
    """Scans records, keeps the timetable, takes broadcasts and digests along: one process at a time."""
    SEND = "send"
    """Sends what is owed: any number of processes on PostgreSQL, one on SQLite."""


ALL_ROLES = frozenset(Role)


class UnknownRoleError(ValueError):
    """A role was named that there is not; the sentence says which there are."""


def parse_roles(written: Sequence[str]) -> frozenset[Role]:
    """Return roles as the command line names them: with commas between, repeated, or none at all for every role.

    Raises:
        UnknownRoleError: One of them is none.
    """
    names = [name.strip().lower() for part in written for name in part.split(",") if name.strip()]
    known = {role.value: role for role in Role}
    if unknown := [name for name in names if name not in known]:
        raise UnknownRoleError(f"{unknown[0]} is no role: name {', '.join(known)}, with commas between")
    if written and not names:
        raise UnknownRoleError(f"--role names no role: name {', '.join(known)}, with commas between")
    return frozenset(known[name] for name in names) or ALL_ROLES


def names_of(roles: Collection[Role]) -> str:
    """Return the names of roles with commas between, always in one order."""
    return ",".join(role.value for role in Role if role in roles)
