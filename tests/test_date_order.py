"""`3/4/22` is read in the order of the article's other dates, of its source's, or as one says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import wiresift as ws
from typer.testing import CliRunner
from wiresift import pack_diff
from wiresift.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

BOTH = "Rebels attacked the village of Boz on 3/4/2015."
DAY_FIRST, MONTH_FIRST = date(2015, 4, 3), date(2015, 3, 4)


def articles(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    """Texts with their sources and days of publication."""
    columns = {"text": pl.String, "source": pl.String, "published": pl.String}
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return frame.with_row_index("id").with_columns(pl.col("id").cast(pl.String))


def days(frame: pl.DataFrame, **options: Any) -> list[date]:
    events = ws.extract(frame, **options).filter(pl.col("type") == "attack", pl.col("date_source") == "text")
    found = dict(events.sort("doc_id").select("doc_id", "date_start").iter_rows())
    return [found[doc] for doc in sorted(found)]


def test_nothing_tells():
    assert days(articles((BOTH, "Post", "2020-01-01"))) == [MONTH_FIRST]
    assert days(articles((BOTH, None, None))) == [MONTH_FIRST]


@pytest.mark.parametrize(("other", "wanted"), [("25/3/2015", DAY_FIRST), ("3/25/2015", MONTH_FIRST)])
def test_other_dates_of_the_source_tell(other, wanted):
    frame = articles(
        (BOTH, "Post", "2020-01-01"),
        (f"The bridge was opened on {other}.", "Post", "2020-01-01"),
        (BOTH, "Courier", "2020-01-01"),
    )
    assert days(frame) == [wanted, MONTH_FIRST]
    assert days(frame.reverse(), threads=1, batch_size=1) == [wanted, MONTH_FIRST]


def test_articles_without_a_source_tell_nothing_of_each_other():
    other = "The bridge was opened on 25/3/2015."
    for source in (None, ""):
        assert days(articles((BOTH, source, "2020-01-01"), (other, source, "2020-01-01"))) == [MONTH_FIRST]


def test_the_article_itself_comes_first():
    own = f"{BOTH} The bridge was opened on 3/25/2015."
    other = "The bridge was opened on 25/3/2015, the mill on 26/3/2015 and the port on 27/3/2015."
    assert days(articles((own, "Post", "2020-01-01"), (other, "Post", "2020-01-01"))) == [MONTH_FIRST]


def test_the_days_of_publication_tell_of_article_and_source():
    assert days(articles((BOTH, None, "2015-04-05"))) == [DAY_FIRST]
    near = "The bridge was opened on 5/6/2015."
    frame = articles((BOTH, "Post", "2020-01-01"), (near, "Post", "2015-06-06"))
    assert days(frame) == [DAY_FIRST]


def test_the_parameter_decides():
    own = f"{BOTH} The bridge was opened on 3/25/2015."
    frame = articles((BOTH, "Post", "2015-04-05"), (own, "Post", "2015-04-05"))
    assert days(frame, date_order="day_first") == [DAY_FIRST] * 2
    assert days(frame, date_order="month_first") == [MONTH_FIRST] * 2
    with pytest.raises(ws.ParameterError, match="date_order is 'british'"):
        ws.extract(frame, date_order="british")


@pytest.mark.parametrize("command", ["events", "run"])
def test_the_command_line_takes_sources_and_the_parameter(tmp_path, command):
    frame = articles((BOTH, "Post", "2020-01-01"), ("It was opened on 25/3/2015.", "Post", "2020-01-01"))
    frame.write_parquet(tmp_path / "wire.parquet")
    for option, wanted in (([], DAY_FIRST), (["--date-order", "month_first"], MONTH_FIRST)):
        out = tmp_path / f"out{len(option)}"
        line = [command, str(tmp_path / "wire.parquet"), "-o", str(out), "-q", *option]
        done = CliRunner().invoke(app, line)
        assert done.exit_code == 0, done.output
        events = pl.read_parquet(out / "events.parquet").filter(pl.col("type") == "attack")
        assert events["date_start"].to_list() == [wanted]


@pytest.mark.parametrize("command", ["run", "dedup", "events"])
def test_the_day_of_publication_is_read_as_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "wire.csv").write_text(f"text,date\n{BOTH},3/4/2015\n", encoding="utf8")
    line = [command, str(tmp_path / "wire.csv"), "-o"]
    done = CliRunner().invoke(app, [*line, str(tmp_path / "untold")])
    assert "first: '3/4/2015' in" in done.output
    assert "--date-order tells the order" in done.output
    for order, day in (("day_first", DAY_FIRST), ("month_first", MONTH_FIRST)):
        out = tmp_path / order
        done = CliRunner().invoke(app, [*line, str(out), "--date-order", order])
        assert done.exit_code == 0, done.output
        assert "not understood" not in done.output
        if command != "events":
            name = {"run": "articles", "dedup": "clusters"}[command]
            column = {"run": "published", "dedup": "first_published"}[command]
            assert pl.read_parquet(out / f"{name}.parquet")[column].dt.date().to_list() == [day]


def test_packs_are_compared_in_the_order_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str | None] = []
    whole = pack_diff.extract_stored

    def watched(*given: Any, date_order: str | None, **options: Any) -> pl.DataFrame:
        read.append(date_order)
        return whole(*given, date_order=date_order, **options)

    monkeypatch.setattr(pack_diff, "extract_stored", watched)
    pack = ws.Pack.load("peace")
    assert pack.diff(pack, articles((BOTH, None, None)), date_order="day_first").is_empty()
    assert read == ["day_first", "day_first"]
