"""One run: its inputs, its output folder, its finished stages, its summary.

Each table is written when it is made, and read again by the step that needs it, so that no step holds those
of another. What is finished is recorded beside the tables: see `checkpoint`.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict

import polars as pl

from wiresift import _core, schema, store
from wiresift.checkpoint import STATE, Checkpoint, choose
from wiresift.config import DedupOptions, ReadOptions
from wiresift.dedup import KEPT, deduplicate
from wiresift.dedup_result import core_parameters
from wiresift.events import ORDER, event_batches
from wiresift.exceptions import InputError
from wiresift.io import InPlace, Reader, Rejects, Spool, keep
from wiresift.io.sorted_table import merge_sorted, write_sorted
from wiresift.output import OutputFolder, writing
from wiresift.progress import Progress
from wiresift.stories import EVENT_COLUMNS
from wiresift.stories import build as build_stories

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from wiresift.events import Pack

_SUMMARY: Final = "summary.json"
_SPOOL: Final = ".spool"
_DEDUP: Final = ("documents", "edges", "clusters", "boilerplate")
_PORTION: Final = 65_536
"""Articles whose events are held in memory, and kept, at a time."""
_FREE: Final = ("threads", "batch_size")
"""Options that alter no result, so that a run may be taken up with others."""


class Settings(TypedDict, total=False):
    """How a run goes, whatever it makes: see `wiresift.run`."""

    out: str | os.PathLike[str]
    overwrite: bool
    resume: bool
    progress: Progress | None
    read_options: ReadOptions | None
    dedup_options: DedupOptions | None


class Job:
    """A context: on entry the inputs can be read, on exit the folder appears."""

    def __init__(
        self,
        step: str,
        inputs: Any,
        pack: Pack | None = None,
        *,
        out: str | os.PathLike[str],
        overwrite: bool = False,
        resume: bool = False,
        progress: Progress | None = None,
        read_options: ReadOptions | None = None,
        dedup_options: DedupOptions | None = None,
    ) -> None:
        """Check the output folder before any work."""
        self.step = step
        self.inputs = inputs
        self.pack = pack
        self.options = dedup_options or DedupOptions()
        self.read_options = read_options or ReadOptions()
        self.progress = progress or Progress()
        self.folder = OutputFolder(
            out, overwrite=overwrite, inputs=_paths(inputs), keep=resume, working=(STATE, _SPOOL)
        )
        self.data: dict[str, Any] = {}
        self.articles: InPlace | Spool
        self.rejects = Rejects(self.folder / "rejects.jsonl", strict=self.read_options.strict)
        self.checkpoint = Checkpoint(self.folder.partial)
        self.resumed: list[str] = []
        self._resume = resume
        self._warned = 0
        self._began = time.perf_counter()

    def __enter__(self) -> Self:
        """Make the partial folder, or take up that of a run that died, and open the inputs."""
        # To find what is left of the same run, its inputs are looked at first. Any other run makes its folder
        # first: the head of a pipe may be long in coming.
        opened = self._open() if self._resume else None
        if opened is not None:
            self.folder.adopt(self._leftover(*opened))
        elif self.folder.has_leftovers():
            self.progress.note("the run that was killed begins anew; --resume takes up what one has finished")
        self.folder.__enter__()
        try:
            reader, manifest = opened or self._open()
            with writing(self.folder.path):
                self.checkpoint.begin(manifest)
            self.progress.stage("read")
            self._read(reader)
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

    def _open(self) -> tuple[Reader, dict[str, Any]]:
        reader = Reader(self.inputs, self.read_options, self.rejects)
        return reader, self._manifest(reader)

    def _manifest(self, reader: Reader) -> dict[str, Any]:
        """Say all that the result follows from, but the bytes of the inputs."""
        given = {k: v for k, v in core_parameters(self.options).items() if k not in _FREE}
        read = {name: value for name, value in asdict(self.read_options).items() if value is not None}
        return {
            "wiresift": _core.__version__,
            "schema": schema.VERSION,
            "step": self.step,
            "inputs": reader.stamps(),
            "read": {name: str(value) for name, value in read.items()},
            "parameters": given,
            "pack": None if self.pack is None else self.pack.hash,
        }

    def _leftover(self, reader: Reader, manifest: dict[str, Any]) -> Path | None:
        for file, stamp in reader.stamps().items():
            if stamp is None:
                raise InputError(f"{file}: can't be told from another, so a run of it can't be taken up")
        leftover = choose(self.folder.leftovers(), manifest)
        if leftover is None:
            self.progress.note("nothing was left to take up: the run begins anew")
        return leftover

    def _read(self, reader: Reader) -> None:
        path = self.folder / _SPOOL
        state = self.checkpoint.record("read")
        if state is None:
            shutil.rmtree(path, ignore_errors=True)
            (self.folder / "rejects.jsonl").unlink(missing_ok=True)
            self.articles = keep(reader, path, progress=self.progress)
            self._keep_reading()
            return
        self.resumed.append("read")
        self.rejects.resume(state["rejects"])
        if state["spool"] is None:
            self.articles = InPlace(reader)
            self.articles.resume(state["in_place"])
        else:
            self.articles = Spool(path, **state["spool"])

    def _keep_reading(self) -> None:
        """Record what the reading told, once every text has been seen."""
        if self.checkpoint.record("read") is not None:
            return
        spooled, in_place = None, None
        if isinstance(self.articles, Spool):
            spooled = {name: getattr(self.articles, name) for name in ("n_articles", "text_bytes", "seconds")}
            files = sorted(self.articles.path.iterdir())
        elif (in_place := self.articles.state()) is None:
            return
        else:
            files = []
        self.rejects.flush()
        told = [path for path in [self.folder / "rejects.jsonl"] if path.exists()]
        record = {"spool": spooled, "in_place": in_place, "rejects": self.rejects.state()}
        self.checkpoint.finish("read", record, [*files, *told])

    def warn(self) -> None:
        """Show the warnings about the inputs that were not shown yet: articles in place give them late."""
        warnings = self.rejects.warnings
        for warning in warnings[self._warned :]:
            self.progress.note(f"warning: {warning}")
        self._warned = len(warnings)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return a table that was written."""
        return pl.read_parquet(
            self._path(name), columns=None if columns is None else list(columns), glob=False
        )

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _is_done(self, stage: str) -> bool:
        if self.checkpoint.record(stage) is None:
            return False
        self.resumed.append(stage)
        return True

    def _done(self, stage: str, tables: Sequence[str], record: Any = True) -> None:
        with writing(self.folder.path):
            self._keep_reading()
            self.checkpoint.finish(stage, record, map(self._path, tables))

    def deduplicate(self) -> dict[str, Any]:
        """Deduplicate, write the tables of it, and return its summary."""
        if not self._is_done("dedup"):
            kept = self.checkpoint.path / KEPT
            self.resumed += [KEPT] if kept.exists() else []
            result = deduplicate(self.articles, self.options, self.progress, self.checkpoint.path)
            self.warn()
            for name in _DEDUP:
                self.write(name, getattr(result, name))
            self._done("dedup", _DEDUP, result.summary)
            kept.unlink(missing_ok=True)
        summary: dict[str, Any] = self.checkpoint.record("dedup")
        return summary

    def extract(self, pack: Pack, boilerplate: pl.DataFrame | None = None) -> None:
        """Read the events, in portions, and write them in their order."""
        if self._is_done("events"):
            return
        portions = self.checkpoint.path / "events"
        for number, (table, last) in enumerate(self._portions(pack, boilerplate, portions)):
            with writing(self.folder.path):
                draft = portions / "draft"
                table.sort(ORDER).write_parquet(draft, compression="lz4", statistics=False)
                draft.rename(portions / f"{last:012}-{number:05}.parquet")
        with writing(self.folder.path):
            runs = sorted(portions.glob("*.parquet"))
            merge_sorted(runs, self._path("events"), ORDER, schema.EVENTS)
        self._done("events", ["events"])
        self.warn()
        shutil.rmtree(portions)

    def _portions(
        self, pack: Pack, boilerplate: pl.DataFrame | None, kept: Path
    ) -> Iterator[tuple[pl.DataFrame, int]]:
        """Yield the events of some articles with the row after the last of these, from the first not kept."""
        kept.mkdir(exist_ok=True)
        first = max((int(file.name[:12]) for file in kept.glob("*.parquet")), default=0)
        if first:
            self.resumed.append(f"events of {first} articles")
        pending = [schema.empty("events")]
        done = begun = first
        for done, events in event_batches(
            self.articles,
            pack,
            boilerplate=boilerplate,
            date_order=self.read_options.date_order,
            options=self.options,
            progress=self.progress,
            first=first,
        ):
            pending.append(events)
            if done - begun >= _PORTION:
                yield pl.concat(pending), done
                begun, pending = done, [schema.empty("events")]
        if done > begun or not first:
            yield pl.concat(pending), done

    def tell_stories(self) -> None:
        """Fold the events into stories, and write them."""
        if self._is_done("stories"):
            return
        self.progress.stage("stories")
        documents = self.table("documents", ["id", "cluster_id"])
        clusters = self.table("clusters", ["cluster_id", "first_published"])
        stories = build_stories(
            documents, clusters, self.table("events", EVENT_COLUMNS), store.lazy(self.articles)
        )
        self.write("stories", stories)
        self._done("stories", ["stories"])

    def write_articles(self) -> None:
        """Write the articles themselves, in the order of their ids."""
        if self._is_done("articles"):
            return
        self.progress.stage("articles", total=store.count(self.articles))
        scratch = self.checkpoint.path / "articles"
        shutil.rmtree(scratch, ignore_errors=True)
        batches = store.batches(self.articles, list(schema.ARTICLES), self.options.batch_size)
        with writing(self.folder.path):
            write_sorted(self._counted(batches), self._path("articles"), ["id"], schema.ARTICLES, scratch)
        self._done("articles", ["articles"])
        shutil.rmtree(scratch, ignore_errors=True)

    def _counted(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for batch in batches:
            yield batch
            self.progress.advance(batch.height)

    def write(self, name: str, table: pl.DataFrame) -> None:
        """Write a table in its schema; the same rows give the same bytes."""
        wanted = schema.TABLES[name]
        if table.schema != wanted:
            raise AssertionError(f"table {name} is not in its schema: {table.schema} is not {wanted}")
        with writing(self.folder.path):
            table.rechunk().write_parquet(self._path(name), compression="zstd")

    def summarise(self, dedup: dict[str, Any]) -> None:
        """Gather what `summary.json` says; the report reads it."""
        self._keep_reading()
        counts = {"articles": store.count(self.articles), **self._lacking(), **dedup.get("counts", {})}
        for name, column, order in (("events", "type", "count"), ("stories", "status", "status")):
            if self._path(name).exists():
                scan = pl.scan_parquet(self._path(name), glob=False)
                found = scan.group_by(column).agg(pl.len().cast(pl.UInt32).alias("count")).collect()
                found = found.sort([order, column], descending=[order == "count", False])
                counts[name] = int(found["count"].sum())
                counts[f"{name}_by_{column}"] = dict(found.iter_rows())
        read = {name: value for name, value in asdict(self.read_options).items() if value is not None}
        parameters = {"read": {**read, "published": str(read["published"])} if "published" in read else read}
        parameters["dedup"] = dedup.get("parameters", {})
        if self.pack is not None:
            parameters["pack"] = {
                "name": self.pack.name,
                "version": self.pack.version,
                "hash": self.pack.hash,
                "place": self.pack.place,
            }
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
            **({"resumed": self.resumed} if self.resumed else {}),
        }
        self._write_summary(None)

    def _lacking(self) -> dict[str, int]:
        """Count the articles whose days can't be dated, and those that count as publishers of their own."""
        if not self._path("articles").exists():
            return {}
        missing = pl.scan_parquet(self._path("articles"), glob=False).select(
            without_date=pl.col("published").is_null().sum(),
            without_source=(pl.col("source").fill_null("") == "").sum(),
        )
        return missing.collect().row(0, named=True)

    def _finish(self) -> None:
        """State times and memory. What the run may be taken up from goes when the folder is published."""
        if isinstance(self.articles, InPlace):
            self.articles.remove()
        self.warn()
        seconds: dict[str, float] = {}
        for stage in self.progress.stages:
            seconds[stage.name] = seconds.get(stage.name, 0.0) + stage.seconds
        seconds["total"] = time.perf_counter() - self._began
        self.data["seconds"] = {name: round(spent, 3) for name, spent in seconds.items()}
        self.data["peak_memory_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        self._write_summary(1)

    def _write_summary(self, indent: int | None) -> None:
        with writing(self.folder.path):
            text = json.dumps(self.data, indent=indent, ensure_ascii=False)
            (self.folder / _SUMMARY).write_text(text + "\n", encoding="utf8")


def _paths(inputs: Any) -> list[Any]:
    """Return the inputs that are names of files."""
    if isinstance(inputs, str) or hasattr(inputs, "__fspath__"):
        return [inputs]
    if isinstance(inputs, Sequence) and all(isinstance(i, str) or hasattr(i, "__fspath__") for i in inputs):
        return list(inputs)
    return []
