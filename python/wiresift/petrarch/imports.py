"""An import: a copy of a pack with what dictionaries hold, and a list of what it could not take of them."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import tomli_w

from wiresift.events import Pack, folder_of
from wiresift.exceptions import InputError, OutputError, ParameterError
from wiresift.output import OutputFolder
from wiresift.petrarch import actors as names
from wiresift.petrarch import discards
from wiresift.petrarch import verbs as rules
from wiresift.petrarch.known import Base, Known, is_title
from wiresift.petrarch.rules import copy_without_rules

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from wiresift.petrarch.verbs import Lost

LEFT_OUT: Final = "left_out.tsv"
_ADDED: Final = "0_petrarch_{:02}.toml"
"""Read before those of the pack: the first record of a name wins."""
_VERBS: Final = "petrarch_verbs_{:02}.toml"
_DISCARDS: Final = "petrarch_discards.toml"
_WAIVED: Final = "petrarch_waived.toml"


@dataclass(frozen=True)
class Imported:
    """What an import gave."""

    out: Path
    """The folder of the new pack."""
    added: dict[str, int]
    """Records, names, verbs, patterns and discards that were added."""
    left_out: dict[str, int]
    """What was not, by reason; the file `left_out.tsv` in the folder has each line."""
    waived: int = 0
    """Examples of the base that are read otherwise with the new names."""


@dataclass
class _Work:
    """An import under way: the files of the pack by name, and the counts."""

    known: Known
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    made_of: dict[str, str] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)


def import_dictionaries(
    out: str | os.PathLike[str],
    dictionaries: Sequence[str | os.PathLike[str]] = (),
    *,
    actors: Sequence[str | os.PathLike[str]] = (),
    agents: Sequence[str | os.PathLike[str]] = (),
    verbs: Sequence[str | os.PathLike[str]] = (),
    base: str | os.PathLike[str] = "peace",
    keep_rules: bool = False,
) -> Imported:
    r"""Write the pack `base` with what dictionaries hold to the new folder `out`.

    Parameters
    ----------
    out
        A folder that is not there yet.
    dictionaries
        Files in the format of PETRARCH (1 and 2) or TABARI, of any kind: their lines tell what each holds.
    actors, agents, verbs
        The same, where the kind is told.
    base
        A pack that comes with wiresift, or a folder.
    keep_rules
        Keep the rules of `base` beside verb dictionaries. Otherwise a dictionary alone says what an event is,
        and of `base` stays what reads English: names, grammar, claims, what is to come or denied.

    Raises
    ------
    ParameterError
        No dictionary was given, or `base` is an import itself: what its files hold would be lost.
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
    ...     import_dictionaries(Path(folder, "mine"), [path]).added
    {'actors': 1, 'names': 2}

    """
    given = [(Path(path), None) for path in dictionaries]
    told = [*_of("actors", actors), *_of("agents", agents), *_of("verbs", verbs)]
    if not given and not told:
        raise ParameterError("no dictionary was given: name the files")
    before = Pack.load(base)  # what is wrong in it is told with file and line
    origin, target = Base(folder_of(base)), Path(out)
    if target.exists():
        raise OutputError(f"{target}: is there already; name a new folder")
    if any(path.name in (_ADDED.format(0), _VERBS.format(0)) for path in origin.paths):
        raise ParameterError(f"{base}: is an import itself; name all dictionaries at once, with its own base")
    opened = [(path, kind, _lines(path)) for path, kind in (*given, *told)]
    read = [(path, kind or _kind_of(lines), lines) for path, kind, lines in opened]
    replaced = any(kind == "verbs" for _, kind, _ in read) and not keep_rules
    own_agents = replaced and any(kind == "agents" for _, kind, _ in read)
    work = _Work(Known.of(origin, alone=replaced, own_agents=own_agents))
    _add_names([one for one in read if one[1] in {"actors", "agents"}], work)
    _add_discards([one for one in read if one[1] == "discards"], work)
    for path, _, lines in (one for one in read if one[1] == "issues"):
        work.lost += [
            (path.name, number, text, "an issue: see wiresift.petrarch.issues")
            for number, text in discards.written(lines)
        ]
    if any(kind == "verbs" for _, kind, _ in read):
        _add_verbs([one for one in read if one[1] == "verbs"], work, _inflected(origin))
    with OutputFolder(target) as made:
        if replaced:
            copy_without_rules(origin, made.partial)
        else:
            shutil.copytree(origin.folder, made.partial, dirs_exist_ok=True)
        _rename(made.partial, target.name)
        _change_states(made.partial, work.known)
        if own_agents:
            _leave_titles(made.partial)
        for name, file in work.files.items():
            (made / name).parent.mkdir(exist_ok=True)
            head = f"# Made of {work.made_of[name]} by `wiresift pack import`.\n"
            (made / name).write_text(head + tomli_w.dumps(file), encoding="utf8")
        waived = _waive(made.partial, before)
        rows = ["file\tline\tname\treason", *("\t".join(map(_cell, row)) for row in work.lost)]
        (made / LEFT_OUT).write_text("\n".join(rows) + "\n", encoding="utf8")
    return Imported(target, dict(work.added), dict(Counter(reason for *_, reason in work.lost)), waived)


def _of(kind: str, paths: Sequence[str | os.PathLike[str]]) -> list[tuple[Path, str | None]]:
    return [(Path(path), kind) for path in paths]


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error
    # Older dictionaries are in the encodings of their editors; names outside ASCII are few.
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    # Not `splitlines`: a form feed or an old ellipsis ends no line, and the numbers of lines are told.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


_MOST_WORDS: Final = 6
"""Of a phrase of discards; those of Phoenix have fewer."""


def _kind_of(lines: Sequence[str]) -> str:
    """Return the kind of a dictionary.

    Verbs have patterns around a `*`, issues stand between tags, codes of agents have a `~`; short phrases
    without any code are discards.
    """
    if any(line.lstrip().startswith("<ISSUE ") for line in lines):
        return "issues"
    if any(line.startswith("- ") and "*" in line and "[" in line for line in lines):
        return "verbs"
    if any(line.startswith("---") and "[" in line for line in lines):
        return "verbs"
    kinds = Counter("~" in code for line in lines for code in names.codes_in(line))
    if not kinds:
        phrases = [len(phrase.split()) <= _MOST_WORDS for _, phrase in discards.written(lines)]
        if 2 * sum(phrases) > len(phrases):
            return "discards"
    return "agents" if kinds[True] > kinds[False] else "actors"


def _add_names(read: Sequence[tuple[Path, str, list[str]]], work: _Work) -> None:
    known = work.known
    entries = []
    for path, kind, lines in read:
        every = list(names.entries(lines))
        entries.append((path, kind, [entry for entry in every if entry.codes]))
        without = [name for entry in every if not entry.codes for name in entry.names]
        work.lost += [(path.name, line, name, "without a code") for name, line in without]
    for path, kind, found in entries:
        if not found:
            raise InputError(
                f"{path}: no line has a name and a code in brackets, as dictionaries of PETRARCH do"
            )
        if kind == "actors":
            known.made |= names.states_of(found) - set(known.states) - set(known.states.values())
    known.states |= {code: code for code in known.made}
    for number, (path, kind, found) in enumerate(entries):
        make = names.agent if kind == "agents" else names.actor
        rows: dict[str, list[dict[str, Any]]] = {}
        for entry in found:
            made, row = make(entry, known, work.lost, path.name)
            if row is None:
                continue
            if made == "states":
                work.added["names"] += len(row["names"])
                continue
            if kind == "actors":
                is_acronym = made == "actors" and row["kind"] != "country"
                row["names"] = names.all_written(row["names"], known, is_acronym=is_acronym)
            work.added[made] += 1
            work.added["names"] += len(row["names"])
            rows.setdefault(made.removesuffix("s"), []).append(row)
        name = f"actors/{_ADDED.format(number)}"
        work.files[name], work.made_of[name] = rows, path.name


def _add_discards(read: Sequence[tuple[Path, str, list[str]]], work: _Work) -> None:
    if not read:
        return
    every = discards.Discards()
    for path, _, lines in read:
        every.read(path.name, lines, work.lost)
    work.added["discards"] += len(every.sentences) + len(every.articles)
    work.files[_DISCARDS] = every.file()
    work.made_of[_DISCARDS] = ", ".join(path.name for path, *_ in read)


def _add_verbs(read: Sequence[tuple[Path, str, list[str]]], work: _Work, known: dict[str, str]) -> None:
    codes: set[str] = set()
    taken: set[str] = set()
    for number, (path, _, lines) in enumerate(read):
        mark = f"_{number}" if number else ""
        found = rules.read(path.name, lines, known=known, mark=mark, taken=taken)
        if not found.tables:
            raise InputError(f"{path}: no line has a verb and a code, as verb dictionaries of PETRARCH do")
        codes |= found.codes
        work.lost += found.lost
        work.added["verbs"] += found.verbs
        work.added["patterns"] += found.patterns
        name = _VERBS.format(number)
        work.files[name], work.made_of[name] = found.file(), path.name
    if codes:
        name = "petrarch_types.toml"
        work.files[name] = {"types": rules.types(codes)}
        work.made_of[name] = ", ".join(path.name for path, *_ in read)


def _inflected(base: Base) -> dict[str, str]:
    """Return the verb of each irregular form that a pack knows, and of each verb itself."""
    out: dict[str, str] = {}
    lists = [base.table(path).get("english", {}) for path in base.paths if path.parent.name != "actors"]
    for english in lists:
        for verb, forms in english.get("irregular", {}).items():
            out.update((form, verb) for form in forms.split() if form not in out)
        out.update((form, verb) for verb, form in english.get("second_past", {}).items())
    for english in lists:
        for verb in (*english.get("irregular", {}), *english.get("verbs", "").replace("\n", ",").split(",")):
            if verb.strip():
                out.setdefault(verb.strip() + "s", verb.strip())
                out[verb.strip()] = verb.strip()
    return out


def _rename(folder: Path, name: str) -> None:
    """Give the copy the name of its folder, so that rows of the two packs can be told apart."""
    path = folder / "pack.toml"
    if path.is_file():
        file = tomllib.loads(path.read_text("utf8"))
        file.setdefault("pack", {})["name"] = name
        path.write_text(tomli_w.dumps(file), encoding="utf8")


def _change_states(folder: Path, known: Known) -> None:
    """Give states the codes of the dictionaries, and the names that these have for them."""
    changed = {*known.recoded, *known.more_names}
    for path in sorted((folder / "actors").glob("*.toml")) if changed else ():
        file = tomllib.loads(path.read_text("utf8"))
        here = [key for key in sorted(changed) if key in file.get("states", {})]
        for key in here:
            state = file["states"][key]
            if key in known.recoded:
                state["code"] = known.recoded[key]
            state["names"] += known.more_names.pop(key, ())
        if here:
            path.write_text(tomli_w.dumps(file), encoding="utf8")


def _leave_titles(folder: Path) -> None:
    """Leave out kinds of people that no dictionary names; titles stay, by which names are known."""
    for path in sorted((folder / "actors").glob("[!0]*.toml")):
        file = tomllib.loads(path.read_text("utf8"))
        if "agent" in file:
            file["agent"] = [row for row in file["agent"] if is_title(row)]
            path.write_text(tomli_w.dumps(file), encoding="utf8")


def _cell(value: object) -> str:
    """Return a cell of a table whose columns are parted by tabs."""
    return " ".join(str(value).split())


def _waive(folder: Path, base: Pack) -> int:
    """Note the examples that are read otherwise with the new names: the test of the pack passes them over.

    What fails in the base itself goes on failing.
    """
    failed = set(base.test()["text"])
    failures = Pack.load(folder).test().filter(~pl.col("text").is_in(failed))
    if failures.height:
        texts = sorted(set(failures["text"]))
        head = "# Examples of the base that are read otherwise with the names of the dictionaries.\n"
        (folder / _WAIVED).write_text(head + tomli_w.dumps({"waived": texts}), encoding="utf8")
        Pack.load(folder)
    return failures.height
