"""What a pack knows of names before dictionaries are added to it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from wiresift.exceptions import PackError

if TYPE_CHECKING:
    from pathlib import Path

PACK: Final = "the pack"
"""Whose a name is that stays the pack's."""


def fold(name: str) -> str:
    """Return what two spellings of a name have in common.

    >>> fold("Red-Hills  Army")
    'red hills army'
    """
    return " ".join(re.findall(r"\w+", name.lower()))


class Base:
    """The files of a pack, each parsed once."""

    def __init__(self, folder: Path) -> None:
        """Find the files of a folder."""
        self.folder = folder
        self.paths = sorted(folder.rglob("*.toml"))
        self._tables: dict[Path, dict[str, Any]] = {}

    def table(self, path: Path) -> dict[str, Any]:
        """Return what a file holds."""
        if path not in self._tables:
            try:
                self._tables[path] = tomllib.loads(path.read_text("utf8"))
            except tomllib.TOMLDecodeError as error:
                raise PackError(f"{path}: {error}") from error
        return self._tables[path]

    def actors(self) -> list[Path]:
        """Return the files of actors."""
        return [path for path in self.paths if path.parent.name == "actors"]


def is_title(agent: dict[str, Any]) -> bool:
    """Whether names are known by a kind of people: "President X"."""
    return bool({"title", "bare", "office"} & set(agent)) or agent["id"] == "former_official"


@dataclass
class Known:
    """Names, each with whose it is, and what the pack says of them."""

    owners: dict[str, str] = field(default_factory=dict)
    """`PACK`, or the code that a dictionary gave."""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The records of the pack whose code a dictionary may change: of actors and kinds of people."""
    states: dict[str, str] = field(default_factory=dict)
    """The code of each state, by its key in the pack; new ones too."""
    chief_names: dict[str, str] = field(default_factory=dict)
    """The key of a state by the name that it bears in a row."""
    recoded: dict[str, str] = field(default_factory=dict)
    """States with another code in the dictionaries."""
    more_names: dict[str, list[str]] = field(default_factory=dict)
    """Names that dictionaries have for states of the pack, by their keys."""
    made: set[str] = field(default_factory=set)
    """The codes of states that the pack has not."""
    acronyms: set[str] = field(default_factory=set)
    alone: bool = False
    """The dictionaries alone say who counts: a seat or a town stands for its state wherever it is named."""

    @classmethod
    def of(cls, base: Base, *, alone: bool = False, own_agents: bool = False) -> Known:
        """Read the actors of a pack; of kinds of people titles only, where `own_agents` is set."""
        out = cls(alone=alone)
        written: list[str] = []
        for path in base.actors():
            file = base.table(path)
            for key, state in file.get("states", {}).items():
                out.states[key] = state.get("code", key)
                bodies = [name for body in state.get("bodies", {}) for name in body.split(",")]
                seats = () if alone else state.get("seats", ())
                written += [*state["names"], *state.get("people", ()), *seats, *bodies]
                out.chief_names.update((fold(name), key) for name in state["names"][:1])
            for record in file.get("person", ()):
                written += [*record.get("names", ()), *record.get("short", ())]
            agents = [row for row in file.get("agent", ()) if not own_agents or is_title(row)]
            for record in (*file.get("actor", ()), *agents):
                written += [name for key in ("names", "seats", "dependent") for name in record.get(key, ())]
                for name in record.get("names", ()):
                    out.records.setdefault(fold(name), record)
        out.owners = dict.fromkeys(map(fold, written), PACK)
        out.acronyms = {word for name in written for word in name.split() if len(word) > 1 and word.isupper()}
        return out

    def state_of(self, code: str) -> str | None:
        """Return the key of the state of the pack that bears a code."""
        of_pack = (key for key, own in self.states.items() if own == code and key not in self.made)
        return next(of_pack, None)

    def recodes(self, name: str, code: str) -> bool:
        """Whether a dictionary gives a name of the pack another code, which then holds."""
        record = self.records.get(name)
        return self.owners.get(name) == PACK and record is not None and record.get("code") != code
