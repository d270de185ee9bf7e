"""What every kind of input offers: the columns it has, and its rows, a batch at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from wiresift.io.columns import Found, Rows, find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from wiresift.config import ReadOptions
    from wiresift.io.rejects import Rejects


def stamp_of(paths: Iterable[str]) -> list[int] | None:
    """Return number, size and last change of files on this machine."""
    found = [Path(path).stat() for path in paths if "://" not in path]
    return [
        len(found),
        sum(file.st_size for file in found),
        max((file.st_mtime_ns for file in found), default=0),
    ]


class Source(ABC):
    """One input. `file` names it in messages and rejects, `id_prefix` in the ids that are made."""

    def __init__(self, file: str, id_prefix: str) -> None:
        """Name the input."""
        self.file = file
        self.id_prefix = id_prefix

    @abstractmethod
    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the columns, from the head alone. Raises `InputError` for a file of the wrong format."""

    @abstractmethod
    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the columns that were found, in the order of the file, about `batch_size` rows at a time."""

    @property
    def is_lasting(self) -> bool:
        """Say whether the rows can be read again, and from any column alone, at the cost of reading them."""
        return False

    def stamp(self) -> list[int] | None:
        """Return what changes when the content does, as far as that can be told without reading it.

        None where it can't be told: a pipe, a URL, a query.
        """
        return None

    def find(self, options: ReadOptions) -> Found:
        """Say which columns hold what, or raise `ColumnError`."""
        return find(self.schema(), options, self.file)

    def is_empty(self) -> bool:
        """Say whether the input has no bytes at all."""
        return False

    def close(self) -> None:  # noqa: B027 (most sources hold nothing)
        """Release what is held open."""
