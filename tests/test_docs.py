"""What the documentation shows runs, and says what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wiresift

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(wiresift.__path__, "wiresift.")
    if not module.name.endswith(("._core", ".__main__"))
)
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("name", ["wiresift", *MODULES])
def test_docstring_examples_run(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert results.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    tests = [test for name in MODULES for test in finder.find(importlib.import_module(name))]
    assert sum(bool(test.examples) for test in tests) > 20


def blocks(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_in_pages_runs(page: Path) -> None:
    for block in blocks(page):
        subprocess.run([sys.executable, "-W", "error", "-c", block], cwd=ROOT, check=True, timeout=120)


def test_the_readme_has_an_example() -> None:
    assert blocks(ROOT / "README.md")


@pytest.mark.parametrize("name", wiresift.schema.TABLES)
def test_the_page_of_tables_names_every_column(name: str) -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    named = [column for row in rows for column in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(wiresift.schema.TABLES[name])


def test_links_between_pages_lead_somewhere() -> None:
    pages = [
        *PAGES,
        ROOT / "CONTRIBUTING.md",
        ROOT / "rust" / "ARCHITECTURE.md",
        ROOT / "corpus" / "README.md",
    ]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf8"))
    ]
    assert links
    for page, link in links:
        assert (page.parent / link).exists(), f"{page.name}: {link}"
