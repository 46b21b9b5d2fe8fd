"""What a run covered and what it missed, in a paragraph that can be cited."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator

from zjcrawl.store.coverage import Covered, coverage
from zjcrawl.store.left_out import count_left_out

_RUN = "SELECT site, source, started_at, ended_at, reason FROM run WHERE id = ?"

_HAS_ARTICLE = "SELECT 1 FROM article_current WHERE site = ? AND section = ? AND first_seen <= ifnull(?, '9') LIMIT 1"

_OF_LISTS = ("seen", "listings", "other")
"""Counts of a section that has shown no article."""

_MISSED = """
SELECT kind, reason, count(*) FROM url_outcome WHERE run_id = ? AND kind IN ('failed', 'refused', 'missing')
GROUP BY kind, reason ORDER BY count(*) DESC, kind, reason LIMIT 6"""

_WORDS = {
    "en": {
        "ended": "{site} was crawled {where} from {started} to {ended} (run {run}, {reason}).",
        "stopped": "{site} was crawled {where} from {started} on; run {run} stopped before its end: {reason}.",
        "live": "live",
        "from": "from {}",
        "end": "The lists of {} were walked to their ends.",
        "none": "In the lists of {} no article was found.",
        "latest": "The lists of {} were followed as far as they showed something new.",
        "part": "The lists of {} were walked in part.",
        "found": "URLs met: {seen}; articles new: {new}, changed: {changed}, unchanged: {unchanged}",
        "dates": "{}, published from {} to {}.",
        "full stop": ".",
        "waiting": "URLs that wait for the run to go on: {}.",
        "missed": "Not had: {}.",
        "miss": "{count} {kind} ({why})",
        "left out": "Records of the source that could not be used: {}.",
        "between": " ",
    },
    "zh": {
        "ended": "{site} 由 {started} 至 {ended} {where}采集（第 {run} 次，{reason}）。",
        "stopped": "{site} 自 {started} 起{where}采集；第 {run} 次采集未完成即中止：{reason}。",
        "live": "在线",
        "from": "从 {} ",
        "end": "{} 的列表已读到末页。",
        "none": "{} 的列表中未发现文章。",
        "latest": "{} 的列表已读到不再出现新文章为止。",
        "part": "{} 的列表只读了一部分。",
        "found": "共遇到 {seen} 个网址；新文章 {new} 篇，有改动 {changed} 篇，未改动 {unchanged} 篇",
        "dates": "{}，发表于 {} 至 {}。",
        "full stop": "。",
        "waiting": "另有 {} 个网址待下次继续。",
        "missed": "未能取得：{}。",
        "miss": "{count} 个{kind}（{why}）",
        "failed": "读取失败",
        "refused": "按规则未取",
        "missing": "已不存在",
        "left out": "来源中有 {} 条记录无法使用。",
        "between": "",
    },
}


_ENDINGS = {
    "finished": ("finished", "已完成"),
    "shutdown": ("told to stop", "收到停止信号"),
    "closespider_timeout": ("out of time", "已到时限"),
    "closespider_pagecount": ("as many pages as were allowed", "已达页数上限"),
    "capture_failed": ("a capture could not be written", "网页存档无法写入"),
    "archive_failed": ("the database could not be written", "数据库无法写入"),
}
"""What Scrapy, and we in its manner, call the end of a run; other reasons are sentences."""

_NONE = {"seen": 0, "changed": 0, "unchanged": 0}


def ending(reason: str | None, language: str = "en") -> str | None:
    """Return in words why a run ended or stopped."""
    english, chinese = _ENDINGS.get(reason or "", (reason, reason))
    return chinese if language == "zh" else english


def put_statement(conn: sqlite3.Connection, run_id: int) -> None:
    """Write the statement of a run, from its coverage, into ``run.statement``."""
    conn.execute("UPDATE run SET statement = ? WHERE id = ?", (statement(conn, run_id), run_id))


def statement(conn: sqlite3.Connection, run_id: int, language: str = "en") -> str:
    """Return what a run that has ended or stopped covered, in English (``en``) or Chinese (``zh``)."""
    return _WORDS[language]["between"].join(_sentences(conn, run_id, language))


def _sentences(conn: sqlite3.Connection, run_id: int, language: str) -> Iterator[str]:
    words = _WORDS[language]
    site, source, started, ended, reason = conn.execute(_RUN, (run_id,)).fetchone()
    where = words["live"] if source == "live" else words["from"].format(source)
    how = words["ended" if ended else "stopped"]
    yield how.format(site=site, where=where, started=started, ended=ended, run=run_id, reason=ending(reason, language))
    parts = list(coverage(conn, [run_id]))
    sections = defaultdict(list)
    for part in parts:
        if part.section is not None:
            sections[_walked(conn, part, site, ended)].append(part.section)
    for walked in ("end", "latest", "part", "none"):
        if sections[walked]:
            yield words[walked].format("、".join(sections[walked]))
    counts = sum((Counter(part.counts) for part in parts), Counter[str]())
    found = words["found"].format_map({**_NONE, **counts, "new": counts["stored"] + counts["copies"]})
    days = [day for part in parts for day in (part.published_from, part.published_to) if day]
    yield words["dates"].format(found, min(days), max(days)) if days else found + words["full stop"]
    waiting = sum(part.waiting for part in parts)
    if waiting:
        yield words["waiting"].format(waiting)
    missed = conn.execute(_MISSED, (run_id,)).fetchall()
    if missed:
        yield words["missed"].format(
            "; ".join(
                words["miss"].format(count=count, kind=words.get(kind, kind), why=why) for kind, why, count in missed
            )
        )
    if left := count_left_out(conn, run_id):
        yield words["left out"].format(left)


def _walked(conn: sqlite3.Connection, part: Covered, site: str, ended: str | None) -> str:
    """Return how far the lists of a section were walked, or that a walk to their ends found no article, had or not."""
    counted = any(count for name, count in part.counts.items() if name not in _OF_LISTS)
    if part.lists != "end" or part.waiting or counted:
        return part.lists
    has_any = conn.execute(_HAS_ARTICLE, (site, part.section, ended)).fetchone() is not None
    return part.lists if has_any else "none"
