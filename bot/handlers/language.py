"""/language: in which language a chat is spoken to."""

from dataclasses import replace

from bot.handlers.context import SubscriberContext, expired_response
from bot.handlers.routes import button, command
from bot.transport.reply import Response
from bot.views.callback_data import OpenLanguages, SetLanguage
from bot.views.help import HelpSection
from bot.views.language import LANGUAGES, language_toast, languages_message, read_language
from bot.views.message import Message
from storage import subscribers


@command("language", menu=8, section=HelpSection.ALERTS)
def choose_language(context: SubscriberContext, written: str) -> Message:
    """Speak the language that is named; without one, or if it is none, show them all."""
    if not written:
        return _page(context)
    language = read_language(written, context.voice.texts)
    if language is None:
        return _page(context, written)
    _speak(context, language)
    return _page(context)


@button(OpenLanguages)
def open_languages(context: SubscriberContext, _: OpenLanguages) -> Response:
    """Show the languages."""
    return Response(_page(context))


@button(SetLanguage)
def set_language(context: SubscriberContext, data: SetLanguage) -> Response:
    """Speak the language of a button; the page is worded anew."""
    if data.number >= len(LANGUAGES):
        return expired_response(context, _page(context))
    _speak(context, LANGUAGES[data.number])
    return Response(_page(context), language_toast(context.subscriber.language, context.voice))


def _speak(context: SubscriberContext, language: str) -> None:
    """Speak a language from now on; who asks about another place is answered in their own all the same."""
    subscribers.set_language(context.session, context.subscriber_id, language)
    if context.asker_id == context.subscriber_id:
        context.voice = replace(context.voice, language=language)


def _page(context: SubscriberContext, unknown: str | None = None) -> Message:
    return languages_message(context.subscriber.language, context.voice, unknown)
