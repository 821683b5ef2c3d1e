"""Answering: answerCallbackQuery and answerInlineQuery."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call
from bot.sandbox.queries import Query

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWERABLE_FOR = 900.0  # Telegram publishes no figure


def answer_callback_query(call: Call) -> bool:
    """Answer the press of a button, once."""
    text = call.parameters.text("text")
    query = open_query(call, "callback_query_id", "callback_query")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": call.parameters.boolean("show_alert")}
    if call.parameters.has("url"):
        answer["url"] = call.parameters.text("url")
    query.answer = answer
    call.world.events.publish("answered", query_id=query.id, person_id=query.person_id, **answer)
    return True


def answer_inline_query(call: Call) -> bool:
    """Answer an inline query with up to 50 results."""
    results = call.parameters.parsed("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    for result in results:
        if not isinstance(result, dict) or not isinstance(result.get("type"), str):
            raise bad_request("can't parse inline query result: Can't find field \"type\"")
        if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query = open_query(call, "inline_query_id", "inline_query")
    query.answer = {"results": results, "next_offset": call.parameters.text("next_offset")}
    call.world.events.publish("answered", query_id=query.id, person_id=query.person_id, **query.answer)
    return True


def open_query(call: Call, name: str, kind: str) -> Query:
    """Return the query that waits for this answer."""
    query = call.world.queries.get(call.parameters.text(name))
    if query is None or query.bot_id != call.bot.id or query.kind != kind or query.answer is not None:
        raise bad_request(TOO_OLD)
    if call.world.monotonic() > query.asked_at + ANSWERABLE_FOR:
        raise bad_request(TOO_OLD)
    return query
