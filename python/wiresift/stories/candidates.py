"""Which cells are worth comparing: blocking by joins, never every pair.

Pairs come out as frames with `a` < `b` (cell numbers), in the order in which `merge` takes them.

Across texts the join keys are type, mode, polarity, realis, a bucket of days, and a party in common, together
with the place: the same spot, or a country beside its spots, or no place at all. A cell without actors is
joined by its spot alone, and, where texts are there to tell whether it is the same thing (`topics`), by those
to whom it was done. A bucket is a day for dates of a day or a week and 32 days for longer ones, so a
year is not spread over 365 rows.

Cost: the number of pairs of *distinct* slot combinations that share a block. Reports with equal slots are
linked in a row, n - 1 links for n reports, not n squared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.stories.evidence import NO_DATE, OF_MARK, SPOKEN, STATE_MARK

if TYPE_CHECKING:
    from wiresift.stories.topics import Topics

KIND: Final = ("type", "mode", "polarity", "realis")
_CHUNK: Final = 256
"""Cells of one kind in one text that are compared with one another. More than this in a single text is a list
or a machine-made page; it is compared in chunks, so that the pairs stay linear in its length."""
_SAME_SPOT_LINKS: Final = 64
_VAGUE_LINKS: Final = 16
"""How many of its strongest links a cell keeps: to cells at its spot, and, if its own place is the vaguer, to
others. In a crowded block the strongest decide, and the links stay linear in the cells. In
`benches/stories_speed.py` (100,000 events in one month at random, worse than any newswire) 2.5 % of the
stories differ from those with twice these numbers, 4 % from those without a limit, which take three times as
long."""
_BATCH: Final = 20_000
"""Distinct combinations of slots that are compared at once, unless one kind alone has more."""
_COARSE: Final = 10_000_000
_COARSE_DAYS: Final = 32
_FINE_LIMIT: Final = 40
_LONGEST: Final = 1100
"""Days of a window that are put in buckets: a year with its margins and its horizon, and room."""
_WIDE: Final = 1 << 32
"""Two numbers in one key: a join on two integers is many times faster than one on six texts."""
PAIR: Final = {"a": pl.UInt32, "b": pl.UInt32}


def _strength(pairs: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Keep pairs whose windows meet and whose grains are neighbours, the strongest first and capped."""
    # Numbers instead of texts and lists: a row of pairs is wide enough.
    told = cells.select(
        "cell",
        "grain",
        "lo",
        "hi",
        pl.col("country").rank("dense"),
        pl.col("spot").rank("dense"),
        *(pl.col(name).list.join("\x1e").rank("dense") for name in ("actors", "recipients", "numbers")),
    )
    both = pairs.lazy().join(told.lazy(), left_on="a", right_on="cell")
    both = both.join(told.lazy(), left_on="b", right_on="cell", suffix="_b")
    undated = (pl.col("grain") == NO_DATE) | (pl.col("grain_b") == NO_DATE)
    near = (pl.col("lo") <= pl.col("hi_b")) & (pl.col("lo_b") <= pl.col("hi"))
    close = (pl.col("grain") - pl.col("grain_b")).abs() <= 1
    apart = ((pl.col("lo") - pl.col("lo_b")).abs() + (pl.col("hi") - pl.col("hi_b")).abs()).cast(pl.UInt32)
    shared = ("spot", "actors", "numbers", "recipients")
    # Of two cells that name different places, the vaguer one is limited: it belongs to one story at most.
    vaguer = pl.when(
        pl.col("spot_b").is_null() & (pl.col("spot").is_not_null() | pl.col("country_b").is_null())
    )
    # What is shared weighs in this order, then the distance in time: one number, since it sorts faster.
    differs = [(pl.col(name) != pl.col(f"{name}_b")).fill_null(value=True) for name in shared]
    weight = sum((flag.cast(pl.UInt32) * (1 << (31 - bit)) for bit, flag in enumerate(differs)), apart)
    ranked = (
        both.filter(near & (undated | close))
        .select(
            "a",
            "b",
            spot=~differs[0],
            weight=weight,
            pair=pl.col("a").cast(pl.UInt64) * _WIDE + pl.col("b"),
            limited=vaguer.then("b").otherwise("a"),
        )
        .sort("weight", "pair")
        .collect()
    )
    one = pl.int_range(pl.len()).over("a") < _SAME_SPOT_LINKS
    other = pl.int_range(pl.len()).over("limited") < _VAGUE_LINKS
    return ranked.filter(pl.when("spot").then(one).otherwise(other)).select("a", "b")


