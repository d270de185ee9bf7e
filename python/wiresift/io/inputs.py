"""From what the user names to the files that are read: paths, globs, folders, pipes and object-store URLs.

- A folder gives the data files in it and below, in the order of their paths; if there are none, its `.txt`
files.
  Names that begin with `.` or `_` are passed over.
- A file that is named twice is read once.
- The format follows from the ending, and otherwise from the first bytes; `format` overrules both.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
import weakref
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from wiresift.exceptions import InputError
from wiresift.io import scan
from wiresift.io.arrow_stream import CONTINUATION, ArrowStream
from wiresift.io.columns import USUAL_NAMES
from wiresift.io.jsonl import JsonLines
from wiresift.io.streams import STDIN, Bytes, RemoteLines
from wiresift.io.text import TextFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wiresift.config import Format
    from wiresift.io.rejects import Rejects
    from wiresift.io.source import Source

_ENDINGS: Final[dict[str, Format]] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "ipc",
    ".arrows": "ipc",
    ".feather": "ipc",
    ".ipc": "ipc",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".txt": "text",
}
_PACKED: Final = (".gz", ".zst")
_LONGEST_PATH: Final = 4096
"""Linux opens no longer one."""
_SHOWN: Final = 80
"""Characters that are shown of a text that was given as a path."""
_MANY_WORDS: Final = 6
"""From so many words on, what leads nowhere is taken for a text (unmeasured)."""
_PARQUET: Final = b"PAR1"
_ARROW: Final = b"ARROW1"
_HEAD: Final = 64 << 10
_FOREIGN: Final = {
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or an Excel sheet)",
    b"SQLite format 3": "a SQLite database",
    b"\xff\xfe": "UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 FILE",
    b"\xfe\xff": "UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 FILE",
    _PARQUET: "Parquet",
    _ARROW: "an Arrow IPC file",
    CONTINUATION: "an Arrow IPC stream",
}
"""Formats by their first bytes, to say what a file of the wrong format is."""


def format_of(path: str) -> Format | None:
    """Return the format that the ending of `path` stands for.

    >>> format_of("wire/2022.JSONL.gz"), format_of("notes.md")
    ('jsonl', None)
    """
    name = PurePosixPath(path.lower())
    if name.suffix in _PACKED:
        inner = _ENDINGS.get(name.with_suffix("").suffix)
        return inner if inner in {"csv", "jsonl"} else None
    return _ENDINGS.get(name.suffix)


def is_url(path: str) -> bool:
    """Say whether `path` is for an object store.

    >>> is_url("s3://bucket/a.parquet"), is_url("C:/a.parquet")
    (True, False)
    """
    return "://" in path


@dataclass(frozen=True)
class _File:
    path: str
    format: Format | None


def open_sources(inputs: Sequence[str], forced: Format | None, rejects: Rejects) -> list[Source]:
    """Return a source for each file that `inputs` name. Empty files are warnings, unless all are empty."""
    files = _without_repeats([file for name in inputs for file in _expand(name, forced, rejects)])
    if not files:
        raise InputError(f"no articles: {', '.join(inputs)} holds no file of a format that is read")
    prefixes = unique_names([file.path for file in files])
    sources: list[Source] = []
    texts: list[tuple[str, str]] = []
    empty: list[str] = []
    for file, prefix in zip(files, prefixes, strict=True):
        if is_url(file.path):
            sources.append(_remote(file, prefix))
            continue
        kind = file.format
        if kind == "text" and _is_regular(file.path):
            texts.append((file.path, prefix.removesuffix(".txt")))
            continue
        source = _open(file, prefix)
        if source is None or source.is_empty():
            empty.append(file.path)
        else:
            sources.append(source)
    if texts:
        paths, names = zip(*texts, strict=True)
        source = TextFiles(paths, names)
        if source.is_empty():
            empty += paths
        else:
            sources.append(source)
    if not sources:
        more = f" (and {len(empty) - 1} more)" if len(empty) > 1 else ""
        raise InputError(f"{empty[0]}: the file is empty{more}")
    for path in empty:
        rejects.warn("empty files left out", path)
    return sources


def _expand(name: str, forced: Format | None, rejects: Rejects) -> list[_File]:
    if name == STDIN or is_url(name):
        return [_File(name, forced or format_of(name))]
    path = os.path.expanduser(name)  # noqa: PTH111 (a Path would lose a trailing slash and `./`)
    if os.path.isdir(path):  # noqa: PTH112
        return _folder(path, forced, rejects)
    if os.path.exists(path):  # noqa: PTH110
        return [_File(path, forced or format_of(path))]
    if glob.has_magic(path) and not _is_no_path(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        if not matches:
            raise _missing(name, "no file matches this pattern")
        return [file for match in matches for file in _expand_match(match, forced, rejects)]
    raise _missing(name, "no such file or folder")


def _is_no_path(name: str) -> bool:
    return "\0" in name or "\n" in name or len(name) > _LONGEST_PATH


def _missing(name: str, why: str) -> InputError:
    """Return the error of a path that leads nowhere; a text that was given as one is told so."""
    if not _is_no_path(name) and len(name.split()) < _MANY_WORDS:
        return InputError(f"{name}: {why}")
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
    return InputError(f"{shown!r}: {why}; a text is no path: give texts as pl.Series(texts)")


def _refuse_unprintable(path: str) -> None:
    """Raise if the name of a file is no UTF-8: it could stand in no table."""
    try:
        path.encode("utf8")
    except UnicodeEncodeError:
        shown = path.encode("utf8", "backslashreplace").decode("utf8")
        raise InputError(f"{shown}: the name of this file is not UTF-8; rename it") from None


def _expand_match(path: str, forced: Format | None, rejects: Rejects) -> list[_File]:
    if os.path.isdir(path):  # noqa: PTH112
        return _folder(path, forced, rejects)
    return [_File(path, forced or format_of(path))]


def _folder(path: str, forced: Format | None, rejects: Rejects) -> list[_File]:
    found: list[_File] = []
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith((".", "_")))
        for name in sorted(names):
            file = os.path.join(folder, name)  # noqa: PTH118
            kind = forced or format_of(name)
            if kind is not None and not name.startswith((".", "_")):
                found.append(_File(file, kind))
    if forced is None and any(file.format != "text" for file in found):
        notes = [file for file in found if file.format == "text"]
        if notes:
            rejects.warn(".txt files beside data files left out", notes[0].path, len(notes))
        found = [file for file in found if file.format != "text"]
    if not found:
        rejects.warn("folders without a file that is read left out", path)
    return found


def _without_repeats(files: Iterable[_File]) -> list[_File]:
    seen: dict[str, _File] = {}
    for file in files:
        _refuse_unprintable(file.path)
        key = file.path if file.path == STDIN or is_url(file.path) else os.path.realpath(file.path)
        seen.setdefault(key, file)
    return list(seen.values())


def unique_names(paths: Sequence[str]) -> list[str]:
    """Return the name of each file, with as many of its folders as tell it from the others.

    >>> unique_names(["a/x.csv", "b/x.csv", "b/y.csv", "-"])
    ['a/x.csv', 'b/x.csv', 'y.csv', 'stdin']
    """
    parts = [["stdin"] if path == STDIN else _parts(path) for path in paths]
    depth = [1] * len(parts)
    names = [part[-1] for part in parts]
    pending = list(range(len(parts)))
    while pending:
        counts = Counter(names)
        pending = [i for i in range(len(parts)) if counts[names[i]] > 1 and depth[i] < len(parts[i])]
        for i in pending:
            depth[i] += 1
            names[i] = "/".join(parts[i][-depth[i] :])
    return names


def _parts(path: str) -> list[str]:
    if is_url(path):
        return path.split("/")
    return Path(os.path.abspath(path)).as_posix().strip("/").split("/")  # noqa: PTH100 (links stay as they are named)


def _is_regular(path: str) -> bool:
    return path != STDIN and Path(path).is_file()


def _remote(file: _File, prefix: str) -> Source:
    kind = file.format
    if kind == "parquet":
        return scan.Parquet(file.path, prefix, file.path)
    if kind == "ipc":
        return scan.ipc(file.path, prefix, file.path)
    if kind == "csv":
        return scan.Csv(file.path, prefix, file.path)
    if kind == "jsonl":
        return JsonLines(RemoteLines(file.path), prefix)
    raise InputError(
        f"{file.path}: the format of this URL isn't known; give --input-format (parquet, ipc, csv or jsonl)"
    )


def _open(file: _File, prefix: str) -> Source | None:
    """Return the source of a file or pipe; None if it is empty."""
    try:
        data = Bytes(file.path)
        head = data.head(_HEAD)
    except OSError as error:
        raise InputError(f"{file.path}: can't be read: {error.strerror or error}") from error
    if not head:
        return None
    kind = file.format or _sniff(file.path, head, pipe=data.is_pipe)
    _refuse_foreign(file.path, kind, head)
    if kind == "jsonl":
        return JsonLines(data, prefix)
    if kind == "text":
        return TextFiles([file.path], [prefix.removesuffix(".txt")], data)
    if kind == "ipc" and head.startswith(CONTINUATION):
        return ArrowStream(data, prefix)
    make = {"parquet": scan.Parquet, "ipc": scan.ipc, "csv": scan.Csv}[kind]
    if not data.is_pipe:
        return make(file.path, prefix, file.path)
    path = _saved(data)
    source = make(file.path, prefix, path)
    weakref.finalize(source, Path(path).unlink, missing_ok=True)
    return source


def _sniff(path: str, head: bytes, *, pipe: bool) -> Format:
    """Tell the format from the first bytes."""
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith((_ARROW, CONTINUATION)):
        return "ipc"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "jsonl"
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf8", "replace")
    names = {name.strip().strip('"').lower() for name in line.split(scan.separator_of(head))}
    if len(names) > 1 and names & set(USUAL_NAMES["text"]):
        return "csv"
    if pipe:
        return "text"
    raise InputError(f"{path}: the format isn't known from the ending; give --input-format")


def _refuse_foreign(path: str, kind: Format, head: bytes) -> None:
    own = {"parquet": (_PARQUET,), "ipc": (_ARROW, CONTINUATION)}.get(kind, ())
    if own and head.startswith(own):
        return
    names = {"parquet": "Parquet", "ipc": "Arrow IPC", "csv": "CSV", "jsonl": "JSON lines", "text": "text"}
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"{path}: not {names[kind]}, but {what}")
    if own:
        raise InputError(f"{path}: not {names[kind]}: it begins with {head[:16]!r}")


def _saved(data: Bytes) -> str:
    """Copy a pipe to a temporary file, for the formats that need to seek, and return its path."""
    with tempfile.NamedTemporaryFile(prefix="wiresift-", delete=False) as file, data.open() as stream:
        try:
            shutil.copyfileobj(stream, file)
        except BaseException:
            Path(file.name).unlink()
            raise
        return file.name
