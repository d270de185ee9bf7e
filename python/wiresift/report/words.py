"""Values as a reader wants them: numbers, dates, amounts, labels, safe links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date, datetime

_MINUTE = 60
_STEP = 1024


def label(name: str | None) -> str:
    """Return the name of a type or mode in plain words.

    >>> label("carried_out")
    'carried out'
    """
    return (name or "").replace("_", " ")


def title(kind: str | None, mode: str | None) -> str:
    """Return type and mode as a heading; a type with one mode, `expressed`, stands alone.

    >>> title("prisoner_exchange", "carried_out"), title("threat", "expressed")
    ('Prisoner exchange: carried out', 'Threat')
    """
    shown = [label(kind), "" if mode == "expressed" else label(mode)]
    words = ": ".join(part for part in shown if part)
    return words[:1].upper() + words[1:]


def number(value: float | None) -> str:
    """Return a number with separators, whole where it is whole.

    >>> number(12345.0), number(0.25), number(None)
    ('12,345', '0.25', '')
    """
    if value is None:
        return ""
    whole = isinstance(value, int) or float(value).is_integer()
    return f"{int(value):,}" if whole else f"{value:,.2f}"


def share(value: float | None) -> str:
    """Return a similarity with two digits; what is not quite 1 never reads 1.00.

    >>> share(0.999), share(1.0)
    ('0.99', '1.00')
    """
    if value is None:
        return ""
    return "0.99" if 0.99 < value < 1 else f"{value:.2f}"  # noqa: PLR2004 - the largest below one


def day(value: date | None) -> str:
    """Return a date as `2 Mar 2026`."""
    return "" if value is None else f"{value.day} {value:%b %Y}"


def in_period(first: date, step: str) -> str:
    """Say when a day, week, month or year was that begins on `first`.

    >>> from datetime import date
    >>> [in_period(date(2026, 3, 2), step) for step in ("day", "week", "month", "year")]
    ['on 2 Mar 2026', 'in the week of 2 Mar 2026', 'in Mar 2026', 'in 2026']
    """
    if step in {"month", "year"}:
        return f"in {first:%b %Y}" if step == "month" else f"in {first.year}"
    return f"{'on' if step == 'day' else 'in the week of'} {day(first)}"


def days(first: date | None, last: date | None) -> str:
    """Return a period, without repeating what its ends share.

    >>> from datetime import date
    >>> days(date(2026, 3, 2), date(2026, 3, 9))
    '2\u20139 Mar 2026'
    """
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} \u2013 {day(last)}"
    return f"{day(first)} \u2013 {day(last)}"


def moment(value: datetime | None) -> str:
    """Return a time in UTC as `2 Mar 2026, 08:15`."""
    return "" if value is None else f"{day(value)}, {value:%H:%M}"


def amount(quantity: dict[str, Any]) -> str:
    """Return a quantity in words.

    >>> amount({"kind": "killed", "best": 3.0, "is_minimum": True})
    'at least 3 killed'
    >>> amount({"kind": "money", "best": 5e6, "unit": "USD"})
    '5,000,000 USD'
    """
    low, best, high = (quantity.get(name) for name in ("low", "best", "high"))
    hedge = "at least " if quantity.get("is_minimum") else "about " if quantity.get("is_approximate") else ""
    if best is None and low is not None and high is not None and low != high:
        figure = f"{number(low)}\u2013{number(high)}"
    else:
        figure = number(next((value for value in (best, low, high) if value is not None), None))
    kind, unit = label(quantity.get("kind")), quantity.get("unit") or ""
    words = [unit or f"({kind})" if kind in ("money", "duration") else kind]
    if unit and kind not in ("money", "duration") and unit not in ("persons", "people", kind):
        words.insert(0, unit)
    return hedge + " ".join(part for part in (figure, *words) if part)


def link(url: str | None) -> str | None:
    """Return the address where it is a plain http or https one.

    >>> link("https://example.org/a"), link("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def seconds(value: float) -> str:
    """Return a duration.

    >>> seconds(0.1234), seconds(75)
    ('0.12 s', '1 min 15 s')
    """
    if value < _MINUTE:
        return f"{value:.2f} s"
    minutes, rest = divmod(round(value), _MINUTE)
    return f"{minutes:,} min {rest} s"


def size(value: float) -> str:
    """Return a number of bytes.

    >>> size(3 * 1024**2)
    '3.0 MiB'
    """
    for unit in ("B", "KiB", "MiB"):
        if value < _STEP:
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= _STEP
    return f"{value:.1f} GiB"


def shown(some: int, total: int, what: str, table: str) -> str:
    """Say how much of a list is shown, and where the rest is.

    >>> shown(200, 12345, "stories", "stories")
    '200 of 12,345 stories shown; all are in stories.parquet.'
    >>> shown(3, 3, "stories", "stories")
    ''
    """
    return "" if some >= total else f"{some:,} of {total:,} {what} shown; all are in {table}.parquet."
