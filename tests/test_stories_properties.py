"""What holds for any events: stories partition them, counts are sane, order and copies change nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from newswire_rows import MONDAY, Row, actor, article, claim, document, event, frame, hours, place, quantity
from polars.testing import assert_frame_equal
from wiresift import schema
from wiresift.stories import build as build_stories

ACTORS = [
    actor("Tarvia", country="TRV"),
    actor("Lethenia", country="LTH"),
    actor("Ana Bek", "person", "LTH"),
    actor("Sarn Front", "armed_group", key=None),
]
PLACES = [
    None,
    place("Keresh", spot=(40.0, 20.0)),
    place("Ravnik", "LTH", spot=(41.0, 21.0)),
    place("Sarn Valley", "TRV", "region", spot=(40.5, 20.5)),
    place("Tarvia", "TRV", "country"),
]
KINDS = [
    ("attack", "shelling"),
    ("casualties", "killed"),
    ("ceasefire", "agreed"),
    ("ceasefire", "violated"),
    ("demand", "expressed"),
]
WORDS = ["guns", "fire", "hills", "river", "bridge", "grain", "ships", "vote", "ninth", "camp", "well"]
PRECISIONS = ["day", "day", "day", "week", "month", "year", None]
MONDAY_DATE = MONDAY.date()


@st.composite
def event_rows(draw: st.DrawFn, key: str, docs: int) -> Row:
    kind, mode = draw(st.sampled_from(KINDS))
    start: date | None = MONDAY_DATE + timedelta(days=draw(st.integers(0, 6)))
    if draw(st.integers(0, 9)) == 0:
        start = None
    numbers = [
        quantity("killed", n, least=draw(st.booleans()))
        for n in draw(st.lists(st.sampled_from([3, 7, 12]), max_size=2))
    ]
    slots: dict[str, Any] = {
        "actors": draw(st.lists(st.sampled_from(ACTORS), max_size=2)),
        "recipients": draw(st.lists(st.sampled_from(ACTORS), max_size=1)),
        "place": draw(st.sampled_from(PLACES)),
        "day": start,
        "date_precision": draw(st.sampled_from(PRECISIONS)),
        "date_source": draw(st.sampled_from(["text", "publication", None])),
        "quantities": numbers,
        "polarity": draw(st.sampled_from(schema.POLARITIES)),
        "realis": draw(st.sampled_from(schema.REALIS + ("actual",) * 4)),
        "sentence_end": draw(st.integers(7, 80)),
        "claim": draw(st.sampled_from([None, None, claim("said", ACTORS[2]), claim("denied", ACTORS[2])])),
    }
    return event(key, f"d{draw(st.integers(0, docs - 1))}", kind, mode, **slots)


@st.composite
def newswires(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Documents in clusters, articles with some sources and times missing, and their events."""
    docs = draw(st.integers(1, 6))
    heads = [draw(st.integers(0, number)) for number in range(docs)]
    heads = [heads[head] for head in heads]
    documents = [document(f"d{number}", f"d{heads[number]}") for number in range(docs)]
    articles = [
        article(
            f"d{number}",
            draw(st.sampled_from(["Wire", "Post", "Echo", "", None])),
            draw(st.sampled_from([None, hours(0), hours(5), hours(30)])),
            " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=20))),
        )
        for number in range(docs)
    ]
    count = draw(st.integers(0, 12))
    events = [draw(event_rows(f"e{number:02}", docs)) for number in range(count)]
    return frame("documents", documents), frame("articles", articles), frame("events", events)


def build(wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]) -> pl.DataFrame:
    documents, articles, events = wire
    return build_stories(documents, schema.empty("clusters"), events, articles)


