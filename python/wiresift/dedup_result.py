"""What a deduplication gives: its tables, the same at a higher threshold, and why two articles paired."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from wiresift import _core, schema
from wiresift.config import DedupOptions
from wiresift.exceptions import InputError, ParameterError
from wiresift.io import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wiresift.explain import PairExplanation


@dataclass(frozen=True, repr=False)
class DedupResult:
    """The tables of a deduplication, in the schemas of `wiresift.schema`, each sorted by its ids."""

    documents: pl.DataFrame
    """A row an article: its cluster, its relation and similarities to the canonical article."""
    edges: pl.DataFrame
    """A row a verified pair."""
    clusters: pl.DataFrame
    """A row a cluster, those of one article included."""
    boilerplate: pl.DataFrame
    """A row a line that was left out, or that would be on another source's page, with the reason."""
    summary: dict[str, Any]
    """Parameters, counts, the recall expected and measured, what the guards did."""
    facts: pl.DataFrame | None = field(default=None, repr=False, compare=False)
    """What `rethreshold` needs besides: date, source and preference of each document, as numbers."""
    articles: Any = field(default=None, repr=False, compare=False)
    """What was given to `dedup`, for `explain`."""

    def __repr__(self) -> str:
        """Say in a line what was found, and what was left out.

        >>> import wiresift as ws
        >>> ws.dedup(pl.DataFrame({"text": ["one text of six words here"] * 2 + [None]}))
        DedupResult(2 articles, 1 distinct text: 1 canonical, 1 exact; 1 edge; left out: 1 null text)
        """
        by_relation = self.documents.group_by("relation").len().sort("relation").iter_rows()
        found = ", ".join(f"{n:,} {relation}" for relation, n in by_relation)
        rejects = self.summary.get("rejects") or {}
        lost = ", ".join(f"{n:,} {reason}" for reason, n in sorted(rejects.items()))
        counted = [(self.documents, "article"), (self.clusters, "distinct text"), (self.edges, "edge")]
        articles, texts, edges = (f"{len(frame):,} {one}{'s'[: len(frame) != 1]}" for frame, one in counted)
        told = f"{articles}, {texts}: {found}; {edges}"
        return f"DedupResult({told}{'; left out: ' + lost if lost else ''})"

    def rethreshold(
        self, threshold: float, *, containment: float | Literal["same"] | None = "same"
    ) -> DedupResult:
        """Return the result at a higher threshold, from the edges: no text is read.

        Parameters
        ----------
        threshold
            Least Jaccard similarity; at least that of this result, whose edges hold no pair below it.
        containment
            Least containment, at least that of this result, or None for Jaccard alone; `"same"` keeps it.

        Returns
        -------
        The tables that a run at that threshold gives, by the same guard. What it says of recall, of bands and
        of routes stays that of the run.

        Raises
        ------
        ParameterError
            The threshold is lower than that of the run.

        Examples
        --------
        >>> import wiresift as ws
        >>> words = [f"word{k}" for k in range(100)]
        >>> frame = pl.DataFrame({"id": ["a", "b"], "text": [" ".join(words), " ".join(words[:92])]})
        >>> result = ws.dedup(frame, containment=None)
        >>> result.clusters.height, result.rethreshold(0.95).clusters.height
        (1, 2)

        """
        parameters = self.summary["parameters"]
        bound = parameters["containment"] if containment == "same" else containment
        options = DedupOptions(threshold=threshold, containment=bound)
        _refuse_lower("threshold", threshold, parameters["threshold"])
        if bound is not None:
            if parameters["containment"] is None:
                raise ParameterError("containment was off in this run, so it holds no such pairs: run again")
            _refuse_lower("containment", bound, parameters["containment"])
        if self.facts is None:
            raise ParameterError("this result was not made by dedup, so it can't be taken again")
        articles = pl.concat(
            [self.documents.select("id", "n_tokens", "n_shingles"), self.facts], how="horizontal"
        )
        tables = _core.rethreshold(
            articles.with_columns(marked=self.documents["flags"].list.contains("update")),
            self.edges,
            threshold=options.threshold,
            containment=options.containment,
            canonical=parameters["canonical"],
            bands=parameters["bands"],
        )
        shape = self.documents.select("n_tokens", "n_shingles", "flags")
        documents = pl.concat([pl.DataFrame(tables["documents"]), shape], how="horizontal")
        found = {
            "documents": in_schema("documents", documents),
            "edges": in_schema("edges", tables["edges"]),
            "clusters": in_schema("clusters", tables["clusters"]),
        }
        guards = {
            "components": tables["components"],
            "components_split": tables["split_components"],
        }
        summary = {
            **self.summary,
            "parameters": {**parameters, "threshold": threshold, "containment": bound},
            "counts": {**self.summary["counts"], **_counts(found)},
            "guards": {**self.summary["guards"], **guards},
        }
        return replace(self, **found, summary=summary)

    def explain(self, id_a: str, id_b: str, articles: Any = None) -> PairExplanation:
        """Say why two articles paired, or why not: similarities, route, bands, and the passages they share.

        The texts are read again from what was given to `dedup`; where that can't be read twice (a stream),
        give the `articles` here.

        Raises
        ------
        InputError
            No article has such an id.

        Examples
        --------
        >>> import wiresift as ws
        >>> text = "Both sides agreed to a ceasefire in Geneva on Monday, mediators said."
        >>> result = ws.dedup(pl.DataFrame({"id": ["a", "b"], "text": [text, "UPDATE 2: " + text]}))
        >>> why = result.explain("a", "b")
        >>> why.relation, why.route, [(p.start_a, p.end_a, p.start_b, p.end_b) for p in why.passages]
        ('update', 'lsh', [(0, 68, 10, 78)])
        >>> print(str(why).splitlines()[2])
        1.0000 of a is in b, 0.8000 the other way

        """
        from wiresift.explain.pair import explain_pair

        if id_a == id_b:
            raise InputError(f"{id_a!r} is named twice: name two articles")
        ids = sorted((id_a, id_b))
        documents = _rows(self.documents, ids, "the result holds no article")
        source = self.articles if articles is None else articles
        if source is None:
            raise InputError("this result does not know its articles: give them as `articles`")
        texts = _rows(Reader(source).find(ids), ids, "the articles, read again, hold no article")
        pair = (pl.col("id_a") == ids[0]) & (pl.col("id_b") == ids[1])
        edge = self.edges.filter(pair)
        parameters = self.summary["parameters"]
        return explain_pair(
            documents,
            None if edge.is_empty() else edge.row(0, named=True),
            texts,
            parameters,
            _core.Boilerplate(self.boilerplate) if parameters["clean"] else None,
        )


