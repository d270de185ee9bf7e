"""The benches: their definitions load, and wiresift alone gives the expected counts on a few articles."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

ROOT = Path(__file__).parents[1]
BENCHES = ROOT / "benches"
sys.path.insert(0, str(BENCHES))

from harness import counts, definition, pairs, record, truth  # noqa: E402
from harness.rows import Rows  # noqa: E402
from harness.task import Outcome  # noqa: E402

DEFINITIONS = definition.load_all()


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, BENCHES / script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def known(articles: int) -> dict[str, Any]:
    (entry,) = [e for e in definition.expected() if (e["articles"], e["seed"]) == (articles, 0)]
    return entry


def test_definitions_load_and_agree_with_the_pins():
    assert [d.name for d in DEFINITIONS] == ["signatures", "clusters", "tables"]
    pinned = {line.split("==")[0] for line in (BENCHES / "requirements.txt").read_text().splitlines()}
    for engine in [engine for d in DEFINITIONS for engine in d.engines]:
        assert engine.package in pinned | {"wiresift"}, engine
        assert (BENCHES / "harness" / "engines" / f"{engine.module}.py").is_file(), engine
    assert {d.yardstick.package for d in DEFINITIONS} == {"wiresift"}


@pytest.mark.parametrize("fault", ["typo", "two yardsticks", "one name twice"])
def test_a_wrong_definition_is_refused_with_its_name(tmp_path, fault):
    path = tmp_path / "wrong.toml"
    text = (definition.FOLDER / "3-tables.toml").read_text(encoding="utf8")
    swap = {
        "typo": ("limited_by", "limitedby"),
        "two yardsticks": ('"POLARS_MAX_THREADS"', '"POLARS_MAX_THREADS"\nyardstick = true'),
        "one name twice": ('"polars, the floor"', '"wiresift"'),
    }[fault]
    assert swap[0] in text
    path.write_text(text.replace(*swap), encoding="utf8")
    with pytest.raises(ValueError, match=r"wrong\.toml"):
        definition.load(path)


def test_every_expected_count_belongs_to_an_engine():
    names = {f"{d.name}: {e.name}" for d in DEFINITIONS for e in d.engines if e.package == "wiresift"}
    entries = definition.expected()
    assert {entry["articles"] for entry in entries} >= {300, 30_000}
    for entry in entries:
        assert set(entry["counts"]) == names
        assert all(value > 0 for numbers in entry["counts"].values() for value in numbers.values())


def test_a_tiny_run_gives_the_expected_counts(tmp_path):
    path = tmp_path / "figures.json"
    tiny = ("--articles", "300", "--only", "wiresift", "--threads", "1", "--repeat", "1")
    done = run("dedup.py", *tiny, "--json", path)
    assert done.returncode == 0, done.stderr
    figures = json.loads(path.read_text(encoding="utf8"))
    assert figures["rows"]["fingerprint"] == known(300)["fingerprint"]
    assert counts.counted(figures["results"]) == known(300)["counts"]
    for result in figures["results"]:
        assert result["articles"] == 300
        assert result["articles_per_second"] > 0
        assert result["peak_mib"] >= result["before_mib"] > 0
        assert result["verdict"].get("pair_recall", 1.0) == 1.0
        assert result["verdict"].get("pair_precision", 1.0) == 1.0
    assert done.stdout.count("| wiresift") == 2 * len(figures["results"])  # figures and legend


@pytest.mark.skipif(find_spec("rensa") is not None, reason="the peer is installed here")
def test_a_missing_peer_is_reported():
    few = ("--articles", "300", "--threads", "1", "--repeat", "1")
    done = run("dedup.py", *few, "--definition", "clusters", "--only", "rho")
    assert done.returncode == 0, done.stderr
    assert "missing: see requirements.txt" in done.stdout


def test_recall_on_a_few_articles():
    pytest.importorskip("scipy")
    done = run("recall.py", "--articles", "300")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not exact" in done.stdout


def rows_of(fingerprint: str) -> Rows:
    return Rows(Path(), "", 300, 1.0, 1.0, fingerprint, generated=True)


def test_a_count_that_differs_is_a_complaint():
    entry = known(300)
    right = {name: dict(numbers) for name, numbers in entry["counts"].items()}
    assert counts.complaints(rows_of(entry["fingerprint"]), 0, right) == []
    assert "generator" in counts.complaints(rows_of("another"), 0, right)[0]
    right["signatures: wiresift"]["distinct"] += 1
    (complaint,) = counts.complaints(rows_of(entry["fingerprint"]), 0, right)
    assert complaint.startswith("signatures: wiresift: distinct is ")


def test_edges_expand_to_the_pairs_of_equal_texts():
    ids = pl.Series(["a", "b", "c", "d", "e"])
    edges = pl.DataFrame(
        [
            ("a", "c", 1.0, "exact"),  # a and c are equal
            ("b", "c", 0.9, "lsh"),  # so b pairs with both
            ("c", "d", 0.4, "fingerprint"),  # below the threshold
        ],
        schema=["id_a", "id_b", "jaccard", "route"],
        orient="row",
    )
    assert pairs.of_edges(edges, ids, 0.8).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert pairs.of_edges(edges, ids, 0.95).tolist() == [[0, 2]]
    assert pairs.of_edges(edges.clear(), ids, 0.8).tolist() == []


@pytest.fixture
def judged(tmp_path):
    """Four texts, of which the first, second and fourth are near-duplicates."""
    text = " ".join(f"word{n}" for n in range(100))
    texts = [text, text + " more", "Nothing of the kind was said by anyone.", text + " again"]
    columns = {"id": list("abcd"), "title": None, "text": texts, "source": "Post", "published": None}
    path = tmp_path / "rows.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return truth.Truth(path, 5, 4)


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (
            Outcome("pairs", np.array([[0, 1], [0, 2]])),
            {"pair_recall": 1 / 3, "pair_precision": 0.5, "row_recall": 2 / 3, "row_precision": 2 / 3},
        ),
        (
            Outcome("flags", np.array([True, True, True, True])),
            {"row_recall": 1.0, "row_precision": 0.75, "true_rows": 3},
        ),
        (Outcome("later", np.array([False, True, False, False])), {"row_recall": 0.5, "true_rows": 2}),
    ],
)
def test_the_judge(judged, outcome, wanted):
    verdict = truth.judge(outcome, judged, 0.8, 4)
    assert {name: verdict[name] for name in wanted} == pytest.approx(wanted)
    assert verdict["true_pairs"] == 3


def test_the_judge_tells_a_fair_sketch_from_a_poor_one(judged):
    fair = np.array([[1] * 128, [1] * 126 + [2] * 2, [3] * 128, [1] * 126 + [4] * 2], dtype=np.uint32)
    poor = np.arange(4 * 128, dtype=np.uint32).reshape(4, 128)
    verdicts = [truth.judge(Outcome("signatures", some), judged, 0.8, 4) for some in (fair, poor)]
    assert verdicts[0]["error"] < 3 * verdicts[0]["chance"] < 0.2 < verdicts[1]["error"]


def test_a_record_is_dated_and_complete(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "FOLDER", tmp_path)
    path = record.write("try", "# Title", {"figure": 1})
    assert path.name[:2] == "20"
    assert path.name.endswith("-try.md")
    assert json.loads(path.with_suffix(".json").read_text()) == {"figure": 1}
