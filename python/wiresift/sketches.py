"""Signatures of texts, and their way to datasketch and back.

The scheme is datasketch 2's `affine32`: handed the same 32-bit elements and seed, both give the same
signature bit for bit. An element is the upper half of the 64-bit hash of a shingle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from wiresift import _core
from wiresift.config import DedupOptions
from wiresift.exceptions import ParameterError

if TYPE_CHECKING:
    import datasketch
    from numpy.typing import NDArray


def minhash(
    texts: Iterable[str | None] | pl.Series,
    *,
    num_perm: int = 128,
    ngram: int = 5,
    seed: int = 1,
    threads: int | None = None,
) -> NDArray[np.uint32]:
    """Return the signature of each text.

    Parameters
    ----------
    texts
        Strings; null counts as an empty text.
    num_perm, ngram, seed
        Values to a signature, tokens to a shingle, seed of the permutations.
    threads
        All cores by default.

    Returns
    -------
    An array of shape `(len(texts), num_perm)`, uint32. The row of a text without tokens is all ones.

    Raises
    ------
    ParameterError
        A parameter is outside its range, or `texts` is a single string.

    Examples
    --------
    >>> minhash(["a truce was agreed in Geneva on Monday"], num_perm=4).shape
    (1, 4)

    """
    column = minhash_series(_series(texts), num_perm=num_perm, ngram=ngram, seed=seed, threads=threads)
    return column.fill_null([2**32 - 1] * num_perm).to_numpy() if column.has_nulls() else column.to_numpy()


def minhash_series(
    texts: pl.Series, *, num_perm: int, ngram: int, seed: int, threads: int | None = None
) -> pl.Series:
    """Return the signatures of a column of texts as `Array(UInt32, num_perm)`, null for null."""
    DedupOptions(num_perm=num_perm, ngram=ngram, seed=seed, threads=threads)
    frame = texts.alias("text").to_frame()
    table = _core.minhash(frame, num_perm=num_perm, ngram=ngram, seed=seed, threads=threads)
    return pl.DataFrame(table)["signature"].alias(texts.name)


def jaccard(
    texts_a: Iterable[str | None] | pl.Series,
    texts_b: Iterable[str | None] | pl.Series,
    *,
    ngram: int = 5,
    threads: int | None = None,
) -> NDArray[np.float64]:
    """Return the exact Jaccard similarity of each pair of texts: of their sets of shingles, uncleaned.

    Parameters
    ----------
    texts_a, texts_b
        As many strings each; null counts as an empty text, which is like nothing (0.0).
    ngram, threads
        Tokens to a shingle; all cores by default.

    Returns
    -------
    An array of shape `(len(texts_a),)`, float64.

    Raises
    ------
    ParameterError
        The two are not of one length, or one is a single string.

    Examples
    --------
    >>> jaccard(["a truce was agreed", "talks"], ["A truce was agreed!", "no talks"], ngram=1).tolist()
    [1.0, 0.5]

    """
    DedupOptions(ngram=ngram, threads=threads)
    a, b = _series(texts_a).alias("text_a"), _series(texts_b).alias("text_b")
    if len(a) != len(b):
        raise ParameterError(f"texts_a has {len(a)} texts and texts_b {len(b)}: they are compared in pairs")
    nobody = pl.lit(None, dtype=pl.String)
    pairs = pl.DataFrame([a, b]).with_columns(source_a=nobody, source_b=nobody)
    return pl.DataFrame(_core.similarities(pairs, ngram=ngram, threads=threads))["jaccard"].to_numpy()


def elements(texts: Iterable[str | None] | pl.Series, *, ngram: int = 5) -> list[NDArray[np.uint32]]:
    """Return the distinct 32-bit elements that each text's signature is made of.

    >>> [e.dtype.name for e in elements(["a truce was agreed in Geneva"])]
    ['uint32']
    """
    DedupOptions(ngram=ngram)
    table = pl.DataFrame(_core.elements(_series(texts).alias("text").to_frame(), ngram=ngram))
    return [np.asarray(row if row is not None else [], dtype=np.uint32) for row in table["elements"]]


def to_datasketch(signatures: NDArray[np.uint32], *, seed: int = 1) -> list[datasketch.MinHash]:
    """Return a `datasketch.MinHash` for each signature, as `datasketch.MinHashLSH` takes them.

    `seed` is the one that the signatures were made with. Needs the extra `datasketch`.

    >>> from datasketch import MinHashLSH
    >>> lsh = MinHashLSH(threshold=0.8, num_perm=128)
    >>> for key, sketch in enumerate(to_datasketch(minhash(["one text of six words here"] * 2))):
    ...     lsh.insert(key, sketch)
    """
    try:
        import datasketch
    except ImportError as error:
        raise ImportError("to_datasketch needs datasketch: pip install 'wiresift[datasketch]'") from error
    values = _signatures(signatures)
    permutations = datasketch.MinHash(num_perm=values.shape[1], seed=seed, scheme="affine32").permutations
    return [
        datasketch.MinHash(seed=seed, hashvalues=row, permutations=permutations, scheme="affine32")
        for row in values
    ]


def from_datasketch(sketches: Iterable[datasketch.MinHash]) -> NDArray[np.uint32]:
    """Return the signatures of datasketch objects of the scheme `affine32`, a row each.

    >>> import numpy as np
    >>> signatures = minhash(["one text", "another text"])
    >>> bool(np.array_equal(from_datasketch(to_datasketch(signatures)), signatures))
    True
    """
    rows = []
    for sketch in sketches:
        if getattr(sketch, "scheme", "legacy") != "affine32":
            raise ParameterError("sketches: wiresift takes signatures of the scheme 'affine32' only")
        rows.append(np.asarray(sketch.hashvalues, dtype=np.uint32))
    return np.vstack(rows) if rows else np.empty((0, 0), dtype=np.uint32)


def _series(texts: Iterable[str | None] | pl.Series) -> pl.Series:
    if isinstance(texts, pl.Series):
        return texts
    if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
        raise ParameterError(
            f"texts is a {type(texts).__name__}, but must be a list of strings or a pl.Series"
        )
    return pl.Series("text", list(texts), dtype=pl.String)


def _signatures(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    values = np.ascontiguousarray(signatures)
    if len(values.shape) != len(("texts", "num_perm")) or values.dtype != np.uint32:
        raise ParameterError(
            f"signatures: uint32 of shape (texts, num_perm) is needed, not {values.dtype} {values.shape}"
        )
    return values
