"""Absence: a chat cannot be written to any more, and can be again.

What a subscriber chose is kept while they are away. Stories that arrive meanwhile are not owed: on coming back only
later ones are, and one digest of what was missed is offered (``bot/digests/missed.py``).
"""

import re
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, update
from sqlmodel import Session, col, select

from storage import place_notices
from storage.cancellations import cancel_deliveries, is_unsent
from storage.models import (
    Cancellation,
    ChatKind,
    Delivery,
    DeliveryState,
    DigestHour,
    PlaceNotice,
    PlaceNoticeKind,
    Subscriber,
    SubscriberStatus,
)

UNREACHABLE_STATUSES = frozenset(
    {SubscriberStatus.BLOCKED, SubscriberStatus.DEACTIVATED, SubscriberStatus.KICKED, SubscriberStatus.MISSING}
)
LOST_FOR = tuple(Cancellation(status.value) for status in UNREACHABLE_STATUSES)
"""Why what was owed to a chat is not any more, once it is lost."""

OFFERED_WITHIN = timedelta(days=30)
"""Who was away for longer is offered nothing of it; all that they chose is kept all the same."""

OFFER_LASTS = timedelta(days=1)
"""Who is lost anew so soon after they were lost, and did not take the offer of before, is offered both absences in one:
a group that tries out its settings puts the bot out and in again several times."""

_RIGHTS = re.compile("rights|may not write|write_forbidden|chat_restricted|admin_required|guest_send|banned_in_channel")


def is_about_rights(reason: str) -> bool:
    """Whether the words for which a chat was lost say that the bot is in it, but may not write."""
    return _RIGHTS.search(reason.casefold()) is not None


def is_away(subscriber: Subscriber) -> bool:
    """Whether nothing can be sent to a subscriber."""
    return subscriber.status in UNREACHABLE_STATUSES


def leave(session: Session, subscriber: Subscriber, status: SubscriberStatus, reason: str, now: datetime) -> None:
    """Note that a subscriber cannot be written to.

    The absence before goes on where no offer followed its end, or one that nobody took so far.
    """
    if not is_away(subscriber) and not _goes_on(session, subscriber, now):
        subscriber.lost_at = now
    subscriber.status, subscriber.status_reason, subscriber.returned_at = status, reason, None
    session.add(subscriber)
    session.flush()
    place_notices.mended(session, subscriber.id, PlaceNoticeKind.RETURNED)


def come_back(session: Session, subscriber: Subscriber, now: datetime) -> bool:
    """Note that a subscriber can be written to again; returns whether they could not.

    Their digests begin anew: what came before is told by the one that is offered, or not at all.
    """
    if not is_away(subscriber):
        return False
    subscriber.status, subscriber.status_reason = SubscriberStatus.ACTIVE, ""
    subscriber.lost_at, subscriber.returned_at = subscriber.lost_at or now, now
    session.add(subscriber)
    session.flush()
    hours = update(DigestHour).where(col(DigestHour.subscriber_id) == subscriber.id, col(DigestHour.since_at) < now)
    session.connection().execute(hours.values(since_at=now))
    place_notices.mended(session, subscriber.id, PlaceNoticeKind.NO_RIGHTS, PlaceNoticeKind.LEFT)
    return True


