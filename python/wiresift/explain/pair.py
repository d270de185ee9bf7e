"""Why two articles paired, or did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from wiresift import _core

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN: Final = 12
"""Passages and lines shown; the rest is counted."""
_WIDTH: Final = 160


@dataclass(frozen=True)
class Passage:
    """The same words in both articles: half-open character offsets into each raw text."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    n_tokens: int
    text: str
    """The words, as they stand in the first article."""


@dataclass(frozen=True)
class PairExplanation:
    """Why two articles paired, or why not. `str()` of it is for people."""

    id_a: str
    id_b: str
    relation: str | None
    """Relation of the edge; None where the two have none of their own."""
    jaccard: float
    containment_a: float
    """Share of a's shingles found in b."""
    containment_b: float
    route: str | None
    n_bands: int | None
    """How many bands agree, where the pair is an edge, of how many `bands`."""
    bands: int
    cluster_id_a: str
    cluster_id_b: str
    threshold: float
    containment: float | None
    passages: tuple[Passage, ...]
    articles: tuple[str, str]
    """A line for each article: its size, its source, its date."""

    def __str__(self) -> str:
        """Relation, similarities, route and shared passages."""
        lines = [*self._verdict(), *(f"  {article}" for article in self.articles)]
        shared = sum(passage.n_tokens for passage in self.passages)
        passages = "passage" if len(self.passages) == 1 else "passages"
        lines.append(f"{len(self.passages)} shared {passages}, {shared} tokens:")
        for passage in self.passages[:_SHOWN]:
            where = f"[{passage.start_a}:{passage.end_a}] and [{passage.start_b}:{passage.end_b}]"
            lines.append(f"  {where}, {passage.n_tokens} tokens")
            lines.append(f"    {shortened(passage.text)}")
        if len(self.passages) > _SHOWN:
            lines.append(f"  and {len(self.passages) - _SHOWN} more")
        return "\n".join(lines)

    def _verdict(self) -> list[str]:
        one, other = self.id_a, self.id_b
        measured = [
            f"Jaccard {self.jaccard:.4f}",
            f"{self.containment_a:.4f} of {one} is in {other}, {self.containment_b:.4f} the other way",
        ]
        if self.relation is not None:
            found = f"found by {self.route}; {self.n_bands} of {self.bands} bands agree"
            return [f"{one} and {other}: {self.relation}", *measured, found]
        if self.cluster_id_a == self.cluster_id_b:
            by_way = f"in one cluster by way of {self.cluster_id_a}, without an edge of their own"
            return [f"{one} and {other}: {by_way}", *measured]
        return [f"{one} and {other}: not a pair", *measured, self._missed()]

    def _missed(self) -> str:
        bounds = f"Jaccard {self.threshold}"
        if self.containment is not None:
            bounds += f" or containment {self.containment}"
        reached = self.jaccard >= self.threshold or (
            self.containment is not None and max(self.containment_a, self.containment_b) >= self.containment
        )
        if reached:
            return f"{bounds} is reached, but no band and too few fingerprints agree, or the text is short"
        return f"{bounds} is not reached"


def explain_pair(
    documents: Mapping[str, dict[str, Any]],
    edge: dict[str, Any] | None,
    articles: Mapping[str, dict[str, Any]],
    parameters: Mapping[str, Any],
    boilerplate: _core.Boilerplate | None,
) -> PairExplanation:
    """Compare two articles anew, as the run with `parameters` did.

    `documents` and `articles` hold the row of each of the two; `edge` is the row of the pair, if there is
    one; `boilerplate` is None where texts were not cleaned.
    """
    id_a, id_b = sorted(documents)
    a, b = articles[id_a], articles[id_b]
    texts = {"text_a": [a["text"]], "text_b": [b["text"]]}
    sources = {"source_a": [a["source"]], "source_b": [b["source"]]}
    pair = pl.DataFrame({**texts, **sources}, schema_overrides=dict.fromkeys(sources, pl.String))
    similarity = _core.similarities(pair, ngram=parameters["ngram"], boilerplate=boilerplate)
    jaccard, containment_a, containment_b = pl.DataFrame(similarity).row(0)
    passages = _core.passages(
        (a["source"] or "", a["text"]),
        (b["source"] or "", b["text"]),
        ngram=parameters["ngram"],
        boilerplate=boilerplate,
    )
    return PairExplanation(
        id_a=id_a,
        id_b=id_b,
        relation=edge["relation"] if edge else None,
        jaccard=jaccard,
        containment_a=containment_a,
        containment_b=containment_b,
        route=edge["route"] if edge else None,
        n_bands=edge["n_bands"] if edge else None,
        bands=parameters["bands"],
        cluster_id_a=documents[id_a]["cluster_id"],
        cluster_id_b=documents[id_b]["cluster_id"],
        threshold=parameters["threshold"],
        containment=parameters["containment"],
        passages=tuple(Passage(*passage, a["text"][passage[0] : passage[1]]) for passage in passages),
        articles=(document_line(documents[id_a], a), document_line(documents[id_b], b)),
    )


def document_line(document: dict[str, Any], article: dict[str, Any]) -> str:
    """One article in a line."""
    facts = [f"{document['n_tokens']} tokens", f"{document['n_shingles']} shingles", *document["flags"]]
    facts += [str(article[name]) for name in ("source", "published") if article[name] is not None]
    title = f" {article['title']!r}" if article["title"] else ""
    return f"{document['id']}{title}: {', '.join(facts)}"


def shortened(text: str) -> str:
    """Return a text in one line of bounded width.

    >>> shortened("Talks  began   on Monday.")
    'Talks began on Monday.'
    """
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 40]} ... {text[-35:]}"
