"""Invented articles with known edits, for the tests of deduplication."""

from __future__ import annotations

import random

import polars as pl

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]


def article(seed: int, n_words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(n_words))


def edited(text: str, seed: int, share: float) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) if rng.random() < share else word for word in text.split())


def frame(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["id", "text"], orient="row")


def newswire(n: int, seed: int) -> pl.DataFrame:
    """Families of edited copies among singletons, with dates and sources."""
    rng = random.Random(seed)
    texts: list[str] = []
    while len(texts) < n:
        base = article(rng.randrange(10**9), rng.choice([3, 30, 120, 300]))
        texts.append(base)
        for _ in range(rng.choice([0, 0, 1, 3])):
            edit = rng.choice(["copy", "word", "share", "excerpt", "longer"])
            texts.append(
                {
                    "copy": base,
                    "word": "update " + base,
                    "share": edited(base, rng.randrange(10**9), rng.choice([0.01, 0.03, 0.1])),
                    "excerpt": " ".join(base.split()[: len(base.split()) // 2]),
                    "longer": base + " " + article(rng.randrange(10**9), 100),
                }[edit]
            )
    texts = texts[:n]
    return pl.DataFrame(
        {
            "id": [f"{rng.randrange(10**9):09}-{k}" for k in range(n)],
            "text": texts,
            "source": [rng.choice(["Alpha", "Beta", None]) for _ in range(n)],
            "published": [
                rng.choice([None, f"2024-05-{rng.randrange(1, 28):02}T10:00:00Z"]) for _ in range(n)
            ],
        }
    )
