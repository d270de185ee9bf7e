"""Dates, negation and realis in news, held against TimeBank.

    python benches/timebank.py FOLDER [--show N] [--strict] [--pack PACK] [--record]

FOLDER holds the .tml files of TimeBank (of TBAQ-cleaned, TempEval-3); nothing of them is copied here. Printed
are, over the expressions of type DATE:

- relaxed precision, recall and F1: a hit and an expression overlap, as TempEval-3 counts;
- value: the share of the expressions found whose value is right, at its own grain (day, week,
  month, year, decade). An expression is left out of this share, and of recall, where it names no
  day, week, month or year: quarters and halves of the fiscal year, seasons, `PAST_REF` and its
  like, unknown parts (`XXXX`).

The day of publication is the document's creation time. Each text is read twice, as past and as
future; a value counts where either reading has it, as the events' own tense decides which is taken.
`--strict` counts the past reading alone.

And over the triggers of `wiresift.extract` that touch an EVENT of TimeBank (an EVENT without a row is not
asked for: TimeBank annotates every verb, a pack has its types):

- negated: there an EVENT that the trigger touches has the polarity NEG, here a row of it is `negated`. What
  another verb denies ("declined to say", "denied that", `SLINK` COUNTER_FACTIVE, NEG_EVIDENTIAL) has the
  polarity POS in TimeML and is negated here: such a trigger is not asked;
- negated, by type and mode too: a row whose type or mode tells what is not to be or was not done (`UNDONE`)
  counts for a negation where TimeBank has one: "did not sign" may be an agreement refused;
- unreal: there an EVENT in the future tense, with a modal verb, or below a verb of wanting, planning or
  thinking (`SLINK` MODAL, CONDITIONAL); here a row whose realis is `future` or `hypothetical`.

The pack `peace` has a row at few EVENTs. A pack made by `wiresift pack import` from dictionaries of verbs has
one at many more and asks more of the same reading of negation: give it by `--pack`. AQUAINT, the other folder
of TBAQ-cleaned, has the polarity NEG on half of its EVENTs by a slip: only its dates are worth scoring.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import wiresift as ws
from harness import record
from harness.timeml import Document, read
from wiresift import _core

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VALUED: Final = re.compile(r"\d{3}|\d{4}(-W\d\d(-WE)?|-\d\d(-\d\d(T[\w:.+-]*)?)?)?")
UNREAL: Final = {"future", "hypothetical"}
UNDONE: Final = {
    "rejection",
    "refused",
    "no_result",
    "failed",
    "opposed",
    "obstructed",
    "blocked",
    "deferred",
}

Documents = dict[str, Document]
Shown = dict[str, list[str]]


@dataclass
class Score:
    """Counts of one question that is answered by yes or no."""

    asked: int = 0
    wanted: int = 0
    got: int = 0
    right: int = 0

    def add(self, *, wanted: bool, got: bool) -> None:
        """Count one answer."""
        self.asked += 1
        self.wanted += wanted
        self.got += got
        self.right += wanted and got

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1.

        >>> Score(asked=9, wanted=4, got=2, right=2).figures[:2]
        (1.0, 0.5)
        """
        precision, recall = self.right / max(1, self.got), self.right / max(1, self.wanted)
        return precision, recall, 2 * self.right / max(1, self.got + self.wanted)


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


def dates(documents: Documents, *, strict: bool) -> tuple[Counter[str], Shown]:
    """Count what of the dates is found and right, and tell what is missed, invented and misread."""
    count: Counter[str] = Counter()
    lines: Shown = {"missed": [], "invented": [], "misread": []}
    for stem, document in documents.items():
        text, published = document.text, document.published
        past = _core.dates(text, published or None)
        both = past if strict else [*past, *_core.dates(text, published or None, future=True)]
        for one in document.dates:
            if VALUED.fullmatch(one.value) is None:
                continue
            hits = [hit for hit in both if hit[0] < one.end and one.start < hit[1]]
            correct = any(right(one.value, hit[2], hit[3], hit[5]) for hit in hits)
            count.update(wanted=1, found=bool(hits), right=correct)
            if not correct:
                line = f"{shown(stem, text, one.start, one.end)} = {one.value}"
                line += f", read {sorted({hit[2:5] for hit in hits})}, published {published}" if hits else ""
                lines["misread" if hits else "missed"].append(line)
        for hit in past:
            true = any(hit[0] < one.end and one.start < hit[1] for one in document.dates)
            count.update(hits=1, true=true)
            if not true:
                lines["invented"].append(shown(stem, text, hit[0], hit[1]))
    return count, lines


