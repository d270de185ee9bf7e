"""Events: what happened in each article, by the rules of a pack.

A pack is a folder of TOML files. It is compiled once; articles are read in parallel, without the interpreter.
Texts that are exact copies (of one source, title and day) are read once, and their events copied.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from wiresift import _core, schema
from wiresift.config import DateOrder, DedupOptions, check_date_order
from wiresift.exceptions import PackError
from wiresift.gazetteer import load as load_places
from wiresift.io import Rejects
from wiresift.progress import Progress
from wiresift.store import Stored, batches, count, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKS: Final = Path(__file__).parent / "packs"
ORDER: Final = ("doc_id", "start", "end", "type", "mode", "event_id")
"""How the table `events` is sorted."""
_COPY_KEY: Final = ["text", "title", "source", "day"]
_SEEDS: Final = (0x5EED, 0xFEED)

Files: TypeAlias = tuple[tuple[str, str], ...]
"""The files of a pack: each with its name inside it, and its text."""


class Pack:
    """A compiled pack of rules. Immutable: `reload` sees changed files.

    >>> Pack.load("peace").name
    'peace'
    """

    def __init__(self, core: _core.Pack, path: Path, files: Files) -> None:
        """Use `Pack.load`."""
        self._core = core
        self._files = files
        self.path = path

    @classmethod
    def load(cls, pack: str | os.PathLike[str] = "peace") -> Pack:
        """Compile a pack: the name of a built-in one, a folder of TOML files, or one such file.

        The last few packs are kept compiled, and compiled again only if a file has changed.
        Raises `PackError` with file and line.
        """
        path = folder_of(pack)
        return _compile(path, _read(path))

    def reload(self) -> Pack:
        """Return this pack if its files are as they were, else the pack that they hold now.

        Raises `PackError` with file and line if they no longer compile; this pack stays as it is.

        >>> pack = Pack.load("peace")
        >>> pack.reload() is pack
        True
        """
        files = _read(self.path)
        return self if files == self._files else _compile(self.path, files)

    @property
    def name(self) -> str:
        """Its name, kept in every row."""
        return self._core.name

    @property
    def version(self) -> str:
        """Its semantic version, kept in every row."""
        return self._core.version

    @property
    def hash(self) -> str:
        """Hash of its content, kept in every row."""
        return self._core.hash

    @property
    def place(self) -> str:
        """What `load` finds it by, from any folder: the name of a built-in pack, or an absolute path.

        >>> Pack.load("peace").place
        'peace'
        """
        return self.path.name if self.path.parent == _PACKS else str(self.path.absolute())

    def types(self) -> pl.DataFrame:
        """Return the types and modes with their codes: `type`, `mode`, `plover`, `plover_mode`, `cameo`, ...

        >>> Pack.load("peace").types().filter(pl.col("type") == "vote")["mode"].to_list()
        ['failed', 'passed', 'tabled', 'vetoed']
        """
        return pl.DataFrame(self._core.types())

    def phrases(self) -> list[str]:
        """Return every phrase that its lists look for, in all its forms and in lower case, names left out.

        >>> "ceasefires" in Pack.load("peace").phrases()
        True
        """
        return self._core.phrases()

    def test(self) -> pl.DataFrame:
        """Run the pack's own examples; return those that failed: `file`, `line`, `text`, `message`.

        >>> Pack.load("peace").test().height
        0
        """
        columns = {"file": pl.String, "line": pl.Int64, "text": pl.String, "message": pl.String}
        return pl.DataFrame(self._core.self_test(), schema=columns, orient="row")

    @classmethod
    def lint(cls, pack: str | os.PathLike[str] = "peace") -> pl.DataFrame:
        """Return what is wrong in a pack, also in one that can't be compiled, by file and line.

        A row a finding: `file`, `line`, `level` ("error" or "warning"), `check`, `message`.
        `docs/packs.md` lists the checks.

        >>> Pack.lint("peace").filter(level="error").height
        0
        """
        return pl.DataFrame(_core.Pack.lint(list(_read(folder_of(pack))), load_places()))

    @property
    def n_examples(self) -> int:
        """How many examples it holds."""
        return self._core.examples

    def trace(self, article: dict[str, Any], start: int, boilerplate: _core.Boilerplate | None) -> list[str]:
        """Return how the sentence at the character offset `start` was read, a line a step."""
        published = article["published"]
        return self._core.trace(
            article["text"],
            title=article["title"],
            published=None if published is None else int(published.timestamp() * 1_000_000),
            source=article["source"],
            start=start,
            boilerplate=boilerplate,
        )

    def diff(self, after: Pack, articles: Any, **options: Any) -> pl.DataFrame:
        """Return the events that `after` reads otherwise than this pack does; see `wiresift.pack_diff.diff`.

        >>> pack = Pack.load("peace")
        >>> pack.diff(pack, pl.DataFrame({"text": ["Both sides agreed to a ceasefire."]})).height
        0
        """
        from wiresift.pack_diff import diff

        return diff(self, after, articles, **options)

    def __repr__(self) -> str:
        """Name, version and the head of the hash."""
        return f"Pack({self.name!r}, version={self.version!r}, hash={self.hash[:12]!r})"


def folder_of(pack: str | os.PathLike[str]) -> Path:
    """Return the folder of a built-in pack by its name, or the path that was given."""
    path = _PACKS / os.fspath(pack)
    return path if isinstance(pack, str) and pack.isidentifier() and path.is_dir() else Path(pack)


@lru_cache(maxsize=4)
def _compile(path: Path, files: Files) -> Pack:
    return Pack(_core.Pack(list(files), load_places()), path, files)


def _read(path: Path) -> Files:
    """Return the files of the pack at `path`, each with its name inside the pack."""
    files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        known = ", ".join(sorted(folder.name for folder in _PACKS.iterdir() if folder.is_dir()))
        raise PackError(f"{path}: no pack there; name a folder of TOML files, or a built-in pack: {known}")
    root = path if path.is_dir() else path.parent
    contents = []
    for file in files:
        try:
            contents.append((file.relative_to(root).as_posix(), file.read_text(encoding="utf8")))
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"{file}: can't be read: {error}") from error
    return tuple(contents)


def extract(
    articles: Any,
    *,
    pack: str | os.PathLike[str] | Pack = "peace",
    clean: bool = True,
    boilerplate: pl.DataFrame | None = None,
    date_order: DateOrder | None = None,
    threads: int | None = None,
    batch_size: int = 8192,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Read the events of articles.

    Parameters
    ----------
    articles
        A polars frame or lazy frame, a pyarrow table, any object with `__arrow_c_stream__`, or paths as
        `read` takes them. Without `published`, relative dates ("Thursday") stay empty.
    pack
        Name or folder of a pack, or a loaded one.
    clean, boilerplate
        Leave boilerplate out: known furniture, and lines learned from these articles or, where a table
        `boilerplate` is given, the lines of that table.
    date_order
        How `3/4/22` is meant in texts: `day_first` or `month_first` (for the column of dates, see
        `wiresift.read`). Left at None, the article tells by a date with a number over 12, else its `source`
        by the dates of all its articles, else the day of publication, near which news is; where nothing
        tells, the month is first.
    threads, batch_size
        All cores by default; articles to a batch. Neither changes the result.
    progress
        Told what is under way.

    Returns
    -------
    The table `events`, sorted by article and position. Offsets count characters of the raw text.

    Raises
    ------
    PackError
        The pack can't be compiled.
    InputError
        The articles can't be read.

    Examples
    --------
    >>> text = "Both sides agreed to a ceasefire on Monday."
    >>> events = extract(pl.DataFrame({"text": [text], "published": ["2024-05-08"]}))
    >>> events.select("type", "mode", "polarity", "date_start").row(0)
    ('ceasefire', 'agreed', 'affirmed', datetime.date(2024, 5, 6))

    """
    check_date_order(date_order)
    rules = pack if isinstance(pack, Pack) else Pack.load(pack)
    options = DedupOptions(clean=clean, threads=threads, batch_size=batch_size)
    with stored(articles, Rejects()) as kept:
        return extract_stored(
            kept,
            rules,
            boilerplate=boilerplate,
            date_order=date_order,
            options=options,
            progress=progress or Progress(),
        )


