"""The report in a real browser: it runs nothing but its own script, asks for nothing, and works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import headless
import pytest
import report_folder
from wiresift.report import build as build_report

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = headless.find()
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

VISIBLE = "Array.from(document.querySelectorAll('.story')).filter(row => row.offsetHeight > 0)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_report(report_folder.write(tmp_path_factory.mktemp("out"))).as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[headless.Browser]:
    assert CHROMIUM is not None
    with headless.Browser(CHROMIUM, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(browser: headless.Browser, address: str) -> headless.Browser:
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False
    )
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
    browser.open("about:blank")
    browser.open(address)
    return browser


def choose(page: headless.Browser, box: str, value: str) -> Any:
    """Set a filter as a reader would and return how many stories are left."""
    return page.value(
        f"(() => {{ const box = document.getElementById('{box}'); box.value = {value!r};"
        "box.dispatchEvent(new Event('input', {bubbles: true}));"
        f"box.dispatchEvent(new Event('change', {{bubbles: true}})); return {VISIBLE}.length; }})()"
    )


def test_nothing_is_asked_for_and_nothing_goes_wrong(page: headless.Browser, address: str) -> None:
    asked = [event["request"]["url"] for event in page.named("Network.requestWillBeSent")]
    assert asked == [address]
    assert page.named("Runtime.exceptionThrown") == []
    assert [entry for entry in page.named("Log.entryAdded") if entry["entry"]["level"] != "info"] == []
    assert page.named("Runtime.consoleAPICalled") == []


def test_a_script_in_an_article_is_shown_not_run(page: headless.Browser) -> None:
    assert page.value("typeof window.pwned") == "undefined"
    assert page.value("document.scripts.length") == 2
    assert page.value("document.images.length") == 0
    assert page.value("document.body.textContent.includes('<script>window.pwned = 1</scr' + 'ipt>')") is True


def test_the_policy_stops_what_is_not_ours(page: headless.Browser) -> None:
    page.value(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
        "const i = new Image(); i.src = 'https://example.org/x.png';"
        "const b = document.createElement('p'); b.setAttribute('onclick', 'window.pwned = 1');"
        "document.body.append(s, i, b); b.click(); })()"
    )
    assert page.value("typeof window.pwned") == "undefined"
    blocked = [entry["entry"]["text"] for entry in page.named("Log.entryAdded")]
    assert sum("Content Security Policy" in text for text in blocked) >= 2


def test_filters(page: headless.Browser) -> None:
    everything = page.value(f"{VISIBLE}.length")
    assert everything == 8
    assert choose(page, "f-type", "ceasefire") == 3
    assert page.value("document.getElementById('f-count').textContent") == "3 of 8 stories"
    assert choose(page, "f-status", "superseded") == 1
    assert choose(page, "f-status", "") == 3
    assert choose(page, "f-actor", "TARVIA") == 2
    assert choose(page, "f-type", "") == 2
    assert choose(page, "f-actor", "nobody") == 0
    assert page.value("document.getElementById('nothing').offsetHeight > 0") is True
    page.value("document.getElementById('f-clear').click()")
    assert page.value(f"{VISIBLE}.length") == everything


def test_text_search_knows_no_case_and_no_accents(page: headless.Browser) -> None:
    assert choose(page, "f-text", "CAFE talk") == 2
    assert choose(page, "f-text", "caf\u00e9 mediators") == 0


def test_sorting_turns_and_returns(page: headless.Browser) -> None:
    def order() -> Any:
        return page.value(
            "Array.from(document.querySelectorAll('.story')).map(row => Number(row.dataset.articles))"
        )

    def click() -> None:
        page.value("document.querySelector('th[data-key=articles] button').click()")

    first = order()
    click()
    assert order() == sorted(first, reverse=True)
    assert page.value("document.querySelector('th[data-key=articles]').ariaSort") == "descending"
    click()
    assert order() == sorted(first)
    click()
    assert order() == first
    assert page.value("document.querySelectorAll('[aria-sort]').length") == 0


def test_a_story_opens_by_keyboard(page: headless.Browser) -> None:
    page.value("document.querySelector('.story .open').focus()")
    assert page.value("document.querySelector('.story .reports').offsetHeight") == 0
    page.press("Enter", 13, "\r")
    assert page.value("document.querySelector('.story .open').getAttribute('aria-expanded')") == "true"
    assert page.value("document.querySelector('.story .reports').offsetHeight > 50") is True
    assert page.value("document.querySelector('.story mark.m-trigger').textContent") == "shelled"


def test_a_link_shows_a_story_that_is_filtered_out(page: headless.Browser) -> None:
    assert choose(page, "f-actor", "nobody") == 0
    shown = page.value(
        "new Promise(done => { const link = document.querySelector('.links a'); location.hash = link.hash;"
        f"setTimeout(() => {{ const rows = {VISIBLE}; done(rows.length === 1"
        " && '#' + rows[0].id === link.hash && rows[0].classList.contains('is-open')); }, 200); })"
    )
    assert shown is True


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: headless.Browser, address: str, width: int) -> None:
    page.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 700
    )
    page.open("about:blank")
    page.open(address)
    page.value("document.querySelectorAll('.story .open').forEach(button => button.click())")
    page.value("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert page.value("document.scrollingElement.scrollWidth") <= width
    assert page.value(f"{VISIBLE}.length") == 8


def test_large_counts_of_types_stay_on_one_line(page: headless.Browser) -> None:
    lines = page.value(
        "(() => { const figure = document.querySelector('.types tbody .figure');"
        "figure.textContent = '1,450,216'; const range = document.createRange();"
        "range.selectNodeContents(figure); return range.getClientRects().length; })()"
    )
    assert lines == 1


def test_a_day_stays_on_one_line(page: headless.Browser) -> None:
    lines = page.value(
        "(() => { const cells = Array.from(document.querySelectorAll('.head .c-date'));"
        "return cells.map(cell => { cell.textContent = '20 Mar 2024'; const range = document.createRange();"
        "range.selectNodeContents(cell); return range.getClientRects().length; }); })()"
    )
    assert set(lines) == {1}


def test_dark_where_the_reader_wants_it(page: headless.Browser) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    brightness = f"{colour}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"
    assert page.value(brightness) > 600
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert page.value(brightness) < 200


def test_nothing_jumps_while_it_loads(page: headless.Browser) -> None:
    shift = page.value(
        "new Promise(done => { let sum = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )
    assert shift == 0


def test_without_script_everything_is_open(browser: headless.Browser, address: str) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(address + "?plain")
        assert browser.value("document.querySelector('.story .reports').offsetHeight > 50") is True
        assert browser.value("document.querySelector('.filters').offsetHeight") == 0
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
