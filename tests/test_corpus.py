"""The corpus: the demo is what its sources build, its labels hold, the generator does what it records."""

from __future__ import annotations

import doctest
import hashlib
import importlib
import json
import random
import re
import runpy
import sys
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
DEMO = CORPUS / "demo"
sys.path.insert(0, str(CORPUS))

import generate  # noqa: E402
import make_demo  # noqa: E402
from newswire.plan import rows_to_slots  # noqa: E402
from newswire.rng import derive, derive_array, mix, mix_array  # noqa: E402
from newswire.stream import Archive, Settings  # noqa: E402

RELATIONS = {"exact", "near", "update", "contains", "contained"}
# Types that the demo must show among the events that any analyst would want.
SHOWN = [
    "negotiation", "ceasefire", "humanitarian_corridor", "vote", "attack", "displacement", "military_aid",
    "casualties", "prisoner_exchange", "release", "withdrawal", "humanitarian_aid", "agreement",
    "condemnation", "accusation", "demand", "sanction", "evacuation",
]  # fmt: skip
QUANTITIES = {
    "killed", "injured", "missing", "displaced", "evacuated", "prisoners", "hostages", "votes_for",
    "votes_against", "abstentions", "money", "duration", "weapons", "troops", "aid", "ships",
}  # fmt: skip
MODULES = ["rng", "words", "grammar", "text", "outlets", "plan", "edits", "stream"]
KEYS = [
    "quote", "accept", "realis", "certainty", "quantities", "who", "whom", "place", "date_start", "claim",
    "must",
]  # fmt: skip


def jsonl(name: str) -> list[dict]:
    return [json.loads(line) for line in (DEMO / name).read_text(encoding="utf8").splitlines()]


def shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


def jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b)


# The demo


@pytest.fixture(scope="module")
def articles() -> dict[str, dict]:
    return {row["id"]: row for row in jsonl("articles.jsonl")}


@pytest.fixture(scope="module")
def labels() -> dict[str, list[dict]]:
    return {row["id"]: row["events"] for row in jsonl("events.jsonl")}


def test_rebuilding_the_demo_gives_the_bytes_on_disk():
    built = make_demo.build()
    assert set(built) == {"articles.jsonl", "pairs.jsonl", "events.jsonl"}
    for name, content in built.items():
        assert (DEMO / name).read_bytes() == content, f"run corpus/make_demo.py: {name} differs"
    assert make_demo.main(["--check"]) == 0


def test_articles_have_the_columns_and_counts_that_the_readme_states(articles):
    assert len(articles) == 230
    assert all(
        list(row) == ["id", "title", "text", "source", "published", "url", "lang"]
        for row in articles.values()
    )
    assert all(all(isinstance(v, str) and v for v in row.values()) for row in articles.values())
    published = [datetime.fromisoformat(row["published"]) for row in articles.values()]
    assert all(when.tzinfo == UTC and when.year == 2024 for when in published)
    outlets = tomllib.loads((DEMO / "outlets.toml").read_text(encoding="utf8"))["outlet"]
    assert {row["source"] for row in articles.values()} == set(outlets)
    assert len(outlets) == 12
    assert all(".example/" in row["url"] for row in articles.values())


def test_readme_states_the_counts_of_today_and_its_example_runs(articles, labels, monkeypatch):
    readme = (CORPUS / "README.md").read_text(encoding="utf8")
    events = [event for row in labels.values() for event in row]
    wanted = [event for event in events if event["must"]]
    apart = [e for e in wanted if e["accept"][0][2] == "negated" or e["realis"][0] != "actual"]
    assert f"{len(articles)} articles, {len(labels)} of them written by hand" in readme
    assert f"{len(events)} events, {len(wanted)} of them asked for; {len(apart)} of those" in readme
    assert f"{len(make_demo.load('rewrites.toml')['rewrite'])} updates, corrections" in readme
    monkeypatch.chdir(ROOT)
    example = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert example
    scope: dict = {}
    exec(example[1], scope)  # noqa: S102
    assert scope["articles"].height == len(articles)
    assert scope["events"].height == len(labels)


