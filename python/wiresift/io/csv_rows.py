r"""A CSV file in which some rows are broken: the good ones are read, the others are rejected, one by one.

Only for files that polars refuses as a whole: this way goes through Python's parser, at some 50 MB/s
(unmeasured on other machines). A row is broken if its quotation marks are, if it has more fields than the
header names, or if it isn't UTF-8. After a row with broken quotation marks, reading goes on in the next line,
so that a mark that is never closed costs one row and not the rest of the file.

Values are still polars' own: the bytes of the good rows are handed to it, a chunk at a time.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import polars as pl
from polars.exceptions import PolarsError

from wiresift.io.columns import Found, Rows
from wiresift.io.rejects import NOT_UTF_8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiresift.io.rejects import Rejects

CHUNK: Final = 16 << 20
LONGEST: Final = 64 << 20
"""The most bytes of one row; more, and its quotation mark counts as never closed."""
_BOM: Final = b"\xef\xbb\xbf"
_SHOWN: Final = 1000
QUOTES: Final = "broken quotation marks"


@dataclass
class _Row:
    """One row as it stands in the file, from `line` on; broken for a `reason`."""

    line: int
    raw: bytes
    reason: str = ""


def good_rows(
    stream: IO[bytes], file: str, separator: str, found: Found, rejects: Rejects, batch_size: int
) -> Iterator[Rows]:
    """Yield the rows that can be read, with the line in which each begins; the others go to `rejects`."""
    lines = _Lines(stream)
    header = lines.take().removeprefix(_BOM)
    width = len(next(csv.reader([header.decode("latin-1")], delimiter=separator), []))
    pending: list[_Row] = []
    size = 0
    for row in _rows(lines, separator, width):
        if row.reason:
            rejects.add(file, row.line, row.reason, row.raw[:_SHOWN].decode("utf8", "replace").strip())
            continue
        pending.append(row)
        size += len(row.raw)
        if len(pending) >= batch_size or size >= CHUNK:
            yield from _parsed(pending, header, file, separator, found, rejects)
            pending, size = [], 0
    yield from _parsed(pending, header, file, separator, found, rejects)


class _Lines:
    """The lines of a stream, of which some may be put back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = iter(stream)
        self._back: deque[bytes] = deque()
        self.number = 0

    def take(self) -> bytes:
        """Return the next line, empty at the end."""
        line = self._back.popleft() if self._back else next(self._stream, b"")
        self.number += bool(line)
        return line

    def put_back(self, lines: list[bytes]) -> None:
        """Let `take` give these lines once more."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def _rows(lines: _Lines, separator: str, width: int) -> Iterator[_Row]:
    csv.field_size_limit(2**31 - 1)
    while line := lines.take():
        if not line.strip():
            continue
        first = lines.number
        if b'"' not in line:
            taken, n_fields = [line], line.count(separator.encode()) + 1
        else:
            taken, n_fields = _quoted(line, lines, separator)
        raw = b"".join(taken)
        if not n_fields:
            lines.put_back(taken[1:])
            yield _Row(first, line, QUOTES)
        elif n_fields > width:
            yield _Row(first, raw, f"{n_fields} fields, but the header names {width}")
        else:
            yield _Row(first, raw, _not_utf8(raw))


def _quoted(line: bytes, lines: _Lines, separator: str) -> tuple[list[bytes], int]:
    """Return the lines of a row and the number of its fields, 0 if its quotation marks are broken."""
    taken = [line]

    def feed() -> Iterator[str]:
        size = 0
        yield line.decode("latin-1")  # a byte a character: only marks and separators matter here
        while size < LONGEST and (more := lines.take()):
            taken.append(more)
            size += len(more)
            yield more.decode("latin-1")

    try:
        return taken, len(next(csv.reader(feed(), delimiter=separator, strict=True)))
    except csv.Error:
        return taken, 0


def _not_utf8(raw: bytes) -> str:
    try:
        raw.decode("utf8")
    except UnicodeDecodeError as error:
        return f"{NOT_UTF_8}: byte {raw[error.start]:#04x} at position {error.start + 1}"
    return ""


def _parsed(
    rows: list[_Row], header: bytes, file: str, separator: str, found: Found, rejects: Rejects
) -> Iterator[Rows]:
    """Let polars parse rows; where it refuses some, halve them until those stand alone."""
    if not rows:
        return
    last = rows[-1].raw if rows[-1].raw.endswith(b"\n") else rows[-1].raw + b"\n"
    raw = b"".join([header, *(row.raw for row in rows[:-1]), last])
    try:
        frame = pl.read_csv(raw, separator=separator, infer_schema=False, columns=found.wanted)
    except PolarsError:
        frame = pl.DataFrame()
    if frame.height == len(rows):
        yield Rows(frame, pl.Series("line", [row.line for row in rows], dtype=pl.UInt64), file)
    elif len(rows) == 1:
        rejects.add(file, rows[0].line, QUOTES, rows[0].raw[:_SHOWN].decode("utf8", "replace").strip())
    else:
        middle = len(rows) // 2
        yield from _parsed(rows[:middle], header, file, separator, found, rejects)
        yield from _parsed(rows[middle:], header, file, separator, found, rejects)
