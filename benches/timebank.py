"""How well dates are found and valued in news: TimeBank's TIMEX3 of type DATE.

    python benches/timebank.py FOLDER [--show N]

FOLDER holds the .tml files of TimeBank (TBAQ-cleaned, of TempEval-3); nothing of them is copied
here. Printed are, over the expressions of type DATE:

- relaxed precision, recall and F1: a hit and an expression overlap, as TempEval-3 counts;
- value: the share of the expressions found whose value is right, at its own grain (day, week,
  month, year, decade). An expression is left out of this share, and of recall, where it names no
  day, week, month or year: quarters and halves of the fiscal year, seasons, `PAST_REF` and its
  like, unknown parts (`XXXX`).

The day of publication is the document's creation time. Each text is read twice, as past and as
future; a value counts where either reading has it, as the events' own tense decides which is taken.
`--strict` counts the past reading alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wiresift import _core

VALUED: Final = re.compile(r"\d{3}|\d{4}(-W\d\d(-WE)?|-\d\d(-\d\d(T[\w:.+-]*)?)?)?")


@dataclass(frozen=True)
class Expression:
    """A DATE as annotated."""

    start: int
    end: int
    value: str


def read(path: Path) -> tuple[str, str, list[Expression]]:
    """Return the text of a document, its day of publication, and its dates."""
    raw = path.read_text("utf-8", errors="replace")
    tags = re.findall(r"<TIMEX3[^>]*>", raw)
    created = next((attribute(tag, "value")[:10] for tag in tags if "CREATION_TIME" in tag), "")
    text = ""
    found: list[Expression] = []
    open_tags: list[tuple[int, str]] = []
    for piece in re.split(r"(<[^>]+>)", raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]):
        if piece.startswith("<TIMEX3"):
            open_tags.append((len(text), piece))
        elif piece == "</TIMEX3>":
            start, tag = open_tags.pop()
            if attribute(tag, "type") == "DATE":
                found.append(Expression(start, len(text), attribute(tag, "value")))
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    return text, created, sorted(found, key=lambda one: one.start)


def attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag, empty where it has none."""
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return match[1] if match else ""


def right(value: str, first: str, last: str, bound: str) -> bool:
    """Whether first and last day are those of a value, or one end of a range is.

    >>> right("1998-02", "1998-02-01", "1998-02-28", "on")
    True
    """
    one, two = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if "-W" in value:
        year, week = value[:4], value[6:8]
        return one.isocalendar()[:2] == two.isocalendar()[:2] == (int(year), int(week))
    value = value[:10]
    whole = first.startswith(value) and last.startswith(value)
    if bound == "since":
        return first.startswith(value) and (len(value) == 10 or first.endswith("-01"))
    # "from Aug. 26 to Oct. 20" answers two expressions
    longer = (len(value) == 10 and (two - one).days > 7) or (len(value) == 4 and first[:4] != last[:4])
    return whole or (longer and (first.startswith(value) or last.startswith(value)))


def shown(stem: str, text: str, start: int, end: int) -> str:
    """Return an expression with what stands around it."""
    before, after = text[max(0, start - 50) : start], text[end : end + 30]
    return f"{stem}: ...{before}[{text[start:end]}]{after}".replace("\n", " ")


def main() -> None:
    """Print the figures, and with `--show` what was missed, invented and misread."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--strict", action="store_true", help="the past reading alone")
    arguments = parser.parse_args()
    count: Counter[str] = Counter()
    lines: dict[str, list[str]] = {"missed": [], "invented": [], "misread": []}
    paths = sorted(path for path in arguments.folder.glob("*.tml") if not path.name.startswith("."))
    for path in paths:
        text, published, expressions = read(path)
        past = _core.dates(text, published or None)
        both = past if arguments.strict else [*past, *_core.dates(text, published or None, future=True)]
        for one in expressions:
            if VALUED.fullmatch(one.value) is None:
                continue
            hits = [hit for hit in both if hit[0] < one.end and one.start < hit[1]]
            correct = any(right(one.value, hit[2], hit[3], hit[5]) for hit in hits)
            count.update(wanted=1, found=bool(hits), right=correct)
            if not correct:
                line = f"{shown(path.stem, text, one.start, one.end)} = {one.value}"
                line += f", read {sorted({hit[2:5] for hit in hits})}, published {published}" if hits else ""
                lines["misread" if hits else "missed"].append(line)
        for hit in past:
            true = any(hit[0] < one.end and one.start < hit[1] for one in expressions)
            count.update(hits=1, true=true)
            if not true:
                lines["invented"].append(shown(path.stem, text, hit[0], hit[1]))
    recall, precision = count["found"] / max(1, count["wanted"]), count["true"] / max(1, count["hits"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{len(paths)} documents, {count['wanted']} dates with a value")
    print(f"relaxed: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    print(f"value right of those found {count['right'] / max(1, count['found']):.3f}")
    for name, found in lines.items():
        for line in found[: arguments.show]:
            print(f"  {name} {line}")


if __name__ == "__main__":
    main()
