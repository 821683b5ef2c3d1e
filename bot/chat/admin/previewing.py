"""What will be sent, shown to whoever is about to send it."""

from telegram.error import BadRequest

from bot.chat.admin import digests
from bot.chat.admin.errand import Errand
from bot.chat.showing import show_post
from bot.messages.admin import asking
from bot.messages.post import from_json
from storage import broadcasts


async def show_preview(errand: Errand, broadcast_id: int) -> bool:
    """Show a broadcast as its recipients will see it. Returns False where Telegram refuses it, which is said."""
    broadcast = await errand.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        return False
    if broadcast.digest_id is not None:
        return await digests.show_preview(errand.bot, errand.desk, errand.person_id, broadcast.digest_id, errand.voice)
    try:
        await show_post(errand.bot, errand.person_id, from_json(broadcast.post))
    except BadRequest as error:
        await errand.reply(asking.refused(error.message, errand.voice))
        return False
    return True
