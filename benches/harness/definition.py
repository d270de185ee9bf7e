"""Definitions: the question, the engines that answer it, and the counts that must come out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "definitions"
EXPECTED = FOLDER / "expected.toml"


@dataclass(frozen=True)
class Engine:
    """One way to answer: a task of a module in `harness.engines`."""

    name: str
    module: str
    task: str
    package: str
    what: str
    limited_by: str
    yardstick: bool = False
    partial: bool = False  # a part of the work is not timed, so no ratio may be drawn from it
    rows: int | None = None  # the first rows only, for what is too slow for all of them
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """A question, and what is asked of every engine alike."""

    name: str
    question: str
    quality: str
    columns: str  # how the quality is shown: a key of `COLUMNS` in dedup.py
    settings: dict[str, Any]
    engines: tuple[Engine, ...]

    @property
    def yardstick(self) -> Engine:
        return next(engine for engine in self.engines if engine.yardstick)


def load(path: Path) -> Definition:
    """Read a definition; a wrong one is refused with the file's name."""
    raw = tomllib.loads(path.read_text(encoding="utf8"))
    try:
        engines = tuple(Engine(**engine) for engine in raw.pop("engines"))
        definition = Definition(engines=engines, **raw)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: {error}") from error
    if sum(engine.yardstick for engine in engines) != 1:
        raise ValueError(f"{path}: one engine must be the yardstick")
    if len({engine.name for engine in engines}) != len(engines):
        raise ValueError(f"{path}: two engines bear one name")
    return definition


def load_all() -> list[Definition]:
    """Every definition, in the order of their files."""
    return [load(path) for path in sorted(FOLDER.glob("*.toml")) if path != EXPECTED]


def expected() -> list[dict[str, Any]]:
    """The counts that known rows must give."""
    entries: list[dict[str, Any]] = tomllib.loads(EXPECTED.read_text(encoding="utf8"))["rows"]
    return entries
