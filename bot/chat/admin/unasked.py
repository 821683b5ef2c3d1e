"""What is done for an administrator who did not ask for it just now."""

from telegram import Bot

from bot.chat.admin.errand import Errand
from bot.chat.admin.office import Office
from bot.chat.desk import Desk
from bot.messages.texts import FALLBACK, Voice
from storage import subscribers


async def errand_for(bot: Bot, desk: Desk, office: Office, person_id: int) -> Errand | None:
    """Return an errand for a person; None if they are no administrator (any more)."""
    role = await office.role_of(desk.database, person_id)
    if role is None:
        return None
    return Errand(bot, desk, office, person_id, role, await voice_of(desk, person_id), desk.clock())


async def voice_of(desk: Desk, person_id: int) -> Voice:
    """Return the texts in a person's language, as far as it is known."""
    known = await desk.database.run(subscribers.find, person_id)
    return desk.texts.voice(known.language if known else FALLBACK)
