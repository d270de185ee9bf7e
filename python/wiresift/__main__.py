"""`python -m wiresift`: the command line."""

from __future__ import annotations

from wiresift.cli import main

main()
