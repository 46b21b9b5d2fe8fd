"""How dear it is to write and read a capture: our writer against warcio's own, in one run.

Prints CPU time per page and the ratio.  Without a folder it writes pages made up of the words of one article, which
compress better than real ones.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.options import parser_of
from zjcrawl.captures.exchange import Exchange, message
from zjcrawl.captures.reading import read_record
from zjcrawl.captures.warc import WarcWriter
from zjcrawl.records import RecordRef

WORDS = [
    "余杭",
    "举行",
    "城乡",
    "区域",
    "统筹",
    "发展",
    "工作",
    "专题",
    "会议",
    "贯彻",
    "落实",
    "市委",
    "市政府",
    "关于",
    "进一步",
    "加强",
    "要求",
    "研究",
    "各项",
]
REQUEST_HEADERS = (("Host", "www.example.com"), ("Accept", "text/html"), ("User-Agent", "zjcrawl benchmark"))
RESPONSE_HEADERS = (
    ("Server", "nginx"),
    ("Content-Type", "text/html"),
    ("Last-Modified", "Wed, 20 Oct 2010 08:05:09 GMT"),
)
ROUNDS, PAGES = 5, 300


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and print."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="pages; made up without it")
    folder = parser.parse_args(arguments).folder
    bodies = _pages(folder) if folder else _made_up_pages()
    exchanges = [_exchange(number, body) for number, body in enumerate(bodies)]
    size = sum(map(len, bodies)) / len(bodies) / 1024
    print(f"{len(bodies)} pages of {size:.0f} KiB on average, best of {ROUNDS} rounds, CPU time per page")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        refs: list[RecordRef] = []
        theirs = _best(lambda: _write_with_warcio(folder / "warcio.warc.gz", exchanges))
        ours = _best(lambda: refs.__setitem__(slice(None), _write(folder, exchanges)))
        reading = _best(lambda: [read_record(folder, ref) for ref in refs])
        written = sum(path.stat().st_size for path in folder.glob("bench-*")) / ROUNDS
        by_warcio = (folder / "warcio.warc.gz").stat().st_size
    for what, seconds in (("warcio, gzip=True", theirs), ("zjcrawl", ours), ("zjcrawl, reading", reading)):
        print(f"{what:20} {seconds / len(bodies) * 1e6:8.0f} µs")
    print(f"writing: {ours / theirs:.2f} of warcio's time, {written / by_warcio:.3f} of its size")


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def _pages(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*.html"))][:PAGES]


def _made_up_pages() -> list[bytes]:
    chance = random.Random(20101020)  # noqa: S311 (no secret)
    paragraphs = ("".join(chance.choices(WORDS, k=60)) for _ in range(PAGES * 30))
    marked_up = [
        f'<p class="c{number}"><a href="/n/{number}.html">{text}</a></p>' for number, text in enumerate(paragraphs)
    ]
    return ["\n".join(marked_up[start * 30 : start * 30 + 30]).encode("gbk") for start in range(PAGES)]


def _exchange(number: int, body: bytes) -> Exchange:
    head = message("HTTP/1.1 200 OK", RESPONSE_HEADERS)
    return Exchange(
        url=f"http://www.example.com/{number}",
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
        status=200,
        request=message(f"GET /{number} HTTP/1.1", REQUEST_HEADERS),
        response=head + body,
        head=len(head),
    )


def _write(folder: Path, exchanges: Sequence[Exchange]) -> list[RecordRef]:
    with WarcWriter(folder, "bench") as writer:
        return [writer.write(exchange) for exchange in exchanges]


def _write_with_warcio(path: Path, exchanges: Sequence[Exchange]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for exchange in exchanges:
            target, body = exchange.url.removeprefix("http://www.example.com"), exchange.body
            response = StatusAndHeaders("200 OK", list(RESPONSE_HEADERS), protocol="HTTP/1.1")
            request = StatusAndHeaders(f"{target} HTTP/1.1", list(REQUEST_HEADERS), protocol="GET")
            writer.write_request_response_pair(
                writer.create_warc_record(exchange.url, "request", http_headers=request),
                writer.create_warc_record(
                    exchange.url,
                    "response",
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=response,
                ),
            )


if __name__ == "__main__":
    main()
