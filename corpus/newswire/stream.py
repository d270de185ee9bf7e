"""Chunks of rows: the table of the articles beside the table of the truth.

A derived article needs its ancestors' texts, wherever their rows are; they are made again in each chunk
that needs them (about a third more work), which keeps the memory at one chunk whatever the size of the
archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from . import plan, text
from .edits import EDITS, Article, Hand
from .outlets import outlets
from .rng import Draws, derive, derive_array
from .words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2023, 1, 1, tzinfo=UTC)
BASE_SECONDS = 330 * 86_400  # the rest of the year is for what is derived
SCHEMA = pl.Schema(
    {
        "id": pl.String(), "title": pl.String(), "text": pl.String(), "source": pl.String(),
        "published": pl.Datetime("us", "UTC"), "url": pl.String(), "lang": pl.String(),
    }
)  # fmt: skip
TRUTH_SCHEMA = pl.Schema(
    {
        "id": pl.String(), "family": pl.String(), "base_id": pl.String(), "edits": pl.List(pl.String()),
        "body_start": pl.Int32(), "body_end": pl.Int32(), "furniture": pl.List(pl.String()),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What an archive is a function of."""

    articles: int
    seed: int = 0
    mean_words: int = 500
    war_per_cent: int = 20

    def __post_init__(self) -> None:
        """Refuse what no archive can be made of."""
        if self.articles < 1:
            raise ValueError(f"articles must be 1 or more, not {self.articles}")
        if self.mean_words < plan.SHORTEST_WORDS:
            raise ValueError(f"mean_words must be {plan.SHORTEST_WORDS} or more, not {self.mean_words}")
        if not 0 <= self.war_per_cent <= 100:
            raise ValueError(f"war_per_cent must lie between 0 and 100, not {self.war_per_cent}")


@dataclass(frozen=True)
class Made:
    """A finished article and its truth."""

    article: Article
    source: str  # the publisher; not the owner of the furniture where the whole page was copied
    domain: str
    seconds: int
    parent: int | None
    edits: tuple[str, ...]


