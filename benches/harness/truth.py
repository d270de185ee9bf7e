"""The judge: what an exact all-pairs join says of an engine's outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from wiresift import _core

from harness import pairs, rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from harness.task import Outcome

FLOOR = 0.5  # pairs below it are of no interest to anyone, and make the join slow
SEEN = 200_000  # pairs on which signatures are judged


@dataclass
class Truth:
    """Exact pairs among the first `sample` rows of a file, of the raw texts and of cleaned ones."""

    path: Path
    ngram: int
    sample: int
    _joins: dict[str, pl.DataFrame] = field(default_factory=dict)

    def join(self, boilerplate: pl.DataFrame | None = None) -> pl.DataFrame:
        """Return `a`, `b`, `jaccard`, sorted; with a boilerplate table, of the texts without it."""
        # The table of one set of rows is always the same: one join serves every run.
        key = "raw" if boilerplate is None else f"cleaned {boilerplate.hash_rows().sum()}"
        if key not in self._joins:
            articles = rows.load(self.path, self.sample).select("id", "source", "text")
            learned = None if boilerplate is None else _core.Boilerplate(boilerplate)
            found = _core.all_pairs(articles, threshold=FLOOR, ngram=self.ngram, boilerplate=learned)
            self._joins[key] = pl.DataFrame(found).sort("a", "b")
        return self._joins[key]

    def true_pairs(
        self, threshold: float, count: int, boilerplate: pl.DataFrame | None = None
    ) -> pairs.Pairs:
        """The pairs at or above a threshold among the first `count` rows."""
        kept = self.join(boilerplate).filter((pl.col("jaccard") >= threshold) & (pl.col("b") < count))
        return kept.select("a", "b").to_numpy().astype(np.int64).reshape(-1, 2)


def judge(outcome: Outcome, truth: Truth, threshold: float, count: int) -> dict[str, Any]:
    """Compare an outcome over `count` rows with the truth over the sample."""
    sample = min(count, truth.sample)
    if outcome.kind == "count":
        return {"distinct": int(outcome.values[0])}
    if outcome.kind == "signatures":
        return _judge_signatures(outcome.values[:sample], truth)
    true = truth.true_pairs(threshold, sample, outcome.boilerplate)
    verdict: dict[str, Any] = {"true_pairs": len(true)}
    if outcome.kind == "pairs":
        inside = outcome.values[(outcome.values < sample).all(axis=1)]
        hit = int(np.isin(pairs.codes(true), pairs.codes(inside)).sum())
        verdict |= {"found_pairs": len(inside), "pair_recall": _share(hit, len(true))}
        verdict |= {"pair_precision": _share(hit, len(inside))}
        flags = _rows_in(inside, sample)
    else:
        flags = outcome.values[:sample]
    wanted = _rows_in(true[:, 1:] if outcome.kind == "later" else true, sample)
    both = int((flags & wanted).sum())
    verdict |= {"true_rows": int(wanted.sum()), "found_rows": int(flags.sum())}
    verdict |= {"row_recall": _share(both, int(wanted.sum()))}
    if outcome.kind == "pairs" or sample == count:  # a flag may speak of a partner outside the sample
        verdict |= {"row_precision": _share(both, int(flags.sum()))}
    return verdict


def _judge_signatures(signatures: NDArray[Any], truth: Truth) -> dict[str, Any]:
    """Mean error of the estimate, and the error that a fair sketch of this length makes by chance."""
    join = truth.join().filter(pl.col("b") < len(signatures)).head(SEEN)
    exact = join["jaccard"].to_numpy()
    estimate = (signatures[join["a"].to_numpy()] == signatures[join["b"].to_numpy()]).mean(axis=1)
    chance = np.sqrt(2 / np.pi * exact * (1 - exact) / signatures.shape[1])
    return {
        "distinct": len(np.unique(signatures, axis=0)),
        "judged_pairs": len(exact),
        "error": float(np.abs(estimate - exact).mean()) if len(exact) else None,
        "chance": float(chance.mean()) if len(exact) else None,
    }


def _rows_in(table: pairs.Pairs, count: int) -> NDArray[np.bool_]:
    flags = np.zeros(count, dtype=bool)
    flags[table.ravel()] = True
    return flags


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