def test_examples_in_docstrings_run():
    modules = [make_demo, *(importlib.import_module(f"newswire.{name}") for name in MODULES)]
    results = [doctest.testmod(module) for module in modules]
    assert sum(result.attempted for result in results) >= 12
    assert not any(result.failed for result in results)


def test_written_articles_vary_in_length_and_style():
    written = make_demo.written()
    words = sorted(len(row["text"].split()) for row in written.values())
    assert len(words) == 46
    assert words[0] <= 40
    assert words[-1] >= 1000
    assert len({row["style"] for row in written.values()}) >= 25


def test_fixed_furniture_recurs_in_every_article_that_an_outlet_lays_out(articles):
    outlets = tomllib.loads((DEMO / "outlets.toml").read_text(encoding="utf8"))["outlet"]
    copies = {piece.id for piece in make_demo.pieces(make_demo.load("outlets.toml")) if piece.whole_page}
    seen = 0
    for name, outlet in outlets.items():
        fixed = [line for line in outlet["before"] + outlet["after"] if "{" not in line]
        assert fixed, name
        for row in articles.values():
            if row["source"] == name and row["id"] not in copies:
                assert all(line in row["text"].split("\n\n") for line in fixed)
                seen += 1
    assert seen > 150


def test_every_label_is_found_in_its_text(articles, labels):
    assert len(labels) == 46
    seen = 0
    for name, events in labels.items():
        text = articles[name]["text"]
        for event in events:
            seen += 1
            assert text.count(event["quote"]) == 1, (name, event["quote"])
            for words in [*event["who"], *event["whom"], event["place"], event["claim"]]:
                assert words is None or (words and words in text), (name, event["quote"], words)
    assert seen > 640


def test_labels_have_the_shape_of_the_event_labels(labels):
    for events in labels.values():
        for event in events:
            assert list(event) == KEYS
            assert event["accept"]
            assert all(p in {"affirmed", "negated"} for _, _, p in event["accept"])
            assert set(event["realis"]) <= {"actual", "future", "hypothetical", "historical"}
            assert set(event["certainty"]) <= {"asserted", "hedged"}
            assert event["realis"]
            assert event["certainty"]
            assert all(isinstance(kind, str) and value > 0 for kind, value in event["quantities"])
            assert event["date_start"] is None or date.fromisoformat(event["date_start"])
            assert isinstance(event["must"], bool)


def test_every_type_and_mode_is_in_the_ontology(labels):
    registry = ROOT / "python" / "wiresift" / "ontology.py"
    modes = runpy.run_path(str(registry))["MODES"]
    used = {(kind, mode) for events in labels.values() for e in events for kind, mode, _ in e["accept"]}
    unknown = sorted((kind, mode) for kind, mode in used if mode not in modes.get(kind, ()))
    assert not unknown
    assert len(used) > 90


def test_the_labels_show_what_news_does(labels):
    wanted = [event for events in labels.values() for event in events if event["must"]]
    assert len(wanted) > 280
    types = Counter(event["accept"][0][0] for event in wanted)
    assert all(types[kind] >= 3 for kind in SHOWN), types
    assert sum(event["accept"][0][2] == "negated" for event in wanted) >= 30
    for realis in ("future", "hypothetical", "historical"):
        assert sum(event["realis"][0] == realis for event in wanted) >= 10, realis
    assert sum("hedged" in event["certainty"] for event in wanted) >= 20
    assert sum(event["claim"] is not None for event in wanted) >= 60
    assert sum(event["date_start"] is not None for event in wanted) >= 60
    kinds = {kind for event in wanted for kind, _ in event["quantities"]}
    assert kinds >= QUANTITIES


def test_pieces_about_other_things_want_no_event(labels):
    for name in ("06-hotel", "33-film-review", "34-derby", "35-price-war", "36-storm", "41-nightclub"):
        assert not any(event["must"] for event in labels[name]), name


