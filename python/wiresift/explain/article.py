"""Where one article stands: its cluster, its relation, the lines that were left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.explain.pair import document_line, shortened

if TYPE_CHECKING:
    from wiresift.explain.tables import Output

_SHOWN: Final = 12
"""Members shown; the rest is counted."""


def explain_article(output: Output, article_id: str) -> str:
    """Cluster, relation and left-out lines of one article."""
    document = output.row("documents", "id", article_id)
    article = output.article(article_id)
    members = output.table("documents").filter(pl.col("cluster_id") == document["cluster_id"]).collect()
    lines = [
        f"{article_id}: {document['relation']}",
        f"  {document_line(document, article)}",
        f"cluster {document['cluster_id']}: {members.height} articles",
    ]
    shown = members.head(_SHOWN).select("id", "relation", "jaccard", "containment", "containment_of")
    for i, relation, *similarities in shown.iter_rows():
        lines.append(f"  {i}: {relation}{_similarities(*similarities)}")
    if members.height > _SHOWN:
        lines.append(f"  and {members.height - _SHOWN} more")
    if output.has_table("boilerplate"):
        present = {line.strip() for line in article["text"].split("\n")}
        source = pl.col("source").eq_missing(pl.lit(article["source"], dtype=pl.String))
        removed = output.table("boilerplate").filter(source).collect()
        for row in removed.iter_rows(named=True):
            if row["line"] in present:
                stands = f"in {row['n_documents']} articles of its source ({row['share']:.0%})"
                lines.append(f"left out ({row['rule']}, {stands}): {shortened(row['line'])}")
    return "\n".join(lines)


def _similarities(jaccard: float | None, containment: float | None, containment_of: float | None) -> str:
    if jaccard is None:
        return ""
    return f", Jaccard {jaccard:.3f}, containment {containment:.3f} and {containment_of:.3f}"
