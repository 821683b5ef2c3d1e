"""Files and albums, queries, commands, topics, the bot itself."""

from tests.sandbox.method_cases import Row

PICTURE = "https://pictures.example.org/a.jpg"
BOT_LINK = "https://t.me/topicwire_sandbox_bot"
PICTURE = "https://example.org/ferry.png"
UNREADABLE = "Bad Request: can't parse inline query result: "
NO_BUTTON_TEXT = "Bad Request: can't parse inline query results button: Can't find field \"text\""


def story(**changed: object) -> dict[str, object]:
    return {"type": "article", "id": "1", "title": "A story", "input_message_content": {"message_text": "x"}} | changed


def answer(results: list[dict[str, object]], wanted: object, **more: object) -> Row:
    return "answerInlineQuery", {"inline_query_id": "$inline", "results": results, **more}, wanted


TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def photo(value: object, answer: object, **more: object) -> Row:
    return "sendPhoto", {"chat_id": 501, "photo": value, **more}, answer


def album(media: object, answer: object) -> Row:
    return "sendMediaGroup", {"chat_id": 501, "media": media}, answer


def item(value: str, kind: str = "photo") -> dict[str, object]:
    return {"type": kind, "media": value}


def commands(value: object, answer: object, **more: object) -> Row:
    return "setMyCommands", {"commands": value, **more}, answer


def command(name: str = "start", description: str = "Begin") -> dict[str, object]:
    return {"command": name, "description": description}


def topic(method: str, answer: object, chat_id: int = -100500, **more: object) -> Row:
    return method, {"chat_id": chat_id, **more}, answer


