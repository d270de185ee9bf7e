"""Issues of PETRARCH: what a sentence is about, beside what it tells.

A dictionary holds phrases between `<ISSUE CATEGORY="ENERGY" ...>` and `</ISSUE>`, with the issue in brackets
(`wind n:farm [RENEWABLE_ENERGY]`) or that of the category. `n:` stands for both numbers of a noun, `v:` for
the forms of a verb, `+` for a space or a hyphen; a phrase behind `~` is none (`~olive oil`). Of phrases that
begin at one word the longest counts, and no word counts twice.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.exceptions import InputError, ParameterError
from wiresift.petrarch.actors import plural, without_comment

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W_]+")
_CODE: Final = re.compile(r"\[([^\]]*)\]")
_CATEGORY: Final = re.compile(r'<ISSUE\s+CATEGORY\s*=\s*"([^"]*)"')
_MOST_FORMS: Final = 64
"""Of one phrase; none of Phoenix has more than 16."""
_LIST: Final = pl.List(pl.Struct({"category": pl.String, "issue": pl.String, "count": pl.Int64}))

Issue = tuple[str, str]
"""Category and issue."""


class Issues:
    """A dictionary of issues, ready to read sentences."""

    def __init__(self, lines: list[str]) -> None:
        """Read the lines of a dictionary. A phrase that stands twice is that of the first line."""
        self._phrases: dict[str, dict[tuple[str, ...], Issue | None]] = defaultdict(dict)
        category = ""
        for line in lines:
            text = without_comment(line).strip()
            if found := _CATEGORY.match(text):
                category = found[1]
            if not text or text.startswith("<"):
                continue
            codes = _CODE.findall(text)
            issue = None if text.startswith("~") else (category, codes[0].strip() if codes else category)
            for words in _forms(_CODE.sub(" ", text).lstrip("~")):
                self._phrases[words[0]].setdefault(words, issue)
        self._ordered = {
            first: sorted(phrases.items(), key=lambda item: -len(item[0]))
            for first, phrases in self._phrases.items()
        }

    def __len__(self) -> int:
        """Return how many phrases there are, in all their forms."""
        return sum(map(len, self._phrases.values()))

    def read(self, text: str) -> list[tuple[str, str, int]]:
        """Return the issues of a text, each with how often it is named, in the order of the text.

        >>> issues = Issues(['<ISSUE CATEGORY="ENERGY">', "oil [OIL]", "~olive oil", "wind n:farm [WIND]"])
        >>> issues.read("Olive oil, oil and wind-farms: more oil.")
        [('ENERGY', 'OIL', 2), ('ENERGY', 'WIND', 1)]
        """
        words = tuple(_WORD.findall(text.lower()))
        found: Counter[Issue] = Counter()
        at = 0
        while at < len(words):
            phrases = self._ordered.get(words[at], ())
            here = next((phrase for phrase in phrases if words[at : at + len(phrase[0])] == phrase[0]), None)
            if here is not None and here[1] is not None:
                found[here[1]] += 1
            at += 1 if here is None else len(here[0])
        return [(category, issue, count) for (category, issue), count in found.items()]


def issues(events: pl.DataFrame, articles: pl.DataFrame, dictionary: str | os.PathLike[str]) -> pl.DataFrame:
    r"""Return events with a column `issues`: what the sentence of each is about, by a dictionary of PETRARCH.

    Parameters
    ----------
    events
        The table of events of these articles.
    articles
        The table of articles, with `id` and `text`.
    dictionary
        A file of issues, such as `Phoenix.IssueCoding.txt`.

    Returns
    -------
    DataFrame
        The events in their order. `issues` is a list of structs `category`, `issue`, `count`.

    Raises
    ------
    InputError
        The dictionary can't be read, or has no issue.
    ParameterError
        A column is missing.

    Examples
    --------
    >>> import tempfile, wiresift as ws
    >>> articles = pl.DataFrame({"id": ["a"], "text": ["Chad attacked Mali over its coal mines."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "issues.txt")
    ...     _ = path.write_text('<ISSUE CATEGORY="ENERGY">\ncoal [COAL]\n</ISSUE>\n')
    ...     issues(ws.extract(articles), articles, path)["issues"].to_list()
    [[{'category': 'ENERGY', 'issue': 'COAL', 'count': 1}]]

    """
    keys = ["doc_id", "sentence_start", "sentence_end"]
    for table, columns in ((events, keys), (articles, ["id", "text"])):
        if missing := [column for column in columns if column not in table.columns]:
            raise ParameterError(f"issues: a column is missing: {', '.join(missing)}")
    known = Issues(_lines(Path(dictionary)))
    if not len(known):
        raise InputError(f"{dictionary}: no line has a phrase of an issue")
    sentences = events.select(keys).unique(maintain_order=True)
    texts = dict(articles.select(pl.col("id").cast(pl.String), "text").iter_rows())
    found = [
        [
            {"category": category, "issue": issue, "count": count}
            for category, issue, count in known.read((texts.get(doc) or "")[start:end])
        ]
        for doc, start, end in sentences.iter_rows()
    ]
    of_sentences = sentences.with_columns(pl.Series("issues", found, dtype=_LIST))
    return events.drop("issues", strict=False).join(of_sentences, on=keys, how="left", maintain_order="left")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error


def _forms(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a phrase is written, as words.

    >>> list(_forms("light+n:bulb v:ban"))[:3]
    [('light', 'bulb', 'ban'), ('light', 'bulb', 'bans'), ('light', 'bulb', 'banned')]
    """
    each: list[list[list[str]]] = []
    for written in phrase.lower().replace("+", " ").split():
        kind, _, word = written.rpartition(":")
        words = [word, *_inflected(kind, word)] if _WORD.search(word) else []
        if words:
            each.append([_WORD.findall(form) for form in dict.fromkeys(words)])
    if each:
        for chosen in itertools.islice(itertools.product(*each), _MOST_FORMS):
            yield tuple(itertools.chain.from_iterable(chosen))


def _inflected(kind: str, word: str) -> list[str]:
    if kind == "n":
        return [plural(word)]
    if kind != "v":
        return []
    stem = word.removesuffix("e")
    # "ban, banned": a single vowel before a last consonant of a short verb
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word):
        stem = word + word[-1]
    past = word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else stem + "ed"
    return [plural(word), past, stem + "ing"]
