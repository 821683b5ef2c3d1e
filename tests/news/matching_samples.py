"""Invented news: pairs that are one story, pairs that are two, and newsrooms that know nothing or much."""

from datetime import UTC, datetime, timedelta
from zlib import crc32

from hypothesis import strategies as st

from bot.news.matching import ArticleFeatures
from bot.news.words import WordRarity

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def telling(
    title: str, excerpt: str = "", *, hours: float = 0, link: str = "", related: tuple[str, ...] = ()
) -> ArticleFeatures:
    return ArticleFeatures.of(
        link=link or f"https://news-{crc32(title.encode())}-{hours}.example/",
        title=title,
        excerpt=excerpt,
        published_at=NOON + hours * HOUR,
        related=related,
    )


def nothing_known() -> WordRarity:
    return WordRarity()


def a_newsroom() -> WordRarity:
    """Two hundred articles of a hub for machine learning, every one of which speaks of the same few things."""
    rarity = WordRarity()
    themes = ("facial recognition", "self-driving cars", "natural language processing", "chips", "startups")
    for number in range(200):
        theme = themes[number % 5]
        title = f"Artificial intelligence and {theme}: what {'companies' if number % 3 else 'technology'} want"
        rarity.add(telling(title, f"AI and machine learning {theme} {number * 7919} market growth").words)
    return rarity


def known(articles: list[ArticleFeatures]) -> WordRarity:
    rarity = WordRarity()
    for article in articles:
        rarity.add(article.words)
    return rarity


SAME = {
    "an agency's text under two titles": (
        telling(
            "Lumora buys Tarn Robotics for $310 million",
            "OSLO - Lumora said it will buy Tarn Robotics, a maker of warehouse arms, for $310 million in cash.",
        ),
        telling(
            "Tarn Robotics sold to Lumora",
            "Lumora said it will buy Tarn Robotics, a maker of warehouse arms, for 310 mln in cash. Shares rose.",
            hours=5,
        ),
    ),
    "a speech, reported by two outlets in their own words": (
        telling(
            "Minister Halvorsen: face scanners have no place in schools",
            "Education minister Berit Halvorsen told the Storvik conference that she would outlaw face scanners in "
            "schools before the autumn term.",
        ),
        telling(
            "Halvorsen to outlaw face scanners in schools",
            "Pupils must not be watched by machines, Berit Halvorsen said at the Storvik conference. Schools that use "
            "scanners have until autumn.",
            hours=20,
        ),
    ),
    "an updated headline": (
        telling(
            "Ferry Aurelia aground off Kolsund, 140 passengers on board",
            "Lifeboats are under way to the electric ferry Aurelia, which ran aground off Kolsund this morning.",
        ),
        telling(
            "UPDATE 2: All 140 passengers of ferry Aurelia safe after it ran aground off Kolsund",
            "Lifeboats have brought everyone ashore from the electric ferry Aurelia, which ran aground this morning.",
            hours=3,
        ),
    ),
    "a title alone, twice": (
        telling("Quillon opens its first foundry for photonic chips in Tampere"),
        telling("Quillon opens its first foundry for photonic chips in Tampere", hours=9),
    ),
    "a study of one market, syndicated": (
        telling(
            "Smart Kettle Market 2031: Size, Share and Forecast", "The report by Orbis Kettle Watch counts vendors."
        ),
        telling(
            "Global Smart Kettle Market: Size, Share and Forecast", "The report by Orbis Kettle Watch counts vendors."
        ),
    ),
    "another alphabet": (
        telling("Завод Квиллон в Тампере выпустил первые фотонные чипы", "Финский завод Квиллон начал выпуск чипов."),
        telling(
            "Квиллон начал выпуск фотонных чипов в Тампере", "Первые чипы финского завода уже у заказчиков.", hours=2
        ),
    ),
}

OTHER = {
    "studies of two markets by one template": (
        telling(
            "Smart Kettle Market 2031 Analysis, Growth, Vendors, Shares, Drivers, Challenges with Forecast to 2036",
            "The report covers a detailed competitive outlook including company profiles of the key participants.",
        ),
        telling(
            "Smart Toaster Market 2031 Analysis, Growth, Vendors, Shares, Drivers, Challenges with Forecast to 2036",
            "The report covers a detailed competitive outlook including company profiles of the key participants.",
        ),
    ),
    "one company, two events": (
        telling("Lumora buys Tarn Robotics for $310 million", "The maker of warehouse arms joins Lumora in Oslo."),
        telling(
            "Lumora fined over leaked customer addresses", "The data watchdog found that a server stood open.", hours=4
        ),
    ),
    "two rounds of funding": (
        telling(
            "Pellucid raises $40 million to automate bookkeeping with AI",
            "The Series B was led by Northgate Capital. Pellucid, of Malmo, reads invoices for four thousand shops "
            "and will hire accountants in Lyon.",
        ),
        telling(
            "Verdigris raises $90 million to automate greenhouses with AI",
            "Elmwood led the Series C. The Ghent startup waters tomatoes by camera, and growers in Spain pay it by the "
            "kilogram harvested.",
            hours=1,
        ),
    ),
    "one theme": (
        telling(
            "Facial recognition comes to Kolsund airport",
            "Travellers will board with facial recognition at two gates from June.",
        ),
        telling(
            "Museum tries facial recognition on its photo archive",
            "Volunteers hope to name the sitters of nineteenth-century portraits with facial recognition.",
            hours=6,
        ),
    ),
    "one template, two amounts": (
        telling(
            "Kettle Vendors to Grow by 31% until 2036, Orbis Says", "Orbis Kettle Watch has asked buyers in Europe."
        ),
        telling("Kettle Vendors to Grow by 47% until 2036, Orbis Says", "Orbis Kettle Watch has asked buyers in Asia."),
    ),
    "the same headline next week": (
        telling("Lumora buys Tarn Robotics for $310 million", "The maker of warehouse arms joins Lumora in Oslo."),
        telling(
            "Lumora buys Tarn Robotics for $310 million", "The maker of warehouse arms joins Lumora in Oslo.", hours=168
        ),
    ),
    "no words at all": (telling("..."), telling("...")),
}

VOCABULARY = (
    "aurelia",
    "kolsund",
    "halvorsen",
    "tarn",
    "lumora",
    "oslo",
    "40m",
    "90m",
    "ferry",
    "school",
    "market",
    "growth",
)
WORDS = st.sampled_from(VOCABULARY)
TELLINGS = st.builds(
    lambda title, excerpt, hours, number, related: telling(
        " ".join(title), " ".join(excerpt), hours=hours, link=str(number), related=tuple(map(str, related))
    ),
    st.lists(WORDS, max_size=6),
    st.lists(WORDS, max_size=10),
    st.integers(-60, 60),
    st.integers(0, 30),
    st.sets(st.integers(0, 30), max_size=5),
)
