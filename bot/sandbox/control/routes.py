"""All addresses of the control API."""

from bot.sandbox.control.acts import acts
from bot.sandbox.control.books import books
from bot.sandbox.control.places import places

routes = [*books, *places, *acts]
