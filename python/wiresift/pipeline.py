"""The whole way, files to files: read, deduplicate, extract, aggregate, report.

This module composes the steps and holds none of them. An output folder appears whole or not at all.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from wiresift import _core, schema, store
from wiresift.config import DedupOptions, ReadOptions
from wiresift.dedup import deduplicate
from wiresift.events import Pack, extract_stored
from wiresift.io import Reader, Rejects, keep
from wiresift.output import OutputFolder, writing
from wiresift.progress import Progress
from wiresift.report import build as build_report
from wiresift.stories import build as build_stories

if TYPE_CHECKING:
    import os
    from pathlib import Path
    from types import TracebackType

    import polars as pl

    from wiresift.dedup_result import DedupResult
    from wiresift.io import InPlace, Spool

_SUMMARY: Final = "summary.json"


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
    inputs: Any,
    *,
    out: str | os.PathLike[str],
    pack: str | os.PathLike[str] | Pack = "peace",
    overwrite: bool = False,
    progress: Progress | None = None,
    read_options: ReadOptions | None = None,
    dedup_options: DedupOptions | None = None,
) -> Summary:
    """Turn articles into every table and a report, in the folder `out`.

    Parameters
    ----------
    inputs
        Files, folders, globs, `-` for standard input, or a frame: whatever `read` takes.
    out
        The folder to make. One that is not empty is refused without `overwrite`.
    pack
        Name or folder of a pack of rules, or a loaded one.
    overwrite
        Replace the output of an earlier run.
    progress
        Told what is under way.
    read_options, dedup_options
        See `ReadOptions` and `DedupOptions`.

    Raises
    ------
    InputError
        The articles can't be read.
    OutputError
        The folder can't be written.
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
    rules = pack if isinstance(pack, Pack) else Pack.load(pack)
    with _Job(inputs, out, overwrite, progress, read_options, dedup_options) as job:
        result = job.deduplicate()
        events = extract_stored(
            job.articles, rules, boilerplate=result.boilerplate, options=job.options, progress=job.progress
        )
        job.write("events", events)
        job.progress.stage("stories")
        stories = build_stories(result.documents, result.clusters, events, store.lazy(job.articles))
        job.write("stories", stories)
        job.progress.stage("articles")
        job.write_articles()
        job.summarise(result.summary, events=events, stories=stories, pack=rules)
        job.progress.stage("report")
        build_report(job.folder.partial)
    return job.summary()


def dedup_to(
    inputs: Any,
    *,
    out: str | os.PathLike[str],
    overwrite: bool = False,
    progress: Progress | None = None,
    read_options: ReadOptions | None = None,
    dedup_options: DedupOptions | None = None,
) -> Summary:
    """Write the tables `documents`, `edges`, `clusters` and `boilerplate`. Parameters as in `run`."""
    with _Job(inputs, out, overwrite, progress, read_options, dedup_options) as job:
        job.summarise(job.deduplicate().summary)
    return job.summary()


def events_to(
    inputs: Any,
    *,
    out: str | os.PathLike[str],
    pack: str | os.PathLike[str] | Pack = "peace",
    overwrite: bool = False,
    progress: Progress | None = None,
    read_options: ReadOptions | None = None,
    dedup_options: DedupOptions | None = None,
) -> Summary:
    """Write the table `events`. Parameters as in `run`; of `dedup_options`, `clean` and `threads` count."""
    rules = pack if isinstance(pack, Pack) else Pack.load(pack)
    with _Job(inputs, out, overwrite, progress, read_options, dedup_options) as job:
        events = extract_stored(job.articles, rules, options=job.options, progress=job.progress)
        job.write("events", events)
        job.write_articles()
        job.summarise({"counts": {"articles": store.count(job.articles)}}, events=events, pack=rules)
    return job.summary()


