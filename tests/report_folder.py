"""A small output folder, written by hand: real offsets, hostile texts, every status."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from newswire_rows import Row, actor, article, claim, document, event, frame, hours, mention, place, quantity
from wiresift import schema
from wiresift.stories import build as build_stories

if TYPE_CHECKING:
    from pathlib import Path

ATTACK = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>"
E_ACUTE = "e\u0301"
"""A letter and its combining accent: two characters, one sign."""

TEXTS = {
    "a": f"\U0001f534 LIVE \U0001f1fa\U0001f1f3 Caf{E_ACUTE} talk aside, Lethenia's artillery shelled "
    "the grain pier in the port of Keresh on Monday, killing at least 3 people.",
    "b": "KERESH - Lethenia shelled the grain pier of Keresh on Monday, residents said. "
    "Seven people were killed.",
    "c": f"{ATTACK} Lethenia shelled the grain pier of Keresh, and \u2028{ATTACK} the toll rose to "
    "12 people killed.",
    "d": "Lethenia did not shell Keresh, Foreign Minister Ana Bek said. Tarvia could agree to a truce.",
    "e": "Tarvia and Lethenia agreed to a 72-hour ceasefire in the Sarn Valley, mediators said.",
    "f": "Tarvia accused Lethenia of violating the ceasefire in the Sarn Valley.",
}


def at(doc: str, words: str) -> Row:
    """The mention of these words in the text of the article."""
    return mention(words, TEXTS[doc].index(words))


def _trigger(doc: str, words: str) -> dict[str, Any]:
    start = TEXTS[doc].index(words)
    first = TEXTS[doc].rfind(". ", 0, start)
    last = TEXTS[doc].find(". ", start)
    return {
        "trigger": words,
        "start": start,
        "end": start + len(words),
        "sentence_start": 0 if first < 0 else first + 2,
        "sentence_end": len(TEXTS[doc]) if last < 0 else last + 1,
    }


def _party(doc: str, name: str, words: str = "", **rest: Any) -> Row:
    return {**actor(name, **rest), **at(doc, words or name)}


def _place(doc: str, name: str, **rest: Any) -> Row:
    return {**place(name, **rest), **at(doc, name)}


def _events() -> list[Row]:
    def shelled(key: str, doc: str, words: str = "shelled", **slots: Any) -> Row:
        who = [_party(doc, "Lethenia", country="LTH")]
        return event(
            key,
            doc,
            rule="attack.shelling.verb",
            **_trigger(doc, words),
            **{"actors": who, "place": _place(doc, "Keresh", spot=(40.0, 20.0)), **slots},
        )

    def killed(key: str, doc: str, number: float, words: str, trigger: str, **slots: Any) -> Row:
        toll = [{**quantity("killed", number, least=words.startswith("at least")), **at(doc, words)}]
        keresh = {**place("Keresh", spot=(40.0, 20.0)), "start": None, "end": None}
        return event(
            key,
            doc,
            "casualties",
            "killed",
            **_trigger(doc, trigger),
            quantities=toll,
            place=keresh,
            rule="casualties.killed",
            **slots,
        )

    bek = _party("d", "Ana Bek", kind="person", country="LTH")
    sides = [_party("e", "Tarvia", country="TRV"), _party("e", "Lethenia", country="LTH")]
    valley = {"precision": "region", "spot": (40.5, 20.5)}
    return [
        shelled("e01", "a"),
        shelled("e02", "b", claim=claim("said", actor("residents", "group", key=None))),
        shelled("e03", "c"),
        shelled(
            "e04",
            "d",
            "shell",
            polarity="negated",
            cues=[{"kind": "negation", **at("d", "did not")}],
            claim=claim("said", bek),
        ),
        killed("e05", "a", 3, "at least 3", "killing"),
        killed("e06", "b", 7, "Seven", "killed"),
        killed("e07", "c", 12, "12", "killed"),
        {**shelled("e08", "a"), "doc_id": "a-copy"},
        event(
            "e09",
            "d",
            "ceasefire",
            "agreed",
            **_trigger("d", "truce"),
            actors=[_party("d", "Tarvia", country="TRV")],
            realis="hypothetical",
            certainty="hedged",
            cues=[{"kind": "modal", **at("d", "could")}],
            date_source="publication",
            rule="ceasefire.agreed",
        ),
        event(
            "e10",
            "e",
            "ceasefire",
            "agreed",
            **_trigger("e", "agreed"),
            actors=sides,
            place=_place("e", "Sarn Valley", **valley),
            quantities=[{**quantity("duration", 72, unit="hours"), **at("e", "72-hour")}],
            claim=claim("said", actor("mediators", "group", key=None), outlet="Tarvia Post"),
            day=date(2026, 3, 5),
            rule="ceasefire.agreed",
        ),
        event(
            "e11",
            "f",
            "ceasefire",
            "violated",
            **_trigger("f", "violating"),
            actors=[_party("f", "Lethenia", country="LTH")],
            place=_place("f", "Sarn Valley", **valley),
            claim=claim("alleged", _party("f", "Tarvia", country="TRV"), cue="accused"),
            day=date(2026, 3, 8),
            rule="ceasefire.violated",
        ),
    ]


def _articles() -> list[Row]:
    return [
        article(
            "a",
            "The Wire",
            hours(1),
            TEXTS["a"],
            title="Port of Keresh shelled",
            url="https://example.org/keresh?a=1&b=2",
        ),
        article(
            "a-copy",
            "Echo & Sons",
            hours(2),
            TEXTS["a"],
            title="Port of Keresh shelled",
            url="http://example.org/copy",
        ),
        article("b", "Tarvia Post", hours(6), TEXTS["b"], title="Seven dead in Keresh"),
        article(
            "c",
            f"Evil {ATTACK}",
            hours(20),
            TEXTS["c"],
            title=f"Toll rises {ATTACK}",
            url="javascript:window.pwned=1",
        ),
        article(
            "d",
            "Vorsk Today",
            hours(22),
            TEXTS["d"],
            title="Bek: we did not",
            url="https://example.org/'\"><script>window.pwned=1</script>",
        ),
        article("e", "Tarvia Post", hours(80), TEXTS["e"]),
        article(
            "f", None, hours(150), TEXTS["f"], title="\u202eright to left\u202c", url="ftp://example.org/f"
        ),
    ]


def _summary() -> dict[str, Any]:
    return {
        "version": "0.1.0",
        "parameters": {
            "threshold": 0.8,
            "ngram": 5,
            "num_perm": 128,
            "seed": 1,
            "preferred": [],
            "bands": 42,
            "clean": True,
        },
        "counts": {"articles": 7, "clusters": 6, "edges": 1},
        "recall": {
            "expected": [{"jaccard": 0.8, "recall": 0.9995}, {"jaccard": 0.9, "recall": 1.0}],
            "measured": {"recall": 0.9993, "interval_95": [0.998, 0.9998], "true_pairs": 3000, "found": 2998},
        },
        "guards": {"hot_buckets": 0, "note": ATTACK},
        "steps": [
            {"name": "sketch", "seconds": 0.51, "bytes": 4096},
            {"name": "verify", "seconds": 75.0, "bytes": 3 * 1024**2},
        ],
        "peak_memory_bytes": 268435456,
        "rejects": {},
    }


def write(folder: Path) -> Path:
    """Write every table and the summary; stories come from the real aggregation."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = frame(
        "documents",
        [document(key, "a" if key == "a-copy" else None) for key in ("a", "a-copy", "b", "c", "d", "e", "f")],
    )
    heads = {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}
    clusters = frame(
        "clusters",
        [
            {
                **dict.fromkeys(schema.CLUSTERS),
                "cluster_id": key,
                "n_documents": n,
                "n_sources": n,
                "first_published": hours(1),
                "last_published": hours(2),
                "min_jaccard": 1.0,
                "n_exact": n - 1,
            }
            for key, n in heads.items()
        ],
    )
    edges = frame(
        "edges",
        [
            {
                "id_a": "a",
                "id_b": "a-copy",
                "jaccard": 1.0,
                "containment_a": 1.0,
                "containment_b": 1.0,
                "relation": "exact",
                "route": "exact",
                "n_bands": 0,
            }
        ],
    )
    boilerplate = frame(
        "boilerplate",
        [
            {
                "source": "Tarvia Post",
                "line": f"Also Read | {ATTACK}",
                "n_documents": 2,
                "share": 1.0,
                "rule": "also_read",
            },
            {
                "source": None,
                "line": "Skip to main content",
                "n_documents": 1,
                "share": 0.143,
                "rule": "furniture",
            },
        ],
    )
    events, articles = frame("events", _events()), frame("articles", _articles())
    tables = {
        "articles": articles,
        "documents": documents,
        "edges": edges,
        "clusters": clusters,
        "boilerplate": boilerplate,
        "events": events,
        "stories": build_stories(documents, clusters, events, articles),
    }
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    (folder / "summary.json").write_text(json.dumps(_summary()), encoding="utf8")
    return folder
