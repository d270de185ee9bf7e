"""Dictionaries of PETRARCH and TABARI: their actors and agents become part of a pack.

The actors of a dictionary are added to a copy of a pack, as files of their own. A name that the pack knows
already stays the pack's: it tells states, places, offices and spellings more exactly. What is added:

- **Actors** (`HAMAS_GUNMEN [PSEHMSMIL]`, synonyms behind `+`): groups and organisations, with the kind that
  the role in their code says. One with dated codes (`[ARGGOV 080101-080430]`, `[ARGGOVBUS >100601]`) is a
  person, with an office for each.
- **Agents** (`BORDER_GUARD [~MIL]`, plurals in braces, sets between exclamation marks): kinds of people. The
  regular plural is made where the dictionary leaves it to the program.

Names are written in capitals there and matched by case here: words get a capital but for those that are small
inside of names, and a short single word of an organisation stays an acronym. Left out, each with its line and
the reason, are names without a code, names of states and of their places (the pack's gazetteer has them), and
names that an earlier line coded otherwise.

Cost: a dictionary of 60,000 lines takes about a second.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wiresift.events import Pack, folder_of
from wiresift.exceptions import InputError, OutputError, ParameterError
from wiresift.output import OutputFolder

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

LEFT_OUT: Final = "left_out.tsv"
_ADDED: Final = "x_petrarch_{}.toml"
"""Read after those of the pack, whose names come first in the alphabet: the first record of a name wins."""
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


@dataclass(frozen=True)
class Imported:
    """What an import gave."""

    out: Path
    """The folder of the new pack."""
    added: dict[str, int]
    """Records and names that were added."""
    left_out: dict[str, int]
    """Names that were not, by reason; the file `left_out.tsv` in the folder has each."""


@dataclass
class _Entry:
    """A record of a dictionary: its names with their lines, and its codes."""

    names: list[tuple[str, int]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    plurals: list[str] | None = None


def import_dictionaries(
    out: str | os.PathLike[str],
    *,
    actors: Sequence[str | os.PathLike[str]] = (),
    agents: Sequence[str | os.PathLike[str]] = (),
    base: str | os.PathLike[str] = "peace",
) -> Imported:
    r"""Write the pack `base` with the actors and agents of dictionaries to the new folder `out`.

    Parameters
    ----------
    out
        A folder that is not there yet.
    actors, agents
        Files in the format of PETRARCH (1 and 2) or TABARI.
    base
        A pack that comes with wiresift, or a folder.

    Raises
    ------
    InputError
        A dictionary can't be read, or holds no entry.
    OutputError
        `out` is there already, or can't be written.
    PackError
        `base` is no pack.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "groups.txt")
    ...     _ = path.write_text("RED_HILLS_ARMY_ [YEMREB] # a comment\n+RHA_\n")
    ...     import_dictionaries(Path(folder, "mine"), actors=[path]).added
    {'actors': 1, 'names': 2}

    """
    if not actors and not agents:
        raise ParameterError("no dictionary was given: name some with `actors` or `agents`")
    folder, target = folder_of(base), Path(out)
    if target.exists():
        raise OutputError(f"{target}: is there already; name a new folder")
    known, states, acronyms = _known(folder)
    files: dict[str, str] = {}
    added: Counter[str] = Counter()
    lost: list[tuple[str, int, str, str]] = []
    for number, path in enumerate([*map(Path, actors), *map(Path, agents)]):
        is_agents = number >= len(actors)
        entries = list(_entries(_lines(path)))
        if not entries:
            raise InputError(
                f"{path}: no line has a name and a code in brackets, as dictionaries of PETRARCH do"
            )
        make = _agent if is_agents else _actor
        rows = []
        for entry in entries:
            kind, row = make(entry, known, states, lost, path.name)
            if row is not None:
                if not is_agents:
                    row["names"] = _all_written(row["names"], acronyms, is_person=kind == "persons")
                added[kind] += 1
                added["names"] += len(row["names"])
                rows.append(f"[[{kind.removesuffix('s')}]]\n{_toml(row)}")
        files[_ADDED.format(f"{number:02}")] = (
            f"# Made of {path.name} by `wiresift pack import`.\n" + "\n".join(rows)
        )
    with OutputFolder(target) as made:
        shutil.copytree(folder, made.partial, dirs_exist_ok=True)
        _rename(made.partial, target.name)
        (made / "actors").mkdir(exist_ok=True)
        for name, text in files.items():
            (made / "actors" / name).write_text(text, encoding="utf8")
        rows_lost = ["file\tline\tname\treason", *("\t".join(map(str, row)) for row in lost)]
        (made / LEFT_OUT).write_text("\n".join(rows_lost) + "\n", encoding="utf8")
        Pack.load(made.partial)
    return Imported(target, dict(added), dict(Counter(reason for *_, reason in lost)))


def _rename(folder: Path, name: str) -> None:
    """Give the copy the name of its folder, so that rows of the two packs can be told apart."""
    path = folder / "pack.toml"
    if path.is_file():
        name = json.dumps(name, ensure_ascii=False)
        text = re.sub(
            r'^name = ".*"$', lambda _: f"name = {name}", path.read_text("utf8"), count=1, flags=re.MULTILINE
        )
        path.write_text(text, encoding="utf8")


def _known(folder: Path) -> tuple[dict[str, str], set[str], set[str]]:
    """Return the names that a pack has, folded, each with whose it is; its states; and its acronyms."""
    names: dict[str, str] = {}
    written: list[str] = []
    states: set[str] = set()
    for path in sorted((folder / "actors").glob("*.toml")):
        file = tomllib.loads(path.read_text("utf8"))
        for code, state in file.get("states", {}).items():
            states.add(code)
            bodies = [name for body in state.get("bodies", {}) for name in body.split(",")]
            for name in (*state["names"], *state.get("people", ()), *state.get("seats", ()), *bodies):
                names[_fold(name)] = "the pack"
                written.append(name)
        for record in (*file.get("actor", ()), *file.get("person", ()), *file.get("agent", ())):
            for key in ("names", "short", "seats", "dependent"):
                names.update((_fold(name), "the pack") for name in record.get(key, ()))
                written += record.get(key, ())
    acronyms = {word for name in written for word in name.split() if len(word) > 1 and word.isupper()}
    return names, states, acronyms


def _fold(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error
    # Older dictionaries are in the encodings of their editors; names outside ASCII are few.
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("latin-1").splitlines()


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """Yield the entries of a dictionary: a name, its synonyms behind `+`, codes on its line or below."""
    sets: dict[str, list[str]] = {}
    entry: _Entry | None = None
    for number, line in enumerate(lines, 1):
        text = line.split("#")[0].split(";")[0].rstrip()
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
            if entry is not None and entry.codes:
                yield entry
            entry = _entry(name, number, codes, sets)
    if entry is not None and entry.codes:
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


def _fresh(
    entry: _Entry, code: str, known: dict[str, str], lost: list[tuple[str, int, str, str]], file: str
) -> list[str]:
    """Return the words of the names that nobody has yet, and note the others."""
    names = []
    for raw, line in entry.names:
        words = " ".join(re.sub(r"\([^)]*\)?", " ", raw).replace("_", " ").split())
        key = _fold(words)
        owner = known.get(key)
        if len(key.replace(" ", "")) < 2 or key.isdigit():  # noqa: PLR2004 - a letter is no name
            lost.append((file, line, words, "too short"))
        elif owner == "the pack":
            lost.append((file, line, words, "known to the pack"))
        elif owner is not None:
            if owner != code:
                lost.append((file, line, words, "coded otherwise before"))
        else:
            known[key] = code
            names.append(words)
    return names


def _actor(
    entry: _Entry,
    known: dict[str, str],
    states: set[str],
    lost: list[tuple[str, int, str, str]],
    file: str,
) -> tuple[str, dict[str, Any] | None]:
    """Return an actor or a person, None where nothing of it is new."""
    dated = [match for code in entry.codes if (match := _DATED.match(code))]
    plain = [code for code in entry.codes if re.fullmatch(r"[A-Za-z]{3,}", code)]
    code = (plain[-1] if plain else dated[-1][1] if dated else "").upper()
    if not code.isalpha():
        lost += [(file, line, name, "without a code") for name, line in entry.names]
        return "actors", None
    country = code[:3] if code[:3] in states else ""
    if code in states:
        lost += [(file, line, name, "a state or a place of it") for name, line in entry.names]
        return "actors", None
    names = _fresh(entry, code, known, lost, file)
    if not names:
        return "actors", None
    is_person = bool(dated) and bool(country)
    row: dict[str, Any] = {"id": "petrarch-" + _fold(names[0]).replace(" ", "-"), "names": names}
    if not is_person:
        return "actors", {**row, "kind": _kind(code), "country": country, "code": code}
    roles = [{"office": "official", "code": match[1].upper(), **_term(match)} for match in dated]
    general = {"code": plain[-1].upper()} if plain else {}
    return "persons", {**row, "country": country, **general, "roles": roles}


def _agent(
    entry: _Entry,
    known: dict[str, str],
    states: set[str],  # noqa: ARG001 - as `_actor`
    lost: list[tuple[str, int, str, str]],
    file: str,
) -> tuple[str, dict[str, Any] | None]:
    """Return a kind of people, None where nothing of it is new."""
    code = entry.codes[0].removeprefix("~").upper()
    if not code.isalpha():
        lost += [(file, line, name, "without a code") for name, line in entry.names]
        return "agents", None
    names = [name.lower() for name in _fresh(entry, code, known, lost, file)]
    if not names:
        return "agents", None
    plurals = [_plural(name) for name in names] if entry.plurals is None else entry.plurals
    words = [" ".join(name.lower().replace("_", " ").split()) for name in (*names, *plurals)]
    known.update((_fold(word), code) for word in words)
    made = "petrarch-" + _fold(names[0]).replace(" ", "-")
    return "agents", {
        "id": made,
        "names": list(dict.fromkeys(words)),
        "kind": _kind("~~~" + code),
        "code": code,
    }


def _kind(code: str) -> str:
    roles = [code[at : at + 3] for at in range(0, len(code), 3)]
    found = next((_KINDS[role] for role in roles if role in _KINDS), None)
    return found or ("person" if code.startswith("~") else "organisation")


def _plural(name: str) -> str:
    """Return the regular plural, as PETRARCH makes it."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _all_written(names: list[str], acronyms: set[str], *, is_person: bool) -> list[str]:
    return list(dict.fromkeys(_written(name, acronyms, is_person=is_person) for name in names))


def _written(name: str, acronyms: set[str], *, is_person: bool) -> str:
    """Return a name as newspapers write it.

    >>> [_written(name, {"UN"}, is_person=False) for name in ("UN POLICE OF THE SOUTH", "EZLN")]
    ['UN Police of the South', 'EZLN']
    >>> _written("JAN O'NEILL", set(), is_person=True)
    "Jan O'Neill"
    """
    words = name.upper().split()
    if len(words) == 1 and not is_person and len(name) <= _LONGEST_ACRONYM:
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
    first = date(max(year, 1), month, 1)
    return min(
        first + timedelta(days=day - 1), (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    )


def _toml(row: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {_value(value)}" for key, value in row.items()) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
