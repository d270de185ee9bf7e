"""The timeline as SVG: drawn by Vega-Lite when the report is built, so that the page needs no script for it.

A bar is a day, a week, a month or a year, whichever keeps the bars readable. The most frequent types have
colours of their own; the rest share a grey.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import ceil
from typing import Any, Final

import altair as alt
import polars as pl
import vl_convert

from wiresift.report.words import label

PALETTE: Final = ("#3b6ea5", "#c8553d", "#5c9e8f", "#d9962f", "#8268a8", "#7d8f3e")
"""Told apart on white, on near-black and in print; muted, since the numbers matter."""
REST: Final = "#9a9a9a"
_OTHER: Final = "other types"
_INK: Final = "#010203"
"""Stands for the page's own text colour until the drawing is done."""
_STEPS: Final = (("1d", 93), ("1w", 370), ("1mo", 1900))
"""A bar's width with the longest period, in days, that it is used for; yearly bars beyond."""
_FORMATS: Final = {"1d": "%-d %b", "1w": "%-d %b", "1mo": "%b %Y", "1y": "%Y"}
_NAMES: Final = {"1d": "day", "1w": "week", "1mo": "month", "1y": "year"}
WIDE: Final = (880, 190)
NARROW: Final = (310, 190)
_TICKS_WIDE: Final = 11
_TICKS_NARROW: Final = 4
_LABEL_SHARE: Final = 0.6
"""Width of a label, in distances between ticks."""


def step(first: date, last: date) -> str:
    """Return the width of a bar for a period, as polars writes it.

    >>> step(date(2026, 3, 1), date(2026, 3, 31)), step(date(2020, 1, 1), date(2026, 1, 1))
    ('1d', '1y')
    """
    length = (last - first).days
    return next((name for name, limit in _STEPS if length <= limit), "1y")


def step_name(width: str) -> str:
    """Return the width of a bar in words."""
    return _NAMES[width]


def legend(counts: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the names and colours of the types of `counts` (`type`, `n`), the most frequent first."""
    total = counts.group_by("type").agg(pl.col("n").sum()).sort(["n", "type"], descending=[True, False])
    named = [label(kind) for kind in total["type"].to_list()[: len(PALETTE)]]
    colours = list(zip(named, PALETTE, strict=False))
    return [*colours, (_OTHER, REST)] if total.height > len(PALETTE) else colours


def timeline(counts: pl.DataFrame, width: str, size: tuple[int, int]) -> str:
    """Draw counts (`bar` Date, `type`, `n`) as stacked bars in the colours of `legend`."""
    colours = dict(legend(counts))
    domain = list(colours)
    rows = counts.with_columns(
        shown=pl.col("type").str.replace_all("_", " ", literal=True),
        until=pl.col("bar").dt.offset_by(width),
    )
    known = pl.col("shown").is_in(domain)
    rows = rows.with_columns(shown=pl.when(known).then("shown").otherwise(pl.lit(_OTHER)))
    rows = rows.group_by("bar", "until", "shown").agg(pl.col("n").sum())
    rows = rows.with_columns(rank=pl.col("shown").replace_strict(domain, list(range(len(domain)))))
    rows = rows.sort("bar", "rank").with_columns(top=pl.col("n").cum_sum().over("bar"))
    values = [
        {"from": _midnight(bar), "to": _midnight(until), "type": shown, "top": top, "base": top - n}
        for bar, until, shown, n, _, top in rows.iter_rows()
    ]
    shape, height = size
    narrow = shape < WIDE[0]
    axis_x = alt.Axis(
        format=_FORMATS[width],
        title=None,
        grid=False,
        values=[
            _midnight(tick) for tick in _ticks(rows["bar"], width, _TICKS_NARROW if narrow else _TICKS_WIDE)
        ],
        labelAlign="left",
        labelOffset=2,
    )
    axis_y = alt.Axis(title=None, tickMinStep=1, tickCount=4, domain=False, ticks=False, format=",d")
    chart = (
        alt.Chart({"values": values})
        .mark_rect(stroke=None)
        .encode(
            x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=axis_x),
            x2="to:T",
            y=alt.Y("base:Q", axis=axis_y, scale=alt.Scale(zero=True)),
            y2="top:Q",
            color=alt.Color(
                "type:N", scale=alt.Scale(domain=domain, range=list(colours.values())), legend=None
            ),
        )
        .properties(width=shape, height=height, background="transparent", padding=2)
        .configure(font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK,
            gridColor=_INK,
            gridOpacity=0.12,
            domainColor=_INK,
            tickColor=_INK,
            labelFontSize=11,
        )
    )
    return _inline(vl_convert.vegalite_to_svg(chart.to_dict()))


def _ticks(bars: pl.Series, width: str, limit: int) -> list[date]:
    """Return at most `limit` bars from the first to the last, evenly apart."""
    first: Any = bars.min()
    last: Any = bars.max()
    every = pl.date_range(first, last, interval=width, eager=True)
    ticks: list[date] = every.gather_every(max(ceil(every.len() / limit), 1)).to_list()
    # A label is written to the right of its tick: none where it would be cut off.
    room = (last - first) * (_LABEL_SHARE / limit)
    return ticks if len(ticks) < limit or last - ticks[-1] >= room else ticks[:-1]


def _midnight(value: date) -> str:
    return f"{value.isoformat()}T00:00:00Z"


def _inline(svg: str) -> str:
    """Make a drawing part of an HTML page: no namespaces, the page's text colour, hidden from screen readers.

    The page says in words what the drawing shows.
    """
    svg = re.sub(r"\sxmlns(:\w+)?=\"[^\"]*\"", "", svg, count=0)
    svg = re.sub(r"\saria-[a-z]+=\"[^\"]*\"|\srole=\"[^\"]*\"", "", svg)
    svg = svg.replace(f'"{_INK}"', '"currentColor"')
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def period(counts: pl.DataFrame) -> tuple[date, date]:
    """Return the first and last day with events."""
    days: Any = counts.select(first=pl.col("day").min(), last=pl.col("day").max()).row(0)
    first, last = days
    return first, max(last, first + timedelta(days=1))
