"""What articles are about, and what their sentences say: where the slots of two events say too little.

"The United States called for ..." on one day by one party is many demands. So a link across texts that rests
on a single party asks that the two articles are about the same thing: that the words they have in common are
those which few others have. A link by the same named spot, or by two parties of different states, asks for
nothing more; for talks and their like (`evidence.HOSTED`), of which a capital sees many, the spot is not
enough. What is only said (`evidence.SPOKEN`) always does, and its sentences must have such words in
common too, beside the names and the verb: where and to whom it is said is not what is said.

- **Topic.** The set of words of an article; likeness is the cosine of the two sets, each word weighted by
  its inverse document frequency (Spärck Jones 1972), log((n + 1) / df), among the articles that have events.
  Words of more than a quarter of all say nothing and are left out.
- **Wording.** The set of three-word shingles of an event's sentence, by which copied passages are known.

Without texts nothing is known, and what is not known forbids nothing.

Cost: one more reading of the articles that have events; some 500 bytes an article, and 150 an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from math import log
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift import _core
from wiresift.stories.evidence import HOSTED, OF_MARK, SPOKEN, STATE_MARK
from wiresift.stories.in_parts import InParts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ALIKE: Final = 0.1
"""The cosine from which two articles are about the same thing. Of random pairs of the 3,052 articles of
Reuters-21578 that have events, 99 % lie below 0.084; of 36 pairs linked by one party alone that were read, 10
of the 16 right ones lie above it, and 17 of the 20 wrong ones below."""
RELATED: Final = 0.2
"""The cosine of two articles from which an event that has no party and no spot in common may be the same.
Of 24 stories of Reuters-21578 that such links made and that were read 20 were right, of 30 of single
sentences of current events 24. On ECB+ (`benches/links.py`) 0.36 of the pairs of one chain are linked, 0.19
without them, and 0.90 of what is linked is of one chain, 0.88 without them."""
_COMMON: Final = 4
_FEW: Final = 32
"""A word is common if more than a quarter of the articles have it, and more than 32: in a handful of articles
none is."""
_LEAD: Final = 600
"""Characters at the head of an article that say what it is about."""
_RAREST: Final = 12
"""Words of a lead by which articles about the same thing are looked for."""
_BATCH: Final = 8192
_WORDING: Final = 3
_HASHES: Final = pl.List(pl.UInt32)
_NO_WORDS: Final = pl.DataFrame(schema={"word": pl.UInt32})
_NO_LEADS: Final = pl.Series(dtype=_HASHES)
_NO_SETS: Final = pl.DataFrame(schema={"words": _HASHES, "alone": pl.Float64})


class Topics:
    """The words that say something, of articles and of what is said in them, by number (`doc`, `said`)."""

    def __init__(
        self,
        articles: Sequence[pl.Series],
        leads: Sequence[pl.Series],
        sayings: Sequence[pl.Series],
        texts: Sequence[pl.Series],
    ) -> None:
        """Take the distinct words of articles, of their leads, of sayings and of texts, in parts.

        A part has a list of hashes a row. `texts` holds each text once, so that copies of an article make its
        words no commoner.
        """
        counted = pl.concat([_NO_WORDS, *(_flat(part) for part in texts)]).group_by("word").len(name="df")
        known = sum(int((part.list.len() > 0).sum()) for part in texts)
        common = max(known // _COMMON, _FEW)
        telling = (
            counted.filter((pl.col("df") > 1) & (pl.col("df") <= common))
            .sort("df", "word")
            .with_row_index("rank")
        )
        # The rarest word has rank 0, so that neither the order of articles nor that of words matters.
        self._leads = pl.concat([_NO_LEADS, *(_rarest(part, telling) for part in leads)])
        alone = counted.filter(pl.col("df") == 1).select("word", alone=log(known + 1) ** 2)
        sets = pl.concat([_NO_SETS, *(_sets(part, telling, alone) for part in (*articles, *sayings))])
        weights = ((known + 1) / telling["df"]).log() ** 2
        self._sets = _core.TopicSets(sets, weights.to_list())

    def leads(self) -> pl.DataFrame:
        """Return `doc` and `word`: the rarest words of each article's lead that others have too."""
        return (
            self._leads.to_frame("word")
            .with_row_index("doc")
            .explode("word", empty_as_null=True)
            .drop_nulls("word")
        )

    def likeness(self, one: int, other: int) -> float | None:
        """Return the cosine of two articles or sayings, from 0 to 1; None where one is not known or empty."""
        return self._sets.likeness(one, other)

    def likenesses(self, pairs: pl.DataFrame) -> pl.Series:
        """Return the cosine of each row's `a` and `b`."""
        return pl.DataFrame(self._sets.likenesses(pairs.select("a", "b")))["likeness"]

    def alike(self, one: int, other: int, least: float = ALIKE) -> bool:
        """Whether two articles, or two sayings, may be about the same thing."""
        found = self.likeness(one, other)
        return found is None or found >= least


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is compared of a cell or a story."""

    is_spoken: bool
    spot: str | None
    """None for talks and their like, too."""
    sides: frozenset[str]
    docs: list[int]
    said: list[int]


def _facts(rows: pl.DataFrame) -> Iterator[_Facts]:
    is_spoken = pl.col("type").is_in(SPOKEN).fill_null(value=False)
    is_hosted = pl.col("type").is_in(HOSTED).fill_null(value=False)
    told = rows.select(is_spoken, pl.when(~is_hosted).then("spot"), "actors", "recipients", "docs", "said")
    for spoken, spot, who, whom, docs, said in told.iter_rows():
        yield _Facts(spoken, spot, frozenset(map(side, (*who, *whom))), docs, said)


class Likeness:
    """Whether rows (cells or stories) whose slots agree are about the same thing."""

    def __init__(self, rows: pl.DataFrame, topics: Topics | None) -> None:
        """Take rows with `type`, `spot`, `actors`, `recipients`, `docs` and `said`."""
        self._topics = topics
        self._facts = InParts(rows, _facts)

    def read(self, numbers: Iterable[int]) -> None:
        """Read the rows of these numbers, which are to be compared."""
        if self._topics is not None:
            self._facts.read(numbers)

    def holds(self, one: int, other: int) -> bool:
        """Whether the slots say enough, or else the articles are alike."""
        if self._topics is None:
            return True
        left, right = self._facts[one], self._facts[other]
        if not left.is_spoken:
            if left.spot is not None and left.spot == right.spot:
                return True
            if len(left.sides & right.sides) > 1:
                return True
        elif not self._any(left.said, right.said):
            return False
        return self._any(left.docs, right.docs)

    def alike(self, one: int, other: int, least: float = ALIKE) -> bool:
        """Whether the articles are alike, whatever the slots say; True where nothing is known of them."""
        return self._topics is None or self._any(self._facts[one].docs, self._facts[other].docs, least)

    def _any(self, left: list[int], right: list[int], least: float = ALIKE) -> bool:
        """Whether any two are so much alike, or nothing is known of one side."""
        topics = self._topics
        if topics is None or not (left and right):
            return True
        return any(topics.alike(a, b, least) for a in left for b in right)


def side(party: str) -> str:
    r"""Return whom a party stands for: its state, else itself.

    >>> side("zelensky\x1fUKR"), side("=UKR"), side("hamas")
    ('UKR', 'UKR', 'hamas')
    """
    return party.removeprefix(STATE_MARK).rpartition(OF_MARK)[2]


@dataclass(frozen=True)
class Told:
    """What was read of the articles; `topics` is None where there are no texts."""

    docs: pl.DataFrame
    """`doc_id` and the number of the article in `topics` (`doc`)."""
    sentences: pl.DataFrame
    """`event_id`, the shingles of its sentence (`wording`) and, of what is said, its number (`said`)."""
    topics: Topics | None


def read(events: pl.DataFrame, articles: pl.LazyFrame | pl.DataFrame | None) -> Told:
    """Read the articles that have events."""
    docs = [pl.DataFrame(schema={"doc_id": pl.String})]
    sentences = [pl.DataFrame(schema={"event_id": pl.String, "wording": _HASHES, "words": _HASHES})]
    words: list[pl.Series] = []
    leads: list[pl.Series] = []
    distinct: list[pl.Series] = []
    known: set[bytes] = set()
    has_texts = articles is not None and "text" in articles.lazy().collect_schema()
    if articles is not None and has_texts:
        spans = events.select(
            "event_id",
            "doc_id",
            "sentence_start",
            "sentence_end",
            said=pl.col("type").is_in(SPOKEN),
            names=_names(),
        )
        for batch in _texts(articles, spans["doc_id"].unique()):
            docs.append(batch.select(doc_id="id"))
            words.append(_elements(batch["text"], 1))
            leads.append(_elements(batch["text"].str.slice(0, _LEAD), 1))
            first: list[bool] = []
            for text in batch["text"]:
                digest = blake2b((text or "").encode(), digest_size=16).digest()
                first.append(digest not in known)
                known.add(digest)
            distinct.append(words[-1].filter(pl.Series(first, dtype=pl.Boolean)))
            told = spans.join(batch.select(doc_id="id"), on="doc_id", how="semi")
            told = told.with_columns(_sentences(told, batch))
            matter = _elements(told["text"], 1).list.set_difference(_elements(told["names"], 1))
            told = told.with_columns(wording=_elements(told["text"], _WORDING), words=matter)
            only_said = pl.when(pl.col("said").fill_null(value=False)).then("words").alias("words")
            sentences.append(told.select("event_id", "wording", only_said))
    numbered = pl.concat(docs).with_row_index("doc")
    said = pl.concat(sentences)
    sayings = (
        said.drop_nulls("words").select("event_id", "words").with_row_index("said", offset=numbered.height)
    )
    topics = Topics(words, leads, [sayings["words"]], distinct) if has_texts else None
    told = said.select("event_id", "wording").join(
        sayings.select("event_id", "said"), on="event_id", how="left"
    )
    return Told(numbered, told, topics)


def _sentences(events: pl.DataFrame, articles: pl.DataFrame) -> pl.Series:
    """Return the sentence of each event as `text`.

    Python slices a text in no more time than the slice takes; polars counts characters from its head.
    """
    texts = dict(zip(articles["id"], articles["text"], strict=True))
    spans = events.select("doc_id", "sentence_start", "sentence_end").iter_rows()
    return pl.Series("text", [(texts[doc] or "")[start:end] for doc, start, end in spans], dtype=pl.String)


def _names() -> pl.Expr:
    """All that a sentence says of who says it, to whom and with what verb, in one string."""
    each = (
        pl.element().struct.field("name").fill_null("")
        + " "
        + pl.element().struct.field("text").fill_null("")
    )
    parties = [pl.col(name).list.eval(each).list.join(" ") for name in ("actors", "recipients")]
    return pl.concat_str(*parties, "trigger", separator=" ", ignore_nulls=True)


def _rarest(leads: pl.Series, telling: pl.DataFrame) -> pl.Series:
    """Return the ranks of the rarest words of each lead: a list a row, maybe an empty one."""
    words = _numbered(leads).join(telling.select("word", "rank"), on="word", how="left")
    rarest = pl.col("rank").drop_nulls().sort().head(_RAREST)
    return words.group_by("row").agg(rarest).sort("row")["rank"].alias("")


def _sets(part: pl.Series, telling: pl.DataFrame, alone: pl.DataFrame) -> pl.DataFrame:
    """Return the ranks of each row's words, and what those weigh that it has alone; null for no words."""
    words = _numbered(part)
    words = words.join(telling.select("word", "rank"), on="word", how="left").join(
        alone, on="word", how="left"
    )
    weight = pl.when(pl.col("word").count() > 0).then(pl.col("alone").sum())
    return words.group_by("row").agg(words=pl.col("rank").drop_nulls(), alone=weight).sort("row").drop("row")


def _numbered(lists: pl.Series) -> pl.DataFrame:
    """Return `row` and `word` of each word of each list, null for an empty one."""
    return lists.alias("word").to_frame().with_row_index("row").explode("word", empty_as_null=True)


def _flat(lists: pl.Series) -> pl.DataFrame:
    return lists.explode(empty_as_null=False, keep_nulls=False).alias("word").to_frame()


def _texts(articles: pl.LazyFrame | pl.DataFrame, ids: pl.Series) -> Iterable[pl.DataFrame]:
    wanted = ids.alias("id").to_frame().lazy()
    rows = articles.lazy().select("id", "text").join(wanted, on="id", how="semi")
    seen: set[str] = set()
    for batch in rows.collect_batches(chunk_size=_BATCH, maintain_order=True):
        fresh = batch.unique("id", keep="first", maintain_order=True)
        fresh = fresh.filter(~pl.col("id").is_in(seen)) if seen else fresh
        seen.update(fresh["id"])
        if fresh.height:
            yield fresh


def _elements(texts: pl.Series, ngram: int) -> pl.Series:
    return pl.DataFrame(_core.elements(texts.alias("text").to_frame(), ngram=ngram))["elements"]