def within_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """Pairs of one kind inside one text, where a slot left empty is filled by its neighbour."""
    keyed = cells.select("cell", "cluster", *KIND).with_columns(
        chunk=pl.int_range(pl.len()).over("cluster", *KIND) // _CHUNK
    )
    keys = ["cluster", *KIND, "chunk"]
    pairs = (
        keyed.join(keyed, on=keys, nulls_equal=True, suffix="_b")
        .filter(pl.col("cell") < pl.col("cell_b"))
        .select(a="cell", b="cell_b")
    )
    return _strength(pairs, cells)


def equal_slots(cells: pl.DataFrame, topics: Topics | None = None) -> pl.DataFrame:
    """Links between texts that say the same: each cell with the first of its slots and with the one before.

    Without actors and without a spot the slots say too little ("people were killed on Tuesday"): such cells
    link only where country and number are equal, or, where texts are there to tell more, the one to whom it
    was done. With texts, a cell is linked with the one before that shares a rare word, too: of many demands
    of one party on one day each finds its like.
    """
    spot, dated = pl.col("spot").is_not_null(), pl.col("grain") != NO_DATE
    by_party = (pl.col("actors").list.len() > 0) & (dated | spot)
    by_number = pl.col("country").is_not_null() & (pl.col("numbers").list.len() > 0)
    by_place = dated & ~pl.col("type").is_in(SPOKEN).fill_null(value=False) & (spot | by_number)
    telling = by_party | by_place
    if topics is not None:
        telling |= dated & (pl.col("recipients").list.len() > 0)
    ordered = cells.filter(telling).sort("slot", "cell")
    before = ordered.select(a=pl.col("cell").shift(1).over("slot"), b="cell")
    first = ordered.select(a=pl.col("cell").first().over("slot"), b="cell").filter(pl.col("a") != pl.col("b"))
    links = [first, before.drop_nulls()]
    if topics is not None:
        links.append(_by_rare_words(ordered, topics))
    return pl.concat(links).unique().sort("a", "b")


def _by_rare_words(ordered: pl.DataFrame, topics: Topics) -> pl.DataFrame:
    """Link each cell with the one before that has equal slots and a rare word in common."""
    # Of two cells the one before is the first: nothing else is left to link.
    more = pl.int_range(pl.len()).over("slot").max().over("slot") > 1
    several = ordered.filter(more).select("slot", "cell", doc=pl.col("docs").list.first())
    told = several.drop_nulls("doc").join(topics.leads(), on="doc").sort("slot", "word", "cell")
    return told.select(a=pl.col("cell").shift(1).over("slot", "word"), b="cell").drop_nulls()


