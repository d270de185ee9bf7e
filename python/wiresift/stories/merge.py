"""Links become groups: union-find with a guard against chains.

A link is taken only if everything known about its two groups still agrees, and if the two are about the same
thing where their slots say too little (`topics`). Windows and number intervals are
kept as intersections: intervals meet pairwise exactly when all of them share a point (Helly's theorem on the
line), so one comparison checks every pair of members. Parties are kept as unions, places as the one country,
region and spot named so far.

Cost: one comparison of group states for each link, near-constant find. The result depends on the order of the
links alone, and they come sorted by strength and id.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.stories.evidence import NO_DATE, OF_MARK, STATE_MARK
from wiresift.stories.in_parts import InParts
from wiresift.stories.topics import side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wiresift.stories.topics import Likeness

REGION_KM: Final = 150.0
"""A spot lies in a region of the same country when their reference points are nearer than this. Unmeasured:
gazetteers give a region's centre, not its outline; half the width of a large oblast."""
_KM_PER_DEGREE: Final = 111.2

Intervals = dict[str, tuple[float, float]]


@dataclass(slots=True)
class State:
    """What is known of a group of reports."""

    lo: int
    hi: int
    grains: tuple[int, int]
    actors: frozenset[str]
    recipients: frozenset[str]
    country: str | None
    region: str | None
    point: str | None
    where: tuple[float, float] | None
    numbers: Intervals


def _acts_for(party: str, state: str) -> bool:
    """Whether `party` is a person or body of the state `state`."""
    return state.startswith(STATE_MARK) and party.endswith(OF_MARK + state[len(STATE_MARK) :])


def parties_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of parties can be those of one event.

    They agree when one set holds the other, or when they share two parties. A state and somebody who acts for
    it are the same party, once. One shared party of several is not enough: A meets B is not A meets C.

    >>> parties_agree(frozenset({"=UKR", "=RUS"}), frozenset({"=UKR"}))
    True
    >>> parties_agree(frozenset({"=USA", "=RUS"}), frozenset({"=USA", "=CHN"}))
    False
    """
    if not left or not right or left == right:
        return True
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    shared = [
        party
        for party in small
        if party in large or any(_acts_for(party, other) or _acts_for(other, party) for other in large)
    ]
    return len(shared) == len(small) or len(set(map(side, shared))) > 1


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _far(left: State, right: State) -> bool:
    if left.where is None or right.where is None:
        return False
    (lat_a, lon_a), (lat_b, lon_b) = left.where, right.where
    wide = (lon_a - lon_b + 180) % 360 - 180
    return hypot(lat_a - lat_b, wide * cos(radians((lat_a + lat_b) / 2))) * _KM_PER_DEGREE > REGION_KM


def places_agree(left: State, right: State) -> bool:
    """Whether two places are the same, one may hold the other, or one is unknown."""
    if (
        _differ(left.point, right.point)
        or _differ(left.country, right.country)
        or _differ(left.region, right.region)
    ):
        return False
    mixed = (left.point is None) != (right.point is None) and (
        left.region is not None or right.region is not None
    )
    return not (mixed and left.region != right.region and _far(left, right))


def _numbers_agree(left: Intervals, right: Intervals) -> bool:
    for kind, (low, high) in left.items():
        other = right.get(kind)
        if other is not None and (low > other[1] or other[0] > high):
            return False
    return True


def agree(left: State, right: State, *, numbers: bool = True) -> bool:
    """Whether everything known of two groups fits together; what is unknown fits anything."""
    return (
        left.lo <= right.hi
        and right.lo <= left.hi
        and (
            not numbers
            or not left.numbers
            or not right.numbers
            or _numbers_agree(left.numbers, right.numbers)
        )
        and places_agree(left, right)
        and (left.actors == right.actors or parties_agree(left.actors, right.actors))
        and parties_agree(left.recipients, right.recipients)
        and (left.grains == right.grains or _grains_agree(left.grains, right.grains))
    )


def _grains_agree(left: tuple[int, int], right: tuple[int, int]) -> bool:
    if left[1] == NO_DATE or right[1] == NO_DATE:
        return True
    return max(left[1], right[1]) - min(left[0], right[0]) <= 1


def _joined(left: State, right: State) -> State:
    numbers = dict(left.numbers)
    for kind, (low, high) in right.numbers.items():
        mine = numbers.get(kind, (low, high))
        numbers[kind] = (max(mine[0], low), min(mine[1], high))
    if left.grains[1] == NO_DATE or right.grains[1] == NO_DATE:
        grains = max(left.grains, right.grains)
    else:
        grains = (min(left.grains[0], right.grains[0]), max(left.grains[1], right.grains[1]))
    finest = left if left.point is not None or (right.point is None and left.region is not None) else right
    coarsest = right if finest is left else left
    return State(
        max(left.lo, right.lo),
        min(left.hi, right.hi),
        grains,
        left.actors | right.actors,
        left.recipients | right.recipients,
        left.country if left.country is not None else right.country,
        left.region if left.region is not None else right.region,
        left.point if left.point is not None else right.point,
        finest.where if finest.where is not None else coarsest.where,
        numbers,
    )


def _intervals(texts: Sequence[str]) -> Intervals:
    """Return the least and the most of each kind: several counts may be a whole and its parts."""
    found: Intervals = {}
    for text in texts:
        kind, unit, low, high = text.split("|")
        key = f"{kind}|{unit}"
        least, most = found.get(key, (0.0, 0.0))
        found[key] = (max(least, float(low)), most + float(high))
    return found


def states(cells: pl.DataFrame) -> Iterator[State]:
    """Yield the state of each cell, or of each story, in row order."""
    columns = (
        "lo",
        "hi",
        "grain",
        "actors",
        "recipients",
        "country",
        "region",
        "point",
        "latitude",
        "longitude",
        "numbers",
    )
    for lo, hi, grain, actors, recipients, country, region, point, lat, lon, numbers in cells.select(
        columns
    ).iter_rows():
        where = None if lat is None or lon is None else (lat, lon)
        yield State(
            lo,
            hi,
            (grain, grain),
            frozenset(actors),
            frozenset(recipients),
            country,
            region,
            point,
            where,
            _intervals(numbers),
        )


class Groups:
    """Cells in groups, each alone at first."""

    def __init__(self, cells: pl.DataFrame, likeness: Likeness) -> None:
        """Take the cells, by row, and what tells whether two of them are about the same thing."""
        self._known = InParts(cells, states)
        self._likeness = likeness
        self._parent = list(range(cells.height))

    def _root(self, cell: int) -> int:
        parent = self._parent
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    def join(self, pairs: pl.DataFrame) -> None:
        """Take the links `a`, `b` in their order."""
        known, likeness = self._known, self._likeness
        ones, others = pairs["a"].to_list(), pairs["b"].to_list()
        for rows in (known, likeness):
            rows.read({*ones, *others})
        for one, other in zip(ones, others, strict=True):
            a, b = self._root(one), self._root(other)
            if a == b or not agree(known[a], known[b]) or not likeness.holds(one, other):
                continue
            a, b = min(a, b), max(a, b)
            known[a] = _joined(known[a], known[b])
            self._parent[b] = a

    def first(self) -> pl.Series:
        """Return for each cell, in row order, the first cell of its group."""
        return pl.Series("group", map(self._root, range(len(self._parent))), dtype=pl.UInt32)
