"""A sentence cut into runs, each with the slots that cover it.

Spans are half-open character offsets into the raw text and may overlap (a place inside an actor's name). The
runs, joined, are the sentence, whatever the spans; a span outside it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

_AROUND: Final = 350
"""Characters kept either side of the trigger: more than most sentences, less than a list without a stop."""


@dataclass(frozen=True)
class Run:
    """A piece of text, the slots that cover it (best first), and what to say about it."""

    text: str
    slots: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Span:
    """A part of the text that fills a slot."""

    slot: str
    start: int
    end: int
    note: str = ""


ORDER: Final = ("trigger", "quantity", "place", "date", "cue", "actor", "recipient", "third")


def cut(text: str, start: int, end: int, spans: list[Span]) -> list[Run]:
    """Cut `text[start:end]` at the borders of the spans.

    >>> [(run.text, run.slots) for run in cut("Troops shelled Keresh.", 0, 22, [Span("trigger", 7, 14)])]
    [('Troops ', ()), ('shelled', ('trigger',)), (' Keresh.', ())]
    """
    start, end = max(start, 0), min(end, len(text))
    if start >= end:
        return []
    inside = [
        Span(span.slot, max(span.start, start), min(span.end, end), span.note)
        for span in spans
        if span.start < end and span.end > start and span.start < span.end
    ]
    borders = sorted({start, end, *(span.start for span in inside), *(span.end for span in inside)})
    runs = []
    for left, right in pairwise(borders):
        over = [span for span in inside if span.start <= left and span.end >= right]
        over.sort(key=lambda span: ORDER.index(span.slot))
        notes = "; ".join(dict.fromkeys(span.note for span in over if span.note))
        runs.append(Run(text[left:right], tuple(dict.fromkeys(span.slot for span in over)), notes))
    return runs


def sentence(text: str, event: dict[str, Any]) -> list[Run]:
    """Return the sentence of an event with its slots marked; a very long one is cut around the trigger."""
    first, last = event["sentence_start"], event["sentence_end"]
    start, end = max(first, event["start"] - _AROUND), min(last, event["end"] + _AROUND)
    runs = cut(text, start, end, spans(event))
    if start > first:
        runs.insert(0, Run("\u2026 "))
    if end < last:
        runs.append(Run(" \u2026"))
    return runs


def spans(event: dict[str, Any]) -> list[Span]:
    """Return every mention of an event, with what it was read as."""
    found = [Span("trigger", event["start"], event["end"], f"trigger of rule {event['rule'] or ''}".strip())]
    for slot, column in (("actor", "actors"), ("recipient", "recipients"), ("third", "third_parties")):
        found += [_span(slot, party, _party(slot, party)) for party in event[column] or ()]
    place = event["place"]
    if place is not None:
        where = ", ".join(part for part in (place["name"], place["country"]) if part)
        found.append(_span("place", place, f"place: {where}"))
    found += [_span("quantity", item, f"number: {item['kind'] or ''}") for item in event["quantities"] or ()]
    for cue in event["cues"] or ():
        slot = "date" if cue["kind"] == "date" else "cue"
        found.append(_span(slot, cue, f"cue: {cue['kind'] or ''}"))
    return found


def _party(slot: str, party: dict[str, Any]) -> str:
    role = {"actor": "who", "recipient": "to whom", "third": "third party"}[slot]
    return f"{role}: {party['name'] or party['text'] or ''}"


def _span(slot: str, mention: dict[str, Any], note: str) -> Span:
    start, end = mention["start"], mention["end"]
    return Span(slot, -1, -1) if start is None or end is None else Span(slot, start, end, note)
