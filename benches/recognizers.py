"""Share of the cases of Microsoft's Recognizers-Text specifications that the readers of values pass.

    python benches/recognizers.py FOLDER [--show N] [--model NAME] [--record]

FOLDER is the `Specs` folder of github.com/microsoft/Recognizers-Text (MIT); nothing of it is copied
here. Only English cases that concern an event table count:

- dates and ranges of dates, by `DateTimeModel`: all results of the case are dates or ranges with
  days in the calendar; not quarters, halves, seasons, numbered weeks, holidays, fiscal years,
  working days, times of day, nor what news does not write: months and weekdays in small letters,
  chat ("tmrw"), `5/12` without a year, "the day", "the same month";
- durations, by `DurationParser`: in any unit from the second up; not working days, "all day", or
  lengths of two units;
- numbers, by `NumberModel`: whole and decimal numbers; not fractions, powers, negative numbers,
  hexadecimals, numbers with a letter for a scale other than k, m, bn, with blanks or stops between
  thousands, addresses, telephone numbers;
- ranges of numbers, by `NumberRangeModel`: at least, at most, between, from to; not "equal to" and
  its like;
- ordinals with a value, percentages, ages, amounts of money.

A case passes when each wanted result has a hit on the same words (an overlap) with the same value:
for a date one of the values that the specification allows (past or future), for a range both ends
(its end may be exclusive there), for money the amount and, where the case gives one, the ISO code
of the currency. A length counted from today in weeks, months or years ("two months ago") may be
answered by the week, month or year that holds the day, and a range that ends in a year or a month
("2014 to 2018") by the whole of it. What is found beside a result is not held against a case: the
texts are orders to an assistant, not news.

What fails is told by reason (`WHY`): the class of the first result of the case that is not read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import wiresift as ws
from harness import record
from wiresift import _core

Result = dict[str, Any]
Check = Callable[[str, "str | None", Result], bool]

SECONDS: Final = {
    "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "nights": 86400, "weeks": 604800,
    "fortnights": 1209600, "months": 2592000, "years": 31536000, "decades": 315360000,
}  # fmt: skip
UNCONCERNED: Final = re.compile(
    r"W(?!E)\d|-W|Q[1-4]|H[12]$|SP|SU|FA|WI|FY|SY|T\d|TMO|TAF|TEV|TNI|TDT|BD"
    r"|\(.*T|XXXX-WXX|WE-|PRESENT|PAST|FUTURE"
)
"""Timex values of quarters, halves, seasons, numbered weeks, fiscal years, times."""
UNWRITTEN: Final = re.compile(
    r"\b(january|february|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|(?i:tmrw|easter|christmas|new year|holiday"
    r"|earth day|black friday|saint patrick|independence day|workers' day|thanksgiving|\bEOY"
    r"|same (week|month|year|day)"
    r"|quarter|\bw/c|\botd\b|\bcy\d|\bH[12]\b|www\.|\.xlsx|fortnight|\bOOO\b|[<>=]|\d{8}|eid al"
    r"|\bnow\b|commencing"
    r"|ytd|mtd|century|school|fiscal|\bq[1-4]\b|weekdays|of the (day|month|year)\.|for the (day|month|year))"
    r"|(?<![\d/])\d{1,2}[/.]\d{1,2}(?![\d/.])|\d[~]\d|\w+-\d{4}-\d\d-\d\d\."
)
"""What news does not write, or an event table does not ask for."""
UNCOUNTED: Final = re.compile(
    r"\d[\u202f\u00a0 ]\d{3}\b|\d+\.\d+\.\d|\d/\d|\d{3}-\d{4}|\d,\d\d,\d|\d,\d{1,2}\b|(?i:cents? of |\bMM\b)"
)
"""Foreign ways of writing thousands, addresses, telephone numbers."""

WHY: Final = (
    (
        "said aloud, not written: numbers point by point, a day or a year in words",
        (
            r"\bpoint\b|n[oa]ught|nineteen hundred|seventeen hundred|twenty five january|twenty and four"
            r"|fifty - two|january first 12|hundred and one|three hundred and two dozens|and half$"
        ),
    ),
    (
        "orders of words and figures that news does not use: `2 next days`, `2020/23/Sep`, `10 $ 30 $`",
        (
            r"\b(past|next|previous|upcoming) (years|months|days|weeks)|2020/|-2020-|2016 10 16|2020-07-01"
            r"|10-1-2018|^\d{4}-\d\d?$|^\d\d-\d{4}$|4-23|\ds?  ?s$|\d s$|previous week -|10 \$|rmb 10|usd 20"
            r"|couple weeks|\bof 87|^may$|may to march|^sen|dollar 22|03/18/40|wednesday 13|from today on"
            r"|sunday 3 weeks"
        ),
    ),
    (
        "two parts that make one value: `3 dollars 50 cents`, `17 USD 25`",
        (
            r"dollars?( and)? [\w-]+( cents)?$|usd (25|50)$|c \$ 100 and|kuai|years 1 month"
            r"|crore and|dollars forty five$"
        ),
    ),
    (
        "signs and scales of ledgers and tables: `30 MUSD`, `75 USD million`, `1MM`, `3h`, `dozs`",
        (
            r"m(usd|eur|gbp|aud)|usd million|usd50|^1mm|\d [gmk]$|do?zs|^3 ?h$| sec$|元|ரூ|satoshi"
            r"|percentage$|trillionth|nineth"
        ),
    ),
    (
        "bounds in two phrases, or without a thing counted: `above 1000 and below 1500`, `from 200 to 3000`",
        (
            r"(than|above|most|more than) .*(and|but)|^from (one|200)|^between the tenth|20~100|20 through"
            r"|1000 [-\u2013]|and more$|(later|greater) than|less than 3 days"
        ),
    ),
    (
        "shares, which are read in per cent",
        r"1/2|half people|more than half|quarter|2 in 5|^half",
    ),
    (
        (
            "another convention for the same words: halves of months and years, decades of the calendar, "
            "weeks of the ISO year, 18 and 19 June as one range"
        ),
        (
            r"(earlier|later|late|mid|middle|early|beginning)\b|end of|year to date|to date"
            r"|next (two )?decades?|weeks of|^18$|19 june|week beginning|week starting|^within|nineties"
            r"|\d0 s$|previous monday|calendar year"
        ),
    ),
    (
        "counted from what the sentence does not date, or from a day of an unnamed month",
        (
            r"^the year$|weeks later|month of|day of (the|next)|following|remaining|end of month"
            r"|starting from|current date|after feb|nov-feb|2150|^0$|3 hundred|2 hundred|week of"
        ),
    ),
)
"""Classes of cases that fail, and what their words show."""


@dataclass(frozen=True)
class Case:
    """A text, the day it is read on, and what it holds."""

    text: str
    today: str | None
    results: list[Result]


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one specification."""
    for case in json.loads(path.read_text("utf-8-sig")):
        today = (case.get("Context") or {}).get("ReferenceDateTime")
        yield Case(case["Input"], today[:10] if today else None, case["Results"])


