#!/usr/bin/env python3
"""What deduplication finds, against the truth: recall, exact similarities, one output whatever the route.

    python benches/recall.py [--articles N] [--data FILE.parquet|FOLDER] [--edits]

1. Recall of all pairs at or above 0.5, 0.7, 0.8 and 0.9, by an exact join of the same cleaned texts.
2. Exactness: every edge's Jaccard equals the join's; its two containments and the sizes of the two sets
   give one whole number of shared shingles; and the sets of some raw texts are made again in Python.
3. Recall of containment from 0.8 on for texts of 50 words and more, on a sample, by sparse matrices.
4. The four tables are the same bytes with 1 and 2 threads, shuffled rows, three batch sizes.

With `--edits` instead: known edits of the articles, the similarity that each leaves, and the share found.

Exit 1: recall below 0.999, an edge that is not exact, or a byte that differs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import wiresift as ws
from harness import machine, pairs, record, rows
from harness.containment import contained_pairs
from harness.edits import check_edits
from harness.shingles import shingles
from harness.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

THRESHOLDS = (0.5, 0.7, 0.8, 0.9)
BOUND = 0.999
NGRAM = 5
CONTAINMENT = 0.8
EDITED_AT = 0.8
LONG_ENOUGH = 50  # words; the containment of a shorter text means little
TABLES = ("documents", "edges", "clusters", "boilerplate")
# Scripts that are cut a character a token, which the Python check of the sets does not imitate.
UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="what `wiresift.read` reads, instead of generated articles")
    parser.add_argument(
        "--articles", type=int, default=100_000, help="articles to generate (default 100,000)"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the generator (default 0)")
    parser.add_argument("--containment-sample", type=int, default=2_000, help="rows compared with all others")
    parser.add_argument(
        "--same-rows", type=int, help="only so many first rows for the comparison of bytes (default all)"
    )
    parser.add_argument(
        "--edits", type=int, nargs="?", const=2_000, metavar="N", help="edit N articles (default 2,000)"
    )
    parser.add_argument("--record", metavar="NAME", help="keep the tables in benches/record")
    return parser.parse_args()


def check_thresholds(table: pl.DataFrame, truth: Truth) -> list[dict[str, Any]]:
    """Recall and exactness at each threshold, on cleaned texts."""
    lines = []
    for threshold in THRESHOLDS:
        result = ws.dedup(table, threshold=threshold)
        true = truth.true_pairs(threshold, table.height, result.boilerplate)
        found = pairs.of_edges(result.edges, table["id"], threshold)
        hit = int(np.isin(pairs.codes(true), pairs.codes(found)).sum())
        lines.append(
            {
                "threshold": threshold,
                "bands": "{bands} x {rows}".format(**result.summary["parameters"]),
                "true_pairs": len(true),
                "found": hit,
                "false": len(found) - hit,
                "recall": hit / len(true) if len(true) else None,
                "said": result.summary["recall"]["measured"]["recall"],
                "edges": result.edges.height,
                "inexact": inexact_edges(result, table["id"], truth.join(result.boilerplate)),
            }
        )
    return lines


def inexact_edges(result: ws.DedupResult, ids: pl.Series, join: pl.DataFrame) -> int:
    """Edges that differ from the join, or whose three similarities can't come from one pair of sets."""
    row_of = pl.DataFrame({"id": ids, "row": pl.int_range(len(ids), eager=True, dtype=pl.UInt32)})
    sizes = result.documents.select("id", "n_shingles")
    edges = (
        result.edges.join(row_of.rename({"id": "id_a", "row": "x"}), on="id_a")
        .join(row_of.rename({"id": "id_b", "row": "y"}), on="id_b")
        .join(sizes.rename({"id": "id_a", "n_shingles": "size_a"}), on="id_a")
        .join(sizes.rename({"id": "id_b", "n_shingles": "size_b"}), on="id_b")
        .with_columns(a=pl.min_horizontal("x", "y"), b=pl.max_horizontal("x", "y"))
        .join(join.rename({"jaccard": "exact"}), on=["a", "b"], how="left")
        .with_columns(shared=(pl.col("containment_a") * pl.col("size_a")).round().cast(pl.Int64))
    )
    assert edges.height == result.edges.height
    low = pl.col("exact").is_null() & (pl.col("jaccard") < join["jaccard"].min()) if join.height else True
    consistent = (
        (pl.col("shared") / pl.col("size_a") == pl.col("containment_a"))
        & (pl.col("shared") / pl.col("size_b") == pl.col("containment_b"))
        & (pl.col("shared") / (pl.col("size_a") + pl.col("size_b") - pl.col("shared")) == pl.col("jaccard"))
    )
    right = (pl.col("exact") == pl.col("jaccard")).fill_null(low)
    return edges.filter(~(consistent & right)).height


