r"""A pattern of a verb dictionary in the language of `[[verb]]`.

| PETRARCH | here |
|---|---|
| `A B`, `A_B` | `a ... b`, `a b` |
| `*` | `*`, the verb |
| `&NAME` | `&name` |
| `$`, `+` | `actor:@<actor>`, `recipient:@<actor>` |
| `%` | before the verb `side:@<actor>`, behind it `recipient:@<actor>` |
| `^` | `@`, a noun group that is passed over |
| `{A B}`, `(A B)`, `A/B` (PETRARCH 2) | `~a ..2 ~b`, `a ..5 ~b`, `(a \| b)` |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GAP: Final = "..."
_WITHIN_GROUP: Final = "..2"
"""Between the words of a noun phrase in braces, which others may part."""
_WITHIN_PHRASE: Final = "..5"
"""Between a preposition and the noun that it brings."""
_CLOSE: Final = {"(": ")", "{": "}"}
_WITHIN: Final = {")": _WITHIN_PHRASE, "}": _WITHIN_GROUP}
"""The gap between two words in brackets, by what closes them."""
_CUT: Final = {"wo": "won't", "ca": "can't", "sha": "shan't"}
"""Auxiliaries that lose letters before "n't", which dictionaries part from them as a treebank does."""
_TOKEN: Final = re.compile(r"[(){}]|[^\s(){}]+")
_WORD: Final = re.compile(r"[^\W_](?:[\w'-]*[^\W_])?-?")
_MOST_TOKENS: Final = 60


class UnreadableError(ValueError):
    """Why a line can't be carried over."""


@dataclass(frozen=True)
class Line:
    """A pattern that was carried over."""

    text: str
    words: int
    """How many words and sets it asks for."""
    slots: int


def line(pattern: str, sets: Mapping[str, str], *, phrases: bool) -> Line:
    """Return a pattern in the language of a pack.

    `sets` gives the name of a set in the pack by that in the dictionary; `phrases` says that it is one of
    PETRARCH 2, whose words stand for both numbers of a noun and all forms of a verb.

    >>> line("- NOT_* &ARMS TO +", {"ARMS": "arms"}, phrases=False).text
    'not * ... &arms ... to ... recipient:@<actor>'
    >>> line("- * {RELIEF AID} (TO/FOR +)", {}, phrases=True).text
    '* ... ~relief ..2 ~aid ... (to | for) ..5 recipient:@<actor>'
    """
    return _Reader(pattern.lstrip("-"), sets, phrases=phrases).read()


class _Reader:
    def __init__(self, pattern: str, sets: Mapping[str, str], *, phrases: bool) -> None:
        self.tokens = _joined(_TOKEN.findall(pattern))
        self.sets = sets
        self.phrases = phrases
        self.verbs = self.words = self.slots = 0
        self.used: set[str] = set()
        self.fresh = False

    def read(self) -> Line:
        if len(self.tokens) > _MOST_TOKENS:
            raise UnreadableError("a pattern of more words than a sentence has")
        out: list[str] = []
        closing: list[str] = []
        for token in self.tokens:
            if token in _CLOSE:
                closing.append(_CLOSE[token])
            elif token in _WITHIN:
                if not closing or closing.pop() != token:
                    raise UnreadableError("a bracket that is not opened, or not as it is closed")
            elif parts := self.token(token):
                out += [_WITHIN[closing[-1]] if closing and not self.fresh else _GAP, *parts]
                self.fresh = False
                continue
            # the first word behind a bracket stands anywhere behind it
            self.fresh = token in _CLOSE and len(closing) == 1
        if closing:
            raise UnreadableError("a bracket that is not closed")
        if self.verbs != 1:
            raise UnreadableError("no * for the verb" if self.verbs == 0 else "more than one * for the verb")
        return Line(" ".join(out[1:]), self.words, self.slots)

    def token(self, token: str) -> list[str]:
        """Return what stands between two spaces: parts that underscores bind."""
        return [self.part(part) for part in token.split("_") if part]

    def part(self, part: str) -> str:
        if part == "*":
            self.verbs += 1
            return "*"
        if part in ("$", "+", "%"):
            return self.slot(part)
        if part == "^":
            return "@"
        if part.startswith("&"):
            name = self.sets.get(part[1:].strip("_").upper())
            if name is None:
                raise UnreadableError("a set that is not there, or has no phrases")
            self.words += 1
            return f"&{name}"
        words = [self.word(word) for word in part.split("/") if word]
        if not words:
            raise UnreadableError("what is no word")
        self.words += 1
        return words[0] if len(words) == 1 else f"({' | '.join(words)})"

    def slot(self, sign: str) -> str:
        name = "actor" if sign == "$" else "recipient"
        if sign == "%" and self.verbs == 0:
            name = "side"
        self.slots += 1
        if name in self.used:
            return "@<actor>"
        self.used.add(name)
        return f"{name}:@<actor>"

    def word(self, word: str) -> str:
        word = word.strip("\"'").lower()
        if re.fullmatch(r"[^\W\d_]\.(?:[^\W\d_]\.)+", word):
            return f'"{word}"'
        if not _WORD.fullmatch(word):
            raise UnreadableError("what is no word")
        plain = len(word) > 2 and word.isalpha() and word not in _SMALL  # noqa: PLR2004 - "of", "to", "in"
        return f"~{word}" if self.phrases and plain else word


_SMALL: Final = frozenset(
    [
        "about",
        "after",
        "against",
        "and",
        "are",
        "been",
        "between",
        "but",
        "for",
        "from",
        "had",
        "has",
        "have",
        "into",
        "not",
        "off",
        "out",
        "over",
        "the",
        "toward",
        "towards",
        "under",
        "upon",
        "was",
        "were",
        "will",
        "with",
        "within",
        "would",
    ]
)
"""Words of the grammar, which have no other form."""


def _joined(tokens: Iterable[str]) -> list[str]:
    """Return the tokens with "n't" behind its auxiliary: `DID N'T` is one word in a text."""
    out: list[str] = []
    for token in tokens:
        cut, bound, rest = token.partition("_")
        if cut.lower() == "n't" and out:
            head, _, last = out[-1].rpartition("_")
            joined = _CUT.get(last.lower(), last + "n't")
            out[-1] = (f"{head}_{joined}" if head else joined) + bound + rest
        else:
            out.append(token)
    return out


def phrase(element: str) -> str | None:
    """Return a phrase of a set as a list of a pack holds it; none where it has no word.

    >>> phrase("ARMS_DEPOT"), phrase("PESOS_"), phrase("DID N'T")
    ('arms depot', '=pesos', "=didn't")
    """
    words = _joined(element.replace("_", " ").split())
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return None
    text = " ".join(words).lower()
    as_written = element.rstrip().endswith("_") or "n't" in text
    return f"={text}" if as_written else text