class _Job:
    """One run: its inputs spooled, its output folder, its times."""

    def __init__(
        self,
        inputs: Any,
        out: str | os.PathLike[str],
        overwrite: bool,
        progress: Progress | None,
        read_options: ReadOptions | None,
        dedup_options: DedupOptions | None,
    ) -> None:
        """Check the output folder before any work."""
        self.inputs = inputs
        self.options = dedup_options or DedupOptions()
        self.read_options = read_options or ReadOptions()
        self.progress = progress or Progress()
        self.folder = OutputFolder(out, overwrite=overwrite, inputs=_paths(inputs))
        self.data: dict[str, Any] = {}
        self.articles: InPlace | Spool
        self.rejects = Rejects(self.folder / "rejects.jsonl", strict=self.read_options.strict)
        self._warned = 0
        self._began = time.perf_counter()

    def __enter__(self) -> Self:
        """Make the partial folder and read the inputs into it."""
        self.folder.__enter__()
        try:
            self.progress.stage("read")
            reader = Reader(self.inputs, self.read_options, self.rejects)
            self.articles = keep(reader, self.folder / ".spool", progress=self.progress)
            self.warn()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Publish the folder, or remove it after an error."""
        self.progress.done()
        self.rejects.close()
        if error is None:
            try:
                self._finish()
            except BaseException:
                self.folder.__exit__(*sys.exc_info())
                raise
        self.folder.__exit__(kind, error, trace)

    def _finish(self) -> None:
        """Leave the tables alone in the folder, and state times and memory."""
        self.articles.remove()
        self.warn()
        self.data["seconds"] = {
            **{stage.name: round(stage.seconds, 3) for stage in self.progress.stages},
            "total": round(time.perf_counter() - self._began, 3),
        }
        self.data["peak_memory_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with writing(self.folder.path):
            text = json.dumps(self.data, indent=1, ensure_ascii=False)
            (self.folder / _SUMMARY).write_text(text + "\n", encoding="utf8")

    def warn(self) -> None:
        """Show the warnings about the inputs that were not shown yet: articles in place give them late."""
        warnings = self.rejects.warnings
        for warning in warnings[self._warned :]:
            self.progress.note(f"warning: {warning}")
        self._warned = len(warnings)

    def deduplicate(self) -> DedupResult:
        """Deduplicate and write the tables of it."""
        result = deduplicate(self.articles, self.options, self.progress)
        self.warn()
        for name in ("documents", "edges", "clusters", "boilerplate"):
            self.write(name, getattr(result, name))
        return result

    def write(self, name: str, table: pl.DataFrame) -> None:
        """Write a table in its schema; the same rows give the same bytes."""
        wanted = schema.TABLES[name]
        if table.schema != wanted:
            raise AssertionError(f"table {name} is not in its schema: {table.schema} is not {wanted}")
        with writing(self.folder.path):
            table.rechunk().write_parquet(self.folder / f"{name}.parquet", compression="zstd")

    def write_articles(self) -> None:
        """Write the articles themselves, in the order of their ids."""
        with writing(self.folder.path):
            ordered = store.lazy(self.articles).sort("id")
            ordered.sink_parquet(self.folder / "articles.parquet", compression="zstd", row_group_size=16_384)

    def summarise(
        self,
        dedup: dict[str, Any],
        *,
        events: pl.DataFrame | None = None,
        stories: pl.DataFrame | None = None,
        pack: Pack | None = None,
    ) -> None:
        """Gather what `summary.json` says; the report reads it."""
        counts = dict(dedup.get("counts", {}))
        if events is not None:
            by_type = events["type"].value_counts().sort(["count", "type"], descending=[True, False])
            counts["events"] = events.height
            counts["events_by_type"] = dict(by_type.iter_rows())
        if stories is not None:
            by_status = stories["status"].value_counts().sort("status")
            counts["stories"] = stories.height
            counts["stories_by_status"] = dict(by_status.iter_rows())
        read = {name: value for name, value in asdict(self.read_options).items() if value is not None}
        parameters = {"read": {**read, "published": str(read["published"])} if "published" in read else read}
        parameters["dedup"] = dedup.get("parameters", {})
        if pack is not None:
            parameters["pack"] = {"name": pack.name, "version": pack.version, "hash": pack.hash}
        self.data = {
            "wiresift": _core.__version__,
            "schema": schema.VERSION,
            "inputs": [str(path) for path in _paths(self.inputs)],
            "parameters": parameters,
            "counts": counts,
            **{key: dedup[key] for key in ("recall", "guards", "candidates") if key in dedup},
            "rejects": {"total": self.rejects.total, "reasons": self.rejects.counts},
            "warnings": self.rejects.warnings,
            "bytes": {"text": self.articles.text_bytes},
            "simd": _core.simd_level(),
            **self.data,
        }
        with writing(self.folder.path):
            (self.folder / _SUMMARY).write_text(json.dumps(self.data, ensure_ascii=False), encoding="utf8")

    def summary(self) -> Summary:
        """Return what the run did, once it has ended."""
        return Summary(self.folder.path, self.data)


def _paths(inputs: Any) -> list[Any]:
    """Return the inputs that are names of files."""
    if isinstance(inputs, str) or hasattr(inputs, "__fspath__"):
        return [inputs]
    if isinstance(inputs, Sequence) and all(isinstance(i, str) or hasattr(i, "__fspath__") for i in inputs):
        return list(inputs)
    return []
