"""What each event brings to the question "is this the same happening?".

`reports` gives one row an event, with slots as comparable keys; `cells` folds reports of one text whose keys
are all equal, so that what follows works on distinct combinations of slots.

- **Parties.** An actor's key is its id, else its folded name. A state and a person, ministry or army that
  acts for it agree ("Ukraine", "Zelensky"); two persons of one state do not. Parties without a name
  ("fighters", "both sides") are as good as unknown, and so is a place without one ("the port").
- **Dates.** A window in half-days, chosen so that two windows meet exactly when the dates are near enough: a
  day named in the text reaches half a day to either side (one day apart is near); a publication date reaches
  a day further back, since news follows the fact (forward for what is still to come). A week, month or year
  spans itself, with a margin of 1, 3 and 7 days.
- **Numbers.** An interval. "At least n" reaches 20 % up, an approximate n 10 % to either side. These margins
  are unmeasured; they are wide enough for rounding and too narrow for the next toll. Several counts of one
  kind reach from the largest to their sum.
"""

from __future__ import annotations

from typing import Final

import polars as pl

GRAINS: Final = ("day", "week", "month", "year")
"""Date precisions, finest first; a grain is a position here."""
NO_DATE: Final = -1
"""The grain of an event without any date."""
NUMBERED: Final = (
    "casualties",
    "displacement",
    "evacuation",
    "humanitarian_need",
    "humanitarian_aid",
    "military_aid",
    "prisoner_exchange",
    "release",
    "vote",
    "ceasefire",
)
"""Types whose number is the news: another number is another story. An attack has no number of its own."""
SPOKEN: Final = ("accusation", "condemnation", "support", "demand", "threat", "rejection")
"""Types that are words: whose they are is what makes them the same, so a place alone never links them."""
HOSTED: Final = ("negotiation", "mediation", "diplomatic_contact", "agreement", "vote", "sanction")
"""Types of which a capital sees many on one day: a spot in common does not tell which."""
SLOTS: Final = (
    "type",
    "mode",
    "polarity",
    "realis",
    "actors",
    "recipients",
    "country",
    "region",
    "point",
    "grain",
    "lo",
    "hi",
    "numbers",
)
STATE_MARK: Final = "="
OF_MARK: Final = "\x1f"

_SPEAKS_FOR_STATE: Final = (
    "person",
    "government",
    "military",
    "ministry",
    "office",
    "official",
    "police",
    "legislature",
    "state",
)
_REGIONS: Final = ("region", "admin1", "state", "province", "oblast", "district")
_STATE_ROLES: Final = ("GOV", "MIL", "LEG", "COP", "JUD", "SPY")
"""CAMEO role codes (the second three letters of a code) of those who act for their state."""
_VAGUE: Final = ("continent", "world", "dateline")
_MARGINS: Final = (1, 2, 6, 14)
_NEWS_LAG: Final = 2
_AT_LEAST: Final = 1.2
_ABOUT: Final = 0.1
_NO_LIMIT: Final = 2_000_000
"""Half-days either way from 1970: beyond any date that polars holds in a newswire."""


def _fold(name: pl.Expr) -> pl.Expr:
    """Lower case, compatibility forms, punctuation to blanks."""
    return (
        name.str.normalize("NFKC").str.to_lowercase().str.replace_all(r"[^\pL\pM\pN]+", " ").str.strip_chars()
    )


def _filled(value: pl.Expr) -> pl.Expr:
    return pl.when(value != "").then(value)


def actor_key(actor: pl.Expr) -> pl.Expr:
    """Return the key of an actor struct, null for one without id, name and text.

    `=UKR` is the state, `id<US>UKR` somebody who acts for it, any other key stands alone.
    """
    field = actor.struct.field
    own = pl.coalesce(
        _filled(field("id")),
        pl.lit("name:") + _filled(_fold(field("name"))),
        pl.lit("name:") + _filled(_fold(field("text"))),
    )
    country = _filled(field("country"))
    role = _filled(field("code").str.slice(3, 3))
    official = pl.coalesce(role.is_in(_STATE_ROLES), field("kind").is_in(_SPEAKS_FOR_STATE))
    return (
        pl.when((field("kind") == "country") & country.is_not_null())
        .then(pl.lit(STATE_MARK) + country)
        .when(official & country.is_not_null())
        .then(own + pl.lit(OF_MARK) + country)
        .otherwise(own)
    )


