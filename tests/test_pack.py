"""Packs as software: reloading, and what a change of rules does to a corpus."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
import wiresift as ws
from polars.testing import assert_frame_equal
from typer.testing import CliRunner
from wiresift import pack_copy, pack_diff
from wiresift.cli.app import app

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

TEXTS = {
    "a": "Both sides agreed to a ceasefire on Monday. Officials said 12 died in the shelling of Kaddur.",
    "b": "The rebels violated the truce. The mayor opened a new swimming pool.",
}
ARTICLES = pl.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values())})


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy the pack `peace` to a folder that a test may change."""
    source = ws.Pack.load("peace").path
    return Path(shutil.copytree(source, tmp_path / "mine"))


def forget_truces(pack: Path) -> None:
    """Take the word "truce" out of a pack."""
    path = pack / "ceasefire" / "topics.toml"
    text = path.read_text(encoding="utf8")
    assert ", truce," in text
    path.write_text(text.replace(", truce,", ","), encoding="utf8")


def test_a_pack_does_not_differ_from_itself(copied: Path) -> None:
    changed = ws.Pack.load("peace").diff(ws.Pack.load(copied), ARTICLES)
    assert changed.height == 0
    assert changed.schema == pack_diff.SCHEMA


@pytest.mark.parametrize("change", ["lost", "gained"])
def test_a_diff_tells_what_is_gained_and_lost(copied: Path, change: str) -> None:
    packs = [ws.Pack.load("peace"), ws.Pack.load(copied)]
    forget_truces(copied)
    packs[1] = packs[1].reload()
    before, after = packs if change == "lost" else packs[::-1]
    row = before.diff(after, ARTICLES).row(0, named=True)
    assert [row[name] for name in ("change", "doc_id", "type", "mode")] == [
        change,
        "b",
        "ceasefire",
        "violated",
    ]
    assert row["sentence_text"] == "The rebels violated the truce."
    assert row["trigger"] in row["sentence_text"]
    assert (row["rule_before"] is None) == (change == "gained")
    assert (row["rule_after"] is None) == (change == "lost")


def test_a_diff_tells_which_columns_are_altered() -> None:
    articles = ARTICLES.with_columns(published=pl.lit("2024-05-08"))
    later = ARTICLES.with_columns(published=pl.lit("2024-05-15"))
    pack = ws.Pack.load("peace")
    old, new = (ws.extract(frame, pack=pack) for frame in (articles, later))
    assert old.height > 0
    changed = pack_diff.changed(old, new)
    assert set(changed["change"]) == {"altered"}
    assert changed.height == old.height
    assert all(set(columns) == {"date_start", "date_end"} for columns in changed["columns"])


@pytest.mark.parametrize(("city", "visits"), [("Cairo", 1), ("Lyon", 0)])
def test_a_journey_within_ones_own_country_is_no_visit(city: str, visits: int) -> None:
    text = f"The French president arrived in {city} on Monday."
    events = ws.extract(pl.DataFrame({"id": ["a"], "text": [text]}), pack=ws.Pack.load("peace"))
    assert events.filter(pl.col("mode") == "visit").height == visits


def test_reload_sees_a_changed_file(copied: Path) -> None:
    pack = ws.Pack.load(copied)
    assert pack.reload() is pack
    forget_truces(copied)
    renewed = pack.reload()
    assert renewed.hash != pack.hash
    assert "violated" in set(ws.extract(ARTICLES, pack=pack)["mode"])
    assert "violated" not in set(ws.extract(ARTICLES, pack=renewed)["mode"])


def test_reload_keeps_the_pack_when_the_files_are_broken(copied: Path) -> None:
    pack = ws.Pack.load(copied)
    (copied / "acts.toml").write_text("[acts", encoding="utf8")
    with pytest.raises(ws.PackError, match=r"acts\.toml"):
        pack.reload()
    assert ws.extract(ARTICLES, pack=pack).height > 0


def put_first(pack: Path, folders: str) -> None:
    """Have the files of some folders read before all others."""
    path = pack / "pack.toml"
    text = path.read_text(encoding="utf8")
    assert text.count('order = """') == 1
    path.write_text(text.replace('order = """', f'order = """{folders},'), encoding="utf8")


@pytest.mark.parametrize(("order", "first"), [("one, two", "attack"), ("two, one", "abduction")])
def test_of_two_rules_that_fit_the_one_that_is_read_first_tells(copied: Path, order: str, first: str) -> None:
    for folder, told in [("one", ("attack", "other")), ("two", ("abduction", "carried_out"))]:
        rule = '[[word]]\ntype = "{}"\nmode = "{}"\nname = "blorb"\nverbs = "blorb"\n'
        (copied / folder).mkdir()
        (copied / folder / "words.toml").write_text(rule.format(*told), encoding="utf8")
    put_first(copied, order)
    events = ws.extract(pl.DataFrame({"text": ["The rebels blorbed the mayor."]}), pack=ws.Pack.load(copied))
    assert events["type"].to_list() == [first]


