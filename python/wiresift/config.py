"""What a run can be told: frozen dataclasses, checked once, when they are made.

The names are those of the Python functions, of the command line and of the core. A value outside its range
is a `ParameterError` that names the parameter, the value and the range, so that no later step has to check
again.

>>> DedupOptions(threshold=0.7).num_perm
128
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, get_args

from wiresift.exceptions import ParameterError
from wiresift.schema import CANONICAL_POLICIES

Format = Literal["parquet", "ipc", "csv", "jsonl", "text"]
"""A file format that `read` understands. `ipc` is the Arrow file and the Arrow stream format."""

FORMATS: Final[tuple[str, ...]] = get_args(Format)

DateOrder = Literal["day_first", "month_first"]
"""How `3/4/22` is meant: 3 April, as in Britain, or March 4, as in America."""

DATE_ORDERS: Final[tuple[str, ...]] = get_args(DateOrder)

MAX_NUM_PERM: Final = 4096
MAX_NGRAM: Final = 64
MAX_SEED: Final = 2**32 - 1
MAX_THREADS: Final = 4096


def _fail(name: str, value: object, allowed: str) -> ParameterError:
    return ParameterError(f"{name} is {value!r}, but must be {allowed}")


def _check_integer(name: str, value: object, low: int, high: int | None = None) -> None:
    allowed = f"a whole number from {low} to {high}" if high is not None else f"a whole number from {low} up"
    if not isinstance(value, int) or isinstance(value, bool):
        raise _fail(name, value, allowed)
    if value < low or (high is not None and value > high):
        raise _fail(name, value, allowed)


def _check_share(name: str, value: object, *, optional: bool = False) -> None:
    allowed = "a number above 0, at most 1" + (", or None to switch it off" if optional else "")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _fail(name, value, allowed)
    if not math.isfinite(value) or not 0 < value <= 1:
        raise _fail(name, value, allowed)


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """How articles are found in files.

    A `*_column` names the column of the input; left at None, the usual names are tried (`text`, `body`,
    `content`, `maintext`, and so on for the others). `published`, `source` and `lang` are the values for
    articles that state none. `format` forces the format of every input. `date_order` is the order of all
    dates in figures; left at None, in texts the other dates of the article tell it, then those of its source,
    and a date of publication that is two days is none.

    >>> ReadOptions(published="2022-03-16").published
    datetime.datetime(2022, 3, 16, 0, 0, tzinfo=datetime.timezone.utc)
    >>> ReadOptions(format="jpeg")
    Traceback (most recent call last):
        ...
    wiresift.exceptions.ParameterError: format is 'jpeg', but must be one of parquet, ipc, csv, jsonl, text
    """

    text_column: str | None = None
    title_column: str | None = None
    source_column: str | None = None
    published_column: str | None = None
    url_column: str | None = None
    lang_column: str | None = None
    id_column: str | None = None
    format: Format | None = None
    strict: bool = False
    published: datetime | date | str | None = None
    source: str | None = None
    lang: str | None = None
    date_order: DateOrder | None = None

    def __post_init__(self) -> None:
        """Check every value; turn `published` into a datetime in UTC."""
        for field in fields(self):
            value = getattr(self, field.name)
            is_name = field.name.endswith("_column") or field.name in {"source", "lang"}
            if is_name and value is not None and (not isinstance(value, str) or not value):
                raise _fail(field.name, value, "a non-empty string or None")
        if self.format is not None and self.format not in FORMATS:
            raise _fail("format", self.format, f"one of {', '.join(FORMATS)}")
        check_date_order(self.date_order)
        if not isinstance(self.strict, bool):
            raise _fail("strict", self.strict, "True or False")
        object.__setattr__(self, "published", _moment(self.published))

    def columns(self) -> dict[str, str | None]:
        """Return the columns that were named, by the column of the articles' schema.

        >>> ReadOptions(text_column="lead").columns()["text"]
        'lead'
        """
        return {
            field.name.removesuffix("_column"): getattr(self, field.name)
            for field in fields(self)
            if field.name.endswith("_column")
        }


def check_date_order(value: object) -> None:
    """Raise `ParameterError` unless `value` is an order of dates, or None.

    >>> check_date_order("dmy")
    Traceback (most recent call last):
        ...
    wiresift.exceptions.ParameterError: date_order is 'dmy', but must be one of day_first, month_first or None
    """
    if value is not None and value not in DATE_ORDERS:
        raise _fail("date_order", value, f"one of {', '.join(DATE_ORDERS)} or None")


def _moment(value: Any) -> datetime | None:
    allowed = "a date, a datetime or a string in ISO 8601 (2022-03-16, 2022-03-16T15:50:00Z)"
    given = value
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise _fail("published", given, allowed) from None
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise _fail("published", given, allowed)


@dataclass(frozen=True, kw_only=True)
class DedupOptions:
    """How near-duplicates are found, and which article stands for a cluster.

    - `threshold`: the Jaccard similarity, on sets of shingles, from which two texts are one story.
    - `containment`: the share of the shorter text found in the longer from which they are; None: off.
    - `ngram`: tokens to a shingle. `num_perm`: values to a signature. `seed`: of the permutations.
    - `bands`, `rows`: of the locality-sensitive hash; None: chosen for recall at `threshold`.
    - `canonical`: `earliest`, `longest`, `latest` or `preferred`; `preferred` ranks sources, best first.
    - `clean`: leave out boilerplate when texts are compared.
    - `threads`: None takes all cores. `batch_size`: articles at a time. Neither alters the result.

    >>> DedupOptions(threshold=1.5)
    Traceback (most recent call last):
        ...
    wiresift.exceptions.ParameterError: threshold is 1.5, but must be a number above 0, at most 1
    """

    threshold: float = 0.8
    containment: float | None = 0.8
    ngram: int = 5
    num_perm: int = 128
    seed: int = 1
    bands: int | None = None
    rows: int | None = None
    canonical: str = "earliest"
    preferred: tuple[str, ...] = ()
    clean: bool = True
    threads: int | None = None
    batch_size: int = 8192

    def __post_init__(self) -> None:
        """Check every value, and those that only make sense together."""
        _check_share("threshold", self.threshold)
        if self.containment is not None:
            _check_share("containment", self.containment, optional=True)
        _check_integer("ngram", self.ngram, 1, MAX_NGRAM)
        _check_integer("num_perm", self.num_perm, 1, MAX_NUM_PERM)
        _check_integer("seed", self.seed, 0, MAX_SEED)
        _check_integer("batch_size", self.batch_size, 1)
        if self.threads is not None:
            _check_integer("threads", self.threads, 1, MAX_THREADS)
        self._check_bands()
        self._check_canonical()
        if not isinstance(self.clean, bool):
            raise _fail("clean", self.clean, "True or False")

    def _check_bands(self) -> None:
        for name in ("bands", "rows"):
            value = getattr(self, name)
            if value is not None:
                _check_integer(name, value, 1, self.num_perm)
        if self.bands is not None and self.rows is not None and self.bands * self.rows > self.num_perm:
            raise ParameterError(
                f"bands x rows is {self.bands} x {self.rows} = {self.bands * self.rows}, "
                f"but must be at most num_perm, {self.num_perm}"
            )

    def _check_canonical(self) -> None:
        if self.canonical not in CANONICAL_POLICIES:
            raise _fail("canonical", self.canonical, f"one of {', '.join(CANONICAL_POLICIES)}")
        if isinstance(self.preferred, str):
            raise _fail("preferred", self.preferred, "a list of source names, best first")
        preferred = tuple(self.preferred)
        if not all(isinstance(source, str) for source in preferred):
            raise _fail("preferred", self.preferred, "a list of source names, best first")
        object.__setattr__(self, "preferred", preferred)
        if self.canonical == "preferred" and not preferred:
            raise ParameterError("canonical is 'preferred', so preferred must list the sources, best first")
        if preferred and self.canonical != "preferred":
            raise ParameterError(
                f"preferred lists sources, but canonical is {self.canonical!r}: set canonical to 'preferred'"
            )