def _is_named(actor: pl.Expr) -> pl.Expr:
    """Whether an actor is somebody in particular: the "fighters" of two texts need not be the same.

    A name has a capital letter, or is written in a script without capitals.
    """
    name = pl.coalesce(_filled(actor.struct.field("name")), _filled(actor.struct.field("text")), pl.lit(""))
    return actor.struct.field("kind").eq_missing("country") | _is_name(name)


def _is_name(words: pl.Expr) -> pl.Expr:
    return words.str.contains(r"\p{Lu}") | ~words.str.contains(r"\p{Ll}")


def _parties(column: str) -> pl.Expr:
    named = actor_key(pl.element().filter(_is_named(pl.element())))
    keys = pl.col(column).list.eval(named).list.drop_nulls().list.unique().list.sort()
    return keys.fill_null(pl.lit([], dtype=pl.List(pl.String))).alias(column)


def _numbers() -> pl.Expr:
    """Intervals as `kind|unit|low|high`, for the types whose number is the news."""
    field = pl.element().struct.field
    low = pl.coalesce(field("low"), field("best"), field("high"))
    high = pl.coalesce(field("high"), field("best"), field("low"))
    about = field("is_approximate").fill_null(value=False)
    least = field("is_minimum").fill_null(value=False)
    low = pl.when(about).then(low * (1 - _ABOUT)).otherwise(low)
    high = pl.when(least).then(high * _AT_LEAST).when(about).then(high * (1 + _ABOUT)).otherwise(high)
    text = pl.format(
        "{}|{}|{}|{}",
        field("kind").fill_null("").str.replace_all("|", " ", literal=True),
        field("unit").fill_null("").str.replace_all("|", " ", literal=True),
        low.round(3),
        high.round(3),
    )
    intervals = pl.col("quantities").list.eval(text).list.drop_nulls().list.sort()
    nothing = pl.lit([], dtype=pl.List(pl.String))
    return pl.when(pl.col("type").is_in(NUMBERED)).then(intervals).fill_null(nothing).alias("numbers")


def _place_levels() -> list[pl.Expr]:
    field = pl.col("place").struct.field
    country, precision = _filled(field("country")), field("precision").fill_null("")
    name = _filled(_fold(field("name")))
    is_region, is_country = precision.is_in(_REGIONS), precision == "country"
    vague = precision.is_in(_VAGUE) | ~_is_name(field("name")).fill_null(value=True)
    return [
        pl.when(is_country).then(pl.coalesce(country, name)).otherwise(country).alias("country"),
        pl.when(is_region).then(name).alias("region"),
        pl.when(~is_region & ~is_country & ~vague).then(name).alias("point"),
        pl.when(~is_country & ~vague).then(field("latitude")).alias("latitude"),
        pl.when(~is_country & ~vague).then(field("longitude")).alias("longitude"),
    ]


def _window() -> list[pl.Expr]:
    grain = (
        pl.coalesce("date_precision", pl.lit("day"))
        .replace_strict(list(GRAINS), list(range(len(GRAINS))), default=0, return_dtype=pl.Int8)
        .alias("grain")
    )
    dated = pl.coalesce("date_start", "date_end", pl.col("published").dt.date())
    ended = pl.max_horizontal(pl.coalesce("date_end", dated), dated)
    day = dated.cast(pl.Int32) * 2
    last = ended.cast(pl.Int32) * 2
    margin = grain.replace_strict(list(range(len(GRAINS))), list(_MARGINS), return_dtype=pl.Int32)
    from_text = (pl.col("date_source") == "text").fill_null(value=False) & pl.col("date_start").is_not_null()
    ahead = pl.col("realis").is_in(("future", "hypothetical"))
    back = pl.when(from_text | ahead).then(0).otherwise(_NEWS_LAG)
    forth = pl.when(from_text | ~ahead).then(0).otherwise(_NEWS_LAG)
    known = dated.is_not_null()
    return [
        pl.when(known).then(grain).otherwise(NO_DATE).cast(pl.Int8).alias("grain"),
        pl.when(known).then(day - margin - back).otherwise(-_NO_LIMIT).cast(pl.Int32).alias("lo"),
        pl.when(known).then(last + margin + forth).otherwise(_NO_LIMIT).cast(pl.Int32).alias("hi"),
    ]


