"""How well reprints are found among bulletins that look like them, and what placing an article costs.

First a labelled set: ten kinds of reprint of
a corpus that also has bulletins of one template and articles that quote each other, stored in any order; pairs of
articles in one story are compared with the truth.  Then ARTICLES texts in a file from before stories: how long the
migration takes, and what each article after that costs.  The peers are measured on the labelled set.  With ``--keep``
articles are placed among those of FILE, which ``filling.py`` made, and nothing else is measured; FILE stays as it is.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.filling import memory
from benchmarks.news import SEED as NEWS
from benchmarks.newsroom import KINDS, LIGHT, SERIES, Newsroom, Text
from benchmarks.options import parser_of
from zjcrawl.dedup.bodies import normalise_body, text_digest
from zjcrawl.records import Article, Capture, RecordRef
from zjcrawl.store import Archive
from zjcrawl.store.copies import find_original
from zjcrawl.store.meeting import Mover, add_keys
from zjcrawl.store.schema import migrations
from zjcrawl.store.stories import begin_story, join_story, read_text

CORPUS, OF_EACH_KIND, ISSUES, QUOTING = 5_000, 350, 100, 300
PLACED, BATCH = 5_000, 200
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HELD_OUT = 4711
"""Neither thresholds nor keys were chosen on texts of this seed."""

_LANE = 0xFFFFFFFF
_LANES = [sum(1 << 32 * bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]
"""The bits of each byte as counters of 32 bits, so that one addition counts eight."""

_BEFORE = "0.1.0/stories"


def labelled(seed: int) -> tuple[list[Text], dict[str, list[tuple[int, int]]]]:
    """Write the labelled set, and say by kind which of its texts are a reprint and its original."""
    newsroom, chance = Newsroom(seed), random.Random(seed)  # noqa: S311 - no secret
    texts = [newsroom.bulletin() if number % 50 == 0 else newsroom.article() for number in range(CORPUS)]
    articles = [at for at, text in enumerate(texts) if text.kind == "article"]
    bulletins = [at for at, text in enumerate(texts) if text.kind != "article"]
    pairs: dict[str, list[tuple[int, int]]] = {}
    for kind in KINDS:
        light = bulletins[: OF_EACH_KIND // 20] if kind in LIGHT else []
        pairs[kind] = []
        for original in chance.sample(articles, OF_EACH_KIND - len(light)) + light:
            pairs[kind].append((original, len(texts)))
            texts.append(newsroom.reprint(texts[original], kind))
    for kind in SERIES:
        texts += newsroom.series(kind, ISSUES) + newsroom.series(kind, ISSUES)
    texts += [newsroom.quoting(texts[at]) for at in chance.sample(articles, QUOTING)]
    return texts, pairs


def by_zjcrawl(texts: Sequence[Text], order: Sequence[int]) -> list[int]:
    """Store the texts as a crawl does and return the story of each."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive.db") as archive:
        run = archive.begin_run("zj123", "live", {})
        for place, at in enumerate(order):
            url = f"http://portal.test/{at}"
            record = RecordRef("00001.warc.gz", place * 5000, 5000, f"sha1:{at:032}")
            capture_id = archive.add_capture(Capture(url, 200, (), b"", NOW, record))
            article = Article(url=url, title=f"第{at}条新闻", body=texts[at].body)
            archive.put_article(article, capture_id=capture_id, run_id=run.id, seen_at=NOW, parser="1")
        stories = dict(archive.db.conn.execute("SELECT url, story_id FROM article_current"))
    return [stories[f"http://portal.test/{at}"] for at in range(len(texts))]


def by_simhash(texts: Sequence[Text], _order: Sequence[int], distance: int = 3) -> list[int]:
    """Join texts whose 64-bit SimHash of character 4-grams differs in at most ``distance`` bits (Manku 2007)."""
    values = [_simhash(text.body) for text in texts]
    union, tables = Union(len(texts)), [defaultdict(list) for _ in range(4)]  # type: ignore[var-annotated]
    for at, value in enumerate(values):
        for number, table in enumerate(tables):
            near = table[value >> 16 * number & 0xFFFF]
            for other in near:
                if (value ^ values[other]).bit_count() <= distance:
                    union.join(at, other)
            near.append(at)
    return union.parts()


def by_minhash(texts: Sequence[Text], order: Sequence[int]) -> list[int]:
    """Join what datasketch's MinHashLSH gives at a threshold of 0.5, 128 permutations, character 4-grams."""
    from datasketch import MinHash, MinHashLSH

    union, index = Union(len(texts)), MinHashLSH(threshold=0.5, num_perm=128)
    for at in order:
        body = normalise_body(texts[at].body)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([body[start : start + 4].encode() for start in range(len(body) - 3)])
        for other in index.query(sketch):
            union.join(at, other)
        index.insert(at, sketch)
    return union.parts()


