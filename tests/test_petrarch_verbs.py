"""Verb dictionaries of PETRARCH become tables of a pack that code by them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import wiresift as ws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wiresift.petrarch import LEFT_OUT, import_dictionaries
from wiresift.petrarch.pattern import UnreadableError, line

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """\
# A dictionary of no project.
<!-- of the first format -->
&GOODS
+RYE_FLOUR
+OIL_   # as it is
+&SPICES
&SPICES_
+PEPPER
+NUTMEG

--- LADLE [070] ---
LADLE
+DOLE_OUT {+DOLES_OUT +DOLED_OUT +DOLING_OUT} [071]
LENT
- NOT_* &GOODS [123]
- * &GOODS [073]
- + WAS * FROM $ [084]
- % * PARLEY [036:036]
- * ^ FOR + [050]
- DID N'T * TALLY [120]
- * SMALL_TALK [---]

--- SAUNTER [032:033] ---
SAUNTER

--- MUTTER [010] ---
MUTTER

--- FETCH [---] ---
FETCH {FETCHES FETCHED FETCHING}
- * &GOODS [171]
"""
SECOND = """\
&GOODS
+RYE

---  LADLE  [070]  ---
LADLE
- * {SECRET CARGO}      [072]   # a note
- * (TO/FOR {HUNGRY TOWN})   [073]
- * (WITH &GOODS) [075]
~ a (a b LADLE) SAY = a b 015
"""
TINY = {
    "pack.toml": '[pack]\nname = "tiny"\nversion = "1.0.0"\n[classes]\nactor = ""\n',
    "actors/states.toml": '[states.FRA]\nnames = ["France"]\n[states.TCD]\nnames = ["Chad"]\n',
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> ws.petrarch.Imported:
    folder = tmp_path_factory.mktemp("verbs")
    (folder / "verbs.txt").write_text(FIRST, encoding="utf8")
    (folder / "actors.txt").write_text("FRANCE [FRN]\nRED_HILLS_ARMY [TCDREB]\nLE_HAVRE [FRN]\nOSSIA [OSI]\n")
    (folder / "agents.txt").write_text("HILL_RANGER [~MIL]\nTROOPS {} [~MIL]\n")
    return import_dictionaries(
        folder / "mine", [folder / name for name in ("verbs.txt", "actors.txt", "agents.txt")]
    )


def tiny(folder: Path) -> Path:
    for name, text in TINY.items():
        (folder / "base" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "base" / name).write_text(text)
    return folder / "base"


def coded(pack: Any, text: str) -> list[tuple[str, list[str], list[str]]]:
    events = ws.extract(pl.DataFrame({"text": [text], "published": ["2012-02-01"]}), pack=pack)
    return [
        (row["cameo"], [one["code"] for one in row["actors"]], [one["code"] for one in row["recipients"]])
        for row in events.iter_rows(named=True)
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("France ladled Chad.", [("070", ["FRN"], ["TCD"])]),
        ("France ladled rye flour to Chad.", [("073", ["FRN"], ["TCD"])]),
        ("France ladled nutmeg to Chad.", [("073", ["FRN"], ["TCD"])]),
        ("France will not ladle oil to Chad.", [("123", ["FRN"], ["TCD"])]),
        ("France didn't ladle a tally to Chad.", [("120", ["FRN"], ["TCD"])]),
        ("Chad was ladled from France.", [("084", ["FRN"], ["TCD"])]),
        ("Chad was ladled by France.", [("070", ["FRN"], ["TCD"])]),
        ("France and Chad ladled a parley.", [("036", ["FRN", "TCD"], [])]),
        ("France ladled the spoon for Chad.", [("050", ["FRN"], ["TCD"])]),
        ("France ladled small talk at Chad.", []),
        ("France ladled the soup.", []),
        ("France doled out Chad.", [("071", ["FRN"], ["TCD"])]),
        ("France lent Chad a boat.", [("070", ["FRN"], ["TCD"])]),
        ("France sauntered to Chad.", [("032", ["FRN"], ["TCD"]), ("033", ["TCD"], ["FRN"])]),
        ("France muttered that it would ladle Chad.", [("010", ["FRN"], ["TCD"])]),
        ("France fetched Chad.", []),
        ("France fetched the oil of Chad.", [("171", ["FRN"], ["TCD"])]),
        ("Ossian... France's hill rangers ladled Ossia.", [("070", ["FRNMIL"], ["OSI"])]),
        ("Le Havre ladled the Red Hills Army.", [("070", ["FRN"], ["TCDREB"])]),
        ("France attacked Chad and agreed to a ceasefire.", []),
    ],
)
def test_rows_have_the_code_and_the_sides(
    first: ws.petrarch.Imported, text: str, events: list[tuple[str, list[str], list[str]]]
) -> None:
    assert coded(first.out, text) == events


def test_a_row_says_its_root_and_its_table(first: ws.petrarch.Imported) -> None:
    frame = pl.DataFrame({"text": ["France ladled Chad."], "published": ["2012-02-01"]})
    row = ws.extract(frame, pack=first.out).row(0, named=True)
    assert (row["type"], row["mode"], row["cameo"]) == ("07", "070", "070")
    assert (row["quad"], row["rule"], row["trigger"]) == ("material cooperation", "verb ladle", "ladled")
    assert first.added["patterns"] == 8
    assert first.added["verbs"] == 6


def test_the_rules_of_the_base_can_stay(tmp_path: Path) -> None:
    (tmp_path / "v.txt").write_text(FIRST)
    made = import_dictionaries(tmp_path / "mine", [tmp_path / "v.txt"], keep_rules=True)
    types = {row["type"] for row in ws.Pack.load(made.out).types().iter_rows(named=True)}
    assert {"ceasefire", "07"} <= types
    assert [code for code, *_ in coded(made.out, "France ladled Chad.")] == ["070"]


def test_the_second_format_has_phrases_in_brackets(tmp_path: Path) -> None:
    (tmp_path / "v.txt").write_text(SECOND)
    made = import_dictionaries(tmp_path / "mine", [tmp_path / "v.txt"])
    for text, code in [
        ("France ladled a secret new cargo to Chad.", "072"),
        ("France ladled soup for the hungry towns of Chad.", "073"),
        ("France ladled Chad with rye.", "075"),
        ("France ladled Chad with salt.", "070"),
    ]:
        assert coded(made.out, text) == [(code, ["FRA"], ["TCD"])], text
    rows = pl.read_csv(made.out / LEFT_OUT, separator="\t").select("file", "line", "reason").rows()
    assert rows == [("v.txt", 9, "rules that make one event of two verbs are not carried over")]


def test_what_is_not_carried_over_is_told_line_by_line(tmp_path: Path) -> None:
    lines = [
        "--- LADLE [070] ---",
        "LADLE",
        "- * SOUP [071]",
        "- SOUP [072]",
        "- * SOUP * [072]",
        "- * &NOTHING [072]",
        "- * (TO SOUP [072]",
        "- * STEW",
        "- * BROTH [07!]",
        "- * SOUP [073]",
        "12345",
        "DIP",
        "--- OTHER [080] ---",
        "LADLE",
        "SPOON",
    ]
    (tmp_path / "v.txt").write_text("- * EARLY [010]\nEARLY\n" + "\n".join(lines))
    made = import_dictionaries(tmp_path / "mine", [tmp_path / "v.txt"], base=tiny(tmp_path))
    rows = pl.read_csv(made.out / LEFT_OUT, separator="\t").select("line", "reason").rows()
    assert dict(rows) == {
        1: "a pattern before the first block",
        2: "a verb before the first block",
        4: "a verb that a later block has too",
        5: "a pattern that its block codes otherwise below",
        6: "no * for the verb",
        7: "more than one * for the verb",
        8: "a set that is not there, or has no phrases",
        9: "a bracket that is not closed",
        10: "a pattern without a code",
        11: "a code that can't be read",
        13: "no verb that can be read",
    }
    assert sum(made.left_out.values()) == len(rows)


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        ("- SAID_* NOW", "said * ... now"),
        ("- *_OFF &ARMS", "* off ... &arms"),
        ("- $ CA N'T * +", "actor:@<actor> ... can't ... * ... recipient:@<actor>"),
        ("- + * + $ U.N.", 'recipient:@<actor> ... * ... @<actor> ... actor:@<actor> ... "u.n."'),
        ("- * WITH %", "* ... with ... recipient:@<actor>"),
        ("- NOT EVER_ *", "not ... ever ... *"),
    ],
)
def test_a_pattern_is_that_of_a_table(pattern: str, made: str) -> None:
    assert line(pattern, {"ARMS": "arms"}, phrases=False).text == made


def test_a_pattern_longer_than_a_sentence_is_refused() -> None:
    with pytest.raises(UnreadableError, match="more words than a sentence"):
        line("- * " + "SOUP " * 90, {}, phrases=False)


NOISE = st.text(st.sampled_from("AB_'-.+*&$%^{}()[]<>#~/0: \té\""), max_size=14)
HEADS = st.sampled_from(["", "--- ", "- ", "- * ", "+", "&", "~ ", "- $ * ", "A_+B "])
CODES = st.sampled_from(["[070]", "[---]", "[032:033]", "[:110]", "[a.b]", "[0=>1]", "", "[", "{A B} [01]"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(HEADS, NOISE, CODES).map(" ".join), max_size=12), st.sampled_from(["utf8", "latin-1"])
)
def test_no_line_makes_an_import_fail(tmp_path: Path, lines: list[str], encoding: str) -> None:
    base = tiny(tmp_path)
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    whole = "\n".join(["--- GOOD [010] ---", "MUTTER", "- * SOUP [011]", *lines])
    (folder / "v.txt").write_text(whole, encoding=encoding)
    made = import_dictionaries(folder / "out", verbs=[folder / "v.txt"], base=base)
    assert made.added["verbs"] >= 1
    assert ws.Pack.lint(made.out).filter(level="error").height == 0


def test_the_command_takes_dictionaries_of_any_kind(tmp_path: Path, wiresift) -> None:
    (tmp_path / "v.txt").write_text(FIRST)
    (tmp_path / "a.txt").write_text("OSSIA [OSI]\n")
    done = wiresift("pack", "import", "v.txt", "a.txt", "-o", "mine")
    assert done.returncode == 0, done.stderr
    assert "6 verbs, 8 patterns" in done.stderr
    (tmp_path / "articles.jsonl").write_text(
        '{"text": "Ossia ladled oil to Chad.", "published": "2012-02-01"}\n'
    )
    done = wiresift("events", "articles.jsonl", "-o", "out", "--pack", "mine")
    assert done.returncode == 0, done.stderr
    assert pl.read_parquet(tmp_path / "out" / "events.parquet")["cameo"].to_list() == ["073"]


def test_what_the_rules_of_the_base_say_with_be_is_no_verb(first: ws.petrarch.Imported) -> None:
    english = tomllib.loads((first.out / "english_rules.toml").read_text("utf8"))["english"]
    verbs = set(english["verbs"].split(", "))
    assert "storm" in verbs
    assert not verbs & {"a", "old", "guilty"}