def note_presence(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Note that a subscriber can be written to as Telegram says, who was not known to be away.

    What was refused before says nothing of the chat any more, and is sent again: it may have been away for a moment.
    """
    if subscriber.lost_at is None:
        subscriber.returned_at = now
        session.add(subscriber)


def undo(session: Session, subscriber: Subscriber) -> None:
    """Have a subscriber never have been away: it was a sign that their chat moves."""
    subscriber.status, subscriber.status_reason = SubscriberStatus.ACTIVE, ""
    subscriber.lost_at = subscriber.returned_at = None
    session.add(subscriber)
    session.flush()
    place_notices.mended(session, subscriber.id, PlaceNoticeKind.NO_RIGHTS, PlaceNoticeKind.LEFT)


def cancel_from_before(session: Session, subscriber_id: int, now: datetime) -> None:
    """Cancel what was owed before a subscriber came back: it was under way when they were lost."""
    subscriber = session.get(Subscriber, subscriber_id)  # none where two became one
    if subscriber is None or subscriber.returned_at is None or subscriber.lost_at is None:
        return
    is_theirs = col(Delivery.subscriber_id) == subscriber.id
    before = and_(is_theirs, is_unsent(), col(Delivery.created_at) < subscriber.returned_at)
    which = and_(before, col(Delivery.broadcast_id).is_(None), col(Delivery.place_notice_id).is_(None))
    reason = Cancellation.BLOCKED if subscriber.kind is ChatKind.PRIVATE else Cancellation.KICKED
    cancel_deliveries(session, which, reason, now)


def returned(session: Session, now: datetime, limit: int) -> list[Subscriber]:
    """Who came back and was not offered yet what they missed: no channels, and who pauses waits for the end of it.

    So do those to whom something is under way that left before they came back: it may be among what they missed.
    """
    flying = exists().where(
        col(Delivery.subscriber_id) == col(Subscriber.id),
        col(Delivery.state) == DeliveryState.IN_FLIGHT,
        col(Delivery.created_at) < col(Subscriber.returned_at),
    )
    told = select(PlaceNotice.place_id).where(PlaceNotice.kind == PlaceNoticeKind.RETURNED)
    back = select(Subscriber).where(
        col(Subscriber.returned_at).is_not(None),
        col(Subscriber.lost_at).is_not(None),
        Subscriber.status == SubscriberStatus.ACTIVE,
        Subscriber.kind != ChatKind.CHANNEL,
        col(Subscriber.id).not_in(told),
        ~flying,
    )
    found = session.exec(back.order_by(col(Subscriber.returned_at), col(Subscriber.id))).all()
    return [each for each in found if each.held_from is None or each.held_from > now][:limit]


def put_off_offer(session: Session, subscriber_id: int) -> None:
    """Have an offer that was not sent yet be made later: whoever pauses is offered nothing until they go on."""
    unsent = select(Delivery.place_notice_id).where(Delivery.subscriber_id == subscriber_id, is_unsent())
    offer = and_(col(PlaceNotice.place_id) == subscriber_id, col(PlaceNotice.kind) == PlaceNoticeKind.RETURNED)
    session.connection().execute(delete(PlaceNotice).where(offer, col(PlaceNotice.id).in_(unsent)))


def forget(session: Session, subscriber: Subscriber) -> None:
    """Have nothing be left of an absence to tell."""
    subscriber.lost_at = None
    session.add(subscriber)
    session.flush()


def lost_alerts(session: Session, subscriber: Subscriber) -> dict[int, int]:
    """The stories of the articles that a subscriber was owed when they were lost, by article."""
    if subscriber.lost_at is None:
        return {}
    those = select(Delivery.article_id, Delivery.story_id).where(
        Delivery.subscriber_id == subscriber.id,
        Delivery.state == DeliveryState.CANCELLED,
        col(Delivery.cancelled_for).in_(LOST_FOR),
        col(Delivery.settled_at) >= subscriber.lost_at,
    )
    return {article: story for article, story in session.exec(those) if article is not None and story is not None}


def _goes_on(session: Session, subscriber: Subscriber, now: datetime) -> bool:
    """Whether an absence is over of which nothing was told yet, and still can be."""
    lost_at, returned_at = subscriber.lost_at, subscriber.returned_at
    if lost_at is None or (returned_at is not None and returned_at - lost_at > OFFERED_WITHIN):
        return False  # of one that was too long nothing is told, and of the next one all the same
    return now - lost_at <= OFFER_LASTS or _waits_for_offer(session, subscriber)


def _waits_for_offer(session: Session, subscriber: Subscriber) -> bool:
    """Whether an absence is over of which nothing was said yet."""
    sent = select(Delivery.id).join(PlaceNotice, col(PlaceNotice.id) == col(Delivery.place_notice_id))
    offers = sent.where(PlaceNotice.place_id == subscriber.id, PlaceNotice.kind == PlaceNoticeKind.RETURNED)
    is_out = col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.IN_FLIGHT, DeliveryState.UNCERTAIN))
    return session.exec(offers.where(is_out)).first() is None
