"""One registry states names and types; everything else reads it."""

from __future__ import annotations

import polars as pl
from wiresift import schema
from wiresift.ontology import MODES


def test_the_tables_are_those_of_the_documentation() -> None:
    assert list(schema.TABLES) == [
        "articles",
        "documents",
        "edges",
        "clusters",
        "boilerplate",
        "events",
        "stories",
    ]


def test_codes_and_ids_are_strings_so_that_leading_zeros_stay() -> None:
    for column in ("event_id", "doc_id", "plover", "cameo", "acled", "quad"):
        assert schema.EVENTS[column] == pl.String


def test_every_type_has_modes() -> None:
    assert len(MODES) == 34
    assert sum(map(len, MODES.values())) == 136
    assert MODES["vote"] == ("tabled", "passed", "failed", "vetoed")
