# ruff: noqa: E501, A002 - feeds as they come, with their own names
"""Feeds of every kind, invented; each with the same two entries, as far as the kind can tell of them."""

RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Østerby Journal</title><link>https://osterby.example/</link><language>en</language>
<item><title>Ferries see in fog</title><link>https://osterby.example/fog</link><description>They do.</description></item>
<item><title>Bees count</title><link>https://osterby.example/bees</link></item>
</channel></rss>""".encode("latin-1")

RSS_092 = b"""<rss version="0.92"><channel><title>Osterby Journal</title><link>https://osterby.example/</link>
<item><title>Ferries see in fog</title><link>https://osterby.example/fog</link><description>They do.</description></item>
<item><title>Bees count</title><link>https://osterby.example/bees</link></item>
</channel></rss>"""

RSS_1 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://osterby.example/"><title>Osterby Journal</title><link>https://osterby.example/</link></channel>
<item rdf:about="https://osterby.example/fog"><title>Ferries see in fog</title><link>https://osterby.example/fog</link>
<description>They do.</description><dc:date>2026-03-02T10:00:00+01:00</dc:date></item>
<item rdf:about="https://osterby.example/bees"><title>Bees count</title><link>https://osterby.example/bees</link></item>
</rdf:RDF>"""

RSS_2 = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Osterby Journal</title><link>https://osterby.example/</link><ttl>30</ttl>
<item><title>Ferries see in fog</title><link>https://osterby.example/fog</link><guid isPermaLink="false">7</guid>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><description>&lt;p&gt;They do.&lt;/p&gt;</description></item>
<item><title>Bees count</title><guid>https://osterby.example/bees</guid></item>
</channel></rss>"""

ATOM_03 = b"""<?xml version="1.0" encoding="utf-8"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Osterby Journal</title>
<link rel="alternate" type="text/html" href="https://osterby.example/"/>
<entry><title>Ferries see in fog</title><link rel="alternate" type="text/html" href="https://osterby.example/fog"/>
<id>tag:7</id><issued>2026-03-02T09:00:00Z</issued><modified>2026-03-02T09:30:00Z</modified><summary>They do.</summary></entry>
<entry><title>Bees count</title><link rel="alternate" type="text/html" href="https://osterby.example/bees"/></entry>
</feed>"""

ATOM_1 = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Osterby Journal</title>
<link rel="self" href="https://osterby.example/feed"/><link href="https://osterby.example/"/>
<entry><title>Ferries see in fog</title><link rel="edit" href="https://osterby.example/edit/7"/>
<link href="https://osterby.example/fog"/><id>tag:7</id><published>2026-03-02T09:00:00Z</published>
<updated>2026-03-02T09:30:00Z</updated><summary type="html">&lt;p&gt;They do.&lt;/p&gt;</summary></entry>
<entry><title>Bees count</title><id>https://osterby.example/bees</id></entry>
</feed>"""

JSON_1 = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Osterby Journal",
"home_page_url": "https://osterby.example/", "items": [
{"id": 7, "url": "https://osterby.example/fog", "title": "Ferries see in fog", "content_html": "<p>They do.</p>",
 "date_published": "2026-03-02T10:00:00+01:00"},
{"id": "https://osterby.example/bees", "title": "Bees count", "content_text": ""}]}"""

KINDS = {
    "RSS 0.91": RSS_091,
    "RSS 0.92": RSS_092,
    "RSS 1.0 (RDF)": RSS_1,
    "RSS 2.0": RSS_2,
    "Atom 0.3": ATOM_03,
    "Atom 1.0": ATOM_1,
    "JSON Feed": JSON_1,
}


def rss(*items: str, head: str = "<title>Osterby Journal</title><link>https://osterby.example/</link>") -> str:
    """RSS 2.0 with these items."""
    inside = "\n".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{inside}</channel></rss>'


def item(title: str = "", link: str = "", *, id: str = "", at: str = "", text: str = "", extra: str = "") -> str:
    """What stands within an item of RSS; what is empty is missing."""
    parts = {"title": title, "link": link, "pubDate": at, "description": text}
    said = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value)
    return said + (f'<guid isPermaLink="false">{id}</guid>' if id else "") + extra
