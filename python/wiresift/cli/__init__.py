"""The command line: `wiresift run`, `dedup`, `events`, `report`, `explain`, `pack`.

Data goes to files, or to stdout with `-o -`; messages go to stderr. Exit codes: 0 done, 1 bad data or a
failed run, 2 wrong usage, 3 warnings of `pack lint` alone, 130 interrupted. The options bear the names of
the Python parameters.
"""

from __future__ import annotations

from wiresift.cli.app import app
from wiresift.cli.guard import on_termination

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line and exit."""
    on_termination()
    app()
