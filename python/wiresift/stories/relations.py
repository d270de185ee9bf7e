"""How stories stand to one another: who contradicts whom, who carries on whom.

Both work on story summaries (`table.summarise`): one row a story with the keys of `evidence`, its texts and
times. Blocks come from `candidates`; the checks are those of `merge`, so "the same story key" means the same
here as there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.stories import candidates
from wiresift.stories.merge import State, agree, parties_agree, places_agree, states
from wiresift.stories.progress import FOLLOWS, HORIZON_DAYS, TOLLS

if TYPE_CHECKING:
    from collections.abc import Mapping

_LATEST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Relations:
    """Links between stories, by row number of the summaries."""

    contradicts: Mapping[int, list[int]]
    updates: Mapping[int, int]
    inherits: Mapping[int, int]
    """The updates of a number: the later story takes over the reports of the earlier."""


def relate(stories: pl.DataFrame) -> Relations:
    """Return contradictions (symmetric) and updates (each story carries on one at most; never a circle)."""
    known = list(states(stories))
    updates, inherits = _updates(stories, known)
    return Relations(_contradictions(stories, known), updates, inherits)


def _weak_ok(left: State, right: State) -> bool:
    """Without actors on one side, both must name the same spot."""
    if left.actors and right.actors:
        return True
    return (left.point or left.region) is not None and (left.point or left.region) == (
        right.point or right.region
    )


def _contradictions(stories: pl.DataFrame, known: list[State]) -> dict[int, list[int]]:
    facts = stories.filter(pl.col("realis") == "actual")
    pairs = candidates.shared_blocks(facts, ("type", "mode"))
    texts: list[set[str]] = [set(found) for found in stories["clusters"].to_list()]
    polarity, denial = stories["polarity"].to_list(), stories["denial"].to_list()
    found: dict[int, list[int]] = {}
    for a, b in pairs.iter_rows():
        another = len(texts[a] | texts[b]) > 1 or denial[a] or denial[b]
        if polarity[a] == polarity[b] or not another:
            continue
        if _weak_ok(known[a], known[b]) and agree(known[a], known[b], numbers=False):
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _updates(stories: pl.DataFrame, known: list[State]) -> tuple[dict[int, int], dict[int, int]]:
    """For each story the latest earlier one that it carries on."""
    told = stories.filter((pl.col("polarity") == "affirmed") & pl.col("realis").is_in(("actual", "future")))
    numbered = pl.col("numbers").list.len() > 0
    tolls = told.filter(numbered & pl.col("type").is_in(TOLLS) & (pl.col("realis") == "actual"))
    steps = told.filter(pl.col("type").is_in(list(FOLLOWS)))
    reach = candidates.buckets("lo", "until", coarse_only=True)
    steps = steps.with_columns(until=pl.col("hi") + 2 * HORIZON_DAYS)
    pairs = pl.concat(
        [
            candidates.shared_blocks(tolls, ("type", "mode")),
            candidates.shared_blocks(steps, ("type",), reach),
        ]
    ).unique()
    columns = ("type", "mode", "realis", "first_reported", "date_start")
    rows = stories.select(columns).rows()
    order = [_when(row[3], row[4]) for row in rows]
    earlier: dict[int, list[int]] = {}
    for one, other in pairs.sort("a", "b").iter_rows():
        old, new = (one, other) if order[one] < order[other] else (other, one)
        if order[old] < order[new]:
            earlier.setdefault(new, []).append(old)
    updates: dict[int, int] = {}
    inherits: dict[int, int] = {}
    begun = [(state.lo, state.hi) for state in known]
    for new in sorted(earlier, key=lambda row: (order[row], row)):
        for old in sorted(earlier[new], key=lambda row: (order[row], -row), reverse=True):
            if _is_new_toll(rows[old], rows[new], known[old], known[new], begun[old]):
                # The whole chain stays within one window, so neighbouring days don't melt into one toll.
                begun[new] = max(begun[old][0], begun[new][0]), min(begun[old][1], begun[new][1])
                updates[new] = inherits[new] = old
                break
            if _is_next_step(rows[old], rows[new], known[old], known[new]):
                updates[new] = old
                break
    return updates, inherits


def _when(reported: datetime | None, date: object) -> datetime:
    if reported is not None:
        return reported
    return _LATEST if date is None else datetime.fromisoformat(str(date)).replace(tzinfo=UTC)


Row = tuple[str, str, str, datetime | None, object]


def _is_new_toll(old: Row, new: Row, was: State, now: State, begun: tuple[int, int]) -> bool:
    same = old[:3] == new[:3] and old[0] in TOLLS and old[2] == "actual"
    kinds = was.numbers.keys() & now.numbers.keys()
    within = begun[0] <= now.hi and now.lo <= begun[1]
    return same and bool(kinds) and within and _weak_ok(was, now) and agree(was, now, numbers=False)


def _is_next_step(old: Row, new: Row, was: State, now: State) -> bool:
    if old[0] != new[0] or new[2] != "actual":
        return False
    planned = old[2] == "future" and old[1] == new[1]
    if not planned and (old[2] != "actual" or old[1] not in FOLLOWS.get(new[0], {}).get(new[1], ())):
        return False
    in_time = was.lo <= now.hi and now.lo <= was.hi + 2 * HORIZON_DAYS
    who = parties_agree(was.actors, now.actors) and parties_agree(was.recipients, now.recipients)
    return in_time and who and places_agree(was, now) and _weak_ok(was, now)
