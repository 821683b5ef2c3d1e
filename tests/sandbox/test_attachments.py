"""What people send beside words."""

from base64 import b64encode
from typing import Any

import pytest

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.files import FileKind, image_dimensions
from sandbox.messages import post_message
from sandbox.protocol import BotApiError, Upload
from sandbox.sample_media import SAMPLE_ATTACHMENTS, draw_harbour, sample_attachments
from sandbox.simulator import Attachment, TelegramSimulator
from sandbox.state import NotAllowedError, NotFoundError
from tests.sandbox.conftest import Caller
from tests.sandbox.scenario import PNG
from tests.sandbox.test_simulator import updates

PHOTO = Attachment(FileKind.PHOTO, Upload("a.png", "image/png", PNG))
NOTE = Attachment(FileKind.DOCUMENT, Upload("a.txt", "text/plain", b"text"))


@pytest.fixture
def ada(simulator: TelegramSimulator) -> Person:
    return simulator.add_person("Ada", "Byron", person_id=501, username="ada")


@pytest.fixture
def group(simulator: TelegramSimulator, ada: Person) -> Chat:
    return simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada, bot_is=MemberStatus.ADMINISTRATOR)


def heard(simulator: TelegramSimulator) -> list[dict[str, Any]]:
    return [update["message"] for update in updates(simulator) if "message" in update]


@pytest.mark.parametrize("name", SAMPLE_ATTACHMENTS)
async def test_a_bot_is_sent_a_sample_and_can_send_it_on(caller: Caller, ada: Person, name: str) -> None:
    simulator = caller.simulator
    sent = await simulator.send(ada, sample_attachments(name, "<b>Look</b>", "HTML"))
    first, *others = heard(simulator)
    assert [message["message_id"] for message in (first, *others)] == [message.id for message in sent]
    kind = sent[0].file_kind
    assert kind is not None
    assert (first.get("caption"), "caption_entities" in first) == (
        ("Look", True) if kind.has_caption else (None, False)
    )
    assert not any("caption" in message for message in others)
    assert len({message.get("media_group_id") for message in heard(simulator)}) == 1
    assert ("media_group_id" in first) is bool(others)
    file = first[kind][-1] if kind is FileKind.PHOTO else first[kind]
    again = await caller.result(f"send{kind.replace('_', '')}", chat_id=501, **{kind: file["file_id"]})
    assert again[kind] == first[kind]


def test_an_unknown_sample_is_named() -> None:
    with pytest.raises(NotFoundError, match="There is no sample poem; there are photo, "):
        sample_attachments("poem")


@pytest.mark.parametrize(
    ("enclosures", "words"),
    [
        ([], "An album has up to 10 files"),
        ([PHOTO] * 11, "An album has up to 10 files"),
        ([PHOTO, NOTE], "These do not make an album: photo, document"),
        ([sample_attachments("sticker")[0]] * 2, "These do not make an album: sticker, sticker"),
    ],
)
async def test_what_makes_no_album(
    simulator: TelegramSimulator, ada: Person, enclosures: list[Attachment], words: str
) -> None:
    with pytest.raises(NotAllowedError, match=words):
        await simulator.send(ada, enclosures)


async def test_a_photo_that_is_none_is_refused(simulator: TelegramSimulator, ada: Person) -> None:
    with pytest.raises(BotApiError, match="IMAGE_PROCESS_FAILED"):
        await simulator.send(ada, [Attachment(FileKind.PHOTO, NOTE.upload)])


async def test_spoilers_and_captions_above_are_for_what_is_seen(simulator: TelegramSimulator, ada: Person) -> None:
    for enclosure in (PHOTO, NOTE):
        upload = enclosure.upload
        await simulator.send(ada, [Attachment(enclosure.kind, upload, "x", has_spoiler=True, is_caption_above=True)])
    flags = [(one.get("has_media_spoiler"), one.get("show_caption_above_media")) for one in heard(simulator)]
    assert flags == [(True, True), (None, None)]


async def test_a_caption_is_rewritten_and_its_file_stays(simulator: TelegramSimulator, ada: Person) -> None:
    [message] = await simulator.send(ada, sample_attachments("photo", "frist"))
    await simulator.edit_text(message, "first")
    edited = updates(simulator)[-1]["edited_message"]
    assert (edited["caption"], edited["photo"]) == ("first", message.content["photo"])


async def test_forwards_tell_their_origin(simulator: TelegramSimulator, ada: Person, group: Chat) -> None:
    bob = simulator.add_person("Bob", "Reed")
    said = await simulator.say(ada, "hello", group)
    channel = simulator.add_chat(ChatType.CHANNEL, "Channel", creator=ada)
    posted = await simulator.say(ada, "news", channel)
    again = (await simulator.forward(ada, [said]))[0]
    for message, is_hidden in ((said, False), (said, True), (posted, False), (again, True)):
        await simulator.forward(bob, [message], is_hidden=is_hidden)
    origins = [one["forward_origin"] for one in heard(simulator) if one["from"]["id"] == bob.id]
    assert [origin["type"] for origin in origins] == ["user", "hidden_user", "channel", "user"]
    assert origins[1]["sender_user_name"] == "Ada Byron"
    assert origins[3] == origins[0]


async def test_a_forwarded_album_is_an_album_again(simulator: TelegramSimulator, ada: Person) -> None:
    album = await simulator.send(ada, sample_attachments("album"))
    word = await simulator.say(ada, "x")
    forwarded = await simulator.forward(ada, [*album, word])
    groups = [message.about.get("media_group_id") for message in forwarded]
    assert groups == [groups[0]] * 4 + [None]
    assert groups[0] != album[0].about["media_group_id"]