def touches(result: Result, start: int, end: int) -> bool:
    """Whether a hit overlaps the words of a result."""
    first = result["Start"]
    last = result["End"] + 1 if "End" in result else first + result["Length"]
    return bool(first < end and start < last)


def same(a: float | None, b: float) -> bool:
    """Whether two numbers are equal but for rounding."""
    return a is not None and abs(a - b) <= 1e-6 * max(1.0, abs(b))


def date_hits(text: str, today: str | None, result: Result) -> list[tuple[date, date, str]]:
    """Return what is read at a result: first and last day and bound, read as past and as future."""
    hits = (*_core.dates(text, today), *_core.dates(text, today, future=True))
    return [
        (date.fromisoformat(first), date.fromisoformat(last), bound)
        for start, end, first, last, _, bound in hits
        if touches(result, start, end)
    ]


def values(result: Result) -> list[dict[str, str]]:
    """Return the resolutions of a date."""
    return list((result.get("Resolution") or {}).get("values") or [])


def is_day(text: str | None) -> bool:
    """Whether a value is one day of the calendar."""
    return bool(text and re.fullmatch(r"[12]\d\d\d-\d\d-\d\d", text))


def date_concerned(case: Case) -> bool:
    """Whether all results are dates or ranges of days."""
    return (
        not UNWRITTEN.search(case.text)
        and bool(case.results)
        and all(
            result.get("TypeName") in {"datetimeV2.date", "datetimeV2.daterange"}
            and any(
                is_day(value.get("value") or value.get("start") or value.get("end"))
                for value in values(result)
            )
            and not any(UNCONCERNED.search(value.get("timex", "")) for value in values(result))
            for result in case.results
        )
    )


