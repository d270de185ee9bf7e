"""The whole command against bad input, full disks and interruptions, in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import polars as pl
import pytest
from conftest import lines_of
from wiresift.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALKS = "Both sides agreed on Monday to a ceasefire in the north, the mediators said after two days of talks."
ROWS = [
    {"id": "a", "text": TALKS, "source": "one", "published": "2022-03-16T08:00:00Z"},
    {"id": "b", "text": f"GENEVA - {TALKS}", "source": "two", "published": "2022-03-16T09:00:00Z"},
    {"id": "c", "text": "Nothing of note happened.", "source": "two", "published": "2022-03-17"},
]
GROUPS = {
    "run": tuple(TABLES),
    "dedup": ("documents", "edges", "clusters", "boilerplate"),
    "events": ("events",),
}
COMMANDS = tuple(GROUPS)


def entries(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.mark.parametrize("command", COMMANDS)
def test_bad_rows_are_rejected_and_the_rest_goes_on(tmp_path: Path, jsonl, wiresift, command: str) -> None:
    path = jsonl(
        [*ROWS, b"{", {"id": "d", "text": None}, {"id": "a", "text": "zz"}, b'{"text": "\xff"}', b"[]"]
    )
    done = wiresift(command, path, "-o", "out", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["counts"]["articles"] == 3
    assert summary["rejects"] == {
        "total": 5,
        "reasons": {
            "broken JSON": 1,
            "duplicate id": 1,
            "invalid UTF-8": 1,
            "not a JSON object": 1,
            "null text": 1,
        },
    }
    rejects = lines_of(tmp_path / "out" / "rejects.jsonl")
    assert sorted((row["line"], row["reason"].split(":")[0]) for row in rejects) == [
        (4, "broken JSON"),
        (5, "null text"),
        (6, "duplicate id"),
        (7, "invalid UTF-8"),
        (8, "not a JSON object"),
    ]
    assert {row["file"] for row in rejects} == {str(path)}
    assert {f"{name}.parquet" for name in GROUPS[command]} | {"summary.json"} <= entries(tmp_path / "out")
    assert entries(tmp_path) == {"out", "wire.jsonl"}


def test_a_clean_input_leaves_no_rejects(tmp_path: Path, jsonl, wiresift) -> None:
    done = wiresift("run", jsonl(ROWS), "-o", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "3 articles" in done.stderr
    assert str(tmp_path / "out" / "report.html").endswith(done.stderr.splitlines()[-1].removeprefix("out"))
    expected = {f"{name}.parquet" for name in TABLES} | {"summary.json", "report.html"}
    assert entries(tmp_path / "out") == expected


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "bad",
    [
        (None, "gone.parquet", "gone.parquet: no such file or folder"),
        (b"", "empty.jsonl", "empty.jsonl: the file is empty"),
        (b"\xff\xd8\xff\xe0JFIF", "photo.parquet", "photo.parquet: not Parquet, but a JPEG image"),
        (b"PAR1 and more", "table.jsonl", "table.jsonl: not JSON lines, but Parquet"),
        (b'{"lead": "x"}\n', "columns.jsonl", "the columns are: lead"),
        (
            b'{"text": null}\n',
            "nulls.jsonl",
            "no article could be read, all 1 rows were rejected (null text: 1)",
        ),
        (
            b'id,text\n1,"a\n2,"b\n',
            "quotes.csv",
            "no article could be read, all 2 rows were rejected (broken quotation marks: 2)",
        ),
    ],
)
def test_bad_files_are_one_line_and_1(
    tmp_path: Path, wiresift, command: str, bad: tuple[bytes | None, str, str]
) -> None:
    content, name, message = bad
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = wiresift(command, name, "-o", "out", "--quiet")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("wiresift: error: ")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert entries(tmp_path) <= {name}


def test_a_wrongly_typed_column(tmp_path: Path, wiresift) -> None:
    pl.DataFrame({"text": [1, 2], "lead": ["x", "y"]}).write_parquet(tmp_path / "a.parquet")
    done = wiresift("dedup", "a.parquet", "-o", "out")
    assert done.returncode == 1
    assert "a.parquet: the text column 'text' is Int64, but must hold strings" in done.stderr
    assert "the columns are: text, lead" in done.stderr
    assert wiresift("dedup", "a.parquet", "-o", "out", "--text-column", "lead").returncode == 0


def test_strict_stops_and_leaves_nothing(tmp_path: Path, jsonl, wiresift) -> None:
    done = wiresift("run", jsonl([*ROWS, b"{"]), "-o", "out", "--strict")
    assert done.returncode == 1
    assert "wire.jsonl:4: broken JSON" in done.stderr
    assert entries(tmp_path) == {"wire.jsonl"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--threshold", "1.5"), "threshold is 1.5, but must be"),
        (("--containment", "much"), "containment is 'much', but must be"),
        (("--bands", "100", "--rows", "100"), "bands x rows is"),
        (
            ("--canonical", "best"),
            "canonical is 'best', but must be one of earliest, longest, latest, preferred",
        ),
        (("--published", "soon"), "published is 'soon', but must be a date"),
        (("--format", "ipc"), "format is for -o - alone"),
    ],
)
def test_a_parameter_out_of_range_is_2(tmp_path: Path, jsonl, wiresift, options: tuple, message: str) -> None:
    done = wiresift("run", jsonl(ROWS), "-o", "out", *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert entries(tmp_path) == {"wire.jsonl"}


def test_a_folder_that_exists_is_refused_without_overwrite(tmp_path: Path, jsonl, wiresift) -> None:
    path = jsonl(ROWS)
    assert wiresift("dedup", path, "-o", "out").returncode == 0
    before = (tmp_path / "out" / "documents.parquet").read_bytes()
    done = wiresift("dedup", jsonl(ROWS[:1], "other.jsonl"), "-o", "out")
    assert done.returncode == 1
    assert "the folder is not empty; name another, or add --overwrite" in done.stderr
    assert (tmp_path / "out" / "documents.parquet").read_bytes() == before
    assert wiresift("dedup", tmp_path / "other.jsonl", "-o", "out", "--overwrite").returncode == 0
    assert pl.read_parquet(tmp_path / "out" / "documents.parquet").height == 1
    assert entries(tmp_path) == {"out", "wire.jsonl", "other.jsonl"}


def test_an_output_that_holds_the_input_is_not_overwritten(tmp_path: Path, jsonl, wiresift) -> None:
    assert wiresift("run", jsonl(ROWS), "-o", "out").returncode == 0
    done = wiresift("dedup", "out/articles.parquet", "-o", "out", "--overwrite")
    assert done.returncode == 1
    assert "holds the input" in done.stderr
    assert (tmp_path / "out" / "articles.parquet").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_main_table_goes_to_stdout(tmp_path: Path, jsonl, wiresift, command: str) -> None:
    path = jsonl(ROWS)
    table = {"run": "stories", "dedup": "documents", "events": "events"}[command]
    done = wiresift(command, path, "-o", "-")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert all(list(row) == list(TABLES[table]) for row in rows)
    assert "articles" in done.stderr
    assert entries(tmp_path) == {"wire.jsonl"}
    piped = wiresift(command, "-", "-o", "-", "--quiet", stdin=path.read_bytes())
    assert piped.stdout == done.stdout
    assert piped.stderr == ""


def test_odd_texts_go_through(tmp_path: Path, jsonl, wiresift) -> None:
    texts = [
        "",
        "\x00",
        f"{TALKS}\x00{TALKS}",
        "\ufeff",
        "😀" * 1000,
        "a\u0300" * 500,
        "<script>alert(1)</script>",
        "\r\n" * 50,
    ]
    done = wiresift("run", jsonl({"id": f"n{n}", "text": text} for n, text in enumerate(texts)), "-o", "out")
    assert done.returncode == 0, done.stderr
    articles = pl.read_parquet(tmp_path / "out" / "articles.parquet").sort("id")
    assert articles["text"].to_list() == texts


def test_an_article_of_50_megabytes(tmp_path: Path, jsonl, wiresift) -> None:
    big = f"{TALKS} " * (50_000_000 // len(TALKS))
    done = wiresift("run", jsonl([*ROWS, {"id": "big", "text": big}]), "-o", "out")
    assert done.returncode == 0, done.stderr
    assert pl.read_parquet(tmp_path / "out" / "documents.parquet").height == 4


def test_a_million_empty_articles(tmp_path: Path, wiresift) -> None:
    pl.select(id=pl.int_range(1_000_000).cast(pl.String), text=pl.lit("")).write_parquet(
        tmp_path / "a.parquet"
    )
    done = wiresift("dedup", "a.parquet", "-o", "out", "--json", "--quiet")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["articles"] == 1_000_000
    documents = pl.read_parquet(tmp_path / "out" / "documents.parquet")
    assert documents["relation"].unique().to_list() == ["unique"]
    assert documents["n_shingles"].max() == 0


def test_no_articles_at_all(tmp_path: Path, wiresift) -> None:
    pl.DataFrame(schema={"text": pl.String}).write_parquet(tmp_path / "a.parquet")
    done = wiresift("run", "a.parquet", "-o", "out")
    assert done.returncode == 0, done.stderr
    for name, schema in TABLES.items():
        table = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert table.is_empty()
        assert table.schema == schema


# A full disk


def many_rows(path: Path) -> Path:
    rows = ({"id": f"n{n}", "text": os.urandom(3000).hex()} for n in range(2000))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the tests may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk; the limit on the size of a file is tested below")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this system mounts no tmpfs; the limit on the size of a file is tested below")
    yield disk
    subprocess.run([shutil.which("umount") or "umount", str(disk)], check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_one_line_and_1(tmp_path: Path, small_disk: Path, wiresift, command: str) -> None:
    done = wiresift(command, many_rows(tmp_path / "wire.jsonl"), "-o", small_disk / "out", "--quiet")
    assert done.returncode == 1
    assert done.stderr.startswith("wiresift: error: ")
    assert "can't be written: the disk is full" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert entries(small_disk) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_limit_on_the_size_of_a_file_is_one_line_and_1(tmp_path: Path, command: str) -> None:
    many_rows(tmp_path / "wire.jsonl")
    done = subprocess.run(
        [sys.executable, "-m", "wiresift", command, "wire.jsonl", "-o", "out", "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )
    assert done.returncode == 1
    said = done.stderr.decode()
    assert said.startswith("wiresift: error: ")
    assert "can't be written: the file would be larger than this system allows" in said
    assert len(said.splitlines()) == 1
    assert entries(tmp_path) == {"wire.jsonl"}


# Interruptions: the run waits for more of a pipe, so it is certain to be in the middle


@pytest.mark.parametrize(
    ("number", "code", "said"), [(signal.SIGINT, 130, b"wiresift: interrupted"), (signal.SIGTERM, 143, b"")]
)
def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, number: signal.Signals, code: int, said: bytes
) -> None:
    fifo = tmp_path / "wire.jsonl"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-m", "wiresift", "run", str(fifo), "-o", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with fifo.open("wb", buffering=0) as pipe:
        pipe.write(json.dumps(ROWS[0]).encode() + b"\n")
        partial = tmp_path / f".out.partial-{process.pid}"
        deadline = time.monotonic() + 60
        while not partial.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert out == b""
    assert said in err
    assert b"Traceback" not in err
    assert entries(tmp_path) == {"wire.jsonl"}


def test_a_killed_run_is_cleared_away_by_the_next(tmp_path: Path, jsonl, wiresift) -> None:
    fifo = tmp_path / "pipe.jsonl"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-m", "wiresift", "run", str(fifo), "-o", "out"], cwd=tmp_path
    )
    with fifo.open("wb", buffering=0):
        partial = tmp_path / f".out.partial-{process.pid}"
        deadline = time.monotonic() + 60
        while not partial.exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.kill()
        process.wait(timeout=60)
    assert partial.exists()
    assert wiresift("dedup", jsonl(ROWS), "-o", "out").returncode == 0
    assert entries(tmp_path) == {"pipe.jsonl", "wire.jsonl", "out"}


def test_explain_and_report(tmp_path: Path, jsonl, wiresift) -> None:
    assert wiresift("run", jsonl(ROWS), "-o", "out").returncode == 0
    (tmp_path / "out" / "report.html").unlink()
    done = wiresift("report", "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").stat().st_size > 1000
    done = wiresift("explain", "out", "a", "b")
    assert done.returncode == 0, done.stderr
    assert "a" in done.stdout
    done = wiresift("explain", "out", "nobody")
    assert done.returncode == 1
    assert "wiresift: error: " in done.stderr
    assert "nobody" in done.stderr


@pytest.mark.parametrize("command", ["show", "lint", "test"])
def test_the_pack_that_comes_along(wiresift, command: str) -> None:
    done = wiresift("pack", command, "peace")
    # lint may ask for examples; it finds no fault
    allowed = (0, 3) if command == "lint" else (0,)
    assert done.returncode in allowed, done.stdout + done.stderr
    if command == "show":
        assert "ceasefire: " in done.stdout
    done = wiresift("pack", command, "no-such-pack")
    assert done.returncode == 1
    assert done.stderr.startswith("wiresift: error: no-such-pack: ")


def test_what_can_be_done_about_rejects_is_told(tmp_path: Path, wiresift) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,a word\n1,a word more\n2,caf\xe9\n")
    done = wiresift("dedup", "a.csv", "-o", "out")
    assert done.returncode == 0
    assert "2 rows rejected (duplicate id: 1, invalid UTF-8: 1" in done.stderr
    assert "iconv -f WINDOWS-1252 -t UTF-8" in done.stderr
    assert "--id-column" in done.stderr
    (tmp_path / "b.csv").write_bytes(b"id,text\n2,caf\xe9\n")
    done = wiresift("dedup", "b.csv", "-o", "out2")
    assert done.returncode == 1
    assert "all 1 rows were rejected (invalid UTF-8: 1); files in another encoding" in done.stderr
