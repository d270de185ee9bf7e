"""How stories stand to one another: who contradicts whom, who carries on whom.

Both work on story summaries (`table.summarise`): one row a story with the keys of `evidence`, its texts and
times. Blocks come from `candidates`; the checks are those of `merge`, so "the same story key" means the same
here as there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from wiresift.stories import candidates
from wiresift.stories.in_parts import InParts
from wiresift.stories.merge import State, agree, parties_agree, places_agree, states
from wiresift.stories.progress import FOLLOWS, HORIZON_DAYS, TOLLS
from wiresift.stories.topics import Likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wiresift.stories.topics import Topics


@dataclass(frozen=True, slots=True)
class Relations:
    """Links between stories, by row number of the summaries."""

    contradicts: Mapping[int, list[int]]
    updates: Mapping[int, int]
    inherits: Mapping[int, int]
    """The updates of a number: the later story takes over the reports of the earlier."""


def relate(stories: pl.DataFrame, topics: Topics | None = None) -> Relations:
    """Return contradictions (symmetric) and updates (each story carries on one at most; never a circle)."""
    known = InParts(stories, states)
    likeness = Likeness(stories, topics)
    updates, inherits = _updates(stories, known, likeness)
    return Relations(_contradictions(stories, known, likeness), updates, inherits)


def _weak_ok(left: State, right: State) -> bool:
    """Without actors on one side, both must name the same spot."""
    if left.actors and right.actors:
        return True
    return (left.point or left.region) is not None and (left.point or left.region) == (
        right.point or right.region
    )


def _read(pairs: pl.DataFrame, *rows: InParts[State] | Likeness) -> None:
    numbers = {*chain.from_iterable(pairs.iter_rows())}
    for each in rows:
        each.read(numbers)


def _contradictions(stories: pl.DataFrame, known: InParts[State], likeness: Likeness) -> dict[int, list[int]]:
    facts = stories.filter(pl.col("realis") == "actual")
    pairs = candidates.shared_blocks(facts, ("type", "mode"))
    row = stories.select("cell", "polarity", "clusters", "denial")
    pairs = (
        pairs.join(row, left_on="a", right_on="cell")
        .join(row, left_on="b", right_on="cell", suffix="_b")
        .filter(pl.col("polarity") != pl.col("polarity_b"))
        .filter(
            (pl.col("clusters").list.set_union("clusters_b").list.len() > 1)
            | pl.col("denial")
            | pl.col("denial_b")
        )
        .select("a", "b")
        .sort("a", "b")
    )
    _read(pairs, known, likeness)
    found: dict[int, list[int]] = {}
    for a, b in pairs.iter_rows():
        fits = _weak_ok(known[a], known[b]) and agree(known[a], known[b], numbers=False)
        if fits and likeness.holds(a, b):
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _updates(
    stories: pl.DataFrame, known: InParts[State], likeness: Likeness
) -> tuple[dict[int, int], dict[int, int]]:
    """For each story the latest earlier one that it carries on."""
    pairs = _earlier_and_later(stories)
    _read(pairs.select("old", "new"), known, likeness)
    earlier: dict[int, list[int]] = {}
    for old, new in pairs.select("old", "new").iter_rows():
        earlier.setdefault(new, []).append(old)
    kind, mode = stories["type"].to_list(), stories["mode"].to_list()
    updates: dict[int, int] = {}
    inherits: dict[int, int] = {}
    begun = {new: (known[new].lo, known[new].hi) for new in {*earlier, *chain(*earlier.values())}}
    for new, olds in earlier.items():
        for old in olds:
            is_toll = kind[new] in TOLLS and mode[old] == mode[new]
            if not likeness.holds(old, new):
                continue
            if is_toll and likeness.alike(old, new) and _is_new_toll(known[old], known[new], begun[old]):
                # The whole chain stays within one window, so neighbouring days don't melt into one toll.
                begun[new] = max(begun[old][0], begun[new][0]), min(begun[old][1], begun[new][1])
                updates[new] = inherits[new] = old
                break
            if not is_toll and _is_next_step(known[old], known[new]):
                updates[new] = old
                break
    return updates, inherits


def _earlier_and_later(stories: pl.DataFrame) -> pl.DataFrame:
    """Pairs `old`, `new` whose modes and times let the second carry on the first; the latest `old` first.

    A new toll is a number of the same type and mode whose windows meet. A next step is a mode that `FOLLOWS`
    names, or the same mode that was planned. The stories that are new come in the order of their times.
    """
    when = pl.coalesce("first_reported", pl.col("date_start").cast(pl.Datetime("us", "UTC")))
    told = stories.filter((pl.col("polarity") == "affirmed") & pl.col("realis").is_in(("actual", "future")))
    told = told.with_columns(when=when).drop_nulls("when")
    is_fact, numbered = pl.col("realis") == "actual", pl.col("numbers").list.len() > 0
    tolls = told.filter(pl.col("type").is_in(TOLLS) & is_fact & numbered)
    steps = told.with_columns(until=pl.col("hi") + 2 * HORIZON_DAYS)
    steps = steps.filter(pl.col("type").is_in(list(FOLLOWS)))
    reach = candidates.buckets("lo", "until", coarse_only=True)
    by_toll = candidates.shared_blocks(tolls, ("type", "mode")).with_columns(step=pl.lit(value=False))
    by_step = candidates.shared_blocks(steps, ("type",), reach).with_columns(step=pl.lit(value=True))
    row = told.select("cell", "type", "mode", "realis", "when", "lo", "hi")
    pairs = pl.concat([by_toll, by_step]).lazy()
    both = pl.concat([pairs, pairs.select(a="b", b="a", step="step")]).rename({"a": "old", "b": "new"})
    follows = [
        (kind, new, old) for kind, modes in FOLLOWS.items() for new, olds in modes.items() for old in olds
    ]
    allowed = pl.DataFrame(follows, schema=["type", "mode_new", "mode"], orient="row").lazy()
    allowed = allowed.with_columns(is_next=pl.lit(value=True))
    later = pl.col("when") < pl.col("when_new")
    toll = ~pl.col("step") & (pl.col("lo") <= pl.col("hi_new")) & (pl.col("lo_new") <= pl.col("hi"))
    reached = (pl.col("lo") <= pl.col("hi_new")) & (pl.col("lo_new") <= pl.col("hi") + 2 * HORIZON_DAYS)
    planned = (pl.col("realis") == "future") & (pl.col("mode") == pl.col("mode_new"))
    is_next = (pl.col("realis") == "actual") & pl.col("is_next").fill_null(value=False)
    step = pl.col("step") & (pl.col("realis_new") == "actual") & reached & (planned | is_next)
    return (
        both.join(row.lazy(), left_on="old", right_on="cell")
        .join(row.lazy(), left_on="new", right_on="cell", suffix="_new")
        .filter(later)
        .join(allowed, on=["type", "mode_new", "mode"], how="left")
        .filter(toll | step)
        .select("old", "new", "when", "when_new")
        .unique()
        .sort("when_new", "new", "when", "old", descending=[False, False, True, False])
        .collect()
    )


def _is_new_toll(was: State, now: State, begun: tuple[int, int]) -> bool:
    """Whether the second counts more than the first: another smaller number is that of another event."""
    kinds = was.numbers.keys() & now.numbers.keys()
    grown = any(now.numbers[kind][0] > was.numbers[kind][0] for kind in kinds)
    within = begun[0] <= now.hi and now.lo <= begun[1]
    return grown and within and _weak_ok(was, now) and agree(was, now, numbers=False)


def _is_next_step(was: State, now: State) -> bool:
    who = parties_agree(was.actors, now.actors) and parties_agree(was.recipients, now.recipients)
    return who and places_agree(was, now) and _weak_ok(was, now)