class Union:
    """Which of so many things were joined."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Note that two things are in one part."""
        self._parents[self._root(one)] = self._root(other)

    def parts(self) -> list[int]:
        """Return the part of each thing."""
        return [self._root(at) for at in range(len(self._parents))]

    def _root(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = at = self._parents[self._parents[at]]
        return at


def _simhash(body: str) -> int:
    text, ones = normalise_body(body), [0] * 8
    for start in range(len(text) - 3):
        for at, byte in enumerate(blake2b(text[start : start + 4].encode(), digest_size=8).digest()):
            ones[at] += _LANES[byte]
    half = (len(text) - 3) / 2
    return sum(
        1 << 8 * at + bit for at, lanes in enumerate(ones) for bit in range(8) if lanes >> 32 * bit & _LANE > half
    )


def compare(seed: int) -> None:
    """Print how zjcrawl and its peers judge the labelled set."""
    texts, pairs = labelled(seed)
    order = random.Random(seed).sample(range(len(texts)), len(texts))  # noqa: S311
    count = sum(map(len, pairs.values()))
    print(
        f"labelled set, seed {seed}: {len(texts)} texts, {count} pairs of original and reprint in {len(KINDS)} kinds,"
    )
    print(
        f"{len(SERIES)} kinds of bulletin with {2 * ISSUES} issues each and more in the corpus, {QUOTING} that quote\n"
    )
    print(f"{'':24}{'precision':>10}{'recall':>8}{'µs a text':>11}")
    peers: list[tuple[str, Callable[[Sequence[Text], Sequence[int]], list[int]]]] = [
        ("zjcrawl, all of storing", by_zjcrawl),
        ("datasketch MinHashLSH", by_minhash),
        ("SimHash, distance ≤ 3", by_simhash),
    ]
    for name, judge in peers:
        began = time.process_time()
        try:
            stories = judge(texts, order)
        except ImportError:
            print(f"{name:24}  not installed")
            continue
        spent = (time.process_time() - began) / len(texts) * 1e6
        precision, recall = _pairwise(texts, stories)
        print(f"{name:24}{precision:10.4f}{recall:8.4f}{spent:11.0f}")
        found = (f"{kind} {_share(stories, of_kind):.3f}" for kind, of_kind in pairs.items())
        print("    recall of " + ", ".join(found))
        print("    joined wrongly: " + (_wrong(texts, stories) or "none"))


def _pairwise(texts: Sequence[Text], stories: Sequence[int]) -> tuple[float, float]:
    joined = _pairs_in(stories)
    true = _pairs_in([text.story for text in texts])
    both = _pairs_in(list(zip(stories, [text.story for text in texts], strict=True)))
    return both / joined, both / true


def _pairs_in(parts: Iterable[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(parts).values())


def _share(stories: Sequence[int], pairs: Sequence[tuple[int, int]]) -> float:
    return sum(stories[one] == stories[other] for one, other in pairs) / len(pairs)


def _wrong(texts: Sequence[Text], stories: Sequence[int]) -> str:
    members: dict[int, list[Text]] = defaultdict(list)
    for text, story in zip(texts, stories, strict=True):
        members[story].append(text)
    kinds: Counter[str] = Counter()
    for group in members.values():
        kinds.update(one.kind for one, other in combinations(group, 2) if one.story != other.story)
    return ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(8))


def fill(path: Path, count: int, seed: int) -> None:
    """Write a file as it was before stories of near-duplicates, with ``count`` articles."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA page_size = 8192")
        conn.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(conn), stop_before=_BEFORE)
        conn.execute("INSERT INTO run (id, site, source, settings, started_at) VALUES (1, 's', 's', '{}', 't')")
        conn.execute(
            "INSERT INTO capture (id, url, status, fetched_at, file, offset, length, digest) "
            "VALUES (1, 'u', 200, 't', 'f', 0, 1, 'd')"
        )
        conn.executemany(_INSERT, _rows(Newsroom(seed).stream(count)))
        conn.execute("INSERT INTO story SELECT story_id, url, first_seen FROM article_current WHERE copy_of IS NULL")
        conn.commit()


_INSERT = """
INSERT INTO article_current (id, url, title, authors, body, images, word_count, pages, complete, capture_id, run_id,
    parser, text_digest, story_id, copy_of, first_seen, last_seen, since)
VALUES (?, ?, '标题', '[]', ?, '[]', 1, 1, 1, 1, 1, 'p', ?, ?, ?, 't', 't', 't')"""


def _rows(texts: Iterable[Text]) -> Iterator[tuple[object, ...]]:
    originals: dict[bytes, int] = {}
    for number, text in enumerate(texts, 1):
        digest = text_digest("", text.body)
        original = originals.setdefault(bytes.fromhex(digest), number)
        copy_of = None if original == number else _url(original)
        yield number, _url(number), text.body, digest, original, copy_of


def _url(number: int) -> str:
    return f"http://portal.test/{number}"


def migrate(path: Path) -> float:
    """Bring the file forward; return the seconds of CPU time."""
    began = time.process_time()
    with closing(sqlite3.connect(path)) as conn:
        migrations.apply(Database(conn))
    return time.process_time() - began


def place(path: Path, seed: int) -> None:
    """Print what storing an article's row costs in a file, with its place in a story and without.

    The articles are in the words of those that ``seed`` made; eight of a hundred are reprints of stored ones.
    """
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA cache_size = -32768")
        count, last = conn.execute("SELECT count(*), max(id) FROM article_current").fetchone()
        texts = list(_later(conn, Newsroom(seed, sitting=1), last, 2 * PLACED))
        mover, spent = Mover(conn), {}
        for name, placing in (("without", False), ("with", True)):
            began = time.process_time()
            for number, text in enumerate(texts[placing * PLACED :][:PLACED], last + 1):
                _store(conn, number, text, placing)
                if number % BATCH == 0:
                    mover.move()
                    conn.commit()
            mover.move()
            conn.commit()
            last += PLACED
            spent[name] = (time.process_time() - began) / PLACED * 1e6
        began = time.process_time()
        for text in texts[:PLACED]:
            read_text(text.body)
        reading = (time.process_time() - began) / PLACED * 1e6
    placing_cost = spent["with"] - spent["without"]
    print(f"placing an article among {count:,}: {placing_cost:.0f} µs of CPU time in all, batches of {BATCH};")
    print(
        f"    of these {reading:.0f} µs to read its text; the row alone {spent['without']:.0f} µs; memory {memory()} MB"
    )


def _later(conn: sqlite3.Connection, newsroom: Newsroom, last: int, count: int) -> Iterator[Text]:
    """Write what comes after the articles that are stored."""
    chance = random.Random(last)  # noqa: S311 - no secret
    for number in range(count):
        if number % 50 >= 4:
            yield newsroom.bulletin() if number % 50 == 4 else newsroom.article()
            continue
        (body,) = conn.execute("SELECT body FROM article_current WHERE id = ?", (chance.randint(1, last),)).fetchone()
        yield newsroom.reprint(Text(0, "article", tuple(body.split("\n"))), chance.choice(list(KINDS)))


def _store(conn: sqlite3.Connection, number: int, text: Text, placing: bool) -> None:
    digest, url = text_digest("", text.body), _url(number)
    original = find_original(conn, digest, url)
    found = read_text(text.body) if placing and not original else None
    story_id = original.story_id if original else (found and join_story(conn, found)) or begin_story(conn)
    conn.execute(_INSERT, (number, url, text.body, digest, story_id, original.url if original else None))
    if found:
        add_keys(conn, number, found.keys)


def weigh(path: Path) -> None:
    """Print what the index weighs, with what is empty in its pages."""
    with closing(sqlite3.connect(path)) as conn:
        (pages,) = conn.execute("SELECT count(*) FROM dbstat WHERE name GLOB 'story_*'").fetchone()
        (page,) = conn.execute("PRAGMA page_size").fetchone()
        (articles,) = conn.execute("SELECT count(*) FROM article_current").fetchone()
        (text,) = conn.execute("SELECT sum(length(CAST(body AS BLOB))) FROM article_current").fetchone()
    print(f"index: {pages * page / articles:.0f} bytes an article, of {text / articles:.0f} bytes of text")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print all figures."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("seed", type=int, nargs="?", default=HELD_OUT)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--place", type=Path, help="place articles in this file, in a process of its own")
    asked = parser.parse_args(arguments)
    if asked.place:
        place(asked.place, asked.seed)
        return
    if not asked.keep:
        compare(asked.seed)
    with tempfile.TemporaryDirectory(dir=asked.keep and asked.keep.parent) as folder:
        path = Path(folder) / "archive.db"
        seed = asked.seed
        if asked.keep:
            shutil.copyfile(asked.keep, path)
            seed = NEWS
        else:
            fill(path, asked.articles, asked.seed)
            print(f"\nmigrating {asked.articles:,} articles: {migrate(path):.0f} s of CPU time")
        weigh(path)
        line = [sys.executable, "-m", "benchmarks.stories", "0", str(seed), "--place", str(path)]
        subprocess.run(line, check=True)


if __name__ == "__main__":
    main()
