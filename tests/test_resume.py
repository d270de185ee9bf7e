"""A run that is killed in any stage is taken up, and gives what an undisturbed run gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
import wiresift as ws
from wiresift import schema
from wiresift.config import DedupOptions
from wiresift.pipeline import dedup_to, events_to, run
from wiresift.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

DEMO = Path(__file__).parents[1] / "corpus" / "demo" / "articles.jsonl"
STAGES = (
    "read",
    "sketch",
    "candidates",
    "verify",
    "cluster",
    "events",
    "stories",
    "articles",
    "report",
    "publish",
    "replace",
)
KILLED = """
import os, signal, sys
from wiresift import job, output, pipeline
from wiresift.config import DedupOptions
from wiresift.progress import Progress

inputs, out, step, stage, resume = sys.argv[1:]
job._PORTION = 64
sys.modules["wiresift.dedup"]._WORTH_KEEPING = 0

class Killer(Progress):
    def _begun(self, begun):
        if begun.name == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    def _advanced(self, advanced):
        if f"{advanced.name} {advanced.count // 100}" == stage:
            os.kill(os.getpid(), signal.SIGKILL)

if stage == "publish":
    output._sync_tree = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if stage == "replace":
    output.OutputFolder._replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if stage == "replaced":
    home = os.path.dirname(os.path.realpath(out))
    output.sync = lambda path: os.kill(os.getpid(), signal.SIGKILL) if str(path) == home else None
options = DedupOptions(batch_size=50)
getattr(pipeline, step)(
    inputs, out=out, progress=Killer(), resume=resume == "yes", dedup_options=options
)
"""


def kill(inputs: Path, out: Path, stage: str, *, step: str = "run", resume: bool = False) -> None:
    """Run until `stage` begins (or its hundreds of articles are done), then kill -9."""
    killed(inputs, out, stage, step=step, resume=resume)
    assert not out.exists()


def killed(inputs: Path, out: Path, stage: str, *, step: str = "run", resume: bool = False) -> None:
    arguments = [str(inputs), str(out), step, stage, "yes" if resume else "no"]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()


class Watcher(Progress):
    """Notes stages and messages."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)

    @property
    def names(self) -> list[str]:
        return [stage.name for stage in self.stages]


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.parquet")}


@pytest.fixture(scope="session")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("resume") / "articles.parquet"
    rows = pl.read_ndjson(DEMO)
    no_text = rows.head(1).with_columns(id=pl.lit("nothing"), text=pl.lit(None, dtype=pl.String))
    pl.concat([rows, no_text]).write_parquet(path)
    return path


@pytest.fixture(scope="session")
def undisturbed(parquet: Path) -> Path:
    out = parquet.parent / "undisturbed"
    run(parquet, out=out)
    return out


@pytest.mark.parametrize("stage", [*STAGES, "sketch 1", "events 2", "articles 2"])
def test_a_run_killed_in_any_stage_is_taken_up(
    stage: str, parquet: Path, undisturbed: Path, tmp_path: Path
) -> None:
    kill(parquet, tmp_path / "out", stage)
    watcher = Watcher()
    summary = run(
        parquet, out=tmp_path / "out", resume=True, progress=watcher, dedup_options=DedupOptions(threads=1)
    ).data
    assert contents(tmp_path / "out") == contents(undisturbed)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "rejects.jsonl").read_bytes() == (undisturbed / "rejects.jsonl").read_bytes()
    want = json.loads((undisturbed / "summary.json").read_text("utf8"))
    for name in ("counts", "recall", "guards", "rejects", "warnings", "bytes"):
        assert summary[name] == want[name], name
    reached = STAGES.index(stage.partition(" ")[0])
    if reached > STAGES.index("sketch"):
        assert "sketch" not in watcher.names
        assert {"sketches", "dedup"} & {*summary["resumed"]}
    if reached > STAGES.index("cluster"):
        assert "candidates" not in watcher.names
        assert "dedup" in summary["resumed"]
    if stage == "events 2":
        assert any(name.startswith("events of ") for name in summary["resumed"])


