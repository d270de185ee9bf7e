"""The gold events of `corpus/events`, read from the files that people write.

`load` gives one half. `tune` may be read by anyone: its sentences and the articles of `corpus/demo`. `held`
is for the scorer alone. `of_folder` reads any other folder of the same TOML files, or of pairs
NAME.texts.json and NAME.labels.json. The format is described in corpus/README.md.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CORPUS = Path(__file__).parents[2] / "corpus"
EVENTS = CORPUS / "events"
DEMO = CORPUS / "demo" / "written"
HALVES = ("tune", "held")

Reading = tuple[str, str, str]
Span = tuple[int, int]


@dataclass(frozen=True)
class Mention:
    """Words that may fill a slot: `A|B` are two ways to name one thing, `?A` is allowed but not asked for."""

    words: tuple[str, ...]
    asked: bool = True

    @classmethod
    def of(cls, label: str) -> Mention:
        return cls(tuple(label.lstrip("?").split("|")), asked=not label.startswith("?"))


@dataclass(frozen=True)
class Number:
    """A quantity of an event; a kind that begins with `?` is allowed but not asked for."""

    kind: str
    value: float
    asked: bool = True

    @classmethod
    def of(cls, kind: str, value: float) -> Number:
        return cls(kind.lstrip("?"), float(value), asked=not kind.startswith("?"))


@dataclass(frozen=True)
class Event:
    """One event that a text tells, as a careful reader labels it."""

    quote: str
    accept: tuple[Reading, ...]
    realis: tuple[str, ...] = ("actual",)
    certainty: tuple[str, ...] = ("asserted",)
    numbers: tuple[Number, ...] = ()
    who: tuple[Mention, ...] = ()
    whom: tuple[Mention, ...] = ()
    place: tuple[Mention, ...] = ()
    date: Mention | None = None
    claim: tuple[Mention, ...] = ()
    must: bool = True

    @property
    def type(self) -> str:
        """The type of the best reading."""
        return self.accept[0][0]


@dataclass(frozen=True)
class Text:
    """A sentence or an article with its events; `about` says what a text without any is about."""

    id: str
    text: str
    kind: str
    events: tuple[Event, ...]
    published: str | None = None
    title: str | None = None
    source: str | None = None
    about: str | None = None

    @property
    def wanted(self) -> list[Event]:
        """The events that any analyst would want a row for."""
        return [event for event in self.events if event.must]


def reading(words: str) -> Reading:
    """Split `not ceasefire agreed` into type, mode and polarity."""
    parts = words.split()
    negated = parts[0] == "not"
    kind, mode = parts[negated:]
    return kind, mode, "negated" if negated else "affirmed"


def spans(text: str, words: str) -> Iterator[Span]:
    """Every place of `words` in `text`."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def load(half: str) -> list[Text]:
    """Read one half: sentences, then articles."""
    if half not in HALVES:
        raise ValueError(f"{half}: no such half; there are {', '.join(HALVES)}")
    files = [EVENTS / "sentences", EVENTS / "articles"]
    texts = [
        text for folder in files for path in sorted(folder.glob(f"*.{half}.toml")) for text in _toml(path)
    ]
    return texts + (of_folder(DEMO) if half == "tune" else [])


def of_folder(folder: Path) -> list[Text]:
    """Read every file of a folder."""
    texts = [text for path in sorted(folder.glob("*.toml")) for text in _toml(path)]
    for path in sorted(folder.glob("*.texts.json")):
        texts += _pair(path, path.with_name(path.name.replace(".texts.json", ".labels.json")))
    if not texts:
        raise FileNotFoundError(f"{folder}: holds no labelled texts (*.toml, *.texts.json)")
    return texts


def _toml(path: Path) -> Iterator[Text]:
    """A file holds either one article at its top level or a list `sentence`."""
    content = tomllib.loads(path.read_text(encoding="utf8"))
    for entry in content.get("sentence", [content]):
        is_article = entry is content
        yield Text(
            id=path.name.split(".")[0] if is_article else entry["id"],
            text=entry["text"].strip("\n"),
            kind="article" if is_article else "sentence",
            events=tuple(_event(event) for event in entry["events"]),
            published=str(entry["published"]),
            title=entry.get("title"),
            source=entry.get("source"),
            about=entry.get("about"),
        )


def _event(label: dict[str, Any]) -> Event:
    place, claim = (_mentions(filter(None, [label.get(slot)])) for slot in ("place", "claim"))
    return Event(
        quote=label["quote"],
        accept=tuple(map(reading, label["accept"])),
        realis=tuple(label.get("realis", ["actual"])),
        certainty=tuple(label.get("certainty", ["asserted"])),
        numbers=tuple(Number.of(kind, value) for kind, value in label.get("numbers", [])),
        who=_mentions(label.get("who", [])),
        whom=_mentions(label.get("whom", [])),
        place=place,
        date=Mention.of(label["date"]) if label.get("date") else None,
        claim=claim,
        must=label.get("must", True),
    )


def _mentions(labels: Iterable[str]) -> tuple[Mention, ...]:
    return tuple(map(Mention.of, labels))


def _pair(texts: Path, labels: Path) -> Iterator[Text]:
    """Two files of JSON, as `corpus/demo/events.jsonl` words its labels."""
    events = {entry["id"]: entry["events"] for entry in json.loads(labels.read_text(encoding="utf8"))}
    for entry in json.loads(texts.read_text(encoding="utf8")):
        yield Text(
            id=entry["id"],
            text=entry["text"],
            kind="sentence" if "sentence" in texts.name else "article",
            events=tuple(_event(_as_toml(event)) for event in events[entry["id"]]),
            published=entry.get("published"),
            title=entry.get("title"),
            source=entry.get("source"),
        )


def _as_toml(event: dict[str, Any]) -> dict[str, Any]:
    accept = [f"{'not ' * (polarity == 'negated')}{kind} {mode}" for kind, mode, polarity in event["accept"]]
    return event | {"accept": accept, "numbers": event["quantities"], "date": event["date_start"]}
