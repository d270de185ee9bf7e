"""Every way in which input can be bad: a clear line, or a reject with file, line and reason."""

from __future__ import annotations

import errno
import gzip
import json
from pathlib import Path

import polars as pl
import pytest
import zstandard
from conftest import lines_of
from wiresift.config import DedupOptions, ReadOptions
from wiresift.exceptions import (
    ColumnError,
    InputError,
    OutputError,
    PackError,
    ParameterError,
    WiresiftError,
)
from wiresift.io import Reader, Rejects, batches, read, spool
from wiresift.schema import ARTICLES

GOOD = {"id": "good", "text": "Talks began."}


def rejected(path: Path, **options) -> tuple[list[str], list[tuple[str, int, str]]]:
    rejects = Rejects()
    ids = read(path, rejects=rejects, **options).collect()["id"].to_list()
    return ids, [(reject.file, reject.line, reject.reason) for reject in rejects.kept]


# Files


def test_no_such_file(tmp_path: Path) -> None:
    for name in ("gone.parquet", "gone", "gone/"):
        with pytest.raises(InputError, match=rf"{name}: no such file or folder"):
            read(f"{tmp_path}/{name}")


@pytest.mark.parametrize(
    "text",
    [
        "Both sides agreed on Monday to a truce.",
        "Did both sides agree to a truce [on Monday]?",
        "Talks\nbegan.",
        "\0" * 2000,
        "talks " * 1_000_000,
    ],
)
def test_texts_given_as_paths_are_told_so_in_a_line(text: str) -> None:
    for inputs in (text, [text], (name for name in [text, text])):
        with pytest.raises(
            InputError, match=r"a text is no path: give texts as pl\.Series\(texts\)"
        ) as caught:
            read(inputs)
        assert len(str(caught.value)) < 500
        assert str(caught.value).isprintable()


def test_a_pattern_of_many_words_is_a_path(tmp_path: Path, jsonl) -> None:
    folder = tmp_path / "the wire of the year twenty twenty"
    folder.mkdir()
    jsonl([GOOD]).rename(folder / "a.jsonl")
    assert read(f"{folder}/*.jsonl").collect()["id"].to_list() == ["good"]


def test_columns_in_a_dict_are_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jsonl) -> None:
    monkeypatch.chdir(tmp_path)
    jsonl([GOOD]).rename(tmp_path / "text")
    with pytest.raises(InputError, match="can't read a dict: give paths, a polars frame"):
        read({"text": ["Talks began."]})


def test_rows_in_a_list_are_told_what_to_give() -> None:
    with pytest.raises(InputError, match=r"a list holds paths; .* rows as pl\.DataFrame\(rows\)"):
        read([{"id": "a", "text": "Talks began."}])


@pytest.mark.parametrize("ending", ["jsonl", "csv", "txt", "parquet"])
def test_a_file_whose_name_is_not_utf8_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"caf\udce9.{ending}"
    path.write_text('{"text": "Talks began."}', encoding="utf8")
    for inputs in (path, tmp_path):
        with pytest.raises(InputError, match=rf"caf\\udce9\.{ending}: the name .* is not UTF-8; rename it"):
            read(inputs)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.csv", "a.jsonl", "a.txt", "a"])
def test_an_empty_file_alone_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError, match=rf"{name}: the file is empty"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.csv", "a.jsonl"])
def test_an_empty_file_among_others_is_a_warning(tmp_path: Path, jsonl, name: str) -> None:
    (tmp_path / name).touch()
    rejects = Rejects()
    assert read([tmp_path / name, jsonl([GOOD])], rejects=rejects).collect()["id"].to_list() == ["good"]
    assert rejects.warnings == [f"empty files left out: 1 ({tmp_path / name})"]


def test_an_empty_text_among_others_is_a_reject(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text("Talks began.", encoding="utf8")
    ids, rejects = rejected(tmp_path)
    assert ids == ["b"]
    assert rejects == [(str(tmp_path / "a.txt"), 1, "empty file")]


def test_a_file_of_blank_lines_is_empty(jsonl) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read(jsonl([b"", b"  ", b""]))


def test_a_folder_without_files(tmp_path: Path, jsonl) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="none holds no file of a format that is read"):
        read(tmp_path / "none")
    rejects = Rejects()
    assert read([tmp_path / "none", jsonl([GOOD])], rejects=rejects).collect().height == 1
    assert "folders without a file that is read left out: 1" in rejects.warnings[0]