def distinct(events: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each event id; events without one are left out."""
    events = events.filter(pl.col("event_id").is_not_null())
    if events["event_id"].n_unique() == events.height:
        return events
    ordered = events.sort("event_id", "doc_id", "start", "end")
    return ordered.unique("event_id", keep="first", maintain_order=True)


def about(
    documents: pl.DataFrame,
    clusters: pl.DataFrame,
    events: pl.DataFrame,
    articles: pl.LazyFrame | pl.DataFrame | None,
    numbers: pl.DataFrame,
) -> pl.DataFrame:
    """Return `doc_id`, `cluster` (its text), `source`, `published` and `doc` of each article with events.

    `numbers` gives the `doc` of each `doc_id` whose text is known.
    """
    ids = events.select("doc_id").unique()
    texts = documents.select(doc_id="id", cluster="cluster_id").unique("doc_id", keep="first")
    times = clusters.select("cluster_id", "first_published")
    told = ids.join(texts, on="doc_id", how="left").join(_metadata(articles, ids), on="doc_id", how="left")
    return (
        told.join(numbers, on="doc_id", how="left")
        .with_columns(
            cluster=pl.coalesce("cluster", "doc_id"), source=pl.coalesce(_filled(pl.col("source")), "doc_id")
        )
        .join(times, left_on="cluster", right_on="cluster_id", how="left")
        .with_columns(published=pl.coalesce("published", "first_published"))
        .drop("first_published")
    )


def _metadata(articles: pl.LazyFrame | pl.DataFrame | None, ids: pl.DataFrame) -> pl.DataFrame:
    wanted: dict[str, pl.DataType | type[pl.DataType]] = {
        "id": pl.String,
        "source": pl.String,
        "published": pl.Datetime("us", "UTC"),
    }
    if articles is None:
        return pl.DataFrame(schema=wanted).rename({"id": "doc_id"})
    lazy = articles.lazy()
    names = lazy.collect_schema().names()
    columns = [
        pl.col(name) if name in names else pl.lit(None, dtype=kind).alias(name)
        for name, kind in wanted.items()
    ]
    rows = lazy.select(columns).rename({"id": "doc_id"}).join(ids.lazy(), on="doc_id", how="semi")
    return rows.unique("doc_id", keep="first").collect()


def reports(events: pl.DataFrame, about: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return events sorted by id, with slots as keys beside the columns of `about` and of `sentences`."""
    denied = (pl.col("claim").struct.field("kind") == "denied").fill_null(value=False)
    speaker = pl.col("claim").struct.field("speaker")
    rows = (
        events.join(about, on="doc_id", how="left")
        .join(sentences.select("event_id", "said"), on="event_id", how="left")
        .with_columns(
            denial=denied & speaker.struct.field("name").is_not_null(),
            told_actors="actors",
            told_recipients="recipients",
            polarity=pl.when(denied)
            .then(pl.lit("negated"))
            .otherwise(pl.col("polarity").fill_null("affirmed")),
            realis=pl.col("realis").fill_null("actual"),
        )
        .sort("event_id")
    )
    return rows.with_columns(
        _parties("actors"), _parties("recipients"), _numbers(), *_place_levels(), *_window()
    )


def cells(reports: pl.DataFrame) -> pl.DataFrame:
    """Fold the reports of one text whose slots are all equal.

    One row a cell, ordered by its smallest event id (`first_event`), numbered from 0 (`cell`). `slot` numbers
    the distinct combinations of slots over all texts.
    """
    joined = [pl.col(name).list.join("\x1e") for name in ("actors", "recipients", "numbers")]
    plain = [
        pl.col(name).cast(pl.String).fill_null("\x1d")
        for name in SLOTS
        if name not in ("actors", "recipients", "numbers")
    ]
    signed = reports.with_columns(signature=pl.concat_str([*plain, *joined], separator="\x1c"))
    return (
        signed.group_by("cluster", "signature", maintain_order=True)
        .agg(
            pl.col(*SLOTS, "latitude", "longitude").first(),
            docs=pl.col("doc").drop_nulls().head(1),
            said=pl.col("said").drop_nulls().head(1),
            first_event=pl.col("event_id").min(),
            events="event_id",
        )
        .sort("first_event")
        .with_row_index("cell")
        .with_columns(
            slot=pl.col("signature").rank("dense").cast(pl.UInt32),
            spot=pl.coalesce("point", "region"),
        )
        .drop("signature")
    )
