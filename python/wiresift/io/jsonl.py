r"""JSON lines, plain or packed, from a file or a pipe: whole lines go to polars, a chunk at a time.

A chunk that polars refuses, or that may hold what polars would accept though it shouldn't, is looked at
line by line: the lines that are broken are rejected with their number and the reason, the others are parsed
as before. A lone surrogate (half a character, as `"\ud83d"`) can't be stored in UTF-8 and becomes U+FFFD.

Memory: a few times the chunk (16 MB, or the longest line). Speed: polars reads about 1 GB/s on two cores,
the way line by line about 200 MB/s, so a file with broken lines everywhere is still read at the speed of
Python's `json`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from wiresift.exceptions import InputError
from wiresift.io.columns import USUAL_NAMES, Found, Rows
from wiresift.io.rejects import NOT_UTF_8, NULL_TEXT
from wiresift.io.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from wiresift.config import ReadOptions
    from wiresift.io.rejects import Rejects
    from wiresift.io.streams import Bytes

CHUNK: Final = 16 << 20
SAMPLE: Final = 1 << 20
"""The bytes that are looked at to learn the columns."""
_BOM: Final = b"\xef\xbb\xbf"
_MAX_SAMPLED_LINES: Final = 1000

_SURROGATE: Final = rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
_PAIR: Final = rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPES: Final = re.compile(rb"(" + _PAIR + rb")|(" + _SURROGATE + rb")|\\.", re.DOTALL)
_LONE_HIGH: Final = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
"""The half of a pair that polars takes for a NUL. The other half it refuses."""


class JsonLines(Source):
    """Articles from lines of JSON, an object a line."""

    def __init__(self, data: Bytes, id_prefix: str) -> None:
        """Read from `data`."""
        super().__init__(data.file, id_prefix)
        self._data = data

    def is_empty(self) -> bool:
        """Say whether there is nothing but white space at the start."""
        return not self._data.head(SAMPLE).removeprefix(_BOM).strip()

    def stamp(self) -> list[int] | None:
        """Return the stamp of the file, None for a pipe or a URL."""
        return self._data.stamp()

    def close(self) -> None:
        """Close the pipe, if it is one."""
        self._data.close()

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the keys of the first objects, all as strings: each value is checked in its own line."""
        head = self._data.head(SAMPLE).removeprefix(_BOM)
        whole, _, cut = head.rpartition(b"\n")
        lines = whole.split(b"\n") if whole else []
        if len(head) < SAMPLE or not lines:
            lines.append(cut)
        keys: dict[str, pl.DataType] = {}
        for line in lines[:_MAX_SAMPLED_LINES]:
            value, _ = _load(line)
            if value is not None:
                keys.update(dict.fromkeys(value, pl.String()))
        if not keys and len(head) == SAMPLE and len(lines) == 1:
            return self._keys_of_long_line()
        if not keys:
            raise InputError(f"{self.file}: not JSON lines: {_what_else(head)}")
        return keys

    def _keys_of_long_line(self) -> Mapping[str, pl.DataType]:
        """Return the keys of a first line that is longer than the sample."""
        size = SAMPLE
        while True:
            size *= 4
            head = self._data.head(size).removeprefix(_BOM)
            line, newline, _ = head.partition(b"\n")
            if newline or len(head) < size - len(_BOM):
                break
        value, _ = _load(line)
        if not value:
            raise InputError(f"{self.file}: not JSON lines: {_what_else(head)}")
        return dict.fromkeys(value, pl.String())

    def find(self, options: ReadOptions) -> Found:
        """Find the columns in the sample; those that it lacks may still come later, by their first name."""
        found = dict(super().find(options).columns)
        for column, (first, *_) in USUAL_NAMES.items():
            found.setdefault(column, first)
        return Found(found)

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the rows of each chunk of the file, in slices of `batch_size`."""
        parser = _Parser(self.file, found, rejects)
        with self._data.open() as stream:
            for chunk in _whole_lines(stream):
                frame, lines = parser.parse(chunk)
                for start in range(0, frame.height, batch_size):
                    yield Rows(frame.slice(start, batch_size), lines.slice(start, batch_size), self.file)


def _whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield chunks that end with a line. A line longer than a chunk makes a chunk of its own."""
    pending: list[bytes] = []
    begun = False
    while part := stream.read(CHUNK):
        if not begun:
            part, begun = part.removeprefix(_BOM), True
        end = part.rfind(b"\n") + 1
        if end:
            yield b"".join((*pending, memoryview(part)[:end]))
            pending = [part[end:]]
        else:
            pending.append(part)
    if last := b"".join(pending):
        yield last


