"""The bench against TimeBank scores what a small text of our own annotates."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[1] / "benches"
sys.path.insert(0, str(BENCHES))

import timebank  # noqa: E402
from harness.timeml import read  # noqa: E402

DAY = '<TIMEX3 tid="t0" type="DATE" value="2021-03-12" functionInDocument="CREATION_TIME">x</TIMEX3>'
TEXT = """\
Boz troops <EVENT eid="e1" class="OCCURRENCE">attacked</EVENT> the port of Chad &amp; the old mill on
<TIMEX3 tid="t1" type="DATE" value="2021-03-10">Wednesday</TIMEX3>. Rebels did not
<EVENT eid="e2" class="OCCURRENCE">attack</EVENT> the village on
<TIMEX3 tid="t2" type="DATE" value="2021-03-09">March 9</TIMEX3>. Rebels will
<EVENT eid="e3" class="OCCURRENCE">attack</EVENT> the village after
<TIMEX3 tid="t3" type="DATE" value="PAST_REF">that</TIMEX3>. The army
<EVENT eid="e4" class="I_ACTION">denied</EVENT> that it had
<EVENT eid="e5" class="OCCURRENCE">attacked</EVENT> the village for
<TIMEX3 tid="t4" type="DURATION" value="P3D">three days</TIMEX3>.
"""
TAGS = """\
<MAKEINSTANCE eventID="e1" eiid="ei1" tense="PAST" aspect="NONE" polarity="POS" pos="VERB" />
<MAKEINSTANCE eventID="e2" eiid="ei2" tense="PAST" aspect="NONE" polarity="NEG" pos="VERB" />
<MAKEINSTANCE eventID="e3" eiid="ei3" tense="FUTURE" aspect="NONE" polarity="POS" pos="VERB" />
<MAKEINSTANCE eventID="e4" eiid="ei4" tense="PAST" aspect="NONE" polarity="POS" pos="VERB" modality="NONE" />
<MAKEINSTANCE eventID="e5" eiid="ei5" tense="PAST" aspect="PERFECTIVE" polarity="POS" pos="VERB" />
<MAKEINSTANCE eventID="e9" eiid="ei9" tense="PAST" aspect="NONE" polarity="NEG" pos="VERB" />
<SLINK lid="l1" relType="NEG_EVIDENTIAL" eventInstanceID="ei4" subordinatedEventInstance="ei5" />
"""


@pytest.fixture
def folder(tmp_path):
    document = f"<TimeML><DCT>{DAY}</DCT>\n<TEXT>\n{TEXT}</TEXT>\n{TAGS}</TimeML>"
    (tmp_path / "own.tml").write_text(document, encoding="utf8")
    (tmp_path / "._own.tml").write_bytes(b"\x00 what another system left")
    return tmp_path


def test_a_document_is_read_with_what_is_said_of_its_events(folder):
    document = read(folder / "own.tml")
    assert document.published == "2021-03-12"
    assert [document.text[one.start : one.end] for one in document.dates] == ["Wednesday", "March 9", "that"]
    told = {
        name: (document.text[one.start : one.end], one.negated, one.denied, one.unreal)
        for name, one in document.events.items()
    }
    assert told == {
        "e1": ("attacked", False, False, False),
        "e2": ("attack", True, False, False),
        "e3": ("attack", False, False, True),
        "e4": ("denied", False, False, False),
        "e5": ("attacked", False, True, False),
    }
    assert "Chad & the" in document.text


def test_dates_count_by_their_words_and_their_value(folder):
    count, lines = timebank.dates({"own": read(folder / "own.tml")}, strict=True)
    assert (count["wanted"], count["found"], count["right"]) == (2, 2, 2)
    assert lines["missed"] == lines["misread"] == []


def test_negation_counts_at_the_triggers_that_touch_an_event(folder):
    scores, lines = timebank.status({"own": read(folder / "own.tml")}, "peace")
    negated, unreal = scores["negated"], scores["unreal"]
    # what "denied" denies is not asked, the denial itself is
    assert (negated.asked, negated.wanted, negated.got, negated.right) == (4, 1, 1, 1)
    assert (unreal.asked, unreal.wanted, unreal.right) == (5, 1, 1)
    assert not any(lines.values())


def test_a_score_tells_both_kinds_of_faults():
    score = timebank.Score()
    for wanted, got in [(True, True), (True, False), (True, False), (False, True), (False, False)]:
        score.add(wanted=wanted, got=got)
    assert (score.asked, score.figures) == (5, (1 / 2, 1 / 3, 2 / 5))
    assert timebank.Score().figures == (0.0, 0.0, 0.0)


def test_one_command_prints_the_figures(folder, tmp_path):
    command = [sys.executable, BENCHES / "timebank.py"]
    done = subprocess.run([*command, folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| negated | 1 of 4 | 1.000 | 1.000 | 1.000 |" in done.stdout
    (tmp_path / "empty").mkdir()
    done = subprocess.run([*command, tmp_path / "empty"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no .tml files" in done.stderr
