"""Reading ahead: the next batch is made in a thread while this one is used.

polars and the core both leave the interpreter while they work, so unpacking and comparing overlap. Memory:
one batch more than without.
"""

from __future__ import annotations

import threading
from queue import Queue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


def ahead(make: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Yield what `make()` yields, one item ahead of its use. Errors come out where the item would.

    The thread ends with the iteration, also when it is left early.

    >>> list(ahead(lambda: iter([1, 2, 3])))
    [1, 2, 3]
    """
    # A slot for what is ready: the thread works on the next, and waits with it until the slot is free.
    ready: Queue[tuple[T] | BaseException | None] = Queue(maxsize=1)
    left = threading.Event()

    def work() -> None:
        try:
            for item in make():
                ready.put((item,))
                if left.is_set():
                    return
            ready.put(None)
        except BaseException as error:  # noqa: BLE001 (raised again where the item would be used)
            ready.put(error)

    thread = threading.Thread(target=work, name="wiresift-read", daemon=True)
    thread.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
            del item
    finally:
        left.set()
        while thread.is_alive():
            while not ready.empty():
                ready.get()
            thread.join(0.01)
