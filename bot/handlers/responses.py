"""How readers respond to an alert: its buttons to vote, and reactions as Telegram tells of them."""

from collections.abc import Iterable

from telegram import MessageReactionCountUpdated, MessageReactionUpdated, ReactionType, ReactionTypeEmoji

from bot.handlers.context import AnonymousContext, Services
from bot.handlers.routes import button
from bot.transport.reply import Response
from bot.views.alert import vote_toast
from bot.views.callback_data import VoteForArticle
from bot.views.help import expired_toast
from storage import responses

NAMES_OF_OTHERS = {"custom_emoji": "custom", "paid": "⭐"}
"""Reactions that are no emoji of Unicode, by their type (Bot API, ``ReactionType``)."""


@button(VoteForArticle, is_anonymous=True, is_open=True)
def vote_for_article(context: AnonymousContext, data: VoteForArticle) -> Response:
    """Give a vote, change it, or take it back; who votes in a group is no subscriber for that."""
    voice, sign = context.voice, responses.UP if data.is_up else responses.DOWN
    if not voice.texts.has_votes:
        return Response(toast=expired_toast(voice))
    stands = responses.vote(context.session, context.origin.actor.user_id, data.article_id, sign, context.origin.now)
    if stands is None:
        return Response(toast=expired_toast(voice))
    return Response(toast=vote_toast(bool(data.is_up), voice) if stands else voice.label("toast-vote-taken-back"))


async def note_reaction(services: Services, reaction: MessageReactionUpdated) -> None:
    """Store what somebody thinks of an alert by now; who reacts as a chat counts as that (Bot API, ``actor_chat``)."""
    actor = reaction.user or reaction.actor_chat
    if actor is None or not services.texts.has_votes:
        return
    signs = _signs(reaction.new_reaction)
    await services.database.run(
        responses.react, reaction.chat.id, reaction.message_id, actor.id, signs, services.clock()
    )


async def note_reaction_count(services: Services, reaction: MessageReactionCountUpdated) -> None:
    """Store how many reacted to the post of a channel, whose readers Telegram does not name."""
    if not services.texts.has_votes:
        return
    counts: dict[str, int] = {}
    for each in reaction.reactions:
        (sign,) = _signs([each.type])
        counts[sign] = counts.get(sign, 0) + each.total_count
    await services.database.run(
        responses.count_reactions, reaction.chat.id, reaction.message_id, counts, services.clock()
    )


def _signs(reactions: Iterable[ReactionType]) -> list[str]:
    return [
        each.emoji if isinstance(each, ReactionTypeEmoji) else NAMES_OF_OTHERS.get(each.type, each.type)
        for each in reactions
    ]
