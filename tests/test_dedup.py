"""Near-duplicates: what pairs, how it is labelled, and what must never change it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import networkx as nx
import polars as pl
import pytest
import wiresift as ws
from dedup_rows import article, edited, frame, newswire
from hypothesis import given, settings
from hypothesis import strategies as st
from wiresift import _core, schema
from wiresift.interrupt import interruptible
from wiresift.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path


def relations(result: ws.DedupResult) -> dict[str, tuple[str, str]]:
    return {i: (c, r) for i, c, r in result.documents.select("id", "cluster_id", "relation").iter_rows()}


def test_relations_of_a_small_newswire() -> None:
    base = article(1)
    rows = [
        ("a", "Alpha", "2024-05-01T10:00:00Z", base),
        ("b", "Beta", "2024-05-01T11:00:00Z", base.upper() + "!"),
        ("c", "Beta", "2024-05-01T12:00:00Z", "GENEVA - " + base),
        ("d", "Alpha", "2024-05-01T13:00:00Z", base + " " + article(2, 10)),
        ("e", "Gamma", "2024-05-01T14:00:00Z", " ".join(base.split()[:50])),
        ("f", "Gamma", "2024-05-01T15:00:00Z", article(3)),
        ("g", "Delta", "2024-05-01T16:00:00Z", base + " " + article(4, 200)),
    ]
    result = ws.dedup(pl.DataFrame(rows, schema=["id", "source", "published", "text"], orient="row"))
    assert relations(result) == {
        "a": ("a", "canonical"),
        "b": ("a", "exact"),
        "c": ("a", "near"),
        "d": ("a", "update"),
        "e": ("a", "contained"),
        "f": ("f", "unique"),
        "g": ("a", "contains"),
    }
    cluster = result.clusters.filter(pl.col("cluster_id") == "a").row(0, named=True)
    assert cluster["n_documents"] == 6
    assert cluster["n_sources"] == 4
    assert [cluster[f"n_{r}"] for r in ("exact", "near", "update", "contains", "contained")] == [1] * 5


@pytest.mark.parametrize(
    ("policy", "preferred", "want"),
    [
        ("earliest", (), "b"),
        ("latest", (), "a"),
        ("longest", (), "c"),
        ("preferred", ("Gamma", "Alpha"), "a"),
    ],
)
def test_canonical_policies(policy: str, preferred: tuple[str, ...], want: str) -> None:
    base = article(1)
    articles = pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "source": ["Alpha", "Beta", "Beta"],
            "published": ["2024-05-03", "2024-05-01", "2024-05-02"],
            "text": [base, base, base + " at last"],
        }
    )
    result = ws.dedup(articles, canonical=policy, preferred=preferred)
    assert set(result.documents["cluster_id"]) == {want}


def test_copies_hang_on_one_of_them() -> None:
    result = ws.dedup(frame(*[(f"{k:02}", article(5)) for k in range(20)]))
    assert result.edges.height == 19
    assert set(result.edges["id_a"]) == {"00"}
    assert set(result.edges["route"]) == {"exact"}


def test_short_empty_and_odd_texts_do_not_melt() -> None:
    result = ws.dedup(
        frame(
            ("empty", ""),
            ("blank", " \n"),
            ("marks", "!!! ---"),
            ("two", "peace talks"),
            ("two too", "Peace talks!"),
            ("three", "peace talks resume"),
            ("long", "peace talks resume in the old town hall of the capital on monday " + article(9)),
            ("again", "peace " * 500),
            ("and again", "war " * 500),
            ("han", "停戦合意が成立した"),
            ("han too", "停戦協議が決裂した"),
        )
    )
    got = relations(result)
    assert got["two"] == ("two", "canonical")
    assert got["two too"] == ("two", "exact")
    assert {name for name, (_, relation) in got.items() if relation != "unique"} == {"two", "two too"}
    flags = dict(result.documents.select("id", "flags").iter_rows())
    assert flags["empty"] == flags["blank"] == flags["marks"] == ["empty"]
    assert flags["two"] == ["short"]
    assert "repetitive" in flags["again"]
    assert "unspaced" in flags["han"]
    assert result.documents.filter(pl.col("id") == "empty")["jaccard"].item() is None


def test_containment_can_be_switched_off() -> None:
    base = article(1, 300)
    articles = frame(("a", base), ("b", " ".join(base.split()[:60])))
    assert relations(ws.dedup(articles))["b"] == ("a", "contained")
    assert relations(ws.dedup(articles, containment=None))["b"] == ("b", "unique")


def test_boilerplate_of_a_source_does_not_pair_its_articles() -> None:
    appeal = " ".join(article(77, 60).split())
    articles = pl.DataFrame(
        {
            "id": [str(k) for k in range(30)],
            "source": ["Alpha"] * 30,
            "text": [article(k, 40) + "\n" + appeal + "\n" + appeal[::-1] for k in range(30)],
        }
    )
    assert ws.dedup(articles, threshold=0.5, clean=False).edges.height > 0
    cleaned = ws.dedup(articles, threshold=0.5)
    assert cleaned.edges.height == 0
    assert set(cleaned.boilerplate["line"]) == {appeal, appeal[::-1]}
    assert set(cleaned.boilerplate["rule"]) == {"recurring"}
    assert set(cleaned.boilerplate["share"]) == {1.0}


EDITS = {
    "a word in front": lambda t: "Today " + t,
    "a dateline": lambda t: "GENEVA, May 4 (Courier) " + t,
    "a word inserted": lambda t: " ".join([*t.split()[:60], "reportedly", *t.split()[60:]]),
    "a word replaced": lambda t: " ".join([*t.split()[:60], "reportedly", *t.split()[61:]]),
    "one in a hundred replaced": lambda t: edited(t, 1, 0.01),
    "a sign-off": lambda t: t + " " + article(88, 30),
    "two paragraphs dropped": lambda t: " ".join(t.split()[:100] + t.split()[200:]),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found_where_it_leaves_the_texts_alike(edit: str) -> None:
    """Any pair at or above the threshold is found; the exact similarity says which those are."""
    texts = [article(1000 + k, 500) for k in range(40)]
    articles = frame(
        *[(f"{k:02}a", t) for k, t in enumerate(texts)],
        *[(f"{k:02}b", EDITS[edit](t)) for k, t in enumerate(texts)],
    )
    exact = pl.DataFrame(_core.all_pairs(with_source(articles), threshold=0.8, ngram=5))
    result = ws.dedup(articles, clean=False, containment=None)
    assert result.edges.height == exact.height
    assert (exact.height == 0) == (edit == "two paragraphs dropped")


def with_source(articles: pl.DataFrame) -> pl.DataFrame:
    if "source" in articles.columns:
        return articles
    return articles.with_columns(source=pl.lit(None, dtype=pl.String))


@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.8, 0.9])
def test_pairs_equal_the_exact_join(threshold: float) -> None:
    articles = newswire(600, seed=int(threshold * 10))
    result = ws.dedup(articles, threshold=threshold, containment=None, clean=False)
    exact = pl.DataFrame(_core.all_pairs(articles, threshold=threshold, ngram=5))
    assert exact.height > 100
    ids = articles["id"]
    want = {frozenset((ids[a], ids[b])): j for a, b, j in exact.iter_rows()}
    first = {
        b: a for a, b, route in result.edges.select("id_a", "id_b", "route").iter_rows() if route == "exact"
    }
    have = {frozenset((a, b)): j for a, b, j in result.edges.select("id_a", "id_b", "jaccard").iter_rows()}
    assert all(want[pair] == j for pair, j in have.items())
    for pair in want:
        a, b = (first.get(i, i) for i in pair)
        assert a == b or frozenset((a, b)) in have


def tables(result: ws.DedupResult) -> list[pl.DataFrame]:
    return [result.documents, result.edges, result.clusters, result.boilerplate]


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    threads=st.sampled_from([1, 2, 3]),
    batch_size=st.sampled_from([1, 7, 64, 10_000]),
)
def test_order_threads_and_batches_change_nothing(seed: int, threads: int, batch_size: int) -> None:
    articles = newswire(60, seed)
    want = ws.dedup(articles)
    shuffled = articles.sample(fraction=1, shuffle=True, seed=seed)
    have = ws.dedup(shuffled, threads=threads, batch_size=batch_size)
    for one, other in zip(tables(want), tables(have), strict=True):
        assert one.equals(other)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_clusters_are_connected_and_inside_components(seed: int) -> None:
    result = ws.dedup(newswire(80, seed), threshold=0.6)
    graph = nx.Graph(result.edges.select("id_a", "id_b").iter_rows())
    graph.add_nodes_from(result.documents["id"])
    for members in result.documents.group_by("cluster_id").agg("id")["id"]:
        assert nx.is_connected(graph.subgraph(members))
    components = [c for c in nx.connected_components(graph) if len(c) > 1]
    assert result.summary["guards"]["components"] == len(components)
    # What the guard did not split is a cluster as it stands.
    clusters = {frozenset(members) for members in result.documents.group_by("cluster_id").agg("id")["id"]}
    whole = [component for component in components if frozenset(component) in clusters]
    assert len(whole) == len(components) - result.summary["guards"]["components_split"]


def test_lines_learned_late_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that were cleaned before a line was known to recur are read again."""
    lines = ["Brought to you by the Alpha and its many readers", "All rights reserved by the Alpha"]
    rows = [
        (f"{k:03}", "Alpha" if k % 3 else "Beta", article(k // 2) + "\n" + "\n".join(lines[: 1 + (k > 20)]))
        for k in range(60)
    ]
    articles = pl.DataFrame(rows, schema=["id", "source", "text"], orient="row")
    want = ws.dedup(articles)
    monkeypatch.setattr(sys.modules["wiresift.dedup"], "_LEARNED_FIRST", 1)
    progress = Progress()
    have = ws.dedup(articles, batch_size=4, progress=progress)
    assert "clean" in [stage.name for stage in progress.stages]
    assert set(lines) <= set(want.boilerplate["line"])
    for name in ("documents", "edges", "clusters", "boilerplate"):
        assert getattr(have, name).equals(getattr(want, name)), name


def test_a_chain_is_split_and_reported() -> None:
    words = article(6, 200).split()
    chain = frame(*[(f"{k}", " ".join(words[k * 15 : k * 15 + 100])) for k in range(6)])
    result = ws.dedup(chain, threshold=0.6, containment=None)
    assert result.edges.height == 5
    assert result.summary["guards"]["components_split"] == 1
    assert result.documents["cluster_id"].n_unique() == 3


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=200), max_size=12))
def test_text_never_causes_an_error(texts: list[str]) -> None:
    result = ws.dedup(frame(*[(str(k), text) for k, text in enumerate(texts)]))
    assert result.documents.height == len(texts)


