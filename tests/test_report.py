"""The report as a file: sealed, escaped, complete, the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import report_folder
from hypothesis import given
from hypothesis import strategies as st
from newswire_rows import article, document, event, frame, hours
from wiresift import schema
from wiresift.exceptions import InputError, OutputError
from wiresift.report import build as build_report
from wiresift.report import charts, marks, run_view, words
from wiresift.stories import build as build_stories

if TYPE_CHECKING:
    from pathlib import Path


class Page(HTMLParser):
    """What a browser would see: elements, attributes, scripts, text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.contents: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self.marks: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._mark: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.contents:
            self._open.append(tag)
            self.contents[tag].append("")
        if tag == "mark":
            self._mark = dict(attrs)["class"]

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        if tag == "mark":
            self._mark = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.contents[self._open[-1]][-1] += data
            return
        self.text += data
        if self._mark:
            self.marks.append((self._mark, data))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_folder.write(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return build_report(folder).read_text(encoding="utf8")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def test_the_policy_names_exactly_what_is_inside(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.elements if tag == "meta" and a.get("http-equiv"))
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [_hash(content) for content in page.contents["script"]]
    assert rules["style-src"].split() == [_hash(content) for content in page.contents["style"]]
    assert "unsafe" not in policy
    assert len(page.contents["script"]) == 2


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    loading = {
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "source",
        "base",
        "form",
        "use",
        "image",
    }
    assert not loading & {tag for tag, _ in page.elements}
    links = 0
    for tag, attributes in page.elements:
        assert not any(
            name.startswith("on") or name in ("style", "src", "srcset", "xlink:href") for name in attributes
        )
        href = attributes.get("href")
        if href is None:
            continue
        assert tag == "a"
        assert href.startswith("#") or re.match(r"https?://", href)
        if not href.startswith("#"):
            links += 1
            assert attributes["rel"] == "noopener noreferrer"
    assert links >= 3
    for content in (*page.contents["style"], *page.contents["script"]):
        assert "http" not in content
        assert "url(" not in content


def test_a_script_in_a_text_is_shown(page: Page) -> None:
    assert page.text.count(report_folder.ATTACK) >= 5
    assert "javascript:window.pwned=1" in page.text
    assert "ftp://example.org/f" in page.text


def test_marks_stand_on_the_words_reported(page: Page) -> None:
    for slot, text in {
        ("m-trigger", "shelled"),
        ("m-actor", "Lethenia"),
        ("m-place", "Keresh"),
        ("m-quantity", "at least 3"),
        ("m-quantity", "12"),
        ("m-cue", "did not"),
        ("m-trigger", "truce"),
    }:
        assert (slot, text) in page.marks
    assert {text for slot, text in page.marks if slot == "m-actor"} == {"who", "Lethenia", "Tarvia"}


def test_every_section_says_what_it_should(page: Page) -> None:
    text = re.sub(r"\s+", " ", page.text)
    for said in (
        "2\u20138 Mar 2026",
        "7 articles",
        "1 duplicate",
        "contested",
        "superseded",
        "said by residents",
        "said by mediators, according to Tarvia Post",
        "alleged by Tarvia",
        "negated",
        "possible",
        "at least 3 killed",
        "Numbers in time",
        "Carries on",
        "and in 1 copy",
        "Also Read |",
        "a recall of 99.93 %",
        "256.0 MiB",
        "1 min 15 s",
        "date of publication",
        "rule attack.shelling.verb",
    ):
        assert said in text, said


def test_the_same_tables_give_the_same_bytes(folder: Path, html: str) -> None:
    assert build_report(folder).read_text(encoding="utf8") == html
    assert sorted(file.name for file in folder.iterdir() if file.suffix not in (".parquet", ".json")) == [
        "report.html"
    ]


@pytest.mark.parametrize("name", [*(f"{name}.parquet" for name in schema.TABLES), "summary.json"])
def test_a_missing_table_leaves_out_its_section(tmp_path: Path, name: str) -> None:
    folder = report_folder.write(tmp_path / "out")
    (folder / name).unlink()
    text = Page(build_report(folder).read_text(encoding="utf8")).text
    assert f"Not in this folder: {name}." in text


def test_an_empty_folder_gives_a_page(tmp_path: Path) -> None:
    assert (
        "Not in this folder: articles.parquet" in Page(build_report(tmp_path).read_text(encoding="utf8")).text
    )


def test_empty_tables_give_a_page(tmp_path: Path) -> None:
    for name in schema.TABLES:
        schema.empty(name).write_parquet(tmp_path / f"{name}.parquet")
    (tmp_path / "summary.json").write_text("{}")
    text = Page(build_report(tmp_path).read_text(encoding="utf8")).text
    for said in ("No stories.", "No two articles share their text.", "No line was left out.", "0 articles"):
        assert said in text


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    number = 230
    keys = [f"d{n:03}" for n in range(number)]
    text = "Troops shelled the town."
    events = frame(
        "events",
        [
            event(f"e{k}", k, start=7, end=14, sentence_end=len(text), place={"name": k, "precision": "city"})
            for k in keys
        ],
    )
    articles = frame("articles", [article(key, "Wire", hours(1), text) for key in keys])
    documents = frame("documents", [document(key) for key in keys])
    table = build_stories(documents, schema.empty("clusters"), events, articles)
    for name, rows in (
        ("events", events),
        ("articles", articles),
        ("documents", documents),
        ("stories", table),
    ):
        rows.write_parquet(tmp_path / f"{name}.parquet")
    page = Page(build_report(tmp_path).read_text(encoding="utf8"))
    assert f"200 of {number} stories shown; all are in stories.parquet." in page.text
    assert sum(attributes.get("class") == "story" for _, attributes in page.elements) == 200


def test_what_is_no_table_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        build_report(tmp_path / "nowhere")
    (tmp_path / "stories.parquet").write_bytes(b"not a table")
    with pytest.raises(InputError, match=r"stories\.parquet: can't be read"):
        build_report(tmp_path)
    pl.DataFrame({"story_id": ["s"]}).write_parquet(tmp_path / "stories.parquet")
    with pytest.raises(InputError, match="lacks the columns type, mode"):
        build_report(tmp_path)
    (tmp_path / "stories.parquet").unlink()
    (tmp_path / "summary.json").write_text("[1]")
    with pytest.raises(InputError, match="is not a summary"):
        build_report(tmp_path)


def test_a_report_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match=r"report\.html: can't be written"):
        build_report(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


@given(
    st.text(max_size=40),
    st.integers(-5, 45),
    st.integers(-5, 45),
    st.lists(st.tuples(st.sampled_from(marks.ORDER), st.integers(-5, 45), st.integers(-5, 45)), max_size=6),
)
def test_runs_joined_are_the_sentence(
    text: str, start: int, end: int, spans: list[tuple[str, int, int]]
) -> None:
    runs = marks.cut(text, start, end, [marks.Span(*span) for span in spans])
    assert "".join(run.text for run in runs) == text[max(start, 0) : max(end, 0)]
    for slot, first, last in spans:
        covered = "".join(run.text for run in runs if slot in run.slots)
        assert len(covered) >= len(text[max(first, start, 0) : max(min(last, end), 0)]) or first >= last


def test_a_page_without_a_full_stop_is_shortened_around_the_trigger() -> None:
    text = "x " * 5000 + "shelled" + " y" * 5000
    row = event("e", "d", start=10_000, end=10_007, sentence_end=len(text))
    runs = marks.sentence(text, row)
    assert len("".join(run.text for run in runs)) < 750
    assert ("shelled", ("trigger",)) in [(run.text, run.slots) for run in runs]


@pytest.mark.parametrize(
    ("last", "width"),
    [
        (date(2026, 3, 30), "1d"),
        (date(2026, 12, 1), "1w"),
        (date(2029, 1, 1), "1mo"),
        (date(2050, 1, 1), "1y"),
    ],
)
def test_bars_stay_readable(last: date, width: str) -> None:
    assert charts.step(date(2026, 3, 1), last) == width
    counts = pl.DataFrame(
        {"bar": [date(2026, 1, 1), last.replace(month=1, day=1)], "type": ["a<b>", "c&d"], "n": [3, 1]}
    )
    drawn = charts.timeline(counts, width, charts.WIDE)
    assert "<b>" not in drawn
    assert "xmlns" not in drawn
    assert "currentColor" in drawn


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        (" HTTP://example.org ", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,<script>1</script>", None),
        ("//example.org", None),
        ("https:", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links(url: str | None, link: str | None) -> None:
    assert words.link(url) == link


def test_a_summary_of_any_shape_is_shown() -> None:
    summary: dict[str, Any] = {
        "a": None,
        "b": [],
        "c": {"d": {"e_bytes": 2048, "f": [1, "x"]}},
        "steps": {"sketch": {"seconds": 1.5}, "seconds": {"verify": 0.25}},
        "g": [{"h": 1}, {"i": True}],
    }
    run = run_view.compose(summary)
    told = repr(run)
    assert run.recall == ""
    for value in ("2.0 KiB", "1, x", "1.50 s", "0.25 s", "yes", "none"):
        assert value in told
