import pytest
from yarl import URL

from bot.transport.request import proxy_for

PROXIES = {"https": "http://proxy.example:3128", "no": "inside.example"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.telegram.org/bot1:x/getMe", "http://proxy.example:3128"),
        ("http://api.telegram.org/bot1:x/getMe", None),
        ("https://inside.example/", None),
        ("https://127.0.0.1:8443/", None),
        ("https://127.8.8.8/", None),
        ("https://[::1]/", None),
        ("https://localhost/", None),
        ("https://api.localhost/", None),
        ("https://localhost.example/", "http://proxy.example:3128"),
    ],
)
def test_a_proxy_is_used_unless_the_address_is_near(
    url: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "inside.example")
    assert proxy_for(URL(url), PROXIES) == expected
