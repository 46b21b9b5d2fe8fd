from __future__ import annotations

from datetime import date, timedelta

import pytest
from lxml import etree

from zjcrawl.report.axis import axis
from zjcrawl.report.plots import Series, bars, lines, nice, number

OVER = axis([date(2026, 11, 1) + timedelta(days=i) for i in range(4)])


def parts(markup: str, path: str) -> list[str]:
    found = etree.fromstring(f"<body>{markup}</body>", etree.XMLParser()).xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (None, "", "–"),
        (0, "", "0"),
        (2.5, "s", "2.5 s"),
        (1234567, "", "1,234,567"),
        (0.456, "%", "46 %"),
        (999, "B", "999 B"),
        (1500, "B", "1.5 kB"),
        (230_000_000, "B", "230 MB"),
        (4.2e12, "B", "4.2 TB"),
    ],
)
def test_numbers_are_written_as_people_read_them(value: float | None, unit: str, shown: str) -> None:
    assert number(value, unit) == shown


@pytest.mark.parametrize(("value", "end"), [(0, 1), (1, 1), (3, 5), (14, 20), (620, 1000), (0.03, 0.05)])
def test_a_scale_ends_at_a_round_number(value: float, end: float) -> None:
    assert nice(value) == pytest.approx(end)


def test_bars_stand_on_each_other_and_say_what_they_are() -> None:
    assert OVER is not None
    drawn = bars(OVER, [Series("new", "c1", [1, 0, 2, 4]), Series("<b>", "c2", [1, 0, 0, 1])])
    assert parts(drawn, "//rect/title/text()") == [
        "2026-11-01 · new: 1",
        "2026-11-01 · <b>: 1",
        "2026-11-03 · new: 2",
        "2026-11-04 · new: 4",
        "2026-11-04 · <b>: 1",
    ]
    assert [float(height) for height in parts(drawn, "//rect/@height")] == [20, 20, 40, 80, 20]
    assert parts(drawn, "//div[@class='scale']/span/text()") == ["0", "5"]


def test_a_first_crawl_does_not_flatten_the_nights_after_it() -> None:
    assert OVER is not None
    drawn = bars(OVER, [Series("new", "c1", [6000, 8, 9, 10])])
    assert [float(height) for height in parts(drawn, "//rect/@height")] == [100, 80, 90, 100]
    assert parts(drawn, "//span[@class='cut']/text()") == ["↑ 6,000"]


def test_lines_leave_out_what_is_not_known() -> None:
    assert OVER is not None
    drawn = lines(OVER, [Series("median", "c1", [100, None, 50, None])], unit="ms")
    assert parts(drawn, "//path[contains(@class, 'dot')]/title/text()") == [
        "2026-11-01 · median: 100 ms",
        "2026-11-03 · median: 50 ms",
    ]


def test_a_single_value_is_a_line_as_well() -> None:
    assert OVER is not None
    drawn = lines(OVER, [Series("median", "c1", [None, 100, None, None])], unit="ms")
    assert parts(drawn, "//path[contains(@class, 'line')]/@d") == ["M250.0 0.00h250.00"]
