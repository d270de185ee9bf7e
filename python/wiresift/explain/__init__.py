"""Why: two articles paired, an article stands in its cluster, an event was read, a story has its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiresift.exceptions import InputError
from wiresift.explain.article import explain_article
from wiresift.explain.event import explain_event
from wiresift.explain.pair import PairExplanation, Passage, explain_pair
from wiresift.explain.story import explain_story
from wiresift.explain.tables import Output

if TYPE_CHECKING:
    import os

__all__ = ["PairExplanation", "Passage", "explain"]


def explain(out: str | os.PathLike[str], first: str, second: str | None = None) -> str:
    """Explain what stands in the output folder `out`, as plain text.

    Parameters
    ----------
    out
        A folder that `run` wrote (or `dedup`, `events`, as far as their tables go).
    first, second
        Two article ids: why they paired, or why not. One article id: its cluster and what was left out of
        it. One event id: the sentence with its slots, the rule and the cues. One story id: its texts and
        publishers, which of them are independent, and why it has its status.

    Raises
    ------
    InputError
        No such folder, table or id.

    Examples
    --------
    >>> import tempfile
    >>> import polars as pl
    >>> from wiresift.pipeline import run
    >>> text = "Both sides agreed to a ceasefire in Geneva on Monday."
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = run(pl.DataFrame({"id": ["a", "b"], "text": [text, text.upper()]}), out=folder + "/out")
    ...     print(explain(folder + "/out", "a", "b").splitlines()[0])
    a and b: exact

    """
    output = Output(out)
    if second is not None:
        return str(_pair(output, first, second))
    if output.has_event(first):
        return explain_event(output, first)
    if output.has_article(first):
        return explain_article(output, first)
    if output.has_story(first):
        return explain_story(output, first)
    raise InputError(f"{output.folder}: no article, no event and no story has the id {first!r}")


def _pair(output: Output, first: str, second: str) -> PairExplanation:
    if first == second:
        raise InputError(f"{first!r} is named twice: name two articles, or one alone")
    ids = (first, second)
    parameters = output.summary["parameters"]["dedup"]
    return explain_pair(
        {i: output.row("documents", "id", i) for i in ids},
        output.edge(first, second),
        {i: output.article(i) for i in ids},
        parameters,
        output.boilerplate() if parameters["clean"] else None,
    )
