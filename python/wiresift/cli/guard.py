"""From exceptions to one line on stderr and an exit code, and from a closed pipe to silence."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from wiresift.exceptions import WiresiftError

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED: Final = 130
TERMINATED: Final = 143


@contextmanager
def guard(*, debug: bool = False) -> Iterator[None]:
    """Run the block; end the process with the right code if it raises.

    A `WiresiftError` is one line. Any other exception is a fault of wiresift's and keeps its traceback.
    """
    try:
        yield
        sys.stdout.flush()
    except WiresiftError as error:
        if debug:
            traceback.print_exc()
        _say(f"error: {' '.join(str(error).splitlines())}")
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        if debug:
            traceback.print_exc()
        _say("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` does. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def on_termination() -> None:
    """Let a plain `kill` unwind the run, so that its partial output is removed."""

    def leave(number: int, frame: object) -> NoReturn:
        del number, frame
        sys.exit(TERMINATED)

    signal.signal(signal.SIGTERM, leave)


def _say(message: str) -> None:
    typer.echo(f"wiresift: {message}", err=True)
