"""Four dozen outlets, each with the lines that recur in its articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .rng import Draws, derive

FIRST_NAMES = (
    "Northern", "Harbour", "Capital", "Meridian", "Valley", "Coastal", "Evening", "Morning", "Lakeside",
    "Federal", "Highland", "Union",
)  # fmt: skip
SECOND_NAMES = ("Post", "Courier", "Herald", "Ledger")
# The outlet's name parts a line into runs of four words at most, so that no two outlets share five in a row.
BEFORE = (
    "Skip to main content",
    "Sign up for the {name} morning newsletter: {domain}",
    "This {name} page needs its {name} readers. Please give to the {name} today.",
    "Listen to this article: {name} audio",
    "By the {name} foreign desk",
    "Share this {name} story with a friend",
)
WITHIN = (
    "Also Read | {headline}",
    "Photo: {name} archive",
    "READ MORE: {headline}",
    "Advertisement - the {name} continues below",
)
AFTER = (
    "Copyright {name}. All rights reserved.",
    "Keep the {name} free: join the {name} Circle of supporting readers.",
    "Follow the {name} on every channel.",
    "Leave a Comment",
    "Your address stays with {name} and nobody else.",
    "More from the {name}: {headline}",
    "Have a tip? Write desk@{domain}",
    "The {name} is edited in the {name} building and paid for by {name} readers.",
)


@dataclass(frozen=True)
class Outlet:
    """A publisher and its furniture; `{headline}` changes from one article to the next, all else recurs."""

    name: str
    domain: str
    before: tuple[str, ...]
    within: tuple[str, ...]
    after: tuple[str, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """All of them. One in six is a plain wire without any furniture.

    >>> len(outlets()), outlets()[0].domain
    (48, 'northern-post.example')
    """
    out = []
    for number, (first, second) in enumerate((a, b) for b in SECOND_NAMES for a in FIRST_NAMES):
        name, draws = f"{first} {second}", Draws(derive(21, number))
        domain = f"{name.lower().replace(' ', '-')}.example"
        chosen = [
            tuple(
                pool[k].replace("{name}", name).replace("{domain}", domain)
                for k in draws.sample(len(pool), draws.between(1, most))
            )
            for pool, most in ((BEFORE, 3), (WITHIN, 2), (AFTER, 4))
        ]
        before, within, after = ((), (), ()) if number % 6 == 5 else chosen
        out.append(Outlet(name, domain, before, within, after))
    return tuple(out)
