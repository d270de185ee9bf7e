"""Dictionaries of PETRARCH and TABARI: their actors and agents become part of a pack.

The actors of a dictionary are added to a copy of a pack, as files of their own. A state stays the pack's,
which tells places, offices and spellings more exactly; where the dictionary codes it otherwise, its code is
changed. Another name that the pack knows stays the pack's where both code it alike, else the dictionary's
code holds. What is added:

- **Actors** (`HAMAS_GUNMEN [PSEHMSMIL]`, synonyms behind `+`): groups and organisations, with the kind that
  the role in their code says; states, where the code is of three letters and stands for no role. One with
  dated codes (`[ARGGOV 080101-080430]`, `[ARGGOVBUS >100601]`) is a person, with an office for each.
- **Agents** (`BORDER_GUARD [~MIL]`, plurals in braces, sets between exclamation marks): kinds of people. The
  regular plural is made where the dictionary leaves it to the program.

Names are written in capitals there and matched by case here: words get a capital but for those that are small
inside of names, and a short single word of an organisation stays an acronym. Left out, each with its line and
the reason, are names without a code, names of states and of their places (the pack's gazetteer has them), and
names that an earlier line coded otherwise.

Cost: Phoenix's 38,000 names are imported with CAMEO's verbs, the new pack tested, in some four seconds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wiresift.petrarch.known import PACK, Known, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wiresift.petrarch.verbs import Lost

_KINDS: Final = {
    "MIL": "military",
    "REB": "armed_group",
    "SEP": "armed_group",
    "INS": "armed_group",
    "UAF": "armed_group",
    "COP": "police",
    "GOV": "government",
    "LEG": "legislature",
    "JUD": "court",
    "SPY": "intelligence",
    "OPP": "opposition",
    "PTY": "party",
    "MED": "media",
    "BUS": "business",
    "MNC": "business",
    "EDU": "education",
    "HLH": "health",
    "AGR": "agriculture",
    "CRM": "criminals",
    "CVL": "civilians",
    "REF": "refugees",
    "LAB": "labour",
    "REL": "religious",
    "HRI": "rights",
}
_GENERIC: Final = frozenset(_KINDS) | frozenset(
    ["IGO", "NGO", "NGM", "IMG", "MNC", "ELI", "UIS", "INT", "ETH", "MOS", "CHR", "JEW", "HIN", "BUD", "BAH"]
)
"""Codes of three letters that stand for a role and no state."""
_SMALL: Final = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "de",
        "la",
        "del",
        "di",
        "da",
        "du",
        "des",
        "al",
        "el",
    ]
)
_LONGEST_ACRONYM: Final = 5
_FIRST_YEAR: Final = 40
"""Of years of two digits: 40 is 1940, 39 is 2039."""
_CODE: Final = re.compile(r"\[([^\]\}]*)[\]\}]")
_DATED: Final = re.compile(r"([A-Za-z]{3,})\s+(?:([<>])\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8}))$")


@dataclass
class _Entry:
    """A record of a dictionary: its names with their lines, and its codes."""

    names: list[tuple[str, int]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    plurals: list[str] | None = None


def without_comment(text: str) -> str:
    """Return a line up to its comment, which a code in brackets does not begin.

    >>> without_comment("ISLE_ [###] # a comment ; more")
    'ISLE_ [###]'
    """
    return re.sub(r"(\[[^\]]*\])|[#;].*", lambda found: found[1] or "", text).rstrip()


def codes_in(line: str) -> list[str]:
    """Return the codes of a line, in its brackets."""
    return [code.strip() for code in _CODE.findall(without_comment(line))]


def entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """Yield the entries of a dictionary: a name, its synonyms behind `+`, codes on its line or below."""
    sets: dict[str, list[str]] = {}
    entry: _Entry | None = None
    for number, line in enumerate(lines, 1):
        text = without_comment(line)
        if not text.strip() or text.lstrip().startswith("<"):
            continue
        codes = [code.strip() for code in _CODE.findall(text)]
        name = _CODE.sub(" ", text).strip()
        if text.startswith("!") and "=" in text:
            key, _, words = text.partition("=")
            sets[key.strip()] = [word.strip() for word in words.split(",")]
        elif text.startswith("+") and entry is not None:
            entry.names += [(part.strip(), number) for part in name.split("+") if part.strip()]
            entry.codes += codes
        elif text[0].isspace() and not name:
            if entry is not None:
                entry.codes += codes
        elif name:
            if entry is not None:
                yield entry
            entry = _entry(name, number, codes, sets)
    if entry is not None:
        yield entry


def _entry(name: str, number: int, codes: list[str], sets: dict[str, list[str]]) -> _Entry:
    plurals: list[str] | None = None
    if found := re.search(r"\{([^}]*)\}", name):
        plurals = [word.strip() for word in found[1].split(",") if word.strip()]
        name = name[: found.start()].strip()
    for key, words in sets.items():
        if key in name:
            return _Entry([(name.replace(key, word), number) for word in words], codes, [])
    return _Entry([(name, number)], codes, plurals)


def _fresh(entry: _Entry, code: str, known: Known, lost: list[Lost], file: str) -> list[str]:
    """Return the words of the names that nobody has yet, and note the others."""
    names = []
    for raw, line in entry.names:
        words = " ".join(re.sub(r"\([^)]*\)?", " ", raw).replace("_", " ").split())
        key = fold(words)
        owner = known.owners.get(key)
        if len(key.replace(" ", "")) < 2 or key.isdigit():  # noqa: PLR2004 - a letter is no name
            lost.append((file, line, words, "too short"))
        elif owner is None or known.recodes(key, code):
            known.owners[key] = code
            names.append(words)
        elif owner == PACK:
            lost.append((file, line, words, "known to the pack"))
        elif owner != code:
            lost.append((file, line, words, "coded otherwise before"))
    return names


def states_of(entries: Iterable[_Entry]) -> set[str]:
    """Return the codes of the states that a dictionary has: of three letters, and of no role."""
    codes = {code.upper() for entry in entries for code in entry.codes if re.fullmatch(r"[A-Za-z]{3}", code)}
    return codes - _GENERIC


def actor(entry: _Entry, known: Known, lost: list[Lost], file: str) -> tuple[str, dict[str, Any] | None]:
    """Return an actor, a person or a state, None where nothing of it is new."""
    dated = [match for code in entry.codes if (match := _DATED.match(code))]
    plain = [code for code in entry.codes if re.fullmatch(r"[A-Za-z]{3,}", code)]
    code = (plain[-1] if plain else dated[-1][1] if dated else "").upper()
    if not code.isalpha():
        lost += [(file, line, name, "without a code") for name, line in entry.names]
        return "actors", None
    key = known.chief_names.get(fold(entry.names[0][0].replace("_", " ")))
    if key is not None and len(code) == 3 and code not in _GENERIC and known.states[key] != code:  # noqa: PLR2004
        known.states[key] = known.recoded[key] = code
    country = code[:3] if code[:3] in known.states or code[:3] in known.states.values() else ""
    is_state = (key is not None and known.states[key] == code) or (country == code and code not in known.made)
    if is_state and not known.alone:
        lost += [(file, line, name, "a state or a place of it") for name, line in entry.names]
        return "actors", None
    names = _fresh(entry, code, known, lost, file)
    if not names:
        return "actors", None
    is_person = bool(dated) and bool(country) and not (country == code and not plain)
    row: dict[str, Any] = {"id": "petrarch-" + fold(names[0]).replace(" ", "-"), "names": names}
    if is_person:
        roles = [{"office": "official", "code": match[1].upper(), **_term(match)} for match in dated]
        general = {"code": plain[-1].upper()} if plain else {}
        return "persons", {**row, "country": country, **general, "roles": roles}
    state = known.state_of(code) if country == code else None
    if state is not None:
        known.more_names.setdefault(state, []).extend(all_written(names, known, is_acronym=False))
        return "states", {"names": names}
    kind = "country" if country == code else known.records.get(fold(names[0]), {}).get("kind") or _kind(code)
    return "actors", {**row, "kind": kind, "country": country, "code": code}


def agent(entry: _Entry, known: Known, lost: list[Lost], file: str) -> tuple[str, dict[str, Any] | None]:
    """Return a kind of people, None where nothing of it is new."""
    code = entry.codes[0].strip("~ ").upper()
    if not code.isalpha():
        lost += [(file, line, name, "without a code") for name, line in entry.names]
        return "agents", None
    fresh = [name.lower() for name in _fresh(entry, code, known, lost, file)]
    names = [" ".join(name.lower().replace("_", " ").split()) for name, _ in entry.names]
    plurals = [plural(name) for name in names] if entry.plurals is None else entry.plurals
    # the pack may know a title, and not those who bear it
    many = [" ".join(name.lower().replace("_", " ").split()) for name in plurals]
    fresh += [word for word in many if fold(word) not in known.owners or known.recodes(fold(word), code)]
    if not fresh:
        return "agents", None
    known.owners.update((fold(word), code) for word in fresh)
    old = known.records.get(fold(names[0]), {})
    traits: dict[str, Any] = {key: old[key] for key in ("title", "bare", "office") if key in old}
    row = {"id": "petrarch-" + fold(fresh[0]).replace(" ", "-"), "names": list(dict.fromkeys(fresh))}
    return "agents", {**row, "kind": old.get("kind") or _kind("~~~" + code), "code": code, **traits}


def _kind(code: str) -> str:
    roles = [code[at : at + 3] for at in range(0, len(code), 3)]
    found = next((_KINDS[role] for role in roles if role in _KINDS), None)
    return found or ("person" if code.startswith("~") else "organisation")


def plural(name: str) -> str:
    """Return the regular plural, as PETRARCH makes it."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "z", "ch", "sh")) else "s")