def date_right(text: str, today: str | None, result: Result) -> bool:
    """Whether a date or range is read with one of its values."""
    counted = re.search(r"\b(weeks?|months?|years?)\b", result["Text"])
    for first, last, bound in date_hits(text, today, result):
        for value in values(result):
            day = value.get("value")
            if is_day(day) and (first == last or counted) and first <= date.fromisoformat(day or "") <= last:
                return True
            start, end = value.get("start"), value.get("end")
            bounded = {
                "before": bound in {"before", "until"} and end == str(first),
                "after": bound in {"after", "since"} and start in {str(first), str(last + timedelta(1))},
                "since": bound == "since" and start == str(first),
                "until": bound == "until" and end in {str(first), str(last), str(last + timedelta(1))},
            }
            if bounded.get(value.get("Mod", "")):
                return True
            starts = not is_day(start) or first == date.fromisoformat(start or "")
            ends = not is_day(end) or date.fromisoformat(end or "") - last in {timedelta(0), timedelta(1)}
            whole = (last + timedelta(1)).day == 1 and (end or "")[:7] == str(last)[:7]
            ends = ends or whole or ((end or "")[:4] == str(last)[:4] and str(last).endswith("12-31"))
            if (is_day(start) or is_day(end)) and starts and ends:
                return True
    return False


def duration_concerned(case: Case) -> bool:
    """Whether all results are lengths in one unit."""
    return bool(case.results) and all(
        re.fullmatch(r"PT?\d*\.?\d+[YMWDHS]", result["Value"]["Timex"])
        and not re.match("all|full|whole", result["Text"])
        for result in case.results
    )


def amount_hits(
    text: str, today: str | None, result: Result
) -> list[tuple[str, float | None, float | None, float | None, str | None]]:
    """Return kind, low, best, high and unit of the amounts read at a result."""
    return [hit[2:] for hit in _core.amounts(text, today) if touches(result, hit[0], hit[1])]


def duration_right(text: str, today: str | None, result: Result) -> bool:
    """Whether a length is read, in seconds."""
    wanted = float(result["Value"]["FutureResolution"]["duration"])
    return any(
        kind == "duration" and same(value and value * SECONDS.get(unit or "", 0), wanted)
        for kind, low, best, high, unit in amount_hits(text, today, result)
        for value in (low, best, high)
    )


def plain(result: Result) -> float | None:
    """Return the value of a plain number."""
    value = (result.get("Resolution") or {}).get("value") or ""
    return float(value.rstrip("%")) if re.fullmatch(r"\d+(\.\d+)?%?", value) else None


def number_concerned(case: Case) -> bool:
    """Whether all results are whole or decimal numbers, in a text that is no address."""
    return (
        not UNCOUNTED.search(case.text)
        and bool(case.results)
        and all(
            plain(result) is not None
            and (result.get("Resolution") or {}).get("subtype") in {"integer", "decimal", None}
            and not re.search(r"[\d.][gGtTKM]$|\d\.\d+\.|^0x|^\d{16}", result["Text"])
            for result in case.results
        )
    )


def number_right(text: str, today: str | None, result: Result) -> bool:
    """Whether the number is read, as whatever kind."""
    wanted = plain(result)
    return wanted is not None and any(
        same(value, wanted)
        for _, *side, _ in amount_hits(text, today, result)
        for value in side
        if value is not None
    )


def kind_right(kind: str) -> Check:
    """Whether the number is read as an amount of `kind`."""

    def right(text: str, today: str | None, result: Result) -> bool:
        wanted = plain(result)
        return wanted is not None and any(
            found == kind and any(same(value, wanted) for value in side if value is not None)
            for found, *side, _ in amount_hits(text, today, result)
        )

    return right


def ends(result: Result) -> tuple[float | None, float | None] | None:
    """Return the ends of a range as written: `[20,30)`."""
    match = re.fullmatch(
        r"[(\[](\d*\.?\d*),(\d*\.?\d*)[)\]]", (result.get("Resolution") or {}).get("value") or ""
    )
    if not match:
        return None
    low, high = (float(side) if side else None for side in match.groups())
    return low, high


def range_concerned(case: Case) -> bool:
    """Whether all results have ends that are plain numbers."""
    return bool(case.results) and all(
        ends(result) and "equal" not in result["Text"] for result in case.results
    )


def range_right(text: str, today: str | None, result: Result) -> bool:
    """Whether both ends are read."""
    wanted = ends(result)
    if wanted is None:
        return False
    return any(
        (wanted[0] is None or same(low, wanted[0])) and (wanted[1] is None or same(high, wanted[1]))
        for _, low, _, high, _ in amount_hits(text, today, result)
    )