def test_pairs_are_ordered_measured_and_related(articles):
    pairs = jsonl("pairs.jsonl")
    assert len(pairs) == len({(p["id_a"], p["id_b"]) for p in pairs})
    assert Counter(p["relation"] for p in pairs).keys() == RELATIONS
    whole = {name: shingles(row["text"]) for name, row in articles.items()}
    for pair in pairs:
        a, b = whole[pair["id_a"]], whole[pair["id_b"]]
        assert pair["id_a"] < pair["id_b"]
        assert pair["raw_jaccard"] == pytest.approx(jaccard(a, b), abs=1e-6)
        assert pair["raw_containment_a"] == pytest.approx(len(a & b) / len(a), abs=1e-6)
        assert pair["edits_a"] or pair["edits_b"]
        if pair["relation"] == "contained":
            assert pair["containment_a"] >= 0.8


def test_no_pair_of_the_demo_is_missing(articles):
    listed = {(p["id_a"], p["id_b"]) for p in jsonl("pairs.jsonl")}
    bodies = {
        piece.id: shingles("\n\n".join(piece.paragraphs))
        for piece in make_demo.pieces(make_demo.load("outlets.toml"))
    }
    assert bodies.keys() == articles.keys()
    found = 0
    for a, b in combinations(sorted(bodies), 2):
        both = len(bodies[a] & bodies[b])
        if both / len(bodies[a] | bodies[b]) >= 0.5 or both / min(len(bodies[a]), len(bodies[b])) >= 0.8:
            found += 1
            assert (a, b) in listed
    assert found > 700


# The generator


def archive(
    n: int, seed: int = 1, chunk: int = 2048, mean_words: int = 90
) -> tuple[pl.DataFrame, pl.DataFrame]:
    chunks = list(Archive(Settings(n, seed, mean_words)).chunks(chunk))
    return pl.concat(a for a, _ in chunks), pl.concat(t for _, t in chunks)


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    rows, truth = archive(6000)
    return rows.join(truth, on="id", maintain_order="left")


def test_scalar_and_array_draws_agree():
    values = [0, 1, 2**63, 2**64 - 1]
    array = np.array(values, np.uint64)
    assert mix_array(array.copy()).tolist() == [mix(v) for v in values]
    assert derive_array(array, np.full(4, 9, np.uint64)).tolist() == [derive(v, 9) for v in values]


def test_rows_are_a_permutation_of_the_slots():
    for n in (1, 2, 3, 17, 1000):
        assert sorted(rows_to_slots(5, n, np.arange(n)).tolist()) == list(range(n))


def test_same_seed_same_archive_whatever_the_chunks():
    rows, truth = archive(300)
    for chunk in (7, 299, 300):
        other_rows, other_truth = archive(300, chunk=chunk)
        assert rows.equals(other_rows)
        assert truth.equals(other_truth)
    other, _ = archive(300, seed=2)
    assert not set(rows["id"]) & set(other["id"])
    assert not set(rows["text"]) & set(other["text"])


def test_the_archive_is_the_same_on_every_machine():
    rows, truth = archive(200, seed=7)
    columns = [*(rows[name] for name in rows.columns), truth["base_id"], truth["edits"].list.join("|")]
    text = "\n".join(str(value) for column in columns for value in column)
    digest = hashlib.sha256(text.encode()).hexdigest()
    # Changes only when the generator is changed on purpose.
    assert digest == "4ba5ab8730630a1c2ac3ba08db55e0a90d2aa9bae26651c20d04df0fadc41327"


def test_columns_ids_and_dates(made):
    assert made["id"].n_unique() == made.height
    assert not made["id"].is_sorted()
    assert made.schema["published"] == pl.Datetime("us", "UTC")
    assert made["published"].dt.year().unique().to_list() == [2023]
    assert made["source"].n_unique() == 48
    base = made.select(base_id="id", base_published="published", base_family="family")
    derived = made.join(base, on="base_id")
    assert derived.height == made["base_id"].is_not_null().sum() > 1500
    assert (derived["published"] > derived["base_published"]).all()
    assert (derived["family"] == derived["base_family"]).all()