def all_written(names: list[str], known: Known, *, is_acronym: bool) -> list[str]:
    """Return names as newspapers write them, each once; those that the pack has as it writes them."""
    out: list[str] = []
    for name in names:
        theirs = [
            one for one in known.records.get(fold(name), {}).get("names", ()) if fold(one) == fold(name)
        ]
        out += theirs or [_written(name, known.acronyms, is_acronym=is_acronym)]
    return list(dict.fromkeys(out))


def _written(name: str, acronyms: set[str], *, is_acronym: bool) -> str:
    """Return a name as newspapers write it; `is_acronym` says that a short single word is one.

    >>> [_written(name, {"UN"}, is_acronym=True) for name in ("UN POLICE OF THE SOUTH", "EZLN")]
    ['UN Police of the South', 'EZLN']
    >>> _written("JAN O'NEILL", set(), is_acronym=False)
    "Jan O'Neill"
    """
    words = name.upper().split()
    if len(words) == 1 and is_acronym and len(name) <= _LONGEST_ACRONYM:
        return words[0]
    small = [word.lower() in _SMALL and number > 0 for number, word in enumerate(words)]
    return " ".join(
        word.lower() if low else _capital(word, acronyms) for word, low in zip(words, small, strict=True)
    )


def _capital(word: str, acronyms: set[str]) -> str:
    is_short = len(word) <= _LONGEST_ACRONYM and word.isalpha() and not set(word) & set("AEIOUY")
    if word in acronyms or "." in word.rstrip(".") or (is_short and len(word) > 2):  # noqa: PLR2004 - "Mr", "St"
        return word
    parts = re.split(r"([-'])", word)
    lone = [part in {"AL", "EL", "S", "E", "Y"} and len(parts) > 1 for part in parts]
    return "".join(part.lower() if low else part.capitalize() for part, low in zip(parts, lone, strict=True))


def _term(match: re.Match[str]) -> dict[str, date]:
    _, sign, one, first, last = match.groups()
    if sign == ">":
        return {"since": _day(one)}
    if sign == "<":
        return {"until": _day(one)}
    return {"since": _day(first), "until": _day(last)}


def _day(digits: str) -> date:
    """Return the day of `080430` or `20080430`; a day that its month has not is its last."""
    if len(digits) == 6:  # noqa: PLR2004 - a year of two digits
        digits = ("19" if int(digits[:2]) >= _FIRST_YEAR else "20") + digits
    year, month, day = int(digits[:4]), min(max(int(digits[4:6]), 1), 12), max(int(digits[6:8] or 1), 1)
    year = max(year, 1)
    return date(year, month, min(day, monthrange(year, month)[1]))
