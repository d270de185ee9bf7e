"""How many pairs of reports of one event become one story: the chains of ECB+.

    python benches/links.py FOLDER [--topics 25] [--show N]

FOLDER holds `*_corpus.txt` (document, sentence, token, word; tab-separated) and
`*_Event_gold_mentions.json` (`doc_id`, `sent_id`, `tokens_number`, `coref_chain`) of ECB+ in the setup of
Cybulska and Vossen (2015); nothing of them is copied here. Topics above `--topics` are left out.

A row of `events` belongs to the chain of a mention that its trigger touches. Of all pairs of rows of two
articles, printed are recall (of pairs of one type and one chain, the share in one story) and precision (of
pairs in one story, the share of one chain). ECB+ gives no days, so all articles of a subtopic have one, and
each subtopic another. Its articles are cut to a few sentences: whole ones give the links more to go by. A
chain holds what a mention says, so a pair of one attack told once by "shot" and once by "attack" may count
as wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import polars as pl
import wiresift as ws

FIRST: Final = datetime(2010, 1, 4, tzinfo=UTC)
APART: Final = timedelta(days=45)
"""Between the days of two subtopics: further than any tolerance of dates within one."""
UNSPACED: Final = re.compile(r"[.,!?;:)%\u201d]|'s|n't")

Spans = dict[tuple[int, int], tuple[int, int]]


def read(folder: Path, topics: int) -> tuple[pl.DataFrame, dict[str, Spans]]:
    """Return the articles, and where each token of each stands."""
    texts: dict[str, str] = defaultdict(str)
    spans: dict[str, Spans] = defaultdict(dict)
    sentence: dict[str, int] = {}
    for path in sorted(folder.glob("*_corpus.txt")):
        for line in path.read_text("utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) < 4 or topic(fields[0])[0] > topics:
                continue
            doc, number, token, word = fields[0], int(fields[1]), int(fields[2]), fields[3]
            if texts[doc] and number != sentence.get(doc):
                texts[doc] += "\n"
            elif texts[doc] and not UNSPACED.fullmatch(word):
                texts[doc] += " "
            sentence[doc] = number
            spans[doc][number, token] = (len(texts[doc]), len(texts[doc]) + len(word))
            texts[doc] += word
    if not texts:
        raise SystemExit(f"{folder}: no *_corpus.txt with documents of the topics asked for")
    subtopics = sorted({topic(doc) for doc in texts})
    days = {found: FIRST + number * APART for number, found in enumerate(subtopics)}
    rows = [
        {"id": doc, "text": text, "source": doc, "published": days[topic(doc)]} for doc, text in texts.items()
    ]
    return pl.DataFrame(rows), spans


def topic(doc: str) -> tuple[int, bool]:
    """Return the topic of a document, and whether it is of the second subtopic.

    >>> topic("12_4ecbplus")
    (12, True)
    """
    return int(doc.partition("_")[0]), doc.endswith("plus")


def chains(folder: Path, events: pl.DataFrame, spans: dict[str, Spans]) -> dict[str, str]:
    """Return the chain of each event whose trigger touches a mention."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for path in sorted(folder.glob("*_Event_gold_mentions.json")):
        for mention in json.loads(path.read_text("utf-8")):
            own = spans.get(mention["doc_id"], {})
            for token in mention["tokens_number"]:
                if (mention["sent_id"], token) in own:
                    start, end = own[mention["sent_id"], token]
                    mentions[mention["doc_id"]].append((start, end, mention["coref_chain"]))
    found = {}
    for event, doc, start, end in events.select("event_id", "doc_id", "start", "end").iter_rows():
        touched = [chain for first, last, chain in mentions[doc] if first < end and start < last]
        if touched:
            found[event] = touched[0]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", type=int, default=25, metavar="N", help="the last topic (default 25)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="so many missed and wrong pairs")
    args = parser.parse_args()
    articles, spans = read(args.folder, args.topics)
    events = ws.extract(articles)
    stories = ws.stories(ws.dedup(articles), events)
    story = {event: row["story_id"] for row in stories.iter_rows(named=True) for event in row["event_ids"]}
    chain = chains(args.folder, events, spans)
    rows: list[dict[str, Any]] = [row for row in events.iter_rows(named=True) if row["event_id"] in chain]
    counts = {"right": 0, "wrong": 0, "missed": 0}
    shown: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for one, other in combinations(rows, 2):
        if one["doc_id"] == other["doc_id"]:
            continue
        same = chain[one["event_id"]] == chain[other["event_id"]]
        linked = story[one["event_id"]] == story[other["event_id"]]
        if linked or (same and one["type"] == other["type"]):
            kind = "missed" if not linked else "right" if same else "wrong"
            counts[kind] += 1
            shown[kind].append((one, other))
    right, wrong, missed = counts.values()
    print(f"{articles.height} articles, {events.height} events, {len(chain)} of them on a mention")
    print(f"pairs of one chain {right + missed}, linked {right + wrong}, both {right}")
    print(f"recall {right / max(1, right + missed):.3f}, precision {right / max(1, right + wrong):.3f}")
    texts = dict(articles.select("id", "text").iter_rows())
    for kind in ("wrong", "missed") if args.show else ():
        print(f"\n{kind.upper()}")
        for pair in shown[kind][: args.show]:
            for row in pair:
                sentence = texts[row["doc_id"]][row["sentence_start"] : row["sentence_end"]]
                print(f"  {row['doc_id']} {row['type']} {row['mode']} [{row['trigger']}] {sentence}")
            print()


if __name__ == "__main__":
    main()
