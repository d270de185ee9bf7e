"""Discards of PETRARCH and TABARI: phrases whose sentences, or whose articles, tell nothing.

A line is a phrase; behind `+` it discards the whole article. They become the table `[discards]` of a pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wiresift.petrarch.actors import without_comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wiresift.petrarch.verbs import Lost


@dataclass
class Discards:
    """Phrases as a list of a pack holds them: as they are written."""

    sentences: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    def read(self, file: str, lines: Iterable[str], lost: list[Lost]) -> None:
        """Add the phrases of a dictionary."""
        for number, text in written(lines):
            made = _phrase(text)
            into = self.articles if text.startswith("+") else self.sentences
            if made is None:
                lost.append((file, number, text, "no phrase that can be read"))
            elif made not in into:
                into.append(made)

    def file(self) -> dict[str, Any]:
        """Return the tables of a file of the pack."""
        lists = {"sentences": self.sentences, "articles": self.articles}
        return {"discards": {key: ", ".join(phrases) for key, phrases in lists.items() if phrases}}


def written(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, without comments, with their numbers."""
    for number, line in enumerate(lines, 1):
        text = without_comment(line).strip()
        if text and not text.startswith("<"):
            yield number, text


def _phrase(text: str) -> str | None:
    """Return a phrase as a list holds it, none where it has no word.

    >>> _phrase("+CUP_FINAL"), _phrase("1914"), _phrase("+")
    ('=cup final', '=1914', None)
    """
    words = " ".join(text.lstrip("+").replace("_", " ").lower().split())
    return f"={words}" if re.search(r"\w", words) and not re.search(r"[,=~]", words) else None
