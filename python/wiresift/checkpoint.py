"""What a run has finished, kept beside its output, so that a run that was killed can be taken up.

A stage is finished when its record stands in `.state/`, written last and in one step, after its files are on
the disk. A manifest says what the run was: version, step, inputs (size and last change of each file),
parameters, pack. A record is only used by a run with the same manifest. Threads and sizes of batches are not
in it, since they change no result.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from wiresift.exceptions import OutputError
from wiresift.output import sync

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

STATE: Final = ".state"
_MANIFEST: Final = "manifest"


class Checkpoint:
    """The records of one run.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as home:
    ...     checkpoint = Checkpoint(Path(home))
    ...     checkpoint.begin({"step": "dedup"})
    ...     checkpoint.finish("read", {"articles": 3})
    ...     Checkpoint(Path(home)).record("read"), Checkpoint(Path(home)).record("dedup")
    ({'articles': 3}, None)
    """

    def __init__(self, folder: Path) -> None:
        """Look at the run that writes to `folder`; create nothing."""
        self.folder = folder
        self.path = folder / STATE

    def begin(self, manifest: Mapping[str, Any]) -> None:
        """Say what this run is, unless that is said already."""
        self.path.mkdir(exist_ok=True)
        if self.record(_MANIFEST) is None:
            self.finish(_MANIFEST, manifest)

    def record(self, stage: str) -> Any:
        """Return what `finish` kept of a stage, None if it is not finished."""
        try:
            return json.loads((self.path / f"{stage}.json").read_text(encoding="utf8"))
        except FileNotFoundError:
            return None

    def finish(self, stage: str, record: Any, files: Iterable[Path] = ()) -> None:
        """Keep the record of a stage, once its files are on the disk."""
        for file in files:
            sync(file)
        draft = self.path / f"{stage}.draft"
        draft.write_text(json.dumps(record, ensure_ascii=False), encoding="utf8")
        sync(draft)
        draft.rename(self.path / f"{stage}.json")
        sync(self.path)


def choose(leftovers: Sequence[Path], manifest: Mapping[str, Any]) -> Path | None:
    """Return the folder of a dead run with this manifest, the latest of several; None if nothing was left.

    Raises `OutputError` if all that was left belongs to other runs, and says in what the latest differs.
    """
    wanted = json.loads(json.dumps(manifest))
    differences = []
    for folder in sorted(leftovers, key=lambda folder: folder.stat().st_mtime_ns, reverse=True):
        own = Checkpoint(folder).record(_MANIFEST)
        if own is None:
            continue
        if own == wanted:
            return folder
        differences.append((folder, _difference(own, wanted)))
    if differences:
        folder, difference = differences[0]
        raise OutputError(
            f"{folder}: the run that was killed can't be taken up: {difference}; "
            "run as it was, or without --resume to begin anew"
        )
    return None


def _difference(own: Any, wanted: Any, name: str = "") -> str:
    """Name the first part in which two manifests differ."""
    if isinstance(own, dict) and isinstance(wanted, dict):
        for key in [*wanted, *own]:
            if own.get(key) != wanted.get(key):
                return _difference(own.get(key), wanted.get(key), f"{name} {key}".strip())
    if name.startswith("inputs "):
        file = name.removeprefix("inputs ")
        if own is None or wanted is None:
            return f"it did not read {file}" if own is None else f"it read {file}"
        return f"{file} has changed since"
    return f"its {name} was {own!r}, now it is {wanted!r}"
