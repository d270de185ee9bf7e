"""An output folder appears whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from wiresift.exceptions import InputError, OutputError
from wiresift.output import OutputFolder, writing


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def write(folder: OutputFolder, content: str) -> None:
    (folder / "summary.json").write_text(content, encoding="utf8")


def test_a_folder_appears_when_the_block_ends(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with OutputFolder(out) as folder:
        write(folder, "new")
        assert not out.exists()
        assert folder.partial.parent == out.parent
        assert folder.partial.name == f".out.partial-{os.getpid()}"
    assert names(out) == ["summary.json"]
    assert names(out.parent) == ["out"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with OutputFolder(tmp_path / "out") as folder:
        write(folder, "new")
    assert names(tmp_path / "out") == ["summary.json"]


@pytest.mark.parametrize("error", [ValueError("x"), InputError("x"), KeyboardInterrupt(), SystemExit(143)])
def test_a_failure_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    def run() -> None:
        with OutputFolder(tmp_path / "out") as folder:
            write(folder, "half")
            raise error

    with pytest.raises(type(error)):
        run()
    assert names(tmp_path) == []


def test_a_folder_that_is_not_empty_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf8")
    with pytest.raises(OutputError, match="is not empty; name another, or add --overwrite"):
        OutputFolder(tmp_path)


def earlier(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    with OutputFolder(out) as folder:
        write(folder, "old")
        (folder / "events.parquet").write_text("old", encoding="utf8")
    return out


def test_overwrite_replaces_the_whole_folder(tmp_path: Path) -> None:
    out = earlier(tmp_path)
    with OutputFolder(out, overwrite=True) as folder:
        write(folder, "new")
        assert (out / "summary.json").read_text(encoding="utf8") == "old"
    assert names(out) == ["summary.json"]
    assert (out / "summary.json").read_text(encoding="utf8") == "new"
    assert names(tmp_path) == ["out"]


def test_a_failure_with_overwrite_keeps_the_old(tmp_path: Path) -> None:
    out = earlier(tmp_path)
    with pytest.raises(ValueError, match="x"), OutputFolder(out, overwrite=True):
        raise ValueError("x")
    assert names(out) == ["events.parquet", "summary.json"]
    assert names(tmp_path) == ["out"]


def test_a_failing_rename_puts_the_old_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = earlier(tmp_path)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if ".partial-" in self.name:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    def run() -> None:
        with OutputFolder(out, overwrite=True) as folder:
            write(folder, "new")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", failing)
        with pytest.raises(OutputError, match="can't be written: input/output error"):
            run()
    assert (out / "summary.json").read_text(encoding="utf8") == "old"
    assert names(tmp_path) == ["out"]


def test_overwrite_spares_what_wiresift_did_not_write(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf8")
    with pytest.raises(OutputError, match="holds no output of wiresift"):
        OutputFolder(tmp_path, overwrite=True)


def test_overwrite_spares_the_inputs(tmp_path: Path) -> None:
    out = earlier(tmp_path)
    for inputs in (
        [out],
        [out / "events.parquet"],
        [f"{out}/*.parquet"],
        [tmp_path / "x", out / "deep" / "y"],
    ):
        with pytest.raises(OutputError, match="holds the input"):
            OutputFolder(out, overwrite=True, inputs=inputs)
    OutputFolder(out, overwrite=True, inputs=["-", tmp_path / "outer.jsonl", "s3://bucket/out"])


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf8")
    for overwrite in (False, True):
        with pytest.raises(OutputError, match="this is a file; name a folder"):
            OutputFolder(tmp_path / "out", overwrite=overwrite)


def test_a_mount_point_is_refused() -> None:
    with pytest.raises(OutputError, match="name a folder inside it"):
        OutputFolder("/proc", overwrite=True)


def test_a_link_keeps_pointing_at_the_output(tmp_path: Path) -> None:
    out = earlier(tmp_path)
    (tmp_path / "latest").symlink_to(out)
    with OutputFolder(tmp_path / "latest", overwrite=True) as folder:
        write(folder, "new")
    assert (tmp_path / "latest").is_symlink()
    assert (out / "summary.json").read_text(encoding="utf8") == "new"


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(timeout=60)
    return process.pid


def test_partials_of_the_dead_are_removed_and_those_of_the_living_kept(tmp_path: Path) -> None:
    stale = tmp_path / f".out.partial-{dead_pid()}"
    living = tmp_path / f".out.partial-{os.getppid()}"
    other = tmp_path / ".outer.partial-1"
    for folder in (stale, living, other):
        folder.mkdir()
    with OutputFolder(tmp_path / "out") as folder:
        write(folder, "new")
    assert names(tmp_path) == sorted([living.name, other.name, "out"])


def test_a_run_killed_between_the_renames_loses_nothing(tmp_path: Path) -> None:
    out = earlier(tmp_path)
    out.rename(tmp_path / f".out.old-{dead_pid()}")
    with pytest.raises(OutputError, match="is not empty"):
        OutputFolder(out)
    assert (out / "summary.json").read_text(encoding="utf8") == "old"


def test_another_run_that_was_quicker_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def run() -> None:
        with OutputFolder(out) as folder:
            write(folder, "late")
            out.mkdir()
            (out / "summary.json").write_text("quick", encoding="utf8")

    with pytest.raises(OutputError, match="another run wrote this folder meanwhile"):
        run()
    assert (out / "summary.json").read_text(encoding="utf8") == "quick"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EDQUOT, "Quota exceeded"), "the disk quota is used up"),
        (
            pl.exceptions.ComputeError("parquet: underlying IO error: No space left (os error 28)"),
            "the disk is full",
        ),
    ],
)
def test_a_full_disk_is_one_clear_line(tmp_path: Path, error: Exception, message: str) -> None:
    with (
        pytest.raises(OutputError, match=f"out: can't be written: {message}"),
        OutputFolder(tmp_path / "out"),
    ):
        raise error
    assert names(tmp_path) == []


def test_other_errors_pass_as_they_are(tmp_path: Path) -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file", "pack.toml")
    for error in (missing, pl.exceptions.ComputeError("division by zero"), BrokenPipeError(errno.EPIPE, "x")):
        with pytest.raises(type(error)) as raised, OutputFolder(tmp_path / "out"):
            raise error
        assert raised.value is error
    with pytest.raises(BrokenPipeError), writing(tmp_path):
        raise BrokenPipeError(errno.EPIPE, "x")


def test_a_file_size_limit_of_the_system(tmp_path: Path) -> None:
    script = """
import polars as pl, os, sys
from wiresift.output import OutputFolder
with OutputFolder(sys.argv[1]) as folder:
    pl.DataFrame({"x": [os.urandom(50).hex() for _ in range(20_000)]}).write_parquet(folder / "x.parquet")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "out")],
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.returncode == 1
    assert b"OutputError: " in done.stderr
    assert b"can't be written: the file would be larger than this system allows" in done.stderr
    assert names(tmp_path) == []
