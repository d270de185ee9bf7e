#!/usr/bin/env python3
"""Time the events: `wiresift.extract` beside two engines that only find the phrases of its lexicon.

    python benches/events.py [FOLDER_OR_FILES...] [--war FOLDER_OR_FILES...] [--repeat N] [--record [NAME]]
    python benches/events.py --adversarial

Everything runs in this process, on the same texts in memory, one engine after another and again
(`--repeat`); the fastest run of each counts. What is timed is the call from Python: texts in, results in
Python's hands.

- wiresift: whole events with one thread and with two, boilerplate left in, from a polars frame to another.
- Hyperscan and ahocorasick_rs: every phrase of the same pack in all its forms, in any case, whole words
  only, through their Python packages. Hyperscan does both by itself (`HS_FLAG_CASELESS`, a word boundary at
  both ends), and calls back once for each match. ahocorasick_rs does neither: the text is put in lower case
  first, and matches within a word are left out afterwards. Names of actors and places, which wiresift reads
  too, are not asked of them.

Without arguments: articles of corpus/generate.py. `--war` names texts of another kind, in which most
sentences tell events: they get a table of their own in the same record. `--adversarial` reads 5 and 50 MB
of one text that is made to be hard, and prints how much longer the second takes; and it compiles a pack
with 34,000 made-up names.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import wiresift as ws
from harness import machine, record, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PEERS = ("hyperscan", "ahocorasick_rs")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "data", nargs="*", type=Path, help="what wiresift.read reads; default: the generator's"
    )
    parser.add_argument("--war", nargs="+", type=Path, default=[], help="news of wars, in a table of its own")
    parser.add_argument("--articles", type=int, default=3000, help="of the generator (default 3000)")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="runs of each engine (default 5)")
    parser.add_argument("--pack", default="peace", help="name or folder of a pack (default peace)")
    parser.add_argument("--adversarial", action="store_true", help="long hard texts and many names instead")
    parser.add_argument(
        "--record", nargs="?", const="events", metavar="NAME", help="keep it in benches/record"
    )
    return parser.parse_args()


def articles(paths: Sequence[Path], made: int) -> tuple[str, pl.DataFrame]:
    """The texts, and what is said of them in a record; without paths, articles of the generator."""
    if paths:
        # files of two folders may bear one name
        parts = [
            ws.read(path).collect().with_columns(pl.concat_str(pl.lit(f"{number}/"), "id").alias("id"))
            for number, path in enumerate(paths)
        ]
        return ", ".join(path.name for path in paths), pl.concat(parts)
    generated = rows.generated(made, 1)
    return generated.label, rows.load(generated.path)


def phrase_engines(phrases: Sequence[str], texts: list[str]) -> dict[str, Callable[[], int]]:
    """The peers that are installed, each with the work that gives its number of matches."""
    engines: dict[str, Callable[[], int]] = {}
    try:
        import hyperscan
    except ImportError:
        pass
    else:
        engines["hyperscan"] = _hyperscan(hyperscan, phrases, [text.encode() for text in texts])
    try:
        import ahocorasick_rs
    except ImportError:
        pass
    else:
        engines["ahocorasick_rs"] = _ahocorasick(ahocorasick_rs, phrases, texts)
    return engines


def _hyperscan(hyperscan: Any, phrases: Sequence[str], texts: list[bytes]) -> Callable[[], int]:
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
    written = [
        rb"\b" + b"".join(b"\\x%02x" % byte for byte in phrase.encode()) + rb"\b" for phrase in phrases
    ]
    database = hyperscan.Database()
    database.compile(expressions=written, ids=list(range(len(written))), flags=[flags] * len(written))

    def work() -> int:
        found: list[tuple[int, int, int]] = []
        for text in texts:
            database.scan(
                text, match_event_handler=lambda id_, a, b, _flags, _context: found.append((id_, a, b))
            )
        return len(found)

    return work


def _ahocorasick(ahocorasick_rs: Any, phrases: Sequence[str], texts: list[str]) -> Callable[[], int]:
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(list(phrases), matchkind=kind)

    def whole(text: str, a: int, b: int) -> bool:
        return not ((a > 0 and text[a - 1].isalnum()) or (b < len(text) and text[b].isalnum()))

    def work() -> int:
        count = 0
        for text in texts:
            lower = text.lower()
            hits = automaton.find_matches_as_indexes(lower)
            count += len([hit for hit in hits if whole(lower, hit[1], hit[2])])
        return count

    return work


def measure(engines: dict[str, Callable[[], int]], repeat: int) -> dict[str, dict[str, Any]]:
    """Run all engines in turn, `repeat` times; seconds of each run, and what was found."""
    measured: dict[str, dict[str, Any]] = {name: {"seconds": [], "found": 0} for name in engines}
    for _ in range(max(1, repeat)):
        for name, work in engines.items():
            start = time.perf_counter()
            measured[name]["found"] = work()
            measured[name]["seconds"].append(time.perf_counter() - start)
    return measured


def compare(args: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    pack = ws.Pack.load(args.pack)
    phrases = pack.phrases()
    label, text, data = timed(articles(args.data, args.articles), pack, phrases, args.repeat)
    if args.war:
        war_label, war_text, data["war"] = timed(articles(args.war, 0), pack, phrases, args.repeat)
        label = f"{label}; war: {war_label}"
        text = f"{text}\n\nNews of wars, {war_label}:\n\n{war_text}"
    notes = (f"Pack: {pack.name} {pack.version}, {len(phrases):,} phrases", f"Runs: {args.repeat}")
    title = record.heading("Speed of events", label, machine.describe(["polars", *PEERS]), notes)
    return f"{title}\n\n{text}", data


def timed(
    texts_of: tuple[str, pl.DataFrame], pack: ws.Pack, phrases: Sequence[str], repeat: int
) -> tuple[str, str, dict[str, Any]]:
    """What was read, the table of all engines on it, and its data."""
    label, frame = texts_of
    texts = frame["text"].fill_null("").to_list()
    size = int(frame["text"].str.len_bytes().sum()) / 1e6

    def extract(threads: int) -> Callable[[], int]:
        return lambda: ws.extract(frame, pack=pack, clean=False, threads=threads).height

    engines = {"wiresift, 1 thread": extract(1), "wiresift, 2 threads": extract(2)}
    engines |= phrase_engines(phrases, texts)
    measured = measure(engines, repeat)
    own = min(measured["wiresift, 1 thread"]["seconds"])
    lines = []
    for name, one in measured.items():
        best = min(one["seconds"])
        what = "events" if name.startswith("wiresift") else "phrases"
        figures = [f"{size / best:.1f}", f"{size / max(one['seconds']):.1f}", f"{best / own:.2f} x"]
        lines.append([name, *figures, f"{one['found']:,} {what}"])
    lines += [[name, "missing", "", "", ""] for name in PEERS if name not in measured]
    head = [
        "engine",
        "MB/s, fastest run",
        "MB/s, slowest run",
        "time against wiresift's on one thread",
        "found",
    ]
    label = f"{label}: {frame.height:,} articles, {size:.1f} MB"
    return label, record.table(head, lines), {"megabytes": size, "engines": measured}


def adversarial(args: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """Two lengths of one hard text, and a pack of many names."""
    pack = ws.Pack.load(args.pack)
    hard = {
        "quotations": '"He said that the rebels who attacked the town that the army shelled said that ',
        "no end of a sentence": "the attack on the town of the army of the north in the war and ",
        "capitals": "General Ali Ahmed Of The United People Front Army ",
        "numbers": "between 20 and 30 million, 3.5m or two and a half 12-hour ",
    }
    lines, data = [], {}
    for name, text in hard.items():
        seconds = []
        for size in (5, 50):
            whole = pl.DataFrame({"id": ["a"], "text": [text * (size * 1_000_000 // len(text))]})
            start = time.perf_counter()
            ws.extract(whole, pack=pack, clean=False, threads=1)
            seconds.append(time.perf_counter() - start)
        lines.append([name, f"{seconds[0]:.2f}", f"{seconds[1]:.2f}", f"{seconds[1] / seconds[0]:.1f} x"])
        data[name] = seconds
    seconds = compile_names(34_000)
    data["34,000 names"] = [seconds]
    table = record.table(["text", "5 MB, s", "50 MB, s", "for ten times the length"], lines)
    return f"{table}\n\nA pack with 34,000 names compiles in {seconds:.2f} s.", data


def compile_names(count: int) -> float:
    """Seconds that a pack with `count` made-up persons takes to compile beyond one without."""
    from tempfile import TemporaryDirectory

    first, last = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to"), ("dan", "fel", "gor", "hin", "jul", "kar")

    def name(number: int) -> str:
        parts = [first[number // 8**place % 8] for place in range(5)]
        return (
            f"{parts[0]}{parts[1]}{parts[2]}".title()
            + " "
            + f"{parts[3]}{parts[4]}{last[number % 6]}".title()
        )

    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "pack.toml").write_text('[pack]\nname = "names"\nversion = "1.0.0"\n', encoding="utf8")
        seconds = []
        for people in (0, count):
            rows_of = [
                f'[[person]]\nid = "p{number}"\nnames = ["{name(number)}"]\ncountry = "XXX"\n'
                for number in range(people)
            ]
            (folder / "actors.toml").write_text("\n".join(rows_of), encoding="utf8")
            start = time.perf_counter()
            ws.Pack.load(folder)
            seconds.append(time.perf_counter() - start)
    return seconds[1] - seconds[0]


def main() -> None:
    args = arguments()
    text, data = adversarial(args) if args.adversarial else compare(args)
    print(text)
    if args.record:
        print(f"\nRecord: {record.write(args.record, text, data)}")


if __name__ == "__main__":
    main()