async def test_the_control_api_sends_files(caller: Caller, ada: Person) -> None:
    given = {"content": b64encode(PNG).decode(), "name": "a.png", "mime_type": "image/png", "spoiler": True}
    video = {"kind": "video", "content": b64encode(b"x").decode(), "duration": 7, "width": 90, "height": 60}
    files = [{"kind": "photo", "caption": "<i>x</i>", "parse_mode": "HTML", **given}, video]
    status, answer = await caller.control("people/501/send", files=files)
    assert status == 200
    assert answer["message"] == answer["messages"][0]
    photo, film = heard(caller.simulator)
    assert (photo["caption_entities"][0]["type"], photo["has_media_spoiler"]) == ("italic", True)
    assert (film["video"]["duration"], film["video"]["width"]) == (7, 90)
    for wrong in ({"kind": "photo", "content": "no base64"}, {"kind": "poem", "content": ""}, {"content": ""}):
        assert (await caller.control("people/501/send", files=[wrong]))[0] == 400
    assert (await caller.control("people/501/send", files=[]))[0] == 409
    assert (await caller.control("people/501/send", sample="poem"))[0] == 404


async def test_the_control_api_forwards_and_shares(caller: Caller, ada: Person) -> None:
    caller.simulator.add_person("Bob", "Reed", person_id=502, username="bob")
    [said, seen] = [
        await caller.simulator.say(ada, "one"),
        (await caller.simulator.send(ada, sample_attachments("photo")))[0],
    ]
    ids = [said.id, seen.id]
    await caller.control("people/502/forward", from_chat_id=501, message_ids=ids, hidden=True)
    await caller.control("people/502/share", contact_id=501)
    await caller.control("people/502/share", latitude=59.9, longitude=10.7, chat_id=502)
    forwarded = heard(caller.simulator)[2:4]
    assert [one["forward_origin"]["type"] for one in forwarded] == ["hidden_user"] * 2
    contact, place = heard(caller.simulator)[4:]
    expected = {"phone_number": "+000501", "user_id": 501, "first_name": "Ada", "last_name": "Byron"}
    assert (contact["contact"], place["location"]) == (expected, {"latitude": 59.9, "longitude": 10.7})
    assert (await caller.control("people/502/share", latitude=59.9))[0] == 400


async def test_formatted_words_a_helping_bot_and_a_groups_name(caller: Caller, ada: Person, group: Chat) -> None:
    await caller.control("people/501/say", text="<b>x</b>", parse_mode="HTML", via_bot="gif_finder_bot")
    [message] = heard(caller.simulator)
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    via = message["via_bot"]
    assert (via["username"], via["first_name"], via["is_bot"]) == ("gif_finder_bot", "Gif Finder", True)
    assert (await caller.control("people/501/say", text="<b>x", parse_mode="HTML"))[0] == 400
    assert (await caller.control("people/501/say", text="x", anonymous=True))[0] == 409
    await caller.control("people/501/send", sample="photo", forwarded_from="Noor Idris")
    assert heard(caller.simulator)[-1]["forward_origin"]["sender_user_name"] == "Noor Idris"
    status, _ = await caller.control("people/501/say", text="/help", chat_id=group.id, anonymous=True)
    assert status == 200
    spoken = heard(caller.simulator)[-1]
    assert (spoken["from"]["id"], spoken["sender_chat"]["id"]) == (1_087_968_824, group.id)


async def test_a_group_may_bar_one_kind(caller: Caller, ada: Person) -> None:
    group = caller.simulator.add_chat(ChatType.SUPERGROUP, "Group", creator=ada)
    [photo] = await caller.simulator.send(ada, sample_attachments("photo"))
    [film] = await caller.simulator.send(ada, sample_attachments("video"))
    await caller.control(f"chats/{group.id}/mute", rights=["can_send_photos"])
    picture = photo.content["photo"][-1]["file_id"]
    barred = "Bad Request: not enough rights to send photos to the chat"
    album = [{"type": "video", "media": film.content["video"]["file_id"]}, {"type": "photo", "media": picture}]
    for method, given in (("sendPhoto", {"photo": picture}), ("sendMediaGroup", {"media": album})):
        assert (await caller.call(method, chat_id=group.id, **given))[1]["description"] == barred
    assert (await caller.call("copyMessage", chat_id=group.id, from_chat_id=501, message_id=photo.id))[0] == 400
    await caller.result("sendVideo", chat_id=group.id, video=film.content["video"]["file_id"])
    await caller.result("sendMessage", chat_id=group.id, text="x")
    await caller.control(f"chats/{group.id}/mute", rights=["can_send_photos"], muted=False)
    await caller.result("sendPhoto", chat_id=group.id, photo=picture)
    assert (await caller.control(f"chats/{group.id}/mute", rights=["can_fly"]))[0] == 404


async def test_a_sticker_has_no_caption_to_edit(caller: Caller, ada: Person) -> None:
    private = caller.simulator.private_chat(ada)
    ada.started.add(caller.simulator.bot.id)
    stored = caller.simulator.files.keep(PHOTO.upload, FileKind.STICKER)
    sent = post_message(caller.simulator, private, caller.simulator.bot, stored.as_content())
    status, body = await caller.call("editMessageCaption", chat_id=501, message_id=sent.id, caption="x")
    assert (status, body["description"]) == (400, "Bad Request: there is no caption in the message to edit")


@pytest.mark.parametrize("hour", range(4))
def test_the_harbour_is_a_picture(hour: int) -> None:
    assert image_dimensions(draw_harbour(hour, 64, 40)) == (64, 40)
