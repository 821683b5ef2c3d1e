import pytest

from bot.news.record import MOST_RELATED
from tests.news.record_samples import read, related


@pytest.mark.parametrize(
    "broken",
    [
        *(None, "https://b.example/2", ["x"], {}, related(title="")),
        *(related(webUrl="javascript:alert(1)"), related(webUrl=None), related(quality="high")),
    ],
)
def test_a_broken_related_entry_is_left_out(broken: object) -> None:
    assert [one.title for one in read(related=[broken, related(), broken]).related] == ["Another title"]


def test_a_related_entry_may_do_without_a_time() -> None:
    times = [one.published_at for one in read(related=[related(publishedDateTime="soon")]).related]
    assert times == [None]


@pytest.mark.parametrize(
    "own", ["https://A.example/x#top", "https://a.example/x?utm_source=hub", "https://a.example/amp"]
)
def test_a_record_is_not_related_to_itself(own: str) -> None:
    assert read(ampUrl="https://a.example/amp", related=[related(webUrl=own)]).related == ()


def test_related_entries_stand_best_first_and_once() -> None:
    entries = [
        related(webUrl=f"https://b.example/{number}", title=f"{number} {quality}", quality=quality)
        for number, quality in [(1, 5), (2, 9), (1, 7), (3, 7), (2, 9.5), (4, 7)]
    ]
    assert [one.title for one in read(related=entries).related] == ["2 9", "1 7", "3 7", "4 7"]


def test_only_the_best_of_many_related_entries_are_kept() -> None:
    entries = [related(webUrl=f"https://b.example/{number}", quality=number) for number in range(300)]
    assert [one.quality for one in read(related=entries).related] == list(range(299, 299 - MOST_RELATED, -1))
