"""What a run says while it works: stages, on stderr, never on stdout.

`Progress` itself says nothing: it is what the pipeline gets when nobody listens. `PlainProgress` prints one
line when a stage ends, for logs; `RichProgress` draws bars, for terminals. `for_stderr` chooses.

The pipeline calls `stage` when a step begins, `advance` as it goes (once a batch), and `done` at the end,
also after a failure. A stage ends when the next begins.

>>> progress = Progress()
>>> progress.stage("sketch", total=2)
>>> progress.advance(2)
>>> progress.done()
>>> [(stage.name, stage.count) for stage in progress.stages]
[('sketch', 2)]
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichBars

if TYPE_CHECKING:
    from types import TracebackType

_PLAIN_EVERY: Final = 30.0
"""Seconds between two plain lines of one stage, so that a log of a long run shows that it lives."""


@dataclass
class Stage:
    """One step of a run: its name, how many things it handled of how many, and how long it took."""

    name: str
    total: int | None = None
    count: int = 0
    seconds: float = 0.0
    began: float = field(default_factory=time.perf_counter, repr=False)


class Progress:
    """The silent progress, and the base of the others. It still times the stages: see `stages`."""

    def __init__(self) -> None:
        """Begin without a stage."""
        self.stages: list[Stage] = []
        self._current: Stage | None = None

    def stage(self, name: str, total: int | None = None) -> None:
        """End the stage that runs, if any, and begin `name`, of `total` things if that is known."""
        self._end()
        self._current = Stage(name, total)
        self.stages.append(self._current)
        self._begun(self._current)

    def advance(self, n: int = 1) -> None:
        """Say that `n` more things are handled."""
        if self._current is not None:
            self._current.count += n
            self._current.seconds = time.perf_counter() - self._current.began
            self._advanced(self._current)

    def note(self, message: str) -> None:
        """Show a message, such as a warning about the input, without ending the stage."""

    def done(self) -> None:
        """End the last stage and release the terminal. Safe to call twice."""
        self._end()

    def __enter__(self) -> Self:
        """Return the progress itself; `done` is called at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Call `done`."""
        self.done()

    def _end(self) -> None:
        if self._current is not None:
            self._current.seconds = time.perf_counter() - self._current.began
            ended, self._current = self._current, None
            self._ended(ended)

    def _begun(self, stage: Stage) -> None:
        """For subclasses: `stage` begins."""

    def _advanced(self, stage: Stage) -> None:
        """For subclasses: `stage.count` has grown."""

    def _ended(self, stage: Stage) -> None:
        """For subclasses: `stage` is over."""


class PlainProgress(Progress):
    """One line a stage, and one now and then in a long stage.

    >>> import io
    >>> out = io.StringIO()
    >>> with PlainProgress(out) as progress:
    ...     progress.stage("read", total=3)
    ...     progress.advance(3)
    >>> out.getvalue().startswith("read: 3 of 3, ")
    True
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`, by default stderr."""
        super().__init__()
        self._stream = stream
        self._spoke = 0.0

    def note(self, message: str) -> None:
        """Print `message` as a line."""
        print(message, file=self._stream or sys.stderr, flush=True)

    def _begun(self, stage: Stage) -> None:
        self._spoke = stage.began

    def _advanced(self, stage: Stage) -> None:
        if time.perf_counter() - self._spoke >= _PLAIN_EVERY:
            self._spoke = time.perf_counter()
            self._say(stage)

    def _ended(self, stage: Stage) -> None:
        self._say(stage)

    def _say(self, stage: Stage) -> None:
        handled = f"{stage.count:,}" if stage.total is None else f"{stage.count:,} of {stage.total:,}"
        count = f"{handled}, " if stage.count or stage.total else ""
        self.note(f"{stage.name}: {count}{stage.seconds:.1f} s")


class RichProgress(Progress):
    """A bar a stage on a terminal."""

    def __init__(self, console: Console | None = None) -> None:
        """Draw on `console`, by default stderr."""
        super().__init__()
        self._bars = RichBars(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console or Console(stderr=True),
        )
        self._task = self._bars.add_task("", visible=False)
        self._bars.remove_task(self._task)

    def note(self, message: str) -> None:
        """Print `message` above the bars."""
        self._bars.console.print(message, markup=False, highlight=False)

    def done(self) -> None:
        """End the last stage and stop drawing."""
        super().done()
        self._bars.stop()

    def _begun(self, stage: Stage) -> None:
        self._bars.start()
        self._task = self._bars.add_task(stage.name, total=stage.total)

    def _advanced(self, stage: Stage) -> None:
        self._bars.update(self._task, completed=stage.count)

    def _ended(self, stage: Stage) -> None:
        self._bars.update(self._task, total=stage.count, completed=stage.count)
        self._bars.stop_task(self._task)


def for_stderr(*, quiet: bool = False) -> Progress:
    """Return the progress that suits stderr: none when `quiet`, bars on a terminal, plain lines elsewhere.

    >>> type(for_stderr(quiet=True)).__name__
    'Progress'
    """
    if quiet:
        return Progress()
    return RichProgress() if sys.stderr.isatty() else PlainProgress()
