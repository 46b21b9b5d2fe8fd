"""What decoding by the bytes costs beside a plain decode of the same bytes, in one run.

Without a folder it makes pages of 30 KB up from a few sentences.  Prints CPU time per page and the ratio.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.options import parser_of
from zjcrawl.captures.decoding import decode

SENTENCES = (
    "会上,区领导分别汇报了统筹城乡区域管理体制机制、城乡基础设施建设、就业和社会保障工作。",
    "各项规划容易“相互打架”,在统筹城乡区域工作中要理清规划体系,建立协调机制。",
)
ROUNDS, REPEATS, SIZE = 5, 40, 30_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and print."""
    parser = parser_of(__file__, __doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="pages; made up without it")
    folder = parser.parse_args(arguments).folder
    cases = {"pages": _pages(folder)} if folder else _made_up()
    print(f"{'':24} {'µs/page':>8} {'plain':>8} {'ratio':>6} {'pages/s':>8}")
    for name, bodies in cases.items():
        codecs = [decode(body)[1].used for body in bodies]
        ours = _best(partial(_decode_by_bytes, bodies))
        plain = _best(partial(_decode_plainly, bodies, codecs))
        each = ours / len(bodies)
        print(f"{name:24} {each * 1e6:8.0f} {plain / len(bodies) * 1e6:8.0f} {ours / plain:6.2f} {1 / each:8.0f}")


def _decode_by_bytes(bodies: Sequence[bytes]) -> None:
    for body in bodies:
        decode(body)


def _decode_plainly(bodies: Sequence[bytes], codecs: Sequence[str]) -> None:
    for body, codec in zip(bodies, codecs, strict=True):
        body.decode(codec, "replace")


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def _pages(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*.html"))]


def _made_up() -> dict[str, list[bytes]]:
    page = (
        "<meta charset=gb2312>"
        + "".join(f'<p class="c"><a href="/n/1.html">{text}</a></p>\n' for text in SENTENCES) * 400
    )
    gbk = page.encode("gbk")[:SIZE]
    cases = {
        "UTF-8": page.encode()[:SIZE].decode(errors="ignore").encode(),
        "GBK": gbk[: gbk.rindex(b"\n")],
        "GBK, one broken byte": gbk[: SIZE // 2] + b"\xff" + gbk[SIZE // 2 : gbk.rindex(b"\n")],
    }
    return {name: [body] * REPEATS for name, body in cases.items()}


if __name__ == "__main__":
    main()
