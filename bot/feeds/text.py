"""Text as feeds hold it: from bytes in whatever encoding, and from HTML."""

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))  # XML 1.0, appendix F
# What is called so means Windows-1252 (WHATWG Encoding, 4.2).
_WINDOWS_NAMES = frozenset({"iso8859-1", "ascii", "latin-1", "cp1252"})
# Python's own, which change letters.
_NO_ENCODINGS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "unicode_escape", "undefined"})
# What XML 1.0 does not allow anywhere (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BLOCKS = re.compile(
    r"(</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|tr|td|th|table|h[1-6]|blockquote|pre|section|article|figure|figcaption|img)"
    r"\b)",
    re.IGNORECASE,
)
_UNSEEN = ["script", "style", "noscript", "template", "iframe", "object", "svg", "head", "title"]
_NOT_MARKUP = re.compile(
    r"<(?!/?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|div|em|font|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u"
    r"|var)\b[^<>]*>)",
    re.IGNORECASE,
)
LONGEST_MARKUP = 200_000
"""Characters of one text with HTML that are looked at: an extract takes a few hundred."""


def _windows_byte(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as Windows-1252 has it: feeds that gather others' texts mix both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("topicwire-windows", _windows_byte)


def decode_feed(body: bytes, content_type: str = "") -> str:
    """Return the text of a feed, whatever its encoding and whatever it says of it.

    A byte-order mark decides. Then what is UTF-8 is that, since hardly anything else is by chance; then the encoding
    that the XML declaration names, and the one that the server names (they often know less than the file); then
    UTF-8, with single bytes of Windows-1252 among it. What XML does not allow is left out.
    """
    return _NOT_XML.sub("", _decoded(body, content_type))


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for start, encoding in _UNMARKED:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    is_plain = body.isascii()
    for encoding in (*(() if is_plain else ("utf-8",)), *_named_encodings(body, content_type)):
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):  # the latter for what Python has no text by
            continue
    return body.decode("utf-8", "topicwire-windows")


def _named_encodings(body: bytes, content_type: str) -> list[str]:
    declared, charset = _DECLARATION.search(body[:1_000]), _CHARSET.search(content_type)
    names = [declared[1].decode("ascii") if declared else "", charset[1] if charset else ""]
    found = []
    for name in filter(None, names):
        try:
            codec = codecs.lookup(name)
        except LookupError:
            continue
        if codec.name not in _NO_ENCODINGS:
            found.append("cp1252" if codec.name in _WINDOWS_NAMES else codec.name)
    return found


def text_of_html(html: str) -> str:
    """Return the text that a reader of HTML sees, on one line."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    # Words of two blocks stand apart, though no space is written between them.
    tree = LexborHTMLParser(_BLOCKS.sub(r" \1", html[:LONGEST_MARKUP]))
    tree.strip_tags(_UNSEEN)
    body = tree.body
    return " ".join((body.text(separator="") if body else "").split())


def text_of_title(title: str) -> str:
    """The same for a title, in which ``<`` may well stand for itself (``Vector<int>``)."""
    return text_of_html(_NOT_MARKUP.sub("&lt;", title[:LONGEST_MARKUP]))


def first_image(html: str) -> str:
    """Return the address of the first picture in HTML that is more than a pixel; empty if there is none."""
    if "<img" not in html.lower():
        return ""
    for image in LexborHTMLParser(html[:LONGEST_MARKUP]).css("img"):
        sides = (image.attributes.get("width") or "", image.attributes.get("height") or "")
        if not any(side.isdigit() and int(side[:9]) <= SMALLEST_SIDE for side in sides) and (
            address := image.attributes.get("src")
        ):
            return address
    return ""


SMALLEST_SIDE = 8
"""Pixels: pictures that count readers, and emoji, are no larger."""