def test_shares_of_families(made):
    sizes = made.group_by("family").len()["len"]
    assert 0.55 < (sizes == 1).sum() / made.height < 0.65
    small = sizes.filter((sizes > 1) & (sizes <= 10)).sum() / made.height
    assert 0.3 < small < 0.45
    large = (
        pl.concat([t for _, t in Archive(Settings(20_000, 1, 20)).chunks()]).group_by("family").len()["len"]
    )
    assert (large >= 50).sum() >= 2


def test_lengths_spread_as_in_news():
    words = archive(1500, mean_words=500)[0]["text"].str.count_matches(r"\w+")
    assert 440 < words.mean() < 620
    assert words.min() <= 40
    assert words.max() >= 2500


def body(row: dict) -> list[str]:
    within = set(row["furniture"])
    return [p for p in row["text"][row["body_start"] : row["body_end"]].split("\n\n") if p not in within]


def changed_words(a: list[str], b: list[str]) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def is_within(a: list[str], b: list[str]) -> bool:
    """Whether b has all of a, in its order."""
    rest = iter(b)
    return all(item in rest for item in a)


def part(value: str) -> tuple[int, int]:
    """`3/17` as numbers."""
    some, of = value.split("/")
    return int(some), int(of)


def shows_insertion(a: list[str], b: list[str], value: str) -> bool:
    a, b = " ".join(a).split(), " ".join(b).split()
    return any(b[:k] + b[k + 1 :] == a for k, word in enumerate(b) if word == value)


def shows_change(a: list[str], b: list[str], value: str) -> bool:
    a, b = " ".join(a).split(), " ".join(b).split()
    return part(value) == (changed_words(a, b), len(a))


def shows_update(a: list[str], b: list[str], value: str) -> bool:
    marker, raised = value.split(",")
    a, b = " ".join(a).split(), " ".join(b).split()
    return " ".join(b).startswith(f"{marker}: ") and changed_words(a, b[-len(a) :]) == int(raised)


def shows_write_up(a: list[str], b: list[str], value: str) -> bool:
    return len(b) == len(a) + int(value) and any(b[k : k + len(a)] == a for k in range(len(b)))


# Each edit as a relation between the paragraphs before, those after, and what was recorded.
SHOWS: dict[str, Callable[[list[str], list[str], str], bool]] = {
    "copy": lambda a, b, _: a == b,
    "furniture": lambda a, b, _: a == b,
    "word_in_front": lambda a, b, v: b == [f"{v} {a[0]}", *a[1:]],
    "word_inserted": shows_insertion,
    "words_replaced": shows_change,
    "ocr_noise": shows_change,
    "dateline": lambda a, b, v: b == [f"{v} - {a[0]}", *a[1:]],
    "sign_off": lambda a, b, _: b[:-1] == a and b[-1].startswith("(Reporting by "),
    "paragraphs_added": lambda a, b, v: len(b) == len(a) + int(v) and is_within(a, b),
    "paragraphs_dropped": lambda a, b, v: part(v) == (len(a) - len(b), len(a)) and is_within(b, a),
    "paragraphs_reordered": lambda a, b, v: b == a[int(v) :] + a[: int(v)],
    "excerpt": lambda a, b, v: part(v) == (len(b), len(a)) and 0 < len(b) < len(a) and b == a[: len(b)],
    "write_up": shows_write_up,
    "update": shows_update,
}


