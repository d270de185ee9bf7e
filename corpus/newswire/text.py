"""From keys to text, a chunk of articles at a time.

Every sentence follows a template, and a template is a row of parts. A part is a range of the table of
strings: one literal, the fillers of a slot, or the vocabulary in one of its forms (plain, capitalised,
before a comma, ...). So a chunk of articles becomes one array of part numbers, one array of hashes, one
look-up and one join an article. No Python runs for a single word but the join. Cost: about 100 ns a
word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from . import grammar
from .rng import GOLDEN, Keys, below_array, derive_array, mix_array
from .words import TABLE_BITS, frequency_table, full_names, surnames, vocabulary

Ints = npt.NDArray[np.int64]

WORDS_PER_SENTENCE = 18
SHORTEST, LONGEST = 8, 28
NAME_PER_64, NUMBER_PER_64 = 4, 1  # of the plain words: 6 % names, 1.5 % numbers, near what English news has


@dataclass(frozen=True)
class Templates:
    """The table of strings and the templates over it, flat."""

    strings: npt.NDArray[np.object_]
    first_part: Ints  # of each template
    n_parts: Ints
    part_start: Ints  # of each part: where its range of strings begins
    part_count: Ints  # how long the range is; 0 says: drawn by word frequency
    groups: dict[str, tuple[int, int]]  # name of a group of templates -> first, count
    plain: int  # where the plain form of the vocabulary begins
    names: tuple[int, int]
    numbers: tuple[int, int]
    separators: tuple[int, int, int]  # between sentences, between paragraphs, at the end


class _Builder:
    """Collects strings and templates; a range of strings is stored once."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.ranges: dict[str, tuple[int, int]] = {}
        self.first: list[int] = []
        self.size: list[int] = []
        self.start: list[int] = []
        self.count: list[int] = []

    def range(self, name: str, items: list[str]) -> tuple[int, int]:
        if name not in self.ranges:
            self.ranges[name] = (len(self.strings), len(items))
            self.strings += items
        return self.ranges[name]

    def literal(self, text: str) -> tuple[int, int]:
        return self.range(f"={text}", [text])

    def template(self, parts: list[tuple[int, int]]) -> None:
        self.first.append(len(self.start))
        self.size.append(len(parts))
        for start, count in parts:
            self.start.append(start)
            self.count.append(count)

    def sentence(self, pattern: str) -> None:
        """Add a template written as in `grammar`."""
        parts = []
        for piece in re.split(r"(\{\w+\})", pattern):
            if piece.startswith("{"):
                name = piece[1:-1]
                items = grammar.slots()[name.lower()]
                if name[0].isupper():
                    items = tuple(item[0].upper() + item[1:] for item in items)
                parts.append(self.range(name, list(items)))
            elif piece:
                parts.append(self.literal(piece))
        self.template(parts)


