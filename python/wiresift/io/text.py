"""Plain text files: one article each, its id from the name of the file, no title.

A file that isn't UTF-8 is a reject, as is an empty one. A byte-order mark is dropped, line ends stay as
they are. Cost: about 30 microseconds a file (unmeasured on other machines), most of it the file system's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.exceptions import InputError
from wiresift.io.columns import Found, Rows
from wiresift.io.rejects import NOT_UTF_8
from wiresift.io.source import Source, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wiresift.config import ReadOptions
    from wiresift.io.rejects import Rejects
    from wiresift.io.streams import Bytes

_BYTES: Final = 16 << 20
"""The bytes of text after which a batch is handed on, however few files it holds."""


class TextFiles(Source):
    """One article a file; or, from a pipe, one article in all."""

    def __init__(self, paths: Sequence[str], ids: Sequence[str], pipe: Bytes | None = None) -> None:
        """Read `paths`, whose articles bear `ids`; or the one text of `pipe`."""
        super().__init__(paths[0] if len(paths) == 1 else "text files", "")
        self._paths = paths
        self._ids = ids
        self._pipe = pipe

    def stamp(self) -> list[int] | None:
        """Return the stamp of all files, None for a pipe."""
        return None if self._pipe is not None else stamp_of(self._paths)

    def close(self) -> None:
        """Close the pipe, if it is one."""
        if self._pipe is not None:
            self._pipe.close()

    def is_empty(self) -> bool:
        """Say whether no file holds anything."""
        if self._pipe is not None:
            return not self._pipe.head(1)
        return not any(Path(path).stat().st_size for path in self._paths)

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the two columns that a text has."""
        return {"id": pl.String(), "text": pl.String()}

    def find(self, options: ReadOptions) -> Found:
        """Find `id` and `text`: a text file has no columns that could bear other names."""
        del options
        return Found({"id": "id", "text": "text"})

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the texts in the order of the paths."""
        del found
        files: list[str] = []
        ids: list[str] = []
        texts: list[str] = []
        size = 0
        for path, name in zip(self._paths, self._ids, strict=True):
            data = self._read(path)
            text = _decode(path, data, rejects)
            if text is None:
                continue
            files.append(path)
            ids.append(name)
            texts.append(text)
            size += len(data)
            if len(texts) >= batch_size or size >= _BYTES:
                yield _batch(files, ids, texts)
                files, ids, texts, size = [], [], [], 0
        if texts:
            yield _batch(files, ids, texts)

    def _read(self, path: str) -> bytes:
        try:
            if self._pipe is None:
                return Path(path).read_bytes()
            with self._pipe.open() as stream:
                return stream.read()
        except OSError as error:
            raise InputError(f"{path}: can't be read: {error.strerror or error}") from error


def _decode(path: str, data: bytes, rejects: Rejects) -> str | None:
    if not data:
        rejects.add(path, 1, "empty file", "")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"{NOT_UTF_8}: byte {data[error.start]:#04x} at position {error.start + 1}"
        rejects.add(path, line, reason, data[:1000].decode("utf8", "replace"))
        return None


def _batch(files: list[str], ids: list[str], texts: list[str]) -> Rows:
    frame = pl.DataFrame({"id": ids, "text": texts}, schema={"id": pl.String, "text": pl.String})
    return Rows(frame, pl.repeat(1, len(texts), dtype=pl.UInt64, eager=True), files)
