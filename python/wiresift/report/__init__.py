"""Report: the tables of an output folder as one HTML file.

The file opens offline and asks nobody for anything: style, script and charts are inside it, and its Content
Security Policy allows no more than the one style sheet and the one script that bear its hashes. Article text
is data, never markup: the template engine escapes every value, and a `<script>` in an article is shown, not
run. Links of articles are live only where they are http or https.

The report is a reading aid. Lists are cut where a reader would stop, and say so; the tables hold everything.
A table that is missing leaves its section out, with a note. The same tables give the same bytes.

**Cost.** Tables are scanned lazily; texts are read only for the articles that are shown.
"""

from __future__ import annotations

import os
from pathlib import Path

from wiresift.exceptions import OutputError
from wiresift.report.load import load
from wiresift.report.page import render
from wiresift.report.view import compose

__all__ = ["build"]


def build(out: str | os.PathLike[str]) -> Path:
    """Write `report.html` into the output folder `out`, from its tables, and return its path.

    Raises `InputError` where `out` is no folder or a table in it can't be read, `OutputError` where the file
    can't be written.

    >>> import tempfile
    >>> from wiresift import schema
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     schema.empty("stories").write_parquet(Path(folder) / "stories.parquet")
    ...     build(folder).name
    'report.html'
    """
    folder = Path(out)
    html = render(compose(load(folder)))
    path = folder / "report.html"
    beside = path.with_name(f".report.html.{os.getpid()}")
    try:
        try:
            beside.write_text(html, encoding="utf8", errors="replace")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from error
    return path
