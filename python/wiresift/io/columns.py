"""From the columns of a file to those of an article.

Each column is found by its usual names, whatever their case, or by the name that was given. The first usual
name that is there wins, in the order below.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.exceptions import ColumnError
from wiresift.io import dates
from wiresift.io.rejects import NULL_TEXT, Rejects
from wiresift.schema import ARTICLES, UTC

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from wiresift.config import DateOrder, ReadOptions

USUAL_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "maintext"),
    "source": ("source", "domain", "outlet", "publisher", "source_domain"),
    "published": ("published", "date", "published_at", "publish_date", "date_publish"),
    "url": ("url", "link"),
    "lang": ("lang", "language"),
}
"""What a column may be called, best first."""

_TEXTUAL: Final = (pl.String, pl.Categorical, pl.Enum, pl.Null)
_EXPECTED: Final = {
    "text": "strings",
    "published": "dates, datetimes or strings",
    "id": "strings or whole numbers",
}


@dataclass(frozen=True)
class Found:
    """Which column of a file holds what: `columns` maps a column of `ARTICLES` to one of the file."""

    columns: Mapping[str, str]

    @property
    def wanted(self) -> list[str]:
        """The columns to read, each once."""
        return list(dict.fromkeys(self.columns.values()))

    def only(self, columns: Collection[str]) -> Found:
        """Return the part of it for some columns of `ARTICLES`."""
        return Found({column: name for column, name in self.columns.items() if column in columns})


def find(schema: Mapping[str, pl.DataType], options: ReadOptions, where: str) -> Found:
    """Say which columns of `schema` hold what, or raise a `ColumnError` that lists those there are.

    >>> from wiresift.config import ReadOptions
    >>> dict(find({"Body": pl.String(), "ID": pl.Int64()}, ReadOptions(), "a.parquet").columns)
    {'id': 'ID', 'text': 'Body'}
    """
    found: dict[str, str] = {}
    for column, named in options.columns().items():
        if named is not None:
            if named not in schema:
                raise ColumnError(f"{where}: no column {named!r} ({_option(column, where)})", schema)
            found[column] = named
        elif (usual := _usual(column, schema)) is not None:
            found[column] = usual
    if "text" not in found:
        names = ", ".join(USUAL_NAMES["text"])
        raise ColumnError(f"{where}: no text column ({names}); name it with {_option('text', where)}", schema)
    for column, name in found.items():
        _check_type(column, name, schema, where)
    return Found({column: found[column] for column in ARTICLES if column in found})


def _option(column: str, where: str) -> str:
    """Say how a column is named: of files on the command line, of a frame in Python."""
    return f"wiresift.read(frame, {column}_column=...)" if where.startswith("<") else f"--{column}-column"


def _usual(column: str, schema: Mapping[str, pl.DataType]) -> str | None:
    for usual in USUAL_NAMES[column]:
        if usual in schema:
            return usual
        for name in schema:
            if name.lower() == usual:
                return name
    return None


def _check_type(column: str, name: str, schema: Mapping[str, pl.DataType], where: str) -> None:
    dtype = schema[name]
    fits = dtype in _TEXTUAL
    if column == "published":
        fits = dates.understands(dtype)
    elif column != "text":
        fits = fits or dtype.is_integer()
    if not fits:
        expected = _EXPECTED.get(column, "strings")
        raise ColumnError(
            f"{where}: the {column} column {name!r} is {dtype}, but must hold {expected}; "
            f"name another with {_option(column, where)}",
            schema,
        )


@dataclass(frozen=True)
class Rows:
    """Raw rows of one file, with where they stand: `lines` counts from 1."""

    frame: pl.DataFrame
    lines: pl.Series
    file: str | Sequence[str]
    """The file's name in messages, or one for each row."""

    def file_of(self, row: int) -> str:
        """Return the file of a row."""
        return self.file if isinstance(self.file, str) else self.file[row]


