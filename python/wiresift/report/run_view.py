"""The run behind the tables, from `summary.json`: what was asked, what was measured, what it cost.

The summary is shown whole, whatever it holds, so a figure added to it needs no change here. Only the recall
is also put in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wiresift.report import words

_ROWS: Final = 40
_PERCENT: Final = 100


@dataclass(frozen=True)
class Grid:
    """A table of a list of objects."""

    columns: list[str]
    rows: list[list[str]]
    more: int


@dataclass(frozen=True)
class Facts:
    """Named values, with what lies below them."""

    name: str
    values: list[tuple[str, str]]
    grids: list[tuple[str, Grid]]
    below: list[Facts]


@dataclass(frozen=True)
class Run:
    """The summary as sections, and the recall as a sentence."""

    recall: str
    sections: list[Facts]


def compose(summary: dict[str, Any]) -> Run:
    """Lay the summary out."""
    plain = {
        name: value for name, value in summary.items() if not isinstance(value, dict | list) or not value
    }
    listed = {name: value for name, value in summary.items() if isinstance(value, list) and value}
    sections = [_facts("run", {**plain, **listed})] if plain or listed else []
    sections += [_facts(name, value) for name, value in summary.items() if isinstance(value, dict) and value]
    return Run(recall(summary.get("recall")), sections)


def recall(told: Any) -> str:
    """Put the measured recall in words.

    >>> recall({"measured": {"recall": 0.95, "true_pairs": 20, "found": 19}})
    '19 of 20 similar pairs in a sample that was compared pair by pair were found: a recall of 95.00 %.'
    """
    measured = told.get("measured") if isinstance(told, dict) else None
    if not isinstance(measured, dict):
        return ""
    pairs, found, value = measured.get("true_pairs"), measured.get("found"), measured.get("recall")
    if not isinstance(pairs, int) or not isinstance(found, int) or not isinstance(value, float):
        return (
            "The sample that was compared pair by pair held no similar pair, so no recall was measured."
            if pairs == 0
            else ""
        )
    ends = measured.get("interval_95")
    text = f"{found:,} of {pairs:,} similar pairs in a sample that was compared pair by pair were found: "
    text += f"a recall of {_percent(value)} %"
    if isinstance(ends, list) and len(ends) == 2 and all(isinstance(end, float) for end in ends):  # noqa: PLR2004 - its two ends
        text += f" (95 % interval {_percent(ends[0])} to {_percent(ends[1])} %)"
    return text + "."


def _percent(value: float) -> str:
    return f"{_PERCENT * value:.2f}"


def _facts(name: str, told: dict[str, Any]) -> Facts:
    values, grids, below = [], [], []
    for key, value in told.items():
        shown = words.label(str(key))
        if isinstance(value, dict) and value:
            below.append(_facts(str(key), value))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            grids.append((shown, _grid(value)))
        else:
            values.append((_bare(shown), _value(str(key), value, name)))
    return Facts(words.label(name), values, grids, below)


def _bare(name: str) -> str:
    return name.removesuffix(" bytes").removesuffix(" seconds") or name


def _grid(rows: list[dict[str, Any]]) -> Grid:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[_value(str(key), row.get(key), "") for key in columns] for row in rows[:_ROWS]]
    return Grid([words.label(str(key)) for key in columns], cells, max(len(rows) - _ROWS, 0))


def _value(key: str, value: Any, above: str) -> str:
    """Return one value; the unit is told by its name, or by that of the object it is in."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _figure(value, (key, above))
    if value is None:
        return "\u2013"
    if isinstance(value, list):
        return ", ".join(_value("", item, "") for item in value) or "none"
    return str(value) if value else "none"


def _figure(value: float, names: tuple[str, str]) -> str:
    if any(name.endswith("bytes") or "memory" in name for name in names):
        return words.size(value)
    if any(name.endswith("seconds") for name in names):
        return words.seconds(value)
    if names[0] == "seed":
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
