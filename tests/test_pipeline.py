"""The whole way: what a run writes, what never changes it, what it leaves behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest
import wiresift as ws
from wiresift import schema
from wiresift.config import DedupOptions, ReadOptions
from wiresift.pipeline import dedup_to, events_to, run

DEMO = Path(__file__).parents[1] / "corpus" / "demo" / "articles.jsonl"
TABLES = ("documents", "edges", "clusters", "boilerplate", "events", "stories")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    run(DEMO, out=out)
    return out


def test_every_table_is_in_its_schema(demo: Path) -> None:
    for name, wanted in schema.TABLES.items():
        table = pl.read_parquet(demo / f"{name}.parquet")
        assert table.schema == wanted, name
        assert table.height > 0, name


def test_no_articles_give_every_table_empty(tmp_path: Path) -> None:
    nothing = pl.DataFrame(schema={"id": pl.String, "text": pl.String})
    run(nothing, out=tmp_path / "out")
    for name, wanted in schema.TABLES.items():
        table = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert table.height == 0
        assert table.schema == wanted, name


def test_values_and_references_hold(demo: Path) -> None:
    t = {name: pl.read_parquet(demo / f"{name}.parquet") for name in schema.TABLES}
    documents, events = t["documents"], t["events"]
    ids = set(documents["id"])
    assert documents["id"].n_unique() == documents.height
    assert (t["edges"]["id_a"] < t["edges"]["id_b"]).all()
    for name, column in (
        ("edges", "id_a"),
        ("edges", "id_b"),
        ("documents", "cluster_id"),
        ("events", "doc_id"),
    ):
        assert set(t[name][column]) <= ids
    assert (documents.group_by("cluster_id").agg(pl.col("is_canonical").sum())["is_canonical"] == 1).all()
    assert events["event_id"].n_unique() == events.height
    told = t["stories"]["event_ids"].explode()
    assert told.n_unique() == len(told) == events.height
    for column, allowed in (
        ("polarity", schema.POLARITIES),
        ("realis", schema.REALIS),
        ("certainty", schema.CERTAINTIES),
        ("date_source", ("text", "publication")),
    ):
        assert set(events[column].drop_nulls()) <= set(allowed)
    assert set(t["stories"]["status"]) <= set(schema.STATUSES)
    assert set(documents["relation"]) <= set(schema.RELATIONS)
    assert set(t["edges"]["route"]) <= set(schema.ROUTES)


def test_what_is_corroborated_was_written_by_two_outlets(demo: Path) -> None:
    """The id of a copy, an update or a take begins with that of the article it was made from."""
    t = {name: pl.read_parquet(demo / f"{name}.parquet") for name in ("articles", "events", "stories")}
    writer = dict(t["articles"].select("id", "source").iter_rows())
    document = dict(t["events"].select("event_id", "doc_id").iter_rows())
    several = 0
    for status, sources, ids in t["stories"].select("status", "n_sources", "event_ids").iter_rows():
        docs = {document[event_id] for event_id in ids}
        # A round-up holds texts of others; none of its sentences is its own.
        writers = {writer[doc.split(".")[0]] for doc in docs if "round_up" not in doc}
        assert status != "corroborated" or len(writers) > 1, docs
        several += sources > 1 and len(writers) == 1
    assert (t["stories"]["status"] == "corroborated").any()
    assert several > 50


def test_the_summary_tells_what_happened(demo: Path) -> None:
    summary = json.loads((demo / "summary.json").read_text(encoding="utf8"))
    assert summary["wiresift"] == ws.__version__
    assert summary["schema"] == schema.VERSION
    assert summary["counts"]["articles"] == pl.read_parquet(demo / "documents.parquet").height
    assert sum(summary["counts"]["events_by_type"].values()) == summary["counts"]["events"]
    assert summary["recall"]["measured"]["recall"] == 1.0
    assert summary["rejects"]["total"] == 0
    assert {"read", "sketch", "verify", "events", "stories", "report", "total"} <= set(summary["seconds"])
    assert summary["peak_memory_bytes"] > 0
    assert summary["parameters"]["pack"]["name"] == "peace"


def test_nothing_but_the_tables_is_left(demo: Path) -> None:
    want = {f"{name}.parquet" for name in schema.TABLES} | {"summary.json", "report.html"}
    assert {path.name for path in demo.iterdir()} == want
    assert [path.name for path in demo.parent.iterdir()] == ["out"]


def bytes_of(out: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in names}


@pytest.mark.parametrize(
    ("threads", "batch_size", "seed"), [(1, 8192, 1), (2, 17, 2), (3, 64, 3)], ids=["1", "2", "3"]
)
def test_order_threads_and_batches_change_no_byte(
    demo: Path, tmp_path: Path, threads: int, batch_size: int, seed: int
) -> None:
    shuffled = tmp_path / "shuffled.jsonl"
    pl.read_ndjson(DEMO).sample(fraction=1, shuffle=True, seed=seed).write_ndjson(shuffled)
    options = DedupOptions(threads=threads, batch_size=batch_size)
    run(shuffled, out=tmp_path / "out", dedup_options=options)
    names = (*TABLES, "articles")
    assert bytes_of(tmp_path / "out", names) == bytes_of(demo, names)


def test_files_split_in_parts_change_no_byte(demo: Path, tmp_path: Path) -> None:
    articles = pl.read_ndjson(DEMO)
    for number, part in enumerate(articles.iter_slices(50)):
        part.write_parquet(tmp_path / f"part{number}.parquet")
    run([str(tmp_path / "part*.parquet")], out=tmp_path / "out")
    assert bytes_of(tmp_path / "out", TABLES) == bytes_of(demo, TABLES)


def test_dedup_writes_its_own_tables(demo: Path, tmp_path: Path) -> None:
    dedup_to(DEMO, out=tmp_path / "out")
    names = ("documents", "edges", "clusters", "boilerplate")
    assert bytes_of(tmp_path / "out", names) == bytes_of(demo, names)
    assert not (tmp_path / "out" / "events.parquet").exists()


def test_events_alone_equal_those_of_a_run(demo: Path, tmp_path: Path) -> None:
    events_to(DEMO, out=tmp_path / "out")
    assert bytes_of(tmp_path / "out", ("events",)) == bytes_of(demo, ("events",))


def test_functions_give_what_the_run_writes(demo: Path) -> None:
    articles = ws.read(DEMO)
    result = ws.dedup(articles)
    events = ws.extract(articles, boilerplate=result.boilerplate)
    stories = ws.stories(result, events, articles)
    assert result.documents.equals(pl.read_parquet(demo / "documents.parquet"))
    assert events.equals(pl.read_parquet(demo / "events.parquet"))
    assert stories.equals(pl.read_parquet(demo / "stories.parquet"))


def test_stories_of_the_two_results_the_other_way_round_are_refused() -> None:
    articles = pl.DataFrame({"text": ["Both sides agreed to a ceasefire on Monday."]})
    with pytest.raises(ws.ParameterError, match="result is a DataFrame, but must be what dedup gave"):
        ws.stories(ws.extract(articles), ws.dedup(articles))  # type: ignore[arg-type]


def test_values_given_for_all_articles_reach_the_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Both sides agreed to a ceasefire on Monday.", encoding="utf8")
    options = ReadOptions(published="2024-05-08", source="Courier")
    run(tmp_path / "a.txt", out=tmp_path / "out", read_options=options)
    article = pl.read_parquet(tmp_path / "out" / "articles.parquet").row(0, named=True)
    assert (article["source"], article["published"].date().isoformat()) == ("Courier", "2024-05-08")
    event = pl.read_parquet(tmp_path / "out" / "events.parquet").row(0, named=True)
    assert (event["date_start"].isoformat(), event["date_source"]) == ("2024-05-06", "text")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_at_the_very_end_leaves_the_old_output(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The tables are written, and the last summary is not: nothing of the new run may stay."""
    shutil.copytree(demo, tmp_path / "out")
    written = Path.write_text

    def full(path: Path, text: str, **options: str) -> int:
        if path.name == "summary.json" and "seconds" in text:
            raise OSError(number, os.strerror(number))
        return written(path, text, **options)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ws.OutputError, match="out: can't be written: the disk"):
        dedup_to(DEMO, out=tmp_path / "out", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert bytes_of(tmp_path / "out", TABLES) == bytes_of(demo, TABLES)