def test_edits_do_what_they_record(made):
    rows = {row["id"]: row for row in made.iter_rows(named=True)}
    seen: Counter[str] = Counter()
    for row in rows.values():
        assert bool(row["edits"]) == bool(row["base_id"])
        if not row["base_id"]:
            continue
        parent = rows[row["base_id"]]
        edits = [edit.partition("=") for edit in row["edits"]]
        if edits[0][0] == "copy":
            assert row["text"] == parent["text"]
        if edits[-1][0] == "furniture":
            assert row["source"] == edits[-1][2]
            edits = edits[:-1] if len(edits) > 1 else edits  # it leaves the body alone
        if len(edits) == 1:  # of two edits of the body the first can't be seen alone
            name, _, value = edits[0]
            assert SHOWS[name](body(parent), body(row), value), (row["id"], edits)
            assert name != "update" or row["title"] == f"{value.partition(',')[0]}: {parent['title']}"
            seen[name] += 1
    assert set(seen) == set(SHOWS)
    assert min(seen.values()) >= 5, seen


def test_furniture_recurs_and_lies_around_the_body(made):
    lines: Counter[tuple[str, str]] = Counter()
    for row in made.iter_rows(named=True):
        paragraphs = row["text"].split("\n\n")
        assert all(line in paragraphs for line in row["furniture"])
        if not row["base_id"]:
            lines.update((row["source"], line) for line in row["furniture"])
    assert sum(n >= 10 for n in lines.values()) >= 40


def test_similarities_within_families_spread(made):
    texts = {row["id"]: shingles(row["text"]) for row in made.iter_rows(named=True)}
    values = [jaccard(texts[i], texts[b]) for i, b in made.select("id", "base_id").drop_nulls().iter_rows()]
    counts = Counter(min(9, int(value * 10)) for value in values)
    assert all(counts[tenth] > 20 for tenth in range(3, 10)), counts


def test_unrelated_articles_share_few_shingles():
    rows, truth = archive(1200, mean_words=500)
    family = dict(truth.select("id", "family").iter_rows())
    texts = [(family[i], shingles(text)) for i, text in rows.select("id", "text").iter_rows()]
    draw = random.Random(3)
    values = [
        jaccard(a, b)
        for (f, a), (g, b) in ((draw.choice(texts), draw.choice(texts)) for _ in range(8000))
        if f != g
    ]
    assert len(values) > 7000
    assert sum(values) / len(values) < 0.002
    assert max(values) < 0.2


def test_command_writes_every_format_with_the_same_rows(tmp_path, capsys):
    frames = []
    for suffix in ("parquet", "jsonl", "jsonl.gz", "jsonl.zst"):
        path, truth = tmp_path / f"news.{suffix}", tmp_path / f"truth.{suffix}.parquet"
        argv = [
            "--articles",
            "150",
            "--seed",
            "3",
            "--mean-words",
            "60",
            "-o",
            str(path),
            "--truth",
            str(truth),
        ]
        assert generate.main([*argv, "--chunk", str(40 + len(frames))]) == 0
        frame = pl.read_parquet(path) if suffix == "parquet" else pl.read_ndjson(path)
        if suffix != "parquet":
            when = pl.col("published").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us", time_zone="UTC")
            frame = frame.with_columns(when)
        frames.append((frame, pl.read_parquet(truth)))
    assert "150 articles" in capsys.readouterr().err
    rows, truth = archive(150, seed=3, mean_words=60)
    for frame, frame_truth in frames:
        assert frame.equals(rows)
        assert frame_truth.equals(truth)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--articles", "5", "-o", "news.csv"], "must end in .parquet"),
        (["--articles", "0", "-o", "news.parquet"], "articles must be 1 or more"),
        (["--articles", "5", "-o", "news.parquet", "--mean-words", "3"], "mean_words must be 20 or more"),
        (["--articles", "5", "-o", "news.parquet", "--war", "101"], "war_per_cent must lie"),
        (["--articles", "5", "-o", "news.parquet", "--chunk", "0"], "must be 1 or more"),
    ],
)
def test_command_refuses_what_it_cannot_do(argv, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        generate.main(argv)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_help_explains_the_command(capsys):
    with pytest.raises(SystemExit) as stopped:
        generate.main(["--help"])
    assert stopped.value.code == 0
    assert "--truth" in capsys.readouterr().out