def check_sets(table: pl.DataFrame, sample: int) -> dict[str, Any]:
    """Edges of raw texts against sets made by Python's `re`: a second opinion on the core's oracle."""
    result = ws.dedup(table, clean=False)
    simple = table.filter(~pl.col("text").fill_null("").str.contains(UNSPACED)).select("id", "text")
    edges = result.edges.join(simple, left_on="id_a", right_on="id", how="semi")
    edges = edges.join(simple, left_on="id_b", right_on="id", how="semi")
    edges = edges.sample(min(sample, edges.height), seed=0, shuffle=True)
    text_of = dict(simple.iter_rows())
    wrong = 0
    for edge in edges.iter_rows(named=True):
        a, b = (set(shingles(text_of[edge[end]], NGRAM)) for end in ("id_a", "id_b"))
        shared = len(a & b)
        exact = (shared / len(a | b), shared / len(a), shared / len(b))
        wrong += exact != (edge["jaccard"], edge["containment_a"], edge["containment_b"])
    return {"edges": edges.height, "inexact": wrong, "result": result}


def check_containment(table: pl.DataFrame, result: ws.DedupResult, sample: int) -> dict[str, Any]:
    """Pairs of which one holds most of the other, found by `result` (of the raw texts) and by brute force."""
    long = result.documents.filter(pl.col("n_tokens") >= LONG_ENOUGH).select("id")
    others = table.with_row_index("row").join(long, on="id", how="semi")["row"].to_numpy().astype(np.int64)
    picked = np.sort(np.random.default_rng(0).permutation(others)[:sample])
    true = contained_pairs(ws.elements(table["text"], ngram=NGRAM), picked, others, CONTAINMENT)
    # Equal sets hang on one text, and what holds for it holds for all of them.
    whole = result.edges.with_columns(jaccard=pl.lit(1.0))
    found = pairs.of_edges(whole, table["id"], 1.0)
    hit = int(np.isin(pairs.codes(true), pairs.codes(found)).sum())
    share = hit / len(true) if len(true) else None
    return {"sample": len(picked), "true_pairs": len(true), "found": hit, "recall": share}


def variants(table: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame, dict[str, int]]]:
    yield "1 thread", table, {"threads": 1}
    yield "2 threads", table, {"threads": 2}
    yield "shuffled", table.sample(fraction=1, shuffle=True, seed=1), {}
    yield (
        "shuffled again, batches of 1,000",
        table.sample(fraction=1, shuffle=True, seed=2),
        {"batch_size": 1000},
    )
    yield "batches of 777", table, {"batch_size": 777}
    yield "one batch", table, {"batch_size": table.height}


