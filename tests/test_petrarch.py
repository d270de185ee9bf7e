"""Dictionaries of PETRARCH and TABARI become part of a pack."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import wiresift as ws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from wiresift.explain import explain
from wiresift.petrarch import LEFT_OUT, import_dictionaries

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = """\
# A comment.
<!-- another -->
TARVIA_ [UKR]  # a state: the pack knows states
+TARVIAN_
RED_HILLS_ARMY_ [UKRREB] # CODER 01 Jan 2010
+RHA_
+ARMY_OF_THE_RED_HILLS
HAMAS_ [PSEREBHMS]
UN_HARVEST_OFFICE [IGOUNO]
JANKO_O'BREEN_ # CountryInfo.txt
\t[UKRGOV 030101-030531]
\t[UKRGOVMIL >100601]
\t[UKRELI]
NOBODY_AT_ALL [---]
RHA_ [RUSREB]
1914 [RUS]
"""
AGENTS = """\
!PERSON! = MAN, MEN, WOMAN
HILL_RANGER [~MIL]
TAX_DEPUTY {TAX_DEPUTIES} [~GOV]
ANTI_RIOT_CORPS {} [~COP]
CATTLE!PERSON! [~AGR]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ws.petrarch.Imported:
    folder = tmp_path_factory.mktemp("petrarch")
    (folder / "actors.txt").write_text(ACTORS, encoding="utf8")
    (folder / "agents.txt").write_text(AGENTS, encoding="utf8")
    return import_dictionaries(
        folder / "mine", actors=[folder / "actors.txt"], agents=[folder / "agents.txt"]
    )


def records(made: ws.petrarch.Imported, number: int) -> dict[str, list[dict]]:
    return tomllib.loads((made.out / "actors" / f"0_petrarch_{number:02}.toml").read_text("utf8"))


def read(texts: list[str], **options: Any) -> pl.DataFrame:
    return ws.extract(pl.DataFrame({"text": texts}), **options)


def test_groups_have_the_kind_of_their_code_and_names_as_news_writes_them(made: ws.petrarch.Imported) -> None:
    army, office = records(made, 0)["actor"]
    assert army["names"] == ["Red Hills Army", "RHA", "Army of the Red Hills"]
    assert (army["kind"], army["country"], army["code"]) == ("armed_group", "UKR", "UKRREB")
    assert office["names"] == ["UN Harvest Office"]
    assert (office["kind"], office["country"]) == ("organisation", "")


def test_dated_codes_are_the_offices_of_a_person(made: ws.petrarch.Imported) -> None:
    (person,) = records(made, 0)["person"]
    assert (person["names"], person["code"]) == (["Janko O'Breen"], "UKRELI")
    assert [(role["code"], role["since"], role.get("until")) for role in person["roles"]] == [
        ("UKRGOV", date(2003, 1, 1), date(2003, 5, 31)),
        ("UKRGOVMIL", date(2010, 6, 1), None),
    ]


def test_agents_get_their_plurals(made: ws.petrarch.Imported) -> None:
    names = [record["names"] for record in records(made, 1)["agent"]]
    assert names == [
        ["hill ranger", "hill rangers"],
        ["tax deputy", "tax deputies"],
        ["anti riot corps"],
        ["cattleman", "cattlemen", "cattlewoman"],
    ]


def test_what_is_left_out_is_told_with_its_line(made: ws.petrarch.Imported) -> None:
    rows = pl.read_csv(made.out / LEFT_OUT, separator="\t").select("line", "name", "reason").rows()
    assert (8, "HAMAS", "known to the pack") in rows
    assert (14, "NOBODY_AT_ALL", "without a code") in rows
    assert (15, "RHA", "coded otherwise before") in rows
    assert {line for line, _, reason in rows if reason == "a state or a place of it"} == {3, 4, 16}
    assert sum(made.left_out.values()) == len(rows)