def _refuse_lower(name: str, wanted: float, own: float) -> None:
    if wanted < own:
        raise ParameterError(
            f"{name} is {wanted}, but this run kept pairs from {own} up: run dedup again for a lower one"
        )


def _rows(table: pl.DataFrame, ids: list[str], missing: str) -> dict[str, dict[str, Any]]:
    found = {row["id"]: row for row in table.filter(pl.col("id").is_in(ids)).iter_rows(named=True)}
    for wanted in ids:
        if wanted not in found:
            raise InputError(f"{missing} {wanted!r}")
    return found


def core_parameters(options: DedupOptions) -> dict[str, Any]:
    """Return the parameters of the core's session, as `summary.json` states them."""
    given = {option.name: getattr(options, option.name) for option in fields(options)}
    del given["batch_size"]
    return {**given, "preferred": list(options.preferred)}


def in_schema(name: str, table: Any) -> pl.DataFrame:
    """Return an Arrow table of the core in the schema of the table `name`."""
    wanted = schema.TABLES[name]
    return pl.DataFrame(table).select(pl.col(column).cast(dtype) for column, dtype in wanted.items())


def _counts(tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    documents, clusters = tables["documents"], tables["clusters"]
    relations = dict(documents["relation"].value_counts().sort("relation").iter_rows())
    return {
        "articles": documents.height,
        "clusters": clusters.height,
        "clusters_of_several": clusters.filter(pl.col("n_documents") > 1).height,
        **{relation: relations.get(relation, 0) for relation in schema.RELATIONS},
        "edges": tables["edges"].height,
    }


def summarise(
    options: DedupOptions, tables: Mapping[str, pl.DataFrame], counts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the summary of a run from its tables and what the core counted."""
    return {
        "parameters": {**core_parameters(options), "bands": counts["bands"], "rows": counts["rows"]},
        "counts": {**_counts(tables), "boilerplate_lines": tables["boilerplate"].height},
        "recall": {
            "expected": [{"jaccard": j, "recall": recall} for j, recall in counts["expected_recall"]],
            "measured": {
                "recall": counts["measured_recall"],
                "interval_95": list(counts["measured_interval"]),
                "true_pairs": counts["measured_pairs"],
                "found": counts["measured_found"],
            },
        },
        "guards": {
            "components": counts["components"],
            "components_split": counts["split_components"],
            "hot_buckets": counts["hot_buckets"],
            "largest_bucket": counts["largest_bucket"],
            "pairs_left_out": counts["pairs_left_out"],
            "hot_fingerprints": counts["hot_fingerprints"],
            "mostly_hot_documents": counts["mostly_hot_documents"],
        },
        "candidates": {
            "lsh": counts["lsh_candidates"],
            "fingerprint": counts["fingerprint_candidates"],
        },
    }