def check_sameness(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Digests of the four tables as Parquet, for each way to the same result."""
    lines = []
    for name, frame, parameters in variants(table):
        result = ws.dedup(frame, **parameters)  # type: ignore[arg-type]
        digest = hashlib.sha256()
        for kind in TABLES:
            buffer = io.BytesIO()
            getattr(result, kind).write_parquet(buffer)
            digest.update(buffer.getvalue())
        lines.append({"variant": name, "articles": f"{table.height:,}", "digest": digest.hexdigest()[:16]})
    return lines


def complaints(
    levels: list[dict[str, Any]], sets: dict[str, Any], ways: list[dict[str, Any]]
) -> Iterator[str]:
    for level in levels:
        if level["recall"] is not None and level["recall"] < BOUND:
            yield f"recall at {level['threshold']} is {level['recall']:.5f}, below {BOUND}"
        if level["inexact"]:
            yield f"{level['inexact']} edges at {level['threshold']} are not exact"
        if level["false"]:
            yield f"{level['false']} pairs at {level['threshold']} are not in the exact join"
    if sets["inexact"]:
        yield f"{sets['inexact']} edges of raw texts differ from the sets made in Python"
    for way in ways[1:]:
        if way["digest"] != ways[0]["digest"]:
            yield f"the tables differ: {way['variant']} against {ways[0]['variant']}"
    if not levels[0]["true_pairs"] or not sets["edges"]:
        yield "no duplicates among these articles: nothing was checked"


def report(
    levels: list[dict[str, Any]], sets: dict[str, Any], contained: dict[str, Any], ways: list[dict[str, Any]]
) -> str:
    def share(value: float | None) -> str:
        return "-" if value is None else f"{value:.5f}"

    recall_head = ["threshold", "bands", "true pairs", "found", "recall", "recall as the run says it"]
    recall = record.table(
        [*recall_head, "pairs not true", "edges", "not exact"],
        [
            [
                f"{line['threshold']}", line["bands"], f"{line['true_pairs']:,}", f"{line['found']:,}",
                share(line["recall"]), share(line["said"]), f"{line['false']:,}", f"{line['edges']:,}",
                f"{line['inexact']:,}",
            ]
            for line in levels
        ],
    )  # fmt: skip
    inclusion = record.table(
        ["containment", "sample", "true pairs", "found", "recall"],
        [
            [f"{CONTAINMENT}, {LONG_ENOUGH} words and more", f"{contained['sample']:,}",
             f"{contained['true_pairs']:,}", f"{contained['found']:,}", share(contained["recall"])]
        ],
    )  # fmt: skip
    same = record.table(
        ["way to the result", "articles", "digest of the tables"], [list(way.values()) for way in ways]
    )
    second = f"Raw texts, sets made again in Python: {sets['edges']:,} edges, {sets['inexact']:,} not exact."
    return f"{recall}\n\n{second}\n\n{inclusion}\n\n{same}"


def edits_report(lines: list[dict[str, Any]]) -> str:
    head = ["edit", "pairs", "exact similarity (least)", f"at {EDITED_AT} or more", "of these found", "share"]
    head += [f"all found at {EDITED_AT}", f"with containment of {CONTAINMENT}"]
    return record.table(
        head,
        [
            [
                line["edit"], f"{line['pairs']:,}", f"{line['similarity']:.4f} ({line['least']:.4f})",
                f"{line['above']:,}", f"{line['found_above']:,}",
                f"{line['found_above'] / line['above']:.4f}" if line["above"] else "-",
                f"{line['found']:,}", f"{line['found_or_contained']:,}",
            ]
            for line in lines
        ],
    )  # fmt: skip


def check_edited(args: argparse.Namespace, about: dict[str, Any]) -> int:
    """Print the table of edits; pairs at or above the threshold must be found, up to the bound."""
    with tempfile.TemporaryDirectory() as scratch:
        source = (
            rows.read(args.data, Path(scratch)) if args.data else rows.generated(args.articles, args.seed)
        )
        lines = check_edits(rows.load(source.path), args.edits, EDITED_AT)
    text = (
        record.heading("Edits", f"{source.label}, {source.fingerprint}", about) + "\n\n" + edits_report(lines)
    )
    print(text)
    if args.record:
        data = {"machine": about, "rows": {**asdict(source), "path": source.path.name}, "edits": lines}
        print(f"\nRecorded: {record.write(args.record, text, data)}", file=sys.stderr)
    missed = [line["edit"] for line in lines if line["found_above"] < BOUND * line["above"]]
    for edit in missed:
        print(f"WRONG: {edit}: recall below {BOUND}", file=sys.stderr)
    return int(bool(missed))


def main() -> int:
    args = arguments()
    if args.edits:
        return check_edited(args, machine.describe({"polars", "numpy"}))
    about = machine.describe({"polars", "numpy", "scipy"})
    with tempfile.TemporaryDirectory() as scratch:
        source = (
            rows.read(args.data, Path(scratch)) if args.data else rows.generated(args.articles, args.seed)
        )
        table = rows.load(source.path)
        levels = check_thresholds(table, Truth(source.path, NGRAM, source.articles))
    sets = check_sets(table, sample=5_000)
    contained = check_containment(table, sets.pop("result"), args.containment_sample)
    ways = check_sameness(table if args.same_rows is None else table.head(args.same_rows))
    label = f"{source.label}, {source.fingerprint}"
    text = record.heading("Recall", label, about) + "\n\n" + report(levels, sets, contained, ways)
    print(text)
    wrong = list(complaints(levels, sets, ways))
    if args.record:
        data = {"machine": about, "rows": {**asdict(source), "path": source.path.name}, "levels": levels}
        data |= {"sets": sets, "containment": contained, "sameness": ways, "wrong": wrong}
        print(f"\nRecorded: {record.write(args.record, text, data)}", file=sys.stderr)
    for line in wrong:
        print(f"WRONG: {line}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
