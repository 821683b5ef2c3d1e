"""All addresses of the control API."""

from bot.sandbox.control.acts import acts
from bot.sandbox.control.books import books
from bot.sandbox.control.places import places
from bot.sandbox.control.records import records
from bot.sandbox.control.shares import shares

routes = [*books, *places, *acts, *shares, *records]
