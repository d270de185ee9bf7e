"""What the texts themselves tell: which are independent, and which are about the same thing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import wiresift as ws
from hypothesis import given
from hypothesis import strategies as st
from newswire_rows import Row, actor, article, document, event, frame, hours, place, quantity
from wiresift import schema
from wiresift.explain import explain
from wiresift.stories import build as build_stories
from wiresift.stories.merge import parties_agree
from wiresift.stories.voices import voices

if TYPE_CHECKING:
    from pathlib import Path

LETHENIA = actor("Lethenia", country="LTH")
KERESH = place("Keresh", spot=(40.0, 20.0))
WIRE = "Lethenian guns shelled the grain port of Keresh for six hours before dawn, the mayor said."
OWN = "Our reporter counted forty craters around the harbour after a night of bombardment."
GRAIN = "The ministry demanded that the grain silos at the harbour be opened to inspectors at once."
GRAIN_TOO = "Inspectors must see the silos with the grain, the ministry demanded on its harbour visit."
TARIFF = "Officials demanded an end to every tariff upon steel and on imported timber this winter."


def told(key: str, doc: str, text: str, **slots: Any) -> Row:
    """An attack at Keresh by Lethenia, told by the whole of `text`."""
    given_slots = {"actors": [LETHENIA], "place": KERESH, **slots}
    return event(key, doc, sentence_start=0, sentence_end=len(text), **given_slots)


def build(
    articles: list[Row], events: list[Row] | None = None, documents: list[Row] | None = None
) -> pl.DataFrame:
    """Stories; by default each article tells of the attack in all of its text, and is its own cluster."""
    events = events or [told(f"e-{row['id']}", row["id"], row["text"]) for row in articles]
    documents = documents or [document(row["id"]) for row in articles]
    return build_stories(
        frame("documents", documents),
        schema.empty("clusters"),
        frame("events", events),
        frame("articles", articles),
    )


def counts(table: pl.DataFrame) -> list[tuple[Any, ...]]:
    return table.select("status", "n_independent", "n_clusters", "n_sources").rows()


def test_own_words_of_two_publishers_are_independent() -> None:
    table = build([article("a", "Wire", text=WIRE), article("b", "Post", text=OWN)])
    assert counts(table) == [("corroborated", 2, 2, 2)]


def test_a_paragraph_of_the_wire_in_another_article_corroborates_nothing() -> None:
    """The clusters differ, since the articles do; the sentence that tells it is the same but for a word."""
    copied = WIRE.replace("before dawn", "overnight") + " Nobody could be reached for comment."
    rows = [article("a", "Wire", text=WIRE), article("b", "Post", text=copied)]
    events = [told("e1", "a", WIRE), {**told("e2", "b", copied), "sentence_end": copied.index(" Nobody")}]
    assert counts(build(rows, events)) == [("single_source", 1, 2, 2)]


def test_a_copy_that_adds_words_of_its_own_is_independent() -> None:
    text = WIRE + " " + OWN
    rows = [article("a", "Wire", hours(0), text=WIRE), article("b", "Post", hours(2), text=text)]
    own = {**told("e3", "b", text), "sentence_start": len(WIRE) + 1, "sentence_end": len(text)}
    events = [told("e1", "a", WIRE), {**told("e2", "b", WIRE), "doc_id": "b"}, own]
    assert counts(build(rows, events)) == [("corroborated", 2, 2, 2)]


def test_short_sentences_are_no_copies() -> None:
    rows = [
        article("a", "Wire", text="Keresh was shelled."),
        article("b", "Post", text="Keresh was shelled."),
    ]
    assert counts(build(rows)) == [("corroborated", 2, 2, 2)]


def test_the_second_take_of_a_wire_is_no_second_voice() -> None:
    """The Wire tells it twice in other words, and both takes are printed by other papers later."""
    rows = [
        article("a", "Wire", hours(0), text=WIRE),
        article("b", "Post", hours(3), text=WIRE),
        article("c", "Wire", hours(5), text=OWN),
        article("d", "Echo", hours(7), text=OWN),
    ]
    documents = [document("a", "a"), document("b", "a"), document("c", "c"), document("d", "c")]
    assert counts(build(rows, documents=documents)) == [("single_source", 1, 2, 3)]


@pytest.mark.parametrize("later", [0, 2], ids=["at the same time", "later"])
def test_a_paper_that_prints_two_wires_takes_nothing_from_them(later: float) -> None:
    rows = [
        article("a", "Wire", hours(0), text=WIRE),
        article("b", "Post", hours(later), text=WIRE),
        article("c", "Agency", hours(0), text=OWN),
        article("d", "Post", hours(later), text=OWN),
    ]
    documents = [document("a", "a"), document("b", "a"), document("c", "c"), document("d", "c")]
    assert counts(build(rows, documents=documents)) == [("corroborated", 2, 2, 3)]


SHINGLES = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True), max_size=3)
TEXTS = st.lists(
    st.fixed_dictionaries(
        {"source": st.lists(st.sampled_from("ABCD"), min_size=1, max_size=3), "wording": SHINGLES}
    ),
    max_size=8,
)


@given(TEXTS, st.randoms())
def test_voices_depend_on_no_order(texts: list[Row], shuffler: Any) -> None:
    rows = [{**row, "published": [None] * len(row["source"])} for row in texts]
    shuffled = shuffler.sample(range(len(rows)), len(rows))
    groups, others = voices(rows), voices([rows[number] for number in shuffled])
    assert len(set(groups)) == len(set(others)) <= len(rows)
    pairs = {
        (shuffled.index(i), shuffled.index(j))
        for i, a in enumerate(groups)
        for j, b in enumerate(groups)
        if a == b
    }
    assert pairs == {(i, j) for i, a in enumerate(others) for j, b in enumerate(others) if a == b}


def demand(key: str, doc: str, text: str, **slots: Any) -> Row:
    kind = {"type": "demand", "mode": "expressed", "place": None, "trigger": "demanded"}
    return told(key, doc, text, **{**kind, **slots})


def demands(*texts: str, **slots: Any) -> pl.DataFrame:
    rows = [article(f"d{number}", f"source {number}", text=text) for number, text in enumerate(texts)]
    return build(rows, [demand(f"e{row['id']}", row["id"], row["text"], **slots) for row in rows])


def groups_of(table: pl.DataFrame) -> list[list[str]]:
    return sorted(sorted(ids) for ids in table["event_ids"].to_list())


def test_two_demands_of_one_party_on_one_day_are_two_stories() -> None:
    assert groups_of(demands(GRAIN, TARIFF)) == [["ed0"], ["ed1"]]


def test_one_demand_in_two_wordings_is_one_story() -> None:
    assert counts(demands(GRAIN, GRAIN_TOO)) == [("corroborated", 2, 2, 2)]


def test_each_of_many_demands_finds_its_like() -> None:
    other = "Both wanted a tariff on timber ended, and that on steel, this very winter, it was demanded."
    assert groups_of(demands(GRAIN, TARIFF, GRAIN_TOO, other)) == [["ed0", "ed2"], ["ed1", "ed3"]]


def test_names_that_all_demands_share_say_nothing_of_what_is_demanded() -> None:
    """The article may be on both; the sentences have but the speaker and the verb in common."""
    rest = " The harbour talks on grain and timber went on in the winter palace."
    one, other = "Lethenia demanded open silos.", "Lethenia demanded cheaper steel."
    rows = [article("a", "A", text=one + rest), article("b", "B", text=other + rest)]
    events = [demand("e1", "a", one), demand("e2", "b", other)]
    assert build(rows, events).height == 2


def test_without_texts_slots_alone_decide() -> None:
    assert demands("", "").height == 1


def test_a_place_in_common_needs_no_likeness() -> None:
    """Two reports of one attack may have no word in common but its place."""
    assert build([article("a", "A", text=WIRE), article("b", "B", text=TARIFF)]).height == 1


BLAST = "A bomb tore through the embassy in the capital of Tarvia and wounded guards at its gate."
BLAST_TOO = "Guards were hurt when a bomb went off at the embassy gate, Tarvian radio reported."
RAID = "Thieves who came by boat took timber from an embassy garage, it was learnt from a cook."


@pytest.mark.parametrize(("second", "stories"), [(BLAST_TOO, 1), (RAID, 2)], ids=["alike", "not alike"])
def test_nobody_knows_who_did_it_but_to_whom(second: str, stories: int) -> None:
    embassy = actor("Lethenia (embassy)", "organisation", "LTH")
    slots = {"actors": [], "recipients": [embassy], "place": place("Tarvia", "TRV", "country")}
    rows = [article("a", "A", text=BLAST), article("b", "B", text=second)]
    events = [told(f"e-{row['id']}", row["id"], row["text"], **slots) for row in rows]
    assert build(rows, events).height == stories


BRIDGE = "A bomb in a churn of milk broke the toll bridge at noon."
BRIDGE_TOO = "The noon bomb that broke the toll bridge stood in a milk churn."
TARVIA = actor("Tarvia", country="TRV")


@pytest.mark.parametrize(
    ("second", "kind", "slots", "stories"),
    [
        (BRIDGE_TOO, "attack", {}, 1),
        (RAID, "attack", {}, 2),
        (BRIDGE_TOO, "attack", {"actors": [TARVIA]}, 2),
        (BRIDGE_TOO, "attack", {"day": date(2026, 3, 6)}, 2),
        (BRIDGE_TOO, "accusation", {}, 2),
    ],
    ids=["alike", "not alike", "another did it", "another day", "only said"],
)
def test_alike_articles_tell_of_one_event_where_no_slot_is_in_common(
    second: str, kind: str, slots: Row, stories: int
) -> None:
    rows = [article("a", "A", text=BRIDGE), article("b", "B", text=second)]
    what = {"type": kind, "mode": "other", "place": None}
    events = [
        told("e1", "a", BRIDGE, **what),
        told("e2", "b", second, **{**what, "actors": [], "place": KERESH, **slots}),
    ]
    assert build(rows, events).height == stories


def test_a_state_and_its_minister_are_one_party_in_common() -> None:
    baker = "baker\x1fUSA"
    assert not parties_agree(frozenset({"=USA", baker, "=GBR"}), frozenset({"=USA", baker, "=KWT"}))
    assert parties_agree(frozenset({baker, "=JPN", "=GBR"}), frozenset({"=USA", "=JPN", "=KWT"}))


@pytest.mark.parametrize("where", [None, KERESH], ids=["nowhere", "in one place"])
def test_unlike_articles_carry_on_no_toll(where: Row | None) -> None:
    rows = [article("a", "A", hours(0), text=GRAIN), article("b", "B", hours(9), text=TARIFF)]
    toll = {"actors": [LETHENIA], "place": where, "type": "casualties", "mode": "killed"}
    tolls = [
        told(f"e-{row['id']}", row["id"], row["text"], **toll, quantities=[quantity("killed", n)])
        for row, n in zip(rows, (3, 9), strict=True)
    ]
    assert build(rows, tolls)["updates"].to_list() == [None, None]


def test_unlike_articles_that_share_no_place_do_not_contradict_each_other() -> None:
    rows = [article("a", "A", hours(0), text=GRAIN), article("b", "B", hours(9), text=TARIFF)]
    denied = [
        told("e1", "a", GRAIN, place=None),
        told("e2", "b", TARIFF, place=None, polarity="negated"),
    ]
    assert build(rows, denied)["contradicts"].list.len().to_list() == [0, 0]


def test_explain_tells_the_voices_of_a_story(tmp_path: Path) -> None:
    wire = "Lethenian forces shelled the port of Odesa for six hours on Monday, the mayor told the Wire."
    own = "On Monday Lethenian forces shelled Odesa, where this reporter saw forty craters in the harbour."
    more = (
        " The paper adds its own lines on the weather, the price of bread, and a film that opens on Friday. "
    )
    texts = {"wire": wire, "copy": more * 3 + wire, "own": own}
    rows = pl.DataFrame(
        {
            "id": list(texts),
            "text": list(texts.values()),
            "source": ["Wire", "Echo", "Post"],
            "published": "2026-03-03",
        }
    )
    ws.run(rows, out=tmp_path / "out", dedup_options=ws.config.DedupOptions(containment=1.0))
    stories = pl.read_parquet(tmp_path / "out" / "stories.parquet").filter(pl.col("type") == "attack")
    (story,) = stories.iter_rows(named=True)
    text = explain(tmp_path / "out", story["story_id"])
    assert f"{story['n_independent']} independent" in text
    assert f"voice {story['n_independent']}" in text
    assert f"voice {story['n_independent'] + 1}" not in text
    assert "status    corroborated" in text
    assert all(f"  {key}: " in text for key in ("wire", "own"))
    event_id = story["event_ids"][0]
    assert f"of story {story['story_id']}" in explain(tmp_path / "out", event_id)