def test_a_folder_that_is_not_there_is_told(copied: Path) -> None:
    put_first(copied, "nowhere")
    with pytest.raises(ws.PackError, match=r'pack\.toml:\d+: no folder "nowhere" in the pack'):
        ws.Pack.load(copied)


def test_the_command_prints_a_line_an_event(
    copied: Path, jsonl: Callable[..., Path], wiresift: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    forget_truces(copied)
    done = wiresift("pack", "diff", "peace", copied, jsonl(ARTICLES.rows(named=True)))
    assert done.returncode == 0, done.stderr
    assert "- ceasefire.violated b: The rebels [violated the truce]." in done.stdout
    assert "0 gained, 1 lost, 0 altered" in done.stderr


def test_the_patterns_of_the_manual_hold(copied: Path) -> None:
    manual = (Path(__file__).parents[1] / "docs" / "packs.md").read_text(encoding="utf8")
    blocks = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert blocks
    (copied / "manual.toml").write_text("\n".join(blocks), encoding="utf8")
    pack = ws.Pack.load(copied)
    assert pack.n_examples > ws.Pack.load("peace").n_examples
    assert pack.test().height == 0


def test_a_fault_in_a_pattern_is_told_as_the_manual_says(
    copied: Path, wiresift: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    rule = """[[pattern]]\nname = "x"\ntype = "agreement"\nmode = "signed"\nmatch = ['sign (the']\n"""
    (copied / "rules.toml").write_text(rule, encoding="utf8")
    done = wiresift("pack", "lint", copied)
    assert done.returncode == 1
    fault = """rules.toml:5: error: in "sign (the", column 10: expected ')' [invalid]"""
    assert done.stdout.splitlines() == [fault]
    assert "1 error, 0 warnings" in done.stderr


SMALL = """
[pack]
name = "small"
version = "1.0.0"
[types.fight.fought]
[classes]
fighter = "rebel"
[[word]]
type = "fight"
mode = "fought"
verbs = "battle"
subject_class = "fighter"
[[example]]
text = "The rebels battled the army."
events = ["fight.fought"]
"""


def test_lint_tells_errors_from_warnings_by_its_exit_code(
    tmp_path: Path, wiresift: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    rules = tmp_path / "rules.toml"
    for more, code, told in (
        ("", 0, ""),
        ('[[word]]\ntype = "fight"\nmode = "fought"\n', 3, "rules.toml:16: warning: "),
        ('[[word]]\ntype = "fight"\nmode = "fougt"\nneeds = "nobody"\n', 1, "rules.toml:17: error: "),
    ):
        rules.write_text(SMALL + more, encoding="utf8")
        done = wiresift("pack", "lint", rules)
        assert done.returncode == code, done.stdout
        lines = done.stdout.splitlines()
        assert bool(lines) == bool(told)
        assert all(line.startswith(told) for line in lines), lines


def test_lint_finds_nothing_in_the_pack_that_comes_with_it(
    wiresift: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = wiresift("pack", "lint", "peace")
    assert (done.returncode, done.stdout) == (0, "")


def test_lint_prints_an_object_a_finding(
    tmp_path: Path, wiresift: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(SMALL + '[[word]]\ntype = "figt"\nmode = "x"\n', encoding="utf8")
    done = wiresift("pack", "lint", rules, "--json")
    (finding,) = map(json.loads, done.stdout.splitlines())
    assert finding.pop("message").startswith("figt.x: no such type")
    assert finding == {"file": "rules.toml", "line": 17, "level": "error", "check": "invalid"}


def test_a_copy_has_the_name_of_its_folder_and_reads_the_same(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["pack", "copy", "peace", "-o", str(tmp_path / "mon été")])
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{tmp_path / 'mon été'}\n"
    pack, peace = ws.Pack.load(tmp_path / "mon été"), ws.Pack.load("peace")
    assert (pack.name, pack.version) == ("mon été", peace.version)
    texts = pl.Series(["The rebels broke the truce on Monday."])
    told = [ws.extract(texts, pack=one).drop("pack", "pack_hash", "event_id") for one in (pack, peace)]
    assert told[0].height
    assert_frame_equal(*told)
    head = (tmp_path / "mon été" / "pack.toml").read_text("utf8")
    assert head.replace('"mon été"', '"peace"') == (peace.path / "pack.toml").read_text("utf8")


def test_a_copy_is_renamed_however_the_name_is_quoted(tmp_path: Path) -> None:
    first = pack_copy.copy("peace", tmp_path / "first")
    head = first / "pack.toml"
    written = head.read_bytes().replace(b'"first"', b"'fi\"rst'").replace(b"\n", b"\r\n")
    head.write_bytes(written)
    second = pack_copy.copy(first, tmp_path / "second")
    assert ws.Pack.load(second).name == "second"
    assert (second / "pack.toml").read_bytes() == written.replace(b"'fi\"rst'", b'"second"')


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for pack, said in (("peace", "is there already"), ("nonesuch", "no pack there")):
        done = CliRunner().invoke(app, ["pack", "copy", pack, "-o", str(tmp_path / "mine")])
        assert done.exit_code == 1
        assert said in done.output
    assert list((tmp_path / "mine").iterdir()) == []
