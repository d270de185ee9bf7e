"""Event types and modes of the pack `peace`, read from the one place that states them.

The registry is `packs/peace/types.toml`; the engine, the documentation and the tests read the same file.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

_TYPES: Final = Path(__file__).parent / "packs" / "peace" / "types.toml"

MODES: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(modes) for name, modes in tomllib.loads(_TYPES.read_text(encoding="utf8"))["types"].items()
}
"""Every event type with its modes, in order: `{"negotiation": ("proposed", ...), ...}`."""
