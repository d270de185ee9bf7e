"""An output folder appears whole or not at all.

A run writes to a folder beside the one it was given (`.NAME.partial-PID`) and renames it at the end, when
all is on the disk. Whatever goes wrong, the partial folder goes away and the old output stays; one left by
a process that was killed is removed by the next run. What a run works with and is no output is moved out of
it just before (`.NAME.rest-PID`), so that the folder in its place never holds it, and back if the run is
taken up. With `overwrite` the old folder is moved aside before the new one takes its place, and removed
after, so that there is always one of the two.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from polars.exceptions import PolarsError

from wiresift.exceptions import OutputError, WiresiftError
from wiresift.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FULL: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than this system allows",
}
_OWN: Final = frozenset({"summary.json", *(f"{name}.parquet" for name in TABLES)})
"""Files by which a folder is known as the output of an earlier run."""
_OS_ERROR: Final = re.compile(r"\(os error (\d+)\)")


class OutputFolder:
    """A context that gives a folder to write in, and puts it in its place if the block ends well.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home:
    ...     with OutputFolder(Path(home) / "out") as folder:
    ...         _ = (folder.partial / "summary.json").write_text("{}")
    ...     sorted(file.name for file in (Path(home) / "out").iterdir())
    ['summary.json']
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        inputs: Iterable[str | os.PathLike[str]] = (),
        keep: bool = False,
        working: Iterable[str] = (),
    ) -> None:
        """Check `path` at once, before any work is done; refuse one that holds any of `inputs`.

        With `keep` the partial folder stays after an error, to be adopted by a later run. What is `working`
        in it is no output, and is moved out before the folder is put in its place. It is deleted only then,
        for a run that is killed before could not be taken up.
        """
        self.path = Path(os.path.realpath(Path(path).expanduser()))
        self.partial = self._beside("partial")
        self._old = self._beside("old")
        self._rest = self._beside("rest")
        self._overwrite = overwrite
        self._keep = keep
        self._working = frozenset(working)
        self._adopted: Path | None = None
        self._check(inputs)

    def __truediv__(self, name: str) -> Path:
        """Return the path of a file in the folder that is being written."""
        return self.partial / name

    def leftovers(self) -> list[Path]:
        """Return the partial folders of processes that died, and of a run of this process that failed."""
        own = [self.partial] if self.partial.is_dir() else []
        found = [*self._leftovers("partial"), *own]
        for partial in found:
            _move_all(partial.with_name(partial.name.replace(".partial-", ".rest-")), partial)
        return found

    def has_leftovers(self) -> bool:
        """Say whether a process died before its output was in place."""
        return any(self._leftovers("partial"))

    def adopt(self, leftover: Path | None) -> None:
        """Go on in the folder that another process left, instead of a new one."""
        self._adopted = leftover

    def __enter__(self) -> Self:
        """Create the partial folder, and clear away those of processes that died."""
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._adopted is not None and self._adopted != self.partial:
                self._adopted.rename(self.partial)
            self._clear_stale()
            self.partial.mkdir(exist_ok=self._adopted is not None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Publish the folder, or remove it if the block raised."""
        published = False
        try:
            if error is None:
                with writing(self.path):
                    self._publish()
                published = True
        finally:
            if published or not self._keep:
                shutil.rmtree(self.partial, ignore_errors=True)
        if isinstance(error, Exception) and os_error_number(error) in _FULL:
            raise _told(error, self.path) from error

    def _beside(self, what: str) -> Path:
        return self.path.parent / f".{self.path.name}.{what}-{os.getpid()}"

    def _check(self, inputs: Iterable[str | os.PathLike[str]]) -> None:
        self._recover()
        if not self.path.name or os.path.ismount(self.path):
            raise OutputError(f"{self.path}: this is where a disk is mounted; name a folder inside it")
        if self.path.exists() and not self.path.is_dir():
            raise OutputError(f"{self.path}: this is a file; name a folder")
        if not self.path.exists() or not any(self.path.iterdir()):
            return
        if not self._overwrite:
            raise OutputError(f"{self.path}: the folder is not empty; name another, or add --overwrite")
        for name in inputs:
            if os.fspath(name) != "-" and self.path in (real := Path(os.path.realpath(name)), *real.parents):
                raise OutputError(
                    f"{self.path}: holds the input {os.fspath(name)}, so it can't be overwritten"
                )
        if not any((self.path / name).is_file() for name in _OWN):
            raise OutputError(
                f"{self.path}: holds no output of wiresift, so it is not overwritten; name another"
            )

    def _publish(self) -> None:
        _sync_tree(self.partial, self._working)
        replaced = self.path.exists() and any(self.path.iterdir())
        if replaced and not self._overwrite:
            raise OutputError(f"{self.path}: another run wrote this folder meanwhile; name another")
        shutil.rmtree(self._rest, ignore_errors=True)
        self._rest.mkdir()
        try:
            for name in self._working:
                if (self.partial / name).exists():
                    (self.partial / name).rename(self._rest / name)
            self._replace(replaced=replaced)
        except BaseException:
            _move_all(self._rest, self.partial)
            raise
        sync(self.path.parent)
        shutil.rmtree(self._rest, ignore_errors=True)
        if replaced:
            shutil.rmtree(self._old, ignore_errors=True)

    def _replace(self, *, replaced: bool) -> None:
        """Put the partial folder in its place."""
        if replaced:
            self.path.rename(self._old)
        try:
            self.partial.rename(self.path)
        except BaseException:
            if replaced:
                self._old.rename(self.path)
            raise

    def _leftovers(self, what: str) -> Iterator[Path]:
        """Yield folders of this kind whose process is gone."""
        prefix = f".{self.path.name}.{what}-"
        with suppress(FileNotFoundError):
            for entry in sorted(self.path.parent.iterdir()):
                pid = entry.name.removeprefix(prefix)
                if entry.name.startswith(prefix) and pid.isdigit() and not _lives(int(pid)):
                    yield entry

    def _recover(self) -> None:
        """Put the old output back, if a process died between moving it aside and replacing it."""
        for old in self._leftovers("old"):
            if not self.path.exists():
                with writing(self.path):
                    old.rename(self.path)

    def _clear_stale(self) -> None:
        for what in ("partial", "old", "rest"):
            for folder in self._leftovers(what):
                shutil.rmtree(folder, ignore_errors=True)
        if self._adopted is None:
            shutil.rmtree(self.partial, ignore_errors=True)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn a failure to write, of Python or of polars, into an `OutputError` that names `path`.

    >>> with writing("out"):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
        ...
    wiresift.exceptions.OutputError: out: can't be written: the disk is full
    """
    try:
        yield
    except (WiresiftError, BrokenPipeError):
        raise
    except (OSError, PolarsError) as error:
        if os_error_number(error) is None:
            raise
        raise _told(error, path) from error


def os_error_number(error: Exception) -> int | None:
    """Return the operating system's number of an error; polars only leaves it in the message."""
    if isinstance(error, WiresiftError) or not isinstance(error, OSError | PolarsError):
        return None
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    match = _OS_ERROR.search(str(error))
    return None if match is None else int(match[1])


def _told(error: Exception, path: str | os.PathLike[str]) -> OutputError:
    """Return the error that the user should see."""
    number = os_error_number(error) or 0
    return OutputError(
        f"{os.fspath(path)}: can't be written: {_FULL.get(number) or os.strerror(number).lower()}"
    )


def _move_all(folder: Path, to: Path) -> None:
    """Move what lies in a folder, if there is one, unless it has been moved already."""
    if folder.is_dir():
        for entry in folder.iterdir():
            if not (to / entry.name).exists():
                entry.rename(to / entry.name)
        shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_tree(folder: Path, without: frozenset[str]) -> None:
    for entry in folder.rglob("*"):
        if entry.relative_to(folder).parts[0] not in without:
            sync(entry)
    sync(folder)
