"""Hand-made cases: what folds, what links, what stays apart, and each status."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from newswire_rows import Row, actor, article, claim, document, event, frame, hours, place, quantity
from wiresift import ontology, schema
from wiresift.stories import build as build_stories
from wiresift.stories.progress import FOLLOWS, TOLLS

TARVIA = actor("Tarvia", country="TRV")
LETHENIA = actor("Lethenia", country="LTH")
KERESH = place("Keresh", spot=(40.0, 20.0))


def build(
    events: list[Row], documents: list[Row] | None = None, articles: list[Row] | None = None
) -> pl.DataFrame:
    """Stories of the events; each document is its own text and has its own source unless told otherwise."""
    keys = sorted({row["doc_id"] for row in events})
    documents = documents or [document(key) for key in keys]
    articles = articles or [article(key, source=f"source of {key}") for key in keys]
    return build_stories(
        frame("documents", documents),
        schema.empty("clusters"),
        frame("events", events),
        frame("articles", articles),
    )


def shelling(key: str, doc: str, **slots: Any) -> Row:
    return event(key, doc, **{"actors": [LETHENIA], "place": KERESH, **slots})


def killed(key: str, doc: str, number: float, **slots: Any) -> Row:
    return event(
        key,
        doc,
        "casualties",
        "killed",
        **{"actors": [LETHENIA], "place": KERESH, "quantities": [quantity("killed", number)], **slots},
    )


def test_two_texts_of_two_sources_corroborate() -> None:
    table = build([shelling("e1", "a"), shelling("e2", "b")])
    assert table.select("status", "n_documents", "n_clusters", "n_sources", "event_ids").rows() == [
        ("corroborated", 2, 2, 2, ["e1", "e2"])
    ]


def test_fifty_copies_of_one_wire_are_one_text() -> None:
    keys = [f"d{number:02}" for number in range(50)]
    table = build(
        [shelling(f"e{key}", key) for key in keys],
        [document(key, "d00") for key in keys],
        [article(key, source=f"outlet {key}") for key in keys],
    )
    assert table.select("status", "n_documents", "n_clusters", "n_sources").rows() == [
        ("single_source", 50, 1, 50)
    ]


def test_two_texts_of_one_source_do_not_corroborate() -> None:
    table = build(
        [shelling("e1", "a"), shelling("e2", "b")],
        articles=[article("a", source="Wire"), article("b", source="Wire")],
    )
    assert table.select("status", "n_clusters", "n_sources").rows() == [("single_source", 2, 1)]


def test_a_missing_source_is_the_article_itself() -> None:
    table = build(
        [shelling("e1", "a"), shelling("e2", "b")], articles=[article("a"), article("b", source="")]
    )
    assert table["n_sources"].to_list() == [2]


def test_without_articles_times_come_from_clusters() -> None:
    clusters = pl.DataFrame(
        [{"cluster_id": "a", "first_published": hours(3)}],
        schema_overrides={"first_published": pl.Datetime("us", "UTC")},
    )
    clusters = pl.concat([schema.empty("clusters"), clusters], how="diagonal")
    table = build_stories(
        frame("documents", [document("a")]), clusters, frame("events", [shelling("e1", "a")]), None
    )
    assert table["first_reported"].to_list() == [hours(3)]
    assert table["n_sources"].to_list() == [1]


def test_an_article_repeats_itself_and_fills_its_own_gaps() -> None:
    headline = shelling("e1", "a", actors=[], place=None, date_source="publication")
    body = shelling("e2", "a")
    table = build([headline, body])
    assert table.height == 1
    row = table.row(0, named=True)
    assert row["place"]["name"] == "Keresh"
    assert [party["name"] for party in row["actors"]] == ["Lethenia"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({}, {"mode": "airstrike"}, id="mode"),
        pytest.param({}, {"actors": [TARVIA]}, id="actor"),
        pytest.param({}, {"place": place("Ravnik")}, id="spot"),
        pytest.param(
            {"place": place("Tarvia", "TRV", "country")}, {"place": place("Ravnik", "LTH")}, id="country"
        ),
        pytest.param({}, {"day": date(2026, 3, 4)}, id="two days apart"),
        pytest.param({}, {"polarity": "negated"}, id="polarity"),
        pytest.param({}, {"realis": "hypothetical"}, id="realis"),
        pytest.param({}, {"realis": "historical"}, id="background"),
        pytest.param({}, {"date_precision": "year", "day": date(2026, 3, 2)}, id="a day and a year"),
        pytest.param({"recipients": [TARVIA]}, {"recipients": [actor("Sarnland")]}, id="recipient"),
        pytest.param(
            {"type": "demand", "mode": "expressed", "actors": []},
            {"type": "demand", "mode": "expressed", "actors": []},
            id="words of nobody",
        ),
        pytest.param(
            {"type": "demand", "mode": "expressed"},
            {"type": "demand", "mode": "expressed", "actors": []},
            id="words of somebody and of nobody",
        ),
        pytest.param(
            {"actors": [], "place": place("the port", None, "unknown")},
            {"actors": [], "place": place("the port", None, "unknown")},
            id="a place without a name",
        ),
        pytest.param({"actors": [], "place": None}, {"actors": [], "place": None}, id="no evidence"),
        pytest.param(
            {"actors": []}, {"actors": [], "place": place("Tarvia", "TRV", "country")}, id="weak evidence"
        ),
        pytest.param(
            {"actors": [TARVIA, LETHENIA]},
            {"actors": [TARVIA, actor("Sarnland")]},
            id="one shared party of two",
        ),
        pytest.param(
            {"actors": [actor("fighters", "armed_group")], "place": None},
            {"actors": [actor("fighters", "armed_group")], "place": None},
            id="parties without a name",
        ),
        pytest.param(
            {},
            {"actors": [{**actor("Ana Bek", "person", "LTH"), "code": "LTHOPP"}]},
            id="a state and its opposition",
        ),
        pytest.param(
            {"place": place("Upper Sarn", "TRV", "unknown")},
            {"place": place("Lower Sarn", "TRV", "unknown")},
            id="spots the gazetteer does not know",
        ),
        pytest.param(
            {"actors": [actor("Ana Bek", "person", "LTH")]},
            {"actors": [actor("Ivo Lum", "person", "LTH")]},
            id="two persons",
        ),
    ],
)
def test_what_differs_stays_apart(left: Row, right: Row) -> None:
    table = build([shelling("e1", "a", **left), shelling("e2", "b", **right)])
    assert table.height == 2
    assert "corroborated" not in table["status"].to_list()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({}, {"day": date(2026, 3, 3)}, id="a day apart"),
        pytest.param({}, {"day": date(2026, 3, 4), "date_source": "publication"}, id="published two days on"),
        pytest.param({}, {"place": None}, id="place unknown"),
        pytest.param({}, {"place": place("Tarvia", "TRV", "country")}, id="city in country"),
        pytest.param(
            {}, {"place": place("Sarn Valley", "TRV", "region", spot=(40.5, 20.5))}, id="city in region"
        ),
        pytest.param({}, {"actors": []}, id="actor unknown"),
        pytest.param({"actors": []}, {"actors": []}, id="no actors, same spot"),
        pytest.param({}, {"actors": [actor("Ana Bek", "person", "LTH")]}, id="a person for her state"),
        pytest.param(
            {},
            {"actors": [{**actor("Army", "organisation", "LTH"), "code": "LTHMIL"}]},
            id="an army for its state",
        ),
        pytest.param({}, {"actors": [actor("fighters", "armed_group")]}, id="an actor without a name"),
        pytest.param(
            {"actors": [actor("Sarn  Front", "armed_group", key=None)]},
            {"actors": [actor("SARN front", "armed_group", key=None)]},
            id="folded names",
        ),
        pytest.param({"recipients": [TARVIA]}, {"recipients": []}, id="recipient unknown"),
        pytest.param(
            {"day": date(2026, 3, 2), "date_end": date(2026, 3, 8), "date_precision": "week"},
            {"day": date(2026, 3, 7)},
            id="a day in the week",
        ),
    ],
)
def test_what_agrees_is_one_story(left: Row, right: Row) -> None:
    table = build([shelling("e1", "a", **left), shelling("e2", "b", **right)])
    assert table.select("status", "event_ids").rows() == [("corroborated", ["e1", "e2"])]


def test_daily_shelling_is_not_one_story() -> None:
    events = [shelling(f"e{day:02}", f"d{day:02}", day=date(2026, 3, day)) for day in range(1, 31)]
    table = build(events)
    spans = [
        (max(days) - min(days)).days
        for ids in table["event_ids"]
        if (days := [row["date_start"] for row in events if row["event_id"] in ids])
    ]
    assert len(spans) >= 15
    assert max(spans) <= 1


def test_bridges_do_not_join_other_parties() -> None:
    both = event("e1", "a", "negotiation", "held", actors=[TARVIA, LETHENIA])
    bridge = event("e2", "b", "negotiation", "held", actors=[TARVIA])
    other = event("e3", "c", "negotiation", "held", actors=[TARVIA, actor("Sarnland")])
    table = build([both, bridge, other])
    assert table.height == 2
    assert not any({"e1", "e3"} <= set(ids) for ids in table["event_ids"])


def test_only_facts_corroborate() -> None:
    table = build([shelling("e1", "a", realis="future"), shelling("e2", "b", realis="future")])
    assert table.select("status", "n_sources", "n_clusters", "realis").rows() == [
        ("single_source", 2, 2, "future")
    ]


def test_opposite_polarity_from_another_text_contests() -> None:
    agreed = event("e1", "a", "ceasefire", "agreed", actors=[TARVIA, LETHENIA])
    not_agreed = event("e2", "b", "ceasefire", "agreed", actors=[TARVIA, LETHENIA], polarity="negated")
    table = build([agreed, not_agreed])
    assert table["status"].to_list() == ["contested", "contested"]
    assert set(table["polarity"]) == {"affirmed", "negated"}
    mutual = dict(table.select("story_id", "contradicts").iter_rows())
    one, other = mutual
    assert mutual == {one: [other], other: [one]}


def test_opposite_polarity_inside_one_text_does_not_contest() -> None:
    agreed = event("e1", "a", "ceasefire", "agreed", actors=[TARVIA, LETHENIA])
    not_agreed = event("e2", "a", "ceasefire", "agreed", actors=[TARVIA, LETHENIA], polarity="negated")
    assert build([agreed, not_agreed])["status"].to_list() == ["single_source", "single_source"]


def test_a_denial_by_a_speaker_contests_even_in_the_same_text() -> None:
    denial = shelling("e2", "a", claim=claim("denied", actor("Ana Bek", "person", "LTH"), cue="denied"))
    table = build([shelling("e1", "a"), denial])
    assert table.sort("polarity").select("polarity", "status").rows() == [
        ("affirmed", "contested"),
        ("negated", "contested"),
    ]


def test_a_growing_toll_supersedes_itself() -> None:
    events = [killed("e1", "a", 3), killed("e2", "b", 7), killed("e3", "c", 12), killed("e4", "d", 12)]
    published = {"a": hours(0), "b": hours(5), "c": hours(20), "d": hours(21)}
    table = build(events, articles=[article(key, key.upper(), at) for key, at in published.items()])
    table = table.sort("first_reported")
    three, seven, twelve = table["story_id"]
    assert table["status"].to_list() == ["superseded", "superseded", "corroborated"]
    assert table["updates"].to_list() == [None, three, seven]
    assert twelve not in table["updates"].to_list()
    history = [(q["best"], q["reported"], q["event_id"]) for q in table["quantities"][2]]
    assert history == [(3, hours(0), "e1"), (7, hours(5), "e2"), (12, hours(20), "e3"), (12, hours(21), "e4")]


def test_a_smaller_toll_is_that_of_another_event() -> None:
    published = {"a": hours(0), "b": hours(5)}
    articles = [article(key, key.upper(), at) for key, at in published.items()]
    table = build([killed("e1", "a", 12), killed("e2", "b", 3)], articles=articles)
    assert table["updates"].to_list() == [None, None]
    assert "superseded" not in table["status"].to_list()


def test_copies_report_a_number_once() -> None:
    table = build(
        [killed("e1", "a", 3), killed("e2", "b", 3)],
        [document("a", "a"), document("b", "a")],
        [article("a", "A", hours(0)), article("b", "B", hours(1))],
    )
    assert [(q["best"], q["event_id"]) for q in table["quantities"][0]] == [(3, "e1")]


def test_rounded_numbers_agree() -> None:
    exact = killed("e1", "a", 29_300)
    rough = killed("e2", "b", 29_000, quantities=[quantity("killed", 29_000, about=True)])
    least = killed("e3", "c", 28_000, quantities=[quantity("killed", 28_000, least=True)])
    assert build([exact, rough, least]).height == 1


@pytest.mark.parametrize(
    ("first", "second", "stories"),
    [([2, 1], [3], 1), ([2, 2], [4], 1), ([3, 1], [3], 1), ([2, 1], [1], 2), ([13, 65], [10, 28], 2)],
    ids=["the parts of a whole", "equal parts", "a whole and a part of it", "a part alone", "other parts"],
)
def test_counts_of_one_sentence_may_be_a_whole_and_its_parts(
    first: list[int], second: list[int], stories: int
) -> None:
    toll = {"type": "casualties", "mode": "killed"}
    rows = [
        shelling(key, doc, **toll, quantities=[quantity("killed", n) for n in counts])
        for key, doc, counts in (("e1", "a", first), ("e2", "b", second))
    ]
    assert build(rows).height == stories


def test_agreed_then_violated_then_extended() -> None:
    sides = [TARVIA, LETHENIA]
    events = [
        event("e1", "a", "ceasefire", "agreed", actors=sides, day=date(2026, 3, 2)),
        event("e2", "b", "ceasefire", "violated", actors=[LETHENIA], day=date(2026, 3, 5)),
        event("e3", "c", "ceasefire", "extended", actors=sides, day=date(2026, 3, 9)),
    ]
    published = {"a": hours(1), "b": hours(74), "c": hours(170)}
    table = build(events, articles=[article(key, key, at) for key, at in published.items()]).sort(
        "first_reported"
    )
    agreed, violated, _ = table["story_id"]
    assert table["updates"].to_list() == [None, agreed, violated]
    assert table["status"].to_list() == ["superseded", "superseded", "single_source"]


def test_planned_then_done() -> None:
    planned = event("e1", "a", "negotiation", "held", actors=[TARVIA], realis="future", day=date(2026, 3, 5))
    done = event("e2", "b", "negotiation", "held", actors=[TARVIA], day=date(2026, 3, 5))
    table = build([planned, done], articles=[article("a", "A", hours(0)), article("b", "B", hours(80))])
    assert dict(table.select("realis", "status").iter_rows()) == {
        "future": "superseded",
        "actual": "single_source",
    }


def test_what_comes_much_later_is_new() -> None:
    agreed = event("e1", "a", "ceasefire", "agreed", actors=[TARVIA], day=date(2026, 3, 2))
    violated = event("e2", "b", "ceasefire", "violated", actors=[TARVIA], day=date(2026, 5, 20))
    published = [article("a", "A", hours(0)), article("b", "B", datetime(2026, 5, 20, tzinfo=UTC))]
    assert build([agreed, violated], articles=published)["updates"].to_list() == [None, None]


def test_events_without_any_date_link_by_party_and_spot_only() -> None:
    bare = {"date_start": None, "date_end": None, "date_precision": None, "date_source": None}
    undated = [article("a", "A", None), article("b", "B", None)]
    same = [shelling("e1", "a", **bare), shelling("e2", "b", **bare)]
    assert build(same, articles=undated)["status"].to_list() == ["corroborated"]
    nowhere = [shelling("e1", "a", place=None, **bare), shelling("e2", "b", place=None, **bare)]
    assert build(nowhere, articles=undated).height == 2


def test_the_table_obeys_the_schema_even_when_empty() -> None:
    expected = {**schema.STORIES, "polarity": pl.String, "realis": pl.String}
    nothing = build([])
    assert nothing.is_empty()
    assert dict(nothing.schema) == expected
    assert dict(build([shelling("e1", "a")]).schema) == expected


def test_events_without_an_id_are_left_out() -> None:
    assert build([{**shelling("e1", "a"), "event_id": None}]).is_empty()


def test_progress_names_only_what_the_ontology_has() -> None:
    named = 0
    for kind, steps in FOLLOWS.items():
        for mode, before in steps.items():
            assert {mode, *before} <= set(ontology.MODES[kind])
            assert mode not in before
            named += 1
    assert named > 50
    assert set(TOLLS) <= set(ontology.MODES)