@pytest.mark.parametrize(
    ("day", "code"), [("2003-02-01", "UKRGOV"), ("2006-02-01", "UKRELI"), ("2012-02-01", "UKRGOVMIL")]
)
def test_the_new_names_are_read_with_the_code_of_the_day(
    made: ws.petrarch.Imported, day: str, code: str
) -> None:
    text = "Janko O'Breen condemned the Red Hills Army on Monday after it shelled Odesa."
    frame = pl.DataFrame({"text": [text], "published": [day]})
    events = ws.extract(frame, pack=made.out)
    codes = {
        row["type"]: [actor["code"] for actor in row["actors"]]
        for row in events.select("type", "actors").iter_rows(named=True)
    }
    assert codes["condemnation"] == [code]
    assert set(events["pack"]) == {"mine"}
    before = ws.extract(frame)
    assert "UKRREB" not in before["recipients"].explode().struct.field("code").to_list()
    assert "UKRREB" in events["recipients"].explode().struct.field("code").to_list()


def test_the_examples_of_the_pack_hold_with_it(made: ws.petrarch.Imported) -> None:
    assert ws.Pack.load(made.out).test().height == 0


def test_a_code_that_differs_from_the_packs_is_the_dictionarys(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("CHAD [CHD]\nHAMAS [PSEPTY]\nMURKLAND [MRK]\n")
    (tmp_path / "b.txt").write_text("FOREIGN_MINISTER [~GOVFRM]\n")
    made = import_dictionaries(tmp_path / "mine", [tmp_path / "a.txt", tmp_path / "b.txt"])
    texts = ["Chad's foreign minister condemned Hamas.", "Murkland troops condemned Chad."]
    rows = ws.extract(pl.DataFrame({"id": ["1", "2"], "text": texts}), pack=made.out)
    sides = rows.select(pl.col("actors", "recipients").list.eval(pl.element().struct.field("code"))).rows()
    assert sides == [(["CHDGOVFRM"], ["PSEPTY"]), (["MRKMIL"], ["CHD"])]


def test_examples_that_new_names_read_otherwise_are_waived(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("BOY [~CVL]\nMOTHER [~CVL]\n")
    made = import_dictionaries(tmp_path / "mine", agents=[tmp_path / "b.txt"])
    assert made.waived > 0
    assert ws.Pack.load(made.out).test().height == 0
    waived = tomllib.loads((made.out / "petrarch_waived.toml").read_text("utf8"))["waived"]
    assert len(waived) == made.waived


@pytest.mark.parametrize(
    ("content", "error", "match"),
    [
        (b"just words\nand more\n", ws.InputError, "no line has a name and a code in brackets"),
        (b"", ws.InputError, "no line has a name"),
        (None, ws.InputError, "can't be read: No such file"),
    ],
)
def test_what_is_no_dictionary_is_told(
    tmp_path: Path, content: bytes | None, error: type[Exception], match: str
) -> None:
    path = tmp_path / "d.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=match):
        import_dictionaries(tmp_path / "out", actors=[path])
    assert not (tmp_path / "out").exists()


def test_an_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    base = shutil.copytree(ws.Pack.load("peace").path, tmp_path / "base")
    (base / "acts.toml").write_text("[acts", encoding="utf8")
    (tmp_path / "d.txt").write_text(ACTORS)
    before = set(tmp_path.iterdir())
    with pytest.raises(ws.PackError, match=r"acts\.toml"):
        import_dictionaries(tmp_path / "out", actors=[tmp_path / "d.txt"], base=base)
    assert set(tmp_path.iterdir()) == before


def test_an_import_is_no_base_for_another(tmp_path: Path) -> None:
    """What its files hold would be overwritten."""
    path = tmp_path / "groups.txt"
    path.write_text("RED_HILLS_ARMY [YEMREB]\n", encoding="utf8")
    import_dictionaries(tmp_path / "one", [path])
    with pytest.raises(ws.ParameterError, match="is an import itself"):
        import_dictionaries(tmp_path / "two", [path], base=tmp_path / "one")
    assert not (tmp_path / "two").exists()


def test_a_name_without_a_code_is_told(tmp_path: Path) -> None:
    path = tmp_path / "groups.txt"
    path.write_text("BARE_HILLS_ARMY\n+BHA\nRED_HILLS_ARMY [YEMREB]\n", encoding="utf8")
    import_dictionaries(tmp_path / "one", [path])
    rows = (tmp_path / "one" / "left_out.tsv").read_text("utf8").splitlines()
    assert "groups.txt\t1\tBARE_HILLS_ARMY\twithout a code" in rows
    assert "groups.txt\t2\tBHA\twithout a code" in rows


def test_a_folder_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(ACTORS)
    with pytest.raises(ws.OutputError, match="is there already"):
        import_dictionaries(tmp_path, actors=[tmp_path / "d.txt"])
    with pytest.raises(ws.ParameterError, match="no dictionary"):
        import_dictionaries(tmp_path / "out")


NAMES = st.text(st.sampled_from("AB_'-.+{}![]<>09 ~\té"), max_size=12)
CODES = st.sampled_from(
    [
        "[UKRREB]",
        "[---]",
        "[UKRGOV 030101-039931]",
        "[UKRGOV 20080101-99991231]",
        "[~MIL]",
        "[>100601]",
        "[UKR <990231]",
        "",
        "[",
    ]
)
LINES = st.lists(st.tuples(NAMES, CODES).map(" ".join), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES, st.sampled_from(["utf8", "latin-1"]))
def test_no_dictionary_makes_a_pack_that_does_not_compile(
    tmp_path: Path, actors: list[str], agents: list[str], encoding: str
) -> None:
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    for name, lines in (("a", actors), ("b", agents)):
        (folder / name).write_text("\n".join([*lines, "GOOD_NAME [RUSREB]"]), encoding=encoding)
    assert import_dictionaries(folder / "out", actors=[folder / "a"], agents=[folder / "b"]).added


def test_the_command_tells_what_was_added_and_what_not(tmp_path: Path, wiresift) -> None:
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf8")
    done = wiresift("pack", "import", "-o", "mine", "--actors", "actors.txt")
    assert done.returncode == 0, done.stderr
    assert "added: 2 actors, 5 names, 1 persons" in done.stderr
    assert "left out: 3, a state or a place of it" in done.stderr
    assert (tmp_path / "mine" / LEFT_OUT).is_file()
    assert wiresift("pack", "import", "-o", "other").returncode == 2


def test_events_of_a_pack_of_ones_own_are_explained_from_anywhere(
    made: ws.petrarch.Imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pl.DataFrame(
        {"text": ["The Red Hills Army shelled Odesa on Monday."], "published": ["2012-02-01"]}
    )
    monkeypatch.chdir(made.out.parent)
    ws.run(frame, out=tmp_path / "out", pack=made.out.name + "/")
    monkeypatch.chdir(tmp_path)
    event_id = pl.read_parquet(tmp_path / "out" / "events.parquet")["event_id"][0]
    assert "\nsteps\n" in explain(tmp_path / "out", event_id)


def test_names_of_a_state_of_the_pack_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("REPOBLIKA_CHAD_ [TCD]\n+DUNEVILLE_\nMALI_ [MLI]\n", encoding="utf8")
    (tmp_path / "v.txt").write_text("--- RAID [190] ---\nRAID\n- * [190]\n", encoding="utf8")
    done = import_dictionaries(tmp_path / "mine", [tmp_path / "a.txt", tmp_path / "v.txt"])
    row = read(["Duneville raided Mali."], pack=done.out).row(0, named=True)
    assert [(actor["name"], actor["code"]) for actor in row["actors"]] == [("Chad", "TCD")]


def test_discards_are_carried_over_and_issues_told(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("1914\n+CUP FINAL  # a match\nYEARS LATER\n\n", encoding="utf8")
    (tmp_path / "i.txt").write_text('<ISSUE CATEGORY="FOOD">\nn:grain [FOOD]\n~grain alcohol\n</ISSUE>\n')
    (tmp_path / "v.txt").write_text("--- RAID [190] ---\nRAID\n- * [190]\n", encoding="utf8")
    files = [tmp_path / name for name in ("d.txt", "i.txt", "v.txt")]
    done = import_dictionaries(tmp_path / "mine", files)
    assert done.added["discards"] == 3
    assert done.left_out == {"an issue: see wiresift.petrarch.issues": 2}
    texts = ["Chad raided Mali.", "Years later Chad raided Mali.", "Chad raided Mali. A cup final was held."]
    assert read(texts, pack=done.out).height == 1


def test_a_base_with_a_fault_is_told_by_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(ws.Pack.load("peace").path, tmp_path / "base")
    (tmp_path / "base" / "actors" / "more.toml").write_text("[[agent]]\nnames = ['scout']\n")
    (tmp_path / "a.txt").write_text("RED_HILLS_ARMY [TCDREB]\n")
    with pytest.raises(ws.PackError, match=r"actors/more\.toml:1: missing field `id`"):
        import_dictionaries(tmp_path / "mine", [tmp_path / "a.txt"], base=tmp_path / "base")


def test_two_dictionaries_have_no_table_of_one_name(tmp_path: Path) -> None:
    for name, verb in (("a", "RAID"), ("b", "LOOT")):
        (tmp_path / f"{name}.txt").write_text(f"--- RAID [190] ---\n{verb}\n- * [190]\n")
    done = import_dictionaries(tmp_path / "mine", [tmp_path / "a.txt", tmp_path / "b.txt"])
    tables = [tomllib.loads(path.read_text("utf8"))["verb"] for path in done.out.glob("petrarch_verbs_*")]
    assert sorted(table["name"] for (table,) in tables) == ["raid", "raid 2"]
    assert ws.Pack.lint(done.out).height == 0


def test_issues_are_those_of_the_sentence(tmp_path: Path) -> None:
    lines = [
        '<ISSUE CATEGORY="FOOD" TYPE="ALL">',
        "n:crop failure [HUNGER]",
        "v:starve",
        "~starve+out",
        "</ISSUE>",
    ]
    (tmp_path / "i.txt").write_text("\n".join(lines), encoding="utf8")
    text = "Chad attacked Mali after crops failure starved men. Chad attacked Niger to starve out rebels."
    articles = pl.DataFrame({"id": [7], "text": [text]})
    events = ws.extract(articles).unique("sentence_start", maintain_order=True)
    told = ws.petrarch.issues(events, articles, tmp_path / "i.txt")
    both = [{"category": "FOOD", "issue": issue, "count": 1} for issue in ("HUNGER", "FOOD")]
    assert told["issues"].to_list() == [both, []]
    assert_frame_equal(ws.petrarch.issues(told, articles, tmp_path / "i.txt"), told)
    with pytest.raises(ws.ParameterError, match="sentence_start"):
        ws.petrarch.issues(events.drop("sentence_start"), articles, tmp_path / "i.txt")
    (tmp_path / "e.txt").write_text("# nothing\n")
    with pytest.raises(ws.InputError, match="no line has a phrase"):
        ws.petrarch.issues(events, articles, tmp_path / "e.txt")


def test_a_text_is_no_dictionary(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("These dictionaries were made by hand over many years.\n" * 3)
    with pytest.raises(ws.InputError, match="no line has a name"):
        import_dictionaries(tmp_path / "mine", [tmp_path / "README.txt"])


def test_dyads_are_pairs_of_codes() -> None:
    texts = ["Chad and Mali attacked Niger.", "France, Chad and Mali held talks.", "Gunmen bombed a bus."]
    pairs = ws.petrarch.dyads(read(texts))
    by_type = pairs.group_by("code", maintain_order=True).agg(pl.struct("source", "target"))
    sides = [[(row["source"], row["target"]) for row in rows] for rows in by_type["source"]]
    assert ("TCD", "NER") in sides[0]
    assert ("MLI", "NER") in sides[0]
    assert len(set(sides[-1])) == len(sides[-1]) == 6
    with pytest.raises(ws.ParameterError, match="recipients"):
        ws.petrarch.dyads(pl.DataFrame({"event_id": ["a"]}))
