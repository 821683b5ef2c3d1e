"""What handlers say that they are for."""

import inspect
from types import ModuleType
from typing import get_args, get_type_hints

import pytest

from bot.handlers.context import AdminContext, AnonymousContext, ChatContext, Role, SubscriberContext
from bot.handlers.features import ROUTES
from bot.handlers.routes import ANYWHERE, Route, answer, button, collect_routes, command
from bot.transport.reply import Response
from bot.views.callback_data import FollowTopic, OpenCatalogue, UnfollowTopic
from bot.views.message import Message
from storage.models import Awaits

EVERY = [*ROUTES.commands.values(), *ROUTES.buttons.values(), *ROUTES.answers.values()]


def module_with(*handlers: object) -> ModuleType:
    module = ModuleType("weather")
    for number, handler in enumerate(handlers):
        setattr(module, f"handler_{number}", handler)
    return module


@command("weather", menu=12)
def show_weather(_: SubscriberContext, __: str) -> Message:
    raise NotImplementedError


@button(FollowTopic, UnfollowTopic)
def change_topic(_: SubscriberContext, __: FollowTopic | UnfollowTopic) -> Response:
    raise NotImplementedError


@answer(Awaits.START, role=Role.EDITOR)
async def take_start(*_: object) -> None:
    raise NotImplementedError


def test_a_new_command_is_one_function() -> None:
    routes = collect_routes([module_with(show_weather)])
    assert routes.commands == {"weather": Route("weather", show_weather, menu=12, places=ANYWHERE)}
    assert [each.name for each in routes.menu] == ["weather"]


def test_a_handler_may_be_for_several_buttons() -> None:
    assert collect_routes([module_with(change_topic)]).buttons.keys() == {FollowTopic, UnfollowTopic}


def test_a_command_and_an_answer_of_one_name_are_two() -> None:
    @command("start")
    def start(_: SubscriberContext, __: str) -> Message:
        raise NotImplementedError

    routes = collect_routes([module_with(start, take_start)])
    assert (routes.commands["start"].handler, routes.answers[Awaits.START].handler) == (start, take_start)


def test_a_handler_that_is_imported_elsewhere_counts_once() -> None:
    assert len(collect_routes([module_with(show_weather), module_with(show_weather)]).commands) == 1


def test_two_handlers_cannot_be_for_the_same() -> None:
    @button(UnfollowTopic)
    def leave(_: SubscriberContext, __: UnfollowTopic) -> Response:
        raise NotImplementedError

    with pytest.raises(ValueError, match=r"change_topic and .*leave are for the same"):
        collect_routes([module_with(change_topic, leave)])


def test_what_is_not_marked_is_no_handler() -> None:
    assert collect_routes([module_with(OpenCatalogue, 7, str)]) == collect_routes([])


@pytest.mark.parametrize("route", EVERY, ids=lambda route: route.handler.__qualname__)
def test_a_handler_takes_and_returns_what_the_router_expects(route: Route) -> None:
    takes = list(inspect.signature(route.handler).parameters)
    hints = get_type_hints(route.handler)
    if inspect.iscoroutinefunction(route.handler):
        assert (hints[takes[0]], hints["return"]) == (AdminContext if route.is_for_admins else ChatContext, type(None))
    else:
        assert not route.is_for_admins
        assert hints[takes[0]] is (AnonymousContext if route.is_anonymous else SubscriberContext)
        assert hints["return"] is (Message if isinstance(route.trigger, str) else Response)
    if isinstance(route.trigger, type):
        assert route.trigger in (get_args(hints[takes[1]]) or {hints[takes[1]]})
