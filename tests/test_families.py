"""Wires that run in many hundreds of variants, and the same tables with every set of instructions."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
import wiresift as ws
from dedup_rows import WORDS, article


def variants(base: str, n: int, replaced: int) -> list[str]:
    """Return `n` texts, each with other words in `replaced` places."""
    rng = random.Random(1)
    texts = []
    for _ in range(n):
        words = base.split()
        for at in rng.sample(range(len(words)), replaced):
            words[at] = rng.choice(WORDS)
        texts.append(" ".join(words))
    return texts


def dated(texts: list[str]) -> pl.DataFrame:
    """Articles an hour apart; the first bears the highest id."""
    first = datetime(2024, 5, 1, tzinfo=UTC)
    return pl.DataFrame(
        {
            "id": [f"{len(texts) - k:05}" for k in range(len(texts))],
            "text": texts,
            "published": [first + timedelta(hours=k) for k in range(len(texts))],
        }
    )


def test_a_family_of_many_hundreds_is_one_cluster_around_the_earliest() -> None:
    base = article(1, 300)
    articles = dated([base, *variants(base, 1_500, 1), article(2, 300)])
    result = ws.dedup(articles)
    guards = result.summary["guards"]
    assert guards["hot_buckets"] > 0
    assert guards["pairs_left_out"] > 0
    assert guards["components_split"] == 0
    assert result.clusters.sort("n_documents")["n_documents"].to_list() == [1, 1_501]
    family = result.clusters.filter(pl.col("n_documents") > 1)
    assert family["cluster_id"].item() == articles["id"][0]
    assert family["min_jaccard"].item() >= 0.8


_PRINT = """
import hashlib, io, sys
sys.path.insert(0, sys.argv[1])
import polars as pl, wiresift as ws
from dedup_rows import newswire
articles = newswire(300, seed=5)
odd = ["Żółć — “état” 停戦合意 of the ﬁrst day, 2.5 million " * 9, "x" * 70 + " y" * 64, "naïve,word " * 20]
more = pl.DataFrame({"id": [f"odd-{k}" for k in range(len(odd))], "text": odd})
result = ws.dedup(pl.concat([articles, more], how="diagonal"))
digest = hashlib.sha256()
for table in (result.documents, result.edges, result.clusters, result.boilerplate):
    buffer = io.BytesIO()
    table.write_ipc(buffer)
    digest.update(buffer.getvalue())
print(result.edges.height, digest.hexdigest(), ws.minhash(pl.Series(odd)).tobytes().hex()[:64])
"""


@pytest.mark.parametrize("level", ["baseline", "avx2"])
def test_every_set_of_instructions_gives_the_same_tables(level: str) -> None:
    def run(environment: dict[str, str]) -> list[str]:
        command = [sys.executable, "-c", _PRINT, str(Path(__file__).parent)]
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    best = run({"WIRESIFT_SIMD": ""})
    assert int(best[0]) > 50
    assert run({"WIRESIFT_SIMD": level}) == best
