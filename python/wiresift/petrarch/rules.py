"""The part of a pack that reads English, without the rules that tell events."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any, Final

import tomli_w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wiresift.petrarch.known import Base

_RULES: Final = (
    "types",
    "traits",
    "counts",
    "subjects",
    "topics",
    "word",
    "pattern",
    "verb",
    "sets",
    "everyday",
    "refine",
    "no_longer",
    "denied",
    "to_come",
    "not_to_come",
    "vowed",
    "obliged",
    "mediates",
    "repels",
    "between",
    "example",
    "waived",
)
"""Tables that tell events, or speak of types."""


def copy_without_rules(base: Base, out: Path) -> None:
    """Copy a pack without what tells events; the verbs and nouns of its rules stay known as such."""
    verbs: set[str] = set()
    nouns: set[str] = set()
    for path in base.paths:
        target = out / path.relative_to(base.folder)
        if path.parent.name == "actors":
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            continue
        file = base.table(path)
        # what a list writes as a verb must be one of some list
        for words in file.get("concepts", {}).values():
            verbs.update(re.findall(r"~(\w+)", words))
        for row in (*file.get("word", ()), *file.get("everyday", ()), *file.get("topics", {}).values()):
            for phrases in _lists(row.get("verbs", "")):
                verbs.update(_first_words(phrases))
            for phrases in _lists(row.get("nouns", "")):
                nouns.update(_last_words(phrases))
        kept = {key: value for key, value in file.items() if key not in _RULES}
        if "pack" in kept:
            kept["pack"] = {key: value for key, value in kept["pack"].items() if key != "order"}
        if kept:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(tomli_w.dumps(kept), encoding="utf8")
    words = {"verbs": ", ".join(sorted(verbs)), "nouns": ", ".join(sorted(nouns))}
    (out / "english_rules.toml").write_text(tomli_w.dumps({"english": words}), encoding="utf8")


def _lists(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _lists(one)


def _first_words(phrases: str) -> Iterator[str]:
    for phrase in re.split(r"[,\n]", phrases):
        words = phrase.split()
        verb = next((word for word in words if word != "not"), "")
        # "be old enough": what is said with "be" is no verb
        if verb != "be" and verb.isalpha() and verb.islower():
            yield verb


def _last_words(phrases: str) -> Iterator[str]:
    for phrase in re.split(r"[,\n]", phrases):
        words = phrase.strip().split(" of ")[0].split()
        if words and words[-1].isalpha() and words[-1].islower():
            yield words[-1]