def extract_stored(
    articles: Stored,
    pack: Pack,
    *,
    boilerplate: pl.DataFrame | None = None,
    date_order: DateOrder | None = None,
    options: DedupOptions,
    progress: Progress,
) -> pl.DataFrame:
    """Read the events of articles in the schema `articles`."""
    parts = event_batches(
        articles, pack, boilerplate=boilerplate, date_order=date_order, options=options, progress=progress
    )
    return pl.concat([schema.empty("events"), *(events for _, events in parts)]).sort(ORDER)


def event_batches(
    articles: Stored,
    pack: Pack,
    *,
    boilerplate: pl.DataFrame | None = None,
    date_order: DateOrder | None = None,
    options: DedupOptions,
    progress: Progress,
    first: int = 0,
) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the events a batch at a time, each with the number of articles done: those from row `first` on.

    The events of a copy come with those of the article that it copies.
    """
    learned = None
    if options.clean:
        learned = (
            _learn(articles, options, progress) if boilerplate is None else _core.Boilerplate(boilerplate)
        )
    orders = _core.DateOrders(date_order)
    copies = _copies(articles, orders, options.batch_size)
    repeated = copies.select("copies").explode("copies")
    progress.stage("events", total=count(articles))
    done = 0
    for read in batches(articles, ["id", "title", "text", "source", "published"], options.batch_size):
        batch = read.slice(max(0, first - done))
        done += read.height
        progress.advance(read.height)
        if batch.is_empty():
            continue
        originals = batch.join(repeated, left_on="id", right_on="copies", how="anti")
        table = pack._core.extract(  # noqa: SLF001 (the other half of this module)
            originals.join(copies, on="id", how="left"),
            boilerplate=learned,
            orders=orders,
            threads=options.threads,
        )
        yield done, _in_schema(pl.DataFrame(table))


def events_of_texts(texts: pl.Series, pack: Pack, columns: list[str]) -> pl.Series:
    """Return a list of structs with `columns` of the events of each text, null for null."""
    articles = (
        schema.empty("articles")
        .clear(len(texts))
        .with_columns(id=pl.int_range(pl.len()).cast(pl.String), text=texts.alias("text"))
    )
    table = _in_schema(pl.DataFrame(pack._core.extract(articles.filter(pl.col("text").is_not_null()))))  # noqa: SLF001
    lists = table.group_by("doc_id", maintain_order=True).agg(pl.struct(columns).alias("events"))
    joined = articles.select("id", "text").join(
        lists, left_on="id", right_on="doc_id", how="left", maintain_order="left"
    )
    empty = pl.lit([], dtype=lists.schema["events"])
    column = pl.when(pl.col("text").is_not_null()).then(pl.col("events").fill_null(empty))
    return joined.select(column.alias(texts.name)).to_series()


def _in_schema(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(pl.col(column).cast(dtype) for column, dtype in schema.EVENTS.items())


def _learn(articles: Stored, options: DedupOptions, progress: Progress) -> _core.Boilerplate:
    learner = _core.BoilerplateLearner()
    progress.stage("clean", total=count(articles))
    for batch in batches(articles, ["source", "text"], options.batch_size):
        learner.push(batch)
        progress.advance(batch.height)
    return learner.finish()


def _copies(articles: Stored, orders: _core.DateOrders, batch_size: int) -> pl.DataFrame:
    """Return `id`, the lowest of several equal articles, and `copies`, the ids of the others.

    The one look at all articles also tells `orders` the dates of each source.
    """
    keys = [pl.DataFrame(schema={"id": pl.String, "one": pl.UInt64, "other": pl.UInt64})]
    for batch in batches(articles, ["id", "title", "text", "source", "published"], batch_size):
        orders.push(batch)
        parts = batch.with_columns(pl.col("published").dt.date().alias("day")).select(_COPY_KEY)
        # Two independent 64-bit hashes: equal for equal articles, and for all purposes only for them.
        one, other = (parts.hash_rows(seed=seed) for seed in _SEEDS)
        keys.append(pl.DataFrame({"id": batch["id"], "one": one, "other": other}))
    groups = pl.concat(keys).group_by("one", "other").agg(pl.col("id").sort())
    groups = groups.filter(pl.col("id").list.len() > 1)
    return groups.select(pl.col("id").list.first(), pl.col("id").list.slice(1).alias("copies"))
