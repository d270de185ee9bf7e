"""Verb dictionaries of PETRARCH (1 and 2) become tables `[[verb]]`, sets and types of a pack.

A dictionary holds synonym sets (`&NAME` with `+ELEMENT` lines) and blocks: a line `--- NAME [CODE] ---`,
verbs with their irregular forms in braces and a code of their own in brackets, and patterns
(`- ... * ... [CODE]`). A verb that stands in two blocks is that of the last, blocks of one name are one, and
a pattern that stands twice is the last one, as in PETRARCH.

Of the lines of a block that match, that which asks for the most words tells, and of equals the first. A code
of two parts (`[032:033]`) tells what the target does by that too; `[---]` tells nothing. What can't be
carried over is told line by line; no line makes an import fail.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from wiresift.petrarch.actors import without_comment
from wiresift.petrarch.pattern import Line, UnreadableError, line, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Lost = tuple[str, int, str, str]
"""What was left out: file, line, the words, why."""

_CODE: Final = re.compile(r"\[([^\[\]]*)\]")
_FORMS: Final = re.compile(r"\{([^{}]*)\}")
_READABLE: Final = re.compile(r"[0-9A-Za-z+#?*/-]{1,12}")
_SET: Final = re.compile(r"&(\w+)")
_NO_EVENT: Final = frozenset(["---", "+++", "###", ""])
_WORD: Final = re.compile(r"[a-zé](?:[a-zé'-]*[a-zé])?")
_ROOTS: Final = {f"{root:02}" for root in range(1, 21)}
"""The root codes of CAMEO; a dictionary with others codes something else, and gets no quad class."""
_QUADS: Final = (("verbal cooperation", 5), ("material cooperation", 8), ("verbal conflict", 13))
_WITH_ED: Final = frozenset(["shed", "embed", "wed", "sled"])
_WITH_ING: Final = frozenset(
    ["bring", "ring", "sing", "sting", "swing", "fling", "cling", "spring", "string"]
)


@dataclass(frozen=True)
class _Verb:
    """A verb with its forms, as a table `[[verb]]` writes it, and its code."""

    text: str
    code: str
    line: int


@dataclass
class _Block:
    name: str
    code: str
    verbs: list[_Verb] = field(default_factory=list)
    patterns: list[tuple[str, str, int]] = field(default_factory=list)
    """Pattern, code, line."""


@dataclass
class Dictionary:
    """A verb dictionary as a pack holds it."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    lost: list[Lost] = field(default_factory=list)
    verbs: int = 0
    patterns: int = 0

    def file(self) -> dict[str, Any]:
        """Return the tables of a file of the pack."""
        sets = {name: ", ".join(phrases) for name, phrases in sorted(self.sets.items())}
        return {"sets": sets, "verb": self.tables} if sets else {"verb": self.tables}


def types(codes: Iterable[str]) -> dict[str, Any]:
    """Return the tables `[types]` of some codes: the root is the type, the code the mode.

    >>> types(["190", "0831"])["19"]
    {'190': {'cameo': '190', 'quad': 'material conflict'}}
    """
    out: dict[str, dict[str, Any]] = defaultdict(dict)
    codes = sorted(set(codes))
    of_cameo = all(root_of(code) in _ROOTS for code in codes)
    for code in codes:
        root = root_of(code)
        quad = (
            next((name for name, last in _QUADS if int(root) <= last), "material conflict")
            if of_cameo
            else None
        )
        out[root][code] = {"cameo": code} | ({"quad": quad} if quad else {})
    return dict(out)


def root_of(code: str) -> str:
    """Return the root of a code: its first two digits, or all of it.

    >>> root_of("0831"), root_of("def")
    ('08', 'def')
    """
    return code[:2] if re.match(r"\d\d\w", code) else code


def read(
    file: str,
    lines: Iterable[str],
    *,
    known: Mapping[str, str],
    mark: str = "",
    taken: set[str] | None = None,
) -> Dictionary:
    """Read a dictionary.

    `known` gives the verb of an inflected form. Of several dictionaries `mark` parts the sets, and `taken`
    the tables: it holds the names of those that were made, and gets the new ones.
    """
    out = Dictionary()
    numbered = [(number, without_comment(text)) for number, text in enumerate(lines, 1)]
    reader = _Reader(file, out, known)
    for number, text in numbered:
        if text.strip() and not text.lstrip().startswith("<"):
            reader.line(number, text)
    reader.write(mark, set() if taken is None else taken)
    return out


