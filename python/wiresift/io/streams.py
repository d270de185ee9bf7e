"""Files as streams of bytes: plain, gzip or zstd, on disk or from a pipe, with a look at the head.

A pipe (standard input, a FIFO, `/dev/fd/63`) can be read only once, so what was looked at is kept and handed
out first. A file on disk is opened anew each time.
"""

from __future__ import annotations

import gzip
import io
import os
import select
import stat
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

import polars as pl
import zstandard
from polars.exceptions import PolarsError

from wiresift.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN: Final = "-"
_LINES: Final = 1024
_PIPE_BUFFER: Final = 1 << 20
_PATIENCE: Final = 0.2
"""Seconds between two looks for a signal while a pipe is silent."""
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"


class Bytes:
    """The bytes of one file, unpacked.

    `file` names it in messages; `-` is standard input.
    """

    def __init__(self, file: str) -> None:
        """Open nothing yet."""
        self.file = file
        self.is_pipe = file == STDIN or not stat.S_ISREG(Path(file).stat().st_mode)
        self._raw: IO[bytes] | None = None
        self._pipe: IO[bytes] | None = None
        self._kept = b""
        self._consumed = False

    def stamp(self) -> list[int] | None:
        """Return number, size and last change of the file; None for a pipe."""
        if self.is_pipe:
            return None
        status = Path(self.file).stat()
        return [1, status.st_size, status.st_mtime_ns]

    def head(self, n: int) -> bytes:
        """Return up to `n` bytes from the start, without losing them."""
        if not self.is_pipe:
            with self.open() as stream:
                return _read_fully(stream, n)
        with self._naming_errors():
            if self._pipe is None:
                self._raw = self._open_raw()
                self._pipe = _unpacked(self._raw)
            if len(self._kept) < n:
                self._kept += _read_fully(self._pipe, n - len(self._kept))
        return self._kept[:n]

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open at the start. Broken compression and failing disks become an `InputError`."""
        if not self.is_pipe:
            with self._naming_errors(), self._open_raw() as raw, _unpacked(raw) as stream:
                yield stream
            return
        if self._consumed:
            raise InputError(f"{self.file}: a pipe can be read only once; save it to a file first")
        self.head(0)
        self._consumed = True
        kept, self._kept = self._kept, b""
        try:
            with self._naming_errors():
                yield cast("IO[bytes]", _Prefixed(kept, cast("IO[bytes]", self._pipe)))
        finally:
            self.close()

    def close(self) -> None:
        """Close a pipe that was looked at; standard input itself stays open."""
        if self._raw is not None:
            self._raw.close()

    def _open_raw(self) -> IO[bytes]:
        if not self.is_pipe:
            return Path(self.file).open("rb")
        stream = sys.stdin.buffer if self.file == STDIN else Path(self.file).open("rb", buffering=0)  # noqa: SIM115 (closed by `close`)
        return io.BufferedReader(_Waiting(stream), _PIPE_BUFFER)

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, zstandard.ZstdError, gzip.BadGzipFile) as error:
            raise InputError(f"{self.file}: the compressed data is broken or cut short: {error}") from error
        except OSError as error:
            raise InputError(f"{self.file}: can't be read: {error.strerror or error}") from error


class _Waiting(io.RawIOBase):
    """A pipe that is read only when it has something, so that an interruption never waits for the next byte.

    A signal that comes just before a read that blocks would otherwise be noticed when the read ends.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        handle = self._stream.fileno()
        while not select.select([handle], [], [], _PATIENCE)[0]:
            pass
        data = os.read(handle, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if self._stream is not sys.stdin.buffer:
            self._stream.close()
        super().close()


class RemoteLines(Bytes):
    """The lines of a text file in an object store, as polars fetches them."""

    def __init__(self, file: str) -> None:
        """Fetch nothing yet; `file` is a URL."""
        self.file = file
        self.is_pipe = False

    def stamp(self) -> list[int] | None:
        """Return None: a URL is not asked."""
        return None

    def head(self, n: int) -> bytes:
        """Return the first bytes, line by line."""
        with self.open() as stream:
            return _read_fully(stream, n)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Read from the first line."""
        try:
            batches = pl.scan_lines(self.file, glob=False).collect_batches(
                chunk_size=_LINES, maintain_order=True
            )
            yield cast("IO[bytes]", _Joined(iter(batches)))
        except PolarsError as error:
            raise InputError(f"{self.file}: can't be read: {' '.join(str(error).split())[:200]}") from error
        except OSError as error:
            raise InputError(f"{self.file}: can't be read: {error.strerror or error}") from error

    def close(self) -> None:
        """Nothing is held open."""


class _Joined(io.RawIOBase):
    """Batches of lines as one stream."""

    def __init__(self, batches: Iterator[pl.DataFrame]) -> None:
        super().__init__()
        self._batches = batches
        self._pending = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while not self._pending:
            batch = next(self._batches, None)
            if batch is None:
                return b""
            self._pending = "".join(f"{line}\n" for line in batch.to_series()).encode()
        taken = self._pending if size < 0 else self._pending[:size]
        self._pending = self._pending[len(taken) :]
        return taken


class _Prefixed(io.RawIOBase):
    """A stream with some bytes put back in front."""

    def __init__(self, prefix: bytes, stream: IO[bytes]) -> None:
        super().__init__()
        self._prefix = prefix
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            taken, self._prefix = self._prefix, b""
            return taken + self._stream.read()
        taken, self._prefix = self._prefix[:size], self._prefix[size:]
        return taken or self._stream.read(size)


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    """Return the stream without its compression, which its first bytes tell."""
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw))
    magic = buffered.peek(4)[:4]
    if magic.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=buffered))
    if magic == _ZSTD:
        reader = zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True)
        return cast("IO[bytes]", reader)
    return buffered


def _read_fully(stream: IO[bytes], n: int) -> bytes:
    parts: list[bytes] = []
    while n > 0 and (part := stream.read(n)):
        parts.append(part)
        n -= len(part)
    return b"".join(parts)