def test_no_articles_give_empty_tables_in_their_schemas() -> None:
    result = ws.dedup(pl.DataFrame(schema={"id": pl.String, "text": pl.String}))
    for name in ("documents", "edges", "clusters", "boilerplate"):
        table = getattr(result, name)
        assert table.height == 0
        assert table.schema == schema.TABLES[name]


def test_tables_are_in_their_schemas() -> None:
    result = ws.dedup(newswire(50, 1))
    for name in ("documents", "edges", "clusters", "boilerplate"):
        assert getattr(result, name).schema == schema.TABLES[name]


def test_equal_ids_in_a_frame_are_settled_as_in_files(tmp_path: Path) -> None:
    """Of two rows with one id the smaller by content stays, in whatever order and form they come."""
    rows = frame(("a", "two sides met"), ("a", "both sides met"), ("b", "two sides met"))
    rows.write_parquet(tmp_path / "rows.parquet")
    rows.write_ndjson(tmp_path / "rows.jsonl")
    for articles in (rows, rows.reverse(), rows.lazy(), tmp_path / "rows.parquet", tmp_path / "rows.jsonl"):
        result = ws.dedup(articles)
        assert relations(result) == {"a": ("a", "unique"), "b": ("b", "unique")}
        assert result.summary["rejects"] == {"duplicate id": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold", 0.0),
        ("threshold", 1.1),
        ("containment", 2.0),
        ("ngram", 0),
        ("num_perm", 0),
        ("canonical", "best"),
    ],
)
def test_parameters_out_of_range_are_named(name: str, value: object) -> None:
    with pytest.raises(ws.ParameterError, match=name):
        ws.dedup(frame(("a", "one")), **{name: value})


