"""The stories that the page shows, each with the reports behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import schema
from wiresift.report import marks, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wiresift.report.load import Tables

STORIES: Final = 200
REPORTS: Final = 10
"""Reports shown for a story; one for each distinct text before a second of any."""
_CANDIDATES: Final = 3 * REPORTS
"""Reports read for a story, so that enough are left when those that repeat one another are gone."""
_PARTIES: Final = 4
STATUS_NAMES: Final = {
    "corroborated": "corroborated",
    "single_source": "single source",
    "contested": "contested",
    "superseded": "superseded",
}
REALIS_NAMES: Final = {"future": "planned", "hypothetical": "possible", "historical": "background"}


@dataclass(frozen=True)
class Report:
    """One event of a story: its sentence, and where it stands."""

    source: str
    published: str
    title: str
    link: str | None
    address: str
    runs: list[marks.Run]
    chips: list[tuple[str, str]]
    claim: str
    date: str
    date_note: str
    rule: str
    event_id: str
    copies: int


@dataclass(frozen=True)
class Story:
    """A row of the table with what it opens to."""

    story_id: str
    kind: str
    title: str
    status: str
    status_name: str
    chips: list[tuple[str, str]]
    who: list[str]
    whom: list[str]
    more_who: int
    place: str
    date: str
    sort_date: str
    numbers: list[str]
    history: list[tuple[str, str]]
    n_independent: int
    n_clusters: int
    n_sources: int
    n_documents: int
    reported: str
    updates: str | None
    updates_shown: bool
    contradicts: list[tuple[str, bool]]
    reports: list[Report]
    more_reports: int
    actors: str


@dataclass(frozen=True)
class Stories:
    """The table, its filters and what it leaves out."""

    rows: list[Story]
    types: list[tuple[str, str]]
    statuses: Sequence[tuple[str, str]]
    counts: Sequence[tuple[str, str, int]]
    note: str
    has_texts: bool


def compose(tables: Tables) -> Stories | None:
    """Choose the best supported stories, latest first among equals, and read the sentences behind them."""
    if tables.stories is None:
        return None
    table = tables.stories
    total = tables.height("stories") or 0
    extra = [name for name in ("polarity", "realis") if name not in table.collect_schema().names()]
    table = table.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in extra)
    background = pl.col("realis").eq_missing("historical")
    support = pl.min_horizontal("n_clusters", "n_sources")
    top = (
        table.with_columns(background=background, support=support)
        .sort(
            "background",
            "n_independent",
            "support",
            "n_documents",
            "date_start",
            "story_id",
            descending=[False, True, True, True, True, False],
            nulls_last=True,
        )
        .head(STORIES)
        .collect()
    )
    reports = _reports(tables, top)
    known = set(top["story_id"])
    rows = [_story(row, reports.get(row["story_id"], []), known) for row in top.iter_rows(named=True)]
    by_status = dict(table.group_by("status").agg(n=pl.len()).collect().iter_rows())
    counts = [(name, STATUS_NAMES[name], by_status[name]) for name in schema.STATUSES if by_status.get(name)]
    types = sorted({(row.kind, words.label(row.kind)) for row in rows})
    present = {row.status for row in rows}
    statuses = [(name, STATUS_NAMES[name]) for name in schema.STATUSES if name in present]
    return Stories(
        rows,
        types,
        statuses,
        counts,
        words.shown(len(rows), total, "stories", "stories"),
        tables.articles is not None,
    )


def _reports(tables: Tables, top: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the events of each story with their articles, one for each text before a second of any."""
    if tables.events is None:
        return {}
    wanted = top.lazy().select("story_id", event_id="event_ids").explode("event_id", empty_as_null=True)
    events = wanted.join(tables.events, on="event_id")
    texts = tables.documents
    if texts is None:
        events = events.with_columns(cluster_id="doc_id")
    else:
        events = events.join(texts.select("cluster_id", doc_id="id"), on="doc_id", how="left")
    facts = events.select("story_id", "event_id", "doc_id", "cluster_id").collect()
    if tables.articles is None:
        about = pl.DataFrame(schema={"doc_id": pl.String, "published": schema.UTC})
    else:
        ids = facts.lazy().select(id="doc_id").unique()
        about = (
            tables.articles.select("id", "published")
            .join(ids, on="id", how="semi")
            .rename({"id": "doc_id"})
            .collect()
        )
    ranked = (
        facts.join(about, on="doc_id", how="left")
        .with_columns(cluster_id=pl.coalesce("cluster_id", "doc_id"))
        .sort("story_id", "published", "event_id", nulls_last=True)
        .with_columns(
            turn=pl.int_range(pl.len()).over("story_id", "cluster_id"),
            copies=pl.col("doc_id").n_unique().over("story_id", "cluster_id"),
        )
        .sort("story_id", "turn", "published", "event_id", nulls_last=True)
        .group_by("story_id", maintain_order=True)
        .head(_CANDIDATES)
    )
    kept = ("story_id", "event_id", "cluster_id", "turn", "copies")
    chosen = ranked.lazy().select(kept)
    full = chosen.join(tables.events, on="event_id", maintain_order="left").collect()
    if tables.articles is None:
        names: dict[str, pl.DataType | type[pl.DataType]] = {
            "title": pl.String,
            "text": pl.String,
            "source": pl.String,
            "published": schema.UTC,
            "url": pl.String,
        }
        full = full.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in names.items())
    else:
        ids = full.lazy().select(id="doc_id").unique()
        texts_of = (
            tables.articles.join(ids, on="id", how="semi").rename({"id": "doc_id"}).drop("lang").collect()
        )
        full = full.join(texts_of, on="doc_id", how="left", maintain_order="left")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in full.iter_rows(named=True):
        found.setdefault(row["story_id"], []).append(row)
    return {story: _telling(rows) for story, rows in found.items()}


