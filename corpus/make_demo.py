#!/usr/bin/env python3
"""Build the demo newswire from what is written by hand: `python corpus/make_demo.py [--check]`.

In:   demo/written/*.toml   articles with their event labels
      demo/rewrites.toml    updates, corrections, write-ups, round-ups
      demo/outlets.toml     the outlets and their furniture
Out:  demo/articles.jsonl   id, title, text, source, published, url, lang
      demo/pairs.jsonl      every true pair of articles, how alike, made by which edits
      demo/events.jsonl     the labels, in the structure that event scorers read

The build is a function of the three inputs: the same bytes each time. --check builds in memory and exits
with 1 when a file on disk differs. Needs the standard library alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(__file__).parent / "demo"
NGRAM = 5
NEAR, CONTAINED = (
    0.5,
    0.8,
)  # a pair is listed from this Jaccard, or this containment, on; updates from half of them
LIKE_AN_EDIT = 0.8  # above it a pair is `near`, whichever text is the longer
WIRE = "Meridian Wire"
# The kinds of copies that a written article gets, besides its rewrites.
OF_WIRE = ("copy", "copy", "furniture", "furniture", "dateline", "house_style", "excerpt")
OF_OTHERS = (
    ("furniture", "house_style"),
    ("copy", "dropped"),
    ("excerpt",),
    ("furniture", "dateline"),
    ("dropped",),
)


@dataclass
class Piece:
    """An article on its way: paragraphs without furniture, and how it came about."""

    id: str
    title: str
    source: str
    published: datetime
    paragraphs: list[str]
    furniture_of: str
    origins: frozenset[str]  # the written articles it descends from
    version: str = ""  # differs between an article and its updates and corrections
    edits: list[str] = field(default_factory=list)
    whole_page: str | None = None  # set where the page was copied with its furniture


def draw(*key: object) -> int:
    """Draw a number that depends on the key alone."""
    return int.from_bytes(sha256("/".join(map(str, key)).encode()).digest()[:8], "big")


def paragraphs_of(text: str) -> list[str]:
    """Split a text at its empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def load(name: str) -> dict[str, Any]:
    """Read a TOML file of the demo."""
    return tomllib.loads((DEMO / name).read_text(encoding="utf8"))


