"""Where the learned weights stand; standard library only, for the fingerprint of every run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

WEIGHTS: Final = Path(__file__).parent / "learned" / "weights.npz"
ENCODER: Final = Path(__file__).parent / "learned" / "encoder.npz"
READER: Final = Path(__file__).parent / "learned" / "titles.npz"
JUDGE: Final = Path(__file__).parent / "learned" / "fitness.npz"
COMPLETENESS: Final = Path(__file__).parent / "learned" / "complete.npz"