class _Reader:
    def __init__(self, file: str, out: Dictionary, known: Mapping[str, str]) -> None:
        self.file, self.out, self.known = file, out, known
        self.blocks: dict[str, _Block] = {}
        self.block: _Block | None = None
        self.set: str | None = None
        self.elements: dict[str, list[tuple[str, int]]] = {}
        self.whole: set[str] = set()
        """Sets whose words are all as they are written."""

    def lose(self, number: int, text: str, why: str) -> None:
        self.out.lost.append((self.file, number, " ".join(text.split()), why))

    def line(self, number: int, text: str) -> None:
        text = text.strip()
        if text.startswith("---"):
            self.header(text)
        elif text.startswith("-"):
            self.pattern(number, text)
        elif text.startswith("&"):
            name = text[1:].strip()
            self.set = name.strip("_ ").upper()
            self.elements.setdefault(self.set, [])
            if name.endswith("_"):
                self.whole.add(self.set)
        elif text.startswith("+") and self.set is not None:
            self.elements[self.set].append((text[1:].strip(), number))
        elif text.startswith("~"):
            self.lose(number, text, "rules that make one event of two verbs are not carried over")
        else:
            self.set = None
            self.verb(number, text)

    def header(self, text: str) -> None:
        self.set = None
        codes = _CODE.findall(text)
        name = _CODE.sub(" ", text).strip("- \t") or "?"
        code = codes[0].strip() if codes else "---"
        self.block = self.blocks.setdefault(name, _Block(name, code))
        self.block.code = code

    def verb(self, number: int, text: str) -> None:
        if self.block is None:
            self.lose(number, text, "a verb before the first block")
            return
        codes, forms = _CODE.findall(text), _FORMS.findall(text)
        written = _CODE.sub(" ", _FORMS.sub(" ", text)).strip()
        code = codes[0].strip() if codes else self.block.code
        if not self.readable(code):
            self.lose(number, text, "a code that can't be read")
            return
        verb = self.verb_phrase(written, forms[0].split() if forms else [])
        if verb is None:
            self.lose(number, text, "no verb that can be read")
        else:
            self.block.verbs.append(_Verb(verb, code, number))

    def verb_phrase(self, written: str, forms: list[str]) -> str | None:
        """Return a verb as a table writes it: `give (gave given)`, `short ~ship`, `=said`."""
        if written.startswith("{") or "{" in written or "}" in written:
            return None
        words = [word for word in re.split(r"[_\s]+", written.lower().replace("+", " +")) if word.strip("+")]
        words = [word for word in words if word]
        at = next((place for place, word in enumerate(words) if word.startswith("+")), 0)
        words = [word.lstrip("+") for word in words]
        if not words or not all(_WORD.fullmatch(word) for word in words):
            return None
        verb = words[at]
        others = sorted({form for form in map(_form, forms) if form and _WORD.fullmatch(form)} - {verb})
        if len(words) == 1 and not others and self.is_inflected(verb):
            return f"={verb}"
        words[at] = f"~{verb}" if at else verb
        return " ".join(words) + (f" ({' '.join(others)})" if others else "")

    def is_inflected(self, word: str) -> bool:
        """Whether a word is a form of another verb: regular forms of "said" would be none."""
        if word in self.known:
            return self.known[word] != word
        ed = word.endswith("ed") and not word.endswith("eed") and word not in _WITH_ED
        return len(word) > 4 and (ed or (word.endswith("ing") and word not in _WITH_ING))  # noqa: PLR2004 - "need"

    def pattern(self, number: int, text: str) -> None:
        if self.block is None:
            self.lose(number, text, "a pattern before the first block")
            return
        codes = _CODE.findall(text)
        code = codes[-1].strip() if codes else ""
        if not codes:
            self.lose(number, text, "a pattern without a code")
        elif not self.readable(code):
            self.lose(number, text, "a code that can't be read")
        else:
            self.block.patterns.append((_CODE.sub(" ", text), code, number))

    def readable(self, code: str) -> bool:
        parts = code.split(":")
        there_and_back = 2
        return len(parts) <= there_and_back and all(part == "" or _READABLE.fullmatch(part) for part in parts)

    def told(self, code: str) -> str:
        """Return a code as a table writes what it tells: `03.032:03.033`, `-` for nothing."""
        parts = ["" if part in _NO_EVENT else part for part in code.split(":")]
        names = [f"{root_of(part)}.{part}" if part else "" for part in parts]
        return ":".join(names).rstrip(":") or "-"

    def write(self, mark: str, taken: set[str]) -> None:
        """Make the tables of what was read."""
        names = self.write_sets(mark)
        is_second = any(
            re.search(r"[({]", pattern) for block in self.blocks.values() for pattern, *_ in block.patterns
        )
        last: dict[str, tuple[str, int]] = {}
        for block in self.blocks.values():
            for verb in block.verbs:
                last[verb.text.split(" (")[0]] = (block.name, verb.line)
        for block in self.blocks.values():
            verbs: dict[str, list[str]] = defaultdict(list)
            for verb in block.verbs:
                name, number = last[verb.text.split(" (")[0]]
                if number == verb.line:
                    verbs[self.told(verb.code)].append(verb.text)
                    self.out.verbs += 1
                elif name != block.name:
                    self.lose(
                        verb.line, f"{verb.text} (line {number}: {name})", "a verb that a later block has too"
                    )
            lines = self.lines(block, names, phrases=is_second)
            if not verbs:
                for pattern, code, number in block.patterns:
                    self.lose(number, f"{pattern} [{code}]", "a pattern of a block without a verb of its own")
                continue
            own = self.told(block.code) if self.readable(block.code) else "-"
            main = own if own in verbs else next(iter(verbs))
            row: dict[str, Any] = {
                "name": _unique(block.name.lower(), taken),
                "verbs": ", ".join(verbs.pop(main)),
            }
            row |= {"tells": main} if main != "-" else {}
            row |= {"alone": {told: ", ".join(texts) for told, texts in verbs.items()}} if verbs else {}
            row |= {"sides": True} | ({} if is_second else {"covers": True})
            self.out.tables.append(row | ({"match": lines} if lines else {}))
        self.out.codes = self.given()
        self.leave_sets(mark)

    def given(self) -> set[str]:
        """Return the codes that the tables give."""
        told: list[str] = []
        for table in self.out.tables:
            told += [table.get("tells", ""), *table.get("alone", {})]
            told += [text.rsplit("=> ", 1)[1] for text in table.get("match", ())]
        names = [name for text in told for name in text.split(":")]
        return {name.split(".", 1)[1] for name in names if "." in name}

    def lines(self, block: _Block, names: Mapping[str, str], *, phrases: bool) -> list[str]:
        """Return the patterns of a block, those that ask for most first."""
        made: dict[str, tuple[Line, str, int, str]] = {}
        for pattern, code, number in block.patterns:
            try:
                found = line(pattern, names, phrases=phrases)
            except UnreadableError as error:
                self.lose(number, f"{pattern} [{code}]", str(error))
                continue
            told = self.told(code)
            if found.text in made:
                _, before, line_before, words = made[found.text]
                if before != told:
                    self.lose(
                        line_before,
                        f"{words} (line {number}: {code})",
                        "a pattern that its block codes otherwise below",
                    )
            made[found.text] = (found, told, number, f"{pattern} [{code}]")
        self.out.patterns += len(made)
        ordered = sorted(made.values(), key=_asks_for_most)
        return [f"{found.text} => {told}" for found, told, *_ in ordered]

    def leave_sets(self, mark: str) -> None:
        """Leave out the sets that no pattern asks for."""
        asked = {
            name
            for table in self.out.tables
            for line in table.get("match", ())
            for name in _SET.findall(line)
        }
        for name, elements in self.elements.items():
            made = _set_name(name, mark)
            if made not in asked and self.out.sets.pop(made, None) is not None:
                number = elements[0][1] - 1
                self.lose(number, f"&{name}", "a set that no pattern asks for")

    def write_sets(self, mark: str) -> dict[str, str]:
        """Make the sets; return the names of those with phrases."""
        names: dict[str, str] = {}
        for name in self.elements:
            phrases = dict.fromkeys(self.flat(name, frozenset()))
            made = _set_name(name, mark)
            if phrases and re.fullmatch(r"\w+", made):
                self.out.sets[made] = list(phrases)
                names[name] = made
        return names

    def flat(self, name: str, above: frozenset[str]) -> Iterable[str]:
        """Yield the phrases of a set and of the sets in it."""
        for element, number in self.elements[name]:
            other = element[1:].strip("_ ").upper()
            if element.startswith("&"):
                if other in self.elements and other not in above | {name}:
                    yield from self.flat(other, above | {name})
                elif not above:
                    self.lose(number, element, "a set in a set that is not there, or is itself")
                continue
            words = _FORMS.sub(" ", element).strip()
            made = phrase(words + ("_" if name in self.whole else ""))
            if made is not None:
                yield made
            elif not above:
                self.lose(number, element, "no phrase that can be read")


def _form(written: str) -> str:
    """Return the verb of a form in braces: `+BROKE_DOWN`, `SHORT_+SHIPPED`."""
    marked = re.search(r"\+([^_+]+)", written)
    return (marked[1] if marked else written).strip("_ ,").lower()


def _asks_for_most(row: tuple[Line, str, int, str]) -> tuple[int, int, int]:
    """Order lines: of those with as many words "new_* aid" comes before "new ... * ... aid"."""
    made = row[0]
    return -made.words, -made.slots, made.text.count("...")


def _set_name(name: str, mark: str) -> str:
    return re.sub(r"\W", "_", name.lower()) + mark


def _unique(name: str, taken: set[str]) -> str:
    made, number = name, 2
    while made in taken:
        made, number = f"{name} {number}", number + 1
    taken.add(made)
    return made
