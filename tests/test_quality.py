"""The scorer of events: the rule of matching, held against rows made by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BENCHES = ROOT / "benches"
sys.path.insert(0, str(BENCHES))

from harness import gold  # noqa: E402
from harness.agreement import Agreement  # noqa: E402
from harness.gold import Event, Mention, Number, Text  # noqa: E402

WORDS = (
    "Tarvia said on Friday that Lethenia had shelled Keresh, killing 14 people. "
    "The two sides met in Doha. They have not agreed to a truce."
)


def mentions(*labels: str) -> tuple[Mention, ...]:
    return tuple(map(Mention.of, labels))


SHELLING = Event(
    quote="Lethenia had shelled Keresh",
    accept=(("attack", "shelling", "affirmed"),),
    who=mentions("Lethenia"),
    place=mentions("Keresh"),
    date=Mention.of("2024-03-01"),
    claim=mentions("Tarvia"),
)
DEATHS = Event(
    quote="killing 14 people",
    accept=(("casualties", "killed", "affirmed"),),
    numbers=(Number.of("killed", 14),),
    who=mentions("?Lethenia"),
    whom=mentions("people"),
)
MEETING = Event(
    quote="The two sides met in Doha",
    accept=(("diplomatic_contact", "meeting", "affirmed"), ("negotiation", "held", "affirmed")),
    must=False,
)
NO_TRUCE = Event(
    quote="They have not agreed to a truce",
    accept=(("ceasefire", "agreed", "negated"),),
    who=mentions("They|The two sides"),
)
ARTICLE = Text("a", WORDS, "article", (SHELLING, DEATHS, MEETING, NO_TRUCE))


def span(words: str) -> dict[str, Any]:
    start = WORDS.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def row(trigger: str, reading: str, **columns: Any) -> dict[str, Any]:
    """A row as the table holds it, in the sentence of its trigger."""
    at = span(trigger)["start"]
    starts = [0, *(i + 2 for i, letter in enumerate(WORDS) if WORDS[i : i + 2] == ". ")]
    begin = max(start for start in starts if start <= at)
    kind, mode, polarity = gold.reading(reading)
    return {
        "type": kind, "mode": mode, "polarity": polarity, "realis": "actual", "certainty": "asserted",
        "actors": [], "recipients": [], "third_parties": [], "place": None, "date_start": None,
        "date_source": None, "quantities": [], "claim": None, "trigger": trigger, "start": at,
        "end": at + len(trigger), "sentence_start": begin, "sentence_end": WORDS.index(".", at) + 1,
    } | columns  # fmt: skip


def number(kind: str, value: float) -> dict[str, Any]:
    return {"kind": kind, "low": None, "best": value, "high": None}


def shelling(**columns: Any) -> dict[str, Any]:
    full = {
        "actors": [span("Lethenia")], "place": span("Keresh"), "date_start": date(2024, 3, 1),
        "date_source": "text", "claim": {"speaker": span("Tarvia"), "outlet": None},
    }  # fmt: skip
    return row("shelled", "attack shelling", **(full | columns))


def deaths(**columns: Any) -> dict[str, Any]:
    full = {"recipients": [span("people")], "quantities": [number("killed", 14)]}
    return row("killing", "casualties killed", **(full | columns))


def no_truce(reading: str = "not ceasefire agreed") -> dict[str, Any]:
    return row("agreed", reading, actors=[span("The two sides")])


def score(*rows: dict[str, Any], text: Text = ARTICLE) -> dict[str, Any]:
    agreement = Agreement()
    agreement.add(text, rows)
    return agreement.measures()


def test_perfect_rows_score_one_everywhere():
    measures = score(shelling(), deaths(), no_truce())
    for name in ("type", "mode", "reading", "who", "whom", "place", "claim", "date"):
        assert measures[name]["f1"] == 1, name
    for name in ("polarity", "realis", "certainty", "quantities"):
        assert measures[name]["share"] == 1, name
    assert (measures["wanted"], measures["rows"], measures["surplus"], measures["bad_offsets"]) == (
        3,
        3,
        0,
        0,
    )


def test_no_rows_find_nothing():
    measures = score()
    assert measures["reading"]["recall"] == 0
    assert measures["reading"]["precision"] is None
    assert measures["polarity"]["of"] == 0


def test_wrong_polarity_is_right_in_mode_only():
    measures = score(shelling(), deaths(), no_truce("ceasefire agreed"))
    assert measures["mode"]["f1"] == 1
    assert measures["reading"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert measures["reading"]["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert measures["polarity"] == {"share": pytest.approx(2 / 3, abs=1e-4), "of": 3}


def test_wrong_mode_is_right_in_type_only():
    measures = score(row("shelled", "attack drone"))
    assert measures["type"]["right"] == 1
    assert measures["mode"]["right"] == 0


def test_missing_row_costs_recall_and_extra_row_costs_precision():
    missing = score(shelling(), deaths())
    assert missing["reading"]["precision"] == 1
    assert missing["reading"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    extra = score(shelling(), deaths(), no_truce(), row("met", "vote passed"))
    assert extra["reading"]["precision"] == 0.75
    assert extra["reading"]["recall"] == 1
    assert extra["types"]["vote"] | {"f1": None} == {
        "precision": 0, "recall": None, "f1": None, "rows": 1, "right": 0, "labels": 0, "found": 0,
    }  # fmt: skip


def test_a_right_reading_in_another_sentence_meets_nothing():
    elsewhere = shelling() | {"sentence_start": WORDS.index("They"), "sentence_end": len(WORDS)}
    assert score(elsewhere)["reading"]["right"] == 0


def test_allowed_events_excuse_a_row_but_are_not_asked_for():
    measures = score(row("met", "negotiation held"))
    assert measures["reading"]["precision"] == 1
    assert measures["reading"]["recall"] == 0
    assert measures["who"]["rows"] == 0  # slots are judged on wanted events


def test_second_row_for_one_event_is_surplus():
    assert score(deaths(), deaths())["surplus"] == 1
    assert score(deaths(), shelling())["surplus"] == 0


def test_slots_count_what_is_missing_and_what_is_wrong():
    swapped = score(
        shelling(actors=[span("Tarvia")], place=span("Doha"), date_start=date(2024, 3, 2), claim=None)
    )
    for slot in ("who", "place", "date"):
        assert (swapped[slot]["precision"], swapped[slot]["recall"]) == (0, 0), slot
    assert (swapped["claim"]["rows"], swapped["claim"]["labels"], swapped["claim"]["found"]) == (0, 1, 0)
    allowed = score(deaths(actors=[span("Lethenia")]))  # `?Lethenia`: allowed, not asked for
    assert (allowed["who"]["right"], allowed["who"]["rows"], allowed["who"]["labels"]) == (1, 1, 0)


def test_sides_may_stand_in_any_column():
    sides = score(no_truce() | {"actors": [], "recipients": [span("They")]})
    assert (sides["who"]["found"], sides["whom"]["right"]) == (1, 1)


def test_that_the_doer_says_so_is_neither_right_nor_wrong():
    said = score(no_truce() | {"claim": {"speaker": span("The two sides"), "outlet": None}})
    assert said["claim"]["rows"] == 0
    other = score(no_truce() | {"claim": {"speaker": None, "outlet": "Reuters"}})
    assert (other["claim"]["rows"], other["claim"]["right"]) == (1, 0)


def test_the_recipient_and_the_matter_are_fair_places():
    ban = Event("shelled Keresh", (("sanction", "imposed", "affirmed"),), whom=mentions("Lethenia"))
    charge = Event("Tarvia said", (("accusation", "expressed", "affirmed"),))
    text = Text("p", WORDS, "sentence", (ban, charge, SHELLING))
    for reading, place, counted in (
        ("sanction imposed", "Lethenia", 0),
        ("sanction imposed", "Keresh", 1),
        ("accusation expressed", "Keresh", 0),
        ("accusation expressed", "Tarvia", 1),
    ):
        measures = score(row("said", reading, place=span(place)), text=text)
        assert (measures["place"]["rows"], measures["place"]["right"]) == (counted, 0), (reading, place)


def test_quantities_are_exact():
    assert score(deaths(quantities=[]))["quantities"] == {"share": 0, "of": 1}
    assert score(deaths(quantities=[number("killed", 15)]))["quantities"]["share"] == 0
    assert score(deaths(quantities=[number("injured", 14)]))["quantities"]["share"] == 0
    assert score(deaths(quantities=[number("killed", 14), number("killed", 2)]))["quantities"]["share"] == 0
    # The numbers of a sentence may stand on the attack too.
    assert score(shelling(quantities=[number("killed", 14)]))["quantities"] == {"share": 1, "of": 1}


def test_offsets_that_do_not_give_the_trigger_are_counted():
    assert score(shelling() | {"end": 3})["bad_offsets"] == 1


def test_sums_of_parts_are_the_whole():
    parts = [Agreement(), Agreement()]
    parts[0].add(ARTICLE, [shelling()])
    parts[1].add(ARTICLE, [deaths(), no_truce("ceasefire agreed")])
    whole = Agreement()
    for part in parts:
        whole += part
    measures = whole.measures()
    assert (measures["texts"], measures["wanted"], measures["rows"]) == (2, 6, 3)
    assert (measures["reading"]["found"], measures["mode"]["found"]) == (2, 3)
    assert measures["types"]["casualties"]["found"] == 1


def test_texts_without_a_wanted_event_count_their_false_rows():
    quiet = Text("q", WORDS, "sentence", (MEETING,), about="sport")
    assert score(row("met", "negotiation held"), text=quiet)["without_events"] == {
        "texts": 1,
        "with_false_rows": 0,
    }
    assert score(shelling(), text=quiet)["about"] == {"sport": {"texts": 1, "with_false_rows": 1}}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, BENCHES / "quality.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_command_scores_a_folder(tmp_path: Path):
    (tmp_path / "one.toml").write_text(
        'published = 2024-05-08\ntext = "Both sides agreed to a ceasefire on Monday."\n'
        'events = [{ quote = "agreed to a ceasefire", accept = ["ceasefire agreed"],'
        ' date = "2024-05-06" }]\n',
        encoding="utf8",
    )
    done = run("--data", tmp_path, "--json", "--show", "3")
    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(done.stdout).values()
    assert figures["all"]["reading"]["f1"] == 1
    assert figures["all"]["date"]["f1"] == 1
    assert "| ceasefire | 1 | 1 | 1 | 1 |" in run("--data", tmp_path, "--types").stdout
    assert "MISS" not in run("--data", tmp_path, "--show", "3").stdout


def test_command_shows_what_was_missed_and_what_is_false(tmp_path: Path):
    (tmp_path / "one.toml").write_text(
        'published = 2024-05-08\ntext = "Both sides agreed to a ceasefire on Monday."\n'
        'events = [{ quote = "Both sides", accept = ["vote passed"] }]\n',
        encoding="utf8",
    )
    shown = run("--data", tmp_path, "--show", "3").stdout
    assert "MISS  one  vote passed affirmed  got ceasefire agreed affirmed" in shown
    assert "FALSE one  ceasefire agreed affirmed" in shown


def test_command_reads_pairs_of_json(tmp_path: Path):
    event = {
        "quote": "agreed to a ceasefire", "accept": [["ceasefire", "agreed", "affirmed"]],
        "realis": ["actual"], "certainty": ["asserted"], "quantities": [], "who": [], "whom": [],
        "place": None, "date_start": None, "claim": None, "must": True,
    }  # fmt: skip
    text = {"id": "s", "published": "2024-05-08", "text": "Both sides agreed to a ceasefire."}
    (tmp_path / "sentences.texts.json").write_text(json.dumps([text]))
    (tmp_path / "sentences.labels.json").write_text(json.dumps([{"id": "s", "events": [event]}]))
    (read,) = gold.of_folder(tmp_path)
    assert (read.kind, read.events[0].accept, read.events[0].date) == (
        "sentence", (("ceasefire", "agreed", "affirmed"),), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "which",
    [["held"], ["both"], [], ["--data", gold.EVENTS / "sentences"], ["--data", gold.EVENTS / "articles"]],
)
def test_command_never_shows_the_held_half(which: list[str | Path]):
    done = run(*which, "--show", "5")
    assert done.returncode == 2
    assert "stays closed" in done.stderr


def test_command_prints_no_word_of_the_held_half():
    done = run("held", "--types")
    assert done.returncode == 0, done.stderr
    assert "| texts |" in done.stdout
    for text in gold.load("held"):
        assert text.text[:40] not in done.stdout
        assert text.id not in done.stdout


def test_an_empty_folder_is_told_so(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="holds no labelled texts"):
        gold.of_folder(tmp_path)
    with pytest.raises(ValueError, match="no such half"):
        gold.load("other")
