"""The dedup side of the page: the largest clusters and the boilerplate that was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import schema
from wiresift.report import words

if TYPE_CHECKING:
    from wiresift.report.load import Tables

CLUSTERS: Final = 50
MEMBERS: Final = 12
LINES: Final = 50
_TITLE: Final = 160


@dataclass(frozen=True)
class Member:
    """A document of a cluster, beside its canonical article."""

    title: str
    link: str | None
    relation: str
    jaccard: str
    containment: str
    containment_of: str
    source: str
    published: str


@dataclass(frozen=True)
class Cluster:
    """A cluster with its first members; the canonical article comes first."""

    cluster_id: str
    title: str
    n_documents: int
    n_sources: int
    period: str
    relations: list[tuple[str, int]]
    min_jaccard: str
    members: list[Member]
    more: int


@dataclass(frozen=True)
class Clusters:
    """The largest clusters."""

    rows: list[Cluster]
    note: str
    several: int


@dataclass(frozen=True)
class Line:
    """A line that was left out."""

    source: str
    line: str
    n_documents: int
    share: str
    rule: str


@dataclass(frozen=True)
class Boilerplate:
    """The most frequent lines that were left out."""

    rows: list[Line]
    note: str


def clusters(tables: Tables) -> Clusters | None:
    """Return the largest clusters of more than one document."""
    if tables.clusters is None:
        return None
    table = tables.clusters.filter(pl.col("n_documents") > 1)
    total = int(table.select(pl.len()).collect().item())
    order = ["n_documents", "n_sources", "cluster_id"]
    top = table.sort(order, descending=[True, True, False]).head(CLUSTERS).collect()
    members = _members(tables, top)
    rows = [_cluster(row, members.get(row["cluster_id"], [])) for row in top.iter_rows(named=True)]
    return Clusters(rows, words.shown(len(rows), total, "clusters", "clusters"), total)


def _members(tables: Tables, top: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    if tables.documents is None:
        return {}
    ids = top.lazy().select("cluster_id")
    inside = tables.documents.join(ids, on="cluster_id", how="semi")
    if tables.articles is None:
        kinds: dict[str, pl.DataType | type[pl.DataType]] = {
            "title": pl.String,
            "lead": pl.String,
            "source": pl.String,
            "published": schema.UTC,
            "url": pl.String,
        }
        facts = inside.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in kinds.items())
    else:
        lead = pl.col("text").str.strip_chars_start().str.slice(0, _TITLE).alias("lead")
        about = tables.articles.select("id", "title", lead, "source", "published", "url")
        facts = inside.join(about, on="id", how="left")
    first = (
        facts.sort("is_canonical", "published", "id", descending=[True, False, False], nulls_last=True)
        .group_by("cluster_id", maintain_order=True)
        .head(MEMBERS)
        .collect()
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in first.iter_rows(named=True):
        found.setdefault(row["cluster_id"], []).append(row)
    return found


def _title(row: dict[str, Any]) -> str:
    lead = (row["lead"] or "").strip().split("\n", 1)[0]
    return row["title"] or lead or row["id"]


def _cluster(row: dict[str, Any], members: list[dict[str, Any]]) -> Cluster:
    shown = [
        Member(
            title=_title(member),
            link=words.link(member["url"]),
            relation=member["relation"] or "",
            jaccard="" if member["is_canonical"] else words.share(member["jaccard"]),
            containment="" if member["is_canonical"] else words.share(member["containment"]),
            containment_of="" if member["is_canonical"] else words.share(member["containment_of"]),
            source=member["source"] or "source not known",
            published=words.moment(member["published"]),
        )
        for member in members
    ]
    first, last = row["first_published"], row["last_published"]
    relations = [(name, row[f"n_{name}"]) for name in schema.EDGE_RELATIONS if row[f"n_{name}"]]
    return Cluster(
        cluster_id=row["cluster_id"],
        title=shown[0].title if shown else row["cluster_id"],
        n_documents=row["n_documents"],
        n_sources=row["n_sources"],
        period=words.days(first and first.date(), last and last.date()),
        relations=relations,
        min_jaccard=words.share(row["min_jaccard"]),
        members=shown,
        more=row["n_documents"] - len(shown),
    )


def boilerplate(tables: Tables) -> Boilerplate | None:
    """Return the lines that were taken out of most documents."""
    if tables.boilerplate is None:
        return None
    total = tables.height("boilerplate") or 0
    order = ["n_documents", "source", "line", "rule"]
    top = (
        tables.boilerplate.sort(order, descending=[True, False, False, False], nulls_last=True)
        .head(LINES)
        .collect()
    )
    rows = [
        Line(
            source=row["source"] or "any source",
            line=row["line"] or "",
            n_documents=row["n_documents"] or 0,
            share="" if row["share"] is None else f"{100 * row['share']:.0f} %",
            rule=words.label(row["rule"]),
        )
        for row in top.iter_rows(named=True)
    ]
    return Boilerplate(rows, words.shown(len(rows), total, "lines", "boilerplate"))
