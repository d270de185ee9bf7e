"""Signatures move to datasketch and back."""

from __future__ import annotations

from typing import Any

import datasketch
import numpy as np
import polars as pl
import pytest
import wiresift as ws
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(max_size=300), min_size=1, max_size=6),
    num_perm=st.sampled_from([1, 16, 64, 100, 128, 200]),
    seed=st.integers(0, 2**32 - 1),
    ngram=st.integers(1, 6),
)
def test_signatures_equal_those_of_datasketch(texts: list[str], num_perm: int, seed: int, ngram: int) -> None:
    signatures = ws.minhash(texts, num_perm=num_perm, seed=seed, ngram=ngram)
    for signature, elements in zip(signatures, ws.elements(texts, ngram=ngram), strict=True):
        sketch = datasketch.MinHash(num_perm=num_perm, seed=seed, scheme="affine32", hashfunc=int)
        for element in elements:
            sketch.update(int(element))
        np.testing.assert_array_equal(signature, sketch.hashvalues)


def test_datasketch_finds_what_we_hand_out() -> None:
    texts = [
        " ".join(f"word{k}" for k in range(100)),
        " ".join(f"word{k}" for k in range(1, 100)),
        "something else",
    ]
    sketches = ws.to_datasketch(ws.minhash(texts, seed=7), seed=7)
    lsh = datasketch.MinHashLSH(threshold=0.8, num_perm=128)
    for key, sketch in enumerate(sketches):
        lsh.insert(key, sketch)
    assert sorted(lsh.query(sketches[0])) == [0, 1]
    assert sketches[0].jaccard(sketches[1]) > 0.9
    np.testing.assert_array_equal(ws.from_datasketch(sketches), ws.minhash(texts, seed=7))


def test_another_scheme_is_refused() -> None:
    with pytest.raises(ws.ParameterError, match="affine32"):
        ws.from_datasketch([datasketch.MinHash(scheme="legacy")])


def test_an_empty_text_has_the_signature_of_an_empty_set() -> None:
    signature = ws.minhash([""])[0]
    np.testing.assert_array_equal(signature, datasketch.MinHash(scheme="affine32").hashvalues)


def test_the_expression_is_lazy_and_streams() -> None:
    frame = pl.LazyFrame({"text": [f"text number {k} about the talks" for k in range(1000)]})
    query = frame.select(pl.col("text").wiresift.minhash(num_perm=16))
    assert query.collect_schema() == {"text": pl.Array(pl.UInt32, 16)}
    lazily = query.collect(engine="streaming")["text"].to_numpy()
    np.testing.assert_array_equal(lazily, ws.minhash(frame.collect()["text"], num_perm=16))


def test_null_texts_have_null_signatures_in_expressions() -> None:
    signatures = pl.DataFrame({"text": ["a truce", None]}).select(pl.col("text").wiresift.minhash())
    assert signatures["text"].is_null().to_list() == [False, True]


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.tuples(st.text("ab ß停.", max_size=60), st.text("ab ß停.", max_size=60)), max_size=8),
    ngram=st.integers(1, 4),
)
def test_jaccard_is_that_of_the_shingle_sets(texts: list[tuple[str, str]], ngram: int) -> None:
    a, b = [one for one, _ in texts], [other for _, other in texts]
    have = ws.jaccard(a, b, ngram=ngram)
    assert have.dtype == np.float64
    assert have.shape == (len(texts),)
    np.testing.assert_array_equal(have, ws.jaccard(b, a, ngram=ngram, threads=1))
    sets = [
        [set(one.tolist()), set(other.tolist())]
        for one, other in zip(ws.elements(a, ngram=ngram), ws.elements(b, ngram=ngram), strict=True)
    ]
    want = [len(one & other) / len(one | other) if one | other else 0.0 for one, other in sets]
    np.testing.assert_array_equal(have, want)


def test_numpy_and_polars_columns_are_taken() -> None:
    texts = ["a truce was agreed in the capital", "talks were put off until autumn"]
    want = ws.minhash(texts)
    for column in (np.array(texts), np.array(texts, dtype=object), pl.Series(texts), iter(texts)):
        np.testing.assert_array_equal(ws.minhash(column), want)
    same = ws.jaccard(np.array(texts), pl.Series(texts))
    np.testing.assert_array_equal(same, [1.0, 1.0])
    assert ws.jaccard([None], [""]).tolist() == [0.0]
    with pytest.raises(ws.ParameterError, match="texts_a has 2 texts and texts_b 1"):
        ws.jaccard(texts, texts[:1])


@pytest.mark.parametrize("text", ["Talks began.", b"Talks began.", None, 7])
def test_a_single_string_is_no_list_of_texts(text: Any) -> None:
    for sketch in (ws.minhash, ws.elements, lambda texts: ws.jaccard(texts, texts)):
        with pytest.raises(ws.ParameterError, match="must be a list of strings"):
            sketch(text)