@settings(max_examples=60, deadline=None)
@given(newswires(), st.integers(0, 2**32 - 1))
def test_row_order_changes_nothing(wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], seed: int) -> None:
    documents, articles, events = wire
    shuffled = tuple(table.sample(fraction=1, shuffle=True, seed=seed) for table in wire)
    assert_frame_equal(build(wire), build((shuffled[0], shuffled[1], shuffled[2])))
    assert_frame_equal(
        build(wire), build_stories(documents, schema.empty("clusters"), events, articles.lazy())
    )


@settings(max_examples=60, deadline=None)
@given(newswires())
def test_stories_partition_the_events(wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]) -> None:
    table, events = build(wire), wire[2]
    ids = table["event_ids"].explode(empty_as_null=False).to_list()
    assert sorted(ids) == sorted(events["event_id"])
    assert table["story_id"].n_unique() == table.height
    told = events.select("event_id", kind="type", how="mode")
    pairs = table.select("type", "mode", event_id="event_ids").explode("event_id").join(told, on="event_id")
    assert pairs.filter((pl.col("type") != pl.col("kind")) | (pl.col("mode") != pl.col("how"))).is_empty()


@settings(max_examples=60, deadline=None)
@given(newswires())
def test_counts_and_status_follow_from_the_reports(
    wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
) -> None:
    table = build(wire)
    assert (table["n_sources"] <= table["n_documents"]).all()
    assert (table["n_clusters"] <= table["n_documents"]).all()
    assert (table["n_independent"] >= 1).all()
    assert (table["n_independent"] <= table["n_clusters"]).all()
    assert (table["n_independent"] <= table["n_sources"]).all()
    assert set(table["status"]) <= set(schema.STATUSES)
    sure = table.filter(pl.col("status") == "corroborated")
    assert (sure["n_independent"] >= 2).all()
    assert set(sure["polarity"]) <= {"affirmed"}
    assert set(sure["realis"]) <= {"actual"}
    by_id = {row["story_id"]: row for row in table.iter_rows(named=True)}
    for key, row in by_id.items():
        assert (row["status"] == "contested") == bool(row["contradicts"])
        assert all(key in by_id[other]["contradicts"] for other in row["contradicts"])
        if row["updates"] is not None:
            assert by_id[row["updates"]]["status"] in ("superseded", "contested")
        times = [(q["reported"] is None, q["reported"]) for q in row["quantities"]]
        assert times == sorted(times, key=lambda pair: (pair[0], pair[1] or MONDAY))


@settings(max_examples=60, deadline=None)
@given(newswires())
def test_dates_of_a_story_lie_together(wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]) -> None:
    days = wire[2].filter((pl.col("date_precision") == "day") & (pl.col("date_source") == "text"))
    member = build(wire).select("story_id", event_id="event_ids").explode("event_id")
    spans = (
        days.join(member, on="event_id")
        .group_by("story_id")
        .agg(span=(pl.col("date_start").max() - pl.col("date_start").min()).dt.total_days())
    )
    assert (spans["span"].drop_nulls() <= 1).all()


@settings(max_examples=40, deadline=None)
@given(newswires(), st.integers(2, 5))
def test_copies_of_one_text_never_corroborate(
    wire: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame], copies: int
) -> None:
    """All articles in one cluster, copied to many outlets: nothing is corroborated, no story is added."""
    documents, articles, events = wire
    one = documents.with_columns(cluster_id=pl.lit("d0"))
    before = build((one, articles, events))
    names = [f"-{number}" for number in range(1, copies)]
    more = [one, *(one.with_columns(pl.col("id") + name) for name in names)]
    outlets = [
        articles,
        *(articles.with_columns(pl.col("id") + name, source=pl.lit("outlet" + name)) for name in names),
    ]
    told = [
        events,
        *(events.with_columns(pl.col("event_id") + name, pl.col("doc_id") + name) for name in names),
    ]
    after = build((pl.concat(more), pl.concat(outlets), pl.concat(told)))
    assert "corroborated" not in after["status"].to_list()
    assert set(after["n_clusters"]) <= {1}
    assert after.height == before.height
