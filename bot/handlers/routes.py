"""How a handler says what it is for: ``@command``, ``@button`` and ``@answer``, each with the role that may.

What a handler takes and returns follows from that:

- of subscribers, a plain function of a ``SubscriberContext`` in one transaction, which returns a ``Message`` to a
  command and a ``Response`` to a button; with ``is_anonymous`` it takes an ``AnonymousContext``, and nobody is stored
  for asking;
- of administrators, a coroutine function of an ``AdminContext``, which answers through it.

A command may be one thing for administrators and another for everybody else; whoever is an administrator has the first.

Both take, second, what stands behind the command, or the data of the button. An answer's handler takes the question and
the message that answers it; that of a subscriber takes its text alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, TypeVar

from bot.handlers.context import Role
from bot.views.callback_data import CallbackData
from bot.views.help import HelpSection, MenuCommand
from storage.models import Awaits, ChatKind

Trigger = str | type[CallbackData] | Awaits
"""The name of a command, a kind of button, or what an answer is waited for."""

Handler = Callable[..., Any]
H = TypeVar("H", bound=Handler)

PRIVATE_CHATS = frozenset({ChatKind.PRIVATE})
GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
ANYWHERE = PRIVATE_CHATS | GROUPS


@dataclass(frozen=True, slots=True)
class Route:
    """What a handler is for.

    Attributes:
        role: who may ask it.
        is_anonymous: whether it takes note of nobody.
        places: in which kinds of chats it may be asked.
        is_open: whether a button below a message in a group is for everybody there, each for themselves.
        is_review: whether editors may ask it in the group in which they are shown what waits for them, too.
        menu: its place in Telegram's menu of commands; 0 for none.
        section: under which heading /help lists a command of subscribers.
    """

    trigger: Trigger
    handler: Handler
    role: Role = Role.SUBSCRIBER
    is_anonymous: bool = False
    places: frozenset[ChatKind] = PRIVATE_CHATS
    menu: int = 0
    section: HelpSection = HelpSection.NEWS
    is_open: bool = False
    is_review: bool = False

    @property
    def is_for_admins(self) -> bool:
        """Whether it takes an administrator."""
        return self.role > Role.SUBSCRIBER


def command(
    name: str,
    *,
    role: Role = Role.SUBSCRIBER,
    is_anonymous: bool = False,
    is_personal: bool = False,
    menu: int = 0,
    section: HelpSection = HelpSection.NEWS,
    is_review: bool = False,
) -> Callable[[H], H]:
    """Mark the handler of a command, which is named without its slash; ``command-<name>`` is its description's text.

    In groups it is for their administrators, unless it ``is_personal`` or for administrators of the bot.
    """

    def mark(handler: H) -> H:
        places = _places(role, is_personal=is_personal)
        route = Route(name, handler, role, is_anonymous=is_anonymous, places=places, menu=menu, section=section)
        return _add_route(handler, replace(route, is_review=is_review))

    return mark


def button(
    *kinds: type[CallbackData],
    role: Role = Role.SUBSCRIBER,
    is_anonymous: bool = False,
    is_personal: bool = False,
    is_open: bool = False,
    is_review: bool = False,
) -> Callable[[H], H]:
    """Mark the handler of kinds of buttons."""

    def mark(handler: H) -> H:
        places = _places(role, is_personal=is_personal)
        for kind in kinds:
            route = Route(kind, handler, role, is_anonymous=is_anonymous, places=places, is_open=is_open)
            _add_route(handler, replace(route, is_review=is_review))
        return handler

    return mark


def _places(role: Role, *, is_personal: bool) -> frozenset[ChatKind]:
    return PRIVATE_CHATS if is_personal or role > Role.SUBSCRIBER else ANYWHERE


def answer(*awaited: Awaits, role: Role) -> Callable[[H], H]:
    """Mark the handler of messages that answer a question."""

    def mark(handler: H) -> H:
        for awaits in awaited:
            _add_route(handler, Route(awaits, handler, role))
        return handler

    return mark


def _add_route(handler: H, route: Route) -> H:
    handler.routes = (*getattr(handler, "routes", ()), route)  # type: ignore[attr-defined] # a mark on the function
    return handler


@dataclass(frozen=True, slots=True)
class Routes:
    """Every handler by what it is for, and the commands in the order of the menu.

    Attributes:
        shared: commands of administrators that are something else for everybody else.
    """

    commands: Mapping[str, Route] = field(default_factory=dict)
    shared: Mapping[str, Route] = field(default_factory=dict)
    buttons: Mapping[type[CallbackData], Route] = field(default_factory=dict)
    answers: Mapping[Awaits, Route] = field(default_factory=dict)
    menu: tuple[MenuCommand, ...] = ()


def collect_routes(modules: Iterable[ModuleType]) -> Routes:
    """Return what the handlers of these modules are for.

    A command may have two handlers: one for administrators, and one for everybody else.

    Raises:
        ValueError: Two handlers are for the same.
    """
    # With its type: Awaits are strings too.
    found: dict[tuple[type, Trigger, bool], Route] = {}
    for handler in (each for module in modules for each in vars(module).values()):
        for route in getattr(handler, "routes", ()):
            is_second = type(route.trigger) is str and not route.is_for_admins
            known = found.setdefault((type(route.trigger), route.trigger, is_second), route)
            if known.handler is not handler:
                raise ValueError(f"{known.handler.__qualname__} and {handler.__qualname__} are for the same")
    routes = list(found.values())
    own = {route.trigger: route for route in routes if type(route.trigger) is str and not route.is_for_admins}
    of_admins = {route.trigger: route for route in routes if type(route.trigger) is str and route.is_for_admins}
    shared = {name: route for name, route in own.items() if name in of_admins}
    return Routes(
        commands=own | of_admins,
        shared=shared,
        buttons={route.trigger: route for route in routes if isinstance(route.trigger, type)},
        answers={route.trigger: route for route in routes if isinstance(route.trigger, Awaits)},
        menu=_menu(routes, shared),
    )


def _menu(routes: Iterable[Route], shared: Mapping[str, Route]) -> tuple[MenuCommand, ...]:
    shown = [route for route in routes if route.menu]
    ordered = sorted(shown, key=lambda route: (route.is_for_admins, route.menu))
    return tuple(
        MenuCommand(
            str(route.trigger),
            route.section,
            int(route.role),
            is_shared=route in shared.values(),
            is_personal=route.places == PRIVATE_CHATS,
        )
        for route in ordered
    )
