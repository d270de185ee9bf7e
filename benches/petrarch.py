"""Verb dictionaries of PETRARCH against its own unit tests: which of the expected events wiresift gives.

    python benches/petrarch.py FOLDER [--show] [--record]

FOLDER holds `validate/PETR.UnitTest.records.xml` and the dictionaries that it names; nothing of it is
copied here. They are imported with `wiresift.petrarch.import_dictionaries`, and each record is read as an
article of its day. Printed are:

- the share of the expected events (source, target, code) that a row gives, with the code and with its root;
- how many of the events given are expected, and how many records that expect nothing have no row;
- why the other events were not given, counted; with `--show` each of them, and each that was given and is not
  expected.

A row with several sides gives an event for each pair of them; of what sides do to each other, one for each
order.
"""

from __future__ import annotations

import argparse
import html
import itertools
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import wiresift as ws
from harness import record as keep
from wiresift.petrarch import Imported, import_dictionaries

RECORDS: Final = "PETR.UnitTest.records.xml"
Coded = tuple[str, str, str]
"""Source, target, code."""


@dataclass(frozen=True)
class Record:
    """A sentence with the events that it must give."""

    name: str
    day: str
    text: str
    events: frozenset[Coded]


@dataclass
class Score:
    """What was found of the expected events."""

    expected: int = 0
    exact: int = 0
    root: int = 0
    rows: int = 0
    right_rows: int = 0
    silent: int = 0
    silent_right: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)


def attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag, empty where it has none.

    >>> attribute('<Sentence date="19950101" id = "A-1">', "id")
    'A-1'
    """
    found = re.search(rf'\b{name}\s*=\s*"([^"]*)"', tag)
    return found[1] if found else ""


def read(text: str) -> list[Record]:
    """Return the records of a file. Its markup is read as it is written: not all of it is XML."""
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    out = []
    for tag, body in re.findall(r"<Sentence([^>]*)>(.*?)</Sentence>", text, flags=re.DOTALL):
        words = re.search(r"<Text>(.*?)</Text>", body, flags=re.DOTALL)
        day = attribute(tag, "date")
        events = [
            (attribute(event, "sourcecode"), attribute(event, "targetcode"), attribute(event, "eventcode"))
            for event in re.findall(r"<EventCoding([^>]*)>", body)
        ]
        out.append(
            Record(
                attribute(tag, "id"),
                f"{day[:4]}-{day[4:6]}-{day[6:8]}",
                html.unescape(" ".join(words[1].split())) if words else "",
                frozenset(event for event in events if event[2]),
            )
        )
    return out


def imported(folder: Path, out: Path, text: str) -> Imported:
    """Import the dictionaries that the records name."""
    files = {
        kind: folder / found[1]
        for kind in ("Actor", "Agent", "Verb", "Discard")
        if (found := re.search(rf"<{kind}file>(.*?)</{kind}file>", text))
    }
    return import_dictionaries(
        out,
        [files["Discard"]] if "Discard" in files else [],
        actors=[files["Actor"]],
        agents=[files["Agent"]],
        verbs=[files["Verb"]],
    )


def coded(row: dict[str, Any]) -> set[Coded]:
    """Return the events that a row gives."""
    ours, theirs = (
        [actor["code"] for actor in row[side] if actor["code"]] for side in ("actors", "recipients")
    )
    pairs = itertools.product(ours, theirs) if row["recipients"] else itertools.permutations(ours, 2)
    return {(one, other, row["cameo"]) for one, other in pairs}


def same(one: Coded, other: Coded) -> bool:
    """Whether two events have one root."""
    return one[:2] == other[:2] and one[2][:2] == other[2][:2]


def plain(event: Coded) -> Coded:
    """Return an event without the dashes that stand for a side's unknown state."""
    source, target, code = event
    return source.removeprefix("---"), target.removeprefix("---"), code


