from ipaddress import ip_address

import pytest
from yarl import URL

from bot.feeds.addresses import AddressError, AddressGuard, is_public, literal_address, read_address


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
        *("::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1"),
    ],
)
def test_what_is_no_public_address_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::"]
)
def test_public_addresses_are_asked(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "127.0.0.1.", "10.0x1", "0x7f000001"]
)
def test_numbers_in_odd_forms_are_refused(host: str) -> None:
    with pytest.raises(AddressError):
        literal_address(host)


def test_names_are_no_numbers() -> None:
    assert literal_address("news.example") is None
    assert literal_address("7.news.example") is None


def test_own_hosts_and_networks_are_allowed() -> None:
    guard = AddressGuard(["feeds.internal", "10.1.0.0/16", "127.0.0.1", "fd00::/8"])

    assert guard.allows("feeds.internal", ip_address("192.168.0.1"))
    assert guard.allows("Feeds.Internal.", ip_address("192.168.0.1"))
    assert guard.allows("any.example", ip_address("10.1.2.3"))
    assert guard.allows("any.example", ip_address("::ffff:10.1.2.3"))
    assert guard.allows("127.0.0.1", ip_address("127.0.0.1"))
    assert guard.allows("any.example", ip_address("fd00::1"))
    assert not guard.allows("any.example", ip_address("10.2.0.1"))
    assert not guard.allows("sub.feeds.internal", ip_address("192.168.0.1"))


def test_without_a_word_nothing_private_is_allowed() -> None:
    with pytest.raises(AddressError, match="FEEDS_ALLOW_PRIVATE"):
        AddressGuard().check_literal(URL("http://[::ffff:127.0.0.1]/feed"))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" https://News.Example/feed.xml#top ", "https://news.example/feed.xml"),
        ("feed://news.example/rss", "http://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("news.example/rss", "https://news.example/rss"),
        ("news.example:8080/rss", "https://news.example:8080/rss"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://127.0.0.1:8080/a?b=c", "http://127.0.0.1:8080/a?b=c"),
    ],
)
def test_addresses_are_read_as_people_write_them(written: str, address: str) -> None:
    assert read_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        *("", "file:///etc/passwd", "ftp://news.example/feed", "gopher://news.example/", "javascript:alert(1)"),
        *("http://", "http:///feed", "http://user:secret@news.example/", "http://user@news.example/"),
        *("http://news.example/a b", "http://news.example/\n", "https://" + "a" * 2_100, "http://news.example:99999/"),
        *("data:text/xml,<rss/>", "http://news.example:0/"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(written: str) -> None:
    if written.endswith("\n"):
        written += "x"
    with pytest.raises(AddressError):
        read_address(written)
