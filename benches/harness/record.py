"""Tables for the eye and dated records for later: Markdown with JSON beside it."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BENCHES = Path(__file__).parents[1]
FOLDER = BENCHES / "record"


def table(head: Sequence[str], lines: Iterable[Sequence[str]], *, figures: bool = True) -> str:
    """A Markdown table; of figures, every column but the first is flush right."""
    rule = ["---"] + ["---:" if figures else "---"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *lines])


def command() -> str:
    """The command as one would type it, from the project's folder."""
    script, *rest = sys.argv
    return shlex.join(["python", f"benches/{Path(script).name}", *rest])


def heading(title: str, rows_label: str, machine: dict[str, Any], notes: Iterable[str] = ()) -> str:
    """What stands over the tables."""
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    box = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB"
    facts = [
        f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"Command: `{command()}`",
        f"Rows: {rows_label}",
        f"Machine: {box}, SIMD {machine['simd']}, {machine['system']}",
        f"Load average at the start, before any work of this run: {machine['load_average'][0]}",
        f"Versions: Python {machine['python']}, {versions}",
        *notes,
    ]
    return f"# {title}\n\n" + "\n".join(f"- {fact}" for fact in facts)


def write(name: str, text: str, data: dict[str, Any]) -> Path:
    """Write `YYYY-MM-DD-NAME.md` and `.json`; an older record of that name and day is replaced."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{datetime.now(UTC):%Y-%m-%d}-{name}.md"
    path.write_text(text + "\n", encoding="utf8")
    path.with_suffix(".json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf8")
    return path