class Archive:
    """An archive that can be read chunk by chunk, any chunk at any time.

    >>> articles, truth = next(Archive(Settings(articles=3)).chunks())
    >>> articles.height, truth["edits"].len()
    (3, 3)
    """

    def __init__(self, settings: Settings) -> None:
        """Lay out the families; no text yet."""
        self.settings = settings
        self.member = plan.members(settings.seed, settings.articles)

    def chunks(self, size: int = 2048) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Both tables, `size` rows at a time; the size changes no row."""
        for at in range(0, self.settings.articles, size):
            yield self.rows(np.arange(at, min(at + size, self.settings.articles)))

    def rows(self, rows: npt.NDArray[np.int64]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Make the articles and the truth of the rows asked for."""
        slots = plan.rows_to_slots(self.settings.seed, self.settings.articles, rows).tolist()
        recipes = self._ancestry(slots)
        made = self._make(recipes)
        articles: list[tuple[object, ...]] = []
        truth: list[tuple[object, ...]] = []
        for slot in slots:
            item = made[slot]
            name = self._id(slot)
            page, begin, lines = furnished(item.article)
            when = START + timedelta(seconds=item.seconds)
            url = f"https://{item.domain}/{when:%Y/%m/%d}/{name[:10]}"
            articles.append((name, item.article.title, page, item.source, when, url, "en"))
            base = None if item.parent is None else self._id(item.parent)
            end = begin + len(item.article.body()) + sum(len(line) + 2 for line in lines["within"])
            truth.append(
                (
                    name,
                    self._id(slot - int(self.member[slot])),
                    base,
                    list(item.edits),
                    begin,
                    end,
                    [*lines["before"], *lines["within"], *lines["after"]],
                )
            )
        return pl.DataFrame(articles, SCHEMA, orient="row"), pl.DataFrame(truth, TRUTH_SCHEMA, orient="row")

    def _id(self, slot: int) -> str:
        """Sixteen hexadecimal digits; one to one, because the mixing is."""
        return f"{derive(derive(self.settings.seed, 106), slot):016x}"

    def _key(self, slot: int) -> int:
        return derive(self.settings.seed, 107, slot)

    def _ancestry(self, slots: list[int]) -> dict[int, plan.Recipe | None]:
        """Find the slots and all that they are made from, parents before children."""
        found: dict[int, plan.Recipe | None] = {}
        todo = list(slots)
        while todo:
            slot = todo.pop()
            if slot in found:
                continue
            member = int(self.member[slot])
            found[slot] = None
            if member:
                base = slot - member
                block_end = min((base // plan.BLOCK + 1) * plan.BLOCK, self.settings.articles)
                large = base + 15 < block_end and int(self.member[base + 15]) == 15
                recipe = plan.recipe(self._key(slot), member, large)
                found[slot] = recipe
                todo.append(base + recipe.parent)
        return dict(sorted(found.items()))  # a parent's slot is always the smaller

    def _make(self, recipes: dict[int, plan.Recipe | None]) -> dict[int, Made]:
        bases = [slot for slot, recipe in recipes.items() if recipe is None]
        keys = np.array([self._key(slot) for slot in bases], np.uint64)
        war = plan.war_of(keys, self.settings.war_per_cent)
        size = plan.words_of(keys, self.settings.mean_words)
        n_sentences = np.maximum(1, (size + text.WORDS_PER_SENTENCE // 2) // text.WORDS_PER_SENTENCE)
        base_bodies = text.bodies(keys, n_sentences, war)
        base_titles = text.titles(keys, war)
        made: dict[int, Made] = {}
        for slot, key, body, title in zip(bases, keys.tolist(), base_bodies, base_titles, strict=True):
            draws = Draws(derive(key, 108))
            outlet = draws.pick(outlets())
            article = Article(title, tuple(body.split("\n\n")), outlet, draws.bits())
            made[slot] = Made(article, outlet.name, outlet.domain, draws.below(BASE_SECONDS), None, ())
        extras = self._extras(
            recipes,
            dict(zip(bases, n_sentences.tolist(), strict=True)),
            dict(zip(bases, war.tolist(), strict=True)),
        )
        for slot, recipe in recipes.items():
            if recipe is not None:
                made[slot] = self._derive(slot, recipe, made, extras.get(slot, []))
        return made

    def _extras(
        self, recipes: dict[int, plan.Recipe | None], length: dict[int, int], war: dict[int, int]
    ) -> dict[int, list[str]]:
        """Write new paragraphs for the members whose edits call for some."""
        slots, counts, shares = [], [], []
        for slot, recipe in recipes.items():
            if recipe is None:
                continue
            base = slot - int(self.member[slot])
            draws = Draws(derive(self._key(slot), 109))
            count = 0
            if "paragraphs_added" in recipe.edits:
                count = draws.between(1, max(2, length[base] // 3))
            elif "write_up" in recipe.edits:
                count = max(2, length[base] * draws.between(40, 200) // 100)
            elif "update" in recipe.edits:
                count = draws.between(1, 4)
            if count:
                slots.append(slot)
                counts.append(count)
                shares.append(war[base])
        keys = derive_array(
            np.array([self._key(slot) for slot in slots], np.uint64), np.full(len(slots), 110, np.uint64)
        )
        texts = text.bodies(keys, np.array(counts, np.int64), np.array(shares, np.int64))
        return {slot: body.split("\n\n") for slot, body in zip(slots, texts, strict=True)}

    def _derive(self, slot: int, recipe: plan.Recipe, made: dict[int, Made], extra: list[str]) -> Made:
        parent_slot = slot - int(self.member[slot]) + recipe.parent
        parent = made[parent_slot]
        article, record = parent.article, []
        draws = Draws(derive(self._key(slot), 111))
        for name in recipe.edits:
            article, did = EDITS[name](article, Hand(draws, extra))
            record.append(did)
        # Who copies a whole page publishes it under another name; whoever edits a text shows their own lines.
        publisher = draws.pick(outlets()) if recipe.edits == ("copy",) else article.outlet
        return Made(
            article, publisher.name, publisher.domain, parent.seconds + recipe.lag, parent_slot, tuple(record)
        )


def furnished(article: Article) -> tuple[str, int, dict[str, list[str]]]:
    """Lay out the page and say where the body begins and which of its outlet's lines were used.

    Lines are used up to a sixth of the body's words, so that short articles are not all furniture.
    """
    outlet, draws = article.outlet, Draws(article.text_key)
    budget = len(article.body().split()) // 6
    used: dict[str, list[str]] = {"before": [], "within": [], "after": []}
    for where, pool in (("after", outlet.after), ("before", outlet.before), ("within", outlet.within)):
        for line in pool:
            written = line
            if "{headline}" in line:
                headline = " ".join(draws.pick(vocabulary()).capitalize() for _ in range(6))
                written = line.replace("{headline}", headline)
            budget -= len(written.split())
            if budget < 0:
                break
            used[where].append(written)
    paragraphs = list(article.paragraphs)
    for line in used["within"]:
        paragraphs.insert(1 + len(paragraphs) // 2, line)  # never before the first
    page = "\n\n".join([*used["before"], *paragraphs, *used["after"]])
    return page, sum(len(line) + 2 for line in used["before"]), used
