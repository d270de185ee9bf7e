"""Near-duplicates: which articles are the same text, and which one stands for them.

Sets of word shingles are compared: `MinHash` signatures and sampled fingerprints propose pairs, the sets
themselves decide. Every similarity in the tables is exact. The texts are read in batches: once to learn
boilerplate, once to sketch, and those candidates whose sets didn't stay in memory once more; between the
readings an article costs its sketch, not its text.

Sources: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import _core
from wiresift.config import DedupOptions
from wiresift.dedup_result import DedupResult, core_parameters, in_schema, summarise
from wiresift.io import Rejects
from wiresift.output import writing
from wiresift.progress import Progress
from wiresift.store import Stored, batches, count, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    _Stage = Callable[[str, list[str]], Iterator[pl.DataFrame]]

KEPT: Final = ("lines", "sketches")
"""Files of a session that was saved: after the lines of each source were learned, after all was sketched."""
_WORTH_KEEPING: Final = 50_000
"""Articles from which sketches are kept. Unmeasured: as many are sketched in a few seconds."""


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
        A polars frame or lazy frame, a pyarrow table, any object with `__arrow_c_stream__`, or paths as
        `read` takes them. A text column is needed; ids are made where there are none.
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
        The articles can't be read, or an id occurs twice.

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

    In the folder `keep`, what one reading gave is kept for the case that the next is killed; what another run
    with the same parameters kept there of the same articles is taken up: see `KEPT`.
    """
    session = _core.DedupSession(**core_parameters(options))
    n_articles = count(articles)

    def stage(name: str, columns: list[str]) -> Iterator[pl.DataFrame]:
        progress.stage(name, total=n_articles)
        for batch in batches(articles, columns, options.batch_size):
            yield batch
            progress.advance(batch.height)

    _sketch(session, stage, options, keep if n_articles >= _WORTH_KEEPING else None, _taken_up(session, keep))
    progress.stage("candidates")
    _verify(session, stage, progress)
    progress.stage("cluster")
    tables = session.finish()
    found = {
        name: in_schema(name, tables[name]) for name in ("documents", "edges", "clusters", "boilerplate")
    }
    summary = summarise(options, found, tables["counts"])
    return DedupResult(**found, summary=summary, facts=pl.DataFrame(tables["facts"]))


def _taken_up(session: _core.DedupSession, keep: Path | None) -> str | None:
    """Load the latest of what was kept, and say which that is."""
    for name in reversed(KEPT):
        if keep is not None and (keep / name).exists():
            session.load(keep / name)
            return name
    return None


def _sketch(
    session: _core.DedupSession, stage: _Stage, options: DedupOptions, keep: Path | None, done: str | None
) -> None:
    """Learn and sketch what is not `done`."""
    lines, sketches = KEPT
    if options.clean and done is None:
        for batch in stage("clean", ["source", "text"]):
            session.learn(batch)
        session.learned()
        _save(session, keep, lines)
    if done != sketches:
        for batch in stage("sketch", ["id", "title", "text", "source", "published"]):
            session.sketch(batch)
        _save(session, keep, sketches)


def _save(session: _core.DedupSession, keep: Path | None, name: str) -> None:
    if keep is not None:
        with writing(keep):
            session.save(keep / "draft")
            (keep / "draft").rename(keep / name)


def _verify(session: _core.DedupSession, stage: _Stage, progress: Progress) -> None:
    wanted = session.plan()
    if wanted is None:
        progress.stage("verify")
    while wanted is not None:
        rows = pl.DataFrame(wanted)["wanted"]
        first = 0
        for batch in stage("verify", ["source", "text"]):
            mask = rows.slice(first, batch.height)
            if mask.any():
                session.verify(batch.with_row_index("row", offset=first).filter(mask))
            first += batch.height
        wanted = session.next_portion()
