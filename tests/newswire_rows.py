"""Rows for hand-made tables: short to write, complete in the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
from wiresift import schema

Row = dict[str, Any]

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def hours(number: float) -> datetime:
    """The time that many hours after eight on Monday."""
    return MONDAY + timedelta(hours=number)


def mention(text: str = "", start: int = 0) -> Row:
    return {"text": text, "start": start, "end": start + len(text)}


def actor(
    name: str,
    kind: str = "country",
    country: str | None = None,
    *,
    key: str | None = "",
    text: str = "",
    start: int = 0,
) -> Row:
    """An actor; `key` is its id, made from the name where it is left out, none where it is None."""
    made = name.lower().replace(" ", "-") if key == "" else key
    return {
        "id": made,
        "name": name,
        "kind": kind,
        "country": country,
        "code": country,
        **mention(text or name, start),
    }


def place(
    name: str,
    country: str | None = "TRV",
    precision: str = "city",
    *,
    spot: tuple[float, float] | None = None,
    text: str = "",
    start: int = 0,
) -> Row:
    latitude, longitude = spot or (None, None)
    return {
        "name": name,
        "country": country,
        "latitude": latitude,
        "longitude": longitude,
        "precision": precision,
        **mention(text or name, start),
    }


def quantity(
    kind: str,
    best: float,
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str | None = None,
    least: bool = False,
    about: bool = False,
    text: str = "",
    start: int = 0,
) -> Row:
    return {
        "kind": kind,
        "low": best if low is None else low,
        "best": best,
        "high": best if high is None else high,
        "unit": unit,
        "is_minimum": least,
        "is_approximate": about,
        **mention(text or f"{best:g}", start),
    }


def claim(
    kind: str,
    speaker: Row | None = None,
    *,
    outlet: str | None = None,
    cue: str = "said",
    start: int = 0,
    end: int = 1,
) -> Row:
    return {"speaker": speaker, "outlet": outlet, "kind": kind, "cue": cue, "start": start, "end": end}


def event(event_id: str, doc: str, kind: str = "attack", mode: str = "shelling", **slots: Any) -> Row:
    """An event row: affirmed, actual, asserted, on Monday by its text, unless told otherwise."""
    day = slots.pop("day", date(2026, 3, 2))
    row: Row = {
        "event_id": event_id,
        "doc_id": doc,
        "type": kind,
        "mode": mode,
        "actors": [],
        "recipients": [],
        "third_parties": [],
        "place": None,
        "date_start": day,
        "date_end": day,
        "date_precision": "day",
        "date_source": "text",
        "quantities": [],
        "polarity": "affirmed",
        "realis": "actual",
        "certainty": "asserted",
        "cues": [],
        "claim": None,
        "trigger": "shelled",
        "start": 0,
        "end": 7,
        "sentence": 0,
        "sentence_start": 0,
        "sentence_end": 7,
        "rule": "test",
        "pack": "peace",
        "pack_version": "1",
        "pack_hash": "0",
    }
    return {**dict.fromkeys(schema.EVENTS), **row, **slots}


def article(
    key: str, source: str | None = None, published: datetime | None = MONDAY, text: str = "", **rest: Any
) -> Row:
    return {
        **dict.fromkeys(schema.ARTICLES),
        "id": key,
        "text": text,
        "source": source,
        "published": published,
        **rest,
    }


def document(key: str, cluster: str | None = None, relation: str | None = None, jaccard: float = 1.0) -> Row:
    head = cluster in (None, key)
    return {
        "id": key,
        "cluster_id": cluster or key,
        "is_canonical": head,
        "relation": relation or ("unique" if cluster is None else "canonical" if head else "exact"),
        "jaccard": jaccard,
        "containment": jaccard,
        "containment_of": jaccard,
        "n_tokens": 100,
        "n_shingles": 96,
        "flags": [],
    }


def frame(name: str, rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema.TABLES[name])