def triggers(documents: Documents, pack: str) -> Iterator[tuple[str, int, int, list[dict[str, Any]]]]:
    """Yield each trigger that the texts give: its document, its ends, its rows."""
    rows = [
        {"id": stem, "text": one.text, "source": "timebank", "published": moment(one.published)}
        for stem, one in documents.items()
    ]
    schema = {"id": pl.String, "text": pl.String, "source": pl.String, "published": pl.Datetime("us", "UTC")}
    events = ws.extract(pl.DataFrame(rows, schema=schema), pack=pack, clean=False)
    found: defaultdict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in events.iter_rows(named=True):
        found[row["doc_id"], row["start"], row["end"]].append(row)
    for (stem, start, end), told in sorted(found.items()):
        yield stem, start, end, told


def moment(day: str) -> dt.datetime | None:
    """Return the midnight of a day, none where it is no whole day."""
    try:
        return dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def status(documents: Documents, pack: str) -> tuple[dict[str, Score], Shown]:
    """Score negation and realis of the triggers that touch an EVENT; tell what is missed and invented."""
    scores = {name: Score() for name in ("negated", "negated, by type and mode too", "unreal")}
    faults = ("negated missed", "negated invented", "unreal missed", "unreal invented")
    lines: Shown = {fault: [] for fault in faults}
    for stem, start, end, rows in triggers(documents, pack):
        touched = [one for one in documents[stem].events.values() if one.start < end and start < one.end]
        if not touched:
            continue
        wanted = {
            "negated": any(one.negated for one in touched),
            "unreal": any(one.unreal for one in touched),
        }
        got = {
            "negated": any(row["polarity"] == "negated" for row in rows),
            "unreal": any(row["realis"] in UNREAL for row in rows),
        }
        if any(one.denied for one in touched) and not wanted["negated"]:
            del wanted["negated"]
        else:
            undone = wanted["negated"] and any({row["type"], row["mode"]} & UNDONE for row in rows)
            scores["negated, by type and mode too"].add(
                wanted=wanted["negated"], got=got["negated"] or undone
            )
        for name, want in wanted.items():
            scores[name].add(wanted=want, got=got[name])
            if want != got[name]:
                said = ", ".join(f"{row['type']} {row['mode']} {row['realis']}" for row in rows)
                fault = "missed" if want else "invented"
                line = shown(stem, documents[stem].text, start, end, around=120)
                lines[f"{name} {fault}"].append(f"{line} = {said}")
    return scores, lines


def shown(stem: str, text: str, start: int, end: int, around: int = 50) -> str:
    """Return an expression with what stands around it."""
    before, after = text[max(0, start - around) : start], text[end : end + around - 20]
    return f"{stem}: ...{before}[{text[start:end]}]{after}".replace("\n", " ")


def date_figures(count: Counter[str]) -> list[list[str]]:
    """Return the lines of the table of dates."""
    recall, precision = count["found"] / max(1, count["wanted"]), count["true"] / max(1, count["hits"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    value = count["right"] / max(1, count["found"])
    return [
        ["dates found", str(count["wanted"]), *(f"{share:.3f}" for share in (precision, recall, f1))],
        ["their value right", str(count["found"]), f"{value:.3f}", "", ""],
    ]


def status_figures(scores: dict[str, Score]) -> Iterable[list[str]]:
    """Return the lines of the table of negation and realis: how many are wanted, of how many asked."""
    for name, score in scores.items():
        yield [name, f"{score.wanted} of {score.asked}", *(f"{share:.3f}" for share in score.figures)]


def main() -> None:
    """Print the figures, and with `--show` what was missed, invented and misread."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--strict", action="store_true", help="the past reading of dates alone")
    parser.add_argument("--pack", default="peace", help="whose triggers are asked for negation (peace)")
    parser.add_argument("--record", action="store_true", help="keep the figures in benches/record")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.glob("*.tml") if not path.name.startswith("."))
    if not paths:
        parser.error(f"{arguments.folder}: no .tml files")
    documents = {path.stem: read(path) for path in paths}
    count, lines = dates(documents, strict=arguments.strict)
    scores, more = status(documents, arguments.pack)
    figures = [*date_figures(count), *status_figures(scores)]
    table = record.table(["what", "wanted", "precision", "recall", "F1"], figures)
    print(f"{len(paths)} documents\n\n{table}")
    for name, found in (lines | more).items():
        for line in found[: arguments.show]:
            print(f"  {name} {line}")
    if arguments.record:
        facts = {
            "Date": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC",
            "Command": "`python benches/timebank.py FOLDER --record`",
            "Documents": str(len(paths)),
            "Versions": f"wiresift {ws.__version__}, pack {arguments.pack}",
        }
        head = "# Dates, negation and realis against TimeBank\n\n"
        head += "\n".join(f"- {name}: {fact}" for name, fact in facts.items())
        kept = record.write("timebank", f"{head}\n\n{table}", {"about": facts, "lines": figures})
        print(kept, file=sys.stderr)


if __name__ == "__main__":
    main()
