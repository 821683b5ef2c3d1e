from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.entries import KnownEntry, RecognisedEntry, id_key, link_key, recognise
from bot.feeds.parsed import ParsedEntry

A, B, C = (f"https://osterby.example/{letter}" for letter in "abc")
AT = "2026-03-02T09:00:00Z"


def entry(id: str = "", link: str = A, title: str = "Fog", published: str = "") -> ParsedEntry:  # noqa: A002 - as feeds call it
    return ParsedEntry(id, link, title, published=published)


class Readings:
    """A feed that is read again and again."""

    def __init__(self) -> None:
        self.known: dict[str, KnownEntry] = {}
        self.latest: list[KnownEntry] = []

    def read(self, *entries: ParsedEntry) -> list[RecognisedEntry]:
        found = recognise(entries, self.known.values(), self.latest)
        self.latest = [KnownEntry(each.key, each.link, each.entry.title, each.entry.published) for each in found]
        self.known |= {each.key: each for each in self.latest}
        return found

    def new(self, *entries: ParsedEntry) -> int:
        return sum(each.is_new for each in self.read(*entries))


def test_an_entry_is_known_by_its_id() -> None:
    feed = Readings()
    assert feed.read(entry("1"))[0].key == id_key("1")
    assert feed.new(entry("1", title="Fog lifts")) == 0
    assert feed.new(entry("2", B)) == 1


def test_without_an_id_it_is_known_by_its_link() -> None:
    feed = Readings()
    assert feed.read(entry())[0].key == link_key(A)
    assert feed.new(entry(title="Fog lifts")) == 0
    assert feed.new(entry(link=B)) == 1


def test_spellings_of_a_link_are_one() -> None:
    feed = Readings()
    feed.read(entry(link="https://Osterby.example/a"))
    assert feed.new(entry(link="https://osterby.example:443/a?utm_source=rss#x")) == 0


def test_the_same_id_with_a_new_link_is_corrected() -> None:
    feed = Readings()
    feed.read(entry("1", A))
    (found,) = feed.read(entry("1", B, title="Other"))
    assert (found.key, found.link, found.is_new) == (id_key("1"), B, False)


def test_one_id_on_several_links_is_several_entries() -> None:
    feed = Readings()
    assert feed.new(entry("1", A), entry("1", B)) == 2
    assert feed.new(entry("1", A), entry("1", B)) == 0
    assert feed.new(entry("1", B), entry("1", A)) == 0
    assert feed.new(entry("1", C)) == 1, "the id is known to tell nothing"
    assert feed.new(entry("1", A)) == 0


def test_an_id_that_comes_to_stand_on_several_links() -> None:
    feed = Readings()
    feed.read(entry("1", A))
    found = feed.read(entry("1", B), entry("1", A))
    assert [(each.link, each.is_new) for each in found] == [(B, True), (A, False)]
    assert feed.new(entry("1", A), entry("1", B)) == 0


def test_ids_that_change_all_the_time() -> None:
    feed = Readings()
    assert feed.new(entry("1", A), entry("2", B)) == 2
    assert feed.new(entry("3", A), entry("4", B)) == 0
    assert feed.new(entry("5", A), entry("6", B), entry("7", C)) == 1


def test_ids_that_come_and_go() -> None:
    feed = Readings()
    feed.read(entry("", A))
    assert feed.new(entry("1", A)) == 0
    assert feed.new(entry("", A)) == 0


def test_ids_and_links_that_change_together() -> None:
    """As after a move: titles and times of publication tell."""
    feed = Readings()
    feed.read(entry(A, A, "Fog", AT), entry(B, B, "Bees", AT))
    moved = [entry(f"{link}/x", f"{link}/x", title, AT) for link, title in ((A, "Fog"), (B, "Bees"))]
    assert feed.new(*moved) == 0
    assert feed.new(*moved, entry("7", C, "Fog", "2026-03-03T09:00:00Z")) == 1


def test_titles_without_times_tell_nothing() -> None:
    feed = Readings()
    feed.read(entry("1", A, "Open thread"))
    assert feed.new(entry("2", B, "Open thread")) == 1


def test_an_entry_that_flaps_is_known() -> None:
    feed = Readings()
    feed.read(entry("1", A), entry("2", B))
    assert feed.new(entry("2", B)) == 0
    assert feed.new(entry("1", A), entry("2", B)) == 0


def test_two_ids_on_one_link_are_two() -> None:
    feed = Readings()
    assert feed.new(entry("1", A), entry("2", A)) == 2
    assert feed.new(entry("1", A), entry("2", A)) == 0
    assert feed.new(entry("1", A), entry("2", A), entry("3", A)) == 1


entries = st.builds(
    entry,
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from([A, B, C]),
    st.sampled_from(["Fog", "Bees"]),
    st.sampled_from(["", AT]),
)


@given(st.lists(st.lists(entries, max_size=6), max_size=5))
def test_what_is_read_again_is_not_new(readings: list[list[ParsedEntry]]) -> None:
    feed = Readings()
    for reading in readings:
        found = feed.read(*reading)
        assert len({each.key for each in found}) == len(found)
        assert feed.new(*reading) == 0
