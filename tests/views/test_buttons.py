import pytest

from bot.views.callback_data import OpenCatalogue
from bot.views.message import Button, Page, build_keyboard, callback_button, page_buttons, page_count, url_buttons


@pytest.mark.parametrize(("number", "items", "shown"), [(0, [1, 2], 0), (2, [5], 2), (9, [5], 2), (-1, [1, 2], 0)])
def test_a_page_of_a_list(number: int, items: list[int], shown: int) -> None:
    assert Page.of([1, 2, 3, 4, 5], number, 2) == Page(items, shown, 3, 5)


def test_an_empty_list_has_one_page() -> None:
    assert Page.of([], 3, 5) == Page([], 0, 1, 0)


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2)])
def test_how_many_pages(total: int, pages: int) -> None:
    assert page_count(total, 5) == pages


@pytest.mark.parametrize(
    ("number", "count", "expected"),
    [
        (0, 1, []),
        (0, 2, [("1/2", "z"), ("▶", "c:1")]),
        (1, 3, [("◀", "c:0"), ("2/3", "z"), ("▶", "c:2")]),
        (2, 3, [("◀", "c:1"), ("3/3", "z")]),
    ],
)
def test_turning_pages(number: int, count: int, expected: list[tuple[str, str]]) -> None:
    assert [(button.label, button.data) for button in page_buttons(number, count, OpenCatalogue)] == expected


@pytest.mark.parametrize(("number", "back", "ahead"), [(0, 2, 1), (1, 0, 2), (2, 1, 0)])
def test_round_pages_go_on_from_the_last_to_the_first(number: int, back: int, ahead: int) -> None:
    assert [(button.label, button.data) for button in page_buttons(number, 3, OpenCatalogue, is_round=True)] == [
        ("◀", f"c:{back}"),
        (f"{number + 1}/3", "z"),
        ("▶", f"c:{ahead}"),
    ]
    assert page_buttons(0, 1, OpenCatalogue, is_round=True) == ()


def test_buttons_that_open_a_page() -> None:
    assert url_buttons("Read", "https://news.example/") == (Button("Read", url="https://news.example/"),)
    assert url_buttons("Read", "https://localhost/") == url_buttons("Read", None) == ()


def test_rows_without_buttons_are_left_out() -> None:
    button = callback_button("All", OpenCatalogue())
    assert build_keyboard((button,), (), (button, button)) == ((button,), (button, button))
