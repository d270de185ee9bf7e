"""Sentences of war and of talks about peace, with slots.

The parties that fight and most of the towns are invented; states, institutions and large cities appear
as hosts, mediators, donors and voters. The sentences are nonsense as news: they give an event reader
work, not knowledge. A slot is `{name}`; `{Name}` is the same slot at the head of a sentence. Fixed runs
of words are kept short, so that two articles seldom share five words in a row because of a template.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from .rng import Draws
from .words import full_names, invented_places

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf8"))
TEMPLATES: tuple[str, ...] = tuple(_DATA["templates"])
HEADLINES: tuple[str, ...] = tuple(_DATA["headlines"])


def _count(draws: Draws) -> str:
    """Draw a number of people or things; in words below ten, as news style has it."""
    if draws.chance(30):
        return draws.pick(("two", "three", "four", "five", "six", "seven", "eight", "nine"))
    return str(draws.between(10, 400))


@cache
def slots() -> dict[str, tuple[str, ...]]:
    """Give what may stand in each slot.

    >>> "the Red Cross" in slots()["org"]
    True
    """
    draws = Draws(11)
    given: dict[str, tuple[str, ...]] = {name: tuple(items) for name, items in _DATA["slots"].items()}
    parts: dict[str, list[str]] = _DATA["parts"]
    places, persons = invented_places(), full_names()
    group = tuple(
        f"the {place} {noun}" for place in places[:60] for noun in parts["group"] if draws.chance(40)
    )
    force = tuple(f"{side} {troops}" for side in parts["side"] for troops in parts["troops"])
    return given | {
        "force": (*force, *(f"fighters of {name}" for name in group[:80])),
        "group": group,
        "hours": tuple(str(12 * k) for k in range(1, 15)),
        "n": tuple(_count(draws) for _ in range(500)),
        "num": tuple(str(draws.between(2, 900)) for _ in range(200)),
        "person": persons[:4000],
        "place": places,
        "said": (*given["said"], *(f"{name} said" for name in persons[4000:4100])),
        "thousands": tuple(f"{draws.between(2, 90) * 500:,}" for _ in range(300)),
        "when_": tuple(when.removeprefix("on ") for when in given["when"] if when.startswith("on ")),
        "year": tuple(str(year) for year in range(1985, 2020)),
    }
