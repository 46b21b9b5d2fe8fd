"""An archive in a browser: Datasette, with a search that finds Chinese and the words of the documentation.

Datasette's own search box hands FTS5 the words as they were typed; the index of an archive wants them folded and in
pairs of characters, and what is longer looked for in the texts.  The hooks below are registered as a plugin, so that
``datasette FILE`` in the same environment has them too.
"""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import webbrowser
from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zjcrawl.documentation import questions, tables
from zjcrawl.errors import MissingExtraError, UsageError
from zjcrawl.store.query import Query, Text, parse_query, terms_of
from zjcrawl.store.reader import open_archive
from zjcrawl.store.schema import APPLICATION_ID
from zjcrawl.store.search import Finder, extract

try:
    from datasette import hookimpl
    from datasette.filters import FilterArguments
    from datasette.utils.asgi import Request
except ImportError as _error:
    raise MissingExtraError("browsing", "Datasette", "browse") from _error

if TYPE_CHECKING:
    from datasette.app import Datasette

_SEARCH = """
SELECT a.title, zj_extract(a.body, :words) AS extract, a.published, a.section, a.source, a.url
FROM json_each(zj_find(:words)) AS found JOIN article_current AS a ON a.id = found.value ORDER BY found.key"""

_HIDDEN = "SELECT 1 FROM takedown WHERE lifted_at IS NULL AND level = 'hide'"

_BENEATH = ("article_current", "article_version", "article_search")
"""How the names of tables begin that have the text of hidden articles."""

_MOST = 100
"""Articles of a search."""

_NOTHING = '""'
"""What FTS5 finds nowhere."""

_HOW = 'Words must all be there; a "phrase" may hold spaces; OR, NOT and brackets combine; 簡 and 简 are one.'


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let the search box of an archive take what ``zjcrawl search`` takes; other databases keep Datasette's own."""
    if conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        conn.create_function("escape_fts", 1, _match, deterministic=True)
        conn.create_function("zj_find", 1, partial(_find, conn))
        conn.create_function("zj_holds", 3, _holds, deterministic=True)
        conn.create_function("zj_extract", 2, _extract, deterministic=True)


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Request, table: str) -> FilterArguments | None:
    """Look into the texts that the search box finds, for what is longer than the pairs of the index."""
    words = request.args.get("_search")
    if table != "article_current" or not words:
        return None
    return FilterArguments(["zj_holds(:zj_words, title, body)"], params={"zj_words": words})


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(datasette: Datasette, action: str, resource: Any) -> Callable[[], Awaitable[bool | None]] | None:
    """Refuse what shows an article that is hidden: the tables beneath the views, and SQL of one's own."""
    if action == "execute-sql":
        database = resource
    elif action == "view-table" and resource[1].startswith(_BENEATH):
        database = resource[0]
    else:
        return None

    async def allowed() -> bool | None:
        return False if await datasette.get_database(database).execute_fn(_hides) else None

    return allowed


def browse(path: Path, host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve the archive at ``path``, read-only, until interrupted; prints the address, also where ``port`` is 0.

    :raises ArchiveError: the file cannot be opened as an archive.
    :raises UsageError: the address is in use or not this machine's.
    """
    import uvicorn
    from datasette.app import Datasette

    open_archive(path).close()
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise UsageError(f"{host}:{port}: cannot be listened on: {error.strerror}; choose another --port") from error
    with listening:
        address = f"http://{host}:{listening.getsockname()[1]}/"
        print(f"{path} at {address}; Ctrl-C ends it", flush=True)  # noqa: T201 - what the person came for
        if open_browser:
            webbrowser.open(address)
        served = Datasette([str(path)], metadata=_metadata(path.stem), settings={"default_page_size": 50})
        uvicorn.Server(uvicorn.Config(served.app(), log_level="warning")).run(sockets=[listening])


def _hides(conn: sqlite3.Connection) -> bool:
    """Tell whether this is an archive some of whose articles are only hidden."""
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return False
    return conn.execute(_HIDDEN).fetchone() is not None


def _match(words: str) -> str:
    query = _read(words)
    return (query and query.match()) or _NOTHING


def _find(conn: sqlite3.Connection, words: str) -> str:
    query = _read(words)
    return json.dumps(list(islice(Finder(conn, query, {}).by_relevance(), _MOST)) if query else [])


def _holds(words: str, title: str, body: str) -> bool:
    query = _read(words)
    return query is not None and query.holds(Text(title), Text(body))


def _extract(text: str, words: str) -> str:
    query = _read(words)
    return extract(text, terms_of(query)).text if query else ""


@lru_cache(maxsize=64)
def _read(words: str) -> Query | None:
    try:
        return parse_query(words)
    except UsageError:
        return None


def _metadata(name: str) -> dict[str, Any]:
    """Return what Datasette shows beside the data: what tables hold, and questions that can be asked of them."""
    described = {
        table.name: {"description": table.about, "columns": table.columns, "hidden": table.name == "article_current"}
        for table in tables()
    }
    canned = {"search": {"sql": _SEARCH.strip(), "title": "Search", "description": _HOW}}
    canned |= {_slug(asked.title): {"sql": asked.sql, "title": asked.title} for asked in questions()}
    return {"title": "zjcrawl", "databases": {name: {"tables": described, "queries": canned}}}


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.lower()).strip("-")
