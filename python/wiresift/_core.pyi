"""The native module. Internal: the public names are those of `wiresift`."""

from os import PathLike
from typing import Any, Protocol, final

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

__all__ = [
    "Boilerplate",
    "BoilerplateLearner",
    "DateOrders",
    "DedupSession",
    "Pack",
    "TopicSets",
    "__version__",
    "all_pairs",
    "amounts",
    "dates",
    "elements",
    "minhash",
    "passages",
    "rethreshold",
    "simd_level",
    "similarities",
]

__version__: str

@final
class Boilerplate:
    """Recurring lines by source, learned or taken from a saved table `boilerplate`."""

    def __new__(cls, table: _ArrowStream | None = None) -> Boilerplate: ...

@final
class BoilerplateLearner:
    """Counts the lines of each source."""

    def __new__(cls) -> BoilerplateLearner: ...
    def push(self, articles: _ArrowStream) -> None:
        """Count the lines of a batch with the columns `source` and `text`."""

    def finish(self) -> Boilerplate:
        """Return the lines that recur."""

@final
class DateOrders:
    """How each source writes dates in figures, or, where `given`, all of them: `day_first`, `month_first`."""

    def __new__(cls, given: str | None = None) -> DateOrders: ...
    def push(self, articles: _ArrowStream) -> None:
        """Count the dates of a batch with the columns `source`, `text` and `published`."""

@final
class TopicSets:
    """Sets of words by number, to be compared by the weights of those they share.

    `sets` has a row a set: `words` (a list of UInt32) and `alone`, what the words that it has alone weigh,
    null where nothing is known of it. `weights` has the squared inverse document frequency of each word.
    """

    def __new__(cls, sets: _ArrowStream, weights: list[float]) -> TopicSets: ...
    def likeness(self, one: int, other: int) -> float | None:
        """Return the cosine of two sets, from 0 to 1; None where one is not known."""

    def likenesses(self, pairs: _ArrowStream) -> _ArrowStream:
        """Return the column `likeness` of each row's sets `a` and `b`."""

@final
class Pack:
    """A compiled pack of rules; `files` are `(name, contents)`, `places` the gazetteer."""

    def __new__(cls, files: list[tuple[str, str]], places: _ArrowStream) -> Pack: ...
    @staticmethod
    def lint(files: list[tuple[str, str]], places: _ArrowStream) -> _ArrowStream:
        """Return what is wrong in the files of a pack, errors and warnings, by file and line."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def examples(self) -> int: ...
    def types(self) -> _ArrowStream:
        """Return types and modes with their codes."""

    def phrases(self) -> list[str]:
        """Return every phrase that its lists look for, in all its forms."""

    def extract(
        self,
        articles: _ArrowStream,
        *,
        boilerplate: Boilerplate | None = None,
        orders: DateOrders | None = None,
        threads: int | None = None,
    ) -> _ArrowStream:
        """Return the events of a batch, cleaned where `boilerplate` is given, with dates read by `orders`.

        Columns: `id`, `title`, `text`, `source`, `published`, and perhaps `copies`, ids of equal articles.
        """

    def trace(
        self,
        text: str,
        *,
        title: str | None,
        published: int | None,
        source: str | None,
        start: int,
        boilerplate: Boilerplate | None = None,
    ) -> list[str]:
        """Return how the sentence at a character offset was read."""

    def self_test(self) -> list[tuple[str, int, str, str]]:
        """Return the examples that failed: file, line, text, message."""

@final
class DedupSession:
    """One deduplication: `learn` and `sketch` batch by batch, `learned`, `plan`, `verify`, `finish`."""

    def __new__(
        cls,
        *,
        threshold: float,
        containment: float | None,
        ngram: int,
        num_perm: int,
        seed: int,
        bands: int | None,
        rows: int | None,
        canonical: str,
        preferred: list[str],
        clean: bool,
        threads: int | None,
        scratch: PathLike[str] | None = None,
    ) -> DedupSession:
        """In the folder `scratch` is put aside what doesn't fit into memory; without it, all stays there."""

    def learn(self, articles: _ArrowStream) -> None:
        """Count the lines of a batch with the columns `source` and `text`, before it is sketched.

        Texts are cleaned by the lines known when they are sketched: learn some batches before the first.
        """

    def sketch(self, articles: _ArrowStream) -> None:
        """Sketch a batch with the columns `id`, `title`, `text`, `source`, `published` (microseconds)."""

    def learned(self) -> _ArrowStream | None:
        """End learning; the column `wanted` says for each row whether to give it to `sketch_again`.

        None where no text was cleaned by other lines than those learned in the end.
        """

    def sketch_again(self, articles: _ArrowStream) -> None:
        """Sketch wanted rows anew: the columns of `sketch`, and `row` (UInt32, the order of sketching)."""

    def counts_again(self) -> bool:
        """Say whether all batches are to be given to `count_again`: after `sketch_again` only, and seldom."""

    def count_again(self, articles: _ArrowStream) -> None:
        """Count the lines that the texts of a batch lost, with the columns `source` and `text`."""

    def save(self, path: PathLike[str]) -> None:
        """Write what was learned and sketched to a file. Raises `OSError`."""

    def load(self, path: PathLike[str]) -> None:
        """Take up what a session with the same parameters saved. Raises `OSError` and `InputError`."""

    def plan(self) -> _ArrowStream | None:
        """Find candidates; the column `wanted` says for each row whether to give it to `take`.

        None where no text is needed: only a session that was loaded has to see some again.
        """

    def take(self, articles: _ArrowStream) -> None:
        """Take wanted rows: the columns `row` (UInt32, the order of sketching), `source` and `text`."""

    def verify(self) -> bool:
        """Verify some of the candidates, the work of a second; say whether any are left."""

    def finish(self) -> dict[str, Any]:
        """Give the Arrow tables `documents`, `edges`, `clusters`, `boilerplate`, `facts`; the dict `counts`.

        `facts` has a row a document: `published`, `source` and `preference` as numbers, for `rethreshold`.
        """

