"""Calls of the core that may take long, and can be left by ctrl-C.

While the core works no signal is looked at: the interpreter does so between two steps of its own. So the call
is made in another thread, and this one waits in short steps.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_STEP: Final = 0.2


def interruptible(work: Callable[[], T]) -> T:
    """Return what `work()` returns, or raise what it raises; a signal is answered meanwhile.

    After an interrupt the call still runs to its end, and what it gives is dropped.

    >>> interruptible(lambda: 2 + 2)
    4
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 (raised again where the call was made)
            errors.append(error)

    thread = threading.Thread(target=run, name="wiresift-core", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_STEP)
    if errors:
        raise errors[0]
    return results[0]
