"""Why two articles paired, or did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import _core

if TYPE_CHECKING:
    from wiresift.explain.tables import Output

_SHOWN: Final = 12
"""Passages and lines shown; the rest is counted."""
_WIDTH: Final = 160


def explain_pair(output: Output, first: str, second: str) -> str:
    """Relation, similarities, route and shared passages of two articles."""
    documents = {i: output.row("documents", "id", i) for i in (first, second)}
    relation = _edge_lines(output, first, second, documents)
    parameters = output.summary["parameters"]["dedup"]
    texts = [output.article(i) for i in (first, second)]
    passages = _core.passages(
        *((text["source"] or "", text["text"]) for text in texts),
        ngram=parameters["ngram"],
        boilerplate=output.boilerplate() if parameters["clean"] else None,
    )
    lines = [*relation, *(_document_line(documents[i], texts[k]) for k, i in enumerate((first, second)))]
    shared = sum(passage[-1] for passage in passages)
    lines.append(f"{len(passages)} shared passages, {shared} tokens:")
    for a_start, a_end, b_start, b_end, n_tokens in passages[:_SHOWN]:
        lines.append(f"  [{a_start}:{a_end}] and [{b_start}:{b_end}], {n_tokens} tokens")
        lines.append(f"    {_shortened(texts[0]['text'][a_start:a_end])}")
    if len(passages) > _SHOWN:
        lines.append(f"  and {len(passages) - _SHOWN} more")
    return "\n".join(lines)


def explain_article(output: Output, article_id: str) -> str:
    """Cluster, relation and left-out lines of one article."""
    document = output.row("documents", "id", article_id)
    article = output.article(article_id)
    members = output.table("documents").filter(pl.col("cluster_id") == document["cluster_id"]).collect()
    lines = [
        f"{article_id}: {document['relation']}",
        _document_line(document, article),
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
                lines.append(f"left out ({row['rule']}, {stands}): {_shortened(row['line'])}")
    return "\n".join(lines)


def _edge_lines(output: Output, first: str, second: str, documents: dict[str, dict[str, Any]]) -> list[str]:
    id_a, id_b = sorted((first, second))
    found = output.table("edges").filter((pl.col("id_a") == id_a) & (pl.col("id_b") == id_b)).collect()
    if not found.is_empty():
        edge = found.row(0, named=True)
        bands = output.summary["parameters"]["dedup"]["bands"]
        return [
            f"{id_a} and {id_b}: {edge['relation']}",
            f"Jaccard {edge['jaccard']:.4f}",
            f"{edge['containment_a']:.4f} of {id_a} is in {id_b}, {edge['containment_b']:.4f} the other way",
            f"found by {edge['route']}; {edge['n_bands']} of {bands} bands agree",
        ]
    one, other = (documents[i]["cluster_id"] for i in (id_a, id_b))
    if one == other:
        return [f"{id_a} and {id_b}: in one cluster by way of {one}, without an edge of their own"]
    dedup = output.summary["parameters"]["dedup"]
    return [
        f"{id_a} and {id_b}: not a pair",
        f"Jaccard {dedup['threshold']} and containment {dedup['containment']} were not reached,",
        "or no band and too few fingerprints agree",
    ]


def _document_line(document: dict[str, Any], article: dict[str, Any]) -> str:
    facts = [f"{document['n_tokens']} tokens", f"{document['n_shingles']} shingles", *document["flags"]]
    facts += [str(article[name]) for name in ("source", "published") if article[name] is not None]
    title = f" {article['title']!r}" if article["title"] else ""
    return f"  {document['id']}{title}: {', '.join(facts)}"


def _similarities(jaccard: float | None, containment: float | None, containment_of: float | None) -> str:
    if jaccard is None:
        return ""
    return f", Jaccard {jaccard:.3f}, containment {containment:.3f} and {containment_of:.3f}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 40]} ... {text[-35:]}"
