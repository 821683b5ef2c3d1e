"""Who leads: a lease of a role that one process alone may have, on PostgreSQL, by the server's clock.

A leader renews its lease. One that dies or hangs does not, and another takes the role when the lease is over. Every
transaction of a leader checks its fence just before it commits (``require``), so that one which wakes late writes
nothing any more. SQLite is used by one machine: there a file lock does (``storage/lock.py``).
"""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import Session

LEASE = timedelta(seconds=6)
"""How long a role is kept without a word; with ``LOCK_KEPT`` and a second between tries less than ten seconds."""
LOCK_KEPT = timedelta(seconds=3)
"""How long a leader that hangs between its check, or a renewal, and its commit can hold up the next one."""


class LeadershipLostError(RuntimeError):
    """Another process leads by now: what this transaction wrote is undone."""

    is_reported = True


_ACQUIRE = text("""
    INSERT INTO role_lease AS held (role, holder, fence, until)
    VALUES (:role, :holder, 1, clock_timestamp() + :lease)
    ON CONFLICT (role) DO UPDATE SET holder = excluded.holder, fence = held.fence + 1, until = excluded.until
    WHERE held.until <= clock_timestamp()
    RETURNING fence
""")
_RENEW = text("""
    UPDATE role_lease SET until = clock_timestamp() + :lease
    WHERE role = :role AND holder = :holder AND fence = :fence
    RETURNING fence
""")
_RELEASE = text("""
    UPDATE role_lease SET until = clock_timestamp() WHERE role = :role AND holder = :holder AND fence = :fence
""")
_REQUIRE = text("""
    SELECT fence FROM role_lease WHERE role = :role AND holder = :holder AND fence = :fence FOR SHARE
""")
_HOLDER = text("SELECT holder FROM role_lease WHERE role = :role AND until > clock_timestamp()")
_SHORT_WAIT = text("SET LOCAL lock_timeout = '1s'")
_SHORT_IDLE = text(f"SET LOCAL idle_in_transaction_session_timeout = {int(LOCK_KEPT.total_seconds() * 1000)}")


def acquire(session: Session, role: str, holder: str) -> int | None:
    """Take a role that nobody has; returns the fence of this term, or None while somebody has it.

    Raises:
        OperationalError: A leader that hangs holds the row just now; to be tried again.
    """
    session.connection().execute(_SHORT_WAIT)
    session.connection().execute(_SHORT_IDLE)
    values = {"role": role, "holder": holder, "lease": LEASE}
    return session.connection().execute(_ACQUIRE, values).scalar()


def renew(session: Session, role: str, holder: str, fence: int) -> bool:
    """Keep a role for another lease; returns whether it was still ours."""
    session.connection().execute(_SHORT_IDLE)
    values = {"role": role, "holder": holder, "fence": fence, "lease": LEASE}
    return session.connection().execute(_RENEW, values).scalar() is not None


def release(session: Session, role: str, holder: str, fence: int) -> None:
    """Let another process have a role at once."""
    session.connection().execute(_SHORT_IDLE)
    session.connection().execute(_RELEASE, {"role": role, "holder": holder, "fence": fence})


def require(session: Session, role: str, holder: str, fence: int) -> None:
    """Make sure that a role is still ours; called as the last statement of a transaction.

    The row stays locked until the commit that follows: nobody else takes the role in between.

    Raises:
        LeadershipLostError: Another process has it.
    """
    connection = session.connection()
    connection.execute(_SHORT_IDLE)
    if connection.execute(_REQUIRE, {"role": role, "holder": holder, "fence": fence}).scalar() is None:
        raise LeadershipLostError(f"another process has the role {role} by now")


def holder_of(session: Session, role: str) -> str | None:
    """Return the process that has a role; None while nobody has it."""
    return session.connection().execute(_HOLDER, {"role": role}).scalar()
