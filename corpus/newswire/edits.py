"""The edits, each a function from an article's body to another, with the words that go on record.

A body is a list of paragraphs. An edit returns what it did, for instance `words_replaced=17/312`, so
that a checker can count; where a text is too short for it (one paragraph can't be reordered) one word is
replaced instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import grammar
from .outlets import Outlet, outlets
from .words import full_names, vocabulary

if TYPE_CHECKING:
    from .rng import Draws

CONFUSIONS = (
    ("rn", "m"),
    ("cl", "d"),
    ("l", "1"),
    ("e", "c"),
    ("h", "b"),
    ("O", "0"),
    ("S", "5"),
    ("i", "l"),
    ("t", "f"),
)
MARKERS = ("UPDATE 1:", "UPDATE 2:", "CORRECTED:", "WRAPUP 1:", "UPDATE 3:")
CONTENT = 170  # the first words of the vocabulary that are not function words


@dataclass(frozen=True)
class Article:
    """What an edit works on."""

    title: str
    paragraphs: tuple[str, ...]
    outlet: Outlet
    text_key: int  # furniture that changes from article to article hangs on it

    def body(self) -> str:
        """Join the paragraphs."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class Hand:
    """What an edit works with: its draws, and new paragraphs where it needs some."""

    draws: Draws
    extra: list[str]


Edit = Callable[[Article, Hand], tuple[Article, str]]


def _word(draws: Draws) -> str:
    """Any word but a function word, all equally often."""
    words = vocabulary()
    return words[draws.between(CONTENT, len(words) - 1)]


def _places(paragraphs: tuple[str, ...]) -> tuple[list[list[str]], list[tuple[int, int]]]:
    words = [paragraph.split(" ") for paragraph in paragraphs]
    return words, [(p, w) for p, line in enumerate(words) for w in range(len(line))]


def _joined(article: Article, words: list[list[str]]) -> Article:
    return replace(article, paragraphs=tuple(" ".join(line) for line in words))


def _like(old: str, new: str) -> str:
    """Put the new word in the old one's capitals and punctuation."""
    core = old.strip("\"'.,?!:;()“”")
    return old.replace(core, new.capitalize() if core[:1].isupper() else new, 1) if core else new


def _replace(article: Article, draws: Draws, share: float | None) -> tuple[Article, int, int]:
    words, places = _places(article.paragraphs)
    count = 1 if share is None else max(1, round(share * len(places)))
    for k in draws.sample(len(places), count):
        p, w = places[k]
        words[p][w] = _like(words[p][w], _word(draws))
    return _joined(article, words), min(count, len(places)), len(places)


def copy(article: Article, _hand: Hand) -> tuple[Article, str]:
    """Copy the whole text, to the letter, furniture and all; only the publisher is another."""
    return article, "copy"


def furniture(article: Article, hand: Hand) -> tuple[Article, str]:
    """Put the same body between another outlet's lines."""
    others = [outlet for outlet in outlets() if outlet is not article.outlet]
    changed = replace(article, outlet=hand.draws.pick(others), text_key=hand.draws.bits())
    return changed, f"furniture={changed.outlet.name}"


def word_in_front(article: Article, hand: Hand) -> tuple[Article, str]:
    """Put one word before all others."""
    word = _word(hand.draws).capitalize()
    first = f"{word} {article.paragraphs[0]}"
    return replace(article, paragraphs=(first, *article.paragraphs[1:])), f"word_in_front={word}"


def word_inserted(article: Article, hand: Hand) -> tuple[Article, str]:
    """Put in one word more, somewhere between the first and the last."""
    words, places = _places(article.paragraphs)
    p, w = places[hand.draws.between(1, len(places) - 1)] if len(places) > 1 else places[0]
    word = _word(hand.draws)
    words[p].insert(w, word)
    return _joined(article, words), f"word_inserted={word}"


def word_replaced(article: Article, hand: Hand) -> tuple[Article, str]:
    """Change one word for another."""
    changed, count, of = _replace(article, hand.draws, None)
    return changed, f"words_replaced={count}/{of}"


def words_replaced(article: Article, hand: Hand) -> tuple[Article, str]:
    """Change 1 to 20 % of the words for others, at random places."""
    changed, count, of = _replace(article, hand.draws, hand.draws.between(2, 40) / 200)
    return changed, f"words_replaced={count}/{of}"


