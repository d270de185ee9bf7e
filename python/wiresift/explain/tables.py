"""The tables of an output folder, opened lazily."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from wiresift import _core
from wiresift.config import ReadOptions
from wiresift.exceptions import InputError
from wiresift.io import Reader

if TYPE_CHECKING:
    import os


class Output:
    """An output folder."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Read the summary; raise `InputError` where there is none."""
        self.folder = Path(folder)
        path = self.folder / "summary.json"
        if not path.is_file():
            raise InputError(f"{self.folder}: holds no summary.json, so it is not an output of wiresift")
        self.summary: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))

    def table(self, name: str) -> pl.LazyFrame:
        """Return a table, or raise `InputError`."""
        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            raise InputError(f"{self.folder}: holds no {name}.parquet; `wiresift run` writes it")
        return pl.scan_parquet(path, glob=False)

    def has_table(self, name: str) -> bool:
        """Whether the table is there."""
        return (self.folder / f"{name}.parquet").is_file()

    def has_event(self, event_id: str) -> bool:
        """Whether an event has this id."""
        return self.has_table("events") and self._holds("events", "event_id", event_id)

    def has_article(self, article_id: str) -> bool:
        """Whether an article has this id."""
        return self.has_table("documents") and self._holds("documents", "id", article_id)

    def has_story(self, story_id: str) -> bool:
        """Whether a story has this id."""
        return self.has_table("stories") and self._holds("stories", "story_id", story_id)

    def stories_of(self, event_id: str) -> list[str]:
        """Return the story of an event, if the run told stories."""
        if not self.has_table("stories"):
            return []
        holds = pl.col("event_ids").list.contains(event_id)
        found: list[str] = (
            self.table("stories").filter(holds).select("story_id").collect()["story_id"].to_list()
        )
        return found

    def _holds(self, name: str, column: str, value: str) -> bool:
        return self.table(name).filter(pl.col(column) == value).head(1).collect().height > 0

    def row(self, name: str, column: str, value: str) -> dict[str, Any]:
        """Return the row whose `column` is `value`, or raise `InputError`."""
        found = self.table(name).filter(pl.col(column) == value).head(1).collect()
        if found.is_empty():
            raise InputError(f"{self.folder}: no {column} {value!r} in {name}.parquet")
        return found.row(0, named=True)

    def articles(self, ids: list[str]) -> pl.DataFrame:
        """Return the articles with these ids, from the folder."""
        return self.table("articles").filter(pl.col("id").is_in(ids)).collect()

    def edge(self, first: str, second: str) -> dict[str, Any] | None:
        """Return the row of a pair in `edges`, if there is one."""
        id_a, id_b = sorted((first, second))
        pair = (pl.col("id_a") == id_a) & (pl.col("id_b") == id_b)
        found = self.table("edges").filter(pair).collect()
        return None if found.is_empty() else found.row(0, named=True)

    def boilerplate(self) -> _core.Boilerplate:
        """Return the lines that the run learned."""
        table = self.table("boilerplate").collect() if self.has_table("boilerplate") else None
        return _core.Boilerplate(table)

    def article(self, article_id: str) -> dict[str, Any]:
        """Return an article, from the folder or else from the inputs of the run."""
        if self.has_table("articles"):
            return self.row("articles", "id", article_id)
        options = ReadOptions(**self.summary["parameters"]["read"])
        found = Reader(self.summary["inputs"], options).find([article_id])
        if found.is_empty():
            raise InputError(f"{self.folder}: the inputs hold no article {article_id!r} any more")
        return found.row(0, named=True)