class _Parser:
    """Parses chunks of one file; what a line can't give goes to the rejects."""

    def __init__(self, file: str, found: Found, rejects: Rejects) -> None:
        self._file = file
        self._next_line = 1
        self._rejects = rejects
        self._text = found.columns["text"]
        self._schema = pl.Schema(dict.fromkeys(found.wanted, pl.String))
        # A key that is followed by anything but a string. Inside a string a quotation mark is escaped, so a
        # match is nearly always the key; where it isn't, the look at the line puts it right.
        key = re.escape(json.dumps(self._text, ensure_ascii=False).encode())
        self._not_a_string = re.compile(key + rb'[ \t]*:[ \t]*[^" \t]')

    def parse(self, chunk: bytes) -> tuple[pl.DataFrame, pl.Series]:
        """Return the rows of the next chunk of the file and the number of each one's line."""
        first_line = self._next_line
        n_lines = chunk.count(b"\n") + (not chunk.endswith(b"\n"))
        self._next_line += n_lines
        if not self._is_suspicious(chunk):
            frame = self._try(chunk)
            if (
                frame is not None
                and frame.height == n_lines
                and not frame.get_column(self._text).null_count()
            ):
                return frame, _numbers(np.arange(first_line, first_line + n_lines))
        return self._line_by_line(chunk, first_line)

    def _is_suspicious(self, chunk: bytes) -> bool:
        """Say whether polars may accept what it shouldn't."""
        if self._not_a_string.search(chunk) is not None:
            return True
        has_surrogates = b"\\ud" in chunk or b"\\uD" in chunk
        return has_surrogates and _LONE_HIGH.search(chunk) is not None

    def _try(self, data: bytes) -> pl.DataFrame | None:
        try:
            return pl.read_ndjson(data, schema=self._schema)
        except PolarsError:
            return None

    def _line_by_line(self, chunk: bytes, first_line: int) -> tuple[pl.DataFrame, pl.Series]:
        good: list[tuple[int, bytes]] = []
        broken: list[tuple[int, bytes, str]] = []
        for number, line in enumerate(chunk.split(b"\n"), first_line):
            if not line.strip():
                continue
            value, reason = _load(line)
            if value is not None:
                reason = _wrong_text(value.get(self._text))
            if reason:
                broken.append((number, line, reason))
            else:
                good.append((number, _ESCAPES.sub(_mend, line)))
        parts = self._halve(good, broken)
        for number, line, reason in sorted(broken):
            excerpt = line[:1000].decode("utf8", "replace").strip()
            self._rejects.add(self._file, number, reason, excerpt)
        return self._join(parts)

    def _halve(
        self, lines: list[tuple[int, bytes]], broken: list[tuple[int, bytes, str]]
    ) -> list[tuple[pl.DataFrame, list[int]]]:
        """Parse lines that Python's parser accepts, and add those that polars doesn't to `broken`."""
        if not lines:
            return []
        frame = self._try(b"\n".join(line for _, line in lines))
        if frame is not None and frame.height == len(lines):
            return [(frame, [number for number, _ in lines])]
        if len(lines) == 1:
            broken.append((*lines[0], "broken JSON: a number or a nesting out of range"))
            return []
        middle = len(lines) // 2
        return self._halve(lines[:middle], broken) + self._halve(lines[middle:], broken)

    def _join(self, parts: list[tuple[pl.DataFrame, list[int]]]) -> tuple[pl.DataFrame, pl.Series]:
        if not parts:
            return pl.DataFrame(schema=self._schema), _numbers([])
        return pl.concat([frame for frame, _ in parts]), _numbers(
            [n for _, numbers in parts for n in numbers]
        )


def _numbers(values: Any) -> pl.Series:
    return pl.Series("line", values, dtype=pl.UInt64)


def _load(line: bytes) -> tuple[dict[str, Any] | None, str]:
    """Return the object of a line, or the reason why there is none."""
    try:
        text = line.decode("utf8")
    except UnicodeDecodeError as error:
        return None, f"{NOT_UTF_8}: byte {line[error.start]:#04x} at position {error.start + 1}"
    try:
        value = json.loads(text, object_pairs_hook=_first_wins, parse_constant=_refuse)
    except RecursionError:
        return None, "broken JSON: nested too deeply"
    except json.JSONDecodeError as error:
        return None, f"broken JSON: {error.msg} at column {error.colno}"
    except ValueError as error:
        return None, f"broken JSON: {error}"
    if not isinstance(value, dict):
        return None, f"not a JSON object: {_kind(value)}"
    return value, ""


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object as polars does: of two equal keys the first counts."""
    value = dict(pairs)
    return value if len(value) == len(pairs) else dict(reversed(pairs))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _wrong_text(value: object) -> str:
    if value is None:
        return NULL_TEXT
    return "" if isinstance(value, str) else f"text is not a string: {_kind(value)}"


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _mend(match: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if match[2] else match[0]


def _what_else(head: bytes) -> str:
    """Say in a few words what a file that isn't JSON lines looks like."""
    stripped = head.lstrip()
    if stripped.startswith(b"["):
        return "it is one JSON array; write each element as a line of its own (jq -c '.[]')"
    if stripped.startswith(b"{") and b"\n" in stripped:
        return "it begins with an object that is spread over lines; write it as one line (jq -c .)"
    shown = ascii(stripped[:40].decode("utf8", "replace"))
    return f"it begins with {shown}"
