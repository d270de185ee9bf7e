"""The command line: what it says, where it says it, and how it ends."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import polars as pl
import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner
from wiresift import schema
from wiresift.cli import app, show
from wiresift.cli.guard import guard
from wiresift.cli.options import (
    COMPARING,
    INPUTS,
    PACK,
    READING,
    RUNNING,
    dedup_options,
    read_options,
    share_or_none,
)
from wiresift.config import DedupOptions, ReadOptions
from wiresift.exceptions import InputError, OutputError, ParameterError
from wiresift.progress import PlainProgress, Progress, RichProgress, for_stderr
from wiresift.saved import load_summary

COMMANDS = ("run", "dedup", "events", "report", "explain")


def plain(text: str) -> str:
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_examples(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "120"})
    assert done.exit_code == 0
    assert re.search(r"Examples?", done.output)
    assert re.search(rf"^ *(.* \| )?wiresift {command} ", done.output, re.MULTILINE)
    assert "\\b" not in done.output


def test_help_lists_the_commands() -> None:
    done = CliRunner().invoke(app, ["--help"])
    assert done.exit_code == 0
    for command in (*COMMANDS, "pack"):
        assert re.search(rf"^│ {command} ", done.output, re.MULTILINE), command


def test_options_bear_the_names_of_the_parameters() -> None:
    options = {**INPUTS, **PACK, **READING, **COMPARING, **RUNNING}
    flags = {
        name: {kind.__metadata__[0].default, *(kind.__metadata__[0].param_decls or ())}
        for name, (kind, _) in options.items()
    }
    for name, declared in flags.items():
        if name != "inputs":
            assert f"--{name.replace('_', '-')}" in declared
    fields = {*DedupOptions.__dataclass_fields__, *ReadOptions.__dataclass_fields__} - {"clean"}
    assert fields <= options.keys()


def test_defaults_are_those_of_the_library() -> None:
    given = {name: default for group in (READING, COMPARING, RUNNING) for name, (_, default) in group.items()}
    assert dedup_options(given) == DedupOptions()
    assert read_options(given) == ReadOptions()


def test_options_reach_the_library() -> None:
    given = {name: default for group in (READING, COMPARING, RUNNING) for name, (_, default) in group.items()}
    given |= {
        "containment": "None",
        "canonical": "preferred",
        "preferred": ["AP", "dpa"],
        "no_clean": True,
        "text_column": "lead",
        "input_format": "csv",
        "published": "2022-03-16",
    }
    assert dedup_options(given) == DedupOptions(
        containment=None, canonical="preferred", preferred=("AP", "dpa"), clean=False
    )
    assert read_options(given) == ReadOptions(text_column="lead", format="csv", published="2022-03-16")


@pytest.mark.parametrize("value", ["much", "", "0,8"])
def test_a_containment_that_is_no_number(value: str) -> None:
    with pytest.raises(ParameterError, match="containment is"):
        share_or_none(value)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("a.jsonl:3: broken JSON"), 1, "wiresift: error: a.jsonl:3: broken JSON\n"),
        (OutputError("out: the disk is full"), 1, "wiresift: error: out: the disk is full\n"),
        (ParameterError("seed is -1"), 2, "wiresift: error: seed is -1\n"),
        (InputError("two\nlines"), 1, "wiresift: error: two lines\n"),
        (KeyboardInterrupt(), 130, "wiresift: interrupted\n"),
    ],
)
def test_errors_are_one_line(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    with pytest.raises(typer.Exit) as left, guard():
        raise error
    assert left.value.exit_code == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == said


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), guard(debug=True):
        raise InputError("bad")
    assert "Traceback" in (said := capsys.readouterr().err)
    assert said.endswith("wiresift: error: bad\n")


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), guard():
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "x.jsonl"],
        ["dedup", "x.jsonl", "-o", "out", "--threshold", "high"],
        ["dedup", "x.jsonl", "-o", "out", "--format", "xml"],
        ["events", "x.jsonl", "-o", "out", "--no-such-option"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.output


def test_version() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert done.exit_code == 0
    assert done.output == f"wiresift {import_module('wiresift').__version__}\n"


# The summary


SUMMARY = {
    "counts": {
        "articles": 12_345,
        "exact": 300,
        "near": 40,
        "clusters": 11_000,
        "events": 7,
        "events_by_type": {"attack": 2, "ceasefire": 5},
        "stories": 4,
    },
    "rejects": {"total": 3, "reasons": {"null text": 1, "broken JSON": 2}},
    "warnings": ["empty files left out: 1 (x.csv)"],
    "seconds": {"read": 1.0, "total": 2.5},
}


def test_the_summary_in_words(tmp_path: Path) -> None:
    (tmp_path / "report.html").touch()
    assert list(show.lines_of(SUMMARY, tmp_path)) == [
        "12,345 articles",
        "300 exact duplicates",
        "40 near duplicates",
        "11,000 distinct texts",
        "7 events (ceasefire: 5, attack: 2)",
        "4 stories",
        f"3 rows rejected (broken JSON: 2, null text: 1, see {tmp_path / 'rejects.jsonl'})",
        "warning: empty files left out: 1 (x.csv)",
        "2.5 s, 4,938 articles/s",
        str(tmp_path / "report.html"),
    ]


def test_the_summary_goes_to_stderr_and_json_to_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "summary.json").write_text(json.dumps(SUMMARY), encoding="utf8")
    show.print_summary(tmp_path, as_json=False)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("12,345 articles\n")
    show.print_summary(tmp_path, as_json=True)
    captured = capsys.readouterr()
    assert json.loads(captured.out) == SUMMARY
    assert captured.err == ""


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text(json.dumps({"schema": schema.VERSION + 1}), encoding="utf8")
    for command in (["report", str(tmp_path)], ["explain", str(tmp_path), "a"]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 1
        assert f"its tables are of version {schema.VERSION + 1}" in done.stderr


def test_doubts_are_told() -> None:
    measured = {"recall": 0.99, "interval_95": [0.97, 1.0], "true_pairs": 100, "found": 99}
    summary = {"guards": {"pairs_left_out": 7, "components_split": 2}, "recall": {"measured": measured}}
    lines = list(show.lines_of(summary))
    assert "7 pairs of very large families of like texts were not compared" in lines
    assert "2 chains of like texts were split" in lines
    assert "recall on a sample: 99 of 100 true pairs (95 %: 0.970 to 1.000)" in lines


def test_one_of_anything_is_no_plural() -> None:
    keys = ("articles", "exact", "near", "update", "contains", "contained", "clusters", "events", "stories")
    guards = {"pairs_left_out": 1, "components_split": 1}
    rejects = {"total": 1, "reasons": {"null text": 1}}
    summary = {"counts": dict.fromkeys(keys, 1) | {"without_date": 1}, "guards": guards, "rejects": rejects}
    assert [line.split(":")[0] for line in show.lines_of(summary)] == [
        "1 article",
        "1 exact duplicate",
        "1 near duplicate",
        "1 update",
        "1 that contains another",
        "1 contained in another",
        "1 distinct text",
        "1 event",
        "1 story",
        "1 row rejected (null text",
        "1 article without a date",
        "1 pair of very large families of like texts was not compared",
        "1 chain of like texts was split",
    ]


@pytest.mark.parametrize("content", [None, "", "[]", "{"])
def test_a_folder_that_is_no_output(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "summary.json").write_text(content, encoding="utf8")
    with pytest.raises(InputError, match=re.escape(str(tmp_path))):
        load_summary(tmp_path)
    for command in (["report", str(tmp_path)], ["explain", str(tmp_path), "a"]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 1
        assert done.stderr.startswith(f"wiresift: error: {tmp_path}")


def in_a_process(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


TO_STDOUT = """
import sys
from pathlib import Path
import typer
from wiresift.cli import show
from wiresift.cli.guard import guard
try:
    with guard():
        show.table_to_stdout(Path(sys.argv[1]), sys.argv[2])