def reason(wanted: Coded, got: set[Coded]) -> str:  # noqa: PLR0911 - one case after another
    """Return why an event was not given, as far as the rows tell."""
    source, target, code = wanted
    if not source or not target:
        return "a side has no code"
    if not re.fullmatch(r"\w+", source) or not re.fullmatch(r"\w+", target):
        return "a side is expected by words or signs"
    if (target, source, code) in got:
        return "the sides are the other way round"
    of_code = [event for event in got if event[2] == code]
    if of_code:
        ours, theirs = (
            any(event[0] == source for event in of_code),
            any(event[1] == target for event in of_code),
        )
        if ours or theirs:
            return "another target" if ours else "another source"
        return "both sides are others"
    if any(event[:2] == wanted[:2] for event in got):
        return "another code"
    return "another event" if got else "no row"


def score(records: list[Record], rows: pl.DataFrame) -> Score:
    """Hold the rows against the records."""
    of_text: dict[str, set[Coded]] = {}
    for row in rows.iter_rows(named=True):
        of_text.setdefault(row["doc_id"], set()).update(coded(row))
    out = Score()
    for number, record in enumerate(records):
        got = of_text.get(str(number), set())
        wanted = {plain(event) for event in record.events}
        out.rows += len(got)
        out.right_rows += len(got & wanted)
        others = "; ".join(" ".join(event) for event in sorted(wanted)) or "nothing"
        out.invented += [
            f"given | {record.name} | {' '.join(event)} | wanted {others} | {record.text}"
            for event in sorted(got - wanted)
        ]
        if not wanted:
            out.silent += 1
            out.silent_right += not got
        for event in sorted(wanted):
            out.expected += 1
            out.exact += event in got
            out.root += any(same(event, other) for other in got)
            if event not in got:
                why = reason(event, got)
                out.reasons[why] += 1
                others = "; ".join(" ".join(other) for other in sorted(got)) or "nothing"
                out.missed.append(
                    f"{why} | {record.name} | wanted {' '.join(event)} | {others} | {record.text}"
                )
    return out


def figures(found: Score) -> list[list[str]]:
    """Return the lines of the table of figures."""
    lines = [
        ("source, target and code", found.exact, found.expected),
        ("source, target and root", found.root, found.expected),
        ("events given that are expected", found.right_rows, found.rows),
        ("records that expect nothing and have no row", found.silent_right, found.silent),
    ]
    return [[what, str(part), str(whole), f"{part / max(whole, 1):.3f}"] for what, part, whole in lines]


def write(found: Score, lines: list[list[str]], records: int) -> Path:
    """Keep the figures as a dated record."""
    facts = {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Command": "`python benches/petrarch.py FOLDER --record`",
        "Records": f"{records}, of PETRARCH's own unit tests",
        "Versions": f"wiresift {ws.__version__}",
    }
    head = "# Unit tests of PETRARCH\n\n" + "\n".join(f"- {key}: {value}" for key, value in facts.items())
    table = keep.table(["what", "events", "of", "share"], lines)
    reasons = [[why, str(count)] for why, count in found.reasons.most_common()]
    why = keep.table(["why an event was not given", "events"], reasons)
    data = {"about": facts, "figures": lines, "why": dict(found.reasons)}
    return keep.write("petrarch", f"{head}\n\n{table}\n\n{why}", data)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the folder with `validate`")
    parser.add_argument("--show", action="store_true", help="list the events that differ")
    parser.add_argument("--record", action="store_true", help="keep it in benches/record")
    args = parser.parse_args()
    folder = args.folder / "validate"
    text = (folder / RECORDS).read_text("utf-8", errors="replace")
    records = read(text)
    with tempfile.TemporaryDirectory() as temporary:
        started = time.perf_counter()
        made = imported(folder, Path(temporary, "pack"), text)
        seconds = time.perf_counter() - started
        frame = pl.DataFrame(
            {
                "id": [str(number) for number in range(len(records))],
                "text": [record.text for record in records],
                "published": [record.day for record in records],
            }
        )
        rows = ws.extract(frame, pack=made.out, clean=False)
    found = score(records, rows)
    print(f"{len(records)} records; imported in {seconds:.1f} s: {made.added}; left out: {made.left_out}")
    lines = figures(found)
    for what, part, whole, share in lines:
        print(f"{what}: {part} of {whole} ({share})")
    for why, count in found.reasons.most_common():
        print(f"{count:5} {why}")
    if args.show:
        print(*sorted(found.missed), *sorted(found.invented), sep="\n")
    if args.record:
        print(write(found, lines, len(records)), file=sys.stderr)


if __name__ == "__main__":
    main()
