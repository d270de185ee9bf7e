"""When an article was published: many spellings in, one type out (`Datetime`, microseconds, UTC).

Understood are dates and datetimes of any unit and zone (without a zone: UTC), ISO 8601, RFC 2822 (`Wed, 16
Mar 2022 15:50:00 GMT`), `March 16, 2022` and `16 March 2022`, `2022/03/16`, and the compact `20220316` and
`20220316155000` of event data, as a number too; `16.03.2022`, which is day first wherever it is written;
`16-MAR-2022 15:50`; and seconds since 1970, of nine or ten digits, or milliseconds, of thirteen. `16/03/2022`
has one day only; `03/04/2022` is two dates, so it is none unless the order is told. What isn't understood
becomes null and is counted.

Cost: the common shapes are parsed by polars, the others one by one in Python, about 2 microseconds each
(unmeasured on other machines).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.schema import UTC as UTC_TYPE

if TYPE_CHECKING:
    from wiresift.config import DateOrder

_FAST: Final = (
    (r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", "%Y-%m-%dT%H:%M:%SZ"),
    (r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$", "%Y-%m-%d %H:%M:%S"),
)
_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?")
_SLASHES: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_FIGURES: Final = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})"
    r"(?:,?[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?",
    re.ASCII,
)
_SINCE_1970: Final = re.compile(r"([1-9]\d{8}(?:\d(?:\d{3})?)?)(?:\.\d+)?", re.ASCII)
_DOTTED: Final = re.compile(
    r"(\d{1,2})(?:\.(\d{1,2})\.|-([A-Za-z]{3,9})-)(\d{4})"
    r"(?:,?[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?",
    re.ASCII,
)
_DIGITS: Final = 10
"""Of the seconds since 1970, from 2001 on."""
_NOON: Final = 12
_MONTHS_OF_A_YEAR: Final = 12
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_MONTH_NAMES: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def understands(dtype: pl.DataType) -> bool:
    """Say whether a column of this type can hold dates.

    >>> understands(pl.Date()), understands(pl.List(pl.Date))
    (True, False)
    """
    return dtype in (pl.Date, pl.Datetime, pl.String, pl.Categorical, pl.Enum, pl.Null) or dtype.is_integer()


def is_two_days(value: str) -> bool:
    """Say whether `value` is a date in figures that only an order tells.

    >>> is_two_days("3/4/2022"), is_two_days("16/3/2022"), is_two_days("soon")
    (True, False, False)
    """
    match = _FIGURES.fullmatch(value.strip())
    return match is not None and _day_and_month(int(match[1]), int(match[2]), None) is None


def parse(value: str, order: DateOrder | None = None) -> datetime | None:
    """Return the moment that `value` names, in UTC, or None.

    >>> parse("Wed, 16 Mar 2022 15:50:00 +0100").isoformat()
    '2022-03-16T14:50:00+00:00'
    >>> parse("03/04/2022") is None, parse("03/04/2022", "day_first").isoformat()
    (True, '2022-04-03T00:00:00+00:00')
    """
    value = value.strip()
    try:
        moment = (
            _compact(value)
            or _iso(value)
            or _named(value)
            or _dotted(value)
            or _figures(value, order)
            or _since_1970(value)
            or _rfc(value)
        )
        if moment is None:
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _compact(value: str) -> datetime | None:
    match = _COMPACT.fullmatch(value) or _SLASHES.fullmatch(value)
    if match is None:
        return None
    parts = [int(part) for part in match.groups(default="0")]
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001


def _iso(value: str) -> datetime | None:
    if not value[:4].isdigit() or value[4:5] != "-":
        return None
    if value.endswith(" UTC"):
        value = value.removesuffix(" UTC") + "Z"
    return datetime.fromisoformat(value)


def _dotted(value: str) -> datetime | None:
    match = _DOTTED.fullmatch(value)
    if match is None:
        return None
    day, number, name, year, *time = match.groups()
    hour, minute, second = (int(part or 0) for part in time)
    month = int(number) if number else _month(name)
    return datetime(int(year), month, int(day), hour, minute, second)  # noqa: DTZ001


def _figures(value: str, order: DateOrder | None) -> datetime | None:
    match = _FIGURES.fullmatch(value)
    days = None if match is None else _day_and_month(int(match[1]), int(match[2]), order)
    if match is None or days is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    if match[7] is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match[7] in "Pp" else 0)
    return datetime(int(match[3]), days[1], days[0], hour, minute, second)  # noqa: DTZ001


def _day_and_month(first: int, second: int, order: DateOrder | None) -> tuple[int, int] | None:
    if first > _MONTHS_OF_A_YEAR or first == second:
        return first, second
    if second > _MONTHS_OF_A_YEAR or order == "month_first":
        return second, first
    return (first, second) if order == "day_first" else None


def _since_1970(value: str) -> datetime | None:
    match = _SINCE_1970.fullmatch(value)
    return None if match is None else datetime.fromtimestamp(int(match[1][:_DIGITS]), UTC)


def _named(value: str) -> datetime | None:
    if match := _DAY_FIRST.fullmatch(value):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(value):
        month, day, year = match.groups()
    else:
        return None
    return datetime(int(year), _month(month), int(day))  # noqa: DTZ001


def _month(name: str) -> int:
    lowered = name.lower()
    if lowered in _MONTHS:
        return _MONTHS.index(lowered) + 1
    return _MONTH_NAMES.index("september" if lowered == "sept" else lowered) + 1


def _rfc(value: str) -> datetime | None:
    # The parser of e-mail dates is lenient, so only what begins as one gets there.
    if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}", value) is None or ":" not in value:
        return None
    try:
        return parsedate_to_datetime(value)
    except (TypeError, IndexError):
        return None


def to_utc(column: pl.Series, order: DateOrder | None = None) -> pl.Series:
    """Return `column` as datetimes in UTC; what can't be understood is null.

    `order` is that of dates in figures.

    >>> to_utc(pl.Series(["2022-03-16", "soon"])).to_list()
    [datetime.datetime(2022, 3, 16, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC')), None]
    """
    dtype = column.dtype
    if dtype == pl.Datetime:
        zone = getattr(dtype, "time_zone", None)
        micro = column.dt.cast_time_unit("us")
        return micro.dt.replace_time_zone("UTC") if zone is None else micro.dt.convert_time_zone("UTC")
    if dtype == pl.Date:
        return column.cast(pl.Datetime("us"), strict=False).dt.replace_time_zone("UTC")
    if dtype == pl.Null:
        return column.cast(UTC_TYPE)
    return _from_strings(column.cast(pl.String), order)


def _from_strings(column: pl.Series, order: DateOrder | None) -> pl.Series:
    frame = column.alias("value").to_frame()
    value = pl.col("value")
    fast = [
        pl.when(value.str.contains(shape)).then(
            value.str.replace("T", " ", literal=True).str.to_datetime(
                pattern.replace("T", " "), time_unit="us", strict=False
            )
        )
        for shape, pattern in _FAST
    ]
    parsed = frame.select(pl.coalesce(fast).dt.replace_time_zone("UTC")).to_series()
    rest = frame.filter(parsed.is_null() & value.is_not_null()).to_series().unique()
    if rest.is_empty():
        return parsed.alias(column.name)
    moments = pl.Series([parse(text, order) for text in rest], dtype=UTC_TYPE)
    slow = pl.DataFrame({"value": rest, "moment": moments})
    looked_up = frame.join(slow, on="value", how="left", maintain_order="left").get_column("moment")
    return parsed.zip_with(parsed.is_not_null(), looked_up).alias(column.name)