def _telling(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the reports that say something new: a text is quoted twice only where its copies differ there."""
    said: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        text = row["text"] or ""
        quote = row["cluster_id"], text[row["sentence_start"] : row["sentence_end"]] or row["doc_id"]
        if quote not in said:
            said.add(quote)
            kept.append(row)
    kept = kept[:REPORTS]
    kept.sort(key=lambda row: (row["published"] is None, row["published"] or 0, row["event_id"]))
    return kept


def _story(row: dict[str, Any], reports: list[dict[str, Any]], known: set[str]) -> Story:
    who, whom = _names(row["actors"]), _names(row["recipients"])
    latest: dict[tuple[str, str | None], dict[str, Any]] = {}
    for item in row["quantities"]:
        latest[item["kind"] or "", item["unit"]] = item
    chips = _chips(row["polarity"], row["realis"], None)
    status = row["status"]
    name = STATUS_NAMES.get(status, status or "")
    if status == "single_source" and row["n_independent"] > 1:
        name = "uncorroborated"
    elif status == "single_source" and row["n_sources"] > 1 and row["n_clusters"] > 1:
        name = "single voice"
    elif status == "single_source" and row["n_sources"] > 1:
        name = "single text"
    place = row["place"]
    history = [(words.amount(item), words.moment(item["reported"])) for item in row["quantities"]]
    return Story(
        story_id=row["story_id"],
        kind=row["type"] or "",
        title=words.title(row["type"], row["mode"]),
        status=status or "",
        status_name=name,
        chips=chips,
        who=who[:_PARTIES],
        whom=whom[:_PARTIES],
        more_who=max(len(who) - _PARTIES, 0) + max(len(whom) - _PARTIES, 0),
        place="" if place is None else _where(place),
        date=words.days(row["date_start"], row["date_end"]),
        sort_date="" if row["date_start"] is None else row["date_start"].isoformat(),
        numbers=[words.amount(item) for item in latest.values()],
        history=list(dict.fromkeys(history)) if len({amount for amount, _ in history}) > 1 else [],
        n_independent=row["n_independent"],
        n_clusters=row["n_clusters"],
        n_sources=row["n_sources"],
        n_documents=row["n_documents"],
        reported=words.moment(row["first_reported"]),
        updates=row["updates"],
        updates_shown=row["updates"] in known,
        contradicts=[(other, other in known) for other in row["contradicts"]],
        reports=[_report(event) for event in reports],
        more_reports=max(len(row["event_ids"]) - len(reports), 0),
        actors=" ".join((*who, *whom)).lower(),
    )


def _names(parties: list[dict[str, Any]]) -> list[str]:
    named = (party["name"] or party["text"] or party["id"] or "" for party in parties)
    return [name for name in dict.fromkeys(named) if name]


def _where(place: dict[str, Any]) -> str:
    name, country = place["name"] or place["text"] or "", place["country"] or ""
    return f"{name}, {country}" if name and country and place["precision"] != "country" else name or country


def _chips(polarity: str | None, realis: str | None, certainty: str | None) -> list[tuple[str, str]]:
    chips = []
    if polarity == "negated":
        chips.append(("negated", "negated"))
    if realis in REALIS_NAMES:
        chips.append((realis, REALIS_NAMES[realis]))
    if certainty == "hedged":
        chips.append(("hedged", "hedged"))
    return chips


def _claim(claim: dict[str, Any] | None) -> str:
    """Say whose words an event is in: `said by Ana Bek, according to the Wire`."""
    if claim is None:
        return ""
    speaker = claim["speaker"] or {}
    name = speaker.get("name") or speaker.get("text") or ""
    verb = {"quoted": "quoted from"}.get(claim["kind"] or "", f"{claim['kind'] or 'said'} by")
    parts = (
        [f"{verb} {name}" if name else f"{claim['kind'] or 'said'}, speaker not named"]
        if name or not claim["outlet"]
        else []
    )
    if claim["outlet"]:
        parts.append(f"according to {claim['outlet']}")
    return ", ".join(parts)


def _report(event: dict[str, Any]) -> Report:
    text = event["text"]
    bare = [marks.Run(event["trigger"] or "", ("trigger",))]
    runs = bare if text is None else marks.sentence(text, event)
    by_text = event["date_source"] == "text"
    return Report(
        source=event["source"] or "source not known",
        published=words.moment(event["published"]),
        title=event["title"] or event["doc_id"],
        link=words.link(event["url"]),
        address=event["url"] or "",
        runs=runs,
        chips=_chips(event["polarity"], event["realis"], event["certainty"]),
        claim=_claim(event["claim"]),
        date=words.days(event["date_start"], event["date_end"]),
        date_note="" if by_text or event["date_start"] is None else "date of publication",
        rule=event["rule"] or "",
        event_id=event["event_id"],
        copies=event["copies"] - 1 if event["turn"] == 0 else 0,
    )
