"""Inline mode: answerInlineQuery, and what each of its results would send."""

import re

from sandbox.files import FileKind
from sandbox.methods.call import Call
from sandbox.methods.content import check_text_length, read_caption, read_file, read_text
from sandbox.methods.keyboards import finalise_markup, read_markup
from sandbox.methods.updates import find_open_query
from sandbox.protocol import Json, Parameters, bad_request

MAX_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
MAX_NEXT_OFFSET_BYTES = 64
UNREADABLE = "can't parse inline query result: "
RESULT_KINDS = {
    "photo": FileKind.PHOTO,
    "gif": FileKind.ANIMATION,
    "mpeg4_gif": FileKind.ANIMATION,
    "video": FileKind.VIDEO,
    "audio": FileKind.AUDIO,
    "voice": FileKind.VOICE,
    "document": FileKind.DOCUMENT,
    "sticker": FileKind.STICKER,
}
MESSAGE_FIELDS = ("message_text", "parse_mode", "entities", "link_preview_options", "disable_web_page_preview")


def answer_inline_query(call: Call) -> bool:
    """Answer an inline query with up to 50 results, and a button above them."""
    results = read_results(call)
    button = read_results_button(call)
    contents = {result["id"]: read_result(call, result) for result in results}
    query = find_open_query(call, "inline_query_id", "inline_query")
    next_offset = call.parameters.text("next_offset")
    if len(next_offset.encode()) > MAX_NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.contents = contents
    query.answer = {"results": results, "next_offset": next_offset} | ({"button": button} if button else {})
    call.simulator.events.publish("answered", query_id=query.id, person_id=query.person_id, **query.answer)
    return True


def read_results(call: Call) -> list[Json]:
    """Return the results, after the checks of their number and ids."""
    results = call.parameters.parsed("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    for result in results:
        if not isinstance(result, dict) or not isinstance(result.get("type"), str):
            raise bad_request(f'{UNREADABLE}Can\'t find field "type"')
        if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= MAX_RESULT_ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def read_results_button(call: Call) -> Json | None:
    """Return the button above the results: it opens the private chat with a start parameter, or a Web App."""
    button = call.parameters.parsed("button", "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if "start_parameter" in button:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button["start_parameter"])):
            raise bad_request("START_PARAM_INVALID")
    elif "web_app" not in button:
        raise bad_request("can't parse inline query results button: Field must have one of start_parameter or web_app")
    return button


def read_result(call: Call, result: Json) -> Json:
    """Return what a result would send: the content of a message, and its keyboard as ``reply_markup``."""
    given = result.get("input_message_content")
    if result["type"] == "article" and not isinstance(result.get("title"), str):
        raise bad_request(f'{UNREADABLE}Can\'t find field "title"')
    if isinstance(given, dict):
        content = read_message_text(call, given)
    elif result["type"] in RESULT_KINDS:
        content = read_media_result(call, result)
    else:
        raise bad_request(f"{UNREADABLE}Input message content is not specified")
    markup = read_markup(result.get("reply_markup"))
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    shown = finalise_markup(markup, call.simulator.parser.link, private=False)
    return content | ({"reply_markup": shown} if shown else {})


def read_message_text(call: Call, given: Json) -> Json:
    """Return the content of an ``InputTextMessageContent``."""
    values = {name: given[name] for name in MESSAGE_FIELDS if name in given}
    values["text"] = values.pop("message_text", "")
    content = read_text(Call(call.simulator, call.bot, Parameters(values)))
    check_text_length(content)
    return content


def read_media_result(call: Call, result: Json) -> Json:
    """Return the content of a result with a file, by its address or its id."""
    kind = result["type"]
    value = str(result.get(f"{kind}_url") or result.get(f"{kind}_file_id") or "")
    if not value:
        raise bad_request(f'{UNREADABLE}Can\'t find field "{kind}_url"')
    if f"{kind}_url" in result and kind == "photo" and not result.get("thumbnail_url"):
        raise bad_request(f'{UNREADABLE}Can\'t find field "thumbnail_url"')
    one = Call(call.simulator, call.bot, Parameters({name: result[name] for name in result if name != "type"}))
    content = read_file(one, value, RESULT_KINDS[kind]).as_content() | read_caption(one)
    check_text_length(content)
    return content
