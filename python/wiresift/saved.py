"""The summary of an output folder, read back: what made the tables, and whether they are of this version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wiresift import schema
from wiresift.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path


def load_summary(folder: Path) -> dict[str, Any]:
    """Return the content of `summary.json` in a folder of output.

    Raises `InputError` if there is none, if it can't be read, or if its tables are of another version.
    """
    path = folder / "summary.json"
    try:
        summary = json.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise InputError(f"{folder}: holds no summary.json, so it is no output of wiresift") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read: {error}") from error
    if not isinstance(summary, dict):
        raise InputError(f"{path}: is not a summary")
    version = summary.get("schema", schema.VERSION)
    if version != schema.VERSION:
        raise InputError(
            f"{path}: its tables are of version {version}, this wiresift reads version {schema.VERSION}; "
            f"run it again on the articles"
        )
    return summary
