"""What an engine offers to the worker, and what it hands back to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Kind = Literal["signatures", "pairs", "flags", "later", "count"]


@dataclass(frozen=True)
class Settings:
    """What is asked of every engine, and the options of this one."""

    num_perm: int
    ngram: int
    threshold: float
    threads: int
    options: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came out.

    `signatures`: an array of a row a text. `pairs`: an array of two row numbers a pair. `flags`: a boolean a
    text, true where it has a duplicate. `later`: the same, true where an earlier text is its duplicate.
    `count`: one number.
    """

    kind: Kind
    values: np.ndarray[Any, Any]
    boilerplate: pl.DataFrame | None = None  # with which the texts were cleaned

    def save(self, path: Path) -> None:
        np.savez(path.with_suffix(".npz"), kind=self.kind, values=self.values)
        if self.boilerplate is not None:
            self.boilerplate.write_parquet(path.with_suffix(".parquet"))

    @classmethod
    def load(cls, path: Path) -> Outcome:
        table = path.with_suffix(".parquet")
        with np.load(path.with_suffix(".npz")) as stored:
            kind: Kind = str(stored["kind"])  # type: ignore[assignment]
            return cls(kind, stored["values"], pl.read_parquet(table) if table.exists() else None)


@dataclass(frozen=True)
class Task:
    """Three steps, of which only `run` is timed: into the engine's own container, the work, out of it."""

    load: Callable[[pl.DataFrame, Settings], Any]
    run: Callable[[Any, Settings], Any]
    read: Callable[[Any, Settings], Outcome]


def texts(rows: pl.DataFrame, _: Settings) -> list[str]:
    """Python strings, for engines that take them."""
    return rows["text"].fill_null("").to_list()
