"""The Arrow IPC stream format, a record batch at a time.

polars reads a stream whole. A stream is a row of messages, each with its length in front, so it can be cut
between them: the schema, the dictionaries so far and one record batch make a small stream of their own.
Memory is that of one record batch. The layout is that of "Encapsulated message format" in the Arrow
columnar specification.
"""

from __future__ import annotations

import io
import struct
from typing import IO, TYPE_CHECKING, Final

import polars as pl
from polars.exceptions import PolarsError

from wiresift.exceptions import InputError
from wiresift.io.columns import Found, Rows
from wiresift.io.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wiresift.io.rejects import Rejects
    from wiresift.io.streams import Bytes

CONTINUATION: Final = b"\xff\xff\xff\xff"
"""What every message of a stream begins with."""
_END: Final = CONTINUATION + bytes(4)
_SCHEMA, _DICTIONARY, _BATCH = 1, 2, 3
_FIELD_KIND, _FIELD_BODY_LENGTH = 1, 3


class ArrowStream(Source):
    """Articles from a file or a pipe in the Arrow IPC stream format."""

    def __init__(self, data: Bytes, id_prefix: str) -> None:
        """Read from `data`."""
        super().__init__(data.file, id_prefix)
        self._data = data

    def stamp(self) -> list[int] | None:
        """Return the stamp of the file, None for a pipe or a URL."""
        return self._data.stamp()

    def close(self) -> None:
        """Close the pipe, if it is one."""
        self._data.close()

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the schema, which is the first message."""
        size = 1 << 16
        while True:
            head = self._data.head(size)
            try:
                _, message = next(_messages(io.BytesIO(head)))
            except (StopIteration, EOFError, struct.error, IndexError):
                if len(head) < size:
                    raise InputError(f"{self.file}: the Arrow stream is broken or cut short") from None
                size *= 4
                continue
            return self._read(message).schema

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the rows of each record batch, in slices of `batch_size`."""
        del rejects
        first = 1
        prefix: list[bytes] = []
        with self._data.open() as stream:
            try:
                for kind, message in _messages(stream):
                    if kind != _BATCH:
                        prefix.append(message)
                        continue
                    frame = self._read(*prefix, message).select(found.wanted)
                    for part in frame.iter_slices(batch_size):
                        lines = pl.int_range(first, first + part.height, dtype=pl.UInt64, eager=True)
                        first += part.height
                        yield Rows(part, lines, self.file)
            except (EOFError, struct.error, IndexError):
                raise InputError(f"{self.file}: the Arrow stream is broken or cut short") from None

    def _read(self, *messages: bytes) -> pl.DataFrame:
        try:
            return pl.read_ipc_stream(b"".join(messages) + _END)
        except PolarsError as error:
            raise InputError(f"{self.file}: can't be read as an Arrow stream: {error}") from error


def _messages(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the bytes of each message."""
    while True:
        start = stream.read(8)
        if len(start) < 8 or start == _END:  # noqa: PLR2004 (a marker and a length, 4 bytes each)
            if start not in (b"", _END):
                raise EOFError
            return
        if start[:4] != CONTINUATION:
            raise EOFError
        (length,) = struct.unpack("<i", start[4:])
        metadata = _exactly(stream, length)
        kind, body_length = _header(metadata)
        yield kind, start + metadata + _exactly(stream, body_length)


def _exactly(stream: IO[bytes], n: int) -> bytes:
    parts: list[bytes] = []
    while n > 0:
        part = stream.read(n)
        if not part:
            raise EOFError
        parts.append(part)
        n -= len(part)
    return b"".join(parts)


def _header(metadata: bytes) -> tuple[int, int]:
    """Read the kind and the length of the body from a `Message`, a flatbuffer table."""
    (table,) = struct.unpack_from("<I", metadata)
    (back,) = struct.unpack_from("<i", metadata, table)
    vtable = table - back
    (size,) = struct.unpack_from("<H", metadata, vtable)

    def offset(field: int) -> int:
        at = 4 + 2 * field
        return int(struct.unpack_from("<H", metadata, vtable + at)[0]) if at < size else 0

    kind, body = offset(_FIELD_KIND), offset(_FIELD_BODY_LENGTH)
    return (
        metadata[table + kind] if kind else 0,
        int(struct.unpack_from("<q", metadata, table + body)[0]) if body else 0,
    )
