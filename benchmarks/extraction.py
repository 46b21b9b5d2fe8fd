"""Measure the article reader and its peers on real pages with hand-made gold, in one run: quality, and CPU as a ratio.

FOLDER holds ``gold/*.json``, each with the keys file (of the page, relative to FOLDER), url, kind, title, date (ISO),
source, source_alt (other spellings), author (names parted by spaces) and body.  The pages are other people's, so none
come with the project; without a folder the script says where it looked and ends.

body    character 4-grams of the text without white space, precision and recall against the gold, as F1
title   equal after NFKC, white space, quotation marks and case; date: same day; source: one of the spellings
authors the same set of names where the page prints any; "invented" counts pages that print none
CPU     of this process, decoding included, as a multiple of decoding and parsing the same bytes with lxml and no more,
        measured just before each reader in every round; median of the rounds.  Peers are measured only if they are
        installed: ``pip install 'zjcrawl[bench]'``.
"""

from __future__ import annotations

import gc
import json
import os
import re
import statistics
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from rich.console import Console
from rich.table import Table

from benchmarks.options import parser_of
from zjcrawl import extract as read_page
from zjcrawl.captures.decoding import decode

FOLDER = "ZJCRAWL_PAGES"
TOTALS = ("date wrong", "invented")
NEAR = ("regional", "gov", "central")
Extract = Callable[[bytes, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A page with its gold."""

    body: bytes
    gold: dict[str, Any]


def zjcrawl(body: bytes, url: str) -> Mapping[str, Any]:
    """Read a page as users of this project do: what kind it is, the article, and the foot of the page."""
    said = read_page(body, url)
    return {
        "title": said["title"],
        "date": said["published"],
        "source": said["source"],
        "author": " ".join(said["authors"]),
        "body": said["body"],
    }


def peers() -> Iterator[tuple[str, Extract | str]]:
    """Yield each peer's name with its function, or with why it is left out."""
    for name, load in PEERS.items():
        try:
            yield name, load()
        except ImportError as error:
            yield name, str(error)


def _trafilatura() -> Extract:
    import trafilatura

    def extract(body: bytes, url: str) -> Mapping[str, Any]:
        found = trafilatura.bare_extraction(body, url=url or None, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        return {"title": found.title, "date": found.date, "author": found.author, "body": found.text}

    return extract


def _readability() -> Extract:
    from readability import Document

    def extract(body: bytes, _: str) -> Mapping[str, Any]:
        page = Document(decode(body)[0])
        summary = etree.fromstring(page.summary(), etree.HTMLParser())
        return {"title": page.short_title(), "body": _text(summary)}

    return extract


def _newspaper() -> Extract:
    from newspaper import Article

    def extract(body: bytes, url: str) -> Mapping[str, Any]:
        article = Article(url or "http://localhost/", language="zh")
        article.download(input_html=decode(body)[0])
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return {"title": article.title, "date": date, "author": " ".join(article.authors), "body": article.text}

    return extract


def _gne() -> Extract:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def extract(body: bytes, _: str) -> Mapping[str, Any]:
        found = extractor.extract(decode(body)[0])
        return {
            "title": found["title"],
            "date": found["publish_time"],
            "author": found["author"],
            "body": found["content"],
        }

    return extract


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda body, _: {"body": extract_plain_text(decode(body)[0], main_content=True)}


def _htmldate() -> Extract:
    from htmldate import find_date

    return lambda body, _: {"date": find_date(decode(body)[0])}


PEERS: dict[str, Callable[[], Extract]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "gne": _gne,
    "resiliparse": _resiliparse,
    "htmldate": _htmldate,
}


def bare_parse(body: bytes, _: str) -> Mapping[str, Any]:
    """Decode and parse, and nothing else: what any extractor on lxml has to pay."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", recover=True))
    return {}


def score(samples: list[Sample], extract: Extract) -> dict[str, float]:
    """Return the mean of each measure over the pages that it applies to."""
    measures: dict[str, list[float]] = {}
    for sample in samples:
        gold = sample.gold
        got = _attempt(extract, sample)
        body = f1(gold["body"], got.get("body") or "")
        authors, gold_authors = names(got.get("author")), names(gold["author"])
        found = {
            "body": body,
            "body near": body if gold["kind"] in NEAR else None,
            "title": _key(got.get("title")) == _key(gold["title"]),
            "date": str(got.get("date") or "")[:10] == gold["date"] if gold["date"] else None,
            "date wrong": bool(gold["date"] and got.get("date") and str(got["date"])[:10] != gold["date"]),
            "source": _source(got.get("source")) in map(_source, [gold["source"], *gold["source_alt"]])
            if gold["source"]
            else None,
            "authors": authors == gold_authors if gold_authors else None,
            "invented": bool(authors) if not gold_authors else None,
        }
        for name, value in found.items():
            if value is not None:
                measures.setdefault(name, []).append(float(value))
    return {name: sum(each) if name in TOTALS else statistics.fmean(each) for name, each in measures.items()}


def _attempt(extract: Extract, sample: Sample) -> Mapping[str, Any]:
    try:
        return extract(sample.body, sample.gold["url"])
    except Exception as error:  # noqa: BLE001  # a peer that fails on a page has read nothing of it
        print(f"{sample.gold['file']}: {error!r}", file=sys.stderr)
        return {}


def cpu_seconds(samples: list[Sample], extract: Extract) -> float:
    """Return the CPU time of reading all samples once, the garbage of whoever ran before collected first."""
    gc.collect()
    start = time.process_time()
    for sample in samples:
        _attempt(extract, sample)
    return time.process_time() - start


def cpu_multiples(samples: list[Sample], readers: Mapping[str, Extract], rounds: int) -> dict[str, float]:
    """Return each reader's CPU time as a multiple of a bare parse taken just before it: the median of the rounds."""
    multiples: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, extract in readers.items():
            floor = cpu_seconds(samples, bare_parse)
            multiples[name].append(cpu_seconds(samples, extract) / floor)
    return {name: statistics.median(each) for name, each in multiples.items()}


def f1(gold: str, got: str) -> float:
    """Return the harmonic mean of precision and recall of character 4-grams."""
    wanted, found = _grams(gold), _grams(got)
    both = sum((wanted & found).values())
    return 2 * both / (sum(wanted.values()) + sum(found.values())) if both else 0.0


def names(text: str | None) -> frozenset[str]:
    """Return the names in a text that lists them."""
    return frozenset(re.split(r"[\s、,，/&;；|]+", re.sub(r"记者|作者|通讯员|编辑|文/|[：:]", " ", text or ""))) - {""}


def _grams(text: str, size: int = 4) -> Counter[str]:
    text = _squeeze(text)
    return Counter(text[i : i + size] for i in range(max(1, len(text) - size + 1)))


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def _key(text: str | None) -> str:
    return re.sub("[\"“”„'‘’`]", '"', _squeeze(unicodedata.normalize("NFKC", text or ""))).lower()


def _source(text: str | None) -> str:
    return re.sub(r"[《》\[\]【】「」]", "", _squeeze(text or "")).lower()


def _text(tree: Any) -> str:
    return "\n".join(tree.itertext())


def load(folder: Path) -> list[Sample]:
    """Read the pages of ``folder`` with their gold."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("gold/*.json"))]
    return [Sample((folder / gold["file"]).read_bytes(), gold) for gold in golds]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or that there is nothing to measure."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(os.environ.get(FOLDER, "data/chinese-news")))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    samples = load(options.folder)
    if not samples:
        print(f"no gold/*.json in {options.folder.resolve()}: name the folder of pages, or set {FOLDER}")
        return
    warnings.simplefilter("ignore")
    readers = {"zjcrawl": zjcrawl, **dict(peers())}
    installed = {name: extract for name, extract in readers.items() if not isinstance(extract, str)}
    costs = cpu_multiples(samples, installed, options.rounds)
    columns = ("body", "body near", "title", "date", "date wrong", "source", "authors", "invented")
    table = Table("reader", *columns, "CPU ÷ bare parse", title=f"{len(samples)} pages")
    for name, extract in readers.items():
        if isinstance(extract, str):
            table.add_row(name, f"not installed: {extract}")
            continue
        scores = score(samples, extract)
        shown = (f"{scores[c]:.0f}" if c in TOTALS else f"{scores[c]:.3f}" for c in columns)
        table.add_row(name, *shown, f"{costs[name]:.1f}")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
