"""Every format and every shape of input gives the same table."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from wiresift.exceptions import InputError
from wiresift.io import Reader, Rejects, batches, read, spool
from wiresift.io import jsonl as jsonl_module
from wiresift.io.dates import parse
from wiresift.schema import ARTICLES

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {
        "id": "a",
        "title": "Talks",
        "text": "Talks began, they said: “good”.\nSecond line.",
        "source": "Reuters",
        "published": "2022-03-16T15:50:00Z",
        "url": "https://example.org/a",
        "lang": "en",
    },
    {
        "id": "b",
        "title": None,
        "text": 'He said "no", and 停戦.',
        "source": "AP",
        "published": None,
        "url": None,
        "lang": "en",
    },
]
EXPECTED = pl.DataFrame(
    [
        {**row, "published": None if row["published"] is None else datetime(2022, 3, 16, 15, 50, tzinfo=UTC)}
        for row in ROWS
    ],
    schema=ARTICLES,
)


def as_jsonl() -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in ROWS)


def as_csv() -> bytes:
    return pl.DataFrame(ROWS).write_csv().encode()


def to_bytes(write) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()


FRAME = pl.DataFrame(ROWS)
FILES = {
    "wire.jsonl": as_jsonl(),
    "wire.ndjson": as_jsonl().replace(b"\n", b"\r\n"),
    "bom.jsonl": b"\xef\xbb\xbf" + as_jsonl(),
    "no-newline.jsonl": as_jsonl().rstrip(b"\n"),
    "wire.jsonl.gz": gzip.compress(as_jsonl()),
    "two-members.jsonl.gz": b"".join(gzip.compress(line) for line in as_jsonl().splitlines(keepends=True)),
    "wire.jsonl.zst": zstandard.compress(as_jsonl()),
    "two-frames.jsonl.zst": b"".join(
        zstandard.compress(line) for line in as_jsonl().splitlines(keepends=True)
    ),
    "wire.csv": as_csv(),
    "bom.csv": b"\xef\xbb\xbf" + as_csv(),
    "wire.csv.gz": gzip.compress(as_csv()),
    "wire.csv.zst": zstandard.compress(as_csv()),
    "wire.tsv": FRAME.write_csv(separator="\t").encode(),
    "semicolons.csv": FRAME.write_csv(separator=";").encode(),
    "wire.parquet": to_bytes(FRAME.write_parquet),
    "wire.arrow": to_bytes(FRAME.write_ipc),
    "wire.feather": to_bytes(FRAME.write_ipc),
    "stream.arrows": to_bytes(FRAME.write_ipc_stream),
    "no-ending": as_jsonl(),
    "csv-no-ending": as_csv(),
    "parquet-no-ending": to_bytes(FRAME.write_parquet),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    lazy = read(path)
    assert lazy.collect_schema() == ARTICLES
    assert lazy.collect().equals(EXPECTED)
    assert lazy.collect(engine="streaming").equals(EXPECTED)


@pytest.mark.parametrize("name", ["wire.jsonl", "wire.jsonl.gz", "wire.csv", "wire.parquet", "stream.arrows"])
def test_a_pipe_gives_the_same_table(tmp_path: Path, name: str) -> None:
    fifo = tmp_path / name
    os.mkfifo(fifo)
    writer = threading.Thread(target=lambda: fifo.write_bytes(FILES[name]))
    writer.start()
    try:
        assert read(fifo).collect().equals(EXPECTED)
    finally:
        writer.join()


@pytest.mark.parametrize(
    "name", ["wire.jsonl", "wire.jsonl.zst", "wire.csv", "wire.parquet", "stream.arrows"]
)
def test_standard_input_is_sniffed(tmp_path: Path, name: str) -> None:
    script = "import wiresift.io as io, sys; io.read('-').collect().write_parquet(sys.argv[1])"
    out = tmp_path / "out.parquet"
    subprocess.run([sys.executable, "-c", script, str(out)], input=FILES[name], check=True, timeout=60)
    assert pl.read_parquet(out).equals(EXPECTED)


def test_standard_input_may_be_one_text() -> None:
    script = "import wiresift.io as io; print(io.read('-').collect().to_dicts()[0])"
    done = subprocess.run(
        [sys.executable, "-c", script], input=b"Talks began.\n", capture_output=True, check=True, timeout=60
    )
    assert b"'id': 'stdin'" in done.stdout
    assert b"'text': 'Talks began.\\n'" in done.stdout


@pytest.mark.parametrize(
    "table",
    [FRAME, FRAME.lazy(), FRAME.to_arrow(), FRAME.to_arrow().to_reader(), FRAME.select(pl.all().reverse())],
    ids=["DataFrame", "LazyFrame", "pyarrow.Table", "RecordBatchReader", "reversed"],
)
def test_tables_in_memory(table) -> None:
    assert read(table).collect().sort("id").equals(EXPECTED)


def test_pyarrow_string_types() -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2], pa.int16()),
            "Body": pa.array(["a", "b"]).dictionary_encode(),
            "n": [1.5, 2.5],
        }
    )
    assert read(table).select("id", "text").collect().rows() == [("1", "a"), ("2", "b")]


def test_an_arrow_stream_of_several_batches_and_dictionaries(tmp_path: Path) -> None:
    table = pa.table(
        {"text": pa.array(["x", "y", "x", "z"] * 500).dictionary_encode(), "id": list(range(2000))}
    )
    path = tmp_path / "many.arrows"
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=300)
    frame = read(path).collect()
    assert frame.height == 2000
    assert frame["text"].to_list() == ["x", "y", "x", "z"] * 500
    assert frame["id"].to_list() == [str(n) for n in range(2000)]


def test_an_arrow_stream_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "cut.arrows"
    path.write_bytes(FILES["stream.arrows"][:-100])
    with pytest.raises(InputError, match=r"cut\.arrows: the Arrow stream is broken or cut short"):
        read(path).collect()


def test_object_store_urls_go_to_polars(tmp_path: Path) -> None:
    for name in ("wire.parquet", "wire.arrow", "wire.csv", "wire.jsonl"):
        path = tmp_path / name
        path.write_bytes(FILES[name])
        assert read(path.as_uri()).collect().equals(EXPECTED), name


def test_a_missing_object_is_named(tmp_path: Path) -> None:
    for ending in ("parquet", "jsonl"):
        with pytest.raises(InputError, match=f"gone.{ending}"):
            read((tmp_path / f"gone.{ending}").as_uri()).collect()


def test_projection_predicate_and_head(jsonl) -> None:
    lazy = read(jsonl({"id": f"n{n}", "text": f"text {n}"} for n in range(100)))
    assert lazy.select("id").head(3).collect()["id"].to_list() == ["n0", "n1", "n2"]
    assert lazy.filter(pl.col("text") == "text 42").select("id").collect().item() == "n42"
    assert lazy.filter(pl.col("text").str.ends_with("7")).head(2).collect()["id"].to_list() == ["n7", "n17"]


# Folders, globs, names


def test_a_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("Bravo", encoding="utf8")
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfAlpha\r\n")
    (tmp_path / "sub" / "a.txt").write_text("Other", encoding="utf8")
    (tmp_path / ".hidden.txt").write_text("No", encoding="utf8")
    frame = read(tmp_path, published="2022-03-16", source="desk", lang="en").collect()
    assert frame.select("id", "text", "title").rows() == [
        (f"{tmp_path.name}/a", "Alpha\r\n", None),
        ("b", "Bravo", None),
        ("sub/a", "Other", None),
    ]
    assert frame["published"].unique().to_list() == [datetime(2022, 3, 16, tzinfo=UTC)]
    assert frame["source"].unique().to_list() == ["desk"]
    assert frame["lang"].unique().to_list() == ["en"]


def test_a_folder_of_data_files(tmp_path: Path) -> None:
    for name in ("wire.jsonl", "deep/wire.parquet", "_tmp/wire.parquet", "README.txt", "image.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(FILES.get(path.name, b"not read"))
    rejects = Rejects()
    assert read(tmp_path, rejects=rejects).collect().height == 2 * len(ROWS)
    assert len(rejects.warnings) == 1
    assert ".txt files beside data files left out: 1" in rejects.warnings[0]


def test_globs_and_repeats(tmp_path: Path) -> None:
    for name in ("x1.jsonl", "x2.jsonl", "y.jsonl"):
        (tmp_path / name).write_bytes(FILES["wire.jsonl"])
    assert read(f"{tmp_path}/x*.jsonl").collect().height == 4
    assert read([f"{tmp_path}/x*.jsonl", tmp_path / "x1.jsonl", tmp_path]).collect().height == 6
    with pytest.raises(InputError, match=r"z\*\.jsonl: no file matches"):
        read(f"{tmp_path}/z*.jsonl")


def test_a_file_name_with_glob_characters(tmp_path: Path) -> None:
    for name in ("a[1].parquet", "b[1].csv", "c[1].jsonl"):
        path = tmp_path / name
        path.write_bytes(FILES[f"wire.{path.suffix[1:]}"])
        assert read(path).collect().height == 2


def test_ids_are_made_from_file_and_row(tmp_path: Path, jsonl) -> None:
    jsonl([{"text": "x"}, b"", {"text": "y", "id": "own"}, {"text": "z", "id": ""}], "one/w.jsonl")
    jsonl([{"text": "x"}], "two/w.jsonl")
    pl.DataFrame({"text": ["p", "q"]}).write_parquet(tmp_path / "p.parquet")
    frame = read([tmp_path / "one", tmp_path / "two", tmp_path / "p.parquet"]).collect()
    assert frame["id"].to_list() == [
        "one/w.jsonl:1",
        "own",
        "one/w.jsonl:4",
        "two/w.jsonl:1",
        "p.parquet:1",
        "p.parquet:2",
    ]


# Dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-03-16", datetime(2022, 3, 16, tzinfo=UTC)),
        ("2022-03-16T15:50:00Z", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("2022-03-16 15:50:00", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("2022-03-16T15:50", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("2022-03-16T15:50:00.123456+02:00", datetime(2022, 3, 16, 13, 50, 0, 123456, tzinfo=UTC)),
        ("2022-03-16 15:50:00 UTC", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("Wed, 16 Mar 2022 15:50:00 GMT", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("Wed, 16 Mar 2022 15:50:00 -0400", datetime(2022, 3, 16, 19, 50, tzinfo=UTC)),
        ("March 16, 2022", datetime(2022, 3, 16, tzinfo=UTC)),
        ("Sept. 3, 2022", datetime(2022, 9, 3, tzinfo=UTC)),
        ("16 March 2022", datetime(2022, 3, 16, tzinfo=UTC)),
        ("2022/03/16", datetime(2022, 3, 16, tzinfo=UTC)),
        ("20220316", datetime(2022, 3, 16, tzinfo=UTC)),
        ("20220316155000", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("  2022-03-16  ", datetime(2022, 3, 16, tzinfo=UTC)),
        ("03/04/2022", None),
        ("16/03/2022", datetime(2022, 3, 16, tzinfo=UTC)),
        ("3/16/2022 3:50 PM", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("3/16/2022 12:05 a.m.", datetime(2022, 3, 16, 0, 5, tzinfo=UTC)),
        ("3/16/2022 15:50 PM", None),
        ("04/04/2022", datetime(2022, 4, 4, tzinfo=UTC)),
        ("31/13/2022", None),
        ("0/4/2022", None),
        ("2022-02-30", None),
        ("soon", None),
        ("", None),
        ("1647445800", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("1647445800123", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("1647445800.5", datetime(2022, 3, 16, 15, 50, tzinfo=UTC)),
        ("16474458001", None),
        ("631152000", datetime(1990, 1, 1, tzinfo=UTC)),
        ("631152000123", None),
        ("63115200", None),
        ("16.03.2022", datetime(2022, 3, 16, tzinfo=UTC)),
        ("6.3.2022, 15:50", datetime(2022, 3, 6, 15, 50, tzinfo=UTC)),
        ("03.16.2022", None),
        ("26-FEB-1987 15:01:01.79", datetime(1987, 2, 26, 15, 1, 1, tzinfo=UTC)),
        ("16-XYZ-2022", None),
        ("16-03-2022", None),
        ("99999999", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_dates(value: str, expected: datetime | None) -> None:
    assert parse(value) == expected
    column = read(pl.DataFrame({"text": ["x", "y"], "date": [value, "2020-01-01"]})).collect()["published"]
    assert column.to_list() == [expected, datetime(2020, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize(("order", "day"), [("day_first", 3), ("month_first", 4), (None, None)])
def test_the_order_of_dates_in_figures_is_told(order: Any, day: int | None) -> None:
    frame = pl.DataFrame({"text": ["x", "y", "z"], "date": ["03/04/2022", "16/3/2022", "3/16/2022 15:50"]})
    rejects = Rejects()
    published = read(frame, date_order=order, rejects=rejects).collect()["published"].to_list()
    both = None if day is None else datetime(2022, 7 - day, day, tzinfo=UTC)
    assert published == [
        both,
        datetime(2022, 3, 16, tzinfo=UTC),
        datetime(2022, 3, 16, 15, 50, tzinfo=UTC),
    ]
    warned = "first: '03/04/2022' in <DataFrame>:1; wiresift.read(frame, date_order=...) tells the order"
    assert rejects.warnings == ([] if order else [f"dates that may be two: 1 ({warned})"])


def test_dates_that_may_be_two_are_told_beside_those_that_are_none() -> None:
    frame = pl.DataFrame({"text": list("abcd"), "date": ["soon", "3/4/2022", "2022-03-16", "5/4/2022"]})
    rejects = Rejects()
    read(frame, rejects=rejects).collect()
    told, two = rejects.warnings
    assert told == "dates not understood: 1 (first: 'soon' in <DataFrame>:1)"
    assert two.startswith("dates that may be two: 2 (first: '3/4/2022' in <DataFrame>:2; ")


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser_of_dates(value: str) -> None:
    moment = parse(value)
    assert moment is None or moment.tzinfo is not None


@given(st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1)))  # noqa: DTZ001
def test_iso_dates_survive(moment: datetime) -> None:
    for text in (moment.isoformat(), moment.isoformat(" ") + "Z", moment.strftime("%Y-%m-%dT%H:%M:%SZ")):
        expected = moment.replace(microsecond=0) if "." not in text else moment
        assert parse(text) == expected.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "column",
    [
        pl.Series([date(2022, 3, 16)]),
        pl.Series([datetime(2022, 3, 16)], dtype=pl.Datetime("ns")),  # noqa: DTZ001
        pl.Series([datetime(2022, 3, 16)], dtype=pl.Datetime("ms")),  # noqa: DTZ001
        pl.Series([datetime(2022, 3, 16, 2, tzinfo=timezone(timedelta(hours=2)))]).dt.convert_time_zone(
            "Asia/Tokyo"
        ),
        pl.Series([20220316]),
        pl.Series(["2022-03-16"], dtype=pl.Categorical),
    ],
    ids=lambda column: str(column.dtype),
)
def test_date_types(column: pl.Series) -> None:
    frame = read(pl.DataFrame({"text": ["x"], "publish_date": column})).collect()
    assert frame["published"].to_list() == [datetime(2022, 3, 16, tzinfo=UTC)]
    assert frame.schema == ARTICLES


def test_dates_that_are_not_understood_are_counted(jsonl) -> None:
    rejects = Rejects()
    path = jsonl([{"text": "x", "date": "soon"}, {"text": "y", "date": 7}, {"text": "z", "date": None}])
    assert read(path, rejects=rejects).collect()["published"].to_list() == [None] * 3
    assert rejects.total == 0
    assert len(rejects.warnings) == 1
    assert rejects.warnings[0].startswith("dates not understood: 2 (first: 'soon' in ")


# Chunks: the result doesn't depend on them


LINES = st.lists(
    st.one_of(
        st.builds(
            lambda name, text, ascii_only: json.dumps(
                {"id": name, "text": text, "n": {"text": 1}}, ensure_ascii=ascii_only
            ).encode(),
            st.text(alphabet="abc", max_size=3),
            st.text(alphabet=st.characters(codec="utf8"), max_size=20),
            st.booleans(),
        ),
        st.sampled_from(
            [
                b"",
                b"  \t",
                b"{",
                b"[1]",
                b"null",
                b'"text"',
                b'{"text": 1}',
                b'{"text": null}',
                b'{"id": "x"}',
                b'{"text": "a\xff"}',
                b'{"text": "\\ud83d tail"}',
                b'{"text": "\\ude00 tail"}',
                b'{"text": "\\ud83d\\ude00"}',
                b'{"text": "\\\\ud83d"}',
                b'{"text": "a", "text": "b"}',
                b'{"text": "a", "n": 1e999}',
                b'{"text": NaN}',
                b'{"text": "NUL \\u0000"}',
                b'{"text": "a"} {"text": "b"}',
                b'{"text": "say \\"text\\": 1"}',
                b'{"text": {"a": 1}}',
                b'{"text": true}',
            ]
        ),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(lines=LINES)
def test_chunks_do_not_matter(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("chunks") / "w.jsonl"
    path.write_bytes(b"\n".join([b'{"id": "first", "text": "begin"}', *lines]))
    seen = []
    for chunk in (1 << 24, 64, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(jsonl_module, "CHUNK", chunk)
            rejects = Rejects()
            frame = read(path, rejects=rejects).collect()
        seen.append((frame.rows(), rejects.kept))
    assert seen[0] == seen[1] == seen[2]
    rows, kept = seen[0]
    assert len(rows) + len(kept) == 1 + sum(bool(line.strip()) for line in lines)


def test_half_characters_are_replaced(jsonl) -> None:
    raw = [
        b'{"text": "\\ud83d tail"}',
        b'{"text": "\\ude00 tail"}',
        b'{"text": "\\ud83d\\ude00"}',
        b'{"text": "\\\\ud83d"}',
    ]
    texts = read(jsonl(raw)).collect()["text"].to_list()
    assert texts == ["\ufffd tail", "\ufffd tail", "😀", "\\ud83d"]


def test_columns_that_come_late_are_found(jsonl) -> None:
    rows = [{"text": "x" * 1000} for _ in range(2000)] + [
        {"text": "y", "title": "Late", "published": "2022-03-16"}
    ]
    last = read(jsonl(rows)).tail(1).collect().row(0, named=True)
    assert last["title"] == "Late"
    assert last["published"] == datetime(2022, 3, 16, tzinfo=UTC)


# The spool


def spooled(articles, path: Path, **options) -> tuple[pl.DataFrame, Rejects]:
    rejects = Rejects(**options)
    done = spool(articles, path, rejects=rejects)
    frame = pl.concat([*batches(done, batch_size=1000), pl.DataFrame(schema=ARTICLES)])
    assert done.n_articles == frame.height
    assert done.text_bytes == frame["text"].str.len_bytes().sum()
    assert done.scan().collect().equals(frame)
    return frame, rejects


def test_the_spool_keeps_rows_and_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiresift.io.spooling.PART_ROWS", 700)
    monkeypatch.setattr("wiresift.io.spooling._READ_ROWS", 300)
    articles = pl.DataFrame(
        {"id": [f"n{n}" for n in range(5000)], "text": [f"text {n}" for n in range(5000)]}
    )
    frame, rejects = spooled(articles, tmp_path / "spool")
    assert frame["id"].to_list() == articles["id"].to_list()
    assert rejects.total == 0
    assert len(list((tmp_path / "spool").iterdir())) > 3
    assert next(batches(tmp_path / "spool", ["text"], 4096)).columns == ["text"]


def test_the_spool_of_nothing_has_the_schema(tmp_path: Path) -> None:
    frame, _ = spooled(pl.DataFrame({"text": []}, schema={"text": pl.String}), tmp_path / "spool")
    assert frame.schema == ARTICLES
    assert frame.is_empty()


@settings(deadline=None, max_examples=50)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from(["x", "y", ""]),
            st.sampled_from(["T", None]),
            st.integers(0, 2),
        ),
        min_size=1,
        max_size=30,
    ),
    data=st.data(),
)
def test_duplicate_ids_are_settled_whatever_the_order(tmp_path_factory, rows, data) -> None:
    def articles(order):
        return pl.DataFrame(
            {
                "id": [row[0] for row in order],
                "text": [row[1] for row in order],
                "title": [row[2] for row in order],
                "source": [str(row[3]) for row in order],
            },
            schema_overrides={"title": pl.String},
        )

    home = tmp_path_factory.mktemp("spool")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wiresift.io.spooling.PART_ROWS", 4)
        patch.setattr("wiresift.io.spooling._READ_ROWS", 3)
        patch.setattr("wiresift.io.spooling.COMPARED_BYTES", data.draw(st.sampled_from([1, 1 << 20])))
        one, rejects = spooled(articles(rows), home / "one")
        other, _ = spooled(articles(data.draw(st.permutations(rows))), home / "other")
    assert one.sort("id").equals(other.sort("id"))
    smallest = {}
    for name, text, title, source in rows:
        key = (text, title is not None, title or "", str(source))
        smallest[name] = min(smallest.get(name, key), key)
    kept = {
        row["id"]: (row["text"], row["title"] is not None, row["title"] or "", row["source"])
        for row in one.to_dicts()
    }
    assert kept == smallest
    assert rejects.counts.get("duplicate id", 0) == len(rows) - len(smallest)
    assert len({reject.line for reject in rejects.kept}) == rejects.total


def test_duplicates_are_reported_with_file_and_line(tmp_path: Path, jsonl) -> None:
    one = jsonl([{"id": "a", "text": "same"}, {"id": "b", "text": "zz"}], "one.jsonl")
    two = jsonl(
        [{"id": "c", "text": "c"}, b"", {"id": "b", "text": "aa"}, {"id": "a", "text": "same"}], "two.jsonl"
    )
    frame, rejects = spooled(Reader([one, two], rejects=(told := Rejects())), tmp_path / "spool")
    del rejects
    assert frame.select("id", "text").rows() == [("a", "same"), ("c", "c"), ("b", "aa")]
    assert [(reject.file, reject.line, reject.reason) for reject in told.kept] == [
        (str(one), 2, "duplicate id"),
        (str(two), 4, "duplicate id"),
    ]


def test_rejects_are_told_once(jsonl) -> None:
    rejects = Rejects()
    lazy = read(jsonl([{"text": "x"}, b"{", {"text": None}]), rejects=rejects)
    for _ in range(3):
        assert lazy.collect().height == 1
    assert rejects.counts == {"broken JSON": 1, "null text": 1}


def test_parquet_in_blocks_keeps_rows_and_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pl.DataFrame(
        {"id": [f"n{n}" for n in range(5000)], "text": [f"text {n}" * (n % 7) for n in range(5000)]}
    )
    for name, rows in (("small.parquet", 300), ("large.parquet", 5000)):
        frame.write_parquet(tmp_path / name, row_group_size=rows)
        for first, most, block in (
            (1, 64, 1 << 20),
            (7, 1000, 999),
            (5000, 5000, 99_999),
            (1024, 1 << 17, 1 << 28),
        ):
            monkeypatch.setattr("wiresift.io.scan._FIRST_ROWS", first)
            monkeypatch.setattr("wiresift.io.scan._MOST_ROWS", most)
            monkeypatch.setattr("wiresift.io.scan._BLOCK", block)
            batches_read = list(Reader(tmp_path / name).batches(50))
            assert pl.concat([batch.frame for batch in batches_read]).select("id", "text").equals(frame)
            lines = pl.concat([batch.lines for batch in batches_read])
            assert lines.to_list() == list(range(1, 5001))


def test_equal_ids_are_settled_in_memory_as_on_disk(tmp_path: Path, jsonl) -> None:
    rows = [
        {"id": name, "text": text}
        for name, text in zip("abacab", ["x", "y", "w", "z", "w", "y"], strict=True)
    ]
    path = jsonl(rows)
    in_memory, on_disk = Rejects(), Rejects()
    frame = Reader(path, rejects=in_memory).collect()
    done = spool(Reader(path, rejects=on_disk), tmp_path / "spool")
    assert frame.equals(done.scan().collect())
    assert frame.select("id", "text").rows() == [("b", "y"), ("a", "w"), ("c", "z")]
    assert in_memory.kept == on_disk.kept
    assert in_memory.counts == {"duplicate id": 3}
