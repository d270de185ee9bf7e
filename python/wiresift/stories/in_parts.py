"""Rows of a frame as objects, each made when it is first wanted: few of many cells are ever compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl

T = TypeVar("T")


class InParts(Generic[T]):
    """Objects by row number.

    >>> import polars as pl
    >>> rows = InParts(pl.DataFrame({"n": [1, 2, 3]}), lambda part: [10 * n for n in part["n"]])
    >>> rows.read([2, 0])
    >>> rows[0], rows[2]
    (10, 30)
    """

    def __init__(self, rows: pl.DataFrame, make: Callable[[pl.DataFrame], Iterable[T]]) -> None:
        """Take all rows, and what makes objects of some of them, in their order."""
        self._rows = rows
        self._make = make
        self._made: dict[int, T] = {}

    def read(self, numbers: Iterable[int]) -> None:
        """Make those of these rows that were not made before."""
        new = sorted(set(numbers) - self._made.keys())
        if new:
            self._made.update(zip(new, self._make(self._rows[new]), strict=True))

    def __getitem__(self, number: int) -> T:
        """Return the object of a row that was read."""
        return self._made[number]

    def __setitem__(self, number: int, item: T) -> None:
        """Put another object in its place."""
        self._made[number] = item
