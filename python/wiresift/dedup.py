"""Near-duplicates: which articles are the same text, and which one stands for them.

Sets of word shingles are compared: `MinHash` signatures and sampled fingerprints propose pairs, the sets
themselves decide. Every similarity in the tables is exact. The texts are read once, in batches: what is
needed of them later stays in memory where there is room, and is put aside on the disk where not, about
2.2 kB for an article of 500 words. Texts that were cleaned before a line of their source was known to recur
are read again.

Sources: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import _core
from wiresift.config import DedupOptions
from wiresift.dedup_result import DedupResult, core_parameters, in_schema, summarise
from wiresift.interrupt import interruptible
from wiresift.io import Rejects
from wiresift.output import writing
from wiresift.progress import Progress
from wiresift.store import Stored, batches, count, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    _Stage = Callable[[str, list[str]], Iterator[pl.DataFrame]]

KEPT: Final = "sketches"
"""The file of a session that was saved when all was sketched."""
_COLUMNS: Final = ["id", "title", "text", "source", "published"]
_WORTH_KEEPING: Final = 50_000
"""Articles from which sketches are kept. Unmeasured: as many are sketched in a few seconds."""
_LEARNED_FIRST: Final = 65_536
"""Articles that are learned from before the first is sketched: enough that few are sketched again."""
_HELD_BYTES: Final = 256 << 20
"""Texts of these that are held in memory at most."""


def dedup(
    articles: Any,
    *,
    threshold: float = 0.8,
    containment: float | None = 0.8,
    ngram: int = 5,
    num_perm: int = 128,
    seed: int = 1,
    bands: int | None = None,
    rows: int | None = None,
    canonical: str = "earliest",
    preferred: Sequence[str] = (),
    clean: bool = True,
    threads: int | None = None,
    batch_size: int = 8192,
    progress: Progress | None = None,
) -> DedupResult:
    """Find near-duplicates among articles.

    Parameters
    ----------
    articles
        A polars, pandas or lazy frame, texts as `pl.Series(texts)`, a pyarrow table, any object with
        `__arrow_c_stream__`, or paths as `read` takes them. A text column is needed; ids are made where there
        are none.
    threshold
        Least Jaccard similarity of two sets of shingles, in (0, 1].
    containment
        Least share of one set found in the other, in (0, 1]; None looks at Jaccard alone.
    ngram, num_perm, seed, bands, rows
        Tokens to a shingle; values to a signature and the seed of its permutations; bands and rows of the
        locality-sensitive hash, chosen for a recall of 0.9995 at `threshold` where not given.
    canonical, preferred
        Which article stands for a cluster: `earliest`, `longest`, `latest`, or `preferred` with sources, best
        first. Ties are broken by id.
    clean
        Leave boilerplate out of the comparison.
    threads, batch_size
        All cores by default; articles to a batch. Neither changes the result.
    progress
        Told what is under way.

    Raises
    ------
    ParameterError
        A parameter is outside its range.
    InputError
        The articles can't be read. Rows without a text, and all but one of those that share an id, are left
        out and counted in `summary["rejects"]`.

    Examples
    --------
    >>> import polars as pl
    >>> text = "Both sides agreed on Monday to open a corridor for food and medicine to the besieged town."
    >>> frame = pl.DataFrame({"id": ["a", "b", "c"], "text": [text, "GENEVA - " + text, "No news today."]})
    >>> dedup(frame).documents.select("id", "cluster_id", "relation").rows()
    [('a', 'a', 'canonical'), ('b', 'a', 'near'), ('c', 'c', 'unique')]

    """
    options = DedupOptions(
        threshold=threshold,
        containment=containment,
        ngram=ngram,
        num_perm=num_perm,
        seed=seed,
        bands=bands,
        rows=rows,
        canonical=canonical,
        preferred=tuple(preferred),
        clean=clean,
        threads=threads,
        batch_size=batch_size,
    )
    rejects = Rejects()
    with stored(articles, rejects) as kept:
        result = deduplicate(kept, options, progress or Progress())
    result.summary["rejects"] = dict(rejects.counts)
    return replace(result, articles=articles)


def deduplicate(
    articles: Stored, options: DedupOptions, progress: Progress, keep: Path | None = None
) -> DedupResult:
    """Deduplicate articles in the schema `articles`, in a spool or in a frame.

    In the folder `keep`, what the reading gave is kept for the case that the run is killed after it; what
    another run with the same parameters kept there of the same articles is taken up. What doesn't fit into
    memory is put aside there too, or in a temporary folder where there is no `keep`.
    """
    with _folder(keep) as scratch:
        session = _core.DedupSession(**core_parameters(options), scratch=scratch)
        n_articles = count(articles)

        def stage(name: str, columns: list[str]) -> Iterator[pl.DataFrame]:
            progress.stage(name, total=n_articles)
            for batch in batches(articles, columns, options.batch_size):
                yield batch
                progress.advance(batch.height)

        if keep is not None and (keep / KEPT).exists():
            session.load(keep / KEPT)
        else:
            _sketch(session, stage, options)
            if keep is not None and n_articles >= _WORTH_KEEPING:
                _save(session, keep)
        progress.stage("candidates")
        _verify(session, stage, progress)
        progress.stage("cluster")
        tables = interruptible(session.finish)
    found = {
        name: in_schema(name, tables[name]) for name in ("documents", "edges", "clusters", "boilerplate")
    }
    summary = summarise(options, found, tables["counts"])
    return DedupResult(**found, summary=summary, facts=pl.DataFrame(tables["facts"]))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="wiresift-") as folder:
        yield Path(folder)


def _sketch(session: _core.DedupSession, stage: _Stage, options: DedupOptions) -> None:
    """Learn from and sketch each batch; then sketch those texts again that were cleaned too early."""
    held: list[pl.DataFrame] | None = [] if options.clean else None
    n_rows = n_bytes = 0
    for batch in stage("sketch", _COLUMNS):
        session.learn(batch)
        if held is None:
            session.sketch(batch)
            continue
        held.append(batch)
        n_rows += batch.height
        n_bytes += int(batch.estimated_size())
        if n_rows >= _LEARNED_FIRST or n_bytes >= _HELD_BYTES:
            _sketch_held(session, held)
            held = None
    if held is not None:
        _sketch_held(session, held)
    for rows in _wanted(stage, "clean", _COLUMNS, session.learned()):
        session.sketch_again(rows)
    if session.counts_again():
        for batch in stage("clean", ["source", "text"]):
            session.count_again(batch)


def _sketch_held(session: _core.DedupSession, held: list[pl.DataFrame]) -> None:
    held.reverse()
    while held:
        session.sketch(held.pop())


def _wanted(stage: _Stage, name: str, columns: list[str], wanted: Any) -> Iterator[pl.DataFrame]:
    """Read once more, and yield the rows that are wanted with their numbers."""
    if wanted is None:
        return
    mask = pl.DataFrame(wanted)["wanted"]
    first = 0
    for batch in stage(name, columns):
        own = mask.slice(first, batch.height)
        if own.any():
            yield batch.with_row_index("row", offset=first).filter(own)
        first += batch.height


def _save(session: _core.DedupSession, keep: Path) -> None:
    with writing(keep):
        session.save(keep / "draft")
        (keep / "draft").rename(keep / KEPT)


def _verify(session: _core.DedupSession, stage: _Stage, progress: Progress) -> None:
    wanted = interruptible(session.plan)
    for rows in _wanted(stage, "verify", ["source", "text"], wanted):
        session.take(rows)
    if wanted is None:
        progress.stage("verify")
    while session.verify():
        pass