def minhash(
    texts: _ArrowStream, *, num_perm: int, ngram: int, seed: int, threads: int | None = None
) -> _ArrowStream:
    """Return the column `signature`, `num_perm` u32 for each row of the column `text`."""

def elements(texts: _ArrowStream, *, ngram: int) -> _ArrowStream:
    """Return the column `elements`, the 32-bit shingle hashes of each row of the column `text`."""

def simd_level() -> str:
    """Return the instruction set in use: `baseline`, `avx2` or `avx512`.

    Raises `ParameterError` if the environment variable `WIRESIFT_SIMD` names another.
    """

def rethreshold(
    articles: _ArrowStream,
    links: _ArrowStream,
    *,
    threshold: float,
    containment: float | None,
    canonical: str,
    bands: int,
) -> dict[str, Any]:
    """Cluster again with those `links` (a table `edges`) that reach a higher threshold.

    `articles` has a row a document, by id: `id`, `published`, `source`, `preference`, `n_tokens`,
    `n_shingles`, `marked` (whether it calls itself an update). Gives the Arrow tables `documents` (without
    what does not change), `edges` and `clusters`, and the numbers `components` and `split_components`.
    """

def similarities(
    pairs: _ArrowStream, *, ngram: int, boilerplate: Boilerplate | None = None, threads: int | None = None
) -> _ArrowStream:
    """Return `jaccard`, `containment_a`, `containment_b` of each row's `text_a` and `text_b`, exactly.

    Texts are cleaned as those of `source_a` and `source_b` where `boilerplate` is given.
    """

def all_pairs(
    articles: _ArrowStream,
    *,
    threshold: float,
    ngram: int,
    boilerplate: Boilerplate | None = None,
) -> _ArrowStream:
    """Return every pair of rows (`a` < `b`, `jaccard`) at or above `threshold`: exact, slow."""

def passages(
    a: tuple[str, str],
    b: tuple[str, str],
    *,
    ngram: int,
    boilerplate: Boilerplate | None = None,
) -> list[tuple[int, int, int, int, int]]:
    """Return the passages that two `(source, text)` share: offsets in a, offsets in b, number of tokens."""

def dates(
    text: str, published: str | None = None, *, day_first: bool = False, future: bool = False
) -> list[tuple[int, int, str, str, str, str]]:
    """Return the dates of a text: characters, first day, last day (both ISO, inclusive), precision, bound.

    Relative ones are counted from `published` (ISO); `future` says that the text is about what is to come.
    """

def amounts(
    text: str, published: str | None = None
) -> list[tuple[int, int, str, float | None, float | None, float | None, str | None]]:
    """Return the numbers of a text outside its dates: characters, kind, low, best, high, unit."""