def test_tables_without_rows_are_no_error(tmp_path: Path) -> None:
    pl.DataFrame(schema={"text": pl.String}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("id,text\n", encoding="utf8")
    frame = read(tmp_path).collect()
    assert frame.is_empty()
    assert frame.schema == ARTICLES


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100)
ZIP = b"PK\x03\x04" + bytes(100)


def parquet_bytes(tmp_path: Path) -> bytes:
    pl.DataFrame(GOOD).write_parquet(tmp_path / "whole.parquet")
    return (tmp_path / "whole.parquet").read_bytes()


@pytest.mark.parametrize("ending", ["parquet", "arrow", "csv", "jsonl", "txt"])
@pytest.mark.parametrize("kind", ["jpeg", "zip", "parquet", "jsonl", "text", "half", "utf-16"])
def test_a_file_of_another_format(tmp_path: Path, ending: str, kind: str) -> None:
    content = {
        "jpeg": JPEG,
        "zip": ZIP,
        "parquet": parquet_bytes(tmp_path),
        "jsonl": json.dumps(GOOD).encode() + b"\n",
        "text": b"Only words, and a comma.\nNo more.\n",
        "half": parquet_bytes(tmp_path)[:-20],
        "utf-16": "id,text\na,b\n".encode("utf-16"),
    }[kind]
    path = tmp_path / f"wrong.{ending}"
    path.write_bytes(content)
    if (ending, kind) in {("parquet", "parquet"), ("jsonl", "jsonl"), ("txt", "text"), ("txt", "jsonl")}:
        assert read(path).collect().height == 1
        return
    if ending == "txt" and kind != "zip":
        with pytest.raises(
            InputError, match=r"no article could be read, all 1 rows were rejected \(invalid UTF-8"
        ):
            spool(path, tmp_path / "spool")
        return
    if ending == "txt":
        assert read(path).collect().height == 1
        return
    with pytest.raises(InputError) as raised:
        read(path).collect()
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert len(message) < len(str(path)) + 300


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_told_how_it_is_converted(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffid\ttext\na\tTalks began.\n".encode(encoding))
    with pytest.raises(InputError, match=r"not CSV, but UTF-16 text; .*: iconv -f UTF-16 -t UTF-8 FILE"):
        read(path)


def test_a_file_without_an_ending_that_is_nothing_known(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("Only words.", encoding="utf8")
    with pytest.raises(
        InputError, match="notes: the format isn't known from the ending; give --input-format"
    ):
        read(tmp_path / "notes")
    assert read(tmp_path / "notes", format="text").collect()["text"].to_list() == ["Only words."]


def test_a_json_array_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([GOOD, GOOD]), encoding="utf8")
    with pytest.raises(InputError, match=r"a\.json: not JSON lines: it is one JSON array; .*jq -c"):
        read(tmp_path / "a.json")
    (tmp_path / "b.json").write_text(json.dumps(GOOD, indent=1), encoding="utf8")
    with pytest.raises(InputError, match=r"b\.json: not JSON lines: .* spread over lines"):
        read(tmp_path / "b.json")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_compressed_data_cut_short(tmp_path: Path, name: str) -> None:
    raw = b"".join(json.dumps({"text": f"{n} {n * n}"}).encode() + b"\n" for n in range(300_000))
    packed = gzip.compress(raw, 1) if name.endswith("gz") else zstandard.compress(raw)
    path = tmp_path / name
    path.write_bytes(packed[: len(packed) * 3 // 4])
    if name.endswith("gz"):
        with pytest.raises(InputError, match=rf"{name}: the compressed data is broken or cut short"):
            read(path).collect()
        path.write_bytes(packed[:-100_000] + b"x" * 100_000)
    else:
        path.write_bytes(packed[: len(packed) // 2] + b"x" * 1000 + packed[len(packed) // 2 :])
    with pytest.raises(InputError, match=rf"{name}: "):
        read(path).collect()


def test_a_file_that_may_not_be_read(jsonl, monkeypatch: pytest.MonkeyPatch) -> None:
    path = jsonl([GOOD])

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"wire\.jsonl: can't be read: Permission denied"):
        read(path)


# Columns


@pytest.mark.parametrize("ending", ["parquet", "arrow", "csv", "jsonl"])
def test_a_missing_column_lists_those_there_are(tmp_path: Path, ending: str) -> None:
    frame = pl.DataFrame({"Ident": ["a"], "lead": ["x"]})
    path = tmp_path / f"a.{ending}"
    {
        "parquet": frame.write_parquet,
        "arrow": frame.write_ipc,
        "csv": frame.write_csv,
        "jsonl": frame.write_ndjson,
    }[ending](path)
    with pytest.raises(ColumnError, match=rf"a\.{ending}: no text column .*; the columns are: Ident, lead"):
        read(path)
    with pytest.raises(
        ColumnError, match=r"no column 'ident' \(--id-column\); the columns are: Ident, lead"
    ) as raised:
        read(path, text_column="lead", id_column="ident")
    assert raised.value.columns == ("Ident", "lead")
    assert read(path, text_column="lead", id_column="Ident").select("id", "text").collect().row(0) == (
        "a",
        "x",
    )


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("text", [1], r"the text column 'text' is Int64, but must hold strings"),
        ("text", [["x"]], r"the text column 'text' is List\(String\)"),
        ("text", [b"x"], r"the text column 'text' is Binary"),
        ("id", [1.5], r"the id column 'id' is Float64, but must hold strings or whole numbers"),
        ("date", [1.5], r"the published column 'date' is Float64, but must hold dates"),
        ("source", [{"name": "x"}], r"the source column 'source' is Struct"),
    ],
)
def test_a_wrongly_typed_column(tmp_path: Path, column: str, values: list, message: str) -> None:
    frame = pl.DataFrame({"text": ["x"], column: values} | ({"text": values} if column == "text" else {}))
    frame.write_parquet(tmp_path / "a.parquet")
    with pytest.raises(ColumnError, match=message):
        read(tmp_path / "a.parquet")


def test_columns_are_found_by_usual_names_in_any_case() -> None:
    frame = pl.DataFrame(
        {"MainText": ["m"], "BODY": ["b"], "Headline": ["h"], "Outlet": ["o"], "LINK": ["l"], "ID": [7]}
    )
    row = read(frame).collect().row(0, named=True)
    assert {name: row[name] for name in ("id", "text", "title", "source", "url")} == {
        "id": "7",
        "text": "b",
        "title": "h",
        "source": "o",
        "url": "l",
    }


# Rows


def test_null_texts_are_rejected(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["a", "b", "c"], "text": ["x", None, ""]})
    for name, write, first in (
        ("a.parquet", frame.write_parquet, 1),
        ("a.arrow", frame.write_ipc, 1),
        ("a.csv", frame.write_csv, 2),
        ("a.jsonl", frame.write_ndjson, 1),
    ):
        write(tmp_path / name)
        ids, rejects = rejected(tmp_path / name)
        assert ids == ["a", "c"], name
        assert rejects == [(str(tmp_path / name), first + 1, "null text")]


def test_broken_lines_are_rejected_with_line_and_reason(jsonl) -> None:
    raw = [
        json.dumps(GOOD).encode(),
        b'{"text": "no end',
        b"",
        b'{"text": "bad \xff byte"}',
        b"[1, 2]",
        b'"text"',
        b'{"text": 17}',
        b'{"text": null}',
        b'{"title": "no text"}',
        b'{"text": ["a", "list"]}',
        b'{"text": "a"} trailing',
        json.dumps({"id": "last", "text": "End."}).encode(),
    ]
    path = jsonl(raw)
    ids, rejects = rejected(path)
    assert ids == ["good", "last"]
    assert {file for file, _, _ in rejects} == {str(path)}
    assert [(line, reason) for _, line, reason in rejects] == [
        (2, "broken JSON: Unterminated string starting at at column 10"),
        (4, "invalid UTF-8: byte 0xff at position 15"),
        (5, "not a JSON object: an array"),
        (6, "not a JSON object: a string"),
        (7, "text is not a string: a number"),
        (8, "null text"),
        (9, "null text"),
        (10, "text is not a string: an array"),
        (11, "broken JSON: Extra data at column 15"),
    ]


def test_rejects_file(tmp_path: Path, jsonl) -> None:
    path = jsonl([GOOD, b"{" + b"x" * 1000, {"text": None}])
    with Rejects(tmp_path / "rejects.jsonl") as rejects:
        assert read(path, rejects=rejects).collect().height == 1
    written = lines_of(tmp_path / "rejects.jsonl")
    assert [row["line"] for row in written] == [2, 3]
    assert set(written[0]) == {"file", "line", "reason", "excerpt"}
    assert written[0]["excerpt"] == "{" + "x" * 199
    assert rejects.counts == {"broken JSON": 1, "null text": 1}
    assert rejects.total == 2


def test_no_rejects_no_file(tmp_path: Path, jsonl) -> None:
    with Rejects(tmp_path / "rejects.jsonl") as rejects:
        read(jsonl([GOOD]), rejects=rejects).collect()
    assert not (tmp_path / "rejects.jsonl").exists()


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"{", r"wire\.jsonl:2: broken JSON"),
        (b'{"text": null}', r"wire\.jsonl:2: null text"),
        (b'{"text": "x\xff"}', r"wire\.jsonl:2: invalid UTF-8"),
        (json.dumps(GOOD).encode(), r"wire\.jsonl:2: duplicate id"),
    ],
)
def test_strict_stops_at_the_first(tmp_path: Path, jsonl, bad: bytes, message: str) -> None:
    path = jsonl([GOOD, bad, b"[]"] if b"duplicate" not in bad else [GOOD, bad])
    if "duplicate" in message:
        path = jsonl([GOOD, bad])
    with pytest.raises(InputError, match=message):
        spool(Reader(path, ReadOptions(strict=True)), tmp_path / "spool")


