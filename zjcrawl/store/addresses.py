"""The article that somebody means by a URL, however it is spelled: as the portal links it, or as a letter has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from zjcrawl.frontier.canonical import canonical_url
from zjcrawl.sites import site_of

_AT = "SELECT 1 FROM article_current WHERE url = ?1 UNION ALL SELECT 1 FROM takedown WHERE url = ?1"

_LED_TO = """
SELECT ifnull(o.target, o.url) FROM url_outcome AS o
WHERE ?1 IN (o.url, o.fetched_url) AND EXISTS (SELECT 1 FROM article_current WHERE url = ifnull(o.target, o.url))
ORDER BY o.run_id DESC LIMIT 1"""


def article_at(conn: sqlite3.Connection, given: str) -> str:
    """Return the canonical URL of the article that is meant by ``given``; ``given`` itself where there is none.

    Meant is what is stored, or was taken down, at that URL or at its canonical form, with ``http://`` before it where
    it has no scheme; else the article that a crawl was led to from there.
    """
    forms = tuple(dict.fromkeys(_forms(given)))
    stored = next((url for url in forms if conn.execute(_AT, (url,)).fetchone()), None)
    if stored is not None:
        return stored
    led = (found for url in forms if (found := conn.execute(_LED_TO, (url,)).fetchone()))
    return str(next(led, (given,))[0])


def _forms(given: str) -> Iterator[str]:
    yield given
    url = given if "://" in given else f"http://{given}"
    yield canonical_url(url, site_of(url))
