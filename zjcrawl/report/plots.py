"""Plots as inline SVG that stretches with the page, and labels as HTML that does not.

A plot has no script and needs none: what a bar stands for is its ``<title>``, which browsers show on hovering.  Colours
are classes of the page's style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from markupsafe import Markup

from zjcrawl.report.axis import Axis

_WIDTH, _HEIGHT = 1000, 100

_LEAST = 0.6
"""No bar is lower: one article among thousands is seen."""

_CUT = 4
"""A bar so many times as high as the next one is cut off."""

_NOTHING = Markup("")

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values along an axis, and the class that colours it; None is where there is nothing to say."""

    name: str
    colour: str
    values: Values


def number(value: float | None, unit: str = "") -> str:
    """Return a number as a reader wants it: 1,234 or 0.5, bytes as kB to TB, per cent without decimals."""
    if value is None:
        return "–"
    if unit == "B":
        for name in ("B", "kB", "MB", "GB"):
            if value < 1000:
                return f"{value:.0f} {name}" if name == "B" or value >= 10 else f"{value:.1f} {name}"
            value /= 1000
        return f"{value:.1f} TB"
    if unit == "%":
        return f"{100 * value:.0f} %"
    text = f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
    return f"{text} {unit}" if unit else text


def nice(value: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten, for the end of an axis."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= value * 0.999999))


def bars(axis: Axis, series: Sequence[Series], *, unit: str = "") -> Markup:
    """Return stacked bars over an axis of time, with a scale that begins at 0.

    A bar many times as high as all others, as that of a first crawl is, is cut off and says its number.
    """
    totals = [sum(one.values[at] or 0 for one in series) for at in range(len(axis.starts))]
    highest, second = [*sorted(totals, reverse=True), 0][:2]
    if not 0 < _CUT * second < highest:
        return _frame(axis, _stacks(axis, series, nice(highest), unit), nice(highest), unit)
    at = totals.index(highest)
    place = Markup('<span class="cut" style="left:{:.2f}%">↑ {}</span>').format(
        100 * (at + 1) / len(axis.starts), number(highest, unit)
    )
    return _frame(axis, _stacks(axis, series, nice(second), unit, (at, highest)), nice(second), unit, place)


def lines(axis: Axis, series: Sequence[Series], *, unit: str = "") -> Markup:
    """Return lines over an axis of time, straight across where there is nothing to say."""
    top = nice(max((value for one in series for value in one.values if value is not None), default=0))
    drawn = Markup("").join(_line(axis, one, top, unit) for one in series)
    return _frame(axis, drawn, top, unit)


def strip(axis: Axis, series: Series, top: float, *, unit: str = "", line: bool = False) -> Markup:
    """Return a low plot without scales, one of many under each other that share ``top``."""
    drawn = _line(axis, series, top, unit, dots=False) if line else _stacks(axis, [series], top, unit)
    return _svg(drawn, "strip")


def ticks(axis: Axis) -> Markup:
    """Return the labels of an axis of time."""
    spans = (
        Markup('<span style="left:{:.2f}%">{}</span>').format(100 * at, text) for at, text in axis.ticks() if at < 0.97
    )
    return Markup('<div class="ticks">{}</div>').format(Markup("").join(spans))


def legend(series: Sequence[Series]) -> Markup:
    """Return which colour stands for what."""
    items = (Markup('<li><i class="{}"></i>{}</li>').format(one.colour, one.name) for one in series)
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items))


def _frame(axis: Axis, drawn: Markup, top: float, unit: str, over: Markup = _NOTHING) -> Markup:
    marks = (0.0, top) if not unit and top % 2 else (0.0, top / 2, top)
    line = Markup('<line class="grid" x1="0" x2="{}" y1="{:.1f}" y2="{:.1f}"/>')
    label = Markup('<span style="bottom:{:.0f}%">{}</span>')
    grid = Markup("").join(line.format(_WIDTH, _y(mark, top), _y(mark, top)) for mark in marks)
    scale = Markup("").join(label.format(100 * mark / top, number(mark, unit)) for mark in marks)
    return Markup(
        '<div class="frame"><div class="scale">{}</div><div class="field">{}{}</div>{}</div>'
    ).format(scale, _svg(grid + drawn, "plot"), over, ticks(axis))  # fmt: skip


def _svg(drawn: Markup, name: str) -> Markup:
    return Markup('<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        name, _WIDTH, _HEIGHT, drawn
    )


def _stacks(
    axis: Axis, series: Sequence[Series], top: float, unit: str, cut: tuple[int, float] | None = None
) -> Markup:
    """Return the bars, that of ``cut`` with a scale of its own, on which it fills the plot."""
    wide = _WIDTH / len(axis.starts)
    gap = min(2.0, wide / 5)
    shape = Markup('<rect class="{}" x="{:.1f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"><title>{}</title></rect>')
    drawn = []
    for at in range(len(axis.starts)):
        below, scale = 0.0, cut[1] if cut and cut[0] == at else top
        for one in series:
            value = one.values[at] or 0
            if value:
                height = max(_HEIGHT * value / scale, _LEAST)
                y, said = _HEIGHT - below - height, _said(axis, at, one, unit)
                drawn.append(shape.format(one.colour, at * wide + gap / 2, y, wide - gap, height, said))
                below += height
    return Markup("").join(drawn)


def _line(axis: Axis, series: Series, top: float, unit: str, *, dots: bool = True) -> Markup:
    """Return one line, with what each value is to hover over: on dots, or on the whole height without them."""
    wide = _WIDTH / len(axis.starts)
    dot = Markup('<path class="dot {}" d="M{:.1f} {:.2f}h0"><title>{}</title></path>')
    column = Markup('<rect class="over" x="{:.1f}" y="0" width="{:.2f}" height="{}"><title>{}</title></rect>')
    points = [((at + 0.5) * wide, _y(value, top), at) for at, value in enumerate(series.values) if value is not None]
    moves = "L".join(f"{x:.1f} {y:.2f}" for x, y, _ in points)
    if len(points) == 1:
        (_, y, at) = points[0]
        moves = f"{at * wide:.1f} {y:.2f}h{wide:.2f}"
    marks = [
        dot.format(series.colour, x, y, _said(axis, at, series, unit))
        if dots
        else column.format(at * wide, wide, _HEIGHT, _said(axis, at, series, unit))
        for x, y, at in points
    ]
    drawn = Markup('<path class="line {}" d="{}{}"/>').format(series.colour, "M" if points else "", moves)
    return drawn + Markup("").join(marks)


def _said(axis: Axis, at: int, series: Series, unit: str) -> str:
    return f"{axis.label(at)} · {series.name}: {number(series.values[at], unit)}"


def _y(value: float, top: float) -> float:
    return _HEIGHT - _HEIGHT * value / top
