"""The gold events of corpus/events: format, counts, balance; nothing is labelled that isn't in its text."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wiresift import ontology, schema

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "corpus" / "events"
sys.path.insert(0, str(ROOT / "benches"))

from harness import gold  # noqa: E402

if TYPE_CHECKING:
    from harness.gold import Event, Text

HALVES = {half: gold.load(half) for half in gold.HALVES}
TEXTS = [text for texts in HALVES.values() for text in texts]
SENTENCES = [text for text in TEXTS if text.kind == "sentence"]
ARTICLES = [text for text in TEXTS if text.kind == "article"]
LABELLED = [(text, event) for text in TEXTS for event in text.events]
SENTENCE_KEYS = {"id", "published", "style", "about", "text", "events"}
ARTICLE_KEYS = {"split", "title", "source", "published", "style", "about", "text", "events"}
EVENT_KEYS = {
    "quote",
    "accept",
    "realis",
    "certainty",
    "numbers",
    "who",
    "whom",
    "place",
    "date",
    "claim",
    "must",
}


def of_half(kind: str, half: str) -> list[Text]:
    return [text for text in HALVES[half] if text.kind == kind]


@pytest.mark.parametrize("path", sorted(EVENTS.rglob("*.toml")), ids=lambda path: path.name)
def test_files_say_their_half_and_have_known_keys(path: Path):
    content = tomllib.loads(path.read_text(encoding="utf8"))
    assert path.name.endswith(f".{content['split']}.toml")
    entries = content.get("sentence", [content])
    assert entries
    for entry in entries:
        assert set(entry) <= (ARTICLE_KEYS if entry is content else SENTENCE_KEYS)
        assert {"published", "style", "text", "events"} <= set(entry)
        assert all(
            set(event) <= EVENT_KEYS and {"quote", "accept"} <= set(event) for event in entry["events"]
        )
        # A reader of the file sees each column that is not empty, defaults included.
        assert all({"realis", "certainty"} <= set(event) for event in entry["events"])


def test_counts_are_what_the_corpus_promises():
    assert len(SENTENCES) >= 400
    assert sum(not text.wanted for text in SENTENCES) * 3 >= len(SENTENCES)
    assert len(ARTICLES) >= 40
    new = of_half("article", "held")
    assert len(new) >= 22
    assert sum(not text.wanted for text in new) * 3 >= len(new)
    assert all(120 <= len(text.text.split()) <= 350 for text in new)


def test_the_readme_states_the_counts():
    readme = (ROOT / "corpus" / "README.md").read_text(encoding="utf8")
    for half, kind in (("tune", "sentence"), ("held", "sentence"), ("held", "article")):
        texts = of_half(kind, half)
        assert f"{len(texts)} {kind}s, {sum(len(text.wanted) for text in texts)} wanted events" in readme
    assert f"{sum(not text.wanted for text in SENTENCES)} sentences, a third, hold no wanted event" in readme


def test_ids_and_texts_are_unique():
    assert max(Counter(text.id for text in TEXTS).values()) == 1
    assert max(Counter(text.text for text in TEXTS).values()) == 1


def test_texts_without_a_wanted_sentence_event_say_what_they_are_about():
    assert all(text.about for text in SENTENCES if not text.wanted)
    assert len({text.about for text in SENTENCES if text.about}) >= 12


def test_every_label_stands_in_its_text():
    assert len(LABELLED) > 1500
    for text, event in LABELLED:
        assert event.quote in text.text, text.id
        for mention in (*event.who, *event.whom, *event.place, *event.claim):
            for words in mention.words:
                assert words, text.id
                assert words in text.text, (text.id, words)


def test_labels_use_the_ontology_and_the_schema():
    for text, event in LABELLED:
        assert event.accept, text.id
        assert len(set(event.accept)) == len(event.accept), text.id
        for kind, mode, polarity in event.accept:
            assert mode in ontology.MODES[kind], text.id
            assert polarity in schema.POLARITIES
        assert event.realis, text.id
        assert set(event.realis) <= set(schema.REALIS), text.id
        assert event.certainty, text.id
        assert set(event.certainty) <= set(schema.CERTAINTIES), text.id
        assert len(event.place) <= 1 >= len(event.claim)
        for word in event.date.words if event.date else ():
            date.fromisoformat(word)


def test_sentences_are_dated_and_of_our_time():
    assert all(1990 <= date.fromisoformat(text.published or "").year <= 2025 for text in SENTENCES)


def best(half: str) -> Counter[str]:
    """The wanted sentence events of a half by their best reading, without polarity."""
    return Counter(
        " ".join(event.accept[0][:2]) for text in of_half("sentence", half) for event in text.wanted
    )


def test_every_type_and_mode_stands_in_both_halves():
    tune, held = best("tune"), best("held")
    for kind, modes in ontology.MODES.items():
        for mode in modes:
            assert tune[f"{kind} {mode}"], f"{kind} {mode}: not in tune"
            assert held[f"{kind} {mode}"], f"{kind} {mode}: not in held"


def test_halves_are_balanced():
    tune, held = (of_half("sentence", half) for half in gold.HALVES)
    assert abs(len(tune) - len(held)) <= 0.02 * len(SENTENCES)
    assert abs(sum(not t.wanted for t in tune) - sum(not t.wanted for t in held)) <= 5

    def by_type(texts: list[Text]) -> Counter[str]:
        return Counter(event.type for text in texts for event in text.wanted)

    for kind in ontology.MODES:
        a, b = by_type(tune)[kind], by_type(held)[kind]
        assert abs(a - b) <= max(2, 0.25 * (a + b)), f"{kind}: {a} to {b}"


def test_statuses_other_than_the_plain_one_are_common():
    def share(which: list[Event]) -> float:
        return len(which) / len(wanted)

    wanted = [event for text in SENTENCES for event in text.wanted]
    assert share([e for e in wanted if e.accept[0][2] == "negated"]) > 0.08
    assert share([e for e in wanted if e.realis[0] != "actual"]) > 0.08
    assert share([e for e in wanted if "hedged" in e.certainty]) > 0.05
    assert share([e for e in wanted if e.claim]) > 0.2
    assert share([e for e in wanted if e.date]) > 0.2
    assert share([e for e in wanted if e.numbers]) > 0.15
