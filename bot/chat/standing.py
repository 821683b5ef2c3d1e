"""Beginning, pausing and going on."""

from bot.chat import following
from bot.chat.answer import Answer, unless_changed
from bot.chat.visit import Visit
from bot.messages import answers, toasts, welcome
from bot.messages.catalogue import to_start_with
from bot.messages.message import Message
from bot.messages.press import OpenHelp, Resume
from storage import subscribers, topics


def start(visit: Visit, slug: str) -> Message:
    """Begin, or go on after /stop; with what a link carried, follow the topic that it names."""
    was_paused = subscribers.resume(visit.session, visit.subscriber_id)
    if slug:
        return following.follow_link(visit, slug)
    if was_paused:
        return welcome.resumed(visit.chosen, visit.voice)
    offered = to_start_with(visit.everything, topics.followers(visit.session))
    return welcome.welcome(offered, visit.chosen, visit.voice)


def stop(visit: Visit, _: str) -> Message:
    """Pause everything and keep all choices."""
    subscribers.pause(visit.session, visit.subscriber_id, visit.caller.now)
    return welcome.stopped(visit.voice)


def resume(visit: Visit, _: Resume) -> Answer:
    """Go on after /stop."""
    was_paused = subscribers.resume(visit.session, visit.subscriber_id)
    answer = Answer(welcome.resumed(visit.chosen, visit.voice), toasts.resumed(visit.voice))
    return unless_changed(visit, answer, is_changed=was_paused)


def help_(visit: Visit, _: str) -> Message:
    """Say what the bot can do."""
    return answers.help_(visit.voice)


def open_help(visit: Visit, _: OpenHelp) -> Answer:
    """Say the same in place of the message that was pressed."""
    return Answer(answers.help_(visit.voice))


def unknown_command(visit: Visit, name: str) -> Message:
    """Say that there is no such command."""
    return answers.unknown_command(name, visit.voice)
