"""What the page says, section by section, as plain values; the template only lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift.report import charts, run_view, story_view, text_view, words

if TYPE_CHECKING:
    from datetime import date

    from wiresift.report.load import Tables

_MODES: Final = 8
_TYPES: Final = 10
"""Rows of the types that are shown at once; the rest opens."""


@dataclass(frozen=True)
class Count:
    """A figure of the summary line; `value` is None where its table is missing."""

    value: int | None
    what: str


@dataclass(frozen=True)
class Timeline:
    """The drawing in two widths, and the same in words."""

    wide: str
    narrow: str
    step: str
    text: str
    outside: int
    legend: list[tuple[str, str]]


@dataclass(frozen=True)
class TypeRow:
    """How often a type of event was found, with its modes."""

    name: str
    n: int
    percent: float
    modes: list[tuple[str, int]]
    more: int


@dataclass(frozen=True)
class Page:
    """Everything that the template needs. A section that is None has no table; its name is in `missing`."""

    period: str
    counts: list[Count]
    missing: list[str]
    timeline: Timeline | None
    types: list[TypeRow] | None
    types_open: int
    not_facts: int
    stories: story_view.Stories | None
    clusters: text_view.Clusters | None
    boilerplate: text_view.Boilerplate | None
    run: run_view.Run | None


def compose(tables: Tables) -> Page:
    """Gather what the page shows."""
    first, last = _period(tables)
    events = tables.events
    return Page(
        period=words.days(first, last),
        counts=_counts(tables),
        missing=tables.missing,
        timeline=None if events is None else _timeline(events, first, last),
        types=None if events is None else _types(events),
        types_open=_TYPES,
        not_facts=0 if events is None else int(events.filter(~_is_fact()).select(pl.len()).collect().item()),
        stories=story_view.compose(tables),
        clusters=text_view.clusters(tables),
        boilerplate=text_view.boilerplate(tables),
        run=None if tables.summary is None else run_view.compose(tables.summary),
    )


def _is_fact() -> pl.Expr:
    return (pl.col("polarity") == "affirmed") & (pl.col("realis") == "actual")


def _period(tables: Tables) -> tuple[date | None, date | None]:
    """First and last day of publication; of the clusters or the events where articles are missing."""
    for table, start, end in (
        (tables.articles, "published", "published"),
        (tables.clusters, "first_published", "last_published"),
        (tables.events, "date_start", "date_start"),
    ):
        if table is None:
            continue
        ends = table.select(
            first=pl.col(start).min().cast(pl.Date), last=pl.col(end).max().cast(pl.Date)
        ).collect()
        first, last = ends.row(0)
        if first is not None:
            return first, last
    return None, None


def _counts(tables: Tables) -> list[Count]:
    articles = tables.height("articles")
    if articles is None:
        articles = tables.height("documents")
    copies = tables.documents
    duplicates = None
    if copies is not None:
        duplicates = int(copies.filter(~pl.col("is_canonical")).select(pl.len()).collect().item())
    sources = None
    if tables.articles is not None:
        sources = int(tables.articles.select(pl.col("source").drop_nulls().n_unique()).collect().item())
    return [
        Count(articles, "article" if articles == 1 else "articles"),
        Count(sources, "source" if sources == 1 else "sources"),
        Count(duplicates, "duplicate" if duplicates == 1 else "duplicates"),
        Count(clusters := tables.height("clusters"), "distinct text" if clusters == 1 else "distinct texts"),
        Count(events := tables.height("events"), "event" if events == 1 else "events"),
        Count(stories := tables.height("stories"), "story" if stories == 1 else "stories"),
    ]


def _timeline(events: pl.LazyFrame, first: date | None, last: date | None) -> Timeline | None:
    """Count what is reported as fact, within the period of the archive and the week before it."""
    facts = events.filter(_is_fact() & pl.col("date_start").is_not_null())
    counts = facts.group_by(pl.col("date_start").alias("day"), "type").agg(n=pl.len()).collect()
    if counts.is_empty():
        return None
    everything = int(counts["n"].sum())
    if first is not None and last is not None:
        counts = counts.filter(pl.col("day").is_between(pl.lit(first).dt.offset_by("-7d"), pl.lit(last)))
    if counts.is_empty():
        return None
    width = charts.step(*charts.period(counts))
    bars = counts.group_by(pl.col("day").dt.truncate(width).alias("bar"), "type").agg(pl.col("n").sum())
    bars = bars.sort("bar", "type")
    peak, most = (
        bars.group_by("bar").agg(pl.col("n").sum()).sort(["n", "bar"], descending=[True, False]).row(0)
    )
    told = int(counts["n"].sum())
    step = charts.step_name(width)
    text = (
        f"{words.number(told)} events reported as fact, by the {step} they happened. "
        f"Most, {words.number(most)}, {words.in_period(peak, step)}."
    )
    return Timeline(
        charts.timeline(bars, width, charts.WIDE),
        charts.timeline(bars, width, charts.NARROW),
        step,
        text,
        everything - told,
        charts.legend(bars),
    )


def _types(events: pl.LazyFrame) -> list[TypeRow]:
    counts = events.filter(_is_fact()).group_by("type", "mode").agg(n=pl.len()).collect()
    total: dict[str, int] = {}
    modes: dict[str, list[tuple[str, int]]] = {}
    for kind, mode, n in counts.sort(["n", "type", "mode"], descending=[True, False, False]).iter_rows():
        total[kind] = total.get(kind, 0) + n
        modes.setdefault(kind, []).append((words.label(mode), n))
    largest = max(total.values(), default=1)
    ranked: Any = sorted(total, key=lambda kind: (-total[kind], kind or ""))
    return [
        TypeRow(
            words.label(kind),
            total[kind],
            round(100 * total[kind] / largest, 1),
            modes[kind][:_MODES],
            max(len(modes[kind]) - _MODES, 0),
        )
        for kind in ranked
    ]
