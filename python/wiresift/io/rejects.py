"""Rows that can't be read: kept, counted and written to `rejects.jsonl`, so that nothing is lost in silence.

A reject is a row or a line that gives no article; a warning is a value that was left null, or a file that
was left out. Both are counted. Memory is flat: rejects go straight to the file; without one, the first
`KEPT` are kept.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

from wiresift.exceptions import InputError

if TYPE_CHECKING:
    import os

EXCERPT: Final = 200
"""The most characters of a row that are shown: enough to find it, too few to fill a disk."""

KEPT: Final = 10_000
"""The most rejects that are kept in memory when they go to no file."""

DUPLICATE: Final = "duplicate id"
NULL_TEXT: Final = "null text"
NOT_UTF_8: Final = "invalid UTF-8"
ADVICE: Final = {
    NOT_UTF_8: "files in another encoding have to be converted first: iconv -f WINDOWS-1252 -t UTF-8 FILE",
    DUPLICATE: "of articles that share an id one is kept; name another column with --id-column",
}
"""What can be done about rows that were rejected, by reason."""


@dataclass(frozen=True)
class Reject:
    """One row that gave no article. `line` counts from 1: a line of JSONL, a row of a table."""

    file: str
    line: int
    reason: str
    excerpt: str


class Rejects:
    """Collects rejects and warnings. With `strict` the first reject is an `InputError`.

    A reason may carry detail after a colon ("broken JSON: ..."); `counts` goes by what stands before it.

    >>> rejects = Rejects()
    >>> rejects.add("a.jsonl", 3, "broken JSON: no closing brace", '{"text": ')
    >>> rejects.add("a.jsonl", 9, "null text", '{"text": null}')
    >>> rejects.total, rejects.counts
    (2, {'broken JSON': 1, 'null text': 1})
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, *, strict: bool = False) -> None:
        """Write to `path`, which is created with the first reject; None keeps them in memory."""
        self.path = None if path is None else Path(path)
        self.strict = strict
        self.kept: list[Reject] = []
        self._file: TextIO | None = None
        self._counts: Counter[str] = Counter()
        self._warnings: dict[str, list[str | int]] = {}

    def add(self, file: str, line: int, reason: str, excerpt: str) -> None:
        """Record a row of `file` that gave no article."""
        if self.strict:
            raise InputError(f"{file}:{line}: {reason}")
        self._counts[reason.partition(":")[0]] += 1
        reject = Reject(file, line, reason, excerpt[:EXCERPT])
        if self.path is None:
            if len(self.kept) < KEPT:
                self.kept.append(reject)
            return
        if self._file is None:
            self._file = self.path.open("w", encoding="utf8")
        self._file.write(json.dumps(asdict(reject), ensure_ascii=False) + "\n")

    def warn(self, kind: str, example: str, n: int = 1) -> None:
        """Count `n` warnings of a kind; the first `example` is kept."""
        entry = self._warnings.setdefault(kind, [0, example])
        entry[0] = int(entry[0]) + n

    @property
    def total(self) -> int:
        """How many rows were rejected."""
        return self._counts.total()

    @property
    def counts(self) -> dict[str, int]:
        """How many for each reason, in the order of the reasons' names."""
        return dict(sorted(self._counts.items()))

    @property
    def warnings(self) -> list[str]:
        """One line a kind of warning: what, how often, and the first example."""
        return [f"{kind}: {n} ({example})" for kind, (n, example) in sorted(self._warnings.items())]

    def flush(self) -> None:
        """Bring what was written to the file."""
        if self._file is not None:
            self._file.flush()

    def state(self) -> dict[str, Any]:
        """Return what was counted, for `resume`."""
        return {"counts": dict(self._counts), "warnings": self._warnings}

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from what another collector of the same inputs had counted, and written to the same file."""
        self._counts, self._warnings = Counter(state["counts"]), dict(state["warnings"])

    def close(self) -> None:
        """Close the file, if there is one. Safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        """Return the collector; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


class Once(Rejects):
    """Passes each reject and warning on once, however often a query over the same files is run."""

    def __init__(self, target: Rejects) -> None:
        """Pass on to `target`."""
        super().__init__(strict=target.strict)
        self._target = target
        self._last: dict[str, int] = {}
        self._warned: set[tuple[str, str]] = set()

    def add(self, file: str, line: int, reason: str, excerpt: str) -> None:
        """Pass on a row that stands after the last one of its file; the rows of a file come in order."""
        if line > self._last.get(file, 0):
            self._target.add(file, line, reason, excerpt)
            self._last[file] = line

    def warn(self, kind: str, example: str, n: int = 1) -> None:
        """Pass on a warning whose example is new."""
        if (kind, example) not in self._warned:
            self._warned.add((kind, example))
            self._target.warn(kind, example, n)