def test_the_summary_states_recall() -> None:
    summary = ws.dedup(newswire(300, 4)).summary
    expected = {round(point["jaccard"], 2): point["recall"] for point in summary["recall"]["expected"]}
    assert expected[0.8] >= 0.9995
    measured = summary["recall"]["measured"]
    assert measured["true_pairs"] > 0
    low, high = measured["interval_95"]
    assert low <= measured["recall"] <= high


def test_an_unknown_level_of_instructions_is_refused() -> None:
    code = "import polars as pl, wiresift as ws; ws.dedup(pl.DataFrame({'text': ['a truce']}))"
    command = [sys.executable, "-c", code]
    for level, is_known in (("avx1024", False), ("baseline", True)):
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env={**os.environ, "WIRESIFT_SIMD": level}
        )
        assert (done.returncode == 0) is is_known, done.stderr
        assert is_known or "WIRESIFT_SIMD: avx1024 is not baseline, avx2 or avx512" in done.stderr


def test_an_interrupt_is_answered_while_the_core_works() -> None:
    left = threading.Event()
    # a job that a shell starts in the background ignores interrupts
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def work() -> None:
        signal.raise_signal(signal.SIGINT)
        left.wait(30)

    try:
        with pytest.raises(KeyboardInterrupt):
            interruptible(work)
    finally:
        signal.signal(signal.SIGINT, before)
        left.set()
    with pytest.raises(ws.InputError, match="broken"):
        interruptible(lambda: (_ for _ in ()).throw(ws.InputError("broken")))
