"""Aggregate: the table `stories` from the results of the steps before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiresift import store
from wiresift.dedup_result import DedupResult
from wiresift.exceptions import ParameterError
from wiresift.stories import build

if TYPE_CHECKING:
    import polars as pl


def stories(result: DedupResult, events: pl.DataFrame, articles: Any = None) -> pl.DataFrame:
    """Fold events into stories: each told once, with the reports that stand behind it.

    Parameters
    ----------
    result
        What `dedup` gave: it says which articles are one text.
    events
        What `extract` gave for the same articles.
    articles
        The articles, for their sources and times; by default those that `dedup` was given.

    Returns
    -------
    The table `stories`, sorted by `story_id`.

    Raises
    ------
    ParameterError
        `result` is something else, as where the two are given the other way round.

    Examples
    --------
    >>> import polars as pl
    >>> import wiresift as ws
    >>> text = "Both sides agreed to a ceasefire in Geneva on Monday."
    >>> articles = pl.DataFrame({"id": ["a", "b"], "text": [text, text], "source": ["Alpha", "Beta"]})
    >>> told = ws.stories(ws.dedup(articles), ws.extract(articles))
    >>> told.select("type", "status", "n_documents", "n_clusters", "n_sources").row(0)
    ('ceasefire', 'single_source', 2, 1, 2)

    """
    if not isinstance(result, DedupResult):
        raise ParameterError(f"result is a {type(result).__name__}, but must be what dedup gave")
    articles = result.articles if articles is None else articles
    if articles is None:
        return build(result.documents, result.clusters, events)
    with store.stored(articles) as kept:
        return build(result.documents, result.clusters, events, store.lazy(kept))
