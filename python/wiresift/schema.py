"""The polars schema of every table, stated once.

Each table that a run writes has exactly these columns, in this order, with these types, empty or not.
Ids are strings. Offsets are half-open character offsets into the raw text of the article: `text[start:end]`
is the thing itself.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl


def _table(columns: dict[str, Any]) -> pl.Schema:
    return pl.Schema(columns)


VERSION: Final = 2
"""The version of these schemas, kept in every `summary.json`."""

UTC: Final = pl.Datetime("us", "UTC")

RELATIONS: Final = ("canonical", "exact", "near", "update", "contains", "contained", "unique")
"""How a document stands to the canonical article of its cluster."""
EDGE_RELATIONS: Final = ("exact", "near", "update", "contains", "contained")
ROUTES: Final = ("exact", "lsh", "fingerprint")
"""How a pair was found: equal shingle sets, agreeing bands, shared sampled fingerprints."""
POLARITIES: Final = ("affirmed", "negated")
REALIS: Final = ("actual", "future", "hypothetical", "historical")
CERTAINTIES: Final = ("asserted", "hedged")
CLAIM_KINDS: Final = ("said", "denied", "alleged", "reported", "quoted")
STATUSES: Final = ("single_source", "corroborated", "contested", "superseded")
CANONICAL_POLICIES: Final = ("earliest", "longest", "latest", "preferred")

MENTION: Final[dict[str, Any]] = {"text": pl.String, "start": pl.Int64, "end": pl.Int64}
ACTOR: Final = pl.Struct(
    {
        "id": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "country": pl.String,
        "code": pl.String,
        **MENTION,
    }
)
PLACE: Final = pl.Struct(
    {
        "name": pl.String,
        "country": pl.String,
        "latitude": pl.Float64,
        "longitude": pl.Float64,
        "precision": pl.String,
        **MENTION,
    }
)
_AMOUNT: Final[dict[str, Any]] = {
    "kind": pl.String,
    "low": pl.Float64,
    "best": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "is_minimum": pl.Boolean,
    "is_approximate": pl.Boolean,
}
QUANTITY: Final = pl.Struct({**_AMOUNT, **MENTION})
CUE: Final = pl.Struct({"kind": pl.String, **MENTION})
CLAIM: Final = pl.Struct(
    {
        "speaker": ACTOR,
        "outlet": pl.String,
        "kind": pl.String,
        "cue": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
    }
)
REPORTED_QUANTITY: Final = pl.Struct({**_AMOUNT, "reported": UTC, "event_id": pl.String})
"""One report of a number in a story: what was said, when, and by which event."""

ARTICLES: Final[pl.Schema] = _table(
    {
        "id": pl.String,
        "title": pl.String,
        "text": pl.String,
        "source": pl.String,
        "published": UTC,
        "url": pl.String,
        "lang": pl.String,
    }
)
DOCUMENTS: Final[pl.Schema] = _table(
    {
        "id": pl.String,
        "cluster_id": pl.String,
        "is_canonical": pl.Boolean,
        "relation": pl.String,
        "jaccard": pl.Float64,
        "containment": pl.Float64,
        "containment_of": pl.Float64,
        "n_tokens": pl.UInt32,
        "n_shingles": pl.UInt32,
        "flags": pl.List(pl.String),
    }
)
EDGES: Final[pl.Schema] = _table(
    {
        "id_a": pl.String,
        "id_b": pl.String,
        "jaccard": pl.Float64,
        "containment_a": pl.Float64,
        "containment_b": pl.Float64,
        "relation": pl.String,
        "route": pl.String,
        "n_bands": pl.UInt32,
    }
)
CLUSTERS: Final[pl.Schema] = _table(
    {
        "cluster_id": pl.String,
        "n_documents": pl.UInt32,
        "n_sources": pl.UInt32,
        "first_published": UTC,
        "last_published": UTC,
        "min_jaccard": pl.Float64,
        **{f"n_{relation}": pl.UInt32 for relation in EDGE_RELATIONS},
    }
)
BOILERPLATE: Final[pl.Schema] = _table(
    {
        "source": pl.String,
        "line": pl.String,
        "n_documents": pl.UInt32,
        "share": pl.Float64,
        "rule": pl.String,
    }
)
EVENTS: Final[pl.Schema] = _table(
    {
        "event_id": pl.String,
        "doc_id": pl.String,
        "type": pl.String,
        "mode": pl.String,
        "plover": pl.String,
        "plover_mode": pl.String,
        "cameo": pl.String,
        "acled": pl.String,
        "quad": pl.String,
        "actors": pl.List(ACTOR),
        "recipients": pl.List(ACTOR),
        "third_parties": pl.List(ACTOR),
        "place": PLACE,
        "date_start": pl.Date,
        "date_end": pl.Date,
        "date_precision": pl.String,
        "date_source": pl.String,
        "quantities": pl.List(QUANTITY),
        "polarity": pl.String,
        "realis": pl.String,
        "certainty": pl.String,
        "cues": pl.List(CUE),
        "claim": CLAIM,
        "trigger": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "sentence": pl.Int64,
        "sentence_start": pl.Int64,
        "sentence_end": pl.Int64,
        "rule": pl.String,
        "pack": pl.String,
        "pack_version": pl.String,
        "pack_hash": pl.String,
    }
)
STORIES: Final[pl.Schema] = _table(
    {
        "story_id": pl.String,
        "type": pl.String,
        "mode": pl.String,
        "actors": pl.List(ACTOR),
        "recipients": pl.List(ACTOR),
        "place": PLACE,
        "date_start": pl.Date,
        "date_end": pl.Date,
        "status": pl.String,
        "n_documents": pl.UInt32,
        "n_clusters": pl.UInt32,
        "n_sources": pl.UInt32,
        "n_independent": pl.UInt32,
        "first_reported": UTC,
        "last_reported": UTC,
        "quantities": pl.List(REPORTED_QUANTITY),
        "event_ids": pl.List(pl.String),
        "contradicts": pl.List(pl.String),
        "updates": pl.String,
        "polarity": pl.String,
        "realis": pl.String,
    }
)

TABLES: Final[dict[str, pl.Schema]] = {
    "articles": ARTICLES,
    "documents": DOCUMENTS,
    "edges": EDGES,
    "clusters": CLUSTERS,
    "boilerplate": BOILERPLATE,
    "events": EVENTS,
    "stories": STORIES,
}
"""Every table by name. A folder of output holds each as `NAME.parquet`."""


def empty(name: str) -> pl.DataFrame:
    """Return the table `name` without rows.

    >>> empty("edges").columns[:2]
    ['id_a', 'id_b']
    """
    return pl.DataFrame(schema=TABLES[name])
