"""Documents of TimeML 1.2: their text, day of publication, dates, and events with what is said of each.

An `EVENT` is a word of the text; a `MAKEINSTANCE` says of it whether it is negated, its tense and its modal
verb; an `SLINK` hangs it on another event. Of an event with several instances all hold. Source: TimeML
Annotation Guidelines 1.2.1 (Saurí et al. 2006).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NO_MODAL: Final = {"", "NONE", "TO", "UNTIL", "CLOSE", "DELETE"}
"""What stands as a modality where there is none, slips of TimeBank's annotators included."""
UNREAL_LINKS: Final = {"MODAL", "CONDITIONAL"}
DENYING_LINKS: Final = {"COUNTER_FACTIVE", "NEG_EVIDENTIAL"}


@dataclass(frozen=True)
class Expression:
    """A DATE as annotated."""

    start: int
    end: int
    value: str


@dataclass
class Event:
    """An event as annotated: negated, denied by the verb above it, told as no fact or not yet one."""

    start: int
    end: int
    negated: bool = False
    denied: bool = False
    unreal: bool = False


@dataclass
class Document:
    """A text, its day of publication, its dates of type DATE, its events by id."""

    text: str = ""
    published: str = ""
    dates: list[Expression] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)


def read(path: Path) -> Document:
    """Return what a file of TimeML annotates, with offsets in characters of its text."""
    raw = path.read_text("utf-8", errors="replace")
    found = Document()
    times = re.findall(r"<TIMEX3[^>]*>", raw)
    found.published = next((attribute(tag, "value")[:10] for tag in times if "CREATION_TIME" in tag), "")
    open_tags: list[tuple[int, str]] = []
    for piece in re.split(r"(<[^>]+>)", raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]):
        if piece.startswith(("<TIMEX3", "<EVENT")):
            open_tags.append((len(found.text), piece))
        elif piece in {"</TIMEX3>", "</EVENT>"}:
            start, tag = open_tags.pop()
            if piece == "</EVENT>":
                found.events[attribute(tag, "eid")] = Event(start, len(found.text))
            elif attribute(tag, "type") == "DATE":
                found.dates.append(Expression(start, len(found.text), attribute(tag, "value")))
        elif not piece.startswith("<"):
            found.text += html.unescape(piece)
    found.dates.sort(key=lambda one: one.start)
    tell(found.events, raw)
    return found


def tell(events: dict[str, Event], raw: str) -> None:
    """Add to the events what their instances and links say."""
    instances: dict[str, Event] = {}
    for tag in re.findall(r"<MAKEINSTANCE[^>]*>", raw):
        event = events.get(attribute(tag, "eventID"))
        if event is None:
            continue
        instances[attribute(tag, "eiid")] = event
        event.negated |= attribute(tag, "polarity") == "NEG"
        event.unreal |= attribute(tag, "tense") == "FUTURE"
        event.unreal |= attribute(tag, "modality").upper() not in NO_MODAL
    for tag in re.findall(r"<SLINK[^>]*>", raw):
        below = instances.get(attribute(tag, "subordinatedEventInstance"))
        if below is not None:
            below.unreal |= attribute(tag, "relType") in UNREAL_LINKS
            below.denied |= attribute(tag, "relType") in DENYING_LINKS


def attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag, empty where it has none.

    >>> attribute('<TIMEX3 tid="t1" type="DATE">', "type")
    'DATE'
    """
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return match[1] if match else ""