except typer.Exit as left:
    sys.exit(left.exit_code)
"""

if TYPE_CHECKING:
    from pathlib import Path


def test_tables_on_stdout(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"id": ["a", "b"], "flags": [["empty"], []], "date": [None, "2022-03-16"]}
    ).with_columns(pl.col("date").str.to_date())
    frame.write_parquet(tmp_path / "t.parquet")
    out, _ = in_a_process(TO_STDOUT, str(tmp_path / "t.parquet"), "jsonl").communicate(timeout=60)
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": "a", "flags": ["empty"], "date": None},
        {"id": "b", "flags": [], "date": "2022-03-16"},
    ]
    out, _ = in_a_process(TO_STDOUT, str(tmp_path / "t.parquet"), "ipc").communicate(timeout=60)
    assert pl.read_ipc_stream(io.BytesIO(out)).equals(frame)


@pytest.mark.parametrize("kind", ["jsonl", "ipc"])
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, kind: str) -> None:
    pl.select(id=pl.int_range(2_000_000)).write_parquet(tmp_path / "t.parquet")
    process = in_a_process(TO_STDOUT, str(tmp_path / "t.parquet"), kind)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(10)
    process.stdout.close()
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait(timeout=60) == 0


# Progress


def test_progress_times_its_stages() -> None:
    with Progress() as progress:
        progress.advance(5)  # before any stage: nothing to count
        progress.stage("read")
        progress.advance(2)
        progress.advance(3)
        progress.stage("sketch", total=5)
        progress.advance(5)
    progress.done()
    assert [(stage.name, stage.count, stage.total) for stage in progress.stages] == [
        ("read", 5, None),
        ("sketch", 5, 5),
    ]
    assert all(stage.seconds > 0 for stage in progress.stages)


def test_plain_progress_is_a_line_a_stage() -> None:
    out = io.StringIO()
    with PlainProgress(out) as progress:
        progress.stage("read")
        progress.advance(1200)
        progress.stage("sketch", total=1200)
        progress.advance(1200)
        progress.stage("cluster")
        progress.note("warning: x")
    lines = out.getvalue().splitlines()
    assert [re.sub(r"\d+\.\d s", "T s", line) for line in lines] == [
        "read: 1,200, T s",
        "sketch: 1,200 of 1,200, T s",
        "warning: x",
        "cluster: T s",
    ]


def test_plain_progress_shows_that_a_long_stage_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiresift.progress._PLAIN_EVERY", 0.0)
    out = io.StringIO()
    with PlainProgress(out) as progress:
        progress.stage("read", total=2)
        progress.advance()
    assert out.getvalue().startswith("read: 1 of 2, ")
    assert len(out.getvalue().splitlines()) == 2


def test_bars_on_a_terminal() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100)
    with RichProgress(console) as progress:
        progress.stage("read", total=3)
        progress.advance(3)
        progress.note("warning: [odd] name")
        progress.stage("cluster")
    shown = plain(out.getvalue())
    assert "read" in shown
    assert "3/3" in shown
    assert "cluster" in shown
    assert "warning: [odd] name" in shown


def test_progress_goes_to_stderr_as_lines_unless_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (False, True):
        with for_stderr(quiet=quiet) as progress:
            progress.stage("read")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
