"""Invented records in the shape of the real ones, one of each generation, and a way to write more."""

import json

from bot.news.record import Record, parse_record

FEBRUARY = """\
---
category: news
title: "Harbour cranes learn to see: \\"No blind spots\\""
excerpt: "Two ports try cameras & software that find people in the way of a load — by night too ..."
publishedDateTime: 2020-02-03T10:15:00Z
webUrl: "https://www.harbour-post.example/news/cranes-learn-to-see/?utm_source=hub&page=2"
ampWebUrl: "https://www.harbour-post.example/amp/cranes-learn-to-see/"
cdnAmpWebUrl: "https://www-harbour--post-example.cdn.ampproject.org/c/s/www.harbour-post.example/amp/cranes-learn-to-see/"
type: article
locale: en-GB
quality: 61
heat: -1
published: false

provider:
  name: Harbour Post
  domain: harbour-post.example
  images:
    - url: "https://www.harbour-post.example/logo.png"

topics:
  - AI
  - Computer Vision
  - ai

images:
  - url: "/relative/crane.jpg"
  - url: "https://img.harbour-post.example/crane.jpg"
    width: 1200
    height: 800
    title: "A crane"

related:
  - title: "Ports count boxes from the air"
    excerpt: "Drones count containers."
    publishedDateTime: 2020-02-01T08:00:00Z
    webUrl: "https://dock.example.org/boxes"
    type: article
    provider:
      name: Dock Weekly
      domain: dock.example.org
    quality: 40
  - title: "Cameras on cranes"
    publishedDateTime: 2020-02-02T08:00:00Z
    webUrl: "https://lifting.example.net/cameras"
    provider:
      name: Lifting
    quality: 87
  - title: "Ports count boxes from above"
    webUrl: "https://DOCK.example.org/boxes#top"
    quality: 41
  - title: "This very article"
    webUrl: "https://www.harbour-post.example/news/cranes-learn-to-see/?page=2"
    quality: 99

featuredContent: "<iframe src='https://video.example'></iframe>"
secured: "c2VjcmV0IGJsb2I="
---
"""

JANUARY = """\
---
category: news
title: A quieter drone
excerpt:
publishedDateTime: 2020-01-05T00:00:00Z
sourceUrl: https://flight.example.com/a-quieter-drone
ampUrl: https://flight.example.com/a-quieter-drone?amp
cdnAmpUrl: https://flight-example-com.cdn.ampproject.org/c/s/flight.example.com/a-quieter-drone?amp
type: video
quality: 12
heat: 340
published: true
provider:
  name: Flight
  domain: flight.example.com
topics:
  - AI in Robotics
secured: "c2VjcmV0"
---
"""

YEAR_2019 = """\
---
category: news
title: "Bakers try a robot"
abstract: "It kneads, it rests, it bakes."
publishedDateTime: 2019-07-01T06:30:00Z
sourceUrl: https://bread.example.com/bakers-try-a-robot
type: article
quality: 49
score: 50
published: false
provider:
  name: Bread!
  id: bread.example.com
topics:
  - AI
related:
  - url: https://flour.example.com/mills
    title: Mills try it too
---
"""

ALL = (FEBRUARY, JANUARY, YEAR_2019)

MINIMAL = {"webUrl": "https://a.example/x", "title": "A title", "publishedDateTime": "2020-02-03T10:15:00Z"}


def written(**fields: object) -> bytes:
    """A record of these fields, one a line from line 2 on: the minimal ones first."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in (MINIMAL | fields).items())
    return f"---\n{''.join(lines)}---\n".encode()


def read(**fields: object) -> Record:
    """What a record of these fields says."""
    return parse_record(written(**fields))


def related(**fields: object) -> dict[str, object]:
    """A related entry of these fields."""
    return {"webUrl": "https://b.example/1", "title": "Another title"} | fields
