"""What a result can do without the texts, and with two of them."""

from __future__ import annotations

import polars as pl
import pytest
import wiresift as ws
from dedup_rows import article, edited, frame, newswire
from hypothesis import given, settings
from hypothesis import strategies as st
from wiresift.dedup_result import DedupResult

PAIR = ["id_a", "id_b", "jaccard", "containment_a", "containment_b", "relation"]
"""Routes and bands are those of the run."""


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    threshold=st.sampled_from([0.6, 0.7, 0.8, 0.9, 1.0]),
    policy=st.sampled_from(["earliest", "latest", "longest", "preferred"]),
)
def test_a_higher_threshold_gives_what_a_run_gives(seed: int, threshold: float, policy: str) -> None:
    articles = newswire(80, seed)
    given_to_both = {
        "containment": None,
        "canonical": policy,
        "preferred": ("Beta",) if policy == "preferred" else (),
    }
    lower = ws.dedup(articles, threshold=0.6, **given_to_both)
    have, want = lower.rethreshold(threshold), ws.dedup(articles, threshold=threshold, **given_to_both)
    assert have.documents.equals(want.documents)
    assert have.clusters.equals(want.clusters)
    assert have.edges.select(PAIR).equals(want.edges.select(PAIR))
    assert have.boilerplate.equals(want.boilerplate)
    assert have.summary["counts"] == want.summary["counts"]
    for name in ("components", "components_split"):
        assert have.summary["guards"][name] == want.summary["guards"][name]
    assert have.summary["parameters"]["threshold"] == threshold


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), containment=st.sampled_from([None, 0.8, 0.9]))
def test_containment_can_be_raised_or_left_out(seed: int, containment: float | None) -> None:
    articles = newswire(60, seed)
    have = ws.dedup(articles).rethreshold(0.8, containment=containment)
    want = ws.dedup(articles, containment=containment)
    assert have.documents.equals(want.documents)
    assert have.edges.select(PAIR).equals(want.edges.select(PAIR))


def test_the_same_threshold_changes_nothing() -> None:
    result = ws.dedup(newswire(120, 7), threshold=0.7)
    again = result.rethreshold(0.7)
    for name in ("documents", "edges", "clusters", "boilerplate", "summary"):
        one, other = getattr(result, name), getattr(again, name)
        assert one.equals(other) if isinstance(one, pl.DataFrame) else one == other, name


def test_a_result_can_be_raised_twice_but_not_lowered() -> None:
    result = ws.dedup(newswire(120, 8), threshold=0.6, containment=None)
    raised = result.rethreshold(0.8)
    assert raised.rethreshold(0.9).documents.equals(result.rethreshold(0.9).documents)
    with pytest.raises(ws.ParameterError, match=r"threshold is 0\.7, but this run kept pairs from 0\.8 up"):
        raised.rethreshold(0.7)
    with pytest.raises(ws.ParameterError, match="containment was off in this run"):
        result.rethreshold(0.8, containment=0.9)
    with pytest.raises(ws.ParameterError, match=r"threshold is 1\.5"):
        result.rethreshold(1.5)
    with pytest.raises(ws.ParameterError, match=r"containment is 0\.7, but this run kept pairs from 0\.8"):
        ws.dedup(newswire(20, 8)).rethreshold(0.8, containment=0.7)


def test_a_result_without_facts_says_so() -> None:
    made = ws.dedup(newswire(20, 1))
    bare = DedupResult(made.documents, made.edges, made.clusters, made.boilerplate, made.summary)
    with pytest.raises(ws.ParameterError, match="not made by dedup"):
        bare.rethreshold(0.9)
    with pytest.raises(ws.InputError, match="give them as `articles`"):
        bare.explain(*made.documents["id"].head(2))


def test_no_articles_can_be_taken_again() -> None:
    result = ws.dedup(pl.DataFrame(schema={"id": pl.String, "text": pl.String}))
    assert result.rethreshold(0.9).documents.height == 0


BASE = article(1)
ARTICLES = frame(
    ("a", BASE),
    ("b", "GENEVA - " + BASE),
    ("c", edited(BASE, 2, 0.2)),
    ("d", article(3)),
    ("e", " ".join(BASE.split()[:60]) + " " + article(4, 200)),
)


def test_a_pair_is_explained_by_its_passages() -> None:
    why = ws.dedup(ARTICLES).explain("b", "a")
    assert (why.id_a, why.id_b, why.relation, why.route) == ("a", "b", "near", "lsh")
    assert why.containment_a == 1.0
    assert 0.9 < why.jaccard == why.containment_b < 1.0
    assert 0 < why.n_bands <= why.bands
    (passage,) = why.passages
    assert (passage.start_a, passage.end_a) == (0, len(BASE))
    assert ("GENEVA - " + BASE)[passage.start_b : passage.end_b] == passage.text == BASE
    assert passage.n_tokens == 120
    told = str(why)
    assert told.startswith("a and b: near\nJaccard 0.99")
    assert "found by lsh" in told
    assert "1 shared passage, 120 tokens" in told


def test_explained_similarities_are_those_of_the_edges() -> None:
    articles = newswire(80, 5)
    result = ws.dedup(articles)
    assert result.edges.height > 10
    for row in result.edges.head(20).iter_rows(named=True):
        why = result.explain(row["id_b"], row["id_a"])
        for name in ("id_a", "id_b", "jaccard", "containment_a", "containment_b", "relation", "route"):
            assert getattr(why, name) == row[name], name


def test_what_did_not_pair_is_explained_too() -> None:
    result = ws.dedup(ARTICLES)
    why = result.explain("a", "d")
    assert (why.relation, why.jaccard, why.passages) == (None, 0.0, ())
    assert "not a pair" in str(why)
    assert "Jaccard 0.8 or containment 0.8 is not reached" in str(why)
    threshold = result.explain("a", "c").jaccard
    result = ws.dedup(ARTICLES, threshold=threshold, containment=None)
    assert result.explain("a", "c").relation == "near"
    far = result.explain("b", "c")
    assert far.relation is None
    assert far.jaccard < threshold
    assert "b and c: in one cluster by way of a, without an edge of their own" in str(far)


def test_ids_that_are_not_there_are_named() -> None:
    result = ws.dedup(ARTICLES)
    with pytest.raises(ws.InputError, match="no article 'z'"):
        result.explain("a", "z")
    with pytest.raises(ws.InputError, match="named twice"):
        result.explain("a", "a")
    with pytest.raises(ws.InputError, match="read again, hold no article 'b'"):
        result.explain("a", "b", articles=ARTICLES.filter(pl.col("id") != "b"))


@pytest.mark.parametrize("form", ["frame", "lazy", "parquet", "jsonl", "arrow", "stream"])
def test_texts_are_found_in_whatever_was_given(form: str, tmp_path) -> None:
    ARTICLES.write_parquet(tmp_path / "a.parquet")
    ARTICLES.write_ndjson(tmp_path / "a.jsonl")
    forms = {
        "frame": ARTICLES,
        "lazy": ARTICLES.lazy(),
        "parquet": tmp_path / "a.parquet",
        "jsonl": str(tmp_path / "a.jsonl"),
        "arrow": ARTICLES.to_arrow(),
        "stream": ARTICLES.to_arrow().to_reader(),
    }
    result = ws.dedup(forms[form])
    if form == "stream":
        with pytest.raises(ws.InputError, match="hold no article"):
            result.explain("a", "b")
        assert result.explain("a", "b", articles=ARTICLES).relation == "near"
    else:
        assert result.explain("a", "b").relation == "near"