def money_right(text: str, today: str | None, result: Result) -> bool:
    """Whether the amount and its currency are read."""
    wanted, code = plain(result), (result.get("Resolution") or {}).get("isoCurrency")
    return wanted is not None and any(
        kind == "money"
        and (code is None or unit == code)
        and any(same(value, wanted) for value in (low, best, high))
        for kind, low, best, high, unit in amount_hits(text, today, result)
    )


MODELS: Final[dict[str, tuple[str, Callable[[Case], bool], Check]]] = {
    "dates": (
        "DateTime/English/DateTimeModel.json",
        lambda case: date_concerned(case) and all(r["TypeName"] == "datetimeV2.date" for r in case.results),
        date_right,
    ),
    "date ranges": (
        "DateTime/English/DateTimeModel.json",
        lambda case: date_concerned(case) and any(r["TypeName"] != "datetimeV2.date" for r in case.results),
        date_right,
    ),
    "durations": ("DateTime/English/DurationParser.json", duration_concerned, duration_right),
    "numbers": ("Number/English/NumberModel.json", number_concerned, number_right),
    "number ranges": ("Number/English/NumberRangeModel.json", range_concerned, range_right),
    "ordinals": ("Number/English/OrdinalModel.json", number_concerned, kind_right("ordinal")),
    "percentages": ("Number/English/PercentModel.json", number_concerned, kind_right("percent")),
    "money": ("NumberWithUnit/English/CurrencyModel.json", number_concerned, money_right),
}


def reason(result: Result) -> str:
    """Return why a result is not read."""
    words = result["Text"].strip().lower()
    return next((why for why, shows in WHY if re.search(shows, words)), "other")


def main() -> None:
    """Print the share of each model, and with `--show` the first failures of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--record", action="store_true", help="keep it in benches/record")
    parser.add_argument("--model", choices=sorted(MODELS))
    arguments = parser.parse_args()
    lacking = sorted({path for path, *_ in MODELS.values() if not (arguments.folder / path).is_file()})
    if lacking:
        parser.error(f"{arguments.folder}: not the specifications, for they lack {', '.join(lacking)}")
    total = [0, 0]
    lines: list[list[str]] = []
    reasons: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for name, (path, concerned, right) in MODELS.items():
        if arguments.model not in {None, name}:
            continue
        every = list(cases(arguments.folder / path))
        chosen = [case for case in every if concerned(case)]
        failed = [
            (case, result)
            for case in chosen
            for result in case.results
            if not right(case.text, case.today, result)
        ]
        texts = {case.text for case, _ in failed}
        passed = sum(case.text not in texts for case in chosen)
        total = [total[0] + passed, total[1] + len(chosen)]
        share = passed / len(chosen) if chosen else 0.0
        lines.append([name, str(len(every)), str(len(chosen)), str(passed), f"{share:.3f}"])
        first = {case.text: result for case, result in reversed(failed)}
        for result in first.values():
            reasons[reason(result)] += 1
            examples.setdefault(reason(result), []).append(result["Text"].strip())
        print(
            f"{name:14} {passed:4} of {len(chosen):4} concerned pass ({share:.3f}); {len(every)} cases in all"
        )
        for case, result in failed[: arguments.show]:
            wanted = result.get("Resolution") or result.get("Value")
            read = (
                _core.dates(case.text, case.today) if "date" in name else _core.amounts(case.text, case.today)
            )
            print(
                f"  {case.text!r} ({case.today})\n    wanted {result['Text']!r} {wanted}\n    read   {read}"
            )
    print(f"{'all':14} {total[0]:4} of {total[1]:4} ({total[0] / max(1, total[1]):.3f})")
    for why, count in reasons.most_common():
        print(f"{count:4} {why}: {', '.join(examples[why][:3])}")
    if arguments.record:
        lines.append(["all", "", str(total[1]), str(total[0]), f"{total[0] / max(1, total[1]):.3f}"])
        table = record.table(["model", "cases", "concern news", "pass", "share"], lines)
        rest = [[why, str(count), "; ".join(examples[why][:4])] for why, count in reasons.most_common()]
        why = record.table(["why the rest fails", "cases", "such as"], rest)
        facts = {
            "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "Command": "`python benches/recognizers.py FOLDER --record`",
            "Versions": f"wiresift {ws.__version__}",
        }
        head = "# Values against Recognizers-Text\n\n" + "\n".join(f"- {k}: {v}" for k, v in facts.items())
        figures = {"about": facts, "models": lines, "why": dict(reasons)}
        print(record.write("recognizers", f"{head}\n\n{table}\n\n{why}", figures), file=sys.stderr)


if __name__ == "__main__":
    main()