def across_texts(cells: pl.DataFrame, groups: pl.Series, *, by_target: bool = False) -> pl.DataFrame:
    """Pairs of distinct slot combinations that share a block.

    The first cell of each stands for those of its group (`groups`, by cell) that have its slots.
    """
    grouped = cells.with_columns(group=groups).sort("cell")
    distinct = grouped.unique(["slot", "group"], keep="first", maintain_order=True)
    # Kinds never mix, so they are taken some at a time: what is held at once is the pairs of one batch.
    sizes = distinct.group_by(KIND).len().sort(KIND)
    batches = sizes.with_columns(batch=pl.col("len").cum_sum() // _BATCH).drop("len")
    parts = distinct.join(batches, on=KIND, nulls_equal=True, maintain_order="left")
    links = [
        _strength(shared_blocks(part, KIND, by_target=by_target), part)
        for part in parts.partition_by("batch")
    ]
    return pl.concat([pl.DataFrame(schema=PAIR), *links])


def buckets(lo: str = "lo", hi: str = "hi", *, coarse_only: bool = False) -> pl.Expr:
    """Return the day and 32-day buckets that a window touches, in order; one bucket for the undated."""
    undated = pl.col("grain") == NO_DATE
    first = pl.when(undated).then(0).otherwise(pl.col(lo).floordiv(2))
    last = pl.when(undated).then(0).otherwise(pl.col(hi).floordiv(2))
    last = pl.min_horizontal(last, first + _LONGEST)
    nothing = pl.lit([], dtype=pl.List(pl.Int32))
    months = pl.int_ranges(
        first.floordiv(_COARSE_DAYS) + _COARSE, last.floordiv(_COARSE_DAYS) + _COARSE + 1, dtype=pl.Int32
    )
    if coarse_only:
        return pl.when(undated).then(nothing).otherwise(months).alias("bucket")
    short = (pl.col("grain") <= 1) & (last - first <= _FINE_LIMIT)
    days = pl.int_ranges(first, pl.when(short).then(last + 1).otherwise(first), dtype=pl.Int32)
    fine = pl.when(~undated).then(days).otherwise(nothing)
    coarse = pl.when(((pl.col("grain") >= 1) | ~short) & ~undated).then(months).otherwise(nothing)
    lost = pl.when(undated).then(pl.lit([-_COARSE], dtype=pl.List(pl.Int32))).otherwise(nothing)
    return pl.concat_list(fine, coarse, lost).alias("bucket")


def shared_blocks(
    cells: pl.DataFrame, kind: tuple[str, ...], bucket: pl.Expr | None = None, *, by_target: bool = False
) -> pl.DataFrame:
    """Return unique pairs `a` < `b` of cells that share kind, bucket, a party and a place.

    With `by_target` a cell without actors is also paired with those that share a recipient.
    """
    span = buckets() if bucket is None else bucket
    slim = cells.select(
        "cell",
        "actors",
        "recipients",
        "grain",
        pl.concat_str(kind, separator="\x1f", ignore_nulls=True).rank("dense").cast(pl.Int64).alias("kind"),
        pl.col("country").rank("dense").cast(pl.Int64),
        pl.col("spot").rank("dense").cast(pl.Int64),
        pl.col("point").is_null().alias("broad"),
        pl.col("type").is_in(SPOKEN).alias("spoken"),
        span,
    )
    spread = (
        slim.explode("bucket", empty_as_null=True)
        .drop_nulls("bucket")
        .with_columns(since=pl.col("bucket").min().over("cell", pl.col("bucket") >= _COARSE))
        .with_columns(when=pl.col("kind") * _WIDE + pl.col("bucket") + _WIDE // 2)
    )
    parties = _by_party(spread, "actors")
    dated = parties.filter(pl.col("grain") != NO_DATE)
    same_spot = parties.drop_nulls("spot").with_columns(where=pl.col("party") + pl.col("spot"))
    in_country = dated.drop_nulls("country").with_columns(where=pl.col("party") + pl.col("country"))
    everywhere = dated.with_columns(where="party")
    nowhere = everywhere.filter(pl.col("country").is_null() & pl.col("spot").is_null())
    anyone = spread.filter(pl.col("grain") != NO_DATE).drop_nulls("spot").with_columns(where="spot")
    alone = anyone.filter((pl.col("actors").list.len() == 0) & ~pl.col("spoken").fill_null(value=False))
    found = [
        _pairs(same_spot, same_spot),
        _pairs(in_country.filter("broad"), in_country),
        _pairs(nowhere, everywhere),
        _pairs(alone, anyone),
    ]
    if by_target:
        aimed = _by_party(spread.filter(pl.col("grain") != NO_DATE), "recipients")
        nobody = pl.col("actors").list.len() == 0
        at = aimed.drop_nulls("country").with_columns(where=pl.col("party") + pl.col("country"))
        placeless = pl.col("country").is_null() & pl.col("spot").is_null()
        anywhere = aimed.with_columns(where="party")
        found += [
            _pairs(at.filter(nobody & pl.col("broad")), at),
            _pairs(at.filter(nobody), at.filter("broad")),
            _pairs(anywhere.filter(nobody & placeless), anywhere),
            _pairs(anywhere.filter(nobody), anywhere.filter(placeless)),
        ]
    return pl.concat(found).unique()


def _by_party(spread: pl.DataFrame, column: str) -> pl.DataFrame:
    """One row for each party of a cell, and one for the state that it acts for."""
    state = pl.element().str.extract(f"{OF_MARK}(.+)$", 1)
    own = pl.col(column)
    states = own.list.eval(pl.lit(STATE_MARK) + state).list.drop_nulls()
    return (
        spread.with_columns(party=pl.concat_list(own, states).list.unique())
        .explode("party", empty_as_null=True)
        .drop_nulls("party")
        .with_columns(pl.col("party").rank("dense").cast(pl.Int64) * _WIDE)
    )


def _pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Join on `when` and `where`. A pair that shares several buckets is taken in the first of them only."""
    columns = ("cell", "when", "where", "bucket", "since")
    once = pl.col("bucket") == pl.max_horizontal("since", "since_b")
    return (
        left.lazy()
        .select(columns)
        .join(right.lazy().select(columns), on=["when", "where"], suffix="_b")
        .filter((pl.col("cell") != pl.col("cell_b")) & once)
        .select(a=pl.min_horizontal("cell", "cell_b"), b=pl.max_horizontal("cell", "cell_b"))
        .unique()
        .collect()
    )
