"""Small variations without chance: a number drawn from what it is for, the same on every machine."""

from __future__ import annotations

import hashlib


def draw(*parts: object) -> int:
    """Return a number from 0 to 2³² − 1 that depends on ``parts`` alone."""
    joined = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(joined.encode()).digest()[:4], "big")