@cache
def templates() -> Templates:
    """Build the one table of this process; about half a second to build."""
    built = _Builder()
    words = vocabulary()

    def form(name: str, before: str, after: str, capital: bool) -> tuple[int, int]:
        items = [f"{before}{word.capitalize() if capital else word}{after}" for word in words]
        return built.range(name, items)[0], 0

    plain, comma = form("plain", "", " ", False), form("comma", "", ", ", False)
    head, end = form("head", "", " ", True), form("end", "", ".", False)
    quote, unquote = form("quote", '"', " ", True), form("unquote", "", '," ', False)
    title_end = form("title_end", "", "", True)
    names = built.range("names", [f"{name} " for name in (*surnames(), *full_names()[:3000])])
    persons = built.range("persons", [f"{name} " for name in full_names()])
    numbers = built.range("numbers", [f"{n:,} " if n < 1900 or n > 2030 else f"{n} " for n in range(3, 4003)])
    said = built.range("verbs", ["said.", "said.", "told reporters.", "wrote.", "added.", "says."])
    groups: dict[str, tuple[int, int]] = {}

    at = len(built.first)
    for length in range(SHORTEST, LONGEST + 1):
        inner = [plain] * (length - 2)
        built.template([head, *inner, end])
        built.template([head, *inner[: length // 3], comma, *inner[length // 3 + 1 :], end])
        built.template([head, *inner[: length // 2], comma, *inner[length // 2 + 1 :], end])
    groups["prose"] = at, len(built.first) - at
    at = len(built.first)
    for length in range(SHORTEST, LONGEST + 1):
        built.template([quote, *[plain] * (length - 4), unquote, persons, said])
    groups["quotation"] = at, len(built.first) - at
    for name, patterns in (("grammar", grammar.TEMPLATES), ("headline", grammar.HEADLINES)):
        at = len(built.first)
        for pattern in patterns:
            built.sentence(pattern)
        groups[name] = at, len(built.first) - at
    at = len(built.first)
    for length in range(5, 11):
        built.template([head] * (length - 1) + [title_end])
    groups["title"] = at, len(built.first) - at
    separators = built.literal(" ")[0], built.literal("\n\n")[0], built.literal("")[0]

    return Templates(
        strings=np.array(built.strings, dtype=object),
        first_part=np.array(built.first, np.int64),
        n_parts=np.array(built.size, np.int64),
        part_start=np.array(built.start, np.int64),
        part_count=np.array(built.count, np.int64),
        groups=groups,
        plain=plain[0],
        names=names,
        numbers=numbers,
        separators=separators,
    )


def _fill(table: Templates, keys: Keys, chosen: Ints) -> tuple[Ints, Ints]:
    """Choose the strings of every sentence, one free place after each, and say where each begins."""
    sizes = table.n_parts[chosen] + 1
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    sentence = np.repeat(np.arange(len(chosen)), sizes)
    position = np.arange(begins[-1]) - begins[sentence]
    parts = np.minimum(table.first_part[chosen][sentence] + position, len(table.part_start) - 1)
    start, count = table.part_start[parts], table.part_count[parts]
    bits = mix_array(keys[sentence] + (position + 1).astype(np.uint64) * np.uint64(GOLDEN))
    by_frequency = frequency_table()[(bits & np.uint64((1 << TABLE_BITS) - 1)).astype(np.int64)]
    out = start + np.where(count == 0, by_frequency, below_array(bits, count.astype(np.uint64)))
    # The six bits between the two other draws turn some of the plain words into names and numbers.
    dice = ((bits >> np.uint64(TABLE_BITS)) & np.uint64(63)).astype(np.int64)
    swap = (count == 0) & (start == table.plain) & (dice < NAME_PER_64 + NUMBER_PER_64)
    for (at, size), rows in (
        (table.names, swap & (dice < NAME_PER_64)),
        (table.numbers, swap & (dice >= NAME_PER_64)),
    ):
        out[rows] = at + below_array(bits[rows], np.uint64(size))
    return out, begins


def bodies(keys: Keys, n_sentences: Ints, war_per_cent: Ints) -> list[str]:
    """One body of text for each key: paragraphs parted by an empty line.

    `n_sentences` and `war_per_cent` (how many sentences come from the grammar) are given for each key.
    A text is a function of its own key, count and share alone.

    >>> bodies(np.array([5], np.uint64), np.array([2]), np.array([0]))[0].count(".") >= 2
    True
    """
    if len(keys) == 0:
        return []
    table = templates()
    article = np.repeat(np.arange(len(keys)), n_sentences)
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_sentences)])
    number = np.arange(first[-1]) - first[article]
    sentence_keys = derive_array(keys[article], number.astype(np.uint64))
    kind = below_array(derive_array(sentence_keys, np.full(len(article), 901, np.uint64)), np.uint64(100))
    bits = derive_array(sentence_keys, np.full(len(article), 902, np.uint64))
    war = kind < war_per_cent[article]
    quoted = ~war & (bits & np.uint64(7) == 0)  # one sentence of eight is a quotation
    chosen = np.empty(len(article), np.int64)
    for name, rows in (("grammar", war), ("quotation", quoted), ("prose", ~war & ~quoted)):
        at, size = table.groups[name]
        chosen[rows] = at + below_array(bits[rows], np.uint64(size))
    out, begins = _fill(table, sentence_keys, chosen)
    space, paragraph, nothing = table.separators
    # Two sentences of five end their paragraph: 2.5 sentences a paragraph.
    ends = below_array(derive_array(sentence_keys, np.full(len(article), 903, np.uint64)), np.uint64(5)) < 2
    separator = np.where(ends, paragraph, space)
    separator[first[1:] - 1] = nothing
    out[begins[1:] - 1] = separator
    strings = table.strings[out].tolist()
    edges = begins[first].tolist()
    return ["".join(strings[a:b]) for a, b in pairwise(edges)]


def titles(keys: Keys, war_per_cent: Ints) -> list[str]:
    """One headline for each key, about the war as often as the article is.

    >>> len(titles(np.array([5], np.uint64), np.array([0]))[0].split()) >= 5
    True
    """
    if len(keys) == 0:
        return []
    table = templates()
    bits = derive_array(keys, np.full(len(keys), 904, np.uint64))
    war = war_per_cent > 30
    chosen = np.empty(len(keys), np.int64)
    for name, rows in (("headline", war), ("title", ~war)):
        at, size = table.groups[name]
        chosen[rows] = at + below_array(bits[rows], np.uint64(size))
    out, begins = _fill(table, bits, chosen)
    out[begins[1:] - 1] = table.separators[2]
    strings = table.strings[out].tolist()
    edges = begins.tolist()
    return ["".join(strings[a:b]) for a, b in pairwise(edges)]
