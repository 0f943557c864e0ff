"""How long the rest of the review will take, from the pace of this session."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from statistics import median
from typing import Final

# A longer silence is a pause, not a hesitation.
_PAUSE_S: Final = 180.0
# The pace of the last decisions: a reviewer speeds up.
_RECENT: Final = 30
_ENOUGH: Final = 3


class Pace:
    """The pace of one reviewer.

    Parameters
    ----------
    clock : callable
        Seconds, from any origin.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None
        self._gaps: deque[float] = deque(maxlen=_RECENT)

    def note(self) -> None:
        """Note that something was just settled."""
        at = self._clock()
        if self._last is not None and at - self._last <= _PAUSE_S:
            self._gaps.append(at - self._last)
        self._last = at

    def remaining(self, n: int) -> str:
        """Return in French the time that ``n`` more will take; empty until the pace is known."""
        if n == 0 or len(self._gaps) < _ENOUGH:
            return ""
        minutes = round(n * median(self._gaps) / 60)
        if minutes < 1:
            return "moins d’une minute"
        if minutes < 60:
            return f"environ {minutes} min"
        return f"environ {minutes // 60} h {minutes % 60:02d}"
