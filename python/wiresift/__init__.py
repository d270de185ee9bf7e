"""wiresift folds a newswire into stories, and stories into events.

    import wiresift as ws

    articles = ws.read("archive/*.parquet")
    result = ws.dedup(articles, threshold=0.8)
    events = ws.extract(articles, pack="peace")
    stories = ws.stories(result, events, articles)
    ws.run(["archive/*.parquet"], out="out/")

Every table's schema is in `wiresift.schema`; every error is a `WiresiftError`.
"""

from __future__ import annotations

from wiresift import frames as _frames  # registers the polars namespaces
from wiresift import schema
from wiresift._core import __version__
from wiresift.aggregate import stories
from wiresift.dedup import dedup
from wiresift.dedup_result import DedupResult
from wiresift.events import Pack, extract
from wiresift.exceptions import (
    ColumnError,
    InputError,
    OutputError,
    PackError,
    ParameterError,
    WiresiftError,
)
from wiresift.io import read
from wiresift.pipeline import Summary, run
from wiresift.sketches import elements, from_datasketch, jaccard, minhash, to_datasketch

__all__ = [
    "ColumnError",
    "DedupResult",
    "InputError",
    "OutputError",
    "Pack",
    "PackError",
    "ParameterError",
    "Summary",
    "WiresiftError",
    "__version__",
    "dedup",
    "elements",
    "extract",
    "from_datasketch",
    "jaccard",
    "minhash",
    "read",
    "run",
    "schema",
    "stories",
    "to_datasketch",
]

del _frames
