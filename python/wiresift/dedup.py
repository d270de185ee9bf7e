"""Near-duplicates: which articles are the same text, and which one stands for them.

Sets of word shingles are compared: `MinHash` signatures and sampled fingerprints propose pairs, the sets
themselves decide. Every similarity in the tables is exact. The texts are read in batches, up to three times;
between the readings an article costs its sketch, not its text.

Sources: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import polars as pl

from wiresift import _core, schema
from wiresift.config import DedupOptions
from wiresift.io import Rejects
from wiresift.progress import Progress
from wiresift.store import Stored, batches, count, stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class DedupResult:
    """The tables of a deduplication, in the schemas of `wiresift.schema`, each sorted by its ids."""

    documents: pl.DataFrame
    """A row an article: its cluster, its relation and similarities to the canonical article."""
    edges: pl.DataFrame
    """A row a verified pair."""
    clusters: pl.DataFrame
    """A row a cluster, those of one article included."""
    boilerplate: pl.DataFrame
    """A row a line that was left out, with the reason."""
    summary: dict[str, Any]
    """Parameters, counts, the recall expected and measured, what the guards did."""


def dedup(
    articles: Any,
    *,
    threshold: float = 0.8,
    containment: float | None = 0.8,
    ngram: int = 5,
    num_perm: int = 128,
    seed: int = 1,
    bands: int | None = None,
    rows: int | None = None,
    canonical: str = "earliest",
    preferred: Sequence[str] = (),
    clean: bool = True,
    threads: int | None = None,
    batch_size: int = 8192,
    progress: Progress | None = None,
) -> DedupResult:
    """Find near-duplicates among articles.

    Parameters
    ----------
    articles
        A polars frame or lazy frame, a pyarrow table, any object with `__arrow_c_stream__`, or paths as
        `read` takes them. A text column is needed; ids are made where there are none.
    threshold
        Least Jaccard similarity of two sets of shingles, in (0, 1].
    containment
        Least share of one set found in the other, in (0, 1]; None looks at Jaccard alone.
    ngram, num_perm, seed, bands, rows
        Tokens to a shingle; values to a signature and the seed of its permutations; bands and rows of the
        locality-sensitive hash, chosen for a recall of 0.9995 at `threshold` where not given.
    canonical, preferred
        Which article stands for a cluster: `earliest`, `longest`, `latest`, or `preferred` with sources, best
        first. Ties are broken by id.
    clean
        Leave boilerplate out of the comparison.
    threads, batch_size
        All cores by default; articles to a batch. Neither changes the result.
    progress
        Told what is under way.

    Raises
    ------
    ParameterError
        A parameter is outside its range.
    InputError
        The articles can't be read, or an id occurs twice.

    Examples
    --------
    >>> import polars as pl
    >>> text = "Both sides agreed on Monday to open a corridor for food and medicine to the besieged town."
    >>> frame = pl.DataFrame({"id": ["a", "b", "c"], "text": [text, "GENEVA - " + text, "No news today."]})
    >>> dedup(frame).documents.select("id", "cluster_id", "relation").rows()
    [('a', 'a', 'canonical'), ('b', 'a', 'near'), ('c', 'c', 'unique')]

    """
    options = DedupOptions(
        threshold=threshold,
        containment=containment,
        ngram=ngram,
        num_perm=num_perm,
        seed=seed,
        bands=bands,
        rows=rows,
        canonical=canonical,
        preferred=tuple(preferred),
        clean=clean,
        threads=threads,
        batch_size=batch_size,
    )
    rejects = Rejects()
    with stored(articles, rejects) as kept:
        result = deduplicate(kept, options, progress or Progress())
    result.summary["rejects"] = dict(rejects.counts)
    return result


def deduplicate(articles: Stored, options: DedupOptions, progress: Progress) -> DedupResult:
    """Deduplicate articles in the schema `articles`, in a spool or in a frame."""
    session = _core.DedupSession(**_parameters(options))
    n_articles = count(articles)

    def stage(name: str, columns: list[str]) -> Iterator[pl.DataFrame]:
        progress.stage(name, total=n_articles)
        for batch in batches(articles, columns, options.batch_size):
            yield batch
            progress.advance(batch.height)

    if options.clean:
        for batch in stage("clean", ["source", "text"]):
            session.learn(batch)
        session.learned()
    for batch in stage("sketch", ["id", "title", "text", "source", "published"]):
        session.sketch(batch)
    progress.stage("candidates")
    wanted = pl.DataFrame(session.plan())["wanted"]
    first = 0
    for batch in stage("verify", ["source", "text"]):
        mask = wanted.slice(first, batch.height)
        if mask.any():
            session.verify(batch.with_row_index("row", offset=first).filter(mask))
        first += batch.height
    progress.stage("cluster")
    tables = session.finish()
    documents = _table("documents", tables["documents"])
    edges = _table("edges", tables["edges"])
    clusters = _table("clusters", tables["clusters"])
    boilerplate = _table("boilerplate", tables["boilerplate"])
    summary = _summary(options, documents, edges, clusters, boilerplate, tables["counts"])
    return DedupResult(documents, edges, clusters, boilerplate, summary)


def _parameters(options: DedupOptions) -> dict[str, Any]:
    given = {field.name: getattr(options, field.name) for field in fields(options)}
    del given["batch_size"]
    return {**given, "preferred": list(options.preferred)}


def _table(name: str, table: Any) -> pl.DataFrame:
    wanted = schema.TABLES[name]
    return pl.DataFrame(table).select(pl.col(column).cast(dtype) for column, dtype in wanted.items())


def _summary(
    options: DedupOptions,
    documents: pl.DataFrame,
    edges: pl.DataFrame,
    clusters: pl.DataFrame,
    boilerplate: pl.DataFrame,
    counts: dict[str, Any],
) -> dict[str, Any]:
    relations = dict(documents["relation"].value_counts().sort("relation").iter_rows())
    return {
        "parameters": {
            **_parameters(options),
            "bands": counts["bands"],
            "rows": counts["rows"],
        },
        "counts": {
            "articles": documents.height,
            "clusters": clusters.height,
            "clusters_of_several": clusters.filter(pl.col("n_documents") > 1).height,
            **{relation: relations.get(relation, 0) for relation in schema.RELATIONS},
            "edges": edges.height,
            "boilerplate_lines": boilerplate.height,
        },
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
            "hot_fingerprints": counts["hot_fingerprints"],
        },
        "candidates": {
            "lsh": counts["lsh_candidates"],
            "fingerprint": counts["fingerprint_candidates"],
        },
    }
