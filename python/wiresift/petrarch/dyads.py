"""Events as PETRARCH writes them: a row for each pair of source and target."""

from __future__ import annotations

import polars as pl

from wiresift.exceptions import ParameterError

_COLUMNS = ("event_id", "doc_id", "date_start", "cameo", "quad", "polarity", "realis", "actors", "recipients")


def dyads(events: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each pair of a source and a target of the events, by their codes.

    What several sides do to each other has a row for each order of two. Actors without a code are in no pair.
    Note `polarity` and `realis`: PETRARCH codes what is denied or only planned like what happened.

    Parameters
    ----------
    events
        The table of events.

    Returns
    -------
    DataFrame
        `date`, `source`, `target`, `code`, `quad`, `polarity`, `realis`, `doc_id`, `event_id`, in the order
        of the events; each pair of an event once.

    Raises
    ------
    ParameterError
        A column is missing.

    Examples
    --------
    >>> import wiresift as ws
    >>> events = ws.extract(pl.DataFrame({"text": ["Chad and Mali signed a peace agreement."]}))
    >>> dyads(events).select("source", "target", "code").rows()
    [('TCD', 'MLI', '057'), ('MLI', 'TCD', '057')]

    """
    if missing := [column for column in _COLUMNS if column not in events.columns]:
        raise ParameterError(f"dyads: a column is missing: {', '.join(missing)}")
    codes = pl.element().struct.field("code")
    ours, theirs = (pl.col(side).list.eval(codes) for side in ("actors", "recipients"))
    each = events.select(
        pl.exclude("actors", "recipients"),
        source=ours,
        target=pl.when(pl.col("recipients").list.len() > 0).then(theirs).otherwise(ours),
    )
    pairs = each.explode("source").explode("target")
    known = (pl.col("source") != "") & (pl.col("target") != "") & (pl.col("source") != pl.col("target"))
    return (
        pairs.filter(known)
        .unique(["event_id", "source", "target"], keep="first", maintain_order=True)
        .select(
            pl.col("date_start").alias("date"),
            "source",
            "target",
            pl.col("cameo").alias("code"),
            "quad",
            "polarity",
            "realis",
            "doc_id",
            "event_id",
        )
    )
