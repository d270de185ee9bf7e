#!/usr/bin/env python3
"""Run the benches against the peers: make their environment if it is missing, measure, keep a dated record.

    python benches/run.py [--name NAME] [options of dedup.py]

Needs the built extension (`make demo` builds it) and, the first time, a package registry for the peers, which
go to benches/.venv, apart from the project's own environment. Any Python from 3.11 on starts it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

BENCHES = Path(__file__).resolve().parent
ROOT = BENCHES.parent
FOLDER = BENCHES / ".venv"
STAMP = FOLDER / ".installed"


def wanted() -> list[str]:
    """The pinned peers, and what wiresift itself needs to be imported from the checkout."""
    lines = (BENCHES / "requirements.txt").read_text(encoding="utf8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    pins = [line for line in lines if line and not line.startswith("#")]
    return [*pins, *project["dependencies"]]


def environment() -> Path:
    """Return the interpreter of the peers' environment, made anew when what it must hold has changed."""
    python, packages = FOLDER / "bin" / "python", wanted()
    if not STAMP.exists() or STAMP.read_text(encoding="utf8").splitlines() != packages:
        print(f"Installing the peers into {FOLDER}", file=sys.stderr)
        venv.create(FOLDER, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        subprocess.run(pip, check=True)
        STAMP.write_text("\n".join(packages), encoding="utf8")
    return python


def main() -> int:
    if {"-h", "--help"} & set(sys.argv):
        print(__doc__)
        return 0
    if not list((ROOT / "python" / "wiresift").glob("_core.*so")):
        print("The extension is not built: run `make demo` first", file=sys.stderr)
        return 2
    name, rest = "dedup", sys.argv[1:]
    if "--name" in rest:
        at = rest.index("--name")
        name = rest[at + 1]
        del rest[at : at + 2]
    path = os.pathsep.join(filter(None, [str(ROOT / "python"), os.environ.get("PYTHONPATH", "")]))
    command = [str(environment()), str(BENCHES / "dedup.py"), "--record", name, *rest]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