@dataclass(frozen=True)
class Articles:
    """Rows in the schema `ARTICLES`, with where they stand."""

    frame: pl.DataFrame
    lines: pl.Series
    file: str | Sequence[str]


def convert(
    rows: Rows,
    found: Found,
    id_prefix: str,
    options: ReadOptions,
    rejects: Rejects,
    wanted: Collection[str] = tuple(ARTICLES),
) -> Articles:
    """Return the `wanted` columns of the articles in `rows`; those without a text go to `rejects`."""
    raw = rows.frame
    columns: list[pl.Series] = []
    for column, dtype in ARTICLES.items():
        if column not in wanted:
            continue
        name = found.columns.get(column)
        if name is None:
            value = pl.Series(column, [None], dtype=dtype).new_from_index(0, raw.height)
        elif column == "published":
            value = _published(rows, raw.get_column(name), options.date_order, rejects)
        else:
            value = raw.get_column(name).cast(pl.String)
        columns.append(value.alias(column))
    frame = pl.DataFrame(columns).with_columns(
        expression for column, expression in _filled(rows, id_prefix, options).items() if column in wanted
    )
    if "text" not in wanted:
        return Articles(frame, rows.lines, rows.file)
    return _without_null_texts(rows, frame, rejects)


def _filled(rows: Rows, id_prefix: str, options: ReadOptions) -> dict[str, pl.Expr]:
    """Return the columns that have a value for articles without one."""
    made_ids = id_prefix + ":" + rows.lines.cast(pl.String)
    return {
        "id": pl.when(pl.col("id").str.len_bytes() > 0).then(pl.col("id")).otherwise(made_ids).alias("id"),
        "published": pl.col("published").fill_null(pl.lit(options.published, dtype=UTC)),
        "source": pl.col("source").fill_null(pl.lit(options.source, dtype=pl.String)),
        "lang": pl.col("lang").fill_null(pl.lit(options.lang, dtype=pl.String)),
    }


def _published(rows: Rows, raw: pl.Series, order: DateOrder | None, rejects: Rejects) -> pl.Series:
    parsed = dates.to_utc(raw, order)
    lost = (parsed.is_null() & raw.is_not_null()).arg_true()
    if len(lost):
        values = raw.gather(lost).cast(pl.String)
        ambiguous = values.is_in([value for value in values.unique() if dates.is_two_days(value)])
        _warn_of_dates(rows, raw, lost.filter(~ambiguous), "dates not understood", "", rejects)
        in_memory = rows.file_of(lost[0]).startswith("<")
        option = "wiresift.read(frame, date_order=...)" if in_memory else "--date-order"
        advice = f"; {option} tells the order"
        _warn_of_dates(rows, raw, lost.filter(ambiguous), "dates that may be two", advice, rejects)
    return parsed


def _warn_of_dates(
    rows: Rows, raw: pl.Series, lost: pl.Series, kind: str, advice: str, rejects: Rejects
) -> None:
    if len(lost):
        first = lost[0]
        where = f"{rows.file_of(first)}:{rows.lines[first]}"
        rejects.warn(kind, f"first: {str(raw[first])[:40]!r} in {where}{advice}", len(lost))


def _without_null_texts(rows: Rows, frame: pl.DataFrame, rejects: Rejects) -> Articles:
    has_text = frame.get_column("text").is_not_null()
    if has_text.all():
        return Articles(frame, rows.lines, rows.file)
    for row in (~has_text).arg_true():
        shown = {name: value for name, value in frame.row(row, named=True).items() if value is not None}
        excerpt = json.dumps(shown, ensure_ascii=False, default=str)
        rejects.add(rows.file_of(row), rows.lines[row], NULL_TEXT, excerpt)
    file = rows.file
    if not isinstance(file, str):
        file = [name for name, kept in zip(file, has_text, strict=True) if kept]
    return Articles(frame.filter(has_text), rows.lines.filter(has_text), file)
