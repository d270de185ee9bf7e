"""Time `stories.build` on made-up events: `python benches/stories_speed.py [EVENTS]`.

The events look like a busy month: 300 towns in four states, a skewed choice of parties and days, every fifth
article a copy. Prints seconds, stories and peak memory, and checks that every event is in exactly one story.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta

import polars as pl
from wiresift import schema
from wiresift.stories import build as build_stories

KINDS = [
    ("attack", "shelling"),
    ("attack", "airstrike"),
    ("attack", "drone"),
    ("casualties", "killed"),
    ("ceasefire", "agreed"),
    ("ceasefire", "violated"),
    ("negotiation", "held"),
    ("military_aid", "pledged"),
    ("condemnation", "expressed"),
]
STATES = ["AAA", "BBB", "CCC", "DDD"]
FIRST = date(2026, 3, 1)


def _actor(rng: random.Random) -> dict[str, object]:
    number = min(int(rng.paretovariate(1.1)) - 1, 199)
    kind = "country" if number < len(STATES) else "person"
    state = STATES[number % len(STATES)]
    return {"id": f"a{number}", "name": f"Actor {number}", "kind": kind, "country": state}


def _place(rng: random.Random) -> dict[str, object] | None:
    if rng.random() < 0.2:
        return None
    state = rng.choice(STATES)
    if rng.random() < 0.2:
        return {"name": state, "country": state, "precision": "country"}
    return {"name": f"Town {min(int(rng.paretovariate(0.8)), 300)}", "country": state, "precision": "city"}


def make(count: int, seed: int = 7) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Documents, articles and `count` events, three a document."""
    rng = random.Random(seed)  # noqa: S311 - made-up rows, not secrets
    docs = max(count // 3, 1)
    days = max(count // 3300, 1)
    born = [rng.randrange(days) for _ in range(docs)]
    cluster = [n if rng.random() < 0.8 else rng.randrange(n + 1) for n in range(docs)]
    rows = []
    for number in range(count):
        doc = rng.randrange(docs)
        kind, mode = rng.choice(KINDS)
        day = FIRST + timedelta(days=born[doc] - rng.randrange(2))
        killed = float(int(rng.paretovariate(1.0)))
        rows.append(
            {
                "event_id": f"e{number:09}",
                "doc_id": f"d{doc}",
                "type": kind,
                "mode": mode,
                "actors": [_actor(rng) for _ in range(rng.choice((0, 1, 1, 2)))],
                "recipients": [_actor(rng)] if rng.random() < 0.3 else [],
                "place": _place(rng),
                "date_start": day,
                "date_end": day,
                "date_precision": "day",
                "date_source": rng.choice(("text", "publication")),
                "quantities": [{"kind": "killed", "best": killed}] if kind == "casualties" else [],
                "polarity": "affirmed" if rng.random() < 0.95 else "negated",
                "realis": "actual" if rng.random() < 0.9 else "future",
            }
        )
    events = pl.DataFrame(rows, schema=schema.EVENTS)
    documents = pl.DataFrame({"id": [f"d{n}" for n in range(docs)], "cluster_id": [f"d{n}" for n in cluster]})
    midnight = datetime.combine(FIRST, datetime.min.time(), UTC)
    articles = pl.DataFrame(
        {
            "id": [f"d{n}" for n in range(docs)],
            "source": [f"outlet {rng.randrange(60)}" for _ in range(docs)],
            "published": [midnight + timedelta(days=day, minutes=rng.randrange(1440)) for day in born],
        }
    )
    return documents, articles, events


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    documents, articles, events = make(count)
    began = time.perf_counter()
    table = build_stories(documents, schema.empty("clusters"), events, articles)
    seconds = time.perf_counter() - began
    ids = table["event_ids"].explode()
    assert ids.len() == ids.n_unique() == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} events: {seconds:.1f} s, {table.height:,} stories, peak {peak:,.0f} MiB")
    print(dict(table.group_by("status").len().sort("status").iter_rows()))


if __name__ == "__main__":
    main()
