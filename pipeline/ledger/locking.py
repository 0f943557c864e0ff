"""One writer at a time on a file, on every system, with the standard library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Windows locks bytes, and a locked byte cannot be read: the one locked lies far beyond any real content.
_FAR: int = 1 << 40

if sys.platform == "win32":
    import msvcrt
    import os
    import time

    def _lock(handle: int) -> None:
        while True:
            os.lseek(handle, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.01)
            else:
                return

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def alone(handle: int) -> Iterator[None]:
    """Hold the file open as descriptor ``handle`` for oneself; others wait their turn."""
    _lock(handle)
    try:
        yield
    finally:
        _unlock(handle)
