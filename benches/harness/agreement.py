"""How far a table of events agrees with gold labels: the rule of matching, and the counts that follow.

`Agreement.add` takes a text and its rows; `measures` gives precision, recall and F1, or a share, for each
question. All counts add up, so the figures of two corpora together are those of their sum. Cost: rows times
labels of a text. The rule in words stands at the head of `benches/quality.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from .gold import Event, Mention, Number, Span, Text, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Events with sides rather than doer and target: both slots are read together.
MUTUAL = {
    "negotiation", "mediation", "diplomatic_contact", "ceasefire", "agreement", "prisoner_exchange",
    "humanitarian_corridor",
}  # fmt: skip
# Acts of speech and decision: where they take place and where their matter lies are both fair readings.
VERBAL = {"accusation", "condemnation", "support", "demand", "threat", "rejection", "vote"}
# Kinds that the ontology names; others ("hostages", "prisoners") are a matter of taste and compare by value.
NAMED_KINDS = {
    "killed", "injured", "displaced", "evacuated", "votes_for", "votes_against", "abstentions", "money",
    "duration",
}  # fmt: skip
LEVELS = ("type", "mode", "reading")
SLOTS = ("who", "whom", "place", "claim", "date")
SHARES = ("polarity", "realis", "certainty", "quantities")
Row = dict[str, Any]


def touch(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


@dataclass
class Rate:
    """How many of the rows are right, how many of the labels are found."""

    rows: int = 0
    right: int = 0
    labels: int = 0
    found: int = 0

    def __iadd__(self, other: Rate) -> Self:
        self.rows += other.rows
        self.right += other.right
        self.labels += other.labels
        self.found += other.found
        return self

    def measures(self) -> dict[str, float | int | None]:
        precision, recall = share(self.right, self.rows), share(self.found, self.labels)
        f1 = None if not precision or not recall else round(2 / (1 / precision + 1 / recall), 4)
        if f1 is None and (self.rows and self.labels):
            f1 = 0.0
        counts = {"rows": self.rows, "right": self.right, "labels": self.labels, "found": self.found}
        return {"precision": precision, "recall": recall, "f1": f1, **counts}


def share(part: int, whole: int) -> float | None:
    """A rounded share; nothing of nothing is not a number."""
    return round(part / whole, 4) if whole else None


@dataclass
class Agreement:
    """Counts over texts."""

    levels: dict[str, Rate] = field(default_factory=lambda: {level: Rate() for level in LEVELS})
    slots: dict[str, Rate] = field(default_factory=lambda: {slot: Rate() for slot in SLOTS})
    shares: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in SHARES})
    types: defaultdict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    counts: Counter[str] = field(default_factory=Counter)
    abouts: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[tuple[Text, Event, list[Row]]] = field(default_factory=list)
    falses: list[tuple[Text, Row]] = field(default_factory=list)

    def add(self, text: Text, rows: Sequence[Row]) -> None:
        """Count one text and the rows of it."""
        near = {id(row): [e for e in text.events if _near(row, e, text.text)] for row in rows}
        right = {id(row) for row in rows if any(_accepts(e, row, "reading") for e in near[id(row)])}
        false = [row for row in rows if id(row) not in right]
        self.counts["texts"] += 1
        self.counts["wanted"] += len(text.wanted)
        self.counts["rows"] += len(rows)
        self.counts["bad_offsets"] += sum(
            text.text[row["start"] : row["end"]] != row["trigger"] for row in rows
        )
        self.counts["surplus"] += _surplus(rows, near)
        self.falses += [(text, row) for row in false]
        if not text.wanted:
            self.counts["empty_texts"] += 1
            self.counts["empty_texts_with_false_rows"] += bool(false)
            self.abouts[text.about or "-"][0] += 1
            self.abouts[text.about or "-"][1] += bool(false)
        for row in rows:
            for level, rate in self.levels.items():
                rate.rows += 1
                rate.right += any(_accepts(e, row, level) for e in near[id(row)])
            self.types[row["type"]].rows += 1
            self.types[row["type"]].right += id(row) in right
        for event in text.wanted:
            self._wanted(text, event, [row for row in rows if event in near[id(row)]])
        for row in rows:
            met = [e for e in near[id(row)] if _accepts(e, row, "reading")]
            if any(e.must for e in met):
                self._filled(text, row, met, near[id(row)])

    def _wanted(self, text: Text, event: Event, rows: list[Row]) -> None:
        """Count whether a wanted event is met, and how well by the rows that meet it."""
        met = {level: [row for row in rows if _accepts(event, row, level)] for level in LEVELS}
        for level, rate in self.levels.items():
            rate.labels += 1
            rate.found += bool(met[level])
        self.types[event.type].labels += 1
        self.types[event.type].found += bool(met["reading"])
        if met["mode"]:
            self._share("polarity", bool(met["reading"]))
        if not met["reading"]:
            self.misses.append((text, event, rows))
            return
        self._share("realis", any(row["realis"] in event.realis for row in met["reading"]))
        self._share("certainty", any(row["certainty"] in event.certainty for row in met["reading"]))
        numbers = [number for row in met["reading"] for number in row["quantities"] or []]
        if numbers or any(number.asked for number in event.numbers):
            self._share("quantities", _same_numbers(text, event, numbers, met["reading"]))
        for slot in ("who", "whom", "place"):
            for mention in getattr(event, slot):
                filled = (m for row in met["reading"] for m in _fillers(row, slot, pooled=True))
                self._found(slot, any(_names(m, mention, text.text) for m in filled), asked=mention.asked)
        for mention in event.claim:
            said = any(_same_words(name, mention) for row in met["reading"] for name in _speakers(row))
            self._found("claim", said, asked=mention.asked)
        if event.date:
            dated = any(str(row["date_start"]) in event.date.words for row in met["reading"])
            self._found("date", dated, asked=event.date.asked)

    def _filled(self, text: Text, row: Row, met: list[Event], near: list[Event]) -> None:
        """Count whether what a row fills in is right by any event that it meets in full."""
        pooled = row["type"] in MUTUAL
        who, whom = ([m for e in met for m in getattr(e, slot)] for slot in ("who", "whom"))
        right = {"who": who + whom if pooled else who, "whom": who + whom if pooled else whom}
        right["place"] = [m for e in met for m in e.place]
        # An embargo on Syria may be placed in Syria, what is said of a place there.
        matter = [m for e in near if row["type"] in VERBAL for m in e.place]
        for slot, mentions in right.items():
            for filler in _fillers(row, slot, pooled=False):
                is_right = any(_names(filler, mention, text.text) for mention in mentions)
                neither = slot == "place" and any(_names(filler, m, text.text) for m in whom + matter)
                if is_right or not neither:
                    self._right(slot, is_right)
        claims = [m for e in met for m in e.claim]
        names = _speakers(row)
        # "Kenya repeats its offer": that the doer says so is neither asked for nor wrong.
        if names and (claims or not any(_same_words(name, mention) for name in names for mention in who)):
            self._right("claim", any(_same_words(name, mention) for name in names for mention in claims))
        if row["date_start"] is not None and row["date_source"] == "text":
            self._right(
                "date", str(row["date_start"]) in [day for e in met if e.date for day in e.date.words]
            )

    def _share(self, name: str, right: bool) -> None:
        self.shares[name][0] += right
        self.shares[name][1] += 1

    def _found(self, slot: str, found: bool, *, asked: bool) -> None:
        if asked:
            self.slots[slot].labels += 1
            self.slots[slot].found += found

    def _right(self, slot: str, right: bool) -> None:
        self.slots[slot].rows += 1
        self.slots[slot].right += right

    def __iadd__(self, other: Agreement) -> Self:
        for mine, others in (
            (self.levels, other.levels),
            (self.slots, other.slots),
            (self.types, other.types),
        ):
            for name, rate in others.items():
                mine[name] += rate
        for mine_, others_ in ((self.shares, other.shares), (self.abouts, other.abouts)):
            for name, pair in others_.items():
                mine_[name] = [a + b for a, b in zip(mine_[name], pair, strict=True)]
        self.counts += other.counts
        self.misses += other.misses
        self.falses += other.falses
        return self

    def measures(self) -> dict[str, Any]:
        """Every figure; none of them shows a text."""
        return {
            **{name: self.counts[name] for name in ("texts", "wanted", "rows", "surplus", "bad_offsets")},
            **{level: rate.measures() for level, rate in self.levels.items()},
            **{name: {"share": share(*pair), "of": pair[1]} for name, pair in self.shares.items()},
            **{slot: rate.measures() for slot, rate in self.slots.items()},
            "without_events": {
                "texts": self.counts["empty_texts"],
                "with_false_rows": self.counts["empty_texts_with_false_rows"],
            },
            "types": {kind: rate.measures() for kind, rate in sorted(self.types.items())},
            "about": {a: {"texts": n, "with_false_rows": k} for a, (n, k) in sorted(self.abouts.items())},
        }


def _near(row: Row, event: Event, text: str) -> bool:
    sentence = row["sentence_start"], row["sentence_end"]
    return any(touch(sentence, span) for span in spans(text, event.quote))


def _accepts(event: Event, row: Row, level: str) -> bool:
    depth = LEVELS.index(level) + 1
    said = (row["type"], row["mode"], row["polarity"])[:depth]
    return any(said == accepted[:depth] for accepted in event.accept)


def _surplus(rows: Sequence[Row], near: dict[int, list[Event]]) -> int:
    """Rows of one reading in one sentence beyond the events there that accept it."""
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["sentence_start"], row["type"], row["mode"], row["polarity"]].append(row)
    surplus = 0
    for group in groups.values():
        events = sum(_accepts(event, group[0], "reading") for event in near[id(group[0])])
        surplus += max(0, len(group) - max(1, events)) if events else 0
    return surplus


def _fillers(row: Row, slot: str, *, pooled: bool) -> Iterator[dict[str, Any]]:
    """What a row has in a slot; `pooled`: in any of the three columns where both sides are actors."""
    if slot == "place":
        columns = [row["place"]] if row["place"] else []
    elif pooled and row["type"] in MUTUAL:
        columns = [m for name in ("actors", "recipients", "third_parties") for m in row[name] or []]
    else:
        columns = row["actors" if slot == "who" else "recipients"] or []
    yield from columns


def _names(filler: dict[str, Any], mention: Mention, text: str) -> bool:
    """By position where the row has one; by words where it resolved the name without."""
    if filler["start"] is None:
        return bool(filler["text"]) and _same_words(filler["text"], mention)
    where = filler["start"], filler["end"]
    return any(touch(where, span) for words in mention.words for span in spans(text, words))


def _same_words(name: str, mention: Mention) -> bool:
    return any(name in words or words in name for words in mention.words)


def _speakers(row: Row) -> list[str]:
    claim = row["claim"] or {}
    names = [(claim.get("speaker") or {}).get("text"), claim.get("outlet")]
    return [name for name in names if name]


def _same_numbers(text: Text, event: Event, numbers: Iterable[dict[str, Any]], rows: list[Row]) -> bool:
    """Every number of the event is there, and none that no event of these sentences has."""
    allowed = [n for e in text.events if any(_near(row, e, text.text) for row in rows) for n in e.numbers]
    numbers = list(numbers)
    complete = all(any(_is(number, n) for number in numbers) for n in event.numbers if n.asked)
    return complete and all(any(_is(number, n) for n in allowed) for number in numbers)


def _is(number: dict[str, Any], label: Number) -> bool:
    if number["kind"] != label.kind and {number["kind"], label.kind} & NAMED_KINDS:
        return False
    known = (number[bound] for bound in ("low", "best", "high"))
    return any(v is not None and abs(v - label.value) <= 1e-6 * max(1.0, abs(label.value)) for v in known)
