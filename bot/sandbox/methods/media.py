"""The files of a request: uploaded, named by id, or named by address."""

from urllib.parse import urlsplit

from bot.sandbox.answers import bad_request
from bot.sandbox.call import Call
from bot.sandbox.files import StoredFile

PAGES = (".html", ".htm", ".txt", ".json")


def read_file(call: Call, value: str, field: str, *, photo: bool) -> StoredFile:
    """Return the file that a parameter names or brings.

    No address is ever fetched. One whose host ends in ``.invalid`` counts as out of reach, one whose path
    ends as a page's does not count as a picture.

    Raises:
        Refusal: in Telegram's words.
    """
    upload = call.parameters.files.get(value.removeprefix("attach://") if value else field)
    if upload is not None:
        return call.world.files.keep(upload, photo=photo)
    if not value:
        raise bad_request(f"there is no {'photo' if photo else 'document'} in the request")
    if value.startswith(("http://", "https://")):
        return by_address(call, value, photo=photo)
    stored = call.world.files.find(value)
    if stored is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if photo and stored.size is None:
        raise bad_request("can't use file of type Document as Photo")
    return stored


def by_address(call: Call, url: str, *, photo: bool) -> StoredFile:
    """Return what lies at an address."""
    host = urlsplit(url).hostname or ""
    if not host:
        raise bad_request("invalid file HTTP URL specified: URL host is empty")
    if "." not in host or call.world.parser.link(url) is None:
        raise bad_request("wrong HTTP URL specified")
    if host.endswith(".invalid"):
        raise bad_request("failed to get HTTP URL content")
    if photo and urlsplit(url).path.lower().endswith(PAGES):
        raise bad_request("wrong type of the web page content")
    return call.world.files.keep_address(url, photo=photo)
