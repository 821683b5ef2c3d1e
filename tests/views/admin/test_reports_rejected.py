"""Records that could not be read, a page at a time."""

from bot.views.admin.reports import REJECTED_PAGE_SIZE, RejectedFile, rejected_files_message
from tests.views.samples import VOICE, check


def test_each_stands_with_its_line_and_reason() -> None:
    files = [RejectedFile("2026/a <b>.md", 3, "no webUrl & no title"), RejectedFile("half.md", None, "it is not UTF-8")]
    text = check(rejected_files_message(files, 0, VOICE)).text
    assert "2 files could not be read" in text
    assert "2026/a <b>.md:3\nno webUrl & no title" in text
    assert "half.md\nit is not UTF-8" in text


def test_pages_turn_and_end() -> None:
    files = [RejectedFile(f"{place}.md", 1, "no title") for place in range(2 * REJECTED_PAGE_SIZE + 1)]
    message = rejected_files_message(files, 99, VOICE)
    assert f"{2 * REJECTED_PAGE_SIZE}.md:1" in check(message).text
    assert [[button.label for button in row] for row in message.keyboard] == [["◀", "3/3"], ["‹ Status"]]


def test_a_page_of_the_longest_fits_a_message() -> None:
    files = [RejectedFile("folder/" * 90 + f"{place}.md", 9, "why " * 900) for place in range(REJECTED_PAGE_SIZE)]
    text = check(rejected_files_message(files, 0, VOICE)).text
    assert "…" in text
    assert "0.md:9" in text  # the end of a path is what tells files apart


def test_none_is_good_news() -> None:
    assert "Every record could be read" in check(rejected_files_message([], 0, VOICE)).text