def written() -> dict[str, dict[str, Any]]:
    """Read the articles written by hand, by file name without suffix."""
    paths = sorted((DEMO / "written").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf8")) for path in paths}


def page(piece: Piece, outlets: dict[str, Any]) -> str:
    """Lay the text out as its outlet shows it."""
    if piece.whole_page is not None:
        return piece.whole_page
    outlet = outlets["outlet"][piece.furniture_of]
    counter = 0

    def filled(line: str) -> str:
        nonlocal counter
        for name, pool in (("{headline}", outlets["headlines"]), ("{caption}", outlets["captions"])):
            if name in line:
                # Steps of 7 through a list of 20 (or 6) give different headlines within a page.
                line = line.replace(name, pool[(draw(piece.id, name) + 7 * counter) % len(pool)])
                counter += 1
        return line.replace("{date}", f"{piece.published.day} {piece.published:%B %Y}")

    body = list(piece.paragraphs)
    if len(body) >= 4:
        body[2:2] = [filled(line) for line in outlet["within"]]
    return "\n\n".join([*map(filled, outlet["before"]), *body, *map(filled, outlet["after"])])


def copied(base: Piece, kind: str, number: int, outlets: dict[str, Any]) -> Piece:
    """One copy of an article, by one kind of edit; what was done is in its `edits`."""
    key = (base.id, kind, number)
    names = [name for name in outlets["outlet"] if name not in (base.source, WIRE)]
    source = names[draw(*key, "source") % len(names)]
    lag = timedelta(minutes=5 + draw(*key, "lag") % (600 if kind in ("copy", "furniture") else 2000))
    piece = Piece(
        f"{base.id}.{number}", base.title, source, base.published + lag, list(base.paragraphs), source,
        base.origins, base.version, list(base.edits),
    )  # fmt: skip
    if kind == "copy":
        piece.whole_page = page(base, outlets)
        piece.furniture_of = base.furniture_of
        piece.edits += ["copy"]
        return piece
    if kind == "dateline":
        first = re.sub(r"^[A-Z][\w ,]{2,40}(\(Meridian\))? ?[-:] ", "", piece.paragraphs[0])
        piece.paragraphs[0] = (
            f"{source.upper()} STAFF AND AGENCIES, {piece.published:%B} {piece.published.day} - {first}"
        )
        piece.edits += ["dateline"]
    elif kind == "house_style":
        text = "\n\n".join(piece.paragraphs)
        rules = [(old, new) for old, new in outlets["house_style"] if re.search(rf"\b{old}\b", text)]
        if not rules:
            raise ValueError(f"{base.id}: the house style changes nothing")
        # Two thirds of the rules that apply, one at least.
        applied = [rule for k, rule in enumerate(rules) if k == 0 or draw(*key, rule[0]) % 3]
        for old, new in applied:
            text = re.sub(rf"\b{old}\b", new, text)
        piece.paragraphs = text.split("\n\n")
        piece.edits += [f"words_replaced: {', '.join(f'{old} -> {new}' for old, new in applied)}"]
    elif kind == "dropped":
        gone = 1 + draw(*key, "gone") % max(1, len(piece.paragraphs) - 1)
        if len(piece.paragraphs) > 2:
            del piece.paragraphs[min(gone, len(piece.paragraphs) - 1)]
            piece.edits += [f"paragraphs_dropped: {gone + 1}"]
    elif kind == "excerpt":
        kept = max(1, min(3, len(piece.paragraphs) // 3))
        piece.paragraphs = piece.paragraphs[:kept]
        piece.edits += [f"excerpt: {kept}"]
    piece.edits += [f"furniture: {source}"]
    return piece


def rewritten(entry: dict[str, Any], number: int, bases: dict[str, Piece]) -> Piece:
    """Make an update, a correction, a write-up or a round-up."""
    of = [bases[name] for name in entry["of"]]
    text = [
        p
        for base in of
        for k, p in enumerate(base.paragraphs, 1)
        if len(of) > 1 or k not in entry.get("drop", [])
    ]
    for old, new in entry.get("replace", []):
        if not any(old in paragraph for paragraph in text):
            raise ValueError(
                f"rewrites.toml: {entry['title']!r} replaces {old!r}, which is not in {entry['of']}"
            )
        text = [paragraph.replace(old, new) for paragraph in text]
    detail = [f"drop {k}" for k in entry.get("drop", [])] + [
        f"{a} -> {b}" for a, b in entry.get("replace", [])
    ]
    what = [name for name in ("lead", "tail") if name in entry] + detail
    changes_version = entry["kind"] in ("update", "correction")
    return Piece(
        f"{entry['of'][0]}.{entry['kind']}{number}",
        entry["title"],
        entry["source"],
        max(base.published for base in of) + timedelta(minutes=entry["minutes"]),
        [*paragraphs_of(entry.get("lead", "")), *text, *paragraphs_of(entry.get("tail", ""))],
        entry["source"],
        frozenset().union(*(base.origins for base in of)),
        f"{entry['kind']} {number}" if changes_version else "",
        [f"{entry['kind']}: {', '.join(what)}"],
    )


def pieces(outlets: dict[str, Any]) -> list[Piece]:
    """All articles: the written, the rewritten, and the copies of both."""
    bases = {
        name: Piece(
            name,
            w["title"],
            w["source"],
            w["published"].astimezone(UTC),
            paragraphs_of(w["text"]),
            w["source"],
            frozenset([name]),
        )
        for name, w in written().items()
    }
    rewrites = [rewritten(entry, k, bases) for k, entry in enumerate(load("rewrites.toml")["rewrite"], 1)]
    out = [*bases.values(), *rewrites]
    for k, base in enumerate(bases.values()):
        kinds = OF_WIRE if base.source == WIRE else OF_OTHERS[k % len(OF_OTHERS)]
        out += [copied(base, kind, number, outlets) for number, kind in enumerate(kinds, 1)]
    for k, rewrite in enumerate(rewrites):
        out.append(copied(rewrite, ("furniture", "copy", "house_style")[k % 3], 1, outlets))
    return sorted(out, key=lambda piece: (piece.published, piece.id))


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of five word tokens, lower-cased; a shorter text is one run."""
    tokens = re.findall(r"\w+", text.lower())
    if len(tokens) < NGRAM:
        return frozenset([tuple(tokens)]) if tokens else frozenset()
    return frozenset(tuple(tokens[i : i + NGRAM]) for i in range(len(tokens) - NGRAM + 1))


def likeness(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> tuple[float, float, float]:
    """Jaccard, share of a in b, share of b in a; six decimals."""
    both = len(a & b)
    return round(both / len(a | b), 6), round(both / len(a), 6), round(both / len(b), 6)


def pairs(articles: list[Piece], pages: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Every pair that shares a written origin and most of a text.

    The relation is that of the bodies, read from id_a: `contained` says that a lies within b.
    """
    bodies = {piece.id: shingles("\n\n".join(piece.paragraphs)) for piece in articles}
    whole = {piece.id: shingles(pages[piece.id]) for piece in articles}
    for a, b in combinations(sorted(articles, key=lambda piece: piece.id), 2):
        if not a.origins & b.origins:
            continue
        jaccard, in_b, in_a = likeness(bodies[a.id], bodies[b.id])
        is_update = a.version != b.version and a.origins == b.origins
        if jaccard == 1:
            relation = "exact"
        elif is_update:
            relation = "update"
        elif jaccard >= LIKE_AN_EDIT:
            relation = "near"
        elif max(in_a, in_b) >= CONTAINED:
            relation = "contained" if in_b >= in_a else "contains"
        else:
            relation = "near"
        bound = 0.5 if is_update else 1.0
        if jaccard < NEAR * bound and max(in_a, in_b) < CONTAINED * bound:
            continue
        raw = likeness(whole[a.id], whole[b.id])
        yield {
            "id_a": a.id, "id_b": b.id, "relation": relation, "edits_a": a.edits, "edits_b": b.edits,
            "jaccard": jaccard, "containment_a": in_b, "containment_b": in_a,
            "raw_jaccard": raw[0], "raw_containment_a": raw[1], "raw_containment_b": raw[2],
        }  # fmt: skip


def reading(words: str) -> list[str]:
    """Split `not ceasefire agreed` into type, mode, polarity.

    >>> reading("not ceasefire agreed")
    ['ceasefire', 'agreed', 'negated']
    """
    parts = words.split()
    negated = parts[0] == "not"
    kind, mode = parts[negated:]
    return [kind, mode, "negated" if negated else "affirmed"]


def label(event: dict[str, Any]) -> dict[str, Any]:
    """Fill in a label's defaults: actual, asserted, wanted."""
    return {
        "quote": event["quote"],
        "accept": [reading(words) for words in event["accept"]],
        "realis": event.get("realis", ["actual"]),
        "certainty": event.get("certainty", ["asserted"]),
        "quantities": event.get("numbers", []),
        "who": event.get("who", []),
        "whom": event.get("whom", []),
        "place": event.get("place"),
        "date_start": event.get("date"),
        "claim": event.get("claim"),
        "must": event.get("must", True),
    }


def lines(rows: list[dict[str, Any]]) -> bytes:
    """JSONL, UTF-8."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def build() -> dict[str, bytes]:
    """Build the three files, by name."""
    outlets = load("outlets.toml")
    articles = pieces(outlets)
    pages = {piece.id: page(piece, outlets) for piece in articles}
    rows = []
    for piece in articles:
        slug = re.sub(r"\W+", "-", piece.title.lower()).strip("-")
        url = f"https://{outlets['outlet'][piece.source]['domain']}/{piece.published:%Y/%m/%d}/{slug}"
        when = f"{piece.published:%Y-%m-%dT%H:%M:%SZ}"
        rows.append(
            {
                "id": piece.id,
                "title": piece.title,
                "text": pages[piece.id],
                "source": piece.source,
                "published": when,
                "url": url,
                "lang": "en",
            }
        )
    labels = [
        {"id": name, "events": [label(event) for event in w["events"]]} for name, w in written().items()
    ]
    return {
        "articles.jsonl": lines(rows),
        "pairs.jsonl": lines(list(pairs(articles, pages))),
        "events.jsonl": lines(labels),
    }


def main(argv: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 when a file differs from what would be built",
    )
    args = parser.parse_args(argv)
    differs = False
    for name, content in build().items():
        path = DEMO / name
        if args.check:
            if not path.exists() or path.read_bytes() != content:
                print(f"{path}: differs from what make_demo.py builds", file=sys.stderr)
                differs = True
        else:
            path.write_bytes(content)
            print(f"{path.name}: {len(content.splitlines())} lines", file=sys.stderr)
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