@pytest.mark.parametrize("copied", [False, True])
def test_a_run_killed_when_its_folder_is_in_place_leaves_its_output_alone_there(
    copied: bool, parquet: Path, undisturbed: Path, tmp_path: Path
) -> None:
    killed(DEMO if copied else parquet, tmp_path / "out", "replaced")
    names = {path.name for path in undisturbed.iterdir()} - ({"rejects.jsonl"} if copied else set())
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    run(parquet, out=tmp_path / "out", overwrite=True)
    assert contents(tmp_path / "out") == contents(undisturbed)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_lines_that_were_copied_are_not_read_again(tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    lines.write_bytes(DEMO.read_bytes() + b'{"text": \n')
    dedup_to(lines, out=tmp_path / "undisturbed")
    kill(lines, tmp_path / "out", "sketch", step="dedup_to")
    summary = dedup_to(lines, out=tmp_path / "out", resume=True).data
    assert summary["resumed"] == ["read"]
    assert summary["rejects"] == {"total": 1, "reasons": {"broken JSON": 1}}
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_a_run_can_be_killed_twice(parquet: Path, undisturbed: Path, tmp_path: Path) -> None:
    kill(parquet, tmp_path / "out", "events 1")
    kill(parquet, tmp_path / "out", "events 2", resume=True)
    kill(parquet, tmp_path / "out", "stories", resume=True)
    summary = run(parquet, out=tmp_path / "out", resume=True).data
    assert summary["resumed"] == ["read", "dedup", "events"]
    assert contents(tmp_path / "out") == contents(undisturbed)


def test_a_run_killed_while_it_verifies_is_taken_up(parquet: Path, undisturbed: Path, tmp_path: Path) -> None:
    """The sets of a small archive stay in memory, so only a run that is taken up reads the texts again."""
    kill(parquet, tmp_path / "out", "cluster")
    kill(parquet, tmp_path / "out", "verify 1", resume=True)
    watcher = Watcher()
    summary = run(parquet, out=tmp_path / "out", resume=True, progress=watcher).data
    assert watcher.names[:4] == ["read", "candidates", "verify", "cluster"]
    assert summary["resumed"] == ["sketches"]
    assert contents(tmp_path / "out") == contents(undisturbed)


def test_events_alone_are_taken_up(parquet: Path, tmp_path: Path) -> None:
    events_to(parquet, out=tmp_path / "undisturbed")
    kill(parquet, tmp_path / "out", "articles", step="events_to")
    assert events_to(parquet, out=tmp_path / "out", resume=True).data["resumed"] == ["read", "events"]
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_nothing_to_take_up_is_said(parquet: Path, undisturbed: Path, tmp_path: Path) -> None:
    watcher = Watcher()
    run(parquet, out=tmp_path / "out", resume=True, progress=watcher)
    assert watcher.notes == ["nothing was left to take up: the run begins anew"]
    assert contents(tmp_path / "out") == contents(undisturbed)


def change_nothing(path: Path) -> Path:
    return path


def change_content(path: Path) -> Path:
    pl.read_parquet(path).head(50).write_parquet(path)
    return path


def change_time(path: Path) -> Path:
    os.utime(path, (0, 0))
    return path


def change_name(path: Path) -> Path:
    return path.rename(path.with_name("other.parquet"))


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (change_content, {}, r"a\.parquet has changed since"),
        (change_time, {}, r"a\.parquet has changed since"),
        (change_name, {}, r"it did not read .*other\.parquet"),
        (change_nothing, {"threshold": 0.7}, r"its parameters threshold was 0\.8, now it is 0\.7"),
        (change_nothing, {"clean": False}, "its parameters clean was True, now it is False"),
    ],
)
def test_another_run_is_refused(
    change: Callable[[Path], Path], options: dict[str, object], message: str, parquet: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet.read_bytes())
    kill(path, tmp_path / "out", "events")
    path = change(path)
    with pytest.raises(ws.OutputError, match=message):
        run(path, out=tmp_path / "out", resume=True, dedup_options=DedupOptions(**options))
    assert len(list(tmp_path.glob(".out.partial-*"))) == 1
    run(path, out=tmp_path / "out", dedup_options=DedupOptions(**options))
    assert not list(tmp_path.glob(".out.partial-*"))


def test_another_step_is_refused(parquet: Path, tmp_path: Path) -> None:
    kill(parquet, tmp_path / "out", "events")
    with pytest.raises(ws.OutputError, match="its step was 'run', now it is 'dedup'"):
        dedup_to(parquet, out=tmp_path / "out", resume=True)


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ws.InputError, match="<DataFrame>: can't be told from another"):
        run(pl.DataFrame({"text": ["Talks began."]}), out=tmp_path / "out", resume=True)


def test_a_run_that_fails_keeps_its_stages_only_with_resume(
    parquet: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for resume, left in ((False, 0), (True, 1)):
        with monkeypatch.context() as patch:
            patch.setattr("wiresift.report.build", full)
            with pytest.raises(ws.OutputError, match="the disk is full"):
                run(parquet, out=tmp_path / "out", resume=resume)
        assert len(list(tmp_path.glob(".out.partial-*"))) == left
    watcher = Watcher()
    run(parquet, out=tmp_path / "out", resume=True, progress=watcher)
    assert watcher.names == ["read", "report"]
    assert contents(tmp_path / "out") == contents(undisturbed)


def test_without_resume_what_was_left_goes_away(parquet: Path, undisturbed: Path, tmp_path: Path) -> None:
    kill(parquet, tmp_path / "out", "stories")
    watcher = Watcher()
    run(parquet, out=tmp_path / "out", progress=watcher)
    assert "sketch" in watcher.names
    assert watcher.notes == ["the run that was killed begins anew; --resume takes up what one has finished"]
    assert contents(tmp_path / "out") == contents(undisturbed)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {f"{name}.parquet" for name in schema.TABLES} == set(contents(tmp_path / "out"))


def test_sketches_that_are_broken_are_refused(parquet: Path, tmp_path: Path) -> None:
    kill(parquet, tmp_path / "out", "candidates", step="dedup_to")
    (sketches,) = tmp_path.glob(".out.partial-*/.state/sketches")
    whole = sketches.read_bytes()
    for broken in (whole[:-1], b"another file of no such kind"):
        sketches.write_bytes(broken)
        with pytest.raises(ws.InputError, match="run without --resume"):
            dedup_to(parquet, out=tmp_path / "out", resume=True)
        (sketches,) = tmp_path.glob(".out.partial-*/.state/sketches")
    sketches.write_bytes(whole)
    dedup_to(parquet, out=tmp_path / "out", resume=True)
    dedup_to(parquet, out=tmp_path / "undisturbed")
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")