def test_all_rows_rejected_is_an_error(tmp_path: Path) -> None:
    pl.DataFrame({"text": [None, None]}, schema={"text": pl.String}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(
        InputError, match=r"no article could be read, all 2 rows were rejected \(null text: 2\)"
    ):
        spool(tmp_path / "a.parquet", tmp_path / "spool")


@pytest.mark.parametrize(
    ("raw", "kept", "lost"),
    [
        (b'id,text\n1,"a"\n2,"b\n3,c\n', ["1", "3"], [(3, "broken quotation marks")]),
        (b'id,text\n1,"a" x\n2,b\n', ["2"], [(2, "broken quotation marks")]),
        (b'id,text\n1,"a\nb"\n2,"c" x\n3,"d\n\ne"\n', ["1", "3"], [(4, "broken quotation marks")]),
        (b"id,text\n1,a\n2,b,c,d\n3,e\n", ["1", "3"], [(3, "4 fields, but the header names 2")]),
        (b"id,text\n1,a\xff\n2,b", ["2"], [(2, "invalid UTF-8: byte 0xff at position 4")]),
        (b"\xef\xbb\xbfid;text\r\n1;a;b\r\n\r\n2;c\r\n", ["2"], [(2, "3 fields, but the header names 2")]),
        (
            b"id,text\n" + b"1,a\n" * 9_000 + b"1,\xe9\n" + b"2,b\n",
            ["1"] * 9_000 + ["2"],
            [(9_002, "invalid UTF-8: byte 0xe9 at position 3")],
        ),
        (b"id,text\n1,a,\n2,\n", [], [(2, "3 fields, but the header names 2"), (3, "null text")]),
    ],
)
def test_broken_csv_rows_are_rejected_one_by_one(
    tmp_path: Path, raw: bytes, kept: list[str], lost: list[tuple[int, str]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    ids, rejects = rejected(path)
    assert ids == kept
    assert rejects == [(str(path), line, reason) for line, reason in lost]
    with pytest.raises(InputError, match=rf"a\.csv:{lost[0][0]}: "):
        read(path, strict=True).collect()


def test_many_broken_csv_rows_lose_no_good_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'{n},"text ""{n}"",\nof two lines"' if n % 3 else f'{n},"broken {n}' for n in range(3000)]
    path.write_text("id,text\n" + "\n".join(rows) + "\n", encoding="utf8")
    rejects = Rejects()
    frame = read(path, rejects=rejects).collect()
    good = [n for n in range(3000) if n % 3]
    assert set(good) <= {int(i) for i in frame["id"] if i.isdigit()}
    assert frame.filter(pl.col("id") == "1")["text"].item() == 'text "1",\nof two lines'
    assert rejects.total >= 1000


def test_a_csv_header_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\xff\n1,a\n")
    with pytest.raises(InputError, match=r"a\.csv: line 1 is not UTF-8 \(byte 0xff at position 8\)"):
        read(tmp_path / "a.csv")


def test_invalid_utf8_in_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\ntwo \xe9t\xe9\n")
    (tmp_path / "b.txt").write_text("été", encoding="utf8")
    ids, rejects = rejected(tmp_path)
    assert ids == ["b"]
    assert rejects == [(str(tmp_path / "a.txt"), 2, "invalid UTF-8: byte 0xe9 at position 9")]


def test_nul_bytes_are_kept(tmp_path: Path, jsonl) -> None:
    text = "a\x00b\x00"
    frame = pl.DataFrame({"id": ["n"], "text": [text]})
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_csv(tmp_path / "a.csv")
    (tmp_path / "a.txt").write_bytes(text.encode())
    paths = [tmp_path / "a.parquet", tmp_path / "a.csv", tmp_path / "a.txt", jsonl([{"text": text}])]
    for path in paths:
        assert read(path).collect()["text"].to_list() == [text], path
        done = spool(path, tmp_path / f"spool-{path.name}")
        assert [row for part in batches(done) for row in part["text"]] == [text]


def test_an_article_of_50_megabytes(tmp_path: Path, jsonl) -> None:
    text = "word " * 10_000_000
    frame = pl.DataFrame({"id": ["big", "small"], "text": [text, "x"]})
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_csv(tmp_path / "a.csv")
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    line = jsonl([{"id": "big", "text": text}, {"id": "small", "text": "x"}])
    for path in (tmp_path / "a.parquet", tmp_path / "a.csv", line):
        done = spool(path, tmp_path / f"spool-{path.name}")
        assert (done.n_articles, done.text_bytes) == (2, 50_000_001), path
    assert spool(tmp_path / "a.txt", tmp_path / "spool-txt").text_bytes == 50_000_000


def test_a_million_empty_articles(tmp_path: Path) -> None:
    n = 1_000_000
    frame = pl.select(id=pl.int_range(n), text=pl.lit(""))
    frame.write_parquet(tmp_path / "a.parquet")
    done = spool(tmp_path / "a.parquet", tmp_path / "spool")
    assert done.n_articles == sum(part.height for part in batches(done, ["id"])) == n


def test_a_million_duplicates(tmp_path: Path) -> None:
    n = 300_000
    pl.select(id=pl.int_range(n), text=pl.lit("x")).write_parquet(tmp_path / "a.parquet")
    pl.select(id=pl.int_range(n), text=pl.lit("y")).write_parquet(tmp_path / "b.parquet")
    rejects = Rejects()
    done = spool(
        Reader([tmp_path / "b.parquet", tmp_path / "a.parquet"], rejects=rejects), tmp_path / "spool"
    )
    assert done.n_articles == n
    assert done.scan().select(pl.col("text").unique()).collect().to_series().to_list() == ["x"]
    assert rejects.counts == {"duplicate id": n}
    assert {reject.file for reject in rejects.kept} == {str(tmp_path / "b.parquet")}


def test_what_is_no_input_at_all() -> None:
    for value in (7, None, b"bytes", [7], [[]], object()):
        with pytest.raises(InputError, match="can't read a"):
            read(value)
    with pytest.raises(InputError, match="no inputs were given"):
        read([])


# Parameters and the tree of errors


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("threshold", 0),
        ("threshold", 1.01),
        ("threshold", float("nan")),
        ("threshold", "0.8"),
        ("threshold", True),
        ("containment", 0.0),
        ("containment", -1),
        ("ngram", 0),
        ("ngram", 2.0),
        ("num_perm", 0),
        ("num_perm", True),
        ("seed", -1),
        ("seed", 2**32),
        ("bands", 0),
        ("bands", 129),
        ("rows", 0),
        ("canonical", "best"),
        ("preferred", "Reuters"),
        ("preferred", ("Reuters", 7)),
        ("threads", 0),
        ("batch_size", 0),
        ("clean", "yes"),
    ],
)
def test_a_parameter_out_of_range_is_named_with_value_and_range(parameter: str, value: object) -> None:
    with pytest.raises(ParameterError) as raised:
        DedupOptions(**{parameter: value})
    assert str(raised.value).startswith(f"{parameter} is {value!r}, but must be ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"bands": 64, "rows": 3}, r"bands x rows is 64 x 3 = 192, but must be at most num_perm, 128"),
        ({"canonical": "preferred"}, "preferred must list the sources"),
        ({"preferred": ["Reuters"]}, "set canonical to 'preferred'"),
    ],
)
def test_parameters_that_do_not_fit_together(options: dict, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        DedupOptions(**options)


def test_parameters_at_their_limits() -> None:
    assert DedupOptions(threshold=1, containment=None, bands=32, rows=4).containment is None
    assert DedupOptions(canonical="preferred", preferred=["AP", "dpa"]).preferred == ("AP", "dpa")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("text_column", ""),
        ("id_column", 7),
        ("format", "jpeg"),
        ("strict", 1),
        ("published", "soon"),
        ("lang", ""),
    ],
)
def test_a_read_option_out_of_range(parameter: str, value: object) -> None:
    with pytest.raises(ParameterError, match=rf"{parameter} is {value!r}, but must be "):
        ReadOptions(**{parameter: value})


def test_the_tree_of_errors() -> None:
    assert issubclass(ColumnError, InputError)
    for error, natural in (
        (InputError, ValueError),
        (OutputError, OSError),
        (ParameterError, ValueError),
        (PackError, ValueError),
    ):
        assert issubclass(error, WiresiftError)
        assert issubclass(error, natural)
        assert str(error("one line")) == "one line"
