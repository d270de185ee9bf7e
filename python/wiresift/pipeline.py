"""The whole way, files to files: read, deduplicate, extract, aggregate, report.

This module composes the steps and holds none of them. An output folder appears whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from wiresift.events import Pack
from wiresift.job import Job, Settings

if TYPE_CHECKING:
    import os
    from pathlib import Path


@dataclass(frozen=True)
class Summary:
    """What a run did: the content of `summary.json`, and where the output is."""

    out: Path
    data: dict[str, Any]

    @property
    def report(self) -> Path | None:
        """The report, where the run made one."""
        path = self.out / "report.html"
        return path if path.exists() else None


def run(
    inputs: Any, *, pack: str | os.PathLike[str] | Pack = "peace", **settings: Unpack[Settings]
) -> Summary:
    """Turn articles into every table and a report, in the folder `out`.

    Parameters
    ----------
    inputs
        Files, folders, globs, `-` for standard input, or a frame: whatever `read` takes.
    pack
        Name or folder of a pack of rules, or a loaded one.
    **settings
        `out`
            The folder to make. One that is not empty is refused without `overwrite`.
        `overwrite`
            Replace the output of an earlier run.
        `resume`
            Take up a run of the same inputs and parameters that was killed: stages that it finished are not
            done again. If this run fails, its finished stages are kept, too.
        `progress`
            Told what is under way.
        `read_options`, `dedup_options`
            See `ReadOptions` and `DedupOptions`.

    Raises
    ------
    InputError
        The articles can't be read.
    OutputError
        The folder can't be written; or the run that was killed had other inputs or parameters.
    PackError
        The pack can't be compiled.

    Examples
    --------
    >>> import tempfile
    >>> import polars as pl
    >>> frame = pl.DataFrame({"text": ["Both sides agreed to a ceasefire in Geneva on Monday."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     run(frame, out=folder + "/out").data["counts"]["articles"]
    1

    """
    from wiresift.report import build as build_report

    rules = pack if isinstance(pack, Pack) else Pack.load(pack)
    with Job("run", inputs, rules, **settings) as job:
        found = job.deduplicate()
        job.extract(rules, job.table("boilerplate"))
        job.tell_stories()
        job.write_articles()
        job.summarise(found)
        job.progress.stage("report")
        build_report(job.folder.partial)
    return Summary(job.folder.path, job.data)


def dedup_to(inputs: Any, **settings: Unpack[Settings]) -> Summary:
    """Write the tables `documents`, `edges`, `clusters` and `boilerplate`. Parameters as in `run`."""
    with Job("dedup", inputs, **settings) as job:
        job.summarise(job.deduplicate())
    return Summary(job.folder.path, job.data)


def events_to(
    inputs: Any, *, pack: str | os.PathLike[str] | Pack = "peace", **settings: Unpack[Settings]
) -> Summary:
    """Write the table `events`. Parameters as in `run`; of `dedup_options`, `clean` and `threads` count."""
    rules = pack if isinstance(pack, Pack) else Pack.load(pack)
    with Job("events", inputs, rules, **settings) as job:
        job.extract(rules)
        job.write_articles()
        job.summarise({})
    return Summary(job.folder.path, job.data)