def dateline(article: Article, hand: Hand) -> tuple[Article, str]:
    """Put a dateline before the first sentence."""
    city, month = hand.draws.pick(grammar.slots()["city"]), hand.draws.pick(grammar.slots()["month"])
    line = f"{city.upper()}, {month} {hand.draws.between(1, 28)} - "
    first = line + article.paragraphs[0]
    return replace(article, paragraphs=(first, *article.paragraphs[1:])), f"dateline={line.rstrip(' -')}"


def sign_off(article: Article, hand: Hand) -> tuple[Article, str]:
    """Add a line at the end that names who wrote and who edited."""
    line = f"(Reporting by {hand.draws.pick(full_names())}; editing by {hand.draws.pick(full_names())})"
    return replace(article, paragraphs=(*article.paragraphs, line)), "sign_off"


def paragraphs_added(article: Article, hand: Hand) -> tuple[Article, str]:
    """Put in new paragraphs, each at any place."""
    paragraphs = list(article.paragraphs)
    for paragraph in hand.extra:
        paragraphs.insert(hand.draws.between(0, len(paragraphs)), paragraph)
    return replace(article, paragraphs=tuple(paragraphs)), f"paragraphs_added={len(hand.extra)}"


def paragraphs_dropped(article: Article, hand: Hand) -> tuple[Article, str]:
    """Leave out up to a third of the paragraphs, one at least."""
    size = len(article.paragraphs)
    if size < 2:
        return word_replaced(article, hand)
    gone = set(hand.draws.sample(size, hand.draws.between(1, max(1, size // 3))))
    kept = tuple(paragraph for k, paragraph in enumerate(article.paragraphs) if k not in gone)
    return replace(article, paragraphs=kept), f"paragraphs_dropped={len(gone)}/{size}"


def paragraphs_reordered(article: Article, hand: Hand) -> tuple[Article, str]:
    """Turn the paragraphs round by some places."""
    size = len(article.paragraphs)
    if size < 2:
        return word_replaced(article, hand)
    by = hand.draws.between(1, size - 1)
    return replace(
        article, paragraphs=article.paragraphs[by:] + article.paragraphs[:by]
    ), f"paragraphs_reordered={by}"


def ocr_noise(article: Article, hand: Hand) -> tuple[Article, str]:
    """Confuse characters as a scanner confuses them, in 0.5 to 8 % of the words."""
    words, places = _places(article.paragraphs)
    count = 0
    for k in hand.draws.sample(len(places), max(1, round(hand.draws.between(1, 16) / 200 * len(places)))):
        p, w = places[k]
        at = hand.draws.below(len(CONFUSIONS))
        for old, new in CONFUSIONS[at:] + CONFUSIONS[:at]:
            if old in words[p][w]:
                words[p][w] = words[p][w].replace(old, new, 1)
                count += 1
                break
    return _joined(article, words), f"ocr_noise={count}/{len(places)}"


def excerpt(article: Article, hand: Hand) -> tuple[Article, str]:
    """Keep the first paragraphs only: up to the half, one at least."""
    size = len(article.paragraphs)
    if size < 2:
        return word_replaced(article, hand)
    kept = hand.draws.between(1, max(1, size // 2))
    return replace(article, paragraphs=article.paragraphs[:kept]), f"excerpt={kept}/{size}"


def write_up(article: Article, hand: Hand) -> tuple[Article, str]:
    """Write a longer article of other words that holds the whole text in its middle."""
    cut = hand.draws.between(1, len(hand.extra)) if hand.extra else 0
    paragraphs = (*hand.extra[:cut], *article.paragraphs, *hand.extra[cut:])
    return replace(article, paragraphs=paragraphs), f"write_up={len(hand.extra)}"


def update(article: Article, hand: Hand) -> tuple[Article, str]:
    """Set a marker in headline and text, a new lead, numbers raised."""
    marker = hand.draws.pick(MARKERS)
    words, places = _places(article.paragraphs)
    raised = 0
    for p, w in places:
        if words[p][w].isdecimal() and int(words[p][w]) < 1000 and hand.draws.chance(50):
            words[p][w] = str(int(words[p][w]) + hand.draws.between(1, 9))
            raised += 1
    changed = _joined(article, words)
    lead = f"{marker} {hand.extra[0]}" if hand.extra else marker
    paragraphs = (lead, *hand.extra[1:], *changed.paragraphs)
    title = f"{marker} {article.title}"
    return replace(changed, title=title, paragraphs=paragraphs), f"update={marker.rstrip(':')},{raised}"


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        copy, furniture, word_in_front, word_inserted, word_replaced, words_replaced, dateline, sign_off,
        paragraphs_added, paragraphs_dropped, paragraphs_reordered, ocr_noise, excerpt, write_up, update,
    )
}  # fmt: skip
