#!/usr/bin/env python3
"""How well `wiresift.extract` reads events, against the gold sentences and articles of corpus/events.

    python benches/quality.py [tune|held|both] [--types] [--json] [--show N] [--record [NAME]] [--data FOLDER]

The rule of matching. A row and a labelled event meet when the row's sentence overlaps the quote of the label
and the label accepts the row's `type` (level type), its type and mode (level mode), or type, mode and
polarity (level reading). Any number of rows may meet an event and a row may meet several; rows of one reading
beyond the events of a sentence that accept it are counted as surplus.

- Recall is over the wanted events: those that are met. Precision is over all rows: those that meet an event,
  wanted or allowed. F1 is their harmonic mean.
- Polarity: of the wanted events met in type and mode, those met with an accepted polarity. Realis, certainty:
  of the wanted events met in full, those for which a row that meets them has an accepted value.
- Slots, on wanted events met in full. Recall: the labelled names that such a row holds (actors, recipients
  and third parties together for talks, truces and other events with sides). Precision: of what these rows
  hold, what is labelled for an event that they meet. A name is right when it overlaps a labelled one in the
  text; a speaker, when one of the two wordings contains the other. Neither right nor wrong are a doer who
  says so itself, a place that is the recipient (sanctions on Syria), and the place of what is spoken of.
- Dates: the first day, exact; precision over the dates that a row took from the text.
- Quantities, exact: the rows hold every number of the event, and none that no event of their sentence has.
  The kinds that the ontology names must agree; others ("hostages", "prisoners") compare by value.

`held` prints sums only, never a sentence: read it after a change, never while making one. Exit 1: an offset
that does not give the row's trigger.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import wiresift as ws
from harness import gold, record
from harness.agreement import LEVELS, SHARES, SLOTS, Agreement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.gold import Text

KINDS = ("sentence", "article")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "half", nargs="?", choices=[*gold.HALVES, "both"], default="both", help="which half (default both)"
    )
    parser.add_argument("--types", action="store_true", help="also a table of types and one of the negatives")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="show N misses and N false rows (not held)"
    )
    parser.add_argument(
        "--record", nargs="?", const="quality", metavar="NAME", help="keep it in benches/record"
    )
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="score the labelled texts of a folder instead"
    )
    args = parser.parse_args()
    inside = gold.EVENTS in (args.data / "-").resolve().parents if args.data else args.half != "tune"
    if args.show and inside:
        parser.error("--show reads sentences: it is for `tune` or --data, the held half stays closed")
    return args


def extracted(texts: Sequence[Text]) -> pl.DataFrame:
    """The rows that wiresift reads in the texts."""
    columns = ("id", "text", "published", "title", "source")
    frame = pl.DataFrame(
        {name: [getattr(text, name) for text in texts] for name in columns},
        schema=dict.fromkeys(columns, pl.String),
    )
    return ws.extract(frame)


def judge(texts: Sequence[Text], events: pl.DataFrame) -> dict[str, Agreement]:
    """The agreement by kind of text, and `all`."""
    rows: dict[str, list[dict[str, Any]]] = {text.id: [] for text in texts}
    for row in events.iter_rows(named=True):
        rows[row["doc_id"]].append(row)
    parts = {kind: Agreement() for kind in KINDS if any(text.kind == kind for text in texts)}
    for text in texts:
        parts[text.kind].add(text, rows[text.id])
    whole = Agreement()
    for part in parts.values():
        whole += part
    return {**{f"{kind}s": part for kind, part in parts.items()}, "all": whole}


def figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def rate(measures: dict[str, Any]) -> str:
    """F1, with precision and recall."""
    return f"{figure(measures['f1'])} ({figure(measures['precision'])} / {figure(measures['recall'])})"


def main_table(columns: dict[str, dict[str, Any]]) -> str:
    each = list(columns.values())
    lines = [
        [name, *(f"{measures[key]:,}" for measures in each)]
        for name, key in (
            ("texts", "texts"),
            ("wanted events", "wanted"),
            ("rows", "rows"),
            ("surplus rows", "surplus"),
        )
    ]
    lines += [[f"{level}, F1 (P / R)", *(rate(m[level]) for m in each)] for level in LEVELS]
    lines += [
        [f"{name}, {'exact' if name == 'quantities' else 'right'} (of)"]
        + [f"{figure(m[name]['share'])} ({m[name]['of']:,})" for m in each]
        for name in SHARES
    ]
    lines += [[f"{slot}, F1 (P / R)", *(rate(m[slot]) for m in each)] for slot in SLOTS]
    without = [m["without_events"] for m in each]
    lines.append(
        ["texts without a wanted event that got a false row"]
        + [f"{w['with_false_rows']:,} of {w['texts']:,}" for w in without]
    )
    return record.table(["", *columns], lines)


def type_tables(measures: dict[str, Any]) -> str:
    kinds = record.table(
        ["type", "wanted", "found", "rows", "right", "precision", "recall", "F1"],
        [
            [kind, *(f"{m[k]:,}" for k in ("labels", "found", "rows", "right"))]
            + [figure(m[k]) for k in ("precision", "recall", "f1")]
            for kind, m in sorted(measures["types"].items(), key=lambda item: (-item[1]["labels"], item[0]))
        ],
    )
    about = record.table(
        ["without a wanted event, about", "texts", "with a false row"],
        [[name, f"{m['texts']:,}", f"{m['with_false_rows']:,}"] for name, m in measures["about"].items()],
    )
    return f"{kinds}\n\n{about}"


def shown(agreement: Agreement, limit: int) -> str:
    """Misses and false rows, to learn from."""
    lines = []
    for text, event, rows in agreement.misses[:limit]:
        got = "; ".join(f"{r['type']} {r['mode']} {r['polarity']}" for r in rows) or "nothing"
        lines.append(f"MISS  {text.id}  {' '.join(event.accept[0])}  got {got}\n      {event.quote}")
    for text, row in agreement.falses[:limit]:
        sentence = text.text[row["sentence_start"] : row["sentence_end"]]
        what = f"{row['type']} {row['mode']} {row['polarity']} {row['realis']}"
        lines.append(f"FALSE {text.id}  {what}  by {row['trigger']!r}\n      {sentence}")
    return "\n".join(lines)


def about(sets: dict[str, list[Text]]) -> dict[str, str]:
    """What a record must say: the figures hang on the texts, the code and the pack, not on the machine."""
    pack = ws.Pack.load("peace")
    return {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Command": f"`{record.command()}`",
        "Texts": ", ".join(f"{len(texts):,} of `{name}`" for name, texts in sets.items()),
        "Versions": f"wiresift {ws.__version__}, pack {pack.name} {pack.version} ({pack.hash[:12]}), "
        f"polars {pl.__version__}, Python {platform.python_version()}",
    }


def main() -> int:
    args = arguments()
    halves = gold.HALVES if args.half == "both" else (args.half,)
    sets = (
        {args.data.name: gold.of_folder(args.data)}
        if args.data
        else {half: gold.load(half) for half in halves}
    )
    figures: dict[str, dict[str, Any]] = {}
    sections = []
    for name, texts in sets.items():
        agreements = judge(texts, extracted(texts))
        figures[name] = {kind: agreement.measures() for kind, agreement in agreements.items()}
        section = f"## {name}\n\n{main_table(figures[name])}"
        if args.types or args.record:
            section += f"\n\n{type_tables(figures[name]['all'])}"
        sections.append(section)
        if not args.json:
            print(section, shown(agreements["all"], args.show), sep="\n\n")
    if args.json:
        print(json.dumps(figures, indent=1))
    if args.record:
        facts = about(sets)
        head = "# Quality of events\n\n" + "\n".join(f"- {name}: {fact}" for name, fact in facts.items())
        path = record.write(args.record, "\n\n".join([head, *sections]), {"about": facts, **figures})
        print(f"Recorded: {path}", file=sys.stderr)
    wrong = sum(parts["all"]["bad_offsets"] for parts in figures.values())
    if wrong:
        print(f"WRONG: {wrong} rows whose offsets do not give their trigger", file=sys.stderr)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
