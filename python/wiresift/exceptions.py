"""Every error that wiresift raises on purpose: one tree.

Each class is also the built-in exception that a caller would naturally catch (`ValueError`, `OSError`).
A message is one line that names the file, the line, the column or the parameter, and says what to do. Texts
never cause an error; files, columns, parameters and packs may.

The command line turns any of these into `wiresift: error: ...` and the exit code that the class bears.

>>> issubclass(ColumnError, InputError) and issubclass(InputError, ValueError)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class WiresiftError(Exception):
    """The root of the tree.

    >>> WiresiftError.exit_code
    1
    """

    exit_code: ClassVar[int] = 1
    """What the command line ends with: 1 for bad data or a failed run, 2 for wrong usage."""


class InputError(WiresiftError, ValueError):
    """The data that was handed in can't be used."""


class ColumnError(InputError):
    """A column is missing, named twice or of the wrong type.

    >>> str(ColumnError("no text column", columns=["id", "lead"]))
    'no text column; the columns are: id, lead'
    """

    def __init__(self, message: str, columns: Iterable[str] = ()) -> None:
        """Keep `columns`, the columns that are there, and list them in the message."""
        self.columns = tuple(columns)
        listed = f"; the columns are: {', '.join(self.columns)}" if self.columns else ""
        super().__init__(message + listed)


class OutputError(WiresiftError, OSError):
    """The output can't be written: the folder exists, the disk is full, no permission."""


class ParameterError(WiresiftError, ValueError):
    """A parameter has a value outside its range."""

    exit_code: ClassVar[int] = 2


class PackError(WiresiftError, ValueError):
    """An event pack is malformed: the message names the file and the entry."""