FILES: list[Row] = [
    photo("$picture", {"photo": [{"width": 90}, {"width": 320}, {"width": 640, "height": 480}]}),
    photo(PICTURE, {"photo": [{}, {}, {}, {"width": 1200}], "caption": None}),
    photo(PICTURE, {"caption": "x", "caption_entities": [{"type": "bold"}]}, caption="<b>x</b>", parse_mode="HTML"),
    photo(PICTURE, {"show_caption_above_media": True}, caption="x", show_caption_above_media=True),
    photo(PICTURE, {"caption": "x" * 1024}, caption="x" * 1024),
    photo(PICTURE, "Bad Request: message caption is too long", caption="x" * 1025),
    photo(PICTURE, {"reply_markup": None}, reply_markup=""),
    photo("", "Bad Request: there is no photo in the request"),
    photo("$file", "Bad Request: can't use file of type Document as Photo"),
    photo("nonsense", "Bad Request: wrong remote file identifier specified: Wrong string length"),
    photo("https://gone.invalid/a.jpg", "Bad Request: failed to get HTTP URL content"),
    photo("https://example.org/page.html", "Bad Request: wrong type of the web page content"),
    photo("http://localhost/a.jpg", "Bad Request: wrong HTTP URL specified"),
    photo("http:///a.jpg", "Bad Request: invalid file HTTP URL specified: URL host is empty"),
    ("sendDocument", {"chat_id": 501, "document": "$file"}, {"document": {"file_name": "a.txt", "file_size": 4}}),
    ("sendDocument", {"chat_id": 501}, "Bad Request: there is no document in the request"),
    ("getFile", {"file_id": "$file"}, {"file_size": 4}),
    ("getFile", {"file_id": "nonsense"}, "Bad Request: invalid file_id"),
    album([item("$picture"), item(PICTURE)], [{"photo": [{}, {}, {}]}, {"photo": [{}, {}, {}, {}]}]),
    album([item("$file", "document")], [{"document": {"file_name": "a.txt"}}]),
    album([], "Bad Request: there are no messages to send"),
    album([item("$picture")] * 11, "Bad Request: too many messages to send as an album"),
    album(4, "Bad Request: expected an Array of InputMedia"),
    album([4], "Bad Request: can't parse InputMedia: Expected an Object"),
    album([item("$picture"), item("$file", "document")], "Bad Request: document can't be mixed with other media types"),
    album(
        [item("$picture"), item("https://gone.invalid/a.jpg")],
        'Bad Request: failed to send message #2 with the error message "WEBPAGE_CURL_FAILED"',
    ),
    album([item("nonsense")], "Bad Request: wrong remote file identifier specified: Wrong string length"),
]
QUERIES: list[Row] = [
    ("answerCallbackQuery", {"callback_query_id": "$query", "text": "done"}, True),
    ("answerCallbackQuery", {"callback_query_id": "$query", "url": f"{BOT_LINK}?start=news"}, True),
    ("answerCallbackQuery", {"callback_query_id": "$query", "url": BOT_LINK}, "Bad Request: URL_INVALID"),
    ("answerCallbackQuery", {"callback_query_id": "$query", "url": "https://example.org"}, "Bad Request: URL_INVALID"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, TOO_OLD),
    ("answerCallbackQuery", {}, TOO_OLD),
    ("answerCallbackQuery", {"callback_query_id": "$inline"}, TOO_OLD),
    ("answerCallbackQuery", {"callback_query_id": "$query", "text": "x" * 201}, "Bad Request: MESSAGE_TOO_LONG"),
    answer([story()], True),
    answer([story(id="é" * 32)], True),
    answer([story(id="é" * 33)], "Bad Request: RESULT_ID_INVALID"),
    answer([story(title=None)], f'{UNREADABLE}Can\'t find field "title"'),
    answer([{"type": "article", "id": "1", "title": "x"}], f"{UNREADABLE}Input message content is not specified"),
    answer([{"type": "photo", "id": "1"}], f'{UNREADABLE}Can\'t find field "photo_url"'),
    answer([{"type": "photo", "id": "1", "photo_url": PICTURE}], f'{UNREADABLE}Can\'t find field "thumbnail_url"'),
    answer([{"type": "photo", "id": "1", "photo_url": PICTURE, "thumbnail_url": PICTURE, "caption": "c"}], True),
    answer([{"type": "photo", "id": "1", "photo_file_id": "$picture"}], True),
    answer(
        [{"type": "photo", "id": "1", "photo_file_id": "x"}],
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    answer([story(input_message_content={"message_text": "<b>"})], True),
    answer([story(input_message_content={"message_text": ""})], "Bad Request: message text is empty"),
    answer([story(input_message_content={"message_text": "x" * 4097})], "Bad Request: message is too long"),
    answer([story(reply_markup={"keyboard": [["x"]]})], "Bad Request: inline keyboard expected"),
    answer(
        [story(reply_markup={"inline_keyboard": [[{"text": "x", "url": "http://localhost"}]]})],
        "Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ),
    answer([], True, button={"text": "Settings", "start_parameter": "settings"}),
    answer([], "Bad Request: START_PARAM_INVALID", button={"text": "Settings", "start_parameter": "a b"}),
    answer([], NO_BUTTON_TEXT, button={"start_parameter": "a"}),
    answer([], "Bad Request: NEXT_OFFSET_INVALID", next_offset="x" * 65),
    ("answerInlineQuery", {"inline_query_id": "1", "results": []}, TOO_OLD),
    (
        "answerInlineQuery",
        {"inline_query_id": "$inline", "results": [{"type": "article", "id": "1"}] * 2},
        "Bad Request: RESULT_ID_DUPLICATE",
    ),
    (
        "answerInlineQuery",
        {"inline_query_id": "$inline", "results": [{"type": "article", "id": ""}]},
        "Bad Request: RESULT_ID_INVALID",
    ),
    (
        "answerInlineQuery",
        {"inline_query_id": "$inline", "results": [{"type": "article", "id": str(i)} for i in range(51)]},
        "Bad Request: RESULTS_TOO_MUCH",
    ),
    (
        "answerInlineQuery",
        {"inline_query_id": "$inline", "results": [{}]},
        "Bad Request: can't parse inline query result: Can't find field \"type\"",
    ),
    ("answerInlineQuery", {}, "Bad Request: can't parse inline query results JSON object"),
]
COMMANDS: list[Row] = [
    commands([command()], True),
    commands([command("/start")], True),
    commands([], True),
    commands([command()], True, scope={"type": "chat", "chat_id": 501}, language_code="de"),
    commands([command()], True, scope={"type": "chat_member", "chat_id": -4001, "user_id": 504}),
    commands([command()] * 101, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
    commands([command("Start")], "Bad Request: BOT_COMMAND_INVALID"),
    commands([command("s" * 33)], "Bad Request: BOT_COMMAND_INVALID"),
    commands([command("/")], "Bad Request: command name must be non-empty"),
    commands([command(description=" ")], "Bad Request: command description must be non-empty"),
    commands([command(description="x" * 257)], "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    commands([{"command": "start"}], "Bad Request: can't parse BotCommand: Can't find field \"description\""),
    commands([4], "Bad Request: expected an Array of BotCommand"),
    commands(4, "Bad Request: expected an Array of BotCommand"),
    commands([], "Bad Request: can't parse BotCommandScope: Unsupported type specified", scope={"type": "all"}),
    commands([], "Bad Request: can't parse BotCommandScope: Can't find field \"type\"", scope={}),
    commands([], "Bad Request: chat not found", scope={"type": "chat", "chat_id": 123456}),
    commands([], "Bad Request: LANG_CODE_INVALID", language_code="deutsch"),
    commands([command()], True, scope={"type": "all_private_chats"}),
    ("getMyCommands", {}, []),
    ("deleteMyCommands", {}, True),
]
TOPICS: list[Row] = [
    topic("createForumTopic", {"name": "News", "icon_color": 7322096}, name="News"),
    topic("createForumTopic", {"name": "n" * 128}, name="n" * 200),
    topic("createForumTopic", "Bad Request: title must be non-empty", name=" "),
    topic("createForumTopic", "Bad Request: invalid icon color specified", name="News", icon_color=5),
    topic("createForumTopic", "Bad Request: the chat is not a forum", -4001, name="News"),
    topic("createForumTopic", "Bad Request: the chat is not a forum", 501, name="News"),
    topic("createForumTopic", "Bad Request: not enough rights to manage topics in the chat", -100501, name="News"),
    topic("editForumTopic", True, message_thread_id="$topic", name="Other"),
    topic("editForumTopic", "Bad Request: TOPIC_NOT_MODIFIED", message_thread_id="$topic", name="Open"),
    topic("editForumTopic", "Bad Request: message thread not found", message_thread_id=99999, name="x"),
    topic("closeForumTopic", True, message_thread_id="$topic"),
    topic("closeForumTopic", "Bad Request: TOPIC_NOT_MODIFIED", message_thread_id="$own_closed"),
    topic("reopenForumTopic", True, message_thread_id="$own_closed"),
    topic("reopenForumTopic", "Bad Request: TOPIC_NOT_MODIFIED", message_thread_id="$topic"),
    topic("deleteForumTopic", True, message_thread_id="$topic"),
    topic("deleteForumTopic", "Bad Request: message thread not found", message_thread_id="$gone"),
    topic("unpinAllForumTopicMessages", True, message_thread_id="$topic"),
    ("getForumTopicIconStickers", {}, []),
]
ITSELF: list[Row] = [
    ("getMe", {}, {"id": 1000001, "is_bot": True, "username": "topicwire_sandbox_bot"}),
    ("GETME", {}, {"id": 1000001}),
    ("getMyName", {}, {"name": "Topicwire Sandbox"}),
    ("setMyName", {"name": "n" * 64}, True),
    ("setMyName", {"name": "n" * 65}, "Bad Request: BOT_TITLE_INVALID"),
    ("getMyDescription", {}, {"description": ""}),
    ("setMyDescription", {"description": "d" * 513}, "Bad Request: BOT_ABOUT_INVALID"),
    ("getMyShortDescription", {"language_code": "de"}, {"short_description": ""}),
    ("setMyShortDescription", {"short_description": "d" * 120}, True),
    ("getWebhookInfo", {}, {"url": "", "has_custom_certificate": False, "max_connections": None}),
    ("setWebhook", {"url": "nonsense"}, "Bad Request: invalid webhook URL specified"),
    ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "s" * 257}, "Bad Request: secret token is too long"),
    (
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "no spaces"},
        "Bad Request: secret token contains unallowed characters",
    ),
    (
        "setWebhook",
        {"url": "https://example.org/hook"},
        "Bad Request: bad webhook: the sandbox posts to addresses of this machine only",
    ),
    ("setWebhook", {"url": ""}, True),
    ("deleteWebhook", {"drop_pending_updates": True}, True),
    ("logOut", {}, True),
    ("sendNothing", {}, "Not Found: method not found"),
]
ROWS: list[Row] = [*FILES, *QUERIES, *COMMANDS, *TOPICS, *ITSELF]
