"""The articles: generated once and kept, or read from a file or a folder; known by a fingerprint."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

BENCHES = Path(__file__).parents[1]
CACHE = BENCHES / ".cache"
GENERATOR = BENCHES.parent / "corpus" / "generate.py"
COLUMNS = ("id", "title", "text", "source", "published")


@dataclass(frozen=True)
class Rows:
    """A Parquet file of articles, and what is said of it in a record."""

    path: Path
    label: str
    articles: int
    megabytes: float
    words: float
    fingerprint: str
    generated: bool


def generated(articles: int, seed: int) -> Rows:
    """Make articles with the generator, anew whenever the generator has changed."""
    sources = [*sorted(GENERATOR.parent.glob("newswire/*")), GENERATOR]
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources if path.is_file()))
    path = CACHE / f"{articles}-{seed}-{version.hexdigest()[:12]}.parquet"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        made = path.with_suffix(".part.parquet")
        numbers = ["--articles", str(articles), "--seed", str(seed)]
        command = [sys.executable, str(GENERATOR), *numbers, "-o", str(made)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        made.rename(path)
    return _described(path, f"{articles:,} articles of corpus/generate.py, seed {seed}", generated=True)


def read(source: Path, scratch: Path) -> Rows:
    """Take articles from whatever `wiresift.read` reads: Parquet, JSONL, a folder of .txt."""
    import wiresift as ws  # workers of peers have no need of it

    frame = ws.read(source).collect()
    path = scratch / "rows.parquet"
    frame.write_parquet(path)
    return _described(path, source.name, generated=False)


def load(path: Path, count: int | None = None) -> pl.DataFrame:
    """Return the first rows, with the columns that any engine may need."""
    return pl.read_parquet(path, columns=list(COLUMNS), n_rows=count).rechunk()


def _described(path: Path, label: str, *, generated: bool) -> Rows:
    frame = load(path)
    digest = hashlib.sha256()
    for article in frame.select("id", "source", "text").iter_rows():
        digest.update("\x1f".join(part or "" for part in article).encode() + b"\x1e")
    size = int(frame["text"].str.len_bytes().sum()) / 1e6
    words = frame["text"].str.count_matches(r"\S+").mean()
    assert isinstance(words, float)
    return Rows(path, label, frame.height, size, words, digest.hexdigest()[:16], generated)
