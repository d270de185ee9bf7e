"""Reads an output folder: each table lazily, the summary whole; what is missing is noted, not fatal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from polars.exceptions import PolarsError

from wiresift import schema
from wiresift.exceptions import InputError
from wiresift.saved import load_summary

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Tables:
    """What there is of a run; a missing table or summary is None."""

    articles: pl.LazyFrame | None
    documents: pl.LazyFrame | None
    edges: pl.LazyFrame | None
    clusters: pl.LazyFrame | None
    boilerplate: pl.LazyFrame | None
    events: pl.LazyFrame | None
    stories: pl.LazyFrame | None
    summary: dict[str, Any] | None

    @property
    def missing(self) -> list[str]:
        """The names of the files that are not there."""
        tables = [f"{name}.parquet" for name in schema.TABLES if getattr(self, name) is None]
        return tables if self.summary is not None else [*tables, "summary.json"]

    def height(self, name: str) -> int | None:
        """Return the number of rows of a table, None where it is missing."""
        table: pl.LazyFrame | None = getattr(self, name)
        return None if table is None else int(table.select(pl.len()).collect().item())


def load(folder: Path) -> Tables:
    """Open the tables of `folder`."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name the output folder of a run")
    tables = {name: _scan(folder / f"{name}.parquet", name) for name in schema.TABLES}
    return Tables(**tables, summary=load_summary(folder) if (folder / "summary.json").is_file() else None)


def _scan(path: Path, name: str) -> pl.LazyFrame | None:
    if not path.is_file():
        return None
    try:
        lazy = pl.scan_parquet(path, glob=False)
        have = lazy.collect_schema().names()
    except (PolarsError, OSError) as error:
        raise InputError(f"{path}: can't be read as Parquet: {str(error).splitlines()[0]}") from error
    lost = [column for column in schema.TABLES[name] if column not in have]
    if lost:
        raise InputError(f"{path}: lacks the columns {', '.join(lost)}; run wiresift again")
    return lazy
