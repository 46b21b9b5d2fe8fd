"""Rows of an archive against the truth of a portal: a readable line for each difference."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

PLAIN = ("site", "section", "title", "published", "published_text", "source", "source_url", "authors", "editor")
REST = ("images", "votes_up", "votes_down", "rights")
LISTS = ("authors", "images", "footer", "capture")
FOOTER = ("disclaimer", "links", "phone", "fax", "qq", "copyright_from", "copyright_to", "licence")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The articles of an archive's ``article`` table, or of a file of JSON lines; JSON columns are opened."""
    if path.suffix in (".jsonl", ".json", ".jl"):
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [opened(dict(row)) for row in connection.execute("SELECT * FROM article")]


def opened(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the columns that hold JSON read into lists and objects."""
    return {
        key: json.loads(value) if key in LISTS and isinstance(value, str) and value[:1] in "[{" else value
        for key, value in row.items()
    }


def compare(truth: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Differences between the truth and rows in DESIGN §5 keys; an empty list where everything came home whole.

    Articles are matched by title and time, then by address, so that a wrong URL shows as one difference and not as two.
    """
    found: list[str] = []
    left = list(rows)
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for key in (_by_words, _by_address):
        for wanted in truth:
            if any(wanted is paired for paired, _ in pairs):
                continue
            index = next((n for n, row in enumerate(left) if key(wanted, row)), None)
            if index is not None:
                pairs.append((wanted, left.pop(index)))
    matched = {id(wanted) for wanted, _ in pairs}
    found += [f"missing: {row['title']} {row['url']}" for row in truth if id(row) not in matched]
    for row in left:
        again = any(_by_words(wanted, row) or _by_address(wanted, row) for wanted in truth)
        found.append(f"{'duplicate' if again else 'extra'}: {row.get('title')} {row.get('url')}")
    for wanted, row in pairs:
        found += [f"{wanted['url']} {line}" for line in differences(wanted, row)]
    return found + _copies([(wanted, row) for wanted, row in pairs if "copy_of" in row])


def summary(lines: Sequence[str]) -> Counter[str]:
    """How often each field differs, for a first look at a long list."""
    return Counter(match[1] if (match := re.match(r"(?:http\S+ )?([\w.]+):", line)) else "other" for line in lines)


def differences(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    """The fields of one article that differ, a line each."""
    lines = [
        f"{key}: {wanted[key]!r} wanted, {row.get(key)!r} found"
        for key in (*PLAIN, *REST)
        if wanted[key] != row.get(key)
    ]
    if _host_free(wanted["url"]) != _host_free(row.get("url") or ""):
        lines.append(f"url: {wanted['url']} wanted, {row.get('url')} found")
    lines += _body(wanted, row.get("body") or "")
    footer = row.get("footer")
    if isinstance(footer, Mapping):
        lines += [
            f"footer.{key}: {wanted['footer'][key]!r} wanted, {footer.get(key)!r} found"
            for key in FOOTER
            if _unnumbered(wanted["footer"][key]) != _unnumbered(footer.get(key))
        ]
    return lines


def _by_words(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return bool(wanted["title"] == row.get("title") and wanted["published"] == row.get("published"))


def _by_address(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return _host_free(row.get("url") or "") in {_host_free(url) for url in wanted["_urls"]}


def _host_free(url: str) -> str:
    """A URL without the ``www.`` that a portal may do without."""
    return url.replace("://www.", "://", 1)


def _unnumbered(value: Any) -> Any:
    """Clauses without the number before each, which a list may print and a text may spell."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return value
    return [re.sub(r"^[(\uff08]?\d+\s*[.\uff0e、)\uff09]\s*", "", item) for item in value]


def _body(wanted: Mapping[str, Any], body: str) -> list[str]:
    expected: str = wanted["body"]
    body = "\n".join(line for line in body.split("\n") if line not in wanted["_optional"])
    if expected == body or (wanted["_table"] and expected.split() == body.split()):
        return []
    wanted_lines, lines = expected.split("\n"), body.split("\n")
    lost = [line[:60] for line in wanted_lines if line not in lines]
    added = [line[:60] for line in lines if line not in wanted_lines]
    return [f"body: {len(wanted_lines)} lines wanted, {len(lines)} found; lost {lost}; added {added}"]


def _copies(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[str]:
    """Of two articles with the same body exactly one names the other and both share a story; no other shares one."""
    found = []
    by_url = {wanted["url"]: row for wanted, row in pairs}
    copied = {wanted["url"]: wanted["_copies"] for wanted, _ in pairs if wanted["_copies"]}
    for url, earlier in copied.items():
        one, other = by_url.get(url), by_url.get(earlier)
        if one is None or other is None:
            continue
        named = [one.get("copy_of") == other["url"], other.get("copy_of") == one["url"]]
        if named.count(True) != 1:
            found.append(f"{url} copy_of: exactly one of it and {earlier} should name the other")
        if one.get("story_id") != other.get("story_id"):
            found.append(f"{url} story_id: should be shared with {earlier}")
    members = {*copied, *copied.values()}
    stories = Counter(row.get("story_id") for wanted, row in pairs if wanted["url"] not in members)
    found += [
        f"{wanted['url']} copy_of: {row['copy_of']} named, none wanted"
        for wanted, row in pairs
        if wanted["url"] not in members and row.get("copy_of")
    ]
    return found + [
        f"story_id: {story} shared by {count} different articles"
        for story, count in stories.items()
        if story is not None and count > 1
    ]
