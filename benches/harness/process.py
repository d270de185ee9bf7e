"""Workers: which engines are installed, and one run of one of them in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.definition import Definition, Engine
    from harness.rows import Rows

BENCHES = Path(__file__).parents[1]
LIMITS = (
    "RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
)  # fmt: skip


def installed(engine: Engine) -> bool:
    """Whether the engine's package can be imported."""
    return find_spec(engine.package) is not None


def run(
    definition: Definition, engine: Engine, rows: Rows, threads: int, outcome: Path | None
) -> dict[str, Any]:
    """Run once; a failure is a result too, with the last line that the engine said."""
    settings = {**definition.settings, "threads": threads, "options": engine.options}
    job = {
        "module": engine.module,
        "task": engine.task,
        "settings": settings,
        "path": str(rows.path),
        "rows": engine.rows,
        "outcome": str(outcome) if outcome else None,
    }
    paths = [str(BENCHES), str(BENCHES.parent / "python"), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        **dict.fromkeys(LIMITS, str(threads)),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "DAFT_ANALYTICS_ENABLED": "0",  # it would send a report of its use
        "DAFT_PROGRESS_BAR": "0",
    }
    command = [sys.executable, "-m", "harness.worker", json.dumps(job)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit {done.returncode}"]
        return {"failed": said[-1]}
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer
